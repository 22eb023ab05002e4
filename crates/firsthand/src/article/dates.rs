//! Which days do these words mean?
//!
//! Days, months and years are found by their form in ten languages (`data/calendar.txt`); words
//! that need a day to count from ("on Monday", "last week", "February 26") are counted from the
//! article's date. What cannot be told stays open: an interval says no more than the words do.

mod line;
#[cfg(test)]
mod tests;
mod when;

pub(super) use line::{is_date_line, is_loose_date_line};
pub(super) use when::{Third, When};

use super::Article;
use super::calendar::{Entry, Unit, entries};
use crate::{Interval, Span};
use jiff::civil::{Date, Weekday};
use when::part;

/// Years that a number may mean. Outside of them four digits are an amount.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// Two digits from here on are a year of the last century.
const SHORT_YEARS_OLD: i16 = 70;

/// Every mention of a day or a stretch of days within `span`, with the days that it means, counted
/// from the article's date of publication. Where nothing tells (an undated article that says "on
/// Monday") the interval is open on both sides; the mention is given all the same.
///
/// ```
/// use firsthand::{Page, Span, article};
/// let content = "The court will decide on Friday, Judge Ana Petrov said on 3 June 2021 in Brno.";
/// let page = Page { content: content.into(), ..Page::default() };
/// let articles = article::read(vec![page]);
/// let days = article::dates::mentions(&articles[0], Span::new(0, content.len()));
/// let (span, when) = days[1];
/// assert_eq!(span.of(content), "3 June 2021");
/// assert_eq!(when.exact(), Some(jiff::civil::date(2021, 6, 3)));
/// ```
pub fn mentions(article: &Article, span: Span) -> Vec<(Span, Interval)> {
    let from = article
        .published
        .as_ref()
        .map_or(Interval::default(), |p| p.when);
    let scan = Scan::of(article.content(), span, article.language.as_deref());
    let found = scan.found();
    found
        .into_iter()
        .map(|f| (f.span, f.when.resolve(from, scan.is_future_at(f.span))))
        .collect()
}

/// Words that stand for a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) when: When,
}

/// A word or number, with what stands between it and the one before.
struct Token<'a> {
    span: Span,
    gap: &'a str,
    text: &'a str,
    number: Option<u32>,
    entries: Vec<Entry>,
}

/// A stretch of text cut into words and numbers.
pub(super) struct Scan<'a> {
    tokens: Vec<Token<'a>>,
    /// Where the first word of what is still to come begins.
    future: Option<usize>,
    english: bool,
    short_years: bool,
}

impl<'a> Scan<'a> {
    /// Cuts `span` of `content`.
    pub(super) fn of(content: &'a str, span: Span, language: Option<&str>) -> Self {
        let mut tokens = Vec::new();
        let mut last = span.start();
        for piece in pieces(content, span) {
            let text = piece.of(content);
            let digits = text.as_bytes()[0].is_ascii_digit();
            tokens.push(Token {
                span: piece,
                gap: &content[last..piece.start()],
                text,
                number: if digits { text.parse().ok() } else { None },
                entries: if digits {
                    Vec::new()
                } else {
                    entries(text, language)
                },
            });
            last = piece.end();
        }
        let future = tokens
            .iter()
            .find(|t: &&Token| t.entries.contains(&Entry::Future))
            .map(|t| t.span.start());
        Scan {
            tokens,
            future,
            english: language.is_none_or(|l| l == "en"),
            short_years: false,
        }
    }

    /// Reads "31.10.23" as a day too. In running text it may be the number of a version or a paragraph; in a line of
    /// date and author it is none.
    pub(super) fn short_years(mut self) -> Self {
        self.short_years = true;
        self
    }

    /// Whether a word of what is still to come stands before `at`.
    pub(super) fn is_future_at(&self, at: Span) -> bool {
        self.future.is_some_and(|word| word < at.start())
    }

