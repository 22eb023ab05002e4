//! A paragraph as the model sees it: words without their possessive endings, each with the hashes
//! that features are made of.

use super::super::lexicon::{Class, FORM_BASE, FORM_ING, FORM_PAST, FORM_THIRD};
use super::super::text::{Paragraph, Token};
use crate::Span;
use xxhash_rust::xxh3::xxh3_64;

/// A word, an ending that belongs to a word of its own ("Calder|'s", "they|'ve"), or a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) span: Span,
    /// The token of the paragraph that it is, or is a part of.
    pub(crate) token: usize,
    /// Whether it has a letter or digit.
    pub(crate) word: bool,
    /// Hash of the lower-case word, digits folded.
    pub(crate) low: u32,
    /// Hashes of its last two and three letters.
    pub(crate) ends: [u32; 2],
    /// Capitals, digits and marks, coarsely.
    pub(crate) shape: u32,
    /// What the lexicon says of it, hashed, with the quotation marks around.
    pub(crate) class: u32,
    /// Place in a quotation in marks: see [`quote`].
    pub(crate) quote: u32,
}

/// The units of a paragraph, in order.
pub(crate) fn units(content: &str, paragraph: &Paragraph) -> Vec<Unit> {
    let mut out = Vec::with_capacity(paragraph.tokens.len() + 8);
    let mut low = Vec::with_capacity(32);
    for (i, token) in paragraph.tokens.iter().enumerate() {
        let text = token.span.of(content);
        let quote = quote(paragraph, i);
        let class = hash_class(token.class);
        let mut push = |from: usize, to: usize, class: u32| {
            out.push(unit(
                token,
                i,
                &text[from..to],
                token.span.start() + from,
                class,
                quote,
                &mut low,
            ));
        };
        match ending(text).filter(|_| token.word) {
            Some(at) => {
                push(0, at, class);
                push(at, text.len(), 0);
            }
            None => push(0, text.len(), class),
        }
    }
    out
}

/// Where an ending with an apostrophe begins, other than "n't".
fn ending(text: &str) -> Option<usize> {
    let at = text.rfind(['\'', '’'])?;
    let rest = &text[at..].trim_start_matches(['\'', '’']);
    let known = ["s", "re", "ve", "ll", "d", "m", "S"].contains(rest);
    (known && at > 0).then_some(at)
}

/// `low` is room for the word in lower case.
fn unit(
    token: &Token,
    i: usize,
    text: &str,
    start: usize,
    class: u32,
    quote: u32,
    low: &mut Vec<u8>,
) -> Unit {
    low.clear();
    match token.word {
        true if text.is_ascii() => low.extend(text.bytes().map(|b| match b {
            b'0'..=b'9' => b'0',
            b => b.to_ascii_lowercase(),
        })),
        true => {
            for c in text.chars().flat_map(char::to_lowercase) {
                let c = match c {
                    '’' => '\'',
                    c if c.is_numeric() => '0',
                    c => c,
                };
                low.extend(c.encode_utf8(&mut [0; 4]).bytes());
            }
        }
        false => low.extend(fold_mark(text).bytes()),
    }
    // Where the last letters begin: the bytes that go on with a letter do not count.
    let tail = |n: usize| {
        let begins = |(_, b): &(usize, &u8)| **b & 0xC0 != 0x80;
        let from = low.iter().enumerate().rev().filter(begins).nth(n - 1);
        hash_bytes(&low[from.map_or(0, |(i, _)| i)..])
    };
    Unit {
        span: Span::new(start, start + text.len()),
        token: i,
        word: token.word,
        low: hash_bytes(low),
        ends: [tail(2), tail(3)],
        shape: shape(token.word, text),
        class,
        quote,
    }
}

/// One mark for those that do the same.
fn fold_mark(text: &str) -> &str {
    match text {
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" | "`" => "'",
        "–" | "―" => "—",
        _ => text,
    }
}

fn hash_bytes(bytes: &[u8]) -> u32 {
    xxh3_64(bytes) as u32
}

/// The forms of a verb are left out: the tags tell them.
fn hash_class(class: Class) -> u32 {
    let class = class & !(FORM_BASE | FORM_ING | FORM_PAST | FORM_THIRD);
    if class == 0 {
        return 0;
    }
    (class ^ (class >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15) as u32 | 1
}

/// All capitals, a capital, inner capitals, digits, a hyphen, short.
fn shape(word: bool, text: &str) -> u32 {
    if !word {
        return 1;
    }
    if text.is_ascii() {
        let bytes = text.as_bytes();
        let any = |bytes: &[u8], is: fn(&u8) -> bool| bytes.iter().any(is);
        let first = bytes.first().is_some_and(u8::is_ascii_uppercase);
        let inner = any(bytes.get(1..).unwrap_or(&[]), u8::is_ascii_uppercase);
        let small = any(bytes, u8::is_ascii_lowercase);
        let digit = any(bytes, u8::is_ascii_digit);
        let hyphen = bytes.contains(&b'-');
        return folded([first, inner, small, digit, hyphen, bytes.len() < 2]);
    }
    let mut chars = text.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let inner = chars.clone().any(char::is_uppercase);
    let small = text.chars().any(char::is_lowercase);
    let digit = text.chars().any(char::is_numeric);
    let hyphen = text.contains(['-', '‑', '‐']);
    let single = text.chars().nth(1).is_none();
    folded([first, inner, small, digit, hyphen, single])
}

fn folded(bits: [bool; 6]) -> u32 {
    bits.iter().fold(1, |s, b| s * 2 + u32::from(*b))
}

/// Most words of a quotation in marks that may be a title or a single phrase.
const SHORT_QUOTE_TOKENS_MAX: usize = 7;

/// Outside 0; in short marks: opening 1, inside 2, closing 3; in long ones the same and 4.
fn quote(paragraph: &Paragraph, i: usize) -> u32 {
    let tokens = &paragraph.tokens;
    let Some(q) = tokens[i].quote else { return 0 };
    let outer = paragraph.quotes[q].outer;
    let opens = i == 0 || tokens[i - 1].quote != Some(q);
    let closes = tokens.get(i + 1).is_none_or(|t| t.quote != Some(q));
    let ahead = i + SHORT_QUOTE_TOKENS_MAX;
    let back = i.saturating_sub(SHORT_QUOTE_TOKENS_MAX);
    let short = tokens
        .get(ahead)
        .is_none_or(|t| t.span.start() >= outer.end())
        && (back == 0 || tokens[back].span.end() <= outer.start());
    let place = match (opens, closes) {
        (true, _) => 1,
        (_, true) => 3,
        _ => 2,
    };
    place + if short { 0 } else { 4 }
}
