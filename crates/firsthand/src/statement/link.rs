//! Which quotations render one utterance?
//!
//! Candidates share a speaker and a rare word, or a stretch of words; each pair is judged on its
//! alignment; a quotation joins the fullest rendering that it agrees with, never a chain of
//! neighbours. Leader clustering after Hartigan, "Clustering Algorithms" (1975), ch. 3, with the
//! fullest first, so that a leader holds what its followers cut from it.

use super::judge::{Ground, Judge, Verdict};
use super::occasion::Meeting;
use super::rendering::Rendering;
use super::token::{Token, Wording};
use super::translation::Foreign;
use super::who::Who;
use crate::reuse::Relation;
use crate::{Article, ArticleIx, Reuse};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

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
/// Parts in which stretches are looked at, one after another, so that those of one part are in memory.
const STRETCH_PARTS: u64 = 8;
/// Share of the lighter wording's content words that a candidate must have, in percent: a
/// candidate below it is not aligned. Judged, not counted.
const SHARED_PERCENT: u32 = 30;

/// Pairs of quotations that two articles render alike, from which on they report one occasion.
const SUPPORT: usize = 2;

/// A pair that agrees in words. Hostile piles have millions: it holds no more than is asked of it.
#[derive(Clone, Copy, Debug)]
struct Link {
    a: u32,
    b: u32,
    verdict: Verdict,
}

impl Link {
    /// The two renderings.
    fn ends(&self) -> (usize, usize) {
        (self.a as usize, self.b as usize)
    }
}

/// Groups of renderings of one utterance, each ascending, in order of their first.
pub(super) fn link(
    renderings: &[Rendering],
    articles: &[Article],
    reuse: &Reuse,
    foreign: &[Foreign],
) -> Vec<Vec<usize>> {
    let mut links = within_speakers(renderings, foreign);
    links.extend(across_speakers(renderings, articles));
    let support = support(renderings, &links);
    links.retain(|l| stands(l, renderings, reuse, &support));
    lead(renderings, &links)
}

/// Judges candidates of one speaker.
fn within_speakers(renderings: &[Rendering], foreign: &[Foreign]) -> Vec<Link> {
    let mut buckets: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, r) in renderings.iter().enumerate() {
        if r.who != Who::Unknown {
            buckets.entry(r.who.bucket()).or_default().push(i);
        }
    }
    let buckets: Vec<Vec<usize>> = buckets.into_values().filter(|b| b.len() > 1).collect();
    let mut pairs: Vec<(u32, u32)> = buckets
        .par_iter()
        .flat_map_iter(|bucket| candidates(bucket, renderings))
        .collect();
    // Most of a pile are copies, whose words are judged once. All that are judged beside one stand together,
    // in the order of their words.
    let (first, rank) = (alike(renderings), ranks(renderings));
    let words = |&(a, b): &(u32, u32)| (first[b as usize], rank[a as usize], first[a as usize]);
    pairs.par_sort_unstable_by_key(|pair| (words(pair), *pair));
    let of = |i: u32| &renderings[i as usize];
    pairs
        .par_chunk_by(|x, y| words(x).0 == words(y).0)
        .map_init(Judge::default, |judge, beside_one| {
            let mut links = Vec::new();
            for alike in beside_one.chunk_by(|x, y| words(x) == words(y)) {
                let Some((ground, like)) = judge.within(of(alike[0].0), of(alike[0].1)) else {
                    continue;
                };
                let verdict = Verdict::of(ground == Ground::Words, &like);
                let foreign = |i: u32| &foreign[of(i).article];
                let stands = |&&(a, b): &&(u32, u32)| {
                    ground != Ground::Translation || foreign(a).both(foreign(b))
                };
                let alike = alike.iter().filter(stands);
                links.extend(alike.map(|&(a, b)| Link { a, b, verdict }));
            }
            links
        })
        .flatten_iter()
        .collect()
}

/// The place of each rendering in the order of their words: those that begin alike are neighbours.
fn ranks(renderings: &[Rendering]) -> Vec<u32> {
    let words = |i: &u32| renderings[*i as usize].wording.tokens.iter().map(|t| t.key);
    let mut order: Vec<u32> = (0..renderings.len() as u32).collect();
    order.par_sort_unstable_by(|i, j| words(i).cmp(words(j)).then(i.cmp(j)));
    let mut ranks = vec![0; order.len()];
    for (rank, i) in (0..).zip(order) {
        ranks[i as usize] = rank;
    }
    ranks
}

