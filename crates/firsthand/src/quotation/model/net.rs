//! The net: what stands around a word, seen by convolutions.
//!
//! Every unit is a row of numbers, put together from what is seen of it (word, ending, shape, marks, what the rules say).
//! Convolutions over three rows, ever farther apart, let each know its neighbourhood (Collobert and others, *Natural Language
//! Processing (Almost) from Scratch*, 2011; dilated: Strubell and others, *Fast and Accurate Entity Recognition with Iterated
//! Dilated Convolutions*, 2017), each added to what was there before (He and others, *Deep Residual Learning*, 2016) after
//! its rows were brought to one length (Zhang and Sennrich, *Root Mean Square Layer Normalization*, 2019). A second, narrower
//! stack does the same for the units around one cue.
//!
//! Products are of whole numbers ([`super::kernel`]); what is between them is added, multiplied, divided and rooted one by
//! one in 32-bit floating point, which IEEE 754 rounds the same everywhere. So every machine reads the same.

use super::around::{Around, PLACES, SIGHTS};
use super::kernel::{self, Matrix, Rows, Taps};
use super::roles::Sheet;
use super::sequence::{Row, Steps, WIDE as LABELS_MAX};
use super::{around, roles};
use rustc_hash::FxHashMap;

/// Numbers of a unit in the first stack, and in the second.
const WIDE: usize = 64;
const NARROW: usize = 32;

/// How far apart the rows of each convolution are.
const WIDE_STEPS: [usize; 5] = [1, 2, 4, 8, 1];
const NARROW_STEPS: [usize; 4] = [1, 2, 4, 1];

/// Rows of nothing before and behind: as far as any convolution looks.
const MARGIN: usize = 8;

/// Rows of nothing between two paragraphs.
const BETWEEN: usize = 2;

/// Paragraphs are read together up to so many rows.
const TOGETHER_MAX: usize = 512;

/// What is seen of a unit, thing by thing.
pub(crate) const SEEN: usize = 9;

/// Values below this are looked up without a hash.
const SMALL: usize = 128;

/// Whole numbers in one of a row that was brought to length; a row of [`WIDE`] stays within 16 bits.
const ONE: f32 = 1024.0;

/// Scores of labels, of which one is so many.
pub(super) const SCORE: f32 = 256.0;

/// The weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Net {
    sights: [Sight; SEEN],
    first: Scaled,
    wide: [Layer; WIDE_STEPS.len()],
    roles: Scaled,
    pub(super) role_steps: Steps,
    /// What a unit is to the second stack, and what a unit of the cue says to all others there.
    near: Scaled,
    place: Vec<[f32; NARROW]>,
    sight: Vec<[f32; NARROW]>,
    narrow: [Layer; NARROW_STEPS.len()],
    around: Scaled,
    pub(super) place_steps: Steps,
}

/// Numbers for each value of one thing that is seen; the first row is for values that training did not see.
#[derive(Clone, Debug, PartialEq)]
struct Sight {
    /// The row of each small value, and of those others that have one.
    small: [u16; SMALL],
    known: FxHashMap<u32, u16>,
    width: usize,
    rows: Vec<i8>,
}

/// A matrix with what one of its numbers is worth.
#[derive(Clone, Debug, PartialEq)]
struct Scaled {
    matrix: Matrix,
    scale: f32,
}

#[derive(Clone, Debug, PartialEq)]
struct Layer {
    taps: Scaled,
    bias: Vec<f32>,
}

