//! Which texts are one event? Candidates from shared rare terms, then average linkage.

use super::rarity::Term;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Terms by which a text is looked up: its heaviest.
const KEYS_MAX: usize = 48;

/// Texts that a text is compared with for one shared term: the nearest in time on either side, so
/// that a word of a thousand texts costs no more than a rare one.
const NEIGHBOURS_MAX: usize = 150;

/// Texts that a text is compared with in full: those that share most.
const CANDIDATES_MAX: usize = 80;

/// What two texts share of their heaviest terms to be compared at all.
const SHARED_MIN: f64 = 0.05;

/// Pairs that are looked at where not all pairs of two groups have been compared.
const SAMPLE_MAX: usize = 256;

/// Texts by their heaviest terms, numbered in order of time.
#[derive(Default)]
pub(crate) struct Index {
    /// Who has a term and how heavily, ascending; the terms by [`shelf`].
    holding: [Holding; SHELVES],
    /// See [`Index::from`].
    from: usize,
}

/// The texts that have each term.
type Holding = FxHashMap<Term, Vec<(usize, f64)>>;

/// Parts of an index that are filled side by side.
const SHELVES: usize = 8;

/// In which of them a term is.
fn shelf(term: Term) -> usize {
    (term % SHELVES as Term) as usize
}

