//! Where exactly do two texts agree? Seeds are extended to runs, runs are chained over small
//! edits to passages, as passim does (Smith, Cordell, Dillon, Stramp and Wilkerson, "Detecting
//! and Modeling Local Text Reuse", 2014). We depart from it in chaining greedily from the left
//! instead of by Smith-Waterman over the whole: linear time, and the small edits inside a
//! passage are aligned exactly.

use super::profile::Profile;
use super::shingle::shingles;
use rustc_hash::FxHashMap;

/// Words of a seed: short enough for a run between two edits of one sentence.
const SEED_WORDS: usize = 4;
/// A seed that stands in more places of a text is tried only at the first so many.
const SEED_PLACES: usize = 8;
/// Runs are chained into one passage over gaps of up to so many words on either side. A first
/// choice: an edited clause has about as many; not yet varied against the gva pairs.
const GAP_WORDS: usize = 8;
/// A passage of fewer shared words is taken for an idiom. A first choice, not yet varied.
const PASSAGE_WORDS: usize = 6;

/// Words `a..a+len` of the first text equal words `b..b+len` of the second.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) len: usize,
}

/// Runs that belong together, in order of both texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Passage {
    pub(super) runs: Vec<Run>,
}

impl Passage {
    /// Words that are equal in both.
    pub(super) fn words(&self) -> usize {
        self.runs.iter().map(|r| r.len).sum()
    }

    /// The first word of the passage in either text.
    pub(super) fn start(&self) -> (usize, usize) {
        (self.runs[0].a, self.runs[0].b)
    }

    /// The same with the texts in the other order.
    fn swapped(mut self) -> Passage {
        for run in &mut self.runs {
            (run.a, run.b) = (run.b, run.a);
        }
        self
    }

    /// One past its last word in either text.
    pub(super) fn end(&self) -> (usize, usize) {
        let last = self.runs[self.runs.len() - 1];
        (last.a + last.len, last.b + last.len)
    }
}

/// The passages that two texts share, in order of the first.
///
/// Read from either side and put together, so that a passage that one text has twice counts there
/// twice, and so that it does not matter which of the two comes first. Where the two readings
/// chain runs differently, passages overlap.
pub(super) fn align(a: &Profile, b: &Profile) -> Vec<Passage> {
    let mut passages = one_way(a, b);
    passages.extend(one_way(b, a).into_iter().map(Passage::swapped));
    passages.sort_by_key(|p| (p.start(), std::cmp::Reverse(p.end())));
    passages.dedup();
    passages
}

/// The passages met when `a` is read from the left.
fn one_way(a: &Profile, b: &Profile) -> Vec<Passage> {
    let scale = a.scale.max(b.scale).max(1);
    let gap = GAP_WORDS * scale;
    let mut passages: Vec<Passage> = Vec::new();
    for run in runs(a, b, SEED_WORDS * scale) {
        let joined = passages.last_mut().is_some_and(|last| {
            let (ea, eb) = last.end();
            let near = run.a - ea <= gap && run.b >= eb && run.b - eb <= gap;
            if near {
                fill(a, b, (ea, run.a), (eb, run.b), &mut last.runs);
                last.runs.push(run);
            }
            near
        });
        if !joined {
            passages.push(Passage { runs: vec![run] });
        }
    }
    passages.retain(|p| p.words() >= PASSAGE_WORDS * scale);
    passages
}

/// Maximal runs of equal words, from the left; each word of `a` is in one at most.
fn runs(a: &Profile, b: &Profile, seed: usize) -> Vec<Run> {
    let places = Places::of(b, seed);
    let grams: Vec<u64> = shingles(&a.words, seed).collect();
    let mut out: Vec<Run> = Vec::new();
    let mut i = 0;
    while i < grams.len() {
        let expected = out.last().map_or(0, |r| r.b + r.len);
        let best = places
            .of_gram(grams[i])
            .map(|j| Run {
                a: i,
                b: j,
                len: equal(a, i, b, j),
            })
            .filter(|r| r.len >= seed)
            // Of equal lengths the one that goes on where the last run ended.
            .max_by_key(|r| (r.len, std::cmp::Reverse(r.b.abs_diff(expected)), r.b));
        match best {
            Some(run) => {
                i = run.a + run.len;
                out.push(run);
            }
            None => i += 1,
        }
    }
    out
}

/// How many words are equal from `i` in `a` and `j` in `b` on.
fn equal(a: &Profile, i: usize, b: &Profile, j: usize) -> usize {
    let pairs = a.words[i..].iter().zip(&b.words[j..]);
    pairs.take_while(|(x, y)| x.hash == y.hash).count()
}

/// Where each seed stands in a text.
struct Places {
    first: FxHashMap<u64, u32>,
    next: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Places {
    fn of(text: &Profile, seed: usize) -> Places {
        let grams: Vec<u64> = shingles(&text.words, seed).collect();
        let mut first = FxHashMap::default();
        first.reserve(grams.len());
        let mut next = vec![NONE; grams.len()];
        for (i, gram) in grams.iter().enumerate().rev() {
            if let Some(later) = first.insert(*gram, i as u32) {
                next[i] = later;
            }
        }
        Places { first, next }
    }

    fn of_gram(&self, gram: u64) -> impl Iterator<Item = usize> + '_ {
        let first = self.first.get(&gram).copied();
        std::iter::successors(first, |&i| {
            Some(self.next[i as usize]).filter(|&n| n != NONE)
        })
        .take(SEED_PLACES)
        .map(|i| i as usize)
    }
}

/// Adds the words that are equal and in order within a gap: the longest common subsequence of
/// two stretches of at most [`GAP_WORDS`] (times scale).
fn fill(
    a: &Profile,
    b: &Profile,
    (a0, a1): (usize, usize),
    (b0, b1): (usize, usize),
    out: &mut Vec<Run>,
) {
    let (n, m) = (a1 - a0, b1 - b0);
    if n == 0 || m == 0 {
        return;
    }
    let same = |i: usize, j: usize| a.words[a0 + i].hash == b.words[b0 + j].hash;
    let mut best = vec![0u16; (n + 1) * (m + 1)];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[i * (m + 1) + j] = if same(i, j) {
                best[(i + 1) * (m + 1) + j + 1] + 1
            } else {
                best[(i + 1) * (m + 1) + j].max(best[i * (m + 1) + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if same(i, j) {
            out.push(Run {
                a: a0 + i,
                b: b0 + j,
                len: 1,
            });
            i += 1;
            j += 1;
        } else if best[(i + 1) * (m + 1) + j] >= best[i * (m + 1) + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
