//! How does a German sentence attribute?
//!
//! Its finite verb stands second, behind one constituent, and last in a subordinate clause; what is
//! said begins behind a comma; and indirect speech has a mood of its own, which tells it without
//! any verb of saying. The kinds are those of Petersen-Frey and Biemann (*Dataset of Quotation
//! Attribution in German News Articles*, 2024); the rules are ours.

mod nouns;
mod verb;

use super::attribution::{Attribution, Piece, SENTENCE_TOKENS_MAX};
use super::lexicon::{
    ADVERB, BE, CONJ, DET, HE, IT, Lexicon, ONE, PHRASE, PREP, SAY, SEPARABLE, SHE, SUBJUNCTIVE,
    THAT, THEY, VERB,
};
use super::source::Range;
use super::text::Token;

/// How far before a verb "als ob" makes its mood one of comparison, in tokens.
const HEDGE_TOKENS: usize = 7;

/// Adds the attributions of the sentence `from..to`.
pub(super) fn sentence(
    lexicon: &Lexicon,
    (p, s): (usize, usize),
    tokens: &[Token],
    (from, to): Range,
    before: Option<Range>,
    out: &mut Vec<Attribution>,
) {
    if tokens[from..to]
        .iter()
        .filter(|t| t.quote.is_none())
        .count()
        > SENTENCE_TOKENS_MAX
    {
        return;
    }
    let clause = Sentence { tokens, from, to };
    // Of a phrase and a verb the one that stands first attributes the rest.
    let first = |f: &Found| f.cue.map_or(usize::MAX, |c| c.0);
    let (phrase, verb) = (clause.phrase(lexicon), clause.verbs());
    let found = [phrase, clause.so(), verb]
        .into_iter()
        .flatten()
        .min_by_key(first);
    let free = before.filter(|_| {
        out.last()
            .is_none_or(|last| (last.paragraph, last.sentence + 1) != (p, s))
    });
    let found = free
        .and_then(|b| clause.points(b))
        .or(found)
        .or_else(|| clause.cited())
        .or_else(|| clause.colon())
        .or_else(|| clause.hence());
    let found = match found {
        Some(found) => found,
        None if clause.goes_on(p, s, out) => Found {
            cue: None,
            source: None,
            words: vec![clause.trimmed(from, to)],
        },
        None => return,
    };
    let pieces = found.words.iter().filter(|w| w.1 > w.0);
    let pieces: Vec<Piece> = pieces
        .map(|&range| Piece {
            paragraph: p,
            range,
        })
        .collect();
    if pieces.is_empty() {
        return;
    }
    out.push(Attribution {
        cue_span: None,
        source_span: None,
        paragraph: p,
        sentence: s,
        cue: found.cue,
        source: found.source,
        pieces,
        holds: true,
        within: None,
    });
}

struct Found {
    cue: Option<Range>,
    source: Option<Range>,
    words: Vec<Range>,
}

#[derive(Clone, Copy)]
struct Sentence<'t> {
    tokens: &'t [Token<'t>],
    from: usize,
    to: usize,
}

