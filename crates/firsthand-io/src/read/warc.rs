//! WARC (ISO 28500): what a crawler kept, such as CC-NEWS. Which of its records are pages?
//!
//! Responses with status 200, resources and conversions whose type is HTML or plain text are. What
//! else an archive holds by design (requests, images, redirects, `robots.txt`, records that say
//! that nothing changed) is no page and is counted in one note; what should be a page and cannot be
//! read is skipped and named by its offset in the file, as an index of archives has it.

mod http;

use super::again::Again;
use super::batch::{Batch, Found, Within};
use super::columns::{Columns, Map};
use super::records::{Line, next_line};
use super::stream::Stream;
use super::{File, PAGE_BYTES_MAX, Place, io_reason, too_large};
use encoding_rs::Encoding;
use firsthand::{Declared, Interval, Page, Skipped};
use http::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::Path;

/// Bytes that the head of a record may have.
const HEAD_BYTES_MAX: usize = 64 << 10;

/// Reads every record of a file.
pub(super) fn read(file: &File, stream: Stream, batch: &mut Batch) {
    let mut archive = Archive {
        lines: Again::new(stream),
        file,
        passed: BTreeMap::new(),
        pages: 0,
    };
    if let Err((place, e)) = archive.read(batch) {
        batch.skip(place, io_reason(&e));
        archive.pages += 1;
    }
    let passed: usize = archive.passed.values().sum();
    if archive.pages + passed == 0 {
        batch.skip(file.whole(), super::EMPTY);
    } else if passed > 0 {
        let kinds = archive.passed.iter();
        let kinds: Vec<String> = kinds.map(|(kind, n)| format!("{n} {kind}")).collect();
        let kinds = kinds.join(", ");
        batch.notes.push(format!(
            "{}: {passed} records that are no pages ({kinds})",
            file.whole()
        ));
    }
}

/// The page that a server answered at `at`, a moment in UTC: `http` is head and body as over HTTP/1.1.
pub(super) fn answered(url: &str, at: &str, http: &[u8]) -> Result<Page, Skipped> {
    let fields = [("warc-target-uri", url), ("warc-date", at)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let block = Block {
        bytes: http.to_vec(),
        ..Block::default()
    };
    let place = File::new(Path::new(url)).whole();
    let reason = match page("response", &Fields::from(fields), &block) {
        Ok(found) => return found.page(place, &Columns::new(&Map::default())),
        Err(Passed::Broken(reason)) => reason,
        Err(Passed::Kind(what)) => format!("it is no page that can be read ({what})"),
    };
    let locator = url.to_owned();
    Err(Skipped { locator, reason })
}

/// An archive as it is read.
struct Archive<'f> {
    lines: Again<Stream>,
    file: &'f File,
    /// Records that are no pages, by what they are.
    passed: BTreeMap<String, usize>,
    /// Records that are pages or should be.
    pages: usize,
}

/// The head of a record: its fields, names in lower case.
type Fields = BTreeMap<String, String>;

