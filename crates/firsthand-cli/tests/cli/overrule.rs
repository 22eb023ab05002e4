//! What people rule on a pile is kept beside it and replayed.

use crate::common::{firsthand, pile};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

const TEXTS: [(&str, &str); 3] = [
    (
        "calder.txt",
        "The bridge at Tolm will stay open, Mayor Ines Calder told the Tolm Courier on Monday.",
    ),
    (
        "mayor.txt",
        "Ines Calder, the mayor, said on Monday that the bridge at Tolm would stay open.",
    ),
    (
        "ferry.txt",
        "A ferry ran aground off Halm. Nobody was hurt, the coast guard said on Friday.",
    ),
];

/// The command run on the pile in `folder`.
fn on(folder: &Path, args: &[&str]) -> Output {
    let at = folder.to_str().expect("a name");
    firsthand(&[args, &[at]].concat(), folder)
}

fn report(folder: &Path) -> (Value, String) {
    let output = on(folder, &["report", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let json = serde_json::from_slice(&output.stdout).expect("JSON");
    (json, String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn a_merge_and_a_split_hold_on_every_run() {
    let pile = pile(&TEXTS);
    let folder = pile.path();
    assert_eq!(report(folder).0["summary"]["events"], 2);
    let done = on(
        folder,
        &["merge", "calder.txt", "ferry.txt", "--because", "one storm"],
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let (merged, warnings) = report(folder);
    assert_eq!(
        (&merged["summary"]["events"], warnings.as_str()),
        (&Value::from(1), "")
    );
    assert_eq!(merged["events"][0]["overridden"][0], 1);
    let text = merged["overrides"][0]["text"].as_str().expect("a line");
    assert!(text.ends_with("# one storm"), "{text}");
    assert_eq!(merged["summary"]["pages"], 3, "the overrides are no page");
    let done = on(folder, &["split", "ferry.txt"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(report(folder).0["summary"]["events"], 2);
    let shown = on(folder, &["report"]);
    let shown = String::from_utf8(shown.stdout).expect("text");
    assert!(
        shown.contains("Overruled") && shown.contains("2 overrides"),
        "{shown}"
    );
}

#[test]
fn a_line_names_articles_as_people_do_and_is_refused_where_it_rules_on_nothing() {
    let pile = pile(&TEXTS);
    let folder = pile.path();
    let done = on(
        folder,
        &["override", "add mayor.txt credits \"Tolm Courier\""],
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let (json, _) = report(folder);
    let edges = json["provenance"]["edges"].as_array().expect("edges");
    let ruled: Vec<_> = edges
        .iter()
        .filter(|e| e["overridden"]["line"] == 1)
        .collect();
    assert_eq!(ruled.len(), 1);
    assert_eq!(ruled[0]["overridden"]["holds"], true);
    let kept = fs::read_to_string(folder.join("firsthand.overrides")).expect("a file");
    for line in [
        "cut ferry.txt credits Nobody",
        "cut what",
        "merge a0000000000000001 mayor.txt",
    ] {
        let done = on(folder, &["override", line]);
        assert_eq!(done.status.code(), Some(2), "{line}");
        assert!(!done.stderr.is_empty());
    }
    let now = fs::read_to_string(folder.join("firsthand.overrides")).expect("a file");
    assert_eq!(kept, now);
}

#[test]
fn lines_that_rule_on_nothing_are_named_on_every_run() {
    let pile = pile(&TEXTS);
    let folder = pile.path();
    let lines = "# by hand\nmerge a0000000000000001 a0000000000000002\nnonsense\n";
    fs::write(folder.join("firsthand.overrides"), lines).expect("written");
    let (json, warnings) = report(folder);
    assert!(
        warnings.contains("firsthand.overrides:2: nothing in this pile has the id"),
        "{warnings}"
    );
    assert!(warnings.contains("firsthand.overrides:3: "), "{warnings}");
    assert_eq!(json["overrides"].as_array().map(Vec::len), Some(2));
    let missing = on(folder, &["report", "--overrides", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(2));
}
