//! Every way in which reading can fail is named, and nothing else is lost with it.

use super::*;
use std::fs;

/// A folder with these files; what was read and skipped, with the folder's own path cut off.
fn check(files: &[(&str, &[u8])], pages: &[(&str, &str)], skipped: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let pile = read(&[folder.path().to_owned()]);
    let root = format!("{}/", folder.path().display());
    let place = |locator: &str| locator.replace(&root, "");
    let got: Vec<_> = pile
        .pages
        .iter()
        .map(|p| (place(&p.locator), p.content.as_str()))
        .collect();
    let got: Vec<_> = got.iter().map(|(l, c)| (l.as_str(), *c)).collect();
    assert_eq!(got, pages);
    let got: Vec<_> = pile.skipped.iter().map(|s| place(&s.locator)).collect();
    let places: Vec<_> = skipped.iter().map(|s| s.0).collect();
    assert_eq!(got, places);
    for (s, (place, reason)) in pile.skipped.iter().zip(skipped) {
        assert!(s.reason.contains(reason), "{place}: {}", s.reason);
    }
}

#[test]
fn text_is_taken_as_it_is() {
    check(
        &[
            (
                "b/two.md",
                b"# Two\r\n\r\nLines \xE2\x80\x9Cquoted\xE2\x80\x9D \r\n",
            ),
            ("a.txt", b"\xEF\xBB\xBF one\n"),
            ("noext", b"plain words"),
            ("20.10-3414", b"a name with a point"),
            (".hidden.txt", b"not asked for"),
        ],
        &[
            ("20.10-3414", "a name with a point"),
            ("a.txt", " one\n"),
            ("b/two.md", "# Two\r\n\r\nLines “quoted” \r\n"),
            ("noext", "plain words"),
        ],
        &[],
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    check(
        &[
            ("binary.txt", b"PK\x03\x04\0\0\x08"),
            ("control", b"\x1f\x8b\x08\x03abc\x01\x02\x05\x06\x07\x0e"),
            ("empty.txt", b" \n\n"),
            ("nothing", b""),
            ("picture.png", b"\x89PNG\r\n"),
            ("table.csv", b"a,b\n"),
        ],
        &[],
        &[
            ("nothing", "empty"),
            ("picture.png", ".png"),
            ("table.csv", ".csv"),
            ("binary.txt", "binary"),
            ("control", "binary"),
            ("empty.txt", "empty"),
        ],
    );
}

#[test]
fn a_broken_record_costs_only_itself() {
    check(
        &[(
            "r.jsonl",
            b"\xEF\xBB\xBF{\"id\":7,\"text\":\"One.\\r\\n\",\"title\":\"T\"}\n\n{\"text\":\n\
              {\"id\":\"x\",\"text\":\" \"}\r\n{\"title\":\"T\"}\n[1]\n{\"id\":null,\"body\":\"bad \xFF byte\"}",
        )],
        &[("r.jsonl", "One.\r\n"), ("r.jsonl:7", "bad \u{fffd} byte")],
        &[
            ("r.jsonl:3", "not a JSON record"),
            ("r.jsonl:4", "empty"),
            ("r.jsonl:5", "no text"),
            ("r.jsonl:6", "not an object"),
        ],
    );
}

#[test]
fn a_line_beyond_the_bound_is_skipped_and_the_next_one_read() {
    let mut lines = b"{\"id\":\"long\",\"text\":\"".to_vec();
    lines.resize(2 * PAGE_BYTES_MAX, b'x');
    lines.extend_from_slice(b"\"}\n{\"id\":\"next\",\"text\":\"Read.\"}\n");
    check(
        &[("r.ndjson", &lines), ("long.txt", &lines)],
        &[("r.ndjson", "Read.")],
        &[("long.txt", "larger than"), ("r.ndjson:1", "larger than")],
    );
}

#[test]
fn the_same_path_twice_gives_its_page_twice_and_a_missing_one_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(&file, "words").unwrap();
    let missing = folder.path().join("missing");
    let mut calls = 0;
    let pile = read_with(&[file.clone(), missing.clone(), file], |p| {
        calls += 1;
        assert_eq!(p.files_total, 2);
    });
    assert_eq!((pile.pages.len(), calls), (2, 1));
    assert_eq!(pile.skipped[0].locator, missing.display().to_string());
    assert_eq!(pile.skipped[0].reason, "there is no such file or folder");
}

#[test]
fn an_empty_folder_is_told_apart_from_a_broken_one() {
    let folder = tempfile::tempdir().unwrap();
    let pile = read(&[folder.path().to_owned()]);
    assert!(pile.is_empty());
    assert_eq!(pile.empty, [folder.path().display().to_string()]);
}
