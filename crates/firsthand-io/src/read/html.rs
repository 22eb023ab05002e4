//! HTML.

use firsthand::Page;

pub(super) fn page(locator: String, bytes: &[u8]) -> Page {
    let html = scraper::Html::parse_document(&String::from_utf8_lossy(bytes));
    let content: Vec<&str> = html.root_element().text().collect();
    Page {
        locator,
        sha256: super::sha256(bytes),
        content: content.concat(),
        ..Page::default()
    }
}
