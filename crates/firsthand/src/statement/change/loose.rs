//! Words in one place that render different things: no word of the one stands for one of the other.

use super::super::ChangeKind;
use super::super::align::{Relation, relate};
use super::super::edit::Place;
use super::super::token::Wording;
use super::{Typed, Typing, shown};
use std::ops::Range;

/// Content words on both sides from which on two runs without a word in common are read as other
/// parts of what was said. Judged by reading the changes of the example, not counted.
const LOOSE_MIN: usize = 3;

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
        let least = left.len().min(right.len());
        let long = least >= LOOSE_MIN && (self.setting.reported || self.edit.place != Place::Inner);
        let across = crosses(self.a, &self.edit.a) != crosses(self.b, &self.edit.b);
        !related && (long || (least > 0 && across))
    }

    /// At an edge, each side lacks what the other goes on with; inside, the words differ as wholes.
    pub(super) fn apart(&mut self) {
        if self.edit.place == Place::Inner {
            return self.add(ChangeKind::Paraphrase, false);
        }
        let (a, b) = (self.edit.a.clone(), self.edit.b.clone());
        for (before, after) in [
            (shown(self.a, a), String::new()),
            (String::new(), shown(self.b, b)),
        ] {
            self.out.push(Typed {
                kind: ChangeKind::Truncation,
                before,
                after,
                material: false,
            });
        }
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
