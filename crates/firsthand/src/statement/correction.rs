//! Which articles correct or withdraw what they wrote, and who still carries the old words?
//!
//! Read are notices, in their usual forms: "An earlier version of this article said 21 people had died.
//! The figure is 12." and "12 people died, not 21". What tells the old words from the new are figures and names; a
//! notice without either is shown, and nobody is said to carry anything.

use super::token::{Token, Wording};
use crate::article::SegmentKind;
use crate::{Article, ArticleIx, Span};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Forms in which a notice speaks of the text that it stands in, in small letters.
const CORRECTED: [&str; 14] = [
    "earlier version of this",
    "previous version of this",
    "earlier version of the article",
    "earlier version of the story",
    "original version of this",
    "an earlier report said",
    "this story has been corrected",
    "this article has been corrected",
    "this report has been corrected",
    "this article was corrected",
    "this article was amended",
    "this story corrects",
    "has been updated to correct",
    "we regret the error",
];
/// The same of one that takes everything back.
const WITHDRAWN: [&str; 6] = [
    "this story has been retracted",
    "this article has been retracted",
    "this story has been withdrawn",
    "this article has been withdrawn",
    "has retracted this",
    "has withdrawn this",
];
/// Words that open a notice.
const OPENINGS: [&str; 5] = [
    "correction:",
    "corrections:",
    "corrects:",
    "clarification:",
    "correction —",
];
/// Words behind which the old words stand.
const SAID: [&str; 14] = [
    " said ",
    " stated ",
    " misstated ",
    " reported ",
    " misreported ",
    " gave ",
    " listed ",
    " identified ",
    " misidentified ",
    " put ",
    " suggested ",
    " claimed ",
    " referred ",
    " indicated ",
];
/// Words of the same thing that a sentence needs, beside the old figure or name, to carry it.
const CONTEXT_MIN: usize = 2;
/// Longest notice, in bytes.
const NOTICE_BYTES_MAX: usize = 1200;

/// A notice that corrects or withdraws something.
#[derive(Clone, PartialEq, Debug)]
pub struct Correction {
    /// The article that has the notice.
    pub article: ArticleIx,
    /// The notice.
    pub notice: Span,
    /// Whether all is taken back, rather than something put right.
    pub withdrawn: bool,
    /// The words that were wrong, where the notice repeats them.
    pub old: Option<Span>,
    /// The words that stand for them.
    pub new: Option<Span>,
    /// Where other articles of the event still have the old figure or name.
    pub carried: Vec<(ArticleIx, Span)>,
}

/// The corrections of each group of articles, by article and place.
pub fn corrections(articles: &[Article], groups: &[Vec<ArticleIx>]) -> Vec<Vec<Correction>> {
    groups
        .par_iter()
        .map(|group| {
            let found: Vec<Correction> = group
                .iter()
                .flat_map(|at| notices(*at, &articles[*at]))
                .collect();
            let correcting: BTreeSet<ArticleIx> = found.iter().map(|c| c.article).collect();
            let carry = |mut correction: Correction| {
                let others = group.iter().filter(|a| !correcting.contains(a));
                correction.carried = carried(&correction, others, articles);
                correction
            };
            found.into_iter().map(carry).collect()
        })
        .collect()
}

/// The notices of one article.
fn notices(at: ArticleIx, article: &Article) -> Vec<Correction> {
    let content = article.content();
    let marked = (article.segments.iter())
        .filter(|s| s.kind == SegmentKind::Correction)
        .map(|s| s.span.trim(content));
    let mut spans: Vec<Span> = marked.filter(|s| !s.is_empty()).collect();
    for span in article.body() {
        // One allocation for a paragraph, and none where the letters cannot be there.
        let text = span.of(content);
        if !text.contains("ersion of th")
            && !text.contains("orrect")
            && !text.contains("etracted")
            && !text.contains("ithdrawn")
            && !text.contains("mended")
            && !text.contains("larification")
        {
            continue;
        }
        let small = text.to_ascii_lowercase();
        if says(&small, &CORRECTED) || says(&small, &WITHDRAWN) || opens(&small) {
            spans.push(span.trim(content));
        }
    }
    spans.sort_unstable_by_key(|s| s.start());
    spans.dedup();
    spans
        .into_iter()
        .filter_map(|s| notice(at, content, s))
        .collect()
}

fn says(text: &str, forms: &[&str]) -> bool {
    forms.iter().any(|form| text.contains(form))
}

fn opens(text: &str) -> bool {
    OPENINGS
        .iter()
        .any(|word| text.trim_start().starts_with(word))
}

/// Reads one notice.
fn notice(at: ArticleIx, content: &str, span: Span) -> Option<Correction> {
    let end = content.floor_char_boundary(span.end().min(span.start() + NOTICE_BYTES_MAX));
    let span = Span::new(span.start(), end);
    // ASCII only, so that every byte stays where it is.
    let small = span.of(content).to_ascii_lowercase();
    let withdrawn = says(&small, &WITHDRAWN);
    if !(withdrawn || says(&small, &CORRECTED) || opens(&small)) {
        return None;
    }
    let (old, new) = old_and_new(&small).unzip();
    let place = |r: std::ops::Range<usize>| {
        let found = Span::new(span.start() + r.start, span.start() + r.end).trim(content);
        (!found.is_empty()).then_some(found)
    };
    Some(Correction {
        article: at,
        notice: span,
        withdrawn,
        old: old.and_then(place),
        new: new.flatten().and_then(place),
        carried: Vec::new(),
    })
}

type Bytes = std::ops::Range<usize>;

