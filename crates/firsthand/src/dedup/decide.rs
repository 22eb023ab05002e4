//! One after another, the best first: is this in one that is already kept?
//!
//! Candidates are the kept texts that share an anchor, one hash of an eighth of the sample. A text of
//! which half stands in another of its length shares some twelve of its anchors, and none with a
//! probability of 2⁻²⁴; in one of four times its length three, and none with one of 0.05. One shared anchor
//! alone is not enough where more are to be expected ([`Probe::compare`]).

use super::sketch::{Probe, Sketch, Sketches};
use super::{Config, Keep, NUMBERLESS, Reason, Verdict, Verdicts};
use rayon::prelude::*;
use std::cmp::Reverse;

/// An anchor lists the first so many kept texts that have it. What stands in more is an outlet's
/// formula, and the rest of a text finds its copy. A first choice.
pub const LISTED_MAX: usize = 32;
/// A text is compared with the so many kept ones that share most anchors.
const COMPARED_MAX: usize = 32;

/// So many texts are compared at once, on all threads, with what is kept before the first of them;
/// then they are decided on one after another, and compared with what was kept since.
const AT_ONCE: usize = 512;

/// What was kept before some texts, and goes before all of them.
pub trait Before {
    /// How many texts were kept; their numbers are those below.
    fn kept(&self) -> u32;

    /// What became of a text of the same words as `text`.
    fn twin(&mut self, text: usize) -> Option<Verdict>;

    /// Adds the numbers that the anchors of `text` list, one for each anchor.
    fn met(&mut self, text: usize, numbers: &mut Vec<u32>);

    /// How many numbers an anchor lists. Asked for ascending anchors.
    fn listed(&mut self, anchor: u32) -> usize;

    /// What is held of a kept text; `None` where it cannot be had.
    fn sketch(&mut self, number: u32) -> Option<Sketch<'_>>;
}

/// Nothing was kept before.
impl Before for () {
    fn kept(&self) -> u32 {
        0
    }

    fn twin(&mut self, _: usize) -> Option<Verdict> {
        None
    }

    fn met(&mut self, _: usize, _: &mut Vec<u32>) {}

    fn listed(&mut self, _: u32) -> usize {
        0
    }

    fn sketch(&mut self, _: u32) -> Option<Sketch<'_>> {
        None
    }
}

/// Decides on every text. The same for any order of the texts and any number of threads.
pub fn decide(texts: &Sketches, config: &Config) -> Verdicts {
    decide_after(texts, config, &mut ())
}

/// Decides on every text as [`decide`] would if those of `before` were among them and went first.
/// Where texts come in the order of preference, one part after another, the verdicts are the same
/// for any parting.
pub fn decide_after(
    texts: &Sketches,
    config: &Config,
    before: &mut (impl Before + Send),
) -> Verdicts {
    // On one of the threads that share the work: to hand it over from another one takes a while,
    // and it is done a thousand times.
    rayon::join(|| one_by_one(texts, config, before), || ()).0
}

fn one_by_one(texts: &Sketches, config: &Config, before: &mut impl Before) -> Verdicts {
    let order = order(texts, config.keep);
    let (shared, twins) = rayon::join(|| Shared::of(texts, &order), || twins(texts, &order));
    let mut lists = shared.lists(before);
    let mut met: Vec<u32> = Vec::new();
    let first = before.kept();
    let mut verdicts = Verdicts {
        of: vec![WORDLESS; texts.len()],
        first,
        kept: Vec::new(),
    };
    let mut ahead = Vec::new();
    for (rank, &text) in order.iter().enumerate() {
        if rank % AT_ONCE == 0 {
            let ranks = rank..order.len().min(rank + AT_ONCE);
            let of = ranks.into_par_iter().map_init(Vec::new, |met, rank| {
                met.clear();
                if twins[rank] as usize == rank {
                    let anchors = shared.of_rank(rank);
                    anchors.for_each(|anchor| met.extend_from_slice(lists.of(anchor)));
                }
                let own =
                    |number: u32| texts.get(verdicts.kept[(number - first) as usize] as usize);
                compared(texts.get(order[rank] as usize), met, own, config)
            });
            ahead = of.collect();
        }
        let text = text as usize;
        let sketch = texts.get(text);
        if sketch.words == 0 {
            continue;
        }
        let twin = twins[rank];
        let twin = match (twin as usize) < rank {
            true => Some(verdicts.of[order[twin as usize] as usize]),
            false => before.twin(text),
        };
        let dropped = match twin {
            Some(twin) => Some(as_twin(twin)),
            None => {
                met.clear();
                before.met(text, &mut met);
                for anchor in shared.of_rank(rank) {
                    met.extend_from_slice(lists.of(anchor));
                }
                let ahead = &ahead[rank % AT_ONCE];
                best(
                    texts,
                    sketch,
                    &mut met,
                    (&verdicts.kept, ahead),
                    config,
                    before,
                )
            }
        };
        match dropped {
            Some(verdict) => {
                verdicts.of[text] = verdict;
                if let Some(kept) = verdicts.kept_for(text) {
                    verdicts.of[kept].reason = Reason::First;
                }
            }
            None => {
                let number = first + verdicts.kept.len() as u32;
                verdicts.kept.push(text as u32);
                verdicts.of[text] = Verdict {
                    kept: number,
                    reason: Reason::Alone,
                    containment: 1.0,
                };
                shared
                    .of_rank(rank)
                    .for_each(|anchor| lists.add(anchor, number));
            }
        }
    }
    verdicts
}

