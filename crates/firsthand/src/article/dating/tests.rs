//! Each kind of evidence on a page of its own, and which of two speaks first.

use super::*;
use crate::{Declared, article};
use jiff::civil::date;

/// The article that `content` at `url` is.
fn read(content: &str, url: Option<&str>) -> article::Article {
    let declared = Declared {
        url: url.map(str::to_owned),
        ..Declared::default()
    };
    let page = Page {
        content: content.into(),
        declared,
        ..Page::default()
    };
    article::read(vec![page]).remove(0)
}

#[track_caller]
fn check(content: &str, url: Option<&str>, how: How, day: Date) {
    let dating = read(content, url).published.expect("a date");
    assert_eq!((dating.how, dating.when.exact()), (how, Some(day)));
}

const LEAD: &str =
    "The old harbour bridge reopened after two years of repairs, the city said on Monday.";

#[test]
fn each_kind_of_evidence_dates_an_article() {
    check(
        &format!("Bridge opens again\n\nIvo BanWednesday, 3 March 2021, 10:15\n\n{LEAD}\n"),
        None,
        How::Byline,
        date(2021, 3, 3),
    );
    check(
        &format!("date 2021-03-04 {LEAD}\n"),
        None,
        How::Collector,
        date(2021, 3, 4),
    );
    check(
        LEAD,
        Some("https://post.example/2021/03/04/bridge"),
        How::Url,
        date(2021, 3, 4),
    );
    check(
        LEAD,
        Some("https://post.example/2021/mar/04/bridge"),
        How::Url,
        date(2021, 3, 4),
    );
}

#[test]
fn date_lines_of_many_forms_date_an_article() {
    let mut wrong = Vec::new();
    for line in [
        "Sept 19, 2024",
        "Sept. 19, 2024, 10:12 a.m.",
        "19 Sep 2024 10:12 GMT",
        "Published on 19 September 2024",
        "First published 19 September 2024, 10:00",
        "Posted: 19.09.2024",
        "2024/09/19",
        "19. September 2024",
        "19 septembre 2024",
        "Published: 19 September 2024 | Section: Economy",
        "Publié le 19 septembre 2024 à 10h12",
        "Stand: 19.09.2024 17:40 Uhr",
        "Thu 19 Sep 2024 10.12 BST",
        "By Ivo Ban | September 19, 2024",
        "19 сентября 2024, 10:12",
    ] {
        let text = format!("Bridge opens again\n\n{line}\n\n{LEAD}\n");
        let found = read(&text, None).published.map(|d| (d.how, d.when.exact()));
        if found != Some((How::Byline, Some(date(2024, 9, 19)))) {
            wrong.push((line, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let text = format!("PORT AMAR, Sept 19, 2024 (Meridian News) - {LEAD}\n");
    check(&text, None, How::Byline, date(2024, 9, 19));
}

/// An article with a line of date, below its text where a day is declared as `published`, in a page of `language`.
fn dated(line: &str, published: Option<&str>, language: Option<&str>) -> (How, Option<Date>) {
    let (above, below) = published.map_or((line, ""), |_| ("", line));
    let declared = Declared {
        published: published.map(str::to_owned),
        language: language.map(str::to_owned),
        ..Declared::default()
    };
    let page = Page {
        content: format!("Bridge opens again\n\n{above}\n\n{LEAD}\n\n{below}\n"),
        declared,
        ..Page::default()
    };
    let dating = article::read(vec![page])
        .remove(0)
        .published
        .expect("a date");
    (dating.how, dating.when.exact())
}

#[test]
fn a_time_in_utc_gives_way_to_the_day_where_the_newsroom_is() {
    let (eighth, ninth) = (date(2024, 5, 8), date(2024, 5, 9));
    let line = "Published 8 May 2024, 9:10 p.m.";
    for (declared, how, day) in [
        ("2024-05-09T02:10:00Z", How::Byline, eighth),
        ("2024-05-09T02:10:00+00:00", How::Byline, eighth),
        // At this hour it is the ninth everywhere west of the date line.
        ("2024-05-09T18:10:00Z", How::Declared, ninth),
        // The day as written, with its offset, is that of the newsroom.
        ("2024-05-09T02:10:00+02:00", How::Declared, ninth),
        ("2024-05-09", How::Declared, ninth),
    ] {
        assert_eq!(
            dated(line, Some(declared), None),
            (how, Some(day)),
            "{declared}"
        );
    }
    let updated = dated("Updated 8 May 2024", Some("2024-05-09T02:10:00Z"), None);
    assert_eq!(updated, (How::Declared, Some(ninth)));
}

#[test]
fn a_region_tells_which_number_is_the_month() {
    let line = "By Ivo Ban | 05/06/2024";
    assert_eq!(dated(line, None, Some("en-GB")).1, Some(date(2024, 6, 5)));
    assert_eq!(dated(line, None, Some("en_US")).1, Some(date(2024, 5, 6)));
    assert_eq!(dated(line, None, Some("en")).1, None);
}

#[test]
fn two_digits_are_a_year_in_a_line_of_date_alone() {
    assert_eq!(
        dated("Von: Ivo Ban | 31.10.23", None, None).1,
        Some(date(2023, 10, 31))
    );
    let text = format!("{LEAD}\n\nThe new signals run on version 10.11.23 of their program.\n");
    assert!(read(&text, None).published.is_none());
}

#[test]
fn a_bare_year_is_no_bound() {
    let text = format!("{LEAD}\n\nThe bridge has been repaired every year since 2019.\n");
    assert!(read(&text, None).published.is_none());
}

#[test]
fn a_day_without_its_year_is_of_the_year_that_something_happened_in() {
    let text =
        format!("{LEAD}\n\nThe talks were held on March 7. In 2021, two pacts were signed.\n");
    let when = read(&text, None).published.expect("a bound").when;
    assert_eq!((when.earliest, when.latest), (Some(date(2021, 3, 7)), None));
}

#[test]
fn text_gives_only_a_bound_and_furniture_nothing() {
    let text = format!(
        "{LEAD}\n\nIt was closed on 5 May 2019. It will be painted by 2030.\n\n\
        Read also\n\nFerry sinks off the coast on 7 June 2023\n\nMayor wins vote of 9 June 2023\n"
    );
    let article = read(&text, None);
    let dating = article.published.expect("a bound");
    assert_eq!(
        (dating.how, dating.when.earliest),
        (How::Bound, Some(date(2019, 5, 5)))
    );
    assert_eq!(dating.when.latest, None);
}

#[test]
fn later_days_in_the_furniture_bound_the_capture() {
    let text = format!(
        "Bridge opens again\n\nWednesday, 3 March 2021\n\n{LEAD}\n\n\
        Ferry to stop on 12 March for repairs\n\nMayor wins second term in close vote\n"
    );
    assert_eq!(read(&text, None).captured.earliest, Some(date(2021, 3, 12)));
}
