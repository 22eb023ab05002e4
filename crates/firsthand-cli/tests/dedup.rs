//! `firsthand dedup` as a user meets it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn firsthand(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the command starts")
}

/// An invented article of its own for every number.
fn article(n: u64) -> String {
    let words = (0..120u64).map(|i| {
        let x = (n * 1_000_003 + i).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        format!("word{x}")
    });
    words.collect::<Vec<_>>().join(" ")
}

fn line(id: &str, date: &str, text: &str) -> String {
    // The order of the fields and the odd spaces have to survive.
    format!(
        "{{\"id\":{},  \"date\":\"{date}\",\"text\": {}, \"more\":[1,2]}}",
        serde_json::to_string(id).expect("text"),
        serde_json::to_string(text).expect("text")
    )
}

/// Two articles, a copy of the first within furniture, and a line that is no record.
fn corpus() -> (TempDir, Vec<String>) {
    let lines = vec![
        line("first", "2031-05-01", &article(1)),
        line("second", "2031-05-02", &article(2)),
        line(
            "page",
            "2031-05-03",
            &format!("Home | News\n{}\nComments\n{}", article(1), article(3)),
        ),
        "no record".to_owned(),
    ];
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("in.jsonl"), lines.join("\r\n")).expect("a file is written");
    (folder, lines)
}

#[test]
fn kept_lines_are_unchanged_and_what_is_unread_is_named() {
    let (folder, lines) = corpus();
    let output = firsthand(&["dedup", "in.jsonl", "-o", "out.jsonl"], folder.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("in.jsonl:4: not a JSON record"), "{said}");
    assert!(said.contains("3 records, 2 kept, 1 dropped"), "{said}");
    let kept = fs::read_to_string(folder.path().join("out.jsonl")).expect("it is written");
    assert_eq!(kept, format!("{}\n{}\n", lines[1], lines[2]));
    let earliest = ["dedup", "in.jsonl", "--keep", "earliest"];
    let kept = firsthand(&earliest, folder.path()).stdout;
    let kept = String::from_utf8(kept).expect("text");
    assert_eq!(kept, format!("{}\n{}\n", lines[0], lines[1]));
}

#[test]
fn the_table_says_what_became_of_every_record() {
    let (folder, _) = corpus();
    let args = ["dedup", "in.jsonl", "--table", "-o", "out.csv"];
    firsthand(&args, folder.path());
    let table = fs::read_to_string(folder.path().join("out.csv")).expect("it is written");
    let rows: Vec<Vec<&str>> = table.lines().map(|l| l.split(',').collect()).collect();
    let names = [
        "id",
        "cluster_id",
        "keep",
        "reason",
        "kept_id",
        "containment",
    ];
    assert_eq!(rows[0], names);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1][2..5], ["false", "contained", "page"]);
    assert_eq!(rows[2][2..5], ["true", "alone", "second"]);
    assert_eq!(rows[3][2..5], ["true", "first", "page"]);
    assert_eq!(rows[1][1], rows[3][1]);
}

#[test]
fn other_forms_the_standard_input_and_other_orders_keep_the_same() {
    let (folder, lines) = corpus();
    let mut turned = lines[..3].to_vec();
    turned.reverse();
    let mut child = Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(["dedup", "-", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut input = child.stdin.take().expect("a pipe");
    input
        .write_all(turned.join("\n").as_bytes())
        .expect("it reads");
    drop(input);
    let kept = child.wait_with_output().expect("it ends").stdout;
    assert_eq!(
        String::from_utf8(kept).expect("text"),
        format!("{}\n{}\n", lines[2], lines[1])
    );
    for (name, n) in [("a.txt", 1), ("b.txt", 2), ("c.txt", 1)] {
        fs::write(folder.path().join(name), article(n)).expect("a file is written");
    }
    let output = firsthand(
        &["dedup", "a.txt", "b.txt", "c.txt", "-o", "out.csv"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(0));
    let kept = fs::read_to_string(folder.path().join("out.csv")).expect("it is written");
    assert_eq!(kept.lines().count(), 3, "{kept}");
    assert!(kept.starts_with("id,url,title,date,source,authors,language,text\n"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let (folder, _) = corpus();
    for args in [
        &["dedup", "in.jsonl", "-o", "out.parquet"][..],
        &["dedup", "in.jsonl", "--threshold", "0"],
        &["dedup", "in.jsonl", "--map", "text=story"],
    ] {
        let output = firsthand(args, folder.path());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
    assert!(!folder.path().join("out.parquet").exists());
}
