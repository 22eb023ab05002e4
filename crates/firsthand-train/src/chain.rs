//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), trained by
//! stochastic gradients with a step size for each weight (Duchi, Hazan and Singer, *Adaptive
//! Subgradient Methods*, 2011). One thread, one order: the same data give the same weights.

use super::pack;
use firsthand::quotation::learn::{BUCKET, Weights, check_of, row_of};
use std::collections::HashMap;

/// What kind of chain.
pub(crate) struct Shape {
    pub(crate) labels: usize,
    /// Logarithm of the number of buckets of the shipped table.
    pub(crate) bits: u32,
    /// Whether a label may follow another, or begin.
    pub(crate) follows: fn(Option<usize>, usize) -> bool,
}

/// A sequence with its labels.
#[derive(Default)]
pub(crate) struct Example {
    /// Features of all places, one after the other.
    pub(crate) rows: Vec<u32>,
    /// Where those of each place end.
    pub(crate) ends: Vec<u32>,
    pub(crate) labels: Vec<u8>,
    /// The only label that may and must be where it holds, if any (the cue itself).
    pub(crate) fixed: Option<(u8, usize, usize)>,
}

impl Example {
    pub(crate) fn place(&mut self, features: &[u32], label: u8) {
        self.rows.extend(features);
        self.ends.push(self.rows.len() as u32);
        self.labels.push(label);
    }

    /// The same with the known features numbered and the others left out.
    fn numbered(&self, numbers: &HashMap<u32, u32>) -> Example {
        let mut out = Example {
            labels: self.labels.clone(),
            fixed: self.fixed,
            ..Example::default()
        };
        for i in 0..self.labels.len() {
            let known = self.rows_of(i).iter().filter_map(|f| numbers.get(f));
            out.rows.extend(known);
            out.ends.push(out.rows.len() as u32);
        }
        out
    }

    fn rows_of(&self, i: usize) -> &[u32] {
        let from = i.checked_sub(1).map_or(0, |b| self.ends[b] as usize);
        &self.rows[from..self.ends[i] as usize]
    }

    fn may(&self, i: usize, label: usize) -> bool {
        self.fixed
            .is_none_or(|(l, from, to)| (label == usize::from(l)) == (from..to).contains(&i))
    }
}

/// How long and how boldly it learns.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) rounds: usize,
    pub(crate) rate: f32,
    /// Pull of every weight towards nought in each round, shared out over the places where its
    /// feature stands: the usual square penalty.
    pub(crate) pull: f32,
}

/// Trains a chain.
pub(crate) fn train(shape: &Shape, examples: &[&Example], pace: Pace) -> Weights {
    let labels = shape.labels;
    let known = frequent(shape, examples);
    let numbers: HashMap<u32, u32> = (0..).zip(&known).map(|(n, (f, _))| (*f, n)).collect();
    let examples: Vec<Example> = examples.iter().map(|e| e.numbered(&numbers)).collect();
    let mut w = vec![0f32; labels * known.len()];
    let mut g = vec![1e-6f32; labels * known.len()];
    let mut steps = vec![0f32; labels * labels];
    let mut steps_g = vec![1e-6f32; labels * labels];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x5EED_u64;
    let mut work = Work::default();
    for _ in 0..pace.rounds {
        shuffle(&mut order, &mut seed);
        for &e in &order {
            let example = &examples[e];
            if example.labels.is_empty() {
                continue;
            }
            work.gradient(shape, example, &w, &steps);
            for i in 0..example.labels.len() {
                let slope = &work.slope[i * labels..(i + 1) * labels];
                for row in example.rows_of(i) {
                    let at = *row as usize * labels;
                    let pull = pace.pull / known[*row as usize].1 as f32;
                    for (l, s) in slope.iter().enumerate() {
                        let d = s - pull * w[at + l];
                        if d.abs() > 1e-7 {
                            g[at + l] += d * d;
                            w[at + l] += pace.rate * d / g[at + l].sqrt();
                        }
                    }
                }
            }
            for k in 0..labels * labels {
                let d = work.steps[k];
                if d != 0.0 {
                    steps_g[k] += d * d;
                    steps[k] += pace.rate * d / steps_g[k].sqrt();
                }
            }
        }
    }
    packed(shape, &known, &w, &steps)
}

/// How full the buckets of the shipped table are on the average, in tenths.
const FULL_TENTHS: usize = 9;

/// The features that occur often enough to have a row, with their counts, in order.
fn frequent(shape: &Shape, examples: &[&Example]) -> Vec<(u32, u32)> {
    let mut counts = HashMap::<u32, u32>::new();
    for f in examples.iter().flat_map(|e| &e.rows) {
        *counts.entry(*f).or_default() += 1;
    }
    let room = (BUCKET << shape.bits) * FULL_TENTHS / 10;
    let mut all: Vec<(u32, u32)> = counts.into_iter().collect();
    all.sort_by_key(|(f, n)| (std::cmp::Reverse(*n), *f));
    // The last count that fits as a whole.
    if let Some((_, n)) = all.get(room).copied() {
        all.truncate(all.partition_point(|x| x.1 > n));
        eprintln!("features seen more than {n} times: {}", all.len());
    }
    all.sort_by_key(|x| x.0);
    all
}

