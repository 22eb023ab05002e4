//! What the command prints, where, and with which exit status.

use crate::common::{command, fed, firsthand, json, pile, status, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Two texts in three articles about one invented refusal, furniture included.
fn bridge() -> TempDir {
    pile(&[
        ("a.txt", AGENCY),
        (
            "b.txt",
            &format!("{AGENCY}\n\nComments (2)\nGood riddance to that bridge, I say.\n"),
        ),
        ("c.txt", RELAY),
    ])
}

const AGENCY: &str = "Mayor rules out closing the Calder bridge\n\n\
    SELLMOOR, 8 May 2031 (Norda Wire) - The city of Sellmoor has no plans to close the Calder \
    bridge to lorries this year, Mayor Ines Brandt told Norda Wire on Thursday.\n\n\
    \"We have no plans to close the bridge to heavy lorries. The engineers asked for more \
    inspections, and they will get them,\" Brandt said in an interview with Norda Wire.\n\n\
    About 20 engineers examined the structure in April, according to the city's works office.\n";

const RELAY: &str = "Sellmoor bridge stays open, says mayor\n\n9 May 2031\n\n\
    Sellmoor's mayor Ines Brandt said the city had no plans to close the bridge to lorries, \
    Norda Wire reported.\n\n\
    \"We have no plans to close the bridge to lorries. The engineers asked for more checks, and \
    they will get them,\" Brandt said.\n\n\
    More than 20 engineers examined the structure in April.\n";

/// Checks a report against the schema that the command prints.
fn check(report: &Value) {
    let schema = json(&["schema"], Path::new("."));
    let errors: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(report)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn clean_streams_pages_as_they_come() {
    let folder = bridge();
    fs::write(
        folder.path().join("d.jsonl"),
        "{}\n{\"text\": \"It rained.\"}\n",
    )
    .expect("written");
    let streamed = firsthand(
        &["clean", ".", "--stream", "--format", "json"],
        folder.path(),
    );
    assert_eq!(streamed.status.code(), Some(1), "one record cannot be read");
    let named = String::from_utf8_lossy(&streamed.stderr);
    assert!(named.contains("d.jsonl:1"), "{named}");
    let lines = String::from_utf8(streamed.stdout).expect("UTF-8");
    let lines: Vec<Value> = (lines.lines())
        .map(|l| serde_json::from_str(l).expect("a line is an object"))
        .collect();
    let output = firsthand(&["clean", ".", "--format", "json"], folder.path());
    let whole: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let ids = |all: &[Value]| -> Vec<Value> { all.iter().map(|a| a["id"].clone()).collect() };
    assert_eq!(
        ids(&lines),
        ids(whole["articles"].as_array().expect("articles"))
    );
    let args = [
        "clean",
        ".",
        "--stream",
        "--map",
        "text=nowhere",
        "-o",
        "out.txt",
    ];
    let refused = firsthand(&args, folder.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(!folder.path().join("out.txt").exists());
    for format in ["text", "markdown"] {
        let output = firsthand(
            &["clean", ".", "--stream", "--format", format],
            folder.path(),
        );
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text.matches("About 20 engineers").count(), 2, "{text}");
    }
}

#[test]
fn without_a_command_it_helps() {
    let output = firsthand(&[], Path::new("."));
    assert_eq!(status(&output), 2);
    let help = stderr(&output);
    for command in [
        "report", "trace", "why", "quotes", "clean", "dedup", "schema",
    ] {
        assert!(help.contains(command), "{help}");
    }
    let output = firsthand(&["report", "--help"], Path::new("."));
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("Examples:"));
}

#[test]
fn the_schema_is_a_schema_and_reports_keep_it() {
    let schema = json(&["schema"], Path::new("."));
    assert!(jsonschema::meta::is_valid(&schema));
    let folder = bridge();
    let report = json(&["report", ".", "--format", "json"], folder.path());
    assert_eq!(report["schema"], "firsthand/report/1");
    assert_eq!(report["summary"]["articles"], 3);
    check(&report);
    check(&json(
        &["report", "none", "--format", "json"],
        folder.path(),
    ));
}

#[test]
fn an_empty_folder_is_named() {
    let folder = pile(&[]);
    let output = firsthand(&["report", "."], folder.path());
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("there is no page in this folder"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let folder = bridge();
    let place = |name: &str| folder.path().join(name);
    fs::write(place("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").expect("written");
    fs::write(
        place("latin.txt"),
        b"The caf\xe9 on the Calder bridge is closed, she said.",
    )
    .expect("written");
    fs::write(
        place("day.jsonl"),
        "{\"id\":\"1\",\"text\":\"The ferry sails again, the harbour office said.\"}\n{\"id\":\n",
    )
    .expect("written");
    let args = ["report", ".", "missing.txt", "--format", "json"];
    let output = firsthand(&args, folder.path());
    assert_eq!(status(&output), 1);
    let told = stderr(&output);
    for name in ["picture.txt", "day.jsonl:2", "missing.txt"] {
        assert!(told.contains(name), "{name} is not in {told}");
    }
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    check(&report);
    assert_eq!(report["summary"]["skipped"], 3, "{}", report["skipped"]);
    // Bad UTF-8 is decoded, not skipped.
    assert_eq!(report["summary"]["articles"], 5);
    assert_eq!(report["summary"]["pages"], 8);
}

/// Every kind of input by its first bytes alone.
#[test]
fn the_standard_input_is_read_whatever_it_is() {
    let folder = pile(&[]);
    let line = "{\"text\":\"The ferry sails again, she said.\"}";
    let warc = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n\
                Content-Length: 32\r\n\r\nThe ferry sails again, she said.\r\n\r\n";
    for input in [
        "The ferry sails again, she said.".to_owned(),
        "<html><body><p>The ferry sails again, she said.</p></body></html>".to_owned(),
        format!("{line}\n{line}\n"),
        format!("[{line}]"),
        format!("{{\n  \"articles\": [{line}]\n}}"),
        "id,text\n7,\"The ferry sails again, she said.\"\n".to_owned(),
        "<rss><item><description>The ferry sails again, she said.</description></item></rss>"
            .into(),
        warc.to_owned(),
    ] {
        let args = ["clean", "-", "--format", "json"];
        let output = fed(&args, folder.path(), &input);
        assert_eq!(status(&output), 0, "{input}");
        let clean: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let content = clean["articles"][0]["content"].as_str().expect("content");
        assert_eq!(
            content.trim(),
            "The ferry sails again, she said.",
            "{input}"
        );
        let locator = clean["articles"][0]["locator"].as_str().expect("a locator");
        assert!(locator.starts_with('-'), "{locator}");
    }
}

#[test]
fn columns_are_named_by_the_user_and_one_that_is_nowhere_is_an_error() {
    let folder = pile(&[("a.csv", "story,when\nThe ferry sails again.,2031-05-08\n")]);
    let output = firsthand(&["clean", "a.csv"], folder.path());
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("--map text=COLUMN names it"));
    let map = ["clean", "a.csv", "--map", "text=story", "--map"];
    let clean = json(
        &[&map[..], &["date=when", "--format", "json"]].concat(),
        folder.path(),
    );
    assert_eq!(clean["articles"][0]["published"]["earliest"], "2031-05-08");
    for (wrong, told) in [
        ("date=day", "no input has a column \"day\""),
        ("day=when", "none of"),
    ] {
        let output = firsthand(&[&map[..], &[wrong]].concat(), folder.path());
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
}

#[test]
fn a_missing_path_alone_is_input_that_cannot_be_read() {
    let folder = pile(&[]);
    let output = firsthand(&["report", "nowhere"], folder.path());
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("nowhere"));
    assert_eq!(status(&firsthand(&["report"], folder.path())), 2);
}

#[test]
fn the_same_file_twice_counts_once() {
    let folder = bridge();
    let args = ["report", "a.txt", "a.txt", "c.txt", "--format", "json"];
    let report = json(&args, folder.path());
    assert_eq!(report["summary"]["repeated"], 1);
    assert_eq!(report["summary"]["articles"], 2);
    assert_eq!(report["summary"]["pages"], 3);
}

#[test]
fn a_very_long_line_does_no_harm() {
    let long = "The council said that the bridge is open. ".repeat(75_000);
    let quotes = "\u{201c}".repeat(100_000);
    let folder = pile(&[
        ("long.txt", &long),
        ("quotes.txt", &quotes),
        ("a.txt", AGENCY),
    ]);
    let output = firsthand(&["report", "."], folder.path());
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).starts_with("3 articles"));
    let widest = stdout(&output).lines().map(|l| l.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
}

#[test]
fn the_order_of_arguments_and_the_threads_change_nothing() {
    let folder = bridge();
    let run = |args: &[&str]| {
        let args: Vec<&str> = [&["report", "--format", "json"], args].concat();
        let output = firsthand(&args, folder.path());
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        output.stdout
    };
    let first = run(&["a.txt", "b.txt", "c.txt"]);
    assert!(first == run(&["c.txt", "a.txt", "b.txt"]));
    assert!(first == run(&["b.txt", "c.txt", "a.txt", "--jobs", "1"]));
    assert!(first == run(&["a.txt", "b.txt", "c.txt", "--jobs", "3"]));
    assert_eq!(
        status(&firsthand(&["report", ".", "--jobs", "0"], folder.path())),
        2
    );
}

#[test]
fn output_goes_to_a_file_whole_or_not_at_all() {
    let folder = bridge();
    let report = ["report", ".", "--format", "json"];
    let to = |path: &str| firsthand(&[&report[..], &["-o", path]].concat(), folder.path());
    let output = to("none/out.json");
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("cannot write to none/out.json"));
    assert_eq!(status(&to(".")), 2);

    fs::create_dir(folder.path().join("out")).expect("a folder");
    fs::write(folder.path().join("out/report"), "old").expect("written");
    let output = to("out/report");
    assert_eq!((status(&output), stdout(&output).as_str()), (0, ""));
    let written = fs::read(folder.path().join("out/report")).expect("a report");
    check(&serde_json::from_slice(&written).expect("JSON"));
    let left = fs::read_dir(folder.path().join("out")).expect("a folder");
    assert_eq!(left.count(), 1, "an unfinished file is left");
}

