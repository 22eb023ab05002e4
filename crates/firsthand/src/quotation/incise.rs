//! The attribution that stands within the marks: «El barco —explicó Inés Calder— saldrá», « Le bac,
//! a expliqué Inès Calder, partira », «Паром, — пояснила Анна Ковалева, — будет ходить». English
//! and German close the marks before it.

use super::attribution::{Attribution, Piece, empty, sentence_of, tokens_of};
use super::lexicon::{AUX, CONJ, HE, ROLE, SAY, SHE, THEY, VERB};
use super::source::Range;
use super::text::{Paragraph, Token};

/// Longest source between the two marks, in tokens. Chosen by judgement.
const SOURCE_TOKENS_MAX: usize = 10;

/// The attributions within the marks of one paragraph.
pub(super) fn find(p: usize, paragraph: &Paragraph, out: &mut Vec<Attribution>) {
    for q in 0..paragraph.quotes.len() {
        let (from, to) = tokens_of(paragraph, q);
        let tokens = &paragraph.tokens;
        let found = (from + 2..to).find_map(|head| at(tokens, from, head, to));
        if let Some((cue, source, close)) = found {
            let piece = |range| Piece {
                paragraph: p,
                range,
            };
            let words = |r: &Range| tokens[r.0..r.1].iter().any(|t| t.word);
            let ranges = [(from, edge(tokens, cue.0, from)), (close, to)];
            out.push(Attribution {
                paragraph: p,
                sentence: sentence_of(paragraph, cue.0),
                cue: Some(cue),
                source: Some(source),
                pieces: ranges.into_iter().filter(words).map(piece).collect(),
                ..empty()
            });
        }
    }
}

/// The cue, its source and where the words go on, for a verb of saying at `head`.
fn at(tokens: &[Token], from: usize, head: usize, to: usize) -> Option<(Range, Range, usize)> {
    if !tokens[head].is(SAY) || tokens[head].capital {
        return None;
    }
    let mut start = head;
    while start > from + 1 && tokens[start - 1].is(AUX) {
        start -= 1;
    }
    let opens = |t: &Token| t.mark(',') || t.dash();
    if !opens(&tokens[start - 1]) {
        return None;
    }
    let limit = to.min(head + 2 + SOURCE_TOKENS_MAX);
    let close = (head + 2..limit).find(|i| opens(&tokens[*i]))?;
    let source = (head + 1, close);
    let phrase = &tokens[source.0..source.1];
    let who = phrase.iter().any(|t| t.capital || t.is(ROLE))
        || phrase.len() == 1 && phrase[0].is(HE | SHE | THEY);
    let noun =
        phrase.iter().all(|t| t.word || t.mark('.')) && !phrase.iter().any(|t| t.is(CONJ | VERB));
    let mut after = close;
    while after < to && !tokens[after].word {
        after += 1;
    }
    (who && noun).then_some(((start, head + 1), source, after))
}

/// Where the words before the cue end: without the marks that part them from it.
fn edge(tokens: &[Token], cue: usize, from: usize) -> usize {
    let mut end = cue;
    while end > from + 1 && !tokens[end - 1].word {
        end -= 1;
    }
    end
}
