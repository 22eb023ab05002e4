//! Who says what, by rules and by the model.
#![no_main]

use firsthand::{Page, pipeline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let page = Page {
        locator: "a".into(),
        content: text.into(),
        ..Page::default()
    };
    for model in [None, firsthand_io::model()] {
        let report = pipeline::quotes(vec![page.clone()], vec![], model, &mut |_| {});
        for quotation in &report.quotations {
            let content = report.articles[quotation.article].content();
            for span in &quotation.content {
                assert!(!span.of(content).is_empty());
            }
        }
    }
});