#[test]
fn colour_is_for_terminals() {
    let folder = bridge();
    let run = |args: &[&str]| {
        stdout(&firsthand(
            &[&["report", "."], args].concat(),
            folder.path(),
        ))
    };
    assert!(!run(&[]).contains('\u{1b}'));
    assert!(!run(&["--color", "never"]).contains('\u{1b}'));
    assert!(run(&["--color", "always"]).contains('\u{1b}'));
}

#[test]
fn hostile_text_is_not_obeyed() {
    let hostile = AGENCY
        .replace(
            "Mayor rules",
            "\u{1b}[2J\u{1b}]0;owned\u{7}Mayor\u{202e} rules",
        )
        .replace(
            "engineers asked",
            "engineers\u{9b}31m\u{8}\u{0} asked\u{2066}",
        );
    let folder = pile(&[
        ("a.txt", &hostile),
        ("\u{1b}[31mb.txt", RELAY),
        ("c.txt", RELAY),
    ]);
    let commands = [
        vec!["report", "."],
        vec!["report", ".", "--all"],
        vec!["trace", "engineers asked for more inspections", "."],
        vec!["trace", "no\u{1b}[31m plans to close", "."],
        vec!["quotes", "."],
        vec!["clean", "."],
        vec!["clean", "--keep-furniture", "."],
    ];
    for args in commands {
        let output = firsthand(&args, folder.path());
        let all = stdout(&output) + &stderr(&output);
        assert!(
            all.contains("ayor") || all.contains("engineers"),
            "{args:?}: {all}"
        );
        let obeyed =
            |c: &char| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{2069}').contains(c);
        assert_eq!(all.chars().find(obeyed), None, "{args:?}: {all:?}");
    }
}