/// What becomes of a text without words; of every text until more is known.
const WORDLESS: Verdict = Verdict {
    kept: NUMBERLESS,
    reason: Reason::Wordless,
    containment: 1.0,
};

/// A text of the same words as one before shares its fate.
fn as_twin(twin: Verdict) -> Verdict {
    match twin.reason.keeps() {
        true => Verdict {
            reason: Reason::Same,
            ..twin
        },
        false => twin,
    }
}

/// What was found of a text before its turn.
struct Ahead {
    /// How many numbers its anchors listed.
    met: usize,
    /// The candidates among them, and what comparing the text with each came to.
    compared: Vec<(u32, Option<(Reason, f32)>)>,
}

/// Compares a text with those that were `met`.
fn compared<'s>(
    sketch: Sketch,
    met: &mut [u32],
    kept: impl Fn(u32) -> Sketch<'s>,
    config: &Config,
) -> Ahead {
    let mut probe = Probe::of(sketch);
    let compared = candidates(met).into_iter().map(|(number, shared)| {
        let compared = probe.compare(&kept(number), shared, config.threshold);
        (number, compared)
    });
    Ahead {
        compared: compared.collect(),
        met: met.len(),
    }
}

/// The kept text, of those that were `met`, for which most of a text is dropped. `kept` are the
/// texts that were kept after those of `before`.
fn best(
    texts: &Sketches,
    sketch: Sketch,
    met: &mut [u32],
    (kept, ahead): (&[u32], &Ahead),
    config: &Config,
    before: &mut impl Before,
) -> Option<Verdict> {
    let first = before.kept();
    if met.is_empty() {
        return None;
    }
    let mut best: Option<Verdict> = None;
    let mut found = |number, compared: Option<(Reason, f32)>| {
        if let Some((reason, containment)) = compared
            && best.is_none_or(|b| containment > b.containment)
        {
            best = Some(Verdict {
                kept: number,
                reason,
                containment,
            });
        }
    };
    // Lists only grow, so where no more was met it is the same that was.
    if met.len() == ahead.met {
        ahead
            .compared
            .iter()
            .for_each(|(n, known)| found(*n, *known));
        return best;
    }
    let mut probe = Probe::of(sketch);
    let mut compare = |kept: &Sketch, shared| probe.compare(kept, shared, config.threshold);
    for (number, shared) in candidates(met) {
        let known = ahead.compared.iter().find(|known| known.0 == number);
        let compared = match (known, number.checked_sub(first)) {
            (Some(known), _) => known.1,
            (None, Some(own)) => compare(&texts.get(kept[own as usize] as usize), shared),
            (None, None) => before
                .sketch(number)
                .and_then(|kept| compare(&kept, shared)),
        };
        found(number, compared);
    }
    best
}

/// The texts, the one to keep first.
fn order(texts: &Sketches, keep: Keep) -> Vec<u32> {
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    order.par_sort_by_cached_key(|&text| (texts.get(text as usize).preference(keep), text));
    order
}

