//! Does an article point to words said in another language?
//!
//! Only what it names counts: "in Polish", "a translation", an agency or paper of a country whose
//! language is not the article's.

use super::lexicon::{LEXICON, key};
use crate::{Article, Quotation, Span, words};
use rayon::prelude::*;

/// Words behind a nationality within which its carrier is named ("Italian state news agency").
const REACH: usize = 3;

/// The code of a word that looks like a nationality and points to no language.
const NO_LANGUAGE: &str = "-";
/// Endings of nationalities, and the shortest word that is taken for one by its ending.
const NATIONALITY: ([&str; 4], usize) = (["ian", "ean", "ish", "ese"], 6);

/// The languages that one article points to.
#[derive(Clone, Debug, Default)]
pub(super) struct Foreign {
    /// Names of languages, or of nationalities that no list has, sorted.
    named: Vec<u64>,
    /// It speaks of a translation and names no language.
    translation: bool,
}

/// What each article points to; articles without quotations are not read.
pub(super) fn read(articles: &[Article], quotations: &[Quotation]) -> Vec<Foreign> {
    let mut quoting = vec![false; articles.len()];
    for quotation in quotations {
        quoting[quotation.article] = true;
    }
    articles
        .par_iter()
        .zip(quoting)
        .map(|(article, quoting)| match quoting {
            true => Foreign::read(article),
            false => Foreign::default(),
        })
        .collect()
}

impl Foreign {
    /// Reads the body and the credits of an article.
    fn read(article: &Article) -> Foreign {
        let content = article.content();
        let mut foreign = Foreign::default();
        let credits = article.credits.iter().map(|c| c.span);
        for span in article.body().chain(credits) {
            foreign.read_span(content, span);
        }
        let own = article.language.as_deref().unwrap_or("en");
        foreign.named.retain(|name| *name != key(own));
        foreign.named.sort_unstable();
        foreign.named.dedup();
        foreign
    }

    fn read_span(&mut self, content: &str, span: Span) {
        let mut before = String::new();
        // A language and how many words ago it was named.
        let mut pending: Option<(u64, usize)> = None;
        for word in words::words(content, span) {
            let written = word.of(content);
            let plain = words::norm(written);
            let name = key(&plain);
            if let Some((code, ago)) = pending {
                if LEXICON.carriers.contains(&LEXICON.lemma(&plain)) {
                    self.named.push(code);
                    pending = None;
                } else {
                    pending = Some((code, ago + 1)).filter(|p| p.1 < REACH);
                }
            }
            if written.starts_with(char::is_uppercase) {
                match LEXICON.languages.get(&name) {
                    Some(&NO_LANGUAGE) => pending = None,
                    Some(code) => {
                        if matches!(before.as_str(), "in" | "from" | "into") {
                            self.named.push(key(code));
                        }
                        pending = Some((key(code), 0));
                    }
                    // A country that the list lacks: "the Ruritanian news agency".
                    None if is_nationality(&plain) => pending = Some((name, 0)),
                    None => {}
                }
            }
            self.translation |= plain.starts_with("translat") || plain == "interpreter";
            before = plain;
        }
    }

    /// Whether both point to one language, or one to a language and the other to a translation.
    pub(super) fn both(&self, other: &Foreign) -> bool {
        let shared = self.named.iter().any(|c| other.named.contains(c));
        let any = |f: &Foreign| f.translation || !f.named.is_empty();
        shared || (any(self) && any(other) && (self.translation || other.translation))
    }
}

fn is_nationality(word: &str) -> bool {
    let (ends, least) = NATIONALITY;
    word.len() >= least && ends.iter().any(|end| word.ends_with(end))
}