impl Index {
    /// Adds texts whose numbers follow on those that are in it. Returns the pairs `(a, b)`, `a < b`,
    /// sorted, one of them new, that share enough of their heaviest terms to be compared.
    pub(crate) fn add(&mut self, texts: &[(usize, &[(Term, f64)])]) -> Vec<(usize, usize)> {
        let Some(&(last, _)) = texts.last() else {
            return Vec::new();
        };
        let keys: Vec<Vec<(Term, f64)>> = texts.par_iter().map(|(_, t)| heaviest(t)).collect();
        self.holding.par_iter_mut().enumerate().for_each(|(n, on)| {
            for ((number, _), keys) in texts.iter().zip(&keys) {
                for (term, weight) in keys.iter().filter(|(t, _)| shelf(*t) == n) {
                    on.entry(*term).or_default().push((*number, *weight));
                }
            }
        });
        let table = || vec![0.0; last + 1 - self.from];
        let mut pairs: Vec<_> = texts
            .par_iter()
            .zip(&keys)
            .map_init(table, |shared, ((number, _), keys)| {
                self.near(shared, *number, keys)
            })
            .flatten_iter()
            .collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The first number that is not forgotten.
    pub(crate) fn from(&self) -> usize {
        self.from
    }

    /// Takes out the texts with numbers below `from`.
    pub(crate) fn forget(&mut self, from: usize) {
        self.from = from;
        self.holding.par_iter_mut().for_each(|on| {
            on.retain(|_, holding| {
                holding.drain(..holding.partition_point(|(n, _)| *n < from));
                !holding.is_empty()
            });
        });
    }

    /// The pairs of a text with those that share most with it. `shared` is a table of noughts, by
    /// number from the first that is not forgotten, and is handed on as such.
    fn near(&self, shared: &mut [f64], text: usize, keys: &[(Term, f64)]) -> Vec<(usize, usize)> {
        let mut met = Vec::new();
        for (term, weight) in keys {
            let holding = &self.holding[shelf(*term)][term];
            let at = holding.partition_point(|(n, _)| *n < text);
            let until = (at + 1 + NEIGHBOURS_MAX).min(holding.len());
            let others = holding[at.saturating_sub(NEIGHBOURS_MAX)..until].iter();
            for (other, w) in others.filter(|(other, _)| *other != text) {
                let sum = &mut shared[other - self.from];
                if *sum == 0.0 {
                    met.push(*other);
                }
                *sum += weight * w;
            }
        }
        let best = met
            .into_iter()
            .map(|o| (o, std::mem::take(&mut shared[o - self.from])));
        let mut best: Vec<(usize, f64)> = best.filter(|(_, w)| *w >= SHARED_MIN).collect();
        let likest = |x: &(usize, f64), y: &(usize, f64)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
        if best.len() > CANDIDATES_MAX {
            best.select_nth_unstable_by(CANDIDATES_MAX, likest);
            best.truncate(CANDIDATES_MAX);
        }
        best.into_iter()
            .map(|(o, _)| (text.min(o), text.max(o)))
            .collect()
    }
}

/// The heaviest terms of a text, in order of weight.
fn heaviest(terms: &[(Term, f64)]) -> Vec<(Term, f64)> {
    let mut keys = terms.to_vec();
    let heavier = |x: &(Term, f64), y: &(Term, f64)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
    if keys.len() > KEYS_MAX {
        keys.select_nth_unstable_by(KEYS_MAX, heavier);
        keys.truncate(KEYS_MAX);
    }
    keys.sort_unstable_by(heavier);
    keys
}

/// Joins `count` items, the likest groups first, while the mean likeness of all pairs of two groups
/// is at least `threshold`. Returns the groups, each ascending, in order of their first item.
///
/// Average linkage (Sokal & Michener, A statistical method for evaluating systematic relationships,
/// 1958) does not chain as single linkage does: an article that is like one member only cannot pull
/// a group in. `edges` are the compared pairs of at least half the threshold; what is not among them
/// is below that, and `score` tells it where two groups may be joined and only there.
pub(crate) fn average(
    mut groups: Vec<Vec<usize>>,
    edges: &[(usize, usize, f64)],
    threshold: f64,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<Vec<usize>> {
    let items = groups.iter().flatten().max().map_or(0, |m| m + 1);
    let mut home = vec![0; items];
    for (g, members) in groups.iter().enumerate() {
        members.iter().for_each(|m| home[*m] = g);
    }
    // For each live group what is known of its likeness to each group that it has met.
    let mut known: Vec<BTreeMap<usize, Known>> = vec![BTreeMap::new(); groups.len()];
    for &(a, b, sum) in edges {
        let (a, b) = (home[a], home[b]);
        if a != b {
            known[a].entry(b).or_default().add(sum);
            known[b].entry(a).or_default().add(sum);
        }
    }
    let mut heap = BinaryHeap::new();
    for (a, met) in known.iter().enumerate() {
        for (&b, both) in met.range(a + 1..) {
            let pairs = groups[a].len() * groups[b].len();
            let size = groups[a].len() + groups[b].len();
            push(
                &mut heap,
                both.at_most(pairs, threshold),
                threshold,
                a,
                b,
                size,
            );
        }
    }
    while let Some((_, Reverse((a, b)), size)) = heap.pop() {
        // An entry is stale once either group has been joined to another.
        if groups[a].is_empty() || groups[b].is_empty() || groups[a].len() + groups[b].len() != size
        {
            continue;
        }
        let pairs = groups[a].len() * groups[b].len();
        if known[a].get(&b).is_some_and(|k| k.pairs < pairs) {
            let sum = sum(&groups[a], &groups[b], &score);
            let all = Known { sum, pairs };
            known[a].insert(b, all);
            known[b].insert(a, all);
            push(
                &mut heap,
                all.at_most(pairs, threshold),
                threshold,
                a,
                b,
                size,
            );
            continue;
        }
        let moved = std::mem::take(&mut groups[b]);
        groups[a].extend(moved);
        groups[a].sort_unstable();
        let met = std::mem::take(&mut known[b]);
        known[a].remove(&b);
        for (other, theirs) in met.into_iter().filter(|(o, _)| *o != a) {
            known[other].remove(&b);
            let mine = known[a].entry(other).or_default();
            mine.sum += theirs.sum;
            mine.pairs += theirs.pairs;
        }
        let met = std::mem::take(&mut known[a]);
        for (&other, &both) in &met {
            known[other].insert(a, both);
            let pairs = groups[a].len() * groups[other].len();
            let size = groups[a].len() + groups[other].len();
            let mean = both.at_most(pairs, threshold);
            push(&mut heap, mean, threshold, a.min(other), a.max(other), size);
        }
        known[a] = met;
    }
    groups.retain(|g| !g.is_empty());
    groups.sort_by_key(|g| g[0]);
    groups
}

/// The likeness of two groups as far as their pairs have been compared.
#[derive(Clone, Copy, Default)]
struct Known {
    sum: f64,
    pairs: usize,
}

impl Known {
    fn add(&mut self, likeness: f64) {
        self.sum += likeness;
        self.pairs += 1;
    }

    /// The most that the mean of `pairs` pairs can be when those not compared are below half the
    /// threshold.
    fn at_most(self, pairs: usize, threshold: f64) -> f64 {
        let open = pairs.saturating_sub(self.pairs) as f64;
        (self.sum + open * threshold / 2.0) / pairs as f64
    }
}

/// Parts `count` items into the two groups that average linkage joins last.
pub(crate) fn two(count: usize, edges: &[(usize, usize, f64)]) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut sums = vec![vec![0.0; count]; count];
    for &(a, b, s) in edges {
        sums[a][b] = s;
        sums[b][a] = s;
    }
    let mut groups: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    let mut live: Vec<usize> = (0..count).collect();
    while live.len() > 2 {
        let mut best = (f64::NEG_INFINITY, 0, 0);
        for (k, &a) in live.iter().enumerate() {
            for &b in &live[k + 1..] {
                let mean = sums[a][b] / (groups[a].len() * groups[b].len()) as f64;
                if mean > best.0 {
                    best = (mean, a, b);
                }
            }
        }
        let (_, a, b) = best;
        for &o in &live {
            sums[a][o] += sums[b][o];
            sums[o][a] = sums[a][o];
        }
        let moved = std::mem::take(&mut groups[b]);
        groups[a].extend(moved);
        live.retain(|&x| x != b);
    }
    let [a, b] = live[..] else { return None };
    Some((
        std::mem::take(&mut groups[a]),
        std::mem::take(&mut groups[b]),
    ))
}

/// A possible joining: fixed-point likeness, then the lower pair first, and the size of both.
type Joining = (u64, Reverse<(usize, usize)>, usize);

fn push(heap: &mut BinaryHeap<Joining>, mean: f64, least: f64, a: usize, b: usize, size: usize) {
    if mean >= least {
        // Fixed point, so that the order does not hang on the last bit.
        let key = (mean.max(0.0) * 1e9) as u64;
        heap.push((key, Reverse((a, b)), size));
    }
}

/// The sum of likeness over all pairs of two groups, from an even sample where there are many.
fn sum(a: &[usize], b: &[usize], score: &impl Fn(usize, usize) -> f64) -> f64 {
    let pairs = a.len() * b.len();
    let step = pairs.div_ceil(SAMPLE_MAX).max(1);
    let (mut total, mut seen) = (0.0, 0usize);
    for k in (0..pairs).step_by(step) {
        total += score(a[k / b.len()], b[k % b.len()]);
        seen += 1;
    }
    total * pairs as f64 / seen as f64
}
