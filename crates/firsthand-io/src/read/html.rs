//! HTML: text that a reader sees, line by line, each with the kind that the markup gives it. Nothing
//! visible is lost: furniture is kept and labelled.

mod around;
#[cfg(test)]
mod calibrate;
mod classify;
mod credit;
mod declared;
mod features;
mod hints;
mod outline;
mod said;
mod script;
mod title;
mod token;
mod wording;

use super::{decode, sniff};
use encoding_rs::Encoding;
use firsthand::{Declared, Mark, Page, SegmentKind, Skipped, Span};

/// A page whose own markup hides it until a script runs shows less than this and hides more.
const SHOWN_BYTES_MIN: usize = 200;

/// Bytes at the head of a page that are searched for its encoding.
const LABEL_BYTES: usize = 16 << 10;

/// Reads one page of HTML.
pub(super) fn page(locator: String, bytes: &[u8]) -> Result<Page, Skipped> {
    page_in_stages(locator, bytes, &mut |_| {})
}

/// The text that a piece of markup shows.
pub(super) fn text(markup: &str) -> String {
    outline::read(markup, false).content
}

/// Reads one page of HTML, calling `done` with the name of each stage at its end: `hash`, `decode`, `outline`,
/// `declared`, `classify`. For measuring, as `examples/stages.rs` does; who reads files calls [`super::read()`].
pub fn page_in_stages(
    locator: String,
    bytes: &[u8],
    done: &mut dyn FnMut(&'static str),
) -> Result<Page, Skipped> {
    let sha256 = super::sha256(bytes);
    done("hash");
    let markup = decode::decode(bytes, label(bytes));
    if sniff::is_binary(&markup) {
        return Err(skipped(locator, sniff::BINARY));
    }
    done("decode");
    let mut outline = outline::read(&markup, false);
    if outline.content.len() < SHOWN_BYTES_MIN && outline.hidden_bytes > outline.content.len() {
        outline = outline::read(&markup, true);
    }
    done("outline");
    let records = declared::Records::read(&outline.head);
    if outline.lines.is_empty() && records.text().is_none() {
        let reason = match markup.trim().is_empty() {
            true => super::EMPTY,
            false => "the page shows no text",
        };
        return Err(skipped(locator, reason));
    }
    let said = records.said(&outline.head);
    done("declared");
    let (page, article, title) = titled(&outline, &said);
    let mut marks = classify::classify(&page, &article);
    if let Some(text) = records.text().filter(|t| !said::shows(&outline.content, t)) {
        append(text, &mut outline.content, &mut marks);
    }
    let mut declared = Declared {
        title,
        ..records.declared(&outline.head)
    };
    declared.published = declared.published.or_else(|| script::day(&markup));
    done("classify");
    Ok(Page {
        locator,
        sha256,
        declared,
        content: outline.content,
        marks,
        ..Page::default()
    })
}

/// Adds the text that the page declares and does not show, which a script or a wall hides from readers of the markup;
/// what is shown of the article is then a teaser of it.
fn append(text: &str, content: &mut String, marks: &mut Vec<Mark>) {
    // Texts are declared with and without tags; without them line breaks are their own.
    let declared = match text.contains("</") {
        true => outline::read(text, true),
        false => outline::read(&text.replace('\n', "<br>"), true),
    };
    if declared.lines.is_empty() {
        return;
    }
    for mark in marks.iter_mut() {
        if matches!(mark.kind, SegmentKind::Body | SegmentKind::Subhead) {
            mark.kind = SegmentKind::Teaser;
        }
    }
    if !content.is_empty() {
        content.push_str("\n\n");
    }
    let from = content.len();
    content.push_str(&declared.content);
    marks.extend(declared.lines.iter().map(|l| Mark {
        span: Span::new(from + l.span.start(), from + l.span.end()),
        kind: SegmentKind::Body,
    }));
}

/// The page with its headline, which the declared title tells or else the place above the text, the lines that are
/// its article, and the title.
fn titled<'a>(
    outline: &'a outline::Outline,
    said: &'a said::Said,
) -> (features::Page<'a>, Vec<bool>, Option<String>) {
    let declared = title::find(outline);
    let page = features::Page::new(outline, said, declared.line);
    let article = classify::divide(&page);
    let Some(line) = title::above(&page, &article, &declared) else {
        return (page, article, declared.text);
    };
    let text = outline.lines[line].span.of(&outline.content);
    let page = features::Page::new(outline, said, Some(line));
    let article = classify::divide(&page);
    (page, article, Some(text.to_owned()))
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
