//! Which cue, source and words belong together: the attributions of an article, paragraph by
//! paragraph.
//!
//! The scheme is that of PARC 3 and PolNeAR (Pareti, *Attribution: A Computational Approach*, 2015;
//! Newell, Margolin and Ruths, *An Attribution Relations Corpus for Political News*, 2018). The
//! method is rules over a lexicon, in the line of Krestel, Bergler and Witte (*Minding the Source*,
//! 2008) and O'Keefe et al. (*A Sequence Labelling Approach to Quote Attribution*, 2012).

use super::content;
use super::cues::{self, Cue};
use super::lexicon::{
    BELIEVE, CONJ, FORM_ING, INF, Lexicon, NP, PHRASE, PREP, SAY, SEEM, SHOW, TELL, THAT, TIME,
    VERB, WH,
};
use super::source::{self, Range};
use super::text::{Paragraph, Token};

/// A piece of what is said, in one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub(super) paragraph: usize,
    pub(super) range: Range,
}

/// A cue with its source and its words.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    pub(super) paragraph: usize,
    /// The sentence, in its paragraph.
    pub(super) sentence: usize,
    pub(super) cue: Option<Range>,
    pub(super) source: Option<Range>,
    pub(super) pieces: Vec<Piece>,
    /// Whether the attribution holds for the quotations that follow without one.
    pub(super) holds: bool,
    /// The source of the attribution that this one stands in.
    pub(super) within: Option<Range>,
}

/// Fewest words of a quotation in marks that may be speech without a cue. Chosen by judgement; 4 and
/// 5 score alike on the development split of PolNeAR.
const SPEECH_WORDS_MIN: usize = 4;

/// Longest sentence that is read for cues, in tokens outside of marks; a longer one is a list or
/// no prose, and would cost its length times its cues.
const SENTENCE_TOKENS_MAX: usize = 250;

/// All attributions of an article, in order of their cues.
pub(super) fn find(lexicon: &Lexicon, paragraphs: &[Paragraph]) -> Vec<Attribution> {
    let mut out = Vec::new();
    for (p, paragraph) in paragraphs.iter().enumerate() {
        if let Some(a) = headline(p, paragraph) {
            out.push(a);
            continue;
        }
        for (s, &(from, to)) in paragraph.sentences.iter().enumerate() {
            sentence(lexicon, p, s, &paragraph.tokens, from, to, &mut out);
        }
    }
    let mut taken = Taken::new(paragraphs);
    for a in &mut out {
        for piece in &a.pieces {
            taken.mark(paragraphs, piece);
        }
    }
    extend(paragraphs, &mut out, &mut taken);
    out.sort_by_key(|a| {
        let at = a.cue.or(a.pieces.first().map(|p| p.range));
        (a.paragraph, at)
    });
    out
}

/// Which quotations in marks belong to an attribution already.
struct Taken(Vec<Vec<bool>>);

impl Taken {
    fn new(paragraphs: &[Paragraph]) -> Self {
        Taken(
            paragraphs
                .iter()
                .map(|p| vec![false; p.quotes.len()])
                .collect(),
        )
    }

    fn mark(&mut self, paragraphs: &[Paragraph], piece: &Piece) {
        for t in &paragraphs[piece.paragraph].tokens[piece.range.0..piece.range.1] {
            if let Some(q) = t.quote {
                self.0[piece.paragraph][q] = true;
            }
        }
    }
}

