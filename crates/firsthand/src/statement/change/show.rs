//! The words that a change shows.

use super::super::ChangeKind;
use super::super::token::Wording;
use super::{Typed, Typing};
use std::ops::Range;

/// Longest text of one side of a change, in words.
const SHOWN_MAX: usize = 60;

impl Typing<'_> {
    /// A change that shows all words of the edit.
    pub(super) fn add(&mut self, kind: ChangeKind, material: bool) {
        let (a, b) = (self.edit.a.clone(), self.edit.b.clone());
        self.add_words(kind, material, a, b);
    }

    /// A change that shows some words.
    pub(super) fn add_words(
        &mut self,
        kind: ChangeKind,
        material: bool,
        a: Range<usize>,
        b: Range<usize>,
    ) {
        self.out.push(Typed {
            kind,
            at: Some((self.a.bytes(a.clone()), self.b.bytes(b.clone()))),
            before: shown(self.a, a),
            after: shown(self.b, b),
            material,
        });
    }
}

/// The words of a range, the middle left out where it is long.
pub(super) fn shown(w: &Wording, range: Range<usize>) -> String {
    if range.len() <= SHOWN_MAX {
        return w.slice(range.start, range.end).to_owned();
    }
    let half = SHOWN_MAX / 2;
    let head = w.slice(range.start, range.start + half);
    let tail = w.slice(range.end - half, range.end);
    format!("{head} … {tail}")
}
