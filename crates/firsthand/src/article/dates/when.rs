//! Which days do words of time mean, counted from the day of the article?

use crate::Interval;
use crate::article::calendar::Unit;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Longest reach of "the nearest 26 February" from the article's date: half a year either way.
const NEAREST_DAYS: i32 = 183;

/// Days by which "two weeks ago" and "a month ago" may be off.
const AGO_WEEKS_SLACK_DAYS: i64 = 3;
const AGO_MONTHS_SLACK_DAYS: i64 = 15;

/// What they say, before it is counted from anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::article) enum When {
    /// Days that need nothing to be counted from: a day, a month of a year, a year, or the two
    /// readings of "05/06/2024".
    Days(Interval),
    /// A day of a month of an unnamed year.
    MonthDay(i8, i8),
    /// A month of an unnamed year, or one of its thirds.
    Month(i8, Option<Third>),
    /// A day of the week; the last one (-1), the next one (1), or as the sentence has it (0).
    Weekday(Weekday, i8),
    /// So many days from the article's.
    Offset(i64),
    /// The week, month or year so many from the article's.
    Whole(Unit, i64),
    /// About so many days, weeks, months or years before the article's day.
    Ago(Unit, i64),
}

/// Part of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) enum Third {
    Begin,
    Mid,
    End,
}

impl When {
    /// The days meant, counted from an article published within `from`.
    pub(in crate::article) fn resolve(self, from: Interval, future: bool) -> Interval {
        if let When::Days(days) = self {
            return days;
        }
        let Some((early, late)) = from.earliest.zip(from.latest) else {
            return Interval::default();
        };
        let (Some(a), Some(b)) = (self.counted(early, future), self.counted(late, future)) else {
            return Interval::default();
        };
        Interval {
            earliest: a.earliest.min(b.earliest),
            latest: a.latest.max(b.latest),
        }
    }

    /// The days meant, counted from one day; `None` beyond the calendar.
    fn counted(self, day: Date, future: bool) -> Option<Interval> {
        let range = |a: Date, b: Date| Interval {
            earliest: Some(a),
            latest: Some(b),
        };
        match self {
            When::Days(days) => Some(days),
            When::MonthDay(m, d) => nearest(day, |y| Date::new(y, m, d).ok()).map(Interval::day),
            When::Month(m, third) => {
                let first = nearest(day, |y| Date::new(y, m, 1).ok())?;
                Some(part(first, third))
            }
            When::Weekday(w, side) => {
                let to = match (side, future) {
                    (1, _) => day.nth_weekday(1, w).ok()?,
                    (0, true) if day.weekday() != w => day.nth_weekday(1, w).ok()?,
                    (0, _) if day.weekday() == w => day,
                    _ => day.nth_weekday(-1, w).ok()?,
                };
                Some(Interval::day(to))
            }
            When::Offset(n) => day.checked_add(n.days()).ok().map(Interval::day),
            When::Whole(Unit::Day, n) => day.checked_add(n.days()).ok().map(Interval::day),
            When::Whole(Unit::Week, n) => {
                let back = i64::from(day.weekday().to_monday_zero_offset());
                let monday = day.checked_add((7 * n - back).days()).ok()?;
                Some(range(monday, monday.checked_add(6.days()).ok()?))
            }
            When::Whole(Unit::Month, n) => Some(part(
                day.first_of_month().checked_add(n.months()).ok()?,
                None,
            )),
            When::Whole(Unit::Year, n) | When::Ago(Unit::Year, n) => {
                let n = if matches!(self, When::Ago(..)) { -n } else { n };
                let at = day.first_of_month().checked_add(n.years()).ok()?;
                Some(range(at.first_of_year(), at.last_of_year()))
            }
            When::Ago(unit, n) => {
                let (at, slack) = match unit {
                    Unit::Day => (day.checked_sub(n.days()).ok()?, 0),
                    Unit::Week => (day.checked_sub(n.weeks()).ok()?, AGO_WEEKS_SLACK_DAYS),
                    _ => (day.checked_sub(n.months()).ok()?, AGO_MONTHS_SLACK_DAYS),
                };
                Some(range(
                    at.checked_sub(slack.days()).ok()?,
                    at.checked_add(slack.days()).ok()?,
                ))
            }
        }
    }
}

/// The day in the years around `day` that is nearest to it.
fn nearest(day: Date, of_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let distance = |d: &Date| (*d - day).get_days().abs();
    [day.year() - 1, day.year(), day.year() + 1]
        .into_iter()
        .filter_map(of_year)
        .min_by_key(|d| (distance(d), *d))
        .filter(|d| distance(d) <= NEAREST_DAYS)
}

/// The days of the month that begins with `first`, or of a third of it.
pub(super) fn part(first: Date, third: Option<Third>) -> Interval {
    let day = |d: i8| first.with().day(d).build().unwrap_or(first);
    let (a, b) = match third {
        None => (first, first.last_of_month()),
        Some(Third::Begin) => (first, day(10)),
        Some(Third::Mid) => (day(11), day(20)),
        Some(Third::End) => (day(20), first.last_of_month()),
    };
    Interval {
        earliest: Some(a),
        latest: Some(b),
    }
}
