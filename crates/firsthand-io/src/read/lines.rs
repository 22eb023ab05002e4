//! JSON lines as they are: many at once, and of each only what is asked for.
//!
//! A page of a record costs a hash of its bytes, a map of its fields and a copy of each. Who reads a
//! corpus for its texts alone is served here with one pass over the bytes; a record that is in any
//! way unusual is still read as a page, so that both ways find the same text.

mod fields;
mod plain;

pub(crate) use fields::Fields;

use super::batch::{Batch, Found};
use super::columns::{Column, Columns, Map};
use super::records::Line;
use super::{EMPTY, End, File, PAGE_BYTES_MAX, Place, io_reason, record, too_large};
use firsthand::{Page, Skipped};
use std::io::{self, BufRead};
use std::ops::Range;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Bytes of lines that are handed on at once.
const BLOCK_BYTES: usize = 2 << 20;
/// Blocks there are: one is filled, one waits, one is worked on.
const BLOCKS: usize = 3;
/// And a beginning of a line behind them.
const HELD_BYTES_MAX: usize = PAGE_BYTES_MAX + BLOCK_BYTES;
/// Bytes that are held of a small file.
const FIRST_BYTES: usize = 128 << 10;

/// Some lines of one file, each a record; blank ones are left out.
pub(crate) struct Lines<'b> {
    file: &'b File,
    columns: &'b Columns,
    bytes: &'b [u8],
    /// The number of each line, and where it stands.
    lines: &'b [(u64, Range<usize>)],
}

/// Lines that were read and wait to be handed on, and what went wrong behind them.
#[derive(Default)]
struct Read {
    /// Memory that is kept; only its first `length` bytes were read.
    bytes: Vec<u8>,
    length: usize,
    lines: Vec<(u64, Range<usize>)>,
    failed: Option<(u64, String)>,
}

/// Hands on every line of a file. The next lines are read while some are worked on.
pub(super) fn read(file: &File, from: impl BufRead + Send, batch: &mut Batch) {
    let mut records = 0;
    thread::scope(|scope| {
        let (send, receive) = sync_channel(0);
        let (give_back, taken_back) = sync_channel::<Read>(BLOCKS);
        scope.spawn(move || read_ahead(from, &send, &taken_back));
        for mut read in receive {
            records += read.lines.len() + usize::from(read.failed.is_some());
            let columns = batch.columns;
            batch.hand_lines(Lines {
                file,
                columns,
                bytes: &read.bytes[..read.length],
                lines: &read.lines,
            });
            if let Some((number, reason)) = read.failed.take() {
                batch.skip(file.at(format!(":{number}")), reason);
            }
            read.bytes.truncate(2 * BLOCK_BYTES);
            read.bytes.shrink_to(2 * BLOCK_BYTES);
            read.lines.clear();
            // There is room for all; after the last block nobody takes it back.
            let _ = give_back.send(read);
        }
    });
    if records == 0 {
        batch.skip(file.whole(), EMPTY);
    }
}

/// Sends all lines, some at a time.
fn read_ahead(mut from: impl BufRead, send: &SyncSender<Read>, taken_back: &Receiver<Read>) {
    let mut read = Read::default();
    let (mut number, mut more, mut blocks) = (1, Ok(true), 1);
    loop {
        if let Ok(true) = more {
            more = read.fill(&mut from);
        }
        let rest = read.split(&mut number, matches!(more, Ok(false)));
        let is_done = read.failed.is_none() && !matches!(more, Ok(true));
        match &more {
            Err(e) if is_done => read.failed = Some((number, io_reason(e))),
            Ok(true) if read.failed.is_some() && !read.bytes[..rest].ends_with(b"\n") => {
                more = from.skip_until(b'\n').map(|_| true);
            }
            _ => {}
        }
        let mut next = if blocks < BLOCKS {
            blocks += 1;
            Read::default()
        } else {
            taken_back.recv().unwrap_or_default()
        };
        next.begin_with(&read.bytes[rest..read.length]);
        if send.send(std::mem::replace(&mut read, next)).is_err() || is_done {
            return;
        }
    }
}

