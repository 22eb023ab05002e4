//! The words of one quotation in the form in which two quotations are compared.

mod read;

use super::lexicon::{Mark, Modal};
use std::ops::Range;

/// A wording taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    /// The words as written; spans of a quotation are joined by a space.
    pub(super) text: String,
    /// The first [`TOKENS_MAX`] words.
    pub(super) tokens: Vec<Token>,
    /// Sum of their weights.
    pub(super) weight: u32,
}

/// A word, number or unit. A contraction is two tokens over one span.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Token {
    /// Hash of the normal form: equal for spellings of one word, and for "three" and "3".
    pub(super) key: u64,
    /// Hash shared by the inflected forms.
    pub(super) lemma: u64,
    /// The synonym sets it is in; 0 fills up.
    pub(super) senses: [u16; 4],
    /// Where it stands in the text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// How much it tells, in tenths of a content word.
    pub(super) weight: u32,
    /// Number of its sentence.
    pub(super) sentence: u16,
    /// What it does to the claim.
    pub(super) mark: Option<Mark>,
    /// Its value, if it is a number.
    pub(super) number: Option<f64>,
    pub(super) is: Is,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Is {
    pub(super) function: bool,
    pub(super) negator: bool,
    pub(super) pronoun: bool,
    pub(super) unit: bool,
    /// Begins with a capital where that tells something.
    pub(super) capital: bool,
    /// First word of a sentence.
    pub(super) initial: bool,
    /// Inside quotation marks.
    pub(super) quoted: bool,
    /// The word "one", which seldom counts.
    pub(super) one: bool,
}

impl Token {
    /// Whether the two are in one synonym set.
    pub(super) fn means(&self, other: &Token) -> bool {
        let shared = |s: &u16| *s != 0 && other.senses.contains(s);
        self.senses[0] != 0 && self.senses.iter().any(shared)
    }

    pub(super) fn modal(&self) -> Option<Modal> {
        match self.mark {
            Some(Mark::Modal(m)) => Some(m),
            _ => None,
        }
    }

    /// Whether it stands for a proper name as far as its capital tells.
    pub(super) fn is_name(&self) -> bool {
        self.is.capital && !self.is.initial && !self.is.unit && self.number.is_none()
    }

    /// Whether it tells anything beyond grammar.
    pub(super) fn is_content(&self) -> bool {
        !self.is.function
    }
}

impl Wording {
    /// Takes the words of a quotation apart, whose spans become one text. `all_quoted` says that the
    /// whole stands inside quotation marks.
    pub(super) fn of_spans(spans: &[&str], all_quoted: bool) -> Wording {
        let mut joins = Vec::new();
        let mut at = 0;
        for span in spans {
            // Behind an attribution a capital begins a sentence: "I agree," she said. "We go."
            if at > 0 && span.starts_with(char::is_uppercase) {
                joins.push(at);
            }
            at += span.len() + 1;
        }
        Wording::read(spans.join(" "), all_quoted, &joins)
    }

    /// Of words that were taken apart.
    pub(super) fn of(text: String, tokens: Vec<Token>) -> Wording {
        let weight = tokens.iter().map(|t| t.weight).sum();
        Wording {
            text,
            tokens,
            weight,
        }
    }

    /// Takes `text` apart.
    pub(super) fn new(text: String, all_quoted: bool) -> Wording {
        Wording::read(text, all_quoted, &[])
    }

    /// The characters of a range of tokens.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.bytes(from..to)]
    }

    /// Where the tokens of a range stand in the text; empty for an empty range.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(range.start),
            self.tokens.get(range.end.wrapping_sub(1)),
        ) {
            (Some(a), Some(b)) if range.start < range.end => a.start as usize..b.end as usize,
            _ => 0..0,
        }
    }

    /// The keys, which are the same for two wordings that differ only in case, punctuation,
    /// contraction or the way numbers are written.
    pub(super) fn keys(&self) -> Vec<u64> {
        self.tokens.iter().map(|t| t.key).collect()
    }

    /// Whether the words of both tell the same, wherever they stand in their texts.
    pub(super) fn reads_like(&self, other: &Wording) -> bool {
        let placeless = |t: &Token| Token {
            start: 0,
            end: 0,
            ..*t
        };
        let (a, b) = (&self.tokens, &other.tokens);
        a.iter().map(placeless).eq(b.iter().map(placeless))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        Wording::new(a.into(), true).keys() == Wording::new(b.into(), true).keys()
    }

    #[test]
    fn spellings_of_one_wording_are_equal() {
        for (a, b) in [
            ("It’s 3,000 tonnes.", "it is three thousand tonnes"),
            ("the U.N. did not pay", "The UN didn’t pay"),
            ("a one-in-five chance", "a 1 in 5 chance"),
            ("[W]e cannot stay", "We can't stay"),
            ("twenty-one boats", "21 boats"),
            ("$4 million", "$4m"),
            ("12% of it", "12 percent of it"),
        ] {
            assert!(same(a, b), "{a} / {b}");
        }
        for (a, b) in [("forty boats", "fourteen boats"), ("we stay", "we stayed")] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn marks_and_quotes_are_found() {
        let w = Wording::new("he \"intends to close\" at least two wells".into(), false);
        let quoted = w.tokens.iter().filter(|t| t.is.quoted).count();
        assert_eq!(quoted, 3);
        assert_eq!(w.tokens[1].modal(), Some(Modal::Intention));
        assert_eq!(w.tokens[4].mark, Some(Mark::Bound));
    }
}
