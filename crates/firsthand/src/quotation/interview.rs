//! Who speaks in a transcript: turns that a label opens ("Q:", "ORSAY:", "Smith:"), and posts that
//! are set into the text with a line that signs them ("— Ines Calder (@calder) May 3, 2031").
//!
//! Such words are the speaker's own though no marks stand around them: label and signature do the
//! work of the marks.

use std::collections::BTreeMap;

use super::attribution::{Attribution, Piece};
use super::lexicon::{CONJ, DET, DOCUMENT, ONE, PREP, TIME};
use super::source::Range;
use super::text::{Paragraph, Token};
use super::tokens_span;
use crate::Span;

/// Fewest turns that make a transcript: a single "Orsay: …" is a caption or a heading. Judged.
const TURNS_MIN: usize = 3;
/// Longest label of a turn, in tokens.
const LABEL_TOKENS_MAX: usize = 5;
/// Labels of who asks, and of who answers, without a name.
const ASKS: [&str; 6] = ["q", "question", "frage", "pregunta", "domanda", "pergunta"];
const ANSWERS: [&str; 6] = [
    "a",
    "answer",
    "antwort",
    "respuesta",
    "risposta",
    "resposta",
];

/// Words that a label or a signature gives to somebody.
pub(super) struct Turn {
    /// Where the label stands.
    pub(super) paragraph: usize,
    pub(super) label: Range,
    /// The mark beside it.
    pub(super) cue: usize,
    pub(super) pieces: Vec<Piece>,
    /// Whether the label only says that this is the answer.
    pub(super) answers: bool,
    /// The label of who asks, where it is a name.
    pub(super) asks: Option<(usize, Range)>,
}

impl Turn {
    /// The spans of its words, one a paragraph.
    pub(super) fn words(&self, content: &str, paragraphs: &[Paragraph]) -> Vec<Span> {
        let span = |x: &Piece| tokens_span(&paragraphs[x.paragraph].tokens, x.range).trim(content);
        self.pieces.iter().map(span).collect()
    }

    /// Whether a token belongs to it.
    pub(super) fn holds(&self, paragraph: usize, token: usize) -> bool {
        let holds = |x: &Piece| x.paragraph == paragraph && x.range.0 <= token && token < x.range.1;
        self.pieces.iter().any(holds)
    }
}

/// The turns of a transcript and the posts of an article, in order of paragraphs.
pub(super) fn find(content: &str, paragraphs: &[Paragraph]) -> Vec<Turn> {
    let mut out = turns(paragraphs);
    out.extend((1..paragraphs.len()).filter_map(|p| post(content, paragraphs, p)));
    out
}

/// Drops what says of a turn only that it is one: "I think …" in it, and its label taken for a cue.
pub(super) fn settle(turns: &[Turn], paragraphs: &[Paragraph], found: &mut Vec<Attribution>) {
    let mut turns_of: BTreeMap<usize, Vec<&Turn>> = BTreeMap::new();
    for turn in turns {
        let words = turn.pieces.iter().map(|p| p.paragraph);
        let mut places: Vec<usize> = words.chain([turn.paragraph]).collect();
        places.dedup();
        for paragraph in places {
            turns_of.entry(paragraph).or_default().push(turn);
        }
    }
    found.retain(|a| {
        let Some(at) = a.cue.or(a.pieces.first().map(|p| p.range)) else {
            return true;
        };
        let label = |t: &Turn| t.paragraph == a.paragraph && at.0 <= t.cue && t.cue < at.1;
        let inside = |t: &Turn| t.holds(a.paragraph, at.0);
        let own = a
            .source
            .is_none_or(|s| s.1 - s.0 == 1 && paragraphs[a.paragraph].tokens[s.0].is(ONE));
        let here = turns_of.get(&a.paragraph).map_or(&[][..], |t| t);
        !here.iter().any(|t| label(t) || own && inside(t))
    });
}

