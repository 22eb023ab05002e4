//! Shingles: the runs of words that texts are compared by, and the two sketches made of them.

use super::profile::{Profile, Word};
use crate::rolling::{BASE, mix, weight_gone};

/// Words of a shingle in a MinHash signature: the customary five; on the seeds' two captures of
/// one page five words give 1 for the article texts.
const SIGNATURE_WORDS: usize = 5;
/// Slots of a signature: [`BANDS`] bands of [`BAND_ROWS`] rows.
pub(super) const SLOTS: usize = BANDS * BAND_ROWS;
/// With 32 bands of 3 rows a pair of Jaccard 0.5 is found with probability 0.99, one of 0.3 with
/// 0.58 (and then rare passages find it).
pub(super) const BANDS: usize = 32;
pub(super) const BAND_ROWS: usize = 3;
/// Words of a shingle that may mark a passage: long enough to be rare by chance in articles of
/// one topic, short enough to stand whole between two edits of a sentence. A first choice.
pub(super) const MARK_WORDS: usize = 6;
/// One mark is kept of every so many shingles in a row, so every shared run of
/// `MARK_WORDS + MARK_WINDOW - 1` = 8 words shares a mark.
const MARK_WINDOW: usize = 3;

/// Hashes of all runs of `n` words, in order.
pub(super) fn shingles(words: &[Word], n: usize) -> impl Iterator<Item = u64> + '_ {
    let weight_gone = weight_gone(n);
    let mut rolling = 0u64;
    words.iter().enumerate().filter_map(move |(i, word)| {
        rolling = rolling
            .wrapping_mul(BASE)
            .wrapping_add(u64::from(word.hash) + 1);
        if i >= n {
            let gone = u64::from(words[i - n].hash) + 1;
            rolling = rolling.wrapping_sub(gone.wrapping_mul(weight_gone));
        }
        (i + 1 >= n).then(|| mix(rolling))
    })
}

/// A MinHash signature by one-permutation hashing (Li, Owen and Zhang, "One Permutation
/// Hashing", 2012): each shingle falls in one slot, which keeps the least. Empty slots borrow
/// from a slot drawn by hash (Shrivastava, "Optimal Densification for Fast and Accurate Minwise
/// Hashing", 2017), so that short texts stay comparable. `None` for a text without a shingle.
pub(super) fn signature(profile: &Profile) -> Option<Box<[u32; SLOTS]>> {
    let mut slots = Box::new([u32::MAX; SLOTS]);
    let mut any = false;
    for h in shingles(&profile.words, SIGNATURE_WORDS * profile.scale) {
        let slot = ((h >> 32) * SLOTS as u64) >> 32;
        let value = (h as u32).min(u32::MAX - 1);
        let least = &mut slots[slot as usize];
        *least = value.min(*least);
        any = true;
    }
    if !any {
        return None;
    }
    let sparse = slots.clone();
    for (i, slot) in slots.iter_mut().enumerate() {
        let mut attempt = 0u64;
        while *slot == u32::MAX {
            attempt += 1;
            let from = (mix((i as u64) << 32 | attempt) % SLOTS as u64) as usize;
            *slot = sparse[from];
        }
    }
    Some(slots)
}

/// How many different runs of words two texts share, and how many either has.
pub(super) fn shared(a: &Profile, b: &Profile) -> (usize, usize, usize) {
    let scale = a.scale.max(b.scale);
    let runs = |p: &Profile| {
        let mut runs: Vec<u64> = shingles(&p.words, SIGNATURE_WORDS * scale).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    };
    let (a, b) = (runs(a), runs(b));
    let both = a.iter().filter(|r| b.binary_search(r).is_ok()).count();
    (both, a.len(), b.len())
}

/// The marks of a text with the index of their first word: winnowing (Schleimer, Wilkerson and
/// Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003), which keeps the least
/// hash of every window and so finds every shared run of a window and a shingle.
pub(super) fn marks(profile: &Profile) -> Vec<(u64, u32)> {
    let hashes: Vec<u64> = shingles(&profile.words, MARK_WORDS * profile.scale).collect();
    let window = MARK_WINDOW * profile.scale;
    let mut out: Vec<(u64, u32)> = Vec::with_capacity(hashes.len() * 2 / (window + 1) + 1);
    let mut last = usize::MAX;
    for start in 0..(hashes.len() + 1)
        .saturating_sub(window)
        .max(hashes.len().min(1))
    {
        let end = (start + window).min(hashes.len());
        // The rightmost of equal hashes, as the paper has it: fewer marks in repetitive text.
        let least = (start..end).min_by_key(|&i| (hashes[i], std::cmp::Reverse(i)));
        if let Some(i) = least
            && i != last
        {
            out.push((hashes[i], i as u32));
            last = i;
        }
    }
    out
}
