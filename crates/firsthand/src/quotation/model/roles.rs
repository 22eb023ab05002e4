//! What is each word of a sentence: part of a source, of a cue, of what is said, or nothing?
//!
//! This first chain finds the cues, and what it says of the rest is evidence for the second one
//! ([`super::around`]), which reads the sentence again for each cue. What the rules made of the word
//! is a feature here: stacking (Wolpert, *Stacked Generalization*, 1992).

use super::table::{Sink, and};
use super::tagger::{Found, NONE};
use super::units::Unit;

/// Labels: nothing; source, cue and content, each begun and continued.
pub(crate) const LABELS: usize = 7;
pub(crate) const SOURCE: u8 = 1;
pub(crate) const CUE: u8 = 3;
pub(crate) const CONTENT: u8 = 5;

/// Whether a label may follow another: what continues needs what it continues.
pub(crate) fn allowed(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// Whether a sequence may begin with a label.
pub(crate) fn begins(label: usize) -> bool {
    label == 0 || label % 2 == 1
}

/// A range of units.
pub(crate) type Range = (usize, usize);

/// An attribution of the rules, in units.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) cue: Range,
    pub(crate) source: Option<Range>,
    pub(crate) content: Vec<Range>,
}

/// A paragraph with all that is known of it before its cues are found.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub(crate) units: Vec<Unit>,
    pub(crate) found: Vec<Found>,
    /// What the rules make of each unit: 0, or one more than the label of a begun role.
    pub(crate) rules: Vec<u8>,
    /// Sentences, as ranges of units.
    pub(crate) sentences: Vec<(usize, usize)>,
    pub(crate) headline: bool,
    /// What the rules attribute here.
    pub(crate) known: Vec<Known>,
    /// Whether a sentence begins (1) or ends (2) with each unit.
    pub(crate) edges: Vec<u8>,
    /// See [`Sheet::low`].
    pub(crate) words: Vec<u32>,
    /// The nearest verb before and behind each unit, in its sentence.
    pub(crate) verbs: Vec<(u32, u32)>,
}

impl Sheet {
    /// Fills in what follows from the rest.
    pub(crate) fn finish(&mut self) {
        let name = super::tagger::NAME;
        let word = |(u, f): (&Unit, &Found)| match f.tag == name && u.class == 0 {
            true => 11,
            false => u.low,
        };
        self.words = self.units.iter().zip(&self.found).map(word).collect();
        self.verbs = vec![(0, 0); self.units.len()];
        self.edges = vec![0; self.units.len()];
        for &(from, to) in &self.sentences {
            if from == to {
                continue;
            }
            self.edges[from] |= 1;
            self.edges[to - 1] |= 2;
            let mut last = 0;
            for i in from..to {
                self.verbs[i].0 = last;
                if self.verb(i) {
                    last = self.units[i].low;
                }
            }
            last = 0;
            for i in (from..to).rev() {
                self.verbs[i].1 = last;
                if self.verb(i) {
                    last = self.units[i].low;
                }
            }
        }
    }

    /// What the rules make of the units of a window for the cue that overlaps `cue`: see
    /// [`super::around::Around`].
    pub(crate) fn known_for(&self, cue: Range, window: Range) -> Vec<u8> {
        let overlaps = |k: &&Known| k.cue.0 < cue.1 && cue.0 < k.cue.1;
        let Some(known) = self.known.iter().find(overlaps) else {
            return vec![4; window.1 - window.0];
        };
        let mut out = vec![0; window.1 - window.0];
        let mut fill = |range: Range, role: u8| {
            for i in range.0.max(window.0)..range.1.min(window.1) {
                out[i - window.0] = role;
            }
        };
        known.content.iter().for_each(|r| fill(*r, 3));
        known.source.iter().for_each(|r| fill(*r, 1));
        fill(known.cue, 2);
        out
    }

    pub(crate) fn verb(&self, i: usize) -> bool {
        matches!(
            super::tagger::TAGS.get(usize::from(self.found[i].tag)),
            Some(&("VBD" | "VBP" | "VBZ" | "VBG" | "VBN" | "VB"))
        )
    }

    /// The word, but of every name only that it is one: whom the training data quote must not tell
    /// who speaks elsewhere.
    #[inline]
    pub(crate) fn low(&self, i: usize, by: isize) -> u32 {
        match i.checked_add_signed(by) {
            Some(i) if i < self.units.len() => self.words[i],
            _ => 7,
        }
    }

