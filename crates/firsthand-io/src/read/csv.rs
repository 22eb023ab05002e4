//! CSV and TSV after RFC 4180: a row a record, the names of the columns in the first row.
//!
//! The rows are cut here and not by a library because a quotation mark that is never closed must
//! not take the rest of a file with it: such a row is named, and reading goes on with the next line.

use super::again::Again;
use super::batch::{Batch, Cells, Found};
use super::columns::{Column, Columns};
use super::records::{Line, next_line};
use super::{EMPTY, File, PAGE_BYTES_MAX, decode, io_reason, too_large};
use std::io::{self, BufRead};

/// What may stand between two cells.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Bytes of one file that are read again after quotation marks that are never closed. Beyond it
/// such a mark closes at the end of its line, so that no file is read more than a few times.
const AGAIN_BYTES_MAX: usize = 4 * PAGE_BYTES_MAX;

/// Reads every row of a file.
pub(super) fn read(file: &File, stream: impl BufRead, batch: &mut Batch) {
    let mut rows = Rows::new(stream);
    let header = match rows.next() {
        Err(e) => return batch.skip(file.at(":1".into()), io_reason(&e)),
        Ok(Row::End) => return batch.skip(file.whole(), EMPTY),
        Ok(Row::Bad(reason)) => return batch.skip(file.at(":1".into()), reason),
        Ok(Row::Whole) => Header::of(&rows.line_of_row(), batch.columns),
    };
    if !header.has_text() {
        let names: Vec<&str> = header.names.iter().map(String::as_str).collect();
        return batch.skip(file.whole(), super::no_text(&names));
    }
    rows.delimiter = header.delimiter;
    let mut any = false;
    loop {
        let row = rows.next();
        any |= !matches!(row, Ok(Row::End));
        let place = file.at(format!(":{}", rows.row_line));
        match row {
            Ok(Row::End) => break,
            Ok(Row::Bad(reason)) => batch.skip(place, reason),
            Ok(Row::Whole) => match header.cells(&rows) {
                Ok(cells) => batch.push(place, Found::Cells(cells)),
                Err(reason) => batch.skip(place, reason),
            },
            Err(e) => return batch.skip(place, io_reason(&e)),
        }
    }
    if !any {
        batch.skip(
            file.whole(),
            "there is no row under the names of the columns",
        );
    }
}

/// Columns that a first line must name for a file of unknown kind to be a table: one may be the
/// first word of an article ("Body, mind and ...").
const KNOWN_MIN: usize = 2;

/// Whether a first line names a column of text and another.
pub(super) fn is_header(line: &[u8], columns: &Columns) -> bool {
    let header = Header::of(line, columns);
    header.has_text() && header.columns.iter().flatten().count() >= KNOWN_MIN
}

/// What the columns are.
struct Header {
    delimiter: u8,
    names: Vec<String>,
    columns: Vec<Option<(Column, usize)>>,
}

impl Header {
    /// The delimiter is the one that gives the most columns known by name, then the most columns.
    fn of(line: &[u8], columns: &Columns) -> Self {
        let read = |delimiter| {
            let mut rows = Rows::new(line);
            rows.delimiter = delimiter;
            // A line in memory is always read.
            let _ = rows.next();
            let cells = rows
                .cells()
                .map(|c| decode::decode(c, None).trim().to_owned());
            let names: Vec<String> = cells.collect();
            Header {
                delimiter,
                columns: names.iter().map(|n| columns.find(n)).collect(),
                names,
            }
        };
        let known = |h: &Header| (h.columns.iter().flatten().count(), h.names.len());
        let all = DELIMITERS.map(read).into_iter();
        let best = all.reduce(|a, b| if known(&b) > known(&a) { b } else { a });
        best.unwrap_or_else(|| read(DELIMITERS[0]))
    }

    fn has_text(&self) -> bool {
        let mut known = self.columns.iter().flatten();
        known.any(|c| matches!(c.0, Column::Text | Column::Html))
    }

    /// The cells of a row that mean something to us.
    fn cells(&self, rows: &Rows<impl BufRead>) -> Result<Cells, String> {
        let (cells, columns) = (rows.ends.len(), self.columns.len());
        let beyond = rows.cells().skip(columns);
        if beyond.into_iter().any(|c| !c.trim_ascii().is_empty()) {
            return Err(format!(
                "the row has {cells} cells, but there are {columns} columns"
            ));
        }
        let known = self.columns.iter().zip(rows.cells());
        Ok(known
            .filter_map(|(column, cell)| Some(((*column)?, cell.to_vec())))
            .collect())
    }
}

