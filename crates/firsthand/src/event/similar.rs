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
    let strangers = |a: &Features, b: &Features| {
        a.names.len() >= NAMES_MIN && b.names.len() >= NAMES_MIN && dot(&a.names, &b.names) == 0.0
    };
    let late = least.max(config.late * libm::log1p(days));
    if in_two_languages(a, b) {
        return Likeness {
            words: config.abroad * abroad::shared(&a.abroad, &b.abroad),
            late,
            ..Likeness::default()
        };
    }
    Likeness {
        words: dot(&a.terms, &b.terms),
        names: if strangers(a, b) {
            config.strangers
        } else {
            0.0
        },
        late,
        age: cost(|k| k == Kind::Age, config.age),
        ordinal: cost(|k| k != Kind::Age, config.ordinal),
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
