//! Plain text: it is taken as it is.

use super::{EMPTY, decode, sniff};
use firsthand::{Page, Skipped};

pub(super) fn page(locator: String, bytes: &[u8]) -> Result<Page, Skipped> {
    let content = decode::decode(bytes, None);
    let reason = if sniff::is_binary(&content) {
        sniff::BINARY
    } else if content.trim().is_empty() {
        EMPTY
    } else {
        return Ok(Page {
            locator,
            sha256: super::sha256(bytes),
            content: content.into_owned(),
            ..Page::default()
        });
    };
    let reason = reason.to_owned();
    Err(Skipped { locator, reason })
}
