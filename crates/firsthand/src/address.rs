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

/// Bytes of the longest name of a host (RFC 1035, section 2.3.4, without the length before each label).
const HOST_BYTES_MAX: usize = 253;

/// The host of an address that no archive wraps any more, without "www.", in lower case; empty where
/// there is none or what stands there is longer than a host's name can be.
pub fn host(url: &str) -> String {
    let rest = unwrapped(url).0;
    let rest = rest.split_once("://").map_or(rest, |p| p.1);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    if host.len() > HOST_BYTES_MAX {
        return String::new();
    }
    let host = host.to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

/// What all versions of a page have in common: host, path and query of its address, without
/// anchors and what tells who linked to it (`utm_source=…`). `None` for a site's front page, on which
/// one article follows another.
pub(crate) fn page(url: &str) -> Option<String> {
    let rest = unwrapped(url).0;
    let rest = rest.split('#').next()?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.split_once("://").map_or(path, |p| p.1);
    let path = path.split_once('/')?.1.trim_end_matches('/');
    let asked = query.split('&').filter(|q| {
        let key = q.split('=').next().unwrap_or_default();
        !key.is_empty() && !key.starts_with("utm_") && !LINKED_BY.contains(&key)
    });
    let asked: Vec<&str> = asked.collect();
    let any = !path.is_empty() || !asked.is_empty();
    any.then(|| format!("{}/{path}?{}", host(url), asked.join("&")))
}

/// Keys of a query that tell who linked to a page.
const LINKED_BY: [&str; 5] = ["fbclid", "gclid", "ref", "mc_cid", "mc_eid"];

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
            (&format!("https://{}example/1", "a.".repeat(200)), "", None),
        ] {
            assert_eq!(
                (host(url).as_str(), unwrapped(url).1),
                (inner, captured),
                "{url}"
            );
        }
    }

    #[test]
    fn versions_of_a_page_have_one_address() {
        let one = page("https://www.a.example/2031/fire/?utm_source=rss&id=7#top");
        assert_eq!(one.as_deref(), Some("a.example/2031/fire?id=7"));
        for same in [
            "http://a.example/2031/fire?id=7&fbclid=x",
            "https://archive.example/web/20310805093015/https://A.example/2031/fire?id=7",
        ] {
            assert_eq!(page(same), one);
        }
        assert_ne!(page("https://a.example/2031/fire?id=8"), one);
        assert_eq!(page("https://a.example/?utm_source=rss"), None);
        assert_eq!(page("https://a.example"), None);
    }
}
