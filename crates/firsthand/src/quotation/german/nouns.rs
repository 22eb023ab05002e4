//! Which words of a German sentence name somebody? Nouns have capitals, so that no tagger is needed.

use super::super::lexicon::{AUX, CONJ, DET, Lexicon, PREP, THAT, TIME, VERB};
use super::super::source::Range;
use super::{Sentence, pronoun};

/// Longest phrase that names somebody, in tokens.
pub(super) const NOUN_PHRASE_TOKENS_MAX: usize = 24;
/// Longest name in quotation marks inside a phrase („Morgenblatt“), in tokens with its marks.
const QUOTED_NAME_TOKENS_MAX: usize = 6;
/// Shortest end of a compound that is looked up as a word, in bytes.
const COMPOUND_BYTES_MIN: usize = 5;

impl Sentence<'_> {
    /// "nach einem EU-Dokument", "nach Expertenmeinung": the phrase where its head is one of the nouns
    /// that attribute, by itself or as the end of a compound; not "drei Tage nach der Veröffentlichung".
    pub(super) fn document(&self, lexicon: &Lexicon, from: usize) -> Option<Range> {
        if from >= self.from + 2 && self.tokens[from - 2].is(TIME) {
            return None;
        }
        let source = self.noun_phrase(from, self.to)?;
        let head = (source.0..source.1).find(|i| self.tokens[*i].capital)?;
        let low = &self.tokens[head].low;
        let attributes = |word: &str| {
            lexicon
                .phrases("nach")
                .iter()
                .any(|(parts, _)| parts.get(1) == Some(&word))
        };
        let mut ends = low.char_indices().map(|(at, _)| &low[at..]);
        ends.any(|end| end.len() >= COMPOUND_BYTES_MIN && attributes(end))
            .then_some(source)
    }

    /// The noun phrase that ends before "zufolge".
    pub(super) fn before_postposition(&self, at: usize) -> Option<Range> {
        let mut from = at;
        while from > self.from && at - from < NOUN_PHRASE_TOKENS_MAX {
            let t = &self.tokens[from - 1];
            if t.mark(',') || t.is(AUX) || (t.is(VERB) && !t.capital) {
                break;
            }
            from -= 1;
        }
        (from < at).then_some((from, at))
    }

    /// The noun phrase that begins at `from`: article, adjectives, nouns, genitives and phrases with a
    /// preposition behind them.
    pub(super) fn noun_phrase(&self, from: usize, upper: usize) -> Option<Range> {
        let upper = upper.min(self.to).min(from + NOUN_PHRASE_TOKENS_MAX);
        let first = self.tokens.get(from).filter(|_| from < upper)?;
        if first.word && self.plain(from) && pronoun(first) {
            return Some((from, from + 1));
        }
        let mut i = from;
        let mut end = from;
        let mut noun = false;
        while i < upper {
            let t = &self.tokens[i];
            if t.quote.is_some() {
                let close = (i..upper)
                    .find(|k| self.tokens[*k].quote != t.quote)
                    .unwrap_or(upper);
                if close - i > QUOTED_NAME_TOKENS_MAX {
                    break;
                }
                (i, end, noun) = (close, close, true);
                continue;
            }
            if !t.word {
                let inside = t.mark('-')
                    || t.mark('.')
                        && i > from
                        && self.tokens[i - 1].word
                        && i + 1 < upper
                        && self.tokens[i + 1].word;
                let opened = t
                    .mark('(')
                    .then(|| (i..upper.min(i + 6)).find(|k| self.tokens[*k].mark(')')))
                    .flatten();
                match opened {
                    Some(close) => (i, end) = (close + 1, close + 1),
                    None if inside => i += 1,
                    None => break,
                }
                continue;
            }
            if t.is(AUX) && !t.capital || t.is(THAT) {
                break;
            }
            if t.capital && !(i == from && t.is(DET)) || t.low.starts_with(|c: char| c.is_numeric())
            {
                if t.is(TIME) && noun {
                    break;
                }
                noun = true;
                i += 1;
                end = i;
                continue;
            }
            let joins = match noun {
                false => t.is(DET) || adjective(&t.low),
                true => {
                    (genitive(&t.low)
                        || t.is(PREP) && !t.is(CONJ)
                        || matches!(&*t.low, "und" | "sowie"))
                        && self.governs(i, upper)
                }
            };
            if !joins {
                break;
            }
            // Behind a preposition or a genitive another noun must come.
            noun = false;
            i += 1;
        }
        (end > from && (from..end).any(|k| self.tokens[k].capital || !self.plain(k)))
            .then_some((from, end))
    }

    /// Whether a noun follows soon, with nothing but articles and adjectives before it.
    fn governs(&self, at: usize, upper: usize) -> bool {
        (at + 1..upper.min(at + 6))
            .take_while(|i| self.tokens[*i].word || !self.plain(*i))
            .find(|i| {
                let t = &self.tokens[*i];
                t.capital || !self.plain(*i) || !(t.is(DET) || adjective(&t.low))
            })
            .is_some_and(|i| (self.tokens[i].capital && !self.tokens[i].is(TIME)) || !self.plain(i))
    }
}

fn genitive(low: &str) -> bool {
    matches!(
        low,
        "der"
            | "des"
            | "eines"
            | "einer"
            | "dieses"
            | "dieser"
            | "seiner"
            | "ihrer"
            | "seines"
            | "ihres"
    )
}

fn adjective(low: &str) -> bool {
    low.len() > 3
        && ["e", "en", "er", "es", "em"]
            .iter()
            .any(|e| low.ends_with(e))
}