/// What was wrong and what is right, in bytes of a notice in small letters.
fn old_and_new(notice: &str) -> Option<(Bytes, Option<Bytes>)> {
    let sentence_end = |from: usize| {
        let stops = notice[from..].match_indices(['.', ';', '\n']);
        let ends = stops.map(|(at, _)| from + at).find(|at| {
            notice[at + 1..].is_empty() || notice[at + 1..].starts_with(char::is_whitespace)
        });
        ends.unwrap_or(notice.len())
    };
    // "12 people died, not 21."
    if let Some(not) = notice.find(", not ").or(notice.find(" and not ")) {
        let from = not + notice[not..].find("not ")? + 4;
        let stop = notice[from..]
            .find([',', ';', '.', '\n'])
            .map_or(notice.len(), |at| from + at);
        let start = notice[..not]
            .rfind(['.', ';', ':', '\n'])
            .map_or(0, |at| at + 1);
        return Some((from..stop, Some(start..not)));
    }
    let about = CORRECTED
        .iter()
        .filter_map(|form| notice.find(form))
        .min()
        .unwrap_or(0);
    let said = SAID
        .iter()
        .filter_map(|word| Some((notice[about..].find(word)? + about, word.len())));
    let (at, len) = said.min()?;
    let from = at + len;
    let end = sentence_end(from);
    let rest = (end + 1).min(notice.len());
    let new = rest..sentence_end(rest);
    Some((
        from..end,
        (!notice[new.clone()].trim().is_empty()).then_some(new),
    ))
}

/// Where `others` have what the notice takes back.
fn carried<'a>(
    correction: &Correction,
    others: impl Iterator<Item = &'a ArticleIx>,
    articles: &[Article],
) -> Vec<(ArticleIx, Span)> {
    let content = articles[correction.article].content();
    let read = |span: Option<Span>| match span {
        Some(span) => Wording::new(span.of(content).to_owned(), false),
        None => Wording::default(),
    };
    let (old, new) = (read(correction.old), read(correction.new));
    let tells = |t: &&Token| t.number.is_some_and(|_| !t.is.one) || t.is_name();
    let has = |w: &Wording, t: &Token| w.tokens.iter().any(|o| o.lemma == t.lemma);
    let wrong: Vec<&Token> = old
        .tokens
        .iter()
        .filter(tells)
        .filter(|t| !has(&new, t))
        .collect();
    let context: BTreeSet<u64> = old
        .tokens
        .iter()
        .chain(&new.tokens)
        .filter(|t| {
            t.is_content() && t.number.is_none() && !wrong.iter().any(|w| w.lemma == t.lemma)
        })
        .map(|t| t.lemma)
        .collect();
    if wrong.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for at in others {
        let article = &articles[*at];
        let body: Vec<Span> = article.body().collect();
        for sentence in article
            .sentences
            .iter()
            .filter(|s| body.iter().any(|b| b.contains(**s)))
        {
            let words = Wording::new(sentence.of(article.content()).to_owned(), false);
            let shared: BTreeSet<u64> = (words.tokens.iter().map(|t| t.lemma))
                .filter(|lemma| context.contains(lemma))
                .collect();
            if wrong.iter().all(|t| has(&words, t))
                && shared.len() >= CONTEXT_MIN.min(context.len())
            {
                out.push((*at, *sentence));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, article};

    /// Notice, whether it withdraws, old words, and who carries them.
    type Told = (String, bool, String, Vec<(usize, String)>);

    /// The corrections of texts that are one event, with the words of each span.
    fn read(texts: &[&str]) -> Vec<Told> {
        let page = |(i, text): (usize, &&str)| Page {
            locator: format!("{i:03}"),
            content: (*text).to_owned(),
            ..Page::default()
        };
        let articles = article::read(texts.iter().enumerate().map(page).collect());
        let of = |at: usize, span: Span| span.of(articles[at].content()).to_owned();
        let found = corrections(&articles, &[(0..texts.len()).collect()]).remove(0);
        let tell = |c: Correction| {
            let carried = c.carried.iter().map(|(at, s)| (*at, of(*at, *s)));
            let old = c.old.map_or(String::new(), |s| of(c.article, s));
            (of(c.article, c.notice), c.withdrawn, old, carried.collect())
        };
        found.into_iter().map(tell).collect()
    }

    const OLD: &str = "A ferry burned off Sarn on Monday, and the coastguard searched all night.\n\n\
        The coastguard said that 21 people had died in the fire on the ferry.\n\nThe search goes on.";
    const NEW: &str = "A ferry burned off Sarn on Monday, and 12 people died, the coastguard said.\n\n\
        Ships from three towns came to help the passengers, and the search goes on.";

    #[test]
    fn who_still_has_the_old_figure_is_told() {
        for notice in [
            "Correction: An earlier version of this article said that 21 people had died. The coastguard counts 12.",
            "An earlier version of this story misstated the number of people who died as 21. It is 12.",
            "This story has been corrected to show that 12 people died, not 21.",
        ] {
            let found = read(&[&format!("{NEW}\n\n{notice}"), OLD, NEW]);
            assert_eq!(found.len(), 1, "{notice}: {found:?}");
            assert!(found[0].2.contains("21"), "{found:?}");
            let carried = &found[0].3;
            assert_eq!(carried.len(), 1, "{notice}: {found:?}");
            assert!(
                carried[0].0 == 1 && carried[0].1.contains("21 people"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_is_no_correction_is_none() {
        for text in [
            "The ministry said that 12 people had died, not 21 as first thought.",
            "He corrected the proofs of an earlier version of his novel.",
        ] {
            assert!(
                read(&[&format!("{NEW}\n\n{text}"), OLD]).is_empty(),
                "{text}"
            );
        }
        let withdrawn = read(&[&format!("{NEW}\n\nThis article has been retracted."), OLD]);
        assert!(withdrawn[0].1 && withdrawn[0].3.is_empty(), "{withdrawn:?}");
    }
}
