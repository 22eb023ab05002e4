//! Days in text, in declarations and in addresses, each part of the input up to a NUL.
#![no_main]

use firsthand::{Page, page::Declared, pipeline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.split('\0').map(str::to_owned);
    let declared = Declared {
        published: parts.next(),
        url: parts.next(),
        language: parts.next(),
        ..Declared::default()
    };
    let content = parts.collect::<Vec<_>>().join("\n");
    let page = Page {
        locator: "a".into(),
        content,
        declared,
        ..Page::default()
    };
    let report = pipeline::clean(vec![page], vec![], &mut |_| {});
    for article in &report.articles {
        let Some(when) = article.published.as_ref().map(|d| d.when) else {
            continue;
        };
        assert!(
            when.earliest.is_none() || when.latest.is_none() || when.earliest <= when.latest,
            "{when:?}"
        );
    }
});
