//! Which cue, source and words belong together: the attributions of an article, paragraph by
//! paragraph.
//!
//! The scheme is that of PARC 3 and PolNeAR (Pareti, *Attribution: A Computational Approach*, 2015;
//! Newell, Margolin and Ruths, *An Attribution Relations Corpus for Political News*, 2018). The
//! method is rules over a lexicon, in the line of Krestel, Bergler and Witte (*Minding the Source*,
//! 2008) and O'Keefe et al. (*A Sequence Labelling Approach to Quote Attribution*, 2012).

use super::clause::{clause, phrase, speaks, subjectless, trailing};
use super::lexicon::{CONJ, Lexicon, NP, PHRASE, PREP, ROLE, SAY, SHOW, TELL, TIME, UNNAMED, VERB};
use super::source::Range;
use super::speech::{Taken, extend};
use super::text::{Paragraph, Token};
use super::{cited, cues, german, incise};
use crate::{Span, names};

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
    /// Its characters where they are not those of its tokens.
    pub(super) cue_span: Option<Span>,
    pub(super) source: Option<Range>,
    /// Its characters where they are not those of its tokens.
    pub(super) source_span: Option<Span>,
    pub(super) pieces: Vec<Piece>,
    /// Whether the attribution holds for the quotations that follow without one.
    pub(super) holds: bool,
    /// The source of the attribution that this one stands in.
    pub(super) within: Option<Range>,
}

/// Longest sentence that is read for cues, in tokens outside of marks; a longer one is a list or
/// no prose, and would cost its length times its cues.
pub(super) const SENTENCE_TOKENS_MAX: usize = 250;

/// All attributions of an article, in order of their cues.
pub(super) fn find(lexicon: &Lexicon, paragraphs: &[Paragraph]) -> Vec<Attribution> {
    let mut out = Vec::new();
    for (p, paragraph) in paragraphs.iter().enumerate() {
        if let Some(a) = headline(p, paragraph) {
            out.push(a);
            continue;
        }
        for (s, &(from, to)) in paragraph.sentences.iter().enumerate() {
            if lexicon.is_german() {
                let before = s.checked_sub(1).map(|b| paragraph.sentences[b]);
                german::sentence(
                    lexicon,
                    (p, s),
                    &paragraph.tokens,
                    (from, to),
                    before,
                    &mut out,
                );
                continue;
            }
            sentence(lexicon, p, s, &paragraph.tokens, from, to, &mut out);
        }
        if lexicon.parts_marks() {
            incise::find(p, paragraph, &mut out);
        }
    }
    complete(paragraphs, &mut out);
    out
}

/// Gives the words in marks that no attribution has to somebody, and puts all in order.
pub(super) fn complete(paragraphs: &[Paragraph], out: &mut Vec<Attribution>) {
    let mut taken = Taken::new(paragraphs);
    for a in out.iter() {
        for piece in &a.pieces {
            taken.mark(paragraphs, piece);
        }
    }
    extend(paragraphs, out, &mut taken);
    cited::settle(paragraphs, out);
    out.sort_by_key(|a| {
        let at = a.cue.or(a.pieces.first().map(|p| p.range));
        (a.paragraph, at)
    });
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
    let mut passed_on = None::<(Range, Range)>;
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
            cue_span: None,
            source: Some(source),
            source_span: None,
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
    // "Calder said …, according to Olt": what is said within came by way of Olt.
    if let [inner @ .., last] = cues
        && last.is(PHRASE)
        && !last.is(VERB)
        && inner.iter().any(|c| c.is(SAY) && !c.is(NP))
        && let Some((source, ranges, _)) = phrase(tokens, last, from, to, true)
        && ranges.len() == 1
        && ranges[0].1 <= last.from
    {
        passed_on = source.map(|s| (s, ranges[0]));
    }
    for (k, cue) in cues.iter().enumerate() {
        let mut nested = within.or(passed_on.filter(|(_, w)| cue.to <= w.1).map(|p| p.0));
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
            true => phrase(tokens, cue, from, to, !lexicon.parts_marks()),
            false => clause(tokens, cue, &cues[k + 1..], from, to, covered_here, subject),
        };
        let found = found.or_else(|| {
            let alone = lexicon.is_subjectless() && covered_here == from;
            subjectless(tokens, cue, from, to).filter(|_| alone)
        });
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
            cue_span: None,
            source,
            source_span: None,
            pieces,
            holds: cue.is(SAY) && nested.is_none(),
            within: nested,
        });
    }
}

