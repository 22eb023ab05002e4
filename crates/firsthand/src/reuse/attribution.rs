//! Do the shared passages say who told it?

use super::align::Passage;
use super::profile::{OPENS, Profile};
use crate::Article;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Whether in both texts a sentence of a shared passage, or the one after, lays its words to
/// someone ("police said", "according to").
pub(super) fn told(
    a: &Article,
    pa: &Profile,
    b: &Article,
    pb: &Profile,
    passages: &[Passage],
) -> bool {
    passages.iter().any(|p| {
        let ((a0, b0), (a1, b1)) = (p.start(), p.end());
        said(a, pa, a0, a1) && said(b, pb, b0, b1)
    })
}

/// Whether the sentences from word `from` to `to`, and the next, hold a cue.
fn said(article: &Article, text: &Profile, from: usize, to: usize) -> bool {
    let (mut first, begin) = (from, from.saturating_sub(REACH));
    while first > begin && !text.words[first].has(OPENS) {
        first -= 1;
    }
    let mut opened = 0;
    let (mut last, end) = (to, text.words.len().min(to + REACH));
    while last < end {
        opened += usize::from(text.words[last].has(OPENS));
        if opened > SENTENCES_AFTER {
            break;
        }
        last += 1;
    }
    let span = text.span(first, last);
    CUES.is_match(span.of(article.content()))
}

/// "They found two men. Both were taken to a hospital, police said." credits the first sentence
/// too.
const SENTENCES_AFTER: usize = 2;

/// Words before and behind a passage that are looked through: more than its sentences have, but for hostile input.
const REACH: usize = 300;

static CUES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let cues = include_str!("../../data/told-by.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(cues)
        .expect("the list of cues is small and fixed")
});
