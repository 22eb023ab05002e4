//! Who says, wants or fears something within the words of somebody else ("Calder said that the
//! union fears …"), as told by the enclosing speaker?
//!
//! The scheme is that of nested sources (Wiebe, Wilson and Cardie, *Annotating Expressions of
//! Opinions and Emotions in Language*, 2005). Only a named or described third party counts: "he" within what he
//! said is the same speaker; and within quotation marks only one with a name.

use super::attribution::{Attribution, Piece, empty, sentence_of};
use super::cues::adverb;
use super::lexicon::{
    ADVERB, AGENT, ATTITUDE, AUX, BE, CONJ, Class, DET, FORM_BASE, FORM_ING, FORM_PAST, HE, IT,
    Lexicon, MOOD, NOT, NOUN, ONE, PREP, RELATIVE, ROLE, SHE, STANCE, THAT, THEY, TIME, UNNAMED,
    VERB,
};
use super::source::{self, Range};
use super::text::{Paragraph, Token};
use crate::{Span, names};

/// Longest source within other words, in tokens. Chosen by judgement: what is longer is a clause.
const SOURCE_TOKENS_MAX: usize = 8;

/// An attribution that stands in the words of another one.
pub(super) struct Nested {
    pub(super) attribution: Attribution,
    /// The place of the other one in the list.
    pub(super) outer: usize,
}

/// The attributions within the reported words of `found`.
pub(super) fn find(
    lexicon: &Lexicon,
    content: &str,
    paragraphs: &[Paragraph],
    found: &[Attribution],
) -> Vec<Nested> {
    let mut out: Vec<Nested> = Vec::new();
    for (outer, a) in found.iter().enumerate() {
        if a.source.is_none() {
            continue;
        }
        let parts = a.pieces.iter().flat_map(|piece| {
            let tokens = &paragraphs[piece.paragraph].tokens;
            let sentences = sentences(tokens, piece.range).into_iter();
            sentences.map(|range| (piece.paragraph, range))
        });
        for (paragraph, (from, to)) in parts {
            let tokens = &paragraphs[paragraph].tokens;
            let mut i = from;
            let mut last = None;
            while i < to {
                let (class, length) = word(lexicon, tokens, i, to);
                let read = Reader {
                    last,
                    lexicon,
                    tokens,
                    from,
                    to,
                };
                if class != 0
                    && let Some(x) = read.at(i, length, class)
                    // Where cues stand side by side the list is short.
                    && !cued(found, outer, paragraph, x.cue)
                {
                    out.push(Nested {
                        attribution: x.attribution(content, paragraphs, paragraph),
                        outer,
                    });
                    i = x.cue.1;
                    last = Some(x.source);
                    continue;
                }
                i += length;
            }
        }
    }
    // Words that stand in two attributions, one within the other, are the inner one's.
    out.sort_by_key(|n| {
        (
            n.attribution.paragraph,
            n.attribution.cue,
            std::cmp::Reverse(n.outer),
        )
    });
    out.dedup_by_key(|n| (n.attribution.paragraph, n.attribution.cue));
    out
}

/// The sentences of words that may be those of a quotation in marks, which a paragraph's own sentences hold whole.
fn sentences(tokens: &[Token], (from, to): Range) -> Vec<Range> {
    let mut out = Vec::new();
    let mut begin = from;
    for i in from..to {
        let (last, next) = (i.checked_sub(1).map(|l| &tokens[l]), tokens.get(i + 1));
        // "Mr. Calder", "B. Calder".
        let short = |t: &Token| t.capital && t.low.chars().count() <= SHORT_CHARS_MAX;
        let stop = tokens[i].mark('.') && !last.is_some_and(short);
        let ends = stop || tokens[i].mark('!') || tokens[i].mark('?');
        if ends && next.is_some_and(|t| t.capital || !t.word) {
            out.push((begin, i + 1));
            begin = i + 1;
        }
    }
    out.push((begin, to));
    out
}

/// Most letters of a capitalised word whose full stop may only shorten it.
const SHORT_CHARS_MAX: usize = 4;

/// Whether another attribution has a cue here.
fn cued(found: &[Attribution], outer: usize, paragraph: usize, cue: Range) -> bool {
    let of_paragraph = |a: &&Attribution| a.paragraph == paragraph;
    // In order of paragraphs: only neighbours can be of this one.
    let before = found[..outer].iter().rev().take_while(of_paragraph);
    let after = found[outer..].iter().take_while(of_paragraph);
    before
        .chain(after)
        .any(|a| a.cue.is_some_and(|c| c.0 < cue.1 && cue.0 < c.1))
}

