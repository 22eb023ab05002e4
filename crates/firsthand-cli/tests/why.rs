//! `firsthand why` on the example that ships with it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn why(a: &str, b: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(["why", a, b, "pile"])
        .args(more)
        .current_dir(examples())
        .env("COLUMNS", "100")
        .output()
        .expect("the command starts")
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
