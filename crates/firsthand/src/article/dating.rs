//! When was this article published, when was its page taken, and what tells?
//!
//! The first of these that speaks decides: a byline right below the headline, what the page or record declares, another
//! byline or dateline, a day that opens the text, a collector's prefix, the address. Where none does, the text still bounds the day: an article
//! cannot be older than the newest day that it speaks of as past.

use super::dates::{Scan, When};
use super::{Dating, How, Segment, SegmentKind, prefix, shown};
use crate::{Interval, Page, Span, words};
use jiff::civil::Date;

/// Days after publication that another article's date on the page may lie: later ones ("the summit
/// of 12 July") are announcements.
const CAPTURED_AFTER_DAYS_MAX: i32 = 60;

/// Longest stretch of days that bounds an article: a month.
const MONTH_DAYS_MAX: i32 = 31;

/// When the article was published, as far as the page alone tells.
pub(super) fn published(
    page: &Page,
    segments: &[Segment],
    sentences: &[Span],
    language: Option<&str>,
) -> Option<Dating> {
    let content = &page.content;
    let (place, by) = shown::byline(content, segments, language).unzip();
    let by = by.map(|d| one_reading(d, page));
    let address = page.declared.url.as_deref().and_then(in_address);
    // What stands between headline and text is what the newsroom shows its readers as the day of this text; what it
    // declares to machines is at times the day of an earlier text under this address.
    let beside = by
        .clone()
        .filter(|d| place.is_some_and(shown::Rank::is_beside_headline) && d.when.exact().is_some());
    beside
        .or_else(|| declared(page, language).map(|d| as_shown(d, page, by.as_ref(), address)))
        .or(by)
        .or_else(|| shown::lead(content, segments, language))
        .or_else(|| collector(content, segments))
        .or_else(|| address.map(|when| without_evidence(when, How::Url)))
        .or_else(|| bound(page, sentences, language))
}

/// The day that the page or record declares.
fn declared(page: &Page, language: Option<&str>) -> Option<Dating> {
    let when = first_day(page.declared.published.as_deref()?, language)?;
    Some(without_evidence(when, How::Declared))
}

fn without_evidence(when: Interval, how: How) -> Dating {
    Dating {
        when,
        evidence: Vec::new(),
        how,
    }
}

/// A time that is declared in UTC may be of the day before or after where the newsroom is: then the day that the page
/// shows, or that its address has, is the day of publication, where the hour allows it.
fn as_shown(
    declared: Dating,
    page: &Page,
    shown: Option<&Dating>,
    address: Option<Interval>,
) -> Dating {
    let hour = page.declared.published.as_deref().and_then(hour_in_utc);
    let (Some(hour), Some(day)) = (hour, declared.when.exact()) else {
        return declared;
    };
    let beside = |when: Interval| {
        when.exact().is_some_and(|d| match (d - day).get_days() {
            -1 => hour < HOURS_BEHIND_UTC_MAX,
            1 => hour >= 24 - HOURS_AHEAD_OF_UTC_MAX,
            _ => false,
        })
    };
    let address = address.map(|when| without_evidence(when, How::Url));
    // The page itself goes before its address.
    let mut local = [shown.cloned(), address].into_iter().flatten();
    local.find(|d| beside(d.when)).unwrap_or(declared)
}

/// How far clocks are from UTC at most, in hours.
const HOURS_BEHIND_UTC_MAX: u8 = 12;
const HOURS_AHEAD_OF_UTC_MAX: u8 = 14;

/// The hour of a time that is given in UTC ("2024-05-08T23:10:00Z", "… 23:10:00+00:00").
fn hour_in_utc(date: &str) -> Option<u8> {
    let date = date.trim();
    let utc = ["Z", "+00:00", "+0000", "+00", "GMT", "UTC"]
        .iter()
        .any(|u| date.ends_with(u));
    let time = date.get(DAY_BYTES..).filter(|t| utc && t.len() > 3)?;
    time.strip_prefix(['T', ' '])?.get(..2)?.parse().ok()
}

/// Bytes of "2024-05-08".
const DAY_BYTES: usize = 10;