impl Archive<'_> {
    fn read(&mut self, batch: &mut Batch) -> Result<(), (Place, io::Error)> {
        let mut line = Vec::new();
        loop {
            let (place, read) = self.line(&mut line)?;
            match read {
                Line::End => return Ok(()),
                Line::Whole if line.trim_ascii().is_empty() => {}
                Line::Whole if line.starts_with(b"WARC/") => {
                    let found = self.record().map_err(|e| (place.clone(), e))?;
                    if let Some(found) = found {
                        self.pages += 1;
                        batch.push(place, found);
                    }
                }
                _ => {
                    self.pages += 1;
                    batch.skip(
                        place,
                        "no record begins here; read on at the next that does",
                    );
                    self.skip_to_record()?;
                }
            }
        }
    }

    /// Reads the next line between records into `line`: where it begins, and how it ended.
    fn line(&mut self, line: &mut Vec<u8>) -> Result<(Place, Line), (Place, io::Error)> {
        let place = self.place();
        match next_line(&mut self.lines, line) {
            Ok(read) => Ok((place, read)),
            Err(e) => Err((place, e)),
        }
    }

    /// The place of the next byte in the file.
    fn place(&mut self) -> Place {
        let back = self.lines.unread().len() as u64;
        self.file
            .at(format!("@{}", self.lines.stream().place(back)))
    }

    /// Past everything up to a line that begins a record.
    fn skip_to_record(&mut self) -> Result<(), (Place, io::Error)> {
        let mut line = Vec::new();
        loop {
            match self.line(&mut line)?.1 {
                Line::End => return Ok(()),
                Line::Whole if line.starts_with(b"WARC/") => {
                    self.lines.push_back(&line);
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    /// Reads the record whose first line is read: what it is, if it is a page or should be one.
    fn record(&mut self) -> io::Result<Option<Found>> {
        let part = self.lines.stream().part()?;
        let Some(fields) = self.head()? else {
            return Ok(Some(Found::Nothing(
                "the head of this record is broken".into(),
            )));
        };
        let length = fields.get("content-length").and_then(|l| l.parse().ok());
        let Some(length) = length else {
            return Ok(Some(Found::Nothing(
                "this record does not say how long it is".into(),
            )));
        };
        let block = self.block(length, part)?;
        let kind = fields.get("warc-type").map_or("", String::as_str);
        let found = match kind {
            "response" | "resource" | "conversion" => page(kind, &fields, &block),
            other => Err(Passed::Kind(other.to_owned())),
        };
        let found = match found {
            Ok(found) => found,
            Err(Passed::Broken(reason)) => Found::Nothing(reason),
            Err(Passed::Kind(what)) => {
                // What a hostile file calls its records does not fill the memory.
                let what: String = what
                    .chars()
                    .filter(char::is_ascii_graphic)
                    .take(24)
                    .collect();
                let known = self.passed.len() < PASSED_KINDS_MAX || self.passed.contains_key(&what);
                let what = if known { what } else { "other".into() };
                *self.passed.entry(what).or_default() += 1;
                return Ok(match block.is_false {
                    true => Some(Found::Nothing(FALSE_LENGTH.into())),
                    false => None,
                });
            }
        };
        Ok(Some(match found {
            _ if block.is_false => Found::Nothing(FALSE_LENGTH.into()),
            _ if block.is_too_large => Found::Nothing(too_large()),
            found => found,
        }))
    }

    /// The fields up to the blank line; none where they are no such lines.
    fn head(&mut self) -> io::Result<Option<Fields>> {
        let (mut fields, mut line, mut bytes) = (Fields::new(), Vec::new(), 0);
        loop {
            match next_line(&mut self.lines, &mut line)? {
                Line::Whole if line.starts_with(b"WARC/") => {
                    self.lines.push_back(&line);
                    return Ok(None);
                }
                Line::Whole => {}
                _ => return Ok(None),
            }
            bytes += line.len();
            if bytes > HEAD_BYTES_MAX {
                return Ok(None);
            }
            if line.trim_ascii().is_empty() {
                return Ok(Some(fields));
            }
            http::field(&line, &mut fields);
        }
    }

    /// The block of a record. In a packed file it ends with its part at the latest, whatever length
    /// it claims; in one that is not packed, a length after which no record begins is false, and the
    /// records within are given back.
    fn block(&mut self, length: u64, part: u64) -> io::Result<Block> {
        let mut block = Block::default();
        let mut left = length;
        while left > 0 {
            let packed_end = self.lines.unread().is_empty() && self.lines.stream().part()? != part;
            let bytes = self.lines.fill_buf()?;
            if bytes.is_empty() || packed_end {
                block.is_false = true;
                break;
            }
            let n = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if block.bytes.len() + n <= PAGE_BYTES_MAX {
                block.bytes.extend_from_slice(&bytes[..n]);
            } else {
                block.is_too_large = true;
            }
            self.lines.consume(n);
            left -= n as u64;
        }
        if !self.ends_here(part)? || block.is_false {
            block.is_false = true;
            let begins = memchr::memmem::find(&block.bytes, b"\nWARC/1.");
            match begins.filter(|_| !block.is_too_large) {
                Some(begins) => self.lines.push_back(&block.bytes[begins + 1..]),
                None => self.skip_to_record().map_err(|(_, e)| e)?,
            }
        }
        Ok(block)
    }

    /// Whether a record may end here: two line breaks follow, or the end of the part.
    fn ends_here(&mut self, part: u64) -> io::Result<bool> {
        let packed_end = self.lines.unread().is_empty() && self.lines.stream().part()? != part;
        let next = self.lines.fill_buf()?.first().copied();
        Ok(packed_end || next.is_none_or(|b| b == b'\r' || b == b'\n'))
    }
}

/// Kinds of records that are counted apart.
const PASSED_KINDS_MAX: usize = 32;

const FALSE_LENGTH: &str = "this record is not as long as it says";

/// The bytes of a record.
#[derive(Default)]
struct Block {
    bytes: Vec<u8>,
    is_too_large: bool,
    /// Whether the record ends before or after the place that its length tells.
    is_false: bool,
}

/// Why a record is no page.
enum Passed {
    /// It is none by what it is.
    Kind(String),
    /// It should be one.
    Broken(String),
}

/// The page that a record is.
fn page(kind: &str, fields: &Fields, block: &Block) -> Result<Found, Passed> {
    let url = fields.get("warc-target-uri");
    let url = url.map(|u| u.trim_matches(['<', '>']).to_owned());
    let path = url
        .as_deref()
        .map(|u| u.split(['?', '#']).next().unwrap_or(u));
    if path.is_some_and(|p| p.ends_with("/robots.txt")) {
        return Err(Passed::Kind("robots.txt".into()));
    }
    let (body, content_type) = match kind {
        "response" => {
            let response = Response::read(&block.bytes);
            let response = response.ok_or_else(|| Passed::Kind("not-HTTP".into()))?;
            if response.status != 200 {
                return Err(Passed::Kind(format!("status-{}", response.status)));
            }
            let content_type = response.content_type(fields);
            is_html(&content_type)?;
            (response.body().map_err(Passed::Broken)?, content_type)
        }
        _ => {
            let content_type = fields.get("content-type").cloned().unwrap_or_default();
            (block.bytes.clone(), content_type)
        }
    };
    if body.trim_ascii().is_empty() {
        return Err(Passed::Broken("the page is empty".into()));
    }
    let captured = fields.get("warc-date").and_then(|d| day(d));
    Ok(Found::Within(Box::new(Within {
        is_html: is_html(&content_type)?,
        label: label(&content_type),
        bytes: body,
        record: fields.get("warc-record-id").cloned(),
        declared: Declared {
            url,
            ..Declared::default()
        },
        captured: captured.unwrap_or_default(),
    })))
}

/// Whether the type is HTML and not plain text; what is neither is no page.
fn is_html(content_type: &str) -> Result<bool, Passed> {
    let kind = content_type.split(';').next().unwrap_or_default();
    match kind.trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" | "" => Ok(true),
        "text/plain" => Ok(false),
        other => Err(Passed::Kind(other.to_owned())),
    }
}

fn label(content_type: &str) -> Option<&'static Encoding> {
    let (_, label) = content_type.split_once("charset=")?;
    let label = label.split(';').next()?.trim_matches(['"', '\'', ' ']);
    Encoding::for_label(label.as_bytes())
}

/// The day of a capture, which is told in UTC.
fn day(date: &str) -> Option<Interval> {
    let time: Timestamp = date.trim().parse().ok()?;
    Some(Interval::day(time.to_zoned(TimeZone::UTC).date()))
}