/// The attributions of one sentence.
fn sentence(
    lexicon: &Lexicon,
    p: usize,
    s: usize,
    tokens: &[Token],
    from: usize,
    to: usize,
    out: &mut Vec<Attribution>,
) {
    let plain = tokens[from..to].iter().filter(|t| t.quote.is_none());
    if plain.count() > SENTENCE_TOKENS_MAX {
        return;
    }
    let cues = cues::find(lexicon, tokens, from, to);
    let mut covered = from;
    let mut subject = None::<Range>;
    let mut within = None::<Range>;
    // The words of the last attribution, and its source: what a nested one stands in.
    let mut around = None::<(Range, Option<Range>)>;
    // "…, Calder said." at the end attributes the whole sentence, attributions within it included.
    let mut cues = &cues[..];
    let mut to = to;
    if let [inner @ .., last] = cues
        && !inner.is_empty()
        && let Some((source, words)) = trailing(tokens, last, from, to)
    {
        out.push(Attribution {
            paragraph: p,
            sentence: s,
            cue: Some((last.from, last.to)),
            source: Some(source),
            pieces: vec![Piece {
                paragraph: p,
                range: words,
            }],
            holds: true,
            within: None,
        });
        within = Some(source);
        // What is said within is kept where it is speech of somebody else with a name.
        cues = inner;
        to = words.1;
        let nested = inner
            .iter()
            .any(|c| c.is(SAY) && !c.is(NP) && c.from > from && tokens[c.from - 1].capital);
        if !nested {
            return;
        }
    }
    for (k, cue) in cues.iter().enumerate() {
        let mut nested = within;
        if cue.from < covered {
            // Speech within speech ("the wire reported that Calder said …") is kept where it names
            // somebody and carries words of its own.
            let Some((words, outer)) = around.filter(|(w, _)| w.0 <= cue.from && cue.to <= w.1)
            else {
                continue;
            };
            let named = cue.is(SAY)
                && !cue.passive
                && !cue.participle(tokens)
                && speaks(tokens, cue, words.0);
            if !named {
                continue;
            }
            nested = outer;
        }
        if super::occasion::bare_report(tokens, cue.head, to) {
            continue;
        }
        let (lower, upper) = match around {
            Some((w, _)) if cue.from < covered => (w.0, w.1),
            _ => (covered, to),
        };
        let (from, to) = if cue.from < covered {
            (lower, upper)
        } else {
            (from, to)
        };
        let covered_here = if cue.from < covered { lower } else { covered };
        let found = match cue.is(PHRASE) && !cue.is(VERB) {
            true => phrase(tokens, cue, from, to),
            false => clause(tokens, cue, &cues[k + 1..], from, to, covered_here, subject),
        };
        let Some((source, ranges, end)) = found else {
            continue;
        };
        if source.is_some() {
            subject = source;
        }
        if end > covered {
            around = ranges
                .last()
                .map(|r| (*r, source))
                .filter(|_| cue.is(SAY | SHOW | PHRASE));
        }
        covered = covered.max(end);
        let pieces = ranges
            .into_iter()
            .map(|range| Piece {
                paragraph: p,
                range,
            })
            .collect();
        out.push(Attribution {
            paragraph: p,
            sentence: s,
            cue: Some((cue.from, cue.to)),
            source,
            pieces,
            holds: cue.is(SAY) && nested.is_none(),
            within: nested,
        });
    }
}

/// Whether a cue within other words has a name for its subject.
fn speaks(tokens: &[Token], cue: &Cue, lower: usize) -> bool {
    let named = source::left(tokens, lower, cue)
        .is_some_and(|s| tokens[s.0..s.1].iter().any(|t| t.capital));
    let next = tokens.get(cue.to);
    named && next.is_some_and(|t| t.is(THAT | WH | PREP | TIME) || t.quote.is_some())
}

/// The source and words of an attribution at the end of its sentence ("…, Calder said Monday").
fn trailing(tokens: &[Token], cue: &Cue, from: usize, to: usize) -> Option<(Range, Range)> {
    if !cue.is(SAY | SHOW) || cue.passive || cue.is(FORM_ING) {
        return None;
    }
    let tail = &tokens[cue.to..to];
    let short = tail.iter().filter(|t| t.word).count() <= TAIL_WORDS_MAX;
    let plain = tail.iter().all(|t| t.quote.is_none())
        && tail
            .first()
            .is_none_or(|t| !t.word && !t.mark(':') && !t.mark(',') || t.is(TIME | PREP));
    if !short || !plain {
        return None;
    }
    let source = source::left(tokens, from, cue)?;
    if source.0 <= from || !tokens[source.0 - 1].mark(',') || tokens[source.0 - 1].quote.is_some() {
        return None;
    }
    let words = content::before(tokens, from, source.0)?;
    let clause = tokens[words.0..words.1]
        .iter()
        .any(|t| t.is(VERB | super::lexicon::AUX));
    (clause && words.0 == from || words.0 == from + 1)
        .then_some((source, (opening(tokens, words.0, words.1), words.1)))
}

