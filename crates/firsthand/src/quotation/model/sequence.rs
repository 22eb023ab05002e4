//! The best labels for a sequence: a linear chain (Lafferty, McCallum and Pereira, *Conditional
//! Random Fields*, 2001) in whole numbers, decoded by Viterbi.

use super::table::Sieve;

/// A transition that may not be.
pub(crate) const NEVER: i32 = -1_000_000;

/// A trained chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    pub(crate) table: Sieve,
    /// From label to label, in the scale of the table.
    pub(crate) steps: Vec<i32>,
}

impl Chain {
    /// Scores of every label at every place, a row a place.
    pub(crate) fn scores(
        &self,
        places: usize,
        labels: usize,
        features: impl Fn(usize, &mut Vec<u32>),
    ) -> Vec<i32> {
        let mut out = Vec::with_capacity(places * labels);
        let mut seen = Vec::with_capacity(64);
        for i in 0..places {
            seen.clear();
            features(i, &mut seen);
            let sums = self.table.sums(&seen);
            out.extend(sums.iter().take(labels).map(|s| i32::from(*s)));
        }
        out
    }

    /// The best labels; a sequence begins with a label for which `begins` holds.
    pub(crate) fn best(
        &self,
        scores: &[i32],
        labels: usize,
        allowed: impl Fn(usize, usize) -> bool,
        begins: impl Fn(usize) -> bool,
        ends: impl Fn(usize) -> bool,
    ) -> Vec<u8> {
        let places = scores.len() / labels;
        if places == 0 {
            return Vec::new();
        }
        let steps: Vec<i32> = (0..labels * labels)
            .map(|s| match allowed(s / labels, s % labels) {
                true => self.steps[s],
                false => NEVER,
            })
            .collect();
        let mut back = vec![0u8; places * labels];
        let mut now: Vec<i32> = (0..labels)
            .map(|l| scores[l] + if begins(l) { 0 } else { NEVER })
            .collect();
        let mut next = vec![0i32; labels];
        for i in 1..places {
            for to in 0..labels {
                let mut best = (now[0] + steps[to], 0);
                for from in 1..labels {
                    let s = now[from] + steps[from * labels + to];
                    if s > best.0 {
                        best = (s, from);
                    }
                }
                // Forbidden sums must not sink without end on long texts.
                next[to] = best.0.max(4 * NEVER) + scores[i * labels + to];
                back[i * labels + to] = best.1 as u8;
            }
            let top = next.iter().copied().max().unwrap_or(0);
            for (n, s) in now.iter_mut().zip(&next) {
                *n = (s - top).max(4 * NEVER);
            }
        }
        let ended = (0..labels).filter(|l| ends(*l));
        let last = ended.max_by_key(|l| (now[*l], std::cmp::Reverse(*l)));
        let mut last = last.unwrap_or(0);
        let mut out = vec![0u8; places];
        for i in (0..places).rev() {
            out[i] = last as u8;
            last = usize::from(back[i * labels + last]);
        }
        out
    }
}
