//! The weights: hashed features to one row of small integers, a lane a label.
//!
//! Features are not named but hashed into a table of fixed size (Weinberger et al., *Feature Hashing
//! for Large Scale Multitask Learning*, 2009); whole numbers make every machine add up the same.

/// Rows of one byte a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table<const LANES: usize> {
    bits: u32,
    rows: Vec<Aligned<LANES>>,
}

/// A row that no border between lines of the cache cuts, if it has no more than 32 lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[repr(align(32))]
struct Aligned<const LANES: usize>([i8; LANES]);

impl<const LANES: usize> Table<LANES> {
    /// A table of `2^bits` rows; none where there are more or fewer weights.
    pub(crate) fn new(bits: u32, weights: &[i8]) -> Option<Self> {
        let (rows, odd) = weights.as_chunks();
        (odd.is_empty() && rows.len() == 1 << bits).then(|| Table {
            bits,
            rows: rows.iter().map(|row| Aligned(*row)).collect(),
        })
    }

    /// Logarithm of the number of rows.
    pub(crate) fn bits(&self) -> u32 {
        self.bits
    }

    /// The weights, row by row.
    pub(crate) fn weights(&self) -> impl Iterator<Item = i8> + '_ {
        self.rows.iter().flat_map(|row| row.0)
    }

    /// What the weights of features add up to: some dozens of bytes, which two hold. The features come
    /// as a list so that this is one short loop, which the compiler makes vectors of. They are forgotten.
    pub(crate) fn sums(&self, seen: &mut Seen) -> [i16; LANES] {
        let mut sums = [0; LANES];
        for f in &seen.features[..seen.count] {
            for (s, w) in sums.iter_mut().zip(&self.rows[row(*f, self.bits)].0) {
                *s += i16::from(*w);
            }
        }
        seen.count = 0;
        sums
    }
}

/// Features that share a bucket of a [`Sieve`].
pub(crate) const BUCKET: usize = 4;

/// Rows for the features that training saw often enough, and none for others: each has a check byte,
/// so that an unknown feature rarely finds somebody else's row.
///
/// A row has `LANES`, of which the labels take the first: as many as a register holds, so that a row is
/// read at once and lies in one line of the cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sieve<const LANES: usize> {
    /// Logarithm of the number of buckets.
    pub(crate) bits: u32,
    labels: usize,
    /// The check bytes of each bucket, 0 where a row is empty.
    checks: Vec<[u8; BUCKET]>,
    rows: Vec<[i8; LANES]>,
}

impl<const LANES: usize> Sieve<LANES> {
    /// A table of `2^bits` buckets; none where the lengths are others.
    pub(crate) fn new(bits: u32, labels: usize, checks: &[u8], weights: &[i8]) -> Option<Self> {
        let (checks, odd) = checks.as_chunks::<BUCKET>();
        let fits = odd.is_empty()
            && (1..=LANES).contains(&labels)
            && checks.len() == 1 << bits
            && weights.len() == (BUCKET << bits) * labels;
        let widened = |row: &[i8]| {
            let mut wide = [0; LANES];
            wide[..labels].copy_from_slice(row);
            wide
        };
        fits.then(|| Sieve {
            bits,
            labels,
            checks: checks.to_vec(),
            rows: weights.chunks_exact(labels).map(widened).collect(),
        })
    }

    /// The check byte of each row.
    pub(crate) fn checks(&self) -> &[u8] {
        self.checks.as_flattened()
    }

    /// The weights, row by row.
    pub(crate) fn weights(&self) -> impl Iterator<Item = i8> + '_ {
        self.rows
            .iter()
            .flat_map(|row| &row[..self.labels])
            .copied()
    }

    /// What the weights of features add up to: see [`Table::sums`]. First all rows are found, then they
    /// are added up: so the machine waits for many at once, and for those only that there are.
    ///
    /// The features are forgotten: the rows take their room.
    pub(crate) fn sums(&self, seen: &mut Seen) -> [i16; LANES] {
        let mut known = 0;
        for i in 0..seen.count {
            let (row, is_known) = self.place(seen.features[i % SEEN_MAX]);
            seen.features[known % SEEN_MAX] = row as u32;
            // Without a branch: which have a row is as good as random.
            known += usize::from(is_known);
        }
        seen.count = 0;
        let mut sums = [0; LANES];
        for row in &seen.features[..known] {
            for (s, w) in sums.iter_mut().zip(&self.rows[*row as usize]) {
                *s += i16::from(*w);
            }
        }
        sums
    }

    /// The row of a feature, and whether it has one.
    #[inline]
    fn place(&self, feature: u32) -> (usize, bool) {
        const ONES: u32 = 0x0101_0101;
        let bucket = row(feature, self.bits);
        let checks = u32::from_le_bytes(self.checks[bucket]);
        // The lowest byte that is nought, if any.
        let off = checks ^ (u32::from(check(feature)) * ONES);
        let nought = off.wrapping_sub(ONES) & !off & (ONES << 7);
        let at = bucket * BUCKET + (nought.trailing_zeros() / 8) as usize;
        (at, nought != 0)
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
pub(crate) struct Sink<F: FnMut(u32)> {
    pub(crate) template: u32,
    pub(crate) take: F,
}

impl<F: FnMut(u32)> Sink<F> {
    /// The next feature is of the template behind this one.
    #[inline]
    pub(crate) fn behind(&mut self, template: u32) {
        self.template = template;
    }

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
