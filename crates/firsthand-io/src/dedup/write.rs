//! The second reading: what is kept is written as it is read again.

use super::part::{id_of, is_line, text_of};
use super::{Corpus, Index, Input};
use crate::json;
use crate::read::{Block, Lines, Map, Progress, each_block};
#[cfg(feature = "parquet")]
use crate::table::Parquet;
use crate::table::{Cell, Column, Kind, csv_head, csv_row};
use firsthand::dedup::{NUMBERLESS, Reason};
use firsthand::{Id, Page};
use serde::Serialize;
use std::io::{self, IoSlice, Write};

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A JSON object a line; a kept record that was read from such a line is that line, unchanged.
    Lines,
    /// Names in the first row, then a row a record.
    Csv,
    /// Parquet, its strings packed with Zstandard.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The records that are kept, in the order of the input.
    Kept,
    /// What became of every record that was read, in that order.
    Table,
}

/// Where it is written to.
pub enum Written<'w> {
    /// Anything, for [`Format::Lines`] and [`Format::Csv`].
    Stream(&'w mut dyn Write),
    /// A file, for any form.
    File(std::fs::File),
}

/// Writes what became of `corpus`, which was decided on with `index`.
///
/// # Errors
/// Where `out` cannot be written, or the input is no longer what it was at the first reading.
pub fn write(
    corpus: &Corpus,
    (what, format): (What, Format),
    (input, map): (&Input, &Map),
    index: Option<&Index>,
    out: Written,
    progress: impl FnMut(&Progress),
) -> io::Result<()> {
    let mut rows = Rows::new(what, format, out)?;
    match what {
        What::Table => table(corpus, index, &mut rows)?,
        What::Kept => kept(corpus, (input, map), &mut rows, progress)?,
    }
    rows.done()
}

/// Rows in any form.
enum Rows<'w> {
    Lines(Box<dyn Write + 'w>),
    Csv(Box<dyn Write + 'w>),
    #[cfg(feature = "parquet")]
    Parquet(Box<Parquet>),
}

impl<'w> Rows<'w> {
    fn new(what: What, format: Format, out: Written<'w>) -> io::Result<Rows<'w>> {
        let out: Box<dyn Write + 'w> = match (out, format) {
            #[cfg(feature = "parquet")]
            (Written::File(file), Format::Parquet) => {
                let table = Parquet::create(file, &columns(what))?;
                return Ok(Rows::Parquet(Box::new(table)));
            }
            (Written::File(file), _) => Box::new(io::BufWriter::new(file)),
            (Written::Stream(out), _) => Box::new(out),
        };
        let mut rows = match format {
            Format::Lines => Rows::Lines(out),
            Format::Csv => Rows::Csv(out),
            #[cfg(feature = "parquet")]
            Format::Parquet => return Err(io::Error::other("Parquet is written to a file")),
        };
        if let Rows::Csv(out) = &mut rows {
            csv_head(&columns(what), out)?;
        }
        Ok(rows)
    }

    fn done(self) -> io::Result<()> {
        match self {
            Rows::Lines(mut out) | Rows::Csv(mut out) => out.flush(),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => table.done(),
        }
    }
}

/// The columns of what is written as a table.
fn columns(what: What) -> Vec<Column> {
    let text = |name: &&str| Column::optional(name, Kind::Text);
    match what {
        What::Kept => COLUMNS.iter().map(text).collect(),
        What::Table => vec![
            text(&"id"),
            text(&"cluster_id"),
            Column::required("keep", Kind::Truth),
            text(&"reason"),
            text(&"kept_id"),
            Column::required("containment", Kind::Real),
        ],
    }
}

/// A row of the table.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    cluster_id: &'a str,
    keep: bool,
    reason: &'static str,
    kept_id: &'a str,
    containment: f64,
}

fn table(corpus: &Corpus, index: Option<&Index>, rows: &mut Rows) -> io::Result<()> {
    for (i, verdict) in corpus.verdicts.iter().enumerate() {
        if corpus.places.unread[i] {
            continue;
        }
        let id = corpus.id(i)?;
        let place = match verdict.kept {
            NUMBERLESS => Some(i),
            number => number
                .checked_sub(corpus.first)
                .map(|own| corpus.kept[own as usize] as usize),
        };
        let (kept_id, tie) = match (place, index) {
            (Some(place), _) if place == i => (id.clone(), corpus.places.ties[i]),
            (Some(place), _) => (corpus.id(place)?, corpus.places.ties[place]),
            (None, Some(index)) => {
                let name = index.name(verdict.kept)?;
                (name.id, name.tie)
            }
            (None, None) => return Err(super::record::damaged()),
        };
        let cluster_id = Id::of('c', [kept_id.as_bytes(), &tie.to_le_bytes()]);
        rows.verdict(&Row {
            id: &id,
            cluster_id: &cluster_id.to_string(),
            keep: verdict.reason.keeps(),
            reason: reason(verdict.reason),
            kept_id: &kept_id,
            containment: rounded(verdict.containment),
        })?;
    }
    Ok(())
}

impl Row<'_> {
    /// Its cells in the order of [`columns`].
    fn cells(&self) -> [Cell<'_>; 6] {
        [
            Cell::Text(self.id),
            Cell::Text(self.cluster_id),
            Cell::Truth(self.keep),
            Cell::Text(self.reason),
            Cell::Text(self.kept_id),
            Cell::Real(self.containment),
        ]
    }
}

