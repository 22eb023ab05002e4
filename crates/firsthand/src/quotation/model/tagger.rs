//! Which part of speech is each word, and what does it do in its clause?
//!
//! Two greedy taggers with an averaged perceptron (Collins, *Discriminative Training Methods for
//! Hidden Markov Models*, 2002), distilled: they learn to say what a slow parser said of a million
//! words. The second gives each word the relation to its head and no head, the cheap end of
//! supertagging (Bangalore and Joshi, *Supertagging*, 1999).

use super::table::{Seen, Sink, Table};
use super::units::Unit;

/// Parts of speech, Penn Treebank's with the rare ones folded.
pub(crate) const TAGS: [&str; 27] = [
    "PUNCT", "CC", "CD", "DT", "EX", "IN", "JJ", "MD", "NN", "NNS", "NNP", "POS", "PRP", "PRP$",
    "RB", "RP", "TO", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WRB", "X",
];

/// The tag of a name, in [`TAGS`].
pub(crate) const NAME: u8 = 10;

/// Relations of a word to its head, those of spaCy's English models with the rare ones folded.
pub(crate) const FUNCTIONS: [&str; 30] = [
    "punct",
    "prep",
    "pobj",
    "det",
    "nsubj",
    "compound",
    "amod",
    "dobj",
    "aux",
    "ROOT",
    "advmod",
    "cc",
    "conj",
    "ccomp",
    "poss",
    "mark",
    "advcl",
    "relcl",
    "xcomp",
    "nummod",
    "attr",
    "appos",
    "case",
    "acl",
    "neg",
    "npadvmod",
    "nsubjpass",
    "prt",
    "pcomp",
    "dep",
];

/// Labels that a row of a tagger's table holds.
pub(crate) const LANES: usize = 32;

/// What a tag is to those who look for the nearest verb.
const KINDS: [Kind; LANES] = {
    let mut out = [Kind::Other; LANES];
    let mut tag = 0;
    while tag < TAGS.len() {
        out[tag] = match TAGS[tag].as_bytes() {
            b"MD" => Kind::Modal,
            [b'V', ..] => Kind::Verb,
            b"CC" => Kind::Joins,
            b"IN" => Kind::Leads,
            b"WDT" | b"WP" | b"WRB" => Kind::Asks,
            _ => Kind::Other,
        };
        tag += 1;
    }
    out
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Verb,
    Modal,
    Joins,
    Leads,
    Asks,
    Other,
}

/// Whether a tag is that of a verb, modal ones aside.
pub(crate) fn is_verb(tag: u8) -> bool {
    KINDS.get(usize::from(tag)) == Some(&Kind::Verb)
}

/// No label: before the beginning.
pub(crate) const NONE: u8 = 31;

/// What a unit has been found to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) tag: u8,
    pub(crate) function: u8,
}

/// Tags the units of a paragraph.
pub(crate) fn tag(tags: &Table<LANES>, functions: &Table<LANES>, units: &[Unit]) -> Vec<Found> {
    let mut out = vec![
        Found {
            tag: NONE,
            function: NONE
        };
        units.len()
    ];
    let mut seen = Seen::new();
    for i in 0..units.len() {
        out[i].tag = match units[i].word {
            true => {
                tag_features(units, &out, i, |f| seen.push(f));
                best(&tags.sums(&mut seen), TAGS.len())
            }
            false => 0,
        };
    }
    for i in 0..units.len() {
        out[i].function = match units[i].word {
            true => {
                function_features(units, &out, i, |f| seen.push(f));
                best(&functions.sums(&mut seen), FUNCTIONS.len())
            }
            false => 0,
        };
    }
    out
}

