//! What stands before the lead on its own line: a collector's date, a dateline.

use super::dates::{Scan, When};
use crate::Span;

/// Bytes of a line within which a dateline must have ended.
const DATELINE_BYTES_MAX: usize = 90;

/// Most words of a dateline: "KRAKOW, Poland, March 3 (Agency)".
const DATELINE_WORDS_MAX: usize = 10;

/// Words with which collectors introduce the date that they put before a text.
const COLLECTOR_WORDS: [&str; 10] = [
    "date",
    "published",
    "crawled",
    "fetched",
    "posted",
    "timestamp",
    "retrieved",
    "captured",
    "time",
    "pubdate",
];

/// The bytes of `line` that a collector's date takes: an ISO date, a lower-case field name before
/// it or not, and more text after it on the line.
pub(super) fn collector(line: &str) -> Option<usize> {
    let mut rest = line.trim_start();
    let named = COLLECTOR_WORDS.iter().find_map(|w| rest.strip_prefix(w));
    if let Some(after) = named {
        rest = after.trim_start_matches([':', '=', ' ', '\t', '"']);
    }
    let day = rest.get(..10)?;
    let iso = day.bytes().enumerate().all(|(i, b)| match i {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    rest = rest.get(10..).filter(|_| iso)?;
    let clock = |c: char| c.is_ascii_digit() || ":.TZ+".contains(c);
    let time = rest
        .strip_prefix(['T', ' '])
        .filter(|t| t.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(time) = time.filter(|t| t.get(2..3) == Some(":")) {
        rest = time.trim_start_matches(clock);
    }
    let rest = rest.trim_start_matches([' ', '\t', '|', ',', ';', '"']);
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || "“\"'«„‘(".contains(c));
    (goes_on || named.is_some()).then(|| line.len() - rest.len())
}

/// The bytes of `line` that a dateline takes: places in capitals, an agency in brackets, a date,
/// then a dash; or an agency in brackets alone.
pub(super) fn dateline(content: &str, line: Span, language: Option<&str>) -> Option<usize> {
    let text = line.of(content);
    let mut end = text.len().min(DATELINE_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let dash = DASHES
        .iter()
        .filter_map(|d| head.find(d).map(|at| (at, at + d.len())))
        .min();
    let bracket = head.find(") ").map(|at| (at + 1, at + 2));
    let slashes = head.find("/. ").map(|at| (at + 2, at + 3));
    for (at, after) in [dash, bracket, slashes].into_iter().flatten() {
        let dashed = dash.is_some_and(|d| d.0 == at);
        let rest = text[after..].trim_start();
        let starts = rest.chars().find(|c| c.is_alphanumeric());
        let begins = starts.is_some_and(|c| !c.is_lowercase());
        if begins
            && is_dateline(
                content,
                Span::new(line.start(), line.start() + at),
                dashed,
                language,
            )
        {
            return Some(text.len() - rest.len());
        }
    }
    None
}

/// What may end a dateline.
const DASHES: [&str; 9] = [" - ", " – ", " — ", " ― ", " -- ", ")—", ")–", " _ ", "— "];

/// Words in capitals before a dash that are no place.
const LABELS: [&str; 7] = [
    "FILE",
    "UPDATE",
    "UPDATED",
    "WATCH",
    "BREAKING",
    "EXCLUSIVE",
    "VIDEO",
];

/// Whether `span` is places, agency and date, and nothing else.
fn is_dateline(content: &str, span: Span, dashed: bool, language: Option<&str>) -> bool {
    let text = span.of(content);
    let (places, agency) = match text.split_once(['(', '/']) {
        Some((places, rest)) => (places, Some(rest.trim_end_matches([')', '/', '.', ' ']))),
        None => (text, None),
    };
    if agency.is_some_and(|a| a.split_whitespace().count() > 3 || a.contains(['(', ')', '/'])) {
        return false;
    }
    let dated = Scan::of(content, span, language)
        .found()
        .iter()
        .any(|f| matches!(f.when, When::Days(_) | When::MonthDay(..)));
    let words: Vec<_> = places.split_whitespace().collect();
    let small = |w: &str| ["of", "the", "and", "de", "di", "la", "le", "am", "on"].contains(&w);
    let named = words.iter().all(|w| {
        small(w)
            || !w
                .chars()
                .find(|c| c.is_alphanumeric())
                .is_some_and(char::is_lowercase)
    });
    let label = words.first().is_some_and(|w| LABELS.contains(w));
    let capitals = !label
        && words.first().is_some_and(|w| {
            let w = w.trim_end_matches([',', '.']);
            w.chars().count() >= 3 && w.chars().all(|c| c.is_uppercase() || "-.'’".contains(c))
        });
    let known = agency.is_some_and(|a| {
        super::credits::is_agency(a) || a.chars().all(|c| c.is_uppercase() || "-/ ".contains(c))
    });
    // After a place in capitals any name in brackets is that of the wire: no list has them all.
    let wire = agency.is_some_and(|a| {
        let mut words = a.split_whitespace();
        dashed && capitals && words.all(|w| w.starts_with(char::is_uppercase))
    });
    let marked = match dashed {
        true => capitals || known || (dated && agency.is_none()),
        false => known && (capitals || words.len() < 2),
    };
    named && words.len() <= DATELINE_WORDS_MAX && marked && (agency.is_none() || known || wire)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collectors_dates_are_cut_and_sentences_are_not() {
        let cut = |s: &str| collector(s).map(|n| s[n..].to_owned());
        assert_eq!(
            cut(" date 2021-03-04 The dam broke.").as_deref(),
            Some("The dam broke.")
        );
        assert_eq!(
            cut("2021-03-04T10:00:00Z The dam").as_deref(),
            Some("The dam")
        );
        assert_eq!(cut("The dam broke on 2021-03-04."), None);
        assert_eq!(cut("2021-03-04"), None);
    }

    #[test]
    fn datelines_are_cut_and_sentences_are_not() {
        let cut =
            |s: &str| dateline(s, Span::new(0, s.len()), Some("en")).map(|n| s[n..].to_owned());
        for line in [
            "KRAKOW, Poland (AP) — The dam broke.",
            "KRAKOW, March 3 (Reuters) - The dam broke.",
            "KRAKOW ― The dam broke.",
            "(Reuters) - The dam broke.",
            "Krakow (dpa) - The dam broke.",
            "KRAKOW — The dam broke.",
            "PORT AMAR, Sept 19, 2024 (Meridian News) - The dam broke.",
            "KRAKOW, 8 May 2024 (Hill Press) – The dam broke.",
            "KRAKOW, March 3. /TASS/. The dam broke.",
        ] {
            assert_eq!(cut(line).as_deref(), Some("The dam broke."), "{line}");
        }
        for line in [
            "Anna Lind - Mayor of Krakow - resigned.",
            "NATO – which met in Krakow – agreed.",
            "The Party (PAP) Rejected it.",
            "NATO (which Anna Lind leads) - Nobody else - agreed.",
        ] {
            assert_eq!(cut(line), None, "{line}");
        }
    }
}
