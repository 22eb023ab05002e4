//! Both ways of reading a line find the same text.

use super::*;
use crate::read::columns::COLUMNS;
use proptest::prelude::*;

/// What is read of a line, the plain way where it is plain, and the way that reads any.
fn both(line: &[u8]) -> [Option<Vec<Option<String>>>; 2] {
    let columns = Columns::new(&Map::default());
    let mut fields = Fields::default();
    let of = |fields: &Fields| {
        let cells = COLUMNS.iter().map(|c| fields.get(c.0).map(str::to_owned));
        cells.collect::<Vec<_>>()
    };
    let plain = fields.read_plain(line, &columns).then(|| of(&fields));
    let any = fields.read_any(line, &columns).then(|| of(&fields));
    [plain, any]
}

#[test]
fn usual_lines_are_plain() {
    let line = r#" {"id" : 7, "text":"One \"two\"\nthree \u00e9\ud83d\ude00 / \/", "url":null,
        "authors": ["Mara Olin", "B"], "tags": {"a": [1, {"b": "}"}]}, "n": -1.5e3} "#;
    let line = line.replace("\n        ", "");
    let [plain, any] = both(line.as_bytes());
    assert!(plain.is_some());
    assert_eq!(plain, any);
}

/// What the lines of some bytes are, told as they are sent: the number and length of each, and
/// the number of each that cannot be read.
fn sent(bytes: &[u8]) -> (Vec<(u64, usize)>, Vec<u64>) {
    let (mut lines, mut failed) = (Vec::new(), Vec::new());
    thread::scope(|scope| {
        let (send, receive) = sync_channel(0);
        let (give_back, taken_back) = sync_channel::<Read>(1);
        scope.spawn(move || read_ahead(io::BufReader::new(bytes), &send, &taken_back));
        for mut read in receive {
            lines.extend(read.lines.iter().map(|(n, range)| (*n, range.len())));
            failed.extend(read.failed.take().map(|(n, _)| n));
            read.lines.clear();
            let _ = give_back.try_send(read);
        }
    });
    (lines, failed)
}

#[test]
fn lines_of_any_length_are_found_over_the_edges_of_blocks() {
    let lengths = [
        3,
        0,
        BLOCK_BYTES - 5,
        7,
        BLOCK_BYTES,
        PAGE_BYTES_MAX,
        PAGE_BYTES_MAX + 1,
        9,
        PAGE_BYTES_MAX + BLOCK_BYTES + 1,
        2 * BLOCK_BYTES,
        4,
    ];
    let lines = lengths.map(|n| "x".repeat(n));
    let numbered = (1..).zip(lengths);
    let whole = |n: &usize| *n > 0 && *n <= PAGE_BYTES_MAX;
    let (read, rest): (Vec<_>, Vec<_>) = numbered.partition(|(_, n)| whole(n));
    let too_long: Vec<u64> = rest.iter().filter(|l| l.1 > 0).map(|l| l.0).collect();
    for end in ["", "\n"] {
        let sent = sent((lines.join("\n") + end).as_bytes());
        assert!(sent == (read.clone(), too_long.clone()), "{sent:?}");
    }
    assert!(sent(b"").0.is_empty());
}

/// Lines that are records, or nearly.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just(","),
        Just(" "),
        Just("\t"),
        Just("\""),
        Just("\\"),
        Just("\\n"),
        Just("\\u"),
        Just("00e9"),
        Just("d83d"),
        Just("\\ude00"),
        Just("\"text\":"),
        Just("\"id\":"),
        Just("\"title\":\"a\","),
        Just("\"x\":"),
        Just("é"),
        Just("12"),
        Just("-0.5"),
        Just("null"),
        Just("true"),
        Just("\u{1}"),
        Just("\"word word\""),
    ];
    let torn = prop::collection::vec(part, 0..12).prop_map(|p| format!("{{{}}}", p.concat()));
    let string = r#"([ -~]|\\u[0-9a-fA-F]{4}|\\[bfnrt"/\\]|é|港){0,12}"#;
    let whole = prop::collection::vec((string, string), 0..4).prop_map(|fields| {
        let names = ["text", "id", "x"].iter().cycle();
        let fields = fields.iter().zip(names);
        let fields = fields.map(|((a, b), name)| format!("\"{name}\":\"{a}\",\"{b}\": \"{b}\""));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    let line = prop_oneof![torn, whole].prop_map(String::into_bytes);
    (line, any::<(bool, prop::sample::Index, u8)>()).prop_map(|(mut line, (torn, at, byte))| {
        if torn {
            let at = at.index(line.len());
            line[at] = byte;
        }
        line
    })
}

proptest! {
    #[test]
    fn what_is_plain_is_read_as_any(line in line()) {
        let [plain, any] = both(&line);
        if plain.is_some() {
            prop_assert_eq!(plain, any);
        }
    }
}
