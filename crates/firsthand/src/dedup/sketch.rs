//! What is kept of a text: a sample of its runs of words.
//!
//! Every run of five words (ten characters in scripts without spaces) has a hash, and the hashes
//! below a limit are kept. The limit is a power of two that halves as texts grow, so that of every
//! longer text some 128 to 256 hashes are kept, and of a shorter one all. Two texts are compared by
//! those below the lower of their limits: there, either sample holds a hash exactly if its text
//! does, so that the share of one sample in the other estimates the share of one text in the other,
//! however different their lengths. This is the sketch that Broder gives for containment ("On the
//! resemblance and containment of documents", 1997, section 4: the elements that are 0 mod m), with
//! the m of each text its own; MinHash signatures estimate resemblance alone, and that falls with
//! everything that stands around a copy.

mod probe;

pub(super) use probe::Probe;

use super::tokens::{self, Words};
use super::wide;
use super::{Facts, Keep};
use crate::rolling::{BASE, mix, weight_gone};
use std::cmp::Reverse;
use std::ops::RangeInclusive;

/// Words of a run: the customary five. Shorter ones are shared by articles of one topic.
pub(super) const RUN_WORDS: usize = 5;
/// How many characters weigh as one word in a script without spaces.
pub(super) const DENSE: usize = 2;
/// The limit halves while more hashes than this would be kept. The standard error of a containment
/// of 0.5 is then 0.03 to 0.045; twice as many cost 0.8 GB more for a million articles.
const SAMPLE_MAX: usize = 256;
/// Below this many (a text that repeats itself) the limit doubles again.
const SAMPLE_MIN: usize = 96;
/// Candidates are looked for by a smaller sample, of up to so many halvings more: an eighth, 16 to
/// 32 hashes ...
const ANCHOR_HALVINGS: u8 = 3;
/// ... or as few as leave so many of a short text.
const ANCHORS_MIN: usize = 16;
/// The samples of some texts.
#[derive(Clone, Debug, Default)]
pub struct Sketches {
    hashes: Vec<u32>,
    texts: Vec<Text>,
}

/// One text.
#[derive(Clone, Copy, Debug)]
struct Text {
    /// One past its last hash; its first is where the text before ends.
    end: u64,
    /// Hash of all words.
    whole: u64,
    facts: Facts,
    words: u32,
    /// How often the limit has been halved.
    halvings: u8,
}

/// Makes sketches; keeps its memory from one text to the next.
#[derive(Debug, Default)]
pub struct Sketcher {
    words: Words,
    sample: Vec<u32>,
    spare: Vec<u32>,
}

impl Sketcher {
    /// Adds `text` to `to`.
    pub fn add(&mut self, text: &str, facts: Facts, to: &mut Sketches) {
        let dense = tokens::read(text, &mut self.words);
        let words = self.words.all().len();
        let scale = if dense * 2 > words { DENSE } else { 1 };
        let halvings = self.sample(RUN_WORDS * scale);
        to.hashes.extend_from_slice(&self.sample);
        to.texts.push(Text {
            end: to.hashes.len() as u64,
            whole: whole(self.words.all()),
            facts,
            words: u32::try_from(words).unwrap_or(u32::MAX),
            halvings,
        });
    }

    /// Takes the sample of the runs of `n` words, sorted, each hash once; how often its limit was
    /// halved.
    fn sample(&mut self, n: usize) -> u8 {
        let words = self.words.all().len();
        let n = n.min(words);
        let runs = (words + 1 - n) * usize::from(n > 0);
        let mut halvings = 0;
        while runs >> halvings > SAMPLE_MAX {
            halvings += 1;
        }
        loop {
            self.below(n, limit(halvings));
            sort(&mut self.sample, &mut self.spare, halvings);
            self.sample.dedup();
            if self.sample.len() >= SAMPLE_MIN || halvings == 0 {
                return halvings;
            }
            halvings -= 1;
        }
    }

    /// The hashes of the runs of `n` words up to a limit; of a shorter text its only run is all of it.
    fn below(&mut self, n: usize, limit: u32) {
        let words = self.words.all();
        let runs = (words.len() + 1).saturating_sub(n) * usize::from(n > 0);
        self.sample.resize(runs, 0);
        let (mut taken, done) = match runs {
            0 => (0, 0),
            _ => wide::take_below(words, n, limit, &mut self.sample),
        };
        if done < runs {
            taken += take_below(&words[done..], n, limit, &mut self.sample[taken..]);
        }
        self.sample.truncate(taken);
    }
}

