//! Whose words does somebody report who quotes or cites another ("The Courier, quoting the ministry,
//! said …")?
//!
//! The words are the other's; whoever quotes carries them. A thing that is cited ("citing safety
//! concerns") is a reason and no source.

use super::attribution::Attribution;
use super::lexicon::{ROLE, SAY, TIME, UNNAMED};
use super::source::{self, Range};
use super::text::{Paragraph, Token};
use crate::names;

/// How many tokens may stand between the verb and the participle: a day, a comma. Chosen by judgement.
const GAP_MAX: usize = 3;

/// Gives the words of everybody who quotes another to that other, and puts the quoting one around.
pub(super) fn settle(paragraphs: &[Paragraph], found: &mut [Attribution]) {
    for a in found.iter_mut().filter(|a| a.within.is_none()) {
        let paragraph = &paragraphs[a.paragraph];
        let bounds = paragraph.sentences[a.sentence];
        if let Some(cue) = a.cue
            && let Some((carrier, party)) = quoting(&paragraph.tokens, bounds, cue, a.source)
        {
            a.source = Some(party);
            a.source_span = None;
            a.within = Some(carrier);
            // "quoting the ministry, said": the verb behind the party is the cue.
            let mut behind = party.1 + 1..bounds.1.min(party.1 + 1 + GAP_MAX);
            if is_participle(&paragraph.tokens[cue.0])
                && let Some(verb) = behind.find(|i| paragraph.tokens[*i].is(SAY))
            {
                a.cue = Some((verb, verb + 1));
                a.cue_span = None;
                for piece in a.pieces.iter_mut().filter(|x| x.paragraph == a.paragraph) {
                    piece.range.0 = piece.range.0.max(verb + 1);
                }
                a.pieces.retain(|x| x.range.0 < x.range.1);
            }
        }
    }
}

/// Who quotes, and whom, beside the verb `cue` of a sentence.
fn quoting(
    tokens: &[Token],
    (from, to): Range,
    cue: Range,
    source: Option<Range>,
) -> Option<(Range, Range)> {
    let low = cue.0.saturating_sub(source::TOKENS_MAX).max(from + 1);
    let high = to.min(cue.1 + GAP_MAX + 1);
    let participle = (low..high).find(|i| {
        let t = &tokens[*i];
        t.quote.is_none() && is_participle(t) && tokens[*i - 1].mark(',')
    })?;
    let comma = (participle + 1..to).find(|i| tokens[*i].mark(','));
    let party = source::right(tokens, participle + 1, comma.unwrap_or(to))?;
    if !is_party(&tokens[party.0..party.1]) {
        return None;
    }
    let carrier = match participle < cue.0 {
        // "The Courier, quoting the ministry, said".
        true if comma == Some(party.1) && cue.0 <= party.1 + 1 + GAP_MAX => {
            source::phrase_before(tokens, from, participle - 1)
        }
        true => None,
        // "Calder said, citing two diplomats, that".
        false => source.or_else(|| source::phrase_before(tokens, from, cue.0)),
    }?;
    (carrier.1 <= party.0 || party.1 <= carrier.0).then_some((carrier, party))
}

/// Whether a phrase names somebody who can say something.
fn is_party(phrase: &[Token]) -> bool {
    phrase.iter().rfind(|t| t.word).is_some_and(|head| {
        head.is(ROLE | UNNAMED)
            || names::is_body_word(&head.low)
            || head.capital && !head.is(TIME) && !head.possessive
    })
}

fn is_participle(token: &Token) -> bool {
    matches!(&*token.low, "quoting" | "citing")
}