/// What reading one row came to.
enum Row {
    Whole,
    Bad(String),
    End,
}

/// The rows of a file, and the cells of the one that was read last.
struct Rows<R> {
    lines: Again<R>,
    delimiter: u8,
    /// Lines read, and the line at which the row begins.
    line: usize,
    row_line: usize,
    /// The row as it stands in the file.
    raw: Vec<u8>,
    /// Its cells, unquoted, one after another, and where each ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    again_bytes: usize,
}

/// Where in a row the reading is.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// At the start of a cell.
    Start,
    /// In a cell, or in what follows its closing mark.
    Cell,
    /// Between quotation marks.
    Quoted,
}

impl<R: BufRead> Rows<R> {
    fn new(from: R) -> Self {
        Rows {
            lines: Again::new(from),
            delimiter: b',',
            line: 0,
            row_line: 0,
            raw: Vec::new(),
            bytes: Vec::new(),
            ends: Vec::new(),
            again_bytes: 0,
        }
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(a, b)| &self.bytes[a..*b])
    }

    /// The row as it stands in the file.
    fn line_of_row(&self) -> Vec<u8> {
        self.raw.clone()
    }

    /// Reads the next row that is not blank.
    fn next(&mut self) -> io::Result<Row> {
        loop {
            self.raw.clear();
            self.bytes.clear();
            self.ends.clear();
            self.row_line = self.line + 1;
            let row = self.read_row()?;
            if !matches!(row, Row::Whole) || !self.raw.trim_ascii().is_empty() {
                return Ok(row);
            }
        }
    }

    fn read_row(&mut self) -> io::Result<Row> {
        let (mut at, mut line) = (At::Start, Vec::new());
        let mut first_line_bytes = 0;
        loop {
            match next_line(&mut self.lines, &mut line)? {
                Line::End if self.raw.is_empty() => return Ok(Row::End),
                Line::End => return Ok(self.unclosed(first_line_bytes)),
                Line::TooLong => {
                    self.line += 1;
                    return Ok(Row::Bad(too_large()));
                }
                Line::Whole => self.line += 1,
            }
            if self.raw.is_empty() {
                first_line_bytes = line.len();
            }
            self.raw.extend_from_slice(&line);
            at = self.split(&line, at);
            let alone = self.again_bytes >= AGAIN_BYTES_MAX;
            if at != At::Quoted || alone {
                if at == At::Quoted {
                    self.end_cell(true);
                }
                return Ok(Row::Whole);
            }
            if self.raw.len() > PAGE_BYTES_MAX {
                return Ok(self.unclosed(first_line_bytes));
            }
        }
    }

    /// Gives the row up, and back the lines after its first.
    fn unclosed(&mut self, first_line_bytes: usize) -> Row {
        let again = self.raw.split_off(first_line_bytes);
        self.line = self.row_line;
        self.again_bytes += again.len();
        self.lines.push_back(&again);
        Row::Bad("a quotation mark is opened in this row and never closed".into())
    }

    /// Takes the cells of a line apart.
    fn split(&mut self, line: &[u8], mut at: At) -> At {
        let mut i = 0;
        while i < line.len() {
            if at == At::Quoted {
                let n = memchr::memchr(b'"', &line[i..]).unwrap_or(line.len() - i);
                self.bytes.extend_from_slice(&line[i..i + n]);
                i += n + 1;
                if i > line.len() {
                    return at;
                }
                if line.get(i) == Some(&b'"') {
                    self.bytes.push(b'"');
                    i += 1;
                } else {
                    at = At::Cell;
                }
                continue;
            }
            let b = line[i];
            if b == b'"' && at == At::Start {
                at = At::Quoted;
                i += 1;
            } else if b == self.delimiter {
                self.end_cell(false);
                at = At::Start;
                i += 1;
            } else {
                let rest = &line[i..];
                let n = memchr::memchr(self.delimiter, rest).unwrap_or(rest.len());
                self.bytes.extend_from_slice(&rest[..n]);
                at = At::Cell;
                i += n;
            }
        }
        if at != At::Quoted {
            self.end_cell(true);
        }
        at
    }

    fn end_cell(&mut self, last: bool) {
        let start = self.ends.last().copied().unwrap_or(0);
        if last {
            for end in [b'\n', b'\r'] {
                if self.bytes.len() > start && self.bytes.last() == Some(&end) {
                    self.bytes.pop();
                }
            }
        }
        self.ends.push(self.bytes.len());
    }
}
