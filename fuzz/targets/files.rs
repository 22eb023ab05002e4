//! Every reader of files: the first byte says which name the rest is read under.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::PathBuf;

const NAMES: [&str; 16] = [
    "a.txt",
    "a.md",
    "a.html",
    "a.jsonl",
    "a.json",
    "a.csv",
    "a.tsv",
    "a.warc",
    "a.rss",
    "a",
    "a.txt.gz",
    "a.jsonl.gz",
    "a.warc.gz",
    "a.csv.zst",
    "a.json.zst",
    "a.html.gz",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    // Memory, where the system has a folder of it.
    let place = match std::path::Path::new("/dev/shm").is_dir() {
        true => PathBuf::from("/dev/shm"),
        false => std::env::temp_dir(),
    };
    let folder = place.join(format!("firsthand-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(NAMES[usize::from(*first) % NAMES.len()]);
    std::fs::write(&path, rest).expect("a file");
    let pile = firsthand_io::read(&[path.clone()]);
    for page in &pile.pages {
        for mark in &page.marks {
            let _ = mark.span.of(&page.content);
        }
    }
    // Nothing is lost in silence.
    assert!(
        !pile.is_empty()
            || !pile.end.empty.is_empty()
            || !pile.end.notes.is_empty()
            || rest.is_empty()
            || may_be_empty(&path)
    );
    std::fs::remove_file(&path).expect("it is there");
});

/// Tables and lists may hold no record at all.
fn may_be_empty(path: &std::path::Path) -> bool {
    let name = path.to_string_lossy();
    ["json", "csv", "tsv", "warc", "rss"]
        .iter()
        .any(|kind| name.contains(kind))
        || name.ends_with("/a")
}