/// The label with the highest sum, the first of equals.
fn best(sums: &[i16; LANES], labels: usize) -> u8 {
    let mut best = 0;
    for l in 1..labels {
        if sums[l] > sums[best] {
            best = l;
        }
    }
    best as u8
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
fn before(found: &[Found], i: usize, by: usize) -> Found {
    i.checked_sub(by).map_or(
        Found {
            tag: NONE,
            function: NONE,
        },
        |i| found[i],
    )
}

/// What tells the part of speech of unit `i`, whose predecessors are tagged.
pub(crate) fn tag_features(units: &[Unit], found: &[Found], i: usize, take: impl FnMut(u32)) {
    let mut sink = Sink { template: 0, take };
    let u = &units[i];
    let w = |by| low(units, i, by);
    let (p1, p2) = (
        u32::from(before(found, i, 1).tag),
        u32::from(before(found, i, 2).tag),
    );
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

/// What tells what unit `i` does in its clause; all units have their tags.
pub(crate) fn function_features(units: &[Unit], found: &[Found], i: usize, take: impl FnMut(u32)) {
    let mut sink = Sink {
        template: 100,
        take,
    };
    let u = &units[i];
    let w = |by| low(units, i, by);
    let t = |by: isize| {
        let at = i.checked_add_signed(by).and_then(|i| found.get(i));
        // Marks differ more than their one tag tells.
        match i.checked_add_signed(by).and_then(|i| units.get(i)) {
            Some(n) if !n.word => n.low,
            _ => at.map_or(u32::from(NONE), |f| u32::from(f.tag)),
        }
    };
    let (t0, t1, b1, t2, b2) = (t(0), t(1), t(-1), t(2), t(-2));
    let p1 = u32::from(before(found, i, 1).function);
    let p2 = u32::from(before(found, i, 2).function);
    sink.two(u.low, t0);
    sink.two(w(-1), t0);
    sink.two(w(1), t0);
    sink.three(b1, t0, t1);
    sink.three(b2, b1, t0);
    sink.three(t0, t1, t2);
    sink.three(and3(b2, b1, t0), t1, t2);
    sink.three(t1, t2, t(3));
    sink.three(t0, t2, t(3));
    sink.two(t0, p1);
    sink.three(t0, p1, p2);
    sink.three(t0, p1, t1);
    sink.three(p1, w(-1), t0);
    sink.three(u.low, t0, t1);
    sink.three(u.low, t0, b1);
    sink.two(u.ends[1], t0);
    // The nearest verb on either side, and what stands between.
    let left = verb(found, units, i, false);
    let right = verb(found, units, i, true);
    sink.three(t0, left.0, left.1);
    sink.three(t0, right.0, right.1);
    sink.three(left.2, t0, b1);
    sink.three(t0, and3(left.0, left.1, 0), and3(right.0, right.1, 1));
    sink.three(t0, left.2, left.1);
    sink.two(u.low, left.0);
    let function = u32::from(left.3);
    sink.three(t0, function, left.1);
    sink.three(t0, function, p1);
    sink.three(u.class, t0, t1);
}

fn and3(a: u32, b: u32, c: u32) -> u32 {
    super::table::and(super::table::and(a, b), c)
}

/// How far the nearest verb is looked for.
const VERB_REACH: usize = 14;

/// The nearest verb: its tag, what stands between (a comma, "that" or the like, a distance), its
/// word and its function.
fn verb(found: &[Found], units: &[Unit], i: usize, right: bool) -> (u32, u32, u32, u8) {
    let (mut comma, mut mark) = (0, 0);
    for by in 1..=VERB_REACH {
        let at = match right {
            true => i.checked_add(by).filter(|at| *at < units.len()),
            false => i.checked_sub(by),
        };
        let Some(at) = at else { break };
        let tag = found[at].tag;
        let kind = KINDS.get(usize::from(tag)).copied().unwrap_or(Kind::Other);
        if matches!(kind, Kind::Verb | Kind::Modal) {
            let near = u32::from(by > 1) + u32::from(by > 3) + u32::from(by > 7);
            return (
                u32::from(tag) + 1,
                near * 16 + comma * 4 + mark,
                units[at].low,
                found[at].function,
            );
        }
        if !units[at].word {
            comma = (comma + 1).min(3);
        }
        mark = match kind {
            Kind::Joins => 1,
            Kind::Leads => mark.max(2),
            Kind::Asks => 3,
            _ => mark,
        };
    }
    (0, comma * 4 + mark, 0, NONE)
}