/// Most words after the verb of an attribution at the end of a sentence: a day, a place.
const TAIL_WORDS_MAX: usize = 5;

type Found = Option<(Option<Range>, Vec<Range>, usize)>;

/// "According to Calder, …" and "…, according to Calder".
fn phrase(tokens: &[Token], cue: &Cue, from: usize, to: usize) -> Found {
    let leads = tokens[from..cue.from]
        .iter()
        .all(|t| !t.word || t.is(CONJ | PREP) || t.quote.is_none() && t.low.len() < 4);
    if leads {
        let comma = (cue.to..to).find(|i| tokens[*i].mark(','));
        let source = source::right(tokens, cue.to, comma.unwrap_or(to))?;
        // "according to Calder, the mayor, …": the words begin behind the last comma of the source.
        let mut at = comma?;
        let mut source = source;
        if let Some(wide) = source::right(tokens, cue.to, to)
            && wide.1 > at
            && tokens.get(wide.1).is_some_and(|t| t.mark(','))
        {
            source = wide;
            at = wide.1;
        }
        let end = closing(tokens, at + 1, to);
        return (end > at + 1).then(|| (Some(source), vec![(at + 1, end)], to));
    }
    let source = source::right(tokens, cue.to, to)?;
    let mut edge = cue.from;
    while edge > from && !tokens[edge - 1].word && tokens[edge - 1].quote.is_none() {
        edge -= 1;
    }
    if edge <= from {
        return None;
    }
    let mut ranges = vec![(opening(tokens, from, edge), edge)];
    // "The bridge, according to Calder, is safe."
    if tokens.get(source.1).is_some_and(|t| t.mark(',')) && tokens[cue.from - 1].mark(',') {
        let end = closing(tokens, source.1 + 1, to);
        if end > source.1 + 2 && !tokens[source.1 + 1].is(CONJ) {
            ranges.push((source.1 + 1, end));
        }
    }
    Some((Some(source), ranges, source.1))
}

/// A verb with a subject and a clause, in whatever order.
fn clause(
    tokens: &[Token],
    cue: &Cue,
    later: &[Cue],
    from: usize,
    to: usize,
    covered: usize,
    subject: Option<Range>,
) -> Found {
    // "…," said Calder: an inverted cue stands behind a mark or a comma.
    if let Some(found) = inverted(tokens, cue, from, to, covered) {
        return Some(found);
    }
    let participle = cue.participle(tokens);
    // "Echoing the minister, Calder said …": the subject stands behind the comma.
    let leads = participle
        && tokens[from..cue.from]
            .iter()
            .all(|t| !t.word || t.is(CONJ | PREP | super::lexicon::ADVERB));
    if leads {
        let comma = (cue.to..to).find(|i| tokens[*i].mark(',') && tokens[*i].quote.is_none())?;
        let source = source::right(tokens, comma + 1, to)
            .filter(|s| tokens[s.0..s.1].iter().any(|t| t.capital) || s.1 - s.0 == 1)?;
        let source = first_subject(tokens, source.0, to).unwrap_or(source);
        let fit = comma > cue.to && fits(tokens, cue, cue.to, comma);
        return fit.then(|| (Some(source), vec![(cue.to, comma)], comma));
    }
    let before = cue
        .from
        .checked_sub(1)
        .filter(|b| *b >= from)
        .map(|b| &tokens[b]);
    let joined = before.is_some_and(|b| {
        b.is(CONJ)
            && !b.is(super::lexicon::RELATIVE)
            && matches!(
                &*b.low,
                "and" | "but" | "or" | "then" | "und" | "et" | "y" | "e"
            )
    });
    let source = if participle || joined {
        subject.or_else(|| first_subject(tokens, from, cue.from))
    } else if before.is_none() {
        None
    } else {
        source::left(tokens, covered, cue)
    };
    if cue.passive {
        return passive(tokens, cue, later, from, to);
    }
    if source.is_none() && !(participle || joined) {
        return None;
    }
    let begin = content::begins(tokens, cue, to).filter(|b| fits(tokens, cue, *b, to));
    // “…,” Calder wrote when asked: words in marks before the source are the words.
    let quoted = source.is_some_and(|s| {
        s.1 == cue.from && s.0 > covered.max(from) && tokens[s.0 - 1].quote.is_some()
    }) && cue.is(SAY);
    let begin = begin.filter(|b| !quoted || tokens[*b].quote.is_some());
    if let Some(begin) = begin {
        let end = content::ends(tokens, begin, to, cue, later);
        if end > begin {
            let mut ranges = vec![(begin, end)];
            // "“A,” Calder said, “B.”"
            if let Some(s) = source.filter(|s| s.1 == cue.from && s.0 > from)
                && tokens[s.0 - 1].quote.is_some()
                && tokens[begin].quote.is_some()
                && let Some(first) = content::before(tokens, covered.max(from), s.0)
            {
                ranges.insert(0, first);
            }
            return Some((source, ranges, end));
        }
    }
    if participle || joined || !cue.is(SAY | BELIEVE | SHOW) {
        return None;
    }
    // "The bridge is safe, Calder said."
    let source = source?;
    if source.1 > cue.from {
        return None;
    }
    let words = content::before(tokens, covered.max(from), source.0)?;
    let words = (opening(tokens, words.0, words.1), words.1);
    let mut ranges = vec![words];
    let mut reach = cue.to;
    // "The bridge, Calder said, is safe.": the clause goes on behind a second comma.
    if tokens
        .get(cue.to)
        .is_some_and(|t| t.mark(',') && cue.to < to)
        && tokens[words.1].mark(',')
        && words.1 - words.0 <= 12
    {
        let end = content::ends(tokens, cue.to + 1, to, cue, later);
        if end > cue.to + 2 && !tokens[cue.to + 1].is(CONJ) {
            ranges.push((cue.to + 1, end));
            reach = end;
        }
    }
    Some((Some(source), ranges, reach))
}

