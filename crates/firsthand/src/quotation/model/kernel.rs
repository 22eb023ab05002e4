//! The net's arithmetic: products of rows of 16 bits with a matrix of 16 bits, summed up in 32, and what is done to each row
//! between them.
//!
//! Sums of whole numbers are the same in any order, so that every machine gives the same, as fast as it can: pairs are
//! multiplied and added in one step, sixteen (AVX-512 VNNI) or eight (AVX2) sums at once. Floats are added in one order.

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

/// Rows of numbers in pairs, one after another.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) numbers: &'a [[i16; 2]],
    /// Pairs in a row.
    pub(super) pairs: usize,
}

/// How the rows are taken together: so many of them, `step` apart, make one vector for the matrix.
#[derive(Clone, Copy)]
pub(super) struct Taps {
    pub(super) count: usize,
    pub(super) step: usize,
}

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

    /// The product of each vector with the matrix, one after another: the first vector begins with the first row, the next
    /// with the second. As many as `out` has room for.
    pub(super) fn products(&self, rows: Rows, taps: Taps, out: &mut [i32]) {
        assert_eq!(rows.pairs * taps.count, self.pairs);
        match self.steps.len() / self.pairs.max(1) {
            1 => self.blocks::<1>(rows, taps, out),
            2 => self.blocks::<2>(rows, taps, out),
            4 => self.blocks::<4>(rows, taps, out),
            n => unreachable!("{n} blocks: no matrix of ours"),
        }
    }

    fn blocks<const B: usize>(&self, rows: Rows, taps: Taps, out: &mut [i32]) {
        let out = out.as_chunks_mut::<LANES>().0.as_chunks_mut::<B>().0;
        #[cfg(target_arch = "x86_64")]
        if vectors::products(self, rows, taps, out) {
            return;
        }
        self.plain(rows, taps, out);
    }

    /// What the vectors do, one by one.
    fn plain<const B: usize>(&self, rows: Rows, taps: Taps, out: &mut [[[i32; LANES]; B]]) {
        for (r, out) in out.iter_mut().enumerate() {
            for (b, sums) in out.iter_mut().enumerate() {
                *sums = [0; LANES];
                for tap in 0..taps.count {
                    let row = rows.row(r + tap * taps.step);
                    for ([x, y], step) in row.iter().zip(self.steps(b, tap, rows.pairs)) {
                        for (s, [v, w]) in sums.iter_mut().zip(step.as_chunks::<2>().0) {
                            let both = (i32::from(*x) * i32::from(*v))
                                .wrapping_add(i32::from(*y) * i32::from(*w));
                            *s = s.wrapping_add(both);
                        }
                    }
                }
            }
        }
    }

    /// The part of the matrix for one block and one tap.
    #[inline]
    fn steps(&self, block: usize, tap: usize, pairs: usize) -> &[Step] {
        &self.steps[block * self.pairs + tap * pairs..][..pairs]
    }
}

impl<'a> Rows<'a> {
    #[inline]
    fn row(&self, r: usize) -> &'a [[i16; 2]] {
        &self.numbers[r * self.pairs..][..self.pairs]
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

/// Adds to each row what products are worth with a bias, where that is more than nought.
pub(super) fn add<const W: usize>(
    products: &[[i32; W]],
    scale: f32,
    bias: &[f32; W],
    rows: &mut [[f32; W]],
) {
    #[cfg(target_arch = "x86_64")]
    if vectors::add(products, scale, bias, rows) {
        return;
    }
    add_all(products, scale, bias, rows);
}

#[inline(always)]
fn add_all<const W: usize>(
    products: &[[i32; W]],
    scale: f32,
    bias: &[f32; W],
    rows: &mut [[f32; W]],
) {
    for (row, products) in rows.iter_mut().zip(products) {
        for ((s, n), b) in row.iter_mut().zip(products).zip(bias) {
            *s += (*n as f32 * scale + b).max(0.0);
        }
    }
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
    use super::{LANES, Matrix, Rows, Taps};
    use std::arch::x86_64::*;

    /// Whether the processor can, and has made them.
    pub(super) fn products<const B: usize>(
        m: &Matrix,
        rows: Rows,
        taps: Taps,
        out: &mut [[[i32; LANES]; B]],
    ) -> bool {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has just been asked for all that the function is made for.
            unsafe { sixteen(m, rows, taps, out) };
            return true;
        }
        let can = is_x86_feature_detected!("avx2");
        if can {
            // SAFETY: as above.
            unsafe { eight(m, rows, taps, out) };
        }
        can
    }

