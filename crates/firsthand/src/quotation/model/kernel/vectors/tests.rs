//! Vectors and their plain twins give the same.

use super::super::PARTS;
use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn tiles_give_what_taps_do(
        numbers in prop::collection::vec(prop::array::uniform32(-8192i16..=8192), 3 * 16),
        taps in prop::array::uniform3(prop::collection::vec(-300i16..300, 32 * 32)),
        bias in prop::array::uniform32(-1e3f32..1e3),
        step in prop::sample::select(vec![1, 2, 4, 8]),
    ) {
        let mut plain = vec![bias; 16];
        for (r, row) in plain.iter_mut().enumerate() {
            for (j, n) in row.iter_mut().enumerate() {
                let tap = |k: usize, i: usize| {
                    i32::from(numbers[r + k * step][i]) * i32::from(taps[k][i * 32 + j])
                };
                let all: i32 = (0..3).flat_map(|k| (0..32).map(move |i| tap(k, i))).sum();
                *n += (all as f32 * 1e-3 + bias[j]).max(0.0);
            }
        }
        let filters: Vec<_> =
            (0..32 * 32).map(|i| super::super::filters([0, 1, 2].map(|k| taps[k][i]))).collect();
        let mut parts = [[0; 32]; PARTS * 8];
        super::super::split(&numbers, step, &mut parts);
        let mut products = [[0; 32]; PARTS * 8];
        for (k, (part, out)) in parts.chunks(8).zip(products.chunks_mut(8)).enumerate() {
            let m = Matrix::new(&filters.iter().map(|f| f[k]).collect::<Vec<_>>(), 32);
            m.products(part.as_flattened().as_chunks().0, out.as_flattened_mut());
        }
        let mut got = vec![bias; 16];
        super::super::add(&products, step, 1e-3, &bias, &mut got);
        prop_assert_eq!(&got, &plain);
    }

    #[test]
    fn rows_are_added_alike(
        products in prop::collection::vec(prop::array::uniform32(any::<i32>()), PARTS * 8),
        bias in prop::array::uniform32(-1e3f32..1e3),
        step in prop::sample::select(vec![1, 2, 4, 8]),
    ) {
        let mut plain = vec![bias; 16];
        super::super::add_all(&products, step, 1e-3, &bias, &mut plain);
        let mut got = vec![bias; 16];
        super::super::add(&products, step, 1e-3, &bias, &mut got);
        prop_assert_eq!(&got, &plain);
        if is_x86_feature_detected!("avx2") {
            got = vec![bias; 16];
            // SAFETY: the processor has just been asked.
            unsafe { add_eight(&products, step, 1e-3, &bias, &mut got) };
            prop_assert_eq!(&got, &plain);
        }
    }

    #[test]
    fn rows_are_split_alike(
        rows in prop::collection::vec(prop::array::uniform32(any::<i16>()), 3 * 16),
        step in prop::sample::select(vec![1, 2, 4, 8]),
    ) {
        let fresh = || [[1; 32]; PARTS * 8];
        let (mut plain, mut got) = (fresh(), fresh());
        super::super::split_all(&rows, step, &mut plain);
        super::super::split(&rows, step, &mut got);
        prop_assert_eq!(&got, &plain);
        if is_x86_feature_detected!("avx2") {
            got = fresh();
            // SAFETY: the processor has just been asked.
            unsafe { split_eight(&rows, step, &mut got) };
            prop_assert_eq!(&got, &plain);
        }
    }

    #[test]
    fn what_is_said_is_heard_alike(
        values in prop::collection::vec(prop::array::uniform3(prop::array::uniform32(any::<i32>())), 4),
        seen in prop::collection::vec(prop::array::uniform2(0usize..4), 0..9),
    ) {
        let said: Vec<_> = seen.iter().map(|s| s.map(|v| &values[v])).collect();
        let fresh = || vec![[1; 32]; seen.len() + 2];
        let (mut plain, mut got) = (fresh(), fresh());
        super::super::hear_all(&said, &mut plain);
        super::super::hear(&said, &mut got);
        prop_assert_eq!(&got, &plain);
        if is_x86_feature_detected!("avx2") {
            got = fresh();
            // SAFETY: the processor has just been asked.
            unsafe { hear_eight(&said, &mut got) };
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
        numbers in prop::collection::vec(any::<i16>(), 12 * 22),
        matrix in prop::collection::vec(any::<i16>(), 12 * 64),
    ) {
        let m = Matrix::new(&matrix, 12);
        let rows = numbers.as_chunks().0;
        let mut plain = vec![[[0; LANES]; 4]; 22];
        m.plain(rows, &mut plain);
        let mut got = vec![[[1; LANES]; 4]; 22];
        if products(&m, rows, &mut got) {
            prop_assert_eq!(&got, &plain);
        }
        if is_x86_feature_detected!("avx2") {
            got.fill([[1; LANES]; 4]);
            // SAFETY: the processor has just been asked.
            unsafe { eight(&m, rows, &mut got) };
            prop_assert_eq!(&got, &plain);
        }
    }

    #[test]
    fn features_are_tallied_alike(
        rows in prop::collection::vec(prop::array::uniform32(any::<i8>()), 16),
        features in prop::collection::vec(any::<u32>(), 0..64),
    ) {
        let rows: Vec<_> = rows.into_iter().map(Aligned).collect();
        let (mut plain, mut got) = ([1; 32], [1; 32]);
        super::super::tally_all(&rows, 4, &features, &mut plain);
        super::super::tally(&rows, 4, &features, &mut got);
        prop_assert_eq!(got, plain);
        if is_x86_feature_detected!("avx2") {
            got = [1; 32];
            // SAFETY: the processor has just been asked.
            unsafe { tally_eight(&rows, 4, &features, &mut got) };
            prop_assert_eq!(got, plain);
        }
    }

    #[test]
    fn labels_go_forward_alike(
        ways in prop::array::uniform8(prop::array::uniform8(-16_000_000i32..16_000)),
        rows in prop::collection::vec(prop::array::uniform16(-1_000_000i32..250_000), 0..20),
        begin in prop::array::uniform8(-1_000_000i32..250_000),
    ) {
        let fresh = || (begin, vec![[0; 8]; rows.len()]);
        let (mut plain, mut got) = (fresh(), fresh());
        sequence::forward(&ways, 7, &rows, &mut plain.0, &mut plain.1);
        super::super::forward(&ways, 7, &rows, &mut got.0, &mut got.1);
        prop_assert_eq!(&got, &plain);
        if is_x86_feature_detected!("avx2") {
            got = fresh();
            // SAFETY: the processor has just been asked.
            unsafe { forward_eight(&ways, 7, &rows, &mut got.0, &mut got.1) };
            prop_assert_eq!(&got, &plain);
        }
    }
}