impl Sentence<'_> {
    fn plain(&self, i: usize) -> bool {
        self.tokens[i].quote.is_none()
    }

    fn low(&self, i: usize) -> &str {
        &self.tokens[i].low
    }

    /// Whether a comma, colon, dash or the end of a quotation parts clauses here.
    fn parts(&self, i: usize) -> bool {
        let t = &self.tokens[i];
        t.quote.is_some() || t.mark(',') || t.mark(';') || t.mark(':') || t.dash()
    }

    /// Without marks of punctuation at either end; quotation marks stay.
    fn trimmed(&self, mut from: usize, mut to: usize) -> Range {
        while to > from && !self.tokens[to - 1].word && self.plain(to - 1) {
            to -= 1;
        }
        while from < to && !self.tokens[from].word && self.plain(from) {
            from += 1;
        }
        (from, to)
    }

    /// "Laut Polizei …", "nach Angaben der Stadt …", "dem Bericht zufolge …".
    fn phrase(&self, lexicon: &Lexicon) -> Option<Found> {
        for i in self.from..self.to {
            let t = &self.tokens[i];
            if !t.word || !self.plain(i) {
                continue;
            }
            let known = lexicon.phrases(&t.low).iter().find(|(parts, class)| {
                class & PHRASE != 0
                    && i + parts.len() <= self.to
                    && parts
                        .iter()
                        .zip(&self.tokens[i..])
                        .all(|(p, t)| **p == *t.low)
            });
            // "Seiner Ansicht nach …".
            let after = &*t.low == "nach"
                && i > self.from + 1
                && lexicon
                    .phrases("nach")
                    .iter()
                    .any(|(parts, _)| parts.get(1) == Some(&self.low(i - 1)));
            if after && known.is_none() {
                let source = self.before_postposition(i)?;
                return Some(self.around((source.0, i + 1), (i, i + 1), source));
            }
            let end = match known {
                Some((parts, _)) => i + parts.len(),
                None if t.is(PHRASE) => i + 1,
                None if &*t.low == "nach" => {
                    let Some(source) = self.document(lexicon, i + 1) else {
                        continue;
                    };
                    return Some(self.around((i, source.1), (i, i + 1), source));
                }
                None => continue,
            };
            if &*t.low == "zufolge" {
                let source = self.before_postposition(i)?;
                return Some(self.around((source.0, end), (i, end), source));
            }
            let mut start = end;
            if start < self.to && self.low(start) == "von" {
                start += 1;
            }
            let source = self.noun_phrase(start, self.to)?;
            return Some(self.around((i, source.1), (i, end), source));
        }
        None
    }

    /// What stands around a phrase that attributes a whole sentence.
    fn around(&self, phrase: Range, cue: Range, source: Range) -> Found {
        let mut after = phrase.1;
        // "Laut Polizei, die …," and "…, laut Polizei, …".
        if after < self.to && self.tokens[after].mark(',') {
            after += 1;
        }
        let leads = self.tokens[self.from..phrase.0]
            .iter()
            .all(|t| t.quote.is_none() && (!t.word || t.is(CONJ | ADVERB)));
        let mut words = Vec::new();
        if !leads {
            words.push(self.trimmed(self.from, phrase.0));
        }
        words.push(self.trimmed(after, self.to));
        Found {
            cue: Some(cue),
            source: Some(source),
            words,
        }
    }

    /// "…, so der Sprecher."
    fn so(&self) -> Option<Found> {
        let at = (self.from + 1..self.to).rev().find(|&i| {
            self.plain(i)
                && self.low(i) == "so"
                && self.parts(i - 1)
                && self
                    .tokens
                    .get(i + 1)
                    .is_some_and(|t| i + 1 < self.to && (t.capital || t.is(DET)))
        })?;
        let source = self.noun_phrase(at + 1, self.to)?;
        let rest = (source.1..self.to).filter(|i| self.plain(*i) && self.tokens[*i].word);
        let ends = rest.take_while(|i| !self.tokens[*i].mark(',')).count() <= 3;
        let named = (source.0..source.1).any(|i| self.tokens[i].capital);
        (ends && named).then(|| Found {
            cue: Some((at, at + 1)),
            source: Some(source),
            words: vec![self.trimmed(self.from, at)],
        })
    }

    /// The first verb of saying that has words.
    fn verbs(&self) -> Option<Found> {
        (self.from..self.to).find_map(|i| {
            let t = &self.tokens[i];
            let verb = t.word && self.plain(i) && t.is(VERB) && (!t.capital || i == self.from);
            if !verb || (t.is(SEPARABLE) && !self.complete(i)) {
                return None;
            }
            self.verb_last(i)
                .or_else(|| self.inverted(i))
                .or_else(|| self.verb_second(i))
        })
    }

    /// "Der Sprecher zeigte sich zufrieden: …": whatever the verb, where a quotation or the mood of
    /// reported speech follows.
    fn colon(&self) -> Option<Found> {
        let at = (self.from..self.to).find(|i| self.plain(*i) && self.tokens[*i].mark(':'))?;
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < self.to)?;
        let reported = next.quote.is_some()
            || (at + 1..self.to).any(|i| self.plain(i) && self.tokens[i].is(SUBJUNCTIVE));
        let verb = (self.from + 1..at).find(|i| {
            self.plain(*i)
                && self.tokens[*i].word
                && !self.tokens[*i].capital
                && !self.tokens[*i].is(DET | PREP | ADVERB | CONJ)
                && self.subject(*i).is_some()
        })?;
        reported.then(|| Found {
            cue: None,
            source: self.subject(verb),
            words: vec![self.trimmed(at + 1, self.to)],
        })
    }

    /// "Der Sprecher wird mit den Worten zitiert: …".
    fn cited(&self) -> Option<Found> {
        let verb = (self.from..self.to)
            .find(|&i| self.plain(i) && matches!(self.low(i), "zitiert" | "zitierten"))?;
        let finite = (self.from..verb)
            .rev()
            .find(|&i| self.plain(i) && self.tokens[i].is(BE))?;
        let mut marked = (self.from..self.to).filter(|i| !self.plain(*i) && self.quoted(*i));
        let (first, last) = (marked.clone().next()?, marked.next_back()?);
        let source = if first > finite {
            self.subject(finite)?
        } else {
            self.noun_phrase(finite + 1, verb)?
        };
        Some(Found {
            cue: Some((verb, verb + 1)),
            source: Some(source),
            words: vec![(first, last + 1)],
        })
    }

    /// "Demnach sei …": somebody's words, and the sentence does not say whose.
    fn hence(&self) -> Option<Found> {
        let first = matches!(self.low(self.from), "demnach" | "wonach");
        first.then(|| Found {
            cue: Some((self.from, self.from + 1)),
            source: None,
            words: vec![self.trimmed(self.from + 1, self.to)],
        })
    }

    /// "Dies bestätigte der Minister.": the words are the sentence `before`.
    fn points(&self, before: Range) -> Option<Found> {
        let verb = self.from + 1;
        let t = self.tokens.get(verb).filter(|_| verb < self.to)?;
        let says = matches!(self.low(self.from), "das" | "dies")
            && t.is(SAY)
            && !t.capital
            && (!t.is(SEPARABLE) || self.complete(verb));
        let alone = (verb..self.to).all(|i| self.plain(i) && !self.tokens[i].is(THAT));
        let source = self
            .noun_phrase(verb + 1, self.to)
            .filter(|_| says && alone)?;
        let named =
            (source.0..source.1).any(|i| self.tokens[i].capital || pronoun(&self.tokens[i]));
        named.then(|| Found {
            cue: Some((verb, verb + 1)),
            source: Some(source),
            words: vec![self.trimmed(before.0, before.1)],
        })
    }

    /// Whether the marks at `i` hold words and no name.
    fn quoted(&self, i: usize) -> bool {
        let quote = self.tokens[i].quote;
        let mut inner = (i..self.to).take_while(|k| self.tokens[*k].quote == quote);
        inner.any(|k| self.tokens[k].word && !self.tokens[k].capital)
    }

    /// Whether the sentence goes on with reported speech: it has the mood for it, and the sentence
    /// before is somebody's.
    fn goes_on(&self, p: usize, s: usize, out: &[Attribution]) -> bool {
        let Some(last) = out.last() else { return false };
        let next =
            last.paragraph == p && last.sentence + 1 == s || last.paragraph + 1 == p && s == 0;
        if !next || last.source.is_none() && last.cue.is_some() {
            return false;
        }
        (self.from..self.to).any(|i| {
            let t = &self.tokens[i];
            let near = self.from.max(i.saturating_sub(HEDGE_TOKENS));
            let hedged = (near..i).any(|k| matches!(self.low(k), "als" | "ob"));
            // "Er soll geflohen sein": hearsay, where somebody's words went before.
            let hearsay = matches!(self.low(i), "soll" | "sollen");
            self.plain(i) && (t.is(SUBJUNCTIVE) || hearsay) && !t.capital && !hedged
                || i == self.from && t.is(SUBJUNCTIVE)
        })
    }
}

fn pronoun(t: &Token) -> bool {
    t.is(HE | SHE | THEY | IT | ONE) && !t.is(DET)
}
