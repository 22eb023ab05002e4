//! Who is the source of one cue, and which words of its sentence does it attribute?

use super::content;
use super::cues::Cue;
use super::lexicon::{
    ADDRESSEE, BELIEVE, CONJ, DET, FORM_ING, HE, INF, NP, PREP, SAY, SEEM, SHE, SHOW, TELL, THAT,
    THEY, TIME, VERB, WH,
};
use super::source::{self, Range};
use super::text::Token;

/// Whether a cue within other words has a name for its subject.
pub(super) fn speaks(tokens: &[Token], cue: &Cue, lower: usize) -> bool {
    let named = source::left(tokens, lower, cue)
        .is_some_and(|s| tokens[s.0..s.1].iter().any(|t| t.capital));
    let next = tokens.get(cue.to);
    let told = |t: &Token| cue.is(TELL) && (t.is(HE | SHE | THEY | ADDRESSEE | DET) || t.capital);
    named && next.is_some_and(|t| t.is(THAT | WH | PREP | TIME) || t.quote.is_some() || told(t))
}

/// The source and words of an attribution at the end of its sentence ("…, Calder said Monday").
pub(super) fn trailing(
    tokens: &[Token],
    cue: &Cue,
    from: usize,
    to: usize,
) -> Option<(Range, Range)> {
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

pub(super) type Found = Option<(Option<Range>, Vec<Range>, usize)>;

/// "According to Calder, …" and "…, according to Calder".
///
/// `parted` tells whether a comma must stand between the source and the words.
pub(super) fn phrase(tokens: &[Token], cue: &Cue, from: usize, to: usize, parted: bool) -> Found {
    let leads = tokens[from..cue.from]
        .iter()
        .all(|t| !t.word || t.is(CONJ | PREP) || t.quote.is_none() && t.low.len() < 4);
    if leads {
        let comma = (cue.to..to).find(|i| tokens[*i].mark(','));
        if let Some(source) = unparted(tokens, cue.to, comma.unwrap_or(to)).filter(|_| !parted) {
            let end = closing(tokens, source.1, to);
            return (end > source.1).then(|| (Some(source), vec![(source.1, end)], to));
        }
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

/// "Volgens Calder is de brug veilig": the noun phrase before the words where no comma parts them: up
/// to the last capital before a small word that joins nothing, else an article and a noun.
fn unparted(tokens: &[Token], from: usize, to: usize) -> Option<Range> {
    let mut end = from;
    let mut named = false;
    while end < to {
        let t = &tokens[end];
        let joins = source::joins(&t.low) && tokens.get(end + 1).is_some_and(|n| n.capital);
        let first = end - from < 2 && !named;
        if t.quote.is_some() || !(t.capital || t.mark('.') || joins || first && t.word) {
            break;
        }
        named |= t.capital;
        end += 1;
    }
    (end > from && end < to && tokens[end].word).then_some((from, end))
}

/// "Añadió que …": a verb that opens its sentence, and a clause.
pub(super) fn subjectless(tokens: &[Token], cue: &Cue, from: usize, to: usize) -> Found {
    let opens = tokens[from..cue.from].iter().all(|t| !t.word || t.is(CONJ));
    if !opens || !cue.is(SAY) || cue.passive {
        return None;
    }
    let begin = content::begins(tokens, cue, to).filter(|b| tokens[*b].is(THAT))?;
    let end = content::ends(tokens, begin, to, cue, &[]);
    (end > begin).then(|| (None, vec![(begin, end)], end))
}

/// A verb with a subject and a clause, in whatever order.
pub(super) fn clause(
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
                | super::lexicon::ROLE
                | super::lexicon::HE
                | super::lexicon::SHE)
    });
    // Some put the comma behind the mark: «…», afirmó Calder.
    let spoken = tokens[words.0..=b]
        .iter()
        .rfind(|t| t.word || t.quote.is_some());
    let quoted = spoken.is_some_and(|t| t.quote.is_some());
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
    use super::lexicon::{AUX, IT, ONE};
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
pub(super) fn first_subject(tokens: &[Token], from: usize, upper: usize) -> Option<Range> {
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
pub(super) fn opening(tokens: &[Token], mut from: usize, to: usize) -> usize {
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