impl Read {
    /// Reads on until there is a block; false at the end.
    fn fill(&mut self, from: &mut impl io::Read) -> io::Result<bool> {
        let room = (2 * self.length).clamp(BLOCK_BYTES, HELD_BYTES_MAX);
        while self.length < room {
            if self.length == self.bytes.len() {
                let grown = (2 * self.length).clamp(FIRST_BYTES, room);
                self.bytes.resize(grown, 0);
            }
            let end = self.bytes.len().min(room);
            match from.read(&mut self.bytes[self.length..end]) {
                Ok(0) => return Ok(false),
                Ok(n) => self.length += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(true)
    }

    /// Finds the lines of what was read, up to and with one that is too long; where the rest begins.
    fn split(&mut self, number: &mut u64, is_end: bool) -> usize {
        let (bytes, mut start) = (&self.bytes[..self.length], 0);
        while start < bytes.len() && self.failed.is_none() {
            let found = memchr::memchr(b'\n', &bytes[start..]);
            let length = found.unwrap_or(bytes.len() - start);
            let is_too_long = length > PAGE_BYTES_MAX;
            if found.is_none() && !is_end && !is_too_long {
                break;
            }
            let line = bytes[start..start + length].trim_ascii_end();
            if is_too_long {
                self.failed = Some((*number, too_large()));
            } else if !line.trim_ascii_start().is_empty() {
                self.lines.push((*number, start..start + line.len()));
            }
            *number += 1;
            start += length + usize::from(found.is_some());
        }
        start
    }

    /// Takes over what stands behind the lines of the block before.
    fn begin_with(&mut self, rest: &[u8]) {
        let kept = self.bytes.len().min(rest.len());
        self.bytes[..kept].copy_from_slice(&rest[..kept]);
        self.bytes.extend_from_slice(&rest[kept..]);
        self.length = rest.len();
    }
}

/// Hands on the lines of the standard input, each alone and as soon as it is there, for who answers
/// one before the next one is written.
pub(crate) fn each_line(
    from: impl io::Read,
    map: &Map,
    hand: &mut dyn FnMut(Result<Lines, Skipped>) -> io::Result<()>,
) -> io::Result<End> {
    let columns = Columns::new(map);
    let file = File::new(Path::new(super::STANDARD_INPUT));
    let mut from = io::BufReader::new(from);
    let mut bytes = Vec::new();
    for number in 1.. {
        match super::records::next_line(&mut from, &mut bytes)? {
            Line::End => break,
            Line::TooLong => hand(Err(Skipped {
                locator: file.at(format!(":{number}")).to_string(),
                reason: too_large(),
            }))?,
            Line::Whole => {
                let range = 0..bytes.trim_ascii_end().len();
                if !bytes.trim_ascii().is_empty() {
                    hand(Ok(Lines {
                        file: &file,
                        columns: &columns,
                        bytes: &bytes,
                        lines: &[(number, range)],
                    }))?;
                }
            }
        }
    }
    Ok(End {
        unmapped: columns.missing(),
        ..End::default()
    })
}

impl Lines<'_> {
    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line, without its end.
    pub(crate) fn line(&self, i: usize) -> &[u8] {
        &self.bytes[self.lines[i].1.clone()]
    }

    /// Where a line stands: "day.jsonl:17".
    pub(crate) fn locator(&self, i: usize) -> String {
        self.place(i).to_string()
    }

    /// Whether a line ends with a line break and nothing else, and the next one begins behind it.
    pub(crate) fn touch(&self, i: usize) -> bool {
        let next = self.lines.get(i + 1);
        next.is_some_and(|(_, next)| self.lines[i].1.end + 1 == next.start)
    }

    /// The bytes from the first to the last of lines that touch, with the end of the last where that
    /// is a line break and nothing else, and whether it is.
    pub(crate) fn run(&self, first: usize, last: usize) -> (&[u8], bool) {
        let (start, end) = (self.lines[first].1.start, self.lines[last].1.end);
        match self.bytes.get(end) {
            Some(b'\n') => (&self.bytes[start..=end], true),
            _ => (&self.bytes[start..end], false),
        }
    }

    fn place(&self, i: usize) -> Place {
        self.file.at(format!(":{}", self.lines[i].0))
    }

    /// The page of a line.
    ///
    /// # Errors
    /// The place of a line that is no record, or has no text, and the reason.
    pub(crate) fn page(&self, i: usize) -> Result<Page, Skipped> {
        let bytes = self.line(i).trim_ascii().to_vec();
        Found::Json(bytes).page(self.place(i), self.columns)
    }

    /// Reads the fields of a line into `fields`; whether it is a plain record with a text. Of any
    /// other [`Lines::page`] tells what it is.
    pub(crate) fn fields(&self, i: usize, fields: &mut Fields) -> bool {
        let html_first = || {
            let is = |column| self.columns.is_mapped(column);
            is(Column::Html) && !is(Column::Text)
        };
        let (line, columns) = (self.line(i), self.columns);
        let is_read = fields.read_plain(line, columns) || fields.read_any(line, columns);
        is_read && fields.get(Column::Text).is_some() && !html_first()
    }
}

/// The day of a record for sorting: seconds since 1970, where the date is written in a usual way.
pub(crate) fn published(date: &str) -> Option<i64> {
    use jiff::{Timestamp, civil, fmt::rfc2822, tz::TimeZone};
    let of_number = record::day(date);
    let date = of_number.as_deref().unwrap_or(date).trim();
    if let Ok(time) = date.parse::<Timestamp>() {
        return Some(time.as_second());
    }
    if let Ok(time) = rfc2822::parse(date) {
        return Some(time.timestamp().as_second());
    }
    let plain = date.parse::<civil::DateTime>().ok();
    let plain = plain.or_else(|| {
        let day = date.get(..10)?.parse::<civil::Date>().ok()?;
        Some(day.to_datetime(civil::Time::midnight()))
    })?;
    let zoned = plain.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests;
