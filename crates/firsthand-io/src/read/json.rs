//! JSON: a list of records, an object that holds one, or one record. The file is cut into records
//! by its brackets and strings, one record at a time, so that a list of any length needs the memory
//! of one record; there is no recursion, however deep it nests.

use super::batch::{Batch, Found};
use super::columns::{Column, Columns};
use super::record::{self, Record};
use super::{File, PAGE_BYTES_MAX, io_reason, too_large};
use serde_json::Value;
use std::io::{self, BufRead, Cursor, Read};

/// Reads every record of a file.
pub(super) fn read(file: &File, stream: impl BufRead, batch: &mut Batch) {
    let mut records = Records {
        file,
        number: 0,
        batch,
    };
    match records.top(&mut Scan(stream)) {
        Ok(()) if records.number == 0 => {
            batch.skip(file.whole(), "there is no record in this JSON file");
        }
        Ok(()) => {}
        Err(e) => {
            let number = records.number + 1;
            batch.skip(file.at(format!("#record {number}")), io_reason(&e));
        }
    }
}

/// The fields of one record.
pub(super) fn record(bytes: &[u8], columns: &Columns) -> Result<Record, String> {
    let Value::Object(fields) = parse(bytes)? else {
        return Err("the record is JSON, but not an object".into());
    };
    let mut record = Record::default();
    for (name, value) in &fields {
        if let Some(found) = columns.find(name) {
            record.put(found, record::values(found.0, value));
        }
    }
    Ok(record)
}

/// The value of a record. One whose bytes are no UTF-8 is still read, with U+FFFD for them.
fn parse(bytes: &[u8]) -> Result<Value, String> {
    let parsed = match std::str::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(bytes)),
    };
    parsed.map_err(|e| {
        let column = e.column();
        let what = e.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        format!("not a JSON record: {what} at column {column}")
    })
}

/// The records of a file as they are found.
struct Records<'r, 'b> {
    file: &'r File,
    number: usize,
    batch: &'r mut Batch<'b>,
}

