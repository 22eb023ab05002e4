//! Word-by-word alignment of two wordings.
//!
//! `grid` finds the alignment of most worth. Words that only changed their place stay unaligned by any
//! such method; they are paired afterwards as moved.

use super::grid::Grid;
use super::token::{Token, Wording};

/// How two aligned words relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relation {
    /// One form.
    Same,
    /// Forms of one word.
    Lemma,
    /// In one synonym set.
    Sense,
    /// Different words in one place.
    Other,
}

/// One step through both wordings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A word of each.
    Both(usize, usize, Relation),
    /// A word of the first only.
    A(usize),
    /// A word of the second only.
    B(usize),
}

/// An alignment of all words of both.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Alignment {
    pub(super) steps: Vec<Step>,
    /// Words that stand in both at different places.
    pub(super) moved: Vec<(usize, usize)>,
}

/// Aligns the words of `a` with those of `b`.
pub(super) fn align(a: &Wording, b: &Wording) -> Alignment {
    let mut grid = Grid::default();
    grid.turn_to(&b.tokens);
    align_in(&mut grid, a, b)
}

/// The same in a grid over the words of `b`, which others may have been aligned with.
pub(super) fn align_in<'a>(grid: &mut Grid<'a>, a: &'a Wording, b: &Wording) -> Alignment {
    let mut steps = grid.align(&a.tokens);
    for step in &mut steps {
        if let Step::Both(i, j, relation) = step {
            *relation = relate(&a.tokens[*i], &b.tokens[*j]);
        }
    }
    let moved = find_moved(&steps, &a.tokens, &b.tokens);
    Alignment { steps, moved }
}

/// How two words relate when they stand in each other's place.
pub(super) fn relate(a: &Token, b: &Token) -> Relation {
    if a.key == b.key {
        Relation::Same
    } else if a.lemma == b.lemma {
        Relation::Lemma
    } else if a.means(b) {
        Relation::Sense
    } else {
        Relation::Other
    }
}

/// Pairs content words that stand unaligned on both sides, within the sentences that the alignment
/// touches.
fn find_moved(steps: &[Step], a: &[Token], b: &[Token]) -> Vec<(usize, usize)> {
    let anchors = |s: &Step| match s {
        Step::Both(i, j, r) if *r != Relation::Other => Some((a[*i].sentence, b[*j].sentence)),
        _ => None,
    };
    let mut touched = steps.iter().filter_map(anchors);
    let Some(first) = touched.next() else {
        return Vec::new();
    };
    let last = touched.next_back().unwrap_or(first);
    let mut loose = Vec::new();
    for step in steps {
        match *step {
            Step::B(j) | Step::Both(_, j, Relation::Other) => {
                let inside = (first.1..=last.1).contains(&b[j].sentence);
                if inside && b[j].is_content() {
                    loose.push((j, true));
                }
            }
            _ => {}
        }
    }
    let mut moved = Vec::new();
    for step in steps {
        let (Step::A(i) | Step::Both(i, _, Relation::Other)) = *step else {
            continue;
        };
        if !a[i].is_content() || !(first.0..=last.0).contains(&a[i].sentence) {
            continue;
        }
        let partner = loose
            .iter_mut()
            .find(|(j, free)| *free && relate(&a[i], &b[*j]) != Relation::Other);
        if let Some((j, free)) = partner {
            *free = false;
            moved.push((i, *j));
        }
    }
    moved
}
