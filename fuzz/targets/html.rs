//! Markup into lines with kinds, and the article out of them.
#![no_main]

use firsthand::pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(page) = firsthand_io::page_in_stages("a.html".into(), bytes, &mut |_| {}) else {
        return;
    };
    let length = page.content.len();
    let report = pipeline::clean(vec![page], vec![], &mut |_| {});
    for article in &report.articles {
        // Segments tile the content.
        let tiles: usize = article.segments.iter().map(|s| s.span.len()).sum();
        assert_eq!(tiles, length);
    }
});