fn turns(paragraphs: &[Paragraph]) -> Vec<Turn> {
    let labelled: Vec<(usize, Range)> = paragraphs
        .iter()
        .enumerate()
        .filter_map(|(p, x)| Some((p, label(&x.tokens)?)))
        .collect();
    let tokens = |t: &(usize, Range)| &paragraphs[t.0].tokens[t.1.0..t.1.1];
    let name = |t: &(usize, Range)| {
        let low: Vec<&str> = tokens(t).iter().map(|t| &*t.low).collect();
        low.join(" ")
    };
    let names: Vec<String> = labelled.iter().map(name).collect();
    // How many turns each has, and how many of them end with a question.
    let mut count: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, (p, _)) in names.iter().zip(&labelled) {
        let question = paragraphs[*p].tokens.last().is_some_and(|t| t.mark('?'));
        let count = count.entry(name).or_default();
        *count = (count.0 + 1, count.1 + usize::from(question));
    }
    let two = count.len() > 1;
    // Labels that come again are people; headings of a list do not.
    let again = count.len() < names.len();
    if labelled.len() < TURNS_MIN || !two || !again {
        return Vec::new();
    }
    // Who mostly ends with a question asks.
    let asks = |n: &str| ASKS.contains(&n) || count[n].1 * 2 > count[n].0;
    let mut asking = None;
    let mut out = Vec::new();
    for (k, &(p, label)) in labelled.iter().enumerate() {
        if asks(&names[k]) {
            asking = Some((p, label));
            continue;
        }
        let once = count[&*names[k]].0 == 1;
        if once && tokens(&(p, label)).iter().all(|t| t.is(DOCUMENT)) {
            continue;
        }
        let length = |p: usize| paragraphs[p].tokens.len();
        let mut pieces = vec![Piece {
            paragraph: p,
            range: (label.1 + 1, length(p)),
        }];
        // A turn runs on to the next label; the last one has no such end and stays one paragraph.
        let end = labelled.get(k + 1).map_or(p + 1, |n| n.0);
        let more = (p + 1..end).filter(|p| length(*p) > 0 && !paragraphs[*p].headline);
        pieces.extend(more.map(|p| Piece {
            paragraph: p,
            range: (0, length(p)),
        }));
        out.push(Turn {
            paragraph: p,
            label,
            cue: label.1,
            pieces,
            answers: ANSWERS.contains(&names[k].as_str()),
            asks: asking,
        });
    }
    out
}

/// The label that opens a paragraph, up to its colon: a letter for question or answer, or a name.
fn label(tokens: &[Token]) -> Option<Range> {
    let colon = (1..tokens.len().min(LABEL_TOKENS_MAX + 1)).find(|i| tokens[*i].mark(':'))?;
    let label = &tokens[..colon];
    let part = |t: &Token| t.capital && !t.is(TIME | CONJ | PREP | DET) || t.mark('.');
    let plain = label.iter().all(|t| t.quote.is_none() && part(t));
    let letter = label.len() == 1 && label[0].capital;
    let told = tokens
        .get(colon + 1)
        .is_some_and(|t| t.word || t.quote.is_some());
    (told && (plain || letter)).then_some((0, colon))
}

/// A post: the paragraph before a line of a dash, a name and a handle.
fn post(content: &str, paragraphs: &[Paragraph], p: usize) -> Option<Turn> {
    let (line, tokens) = (paragraphs[p].span, &paragraphs[p].tokens);
    if !tokens.first()?.dash() {
        return None;
    }
    let handle = line.start() + line.of(content).find("(@")?;
    let to = tokens.partition_point(|t| t.span.start() < handle);
    let name = &tokens[1..to];
    let signs = (1..=LABEL_TOKENS_MAX).contains(&name.len())
        && name[0].capital
        && name.iter().all(|t| t.word || t.mark('.'));
    let words = paragraphs[p - 1].tokens.len();
    (signs && words > 0).then(|| Turn {
        paragraph: p,
        label: (1, to),
        cue: 0,
        pieces: vec![Piece {
            paragraph: p - 1,
            range: (0, words),
        }],
        answers: false,
        asks: None,
    })
}
