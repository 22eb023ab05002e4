//! The net's arithmetic: products of rows of 16 bits with a matrix of 16 bits, summed up in 32, and what is done to each row
//! between them.
//!
//! Sums of whole numbers are the same in any order, so that every machine gives the same, as fast as it can: pairs are
//! multiplied and added in one step, sixteen (AVX-512 VNNI) or eight (AVX2) sums at once. Floats are added in one order.

use super::sequence::{self, Row};
use super::table::{Aligned, row};

/// Columns that are summed at once.
const LANES: usize = 16;

/// A pair of the inner dimension for each of [`LANES`] columns.
type Step = [i16; 2 * LANES];

/// A matrix from `2 * pairs` to `LANES * blocks` numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matrix {
    pairs: usize,
    /// Block by block, pair by pair.
    steps: Vec<Step>,
}

/// What the rows of a tile become before they are multiplied.
pub(super) const PARTS: usize = 4;

impl Matrix {
    /// A matrix of `inner` rows; columns are filled up with noughts to a multiple of [`LANES`], rows to one of two.
    pub(super) fn new(numbers: &[i16], inner: usize) -> Matrix {
        let outer = numbers.len() / inner.max(1);
        let pairs = inner.div_ceil(2);
        let at = |row: usize, column: usize| match row < inner && column < outer {
            true => numbers[row * outer + column],
            false => 0,
        };
        let steps = (0..outer.div_ceil(LANES))
            .flat_map(|block| (0..pairs).map(move |pair| (block, pair)))
            .map(|(block, pair)| {
                std::array::from_fn(|i| at(2 * pair + i % 2, block * LANES + i / 2))
            })
            .collect();
        Matrix { pairs, steps }
    }

    /// Columns, with those that fill up.
    pub(super) fn columns(&self) -> usize {
        self.steps.len() / self.pairs.max(1) * LANES
    }

    /// The product of each row with the matrix, of as many as `out` has room for. Rows come in pairs of their numbers.
    pub(super) fn products(&self, rows: &[[i16; 2]], out: &mut [i32]) {
        match self.steps.len() / self.pairs.max(1) {
            1 => self.blocks::<1>(rows, out),
            2 => self.blocks::<2>(rows, out),
            4 => self.blocks::<4>(rows, out),
            n => unreachable!("{n} blocks: no matrix of ours"),
        }
    }

    fn blocks<const B: usize>(&self, rows: &[[i16; 2]], out: &mut [i32]) {
        let out = out.as_chunks_mut::<LANES>().0.as_chunks_mut::<B>().0;
        #[cfg(target_arch = "x86_64")]
        if vectors::products(self, rows, out) {
            return;
        }
        self.plain(rows, out);
    }

    /// What the vectors do, one by one.
    fn plain<const B: usize>(&self, rows: &[[i16; 2]], out: &mut [[[i32; LANES]; B]]) {
        for (r, out) in out.iter_mut().enumerate() {
            for (b, sums) in out.iter_mut().enumerate() {
                *sums = [0; LANES];
                for ([x, y], step) in self.row(rows, r).iter().zip(self.block(b)) {
                    for (s, [v, w]) in sums.iter_mut().zip(step.as_chunks::<2>().0) {
                        let both = (i32::from(*x) * i32::from(*v))
                            .wrapping_add(i32::from(*y) * i32::from(*w));
                        *s = s.wrapping_add(both);
                    }
                }
            }
        }
    }

    /// The part of the matrix for one block.
    #[inline]
    fn block(&self, block: usize) -> &[Step] {
        &self.steps[block * self.pairs..][..self.pairs]
    }

    #[inline]
    fn row<'a>(&self, rows: &'a [[i16; 2]], r: usize) -> &'a [[i16; 2]] {
        &rows[r * self.pairs..][..self.pairs]
    }
}

/// The parts of three rows of weights that tiles are multiplied with: see [`split`]. Weights have 14 bits, these 16.
pub(super) fn filters([before, here, behind]: [i16; 3]) -> [i16; PARTS] {
    let ends = before.wrapping_add(behind);
    [
        before,
        behind,
        ends.wrapping_add(here),
        ends.wrapping_sub(here),
    ]
}

/// Splits rows into the parts of their tiles, in the line of Winograd (Lavin and Gray, *Fast Algorithms for Convolutional
/// Neural Networks*, 2016): a tile is two rows `step` apart, and sees these and one more on either side. Four products
/// make both sums of three, which would take six. Rows begin `step` before the first tile.
pub(super) fn split<const W: usize>(rows: &[[i16; W]], step: usize, parts: &mut [[i16; W]]) {
    #[cfg(target_arch = "x86_64")]
    if vectors::split(rows, step, parts) {
        return;
    }
    split_all(rows, step, parts);
}

