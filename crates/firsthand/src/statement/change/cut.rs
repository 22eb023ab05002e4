//! Cuts: words that stand before or behind what both wordings have.

use super::super::ChangeKind;
use super::super::edit::Place;
use super::super::lexicon::Mark;
use super::super::token::Wording;
use super::{Typing, pause};
use std::ops::Range;

/// Words next to the aligned region in which a cut negator, modal or qualifier still belongs to what
/// is kept.
const NEAR_TOKENS: usize = 4;

impl Typing<'_> {
    /// A cut at an edge: what touches the kept words may change them.
    pub(super) fn cut(&mut self) {
        if self.is_phrase_end() {
            return;
        }
        let near: Range<usize> = {
            let edit = if self.edit.a.is_empty() {
                &self.edit.b
            } else {
                &self.edit.a
            };
            match self.edit.place {
                Place::Left => edit.end.saturating_sub(NEAR_TOKENS).max(edit.start)..edit.end,
                _ => edit.start..edit.start,
            }
        };
        let tokens = if self.edit.a.is_empty() {
            self.b
        } else {
            self.a
        };
        let sentence = |t: &usize| tokens.tokens[*t].sentence;
        let anchor = near.end.min(tokens.tokens.len().saturating_sub(1));
        let kept: Vec<usize> = near
            .filter(|t| sentence(t) == sentence(&anchor))
            .filter(|t| !clause_ends(tokens, *t, anchor))
            .collect();
        let keep = |mine: bool| if mine { kept.clone() } else { Vec::new() };
        let (left, right) = (self.left.clone(), self.right.clone());
        (self.left, self.right) = (keep(self.edit.b.is_empty()), keep(self.edit.a.is_empty()));
        let small = left.len().max(right.len()) <= self.left.len().max(self.right.len());
        // Where the other side begins differently too, nothing says that it lacks the word.
        let typed = !self.goes_on()
            && (self.negation() | self.modality() | self.qualifier() | self.name_cut());
        (self.left, self.right) = (left, right);
        if !(typed && small) {
            let material = self.condition_cut() || self.time_cut();
            self.add(ChangeKind::Truncation, material);
        }
    }

    fn condition_cut(&self) -> bool {
        let (w, range) = match self.edit.a.is_empty() {
            true => (self.b, &self.edit.b),
            false => (self.a, &self.edit.a),
        };
        let condition =
            |t: usize| matches!(w.tokens.get(t).and_then(|t| t.mark), Some(Mark::Condition));
        match self.edit.place {
            // ", if the court agrees" right behind what is kept, in its sentence.
            Place::Right => {
                let near = range.start..range.end.min(range.start + 3);
                let anchor = w.tokens[range.start.saturating_sub(1)].sentence;
                near.clone()
                    .any(|t| condition(t) && w.tokens[t].sentence == anchor)
            }
            // "If the court agrees, …": one clause, opened by the condition.
            _ => {
                let sentence = w.tokens.get(range.end).map(|t| t.sentence);
                let clause = range
                    .clone()
                    .filter(|t| Some(w.tokens[*t].sentence) == sentence)
                    .collect::<Vec<_>>();
                let pauses = clause.iter().filter(|t| pause(w, **t + 1)).count();
                clause.iter().take(2).any(|t| condition(*t)) && pauses <= 1
            }
        }
    }

    /// Whether the side that lacks the cut words has others there, in the same sentence.
    fn goes_on(&self) -> bool {
        let (w, range) = match self.edit.a.is_empty() {
            true => (self.a, &self.edit.a),
            false => (self.b, &self.edit.b),
        };
        let sentence = |t: usize| w.tokens.get(t).map(|t| t.sentence);
        match self.edit.place {
            Place::Left => {
                let before = range.start.checked_sub(1).and_then(sentence);
                before.is_some() && before == sentence(range.start)
            }
            _ => sentence(range.start + 1).is_some_and(|s| Some(s) == sentence(range.start)),
        }
    }

    /// Whether the cut words only complete a phrase whose other word is aligned: "at once" stands
    /// for "immediately" with both.
    fn is_phrase_end(&self) -> bool {
        let first = self.edit.b.is_empty();
        let (w, at) = self.side(first);
        let range = if first { &self.edit.a } else { &self.edit.b };
        let beside = match self.edit.place {
            Place::Left => Some(range.end),
            _ => range.start.checked_sub(1),
        };
        let beside = beside.and_then(|t| w.tokens.get(t));
        beside.is_some_and(|kept| at.iter().all(|t| w.tokens[*t].means(kept)))
    }
}

/// Whether a clause ends between two tokens.
fn clause_ends(w: &Wording, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|t| pause(w, t))
}
