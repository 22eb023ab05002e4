//! Which words of two wordings stand for each other, by worth?
//!
//! Global alignment with affine gaps after Gotoh, "An improved algorithm for matching biological
//! sequences" (1982), with the gaps at both ends free, since a quotation is often a cut of a longer
//! one. Words score by form, lemma and synonym set.
//!
//! Many wordings are aligned with one in turn. One that begins with the words of the one before has its
//! first rows, which are kept, as in the search of a trie of sequences (Ukkonen, "Approximate
//! string-matching over suffix trees", 1993). A row is filled eight cells at a time; the gap along it is a running
//! maximum, taken in three steps (Hillis and Steele, "Data parallel algorithms", 1986).

use super::align::{Relation, Step, relate};
use super::index::{Index, senses};
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

/// The roles of the words that others are scored against: what most pairs of words need is then in few bytes.
#[derive(Default)]
struct Words {
    roles: Vec<u8>,
    /// The scores of a word with no other claim than its roles, as far as they were asked for.
    by_roles: Vec<Vec<i16>>,
}

impl Words {
    fn turn_to(&mut self, words: &[Token]) {
        self.roles.clear();
        self.roles.extend(words.iter().map(roles));
        self.by_roles.iter_mut().for_each(Vec::clear);
    }

    /// The scores of `word` against each of `words`, which they are the roles of; words of one key are of one lemma.
    fn scores(&mut self, word: &Token, words: &[Token], index: &Index, out: &mut [i16]) {
        let here = roles(word);
        self.by_roles.resize(ROLES, Vec::new());
        let by_roles = &mut self.by_roles[usize::from(here)];
        if by_roles.is_empty() {
            let all = self.roles.iter().chain(std::iter::repeat(&0));
            by_roles.extend(all.take(out.len()).map(|there| match here & there {
                0 => MISMATCH,
                both if both & (FIGURE | NAME | UNIT) != 0 => SAME_ROLE,
                both if both & (MODAL | PRONOUN) != 0 => 1,
                _ => MISMATCH / 2,
            }));
        }
        out.copy_from_slice(by_roles);
        for j in senses(word).flat_map(|sense| index.places(sense)) {
            out[j] = MATCH_SENSE;
        }
        for j in index.places(word.lemma) {
            out[j] = match relate(word, &words[j]) {
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

/// Cells that are filled at once; the columns are filled up to a multiple of them, which changes nothing before.
const LANES: usize = 8;
type Lanes = [i16; LANES];

/// The three tables over one wording's words, a column for each behind the first, and a row for each word of the
/// wording that was aligned with it last.
#[derive(Default)]
pub(super) struct Grid<'a> {
    /// The words over the columns.
    columns: &'a [Token],
    index: Index,
    /// Of the same words, made ready for the first alignment with them.
    words: Words,
    laid: bool,
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
        self.columns = b;
        self.index.clear();
        self.laid = false;
    }

    /// Where the meanings of these words stand; empty until it is asked for.
    pub(super) fn index(&mut self) -> &Index {
        if self.index.is_empty() {
            self.index.read(self.columns);
        }
        &self.index
    }

    /// Whether that was asked for.
    pub(super) fn is_indexed(&self) -> bool {
        !self.index.is_empty()
    }

    fn lay(&mut self) {
        self.index();
        self.words.turn_to(self.columns);
        self.rows = &[];
        let filled = self.columns.len().next_multiple_of(LANES);
        let width = filled + 1;
        self.best.resize(width, 0);
        self.scores.resize(filled, 0);
        self.places.clear();
        self.places.extend((0..).take(filled));
        self.reserve(1);
        self.both[..width].fill(NEVER);
        self.in_a[..width].fill(NEVER);
        self.in_b[..width].fill(0);
        (self.both[0], self.in_b[0]) = (0, NEVER);
        self.laid = true;
    }

    fn reserve(&mut self, rows: usize) {
        let cells = rows * self.best.len();
        if self.both.len() < cells {
            for table in [&mut self.both, &mut self.in_a, &mut self.in_b] {
                table.resize(cells, NEVER);
            }
        }
    }

    /// Fills what rows are not there yet, and reads the way back off the values.
    pub(super) fn align(&mut self, a: &'a [Token]) -> Vec<Step> {
        if !self.laid {
            self.lay();
        }
        self.reserve(a.len() + 1);
        let pairs = self.rows.iter().zip(a);
        let shared = pairs.take_while(|(x, y)| score_alike(x, y)).count();
        // The last row of either is no other's, as the gap behind it is free.
        let last = self.rows.len().min(a.len()).saturating_sub(1);
        let kept = shared.min(last);
        let width = self.best.len();
        let above = kept * width..(kept + 1) * width;
        for (best, at) in self.best.iter_mut().zip(above) {
            *best = self.both[at].max(self.in_a[at]).max(self.in_b[at]);
        }
        for (i, word) in a.iter().enumerate().skip(kept) {
            self.fill(i + 1, word, i + 1 == a.len());
        }
        self.rows = a;
        walk(a.len(), self.columns.len(), |i, j| {
            let at = i * width + j;
            [self.both[at], self.in_a[at], self.in_b[at]]
        })
    }

    /// Fills a row from the one above it, and finds its best.
    fn fill(&mut self, row: usize, word: &Token, last: bool) {
        let Grid { best, scores, .. } = self;
        self.words.scores(word, self.columns, &self.index, scores);
        let (width, end) = (best.len(), self.columns.len());
        let (above, in_a) = self.in_a[(row - 1) * width..][..2 * width].split_at_mut(width);
        let both = &mut self.both[row * width..][..width];
        let in_b = &mut self.in_b[row * width..][..width];
        let from = lanes(best).iter().zip(lanes(above)).zip(lanes(scores));
        let to = lanes_mut(&mut both[1..]).iter_mut().zip(lanes_mut(in_a));
        for (((before, above), score), (both, in_a)) in from.zip(to) {
            let opened = add(*before, [GAP_OPEN + GAP_EXTEND; LANES]);
            *both = add(*before, *score);
            *in_a = max(add(*above, [GAP_EXTEND; LANES]), opened);
        }
        // No word of the second stands before its first, and gaps at the ends are free.
        (both[0], in_b[0]) = (NEVER, NEVER);
        (in_a[0], in_a[end]) = (best[0], best[end]);
        let (open, extend) = match last {
            true => (0, 0),
            false => (GAP_OPEN + GAP_EXTEND, GAP_EXTEND),
        };
        let mut greatest = i16::MIN;
        let before = lanes(both).iter().zip(lanes(in_a)).zip(lanes(&self.places));
        let here = lanes(&both[1..]).iter().zip(lanes(&in_a[1..]));
        let to = lanes_mut(&mut in_b[1..])
            .iter_mut()
            .zip(lanes_mut(&mut best[1..]));
        for ((((both, in_a), place), (both_here, in_a_here)), (in_b, best)) in
            before.zip(here).zip(to)
        {
            // What a gap of any length has cost at a place, less what it costs to come there from the first.
            let cost = place.map(|place| extend * place);
            let mut gap = sub(add(max(*both, *in_a), [open; LANES]), cost);
            gap = max(gap, behind(gap, 1));
            gap = max(gap, behind(gap, 2));
            gap = max(gap, behind(gap, 4));
            let last = gap[LANES - 1];
            gap = add(max(gap, [greatest; LANES]), cost);
            *in_b = gap;
            *best = max(max(*both_here, *in_a_here), gap);
            greatest = greatest.max(last);
        }
        best[0] = in_a[0];
    }
}

fn add(a: Lanes, b: Lanes) -> Lanes {
    std::array::from_fn(|i| a[i] + b[i])
}

fn sub(a: Lanes, b: Lanes) -> Lanes {
    std::array::from_fn(|i| a[i] - b[i])
}

fn max(a: Lanes, b: Lanes) -> Lanes {
    std::array::from_fn(|i| a[i].max(b[i]))
}

/// Each lane has what stood `by` lanes before it.
fn behind(a: Lanes, by: usize) -> Lanes {
    std::array::from_fn(|i| if i < by { i16::MIN } else { a[i - by] })
}

fn lanes(row: &[i16]) -> &[Lanes] {
    row.as_chunks().0
}

fn lanes_mut(row: &mut [i16]) -> &mut [Lanes] {
    row.as_chunks_mut().0
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
