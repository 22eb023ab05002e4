//! Phrases of time, and whether one bounds a denial.

use super::super::edit::Place;
use super::super::lexicon::LEXICON;
use super::super::token::{Token, Wording};
use super::{Typing, pause};
use std::ops::Range;

impl Typing<'_> {
    /// Whether the words of a one-sided edit are a phrase of time: "this year".
    pub(super) fn is_time(&self) -> bool {
        let (w, range) = self.alone();
        range.clone().any(|t| names_time(&w.tokens[t]))
            && range.clone().all(|t| fits_time(&w.tokens[t]))
    }

    /// Whether the sentence of a one-sided edit denies something: without the words, more is denied.
    pub(super) fn is_denial(&self) -> bool {
        let (w, range) = self.alone();
        let at = match self.edit.place {
            Place::Right => range.start.saturating_sub(1),
            Place::Left => range.end,
            Place::Inner => range.start,
        };
        w.tokens.get(at).is_some_and(|anchor| {
            let here = w.tokens.iter().enumerate();
            here.filter(|(t, token)| token.sentence == anchor.sentence && !range.contains(t))
                .any(|(_, token)| token.is.negator)
        })
    }

    /// Whether a cut takes a phrase of time from a denial that is kept.
    pub(super) fn time_cut(&self) -> bool {
        let (w, range) = self.alone();
        self.time_beside(w, range) && self.is_denial()
    }

    /// Whether the cut words next to what is kept are a phrase of time up to a pause.
    fn time_beside(&self, w: &Wording, range: &Range<usize>) -> bool {
        let fits = |t: &usize| fits_time(&w.tokens[*t]);
        let times = |t: usize| names_time(&w.tokens[t]);
        match self.edit.place {
            Place::Right => {
                let kept = range.start.checked_sub(1).map(|t| w.tokens[t].sentence);
                let inside = |t: &usize| {
                    Some(w.tokens[*t].sentence) == kept && (*t == range.start || !pause(w, *t))
                };
                range.clone().take_while(inside).take_while(fits).any(times)
            }
            _ => {
                let kept = w.tokens.get(range.end).map(|t| t.sentence);
                let clause = || {
                    range
                        .clone()
                        .filter(|t| Some(w.tokens[*t].sentence) == kept)
                };
                clause().all(|t| fits(&t)) && clause().any(times)
            }
        }
    }

    /// The side that has the words of a one-sided edit.
    fn alone(&self) -> (&Wording, &Range<usize>) {
        match self.edit.a.is_empty() {
            true => (self.b, &self.edit.b),
            false => (self.a, &self.edit.a),
        }
    }
}

fn names_time(token: &Token) -> bool {
    let unit = LEXICON.units.get(&token.lemma).filter(|_| token.is.unit);
    unit.is_some_and(|u| matches!(u.measure, "time" | "date" | "calendar"))
}

fn fits_time(token: &Token) -> bool {
    let plain = token.is.function && !token.is.negator && !token.is.pronoun;
    plain || names_time(token) || token.number.is_some() || LEXICON.time_words.contains(&token.key)
}
