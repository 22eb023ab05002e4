//! `firsthand why` on the example that ships with it.

use crate::common::{examples, firsthand, stdout};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

fn why(a: &str, b: &str, more: &[&str]) -> Output {
    firsthand(&[&["why", a, b, "pile"][..], more].concat(), &examples())
}

fn text(a: &str, b: &str) -> String {
    let output = why(a, b, &[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("text");
    // Lines are broken where they end on the screen.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json(a: &str, b: &str) -> Value {
    let output = why(a, b, &["--format", "json"]);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn copies_are_explained_by_their_words() {
    let said = text("harbour-times.txt", "pile/eastern-herald.html");
    assert!(said.contains("copies: the same article text"), "{said}");
    assert!(said.contains("one event: they are one text"), "{said}");
    let why = json("harbour-times.txt", "pile/eastern-herald.html");
    assert_eq!(why["same_text"], true);
    assert_eq!(why["reuse"]["in_pile"]["relation"], "copy");
    assert!(why["reuse"]["containment_a"].as_f64() >= Some(0.8));
}

#[test]
fn a_credit_gives_the_direction_from_either_side() {
    let (there, back) = (
        json("district-post.txt", "tolm-courier.html"),
        json("tolm-courier.html", "district-post.txt"),
    );
    assert_eq!(there["reuse"]["in_pile"]["direction"], "b>a");
    assert_eq!(there["reuse"]["direction"], "b>a");
    assert_eq!(back["reuse"]["in_pile"]["direction"], "a>b");
    assert_eq!(back["reuse"]["direction"], "a>b");
    assert_eq!(
        there["reuse"]["containment_a"],
        back["reuse"]["containment_b"]
    );
    let said = text("district-post.txt", "tolm-courier.html");
    assert!(said.contains("partial reuse"), "{said}");
    assert!(
        said.contains("from B to A: one names the other's outlet"),
        "{said}"
    );
}

#[test]
fn two_events_are_parted_by_too_little_likeness() {
    let said = text("capital-letter.txt", "valley-radio.txt");
    assert!(said.contains("no reuse"), "{said}");
    assert!(
        said.contains("two events: they are not alike enough"),
        "{said}"
    );
    let why = json("capital-letter.txt", "valley-radio.txt");
    assert_eq!(why["reuse"]["in_pile"], Value::Null);
    assert_eq!(why["event"]["same"], false);
    assert!(why["event"]["likeness"].as_f64() < why["event"]["threshold"].as_f64());
}

#[test]
fn passages_are_the_characters_of_both_articles() {
    let why = json("meridian-daily.txt", "signal-blog.txt");
    let passages = why["reuse"]["passages"].as_array().expect("a list");
    assert!(!passages.is_empty());
    let of = |article: usize, span: &Value| -> Vec<String> {
        let content = why["articles"][article]["content"].as_str().expect("text");
        let at = |name: &str| span[name].as_u64().expect("a number") as usize;
        let text: String = content.chars().take(at("end")).skip(at("start")).collect();
        text.split_whitespace().map(str::to_lowercase).collect()
    };
    for passage in passages {
        let (a, b) = (of(0, &passage["a"]), of(1, &passage["b"]));
        let equal = a.iter().filter(|w| b.contains(w)).count();
        assert!(equal * 2 >= a.len(), "{a:?} {b:?}");
    }
}

#[test]
fn a_name_has_to_mean_one_article() {
    for (a, b, said) in [
        (
            "nobody.txt",
            "valley-radio.txt",
            "no article of this pile is",
        ),
        (
            "valley-radio.txt",
            "pile/valley-radio.txt",
            "are one article",
        ),
    ] {
        let output = why(a, b, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(said));
    }
}

/// A folder with three captures of one page and a copy at another outlet.
fn versions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let first = "The footbridge over the Arn was closed on Monday after a walker saw a crack in one of its \
        beams. The parish says that 40 people cross it every hour. An engineer is to look at it on \
        Thursday, and until then the ferry at Low Sand runs twice as often as usual.";
    let second = first.replace("40 people", "90 people");
    let third = second.replace(
        "after a walker saw a crack in one of its beams",
        "for repairs",
    );
    let page = |id: &str, url: &str, date: &str, text: &str| {
        serde_json::json!({"id": id, "url": url, "date": date, "text": text}).to_string()
    };
    let url = "https://arnpost.example/news/footbridge";
    let lines = [
        page("first", url, "2031-03-03", first),
        page(
            "second",
            &format!("{url}?utm_source=mail"),
            "2031-03-04",
            &second,
        ),
        page("third", &format!("{url}#comments"), "2031-03-06", &third),
        page("copy", "https://lowsand.example/a/7", "2031-03-07", &second),
    ];
    std::fs::write(folder.path().join("day.jsonl"), lines.join("\n")).expect("a file");
    folder
}

fn printed(folder: &Path, args: &[&str]) -> String {
    let output = firsthand(args, folder);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    stdout(&output)
}

#[test]
fn versions_of_one_page_are_told_apart_word_by_word() {
    let folder = versions();
    let said = printed(folder.path(), &["why", "third", "first", "day.jsonl"]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "A is a later version of B; the words differ in 2 places",
        "changed “after a walker saw a crack in one of its beams” → “for repairs”",
        "changed “40” → “90”",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let why = printed(
        folder.path(),
        &["why", "first", "second", "day.jsonl", "--format", "json"],
    );
    let why: Value = serde_json::from_str(&why).expect("JSON");
    let versions = &why["reuse"]["versions"];
    assert_eq!(versions["earlier"], why["a"]);
    assert_eq!(versions["edits"].as_array().map(Vec::len), Some(1));
    assert_eq!(versions["edits"][0]["kind"], "changed");
    let span = &versions["edits"][0]["b"];
    let at = |name: &str| span[name].as_u64().expect("a number") as usize;
    let content = why["articles"][1]["content"].as_str().expect("text");
    assert_eq!(&content[at("start")..at("end")], "90");
    let why = printed(
        folder.path(),
        &["why", "copy", "second", "day.jsonl", "--format", "json"],
    );
    let why: Value = serde_json::from_str(&why).expect("JSON");
    assert_eq!(why["reuse"]["versions"], Value::Null);
}

#[test]
fn a_report_names_what_revises_what() {
    let folder = versions();
    let report = printed(folder.path(), &["report", "day.jsonl", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let articles = report["articles"].as_array().expect("a list");
    let of = |record: &str| {
        let found = articles.iter().find(|a| a["record"] == record);
        found.expect("the article")
    };
    assert_eq!(of("first")["revision_of"], Value::Null);
    assert_eq!(of("second")["revision_of"], of("first")["id"]);
    assert_eq!(of("third")["revision_of"], of("second")["id"]);
    assert_eq!(of("copy")["revision_of"], Value::Null);
    let said = printed(folder.path(), &["report", "day.jsonl"]);
    assert!(said.contains("is a later version of"), "{said}");
}
