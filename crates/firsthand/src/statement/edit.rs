//! The places where two aligned wordings differ.

use super::align::{Alignment, Relation, Step};
use super::token::{Token, Wording};
use std::ops::Range;

/// Weight of agreement between two differences below which they are read as one, in tenths of a
/// content word: a function word.
const BRIDGE_MAX: u32 = 2;
/// Weight of an agreement at an end that may be chance: up to two function words.
const LONE_MAX: u32 = 4;
/// Words missing next to a lone function word at an end, from which on its agreement is chance.
const LONE_GAP: usize = 3;
/// Longest difference at an edge that is read as words in each other's place rather than two cuts.
const EDGE_MAX: usize = 14;

/// Where a difference stands in the aligned region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Left,
    Inner,
    Right,
}

/// Words of the one in place of words of the other; one side may be empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Edit {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    pub(super) place: Place,
}

/// The differences in order. Words that only moved are not among them unless they stand within one.
pub(super) fn edits(alignment: &Alignment, a: &Wording, b: &Wording) -> Vec<Edit> {
    let steps = without_lone_ends(&alignment.steps, a);
    let Some(first) = steps.iter().position(agrees) else {
        return Vec::new();
    };
    let last = steps.iter().rposition(agrees).unwrap_or(first);
    let mut edits = edge(&steps[..first], &steps[first], Place::Left, a, b);
    edits.extend(inner(&steps[first..=last], a));
    edits.extend(edge(&steps[last + 1..], &steps[last], Place::Right, a, b));
    edits.retain(|e| !only_moved(e, alignment, a, b));
    edits
}

fn agrees(step: &Step) -> bool {
    matches!(step, Step::Both(_, _, r) if *r != Relation::Other)
}

/// Takes apart a function word at either end that agrees by chance, far from the rest.
fn without_lone_ends(steps: &[Step], a: &Wording) -> Vec<Step> {
    let mut steps = steps.to_vec();
    for _ in 0..2 {
        if let Some((run, gap)) = first_run(&steps)
            && gap >= LONE_GAP
            && weight(&steps[run.clone()], &a.tokens) <= LONE_MAX
        {
            let mut apart = Vec::new();
            for step in steps.drain(run.clone()) {
                if let Step::Both(i, j, _) = step {
                    apart.extend([Step::A(i), Step::B(j)]);
                }
            }
            steps.splice(run.start..run.start, apart);
        }
        steps.reverse();
    }
    steps
}

/// The first run of agreeing steps and how many disagreeing ones follow before the next.
fn first_run(steps: &[Step]) -> Option<(Range<usize>, usize)> {
    let from = steps.iter().position(agrees)?;
    let run = steps[from..].iter().take_while(|s| agrees(s)).count();
    let rest = &steps[from + run..];
    let gap = rest.iter().position(agrees)?;
    Some((from..from + run, gap))
}

fn weight(steps: &[Step], a: &[Token]) -> u32 {
    steps
        .iter()
        .map(|s| match s {
            Step::Both(i, _, _) => a[*i].weight,
            _ => 0,
        })
        .sum()
}

/// Differences between the first and the last agreement, those that are a function word apart
/// together.
fn inner(steps: &[Step], a: &Wording) -> Vec<Edit> {
    let same = |s: &Step| matches!(s, Step::Both(_, _, Relation::Same));
    let mut edits: Vec<Edit> = Vec::new();
    let mut bridge = u32::MAX;
    let mut open = false;
    let (mut at_a, mut at_b) = start(steps);
    for step in steps {
        let (next_a, next_b) = after(step, at_a, at_b);
        if same(step) {
            let here = weight(std::slice::from_ref(step), &a.tokens);
            bridge = if open {
                here
            } else {
                bridge.saturating_add(here)
            };
            open = false;
        } else {
            match edits.last_mut() {
                Some(edit) if open || bridge <= BRIDGE_MAX => {
                    edit.a.end = next_a;
                    edit.b.end = next_b;
                }
                _ => edits.push(Edit {
                    a: at_a..next_a,
                    b: at_b..next_b,
                    place: Place::Inner,
                }),
            }
            bridge = 0;
            open = true;
        }
        (at_a, at_b) = (next_a, next_b);
    }
    edits
}

