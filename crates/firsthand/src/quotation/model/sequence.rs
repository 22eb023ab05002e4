//! The best labels for a sequence: a linear chain (Lafferty, McCallum and Pereira, *Conditional
//! Random Fields*, 2001) in whole numbers, decoded by Viterbi.

use super::kernel;
use std::ops::Range;

/// A transition that may not be.
pub(crate) const NEVER: i32 = -1_000_000;

/// Most labels of a chain.
pub(crate) const WIDE: usize = 16;

/// Bits that tell one label of [`WIDE`]; sums are small enough to make room for them.
const TELLS: u32 = WIDE.trailing_zeros();

/// Scores of the labels at one place; behind the last label stands what nobody asks for.
pub(crate) type Row = [i32; WIDE];

/// What each step from label to label scores. `LANES` is the number of labels or a little more: so many sums are made at
/// once, one for each label that may come next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Steps<const LANES: usize> {
    /// Row by row.
    steps: Vec<i32>,
    /// Those that the shape allows, as [`forward`] adds them: from each label to `LANES`, of which those behind the last
    /// label are never reached.
    ways: [[i32; LANES]; LANES],
}

/// Which sequences of labels there are.
pub(crate) struct Shape {
    /// How many labels.
    pub(crate) labels: usize,
    /// Whether one may follow another.
    pub(crate) allowed: fn(usize, usize) -> bool,
    /// Whether a sequence may begin with one.
    pub(crate) begins: fn(usize) -> bool,
    /// Whether a sequence may end with one.
    pub(crate) ends: fn(usize) -> bool,
}

impl<const LANES: usize> Steps<LANES> {
    pub(crate) fn new(shape: &Shape, steps: Vec<i32>) -> Self {
        let mut ways = [[NEVER << TELLS; LANES]; LANES];
        let rows = ways.iter_mut().zip(steps.chunks_exact(shape.labels));
        for (from, (row, steps)) in rows.enumerate() {
            for (to, (way, step)) in row.iter_mut().zip(steps).enumerate() {
                let step = match (shape.allowed)(from, to) {
                    true => *step,
                    false => NEVER,
                };
                *way = (step << TELLS) + (WIDE - 1 - from) as i32;
            }
        }
        Steps { steps, ways }
    }

    /// What labels are worth: their scores, and the steps between them.
    pub(crate) fn worth(&self, shape: &Shape, scores: &[Row], labels: &[u8]) -> i32 {
        let rows = scores
            .iter()
            .zip(labels)
            .map(|(row, l)| row[usize::from(*l)]);
        let step = |w: &[u8]| self.steps[usize::from(w[0]) * shape.labels + usize::from(w[1])];
        rows.sum::<i32>() + labels.windows(2).map(step).sum::<i32>()
    }

    /// The best labels.
    pub(crate) fn best(&self, shape: &Shape, scores: &[Row]) -> Vec<u8> {
        let Some((first, rest)) = scores.split_first() else {
            return Vec::new();
        };
        let labels = shape.labels;
        let mut now = [4 * NEVER; LANES];
        for (l, n) in now.iter_mut().enumerate().take(labels) {
            *n = first[l] + if (shape.begins)(l) { 0 } else { NEVER };
        }
        let mut back = vec![[0; LANES]; rest.len()];
        kernel::forward(&self.ways, labels, rest, &mut now, &mut back);
        let ended = (0..labels).filter(|l| (shape.ends)(*l));
        let last = ended.max_by_key(|l| (now[*l], std::cmp::Reverse(*l)));
        let mut last = last.unwrap_or(0) as u8;
        let mut out = vec![last; scores.len()];
        for (label, came) in out.iter_mut().zip(&back).rev() {
            last = came[usize::from(last)];
            *label = last;
        }
        out
    }
}

/// What the best labels of a sequence are worth up to each place and from it on (the forward and backward sums of
/// Rabiner, "A tutorial on hidden Markov models", 1989, with the greatest in the place of all), so that what they are
/// worth where a stretch may not have some labels takes no longer than the stretch.
pub(crate) struct Sums<'a> {
    shape: &'a Shape,
    steps: &'a [i32],
    scores: &'a [Row],
    /// Of each label at each place: what is best up to it, and behind it.
    before: Vec<[i64; WIDE]>,
    behind: Vec<[i64; WIDE]>,
}