#[inline(always)]
fn split_all<const W: usize>(rows: &[[i16; W]], step: usize, parts: &mut [[i16; W]]) {
    let (ends, both) = parts.split_at_mut(parts.len() / 2);
    let (first, last) = ends.split_at_mut(ends.len() / 2);
    let (sum, difference) = both.split_at_mut(both.len() / 2);
    let both = sum.chunks_mut(step).zip(difference.chunks_mut(step));
    let ends = first.chunks_mut(step).zip(last.chunks_mut(step));
    for (k, ((sum, difference), (first, last))) in both.zip(ends).enumerate() {
        let rows = &rows[2 * k * step..][..4 * step];
        for i in 0..sum.len() {
            let d: [&[i16; W]; 4] = std::array::from_fn(|n| &rows[i + n * step]);
            for j in 0..W {
                first[i][j] = d[0][j].wrapping_sub(d[2][j]);
                sum[i][j] = d[1][j].wrapping_add(d[2][j]);
                difference[i][j] = d[2][j].wrapping_sub(d[1][j]);
                last[i][j] = d[1][j].wrapping_sub(d[3][j]);
            }
        }
    }
}

/// Adds up what the things that are seen of each unit say to the row before it, its own and the one behind: `out` begins
/// with the row before the first.
pub(super) fn hear<const W: usize, const N: usize>(
    said: &[[&[[i32; W]; 3]; N]],
    out: &mut [[i32; W]],
) {
    #[cfg(target_arch = "x86_64")]
    if vectors::hear(said, out) {
        return;
    }
    hear_all(said, out);
}

#[inline(always)]
fn hear_all<const W: usize, const N: usize>(said: &[[&[[i32; W]; 3]; N]], out: &mut [[i32; W]]) {
    for (i, said) in said.iter().enumerate() {
        for (k, out) in out[i..i + 3].iter_mut().enumerate() {
            for (part, sums) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let mut all = *sums;
                for s in said {
                    for (a, n) in all.iter_mut().zip(&s[k].as_chunks::<LANES>().0[part]) {
                        *a = a.wrapping_add(*n);
                    }
                }
                *sums = all;
            }
        }
    }
}

/// Brings rows of `W` numbers to one length, the root of the mean of their squares, which is `one` in whole numbers: those of
/// the rows that are `real`, the others are left as they are.
pub(super) fn level<const W: usize>(
    rows: &[[f32; W]],
    real: &[bool],
    one: f32,
    out: &mut [[i16; W]],
) {
    #[cfg(target_arch = "x86_64")]
    if vectors::level(rows, real, one, out) {
        return;
    }
    level_all(rows, real, one, out);
}

#[inline(always)]
fn level_all<const W: usize>(rows: &[[f32; W]], real: &[bool], one: f32, out: &mut [[i16; W]]) {
    for ((row, real), out) in rows.iter().zip(real).zip(out) {
        if !real {
            continue;
        }
        // In an order that vectors can keep, and always the same.
        let mut squares = [0f32; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for (q, n) in squares.iter_mut().zip(part) {
                *q += n * n;
            }
        }
        let q = squares;
        let q: [f32; 8] = std::array::from_fn(|i| q[i] + q[i + 8]);
        let q: [f32; 4] = std::array::from_fn(|i| q[i] + q[i + 4]);
        let mean = ((q[0] + q[2]) + (q[1] + q[3])) / W as f32;
        let by = one / (mean + 1e-5).sqrt();
        for (n, s) in out.iter_mut().zip(row) {
            *n = nearest(s * by);
        }
    }
}

/// Adds to each row of tiles what the products of their parts are worth with a bias, where that is more than nought.
pub(super) fn add<const W: usize>(
    products: &[[i32; W]],
    step: usize,
    scale: f32,
    bias: &[f32; W],
    rows: &mut [[f32; W]],
) {
    #[cfg(target_arch = "x86_64")]
    if vectors::add(products, step, scale, bias, rows) {
        return;
    }
    add_all(products, step, scale, bias, rows);
}

