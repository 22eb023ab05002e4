//! Where a page was published, by its address, also where a web archive has wrapped it.

use jiff::civil::Date;

/// Digits of the time that an archive puts before the address: a year at least, to the second at most.
const STAMP_DIGITS: std::ops::RangeInclusive<usize> = 4..=14;

/// The address that an archive's address holds and the day of the capture, or the address itself:
/// most archives write `…/20140805093015/https://…`, with a few letters behind the time at times
/// (the form of the Wayback Machine, which national web archives share).
pub(crate) fn unwrapped(url: &str) -> (&str, Option<Date>) {
    let inner = url.rfind("/http://").max(url.rfind("/https://"));
    let stamp = inner.and_then(|at| stamp(url[..at].rsplit('/').next()?));
    match inner.zip(stamp) {
        Some((at, stamp)) => (&url[at + 1..], day(stamp)),
        None => (url, None),
    }
}

/// The digits of an archive's time stamp.
fn stamp(segment: &str) -> Option<&str> {
    let digits = segment.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_');
    let all = digits.bytes().all(|b| b.is_ascii_digit());
    (all && STAMP_DIGITS.contains(&digits.len())).then_some(digits)
}

fn day(stamp: &str) -> Option<Date> {
    let part = |from, to| stamp.get(from..to)?.parse::<i8>().ok();
    Date::new(stamp.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?).ok()
}

/// The host of an address that no archive wraps any more, without "www.", in lower case; empty where
/// there is none.
pub(crate) fn host(url: &str) -> String {
    let rest = unwrapped(url).0;
    let rest = rest.split_once("://").map_or(rest, |p| p.1);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_archive_hands_over_what_it_wraps() {
        let day = Some(date(2014, 8, 5));
        for (url, inner, captured) in [
            (
                "http://archive.example/web/20140805/http://www.A.example/b",
                "a.example",
                day,
            ),
            (
                "https://archive.example/x/20140805093015id_/https://a.example:80/b?u=1",
                "a.example",
                day,
            ),
            (
                "https://a.example/go?to=/https://b.example/",
                "a.example",
                None,
            ),
            ("https://a.example/2014/http://b.example", "b.example", None),
            (
                "https://a.example/tag14/http://b.example",
                "a.example",
                None,
            ),
            ("https://me@www.a.example#x", "a.example", None),
            ("news.example/1", "news.example", None),
            ("", "", None),
        ] {
            assert_eq!(
                (host(url).as_str(), unwrapped(url).1),
                (inner, captured),
                "{url}"
            );
        }
    }
}