impl Records<'_, '_> {
    /// The values of the file, usually one.
    fn top(&mut self, scan: &mut Scan<impl BufRead>) -> io::Result<()> {
        while let Some(byte) = scan.next()? {
            match byte {
                b'[' => {
                    scan.take()?;
                    self.list(scan)?;
                }
                b'{' => self.object(scan)?,
                _ => {
                    // Once: what is no JSON is not read word by word.
                    self.push(Found::Nothing(
                        "not JSON: a list or an object was expected".into(),
                    ));
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The elements of a list whose bracket is read.
    fn list(&mut self, scan: &mut Scan<impl BufRead>) -> io::Result<()> {
        while let Some(byte) = scan.next()? {
            match byte {
                b']' => return scan.take(),
                b',' => scan.take()?,
                _ => {
                    let mut bytes = Vec::new();
                    let end = scan.value(&mut bytes)?;
                    self.element(end, bytes);
                }
            }
        }
        self.push(Found::Nothing(
            "the file ends within its list of records".into(),
        ));
        Ok(())
    }

    fn element(&mut self, end: End, bytes: Vec<u8>) {
        self.push(match end {
            End::Whole => Found::Json(bytes),
            End::TooLong => Found::Nothing(too_large()),
            End::Cut => Found::Nothing("the file ends within this record".into()),
        });
    }

    fn push(&mut self, found: Found) {
        self.number += 1;
        let place = self.file.at(format!("#record {}", self.number));
        self.batch.push(place, found);
    }

    /// An object: a record where it has a text, else what holds the lists of records.
    fn object(&mut self, scan: &mut Scan<impl BufRead>) -> io::Result<()> {
        let mut bytes = Vec::new();
        let end = scan.head_of_value(&mut bytes)?;
        let whole = matches!(end, End::Whole);
        if whole && self.has(&bytes, &[Column::Text, Column::Html]) {
            self.element(End::Whole, bytes);
            return Ok(());
        }
        let before = self.number;
        if whole {
            self.lists_within(&mut Scan(Cursor::new(&bytes)))?;
        } else {
            let rest: &mut dyn BufRead = &mut scan.0;
            self.lists_within(&mut Scan(Cursor::new(bytes.split_off(0)).chain(rest)))?;
        }
        if self.number == before && whole {
            self.element(End::Whole, bytes);
        } else if self.number == before {
            self.element(End::TooLong, bytes);
        }
        Ok(())
    }

    /// Whether an object has a field of one of these kinds, on its first level.
    fn has(&self, object: &[u8], kinds: &[Column]) -> bool {
        let mut scan = Scan(Cursor::new(object));
        let (mut depth, mut bytes) = (0u32, Vec::new());
        while let Ok(Some(byte)) = scan.next() {
            bytes.clear();
            let done = match byte {
                b'{' | b'[' if depth == 0 => {
                    depth += 1;
                    scan.take()
                }
                b',' | b':' | b'}' | b']' => scan.take(),
                _ => scan.value(&mut bytes).map(drop),
            };
            let is_key = byte == b'"' && matches!(scan.next(), Ok(Some(b':')));
            let name = || serde_json::from_slice::<String>(&bytes).ok();
            let found = || self.batch.columns.find(&name()?);
            if is_key && found().is_some_and(|(column, _)| kinds.contains(&column)) {
                return true;
            }
            if done.is_err() {
                return false;
            }
        }
        false
    }

    /// The lists of records in an object, in those that it holds too: "response", "results".
    fn lists_within(&mut self, scan: &mut Scan<impl BufRead>) -> io::Result<()> {
        let mut depth = 0usize;
        let mut bytes = Vec::new();
        while let Some(byte) = scan.next()? {
            bytes.clear();
            match byte {
                b'{' => {
                    depth += 1;
                    scan.take()?;
                }
                b'}' => {
                    scan.take()?;
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                b'[' => {
                    scan.take()?;
                    self.list_if_of_records(scan)?;
                }
                b',' | b':' | b']' => scan.take()?,
                _ => {
                    scan.value(&mut bytes)?;
                }
            }
        }
        self.push(Found::Nothing("the file ends within its object".into()));
        Ok(())
    }

    /// Reads the list whose bracket is read where its first element looks like a record.
    fn list_if_of_records(&mut self, scan: &mut Scan<impl BufRead>) -> io::Result<()> {
        let mut bytes = Vec::new();
        if scan.next()? == Some(b'{') {
            let end = scan.value(&mut bytes)?;
            let known = [Column::Text, Column::Html, Column::Url, Column::Title];
            if !matches!(end, End::Whole) || self.has(&bytes, &known) {
                self.element(end, bytes);
                return self.list(scan);
            }
        }
        // A list of something else: past its end.
        while let Some(byte) = scan.next()? {
            bytes.clear();
            match byte {
                b']' => return scan.take(),
                b',' | b':' | b'}' => scan.take()?,
                _ => {
                    scan.value(&mut bytes)?;
                }
            }
        }
        Ok(())
    }
}

/// How a value ended.
enum End {
    Whole,
    TooLong,
    Cut,
}

/// JSON read by its brackets and strings alone.
struct Scan<R>(R);

impl<R: BufRead> Scan<R> {
    /// The next byte that is no white space, not taken.
    fn next(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.0.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let space = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let next = bytes.get(space).copied();
            self.0.consume(space);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    fn take(&mut self) -> io::Result<()> {
        self.0.consume(1);
        Ok(())
    }

    /// Reads the value that begins here; of one that is too long, past its end.
    fn value(&mut self, into: &mut Vec<u8>) -> io::Result<End> {
        let mut state = State::default();
        let mut end = self.advance(&mut state, into)?;
        if matches!(end, End::TooLong) {
            let mut rest = Vec::new();
            while matches!(self.advance(&mut state, &mut rest)?, End::TooLong) {
                rest.clear();
            }
            *into = Vec::new();
            end = End::TooLong;
        }
        Ok(end)
    }

    /// Reads the value that begins here, or as much of it as a page may have.
    fn head_of_value(&mut self, into: &mut Vec<u8>) -> io::Result<End> {
        self.advance(&mut State::default(), into)
    }

    fn advance(&mut self, state: &mut State, into: &mut Vec<u8>) -> io::Result<End> {
        loop {
            let bytes = self.0.fill_buf()?;
            if bytes.is_empty() {
                let whole = state.depth == 0 && !state.in_string && !into.is_empty();
                return Ok(if whole { End::Whole } else { End::Cut });
            }
            let (taken, ended) = state.over(bytes);
            into.extend_from_slice(&bytes[..taken]);
            self.0.consume(taken);
            if ended {
                return Ok(End::Whole);
            }
            if into.len() > PAGE_BYTES_MAX {
                return Ok(End::TooLong);
            }
        }
    }
}

/// Where in a value the scan is.
#[derive(Default)]
struct State {
    depth: u64,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl State {
    /// Goes over `bytes`: how many belong to the value, and whether it ended with the last.
    fn over(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.escaped {
                self.escaped = false;
                at += 1;
                continue;
            }
            if self.in_string {
                match memchr::memchr2(b'"', b'\\', &bytes[at..]) {
                    None => return (bytes.len(), false),
                    Some(n) => at += n,
                }
                self.escaped = bytes[at] == b'\\';
                self.in_string = self.escaped;
                at += 1;
                if !self.in_string && self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match bytes[at] {
                b'"' if self.depth == 0 && self.begun => return (at, true),
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                // A bracket that closes nothing is a value of its own, so that every call moves on.
                b'}' | b']' if self.depth == 0 => return (at.max(usize::from(!self.begun)), true),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b':' if self.depth == 0 && self.begun => return (at, true),
                b if b.is_ascii_whitespace() && self.depth == 0 && self.begun => return (at, true),
                _ => {}
            }
            self.begun = true;
            at += 1;
        }
        (at, false)
    }
}