pub(super) fn empty() -> Attribution {
    Attribution {
        paragraph: 0,
        sentence: 0,
        cue: None,
        cue_span: None,
        source: None,
        source_span: None,
        pieces: Vec::new(),
        holds: true,
        within: None,
    }
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

/// Most words and marks of a name that signs: "Ines B. Calder Orsay".
const SIGNATURE_TOKENS_MAX: usize = 6;

/// "The bridge is safe – Calder", "“The bridge is safe.” – Ines B. Calder.", "Calder: the bridge is safe".
fn headline(p: usize, paragraph: &Paragraph) -> Option<Attribution> {
    let tokens = &paragraph.tokens;
    let full_stop = tokens.last().is_some_and(|t| t.mark('.'));
    let dash = (3..tokens.len()).rev().find(|i| tokens[*i].dash());
    let signed = dash.is_some_and(|d| tokens[..d].iter().all(|t| t.quote.is_some()));
    if full_stop && !signed || tokens.len() < 5 {
        return None;
    }
    let end = tokens.len() - usize::from(full_stop);
    let name = |from: usize, to: usize| {
        (1..=SIGNATURE_TOKENS_MAX).contains(&(to - from))
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
            cue_span: None,
            source: Some(source),
            source_span: None,
            pieces: vec![Piece {
                paragraph: p,
                range: words,
            }],
            holds: false,
            within: None,
        })
    };
    if let Some(d) = dash
        && paragraph.headline | signed | (end - d <= 4)
        && d + 1 < end
        && name(d + 1, end)
        && tokens[..d].iter().filter(|t| !t.capital && t.word).count() >= 2
    {
        return built((d + 1, end), d, (0, d));
    }
    if paragraph.headline
        && let Some((source, cue, words)) = marked(tokens)
    {
        return built(source, cue, words);
    }
    let colon = (1..end.min(6)).find(|i| tokens[*i].mark(':') && tokens[*i].quote.is_none());
    if let Some(c) = colon
        && paragraph.headline
        && name(0, c)
        // "Relief in Hallvik: …" has a subject, no speaker.
        && tokens[..c].iter().all(|t| !t.is(PREP) || matches!(&*t.low, "of" | "for"))
        && end - c > 4
    {
        return built((0, c), c, (c + 1, end));
    }
    None
}

/// Fewest words between the marks of a headline that are speech: a single one is a name or a doubt.
const MARKED_WORDS_MIN: usize = 2;

/// Source, cue and words of a headline with words in marks: "Bridge is 'not safe', says mayor",
/// "'We are ready': minister on the strike".
fn marked(tokens: &[Token]) -> Option<(Range, usize, Range)> {
    let end = tokens.len();
    let cue = (3..end).find(|i| {
        let (t, before) = (&tokens[*i], &tokens[*i - 1]);
        let says = t.is(SAY) && !t.is(TELL) && (before.mark(',') || before.quote.is_some());
        let parts = (t.mark(':') || t.dash()) && before.quote.is_some();
        t.quote.is_none() && (says || parts)
    })?;
    let to = cue - usize::from(tokens[cue - 1].mark(',') && tokens[cue - 1].quote.is_none());
    // A title in marks has capitals only.
    let inside = tokens[..to].iter().filter(|t| t.word && t.quote.is_some());
    let (words, small) = inside.fold((0, 0), |(n, s), t| (n + 1, s + usize::from(!t.capital)));
    let source = super::source::right(tokens, cue + 1, end)?;
    let who = tokens[source.0..source.1]
        .iter()
        .any(|t| t.is(ROLE | UNNAMED) || names::is_body_word(&t.low))
        || tokens[source.0..source.1].iter().all(|t| t.capital);
    let closed = tokens
        .get(source.1)
        .is_none_or(|t| t.is(PREP | TIME) || t.mark(','));
    (words >= MARKED_WORDS_MIN && small > 0 && who && closed).then_some((source, cue, (0, to)))
}
