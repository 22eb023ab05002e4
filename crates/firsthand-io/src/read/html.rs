//! HTML: text that a reader sees, line by line, each with the kind that the markup gives it. Nothing
//! visible is lost: furniture is kept and labelled.

#[cfg(test)]
mod calibrate;
mod classify;
mod declared;
mod features;
mod hints;
mod outline;
mod title;
mod token;
mod wording;

use super::{decode, sniff};
use encoding_rs::Encoding;
use firsthand::{Declared, Page, Skipped};

/// A page whose own markup hides it until a script runs shows less than this and hides more.
const SHOWN_BYTES_MIN: usize = 200;

/// Bytes at the head of a page that are searched for its encoding.
const LABEL_BYTES: usize = 16 << 10;

/// Reads one page of HTML.
pub(super) fn page(locator: String, bytes: &[u8]) -> Result<Page, Skipped> {
    let markup = decode::decode(bytes, label(bytes));
    if sniff::is_binary(&markup) {
        return Err(skipped(locator, sniff::BINARY));
    }
    let mut outline = outline::read(&markup, false);
    if outline.content.len() < SHOWN_BYTES_MIN && outline.hidden_bytes > outline.content.len() {
        outline = outline::read(&markup, true);
    }
    if outline.lines.is_empty() {
        let reason = match markup.trim().is_empty() {
            true => super::EMPTY,
            false => "the page shows no text",
        };
        return Err(skipped(locator, reason));
    }
    let (page, title) = titled(&outline);
    let marks = classify::classify(&page);
    Ok(Page {
        locator,
        sha256: super::sha256(bytes),
        declared: Declared {
            title,
            ..declared::read(&outline)
        },
        content: outline.content,
        marks,
        ..Page::default()
    })
}

/// The page with its headline, which the declared title tells or else the place above the text.
fn titled(outline: &outline::Outline) -> (features::Page<'_>, Option<String>) {
    let declared = title::find(outline);
    let page = features::Page::new(outline, declared.line);
    if declared.agrees {
        return (page, declared.text);
    }
    let article = classify::divide(&page);
    let Some(line) = title::above(&page, &article) else {
        return (page, declared.text);
    };
    let text = outline.lines[line].span.of(&outline.content);
    (
        features::Page::new(outline, Some(line)),
        Some(text.to_owned()),
    )
}

fn skipped(locator: String, reason: &str) -> Skipped {
    let reason = reason.to_owned();
    Skipped { locator, reason }
}

/// The encoding that a page declares in its head.
fn label(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(LABEL_BYTES)].to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memmem::find(rest, b"charset") {
        rest = rest[at + b"charset".len()..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b"=") else {
            continue;
        };
        let value = value.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or(value.strip_prefix(b"'"))
            .unwrap_or(value);
        let end = value
            .iter()
            .position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_' | b':' | b'.'));
        if let Some(found) = Encoding::for_label(&value[..end.unwrap_or(value.len())]) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests;