/// "…," said Calder; "…," said the mayor, who ….
fn inverted(tokens: &[Token], cue: &Cue, from: usize, to: usize, covered: usize) -> Found {
    if !cue.is(SAY) || cue.is(TELL) || cue.passive || cue.is(FORM_ING) {
        return None;
    }
    let b = cue.from.checked_sub(1).filter(|b| *b >= from)?;
    let words = content::before(tokens, covered.max(from), cue.from)?;
    let source = source::right(tokens, cue.to, to)?;
    let mut reach = source.1;
    let after = tokens.get(reach).filter(|_| reach < to);
    let closed = after.is_none_or(|t| {
        !t.word || t.quote.is_some() || t.is(PREP | TIME | CONJ) || t.low.ends_with("ing")
    });
    let named = tokens[source.0..source.1].iter().any(|t| {
        t.capital
            || t.is(super::lexicon::DET
                | super::lexicon::UNNAMED
                | super::lexicon::HE
                | super::lexicon::SHE)
    });
    let quoted = tokens[b].quote.is_some();
    if !closed || !(named || quoted) {
        return None;
    }
    // "The bridge is safe, said Calder": the words are a clause, and nothing stands before the verb.
    if !quoted {
        let clause = tokens[words.0..words.1]
            .iter()
            .any(|t| t.is(VERB | super::lexicon::AUX) || t.low.ends_with("ed"));
        if !clause || cue.from != cue.head {
            return None;
        }
    }
    // ", Calder, the mayor, said that …" is no inversion.
    if !quoted
        && content::begins(tokens, cue, to).is_some_and(|at| tokens[at].is(super::lexicon::THAT))
    {
        return None;
    }
    let mut ranges = vec![(opening(tokens, words.0, words.1), words.1)];
    // “A,” said Calder, “B.”
    if let Some(next) = (reach..to.min(reach + 12)).find(|i| tokens[*i].quote.is_some())
        && tokens[reach..next].iter().all(|t| !t.is(VERB))
    {
        let end = content::ends(tokens, next, to, cue, &[]);
        ranges.push((next, end));
        reach = end;
    }
    Some((Some(source), ranges, reach))
}