#[inline(always)]
fn add_all<const W: usize>(
    products: &[[i32; W]],
    step: usize,
    scale: f32,
    bias: &[f32; W],
    rows: &mut [[f32; W]],
) {
    let worth = |n: i32, bias: f32| (n as f32 * scale + bias).max(0.0);
    for (k, tiles) in rows.chunks_exact_mut(2 * step).enumerate() {
        let (one, other) = tiles.split_at_mut(step);
        for (i, (one, other)) in one.iter_mut().zip(other).enumerate() {
            let tile = |part: usize| &products[part * products.len() / PARTS + k * step + i];
            let [first, last, sum, difference] = [0, 1, 2, 3].map(tile);
            for j in 0..W {
                // With weights as training makes them the sum for a row is within 31 bits, so twice as much is within 32.
                let here = sum[j].wrapping_add(difference[j]) >> 1;
                let behind = sum[j].wrapping_sub(difference[j]) >> 1;
                one[j] += worth(here.wrapping_add(first[j]), bias[j]);
                other[j] += worth(behind.wrapping_sub(last[j]), bias[j]);
            }
        }
    }
}

/// Adds up the rows of features, of `2^bits`.
pub(super) fn tally<const W: usize>(
    rows: &[Aligned<W>],
    bits: u32,
    features: &[u32],
    sums: &mut [i16; W],
) {
    #[cfg(target_arch = "x86_64")]
    if vectors::tally(rows, bits, features, sums) {
        return;
    }
    tally_all(rows, bits, features, sums);
}

#[inline(always)]
fn tally_all<const W: usize>(
    rows: &[Aligned<W>],
    bits: u32,
    features: &[u32],
    sums: &mut [i16; W],
) {
    let mut all = *sums;
    for f in features {
        for (s, w) in all.iter_mut().zip(&rows[row(*f, bits)].0) {
            *s += i16::from(*w);
        }
    }
    *sums = all;
}

/// See [`sequence::forward`].
pub(super) fn forward<const W: usize>(
    ways: &[[i32; W]; W],
    labels: usize,
    rows: &[Row],
    now: &mut [i32; W],
    back: &mut [[u8; W]],
) {
    #[cfg(target_arch = "x86_64")]
    if vectors::forward(ways, labels, rows, now, back) {
        return;
    }
    sequence::forward(ways, labels, rows, now, back);
}

/// The nearest whole number, of those within 16 bits: what is added makes the last bits of a float count ones.
#[inline(always)]
fn nearest(number: f32) -> i16 {
    const ONES: f32 = 12_582_912.0;
    (number + ONES).to_bits() as i16
}

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code, reason = "measured hot loops")]
mod vectors {
    use super::{Aligned, LANES, Matrix, Row, sequence};
    use std::arch::x86_64::*;

