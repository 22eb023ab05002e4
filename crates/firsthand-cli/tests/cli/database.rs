//! `report --db` as a user meets it: which files it makes, which it leaves alone, and what it says.

use crate::common::{firsthand, pile};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const A: &str = "Mayor rules out closing the Calder bridge\n\nSELLMOOR, 8 May 2031 (Norda Wire) - The city of \
    Sellmoor has no plans to close the Calder bridge this year, Mayor Ines Brandt told Norda Wire.\n";
const B: &str = "Sellmoor bridge stays open\n\n9 May 2031\n\nSellmoor's mayor Ines Brandt said the city had no \
    plans to close the bridge, Norda Wire reported.\n";

fn two() -> TempDir {
    let folder = pile(&[("a.txt", A), ("b.txt", B)]);
    fs::create_dir(folder.path().join("out")).expect("a folder");
    folder
}

fn report(args: &[&str], folder: &Path) -> Output {
    firsthand(&[&["report"][..], args].concat(), folder)
}

/// The exit status and what was said.
fn fails(args: &[&str], folder: &Path) -> String {
    let output = report(args, folder);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
    String::from_utf8(output.stderr).expect("text")
}

fn names(folder: &Path) -> Vec<String> {
    let list = fs::read_dir(folder).expect("a folder");
    let name = |f: fs::DirEntry| f.file_name().to_string_lossy().into_owned();
    let mut names: Vec<_> = list.map(|f| name(f.expect("a file"))).collect();
    names.sort();
    names
}

#[test]
fn the_report_is_written_as_without_it_and_nothing_is_left_beside_the_database() {
    let folder = two();
    let plain = report(&["a.txt", "b.txt"], folder.path());
    let both = report(&["a.txt", "b.txt", "--db", "out/news.db"], folder.path());
    assert_eq!(both.status.code(), Some(0), "{both:?}");
    assert_eq!(plain.stdout, both.stdout);
    assert_eq!(names(&folder.path().join("out")), ["news.db"]);
    let args = [
        "a.txt",
        "--format",
        "json",
        "-o",
        "out/x.json",
        "--db",
        "out/news.db",
    ];
    let again = report(&args, folder.path());
    assert_eq!(again.status.code(), Some(0), "{again:?}");
    assert_eq!(names(&folder.path().join("out")), ["news.db", "x.json"]);
}

#[test]
fn the_order_of_pages_and_the_threads_change_no_byte() {
    let folder = two();
    let bytes = |args: &[&str]| {
        let output = report(&[args, &["--db", "out/news.db"]].concat(), folder.path());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        fs::read(folder.path().join("out/news.db")).expect("a database")
    };
    let first = bytes(&["a.txt", "b.txt"]);
    assert!(first.starts_with(b"SQLite format 3\0"));
    assert!(first == bytes(&["b.txt", "a.txt", "--jobs", "1"]));
    assert!(first == bytes(&["b.txt", "a.txt", "--jobs", "4"]));
}

#[test]
fn what_firsthand_did_not_write_is_left_alone() {
    let folder = two();
    fs::write(folder.path().join("notes.txt"), "mine").expect("written");
    let said = fails(&["a.txt", "--db", "notes.txt"], folder.path());
    assert!(
        said.contains("cannot write a database to notes.txt: it exists and is not a database"),
        "{said}"
    );
    assert_eq!(
        fs::read(folder.path().join("notes.txt")).expect("notes"),
        b"mine"
    );
    for (db, why) in [
        ("-", "give --db the name of a file"),
        ("out", "it is a folder"),
        ("none/news.db", "cannot write to none/news.db"),
    ] {
        let said = fails(&["a.txt", "--db", db], folder.path());
        assert!(said.contains(why), "{db}: {said}");
    }
    let same = ["a.txt", "-o", "out/x.db", "--db", "./out/../out/x.db"];
    let said = fails(&same, folder.path());
    assert!(said.contains("--output names the same file"), "{said}");
    assert!(names(&folder.path().join("out")).is_empty());
    assert_eq!(names(folder.path()), ["a.txt", "b.txt", "notes.txt", "out"]);
}
