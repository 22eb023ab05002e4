//! Words in one place that render different things: no word of the one stands for one of the other.

use super::super::ChangeKind;
use super::super::align::{Relation, relate};
use super::super::edit::Place;
use super::super::token::Wording;
use super::Typing;
use std::ops::Range;

/// Content words on both sides from which on two runs without a word in common are read as other
/// parts of what was said. Judged by reading the changes of the example, not counted.
const LOOSE_MIN: usize = 3;
/// The same at an edge, on the longer side. See [`LOOSE_MIN`].
const LOOSE_EDGE: usize = 4;

impl Typing<'_> {
    /// Whether the two sides of the edit are no renderings of each other.
    pub(super) fn is_loose(&self) -> bool {
        let content = |w: &Wording, at: &[usize]| -> Vec<usize> {
            let all = at.iter().copied();
            all.filter(|t| w.tokens[*t].is_content()).collect()
        };
        let (left, right) = (content(self.a, &self.left), content(self.b, &self.right));
        let related = left.iter().any(|l| {
            right
                .iter()
                .any(|r| relate(&self.a.tokens[*l], &self.b.tokens[*r]) != Relation::Other)
        });
        let (least, most) = (left.len().min(right.len()), left.len().max(right.len()));
        let edge = self.edit.place != Place::Inner;
        let long = match edge {
            true => least > 0 && most >= LOOSE_EDGE,
            false => self.setting.reported && least >= LOOSE_MIN,
        };
        let across = crosses(self.a, &self.edit.a) != crosses(self.b, &self.edit.b);
        !related && (long || (!edge && most > 0 && across))
    }

    /// At an edge, each side lacks what the other goes on with; inside, the words differ as wholes.
    pub(super) fn apart(&mut self) {
        if self.edit.place == Place::Inner {
            return self.add(ChangeKind::Paraphrase, false);
        }
        let (a, b) = (self.edit.a.clone(), self.edit.b.clone());
        let (no_a, no_b) = (a.start..a.start, b.start..b.start);
        self.add_words(ChangeKind::Truncation, false, a, no_b);
        self.add_words(ChangeKind::Truncation, false, no_a, b);
    }
}

/// Whether a sentence ends within or at the borders of the range.
fn crosses(w: &Wording, range: &Range<usize>) -> bool {
    let from = range.start.saturating_sub(1);
    let to = range.end.min(w.tokens.len().saturating_sub(1));
    match (w.tokens.get(from), w.tokens.get(to)) {
        (Some(a), Some(b)) => a.sentence != b.sentence,
        _ => false,
    }
}
