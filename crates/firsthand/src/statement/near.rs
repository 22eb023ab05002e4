//! Which renderings are near which: a list each, in one.

use super::link::Pair;

/// For each rendering those that it is to be judged with, ascending.
pub(super) struct Near {
    /// Where the list of each begins, and the end of all.
    begins: Vec<usize>,
    all: Vec<u32>,
}

impl Near {
    /// Of `pairs` among `count` renderings, sorted, each pair once.
    pub(super) fn of(pairs: &[Pair], count: usize) -> Near {
        let mut begins = vec![0; count + 1];
        for &(a, b) in pairs {
            begins[a as usize + 1] += 1;
            begins[b as usize + 1] += 1;
        }
        for i in 0..count {
            begins[i + 1] += begins[i];
        }
        // A list has those before its rendering, each as the first of a sorted pair, and then those behind.
        let mut ends = begins.clone();
        let mut all = vec![0; 2 * pairs.len()];
        for &(a, b) in pairs {
            for (of, other) in [(a, b), (b, a)] {
                let end = &mut ends[of as usize];
                all[*end] = other;
                *end += 1;
            }
        }
        Near { begins, all }
    }

    /// The list of one.
    pub(super) fn list(&self, of: usize) -> &[u32] {
        &self.all[self.begins[of]..self.begins[of + 1]]
    }
}
