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

/// Pairs that are looked at when two groups meet without a compared pair.
const SAMPLE_MAX: usize = 64;

/// Pairs `(a, b)`, `a < b`, sorted, that share enough of their heaviest terms to be compared.
/// `order` lists the texts by time.
pub(crate) fn candidates(terms: &[&[(Term, f64)]], order: &[usize]) -> Vec<(usize, usize)> {
    let keys: Vec<Vec<(Term, f64)>> = terms.par_iter().map(|t| heaviest(t)).collect();
    let mut holders = FxHashMap::<Term, Vec<(usize, f64)>>::default();
    // Where each text stands in the list of each of its keys.
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); terms.len()];
    for &text in order {
        for &(term, weight) in &keys[text] {
            let list = holders.entry(term).or_default();
            places[text].push(list.len());
            list.push((text, weight));
        }
    }
    let near = |text: usize| -> Vec<(usize, usize)> {
        let mut shared = FxHashMap::<usize, f64>::default();
        for (&(term, weight), &place) in keys[text].iter().zip(&places[text]) {
            let list = &holders[&term];
            let from = place.saturating_sub(NEIGHBOURS_MAX);
            let to = (place + NEIGHBOURS_MAX + 1).min(list.len());
            for &(other, w) in &list[from..to] {
                if other != text {
                    *shared.entry(other).or_default() += weight * w;
                }
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "sorted at once")]
        let mut best: Vec<(usize, f64)> = shared.into_iter().collect();
        best.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        best.truncate(CANDIDATES_MAX);
        best.into_iter()
            .map(|(o, _)| (text.min(o), text.max(o)))
            .collect()
    };
    let mut pairs: Vec<_> = (0..terms.len())
        .into_par_iter()
        .flat_map_iter(near)
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The heaviest terms of a text, in order of weight.
fn heaviest(terms: &[(Term, f64)]) -> Vec<(Term, f64)> {
    let mut keys = terms.to_vec();
    keys.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    keys.truncate(KEYS_MAX);
    keys
}

/// Joins `count` items, the likest groups first, while the mean likeness of all pairs of two groups
/// is at least `threshold`. Returns the groups, each ascending, in order of their first item.
///
/// Average linkage (Sokal & Michener, A statistical method for evaluating systematic relationships,
/// 1958) does not chain as single linkage does: an article that is like one member only cannot pull
/// a group in. `edges` are the compared pairs, `score` fills in those that were not candidates.
pub(crate) fn average(
    count: usize,
    edges: &[(usize, usize, f64)],
    threshold: f64,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    // For each live group the sum of likeness to each group it has met.
    let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for &(a, b, s) in edges {
        sums[a].insert(b, s);
        sums[b].insert(a, s);
        push(&mut heap, s, threshold, a, b, 2);
    }
    while let Some((_, Reverse((a, b)), size)) = heap.pop() {
        // An entry is stale once either group has been joined to another.
        if groups[a].is_empty() || groups[b].is_empty() || groups[a].len() + groups[b].len() != size
        {
            continue;
        }
        let met = std::mem::take(&mut sums[b]);
        let mut mine = std::mem::take(&mut sums[a]);
        mine.remove(&b);
        let mut joined = BTreeMap::new();
        let others: std::collections::BTreeSet<usize> = mine
            .keys()
            .chain(met.keys())
            .copied()
            .filter(|&o| o != a && o != b)
            .collect();
        for other in others {
            let part = |known: Option<&f64>, group: &[usize]| {
                known
                    .copied()
                    .unwrap_or_else(|| sum(group, &groups[other], &score))
            };
            let total = part(mine.get(&other), &groups[a]) + part(met.get(&other), &groups[b]);
            joined.insert(other, total);
        }
        let moved = std::mem::take(&mut groups[b]);
        groups[a].extend(moved);
        groups[a].sort_unstable();
        for (&other, &total) in &joined {
            sums[other].remove(&b);
            sums[other].insert(a, total);
            let pairs = (groups[a].len() * groups[other].len()) as f64;
            let size = groups[a].len() + groups[other].len();
            push(
                &mut heap,
                total / pairs,
                threshold,
                a.min(other),
                a.max(other),
                size,
            );
        }
        sums[a] = joined;
    }
    groups.retain(|g| !g.is_empty());
    groups.sort_by_key(|g| g[0]);
    groups
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