/// Puts the hashes of the runs of `n` words up to a limit into `sample`, which has room for all; how
/// many there are.
pub(super) fn take_below(words: &[u64], n: usize, limit: u32, sample: &mut [u32]) -> usize {
    // Written in any case and counted only where it is one of the sample: which runs are is
    // not to be foreseen, and a wrong guess of the processor costs more than a hash.
    let mut taken = 0;
    let mut take = |rolling: u64| {
        let hash = mix(rolling) as u32;
        sample[taken] = hash;
        taken += usize::from(hash <= limit);
        rolling
    };
    let first = |words: &[u64]| {
        let add = |run: u64, word: &u64| run.wrapping_mul(BASE).wrapping_add(*word);
        words[..n].iter().fold(0, add)
    };
    let weight_gone = weight_gone(n);
    let next = |run: u64, (word, gone): (&u64, &u64)| {
        let change = word.wrapping_sub(gone.wrapping_mul(weight_gone));
        run.wrapping_mul(BASE).wrapping_add(change)
    };
    // Two halves side by side: each step waits for the one before it.
    let half = (words.len() + 1 - n) / 2;
    let mut b = take(first(&words[half..]));
    let mut later = words[half + n..].iter().zip(&words[half..]);
    if half > 0 {
        let mut a = take(first(words));
        let sooner = words[n..half + n - 1].iter().zip(words);
        for (of_a, of_b) in sooner.zip(later.by_ref()) {
            a = take(next(a, of_a));
            b = take(next(b, of_b));
        }
    }
    for of_b in later {
        b = take(next(b, of_b));
    }
    taken
}

/// Samples of another size are left to the library.
const SPREAD: RangeInclusive<usize> = 32..=1024;

/// Sorts a sample. Its hashes are spread evenly up to their limit, so that each is near its place
/// when it is put where its first eight bits below that say.
fn sort(sample: &mut Vec<u32>, spare: &mut Vec<u32>, halvings: u8) {
    if !SPREAD.contains(&sample.len()) {
        return sample.sort_unstable();
    }
    let part = |hash: u32| (hash << halvings.min(31) >> 24) as usize;
    let mut places = [0u16; 257];
    sample.iter().for_each(|h| places[part(*h) + 1] += 1);
    for i in 1..places.len() {
        places[i] += places[i - 1];
    }
    spare.resize(sample.len(), 0);
    let sorted = &mut spare[..];
    for hash in &*sample {
        let place = &mut places[part(*hash)];
        sorted[usize::from(*place)] = *hash;
        *place += 1;
    }
    for i in 1..sorted.len() {
        let mut place = i;
        while let Some([before, hash]) = sorted[..=place].last_chunk_mut()
            && *before > *hash
        {
            std::mem::swap(before, hash);
            place -= 1;
        }
    }
    std::mem::swap(sample, spare);
}

/// A hash of all words in their order.
fn whole(words: &[u64]) -> u64 {
    // Four sums side by side: each step waits for the one before it.
    let mut sums = [0u64; 4];
    let add = |sum: &mut u64, word: u64| *sum = (sum.rotate_left(23) ^ word).wrapping_mul(BASE);
    let (fours, rest) = words.as_chunks::<4>();
    for four in fours {
        sums.iter_mut().zip(four).for_each(|(s, w)| add(s, *w));
    }
    sums.iter_mut().zip(rest).for_each(|(s, w)| add(s, *w));
    let mut all = words.len() as u64;
    sums.into_iter().for_each(|sum| add(&mut all, sum));
    mix(all)
}

/// The hashes of a sorted sample under the limit that was halved so often.
fn below(sample: &[u32], halvings: u8) -> &[u32] {
    let limit = limit(halvings);
    &sample[..sample.partition_point(|h| *h <= limit)]
}

/// The greatest hash that is kept.
fn limit(halvings: u8) -> u32 {
    u32::MAX >> halvings.min(31)
}

/// What is held of one text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sketch<'s> {
    /// A hash of all words, without case, accents and marks.
    pub whole: u64,
    /// How many words there are.
    pub words: u32,
    /// How often the limit of the sample has been halved.
    pub halvings: u8,
    /// What is known beside the words.
    pub facts: Facts,
    /// The sample: hashes in ascending order, each once.
    pub hashes: &'s [u32],
}

