//! Where the words of a text begin and end, 64 bytes at once.
//!
//! They are told apart all together, and the edges of runs of them are taken off a bit mask, as Langdale and Lemire find the
//! structure of JSON ("Parsing gigabytes of JSON per second", 2019). The processor says at run time in which of three ways: a
//! mask from 64 bytes at once and its bits' places pressed together (AVX-512), a mask from twice 32 (AVX2) or from four times
//! 16 (SSE2, which every x86-64 has) and its bits one after another.

/// Bytes that are told apart at once.
pub(super) const BLOCK: usize = 64;

/// Edges that a block has mostly, rounded up. So many are written whether they are there or not,
/// since how many there are is not to be foreseen.
const EDGES: usize = 24;

/// Of each byte of a block a bit: whether it is a letter or digit of ASCII, or beyond ASCII; whether it is the first byte, and
/// whether the second, of the marks that news is full of beyond ASCII, curly quotation marks and dashes (U+2000 to U+203F).
type Kinds = [u64; 3];

/// The first two of the three bytes of such a mark.
const MARK: [u8; 2] = [0xE2, 0x80];

/// Where the edges of runs of bytes are that are no spaces and marks of ASCII, and none of the marks of [`Kinds`] that a
/// block has whole: the others are left to who reads the runs.
#[derive(Default)]
pub(super) struct Found {
    /// How many edges there are: of a run that is not ended yet only the first.
    pub(super) n: usize,
    /// Bytes that were looked at.
    at: usize,
    /// The last bit of the block before.
    before: u64,
}

impl Found {
    /// Finds the edges of all runs of `blocks`, and adds them to those that are there; `edges` has room for all.
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code, reason = "a measured hot loop")]
    pub(super) fn add(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        let has_popcnt = is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("popcnt");
        #[cfg(target_pointer_width = "64")]
        if has_popcnt
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vbmi2")
        {
            // SAFETY: the processor has just been asked for all that the function is made for.
            return unsafe { self.add_avx512(blocks, edges) };
        }
        match has_popcnt && is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            true => unsafe { self.add_avx2(blocks, edges) },
            // SAFETY: SSE2 is part of every x86-64, and the function takes no pointer.
            false => self.add_with(|block| unsafe { kinds_sse2(block) }, blocks, edges),
        }
    }

    #[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
    #[target_feature(enable = "avx512bw,avx512vbmi2,bmi1,popcnt")]
    #[allow(unsafe_code, reason = "a measured hot loop")]
    fn add_avx512(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        use std::arch::x86_64::*;
        const PLACES: [u8; BLOCK] = {
            let mut places = [0; BLOCK];
            let mut i = 0;
            while i < BLOCK {
                places[i] = i as u8;
                i += 1;
            }
            places
        };
        // SAFETY: 64 bytes are read from an array of 64.
        let places = unsafe { _mm512_loadu_epi8(PLACES.as_ptr().cast()) };
        for block in blocks {
            let (bits, n) = self.bits(kinds_avx512(block));
            let Some(edges) = edges[self.n..].first_chunk_mut::<BLOCK>() else {
                return;
            };
            let mut near = [0u8; BLOCK];
            let pressed = _mm512_maskz_compress_epi8(bits, places);
            // SAFETY: 64 bytes are written to an array of 64.
            unsafe { _mm512_storeu_epi8(near.as_mut_ptr().cast(), pressed) };
            let at = _mm512_set1_epi64(self.at as i64);
            let write = |(edges, near): (&mut [usize; 8], &[u8; 8])| {
                let near = _mm_cvtsi64_si128(i64::from_le_bytes(*near));
                let eight = _mm512_add_epi64(at, _mm512_cvtepu8_epi64(near));
                // SAFETY: eight numbers of 64 bits are written to an array of eight of them.
                unsafe { _mm512_storeu_epi64(edges.as_mut_ptr().cast(), eight) };
            };
            let mut eights = edges
                .as_chunks_mut::<8>()
                .0
                .iter_mut()
                .zip(near.as_chunks().0);
            eights.by_ref().take(EDGES / 8).for_each(write);
            if n > EDGES {
                eights.take((n - EDGES).div_ceil(8)).for_each(write);
            }
            self.n += n;
            self.at += BLOCK;
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,popcnt")]
    fn add_avx2(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        self.add_with(|block| kinds_avx2(block), blocks, edges);
    }

    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn add(&mut self, blocks: &[[u8; BLOCK]], edges: &mut [usize]) {
        self.add_with(kinds_one_by_one, blocks, edges);
    }

    #[inline(always)]
    fn add_with(
        &mut self,
        kinds: impl Fn(&[u8; BLOCK]) -> Kinds,
        blocks: &[[u8; BLOCK]],
        edges: &mut [usize],
    ) {
        for block in blocks {
            let (mut bits, n) = self.bits(kinds(block));
            let Some(edges) = edges[self.n..].first_chunk_mut::<BLOCK>() else {
                return;
            };
            let mut write = |edges: &mut [usize]| {
                for edge in edges {
                    *edge = self.at + bits.trailing_zeros() as usize;
                    bits &= bits.wrapping_sub(1);
                }
            };
            write(&mut edges[..EDGES]);
            if n > EDGES {
                write(&mut edges[EDGES..n]);
            }
            self.n += n;
            self.at += BLOCK;
        }
    }

    /// A bit for each edge of a block, and how many there are.
    #[inline(always)]
    fn bits(&mut self, [words, firsts, seconds]: Kinds) -> (u64, usize) {
        let marks = firsts & (seconds >> 1) & (u64::MAX >> 2);
        let words = words & !(marks | marks << 1 | marks << 2);
        let edges = words ^ (words << 1 | self.before);
        self.before = words >> (BLOCK - 1);
        (edges, edges.count_ones() as usize)
    }
}

/// The kinds of a block's bytes, sixteen at once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
fn kinds_sse2(block: &[u8; BLOCK]) -> Kinds {
    use std::arch::x86_64::*;
    let mut kinds = [0; 3];
    for (i, part) in block.as_chunks::<16>().0.iter().enumerate() {
        let part = u128::from_le_bytes(*part);
        let bytes = _mm_set_epi64x((part >> 64) as i64, part as i64);
        // Signed comparisons: bytes beyond ASCII are negative, below every bound.
        let small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        let within = |b, from: u8, to: u8| {
            let above = _mm_cmpgt_epi8(b, _mm_set1_epi8(from as i8 - 1));
            _mm_and_si128(above, _mm_cmplt_epi8(b, _mm_set1_epi8(to as i8 + 1)))
        };
        let word = _mm_or_si128(within(small, b'a', b'z'), within(bytes, b'0', b'9'));
        let is = |byte: u8| _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte as i8));
        let parts = [_mm_or_si128(word, bytes), is(MARK[0]), is(MARK[1])];
        for (kind, part) in kinds.iter_mut().zip(parts) {
            *kind |= u64::from(_mm_movemask_epi8(part) as u16) << (i * 16);
        }
    }
    kinds
}

