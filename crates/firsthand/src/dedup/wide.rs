//! Eight words, or eight runs of words, hashed at once where the processor can (AVX-512): a word takes two multiplications of
//! 64 bits and a run seven, and eight of each take little longer than one.
//!
//! Each function does what its twin in `tokens` or `sketch` does, as far as full eights go, and leaves the rest to it; where
//! the processor cannot, all of it. Tests hold the two together.

#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
pub(super) use eights::{plain, take_below};

/// None are made where no processor can.
#[cfg(not(all(target_arch = "x86_64", target_pointer_width = "64")))]
pub(super) fn plain(_: &[u8], _: &[[usize; 2]], _: &mut [u64]) -> usize {
    0
}

/// None are taken where no processor can.
#[cfg(not(all(target_arch = "x86_64", target_pointer_width = "64")))]
pub(super) fn take_below(_: &[u64], _: usize, _: u32, _: &mut [u32]) -> (usize, usize) {
    (0, 0)
}

#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
#[allow(unsafe_code, reason = "measured hot loops")]
mod eights {
    use super::super::sketch::{DENSE, RUN_WORDS};
    use super::super::tokens::{FOREIGN, LETTERS_MAX, SMALL};
    use crate::rolling::{BASE, MIX, weight_gone};
    use std::arch::x86_64::*;

    /// Words of a run where they are spaced ...
    const SPACED: usize = RUN_WORDS;
    /// ... and characters where not.
    const UNSPACED: usize = RUN_WORDS * DENSE;

    /// Whether the processor can.
    fn can() -> bool {
        is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("popcnt")
    }

    /// Makes words of the first eights of `runs`, until one is no plain word; how many were made.
    pub(in super::super) fn plain(text: &[u8], runs: &[[usize; 2]], words: &mut [u64]) -> usize {
        match can() {
            // SAFETY: the processor has just been asked for all that the function is made for.
            true => unsafe { plain_eights(text, runs, words) },
            false => 0,
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,bmi1")]
    fn plain_eights(text: &[u8], runs: &[[usize; 2]], words: &mut [u64]) -> usize {
        let Some(start_max) = text.len().checked_sub(LETTERS_MAX) else {
            return 0;
        };
        let number = |n: usize| _mm512_set1_epi64(n as i64);
        let (zero, ones) = (_mm512_setzero_si512(), _mm512_set1_epi64(-1));
        let (starts_of, ends_of) = (
            _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14),
            _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15),
        );
        let small = _mm512_set1_epi64(SMALL as i64);
        let base = _mm512_set1_epi64(BASE as i64);
        let add = |word, letters| {
            let product = _mm512_mullo_epi64(_mm512_xor_si512(word, letters), base);
            _mm512_xor_si512(product, _mm512_srli_epi64::<32>(product))
        };
        let mut done = 0;
        for (runs, words) in runs
            .as_chunks::<8>()
            .0
            .iter()
            .zip(words.as_chunks_mut::<8>().0)
        {
            let [low, high] = runs.as_chunks::<4>().0 else {
                return done;
            };
            // SAFETY: eight numbers of 64 bits are read from four times two of them, each time.
            let [low, high] =
                [low, high].map(|four| unsafe { _mm512_loadu_epi64(four.as_ptr().cast()) });
            let starts = _mm512_permutex2var_epi64(low, starts_of, high);
            let ends = _mm512_permutex2var_epi64(low, ends_of, high);
            let length = _mm512_sub_epi64(ends, starts);
            if _mm512_cmpgt_epu64_mask(starts, number(start_max)) != 0 {
                break;
            }
            // SAFETY: sixteen bytes from there on are within the text, as was just seen.
            let sixteen =
                |i: usize| unsafe { _mm_loadu_epi8(text.as_ptr().add(runs[i][0]).cast()) };
            let four = |i: usize| {
                let all = _mm512_castsi128_si512(sixteen(i));
                let all = _mm512_inserti64x2::<1>(all, sixteen(i + 2));
                let all = _mm512_inserti64x2::<2>(all, sixteen(i + 4));
                _mm512_inserti64x2::<3>(all, sixteen(i + 6))
            };
            let (even, odd) = (four(0), four(1));
            let (a, b) = (
                _mm512_unpacklo_epi64(even, odd),
                _mm512_unpackhi_epi64(even, odd),
            );
            let fit = _mm512_cmple_epu64_mask(length, number(LETTERS_MAX));
            // Of the bytes of each half those that are its own, down from the highest bit.
            let bits = _mm512_slli_epi64::<3>(length);
            let bits_a = _mm512_min_epu64(bits, number(64));
            let bits_b = _mm512_sub_epi64(bits, bits_a);
            let own = |bits| _mm512_srlv_epi64(ones, _mm512_sub_epi64(number(64), bits));
            let a = _mm512_and_si512(_mm512_or_si512(a, small), own(bits_a));
            let b = _mm512_and_si512(_mm512_or_si512(b, small), own(bits_b));
            let foreign =
                _mm512_test_epi64_mask(_mm512_or_si512(a, b), _mm512_set1_epi64(FOREIGN as i64));
            let short = add(zero, a);
            let long = add(short, b);
            let is_long = _mm512_cmpgt_epu64_mask(length, number(8));
            let hash = _mm512_mask_mov_epi64(short, is_long, long);
            // SAFETY: eight numbers of 64 bits are written to eight of them.
            unsafe { _mm512_storeu_epi64(words.as_mut_ptr().cast(), hash) };
            let n = (fit & !foreign).trailing_ones() as usize;
            done += n;
            if n < 8 {
                break;
            }
        }
        done
    }

