//! What is each word of a sentence: part of a source, of a cue, of what is said, or nothing?
//!
//! This finds the cues; around each of them the words are read again ([`super::around`]). What the rules made of a word is
//! something that is seen of it: stacking (Wolpert, *Stacked Generalization*, 1992).

use super::net::SEEN;
use super::sequence::Shape;
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
pub struct Known {
    /// The units of its cue.
    pub cue: (usize, usize),
    /// Of its source.
    pub source: Option<(usize, usize)>,
    /// Of its content, run by run.
    pub content: Vec<(usize, usize)>,
}

/// A paragraph with all that is known of it before its cues are found.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub(crate) units: Vec<Unit>,
    pub(crate) tags: Vec<u8>,
    /// What the rules make of each unit: the label of the role, begun or continued.
    pub(crate) rules: Vec<u8>,
    /// Sentences, as ranges of units.
    pub(crate) sentences: Vec<(usize, usize)>,
    pub(crate) headline: bool,
    /// What the rules attribute here.
    pub(crate) known: Vec<Known>,
    /// Whether a sentence begins (1) or ends (2) with each unit.
    pub(crate) edges: Vec<u8>,
}

/// What every name looks like to the net: whom the training data quote must not tell who speaks elsewhere.
const A_NAME: u32 = 11;

impl Sheet {
    /// Fills in what follows from the sentences.
    pub(crate) fn finish(&mut self) {
        self.edges = vec![0; self.units.len()];
        for &(from, to) in self.sentences.iter().filter(|(from, to)| from < to) {
            self.edges[from] |= 1;
            self.edges[to - 1] |= 2;
        }
    }

    /// What the net sees of a unit: the word, its last letters, its shape, what the lexicon says, where in marks it
    /// stands, what the rules make of it, its part of speech, whether a sentence begins or ends with it, whether this
    /// is a headline.
    pub(crate) fn seen(&self, i: usize) -> [u32; SEEN] {
        let u = &self.units[i];
        let named = self.tags[i] == super::tagger::NAME && u.class == 0;
        [
            if named { A_NAME } else { u.low },
            u.ends[1],
            u.shape,
            u.class,
            u.quote,
            self.rules[i].into(),
            self.tags[i].into(),
            self.edges[i].into(),
            self.headline.into(),
        ]
    }

    /// What the rules make of the units of a window for the cue that overlaps `cue`: 0 nothing, 1 source, 2 cue,
    /// 3 content; 4 everywhere where they do not know it.
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
}
