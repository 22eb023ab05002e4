//! The words of a text as numbers, as fast as bytes come.
//!
//! Coarser than [`crate::words`], which every stage else uses: a word is a run of letters and
//! digits, without case and accents, so that two encodings of one text, straight and curly marks
//! and decomposed letters agree. In scripts without spaces every character is a word.

use crate::rolling::BASE;
use crate::words::unspaced;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What each byte adds to a word: letters in lower case, digits, and 0 for what ends a word.
const LETTERS: [u8; 128] = {
    let mut letters = [0; 128];
    let mut b = 0u8;
    while b < 128 {
        if b.is_ascii_alphanumeric() {
            letters[b as usize] = b.to_ascii_lowercase();
        }
        b += 1;
    }
    letters
};

/// Puts the words of `text` into `words`, in order, and tells how many are of an unspaced script.
pub(super) fn read(text: &str, words: &mut Vec<u64>) -> usize {
    words.clear();
    let bytes = text.as_bytes();
    let (mut at, mut word, mut dense) = (0, 0u64, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 128 {
            let letter = LETTERS[usize::from(byte)];
            at += 1;
            if letter != 0 {
                word = push(word, u32::from(letter));
            } else if word != 0 {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        at += c.len_utf8();
        if unspaced(c) && c.is_alphanumeric() {
            if word != 0 {
                words.push(std::mem::take(&mut word));
            }
            words.push(push(0, u32::from(c)));
            dense += 1;
        } else if is_letter(c) {
            decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    for letter in part.to_lowercase() {
                        word = push(word, u32::from(letter));
                    }
                }
            });
        } else if word != 0 && !is_combining_mark(c) {
            words.push(std::mem::take(&mut word));
        }
    }
    if word != 0 {
        words.push(word);
    }
    dense
}

/// A word with one more letter; never 0.
fn push(word: u64, letter: u32) -> u64 {
    (word.wrapping_add(u64::from(letter)))
        .wrapping_mul(BASE)
        .max(1)
}

fn is_letter(c: char) -> bool {
    // The marks that news is full of are told without a table.
    !matches!(c as u32, 0x80..=0xA9 | 0x2000..=0x206F) && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str) {
        let words = |text: &str| {
            let mut words = Vec::new();
            read(text, &mut words);
            words
        };
        assert_eq!(words(a), words(b), "{a} {b}");
    }

    #[test]
    fn spellings_of_one_text_agree() {
        check("The mayor's “Café”", "the MAYOR’S \"cafe\u{301}\"");
        check("ﬁre at ３ a.m.", "fire at 3 A.M.");
        check("Привет, МИР", "привет мир");
        check("港で火事", "港 で 火 事");
        check("", " \u{301}…");
    }
}