    /// Every time that is mentioned, in order, the longest reading at each place.
    pub(super) fn found(&self) -> Vec<Found> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            match self.absolute(i).or_else(|| self.relative(i)) {
                Some((when, n)) => {
                    let span = self.tokens[i].span.join(self.tokens[i + n - 1].span);
                    out.push(Found { span, when });
                    i += n;
                }
                None => i += 1,
            }
        }
        out
    }

    /// A date that begins at token `i`, and how many tokens it takes.
    fn absolute(&self, i: usize) -> Option<(When, usize)> {
        let number = |k: usize| self.tokens.get(i + k).and_then(|t| t.number);
        let gap = |k: usize| self.tokens.get(i + k).map_or("", |t| t.gap);
        let month = |k: usize| self.month(i + k);
        let day_number = |k: usize| number(k).filter(|d| (1..=31).contains(d)).map(|d| d as i8);
        let year = |k: usize| self.year(i + k);
        let close =
            |k: usize| matches!(gap(k).trim(), "" | "," | "." | "-" | "/") && gap(k).len() < 4;
        let tight = |k: usize| matches!(gap(k), "-" | "/" | ".");
        // "8. 5. 2024", "08 | 05 | 2024"
        let wide = |k: usize| tight(k) || matches!(gap(k), ". " | " | " | " / ");
        // 2024-05-08, 2024/05/08.
        if let (Some(y), Some(m), Some(d)) = (year(0), number(1), day_number(2))
            && tight(1)
            && gap(1) == gap(2)
            && m <= 12
        {
            return day(y, m as i8, d).map(|w| (w, 3));
        }
        // 8.5.2024, 8/5/2024.
        if let (Some(a), Some(b), Some(y)) =
            (number(0), number(1), year(2).or(self.short_year(i + 2)))
            && wide(1)
            && gap(1) == gap(2)
        {
            return self.numeric(a, b, y, gap(1).trim()).map(|w| (w, 3));
        }
        // 8 May 2024; 8th of May, 2024; 8 de mayo de 2024; 8. Mai.
        if let Some(d) = day_number(0) {
            let mut k = 1;
            while k < 3 && self.filler(i + k) {
                k += 1;
            }
            if let Some(m) = month(k).filter(|_| close(k)) {
                let y = if self.filler(i + k + 1) { k + 2 } else { k + 1 };
                return match year(y).filter(|_| close(y)) {
                    Some(year) => day(year, m, d).map(|w| (w, y + 1)),
                    None => Date::new(2000, m, d)
                        .ok()
                        .map(|_| (When::MonthDay(m, d), k + 1)),
                };
            }
        }
        let m = month(0)?;
        // May 8, 2024; May 8th.
        if let Some(d) = day_number(1).filter(|_| close(1) && !gap(1).contains(',')) {
            let k = if self.filler(i + 2) { 3 } else { 2 };
            return match year(k).filter(|_| close(k)) {
                Some(y) => day(y, m, d).map(|w| (w, k + 1)),
                None => Date::new(2000, m, d)
                    .ok()
                    .map(|_| (When::MonthDay(m, d), 2)),
            };
        }
        // May 2024.
        let k = if self.filler(i + 1) { 2 } else { 1 };
        let y = year(k).filter(|_| close(k))?;
        Date::new(y, m, 1)
            .ok()
            .map(|first| (When::Days(part(first, None)), k + 1))
    }

    /// Words that begin at token `i` and are counted from the article's day.
    fn relative(&self, i: usize) -> Option<(When, usize)> {
        let has = |k: usize, e: Entry| self.tokens.get(k).is_some_and(|t| t.entries.contains(&e));
        let before = |e: Entry| i > 0 && has(i - 1, e);
        let after = |e: Entry| has(i + 1, e) && self.tokens[i + 1].gap.trim().is_empty();
        let token = &self.tokens[i];
        if let Some(y) = self.year(i).filter(|_| self.bare_year(i)) {
            let days = Date::new(y, 1, 1).ok().map(|d| (d, d.last_of_year()))?;
            let days = Interval {
                earliest: Some(days.0),
                latest: Some(days.1),
            };
            return Some((When::Days(days), 1));
        }
        let count = token.number.map(i64::from).or_else(|| {
            token.entries.iter().find_map(|e| {
                if let Entry::Number(n) = e {
                    Some(*n)
                } else {
                    None
                }
            })
        });
        if let (Some(n), Some(next)) = (count.filter(|n| *n <= 1000), self.tokens.get(i + 1)) {
            let unit = next.entries.iter().find_map(unit_of);
            if let Some(unit) = unit.filter(|_| has(i + 2, Entry::Ago) || before(Entry::Ago)) {
                return Some((When::Ago(unit, n), if before(Entry::Ago) { 2 } else { 3 }));
            }
        }
        for entry in &token.entries {
            let side = match () {
                () if before(Entry::Last) || after(Entry::Last) => -1,
                () if before(Entry::Next) || after(Entry::Next) => 1,
                () => 0,
            };
            let found = match *entry {
                Entry::Weekday(w) => Weekday::from_monday_one_offset(w)
                    .ok()
                    .map(|w| When::Weekday(w, side)),
                Entry::Day(n) => Some(When::Offset(n)),
                Entry::Unit(Unit::Day) => None,
                Entry::Unit(u) if side != 0 || before(Entry::This) => {
                    Some(When::Whole(u, i64::from(side)))
                }
                Entry::Month(m) if self.capital(i) => self.bare_month(i, m),
                _ => None,
            };
            if let Some(when) = found {
                return Some((when, 1));
            }
        }
        None
    }

    /// A month alone, where a word before it says that it is one: "in May", "at the end of May".
    fn bare_month(&self, i: usize, m: i8) -> Option<When> {
        let mut third = None;
        let mut named = false;
        for t in self.tokens[i.saturating_sub(3)..i].iter() {
            for e in &t.entries {
                match e {
                    Entry::Begin => third = Some(Third::Begin),
                    Entry::Mid => third = Some(Third::Mid),
                    Entry::End => third = Some(Third::End),
                    Entry::In | Entry::Last | Entry::Next | Entry::This => named = true,
                    _ => {}
                }
            }
        }
        (named || third.is_some()).then_some(When::Month(m, third))
    }

    /// The year that token `i` is, if it can be one.
    fn year(&self, i: usize) -> Option<i16> {
        let t = self.tokens.get(i)?;
        let y = i16::try_from(t.number?).ok()?;
        (t.text.len() == 4 && YEARS.contains(&y)).then_some(y)
    }

    /// The year that a token of two digits is, where such are read: "23" in "31.10.23", and not in "1.2.23.4".
    fn short_year(&self, i: usize) -> Option<i16> {
        let t = self
            .tokens
            .get(i)
            .filter(|t| self.short_years && t.text.len() == 2)?;
        let goes_on = |k: usize| {
            self.tokens
                .get(k)
                .is_some_and(|n| n.number.is_some() && n.gap == t.gap)
        };
        let y = i16::try_from(t.number?).ok()?;
        (!goes_on(i + 1) && !goes_on(i - 2)).then_some(if y < SHORT_YEARS_OLD {
            2000 + y
        } else {
            1900 + y
        })
    }

    /// Whether the number at `i` stands where a year does: after "in" or "since", and not before a
    /// noun that it counts.
    fn bare_year(&self, i: usize) -> bool {
        let t = &self.tokens[i];
        let led = i > 0
            && self.tokens[i - 1].entries.contains(&Entry::In)
            && t.gap.chars().all(|c| c == ' ' || c == '\u{a0}');
        let counts = self.tokens.get(i + 1).is_some_and(|n| {
            n.gap == " "
                && n.text.chars().next().is_some_and(char::is_lowercase)
                && n.text.ends_with('s')
                && n.text.len() > 3
        });
        led && !counts
            && self
                .tokens
                .get(i + 1)
                .is_none_or(|n| !matches!(n.gap, "," | "."))
    }

    /// The month that token `i` names, in full or short.
    fn month(&self, i: usize) -> Option<i8> {
        let t = self.tokens.get(i)?;
        t.entries.iter().find_map(|e| match e {
            Entry::Month(m) | Entry::Abbr(m) => Some(*m),
            _ => None,
        })
    }

    /// Whether token `i` is a word that may stand inside a date: "8th of May", "8 de mayo de 2024".
    fn filler(&self, i: usize) -> bool {
        let filler = |t: &Token| {
            [
                "st", "nd", "rd", "th", "of", "de", "del", "er", "º", "го", "do",
            ]
            .contains(&t.text)
                && t.gap.len() < 2
        };
        self.tokens.get(i).is_some_and(filler)
    }

    /// Whether token `i` has a capital, which English asks of a month ("may", "march" are verbs).
    fn capital(&self, i: usize) -> bool {
        !self.english
            || self.tokens[i]
                .text
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
    }

    /// Two numbers and a year. With a point the day comes first; with a slash English may mean
    /// either, and both readings are kept.
    fn numeric(&self, a: u32, b: u32, y: i16, gap: &str) -> Option<When> {
        let make = |m: u32, d: u32| Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
        match (make(b, a), make(a, b)) {
            (Some(dm), Some(md)) if self.english && gap != "." => Some(When::Days(Interval {
                earliest: Some(dm.min(md)),
                latest: Some(dm.max(md)),
            })),
            (Some(dm), _) => Some(When::Days(Interval::day(dm))),
            (None, Some(md)) => Some(When::Days(Interval::day(md))),
            (None, None) => None,
        }
    }
}