/// Where the first step stands in both.
fn start(steps: &[Step]) -> (usize, usize) {
    let a = steps.iter().find_map(|s| match s {
        Step::Both(i, _, _) | Step::A(i) => Some(*i),
        Step::B(_) => None,
    });
    let b = steps.iter().find_map(|s| match s {
        Step::Both(_, j, _) | Step::B(j) => Some(*j),
        Step::A(_) => None,
    });
    (a.unwrap_or(0), b.unwrap_or(0))
}

fn after(step: &Step, a: usize, b: usize) -> (usize, usize) {
    match step {
        Step::Both(i, j, _) => (i + 1, j + 1),
        Step::A(i) => (i + 1, b),
        Step::B(j) => (a, j + 1),
    }
}

/// What stands before the first or behind the last agreement: words in each other's place within the
/// sentence, and cuts of what lies beyond it.
fn edge(steps: &[Step], anchor: &Step, place: Place, a: &Wording, b: &Wording) -> Vec<Edit> {
    let Step::Both(i, j, _) = *anchor else {
        return Vec::new();
    };
    let side = |tokens: &[Token], anchor: usize| {
        let all = match place {
            Place::Left => 0..anchor,
            _ => anchor + 1..tokens.len(),
        };
        let sentence = tokens[anchor].sentence;
        let near = all
            .clone()
            .filter(|t| tokens[*t].sentence == sentence)
            .count();
        let near = match place {
            Place::Left => all.end - near..all.end,
            _ => all.start..all.start + near,
        };
        (all, near)
    };
    if steps.is_empty() {
        return Vec::new();
    }
    let (all_a, near_a) = side(&a.tokens, i);
    let (all_b, near_b) = side(&b.tokens, j);
    let short = near_a.len() <= EDGE_MAX && near_b.len() <= EDGE_MAX;
    if near_a.is_empty() || near_b.is_empty() || !short {
        return cuts(all_a, all_b, i, j, place);
    }
    let mut edits = vec![Edit {
        a: near_a.clone(),
        b: near_b.clone(),
        place,
    }];
    let beyond = |all: Range<usize>, near: &Range<usize>| match place {
        Place::Left => all.start..near.start,
        _ => near.end..all.end,
    };
    let (far_a, far_b) = (beyond(all_a, &near_a), beyond(all_b, &near_b));
    let beyond_edits = cuts(far_a, far_b, near_a.start, near_b.start, place);
    match place {
        Place::Left => edits.splice(0..0, beyond_edits).for_each(drop),
        _ => edits.extend(beyond_edits),
    }
    edits
}

/// Words of one side only, and of the other side only.
fn cuts(a: Range<usize>, b: Range<usize>, i: usize, j: usize, place: Place) -> Vec<Edit> {
    let one = |a: Range<usize>, b: Range<usize>| Edit { a, b, place };
    let mut edits = Vec::new();
    if !a.is_empty() {
        edits.push(one(a, j..j));
    }
    if !b.is_empty() {
        edits.push(one(i..i, b));
    }
    edits
}

/// Whether nothing in the edit differs but the place of words that stand elsewhere too.
fn only_moved(edit: &Edit, alignment: &Alignment, a: &Wording, b: &Wording) -> bool {
    let moved_a = |i: usize| alignment.moved.iter().any(|m| m.0 == i);
    let moved_b = |j: usize| alignment.moved.iter().any(|m| m.1 == j);
    let plain = |t: &Token| t.is.function && !t.is.negator && t.mark.is_none() && !t.is.pronoun;
    let mut any = false;
    let mut quiet = |moved: bool, t: &Token| {
        any |= moved;
        moved || plain(t)
    };
    let all = edit.a.clone().all(|i| quiet(moved_a(i), &a.tokens[i]))
        & edit.b.clone().all(|j| quiet(moved_b(j), &b.tokens[j]));
    all && any
}
