//! Which sentences report the event, and which remind of another?

use crate::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The part of an article that a sentence stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Zone {
    /// It reports.
    Body,
    /// It stands in the last third, where articles widen.
    Tail,
    /// It reminds of an earlier event.
    Background,
}

/// Sentences below which an article has no tail.
const TAIL_SENTENCES_MIN: usize = 9;

/// The longest heading of a background section, in bytes.
const HEADING_LEN_MAX: usize = 40;

/// The zone of each sentence.
pub(super) fn of(content: &str, sentences: &[Span]) -> Vec<Zone> {
    let third = sentences.len() - sentences.len() / 3;
    let mut below_heading = false;
    let mut paragraph = false;
    let mut out = Vec::with_capacity(sentences.len());
    for (i, s) in sentences.iter().enumerate() {
        let text = s.of(content);
        let new_line = i == 0 || content[sentences[i - 1].end()..s.start()].contains('\n');
        if new_line {
            paragraph = false;
            below_heading |= i > 0 && text.len() <= HEADING_LEN_MAX && HEADING.is_match(text);
        }
        // What reminds goes on to the end of its paragraph.
        paragraph |= i > 0 && REMINDER.is_match(text);
        out.push(if below_heading || paragraph {
            Zone::Background
        } else if sentences.len() >= TAIL_SENTENCES_MIN && i >= third {
            Zone::Tail
        } else {
            Zone::Body
        });
    }
    out
}

/// A line that heads the background to the end of the article.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:background|context|previously|earlier|for reference|as a reminder|reminder|what happened before|the backstory|backstory)\s*:?\s*$",
    )
});

/// Openings of a sentence that reminds.
static REMINDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^\W*(?:background\s*:|for reference\b|as a reminder\b|reminder\s*:|recall(?:\s+that)?\b|",
        r"let (?:us|me) remind\b|let's (?:remind|recall)\b|(?:let us|we) recall\b|it should be recalled\b|it will be recalled\b|",
        r"as (?:we|was|has been|previously|earlier|already)(?:\s+\w+){0,2}\s+(?:reported|wrote|written|noted|mentioned)\b|",
        r"as (?:reported|noted|mentioned) (?:earlier|before|previously)\b|",
        r"(?:previously|earlier)(?:,| it (?:was|became)| we | \w+ (?:reported|wrote))|",
        r"earlier (?:this|in the) (?:week|month|year)\b|",
        r"(?:last|the previous) (?:month|year)\b|in (?:an? )?(?:earlier|previous|separate|similar|unrelated)\b)"
    ))
});

/// Compiles a pattern of this file.
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the patterns of this file are fixed and compile")
}