    /// Functions over rows with wider vectors, where the processor can: the compiler makes them, and they round as one
    /// by one.
    macro_rules! wider {
        ($name:ident, $sixteen:ident, $eight:ident, $all:path, ($($argument:ident: $type:ty),*)) => {
            pub(super) fn $name<const W: usize>($($argument: $type),*) -> bool {
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
            fn $sixteen<const W: usize>($($argument: $type),*) {
                $all($($argument),*);
            }

            #[target_feature(enable = "avx2")]
            fn $eight<const W: usize>($($argument: $type),*) {
                $all($($argument),*);
            }
        };
    }

    wider!(level, level_sixteen, level_eight, super::level_all,
        (rows: &[[f32; W]], real: &[bool], one: f32, out: &mut [[i16; W]]));
    wider!(add, add_sixteen, add_eight, super::add_all,
        (products: &[[i32; W]], scale: f32, bias: &[f32; W], rows: &mut [[f32; W]]));

    /// Rows that are read together, so that a part of the matrix is read once for all of them.
    const TOGETHER: usize = 4;

    #[target_feature(enable = "avx512f,avx512vnni")]
    fn sixteen<const B: usize>(m: &Matrix, rows: Rows, taps: Taps, out: &mut [[[i32; LANES]; B]]) {
        let (most, rest) = out.as_chunks_mut::<TOGETHER>();
        let done = most.len() * TOGETHER;
        for (k, out) in most.iter_mut().enumerate() {
            sixteen_of(m, rows, taps, k * TOGETHER, out);
        }
        for (k, out) in rest.iter_mut().enumerate() {
            sixteen_of(m, rows, taps, done + k, std::array::from_mut(out));
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn sixteen_of<const R: usize, const B: usize>(
        m: &Matrix,
        rows: Rows,
        taps: Taps,
        first: usize,
        out: &mut [[[i32; LANES]; B]; R],
    ) {
        let mut sums = [[_mm512_setzero_si512(); B]; R];
        for tap in 0..taps.count {
            // Loops, for a closure that std calls is not made part of what is compiled for this processor.
            let mut x = [&rows.numbers[..0]; R];
            for (r, x) in x.iter_mut().enumerate() {
                *x = rows.row(first + r + tap * taps.step);
            }
            let mut w = [&m.steps[..0]; B];
            for (b, w) in w.iter_mut().enumerate() {
                *w = m.steps(b, tap, rows.pairs);
            }
            for k in 0..rows.pairs {
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
    fn eight<const B: usize>(m: &Matrix, rows: Rows, taps: Taps, out: &mut [[[i32; LANES]; B]]) {
        for (r, out) in out.iter_mut().enumerate() {
            let mut sums = [[_mm256_setzero_si256(); 2]; B];
            for tap in 0..taps.count {
                let x = rows.row(r + tap * taps.step);
                let mut w = [&m.steps[..0]; B];
                for (b, w) in w.iter_mut().enumerate() {
                    *w = m.steps(b, tap, rows.pairs);
                }
                for k in 0..rows.pairs {
                    let pair = _mm256_set1_epi32(both(x[k]));
                    for (sums, w) in sums.iter_mut().zip(&w) {
                        for (s, w) in sums.iter_mut().zip(w[k].as_chunks::<LANES>().0) {
                            // SAFETY: sixteen numbers of 16 bits are read from as many.
                            let w = unsafe { _mm256_loadu_si256(w.as_ptr().cast()) };
                            *s = _mm256_add_epi32(*s, _mm256_madd_epi16(pair, w));
                        }
                    }
                }
            }
            for (out, sums) in out.iter_mut().zip(&sums) {
                for (out, s) in out.as_chunks_mut::<{ LANES / 2 }>().0.iter_mut().zip(sums) {
                    // SAFETY: eight numbers of 32 bits are written to as many.
                    unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), *s) };
                }
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #[test]
            fn rows_are_added_alike(
                rows in prop::collection::vec(prop::array::uniform32(-1e3f32..1e3), 1..9),
                products in prop::collection::vec(prop::array::uniform32(any::<i32>()), 9),
                bias in prop::array::uniform32(-1e3f32..1e3),
            ) {
                let mut plain = rows.clone();
                super::super::add_all(&products, 1e-3, &bias, &mut plain);
                let mut got = rows.clone();
                super::super::add(&products, 1e-3, &bias, &mut got);
                prop_assert_eq!(&got, &plain);
                if is_x86_feature_detected!("avx2") {
                    got = rows;
                    // SAFETY: the processor has just been asked.
                    unsafe { add_eight(&products, 1e-3, &bias, &mut got) };
                    prop_assert_eq!(&got, &plain);
                }
            }

            #[test]
            fn rows_are_levelled_alike(rows in prop::collection::vec(prop::array::uniform32(-1e3f32..1e3), 1..9)) {
                let real: Vec<bool> = (0..rows.len()).map(|i| i % 3 != 1).collect();
                let mut plain = vec![[7; 32]; rows.len()];
                super::super::level_all(&rows, &real, 1024.0, &mut plain);
                let mut got = vec![[7; 32]; rows.len()];
                super::super::level(&rows, &real, 1024.0, &mut got);
                prop_assert_eq!(&got, &plain);
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor has just been asked.
                    unsafe { level_eight(&rows, &real, 1024.0, &mut got) };
                    prop_assert_eq!(&got, &plain);
                }
                for (row, _) in plain.iter().zip(&real).filter(|(_, real)| **real) {
                    let squares: f64 = row.iter().map(|n| f64::from(*n).powi(2)).sum();
                    prop_assert!(((squares / 32.0).sqrt() - 1024.0).abs() < 2.0);
                }
            }

            #[test]
            fn vectors_and_their_plain_twin_give_the_same(
                numbers in prop::collection::vec(any::<i16>(), 4 * 3 * 30),
                matrix in prop::collection::vec(any::<i16>(), 12 * 64),
                step in 1usize..4,
            ) {
                let m = Matrix::new(&matrix, 12);
                let rows = Rows { numbers: numbers.as_chunks().0, pairs: 2 };
                let taps = Taps { count: 3, step };
                let mut plain = vec![[[0; LANES]; 4]; 20];
                m.plain(rows, taps, &mut plain);
                let mut got = vec![[[1; LANES]; 4]; 20];
                if products(&m, rows, taps, &mut got) {
                    prop_assert_eq!(&got, &plain);
                }
                if is_x86_feature_detected!("avx2") {
                    got.fill([[1; LANES]; 4]);
                    // SAFETY: the processor has just been asked.
                    unsafe { eight(&m, rows, taps, &mut got) };
                    prop_assert_eq!(&got, &plain);
                }
            }
        }
    }
}
