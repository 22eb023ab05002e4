//! Which quotations render one utterance?
//!
//! Candidates share a speaker and a rare word, or a stretch of words; a pair is judged on its
//! alignment; a quotation joins the fullest rendering that it agrees with (`lead`), never a chain of
//! neighbours.

use super::alike::Alike;
use super::lead::{Links, lead};
use super::near::Near;
use super::rendering::Rendering;
use super::token::{Token, Wording};
use super::translation::Foreign;
use super::who::Who;
use crate::{Article, Reuse};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Rarest words by which a quotation looks for others of its speaker.
const ROUTES: usize = 8;
/// A word in more quotations of one speaker than this finds only the nearest of them.
const POSTINGS_MAX: usize = 200;
/// Quotations with one stretch of words, beyond which the stretch is a formula.
const STRETCH_MAX: usize = 40;
/// Words of a stretch that finds quotations of other or unknown speakers.
const STRETCH_TOKENS: usize = 5;
/// The same of words in marks, by their stems, where two of them tell something.
const MARKED_TOKENS: usize = 3;
/// Weight of such a stretch: two content words.
const MARKED_WEIGHT: u32 = 20;
/// Words of all that one rendering is judged with, those of the same words counted once: a bound on hostile input.
pub(super) const NEAR_TOKENS: usize = 8_000;
/// Pairs from which on those that were found again are taken out on the way.
const PAIRS_MIN: usize = 100_000;
/// Parts in which stretches are looked at, one after another, so that those of one part are in memory.
const STRETCH_PARTS: u64 = 8;
/// Share of the lighter wording's content words that a candidate must have, in percent: a
/// candidate below it is not aligned. Judged, not counted.
const SHARED_PERCENT: u32 = 30;

/// Two renderings, by their places, the first first. Hostile piles have millions.
pub(super) type Pair = (u32, u32);

/// Groups of renderings of one utterance, each ascending, in order of their first.
pub(super) fn link(
    renderings: &[Rendering],
    articles: &[Article],
    reuse: &Reuse,
    foreign: &[Foreign],
) -> Vec<Vec<usize>> {
    let alike = Alike::of(renderings);
    let near = near(renderings, &alike);
    lead(Links::new(
        renderings, articles, reuse, foreign, near, alike,
    ))
}

/// Which are to be judged with which.
pub(super) fn near(renderings: &[Rendering], alike: &Alike) -> Near {
    let mut pairs = within_speakers(renderings, alike);
    pairs.extend(across_speakers(renderings, alike));
    pairs.par_sort_unstable_by_key(in_one);
    pairs.dedup();
    let near = Near::of(&pairs, renderings.len());
    let contents: Vec<Content> = renderings.iter().map(|_| Content::new()).collect();
    let all = (0..renderings.len()).into_par_iter();
    let likest: Vec<_> = all
        .map(|i| likest(i, &near, renderings, &alike.words, &contents))
        .collect();
    if likest.iter().all(Option::is_none) {
        return near;
    }
    let keeps = |of: u32, other: u32| {
        let likest = likest[of as usize].as_ref();
        likest.is_none_or(|list| list.binary_search(&other).is_ok())
    };
    pairs.retain(|&(a, b)| keeps(a, b) || keeps(b, a));
    Near::of(&pairs, renderings.len())
}

/// See [`content`]; made when it is first asked for.
type Content = OnceLock<Vec<(u64, u32)>>;

/// Of those near a rendering the likest, ascending, where all of them have too many words to be judged.
fn likest(
    i: usize,
    near: &Near,
    renderings: &[Rendering],
    alike: &[u32],
    contents: &[Content],
) -> Option<Vec<u32>> {
    let wording = |i: u32| &renderings[i as usize].wording;
    let list = near.list(i);
    let words: usize = list.iter().map(|other| wording(*other).tokens.len()).sum();
    if words <= NEAR_TOKENS {
        return None;
    }
    let content = |i: u32| contents[i as usize].get_or_init(|| content(wording(i)));
    let own = content(i as u32);
    let likeness = |other: &u32| {
        let content = content(*other);
        let all = total(own).min(total(content)).max(1);
        let share = 100 * shared(own, content) / all;
        let others_words = alike[*other as usize] != alike[i];
        let weight = wording(*other).weight;
        (others_words, Reverse(share), Reverse(weight), *other)
    };
    let mut ranked: Vec<_> = list.iter().map(likeness).collect();
    ranked.sort_unstable();
    let mut seen = FxHashSet::default();
    let mut words = 0;
    let mut kept: Vec<u32> = (ranked.into_iter().map(|(.., other)| other))
        .take_while(|other| {
            // The same words again cost nothing.
            if seen.insert(alike[*other as usize]) {
                words += wording(*other).tokens.len();
            }
            words <= NEAR_TOKENS
        })
        .collect();
    kept.sort_unstable();
    Some(kept)
}

/// Candidates of one speaker.
fn within_speakers(renderings: &[Rendering], alike: &Alike) -> Vec<Pair> {
    let mut buckets: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, r) in renderings.iter().enumerate() {
        if r.who != Who::Unknown {
            buckets.entry(r.who.bucket()).or_default().push(i);
        }
    }
    let buckets: Vec<Vec<usize>> = buckets.into_values().filter(|b| b.len() > 1).collect();
    buckets
        .par_iter()
        .flat_map_iter(|bucket| candidates(bucket, renderings, alike))
        .collect()
}