impl Net {
    /// The net of a file, and nothing but it.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Net> {
        let b = &mut bytes;
        let sights = array(|| Sight::read(b))?;
        let width: usize = sights.iter().map(|s| s.width).sum();
        if width == 0 {
            return None;
        }
        let net = Net {
            sights,
            first: Scaled::read(b, 3 * width.next_multiple_of(2), WIDE)?,
            wide: array(|| Layer::read(b, WIDE))?,
            roles: Scaled::read(b, WIDE, roles::LABELS)?,
            role_steps: steps(b, roles::LABELS)?,
            near: Scaled::read(b, WIDE, 2 * NARROW)?,
            place: rows(b, PLACES)?,
            sight: rows(b, SIGHTS)?,
            narrow: array(|| Layer::read(b, NARROW))?,
            around: Scaled::read(b, NARROW, around::LABELS)?,
            place_steps: steps(b, around::LABELS)?,
        };
        b.is_empty().then_some(net)
    }

    /// Reads the paragraphs of an article, some together: each is handed over with what the net knows of its units.
    pub(super) fn read(&self, sheets: &[Sheet], mut each: impl FnMut(usize, &Known)) {
        let mut work = Work::default();
        let mut from = 0;
        while from < sheets.len() {
            let mut starts = Vec::new();
            let (mut to, mut rows) = (from, 0);
            while to < sheets.len()
                && (to == from || rows + sheets[to].units.len() + BETWEEN <= TOGETHER_MAX)
            {
                starts.push(rows);
                rows += sheets[to].units.len() + BETWEEN;
                to += 1;
            }
            self.first(&sheets[from..to], &starts, rows, &mut work);
            let (scores, near) = self.told(&mut work);
            for (i, start) in (from..to).zip(starts) {
                let units = start..start + sheets[i].units.len();
                let known = Known {
                    net: self,
                    scores: &scores[units.clone()],
                    near: &near[units],
                };
                each(i, &known);
            }
            from = to;
        }
    }

    /// The first stack, on the rows of some paragraphs.
    fn first(&self, sheets: &[Sheet], starts: &[usize], rows: usize, work: &mut Work<WIDE>) {
        let pairs = self
            .sights
            .iter()
            .map(|s| s.width)
            .sum::<usize>()
            .div_ceil(2);
        work.clear(rows, pairs);
        for (sheet, start) in sheets.iter().zip(starts) {
            for i in 0..sheet.units.len() {
                work.real[start + i] = true;
                let row = &mut work.numbers[(MARGIN + start + i) * pairs..][..pairs];
                let mut numbers = row.as_flattened_mut();
                for (sight, seen) in self.sights.iter().zip(sheet.seen(i)) {
                    let (here, behind) = numbers.split_at_mut(sight.width);
                    for (n, w) in here.iter_mut().zip(sight.of(seen)) {
                        *n = i16::from(*w);
                    }
                    numbers = behind;
                }
            }
        }
        work.products(&self.first.matrix, pairs, Some(1));
        let out = work.out.as_chunks::<WIDE>().0.iter();
        work.sums.extend(out.map(|row| {
            let mut worth = self.first.worth(row);
            worth.iter_mut().for_each(|n| *n = n.max(0.0));
            worth
        }));
        for (layer, step) in self.wide.iter().zip(WIDE_STEPS) {
            work.add(layer, step);
        }
        work.level();
    }

    /// What the first stack says of each row: scores of the roles, and what it is to the second.
    fn told(&self, work: &mut Work<WIDE>) -> (Vec<Row>, Vec<[f32; 2 * NARROW]>) {
        work.products(&self.roles.matrix, WIDE / 2, None);
        let scores = self.roles.scores(&work.out);
        work.products(&self.near.matrix, WIDE / 2, None);
        let near = work.out.as_chunks::<{ 2 * NARROW }>().0.iter();
        let near = near.map(|row| self.near.worth(row));
        (scores, near.collect())
    }
}

/// A paragraph as the first stack knows it.
pub(super) struct Known<'a> {
    net: &'a Net,
    /// How each unit scores as each of the roles.
    pub(super) scores: &'a [Row],
    near: &'a [[f32; 2 * NARROW]],
}

impl Known<'_> {
    /// How each unit of the window around a cue scores as each of the labels there.
    pub(super) fn around(&self, around: &Around, work: &mut Narrow) -> Vec<Row> {
        let (from, to) = around.window;
        let work = &mut work.0;
        work.clear(to - from, NARROW / 2);
        work.real.fill(true);
        let cue = &self.near[around.cue.0..around.cue.1];
        let mut all = [0.0; NARROW];
        for row in cue {
            for (a, n) in all.iter_mut().zip(&row[NARROW..]) {
                *a += n / cue.len() as f32;
            }
        }
        for i in from..to {
            let (place, sight) = around.seen(i);
            let (place, sight) = (&self.net.place[place], &self.net.sight[sight]);
            work.sums.push(std::array::from_fn(|k| {
                (self.near[i][k] + all[k] + place[k] + sight[k]).max(0.0)
            }));
        }
        for (layer, step) in self.net.narrow.iter().zip(NARROW_STEPS) {
            work.add(layer, step);
        }
        work.level();
        work.products(&self.net.around.matrix, NARROW / 2, None);
        self.net.around.scores(&work.out)
    }
}

