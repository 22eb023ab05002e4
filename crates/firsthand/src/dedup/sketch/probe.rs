//! Is this text dropped for that one? Their samples compared, the cheap tests first.

use super::{Sketch, below, limit};
use crate::dedup::Reason;

/// One shared anchor is mostly an outlet's formula, and not looked at where the least copy would
/// share so many on average: of such copies one in 15 to 30 shares no more.
const ANCHORS_OF_COPY: f64 = 4.0;
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

/// A text that is compared with kept ones.
pub(in crate::dedup) struct Probe<'s> {
    sketch: Sketch<'s>,
    anchors: &'s [u32],
    /// Of its sample, once it is asked for.
    sieve: Option<Sieve>,
}

impl<'s> Probe<'s> {
    pub(in crate::dedup) fn of(sketch: Sketch<'s>) -> Probe<'s> {
        Probe {
            anchors: sketch.anchors(),
            sketch,
            sieve: None,
        }
    }

    /// How many of its anchors are below the limit of those of a kept text.
    fn could_share(&self, kept: &Sketch) -> usize {
        let limit = limit(kept.anchor_halvings());
        self.anchors.iter().map(|a| usize::from(*a <= limit)).sum()
    }

    /// Compares it with a kept text that has so many of its anchors: whether it is dropped for that
    /// one, why, and how much of it stands there.
    pub(in crate::dedup) fn compare(
        &mut self,
        kept: &Sketch,
        shared: usize,
        threshold: f64,
    ) -> Option<(Reason, f32)> {
        let text = &self.sketch;
        if text.whole == kept.whole {
            return Some((Reason::Same, 1.0));
        }
        if text.words.min(kept.words) < SHORT_WORDS {
            return None;
        }
        if shared < 2 && self.could_share(kept) as f64 * threshold >= ANCHORS_OF_COPY {
            return None;
        }
        let halvings = text.halvings.max(kept.halvings);
        let of_text = below(text.hashes, halvings);
        let of_kept = below(kept.hashes, halvings);
        if halvings > 0 && of_text.len().min(of_kept.len()) < COMPARED_MIN {
            return None;
        }
        let share = |both: usize, of: &[u32]| both as f64 / of.len() as f64;
        let reason = |both: usize| {
            if share(both, of_text) >= threshold {
                Some(Reason::Contained)
            } else {
                let whole = share(both, of_kept) >= WHOLE.max(threshold);
                (whole && share(both, of_text) >= PART * threshold).then_some(Reason::Contains)
            }
        };
        // Most of the others share a formula or two, and are told by what passes the sieve, half of
        // it mostly.
        let sieve = self.sieve.get_or_insert_with(|| Sieve::of(text.hashes));
        reason(sieve.at_most(of_kept, |both| reason(both).is_some()))?;
        let both = common(of_text, of_kept);
        reason(both).map(|reason| (reason, share(both, of_text) as f32))
    }
}

/// Which hashes a sample may hold: a bit for each value of their last bits (Bloom 1970, with one
/// hash function).
struct Sieve([u64; SIEVE_WORDS]);

/// 4096 bits, of which a full sample sets a sixteenth.
const SIEVE_WORDS: usize = 64;
/// Hashes that are looked up before asking whether the rest still matters.
const SIEVED_AT_ONCE: usize = 32;

impl Sieve {
    fn of(sample: &[u32]) -> Sieve {
        let mut bits = [0; SIEVE_WORDS];
        for hash in sample {
            bits[(*hash >> 6) as usize % SIEVE_WORDS] |= 1 << (hash % 64);
        }
        Sieve(bits)
    }

    /// How many of these hashes the sample holds at most; not counted on once that is not `enough`.
    fn at_most(&self, hashes: &[u32], enough: impl Fn(usize) -> bool) -> usize {
        let passes = |hash: &u32| self.0[(*hash >> 6) as usize % SIEVE_WORDS] >> (hash % 64) & 1;
        let mut at_most = hashes.len();
        for some in hashes.chunks(SIEVED_AT_ONCE) {
            at_most -= some.len() - some.iter().map(passes).sum::<u64>() as usize;
            if !enough(at_most) {
                break;
            }
        }
        at_most
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