/// "is said to …", "was accused of …": the words without a source, or with one behind "by".
fn passive(tokens: &[Token], cue: &Cue, later: &[Cue], from: usize, to: usize) -> Found {
    let next = tokens.get(cue.to).filter(|_| cue.to < to)?;
    if next.quote.is_some() || !next.word {
        return None;
    }
    let by = (cue.to..to.min(cue.to + 6)).find(|i| &*tokens[*i].low == "by");
    let source = by.and_then(|b| source::right(tokens, b + 1, to));
    let subject = source::left(tokens, from, cue);
    let start = match source {
        Some(s) => s.1,
        None => cue.to,
    };
    let told = matches!(&*next.low, "to" | "of" | "that" | "as");
    if source.is_none() && !told {
        return None;
    }
    let end = content::ends(tokens, start, to, cue, later);
    let mut ranges = Vec::new();
    if let Some(s) = subject {
        ranges.push(s);
    }
    if end > start
        && (told
            || tokens[start].is(super::lexicon::THAT)
            || matches!(&*tokens[start].low, "to" | "of" | "as" | "for"))
    {
        ranges.push((start, end));
    }
    (!ranges.is_empty()).then_some((source, ranges, end.max(start)))
}

/// Whether what begins at `at` is what a verb of this class takes.
fn fits(tokens: &[Token], cue: &Cue, at: usize, to: usize) -> bool {
    use super::lexicon::{AUX, HE, IT, ONE, SHE, THEY};
    let t = &tokens[at];
    if at >= to || (!t.word && t.quote.is_none()) {
        return false;
    }
    let infinitive = &*t.low == "to" || &*t.low == "zu";
    if infinitive {
        return cue.is(INF | SEEM);
    }
    if t.quote.is_some() || t.is(THAT | WH) {
        return cue.is(SAY | BELIEVE | SHOW | NP);
    }
    if t.is(TIME) {
        return false;
    }
    let thing = !t.is(PREP | CONJ | AUX | super::lexicon::ADVERB) || t.is(super::lexicon::DET);
    if cue.is(NP) && thing {
        return true;
    }
    if cue.is(SAY | BELIEVE | SHOW) {
        // A clause without "that" needs a verb of its own, or something that looks like one.
        let verb = tokens[at + 1..to]
            .iter()
            .take(25)
            .take_while(|t| !t.mark(';'))
            .any(|t| {
                t.quote.is_some()
                    || t.is(AUX | VERB)
                    || t.low.ends_with("ed")
                    || (!t.capital && t.low.ends_with('s') && t.low.len() > 3)
            });
        let nominative = t.is(HE | SHE | IT | THEY | ONE);
        return (thing || nominative || &*t.low == "there")
            && verb
            && (cue.is(SAY)
                || nominative
                || t.is(super::lexicon::DET)
                || t.capital
                || cue.is(SHOW));
    }
    false
}

/// The first noun phrase of a sentence: the subject of a later participle or joined verb.
fn first_subject(tokens: &[Token], from: usize, upper: usize) -> Option<Range> {
    let mut at = from;
    // "On Monday, Calder …": behind the comma of an opening phrase.
    if tokens
        .get(from)
        .is_some_and(|t| t.is(PREP | CONJ) || t.low.ends_with("ing"))
        && let Some(comma) = (from..upper).find(|i| tokens[*i].mark(','))
    {
        at = comma + 1;
    }
    let range = source::right(tokens, at, upper)?;
    // Without a tagger the phrase ends with its capitals.
    let mut to = range.0;
    let mut seen = false;
    while to < range.1 {
        let t = &tokens[to];
        let part = t.capital
            || t.is(super::lexicon::DET)
            || !t.word
            || t.is(super::lexicon::HE
                | super::lexicon::SHE
                | super::lexicon::THEY
                | super::lexicon::IT);
        if !part && (seen || to > range.0 + 3) {
            break;
        }
        seen |= t.capital || t.is(super::lexicon::HE | super::lexicon::SHE | super::lexicon::THEY);
        to += 1;
    }
    while to > range.0 && !tokens[to - 1].word {
        to -= 1;
    }
    (seen && to > range.0).then_some((range.0, to))
}

/// Skips what may stand before the words of a sentence: conjunctions and marks.
fn opening(tokens: &[Token], mut from: usize, to: usize) -> usize {
    while from + 1 < to
        && tokens[from].quote.is_none()
        && (!tokens[from].word || matches!(&*tokens[from].low, "but" | "and"))
    {
        from += 1;
    }
    from
}

