//! What kind of page is a file? By its name where that tells, else by its first bytes.

use super::columns::Columns;
use super::{csv, decode};
use std::path::Path;

/// A kind of file that can be read, packed or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    Markdown,
    Html,
    /// A JSON record a line.
    Lines,
    Json,
    Csv,
    Parquet,
    Warc,
    Feed,
}

/// What a name tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named {
    Kind(Kind),
    /// Nothing: the content tells; with the extension, where there is one.
    Unknown(Option<String>),
}

/// What is read, for the reasons that users see.
const READ: &str = "txt, md, html, jsonl, json, csv, tsv, parquet, warc, rss and atom are read, \
    also with .gz or .zst";

/// An extension is this long at most; "20.20.10-3414" has none.
const EXTENSION_CHARS_MAX: usize = 8;

/// Share of control characters in the head above which a file is not text. Saved pages have at
/// most a few stray ones; compressed and compiled files have a tenth and more.
const CONTROL_SHARE_MAX: f64 = 0.02;

/// Characters at the head of a text by which it is told from a binary file.
const HEAD_CHARS: usize = 8 << 10;

/// Bytes within which a file of markup says what it is.
const MARKUP_BYTES: usize = 1 << 10;

/// The kind that the name tells, that of the file within where it is packed; an error where it
/// names a kind that is not read.
pub(super) fn by_name(path: &Path) -> Result<Named, String> {
    let packed = extension(path).filter(|e| matches!(e.as_str(), "gz" | "gzip" | "zst" | "zstd"));
    let within = match packed {
        Some(_) => path.file_stem().map_or(path, Path::new),
        None => path,
    };
    let Some(extension) = extension(within) else {
        return Ok(Named::Unknown(None));
    };
    Ok(Named::Kind(match extension.as_str() {
        "txt" | "text" => Kind::Text,
        "md" | "markdown" => Kind::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => Kind::Html,
        "jsonl" | "ndjson" => Kind::Lines,
        "csv" | "tsv" | "tab" => Kind::Csv,
        "parquet" | "parq" => Kind::Parquet,
        "warc" | "wet" => Kind::Warc,
        "rss" | "atom" | "rdf" => Kind::Feed,
        "zip" | "tar" | "bz2" | "xz" | "7z" | "pdf" | "doc" | "docx" | "odt" | "rtf" | "epub"
        | "mhtml" | "gz" | "zst" => return Err(unsupported(&extension)),
        _ => return Ok(Named::Unknown(Some(extension))),
    }))
}

/// The kind that the first bytes tell, of a file whose name tells none.
pub(super) fn by_content(
    extension: Option<&str>,
    head: &[u8],
    columns: &Columns,
) -> Result<Kind, String> {
    if head.is_empty() {
        return Err(super::EMPTY.into());
    }
    let decoded;
    let start = match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            decoded = decode::decode(head, None).into_owned();
            decoded.as_bytes()
        }
        _ => head.strip_prefix(decode::UTF8_MARK).unwrap_or(head),
    };
    let start = start.trim_ascii_start();
    if start.starts_with(b"WARC/") {
        return Ok(Kind::Warc);
    }
    if start.starts_with(b"PAR1") {
        return Ok(Kind::Parquet);
    }
    if let Some(kind) = json(start) {
        return Ok(kind);
    }
    if start.starts_with(b"<") {
        let start = start[..start.len().min(MARKUP_BYTES)].to_ascii_lowercase();
        if is_feed(&start) {
            return Ok(Kind::Feed);
        }
        if is_html(&start) {
            return Ok(Kind::Html);
        }
    }
    let line = start.split(|b| *b == b'\n').next().unwrap_or(start);
    if csv::is_header(line, columns) {
        return Ok(Kind::Csv);
    }
    match extension {
        Some("xml") => Err("an XML file that is no feed and no page".into()),
        Some("json") => Ok(Kind::Json),
        Some(extension) => Err(unsupported(extension)),
        None => Ok(Kind::Text),
    }
}

/// Whether `start` is JSON, and whether of a record a line.
fn json(start: &[u8]) -> Option<Kind> {
    let (first, rest) = start.split_first()?;
    let next = rest.trim_ascii_start().first().copied();
    match (first, next) {
        (b'[', Some(b'{')) => return Some(Kind::Json),
        (b'{', Some(b'"')) => {}
        _ => return None,
    }
    let Some(end) = memchr::memchr(b'\n', start) else {
        // A first line that is longer than the head, or the only one.
        let holds_list = [&b":[{"[..], b": [{"]
            .iter()
            .any(|list| memchr::memmem::find(start, list).is_some());
        let is_whole = start.ends_with(b"}");
        return Some(if holds_list || is_whole {
            Kind::Json
        } else {
            Kind::Lines
        });
    };
    let (line, rest) = start.split_at(end);
    let is_record = line.trim_ascii_end().ends_with(b"}");
    let more = !rest.trim_ascii().is_empty();
    Some(if is_record && more {
        Kind::Lines
    } else {
        Kind::Json
    })
}

/// Whether decoded text is none: a null byte or many control characters in its head.
pub(super) fn is_binary(text: &str) -> bool {
    let (mut chars, mut control) = (0u32, 0u32);
    for c in text.chars().take(HEAD_CHARS) {
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

/// Whether lower-case markup begins an RSS or Atom feed.
fn is_feed(start: &[u8]) -> bool {
    let find = |tag: &[u8]| memchr::memmem::find(start, tag);
    let root = [&b"<rss"[..], b"<feed", b"<rdf:rdf"];
    let feed = root.iter().filter_map(|tag| find(tag)).min();
    feed.is_some_and(|at| find(b"<html").is_none_or(|html| at < html))
}

fn is_html(start: &[u8]) -> bool {
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
        && extension.starts_with(|c: char| c.is_ascii_alphanumeric())
        && extension.contains(|c: char| c.is_ascii_alphabetic())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    fits.then(|| extension.to_ascii_lowercase())
}

fn unsupported(extension: &str) -> String {
    format!("an unsupported kind of file, .{extension} ({READ})")
}
