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

use super::{Facts, Reason, Verdict, tokens};
use crate::rolling::{BASE, mix, weight_gone};

/// Words of a run: the customary five. Shorter ones are shared by articles of one topic.
const RUN_WORDS: usize = 5;
/// How many characters weigh as one word in a script without spaces.
const DENSE: usize = 2;
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
/// Shared hashes of a smaller sample, taken from longer texts alone, tell nothing.
const COMPARED_MIN: usize = 12;
/// Texts of fewer words are the same only when all of their words are: two photo captions or two
/// results of matches differ in one.
const SHORT_WORDS: u32 = 20;
/// An article that is kept may stand in a longer one that is dropped for it only where it is so
/// nearly whole: see [`Reason::Contains`]. A first choice.
const WHOLE: f64 = 0.8;
/// And where it makes this part of what the other would have to share: a page with comments is
/// dropped for its article, a round-up is not for one of its items. A first choice.
const PART: f64 = 0.6;

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
    words: Vec<u64>,
    runs: Vec<u32>,
    sample: Vec<u32>,
}

impl Sketcher {
    /// Adds `text` to `to`.
    pub fn add(&mut self, text: &str, facts: Facts, to: &mut Sketches) {
        let dense = tokens::read(text, &mut self.words);
        let scale = if dense * 2 > self.words.len() {
            DENSE
        } else {
            1
        };
        self.run(RUN_WORDS * scale);
        let halvings = self.sample();
        to.hashes.extend_from_slice(&self.sample);
        let whole = self
            .words
            .iter()
            .fold(0u64, |h, w| (h.rotate_left(23) ^ w).wrapping_mul(BASE));
        to.texts.push(Text {
            end: to.hashes.len() as u64,
            whole: mix(whole),
            facts,
            words: u32::try_from(self.words.len()).unwrap_or(u32::MAX),
            halvings,
        });
    }

    /// The hashes of all runs of `n` words; of a shorter text its only run is all of it.
    fn run(&mut self, n: usize) {
        self.runs.clear();
        let n = n.min(self.words.len());
        if n == 0 {
            return;
        }
        let weight_gone = weight_gone(n);
        let mut rolling = 0u64;
        for (i, word) in self.words.iter().enumerate() {
            rolling = rolling.wrapping_mul(BASE).wrapping_add(*word);
            if i >= n {
                rolling = rolling.wrapping_sub(self.words[i - n].wrapping_mul(weight_gone));
            }
            if i + 1 >= n {
                self.runs.push(mix(rolling) as u32);
            }
        }
    }

    /// Takes the sample of the runs, sorted, each hash once; how often its limit was halved.
    fn sample(&mut self) -> u8 {
        let mut halvings = 0;
        while self.runs.len() >> halvings > SAMPLE_MAX {
            halvings += 1;
        }
        loop {
            let limit = limit(halvings);
            self.sample.clear();
            self.sample
                .extend(self.runs.iter().filter(|h| **h <= limit));
            self.sample.sort_unstable();
            self.sample.dedup();
            if self.sample.len() >= SAMPLE_MIN || halvings == 0 {
                return halvings;
            }
            halvings -= 1;
        }
    }
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

    /// How many words a text has.
    pub fn words(&self, text: usize) -> u32 {
        self.texts[text].words
    }

    /// A hash of all words of a text, without case, accents and marks.
    pub fn whole(&self, text: usize) -> u64 {
        self.texts[text].whole
    }

    /// What is known of a text beside its words.
    pub fn facts(&self, text: usize) -> Facts {
        self.texts[text].facts
    }

    /// The hashes of a text by which candidates are looked for.
    pub(super) fn anchors(&self, text: usize) -> &[u32] {
        let all = self.sample(text);
        let mut halvings = 0;
        while halvings < ANCHOR_HALVINGS && all.len() >> (halvings + 1) >= ANCHORS_MIN {
            halvings += 1;
        }
        below(all, self.texts[text].halvings + halvings)
    }

    fn sample(&self, text: usize) -> &[u32] {
        let start = text.checked_sub(1).map_or(0, |t| self.texts[t].end);
        &self.hashes[start as usize..self.texts[text].end as usize]
    }

    /// Compares `text` with `kept`: whether it is dropped for it, and why.
    pub(super) fn compare(&self, text: usize, kept: usize, threshold: f64) -> Option<Verdict> {
        let verdict = |reason, containment| {
            Some(Verdict {
                kept,
                reason,
                containment,
            })
        };
        let (t, k) = (&self.texts[text], &self.texts[kept]);
        if t.whole == k.whole {
            return verdict(Reason::Same, 1.0);
        }
        if t.words.min(k.words) < SHORT_WORDS {
            return None;
        }
        let halvings = t.halvings.max(k.halvings);
        let of_text = below(self.sample(text), halvings);
        let of_kept = below(self.sample(kept), halvings);
        if halvings > 0 && of_text.len().min(of_kept.len()) < COMPARED_MIN {
            return None;
        }
        let both = common(of_text, of_kept) as f64;
        let in_kept = both / of_text.len() as f64;
        let in_text = both / of_kept.len() as f64;
        if in_kept >= threshold {
            verdict(Reason::Contained, in_kept)
        } else if in_text >= WHOLE.max(threshold) && in_kept >= PART * threshold {
            verdict(Reason::Contains, in_kept)
        } else {
            None
        }
    }
}

/// How many hashes stand in both of two sorted lists.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        n += usize::from(x == y);
    }
    n
}
