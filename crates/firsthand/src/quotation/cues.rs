//! Which words of a sentence attribute?
//!
//! A cue is a verb of the lexicon with its auxiliaries and adverbs ("has also said"), or a phrase
//! without a verb ("according to"). Many such verbs are nouns as well ("claims", "reports"), so a
//! form that may be one counts only after a subject.

use super::lexicon::{
    ADVERB, AUX, BE, BELIEVE, CONJ, Class, DET, FORM_BASE, FORM_ING, FORM_PAST, FORM_THIRD, HE, IT,
    Lexicon, NOT, NOUN, NP, ONE, PHRASE, PREP, RELATIVE, SAY, SHE, TELL, THAT, THEY, TIME, VERB,
};
use super::text::Token;
use crate::names;

/// A verb or phrase that attributes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The tokens of the whole group, auxiliaries included.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The first token of the verb or phrase itself.
    pub(super) head: usize,
    pub(super) class: Class,
    pub(super) passive: bool,
}

impl Cue {
    pub(super) fn is(&self, class: Class) -> bool {
        self.class & class != 0
    }

    /// "saying", "adding": its subject stands elsewhere.
    pub(super) fn participle(&self, tokens: &[Token]) -> bool {
        self.is(FORM_ING) && !tokens[self.from..self.head].iter().any(|t| t.is(BE))
    }
}

/// The cues of `tokens[from..to]` outside of quotation marks, in order, none overlapping another.
pub(super) fn find(lexicon: &Lexicon, tokens: &[Token], from: usize, to: usize) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    let headline = tokens[from..to].iter().filter(|t| t.capital).count() * 2 > to - from;
    let mut i = from;
    while i < to {
        let t = &tokens[i];
        if !t.word || t.quote.is_some() {
            i += 1;
            continue;
        }
        let phrase = lexicon.phrases(&t.low).iter().find(|(parts, _)| {
            i + parts.len() <= to
                && parts
                    .iter()
                    .zip(&tokens[i..])
                    .all(|(p, t)| **p == *t.low && t.quote.is_none())
        });
        let (class, length) = match phrase {
            Some((parts, class)) => (*class, parts.len()),
            None => (t.class, 1),
        };
        let lower = out.last().map_or(from, |c| c.to);
        if class & PHRASE != 0 && class & VERB == 0 {
            out.push(Cue {
                from: i,
                to: i + length,
                head: i,
                class,
                passive: false,
            });
        } else if class & VERB != 0
            && let Some(cue) = verb(tokens, lower, i, length, class, headline)
        {
            out.push(cue);
        }
        i += length;
    }
    out
}

/// The verb group around the verb at `head`, or none where the word is a noun here.
fn verb(
    tokens: &[Token],
    lower: usize,
    head: usize,
    length: usize,
    class: Class,
    headline: bool,
) -> Option<Cue> {
    let mut from = head;
    let mut aux = false;
    let mut be = false;
    while from > lower {
        let t = &tokens[from - 1];
        if t.quote.is_some() || !t.word {
            break;
        }
        if t.is(AUX) {
            // Only what stands nearest says whether the verb is passive.
            be |= !aux && t.is(BE);
            aux = true;
        } else if !(t.is(NOT) || t.is(ADVERB) || adverb(&t.low)) {
            break;
        }
        from -= 1;
    }
    // Adverbs before the first auxiliary or the verb belong to the group only behind a subject.
    while from < head && from == lower && !tokens[from].is(AUX) {
        from += 1;
    }
    // "Washington Post", "Secretary of State": inside a sentence a capital makes it a name.
    if tokens[head].capital && head > lower && !headline {
        return None;
    }
    if from > lower
        && &*tokens[from - 1].low == "as"
        && tokens
            .get(head + length)
            .is_some_and(|t| BY.contains(&&*t.low))
    {
        return None;
    }
    let to_infinitive = from > lower && &*tokens[from - 1].low == "to";
    // "It is worth noting that …" says nothing of who says it.
    let worth = from > lower && &*tokens[from - 1].low == "worth";
    if to_infinitive || worth {
        return None;
    }
    let before = (from > lower).then(|| &tokens[from - 1]);
    let form = class & (FORM_BASE | FORM_THIRD | FORM_PAST | FORM_ING);
    if class & NOUN != 0 && !aux && !before.is_some_and(subject) {
        return None;
    }
    if form == FORM_BASE && !aux && !before.is_some_and(|b| subject(b) || plural(b)) {
        return None;
    }
    if before
        .is_some_and(|b| !aux && b.is(DET) && !b.is(HE | SHE | IT | THEY | ONE | RELATIVE | THAT))
    {
        return None;
    }
    if before.is_some_and(|b| !aux && b.possessive) {
        return None;
    }
    let mut to = head + length;
    // "boasted of his record", "complained about the noise": the preposition belongs to the cue.
    if class & (SAY | BELIEVE) != 0
        && class & TELL == 0
        && let Some(next) = tokens.get(to)
        && OBJECT_PREPOSITIONS.contains(&&*next.low)
        && tokens
            .get(to + 1)
            .is_some_and(|t| t.word && !t.is(TIME) && t.quote.is_none())
    {
        to += 1;
        return Some(Cue {
            from,
            to,
            head,
            class: (class & !VERB) | NP,
            passive: false,
        })
        .filter(|_| !be || class & FORM_ING != 0);
    }
    let passive = be && class & FORM_PAST != 0 && class & FORM_ING == 0;
    Some(Cue {
        from,
        to: head + length,
        head,
        class,
        passive,
    })
}

/// Prepositions that tie a verb of saying to the thing spoken of.
const OBJECT_PREPOSITIONS: [&str; 4] = ["about", "of", "against", "for"];
/// "as reported by …" names a carrier, not a speaker.
const BY: [&str; 5] = ["by", "von", "par", "por", "da"];

/// Whether a subject may end with this token: a pronoun or a name.
fn subject(t: &Token) -> bool {
    t.word
        && !t.possessive
        && (t.is(HE | SHE | THEY | IT | ONE | RELATIVE)
            || (t.capital && !t.is(DET | PREP | CONJ) && !names::is_people(&t.low)))
}

fn plural(t: &Token) -> bool {
    t.word && t.low.ends_with('s') && !t.possessive && !t.is(PREP | CONJ | DET | AUX)
}

/// Whether a word is an adverb by its form.
pub(super) fn adverb(low: &str) -> bool {
    low.len() > 4
        && low.ends_with("ly")
        && !matches!(
            low,
            "family" | "italy" | "july" | "ally" | "reply" | "supply" | "assembly"
        )
}