    /// Whether the processor can, and has made them.
    pub(super) fn products<const B: usize>(
        m: &Matrix,
        rows: &[[i16; 2]],
        out: &mut [[[i32; LANES]; B]],
    ) -> bool {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has just been asked for all that the function is made for.
            unsafe { sixteen(m, rows, out) };
            return true;
        }
        let can = is_x86_feature_detected!("avx2");
        if can {
            // SAFETY: as above.
            unsafe { eight(m, rows, out) };
        }
        can
    }

    /// Functions over rows with wider vectors, where the processor can: the compiler makes them, and they round as one
    /// by one.
    macro_rules! wider {
        ($name:ident, $sixteen:ident, $eight:ident, $all:path, $($n:ident,)? ($($argument:ident: $type:ty),*)) => {
            pub(super) fn $name<const W: usize $(, const $n: usize)?>($($argument: $type),*) -> bool {
                if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vl") {
                    // SAFETY: the processor has just been asked for all that the function is made for.
                    unsafe { $sixteen($($argument),*) };
                    return true;
                }
                let can = is_x86_feature_detected!("avx2");
                if can {
                    // SAFETY: as above.
                    unsafe { $eight($($argument),*) };
                }
                can
            }

            #[target_feature(enable = "avx512bw,avx512vl")]
            fn $sixteen<const W: usize $(, const $n: usize)?>($($argument: $type),*) {
                $all($($argument),*);
            }

            #[target_feature(enable = "avx2")]
            fn $eight<const W: usize $(, const $n: usize)?>($($argument: $type),*) {
                $all($($argument),*);
            }
        };
    }

    wider!(level, level_sixteen, level_eight, super::level_all,
        (rows: &[[f32; W]], real: &[bool], one: f32, out: &mut [[i16; W]]));
    wider!(add, add_sixteen, add_eight, super::add_all,
        (products: &[[i32; W]], step: usize, scale: f32, bias: &[f32; W], rows: &mut [[f32; W]]));
    wider!(split, split_sixteen, split_eight, super::split_all,
        (rows: &[[i16; W]], step: usize, parts: &mut [[i16; W]]));
    wider!(hear, hear_sixteen, hear_eight, super::hear_all, N,
        (said: &[[&[[i32; W]; 3]; N]], out: &mut [[i32; W]]));

    wider!(tally, tally_sixteen, tally_eight, super::tally_all,
        (rows: &[Aligned<W>], bits: u32, features: &[u32], sums: &mut [i16; W]));
    wider!(forward, forward_sixteen, forward_eight, sequence::forward,
        (ways: &[[i32; W]; W], labels: usize, rows: &[Row], now: &mut [i32; W], back: &mut [[u8; W]]));

    /// Rows that are read together, so that a part of the matrix is read once for all of them.
    const TOGETHER: usize = 4;

    #[target_feature(enable = "avx512f,avx512vnni")]
    fn sixteen<const B: usize>(m: &Matrix, rows: &[[i16; 2]], out: &mut [[[i32; LANES]; B]]) {
        let (most, rest) = out.as_chunks_mut::<TOGETHER>();
        let done = most.len() * TOGETHER;
        for (k, out) in most.iter_mut().enumerate() {
            sixteen_of(m, rows, k * TOGETHER, out);
        }
        for (k, out) in rest.iter_mut().enumerate() {
            sixteen_of(m, rows, done + k, std::array::from_mut(out));
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn sixteen_of<const R: usize, const B: usize>(
        m: &Matrix,
        rows: &[[i16; 2]],
        first: usize,
        out: &mut [[[i32; LANES]; B]; R],
    ) {
        let mut sums = [[_mm512_setzero_si512(); B]; R];
        // Loops, for a closure that std calls is not made part of what is compiled for this processor.
        let mut x = [&rows[..0]; R];
        for (r, x) in x.iter_mut().enumerate() {
            *x = m.row(rows, first + r);
        }
        let mut w = [&m.steps[..0]; B];
        for (b, w) in w.iter_mut().enumerate() {
            *w = m.block(b);
        }
        for k in 0..m.pairs {
            let mut now = [_mm512_setzero_si512(); B];
            for (now, w) in now.iter_mut().zip(&w) {
                // SAFETY: 32 numbers of 16 bits are read from as many.
                *now = unsafe { _mm512_loadu_si512(w[k].as_ptr().cast()) };
            }
            for (sums, x) in sums.iter_mut().zip(&x) {
                let pair = _mm512_set1_epi32(both(x[k]));
                for (s, w) in sums.iter_mut().zip(&now) {
                    *s = _mm512_dpwssd_epi32(*s, pair, *w);
                }
            }
        }
        for (out, s) in out.as_flattened_mut().iter_mut().zip(sums.as_flattened()) {
            // SAFETY: sixteen numbers of 32 bits are written to as many.
            unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), *s) };
        }
    }

    #[inline]
    fn both([x, y]: [i16; 2]) -> i32 {
        i32::from(y) << 16 | i32::from(x as u16)
    }

    #[target_feature(enable = "avx2")]
    fn eight<const B: usize>(m: &Matrix, rows: &[[i16; 2]], out: &mut [[[i32; LANES]; B]]) {
        let (most, rest) = out.as_chunks_mut::<TOGETHER>();
        let done = most.len() * TOGETHER;
        for block in 0..B {
            for (k, out) in most.iter_mut().enumerate() {
                eight_of(m, rows, k * TOGETHER, block, out);
            }
            for (k, out) in rest.iter_mut().enumerate() {
                eight_of(m, rows, done + k, block, std::array::from_mut(out));
            }
        }
    }

    /// One block alone, for there are half as many registers.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn eight_of<const R: usize, const B: usize>(
        m: &Matrix,
        rows: &[[i16; 2]],
        first: usize,
        block: usize,
        out: &mut [[[i32; LANES]; B]; R],
    ) {
        let mut sums = [[_mm256_setzero_si256(); 2]; R];
        let mut x = [&rows[..0]; R];
        for (r, x) in x.iter_mut().enumerate() {
            *x = m.row(rows, first + r);
        }
        let w = m.block(block);
        for k in 0..m.pairs {
            let mut now = [_mm256_setzero_si256(); 2];
            for (now, w) in now.iter_mut().zip(w[k].as_chunks::<LANES>().0) {
                // SAFETY: sixteen numbers of 16 bits are read from as many.
                *now = unsafe { _mm256_loadu_si256(w.as_ptr().cast()) };
            }
            for (sums, x) in sums.iter_mut().zip(&x) {
                let pair = _mm256_set1_epi32(both(x[k]));
                for (s, w) in sums.iter_mut().zip(&now) {
                    *s = _mm256_add_epi32(*s, _mm256_madd_epi16(pair, *w));
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            let halves = out[block].as_chunks_mut::<{ LANES / 2 }>().0;
            for (out, s) in halves.iter_mut().zip(sums) {
                // SAFETY: eight numbers of 32 bits are written to as many.
                unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), *s) };
            }
        }
    }

    #[cfg(test)]
    mod tests;
}