/// Of the two readings of "05/06/2024", the one that the region of the declared language or the address bears out.
fn one_reading(dating: Dating, page: &Page) -> Dating {
    let (Some(a), Some(b), [span]) = (dating.when.earliest, dating.when.latest, &*dating.evidence)
    else {
        return dating;
    };
    let numbers = span.of(&page.content);
    let first = numbers.split(|c: char| !c.is_ascii_digit()).next();
    let first = first
        .and_then(|n| n.parse::<i8>().ok())
        .filter(|_| numbers.contains(['/', '-']));
    let Some(first) = first.filter(|n| a != b && (a.day() == *n) != (b.day() == *n)) else {
        return dating;
    };
    let day_first = if a.day() == first { a } else { b };
    let month_first = if a.day() == first { b } else { a };
    let address = page.declared.url.as_deref().and_then(in_address);
    let address = address
        .and_then(Interval::exact)
        .filter(|d| *d == a || *d == b);
    let region = page
        .declared
        .language
        .as_deref()
        .and_then(|l| l.split_once(['-', '_']));
    let region = region
        .filter(|(l, _)| l.eq_ignore_ascii_case("en"))
        .map(|(_, r)| r.to_ascii_uppercase());
    let of_region = region.and_then(|r| match r.as_str() {
        "US" => Some(month_first),
        "GB" | "AU" | "NZ" | "IE" | "IN" | "ZA" => Some(day_first),
        _ => None,
    });
    match address.or(of_region) {
        Some(day) => Dating {
            when: Interval::day(day),
            ..dating
        },
        None => dating,
    }
}

/// When the page was taken: what its collector tells, not before publication, and not before the
/// dates that its furniture shows.
pub(super) fn captured(
    page: &Page,
    segments: &[Segment],
    published: Option<&Dating>,
    language: Option<&str>,
) -> Interval {
    let from = published.map_or(Interval::default(), |p| p.when);
    let mut earliest = page.captured.earliest.max(from.earliest);
    let dated = from.latest.is_some();
    for s in segments
        .iter()
        .filter(|s| dated && shows_later_days(s.kind))
    {
        for line in words::lines(&page.content, s.span).filter(|l| has_digit(l.of(&page.content))) {
            for found in Scan::of(&page.content, line, language).found() {
                let near = |d: &Date| {
                    from.latest.is_some_and(|p| {
                        (0..=CAPTURED_AFTER_DAYS_MAX).contains(&(*d - p).get_days())
                    })
                };
                let counted = matches!(found.when, When::Days(_) | When::MonthDay(..));
                let day = found.when.resolve(from, false).exact().filter(|_| counted);
                earliest = earliest.max(day.filter(near));
            }
        }
    }
    let latest = page.captured.latest;
    let agree = earliest.zip(latest).is_none_or(|(a, b)| a <= b);
    if agree {
        Interval { earliest, latest }
    } else {
        page.captured
    }
}

/// Whether a line may name a full day: none does without a digit, and most lines of a page have none.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Furniture that is written when the page is taken, not when the article is.
fn shows_later_days(kind: SegmentKind) -> bool {
    use SegmentKind::*;
    matches!(kind, Teaser | Related | Comment | Navigation | Prompt)
}

/// The first full date of `text`.
fn first_day(text: &str, language: Option<&str>) -> Option<Interval> {
    let found = Scan::of(text, Span::new(0, text.len()), language).found();
    found.into_iter().find_map(|f| match f.when {
        When::Days(days) => Some(days),
        _ => None,
    })
}

/// Whether a dateline is a collector's prefix.
pub(super) fn is_collectors(content: &str, segment: Segment) -> bool {
    let line = segment.span.of(content).trim();
    segment.span.start() == 0 && prefix::collector(&format!("{line} x")).is_some()
}

/// The date that a collector put before the text.
fn collector(content: &str, segments: &[Segment]) -> Option<Dating> {
    let first = *segments
        .first()
        .filter(|s| s.kind == SegmentKind::Dateline)?;
    let found = Scan::of(content, first.span, None).found();
    let found = found.first().filter(|_| is_collectors(content, first))?;
    let When::Days(when) = found.when else {
        return None;
    };
    Some(Dating {
        when,
        evidence: vec![found.span],
        how: How::Collector,
    })
}

