//! Every way in which reading can fail is named, and nothing else is lost with it.

use super::*;
use std::fs;
use std::io::Write;

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
fn markdown_is_text_with_kinds() {
    use firsthand::SegmentKind::{Caption, Headline, Subhead};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let markup = "---\ntitle: \"The bridge\"\nauthors: [Ines Calder, Tom Orsay]\ndate: 2024-05-08\n---\n\n\
        # The *bridge* is shut\n\nIt was **shut**, by\n[the mayor](http://x.example/).\n\n\
        ## Why\n\n> \u{201c}Rust.\u{201d}\n\n- one\n- two\n\n<div>Three <b>four</b></div>\n\n\
        | a | b |\n|---|---|\n| c | d |\n\n![A bridge](b.jpg)\n\nNot<br>one line\n";
    fs::write(&path, markup).unwrap();
    let page = read(&[path]).pages.remove(0);
    assert_eq!(
        page.content,
        "The bridge is shut\n\nIt was shut, by the mayor.\n\nWhy\n\n\u{201c}Rust.\u{201d}\n\none\ntwo\n\n\
         Three four\n\na\nb\nc\nd\n\nA bridge\n\nNot\none line"
    );
    let marks = page.marks.iter();
    let marks: Vec<_> = marks.map(|m| (m.kind, m.span.of(&page.content))).collect();
    let expect = [
        (Headline, "The bridge is shut"),
        (Subhead, "Why"),
        (Caption, "A bridge"),
    ];
    assert_eq!(marks, expect);
    assert_eq!(page.declared.title.as_deref(), Some("The bridge"));
    assert_eq!(page.declared.authors, ["Ines Calder", "Tom Orsay"]);
    assert_eq!(page.declared.published.as_deref(), Some("2024-05-08"));
}

#[test]
fn text_is_taken_as_it_is() {
    check(
        &[
            (
                "b/two.txt",
                b"# Two\r\n\r\nLines \xE2\x80\x9Cquoted\xE2\x80\x9D \r\n",
            ),
            ("a.txt", b"\xEF\xBB\xBF one\n"),
            ("noext", b"Body, mind and plain words"),
            ("20.10-3414", b"a name with a point"),
            (".hidden.txt", b"not asked for"),
        ],
        &[
            ("20.10-3414", "a name with a point"),
            ("a.txt", " one\n"),
            ("b/two.txt", "# Two\r\n\r\nLines “quoted” \r\n"),
            ("noext", "Body, mind and plain words"),
        ],
        &[],
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    check(
        &[
            ("binary.txt", b"PK\x03\x04\0\0\x08"),
            ("control", b"\x1f\x8c\x08\x03abc\x01\x02\x05\x06\x07\x0e"),
            ("empty.txt", b" \n\n"),
            ("nothing", b""),
            ("picture.png", b"\x89PNG\r\n"),
            ("table.csv", b"a,b\n"),
            ("half.txt.gz", b"\x1f\x8b\x08\x00"),
        ],
        &[],
        &[
            ("binary.txt", "binary"),
            ("control", "binary"),
            ("empty.txt", "empty"),
            ("half.txt.gz", "cut off"),
            ("nothing", "empty"),
            ("picture.png", ".png"),
            ("table.csv", "there are a, b"),
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
    let paths = [file.clone(), missing.clone(), file];
    let pile = read_with(&paths, &Map::default(), |p| {
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
    assert_eq!(pile.end.empty, [folder.path().display().to_string()]);
}

#[test]
fn json_is_read_in_every_shape() {
    let one = br#" {"text":"One.","authors":[{"name":"A"}],"x":{"y":[1,"}]\\"]}} "#;
    let list = br#"[{"text":"One, [\"two\"] {"}, {"title":"none"},
        17, {"ID":"k","Body":"Three."}, ]"#;
    let held = br#"{"status":"ok","warnings":[{"code":1}],"response":{"total":2,"results":[
        {"title":"T","content":null}, {"title":"U","content":"Four."}]},"more":[]}"#;
    check(
        &[
            ("a.json", one),
            ("b.json", list),
            ("c.json", held),
            (
                "d.json",
                b"{\"text\":\"Five.\"}\n{\"text\":\n{\"text\":\"Six.\"}\n",
            ),
            ("e.json", b"[{\"text\":\"Seven.\"}, {\"text\":\"cut"),
            ("f.json", b"[]"),
            ("g.json", b"nothing of the kind"),
        ],
        &[
            ("a.json#record 1", "One."),
            ("b.json#record 1", "One, [\"two\"] {"),
            ("b.json", "Three."),
            ("c.json#record 2", "Four."),
            ("d.json:1", "Five."),
            ("d.json:3", "Six."),
            ("e.json#record 1", "Seven."),
        ],
        &[
            ("b.json#record 2", "no text"),
            ("b.json#record 3", "not an object"),
            ("c.json#record 1", "no text"),
            ("d.json:2", "not a JSON record"),
            ("e.json#record 2", "ends within this record"),
            ("e.json#record 3", "ends within its list"),
            ("f.json", "no record"),
            ("g.json#record 1", "not JSON"),
        ],
    );
}

#[test]
fn a_deep_or_long_json_costs_only_its_record() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let records = format!("[{{\"text\":{deep}}},{{\"text\":\"Read.\"}}]");
    let mut long = b"{\"list\":[{\"text\":\"First.\"},{\"text\":\"".to_vec();
    long.resize(2 * PAGE_BYTES_MAX, b'x');
    long.extend_from_slice(b"\"},{\"text\":\"Last.\"}]}");
    check(
        &[
            ("deep.json", records.as_bytes()),
            ("long.json", &long),
            ("open.json", "[".repeat(100_000).as_bytes()),
        ],
        &[
            ("deep.json#record 2", "Read."),
            ("long.json#record 1", "First."),
            ("long.json#record 3", "Last."),
        ],
        &[
            ("deep.json#record 1", "not a JSON record"),
            ("long.json#record 2", "larger than"),
            ("open.json#record 1", "ends within this record"),
            ("open.json#record 2", "ends within its list"),
        ],
    );
}

