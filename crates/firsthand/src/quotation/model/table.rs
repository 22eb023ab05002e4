//! The weights: hashed features to one row of small integers, a lane a label.
//!
//! Features are not named but hashed into a table of fixed size (Weinberger et al., *Feature Hashing
//! for Large Scale Multitask Learning*, 2009); whole numbers make every machine add up the same.

use super::kernel;

/// Rows of one byte a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table<const LANES: usize> {
    bits: u32,
    rows: Vec<Aligned<LANES>>,
}

/// A row that no border between lines of the cache cuts, if it has no more than 32 lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub(super) struct Aligned<const LANES: usize>(pub(super) [i8; LANES]);

impl<const LANES: usize> Table<LANES> {
    /// A table of `2^bits` rows; none where there are more or fewer weights.
    pub(crate) fn new(bits: u32, weights: &[i8]) -> Option<Self> {
        let (rows, odd) = weights.as_chunks();
        (odd.is_empty() && rows.len() == 1 << bits).then(|| Table {
            bits,
            rows: rows.iter().map(|row| Aligned(*row)).collect(),
        })
    }

    /// The weights, row by row.
    pub(crate) fn weights(&self) -> impl Iterator<Item = i8> + '_ {
        self.rows.iter().flat_map(|row| row.0)
    }

    /// What the weights of features add up to: some dozens of bytes, which two hold. The features come
    /// as a list so that this is one short loop, which the compiler makes vectors of. They are forgotten.
    pub(crate) fn sums(&self, seen: &mut Seen) -> [i16; LANES] {
        let mut sums = [0; LANES];
        kernel::tally(
            &self.rows,
            self.bits,
            &seen.features[..seen.count],
            &mut sums,
        );
        seen.count = 0;
        sums
    }
}

/// Features that are gathered at once: more than any unit has.
pub(crate) const SEEN_MAX: usize = 64;

/// The features of one unit.
pub(crate) struct Seen {
    features: [u32; SEEN_MAX],
    count: usize,
}

impl Seen {
    pub(crate) fn new() -> Seen {
        Seen {
            features: [0; SEEN_MAX],
            count: 0,
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, feature: u32) {
        self.features[self.count] = feature;
        self.count += 1;
    }
}

/// The row of a feature in a table of `2^bits` rows.
#[inline]
pub(crate) fn row(feature: u32, bits: u32) -> usize {
    (feature >> (32 - bits)) as usize
}

/// Mixes the number of a template and what it saw into a feature.
#[inline]
pub(crate) fn mix(template: u32, seen: u32) -> u32 {
    let mut h = (seen ^ template.wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B);
    h ^= h >> 15;
    h = h.wrapping_mul(0xC2B2_AE35);
    h ^= h >> 16;
    h.wrapping_mul(0x27D4_EB2F)
}

/// Two things seen together.
#[inline]
pub(crate) fn and(a: u32, b: u32) -> u32 {
    (a.rotate_left(7) ^ b.wrapping_mul(0x9E37_79B1)).wrapping_mul(0x2C1B_3C6D)
}

/// Emits features of numbered templates, numbering them by the order of the calls.
pub(crate) struct Sink<F: FnMut(u32)> {
    pub(crate) template: u32,
    pub(crate) take: F,
}

impl<F: FnMut(u32)> Sink<F> {
    #[inline]
    pub(crate) fn one(&mut self, seen: u32) {
        self.template += 1;
        (self.take)(mix(self.template, seen));
    }

    #[inline]
    pub(crate) fn two(&mut self, a: u32, b: u32) {
        self.one(and(a, b));
    }

    #[inline]
    pub(crate) fn three(&mut self, a: u32, b: u32, c: u32) {
        self.one(and(and(a, b), c));
    }
}
