//! Word-by-word alignment of two wordings.
//!
//! Global alignment with affine gaps after Gotoh, "An improved algorithm for matching biological
//! sequences" (1982), with the gaps at both ends free, since a quotation is often a cut of a longer
//! one. Words score by form, lemma and synonym set. Words that only changed their place stay
//! unaligned by any such method; they are paired afterwards as moved.

use super::token::{Token, Wording};

/// Scores, in halves of a function word's match. Set by reading the alignments of invented pairs:
/// a content word must outweigh the gap that reaching it opens, a function word must not.
const MATCH_CONTENT: i32 = 10;
/// A number that became another, a name another: they stand in each other's place.
const SAME_ROLE: i32 = 3;
/// See [`MATCH_CONTENT`].
const MATCH_FUNCTION: i32 = 3;
/// See [`MATCH_CONTENT`].
const MATCH_LEMMA: i32 = 8;
/// See [`MATCH_CONTENT`].
const MATCH_SENSE: i32 = 6;
/// See [`MATCH_CONTENT`].
const MISMATCH: i32 = -4;
/// See [`MATCH_CONTENT`].
const GAP_OPEN: i32 = -5;
/// See [`MATCH_CONTENT`].
const GAP_EXTEND: i32 = -1;

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
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    pub(super) steps: Vec<Step>,
    /// Words that stand in both at different places.
    pub(super) moved: Vec<(usize, usize)>,
}

/// Aligns the words of `a` with those of `b`.
pub(super) fn align(a: &Wording, b: &Wording) -> Alignment {
    let mut steps = trace(&a.tokens, &b.tokens);
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

fn score(a: &Token, b: &Token) -> i32 {
    match relate(a, b) {
        Relation::Same if a.is.function => MATCH_FUNCTION,
        Relation::Same => MATCH_CONTENT,
        Relation::Lemma if a.is.function => MATCH_FUNCTION - 1,
        Relation::Lemma => MATCH_LEMMA,
        Relation::Sense => MATCH_SENSE,
        Relation::Other => {
            let numbers = a.number.is_some() && b.number.is_some();
            let names = a.is_name() && b.is_name();
            let units = a.is.unit && b.is.unit;
            let modals = a.modal().is_some() && b.modal().is_some();
            if numbers || names || units {
                SAME_ROLE
            } else if modals || (a.is.pronoun && b.is.pronoun) {
                1
            } else if a.is.function && b.is.function {
                MISMATCH / 2
            } else {
                MISMATCH
            }
        }
    }
}

/// Which of the three tables of Gotoh's recurrence a cell was reached from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Both = 0,
    A = 1,
    B = 2,
}

const TABLES: [Table; 3] = [Table::Both, Table::A, Table::B];
const NEVER: i32 = i32::MIN / 4;

/// Fills the three tables row by row and keeps, for every cell and table, the table before it.
fn trace(a: &[Token], b: &[Token]) -> Vec<Step> {
    let width = b.len() + 1;
    let mut from = vec![[Table::Both; 3]; (a.len() + 1) * width];
    let mut above = vec![[NEVER; 3]; width];
    let mut row = vec![[NEVER; 3]; width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let mut cell = [NEVER; 3];
            let mut back = [Table::Both; 3];
            if i == 0 && j == 0 {
                cell[0] = 0;
            }
            if i > 0 && j > 0 {
                let (best, table) = best_of(above[j - 1]);
                cell[0] = best + score(&a[i - 1], &b[j - 1]);
                back[0] = table;
            }
            if i > 0 {
                let free = j == 0 || j == b.len();
                (cell[1], back[1]) = gap(above[j], Table::A, free);
            }
            if j > 0 {
                let free = i == 0 || i == a.len();
                (cell[2], back[2]) = gap(row[j - 1], Table::B, free);
            }
            row[j] = cell;
            from[i * width + j] = back;
        }
        std::mem::swap(&mut above, &mut row);
    }
    walk(a.len(), b.len(), best_of(above[b.len()]).1, &from, width)
}

/// The best of three; on a tie the aligned word comes first, then a gap in the second.
fn best_of(cell: [i32; 3]) -> (i32, Table) {
    let mut best = (cell[0], Table::Both);
    for table in [Table::A, Table::B] {
        if cell[table as usize] > best.0 {
            best = (cell[table as usize], table);
        }
    }
    best
}

/// Opens or extends a gap, which costs nothing at the ends.
fn gap(before: [i32; 3], table: Table, free: bool) -> (i32, Table) {
    let mut best = (NEVER, Table::Both);
    for t in TABLES {
        let cost = match (free, t == table) {
            (true, _) => 0,
            (false, true) => GAP_EXTEND,
            (false, false) => GAP_OPEN + GAP_EXTEND,
        };
        let value = before[t as usize].saturating_add(cost);
        if value > best.0 {
            best = (value, t);
        }
    }
    best
}

fn walk(a: usize, b: usize, last: Table, from: &[[Table; 3]], width: usize) -> Vec<Step> {
    let (mut i, mut j, mut table) = (a, b, last);
    let mut steps = Vec::with_capacity(a + b);
    while i > 0 || j > 0 {
        let before = from[i * width + j][table as usize];
        match table {
            Table::Both if i > 0 && j > 0 => {
                steps.push(Step::Both(i - 1, j - 1, Relation::Other));
                i -= 1;
                j -= 1;
            }
            Table::A if i > 0 => {
                steps.push(Step::A(i - 1));
                i -= 1;
            }
            Table::B if j > 0 => {
                steps.push(Step::B(j - 1));
                j -= 1;
            }
            // Only a corner can be left, and it is reached along an edge.
            _ if i > 0 => {
                steps.push(Step::A(i - 1));
                i -= 1;
            }
            _ => {
                steps.push(Step::B(j - 1));
                j -= 1;
            }
        }
        table = before;
    }
    steps.reverse();
    steps
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