    /// Puts the hashes of the first eights of runs of `n` words up to a limit into `sample`, which has room for all; how many
    /// there are, and of how many runs. Of short texts, whose only run is all of it, none.
    pub(in super::super) fn take_below(
        words: &[u64],
        n: usize,
        limit: u32,
        sample: &mut [u32],
    ) -> (usize, usize) {
        match (can(), n) {
            // SAFETY: the processor has just been asked for all that the function is made for.
            (true, SPACED) => unsafe { take_eights::<SPACED>(words, limit, sample) },
            // SAFETY: as above.
            (true, UNSPACED) => unsafe { take_eights::<UNSPACED>(words, limit, sample) },
            _ => (0, 0),
        }
    }

    #[target_feature(enable = "avx512f,avx512dq,avx512vl,popcnt")]
    fn take_eights<const N: usize>(
        words: &[u64],
        limit: u32,
        sample: &mut [u32],
    ) -> (usize, usize) {
        let number = |n: u64| _mm512_set1_epi64(n as i64);
        let weights: [u64; N] = std::array::from_fn(|i| weight_gone(N - 1 - i));
        let weights = weights.map(number);
        let limit = _mm256_set1_epi32(limit as i32);
        let (mut taken, mut done) = (0, 0);
        // Eight runs take the words from the first of one to the last of the eighth.
        while let (Some(of_runs), Some(to)) = (
            words.get(done..done + 7 + N),
            sample.get_mut(taken..taken + 8),
        ) {
            // A sum of products rather than one product after another: these would wait for each other.
            let mut runs = _mm512_setzero_si512();
            for (words, weight) in of_runs.windows(8).zip(weights) {
                // SAFETY: eight numbers of 64 bits are read from eight of them.
                let words = unsafe { _mm512_loadu_epi64(words.as_ptr().cast()) };
                runs = _mm512_add_epi64(runs, _mm512_mullo_epi64(words, weight));
            }
            let x = _mm512_xor_si512(runs, _mm512_srli_epi64::<30>(runs));
            let x = _mm512_mullo_epi64(x, number(MIX[0]));
            let x = _mm512_xor_si512(x, _mm512_srli_epi64::<27>(x));
            let x = _mm512_mullo_epi64(x, number(MIX[1]));
            let x = _mm512_xor_si512(x, _mm512_srli_epi64::<31>(x));
            let hashes = _mm512_cvtepi64_epi32(x);
            let low = _mm256_cmple_epu32_mask(hashes, limit);
            // SAFETY: eight numbers of 32 bits are written to eight of them.
            unsafe {
                _mm256_storeu_epi32(
                    to.as_mut_ptr().cast(),
                    _mm256_maskz_compress_epi32(low, hashes),
                )
            };
            taken += low.count_ones() as usize;
            done += 8;
        }
        (taken, done)
    }
}

#[cfg(test)]
mod tests {
    use super::super::edges::Found;
    use super::super::{sketch, tokens};
    use super::*;
    use proptest::prelude::*;

    /// Words up to a little more than is made at once, and now and then one beyond ASCII.
    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![20 => "[a-zA-Z0-9]{1,18}", 1 => "[a-z]{0,3}é"];
        prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn eight_words_are_made_as_each_alone(mut text in text()) {
            // Whole blocks, so that every run has an end.
            text.push_str(&" ".repeat(64 - text.len() % 64));
            let mut edges = vec![0; text.len() + 64];
            let mut found = Found::default();
            found.add(text.as_bytes().as_chunks().0, &mut edges);
            let runs = edges[..found.n].as_chunks().0;
            let [mut eights, mut alone] = [vec![0; runs.len()], vec![0; runs.len()]];
            let made = plain(text.as_bytes(), runs, &mut eights);
            let all = tokens::plain(text.as_bytes(), runs, &mut alone);
            prop_assert!(made <= all);
            prop_assert_eq!(&eights[..made], &alone[..made]);
            prop_assert_eq!(made + tokens::plain(text.as_bytes(), &runs[made..], &mut eights[made..]), all);
        }

        #[test]
        fn eight_runs_are_taken_as_each_alone(
            words in prop::collection::vec(any::<u64>(), 12..60),
            n in 1usize..12,
            limit in prop_oneof![any::<u32>(), Just(u32::MAX)],
        ) {
            let mut eights = vec![0; words.len()];
            let (mut taken, done) = take_below(&words, n, limit, &mut eights);
            if done + n <= words.len() {
                taken += sketch::take_below(&words[done..], n, limit, &mut eights[taken..]);
            }
            let mut alone = vec![0; words.len()];
            let all = sketch::take_below(&words, n, limit, &mut alone);
            let [eights, alone] = [&mut eights[..taken], &mut alone[..all]];
            eights.sort_unstable();
            alone.sort_unstable();
            prop_assert_eq!(eights, alone);
        }
    }
}
