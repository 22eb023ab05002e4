//! Plain text.

use firsthand::Page;

pub(super) fn page(locator: String, bytes: &[u8]) -> Page {
    let content = String::from_utf8_lossy(bytes);
    let content = content
        .strip_prefix('\u{feff}')
        .unwrap_or(&content)
        .to_owned();
    Page {
        locator,
        sha256: super::sha256(bytes),
        content,
        ..Page::default()
    }
}
