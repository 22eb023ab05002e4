//! Days and the intervals between them: what can be said of when something was published.

use jiff::civil::Date;

/// A range of days, open on a side that nothing bounds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Interval {
    /// Not before this day.
    pub earliest: Option<Date>,
    /// Not after this day.
    pub latest: Option<Date>,
}

impl Interval {
    /// One day.
    pub fn day(day: Date) -> Self {
        Interval {
            earliest: Some(day),
            latest: Some(day),
        }
    }

    /// Whether nothing is known.
    pub fn is_open(self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// The day, where the interval is one.
    pub fn exact(self) -> Option<Date> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// The days that lie in both, or `None` where they exclude each other.
    pub fn meet(self, other: Interval) -> Option<Interval> {
        let earliest = self.earliest.into_iter().chain(other.earliest).max();
        let latest = self.latest.into_iter().chain(other.latest).min();
        match (earliest, latest) {
            (Some(a), Some(b)) if a > b => None,
            _ => Some(Interval { earliest, latest }),
        }
    }

    /// Fewest days between a day of the one and a day of the other: 0 where they may coincide.
    pub fn distance_days(self, other: Interval) -> i32 {
        let gap = |early: Interval, late: Interval| match (early.latest, late.earliest) {
            (Some(a), Some(b)) if a < b => (b - a).get_days(),
            _ => 0,
        };
        gap(self, other).max(gap(other, self))
    }
}
