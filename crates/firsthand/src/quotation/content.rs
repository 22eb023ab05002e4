//! Which words does a cue attribute?

use super::cues::Cue;
use super::lexicon::{
    ADDRESSEE, ADVERB, AUX, BELIEVE, CONJ, DET, FORM_ING, HE, IT, NP, ONE, PREP, SAY, SHE, SHOW,
    TELL, THAT, THEY, TIME, VERB, WH,
};
use super::source::Range;
use super::text::Token;

/// How far behind a cue the words may begin, in tokens: past an addressee, a day and a venue.
const GAP_TOKENS_MAX: usize = 28;

/// The words after the cue, up to `upper`: where they begin, or none where nothing fits.
pub(super) fn begins(tokens: &[Token], cue: &Cue, upper: usize) -> Option<usize> {
    let mut at = cue.to;
    let limit = upper.min(at + GAP_TOKENS_MAX);
    let first = tokens.get(at).filter(|_| at < upper)?;
    if first.mark(':') || first.mark(',') {
        at += 1;
        let next = tokens.get(at).filter(|_| at < upper)?;
        if first.mark(':') || next.quote.is_some() {
            return Some(at);
        }
        if !cue.is(SAY) {
            return None;
        }
        // "said, in a letter, that …"
        return marked(tokens, at, limit);
    }
    if first.quote.is_some() || first.is(THAT) || first.is(WH) {
        return Some(at);
    }
    if cue.is(TELL) && !cue.passive {
        return marked(tokens, at, limit).or_else(|| after_addressee(tokens, at, limit));
    }
    let free = first.is(TIME) || (first.is(PREP) && &*first.low != "to") || first.is(ADDRESSEE);
    if free && cue.is(SAY | SHOW | BELIEVE) && !(first.is(DET) && !first.is(TIME)) {
        return marked(tokens, at, limit).or_else(|| after_time(tokens, at, upper));
    }
    if !first.word {
        return None;
    }
    Some(at)
}

/// The first token in `at..limit` that opens the words beyond doubt: "that", a question word before
/// a clause, a colon's or comma's quotation.
fn marked(tokens: &[Token], at: usize, limit: usize) -> Option<usize> {
    (at..limit).find_map(|i| {
        let t = &tokens[i];
        let next = tokens.get(i + 1).filter(|_| i + 1 < limit);
        if t.quote.is_some() {
            // A quoted word inside a venue is none.
            return (i > at && !tokens[i - 1].word || next.is_some_and(|n| n.quote.is_some()))
                .then_some(i);
        }
        if t.mark(':') {
            return next.map(|_| i + 1);
        }
        (t.is(THAT) && i > at && !t.capital && next.is_some_and(|n| !n.is(VERB) || n.is(DET)))
            .then_some(i)
    })
}

/// "told reporters the bridge was safe": the clause begins with the next subject.
fn after_addressee(tokens: &[Token], at: usize, limit: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    let mut i = at + 1;
    if first.is(HE | SHE | THEY | IT | ONE | ADDRESSEE) && !first.is(DET) {
        return (i < limit && tokens[i].word).then_some(i);
    }
    if first.is(DET) {
        i += 1;
    }
    while i < limit {
        let t = &tokens[i];
        if !t.word && !t.mark('.') && !t.mark('\'') {
            return None;
        }
        if t.is(DET | HE | SHE | THEY | IT | ONE | WH) && !tokens[i - 1].is(PREP | DET) {
            return Some(i);
        }
        if &*t.low == "to" {
            return Some(i);
        }
        i += 1;
    }
    None
}

/// "said on Tuesday the bridge was safe".
fn after_time(tokens: &[Token], at: usize, upper: usize) -> Option<usize> {
    let mut i = at;
    if tokens[i].is(PREP) {
        i += 1;
    }
    while i < upper
        && (tokens[i].is(TIME)
            || tokens[i].low.starts_with(|c: char| c.is_numeric())
            || matches!(&*tokens[i].low, "last" | "this" | "next"))
    {
        i += 1;
    }
    let t = tokens.get(i).filter(|_| i < upper && i > at)?;
    let opens = t.word && !t.is(PREP | CONJ | AUX | VERB) && tokens[i - 1].is(TIME);
    (opens && i + 2 < upper).then_some(i)
}

/// Where words that begin at `from` end: at the sentence's end, or before the next attribution of
/// the same sentence.
pub(super) fn ends(tokens: &[Token], from: usize, upper: usize, cue: &Cue, next: &[Cue]) -> usize {
    let mut end = upper;
    while end > from && !tokens[end - 1].word && tokens[end - 1].quote.is_none() {
        end -= 1;
    }
    // ", adding that …", ", citing …", "and added that …".
    for later in next {
        if later.from <= from {
            continue;
        }
        let Some(before) = later.from.checked_sub(1).filter(|b| *b > from) else {
            continue;
        };
        let t = &tokens[before];
        let participle = later.is(FORM_ING) && t.mark(',');
        let joined = t.is(CONJ)
            && matches!(
                &*t.low,
                "and" | "but" | "und" | "aber" | "et" | "mais" | "y" | "e" | "ma" | "mas"
            )
            && cue.is(SAY | NP)
            && later.is(SAY | NP);
        let trailing = t.mark(',') && later.is(super::lexicon::PHRASE);
        if participle || joined || trailing {
            end = end.min(before);
            if end > from && tokens[end - 1].mark(',') {
                end -= 1;
            }
            break;
        }
    }
    // The object of a verb that takes a thing ends with its clause.
    if cue.is(NP) && !cue.is(SAY) {
        if let Some(comma) = (from..end).find(|i| {
            tokens[*i].quote.is_none()
                && (tokens[*i].mark(',') || tokens[*i].mark(';') || tokens[*i].dash())
                && tokens.get(i + 1).is_some_and(|n| {
                    n.is(CONJ | PREP | AUX | HE | SHE | THEY)
                        || n.low.ends_with("ing")
                        || n.is(ADVERB)
                })
        }) {
            end = comma;
        }
    } else if let Some(semi) =
        (from..end).find(|i| tokens[*i].quote.is_none() && tokens[*i].mark(';'))
    {
        end = semi;
    }
    end
}

/// The words before the attribution ("The bridge was safe, she said."): from `lower` to the comma.
pub(super) fn before(tokens: &[Token], lower: usize, edge: usize) -> Option<Range> {
    if edge <= lower + 1 {
        return None;
    }
    let last = &tokens[edge - 1];
    let mut to = edge;
    let quoted = last.quote.is_some();
    if !quoted {
        if !(last.mark(',') || last.dash()) {
            return None;
        }
        to -= 1;
    }
    let mut from = lower;
    while from < to && (!tokens[from].word && tokens[from].quote.is_none()) {
        from += 1;
    }
    (to > from).then_some((from, to))
}