/// Room for the second stack.
#[derive(Default)]
pub(super) struct Narrow(Work<NARROW>);

/// Room for a stack of rows of `W` numbers.
#[derive(Default)]
struct Work<const W: usize> {
    /// Whole numbers of each row, with [`MARGIN`] of nothing on either side.
    numbers: Vec<[i16; 2]>,
    /// Which rows are units.
    real: Vec<bool>,
    sums: Vec<[f32; W]>,
    out: Vec<i32>,
}

impl<const W: usize> Work<W> {
    fn clear(&mut self, rows: usize, pairs: usize) {
        self.real.clear();
        self.real.resize(rows, false);
        self.sums.clear();
        self.numbers.clear();
        self.numbers.resize((rows + 2 * MARGIN) * pairs, [0; 2]);
    }

    /// Multiplies each row, or it and those so far before and behind it.
    fn products(&mut self, matrix: &Matrix, pairs: usize, step: Option<usize>) {
        let taps = match step {
            Some(step) => Taps { count: 3, step },
            None => Taps { count: 1, step: 0 },
        };
        let rows = Rows {
            numbers: &self.numbers[(MARGIN - taps.step) * pairs..],
            pairs,
        };
        self.out.resize(self.real.len() * matrix.columns(), 0);
        matrix.products(rows, taps, &mut self.out);
    }

    /// Adds what a layer makes of the rows.
    fn add(&mut self, layer: &Layer, step: usize) {
        self.level();
        self.products(&layer.taps.matrix, W / 2, Some(step));
        let Some(bias) = layer.bias.first_chunk() else {
            return;
        };
        let products = self.out.as_chunks().0;
        kernel::add(products, layer.taps.scale, bias, &mut self.sums);
    }

    /// Brings every row to one length, in whole numbers. Rows that are no units, and the margins, are nothing, and stay so.
    fn level(&mut self) {
        let pairs = W / 2;
        let all = (self.real.len() + 2 * MARGIN) * pairs;
        if self.numbers.len() != all {
            self.numbers.clear();
            self.numbers.resize(all, [0; 2]);
        }
        let out = self.numbers[MARGIN * pairs..].as_flattened_mut();
        kernel::level(&self.sums, &self.real, ONE, out.as_chunks_mut().0);
    }
}

impl Sight {
    fn read(bytes: &mut &[u8]) -> Option<Sight> {
        let (&[n0, n1, width], rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        let (values, width) = (u16::from_le_bytes([n0, n1]), usize::from(width));
        let keys = super::take(bytes, 4 * usize::from(values))?;
        let keys = keys.as_chunks().0.iter().map(|k| u32::from_le_bytes(*k));
        let rows = super::take(bytes, (usize::from(values) + 1) * width)?;
        let mut small = [0; SMALL];
        let mut known = FxHashMap::default();
        for (key, row) in keys.zip(1..) {
            match small.get_mut(key as usize) {
                Some(small) => *small = row,
                None => _ = known.insert(key, row),
            }
        }
        Some(Sight {
            small,
            known,
            width,
            rows: rows.iter().map(|b| *b as i8).collect(),
        })
    }

    fn of(&self, seen: u32) -> &[i8] {
        let row = match self.small.get(seen as usize) {
            Some(row) => *row,
            None => self.known.get(&seen).copied().unwrap_or(0),
        };
        &self.rows[usize::from(row) * self.width..][..self.width]
    }
}

impl Scaled {
    fn read(bytes: &mut &[u8], inner: usize, outer: usize) -> Option<Scaled> {
        let scale = *floats(bytes, 1)?.first()?;
        let numbers = super::take(bytes, 2 * inner * outer)?.as_chunks().0;
        let numbers: Vec<i16> = numbers.iter().map(|n| i16::from_le_bytes(*n)).collect();
        let matrix = Matrix::new(&numbers, inner);
        Some(Scaled { matrix, scale })
    }

