//! How much speaks for two texts reporting one event?

use super::Config;
use super::abroad;
use super::features::Features;
use super::identity::{Kind, conflict};
use super::rarity::Term;

/// Names from which on a text says whom and where it is about.
const NAMES_MIN: usize = 3;

/// What speaks for and against two texts being one event, each in likeness.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Likeness {
    pub(super) words: f64,
    pub(super) late: f64,
    pub(super) names: f64,
    pub(super) age: f64,
    pub(super) ordinal: f64,
}

impl Likeness {
    /// The sum.
    pub(super) fn total(self) -> f64 {
        self.words - self.late - self.names - self.age - self.ordinal
    }
}

/// The likeness of two texts by their features.
pub(super) fn score(config: &Config, a: &Features, b: &Features) -> Likeness {
    likeness(config, a, b, f64::NEG_INFINITY, || dot(&a.terms, &b.terms))
}

/// A text that many are compared with.
pub(super) struct Against<'f> {
    features: &'f Features,
    /// Where in its terms one stands, and one more, in the slot that its last bits name or in the next
    /// that was free.
    slots: Vec<u32>,
}

/// Slots for each term: most terms that it does not have then meet a free one.
const SLOTS: usize = 8;

impl<'f> Against<'f> {
    pub(super) fn new(features: &'f Features) -> Self {
        let mut slots = vec![0; (features.terms.len() * SLOTS).next_power_of_two()];
        let last = slots.len() - 1;
        for ((term, _), place) in features.terms.iter().zip(1..) {
            let mut slot = *term as usize & last;
            while slots[slot] != 0 {
                slot = (slot + 1) & last;
            }
            slots[slot] = place;
        }
        Against { features, slots }
    }

    /// The likeness of this and another text, if it is `least` or more.
    pub(super) fn score(&self, config: &Config, other: &Features, least: f64) -> Option<f64> {
        let words = || self.dot(&other.terms);
        let score = likeness(config, self.features, other, least, words).total();
        (score >= least).then_some(score)
    }

    /// As [`dot`]: the products are added up in the same order.
    fn dot(&self, other: &[(Term, f64)]) -> f64 {
        let last = self.slots.len() - 1;
        let weight = |term: Term| {
            let mut slot = term as usize & last;
            while self.slots[slot] != 0 {
                let (own, weight) = self.features.terms[self.slots[slot] as usize - 1];
                if own == term {
                    return weight;
                }
                slot = (slot + 1) & last;
            }
            0.0
        };
        other.iter().map(|(term, w)| weight(*term) * w).sum()
    }
}

/// The likeness of two texts, or any that is below `least` if theirs is.
fn likeness(
    config: &Config,
    a: &Features,
    b: &Features,
    least: f64,
    words: impl FnOnce() -> f64,
) -> Likeness {
    let days = f64::from(a.when.distance_days(b.when));
    // Bounds that are open on a side say little: the texts may be years apart.
    let closed = |f: &Features| f.when.earliest.is_some() && f.when.latest.is_some();
    let undated = match closed(a) && closed(b) {
        true => 0.0,
        false => config.undated,
    };
    let late = undated.max(config.late * libm::log1p(days));
    if in_two_languages(a, b) {
        return Likeness {
            words: config.abroad * abroad::shared(&a.abroad, &b.abroad),
            late,
            ..Likeness::default()
        };
    }
    let told = Likeness {
        words: words(),
        late,
        ..Likeness::default()
    };
    // What follows speaks against only.
    if told.total() < least {
        return told;
    }
    let cost = |kind: fn(Kind) -> bool, cost: f64| {
        conflict(&a.identity, &b.identity, kind).map_or(0.0, |_| cost)
    };
    let strangers = |a: &Features, b: &Features| {
        a.names.len() >= NAMES_MIN && b.names.len() >= NAMES_MIN && dot(&a.names, &b.names) == 0.0
    };
    Likeness {
        names: if strangers(a, b) {
            config.strangers
        } else {
            0.0
        },
        age: cost(|k| k == Kind::Age, config.age),
        ordinal: cost(|k| k != Kind::Age, config.ordinal),
        ..told
    }
}

/// Whether two texts can share no words.
pub(super) fn in_two_languages(a: &Features, b: &Features) -> bool {
    a.language.is_some() && b.language.is_some() && a.language != b.language
}

/// The product of two sparse vectors in order of terms.
pub(crate) fn dot(a: &[(Term, f64)], b: &[(Term, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    // Without branches: which of two terms comes first is a coin's throw that no processor foresees.
    while i < a.len() && j < b.len() {
        let ((s, v), (t, w)) = (a[i], b[j]);
        sum += if s == t { v * w } else { 0.0 };
        i += usize::from(s <= t);
        j += usize::from(t <= s);
    }
    sum
}
