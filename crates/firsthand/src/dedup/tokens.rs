//! The words of a text as numbers, as fast as bytes come.
//!
//! Coarser than [`crate::words`], which every stage else uses: a word is a run of letters and
//! digits, without case and accents, so that two encodings of one text, straight and curly marks
//! and decomposed letters agree. In scripts without spaces every character is a word.
//!
//! Most of news is ASCII, and most of a corpus's time goes to finding where its words end. So 64 bytes
//! are told apart at once (`kinds_sse2`), the edges of runs of them are taken off a bit mask (as Langdale and
//! Lemire find the structure of JSON, "Parsing gigabytes of JSON per second", 2019), and a word of up to
//! sixteen letters is hashed as two numbers. Only runs in which a byte beyond ASCII stands are read
//! letter by letter.

use crate::rolling::BASE;
use crate::words::unspaced;
use std::hint::select_unpredictable;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Bytes that are told apart at once.
const BLOCK: usize = 64;

/// Blocks of which the edges of all words are found before their letters are looked at: as many as
/// the nearest memory of a processor holds.
const BLOCKS: usize = 32;

/// Edges that a block has mostly, rounded up. So many are written whether they are there or not,
/// since how many there are is not to be foreseen.
const EDGES: usize = 24;

/// Sets the bit that parts capitals from small letters in ASCII; every digit has it.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// The bits that are set beyond ASCII.
const FOREIGN: u64 = 0x8080_8080_8080_8080;

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

/// Where the edges of runs of bytes are that are no spaces and marks of ASCII.
#[derive(Default)]
struct Found {
    /// How many edges there are: of a run that is not ended yet only the first.
    n: usize,
    /// Bytes that were looked at.
    at: usize,
    /// The last bit of the block before.
    before: u64,
}

impl Found {
    /// Finds the edges of all runs of `blocks`.
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code, reason = "a measured hot loop")]
    fn add(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        let has_all = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt");
        match has_all {
            // SAFETY: the processor has just been asked for all that the function is made for.
            true => unsafe { self.add_avx2(blocks, edges) },
            // SAFETY: SSE2 is part of every x86-64, and the function takes no pointer.
            false => self.add_with(|block| unsafe { kinds_sse2(block) }, blocks, edges),
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn add_avx2(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        self.add_with(|block| kinds_avx2(block), blocks, edges);
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn add(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        self.add_with(kinds_one_by_one, blocks, edges);
    }

    #[inline(always)]
    fn add_with(
        &mut self,
        kinds: impl Fn(&[u8; BLOCK]) -> u64,
        blocks: &[[u8; BLOCK]],
        edges: &mut [usize],
    ) {
        for block in blocks {
            let run = kinds(block);
            let mut bits = run ^ (run << 1 | self.before);
            self.before = run >> (BLOCK - 1);
            let n = bits.count_ones() as usize;
            let Some(edges) = edges[self.n..].first_chunk_mut::<BLOCK>() else {
                return;
            };
            let mut write = |edges: &mut [usize]| {
                for edge in edges {
                    *edge = self.at + bits.trailing_zeros() as usize;
                    bits &= bits.wrapping_sub(1);
                }
            };
            write(&mut edges[..EDGES]);
            if n > EDGES {
                write(&mut edges[EDGES..n]);
            }
            self.n += n;
            self.at += BLOCK;
        }
    }
}

/// A bit for each byte of a block that is a letter or digit of ASCII, or beyond ASCII: sixteen at
/// once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
fn kinds_sse2(block: &[u8; BLOCK]) -> u64 {
    use std::arch::x86_64::*;
    let mut kinds = 0;
    for (i, part) in block.as_chunks::<16>().0.iter().enumerate() {
        let part = u128::from_le_bytes(*part);
        let bytes = _mm_set_epi64x((part >> 64) as i64, part as i64);
        // Signed comparisons: bytes beyond ASCII are negative, below every bound.
        let small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        let within = |b, from: u8, to: u8| {
            let above = _mm_cmpgt_epi8(b, _mm_set1_epi8(from as i8 - 1));
            _mm_and_si128(above, _mm_cmplt_epi8(b, _mm_set1_epi8(to as i8 + 1)))
        };
        let word = _mm_or_si128(within(small, b'a', b'z'), within(bytes, b'0', b'9'));
        let either = _mm_movemask_epi8(_mm_or_si128(word, bytes));
        kinds |= u64::from(either as u16) << (i * 16);
    }
    kinds
}

/// As [`kinds_sse2`], 32 at once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn kinds_avx2(block: &[u8; BLOCK]) -> u64 {
    use std::arch::x86_64::*;
    let mut kinds = 0;
    for (i, part) in block.as_chunks::<32>().0.iter().enumerate() {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| i64::from_le_bytes(part.as_chunks().0[i]));
        let bytes = _mm256_set_epi64x(d, c, b, a);
        let small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
        let within = |b, from: u8, to: u8| {
            let above = _mm256_cmpgt_epi8(b, _mm256_set1_epi8(from as i8 - 1));
            _mm256_and_si256(above, _mm256_cmpgt_epi8(_mm256_set1_epi8(to as i8 + 1), b))
        };
        let word = _mm256_or_si256(within(small, b'a', b'z'), within(bytes, b'0', b'9'));
        let either = _mm256_movemask_epi8(_mm256_or_si256(word, bytes));
        kinds |= u64::from(either as u32) << (i * 32);
    }
    kinds
}

/// As the others, byte by byte; a test holds them to it.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn kinds_one_by_one(block: &[u8; BLOCK]) -> u64 {
    let is_kind = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let bits = (0..)
        .zip(block)
        .map(|(i, byte)| u64::from(is_kind(byte)) << i);
    bits.sum()
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
            let n = plain(self.text.as_bytes(), rest, to);
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

    /// A run with bytes beyond ASCII. Its edges are ASCII or those of the text. Most of such runs in
    /// news are plain words at a curly quotation mark or a dash.
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
fn plain(text: &[u8], runs: &[[usize; 2]], words: &mut [u64]) -> usize {
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
const OF_WORD: [[u64; 2]; 17] = {
    let mut of_word = [[0; 2]; 17];
    let mut length = 0;
    while length <= 16 {
        let bits = match length {
            16 => u128::MAX,
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
        #[cfg(target_arch = "x86_64")]
        #[test]
        #[allow(unsafe_code, reason = "the functions are asked for by what the processor has")]
        fn many_at_once_are_told_as_one_by_one(block in any::<[u8; BLOCK]>()) {
            let kinds = kinds_one_by_one(&block);
            // SAFETY: SSE2 is part of every x86-64.
            prop_assert_eq!(unsafe { kinds_sse2(&block) }, kinds);
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has just been asked.
                prop_assert_eq!(unsafe { kinds_avx2(&block) }, kinds);
            }
        }

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