/// Where a text stands among those of which one is kept: the lower first. Equal only for records
/// that nothing tells apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Preference {
    outlet: Reverse<u8>,
    day_first: (bool, Option<i64>),
    fields_first: Reverse<u8>,
    words: Reverse<u32>,
    whole: u64,
    fields: Reverse<u8>,
    day: (bool, Option<i64>),
    tie: u64,
}

impl<'s> Sketch<'s> {
    /// The hashes by which candidates are looked for.
    pub fn anchors(&self) -> &'s [u32] {
        below(self.hashes, self.anchor_halvings())
    }

    fn anchor_halvings(&self) -> u8 {
        let mut halvings = 0;
        while halvings < ANCHOR_HALVINGS && self.hashes.len() >> (halvings + 1) >= ANCHORS_MIN {
            halvings += 1;
        }
        self.halvings + halvings
    }

    /// Where it stands in the order of preference. Texts of the same words stand together unless
    /// outlets, dates or fields part them.
    pub fn preference(&self, keep: Keep) -> Preference {
        let day = (self.facts.published.is_none(), self.facts.published);
        let fields = Reverse(self.facts.fields);
        let (day_first, fields_first) = match keep {
            Keep::Longest => ((false, None), Reverse(0)),
            Keep::Earliest => (day, Reverse(0)),
            Keep::Best => ((false, None), fields),
        };
        Preference {
            outlet: Reverse(self.facts.outlet),
            day_first,
            fields_first,
            words: Reverse(self.words),
            whole: self.whole,
            fields,
            day,
            tie: self.facts.tie,
        }
    }
}

impl Sketches {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The bytes that are held.
    pub fn bytes(&self) -> usize {
        size_of_val(&self.hashes[..]) + size_of_val(&self.texts[..])
    }

    /// Puts the texts of `other` after those that are there.
    pub fn append(&mut self, other: &Sketches) {
        let before = self.hashes.len() as u64;
        self.hashes.extend_from_slice(&other.hashes);
        let moved = other.texts.iter().map(|t| Text {
            end: t.end + before,
            ..*t
        });
        self.texts.extend(moved);
    }

    /// Gives the last text another [`Facts::tie`].
    pub fn tie_last(&mut self, tie: u64) {
        if let Some(text) = self.texts.last_mut() {
            text.facts.tie = tie;
        }
    }

    /// What is held of one text.
    pub fn get(&self, text: usize) -> Sketch<'_> {
        let start = text.checked_sub(1).map_or(0, |t| self.texts[t].end);
        let t = &self.texts[text];
        Sketch {
            whole: t.whole,
            words: t.words,
            halvings: t.halvings,
            facts: t.facts,
            hashes: &self.hashes[start as usize..t.end as usize],
        }
    }

    /// Adds what is held of a text.
    pub fn push(&mut self, sketch: &Sketch) {
        self.hashes.extend_from_slice(sketch.hashes);
        self.texts.push(Text {
            end: self.hashes.len() as u64,
            whole: sketch.whole,
            facts: sketch.facts,
            words: sketch.words,
            halvings: sketch.halvings,
        });
    }

    /// Forgets all texts and keeps the memory.
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.texts.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sample_is_sorted_however_it_is_spread(
            mut sample in prop::collection::vec(prop_oneof![any::<u32>(), 0u32..50], 0..1200),
            halvings in 0u8..40,
        ) {
            sample.iter_mut().for_each(|hash| *hash &= limit(halvings));
            let mut sorted = sample.clone();
            sorted.sort_unstable();
            sort(&mut sample, &mut vec![7; 3], halvings);
            prop_assert_eq!(sample, sorted);
        }

        #[test]
        fn runs_are_hashed_as_each_alone(
            words in prop::collection::vec(any::<u64>(), 1..40),
            n in 1usize..12,
            halvings in 0u8..3,
        ) {
            let n = n.min(words.len());
            let polynomial = |run: &[u64]| {
                run.iter().fold(0u64, |sum, word| sum.wrapping_mul(BASE).wrapping_add(*word))
            };
            let hashes = words.windows(n).map(|run| mix(polynomial(run)) as u32);
            let mut alone: Vec<u32> = hashes.filter(|hash| *hash <= limit(halvings)).collect();
            alone.sort_unstable();
            let mut sample = vec![0; words.len()];
            let taken = take_below(&words, n, limit(halvings), &mut sample);
            sample.truncate(taken);
            sample.sort_unstable();
            prop_assert_eq!(sample, alone);
        }
    }
}
