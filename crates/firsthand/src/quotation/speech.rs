//! Whose are the words in marks that no cue of their sentence attributes?

use super::attribution::{Attribution, Piece, empty, sentence_of, tokens_of};
use super::clause::first_subject;
use super::text::Paragraph;

/// Fewest words of a quotation in marks that may be speech without a cue. Chosen by judgement; 4 and
/// 5 score alike on the development split of PolNeAR.
const SPEECH_WORDS_MIN: usize = 4;

/// Gives every quotation in marks without an attribution to the one before it: in the same
/// paragraph, as the continuation of an unclosed one, after a colon, or as speech by itself.
pub(super) fn extend(paragraphs: &[Paragraph], out: &mut Vec<Attribution>, taken: &mut Taken) {
    let mut alone: Vec<Option<Attribution>> = Vec::new();
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
                    let earlier: Attribution = alone[i].take().unwrap_or_else(empty);
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

/// Which quotations in marks belong to an attribution already.
pub(super) struct Taken(Vec<Vec<bool>>);

impl Taken {
    pub(super) fn new(paragraphs: &[Paragraph]) -> Self {
        Taken(
            paragraphs
                .iter()
                .map(|p| vec![false; p.quotes.len()])
                .collect(),
        )
    }

    pub(super) fn mark(&mut self, paragraphs: &[Paragraph], piece: &Piece) {
        for t in &paragraphs[piece.paragraph].tokens[piece.range.0..piece.range.1] {
            if let Some(q) = t.quote {
                self.0[piece.paragraph][q] = true;
            }
        }
    }
}
