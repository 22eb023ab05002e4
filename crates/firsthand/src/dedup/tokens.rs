//! The words of a text as numbers, as fast as bytes come.
//!
//! Coarser than [`crate::words`], which every stage else uses: a word is a run of letters and
//! digits, without case and accents, so that two encodings of one text, straight and curly marks
//! and decomposed letters agree. In scripts without spaces every character is a word.
//!
//! Most of news is ASCII, and most of a corpus's time goes to finding where its words end. So the edges of words are
//! found 64 bytes at once (`edges`), and a word of up to sixteen letters is hashed as two numbers, where the processor can
//! eight of them at once (`wide`). Only runs in which a byte beyond ASCII stands are read letter by letter.

use super::edges::{BLOCK, Found};
use super::wide;
use crate::rolling::BASE;
use crate::words::unspaced;
use std::hint::select_unpredictable;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Blocks of which the edges of all words are found before their letters are looked at: as many as
/// the nearest memory of a processor holds.
const BLOCKS: usize = 32;

/// Sets the bit that parts capitals from small letters in ASCII; every digit has it.
pub(super) const SMALL: u64 = 0x2020_2020_2020_2020;

/// The bits that are set beyond ASCII.
pub(super) const FOREIGN: u64 = 0x8080_8080_8080_8080;

/// Letters of a word that is hashed as two numbers.
pub(super) const LETTERS_MAX: usize = 16;

/// The words of a text; the memory is kept from one text to the next.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: Vec<u64>,
    length: usize,
    /// Where the words of some blocks begin and end in turn.
    edges: Vec<usize>,
}

impl Words {
    /// All of them, in order.
    pub(super) fn all(&self) -> &[u64] {
        &self.numbers[..self.length]
    }

    fn push(&mut self, word: u64) {
        self.make_room(1);
        self.numbers[self.length] = word;
        self.length += 1;
    }

    fn make_room(&mut self, n: usize) {
        if self.numbers.len() - self.length < n {
            let grown = (self.length + n).next_power_of_two();
            self.numbers.resize(grown, 0);
        }
    }
}

/// Puts the words of `text` into `words`, in order, and tells how many are of an unspaced script.
pub(super) fn read(text: &str, words: &mut Words) -> usize {
    words.length = 0;
    let mut edges = std::mem::take(&mut words.edges);
    edges.resize((BLOCKS + 1) * BLOCK, 0);
    let mut runs = Runs {
        text,
        words,
        letters: Vec::new(),
        dense: 0,
    };
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    // At least one byte behind the text ends its last word.
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let mut found = Found::default();
    for some in blocks.chunks(BLOCKS) {
        found.add(some, &mut edges);
        found.n = runs.of(&mut edges, found.n);
    }
    found.add(&[last], &mut edges);
    runs.of(&mut edges, found.n);
    let dense = runs.dense;
    words.edges = edges;
    dense
}

/// Makes words of runs of bytes that are no spaces and marks of ASCII.
struct Runs<'r> {
    text: &'r str,
    words: &'r mut Words,
    /// Letters of a word that is not ASCII.
    letters: Vec<u8>,
    dense: usize,
}

impl Runs<'_> {
    /// Of the runs with the first `n` edges. One that is not ended yet is left in front; how many
    /// edges are left.
    fn of(&mut self, edges: &mut [usize], n: usize) -> usize {
        let (runs, open) = edges[..n].as_chunks::<2>();
        let mut done = 0;
        while done < runs.len() {
            let rest = &runs[done..];
            self.words.make_room(rest.len());
            let from = self.words.length;
            let to = &mut self.words.numbers[from..from + rest.len()];
            let text = self.text.as_bytes();
            let mut n = wide::plain(text, rest, to);
            n += plain(text, &rest[n..], &mut to[n..]);
            self.words.length += n;
            done += n;
            if let Some([start, end]) = rest.get(n) {
                self.run(*start, *end);
                done += 1;
            }
        }
        let open = open.first().copied();
        if let Some(open) = open {
            edges[0] = open;
        }
        usize::from(open.is_some())
    }

    #[inline(never)]
    fn run(&mut self, start: usize, end: usize) {
        match self.text.as_bytes()[start..end].is_ascii() {
            true => self.words.push(small(self.text.as_bytes(), start, end)),
            false => self.between_marks(start, end),
        }
    }

    /// A run with bytes beyond ASCII. At its edges are ASCII, marks or
    /// the ends of the text; a mark may stand within it, where a block ends.
    fn between_marks(&mut self, start: usize, end: usize) {
        let (mut from, mut is_foreign) = (start, false);
        for (at, c) in self.text[start..end].char_indices() {
            if is_mark(c) {
                self.part(from, start + at, is_foreign);
                (from, is_foreign) = (start + at + c.len_utf8(), false);
            } else {
                is_foreign |= !c.is_ascii();
            }
        }
        self.part(from, end, is_foreign);
    }

    /// A part of a run between marks.
    fn part(&mut self, start: usize, end: usize, is_foreign: bool) {
        if is_foreign {
            self.letter_by_letter(start, end);
        } else if start < end {
            self.words.push(small(self.text.as_bytes(), start, end));
        }
    }

    fn letter_by_letter(&mut self, start: usize, end: usize) {
        for c in self.text[start..end].chars() {
            if c.is_ascii() {
                self.letters.push(c.to_ascii_lowercase() as u8);
            } else if unspaced(c) && c.is_alphanumeric() {
                self.end_word();
                self.letter(c);
                self.end_word();
                self.dense += 1;
            } else if c.is_alphanumeric() {
                decompose_compatible(c, |part| {
                    if !is_combining_mark(part) {
                        part.to_lowercase().for_each(|l| self.letter(l));
                    }
                });
            } else if !is_combining_mark(c) {
                self.end_word();
            }
        }
        self.end_word();
    }

    fn letter(&mut self, c: char) {
        let mut bytes = [0; 4];
        self.letters
            .extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
    }

    fn end_word(&mut self) {
        if !self.letters.is_empty() {
            let hash = hash(self.letters.chunks(8).map(eight));
            self.words.push(hash);
            self.letters.clear();
        }
    }
}