#[test]
fn tables_are_read_by_their_names_and_a_broken_row_costs_only_itself() {
    check(
        &[
            (
                "a.csv",
                b"\xEF\xBB\xBFID,Headline,maintext\r\n1,\"T, U\",\"Said \"\"no\"\".\r\nTwice.\"\r\n\
                  \r\n,,plain\r\n3,x,y,z\r\n4,only\r\n",
            ),
            ("b.tsv", b"url\tText\nhttp://a.example\tcaf\xE9 d\xE9j\xE0 vu, na\xEFve\n"),
            ("c.csv", b"text;title\nOne;\"open\nTwo;b\nThree;c\n"),
            ("d.csv", b"\xFF\xFEt\0e\0x\0t\0\n\0\xE9\0\n\0"),
            ("sniffed", b"title|body\nT|Four\n"),
        ],
        &[
            ("a.csv", "Said \"no\".\r\nTwice."),
            ("a.csv:5", "plain"),
            ("b.tsv:2", "café déjà vu, naïve"),
            ("c.csv:3", "Two"),
            ("c.csv:4", "Three"),
            ("d.csv:2", "é"),
            ("sniffed:2", "Four"),
        ],
        &[
            ("a.csv:6", "4 cells, but there are 3 columns"),
            ("a.csv:7", "no text"),
            ("c.csv:2", "never closed"),
        ],
    );
}

#[test]
fn marks_that_never_close_are_read_in_linear_time() {
    let line = format!("x\"y,\"z{}\n", " ".repeat(1000));
    let lines = 2 * PAGE_BYTES_MAX / line.len();
    let bytes = format!("text,title\n{}", line.repeat(lines));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, &bytes).unwrap();
    let pile = read(&[file]);
    assert!(pile.pages.len() + pile.skipped.len() > lines / 4);
}

