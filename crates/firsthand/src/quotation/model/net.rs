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
use super::kernel::{self, Matrix, PARTS};
use super::roles::Sheet;
use super::sequence::{Row, Shape, Steps, WIDE as LABELS_MAX};
use super::{around, roles};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Numbers of a unit in the first stack, and in the second.
const WIDE: usize = 64;
const NARROW: usize = 32;

/// How far apart the rows of each convolution are.
const WIDE_STEPS: [usize; 5] = [1, 2, 4, 8, 1];
const NARROW_STEPS: [usize; 4] = [1, 2, 4, 1];

/// Rows of nothing before: as far as any convolution looks. Behind there are as many again for each row of a tile.
const MARGIN: usize = 8;
const BEHIND: usize = 3 * MARGIN;

/// Rows that are taken through a layer at once: whole tiles, and few enough to stay near the processor.
const AT_ONCE: usize = 64;

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

/// How many sums of labels are made at once, of 7 roles and of 10 labels around a cue: as many as there are, rounded up to
/// what a register holds.
pub(super) const ROLE_SUMS: usize = roles::LABELS.next_multiple_of(4);
const PLACE_SUMS: usize = around::LABELS.next_multiple_of(4);

/// The weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Net {
    sights: [Sight; SEEN],
    /// What one of the numbers that are said is worth.
    said: f32,
    wide: [Layer; WIDE_STEPS.len()],
    roles: Scaled,
    pub(super) role_steps: Steps<ROLE_SUMS>,
    /// What a unit is to the second stack, and what a unit of the cue says to all others there.
    near: Scaled,
    place: Vec<[f32; NARROW]>,
    sight: Vec<[f32; NARROW]>,
    narrow: [Layer; NARROW_STEPS.len()],
    around: Scaled,
    pub(super) place_steps: Steps<PLACE_SUMS>,
}

/// What each value of one thing that is seen says to the row before, its own and the one behind: the product of its numbers
/// with the first matrix, made once. The first row is for values that training did not see.
#[derive(Clone, Debug, PartialEq)]
struct Sight {
    /// The row of each small value, and of those others that have one.
    small: [u16; SMALL],
    known: FxHashMap<u32, u16>,
    rows: Vec<[[i32; WIDE]; 3]>,
}

/// Numbers of the values of one thing that is seen, so many each.
struct Embedded<'a> {
    keys: &'a [[u8; 4]],
    width: usize,
    rows: &'a [u8],
}

/// A matrix with what one of its numbers is worth.
#[derive(Clone, Debug, PartialEq)]
struct Scaled {
    matrix: Matrix,
    scale: f32,
}

#[derive(Clone, Debug, PartialEq)]
struct Layer {
    parts: [Matrix; PARTS],
    scale: f32,
    bias: Vec<f32>,
}

impl Net {
    /// The net of a file, and nothing but it.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Net> {
        let b = &mut bytes;
        let seen: [Embedded; SEEN] = array(|| Embedded::read(b))?;
        if seen.iter().any(|s| s.width == 0) {
            return None;
        }
        let width: usize = seen.iter().map(|s| s.width).sum();
        let (said, first) = scaled(b, 3 * width.next_multiple_of(2) * WIDE)?;
        let taps = first.chunks_exact(first.len() / 3);
        let mut before = 0;
        let sights = seen.map(|seen| {
            let here = before * WIDE..(before + seen.width) * WIDE;
            before += seen.width;
            Sight::new(&seen, taps.clone().map(|tap| &tap[here.clone()]))
        });
        let net = Net {
            sights,
            said,
            wide: array(|| Layer::read(b, WIDE))?,
            roles: Scaled::read(b, WIDE, roles::LABELS)?,
            role_steps: steps(b, &roles::SHAPE)?,
            near: Scaled::read(b, WIDE, 2 * NARROW)?,
            place: rows(b, PLACES)?,
            sight: rows(b, SIGHTS)?,
            narrow: array(|| Layer::read(b, NARROW))?,
            around: Scaled::read(b, NARROW, around::LABELS)?,
            place_steps: steps(b, &around::SHAPE)?,
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
            let scores = self
                .roles
                .scores(work.products(0..rows, &self.roles.matrix));
            for (i, start) in (from..to).zip(starts) {
                let units = start..start + sheets[i].units.len();
                let known = Known {
                    net: self,
                    scores: &scores[units.clone()],
                    rows: &work.numbers[MARGIN..][units],
                };
                each(i, &known);
            }
            from = to;
        }
    }

    /// The first stack, on the rows of some paragraphs.
    fn first(&self, sheets: &[Sheet], starts: &[usize], rows: usize, work: &mut Work<WIDE>) {
        work.clear(rows);
        let mut said = Vec::new();
        let heard = room(&mut work.out, (rows + 2) * WIDE);
        heard.fill(0);
        let heard = heard.as_chunks_mut::<WIDE>().0;
        for (sheet, start) in sheets.iter().zip(starts) {
            work.real[*start..start + sheet.units.len()].fill(true);
            said.clear();
            said.extend((0..sheet.units.len()).map(|i| {
                let seen = sheet.seen(i);
                std::array::from_fn::<_, SEEN, _>(|k| self.sights[k].of(seen[k]))
            }));
            kernel::hear(&said, &mut heard[*start..]);
        }
        for (sums, heard) in work.sums.iter_mut().zip(&heard[1..]) {
            *sums = heard.map(|n| (n as f32 * self.said).max(0.0));
        }
        for (layer, step) in self.wide.iter().zip(WIDE_STEPS) {
            work.add(layer, step);
        }
        work.level();
    }
}

