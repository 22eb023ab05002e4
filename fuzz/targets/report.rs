//! The whole, on a pile of pages parted by NULs, and all that is written of it.
#![no_main]

use firsthand::{Overrides, Page, pipeline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.split('\0');
    let ruled = Overrides::parse(parts.next().unwrap_or_default());
    let pages: Vec<Page> = parts
        .take(8)
        .enumerate()
        .map(|(i, content)| Page {
            locator: format!("{i}.txt"),
            content: content.into(),
            ..Page::default()
        })
        .collect();
    let mut other = pages.clone();
    other.reverse();
    let written = |pages| {
        let report = pipeline::run_with(pages, vec![], None, &ruled, &mut |_| {});
        let mut json = Vec::new();
        firsthand_io::json::write(&report, &mut json).expect("memory");
        firsthand_io::html::write(&report, std::io::sink()).expect("nowhere");
        firsthand_io::export::prov::write(&report, std::io::sink()).expect("nowhere");
        json
    };
    assert!(
        written(pages) == written(other),
        "the order of the pages shows"
    );
});
