//! The weights: hashed features to one row of small integers, a lane a label.
//!
//! Features are not named but hashed into a table of fixed size (Weinberger et al., *Feature Hashing
//! for Large Scale Multitask Learning*, 2009); whole numbers make every machine add up the same.

/// Rows of one byte a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) bits: u32,
    pub(crate) lanes: usize,
    pub(crate) weights: Vec<i8>,
}

impl Table {
    /// The weights of a feature.
    #[inline]
    pub(crate) fn row(&self, feature: u32) -> &[i8] {
        let at = row(feature, self.bits) * self.lanes;
        &self.weights[at..at + self.lanes]
    }
}

/// Features that share a bucket of a [`Sieve`].
pub(crate) const BUCKET: usize = 4;

/// Rows for the features that training saw often enough, and none for others: each has a check byte,
/// so that an unknown feature rarely finds somebody else's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sieve {
    /// Logarithm of the number of buckets.
    pub(crate) bits: u32,
    pub(crate) lanes: usize,
    /// A byte a row, 0 where it is empty.
    pub(crate) checks: Vec<u8>,
    pub(crate) weights: Vec<i8>,
}

impl Sieve {
    /// The weights of a feature, where it has any.
    #[inline]
    pub(crate) fn row(&self, feature: u32) -> Option<&[i8]> {
        let first = row(feature, self.bits) * BUCKET;
        let check = check(feature);
        let found = self.checks[first..first + BUCKET]
            .iter()
            .position(|c| *c == check)?;
        let at = (first + found) * self.lanes;
        Some(&self.weights[at..at + self.lanes])
    }
}

/// The check byte of a feature: never 0.
#[inline]
pub(crate) fn check(feature: u32) -> u8 {
    (feature as u8).max(1)
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
pub(crate) struct Sink<'a, F: FnMut(u32)> {
    pub(crate) template: u32,
    pub(crate) take: &'a mut F,
}

impl<F: FnMut(u32)> Sink<'_, F> {
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
