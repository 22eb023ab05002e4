//! How much speaks for two texts reporting one event?

use super::Config;
use super::features::Features;
use super::identity::{Kind, conflict};
use super::rarity::Term;

/// What speaks for and against two texts being one event, each in likeness.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Likeness {
    pub(super) words: f64,
    pub(super) late: f64,
    pub(super) age: f64,
    pub(super) ordinal: f64,
}

impl Likeness {
    /// The sum.
    pub(super) fn total(self) -> f64 {
        self.words - self.late - self.age - self.ordinal
    }
}

/// The likeness of two texts by their features.
pub(super) fn score(config: &Config, a: &Features, b: &Features) -> Likeness {
    let days = f64::from(a.when.distance_days(b.when));
    // Bounds that are open on a side say little: the texts may be years apart.
    let closed = |f: &Features| f.when.earliest.is_some() && f.when.latest.is_some();
    let least = if closed(a) && closed(b) {
        0.0
    } else {
        config.undated
    };
    let cost = |kind: fn(Kind) -> bool, cost: f64| {
        conflict(&a.identity, &b.identity, kind).map_or(0.0, |_| cost)
    };
    Likeness {
        words: dot(&a.terms, &b.terms),
        late: least.max(config.late * libm::log1p(days)),
        age: cost(|k| k == Kind::Age, config.age),
        ordinal: cost(|k| k != Kind::Age, config.ordinal),
    }
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
