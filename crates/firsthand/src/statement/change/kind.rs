//! The kinds that single words decide: negation, figure, modality, qualifier.

use super::super::lexicon::{LEXICON, Mark, Modal};
use super::super::token::{Token, Wording};
use super::super::{ChangeKind, figure};
use super::{Typing, pause};
use std::ops::Range;

impl Typing<'_> {
    /// The kinds that single words decide; whether any was found.
    pub(super) fn particular(&mut self) -> bool {
        let negation = self.negation();
        let figure = self.figure();
        let name = !figure && self.name();
        let modality = self.modality();
        let qualifier = self.qualifier();
        negation | figure | name | modality | qualifier
    }

    pub(super) fn negation(&mut self) -> bool {
        if self.setting.denied {
            return false;
        }
        let (left, right) = (self.tokens(true), self.tokens(false));
        let odd = |t: &[Token]| t.iter().filter(|t| t.is.negator).count() % 2;
        let prefixed = left
            .iter()
            .any(|l| right.iter().any(|r| self.negative_of(l, r)));
        let turned = (odd(&left) != odd(&right)) != prefixed;
        // "Nor has she asked" against "she did not ask": the negator stands elsewhere in the clause.
        let evened = || self.clause_negators(true) % 2 == self.clause_negators(false) % 2;
        if !turned || (self.setting.reported && evened()) {
            return false;
        }
        self.add(ChangeKind::Negation, true);
        true
    }

    /// Negators between the pauses around the edit.
    fn clause_negators(&self, first: bool) -> usize {
        let (w, range) = match first {
            true => (self.a, &self.edit.a),
            false => (self.b, &self.edit.b),
        };
        let from = (0..range.start).rev().take_while(|t| !pause(w, t + 1));
        let to = (range.end..w.tokens.len()).take_while(|t| !pause(w, *t));
        let clause = from.chain(range.clone()).chain(to);
        clause.filter(|t| w.tokens[*t].is.negator).count()
    }

    /// Modal classes in the sentence of the edit.
    fn sentence_modals(&self, first: bool) -> Vec<Modal> {
        let (w, range) = match first {
            true => (self.a, &self.edit.a),
            false => (self.b, &self.edit.b),
        };
        let at = range.start.min(w.tokens.len().saturating_sub(1));
        let sentence = w.tokens.get(at).map(|t| t.sentence);
        let here = w.tokens.iter().filter(|t| Some(t.sentence) == sentence);
        let mut found: Vec<Modal> = here.filter_map(Token::modal).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether one word is the other with a negative prefix.
    pub(super) fn negative_of(&self, l: &Token, r: &Token) -> bool {
        let text = |w: &Wording, t: &Token| w.text[t.start as usize..t.end as usize].to_lowercase();
        let (l, r) = (text(self.a, l), text(self.b, r));
        let (short, long) = if l.len() < r.len() { (l, r) } else { (r, l) };
        short.len() >= 4
            && ["un", "in", "im", "il", "ir", "dis", "non"]
                .iter()
                .any(|p| long.strip_prefix(p).is_some_and(|rest| rest == short))
    }

    fn figure(&mut self) -> bool {
        let (left, right) = (self.figures(true), self.figures(false));
        match figure::compare(&left, &right) {
            figure::Verdict::None => false,
            figure::Verdict::Equivalent => {
                self.add(ChangeKind::Paraphrase, false);
                true
            }
            figure::Verdict::Different => {
                self.add(ChangeKind::Number, true);
                true
            }
        }
    }

    /// The edit's words with their neighbours, so that a number meets its unit.
    fn figures(&self, first: bool) -> Vec<Token> {
        let (wording, range, own) = match first {
            true => (self.a, &self.edit.a, &self.left),
            false => (self.b, &self.edit.b, &self.right),
        };
        let from = range.start.saturating_sub(1);
        let to = (range.end + 1).min(wording.tokens.len());
        let near = |t: &usize| own.contains(t) || !range.contains(t);
        (from..to).filter(near).map(|t| wording.tokens[t]).collect()
    }

    pub(super) fn modality(&mut self) -> bool {
        // The "to" of "plans to" decides nothing where "plans" stands on both sides.
        let opened = |w: &Wording, t: usize, range: &Range<usize>| {
            let before = t.checked_sub(1).filter(|b| !range.contains(b));
            before.is_some_and(|b| w.tokens[b].mark == w.tokens[t].mark && w.tokens[t].is.function)
        };
        let classes = |first: bool| {
            let (w, at) = self.side(first);
            let range = if first { &self.edit.a } else { &self.edit.b };
            let mut found: Vec<Modal> = at
                .iter()
                .filter(|t| !opened(w, **t, range))
                .filter_map(|t| w.tokens[*t].modal())
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let (left, right) = (classes(true), classes(false));
        // A modal that only stands elsewhere in the sentence is no other.
        let elsewhere = || self.sentence_modals(true) == self.sentence_modals(false);
        if left == right || self.only_shifted() || elsewhere() {
            return false;
        }
        let weighty = |classes: &[Modal]| -> Vec<Modal> {
            classes
                .iter()
                .copied()
                .filter(|m| *m != Modal::Opinion)
                .collect()
        };
        let material = weighty(&left) != weighty(&right);
        self.add(ChangeKind::Modality, material);
        true
    }

    /// Whether the modals of the two sides differ only as reported speech makes them.
    pub(super) fn only_shifted(&self) -> bool {
        let modals = |tokens: Vec<Token>| -> Vec<Token> {
            tokens.into_iter().filter(|t| t.modal().is_some()).collect()
        };
        let (left, right) = (modals(self.tokens(true)), modals(self.tokens(false)));
        self.setting.reported
            && left.len() == right.len()
            && !left.is_empty()
            && left
                .iter()
                .zip(&right)
                .all(|(l, r)| LEXICON.shifted(l.key, r.key))
    }

    pub(super) fn qualifier(&mut self) -> bool {
        let marks = |tokens: Vec<Token>| {
            let mut found: Vec<(Mark, u64)> = tokens
                .iter()
                .filter_map(|t| t.mark.map(|m| (m, t.lemma)))
                .filter(|(m, _)| matches!(m, Mark::Scope | Mark::Bound | Mark::Degree))
                .collect();
            found.sort_unstable();
            found
        };
        let (left, right) = (marks(self.tokens(true)), marks(self.tokens(false)));
        if left == right {
            return false;
        }
        let weighty = |marks: &[(Mark, u64)]| -> Vec<(Mark, u64)> {
            marks
                .iter()
                .copied()
                .filter(|m| m.0 != Mark::Degree)
                .collect()
        };
        let material = weighty(&left) != weighty(&right);
        self.add(ChangeKind::Qualifier, material);
        true
    }
}