/// The end of the words that run to `to`, without the marks there.
fn closing(tokens: &[Token], from: usize, to: usize) -> usize {
    let mut end = to;
    while end > from && !tokens[end - 1].word && tokens[end - 1].quote.is_none() {
        end -= 1;
    }
    end
}

/// Gives every quotation in marks without an attribution to the one before it: in the same
/// paragraph, as the continuation of an unclosed one, after a colon, or as speech by itself.
fn extend(paragraphs: &[Paragraph], out: &mut Vec<Attribution>, taken: &mut Taken) {
    let mut alone = Vec::new();
    // The attributions by paragraph, in order.
    let mut of = vec![Vec::new(); paragraphs.len()];
    for (i, a) in out.iter().enumerate() {
        of[a.paragraph].push(i);
    }
    // Whose an unclosed quotation of the paragraph before is.
    let mut open = None::<Owner>;
    for (p, paragraph) in paragraphs.iter().enumerate() {
        for (q, quote) in paragraph.quotes.iter().enumerate() {
            let range = tokens_of(paragraph, q);
            let piece = Piece {
                paragraph: p,
                range,
            };
            let chained = open.take().filter(|_| q == 0);
            let mut owner = None;
            if taken.0[p][q] {
                let holder = of[p].iter().copied().find(|a| holds(&out[*a], piece));
                owner = holder.map(Owner::Attributed);
                if let (Some(Owner::Alone(i)), Some(a)) = (chained, holder) {
                    // Earlier paragraphs of the same speech join the one that names the speaker.
                    let earlier: Attribution =
                        std::mem::replace(&mut alone[i], None).unwrap_or_else(empty);
                    let mut pieces = earlier.pieces;
                    pieces.append(&mut out[a].pieces);
                    out[a].pieces = pieces;
                }
            } else if let Some(o) = chained {
                match o {
                    Owner::Attributed(a) => out[a].pieces.push(piece),
                    Owner::Alone(i) => {
                        if let Some(a) = alone[i].as_mut() {
                            let a: &mut Attribution = a;
                            a.pieces.push(piece);
                        }
                    }
                }
                owner = Some(o);
            } else if speech(paragraph, q) || introduced(paragraph, q) {
                owner = match continues(paragraphs, out, &of, p, q) {
                    Some(a) => {
                        out[a].pieces.push(piece);
                        Some(Owner::Attributed(a))
                    }
                    None => {
                        let mut a = empty();
                        a.paragraph = p;
                        a.sentence = sentence_of(paragraph, range.0);
                        // “She had one answer: “No.””: the subject of the sentence speaks.
                        if introduced(paragraph, q) {
                            let from = paragraph.sentences[a.sentence].0;
                            a.source = first_subject(&paragraph.tokens, from, range.0);
                        }
                        a.pieces.push(piece);
                        alone.push(Some(a));
                        Some(Owner::Alone(alone.len() - 1))
                    }
                };
            }
            if quote.goes_on {
                open = owner;
            }
        }
    }
    out.extend(alone.into_iter().flatten());
    for a in out.iter_mut() {
        a.pieces.sort_by_key(|p| (p.paragraph, p.range));
        a.pieces.dedup();
    }
}

/// Whose a quotation is.
#[derive(Clone, Copy)]
enum Owner {
    Attributed(usize),
    Alone(usize),
}

fn empty() -> Attribution {
    Attribution {
        paragraph: 0,
        sentence: 0,
        cue: None,
        source: None,
        pieces: Vec::new(),
        holds: true,
        within: None,
    }
}

fn holds(a: &Attribution, piece: Piece) -> bool {
    a.pieces.iter().any(|x| {
        x.paragraph == piece.paragraph && x.range.0 < piece.range.1 && piece.range.0 < x.range.1
    })
}