/// As [`kinds_sse2`], 32 at once.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn kinds_avx2(block: &[u8; BLOCK]) -> Kinds {
    use std::arch::x86_64::*;
    let mut kinds = [0; 3];
    for (i, part) in block.as_chunks::<32>().0.iter().enumerate() {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| i64::from_le_bytes(part.as_chunks().0[i]));
        let bytes = _mm256_set_epi64x(d, c, b, a);
        let small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
        let within = |b, from: u8, to: u8| {
            let above = _mm256_cmpgt_epi8(b, _mm256_set1_epi8(from as i8 - 1));
            _mm256_and_si256(above, _mm256_cmpgt_epi8(_mm256_set1_epi8(to as i8 + 1), b))
        };
        let word = _mm256_or_si256(within(small, b'a', b'z'), within(bytes, b'0', b'9'));
        let is = |byte: u8| _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8));
        let parts = [_mm256_or_si256(word, bytes), is(MARK[0]), is(MARK[1])];
        for (kind, part) in kinds.iter_mut().zip(parts) {
            *kind |= u64::from(_mm256_movemask_epi8(part) as u32) << (i * 32);
        }
    }
    kinds
}

/// As [`kinds_sse2`], all at once.
#[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
#[target_feature(enable = "avx512bw")]
#[allow(unsafe_code, reason = "a measured hot loop")]
fn kinds_avx512(block: &[u8; BLOCK]) -> Kinds {
    use std::arch::x86_64::*;
    // SAFETY: 64 bytes are read from an array of 64.
    let bytes = unsafe { _mm512_loadu_epi8(block.as_ptr().cast()) };
    let small = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
    let within = |b, from: u8, to: u8| {
        let above = _mm512_sub_epi8(b, _mm512_set1_epi8(from as i8));
        _mm512_cmple_epu8_mask(above, _mm512_set1_epi8((to - from) as i8))
    };
    let words = within(small, b'a', b'z') | within(bytes, b'0', b'9') | _mm512_movepi8_mask(bytes);
    let [first, second] =
        MARK.map(|byte| _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte as i8)));
    [words, first, second]
}

/// As the others, byte by byte; a test holds them to it.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn kinds_one_by_one(block: &[u8; BLOCK]) -> Kinds {
    let bits = |is: &dyn Fn(u8) -> bool| {
        let bits = (0..).zip(block).map(|(i, byte)| u64::from(is(*byte)) << i);
        bits.sum()
    };
    [
        bits(&|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()),
        bits(&|byte| byte == MARK[0]),
        bits(&|byte| byte == MARK[1]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The edges that `add` finds in some blocks, of two calls.
    fn edges(
        blocks: &[[u8; BLOCK]],
        add: impl Fn(&mut Found, &[[u8; BLOCK]], &mut [usize]),
    ) -> Vec<usize> {
        let mut edges = vec![7; (blocks.len() + 1) * BLOCK];
        let mut found = Found::default();
        let (first, rest) = blocks.split_at(blocks.len() / 2);
        add(&mut found, first, &mut edges);
        add(&mut found, rest, &mut edges);
        edges.truncate(found.n);
        edges
    }

    fn block() -> impl Strategy<Value = [u8; BLOCK]> {
        let news = prop::sample::select(&b"aeZ09 ,.\xe2\x80"[..]);
        let news = prop::collection::vec(news, BLOCK).prop_map(|b| b.try_into().expect("a block"));
        prop_oneof![any::<[u8; BLOCK]>(), news]
    }

    proptest! {
        #[test]
        fn edges_are_those_of_bytes_one_by_one(blocks in prop::collection::vec(block(), 0..5)) {
            let plain = edges(&blocks, |found, some, to| found.add_with(kinds_one_by_one, some, to));
            prop_assert_eq!(edges(&blocks, Found::add), plain);
        }

        #[cfg(target_arch = "x86_64")]
        #[test]
        #[allow(unsafe_code, reason = "the functions are asked for by what the processor has")]
        fn many_at_once_are_told_as_one_by_one(block in block()) {
            let kinds = kinds_one_by_one(&block);
            // SAFETY: SSE2 is part of every x86-64.
            prop_assert_eq!(unsafe { kinds_sse2(&block) }, kinds);
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has just been asked.
                prop_assert_eq!(unsafe { kinds_avx2(&block) }, kinds);
            }
        }
    }
}