/// Pairs of `bucket` that share a rare word and enough others.
fn candidates(bucket: &[usize], renderings: &[Rendering], alike: &Alike) -> Vec<Pair> {
    let lemmas: Vec<Vec<(u64, u32)>> = bucket
        .iter()
        .map(|i| content(&renderings[*i].wording))
        .collect();
    let mut postings: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, list) in lemmas.iter().enumerate() {
        for (lemma, _) in list {
            postings.entry(*lemma).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    // For whom each was looked at last.
    let mut seen = vec![usize::MAX; bucket.len()];
    for (at, list) in lemmas.iter().enumerate() {
        let mut routes: Vec<(usize, u64)> =
            list.iter().map(|(l, _)| (postings[l].len(), *l)).collect();
        routes.retain(|(count, _)| *count > 1);
        routes.sort_unstable();
        seen[at] = at;
        let routes = routes.iter().take(ROUTES);
        for &other in routes.flat_map(|(_, lemma)| nearest(&postings[lemma], at)) {
            if std::mem::replace(&mut seen[other], at) == at {
                continue;
            }
            let [a, b] = [other.min(at), other.max(at)].map(|i| bucket[i] as u32);
            if alike.may_be_one(renderings, a, b) && share(&lemmas[other], list) {
                pairs.push((a, b));
            }
        }
    }
    pairs.sort_unstable_by_key(in_one);
    pairs.dedup();
    pairs
}

/// A pair as one number, which is sorted in less time.
fn in_one(&(a, b): &Pair) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// The entries of a posting list around `at`, at most [`POSTINGS_MAX`].
fn nearest(postings: &[usize], at: usize) -> &[usize] {
    let here = postings.partition_point(|p| *p < at);
    let from = here.saturating_sub(POSTINGS_MAX / 2);
    let to = (here + POSTINGS_MAX / 2).min(postings.len());
    &postings[from..to]
}

/// Content lemmas with their weights, sorted, each once.
fn content(wording: &Wording) -> Vec<(u64, u32)> {
    let mut lemmas: Vec<(u64, u32)> = wording
        .tokens
        .iter()
        .filter(|t| t.is_content())
        .map(|t| (t.lemma, t.weight))
        .collect();
    lemmas.sort_unstable();
    lemmas.dedup_by_key(|l| l.0);
    lemmas
}

/// Whether two sorted lists share enough to be worth aligning.
fn share(a: &[(u64, u32)], b: &[(u64, u32)]) -> bool {
    let shared = shared(a, b);
    shared > 0 && 100 * shared >= SHARED_PERCENT * total(a).min(total(b))
}

fn total(list: &[(u64, u32)]) -> u32 {
    list.iter().map(|l| l.1).sum()
}

/// Weight of what two sorted lists share.
fn shared(a: &[(u64, u32)], b: &[(u64, u32)]) -> u32 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += a[i].1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// Candidates with the same words under an unknown or another speaker.
fn across_speakers(renderings: &[Rendering], alike: &Alike) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    // Two that share one stretch mostly share others: one pair would fill memory, and its names are compared once.
    let mut room = PAIRS_MIN;
    for part in 0..STRETCH_PARTS {
        for group in stretches(renderings, part).chunk_by(|a, b| a.0 == b.0) {
            if group.len() > STRETCH_MAX {
                continue;
            }
            for (n, &(_, a)) in group.iter().enumerate() {
                for &(_, b) in &group[n + 1..] {
                    if !alike.are_one(a, b) {
                        pairs.push((a, b));
                    }
                }
            }
            if pairs.len() > room {
                pairs.par_sort_unstable_by_key(in_one);
                pairs.dedup();
                room = PAIRS_MIN.max(2 * pairs.len());
            }
        }
    }
    pairs.par_sort_unstable_by_key(in_one);
    pairs.dedup();
    pairs.retain(|&(a, b)| !alike.may_be_one(renderings, a, b));
    pairs
}

/// The stretches whose hashes are of one of [`STRETCH_PARTS`], each with who has it, sorted.
fn stretches(renderings: &[Rendering], part: u64) -> Vec<(u64, u32)> {
    let all = renderings.par_iter().enumerate();
    let mut stretches: Vec<(u64, u32)> = all
        .flat_map_iter(|(i, r)| {
            let words = r.wording.tokens.windows(STRETCH_TOKENS);
            let long = words.map(|w| stretch(w, |t| t.key));
            let marked = r.wording.tokens.windows(MARKED_TOKENS);
            let telling = |w: &&[Token]| {
                let weight: u32 = w.iter().map(|t| t.weight).sum();
                weight >= MARKED_WEIGHT && w.iter().any(|t| t.is.quoted)
            };
            let short = marked.filter(telling).map(|w| stretch(w, |t| t.lemma));
            let here = long.chain(short).filter(move |h| h % STRETCH_PARTS == part);
            here.map(move |hash| (hash, i as u32))
        })
        .collect();
    stretches.par_sort_unstable();
    stretches.dedup();
    stretches
}

/// Hash of a stretch of words; stretches of two lengths never share one.
fn stretch(words: &[Token], of: fn(&Token) -> u64) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| {
        hash.rotate_left(9).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ of(word)
    })
}
