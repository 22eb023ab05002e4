//! Records: one JSON object a line, read line by line, so that memory does not grow with the file.

use super::{EMPTY, PAGE_BYTES_MAX, Pile, io_reason, too_large};
use firsthand::{Declared, Page};
use serde_json::Value;
use std::io::{self, BufRead, Read};

/// Records between two calls of the progress.
const PROGRESS_RECORDS: usize = 500;

/// Reads every record of `lines` into `pile`. Calls `progress` now and then.
pub(super) fn read(
    locator: &str,
    mut lines: impl BufRead,
    pile: &mut Pile,
    mut progress: impl FnMut(&Pile),
) {
    let mut line = Vec::new();
    let mut records = 0;
    for number in 1.. {
        let place = || format!("{locator}:{number}");
        match next_line(&mut lines, &mut line) {
            Ok(Line::End) => break,
            Ok(Line::TooLong) => pile.skip(place(), too_large()),
            Err(e) => {
                pile.skip(place(), io_reason(&e));
                break;
            }
            Ok(Line::Whole) => {
                let line = match number {
                    1 => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line),
                    _ => &line,
                };
                if line.trim_ascii().is_empty() {
                    continue;
                }
                match record(locator, number, line.trim_ascii()) {
                    Ok(page) => pile.pages.push(page),
                    Err(reason) => pile.skip(place(), reason),
                }
            }
        }
        records += 1;
        if records % PROGRESS_RECORDS == 0 {
            progress(pile);
        }
    }
    if records == 0 {
        pile.skip(locator, EMPTY);
    }
}

/// What reading one line came to.
enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads up to the next line break into `line`, or past a line that is longer than a page may be.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let limit = PAGE_BYTES_MAX as u64 + 1;
    lines.by_ref().take(limit).read_until(b'\n', line)?;
    if line.is_empty() {
        return Ok(Line::End);
    }
    if line.len() <= PAGE_BYTES_MAX || line.ends_with(b"\n") {
        return Ok(Line::Whole);
    }
    line.clear();
    line.shrink_to(PAGE_BYTES_MAX / 16);
    lines.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

fn record(locator: &str, number: usize, line: &[u8]) -> Result<Page, String> {
    let value = parse(line)?;
    let Value::Object(fields) = &value else {
        return Err("the line is JSON, but not an object".into());
    };
    let field = |names: &[&str]| names.iter().find_map(|n| scalar(fields.get(*n)?));
    let texts = ["text", "body", "maintext", "content", "article"];
    let texts = texts.iter().filter_map(|n| fields.get(*n)?.as_str());
    let mut texts = texts.peekable();
    if texts.peek().is_none() {
        return Err("the record has no text".into());
    }
    let content = texts.find(|t| !t.trim().is_empty());
    let content = content.ok_or("the text of the record is empty")?.to_owned();
    let record = field(&["id"]);
    Ok(Page {
        locator: match record {
            Some(_) => locator.to_owned(),
            None => format!("{locator}:{number}"),
        },
        record,
        sha256: super::sha256(line),
        content,
        declared: Declared {
            url: field(&["url", "link"]),
            title: field(&["title", "headline"]),
            outlet: field(&["source", "source_domain", "outlet"]),
            authors: authors(fields.get("authors").or(fields.get("author"))),
            language: field(&["lang", "language"]),
            published: field(&["date", "published", "date_publish", "datePublished"]),
            ..Declared::default()
        },
        ..Page::default()
    })
}

/// The value of a line. A line whose bytes are no UTF-8 is still read, with U+FFFD for them.
fn parse(line: &[u8]) -> Result<Value, String> {
    let parsed = match std::str::from_utf8(line) {
        Ok(line) => serde_json::from_str(line),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(line)),
    };
    parsed.map_err(|e| {
        let column = e.column();
        let what = e.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        format!("not a JSON record: {what} at column {column}")
    })
}

/// A string that is not empty, or a number, as a string.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// One name or a list of names.
fn authors(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(scalar).collect(),
        Some(one) => scalar(one).into_iter().collect(),
        None => Vec::new(),
    }
}
