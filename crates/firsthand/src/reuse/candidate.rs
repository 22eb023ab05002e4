//! Which pairs are worth comparing word by word? Everything here is linear in the pile but for
//! sorting: crowded buckets are linked sparsely, never in full.

use super::profile::Profile;
use super::shingle::{BAND_ROWS, MARK_WORDS, marks, signature};
use crate::rolling::mix;
use rayon::prelude::*;

/// Buckets up to this size give all their pairs; larger ones link each member only to
/// [`CROWD_LINKS`] others, so that a crowd stays linear. A first choice, not yet varied.
const CROWD: usize = 24;
/// Links of a member of a crowded bucket to those next to it, in canonical order.
const CROWD_LINKS: usize = 4;
/// A shared run, or several runs in one place, of so many words makes a pair worth comparing.
/// Below it no relation can follow (see `relation`).
const RUN_WORDS: usize = 9;
/// So many shared marks make a pair worth comparing even where every run is short.
const SHORT_RUNS: usize = 3;

/// Pairs `(a, b)` with `a < b` that may share passages, sorted, each once.
pub(super) fn pairs(profiles: &[&Profile], places: &[Place]) -> Vec<(u32, u32)> {
    let mut out = similar(profiles);
    out.extend(sharing(profiles, places));
    out.par_sort_unstable();
    out.dedup();
    out
}

/// Pairs whose signatures agree in a band: locality-sensitive hashing (Indyk and Motwani,
/// "Approximate Nearest Neighbors", 1998) over MinHash (Broder, "On the Resemblance and
/// Containment of Documents", 1997).
fn similar(profiles: &[&Profile]) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u64, u32)> = profiles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(i, p)| bands(p).into_iter().map(move |key| (key, i as u32)))
        .collect();
    entries.par_sort_unstable();
    let mut out = Vec::new();
    for bucket in entries.chunk_by(|x, y| x.0 == y.0) {
        links(bucket.len(), |x, y| out.push((bucket[x].1, bucket[y].1)));
    }
    out
}

/// The bands of a text's signature: texts that have one in common are compared. None for a text without a shingle.
pub(super) fn bands(profile: &Profile) -> Vec<u64> {
    let slots = signature(profile);
    let band = |(band, rows): (usize, &[u32])| {
        rows.iter()
            .fold(band as u64, |key, row| mix(key ^ (u64::from(*row) << 8)))
    };
    let rows = slots
        .iter()
        .flat_map(|s| s.chunks_exact(BAND_ROWS).enumerate());
    rows.map(band).collect()
}

/// A place that holds a mark.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) mark: u64,
    pub(super) article: u32,
    /// First word of the mark in its text.
    pub(super) at: u32,
}

/// Where every mark stands: sorted by mark and article, each article once a mark.
pub(super) fn places(profiles: &[&Profile]) -> Vec<Place> {
    let mut places: Vec<Place> = profiles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(i, p)| {
            marks(p).into_iter().map(move |(mark, at)| Place {
                mark,
                article: i as u32,
                at,
            })
        })
        .collect();
    places.par_sort_unstable();
    places.dedup_by_key(|p| (p.mark, p.article));
    places
}

/// Pairs that share a rare passage that is no formula.
fn sharing(profiles: &[&Profile], places: &[Place]) -> Vec<(u32, u32)> {
    let mut runs = Vec::new();
    for bucket in places.chunk_by(|x, y| x.mark == y.mark) {
        links(bucket.len(), |x, y| {
            let (x, y) = (bucket[x], bucket[y]);
            let a = &profiles[x.article as usize];
            let b = &profiles[y.article as usize];
            let run = run(a, x.at as usize, b, y.at as usize);
            runs.push((x.article, y.article, run));
        });
    }
    runs.par_sort_unstable();
    runs.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1))
        .filter(|hits| {
            let (a, b, _) = hits[0];
            let scale = profiles[a as usize].scale.max(profiles[b as usize].scale);
            let longest = hits.iter().map(|h| h.2).max().unwrap_or(0) as usize;
            hits.len() >= SHORT_RUNS || longest >= RUN_WORDS * scale
        })
        .map(|hits| (hits[0].0, hits[0].1))
        .collect()
}

/// Calls `link` for the pairs of a bucket, lesser index first: all of a small one; of a crowd
/// each with the first and with the next few, so that it stays connected and linear.
fn links(size: usize, mut link: impl FnMut(usize, usize)) {
    for x in 0..size {
        let reach = if size <= CROWD { size } else { CROWD_LINKS };
        if size > CROWD && x > 0 {
            link(0, x);
        }
        for y in (x + 1)..(x + 1 + reach).min(size) {
            if size <= CROWD || x > 0 {
                link(x, y);
            }
        }
    }
}

/// Words of the shared run around two places, stopping at [`RUN_WORDS`] to each side.
fn run(a: &Profile, at: usize, b: &Profile, bt: usize) -> u16 {
    let same = |i: usize, j: usize| match (a.words.get(i), b.words.get(j)) {
        (Some(x), Some(y)) => x.hash == y.hash,
        _ => false,
    };
    let most = RUN_WORDS * a.scale.max(1);
    let ahead = (0..most + MARK_WORDS)
        .take_while(|&k| same(at + k, bt + k))
        .count();
    let behind = (1..=most.min(at).min(bt))
        .take_while(|&k| same(at - k, bt - k))
        .count();
    (ahead + behind) as u16
}