/// Makes words of runs until one is longer than sixteen letters, is not ASCII, or stands at the end
/// of the text; how many were made.
pub(super) fn plain(text: &[u8], runs: &[[usize; 2]], words: &mut [u64]) -> usize {
    for (i, ([start, end], word)) in runs.iter().zip(&mut *words).enumerate() {
        let of_word = OF_WORD.get(end - start);
        let bytes = text.get(*start..).and_then(|rest| rest.first_chunk());
        let (Some(bytes), Some(of_word)) = (bytes, of_word) else {
            return i;
        };
        let [a, b] = letters(bytes, of_word);
        if (a | b) & FOREIGN != 0 {
            return i;
        }
        *word = short(a, b, end - start);
    }
    runs.len()
}

/// The word of ASCII letters from `start` to `end`, in small letters.
fn small(text: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    if let (Some(bytes), Some(of_word)) = (text[start..].first_chunk(), OF_WORD.get(length)) {
        let [a, b] = letters(bytes, of_word);
        return short(a, b, length);
    }
    let (mut word, mut at) = (0, start);
    while at < end {
        let length = (end - at).min(8);
        let letters = eight(&text[at..at + length]);
        let unused = 64 - 8 * length;
        word = add(word, (letters | SMALL) << unused >> unused);
        at += length;
    }
    word
}

/// The first of sixteen letters, small. Those behind them are masked: to copy just so many costs a
/// call.
#[inline(always)]
fn letters(bytes: &[u8; 16], of_word: &[u64; 2]) -> [u64; 2] {
    let eights = bytes.as_chunks::<8>().0;
    [0, 1].map(|i| (u64::from_le_bytes(eights[i]) | SMALL) & of_word[i])
}

/// The word of up to sixteen letters. Whether there are more than eight is not to be foreseen, so
/// both answers are made.
#[inline(always)]
fn short(a: u64, b: u64, length: usize) -> u64 {
    let short = add(0, a);
    let long = add(short, b);
    select_unpredictable(length <= 8, short, long)
}

/// For each length of a word the bits of sixteen bytes that are its own.
const OF_WORD: [[u64; 2]; LETTERS_MAX + 1] = {
    let mut of_word = [[0; 2]; LETTERS_MAX + 1];
    let mut length = 0;
    while length <= LETTERS_MAX {
        let bits = match length {
            LETTERS_MAX => u128::MAX,
            n => (1 << (8 * n)) - 1,
        };
        of_word[length] = [bits as u64, (bits >> 64) as u64];
        length += 1;
    }
    of_word
};

/// Up to eight bytes as a number.
fn eight(part: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..part.len()].copy_from_slice(part);
    u64::from_le_bytes(bytes)
}

/// A word, by its letters taken eight at a time.
fn hash(eights: impl Iterator<Item = u64>) -> u64 {
    eights.fold(0, add)
}

fn add(word: u64, letters: u64) -> u64 {
    let product = (word ^ letters).wrapping_mul(BASE);
    product ^ product >> 32
}

/// Whether it is one of the marks that news is full of, told without a table: none of them is a
/// letter or belongs to one.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x80..=0xA9 | 0x2000..=0x206F)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Words::default();
        // What a text before has left makes no difference.
        read("What stood there before", &mut words);
        read(text, &mut words);
        words.all().to_vec()
    }

    #[test]
    fn marks_are_no_letters() {
        for c in (0x80..0x2100).filter_map(char::from_u32) {
            let is_word = c.is_alphanumeric() || is_combining_mark(c) || unspaced(c);
            assert!(!(is_mark(c) && is_word), "{c:?}");
        }
    }

    fn check(a: &str, b: &str) {
        assert_eq!(words(a), words(b), "{a} {b}");
    }

    #[test]
    fn spellings_of_one_text_agree() {
        check("The mayor's “Café”", "the MAYOR’S \"cafe\u{301}\"");
        check("ﬁre at ３ a.m.", "fire at 3 A.M.");
        check("Привет, МИР", "привет мир");
        check("港で火事", "港 で 火 事");
        check("", " \u{301}…");
        check("Internationalisée", "INTERNATIONALISEE");
    }

    /// Texts that have words at every place of a block, in and beyond ASCII.
    fn text() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[a-zA-Z0-9]{1,20}",
            "[ ,.@`{\\[/:\u{0}\u{7f}]{1,3}",
            "[éßЖ’…\u{301}港ｶ]{1,3}",
            "[ -~]{0,80}",
        ];
        prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn words_are_those_that_a_plain_reading_finds(text in text()) {
            // Letters and digits of one case, everything else a space but what belongs to a letter.
            let mut plain = String::new();
            for c in text.chars() {
                match c {
                    _ if is_combining_mark(c) => {}
                    _ if unspaced(c) && c.is_alphanumeric() => plain.extend([' ', c, ' ']),
                    _ if c.is_alphanumeric() => decompose_compatible(c, |part| {
                        if !is_combining_mark(part) {
                            plain.extend(part.to_lowercase());
                        }
                    }),
                    _ => plain.push(' '),
                }
            }
            let plain: Vec<u64> = plain
                .split_ascii_whitespace()
                .map(|word| hash(word.as_bytes().chunks(8).map(eight)))
                .collect();
            prop_assert_eq!(words(&text), plain);
        }
    }
}
