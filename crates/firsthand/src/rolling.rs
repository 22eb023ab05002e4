//! Hashes of runs of words, from which `reuse` and `dedup` make their samples: a polynomial over
//! the hashes of words, which one step rolls on by a word (Karp and Rabin, "Efficient randomized
//! pattern-matching algorithms", 1987).

/// The base of the polynomial: odd, with well-spread bits (the golden ratio in 64 bits).
pub(crate) const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// The weight of the word that leaves a run of `n` words when the next one has come.
pub(crate) fn weight_gone(n: usize) -> u64 {
    (0..n).fold(1u64, |p, _| p.wrapping_mul(BASE))
}

/// The two factors of [`mix`].
pub(crate) const MIX: [u64; 2] = [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB];

/// Spreads the bits of a polynomial's value (the finaliser of SplitMix64).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(MIX[0]);
    x = (x ^ (x >> 27)).wrapping_mul(MIX[1]);
    x ^ (x >> 31)
}
