//! Which words of two wordings stand for each other, by worth?
//!
//! Global alignment with affine gaps after Gotoh, "An improved algorithm for matching biological
//! sequences" (1982), with the gaps at both ends free, since a quotation is often a cut of a longer
//! one. Words score by form, lemma and synonym set.
//!
//! Many wordings are aligned with one in turn. One that begins with the words of the one before has its
//! first rows, which are kept, as in the search of a trie of sequences (Ukkonen, "Approximate
//! string-matching over suffix trees", 1993). Along a row the gap is a running maximum, taken eight cells at a time
//! in three steps (Hillis and Steele, "Data parallel algorithms", 1986).

use super::align::{Relation, Step, relate};
use super::token::Token;

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

/// What two different words both are, in bits: what lets them stand in each other's place …
const FIGURE: u8 = 1;
const NAME: u8 = 2;
const UNIT: u8 = 4;
/// … what makes that likely …
const MODAL: u8 = 8;
const PRONOUN: u8 = 16;
/// … and what makes it cost less.
const FUNCTION: u8 = 32;
/// Number of the sets of these.
const ROLES: usize = 64;

fn roles(word: &Token) -> u8 {
    let bit = |is: bool, role: u8| if is { role } else { 0 };
    bit(word.number.is_some(), FIGURE)
        | bit(word.is_name(), NAME)
        | bit(word.is.unit, UNIT)
        | bit(word.modal().is_some(), MODAL)
        | bit(word.is.pronoun, PRONOUN)
        | bit(word.is.function, FUNCTION)
}

/// Whether two words score alike against any third.
fn score_alike(a: &Token, b: &Token) -> bool {
    a.key == b.key && a.lemma == b.lemma && a.senses == b.senses && roles(a) == roles(b)
}

/// The words that others are scored against, each thing of them by itself: what most pairs of words
/// need is then in few bytes.
#[derive(Default)]
struct Words<'a> {
    tokens: &'a [Token],
    /// With their places, sorted.
    lemmas: Vec<(u64, usize)>,
    roles: Vec<u8>,
    /// Those in some synonym set.
    sensed: Vec<usize>,
    /// The scores of a word with no other claim than its roles, as far as they were asked for.
    by_roles: Vec<Vec<i16>>,
}

impl<'a> Words<'a> {
    fn turn_to(&mut self, tokens: &'a [Token]) {
        self.tokens = tokens;
        let places = tokens.iter().enumerate();
        self.lemmas.clear();
        self.lemmas.extend(places.map(|(j, t)| (t.lemma, j)));
        self.lemmas.sort_unstable();
        self.roles.clear();
        self.roles.extend(tokens.iter().map(roles));
        self.sensed.clear();
        let sensed = (0..tokens.len()).filter(|j| tokens[*j].senses[0] != 0);
        self.sensed.extend(sensed);
        self.by_roles.iter_mut().for_each(Vec::clear);
    }

