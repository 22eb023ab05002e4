//! On which occasion was it said: where, to whom, when, as the article writes it.
//!
//! The words stand beside the cue ("said in an interview with ANSA"), before the subject ("In a
//! statement on Monday, she said"), in a sentence of their own ("He said this in a comment to the
//! wire.") or on a credit line.

use super::attribution::Attribution;
use super::lexicon::{CONJ, PREP, SAY, TELL, THAT, TIME, VENUE, VERB};
use super::source::Range;
use super::text::{Paragraph, Token};
use super::{Occasion, tokens_span};

/// Longest occasion, in tokens.
const TOKENS_MAX: usize = 30;
/// How many paragraphs a sentence that only names the occasion reaches, both ways.
const REACH_PARAGRAPHS: usize = 2;

/// An occasion that stands in a sentence of its own and holds around it.
pub(super) struct Standing {
    pub(super) paragraph: usize,
    /// The pronoun or name that the sentence has for the speaker.
    pub(super) source: Range,
    pub(super) sentence: usize,
    pub(super) occasion: Occasion,
}

/// The occasion in the sentence of an attribution.
pub(super) fn beside(content: &str, paragraphs: &[Paragraph], a: &Attribution) -> Option<Occasion> {
    let cue = a.cue?;
    let paragraph = &paragraphs[a.paragraph];
    let tokens = &paragraph.tokens;
    let sentence = paragraph.sentences[a.sentence];
    let mut taken = vec![false; sentence.1 - sentence.0];
    let mut take = |range: Range| {
        let upper = range.1.min(sentence.1);
        for t in taken
            .iter_mut()
            .take(upper.saturating_sub(sentence.0))
            .skip(range.0.max(sentence.0) - sentence.0)
        {
            *t = true;
        }
    };
    take(cue);
    for piece in a
        .pieces
        .iter()
        .filter(|p| p.paragraph == a.paragraph && p.range.1 > sentence.0)
    {
        take(piece.range);
    }
    if let Some(s) = a.source {
        take(s);
    }
    let mut best = None::<(usize, Range)>;
    let told = tokens[cue.0..cue.1].iter().any(|t| t.is(TELL));
    let mut i = sentence.0;
    while i < sentence.1 {
        if taken[i - sentence.0] || !starts(&tokens[i], told && i == cue.1) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < sentence.1
            && !taken[end - sentence.0]
            && end - i < TOKENS_MAX
            && goes_on(&tokens[end])
        {
            end += 1;
        }
        while end > i && (!tokens[end - 1].word || tokens[end - 1].is(THAT | CONJ)) {
            end -= 1;
        }
        if end == i {
            i += 1;
            continue;
        }
        let told_here = told && i == cue.1;
        let score = worth(&tokens[i..end], told_here);
        if score > best.map_or(0, |b| b.0) {
            let from = if told_here { cue.1 - 1 } else { i };
            best = Some((score, (from, end)));
        }
        i = end.max(i + 1);
    }
    best.map(|(_, range)| build(content, tokens, range))
}

fn build(content: &str, tokens: &[Token], range: Range) -> Occasion {
    let span = tokens_span(tokens, range);
    Occasion {
        text: span.of(content).to_owned(),
        span,
    }
}

/// Whether an occasion may begin here: with a preposition, a day, or whom it was told.
fn starts(t: &Token, addressee: bool) -> bool {
    t.word
        && t.quote.is_none()
        && (addressee
            || t.is(TIME) && t.capital
            || t.is(PREP)
                && !matches!(
                    &*t.low,
                    "of" | "for"
                        | "about"
                        | "by"
                        | "from"
                        | "like"
                        | "with"
                        | "as"
                        | "per"
                        | "than"
                        | "against"
                        | "into"
                        | "without"
                        | "despite"
                ))
}