/// A paragraph as the first stack knows it.
pub(super) struct Known<'a> {
    net: &'a Net,
    /// How each unit scores as each of the roles.
    pub(super) scores: &'a [Row],
    rows: &'a [[i16; WIDE]],
}

/// What each unit of a paragraph is to the second stack.
pub(super) struct Near<'a> {
    net: &'a Net,
    rows: Vec<[f32; 2 * NARROW]>,
}

impl<'a> Known<'a> {
    /// What the second stack needs: asked for only where there are cues.
    pub(super) fn near(&self, work: &mut Narrow) -> Near<'a> {
        let near = &self.net.near;
        let out = room(&mut work.0.out, self.rows.len() * near.matrix.columns());
        near.matrix.products(pairs(self.rows), out);
        let rows = out.as_chunks().0.iter().map(|row| near.worth(row));
        Near {
            net: self.net,
            rows: rows.collect(),
        }
    }
}

impl Near<'_> {
    /// How each unit of the window around a cue scores as each of the labels there.
    pub(super) fn around(&self, around: &Around, work: &mut Narrow) -> Vec<Row> {
        let (from, to) = around.window;
        let work = &mut work.0;
        work.clear(to - from);
        work.real.fill(true);
        let cue = &self.rows[around.cue.0..around.cue.1];
        let mut all = [0.0; NARROW];
        for row in cue {
            for (a, n) in all.iter_mut().zip(&row[NARROW..]) {
                *a += n / cue.len() as f32;
            }
        }
        for (i, sums) in (from..to).zip(&mut work.sums) {
            let (place, sight) = around.seen(i);
            let (place, sight) = (&self.net.place[place], &self.net.sight[sight]);
            *sums =
                std::array::from_fn(|k| (self.rows[i][k] + all[k] + place[k] + sight[k]).max(0.0));
        }
        for (layer, step) in self.net.narrow.iter().zip(NARROW_STEPS) {
            work.add(layer, step);
        }
        work.level();
        let products = work.products(0..to - from, &self.net.around.matrix);
        self.net.around.scores(products)
    }
}

/// Room for the second stack.
#[derive(Default)]
pub(super) struct Narrow(Work<NARROW>);

/// Room for a stack of rows of `W` numbers.
#[derive(Default)]
struct Work<const W: usize> {
    /// Whole numbers of each row, with [`MARGIN`] of nothing before and [`BEHIND`].
    numbers: Vec<[i16; W]>,
    /// Which rows are units.
    real: Vec<bool>,
    /// Behind the rows are as many more as make whole tiles.
    sums: Vec<[f32; W]>,
    parts: Vec<[i16; W]>,
    out: Vec<i32>,
}

impl<const W: usize> Work<W> {
    fn clear(&mut self, rows: usize) {
        self.real.clear();
        self.real.resize(rows, false);
        self.sums.resize(rows + 2 * MARGIN, [0.0; W]);
        self.numbers.clear();
        self.numbers.resize(MARGIN + rows + BEHIND, [0; W]);
    }

    /// Multiplies rows.
    fn products(&mut self, rows: Range<usize>, matrix: &Matrix) -> &[i32] {
        let out = room(&mut self.out, rows.len() * matrix.columns());
        matrix.products(pairs(&self.numbers[MARGIN..][rows]), out);
        out
    }

    /// Adds what a layer makes of each row and those `step` before and behind it.
    fn add(&mut self, layer: &Layer, step: usize) {
        self.level();
        let Some(bias) = layer.bias.first_chunk() else {
            return;
        };
        self.parts.resize(PARTS * AT_ONCE / 2, [0; W]);
        let rows = self.real.len().next_multiple_of(2 * step);
        for (k, sums) in self.sums[..rows].chunks_mut(AT_ONCE).enumerate() {
            let tiles = sums.len() / 2;
            let numbers = &self.numbers[MARGIN + k * AT_ONCE - step..];
            let parts = &mut self.parts[..PARTS * tiles];
            kernel::split(numbers, step, parts);
            let out = room(&mut self.out, PARTS * tiles * W);
            let each = parts.chunks(tiles).zip(out.chunks_mut(tiles * W));
            for (matrix, (part, out)) in layer.parts.iter().zip(each) {
                matrix.products(pairs(part), out);
            }
            kernel::add(out.as_chunks().0, step, layer.scale, bias, sums);
        }
    }