    #[inline]
    pub(crate) fn at(&self, i: usize, by: isize) -> Option<&Unit> {
        i.checked_add_signed(by).and_then(|i| self.units.get(i))
    }

    /// The tag; of a mark, the mark.
    #[inline]
    pub(crate) fn tag(&self, i: usize, by: isize) -> u32 {
        let Some(i) = i.checked_add_signed(by) else {
            return 99;
        };
        match self.units.get(i) {
            Some(u) if !u.word => u.low,
            Some(_) => u32::from(self.found[i].tag),
            None => 99,
        }
    }

    #[inline]
    pub(crate) fn function(&self, i: usize, by: isize) -> u32 {
        let at = i.checked_add_signed(by).and_then(|i| self.found.get(i));
        u32::from(at.map_or(NONE, |f| f.function))
    }

    #[inline]
    pub(crate) fn rule(&self, i: usize, by: isize) -> u32 {
        let at = i.checked_add_signed(by).and_then(|i| self.rules.get(i));
        u32::from(at.copied().unwrap_or(99))
    }

    #[inline]
    pub(crate) fn quote(&self, i: usize, by: isize) -> u32 {
        self.at(i, by).map_or(9, |u| u.quote)
    }
}

/// What tells the role of unit `i` of sentence `(from, to)`.
pub(crate) fn features(s: &Sheet, (from, to): (usize, usize), i: usize, take: impl FnMut(u32)) {
    let mut sink = Sink {
        template: 200,
        take,
    };
    let u = &s.units[i];
    let (w0, w1, b1) = (s.low(i, 0), s.low(i, 1), s.low(i, -1));
    let (t0, t1, t2, c1, c2) = (
        s.tag(i, 0),
        s.tag(i, 1),
        s.tag(i, 2),
        s.tag(i, -1),
        s.tag(i, -2),
    );
    let (f0, f1, g1) = (s.function(i, 0), s.function(i, 1), s.function(i, -1));
    let (r0, r1, q1) = (s.rule(i, 0), s.rule(i, 1), s.rule(i, -1));
    let (quote, quote_on, quote_back) = (s.quote(i, 0), s.quote(i, 1), s.quote(i, -1));
    let place = (i - from).min(3) as u32 * 4 + (to - 1 - i).min(3) as u32;
    sink.one(w0);
    sink.one(w1);
    sink.one(b1);
    sink.one(s.low(i, 2));
    sink.one(s.low(i, -2));
    sink.two(w0, w1);
    sink.two(b1, w0);
    sink.two(w0, t0);
    sink.two(w0, t1);
    sink.two(w0, c1);
    sink.two(t0, w1);
    sink.two(t0, b1);
    sink.one(t0);
    sink.two(t0, t1);
    sink.two(c1, t0);
    sink.three(c1, t0, t1);
    sink.three(c2, c1, t0);
    sink.three(t0, t1, t2);
    let ends = |k: usize| if w0 == u.low { u.ends[k] } else { w0 };
    sink.three(ends(0), u.shape, t0);
    sink.two(ends(1), t0);
    sink.two(f0, t0);
    sink.two(f0, w0);
    sink.three(g1, f0, f1);
    sink.three(f1, s.function(i, 2), t0);
    sink.two(u.class, t0);
    sink.two(s.at(i, -1).map_or(7, |n| n.class), t0);
    sink.two(s.at(i, 1).map_or(7, |n| n.class), t0);
    sink.three(q1, r0, r1);
    sink.two(r0, t0);
    sink.two(r0, w0);
    sink.three(r0, r1, t1);
    sink.three(r0, q1, c1);
    sink.three(s.rule(i, 2), r0, s.rule(i, -2));
    sink.three(quote_back, quote, quote_on);
    sink.two(quote, r0);
    sink.two(quote, w0);
    sink.three(quote, t0, t1);
    sink.two(place, t0);
    sink.three(place, quote, u32::from(s.headline));
    let (before, after) = s.verbs[i];
    sink.two(before, t0);
    sink.two(after, t0);
    sink.two(before, w0);
    sink.two(after, w0);
    sink.two(before, after);
    sink.three(before, t0, quote);
    sink.three(and(before, f0), r0, c1);
    sink.three(and(after, f0), r0, t1);
}
