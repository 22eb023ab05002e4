//! Whose words does a cue attribute: the source phrase on the one or the other side of it.

use super::cues::{Cue, adverb};
use super::lexicon::{
    ADVERB, AUX, CONJ, DET, HE, IT, ONE, PREP, RELATIVE, SHE, THAT, THEY, TIME, VERB, WH,
};
use super::text::Token;

/// A range of tokens.
pub(super) type Range = (usize, usize);

/// Longest source phrase, in tokens.
pub(super) const TOKENS_MAX: usize = 30;

/// The source that ends where the cue begins, not reaching before `lower`.
pub(super) fn left(tokens: &[Token], lower: usize, cue: &Cue) -> Option<Range> {
    let end = cue.from;
    if end <= lower {
        return None;
    }
    let last = &tokens[end - 1];
    if last.mark(',') || last.dash() || last.mark(')') {
        return apposition(tokens, lower, end);
    }
    phrase_before(tokens, lower, end)
}

/// "Calder, the mayor, said", "Calder, who heads it, said": from the noun phrase before the first
/// of the two marks.
fn apposition(tokens: &[Token], lower: usize, end: usize) -> Option<Range> {
    let close = &tokens[end - 1];
    let opens = |t: &Token| match () {
        () if close.mark(',') => t.mark(','),
        () if close.mark(')') => t.mark('('),
        () => t.dash(),
    };
    let floor = lower.max(end.saturating_sub(TOKENS_MAX));
    let mut open = (floor..end - 1)
        .rev()
        .find(|i| opens(&tokens[*i]) && tokens[*i].quote.is_none())?;
    // "Ines Calder, 52, a baker from Hallvik, said": a figure or a place is no noun phrase.
    while let Some(earlier) = (floor..open)
        .rev()
        .take_while(|i| tokens[*i].quote.is_none())
        .find(|i| opens(&tokens[*i]))
        && open - earlier <= 4
        && close.mark(',')
    {
        open = earlier;
    }
    let (from, to) = phrase_before(tokens, lower, open)?;
    let named = tokens[from..to].iter().any(|t| t.capital || t.is(DET));
    // "After that, the plan, …": the phrase between must not be a clause of its own.
    let inner = &tokens[open + 1..end - 1];
    let fits = inner.first().is_some_and(|t| !t.is(CONJ) || t.is(RELATIVE));
    // "Calder, in a letter, said", "Calder, speaking in Hallvik, said": only the name is the source.
    let aside = inner
        .first()
        .is_some_and(|t| t.is(PREP | TIME) || t.low.ends_with("ing"));
    let edge = if aside { to } else { end - 1 };
    (named && fits && to > from).then_some((from, edge))
}

/// The noun phrase that ends before token `end`.
pub(super) fn phrase_before(tokens: &[Token], lower: usize, end: usize) -> Option<Range> {
    phrase_beside(tokens, lower, end).filter(|_| tokens[end - 1].quote.is_none())
}

/// The same in whatever marks the token before `end` stands.
pub(super) fn phrase_beside(tokens: &[Token], lower: usize, end: usize) -> Option<Range> {
    if end <= lower {
        return None;
    }
    let last = &tokens[end - 1];
    if !last.word {
        return None;
    }
    if matches!(&*last.low, "us" | "me" | "him" | "them") && !last.capital {
        return None;
    }
    if last.is(HE | SHE | THEY | IT | ONE | RELATIVE) && !last.is(DET) {
        return Some((end - 1, end));
    }
    if last.is(RELATIVE) {
        return Some((end - 1, end));
    }
    if last.is(PREP | CONJ | THAT | AUX) || (last.is(DET) && last.is(WH)) {
        return None;
    }
    let floor = lower.max(end.saturating_sub(TOKENS_MAX));
    let mut from = end;
    while from > floor {
        let i = from - 1;
        let t = &tokens[i];
        if t.quote != last.quote {
            break;
        }
        if !t.word {
            let inside = t.mark('.') && i > floor && tokens[i - 1].capital && i + 1 < end
                || (t.mark('\'') || t.mark('’')) && i > floor && tokens[i - 1].low.ends_with('s')
                || t.mark('&')
                || t.mark('-')
                || t.mark('/')
                || t.mark('%');
            if inside {
                from -= 1;
                continue;
            }
            if t.mark(')')
                && let Some(open) = (floor.max(i.saturating_sub(6))..i)
                    .rev()
                    .find(|o| tokens[*o].mark('('))
            {
                from = open;
                continue;
            }
            break;
        }
        if t.is(THAT | WH) && !t.capital {
            break;
        }
        if matches!(
            &*t.low,
            "after" | "before" | "since" | "until" | "than" | "as"
        ) {
            break;
        }
        if t.is(CONJ) && !t.is(PREP) {
            let both = matches!(
                &*t.low,
                "and" | "or" | "&" | "und" | "et" | "y" | "e" | "i" | "и" | "і" | "en"
            ) && i > floor
                && from < end
                && nominal(&tokens[from])
                && nominal(&tokens[i - 1])
                && (tokens[i - 1].capital == tokens[from].capital);
            if !both {
                break;
            }
        } else if (t.is(AUX) && !t.capital)
            || (t.is(VERB) && !t.capital && !noun_like(tokens, i, end))
            || (t.is(HE | SHE | THEY | IT | ONE) && !t.is(DET))
        {
            break;
        }
        from -= 1;
    }
    trim(tokens, from, end)
}