    /// Brings every row to one length, in whole numbers. Rows that are no units, and the margins, are nothing, and stay so.
    fn level(&mut self) {
        kernel::level(&self.sums, &self.real, ONE, &mut self.numbers[MARGIN..]);
    }
}

/// As much of a buffer as is asked for, with what was in it.
fn room(buffer: &mut Vec<i32>, length: usize) -> &mut [i32] {
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
    &mut buffer[..length]
}

fn pairs<const W: usize>(rows: &[[i16; W]]) -> &[[i16; 2]] {
    rows.as_flattened().as_chunks().0
}

impl<'a> Embedded<'a> {
    fn read(bytes: &mut &'a [u8]) -> Option<Self> {
        let (&[n0, n1, width], rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        let (values, width) = (usize::from(u16::from_le_bytes([n0, n1])), width.into());
        Some(Embedded {
            keys: super::take(bytes, 4 * values)?.as_chunks().0,
            width,
            rows: super::take(bytes, (values + 1) * width)?,
        })
    }
}

impl Sight {
    /// What is seen, with the rows of the first matrix that are for it, tap by tap.
    fn new<'a>(seen: &Embedded, taps: impl Iterator<Item = &'a [i16]>) -> Sight {
        let mut small = [0; SMALL];
        let mut known = FxHashMap::default();
        for (key, row) in seen.keys.iter().map(|k| u32::from_le_bytes(*k)).zip(1..) {
            match small.get_mut(key as usize) {
                Some(small) => *small = row,
                None => _ = known.insert(key, row),
            }
        }
        let mut rows = vec![[[0; WIDE]; 3]; seen.keys.len() + 1];
        // What is before a row is behind for those that hear it.
        for (k, tap) in (0..3).rev().zip(taps) {
            let matrix = Matrix::new(tap, seen.width);
            let numbers = seen.rows.chunks(AT_ONCE * seen.width);
            for (rows, numbers) in rows.chunks_mut(AT_ONCE).zip(numbers) {
                let mut pairs = Vec::new();
                for row in numbers.chunks_exact(seen.width) {
                    let pair =
                        |p: &[u8]| [p[0], *p.get(1).unwrap_or(&0)].map(|b| i16::from(b as i8));
                    pairs.extend(row.chunks(2).map(pair));
                }
                let mut out = [[0; WIDE]; AT_ONCE];
                matrix.products(&pairs, out[..rows.len()].as_flattened_mut());
                for (row, said) in rows.iter_mut().zip(out) {
                    row[k] = said;
                }
            }
        }
        Sight { small, known, rows }
    }

    fn of(&self, seen: u32) -> &[[i32; WIDE]; 3] {
        let row = match self.small.get(seen as usize) {
            Some(row) => *row,
            None => self.known.get(&seen).copied().unwrap_or(0),
        };
        &self.rows[usize::from(row)]
    }
}

impl Scaled {
    fn read(bytes: &mut &[u8], inner: usize, outer: usize) -> Option<Scaled> {
        let (scale, numbers) = scaled(bytes, inner * outer)?;
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
        let (scale, numbers) = scaled(bytes, 3 * width * width)?;
        let tap = |k: usize| &numbers[k * width * width..][..width * width];
        let each = tap(0).iter().zip(tap(1)).zip(tap(2));
        let filters: Vec<_> = each
            .map(|((before, here), behind)| kernel::filters([*before, *here, *behind]))
            .collect();
        let part = |k: usize| filters.iter().map(|f| f[k]).collect::<Vec<_>>();
        Some(Layer {
            parts: std::array::from_fn(|k| Matrix::new(&part(k), width)),
            scale,
            bias: floats(bytes, width)?,
        })
    }
}

/// So many numbers of a matrix, behind what one of them is worth.
fn scaled(bytes: &mut &[u8], length: usize) -> Option<(f32, Vec<i16>)> {
    let scale = *floats(bytes, 1)?.first()?;
    let numbers = super::take(bytes, 2 * length)?.as_chunks().0;
    let numbers = numbers.iter().map(|n| i16::from_le_bytes(*n));
    Some((scale, numbers.collect()))
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
fn steps<const LANES: usize>(bytes: &mut &[u8], shape: &Shape) -> Option<Steps<LANES>> {
    let steps = floats(bytes, shape.labels * shape.labels)?;
    Some(Steps::new(shape, steps.into_iter().map(score).collect()))
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