    /// What products are worth.
    fn worth<const N: usize>(&self, products: &[i32; N]) -> [f32; N] {
        let mut out = [0.0; N];
        for (o, n) in out.iter_mut().zip(products) {
            *o = *n as f32 * self.scale;
        }
        out
    }

    /// Products as scores of labels.
    fn scores(&self, products: &[i32]) -> Vec<Row> {
        let scores = products.as_chunks::<LABELS_MAX>().0.iter();
        scores.map(|row| self.worth(row).map(score)).collect()
    }
}

impl Layer {
    fn read(bytes: &mut &[u8], width: usize) -> Option<Layer> {
        Some(Layer {
            taps: Scaled::read(bytes, 3 * width, width)?,
            bias: floats(bytes, width)?,
        })
    }
}

/// A score in whole numbers, within what a sum of many can hold.
fn score(score: f32) -> i32 {
    ((score * SCORE) as i32).clamp(super::sequence::NEVER / 4, -super::sequence::NEVER / 4)
}

fn floats(bytes: &mut &[u8], n: usize) -> Option<Vec<f32>> {
    let floats = super::take(bytes, 4 * n)?.as_chunks().0;
    Some(floats.iter().map(|f| f32::from_le_bytes(*f)).collect())
}

/// What the steps between so many labels score.
fn steps(bytes: &mut &[u8], labels: usize) -> Option<Steps> {
    Some(Steps(
        floats(bytes, labels * labels)?
            .into_iter()
            .map(score)
            .collect(),
    ))
}

fn rows(bytes: &mut &[u8], n: usize) -> Option<Vec<[f32; NARROW]>> {
    Some(floats(bytes, n * NARROW)?.as_chunks().0.to_vec())
}

/// As many as there are to be, if none is missing.
fn array<T, const N: usize>(mut next: impl FnMut() -> Option<T>) -> Option<[T; N]> {
    let all: Option<Vec<T>> = (0..N).map(|_| next()).collect();
    all?.try_into().ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The bytes of a net of three values for each thing that is seen: its whole numbers are `byte`s, and its floats
    /// what a byte is worth.
    pub(in super::super) fn file(
        out: &mut Vec<u8>,
        mut byte: impl FnMut() -> u8,
        worth: impl Fn(u8) -> f32,
    ) {
        const VALUES: u8 = 3;
        const WIDTH: u8 = 2;
        for _ in 0..SEEN {
            out.extend([VALUES, 0, WIDTH]);
            out.extend((0..u32::from(VALUES)).flat_map(u32::to_le_bytes));
            out.extend((0..(VALUES + 1) * WIDTH).map(|_| byte()));
        }
        let whole = |n: usize| (2 * n, 0);
        let matrix = |inner: usize, outer: usize| [(0, 1), whole(inner * outer)];
        let layer = |w: usize| [(0, 1), whole(3 * w * w), (0, w)];
        let mut parts = Vec::new();
        parts.extend(matrix(3 * SEEN * usize::from(WIDTH), WIDE));
        parts.extend(WIDE_STEPS.iter().flat_map(|_| layer(WIDE)));
        parts.extend(matrix(WIDE, roles::LABELS));
        parts.push((0, roles::LABELS * roles::LABELS));
        parts.extend(matrix(WIDE, 2 * NARROW));
        parts.push((0, (PLACES + SIGHTS) * NARROW));
        parts.extend(NARROW_STEPS.iter().flat_map(|_| layer(NARROW)));
        parts.extend(matrix(NARROW, around::LABELS));
        parts.push((0, around::LABELS * around::LABELS));
        for (bytes, floats) in parts {
            out.extend((0..bytes).map(|_| byte()));
            for _ in 0..floats {
                out.extend(worth(byte()).to_le_bytes());
            }
        }
    }
}