/// What the lexicon says of the word or phrase at `i`, and its length.
fn word(lexicon: &Lexicon, tokens: &[Token], i: usize, to: usize) -> (Class, usize) {
    let t = &tokens[i];
    if !t.word || t.capital {
        return (0, 1);
    }
    let phrase = lexicon.phrases(&t.low).iter().find(|(parts, _)| {
        i + parts.len() <= to && parts.iter().zip(&tokens[i..]).all(|(p, t)| **p == *t.low)
    });
    match phrase {
        Some((parts, class)) => (*class, parts.len()),
        None => (lexicon.class(&t.low) & !AGENT, 1),
    }
}

/// The cue, source and words of one.
struct Found {
    cue: Range,
    source: Range,
    words: Range,
    possessive: bool,
}

impl Found {
    fn attribution(&self, content: &str, paragraphs: &[Paragraph], p: usize) -> Attribution {
        let span = super::tokens_span(&paragraphs[p].tokens, self.source);
        let name = span.of(content);
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
        let short = name.filter(|_| self.possessive);
        Attribution {
            paragraph: p,
            sentence: sentence_of(&paragraphs[p], self.cue.0),
            cue: Some(self.cue),
            source: Some(self.source),
            source_span: short.map(|n| Span::new(span.start(), span.start() + n.len())),
            pieces: vec![Piece {
                paragraph: p,
                range: self.words,
            }],
            holds: false,
            ..empty()
        }
    }
}

/// The words of one attribution, in which others are sought.
struct Reader<'a> {
    /// The source of the attribution before, in the same words.
    last: Option<Range>,
    lexicon: &'a Lexicon,
    tokens: &'a [Token<'a>],
    from: usize,
    to: usize,
}