fn goes_on(t: &Token) -> bool {
    t.quote.is_none()
        && (t.word || t.mark('.') || t.mark('&') || t.mark('-'))
        && (!t.is(VERB) || t.is(VENUE) || t.capital || !t.low.ends_with("ing"))
}

/// How much a phrase tells of an occasion: a venue above an addressee above a day.
fn worth(tokens: &[Token], told: bool) -> usize {
    let words = || tokens.iter().filter(|t| t.word);
    let venue = words().any(|t| t.is(VENUE));
    let time = words()
        .any(|t| t.is(TIME) || t.low.len() == 4 && t.low.bytes().all(|b| b.is_ascii_digit()));
    let during = tokens
        .first()
        .is_some_and(|t| matches!(&*t.low, "during" | "while" | "ahead"))
        && words().count() > 1;
    4 * usize::from(venue) + 3 * usize::from(told) + 2 * usize::from(during) + usize::from(time)
}

/// Sentences that only say where something was said: "He said this in a comment to the wire."
pub(super) fn standing(content: &str, paragraphs: &[Paragraph]) -> Vec<Standing> {
    let mut out = Vec::new();
    for (p, paragraph) in paragraphs.iter().enumerate() {
        let tokens = &paragraph.tokens;
        for (s, &(from, to)) in paragraph.sentences.iter().enumerate() {
            if to - from > TOKENS_MAX {
                continue;
            }
            let Some(verb) = (from + 1..to).find(|i| bare_report(tokens, *i, to)) else {
                continue;
            };
            let Some(start) = (verb + 1..to.min(verb + 5)).find(|i| tokens[*i].is(PREP)) else {
                continue;
            };
            let mut end = to;
            while end > start && !tokens[end - 1].word {
                end -= 1;
            }
            if worth(&tokens[start..end], false) == 0 || end <= start {
                continue;
            }
            out.push(Standing {
                paragraph: p,
                sentence: s,
                source: (from, verb),
                occasion: build(content, tokens, (start, end)),
            });
        }
    }
    out
}

/// "said this", "said so", "made the remarks", "was speaking": a report without words of its own.
pub(super) fn bare_report(tokens: &[Token], i: usize, to: usize) -> bool {
    let word = |k: usize| tokens.get(i + k).filter(|_| i + k < to).map(|t| &*t.low);
    let said = tokens[i].is(SAY) && matches!(word(1), Some("this" | "so"));
    let prep = |k: usize| tokens.get(i + k).is_some_and(|t| t.is(PREP));
    (said && prep(2))
        || (matches!(&*tokens[i].low, "made" | "makes" | "delivered" | "issued")
            && matches!(
                word(1),
                Some("the" | "his" | "her" | "their" | "this" | "these" | "those")
            )
            && matches!(
                word(2),
                Some(
                    "remarks"
                        | "comments"
                        | "comment"
                        | "remark"
                        | "statement"
                        | "statements"
                        | "announcement"
                        | "appeal"
                )
            )
            && prep(3))
        || (matches!(&*tokens[i].low, "was" | "were") && word(1) == Some("speaking") && prep(2))
        || (&*tokens[i].low == "spoke" && prep(1))
}

/// Whether a standing occasion reaches a paragraph.
pub(super) fn reaches(s: &Standing, paragraph: usize) -> bool {
    paragraph.abs_diff(s.paragraph) <= REACH_PARAGRAPHS
}

/// The occasion that a credit line names: from its first venue's preposition to the next clause.
pub(super) fn on_line(content: &str, tokens: &[Token], from: usize, to: usize) -> Option<Occasion> {
    let venue = (from..to).find(|i| tokens[*i].is(VENUE))?;
    let start = (from..venue)
        .rev()
        .find(|i| tokens[*i].is(PREP))
        .unwrap_or(venue);
    let mut end = start + 1;
    while end < to && goes_on(&tokens[end]) {
        end += 1;
    }
    (worth(&tokens[start..end], false) > 0).then(|| build(content, tokens, (start, end)))
}