/// Whether a word that may be a verb is a noun or an adjective here ("the proposed plan").
fn noun_like(tokens: &[Token], i: usize, end: usize) -> bool {
    let before = i.checked_sub(1).map(|b| &tokens[b]);
    let after = (i + 1 < end).then(|| &tokens[i + 1]);
    before.is_some_and(|b| b.is(DET | PREP) || b.possessive)
        || (i + 1 == end && !before.is_some_and(|b| b.is(HE | SHE | THEY | ONE)))
        || (before.is_some_and(|b| b.is(ADVERB)) && after.is_some_and(|a| a.word))
}

fn nominal(t: &Token) -> bool {
    t.word && !t.is(PREP | CONJ | AUX | THAT)
}

/// Drops what a clause may begin with from the front of a noun phrase: conjunctions, adverbs, and a
/// prepositional phrase before the subject ("On Monday Calder").
fn trim(tokens: &[Token], mut from: usize, end: usize) -> Option<Range> {
    loop {
        let t = tokens.get(from).filter(|_| from < end)?;
        let lead = !t.word
            || t.is(CONJ) && !t.is(DET)
            || (t.is(ADVERB) || adverb(&t.low)) && !t.is(DET)
            || t.is(TIME) && from + 1 < end;
        if lead {
            from += 1;
        } else if t.is(PREP) && !t.is(DET) {
            // The subject is what stands after the phrase: its last name or determiner.
            let subject = (from + 2..end).find(|i| {
                let (b, t) = (&tokens[i - 1], &tokens[*i]);
                (t.is(DET) || t.capital)
                    && b.word
                    && !b.is(DET | PREP)
                    && (!b.capital || b.is(TIME))
            })?;
            from = subject;
        } else {
            break;
        }
    }
    let single = end - from == 1;
    let t = &tokens[from];
    let empty =
        single && (t.is(DET) && !t.is(RELATIVE) && !t.is(THEY | ONE) && t.is(HE | SHE | IT));
    (!empty).then_some((from, end))
}

/// The source that begins at token `from`, after an inverted cue ("…," said Calder, the mayor) or a
/// phrase ("according to Calder"), not reaching beyond `upper`.
pub(super) fn right(tokens: &[Token], from: usize, upper: usize) -> Option<Range> {
    let first = tokens.get(from).filter(|_| from < upper)?;
    if first.quote.is_some() || !first.word {
        return None;
    }
    if first.is(HE | SHE | THEY | ONE | IT)
        && !(first.is(DET)
            && from + 1 < upper
            && tokens[from + 1].word
            && !tokens[from + 1].is(PREP | CONJ | ADVERB))
    {
        return Some((from, from + 1));
    }
    if first.is(PREP | CONJ | THAT | AUX) && !first.is(DET) || first.is(TIME) {
        return None;
    }
    let upper = upper.min(from + TOKENS_MAX);
    let mut to = from;
    let mut named = false;
    while to < upper {
        let t = &tokens[to];
        if t.quote.is_some() {
            break;
        }
        named |= t.capital;
        if !t.word {
            let point = t.mark('.')
                && to > from
                && to + 1 < upper
                && tokens[to - 1].capital
                && tokens[to - 1].low.len() <= 4
                && tokens[to + 1].capital;
            let inside = point || t.mark('&') || t.mark('-') || t.mark('/');
            if t.mark('(')
                && let Some(close) = (to..upper.min(to + 6)).find(|c| tokens[*c].mark(')'))
            {
                to = close + 1;
                continue;
            }
            if t.mark(',') && goes_on(tokens, to, upper) {
                to += 1;
                continue;
            }
            if !inside {
                break;
            }
        } else if to > from {
            let kept = joins(&t.low);
            if t.is(RELATIVE) && !t.capital && (named || tokens[to - 1].mark(',')) {
                // A relative clause belongs to the phrase up to its comma.
                to = (to..upper)
                    .find(|i| {
                        tokens[*i].quote.is_some() || (!tokens[*i].word && tokens[*i].mark(','))
                    })
                    .unwrap_or(upper);
                break;
            }
            if t.is(AUX) || (t.is(THAT) && !t.capital) || t.is(TIME) && !t.capital {
                break;
            }
            if t.is(TIME) && t.capital && to + 1 >= upper {
                break;
            }
            if t.is(CONJ) {
                let both = matches!(&*t.low, "and" | "und" | "et" | "y" | "e")
                    && to + 1 < upper
                    && tokens[to + 1].capital;
                let relative = matches!(&*t.low, "who");
                if !both && !relative {
                    break;
                }
            } else if t.is(PREP) && !kept {
                // "in" and "on" after a name tell where and when, not who.
                break;
            }
        }
        to += 1;
    }
    while to > from && !tokens[to - 1].word && !tokens[to - 1].mark(')') {
        to -= 1;
    }
    (to > from).then_some((from, to))
}

/// Whether a preposition goes on with a noun phrase ("the minister of transport").
pub(super) fn joins(low: &str) -> bool {
    matches!(
        low,
        "of" | "for"
            | "with"
            | "at"
            | "from"
            | "de"
            | "der"
            | "des"
            | "du"
            | "von"
            | "van"
            | "di"
            | "da"
            | "del"
            | "dei"
            | "della"
            | "delle"
            | "degli"
            | "dello"
            | "do"
            | "dos"
    )
}

/// Whether a comma after a name opens an apposition ("Calder, the mayor of Hallvik").
fn goes_on(tokens: &[Token], comma: usize, upper: usize) -> bool {
    let Some(next) = tokens.get(comma + 1).filter(|_| comma + 1 < upper) else {
        return false;
    };
    next.quote.is_none()
        && next.word
        && (next.is(DET) && !next.is(PREP | AUX | CONJ)
            || &*next.low == "who"
            || (!next.is(PREP | CONJ | AUX | VERB | ADVERB | HE | SHE | THEY | IT | TIME)
                && !next.low.ends_with("ing")))
}
