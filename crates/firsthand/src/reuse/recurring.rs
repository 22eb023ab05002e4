//! Which passages does an outlet print again and again, whatever the article is about? They are
//! its formula even where no list knows them, and count as no reuse.

use super::candidate::Place;
use super::profile::{FORMULA, NAME, Profile};
use super::shingle::MARK_WORDS;
use super::standing::Standing;
use rayon::prelude::*;

/// A passage must stand in so many articles of different words to recur. A first choice: an
/// outlet's sign-up lines stand in far more, the paragraphs of a running story in fewer.
const RECURS_ARTICLES: usize = 6;
/// A passage is one outlet's when it prints so much of its occurrences.
const OUTLET_SHARE: f64 = 0.8;
/// A story is followed up for days; furniture stays for longer. One outlet's passage is formula
/// when it recurs over at least so many days.
const RECURS_DAYS: i32 = 14;
/// Articles about different things share less than this of the names that they do not share
/// anyway: the gva pairs of one event have 0.2 to 1, with a median of 0.5.
const KIN_SHARE: f64 = 0.2;
/// Kinship is judged on articles with so many names of their own.
const KIN_NAMES: usize = 5;
/// Kinship is sampled on so many neighbouring pairs of a passage.
const KIN_PAIRS: usize = 8;
/// A formula is a run of so many words; shorter ones are idioms, and breaking real passages at
/// every idiom would lose them.
const FORMULA_WORDS: usize = 10;
/// Marks leave gaps of up to so many words in a passage that is the same throughout.
const BRIDGE_WORDS: usize = 3;
/// An article of which more would be formula is a copy or a version of others, not furniture.
const FORMULA_SHARE: f64 = 0.5;

/// Flags the words of recurring passages as formula. `places` are sorted by mark, each article
/// once a mark.
pub(super) fn flag(profiles: &mut [&mut Profile], standings: &[&Standing], places: &[Place]) {
    let names: Vec<Vec<u32>> = profiles.par_iter().map(|p| names(p)).collect();
    let buckets: Vec<&[Place]> = places
        .chunk_by(|x, y| x.mark == y.mark)
        .filter(|b| b.len() >= RECURS_ARTICLES)
        .collect();
    let mut found: Vec<(u32, u32)> = buckets
        .par_iter()
        .filter(|bucket| is_formula(bucket, standings, &names))
        .flat_map_iter(|bucket| bucket.iter().map(|p| (p.article, p.at)))
        .collect();
    found.par_sort_unstable();
    for of_article in found.chunk_by(|x, y| x.0 == y.0) {
        let profile = &mut *profiles[of_article[0].0 as usize];
        let runs = runs(of_article, profile.scale);
        let words: usize = runs.iter().map(|(from, to)| to - from).sum();
        if words as f64 > FORMULA_SHARE * profile.words.len() as f64 {
            continue;
        }
        for (from, to) in runs {
            for word in &mut profile.words[from..to] {
                word.flags |= FORMULA;
            }
        }
    }
}

/// Whether the articles that share a mark share it as furniture.
fn is_formula(bucket: &[Place], standings: &[&Standing], names: &[Vec<u32>]) -> bool {
    let of_one_outlet = outlet_share(bucket, standings) >= OUTLET_SHARE;
    if of_one_outlet && days(bucket, standings) >= RECURS_DAYS {
        return true;
    }
    let step = (bucket.len() / KIN_PAIRS).max(1);
    let (mut judged, mut strangers) = (0usize, 0usize);
    for pair in bucket.windows(2).step_by(step) {
        let (a, b) = (
            &names[pair[0].article as usize],
            &names[pair[1].article as usize],
        );
        let poorer = a.len().min(b.len());
        if poorer >= KIN_NAMES {
            let both = a.iter().filter(|n| b.binary_search(n).is_ok()).count();
            judged += 1;
            strangers += usize::from((both as f64) < KIN_SHARE * poorer as f64);
        }
    }
    judged >= RECURS_ARTICLES / 2 && strangers * 2 > judged
}

/// The largest share of one known outlet among the articles.
fn outlet_share(bucket: &[Place], standings: &[&Standing]) -> f64 {
    let mut hosts: Vec<&str> = bucket
        .iter()
        .map(|p| standings[p.article as usize].host.as_str())
        .filter(|h| !h.is_empty())
        .collect();
    hosts.sort_unstable();
    let most = hosts.chunk_by(|x, y| x == y).map(<[_]>::len).max();
    most.unwrap_or(0) as f64 / bucket.len() as f64
}

/// Days from the first to the last of the articles that are dated to the day.
fn days(bucket: &[Place], standings: &[&Standing]) -> i32 {
    let days = || {
        let exact = |p: &Place| standings[p.article as usize].when.exact();
        bucket.iter().filter_map(exact)
    };
    match (days().min(), days().max()) {
        (Some(first), Some(last)) => (last - first).get_days(),
        _ => 0,
    }
}

/// The different names and figures of a text, ascending.
fn names(profile: &Profile) -> Vec<u32> {
    let named = profile
        .words
        .iter()
        .filter(|w| w.has(NAME) && !w.has(FORMULA));
    let mut names: Vec<u32> = named.map(|w| w.hash).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Marks that follow each other closely, as runs of words `from..to` of [`FORMULA_WORDS`] on.
fn runs(marks: &[(u32, u32)], scale: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, at) in marks {
        let (from, to) = (*at as usize, *at as usize + MARK_WORDS * scale);
        match out.last_mut() {
            Some(last) if from <= last.1 + BRIDGE_WORDS * scale => last.1 = to,
            _ => out.push((from, to)),
        }
    }
    out.retain(|(from, to)| to - from >= FORMULA_WORDS * scale);
    out
}