/// The date in an address: "/2021/03/04/", "/2021-03-04-", "/20210304/", "/2021/mar/04/".
fn in_address(url: &str) -> Option<Interval> {
    let path = url.split_once("://").map_or(url, |p| p.1);
    let path = path
        .split(['?', '#'])
        .next()?
        .get(..)
        .filter(|p| p.len() < 4096)?;
    let pieces: Vec<_> = path.split(['/', '-', '_', '.']).collect();
    let number = |i: usize| pieces.get(i).filter(|p| p.len() <= 4)?.parse::<i16>().ok();
    for i in 0..pieces.len() {
        let compact = pieces[i].len() == 8 && pieces[i].bytes().all(|b| b.is_ascii_digit());
        if compact {
            let part = |r: std::ops::Range<usize>| pieces[i][r].parse::<i16>().ok();
            let date = year(part(0..4)).zip(part(4..6)).zip(part(6..8));
            if let Some(day) = date.and_then(|((y, m), d)| day(y, m, d)) {
                return Some(Interval::day(day));
            }
        }
        let Some(y) = year(number(i)).filter(|_| pieces[i].len() == 4) else {
            continue;
        };
        let Some(m) = pieces.get(i + 1).and_then(|p| month(p)) else {
            continue;
        };
        if let Some(day) = number(i + 2).and_then(|d| day(y, m, d)) {
            return Some(Interval::day(day));
        }
        if let Some(first) = day(y, m, 1) {
            return Some(Interval {
                earliest: Some(first),
                latest: Some(first.last_of_month()),
            });
        }
    }
    None
}

/// Years in which there were addresses.
fn year(n: Option<i16>) -> Option<i16> {
    n.filter(|y| (1993..=2100).contains(y))
}

fn month(piece: &str) -> Option<i16> {
    let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let named = names
        .iter()
        .position(|n| piece.eq_ignore_ascii_case(n))
        .map(|i| i as i16 + 1);
    named.or_else(|| {
        piece
            .parse()
            .ok()
            .filter(|m| (1..=12).contains(m) && piece.len() <= 2)
    })
}

fn day(y: i16, m: i16, d: i16) -> Option<Date> {
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

/// Words before a year that the text is in or just after ("in 2024"); "since 2019" is no such word.
const IN_WORDS: [&str; 10] = ["in", "im", "en", "em", "nel", "w", "в", "у", "anno", "an"];

/// Not before the newest day that the text speaks of as past. A day without its year ("on February
/// 26") is of the newest year that the text says something happened in.
fn bound(page: &Page, sentences: &[Span], language: Option<&str>) -> Option<Dating> {
    let mut best: Option<(Date, Span)> = None;
    let mut year: Option<(i16, Span)> = None;
    let mut days: Vec<(i8, i8, Span)> = Vec::new();
    for s in sentences {
        if !has_digit(s.of(&page.content)) {
            continue;
        }
        let scan = Scan::of(&page.content, *s, language);
        let mut end = s.start();
        for f in scan.found() {
            // A splitter may take "2019. It" for one sentence.
            if end < f.span.end() {
                let rest = &page.content[f.span.end()..s.end()];
                end = f.span.end() + rest.find(". ").unwrap_or(rest.len());
            }
            if scan.is_future_at(Span::new(end, end)) {
                continue;
            }
            if let When::MonthDay(m, d) = f.when {
                days.push((m, d, f.span));
            }
            let When::Days(Interval {
                earliest: Some(day),
                latest: Some(last),
            }) = f.when
            else {
                continue;
            };
            // A bare year bounds next to nothing: "not before 1 January 2019" tells a reader less than
            // silence.
            if (last - day).get_days() > MONTH_DAYS_MAX {
                let before = page.content[s.start()..f.span.start()].trim_end();
                let word = before
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default();
                if IN_WORDS.contains(&&*word.to_lowercase()) {
                    year = year.max(Some((day.year(), f.span)));
                }
                continue;
            }
            let possible = page.captured.latest.is_none_or(|l| day <= l);
            if possible && best.is_none_or(|(b, _)| day > b) {
                best = Some((day, f.span));
            }
        }
    }
    let of_year = |(m, d, span): (i8, i8, Span)| Some((Date::new(year?.0, m, d).ok()?, span));
    let latest = page.captured.latest;
    best = best.max(
        days.into_iter()
            .filter_map(of_year)
            .filter(|(d, _)| latest.is_none_or(|l| *d <= l))
            .max(),
    );
    let when = Interval {
        earliest: best.map(|b| b.0),
        latest,
    };
    let evidence = best.map(|b| b.1).into_iter().collect();
    (!when.is_open()).then_some(Dating {
        when,
        evidence,
        how: How::Bound,
    })
}

#[cfg(test)]
mod tests;
