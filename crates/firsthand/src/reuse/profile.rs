//! What of an article is compared: its words as numbers, and which of them are quoted, formula,
//! or names.

use super::formula;
use super::quoted::{Quoted, flag, is_post};
use crate::words::{hash, lines, unspaced, words};
use crate::{Article, Span};
use xxhash_rust::xxh3::xxh3_64;

/// A word of the article text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// First byte in the content.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// Hash of its normal form.
    pub(super) hash: u32,
    /// [`QUOTED`], [`FORMULA`], [`NAME`], [`OPENS`].
    pub(super) flags: u8,
}

/// Stands inside quotation marks.
pub(super) const QUOTED: u8 = 1;
/// Stands in a sentence of an outlet's or agency's formula.
pub(super) const FORMULA: u8 = 2;
/// Begins with a capital inside a sentence, or with a digit: names, figures, ages, streets.
pub(super) const NAME: u8 = 4;
/// First word of a sentence.
pub(super) const OPENS: u8 = 8;

impl Word {
    pub(super) fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// An article as the comparison sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The words of the article text, in order.
    pub(super) words: Vec<Word>,
    /// How many words of an unspaced script weigh as one word: 2 where most of the text is in
    /// one (a character is a word there), else 1. Every length in words is multiplied by it.
    pub(super) scale: usize,
}

impl Profile {
    /// Reads the article text once.
    pub(super) fn of(article: &Article) -> Profile {
        let content = article.content();
        let mut profile = Profile::default();
        let mut dense = 0;
        for span in article.body() {
            for line in lines(content, span) {
                dense += profile.line(content, line);
            }
        }
        profile.scale = if dense * 2 > profile.words.len() {
            2
        } else {
            1
        };
        profile.words.shrink_to_fit();
        profile
    }

    /// Adds a paragraph and tells how many of its words are of an unspaced script.
    fn line(&mut self, content: &str, line: Span) -> usize {
        let first = self.words.len();
        let mut quoted = Quoted::new();
        let mut opens = true;
        let mut dense = 0;
        let mut at = line.start();
        for span in words(content, line) {
            let word = span.of(content);
            opens |= self.ends_sentence(content, &content[at..span.start()]);
            quoted.gap(content, at, span.start(), &mut self.words);
            let initial = word.chars().next().unwrap_or(' ');
            let name = initial.is_numeric() || (!opens && initial.is_uppercase());
            dense += usize::from(unspaced(initial));
            self.words.push(Word {
                start: span.start() as u32,
                end: span.end() as u32,
                hash: hash(word) as u32,
                flags: if name { NAME } else { 0 } | if opens { OPENS } else { 0 },
            });
            opens = false;
            at = span.end();
        }
        quoted.gap(content, at, line.end(), &mut self.words);
        quoted.close(&mut self.words);
        if is_post(line.of(content)) {
            flag(&mut self.words[first..]);
        }
        self.mark_formulas(content, line, first);
        dense
    }

    /// Whether the gap after the last word ends a sentence. A point after a short capitalised
    /// word ("Lt.", "St.", "U.S.") does not; that is coarse, and enough to count sentences.
    fn ends_sentence(&self, content: &str, gap: &str) -> bool {
        // Most gaps.
        if gap == " " {
            return false;
        }
        if gap.contains(['!', '?', '。', '！', '？', '؟', '।', '…']) {
            return true;
        }
        let Some(last) = self.words.last() else {
            return false;
        };
        let word = &content[last.start as usize..last.end as usize];
        let short = word.chars().take(ABBREVIATION_CHARS + 1).count() <= ABBREVIATION_CHARS
            && word.starts_with(char::is_uppercase);
        gap.contains(". ") && !short || gap.contains(".\"") || gap.contains(".”")
    }

    /// Flags the sentences from word `first` on that hold a formula.
    fn mark_formulas(&mut self, content: &str, line: Span, first: usize) {
        for hit in formula::hits(line.of(content)) {
            let at = (line.start() + hit) as u32;
            let words = &mut self.words[first..];
            let mut i = words.partition_point(|w| w.end <= at);
            if i == words.len() || words[i].has(FORMULA) {
                continue;
            }
            while i > 0 && !words[i].has(OPENS) {
                i -= 1;
            }
            words[i].flags |= FORMULA;
            for word in words[i + 1..].iter_mut().take_while(|w| !w.has(OPENS)) {
                word.flags |= FORMULA;
            }
        }
    }

    /// The span of words `from..to` in the content.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(
            self.words[from].start as usize,
            self.words[to - 1].end as usize,
        )
    }

    /// A hash of all words in order: equal for texts that differ in furniture and spacing only.
    pub(super) fn whole(&self) -> u64 {
        let bytes: Vec<u8> = self
            .words
            .iter()
            .flat_map(|w| w.hash.to_le_bytes())
            .collect();
        xxh3_64(&bytes)
    }
}

/// Longest word before a point that is taken for an abbreviation when it has a capital; counted
/// on English ranks and titles ("Sgt", "Gov", "Mrs").
const ABBREVIATION_CHARS: usize = 3;
