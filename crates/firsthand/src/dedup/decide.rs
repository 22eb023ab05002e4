//! One after another, the best first: is this in one that is already kept?
//!
//! Candidates are the kept texts that share an anchor, one hash of an eighth of the sample. A text of
//! which half stands in another of its length shares some twelve of its anchors, and none with a
//! probability of 2⁻²⁴; in one of four times its length three, and none with one of 0.05.

use super::sketch::Sketches;
use super::{Config, Keep, Reason, Verdict};
use rayon::prelude::*;
use std::cmp::Reverse;

/// An anchor lists the first so many kept texts that have it. What stands in more is an outlet's
/// formula, and the rest of a text finds its copy. A first choice.
const LISTED_MAX: usize = 32;
/// A text is compared with the so many kept ones that share most anchors.
const COMPARED_MAX: usize = 32;

/// Decides on every text. The same for any order of the texts and any number of threads.
pub fn decide(texts: &Sketches, config: &Config) -> Vec<Verdict> {
    let order = order(texts, config.keep);
    let shared = Shared::of(texts, &order);
    let twins = twins(texts, &order);
    let mut lists = shared.lists();
    let mut met: Vec<u32> = Vec::new();
    let mut verdicts: Vec<Verdict> = (0..texts.len()).map(alone).collect();
    for (rank, &text) in order.iter().enumerate() {
        let text = text as usize;
        if texts.words(text) == 0 {
            verdicts[text].reason = Reason::Wordless;
            continue;
        }
        let twin = twins[rank];
        if (twin as usize) < rank {
            verdicts[text] = as_twin(
                texts,
                text,
                &verdicts,
                order[twin as usize] as usize,
                config,
            );
        } else {
            met.clear();
            for anchor in shared.of_rank(rank as u32) {
                met.extend_from_slice(lists.of(anchor));
            }
            let candidates = candidates(&mut met);
            let compared = candidates
                .iter()
                .filter_map(|c| texts.compare(text, order[*c as usize] as usize, config.threshold));
            let best = compared.reduce(|a, b| if b.containment > a.containment { b } else { a });
            if let Some(best) = best {
                verdicts[text] = best;
            }
        }
        if verdicts[text].keeps(text) {
            shared
                .of_rank(rank as u32)
                .for_each(|anchor| lists.add(anchor, rank as u32));
        } else {
            let kept = verdicts[text].kept;
            verdicts[kept].reason = Reason::First;
        }
    }
    verdicts
}

fn alone(text: usize) -> Verdict {
    Verdict {
        kept: text,
        reason: Reason::Alone,
        containment: 1.0,
    }
}

/// A text of the same words as one before shares its fate.
fn as_twin(
    texts: &Sketches,
    text: usize,
    verdicts: &[Verdict],
    twin: usize,
    config: &Config,
) -> Verdict {
    let kept = verdicts[twin].kept;
    let compared = texts.compare(text, kept, config.threshold);
    compared.unwrap_or(verdicts[twin])
}

/// The texts, the one to keep first. Texts of the same words stand together unless dates or
/// fields part them.
fn order(texts: &Sketches, keep: Keep) -> Vec<u32> {
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    order.par_sort_by_cached_key(|&text| {
        let t = text as usize;
        let facts = texts.facts(t);
        let day = (facts.published.is_none(), facts.published);
        let fields = Reverse(facts.fields);
        let size = (Reverse(texts.words(t)), texts.whole(t));
        let first = match keep {
            Keep::Longest => ((false, None), Reverse(0)),
            Keep::Earliest => (day, Reverse(0)),
            Keep::Best => ((false, None), fields),
        };
        (first, size, fields, day, facts.tie, text)
    });
    order
}

/// For each rank the first rank of the same words.
fn twins(texts: &Sketches, order: &[u32]) -> Vec<u32> {
    let mut by_words: Vec<(u64, u32)> = order
        .iter()
        .enumerate()
        .map(|(rank, text)| (texts.whole(*text as usize), rank as u32))
        .collect();
    by_words.par_sort_unstable();
    let mut twins = vec![0; order.len()];
    for same in by_words.chunk_by(|a, b| a.0 == b.0) {
        for (_, rank) in same {
            twins[*rank as usize] = same[0].1;
        }
    }
    twins
}

/// The anchors that several texts have, numbered; others find nothing.
struct Shared {
    /// Rank of a text and number of an anchor, sorted.
    of_texts: Vec<(u32, u32)>,
    /// Where the pairs of each rank begin.
    starts: Vec<u32>,
    /// For each anchor how many texts have it, up to the most that are listed.
    counts: Vec<u8>,
}

impl Shared {
    fn of(texts: &Sketches, order: &[u32]) -> Shared {
        let of = |text: &u32| texts.anchors(*text as usize);
        let mut anchors = Vec::with_capacity(order.iter().map(|t| of(t).len()).sum());
        for (rank, text) in order.iter().enumerate() {
            anchors.extend(of(text).iter().map(|a| (*a, rank as u32)));
        }
        anchors.par_sort_unstable();
        let mut counts = Vec::new();
        let (mut from, mut kept) = (0, 0);
        while from < anchors.len() {
            let anchor = anchors[from].0;
            let run = anchors[from..].partition_point(|a| a.0 == anchor);
            if run > 1 {
                for i in from..from + run {
                    anchors[kept] = (anchors[i].1, counts.len() as u32);
                    kept += 1;
                }
                counts.push(run.min(LISTED_MAX) as u8);
            }
            from += run;
        }
        anchors.truncate(kept);
        anchors.shrink_to_fit();
        anchors.par_sort_unstable();
        let mut starts = vec![0u32; order.len() + 1];
        for (rank, _) in &anchors {
            starts[*rank as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Shared {
            of_texts: anchors,
            starts,
            counts,
        }
    }

    fn of_rank(&self, rank: u32) -> impl Iterator<Item = u32> + '_ {
        let (from, to) = (self.starts[rank as usize], self.starts[rank as usize + 1]);
        self.of_texts[from as usize..to as usize]
            .iter()
            .map(|a| a.1)
    }

    fn lists(&self) -> Lists {
        let mut ends = Vec::with_capacity(self.counts.len());
        let mut end = 0u32;
        for n in &self.counts {
            ends.push(end);
            end += u32::from(*n);
        }
        Lists {
            starts: ends.clone(),
            ends,
            ranks: vec![0; end as usize],
        }
    }
}

/// The kept texts of each anchor, in order of rank.
struct Lists {
    starts: Vec<u32>,
    ends: Vec<u32>,
    ranks: Vec<u32>,
}

impl Lists {
    fn of(&self, anchor: u32) -> &[u32] {
        let anchor = anchor as usize;
        &self.ranks[self.starts[anchor] as usize..self.ends[anchor] as usize]
    }

    /// Adds a rank while there is room.
    fn add(&mut self, anchor: u32, rank: u32) {
        let anchor = anchor as usize;
        let next = self
            .starts
            .get(anchor + 1)
            .map_or(self.ranks.len(), |s| *s as usize);
        let end = &mut self.ends[anchor];
        if (*end as usize) < next {
            self.ranks[*end as usize] = rank;
            *end += 1;
        }
    }
}

/// The ranks that were met most often, each once; the lower first among equals.
fn candidates(met: &mut [u32]) -> Vec<u32> {
    met.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, u32)> = met
        .chunk_by(|a, b| a == b)
        .map(|same| (Reverse(same.len()), same[0]))
        .collect();
    counted.sort_unstable();
    counted.truncate(COMPARED_MAX);
    counted.into_iter().map(|c| c.1).collect()
}