#[test]
fn packed_files_are_unpacked_whatever_their_name() {
    let gzip = |bytes: &[u8]| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 0).unwrap();
    let lines = b"{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n";
    let members = [gzip(&lines[..20]), gzip(&lines[20..]), vec![0; 512]].concat();
    let frames = [zstd(&lines[..20]), zstd(&lines[20..])].concat();
    let mut cut = gzip(&[&lines[..], &noise(200_000)].concat());
    cut.truncate(cut.len() - 9);
    let junk = [gzip(lines), b"junk behind the end".to_vec()].concat();
    let bomb = gzip(&vec![b' '; 4 * PAGE_BYTES_MAX + (1 << 20)]);
    check(
        &[
            ("a.jsonl.gz", &members),
            ("b.ndjson.zst", &frames),
            (
                "c",
                &gzip(b"<html><body><p>A page of its own, packed.</p></body></html>"),
            ),
            ("d.md", &zstd(b"Three.")),
            ("e.jsonl.gz", &cut),
            ("f.jsonl.gz", &junk),
            ("g.txt.gz", &bomb),
            ("h.jsonl.gz", &bomb),
        ],
        &[
            ("a.jsonl.gz:1", "One."),
            ("a.jsonl.gz:2", "Two."),
            ("b.ndjson.zst:1", "One."),
            ("b.ndjson.zst:2", "Two."),
            ("c", "A page of its own, packed."),
            ("d.md", "Three."),
            ("e.jsonl.gz:1", "One."),
            ("e.jsonl.gz:2", "Two."),
            ("f.jsonl.gz:1", "One."),
            ("f.jsonl.gz:2", "Two."),
        ],
        &[
            ("e.jsonl.gz:3", "cut off"),
            ("f.jsonl.gz:3", "damaged"),
            ("g.txt.gz", "larger than"),
            ("h.jsonl.gz:1", "more than 250 times"),
        ],
    );
}

/// Bytes without an order that packing could use, and without a line break.
fn noise(length: u64) -> Vec<u8> {
    let byte = |i: u64| (i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as u8;
    (0..length).map(byte).filter(|b| *b != b'\n').collect()
}

#[test]
fn the_user_names_columns_that_have_no_usual_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.jsonl");
    let line = br#"{"Story":"Mine.","text":"Not mine.","when":1715126400,"title":"T"}"#;
    fs::write(&file, line).unwrap();
    let mut map = Map::default();
    map.add("text=story").unwrap();
    map.add("date=When").unwrap();
    map.add("title=nope").unwrap();
    assert!(map.add("story").unwrap_err().contains("KEY=COLUMN"));
    let pile = read_with(&[file], &map, |_| {});
    let page = &pile.pages[0];
    assert_eq!(page.content, "Mine.");
    assert_eq!(
        page.declared.published.as_deref(),
        Some("2024-05-08T00:00:00Z")
    );
    assert_eq!(page.declared.title, None);
    let [reason] = &pile.end.unmapped[..] else {
        panic!("{:?}", pile.end)
    };
    assert!(
        reason.contains("\"nope\" (there are text, title)"),
        "{reason}"
    );
}

#[test]
fn every_usual_name_is_known_in_any_case() {
    let folder = tempfile::tempdir().unwrap();
    for (column, _, names) in columns::COLUMNS {
        for name in names {
            let file = folder.path().join("a.jsonl");
            let name = name.to_uppercase();
            let text = if matches!(column, Column::Text | Column::Html) {
                "x"
            } else {
                "text"
            };
            fs::write(
                &file,
                format!("{{\"{name}\":\"Value\",\"{text}\":\"Text\"}}"),
            )
            .unwrap();
            let page = read(&[file]).pages.remove(0);
            let declared = page.declared;
            let got = match column {
                Column::Text | Column::Html => Some(page.content),
                Column::Url => declared.url,
                Column::Title => declared.title,
                Column::Date => declared.published,
                Column::Outlet => declared.outlet,
                Column::Author => declared.authors.first().cloned(),
                Column::Language => declared.language,
                Column::Id => page.record,
            };
            assert_eq!(got.as_deref(), Some("Value"), "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_named_and_does_not_hang() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "words").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("back")).unwrap();
    let pile = read(&[folder.path().to_owned()]);
    assert_eq!((pile.pages.len(), pile.skipped.len()), (1, 1));
    assert!(pile.skipped[0].reason.contains("leads back"));
}

mod containers;
mod properties;