/// For each rendering the first that [`Judge::within`] cannot tell from it.
fn alike(renderings: &[Rendering]) -> Vec<usize> {
    let mut firsts: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut alike = Vec::with_capacity(renderings.len());
    for (at, r) in renderings.iter().enumerate() {
        let mut hasher = FxHasher::default();
        let words = r.wording.tokens.iter();
        words.for_each(|t| (t.key, t.is).hash(&mut hasher));
        let firsts = firsts.entry(hasher.finish()).or_default();
        let same = |first: &&usize| {
            let other = &renderings[**first];
            r.direct == other.direct && r.wording.reads_like(&other.wording)
        };
        let first = firsts.iter().find(same).copied();
        if first.is_none() {
            firsts.push(at);
        }
        alike.push(first.unwrap_or(at));
    }
    alike
}

/// Pairs of `bucket` that share a rare word and enough others.
fn candidates(bucket: &[usize], renderings: &[Rendering]) -> Vec<(u32, u32)> {
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
    for (at, list) in lemmas.iter().enumerate() {
        let mut routes: Vec<(usize, u64)> =
            list.iter().map(|(l, _)| (postings[l].len(), *l)).collect();
        routes.retain(|(count, _)| *count > 1);
        routes.sort_unstable();
        let mut found: Vec<usize> = routes
            .iter()
            .take(ROUTES)
            .flat_map(|(_, lemma)| nearest(&postings[lemma], at))
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        for other in found {
            if other == at {
                continue;
            }
            let (a, b) = (bucket[other.min(at)], bucket[other.max(at)]);
            let one = renderings[a].who.may_be(&renderings[b].who);
            if one && share(&lemmas[other], list) {
                pairs.push((a as u32, b as u32));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
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
    let total = |list: &[(u64, u32)]| list.iter().map(|l| l.1).sum::<u32>();
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
    shared > 0 && 100 * shared >= SHARED_PERCENT * total(a).min(total(b))
}

/// Finds the same words under an unknown or another speaker.
fn across_speakers(renderings: &[Rendering], articles: &[Article]) -> Vec<Link> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for part in 0..STRETCH_PARTS {
        for group in stretches(renderings, part).chunk_by(|a, b| a.0 == b.0) {
            if group.len() > STRETCH_MAX {
                continue;
            }
            for (n, &(_, a)) in group.iter().enumerate() {
                for &(_, b) in &group[n + 1..] {
                    if !renderings[a as usize]
                        .who
                        .may_be(&renderings[b as usize].who)
                    {
                        pairs.push((a, b));
                    }
                }
            }
        }
    }
    let rank = ranks(renderings);
    pairs.par_sort_unstable_by_key(|&(a, b)| (b, rank[a as usize]));
    pairs.dedup();
    let holders = &holders(renderings);
    pairs
        .par_chunk_by(|x, y| x.1 == y.1)
        .map_init(Judge::default, |judge, beside_one| {
            let mut links = Vec::new();
            for &(a, b) in beside_one {
                let [x, y] = [a, b].map(|i| &renderings[i as usize]);
                let marks = !holders[a as usize] && !holders[b as usize];
                if let Some(like) = judge.across(x, y, marks, articles) {
                    let verdict = Verdict::of(true, &like);
                    links.push(Link { a, b, verdict });
                }
            }
            links
        })
        .flatten_iter()
        .collect()
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

/// Which renderings only hold another one: words in marks within them are a direct quotation of their
/// own, whose speaker is known, and join by that.
fn holders(renderings: &[Rendering]) -> Vec<bool> {
    let articles = renderings.chunk_by(|a, b| a.article == b.article);
    let holds = |of: &[Rendering], x: &Rendering| {
        let from = of.partition_point(|r| r.start < x.start);
        let mut within = of[from..].iter().take_while(|r| r.start < x.end);
        !x.direct && within.any(|r| r.direct && r.end <= x.end && r.who != Who::Unknown)
    };
    articles
        .flat_map(|of| of.iter().map(move |x| holds(of, x)))
        .collect()
}

/// Hash of a stretch of words; stretches of two lengths never share one.
fn stretch(words: &[Token], of: fn(&Token) -> u64) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| {
        hash.rotate_left(9).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ of(word)
    })
}

/// How many quotations each pair of articles renders alike, the side with fewer counting.
fn support(renderings: &[Rendering], links: &[Link]) -> FxHashMap<(ArticleIx, ArticleIx), usize> {
    let mut rows: Vec<(u32, u32, u32, u32)> = links
        .iter()
        .map(|l| {
            let of = |i: u32| renderings[i as usize].article as u32;
            let (x, y) = (of(l.a), of(l.b));
            if x <= y {
                (x, y, l.a, l.b)
            } else {
                (y, x, l.b, l.a)
            }
        })
        .filter(|row| row.0 != row.1)
        .collect();
    rows.sort_unstable();
    let mut support = FxHashMap::default();
    for group in rows.chunk_by(|p, q| (p.0, p.1) == (q.0, q.1)) {
        let count = |side: fn(&(u32, u32, u32, u32)) -> u32| {
            let mut of: Vec<u32> = group.iter().map(side).collect();
            of.sort_unstable();
            of.dedup();
            of.len()
        };
        let pair = (group[0].0 as usize, group[0].1 as usize);
        support.insert(pair, count(|r| r.2).min(count(|r| r.3)));
    }
    support
}

/// Whether a link holds once the occasions are looked at.
fn stands(
    link: &Link,
    renderings: &[Rendering],
    reuse: &Reuse,
    support: &FxHashMap<(ArticleIx, ArticleIx), usize>,
) -> bool {
    let (a, b) = link.ends();
    let (x, y) = (&renderings[a], &renderings[b]);
    if x.article == y.article {
        return link.verdict.within;
    }
    let pair = (x.article.min(y.article), x.article.max(y.article));
    if related(pair, reuse) && !x.said.other_hour(&y.said) {
        return true;
    }
    match x.said.meets(&y.said) {
        Meeting::Excluded => false,
        Meeting::Doubtful => link.verdict.very_words,
        Meeting::Open => link.verdict.strong || support.get(&pair).is_some_and(|n| *n >= SUPPORT),
        Meeting::Likely => true,
    }
}

/// Whether the two articles share text.
fn related(pair: (ArticleIx, ArticleIx), reuse: &Reuse) -> bool {
    if reuse.text_of[pair.0] == reuse.text_of[pair.1] {
        return true;
    }
    let found = reuse.pairs.binary_search_by_key(&pair, |p| (p.a, p.b));
    found.is_ok_and(|at| reuse.pairs[at].relation != Relation::Template)
}

/// Lets every quotation, the fullest first, join the leader that it agrees with best, or lead.
fn lead(renderings: &[Rendering], links: &[Link]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..renderings.len()).collect();
    let fullness: Vec<u32> = renderings.iter().map(|r| r.wording.weight()).collect();
    // One whose speaker is unknown never leads one whose speaker is known.
    order.sort_by_key(|i| {
        let known = renderings[*i].who != Who::Unknown;
        let direct = renderings[*i].direct;
        (Reverse((known, fullness[*i], direct)), *i)
    });
    let mut of: Vec<Vec<u32>> = vec![Vec::new(); renderings.len()];
    for (at, link) in links.iter().enumerate() {
        let (a, b) = link.ends();
        of[a].push(at as u32);
        of[b].push(at as u32);
    }
    let mut leader: Vec<Option<usize>> = vec![None; renderings.len()];
    for i in order {
        let best = of[i]
            .iter()
            .map(|at| {
                let link = &links[*at as usize];
                let (a, b) = link.ends();
                (link, a + b - i)
            })
            .filter_map(|(l, other)| Some((l, leader[other]?, leader[other] == Some(other))))
            // Through a follower only where the words are all but its own.
            .filter(|(l, _, leads)| *leads || (l.verdict.strong && l.verdict.whole))
            .max_by_key(|(l, to, leads)| {
                let (a, b) = l.ends();
                let direct = renderings[a].direct && renderings[b].direct;
                (
                    l.verdict.strong,
                    direct,
                    l.verdict.matched,
                    *leads,
                    Reverse(*to),
                )
            });
        leader[i] = Some(best.map_or(i, |(_, to, _)| to));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, to) in leader.iter().enumerate() {
        groups.entry(to.unwrap_or(i)).or_default().push(i);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_unstable_by_key(|g| g[0]);
    groups
}
