//! What kind of page is a file? By its name where that tells, else by its first bytes.

use std::path::Path;

/// A kind of file that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Html,
    Records,
}

/// What is read, for the reasons that users see.
const READ: &str = "txt, md, html and jsonl are read";

/// An extension is this long at most; "20.20.10-3414" has none.
const EXTENSION_CHARS_MAX: usize = 7;

/// Share of control characters in the head above which a file is not text. Saved pages have at
/// most a few stray ones; compressed and compiled files have a tenth and more.
const CONTROL_SHARE_MAX: f64 = 0.02;

/// The kind that the name tells; `None` where it tells nothing, an error where it names a kind
/// that is not read.
pub(super) fn by_name(path: &Path) -> Result<Option<Kind>, String> {
    let Some(extension) = extension(path) else {
        return Ok(None);
    };
    match extension.as_str() {
        "txt" | "text" | "md" | "markdown" => Ok(Some(Kind::Text)),
        "html" | "htm" | "xhtml" | "shtml" => Ok(Some(Kind::Html)),
        "jsonl" | "ndjson" => Ok(Some(Kind::Records)),
        "json" | "csv" | "tsv" | "parquet" | "warc" | "gz" | "zst" | "zip" | "pdf" | "doc"
        | "docx" | "odt" | "rtf" | "xml" | "rss" | "atom" | "epub" | "mhtml" => {
            Err(unsupported(&extension))
        }
        _ => Ok(None),
    }
}

/// The kind that the first bytes tell, of a file whose name tells none.
pub(super) fn by_content(path: &Path, head: &[u8]) -> Result<Kind, String> {
    if head.is_empty() {
        return Err(super::EMPTY.into());
    }
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let start = start.trim_ascii_start();
    if is_html(start) {
        return Ok(Kind::Html);
    }
    if let Some(extension) = extension(path) {
        return Err(unsupported(&extension));
    }
    if start.starts_with(b"{\"") || start.starts_with(b"{ \"") {
        return Ok(Kind::Records);
    }
    Ok(Kind::Text)
}

/// Whether decoded text is none: a null byte or many control characters in its head.
pub(super) fn is_binary(text: &str) -> bool {
    let (mut chars, mut control) = (0u32, 0u32);
    for c in text.chars().take(super::HEAD_BYTES) {
        if c == '\0' {
            return true;
        }
        chars += 1;
        control += u32::from(c.is_control() && !c.is_whitespace());
    }
    f64::from(control) > f64::from(chars) * CONTROL_SHARE_MAX
}

/// Why a file that is no text is skipped.
pub(super) const BINARY: &str = "a binary file, not text";

fn is_html(start: &[u8]) -> bool {
    let start = start[..start.len().min(1024)].to_ascii_lowercase();
    let begins = |tag: &[u8]| start.starts_with(tag);
    begins(b"<!doctype html")
        || begins(b"<html")
        || begins(b"<head")
        || begins(b"<body")
        || ((begins(b"<!--") || begins(b"<?xml"))
            && start.windows(5).any(|w| w == b"<html" || w == b"<head"))
}

fn extension(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_str()?;
    let fits = extension.len() <= EXTENSION_CHARS_MAX
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    fits.then(|| extension.to_ascii_lowercase())
}

fn unsupported(extension: &str) -> String {
    format!("an unsupported kind of file, .{extension} ({READ})")
}