impl Reader<'_> {
    fn at(&self, head: usize, length: usize, class: Class) -> Option<Found> {
        if class & STANCE != 0
            && let Some(found) = self.possessed(head)
        {
            return Some(found);
        }
        let group = self.group(head);
        if class & MOOD != 0 && group.be {
            return self.clause((group.from, head + length), group.edge);
        }
        if class & ATTITUDE == 0 {
            return None;
        }
        let next = self
            .tokens
            .get(head + length)
            .filter(|_| head + length < self.to);
        if class & FORM_PAST != 0 && next.is_some_and(|t| &*t.low == "by") {
            return self.by((group.from, head + length));
        }
        let before = &self.tokens[group.edge.checked_sub(1).filter(|b| *b >= self.from)?];
        let passive = group.be && class & FORM_PAST != 0 && class & FORM_ING == 0;
        let bare = !group.aux
            && (class & FORM_ING != 0
                || class & FORM_BASE != 0 && class & FORM_PAST == 0 && !before.low.ends_with('s'));
        if passive || bare || &*before.low == "to" {
            return None;
        }
        // "Republican claims as false": a form that may be a noun has an object or a clause.
        let ambiguous = self.tokens[head].is(NOUN) || class & NOUN != 0;
        let object = next.is_some_and(|t| {
            t.is(THAT | DET | HE | SHE | IT | THEY) || &*t.low == "to" || t.capital
        });
        let verbal = group.edge < head;
        if ambiguous && !verbal && !object {
            return None;
        }
        // "the cuts demanded in May", "injections intended to calm her".
        let trailing = class & FORM_PAST != 0
            && !group.aux
            && next.is_some_and(|t| matches!(&*t.low, "in" | "to" | "as" | "at" | "on"));
        let found = self.clause((group.from, head + length), group.edge)?;
        let opens = found.source.0 == self.from
            || self.tokens[found.source.0 - 1].is(THAT | CONJ | VERB)
            || !self.tokens[found.source.0 - 1].word;
        (!trailing || opens).then_some(found)
    }

    /// The auxiliaries and adverbs before a verb or adjective.
    fn group(&self, head: usize) -> Group {
        let mut group = Group {
            from: head,
            edge: head,
            aux: false,
            be: false,
        };
        while group.edge > self.from {
            let t = &self.tokens[group.edge - 1];
            // The words may open their marks with the verb: the state should “insist”.
            let mark = !t.word && t.quote.is_some() && group.from == group.edge;
            if t.is(AUX) {
                group.be |= !group.aux && t.is(BE);
                group.aux = true;
            } else if !(t.is(NOT | ADVERB) || adverb(&t.low) || mark) || !(t.word || mark) {
                break;
            }
            group.edge -= 1;
            if !mark && group.edge + 1 == group.from {
                group.from = group.edge;
            }
        }
        group
    }

    /// "the union fears …", "the state is opposed to …".
    fn clause(&self, cue: Range, edge: usize) -> Option<Found> {
        // "the union fears … and rejects …": what is joined has the same subject.
        let joined = edge.checked_sub(1).filter(|b| *b >= self.from);
        let joined = joined.is_some_and(|b| matches!(&*self.tokens[b].low, "and" | "but"));
        let source = match self.last.filter(|_| joined) {
            Some(source) => source,
            None => source::phrase_beside(self.tokens, self.from, edge)?,
        };
        if self.tokens[source.1 - 1].possessive {
            return None;
        }
        self.built(cue, source, false)
    }

    /// "a plan rejected by the union".
    fn by(&self, cue: Range) -> Option<Found> {
        let source = source::right(self.tokens, cue.1 + 1, self.to)?;
        let found = self.built(cue, source, false)?;
        // What is said of the thing stands behind the agent, or is the thing.
        let words = match self.words(source.1) {
            Some(words) => words,
            None => (self.from, cue.0),
        };
        (words.1 > words.0).then_some(Found { words, ..found })
    }

    /// "the union's opposition to …".
    fn possessed(&self, head: usize) -> Option<Found> {
        let near = (self.from..head).rev().take(2);
        let at = near
            .take_while(|i| self.tokens[*i].word)
            .find(|i| self.tokens[*i].possessive)?;
        let source = source::phrase_before(self.tokens, self.from, at + 1)?;
        self.built((head, head + 1), source, true)
    }

    fn built(&self, cue: Range, source: Range, possessive: bool) -> Option<Found> {
        if !self.third_party(source) {
            return None;
        }
        let words = self.words(cue.1).unwrap_or((source.0, cue.1));
        Some(Found {
            cue,
            source,
            words,
            possessive,
        })
    }

    /// Whether a phrase names or describes somebody.
    fn third_party(&self, source: Range) -> bool {
        let phrase = &self.tokens[source.0..source.1];
        let first = &phrase[0];
        let pronoun = phrase.len() == 1 && first.is(HE | SHE | IT | THEY | ONE | RELATIVE | DET);
        let marked = first.quote.is_some();
        if pronoun
            || marked && !self.proper(source)
            || phrase.len() > SOURCE_TOKENS_MAX
            || phrase
                .iter()
                .any(|t| t.is(RELATIVE) && !t.capital || t.mark(','))
        {
            return false;
        }
        let end = phrase
            .iter()
            .skip(1)
            .position(|t| t.is(PREP))
            .map_or(phrase.len(), |at| at + 1);
        let Some(head) = phrase[..end].iter().rfind(|t| t.word) else {
            return false;
        };
        let name = head.capital
            && !head.is(TIME | DET | PREP)
            && (&*head.low == "us" || !names::is_function_word(&head.low));
        let holder = |t: &Token| t.is(ROLE | UNNAMED) || self.lexicon.class(&t.low) & AGENT != 0;
        // "all nations and religions".
        let pairs = phrase[..end].windows(2);
        let described = holder(head) || pairs.into_iter().any(|w| holder(&w[0]) && w[1].is(CONJ));
        name || described && (first.is(DET) || phrase.iter().any(|t| t.capital))
    }

    /// Whether a phrase has a capital that its place does not give it, and no pronoun ("I've").
    fn proper(&self, source: Range) -> bool {
        let opens = |i: usize| i == self.from || i == self.from + 1 && !self.tokens[self.from].word;
        let capital = (source.0..source.1).any(|i| self.tokens[i].capital && !opens(i));
        capital && !self.tokens[source.0].low.contains(['\'', '’'])
    }

    /// What stands behind the cue, to the end of its clause.
    fn words(&self, from: usize) -> Option<Range> {
        let mut end = from;
        while end < self.to {
            let t = &self.tokens[end];
            let next = self.tokens.get(end + 1).filter(|_| end + 1 < self.to);
            let leaves =
                |n: &Token| n.is(CONJ | AUX | VERB | HE | SHE | THEY) || n.low.ends_with("ing");
            let closes = t.mark(';')
                || t.mark(',') && next.is_none_or(leaves)
                || matches!(&*t.low, "and" | "but") && next.is_some_and(|n| n.is(AUX | VERB | NOT));
            if closes {
                break;
            }
            end += 1;
        }
        // The mark that closes the words around is not of these.
        let loose =
            |t: &Token| !t.word && (t.quote.is_none() || t.quote == self.tokens[from - 1].quote);
        while end > from && loose(&self.tokens[end - 1]) {
            end -= 1;
        }
        let start = from + usize::from(end > from && self.tokens[from].mark(','));
        let any = self.tokens.get(start..end)?.iter().any(|t| t.word);
        any.then_some((start, end))
    }
}

/// The beginning of a verb group and what it has in it.
struct Group {
    from: usize,
    /// Where the subject ends: before the mark that the verb opens, too.
    edge: usize,
    aux: bool,
    /// Whether the auxiliary next to the verb is a form of "be".
    be: bool,
}
