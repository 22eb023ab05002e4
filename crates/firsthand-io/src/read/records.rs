//! JSON lines: one record a line, read line by line, so that memory does not grow with the file.

use super::batch::{Batch, Found};
use super::{EMPTY, File, PAGE_BYTES_MAX, io_reason, too_large};
use std::io::{self, BufRead, Read};

/// Reads every record of `lines`.
pub(super) fn read(file: &File, mut lines: impl BufRead, batch: &mut Batch) {
    let mut line = Vec::new();
    let mut records = 0;
    for number in 1.. {
        let place = file.at(format!(":{number}"));
        match next_line(&mut lines, &mut line) {
            Ok(Line::End) => break,
            Ok(Line::TooLong) => batch.skip(place, too_large()),
            Err(e) => {
                batch.skip(place, io_reason(&e));
                return;
            }
            Ok(Line::Whole) => {
                let line = line.trim_ascii();
                if line.is_empty() {
                    continue;
                }
                batch.push(place, Found::Json(line.to_vec()));
            }
        }
        records += 1;
    }
    if records == 0 {
        batch.skip(file.whole(), EMPTY);
    }
}

/// What reading one line came to.
pub(super) enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads up to the next line break into `line`, or past a line that is longer than a page may be.
pub(super) fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let read = add_line(lines, line);
    if matches!(read, Ok(Line::TooLong)) {
        line.shrink_to(PAGE_BYTES_MAX / 16);
    }
    read
}

/// As [`next_line`], adding the line to what is there; nothing of one that is too long.
pub(super) fn add_line(lines: &mut impl BufRead, into: &mut Vec<u8>) -> io::Result<Line> {
    let start = into.len();
    let limit = PAGE_BYTES_MAX as u64 + 1;
    read_line(&mut lines.by_ref().take(limit), into)?;
    let line = &into[start..];
    if line.is_empty() {
        return Ok(Line::End);
    }
    if line.len() <= PAGE_BYTES_MAX || line.ends_with(b"\n") {
        return Ok(Line::Whole);
    }
    into.truncate(start);
    lines.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

/// As [`BufRead::read_until`] a line break, which looks at eight bytes at a time; a corpus has gigabytes.
fn read_line(lines: &mut impl BufRead, into: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let bytes = match lines.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let found = memchr::memchr(b'\n', bytes);
        let read = found.map_or(bytes.len(), |at| at + 1);
        into.extend_from_slice(&bytes[..read]);
        lines.consume(read);
        if found.is_some() || read == 0 {
            return Ok(());
        }
    }
}