/// Below any sum.
const NONE: i64 = i64::MIN / 4;

impl<'a> Sums<'a> {
    pub(crate) fn of<const LANES: usize>(
        steps: &'a Steps<LANES>,
        shape: &'a Shape,
        scores: &'a [Row],
    ) -> Self {
        let mut sums = Sums {
            shape,
            steps: &steps.steps,
            scores,
            before: Vec::with_capacity(scores.len()),
            behind: vec![[NONE; WIDE]; scores.len()],
        };
        for at in 0..scores.len() {
            let row = sums.at(sums.before.last(), at);
            sums.before.push(row);
        }
        if let Some(last) = sums.behind.last_mut() {
            for label in (0..shape.labels).filter(|l| (shape.ends)(*l)) {
                last[label] = 0;
            }
        }
        for at in (1..scores.len()).rev() {
            for from in 0..shape.labels {
                let ways = (0..shape.labels).filter(|to| (shape.allowed)(from, *to));
                let worth = ways.map(|to| {
                    sums.step(from, to) + i64::from(scores[at][to]) + sums.behind[at][to]
                });
                sums.behind[at - 1][from] = worth.max().unwrap_or(NONE).max(NONE);
            }
        }
        sums
    }

    fn step(&self, from: usize, to: usize) -> i64 {
        i64::from(self.steps[from * self.shape.labels + to])
    }

    /// What each label is worth at a place, by what is best before it.
    fn at(&self, before: Option<&[i64; WIDE]>, at: usize) -> [i64; WIDE] {
        let mut row = [NONE; WIDE];
        for (to, worth) in row.iter_mut().enumerate().take(self.shape.labels) {
            let best = match before {
                None => (self.shape.begins)(to).then_some(0),
                Some(before) => {
                    let ways = (0..self.shape.labels).filter(|f| (self.shape.allowed)(*f, to));
                    ways.map(|from| before[from] + self.step(from, to)).max()
                }
            };
            let best = best.map(|best| best + i64::from(self.scores[at][to]));
            *worth = best.unwrap_or(NONE).max(NONE);
        }
        row
    }

    /// What the best labels are worth where none of a stretch is one of `labels`.
    pub(crate) fn without(&self, stretch: Range<usize>, labels: Range<usize>) -> i64 {
        let Some(last) = stretch.end.checked_sub(1) else {
            return self.best();
        };
        let mut now = stretch.start.checked_sub(1).map(|at| self.before[at]);
        for at in stretch {
            let mut row = self.at(now.as_ref(), at);
            row[labels.clone()].fill(NONE);
            now = Some(row);
        }
        let ways = now.iter().flatten().zip(&self.behind[last]);
        ways.map(|(a, b)| a + b).max().unwrap_or(NONE)
    }

    /// What the best labels are worth.
    pub(crate) fn best(&self) -> i64 {
        let ends = self.before.iter().zip(&self.behind).next_back();
        let ways = ends.into_iter().flat_map(|(a, b)| a.iter().zip(b));
        ways.map(|(a, b)| a + b).max().unwrap_or(0)
    }
}

/// Adds one row after another to the best sums, and tells of each label which one came before.
#[inline(always)]
pub(super) fn forward<const LANES: usize>(
    ways: &[[i32; LANES]; LANES],
    labels: usize,
    rows: &[Row],
    now: &mut [i32; LANES],
    back: &mut [[u8; LANES]],
) {
    for (row, back) in rows.iter().zip(back) {
        // The best sum tells in its last bits whence it came: of equals the first.
        let mut best = [i32::MIN; LANES];
        for (n, way) in now.iter().zip(ways).take(labels) {
            for (b, w) in best.iter_mut().zip(way) {
                *b = (*b).max((n << TELLS) + w);
            }
        }
        // Forbidden sums must not sink without end on long texts.
        let mut next = [0; LANES];
        for ((n, b), s) in next.iter_mut().zip(&best).zip(row) {
            *n = (b >> TELLS).max(4 * NEVER) + s;
        }
        let top = next[..labels].iter().copied().max().unwrap_or(0);
        for (n, s) in now.iter_mut().zip(&next) {
            *n = (s - top).max(4 * NEVER);
        }
        *back = best.map(|b| (WIDE - 1) as u8 - (b as u8 & (WIDE - 1) as u8));
    }
}