#[test]
fn the_report_says_how_many_and_what_cannot_be_told() {
    let folder = bridge();
    let text = stdout(&firsthand(&["report", "."], folder.path()));
    assert!(text.starts_with("3 articles, "), "{text}");
    assert!(text.contains("Cannot be told:"), "{text}");
    for word in ["verified", "added", "gained", "truth"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
    assert!(
        text.lines().all(|l| l == l.trim_end()),
        "space at the end of a line"
    );
}

#[test]
fn clean_tiles_the_page_and_leaves_furniture_out() {
    let folder = bridge();
    let clean = json(&["clean", ".", "--format", "json"], folder.path());
    let articles = clean["articles"].as_array().expect("articles");
    assert_eq!(articles.len(), 3);
    for article in articles {
        let length = article["content"]
            .as_str()
            .expect("content")
            .chars()
            .count();
        let mut at = 0;
        for segment in article["segments"].as_array().expect("segments") {
            assert_eq!(segment["start"], at);
            at = segment["end"].as_u64().expect("an offset");
        }
        assert_eq!(at as usize, length);
    }
    let text = stdout(&firsthand(&["clean", "b.txt"], folder.path()));
    assert!(text.contains("We have no plans to close the bridge"));
    assert!(!text.contains("Good riddance"));
    let marked = stdout(&firsthand(
        &["clean", "b.txt", "--keep-furniture"],
        folder.path(),
    ));
    assert!(
        marked
            .lines()
            .any(|l| l.starts_with("comment ") && l.contains("Good riddance"))
    );
}

#[test]
fn quotes_name_the_speaker() {
    let folder = bridge();
    let quotes = json(&["quotes", "c.txt", "--format", "json"], folder.path());
    assert_eq!(quotes["schema"], "firsthand/quotes/1");
    let names: Vec<_> = quotes["quotations"]
        .as_array()
        .expect("quotations")
        .iter()
        .filter_map(|q| q["speaker"]["name"].as_str())
        .collect();
    assert!(names.iter().any(|n| n.contains("Brandt")), "{names:?}");
    let text = stdout(&firsthand(&["quotes", "c.txt"], folder.path()));
    assert!(
        text.contains("“We have no plans to close the bridge to lorries."),
        "{text}"
    );
}

#[test]
fn trace_finds_a_quotation_in_other_words() {
    let folder = bridge();
    let words = "we've no plans to close the bridge to heavy lorries";
    let text = stdout(&firsthand(&["trace", words, "."], folder.path()));
    assert!(text.contains("Brandt"), "{text}");
    assert!(text.contains("First"), "{text}");
    let trace = json(&["trace", words, ".", "--format", "json"], folder.path());
    assert_eq!(trace["found"], "statement");
    assert!(trace["matches"][0]["share"].as_f64() >= Some(0.7));
}

#[test]
fn trace_says_when_only_the_text_has_it_and_when_nothing_has() {
    let folder = pile(&[(
        "a.txt",
        "Notes on bridges\n\nThe old bridge has nine arches of grey stone and a toll house.\n",
    )]);
    let words = "bridge has nine arches of grey stone";
    let trace = json(&["trace", words, ".", "--format", "json"], folder.path());
    assert_eq!(trace["found"], "text");
    let output = firsthand(&["trace", words, "."], folder.path());
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("No quotation has these words"));

    let output = firsthand(
        &["trace", "the harbour will be dredged in spring", "."],
        folder.path(),
    );
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("None found"));
    assert_eq!(status(&firsthand(&["trace", "...", "."], folder.path())), 2);
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let folder = bridge();
    let mut child = command(&["report", ".", "--format", "json"], folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
}

/// Reading a pipe that nobody writes to keeps the command busy until the interrupt comes.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_broken_file() {
    let folder = pile(&[]);
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    let made = Command::new("mkfifo")
        .arg("pipe")
        .current_dir(folder.path())
        .status();
    assert!(made.expect("mkfifo starts").success());
    let mut child = command(&["report", "pipe", "-o", "out/report"], folder.path())
        .spawn()
        .expect("the command starts");
    let files = || fs::read_dir(&out).expect("a folder").count();
    for _ in 0..1_000 {
        if files() > 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(files(), 1, "the unfinished file is not there yet");
    let pid = child.id().to_string();
    let killed = Command::new("kill").args(["-INT", &pid]).status();
    assert!(killed.expect("kill starts").success());
    let status = child.wait().expect("the command ends");
    assert_eq!(status.code(), Some(130));
    assert_eq!(files(), 0, "an unfinished file is left");
}