/// For each rank the first rank of the same words.
fn twins(texts: &Sketches, order: &[u32]) -> Vec<u32> {
    let mut by_words: Vec<(u64, u32)> = order
        .iter()
        .enumerate()
        .map(|(rank, text)| (texts.get(*text as usize).whole, rank as u32))
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

/// A set of anchors, and of some more: an anchor is told by the last bits of its hash (Bloom 1970,
/// with one hash function).
struct Bits(Vec<u64>);

/// Bits of such a set for each anchor: an eighth of the others is taken for one of them.
const BITS_OF_ANCHOR: usize = 8;

impl Bits {
    fn new(bits: usize) -> Bits {
        Bits(vec![0; (bits / 64 + 1).next_power_of_two()])
    }

    /// Where the bit of an anchor is.
    fn place(&self, anchor: u32) -> (usize, u64) {
        (
            (anchor >> 6) as usize & (self.0.len() - 1),
            1 << (anchor % 64),
        )
    }

    /// Whether it was not there.
    fn set(&mut self, anchor: u32) -> bool {
        let (word, bit) = self.place(anchor);
        let is_new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        is_new
    }

    fn has(&self, anchor: u32) -> bool {
        let (word, bit) = self.place(anchor);
        self.0[word] & bit != 0
    }
}

/// The anchors that several texts have, numbered; others find nothing.
struct Shared {
    /// The numbers of the anchors of each rank, one rank after another.
    of_ranks: Vec<u32>,
    /// Where those of each rank end; they begin where the rank before ends.
    ends: Vec<u32>,
    /// For each anchor its hash, and how many texts have it, up to the most that are listed.
    counts: Vec<(u32, u8)>,
}

impl Shared {
    fn of(texts: &Sketches, order: &[u32]) -> Shared {
        let of = |text: &u32| texts.get(*text as usize).anchors();
        // An anchor and the rank of its text in one number: numbers are sorted faster than pairs.
        let some = |(i, texts): (usize, &[u32])| {
            let mut some = Vec::new();
            for (rank, text) in (i * AT_ONCE..).zip(texts) {
                let both = |anchor: &u32| u64::from(*anchor) << 32 | rank as u64;
                some.extend(of(text).iter().map(both));
            }
            some
        };
        let all: Vec<Vec<u64>> = order.par_chunks(AT_ONCE).enumerate().map(some).collect();
        // Most are those of one text alone, and need not be sorted.
        let bits = all.iter().map(Vec::len).sum::<usize>() * BITS_OF_ANCHOR;
        let (mut once, mut again) = (Bits::new(bits), Bits::new(bits));
        let hash = |both: &u64| (both >> 32) as u32;
        for anchor in all.iter().flatten().map(hash) {
            if !once.set(anchor) {
                again.set(anchor);
            }
        }
        let several = |some: Vec<u64>| some.into_iter().filter(|both| again.has(hash(both)));
        let mut anchors: Vec<u64> = all.into_par_iter().flat_map_iter(several).collect();
        anchors.par_sort_unstable();
        let is_same = |a: &u64, b: &u64| a >> 32 == b >> 32;
        let shared = || anchors.chunk_by(is_same).filter(|same| same.len() > 1);
        let rank = |both: &u64| *both as u32 as usize;
        let (mut counts, mut ends) = (Vec::new(), vec![0u32; order.len()]);
        for same in shared() {
            counts.push(((same[0] >> 32) as u32, same.len().min(LISTED_MAX) as u8));
            same.iter().for_each(|both| ends[rank(both)] += 1);
        }
        let mut all = 0;
        for end in &mut ends {
            (*end, all) = (all, all + *end);
        }
        // Taken in the order of anchors, each goes behind the lower ones of its rank.
        let mut of_ranks = vec![0; all as usize];
        for (anchor, same) in shared().enumerate() {
            for both in same {
                let end = &mut ends[rank(both)];
                of_ranks[*end as usize] = anchor as u32;
                *end += 1;
            }
        }
        Shared {
            of_ranks,
            ends,
            counts,
        }
    }

    fn of_rank(&self, rank: usize) -> impl Iterator<Item = u32> + '_ {
        let from = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        let own = from as usize..self.ends[rank] as usize;
        self.of_ranks[own].iter().copied()
    }

    fn lists(&self, before: &mut impl Before) -> Lists {
        let mut ends = Vec::with_capacity(self.counts.len());
        let mut end = 0u32;
        for (anchor, n) in &self.counts {
            ends.push(end);
            let room = LISTED_MAX - before.listed(*anchor).min(LISTED_MAX);
            end += u32::from(*n).min(room as u32);
        }
        Lists {
            starts: ends.clone(),
            ends,
            numbers: vec![0; end as usize],
        }
    }
}

/// The kept texts of each anchor, in order.
struct Lists {
    starts: Vec<u32>,
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    fn of(&self, anchor: u32) -> &[u32] {
        let anchor = anchor as usize;
        &self.numbers[self.starts[anchor] as usize..self.ends[anchor] as usize]
    }

    /// Adds a number while there is room.
    fn add(&mut self, anchor: u32, number: u32) {
        let anchor = anchor as usize;
        let next = self
            .starts
            .get(anchor + 1)
            .map_or(self.numbers.len(), |s| *s as usize);
        let end = &mut self.ends[anchor];
        if (*end as usize) < next {
            self.numbers[*end as usize] = number;
            *end += 1;
        }
    }
}

/// The numbers that were met most often, each once with how often; the lower first among equals.
fn candidates(met: &mut [u32]) -> Vec<(u32, usize)> {
    met.sort_unstable();
    let mut counted: Vec<(Reverse<usize>, u32)> = Vec::with_capacity(met.len());
    let each = met.chunk_by(|a, b| a == b);
    counted.extend(each.map(|same| (Reverse(same.len()), same[0])));
    counted.sort_unstable();
    counted.truncate(COMPARED_MAX);
    counted.into_iter().map(|(n, c)| (c, n.0)).collect()
}
