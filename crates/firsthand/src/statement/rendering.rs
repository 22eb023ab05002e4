//! A quotation as joining and comparing see it.

use super::lexicon::LEXICON;
use super::occasion::Said;
use super::token::{Token, Wording};
use super::who::Who;
use crate::{Article, ArticleIx, Quotation, QuotationIx, QuotationKind, Span, words};

/// Content words in quotation marks from which on the quoted part of a mixed quotation is compared
/// by itself.
const QUOTED_MIN: usize = 2;
/// How far from the words a person is named that may have said them, in bytes: the sentence and the
/// ones beside it. Judged.
const BESIDE_BYTES: usize = 400;

/// Speaker, occasion and words of one quotation.
pub(super) struct Rendering {
    pub(super) at: QuotationIx,
    pub(super) article: ArticleIx,
    /// Where it begins and ends in its article.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) direct: bool,
    /// Reported by a verb that denies.
    pub(super) denied: bool,
    pub(super) who: Who,
    /// The speaker's resolved name.
    pub(super) speaker: String,
    pub(super) said: Said,
    pub(super) wording: Wording,
    /// The parts of a mixed quotation that stand in quotation marks.
    pub(super) quoted: Vec<Wording>,
}

impl Rendering {
    /// Reads a quotation of `article`.
    pub(super) fn read(at: QuotationIx, quotation: &Quotation, article: &Article) -> Rendering {
        let direct = quotation.kind == QuotationKind::Direct;
        let content = article.content();
        let spans: Vec<&str> = quotation.content.iter().map(|s| s.of(content)).collect();
        let wording = Wording::of_spans(&spans, direct);
        Rendering {
            at,
            article: quotation.article,
            start: quotation.content.first().map_or(0, |s| s.start()),
            end: quotation.content.last().map_or(0, |s| s.end()),
            direct,
            denied: quotation.cue.is_some_and(|cue| denies(content, cue)),
            who: Who::read(quotation),
            speaker: quotation
                .speaker
                .as_ref()
                .map_or_else(String::new, |s| s.name.clone()),
            said: Said::read(article, quotation),
            quoted: if direct { Vec::new() } else { wording.quoted() },
            wording,
        }
    }
}

impl Rendering {
    /// Whether none of its words stand in quotation marks.
    pub(super) fn bare(&self) -> bool {
        !self.direct && self.quoted.is_empty()
    }

    /// Whether the speaker of `other` is named close to these words: a person by the surname, a body
    /// by all of its name.
    pub(super) fn beside(&self, other: &Rendering, articles: &[Article]) -> bool {
        let names = match &other.who {
            Who::Unknown => return false,
            Who::Person(parts) => &parts[parts.len() - 1..],
            Who::Body(parts) => &parts[..],
        };
        let content = articles[self.article].content();
        let from = content.floor_char_boundary(self.start.saturating_sub(BESIDE_BYTES));
        let to = content.ceil_char_boundary((self.end + BESIDE_BYTES).min(content.len()));
        let near: Vec<String> = words::words(content, Span::new(from, to))
            .map(|w| w.of(content))
            .filter(|w| w.starts_with(char::is_uppercase))
            .map(|w| words::norm(w).trim_end_matches("'s").to_owned())
            .collect();
        names.iter().all(|name| near.contains(name))
    }
}

/// Whether a cue denies what it reports: "denied", "rules out", but not the "ruled" of a court.
fn denies(content: &str, cue: Span) -> bool {
    let mut said: Vec<String> = words::words(content, cue)
        .map(|w| words::norm(w.of(content)))
        .collect();
    let behind = Span::new(cue.end(), content.len());
    said.extend(
        words::words(content, behind)
            .next()
            .map(|w| words::norm(w.of(content))),
    );
    let lemma = |word: &String| LEXICON.lemma(word);
    let out = |at: usize| said.get(at + 1).is_some_and(|word| word == "out");
    let denial = |at: usize| LEXICON.denials.contains(&lemma(&said[at]));
    (0..said.len().saturating_sub(1))
        .any(|at| denial(at) || (said[at].starts_with("rul") && out(at)))
}

impl Wording {
    /// The stretches in quotation marks that say something by themselves, and the sentences of those
    /// that have several.
    fn quoted(&self) -> Vec<Wording> {
        let says = |run: &[Token]| {
            let content = run.iter().filter(|t| t.is_content()).count();
            run[0].is.quoted && content >= QUOTED_MIN
        };
        let mut parts: Vec<Wording> = Vec::new();
        let stretches = self.tokens.chunk_by(|x, y| x.is.quoted == y.is.quoted);
        for stretch in stretches.filter(|run| says(run)) {
            parts.push(self.part(stretch));
            let sentences: Vec<&[Token]> =
                stretch.chunk_by(|x, y| x.sentence == y.sentence).collect();
            if sentences.len() > 1 {
                let telling = sentences.into_iter().filter(|run| says(run));
                parts.extend(telling.map(|run| self.part(run)));
            }
        }
        parts
    }

    /// Some of its words as a wording.
    fn part(&self, words: &[Token]) -> Wording {
        // A part is compared, never shown.
        Wording::of(String::new(), words.to_vec())
    }
}
