//! How much speaks for two texts reporting one event?

use super::Config;
use super::features::Features;
use super::rarity::Term;

/// The likeness of two texts: 0 for nothing in common, about 1 for the same words on the same day.
pub(super) fn score(config: &Config, a: &Features, b: &Features) -> f64 {
    let words = dot(&a.terms, &b.terms);
    let days = f64::from(a.when.distance_days(b.when));
    let unknown = a.when.is_open() || b.when.is_open();
    let late = if unknown {
        config.undated
    } else {
        config.late * libm::log1p(days)
    };
    words - late
}

/// The product of two sparse vectors in order of terms.
pub(super) fn dot(a: &[(Term, f64)], b: &[(Term, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
