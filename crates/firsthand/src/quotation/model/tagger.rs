//! Which part of speech is each word?
//!
//! A greedy tagger with an averaged perceptron (Collins, *Discriminative Training Methods for
//! Hidden Markov Models*, 2002), distilled: it learns to say what a slow tagger said of a million
//! words.

use super::table::{Seen, Sink, Table};
use super::units::Unit;

/// Parts of speech, Penn Treebank's with the rare ones folded.
pub(crate) const TAGS: [&str; 27] = [
    "PUNCT", "CC", "CD", "DT", "EX", "IN", "JJ", "MD", "NN", "NNS", "NNP", "POS", "PRP", "PRP$",
    "RB", "RP", "TO", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WRB", "X",
];

/// The tag of a name, in [`TAGS`].
pub(crate) const NAME: u8 = 10;

/// The tag of a pronoun, in [`TAGS`].
pub(crate) const PRONOUN: u8 = 12;

/// Labels that a row of a tagger's table holds.
pub(crate) const LANES: usize = 32;

/// No label: before the beginning.
pub(crate) const NONE: u8 = 31;

/// The tag of each unit of a paragraph; marks have the first.
pub(crate) fn tag(tags: &Table<LANES>, units: &[Unit]) -> Vec<u8> {
    let mut out = vec![NONE; units.len()];
    let mut seen = Seen::new();
    for i in 0..units.len() {
        out[i] = match units[i].word {
            true => {
                features(units, &out, i, |f| seen.push(f));
                best(&tags.sums(&mut seen), TAGS.len())
            }
            false => 0,
        };
    }
    out
}

/// The label with the highest sum, the first of equals.
fn best(sums: &[i16; LANES], labels: usize) -> u8 {
    let sums = &sums[..labels];
    let top = sums.iter().max();
    sums.iter().position(|s| Some(s) == top).unwrap_or(0) as u8
}

/// The neighbour `by` places on.
#[inline]
fn low(units: &[Unit], i: usize, by: isize) -> u32 {
    i.checked_add_signed(by)
        .and_then(|i| units.get(i))
        .map_or(7, |u| u.low)
}

#[inline]
fn unit(units: &[Unit], i: usize, by: isize) -> Option<&Unit> {
    i.checked_add_signed(by).and_then(|i| units.get(i))
}

#[inline]
fn before(found: &[u8], i: usize, by: usize) -> u32 {
    u32::from(i.checked_sub(by).map_or(NONE, |i| found[i]))
}

/// What tells the part of speech of unit `i`, whose predecessors are tagged.
pub(crate) fn features(units: &[Unit], found: &[u8], i: usize, take: impl FnMut(u32)) {
    let mut sink = Sink { template: 0, take };
    let u = &units[i];
    let w = |by| low(units, i, by);
    let (p1, p2) = (before(found, i, 1), before(found, i, 2));
    sink.one(u.low);
    sink.one(w(-1));
    sink.one(w(1));
    sink.one(w(-2));
    sink.one(w(2));
    sink.two(u.ends[0], u.shape);
    sink.two(u.ends[1], u.shape);
    sink.two(u.shape, p1);
    sink.one(p1);
    sink.two(p1, p2);
    sink.two(p1, u.low);
    sink.two(u.low, w(1));
    sink.two(u.low, w(-1));
    sink.two(p1, w(1));
    let next = unit(units, i, 1).map_or((7, 7), |n| (n.ends[1], n.shape));
    let last = unit(units, i, -1).map_or((7, 7), |n| (n.ends[1], n.shape));
    sink.one(next.0);
    sink.one(last.0);
    sink.three(last.1, u.shape, next.1);
    sink.three(p1, u.ends[1], next.0);
    sink.two(u.low, u.shape);
}
