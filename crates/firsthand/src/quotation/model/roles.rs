//! What is each word of a sentence: part of a source, of a cue, of what is said, or nothing?
//!
//! This first chain finds the cues, and what it says of the rest is evidence for the second one
//! ([`super::around`]), which reads the sentence again for each cue. What the rules made of the word
//! is a feature here: stacking (Wolpert, *Stacked Generalization*, 1992).

use super::sequence::Shape;
use super::table::{Sink, and};
use super::tagger::{Found, NONE};
use super::units::Unit;

/// Labels: nothing; source, cue and content, each begun and continued.
pub(crate) const LABELS: usize = 7;
pub(crate) const SOURCE: u8 = 1;
pub(crate) const CUE: u8 = 3;
pub(crate) const CONTENT: u8 = 5;

/// The sequences of these labels.
pub(crate) const SHAPE: Shape = Shape {
    labels: LABELS,
    allowed,
    begins,
    ends: |_| true,
};

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

/// What the features of the chains see of a unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// The word, but of every name only that it is one: whom the training data quote must not tell
    /// who speaks elsewhere.
    pub(crate) low: u32,
    /// The tag; of a mark, the mark.
    pub(crate) tag: u32,
    pub(crate) function: u32,
    /// What the rules make of it.
    pub(crate) rule: u32,
    pub(crate) quote: u32,
    pub(crate) class: u32,
}

/// What is seen before the first unit and behind the last.
const OUTSIDE: View = View {
    low: 7,
    tag: 99,
    function: NONE as u32,
    rule: 99,
    quote: 9,
    class: 7,
};

/// How far the features look to either side.
pub(crate) const MARGIN: usize = 2;

/// A unit and its neighbours.
pub(crate) const NEIGHBOURS: usize = 2 * MARGIN + 1;

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
    /// What the features see of each unit, with [`MARGIN`] of nothing on either side.
    pub(crate) views: Vec<View>,
    /// The nearest verb before and behind each unit, in its sentence.
    pub(crate) verbs: Vec<(u32, u32)>,
}

impl Sheet {
    /// Fills in what follows from the rest.
    pub(crate) fn finish(&mut self) {
        let view = |((u, f), rule): ((&Unit, &Found), &u8)| View {
            low: match f.tag == super::tagger::NAME && u.class == 0 {
                true => 11,
                false => u.low,
            },
            tag: match u.word {
                true => u32::from(f.tag),
                false => u.low,
            },
            function: u32::from(f.function),
            rule: u32::from(*rule),
            quote: u.quote,
            class: u.class,
        };
        let units = self.units.iter().zip(&self.found).zip(&self.rules);
        self.views = Vec::with_capacity(self.units.len() + 2 * MARGIN);
        self.views.extend([OUTSIDE; MARGIN]);
        self.views.extend(units.map(view));
        self.views.extend([OUTSIDE; MARGIN]);
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
        super::tagger::is_verb(self.found[i].tag)
    }

    /// Unit `i` with its neighbours, itself in the middle.
    #[inline]
    pub(crate) fn near(&self, i: usize) -> &[View; NEIGHBOURS] {
        const NOTHING: [View; NEIGHBOURS] = [OUTSIDE; NEIGHBOURS];
        self.views[i..].first_chunk().unwrap_or(&NOTHING)
    }

    /// What is seen of unit `i`.
    pub(crate) fn view(&self, i: usize) -> &View {
        &self.views[i + MARGIN]
    }
}

/// What tells the role of unit `i` of sentence `(from, to)`.
pub(crate) fn features(s: &Sheet, (from, to): (usize, usize), i: usize, take: impl FnMut(u32)) {
    let mut sink = Sink {
        template: 200,
        take,
    };
    let u = &s.units[i];
    let [c, b, o, n, m] = s.near(i);
    let (w0, w1, b1) = (o.low, n.low, b.low);
    let (t0, t1, t2, c1, c2) = (o.tag, n.tag, m.tag, b.tag, c.tag);
    let (f0, f1, g1) = (o.function, n.function, b.function);
    let (r0, r1, q1) = (o.rule, n.rule, b.rule);
    let (quote, quote_on, quote_back) = (o.quote, n.quote, b.quote);
    let place = (i - from).min(3) as u32 * 4 + (to - 1 - i).min(3) as u32;
    sink.one(w0);
    sink.one(w1);
    sink.one(b1);
    sink.one(m.low);
    sink.one(c.low);
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
    sink.three(f1, m.function, t0);
    sink.two(u.class, t0);
    sink.two(b.class, t0);
    sink.two(n.class, t0);
    sink.three(q1, r0, r1);
    sink.two(r0, t0);
    sink.two(r0, w0);
    sink.three(r0, r1, t1);
    sink.three(r0, q1, c1);
    sink.three(m.rule, r0, c.rule);
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
