//! Memory does not grow with a file: what is read of a file three times as long takes no more.
//!
//! Alone in its program, because it counts every byte that the program has.

#![allow(
    unsafe_code,
    reason = "an allocator that counts is unsafe by its trait"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts what is held and the most that ever was.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The text of page `n`: 100 kB without much to pack.
fn text(n: usize) -> String {
    let mut seed = n as u64 + 1;
    let mut word = || {
        seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        format!("w{:x}", seed >> 40)
    };
    (0..12_000).map(|_| word() + " ").collect()
}

/// Writes a file of `pages` pages.
fn write(path: &Path, pages: usize) {
    let mut out: Box<dyn Write> = Box::new(BufWriter::new(File::create(path).expect("a file")));
    let name = path.display().to_string();
    if name.ends_with(".gz") {
        out = Box::new(flate2::write::GzEncoder::new(
            out,
            flate2::Compression::fast(),
        ));
    }
    let (before, after) = match name.contains(".json") && !name.contains(".jsonl") {
        true => ("{\"articles\":[", "]}"),
        false if name.contains(".csv") => ("id,text\n", ""),
        false if name.contains(".xml") => ("<rss><channel>", "</channel></rss>"),
        false => ("", ""),
    };
    out.write_all(before.as_bytes()).expect("written");
    let texts: Vec<String> = (0..TEXTS).map(text).collect();
    for n in 0..pages {
        let text = &texts[n % TEXTS];
        let comma = if n > 0 { "," } else { "" };
        let page = match () {
            () if name.contains(".jsonl") => format!("{{\"id\":{n},\"text\":\"{text}\"}}\n"),
            () if name.contains(".json") => format!("{comma}{{\"id\":{n},\"text\":\"{text}\"}}"),
            () if name.contains(".csv") => format!("{n},\"{text}\"\n"),
            () if name.contains(".xml") => {
                format!("<item><guid>{n}</guid><description>{text}</description></item>")
            }
            () => format!(
                "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n\
                 Content-Length: {}\r\n\r\n{text}\r\n\r\n",
                text.len()
            ),
        };
        out.write_all(page.as_bytes()).expect("written");
    }
    out.write_all(after.as_bytes()).expect("written");
    out.flush().expect("written");
}

/// The most memory that reading `path` took beyond what was held before.
fn peak(path: &Path, pages: usize) -> usize {
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    let mut read = 0;
    firsthand_io::each(&[path.to_owned()], &Default::default(), &mut |_, at| {
        read = at.pages
    });
    assert_eq!(read, pages, "{}", path.display());
    PEAK.load(Relaxed) - before
}

/// Different texts; together they are longer than what packing remembers.
const TEXTS: usize = 16;

/// Pages of the shorter file: more than one batch of them.
const PAGES: usize = 250;

#[test]
fn what_is_read_of_a_longer_file_takes_no_more_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.jsonl.gz", "a.json", "a.csv", "a.xml", "a.warc.gz"] {
        let path = folder.path().join(name);
        write(&path, PAGES);
        let short = peak(&path, PAGES);
        write(&path, 3 * PAGES);
        let long = peak(&path, 3 * PAGES);
        assert!(
            long < short + short / 4,
            "{name}: {short} bytes, then {long}"
        );
    }
}