/// Puts the heaviest features of each bucket into the table.
fn packed(shape: &Shape, known: &[(u32, u32)], w: &[f32], steps: &[f32]) -> Weights {
    let labels = shape.labels;
    let scale = pack::scale(w, pack::CHAIN_CLIPPED);
    let rows = BUCKET << shape.bits;
    let mut out = Weights {
        bits: shape.bits,
        checks: vec![0; rows],
        weights: vec![0; rows * labels],
        steps: steps.iter().map(|s| (s * scale).round() as i32).collect(),
    };
    let weight = |n: usize| -> f32 {
        let size: f32 = w[n * labels..(n + 1) * labels]
            .iter()
            .map(|x| x.abs())
            .sum();
        size * (known[n].1 as f32).sqrt()
    };
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
    for n in order {
        let feature = known[n].0;
        let bucket = row_of(feature, shape.bits) * BUCKET;
        let checks = &out.checks[bucket..bucket + BUCKET];
        // Of two with one check byte the heavier stays.
        if checks.contains(&check_of(feature)) {
            continue;
        }
        let Some(free) = checks.iter().position(|c| *c == 0) else {
            continue;
        };
        let at = bucket + free;
        out.checks[at] = check_of(feature);
        let row = pack::scaled(&w[n * labels..(n + 1) * labels], scale);
        out.weights[at * labels..(at + 1) * labels].copy_from_slice(&row);
    }
    out
}

/// Fisher and Yates with a xorshift of Marsaglia.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(i, (*seed % (i as u64 + 1)) as usize);
    }
}

/// Forward and backward sums of one sequence.
#[derive(Default)]
struct Work {
    here: Vec<f32>,
    forth: Vec<f32>,
    back: Vec<f32>,
    /// Observed less expected, by place and label.
    slope: Vec<f32>,
    steps: Vec<f32>,
    moves: Vec<f32>,
}

impl Work {
    fn gradient(&mut self, shape: &Shape, x: &Example, w: &[f32], steps: &[f32]) {
        let (labels, places) = (shape.labels, x.labels.len());
        for v in [
            &mut self.here,
            &mut self.forth,
            &mut self.back,
            &mut self.slope,
        ] {
            v.clear();
            v.resize(labels * places, 0.0);
        }
        self.steps.clear();
        self.steps.resize(labels * labels, 0.0);
        self.moves.clear();
        self.moves.extend((0..labels * labels).map(|k| {
            match (shape.follows)(Some(k / labels), k % labels) {
                true => libm::expf(steps[k].clamp(-30.0, 30.0)),
                false => 0.0,
            }
        }));
        for i in 0..places {
            let sums = &mut self.here[i * labels..(i + 1) * labels];
            for row in x.rows_of(i) {
                let at = *row as usize * labels;
                for (s, w) in sums.iter_mut().zip(&w[at..at + labels]) {
                    *s += w;
                }
            }
            let may = |l: usize| x.may(i, l) && (i > 0 || (shape.follows)(None, l));
            let top = (0..labels)
                .filter(|l| may(*l))
                .map(|l| sums[l])
                .fold(f32::MIN, f32::max);
            for (l, s) in sums.iter_mut().enumerate() {
                *s = if may(l) { libm::expf(*s - top) } else { 0.0 };
            }
        }
        for i in 0..places {
            let mut total = 0.0;
            for to in 0..labels {
                let came = match i {
                    0 => 1.0,
                    _ => (0..labels)
                        .map(|from| {
                            self.forth[(i - 1) * labels + from] * self.moves[from * labels + to]
                        })
                        .sum(),
                };
                let v: f32 = came * self.here[i * labels + to];
                self.forth[i * labels + to] = v;
                total += v;
            }
            let by = 1.0 / total.max(f32::MIN_POSITIVE);
            self.forth[i * labels..(i + 1) * labels]
                .iter_mut()
                .for_each(|v| *v *= by);
        }
        for i in (0..places).rev() {
            let mut total = 0.0;
            for from in 0..labels {
                let v: f32 = match i + 1 == places {
                    true => 1.0,
                    false => (0..labels)
                        .map(|to| {
                            self.moves[from * labels + to]
                                * self.here[(i + 1) * labels + to]
                                * self.back[(i + 1) * labels + to]
                        })
                        .sum(),
                };
                self.back[i * labels + from] = v;
                total += v;
            }
            let by = 1.0 / total.max(f32::MIN_POSITIVE);
            self.back[i * labels..(i + 1) * labels]
                .iter_mut()
                .for_each(|v| *v *= by);
        }
        self.slopes(x, labels, places);
    }

    fn slopes(&mut self, x: &Example, labels: usize, places: usize) {
        for i in 0..places {
            let at = i * labels;
            let mut total = 0.0;
            for l in 0..labels {
                let p = self.forth[at + l] * self.back[at + l];
                self.slope[at + l] = -p;
                total += p;
            }
            let by = 1.0 / total.max(f32::MIN_POSITIVE);
            self.slope[at..at + labels]
                .iter_mut()
                .for_each(|v| *v *= by);
            self.slope[at + usize::from(x.labels[i])] += 1.0;
            if i == 0 {
                continue;
            }
            let before = at - labels;
            let pair = |from: usize, to: usize| {
                self.forth[before + from]
                    * self.moves[from * labels + to]
                    * self.here[at + to]
                    * self.back[at + to]
            };
            let total: f32 = (0..labels * labels)
                .map(|k| pair(k / labels, k % labels))
                .sum();
            let by = 1.0 / total.max(f32::MIN_POSITIVE);
            for k in 0..labels * labels {
                self.steps[k] -= pair(k / labels, k % labels) * by;
            }
            self.steps[usize::from(x.labels[i - 1]) * labels + usize::from(x.labels[i])] += 1.0;
        }
    }
}