/// A share to four places.
pub(super) fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1e4).round() / 1e4
}

/// A reason in the table.
pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Alone => "alone",
        Reason::First => "first",
        Reason::Wordless => "wordless",
        Reason::Same => "same",
        Reason::Contained => "contained",
        Reason::Contains => "contains",
    }
}

fn kept(
    corpus: &Corpus,
    (input, map): (&Input, &Map),
    rows: &mut Rows,
    mut progress: impl FnMut(&Progress),
) -> io::Result<()> {
    let mut at = 0;
    let mut done = Ok(());
    each_block(input.paths(), map, &mut |block, read| {
        if done.is_ok() {
            done = some(corpus, input, &mut at, block, rows);
            progress(read);
        }
    });
    done?;
    match at == corpus.verdicts.len() {
        true => Ok(()),
        false => Err(changed()),
    }
}

/// Writes the kept records of a block.
fn some(
    corpus: &Corpus,
    input: &Input,
    at: &mut usize,
    block: Block,
    rows: &mut Rows,
) -> io::Result<()> {
    let first = *at;
    let keeps = |i: usize| {
        let verdict = corpus.verdicts.get(first + i).ok_or_else(changed)?;
        Ok::<_, io::Error>(verdict.reason.keeps() && !corpus.places.unread[first + i])
    };
    match block {
        Block::Lines(lines) => {
            *at += lines.len();
            let mut kept = Vec::with_capacity(lines.len());
            for i in 0..lines.len() {
                if keeps(i)? {
                    kept.push(i);
                }
            }
            let ties = &corpus.places.ties[first..];
            let is_same = |i: &usize| is_line(&lines, *i, input, ties[*i]);
            // Looked at while they are written: where one is another, the run fails, and a file that was asked
            // for is not made.
            let mut are_same = false;
            let written = rayon::in_place_scope(|scope| {
                scope.spawn(|_| are_same = kept.iter().all(is_same));
                some_lines(&lines, &kept, input, rows)
            });
            written?;
            if !are_same {
                return Err(changed());
            }
        }
        Block::Pages(pages) => {
            *at += pages.len();
            for (i, page) in pages.into_iter().enumerate() {
                if keeps(i)? {
                    record(&page.map_err(|_| changed())?, input, rows)?;
                }
            }
        }
    }
    Ok(())
}

/// Writes lines as they are where the form is one of lines.
fn some_lines(lines: &Lines, kept: &[usize], input: &Input, rows: &mut Rows) -> io::Result<()> {
    let Rows::Lines(out) = rows else {
        let page = |i: &usize| lines.page(*i).map_err(|_| changed());
        return kept.iter().try_for_each(|i| record(&page(i)?, input, rows));
    };
    // Written from where they were read to, without a copy: a corpus has gigabytes.
    let mut pieces = Vec::new();
    for some in kept.chunk_by(|i, next| i + 1 == *next && lines.touch(*i)) {
        let (bytes, is_ended) = lines.run(some[0], some[some.len() - 1]);
        pieces.push(IoSlice::new(bytes));
        if !is_ended {
            pieces.push(IoSlice::new(b"\n"));
        }
    }
    let mut rest = &mut pieces[..];
    while !rest.is_empty() {
        match out.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => IoSlice::advance_slices(&mut rest, n),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

fn changed() -> io::Error {
    io::Error::other("the input changed while it was read")
}

/// The names of the columns of a record that was no JSON line, the same that are read.
const COLUMNS: [&str; 8] = [
    "id", "url", "title", "date", "source", "authors", "language", "text",
];

#[derive(Serialize)]
pub(super) struct Record<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    text: &'a str,
}

fn record(page: &Page, input: &Input, rows: &mut Rows) -> io::Result<()> {
    let declared = &page.declared;
    rows.record(&Record {
        id: &id_of(page, input),
        url: declared.url.as_deref(),
        title: declared.title.as_deref(),
        date: declared.published.as_deref(),
        source: declared.outlet.as_deref(),
        authors: &declared.authors,
        language: declared.language.as_deref(),
        text: &text_of(page),
    })
}

impl Record<'_> {
    /// Its cells in the order of [`COLUMNS`].
    fn cells<'c>(&'c self, authors: &'c str) -> [Cell<'c>; COLUMNS.len()] {
        [
            Some(self.id),
            self.url,
            self.title,
            self.date,
            self.source,
            Some(authors).filter(|a| !a.is_empty()),
            self.language,
            Some(self.text),
        ]
        .map(Cell::from)
    }
}

impl Rows<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        let authors = record.authors.join("; ");
        match self {
            Rows::Lines(out) => json::line(record, out),
            Rows::Csv(out) => csv_row(&record.cells(&authors), out),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => table.row(&record.cells(&authors)),
        }
    }

    fn verdict(&mut self, row: &Row) -> io::Result<()> {
        match self {
            Rows::Lines(out) => json::line(row, out),
            Rows::Csv(out) => csv_row(&row.cells(), out),
            #[cfg(feature = "parquet")]
            Rows::Parquet(table) => table.row(&row.cells()),
        }
    }
}