/// The attribution that a quotation without one continues: the last one of its paragraph, when it
/// carries speech in marks; or that of the paragraph before when it ends with a colon.
fn continues(
    paragraphs: &[Paragraph],
    out: &[Attribution],
    of: &[Vec<usize>],
    p: usize,
    q: usize,
) -> Option<usize> {
    let range = tokens_of(&paragraphs[p], q);
    let before = of[p]
        .iter()
        .copied()
        .rfind(|a| out[*a].holds && out[*a].cue.is_some_and(|c| c.0 < range.0));
    if let Some(a) = before {
        let direct = out[a].holds
            && out[a]
                .pieces
                .iter()
                .any(|x| paragraphs[x.paragraph].tokens[x.range.0].quote.is_some());
        let near = sentence_of(&paragraphs[p], range.0) <= out[a].sentence + 1
            || out[a]
                .pieces
                .last()
                .is_some_and(|x| x.range.1 + 1 >= range.0);
        return (direct && near).then_some(a);
    }
    let first = q == 0 && paragraphs[p].tokens[..range.0].is_empty();
    let lead = p.checked_sub(1).map(|l| (l, &paragraphs[l]))?;
    let colon = lead.1.tokens.last().is_some_and(|t| t.mark(':'));
    if first && colon {
        return of[lead.0].last().copied();
    }
    None
}

/// Whether words in marks are speech even without a cue: a sentence, not a title or a scare quote.
fn speech(paragraph: &Paragraph, q: usize) -> bool {
    let (from, to) = tokens_of(paragraph, q);
    let words = paragraph.tokens[from..to].iter().filter(|t| t.word).count();
    let s = paragraph.sentences[sentence_of(paragraph, from)];
    let opens = s.0 == from;
    let fills = s.1 <= to + 1;
    // “The bridge is shut,” was all that the mayor had to say.
    let comma = paragraph.quotes[q].closed && to >= from + 2 && paragraph.tokens[to - 2].mark(',');
    words >= SPEECH_WORDS_MIN && opens && (fills || comma)
}

/// Whether a colon in the same sentence introduces the words in marks.
fn introduced(paragraph: &Paragraph, q: usize) -> bool {
    let (from, to) = tokens_of(paragraph, q);
    let s = paragraph.sentences[sentence_of(paragraph, from)];
    let words = paragraph.tokens[from..to].iter().filter(|t| t.word).count();
    words >= SPEECH_WORDS_MIN && from > s.0 && paragraph.tokens[from - 1].mark(':')
}

pub(super) fn tokens_of(paragraph: &Paragraph, q: usize) -> Range {
    let quote = &paragraph.quotes[q];
    let at = |b: usize| paragraph.tokens.partition_point(|t| t.span.start() < b);
    (at(quote.outer.start()), at(quote.outer.end()))
}

pub(super) fn sentence_of(paragraph: &Paragraph, token: usize) -> usize {
    paragraph
        .sentences
        .partition_point(|s| s.1 <= token)
        .min(paragraph.sentences.len().saturating_sub(1))
}

/// "The bridge is safe – Calder", "Calder: the bridge is safe".
fn headline(p: usize, paragraph: &Paragraph) -> Option<Attribution> {
    let tokens = &paragraph.tokens;
    let full_stop = tokens.last().is_some_and(|t| t.mark('.'));
    if full_stop || tokens.len() < 5 {
        return None;
    }
    let name = |from: usize, to: usize| {
        (1..=5).contains(&(to - from))
            && tokens[from..to]
                .iter()
                .all(|t| t.quote.is_none() && (t.capital || !t.word && !t.mark(',') || t.is(PREP)))
            && tokens[from].capital
            && !tokens[from].is(super::lexicon::DET | PREP | CONJ | TIME)
    };
    let built = |source: Range, cue: usize, words: Range| {
        Some(Attribution {
            paragraph: p,
            sentence: sentence_of(paragraph, cue),
            cue: Some((cue, cue + 1)),
            source: Some(source),
            pieces: vec![Piece {
                paragraph: p,
                range: words,
            }],
            holds: false,
            within: None,
        })
    };
    let end = tokens.len();
    let dash = (3..end).rev().find(|i| tokens[*i].dash());
    if let Some(d) = dash
        && paragraph.headline | (end - d <= 4)
        && d + 1 < end
        && name(d + 1, end)
        && tokens[..d].iter().filter(|t| !t.capital && t.word).count() >= 2
    {
        return built((d + 1, end), d, (0, d));
    }
    let colon = (1..end.min(6)).find(|i| tokens[*i].mark(':') && tokens[*i].quote.is_none());
    if let Some(c) = colon
        && paragraph.headline
        && name(0, c)
        && end - c > 4
    {
        return built((0, c), c, (c + 1, end));
    }
    None
}
