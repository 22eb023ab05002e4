//! Whose words does one cue attribute, and which?
//!
//! The units around it are read once for each cue, with the place of each to it.

use super::roles::{Range, Sheet};
use super::sequence::Shape;

/// Labels: nothing, the cue, and source and content in four places each: begun, continued, ended,
/// alone.
pub(crate) const LABELS: usize = 10;
pub(crate) const THE_CUE: u8 = 1;
pub(crate) const SOURCE: u8 = 2;
pub(crate) const CONTENT: u8 = 6;

/// How many units before and behind a cue are read.
const REACH: usize = 70;

/// And how many cues before and behind it: more stand in no text that anybody wrote.
const CUES: usize = 16;

/// And how many sentences before and behind that of the cue: of PolNeAR's training split 998 attributions in 1,000 reach no
/// farther.
const SENTENCES: usize = 1;

/// Distances from a cue that are told apart, by the least of each.
const DISTANCES: [usize; 9] = [1, 2, 3, 4, 5, 7, 10, 15, 25];

/// Places of a unit: in the cue, before it or behind it in so many distances.
pub(super) const PLACES: usize = 1 + 2 * DISTANCES.len();

/// What is seen of a unit for one cue: its sentence is before that of the cue, the same or behind, by what the rules make
/// of it.
pub(super) const SIGHTS: usize = 3 * 5;

/// The sequences of these labels.
pub(crate) const SHAPE: Shape = Shape {
    labels: LABELS,
    allowed,
    begins,
    ends,
};

/// Whether a label may follow another: what is begun is continued or ended, what is ended is not.
pub(crate) fn allowed(from: usize, to: usize) -> bool {
    let open = |l: usize| l >= 2 && (l - 2) % 4 < 2;
    let needs = |l: usize| l >= 2 && matches!((l - 2) % 4, 1 | 2);
    let kind = |l: usize| l.saturating_sub(2) / 4 + usize::from(l >= 2);
    if open(from) || needs(to) {
        return open(from) && needs(to) && kind(from) == kind(to);
    }
    true
}

pub(crate) fn begins(label: usize) -> bool {
    label < 2 || matches!((label - 2) % 4, 0 | 3)
}

pub(crate) fn ends(label: usize) -> bool {
    label < 2 || matches!((label - 2) % 4, 2 | 3)
}

/// Forbids the label of the cue outside of it, and every other inside.
pub(crate) fn clamp(scores: &mut [i32], inside: bool) {
    for (l, s) in scores.iter_mut().enumerate().take(LABELS) {
        if (l == usize::from(THE_CUE)) != inside {
            *s += super::sequence::NEVER;
        }
    }
}

/// A cue in its paragraph.
pub(super) struct Around {
    pub(super) cue: Range,
    /// The units that are read.
    pub(super) window: Range,
    /// What the rules make of each unit of the window for this very cue: see [`Sheet::known_for`].
    rules: Vec<u8>,
    /// The sentence of the cue.
    sentence: Range,
}

impl Around {
    /// One of the cues of a paragraph.
    pub(super) fn new(sheet: &Sheet, cues: &[Range], at: usize) -> Self {
        let cue = cues[at];
        let sentences = &sheet.sentences;
        let sentence = sentences.partition_point(|s| s.1 <= cue.0);
        let first = sentences.get(sentence.saturating_sub(SENTENCES));
        let last = sentences.get((sentence + SENTENCES).min(sentences.len().saturating_sub(1)));
        let near = at.checked_sub(CUES).map_or(0, |far| cues[far].1);
        let from = first.map_or(0, |s| s.0).max(cue.0.saturating_sub(REACH));
        let upto = cues.get(at + CUES).map_or(sheet.units.len(), |far| far.0);
        let to = last.map_or(sheet.units.len(), |s| s.1).min(cue.1 + REACH);
        let window = (from.max(near).min(cue.0), to.min(upto).max(cue.1));
        Around {
            cue,
            window,
            rules: sheet.known_for(cue, window),
            sentence: sentences.get(sentence).copied().unwrap_or(window),
        }
    }

    /// Where a unit of the window stands to the cue, and what is seen of it: numbers below [`PLACES`] and [`SIGHTS`].
    pub(super) fn seen(&self, i: usize) -> (usize, usize) {
        let far = |d: usize| DISTANCES.partition_point(|least| *least <= d);
        let place = if i < self.cue.0 {
            far(self.cue.0 - i)
        } else if i < self.cue.1 {
            0
        } else {
            DISTANCES.len() + far(i + 1 - self.cue.1)
        };
        let sentence = usize::from(i >= self.sentence.0) + usize::from(i >= self.sentence.1);
        let rule = usize::from(self.rules[i - self.window.0]);
        (place, sentence + 3 * rule)
    }
}
