//! HTML.

use firsthand::{Page, Skipped};

pub(super) fn page(locator: String, bytes: &[u8]) -> Result<Page, Skipped> {
    super::text::page(locator, bytes)
}
