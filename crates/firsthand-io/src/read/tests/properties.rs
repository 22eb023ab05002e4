//! No bytes are read in silence, and none make a reader panic.

use super::*;
use proptest::prelude::*;

/// Names of every kind that is read, and of one that is told by its content.
const NAMES: [&str; 10] = [
    "a.txt",
    "a.html",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.warc",
    "a.warc.gz",
    "a.rss",
    "a.parquet",
    "a",
];

/// Pieces of which all of these kinds are made, and some of which none is.
const PIECES: [&str; 32] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ":",
    ",",
    "\n",
    "\r\n",
    ";",
    "\t",
    "text",
    "\"text\":\"x\"",
    "{\"text\":\"x\"}",
    "text,title\n",
    "<rss>",
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<title>",
    "&#0;",
    "&amp;",
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 9\r\n",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
    "é\u{0}\u{202e}",
];

/// What was read of `bytes` under `name`: as many pages as were handed on, and at least something.
fn reads(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    let (mut handed, mut told) = (0, 0);
    let end = each(&[file], &Map::default(), &mut |pages, at| {
        handed += pages.len();
        told = at.pages + at.skipped;
    });
    assert_eq!(handed, told);
    assert!(
        handed > 0 || !end.notes.is_empty(),
        "{name}: nothing is said"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_named(bytes in prop::collection::vec(any::<u8>(), 0..200), name in 0..NAMES.len()) {
        reads(NAMES[name], &bytes);
    }

    #[test]
    fn any_pieces_are_read_or_named(
        pieces in prop::collection::vec(0..PIECES.len(), 0..60),
        name in 0..NAMES.len(),
    ) {
        let text: String = pieces.into_iter().map(|p| PIECES[p]).collect();
        reads(NAMES[name], text.as_bytes());
    }

    #[test]
    fn a_table_gives_back_what_was_written_into_it(
        cells in prop::collection::vec("[ab,;\t\"\r\n|é]{0,8}", 1..12),
        delimiter in 0..4usize,
    ) {
        let delimiter = [',', ';', '\t', '|'][delimiter];
        let mut table = format!("id{delimiter}text{delimiter}title\n");
        for (n, cell) in cells.iter().enumerate() {
            let cell = cell.replace('"', "\"\"");
            table += &format!("{n}{delimiter}\"x{cell}x\"{delimiter}last\r\n");
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        fs::write(&file, &table).unwrap();
        let pile = read(&[file]);
        let got: Vec<_> = pile.pages.iter().map(|p| p.content.clone()).collect();
        let written: Vec<_> = cells.iter().map(|c| format!("x{c}x")).collect();
        prop_assert_eq!(got, written);
        prop_assert!(pile.pages.iter().all(|p| p.declared.title.as_deref() == Some("last")));
    }
}