/// A day as [`When`], if there is one.
fn day(y: i16, m: i8, d: i8) -> Option<When> {
    Date::new(y, m, d)
        .ok()
        .map(|d| When::Days(Interval::day(d)))
}

fn unit_of(e: &Entry) -> Option<Unit> {
    match e {
        Entry::Unit(u) => Some(*u),
        _ => None,
    }
}

/// Runs of digits and runs of letters. A capital after a small letter begins a new run, for
/// extraction glues a name to the weekday after it; an apostrophe or hyphen between letters joins.
fn pieces(content: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let text = span.of(content);
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars
            .by_ref()
            .find(|(_, c)| c.is_alphabetic() || c.is_ascii_digit())?;
        let digits = first.is_ascii_digit();
        let mut last = first;
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let next = || text[at + c.len_utf8()..].chars().next();
            let goes_on = if digits {
                c.is_ascii_digit()
            } else if matches!(c, '\'' | '’' | '-') {
                next().is_some_and(char::is_lowercase)
            } else {
                c.is_alphabetic() && !(last.is_lowercase() && c.is_uppercase())
            };
            if !goes_on {
                break;
            }
            chars.next();
            end = at + c.len_utf8();
            last = c;
        }
        Some(Span::new(span.start() + start, span.start() + end))
    })
}
