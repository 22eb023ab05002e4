//! Word-by-word alignment of two wordings.
//!
//! Global alignment with affine gaps after Gotoh, "An improved algorithm for matching biological
//! sequences" (1982), with the gaps at both ends free, since a quotation is often a cut of a longer
//! one. Words score by form, lemma and synonym set. Words that only changed their place stay
//! unaligned by any such method; they are paired afterwards as moved.

use super::token::{Token, Wording};

/// Scores, in halves of a function word's match. Set by reading the alignments of invented pairs:
/// a content word must outweigh the gap that reaching it opens, a function word must not.
const MATCH_CONTENT: i16 = 10;
/// A number that became another, a name another: they stand in each other's place.
const SAME_ROLE: i16 = 3;
/// See [`MATCH_CONTENT`].
const MATCH_FUNCTION: i16 = 3;
/// See [`MATCH_CONTENT`].
const MATCH_LEMMA: i16 = 8;
/// See [`MATCH_CONTENT`].
const MATCH_SENSE: i16 = 6;
/// See [`MATCH_CONTENT`].
const MISMATCH: i16 = -4;
/// See [`MATCH_CONTENT`].
const GAP_OPEN: i16 = -5;
/// See [`MATCH_CONTENT`].
const GAP_EXTEND: i16 = -1;

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

/// What two different words both are, in bits: what lets them stand in each other's place …
const FIGURE: u8 = 1;
const NAME: u8 = 2;
const UNIT: u8 = 4;
/// … what makes that likely …
const MODAL: u8 = 8;
const PRONOUN: u8 = 16;
/// … and what makes it cost less.
const FUNCTION: u8 = 32;

fn roles(word: &Token) -> u8 {
    let bit = |is: bool, role: u8| if is { role } else { 0 };
    bit(word.number.is_some(), FIGURE)
        | bit(word.is_name(), NAME)
        | bit(word.is.unit, UNIT)
        | bit(word.modal().is_some(), MODAL)
        | bit(word.is.pronoun, PRONOUN)
        | bit(word.is.function, FUNCTION)
}

/// The words that others are scored against, each thing of them by itself: what most pairs of words
/// need is then in few bytes.
struct Words<'a> {
    tokens: &'a [Token],
    lemmas: Vec<u32>,
    roles: Vec<u8>,
    /// Those in some synonym set.
    sensed: Vec<usize>,
}

impl<'a> Words<'a> {
    fn of(tokens: &'a [Token]) -> Words<'a> {
        Words {
            tokens,
            lemmas: tokens.iter().map(|t| t.lemma as u32).collect(),
            roles: tokens.iter().map(roles).collect(),
            sensed: (0..tokens.len())
                .filter(|i| tokens[*i].senses[0] != 0)
                .collect(),
        }
    }

    /// The scores of `word` against each; words of one key are of one lemma.
    fn scores(&self, word: &Token, out: &mut [i16]) {
        let here = roles(word);
        for (score, there) in out.iter_mut().zip(&self.roles) {
            *score = match here & there {
                0 => MISMATCH,
                both if both & (FIGURE | NAME | UNIT) != 0 => SAME_ROLE,
                both if both & (MODAL | PRONOUN) != 0 => 1,
                _ => MISMATCH / 2,
            };
        }
        let sensed = self.sensed.iter();
        for j in sensed.filter(|j| word.means(&self.tokens[**j])) {
            out[*j] = MATCH_SENSE;
        }
        let lemma = word.lemma as u32;
        let same = self.lemmas.iter().enumerate().filter(|l| *l.1 == lemma);
        for (j, _) in same {
            let score = match relate(word, &self.tokens[j]) {
                Relation::Same if word.is.function => MATCH_FUNCTION,
                Relation::Same => MATCH_CONTENT,
                Relation::Lemma if word.is.function => MATCH_FUNCTION - 1,
                Relation::Lemma => MATCH_LEMMA,
                Relation::Sense | Relation::Other => continue,
            };
            out[j] = score;
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

/// Below any score that two wordings reach, and so far above the least number that nothing wraps.
const NEVER: i16 = i16::MIN / 2;

/// Fills the three tables row by row, each step over a row by itself, and reads the way back off their
/// values.
fn trace(a: &[Token], b: &[Token]) -> Vec<Step> {
    let width = b.len() + 1;
    let [mut both, mut in_a, mut in_b] = [(); 3].map(|()| vec![NEVER; (a.len() + 1) * width]);
    both[0] = 0;
    in_b[1..width].fill(0);
    // The best of the three in the row above.
    let mut best = vec![0; width];
    let mut scores = vec![0; b.len()];
    let words = Words::of(b);
    for (i, word) in a.iter().enumerate() {
        words.scores(word, &mut scores);
        let (above, row_a) = in_a[i * width..][..2 * width].split_at_mut(width);
        let row_both = &mut both[(i + 1) * width..][..width];
        let row_b = &mut in_b[(i + 1) * width..][..width];
        for ((cell, before), score) in row_both[1..].iter_mut().zip(&best).zip(&scores) {
            *cell = before + score;
        }
        for ((cell, gap), before) in row_a.iter_mut().zip(above).zip(&best) {
            *cell = (*gap + GAP_EXTEND).max(before + GAP_OPEN + GAP_EXTEND);
        }
        // Gaps at the ends are free.
        (row_a[0], row_a[width - 1]) = (best[0], best[width - 1]);
        let (open, extend) = match i + 1 == a.len() {
            true => (0, 0),
            false => (GAP_OPEN + GAP_EXTEND, GAP_EXTEND),
        };
        let mut left = NEVER;
        for (j, cell) in row_b[1..].iter_mut().enumerate() {
            left = (left + extend).max(row_both[j].max(row_a[j]) + open);
            *cell = left;
        }
        let rows = row_both.iter().zip(row_a).zip(row_b);
        for (best, ((both, in_a), in_b)) in best.iter_mut().zip(rows) {
            *best = (*both).max(*in_a).max(*in_b);
        }
    }
    let cell = |i: usize, j: usize| {
        let at = i * width + j;
        [both[at], in_a[at], in_b[at]]
    };
    walk(a.len(), b.len(), cell)
}

/// The best of three; on a tie the aligned word comes first, then a gap in the second.
fn best_of([both, a, b]: [i16; 3]) -> Table {
    if b > both.max(a) {
        Table::B
    } else if a > both {
        Table::A
    } else {
        Table::Both
    }
}

/// The way from the last cell to the first, through the table that each was best reached from.
fn walk(a: usize, b: usize, cell: impl Fn(usize, usize) -> [i16; 3]) -> Vec<Step> {
    let (mut i, mut j, mut table) = (a, b, best_of(cell(a, b)));
    let mut steps = Vec::with_capacity(a + b);
    while i > 0 || j > 0 {
        // A gap costs nothing at the ends; else it is extended for less than it is opened.
        let free = match table {
            Table::Both => true,
            Table::A => j == 0 || j == b,
            Table::B => i == 0 || i == a,
        };
        let step = match table {
            Table::Both => Step::Both(i - 1, j - 1, Relation::Other),
            Table::A => Step::A(i - 1),
            Table::B => Step::B(j - 1),
        };
        i -= usize::from(table != Table::B);
        j -= usize::from(table != Table::A);
        steps.push(step);
        let mut before = cell(i, j);
        if !free {
            before = before.map(|value| value + GAP_OPEN);
            before[table as usize] -= GAP_OPEN;
        }
        table = best_of(before);
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
