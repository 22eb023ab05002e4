//! Dates of many forms, and words that are counted from the article's day.

use super::*;
use jiff::civil::date;

/// What is found in `text`, counted from Wednesday 15 June 2022.
fn check(text: &str, language: &str, expect: &[(&str, &str)]) {
    let scan = Scan::of(text, Span::new(0, text.len()), Some(language));
    let from = Interval::day(date(2022, 6, 15));
    let got: Vec<_> = scan
        .found()
        .into_iter()
        .map(|f| {
            let i = f.when.resolve(from, scan.is_future_at(f.span));
            let show = |d: Option<Date>| d.map_or("?".into(), |d| d.to_string());
            (
                f.span.of(text),
                match i.exact() {
                    Some(d) => d.to_string(),
                    None => format!("{}..{}", show(i.earliest), show(i.latest)),
                },
            )
        })
        .collect();
    let expect: Vec<_> = expect.iter().map(|(a, b)| (*a, b.to_string())).collect();
    assert_eq!(got, expect, "{text}");
}

#[test]
fn dates_in_full() {
    check(
        "Ana LindWednesday, 8 June 2022, 23:48",
        "en",
        &[("Wednesday", "2022-06-15"), ("8 June 2022", "2022-06-08")],
    );
    check(
        "May 8th, 2021 and 2021-05-09T10:00Z",
        "en",
        &[
            ("May 8th, 2021", "2021-05-08"),
            ("2021-05-09", "2021-05-09"),
        ],
    );
    check(
        "05/06/2021, 25/06/2021",
        "en",
        &[
            ("05/06/2021", "2021-05-06..2021-06-05"),
            ("25/06/2021", "2021-06-25"),
        ],
    );
    check(
        "am 8.5.2021 und am 9. Mai 2021",
        "de",
        &[("8.5.2021", "2021-05-08"), ("9. Mai 2021", "2021-05-09")],
    );
    check(
        "el 8 de mayo de 2021",
        "es",
        &[("8 de mayo de 2021", "2021-05-08")],
    );
    check(
        "8 травня 2021 року",
        "uk",
        &[("8 травня 2021", "2021-05-08")],
    );
    check(
        "18. 5. 2021, 26 | 01 | 2022, 1. 2. 3",
        "de",
        &[
            ("18. 5. 2021", "2021-05-18"),
            ("26 | 01 | 2022", "2022-01-26"),
        ],
    );
    check("31 February, 99 May, 3.000.000 of 2000 towns", "en", &[]);
}

#[test]
fn words_counted_from_the_articles_day() {
    check(
        "He said on Monday that last week was calm",
        "en",
        &[("Monday", "2022-06-13"), ("week", "2022-06-06..2022-06-12")],
    );
    check(
        "They will meet on Monday and again next Friday",
        "en",
        &[("Monday", "2022-06-20"), ("Friday", "2022-06-17")],
    );
    check(
        "On February 26, two weeks ago, late in May, since 2014",
        "en",
        &[
            ("February 26", "2022-02-26"),
            ("two weeks ago", "2022-05-29..2022-06-04"),
            ("May", "2022-05-20..2022-05-31"),
            ("2014", "2014-01-01..2014-12-31"),
        ],
    );
    check("They may march in 2000 towns", "en", &[]);
}

#[test]
fn an_undated_article_leaves_relative_words_open() {
    let monday = When::Weekday(Weekday::Monday, 0);
    assert!(monday.resolve(Interval::default(), false).is_open());
    let after = Interval {
        earliest: Some(date(2022, 6, 15)),
        latest: None,
    };
    assert!(monday.resolve(after, false).is_open());
}