    /// The scores of `word` against each; words of one key are of one lemma.
    fn scores(&mut self, word: &Token, out: &mut [i16]) {
        let here = roles(word);
        self.by_roles.resize(ROLES, Vec::new());
        let by_roles = &mut self.by_roles[usize::from(here)];
        if by_roles.is_empty() {
            by_roles.extend(self.roles.iter().map(|there| match here & there {
                0 => MISMATCH,
                both if both & (FIGURE | NAME | UNIT) != 0 => SAME_ROLE,
                both if both & (MODAL | PRONOUN) != 0 => 1,
                _ => MISMATCH / 2,
            }));
        }
        out.copy_from_slice(by_roles);
        if word.senses[0] != 0 {
            let sensed = self.sensed.iter();
            for j in sensed.filter(|j| word.means(&self.tokens[**j])) {
                out[*j] = MATCH_SENSE;
            }
        }
        let from = self.lemmas.partition_point(|l| l.0 < word.lemma);
        let same = self.lemmas[from..].iter();
        for &(_, j) in same.take_while(|l| l.0 == word.lemma) {
            out[j] = match relate(word, &self.tokens[j]) {
                Relation::Same if word.is.function => MATCH_FUNCTION,
                Relation::Same => MATCH_CONTENT,
                _ if word.is.function => MATCH_FUNCTION - 1,
                _ => MATCH_LEMMA,
            };
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

/// The three tables over one wording's words, a column for each, and a row for each word of the wording
/// that was aligned with it last.
#[derive(Default)]
pub(super) struct Grid<'a> {
    words: Words<'a>,
    rows: &'a [Token],
    both: Vec<i16>,
    in_a: Vec<i16>,
    in_b: Vec<i16>,
    /// The best of the three in the row above.
    best: Vec<i16>,
    scores: Vec<i16>,
    /// 0, 1, 2 … as far as there are columns.
    places: Vec<i16>,
}

impl<'a> Grid<'a> {
    /// Puts the words of the second of two wordings over the columns, and empties them.
    pub(super) fn turn_to(&mut self, b: &'a [Token]) {
        let width = b.len() + 1;
        self.words.turn_to(b);
        self.rows = &[];
        self.reserve(width);
        self.both[..width].fill(NEVER);
        self.in_a[..width].fill(NEVER);
        self.in_b[..width].fill(0);
        (self.both[0], self.in_b[0]) = (0, NEVER);
        self.best.resize(width, 0);
        self.scores.resize(b.len(), 0);
        self.places.clear();
        self.places.extend((0..).take(b.len()));
    }

    fn reserve(&mut self, cells: usize) {
        if self.both.len() < cells {
            for table in [&mut self.both, &mut self.in_a, &mut self.in_b] {
                table.resize(cells, NEVER);
            }
        }
    }

    /// Fills what rows are not there yet, each step over a row by itself, and reads the way back off the
    /// values.
    pub(super) fn align(&mut self, a: &'a [Token]) -> Vec<Step> {
        let width = self.best.len();
        self.reserve((a.len() + 1) * width);
        let pairs = self.rows.iter().zip(a);
        let shared = pairs.take_while(|(x, y)| score_alike(x, y)).count();
        // The last row of either is no other's, as the gap behind it is free.
        let last = self.rows.len().min(a.len()).saturating_sub(1);
        let kept = shared.min(last);
        self.find_best(kept);
        for (i, word) in a.iter().enumerate().skip(kept) {
            self.fill(i + 1, word, i + 1 == a.len());
            self.find_best(i + 1);
        }
        self.rows = a;
        walk(a.len(), width - 1, |i, j| {
            let at = i * width + j;
            [self.both[at], self.in_a[at], self.in_b[at]]
        })
    }

    /// Fills a row from the one above it.
    fn fill(&mut self, row: usize, word: &Token, last: bool) {
        let width = self.best.len();
        let Grid { best, scores, .. } = self;
        self.words.scores(word, scores);
        let (above, row_a) = self.in_a[(row - 1) * width..][..2 * width].split_at_mut(width);
        let row_both = &mut self.both[row * width..][..width];
        let row_b = &mut self.in_b[row * width..][..width];
        // No word of the second stands before its first.
        (row_both[0], row_b[0]) = (NEVER, NEVER);
        let row_b = &mut row_b[1..];
        for ((cell, before), score) in row_both[1..].iter_mut().zip(&*best).zip(&*scores) {
            *cell = before + score;
        }
        for ((cell, gap), before) in row_a.iter_mut().zip(above).zip(&*best) {
            *cell = (*gap + GAP_EXTEND).max(before + GAP_OPEN + GAP_EXTEND);
        }
        // Gaps at the ends are free.
        (row_a[0], row_a[width - 1]) = (best[0], best[width - 1]);
        let (open, extend) = match last {
            true => (0, 0),
            false => (GAP_OPEN + GAP_EXTEND, GAP_EXTEND),
        };
        // What a gap of any length has cost at a place, less what it costs to come there from the first.
        let before = row_both.iter().zip(row_a);
        for ((cell, (both, in_a)), place) in row_b.iter_mut().zip(before).zip(&self.places) {
            *cell = (*both).max(*in_a) + open - extend * place;
        }
        running_max(row_b);
        for (cell, place) in row_b.iter_mut().zip(&self.places) {
            *cell += extend * place;
        }
    }

    /// The best of the three tables in a row.
    fn find_best(&mut self, row: usize) {
        let width = self.best.len();
        let [both, in_a, in_b] =
            [&self.both, &self.in_a, &self.in_b].map(|table| &table[row * width..][..width]);
        let rows = both.iter().zip(in_a).zip(in_b);
        for (best, ((both, in_a), in_b)) in self.best.iter_mut().zip(rows) {
            *best = (*both).max(*in_a).max(*in_b);
        }
    }
}

/// Puts in each place the greatest of what stands there and before it.
fn running_max(row: &mut [i16]) {
    let mut greatest = i16::MIN;
    let (eights, rest) = row.as_chunks_mut::<8>();
    for eight in eights {
        for by in [1, 2, 4] {
            let before = *eight;
            for i in by..8 {
                eight[i] = before[i].max(before[i - by]);
            }
        }
        for cell in &mut *eight {
            *cell = greatest.max(*cell);
        }
        greatest = eight[7];
    }
    for cell in rest {
        greatest = greatest.max(*cell);
        *cell = greatest;
    }
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
