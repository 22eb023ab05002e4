//! The second reading: what is kept is written as it is read again.

use super::{Corpus, Input, id_of, tie_of_line};
use crate::read::{Block, Lines, Map, Progress, each_block};
use firsthand::dedup::Reason;
use firsthand::{Id, Page};
use serde::Serialize;
use std::io::{self, Write};

/// A form of output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// A JSON object a line; a kept record that was read from such a line is that line, unchanged.
    Lines,
    /// Names in the first row, then a row a record.
    Csv,
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The records that are kept, in the order of the input.
    Kept,
    /// What became of every record that was read, in that order.
    Table,
}

/// Writes what became of `corpus`.
///
/// # Errors
/// Where `out` cannot be written, or the input is no longer what it was at the first reading.
pub fn write(
    corpus: &Corpus,
    what: What,
    format: Format,
    (input, map): (&Input, &Map),
    out: &mut dyn Write,
    progress: impl FnMut(&Progress),
) -> io::Result<()> {
    match what {
        What::Table => table(corpus, format, out),
        What::Kept => kept(corpus, format, (input, map), out, progress),
    }
}

/// A row of the table.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    cluster_id: String,
    keep: bool,
    reason: &'static str,
    kept_id: &'a str,
    containment: f64,
}

fn table(corpus: &Corpus, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let ids = corpus.ids.as_deref().unwrap_or_default();
    if format == Format::Csv {
        out.write_all(b"id,cluster_id,keep,reason,kept_id,containment\n")?;
    }
    for (i, verdict) in corpus.verdicts.iter().enumerate() {
        if corpus.unread[i] {
            continue;
        }
        let id = |i: usize| ids.get(i).map_or("", |id| id);
        let kept = id(verdict.kept);
        let words = corpus.sketches.whole(verdict.kept).to_le_bytes();
        let row = Row {
            id: id(i),
            cluster_id: Id::of('c', [kept.as_bytes(), &words]).to_string(),
            keep: verdict.keeps(i),
            reason: reason(verdict.reason),
            kept_id: kept,
            containment: (verdict.containment * 1e4).round() / 1e4,
        };
        match format {
            Format::Lines => json_line(&row, out)?,
            Format::Csv => csv_row(
                &[
                    row.id,
                    &row.cluster_id,
                    if row.keep { "true" } else { "false" },
                    row.reason,
                    row.kept_id,
                    &row.containment.to_string(),
                ],
                out,
            )?,
        }
    }
    Ok(())
}

/// A reason in the table.
fn reason(reason: Reason) -> &'static str {
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
    format: Format,
    (input, map): (&Input, &Map),
    out: &mut dyn Write,
    mut progress: impl FnMut(&Progress),
) -> io::Result<()> {
    if format == Format::Csv {
        csv_row(&COLUMNS, out)?;
    }
    let mut at = 0;
    let mut done = Ok(());
    each_block(input.paths(), map, &mut |block, read| {
        if done.is_ok() {
            done = some(corpus, format, input, &mut at, block, out);
            progress(read);
        }
    });
    done?;
    match at == corpus.unread.len() {
        true => Ok(()),
        false => Err(changed()),
    }
}

/// Writes the kept records of a block.
fn some(
    corpus: &Corpus,
    format: Format,
    input: &Input,
    at: &mut usize,
    block: Block,
    out: &mut dyn Write,
) -> io::Result<()> {
    let first = *at;
    let keeps = |i: usize| {
        let verdict = corpus.verdicts.get(first + i).ok_or_else(changed)?;
        Ok::<_, io::Error>(verdict.keeps(first + i) && !corpus.unread[first + i])
    };
    match block {
        Block::Lines(lines) => {
            *at += lines.len();
            for i in 0..lines.len() {
                if keeps(i)? {
                    line(corpus, format, input, (&lines, i), first + i, out)?;
                }
            }
        }
        Block::Pages(pages) => {
            *at += pages.len();
            for (i, page) in pages.into_iter().enumerate() {
                if keeps(i)? {
                    record(&page.map_err(|_| changed())?, format, input, out)?;
                }
            }
        }
    }
    Ok(())
}

fn line(
    corpus: &Corpus,
    format: Format,
    input: &Input,
    (lines, i): (&Lines, usize),
    record_ix: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let known = corpus.sketches.facts(record_ix).tie;
    if tie_of_line(lines, i, false) != known && tie_of_line(lines, i, true) != known {
        return Err(changed());
    }
    match format {
        Format::Lines => {
            out.write_all(lines.line(i))?;
            out.write_all(b"\n")
        }
        Format::Csv => record(&lines.page(i).map_err(|_| changed())?, format, input, out),
    }
}

fn changed() -> io::Error {
    io::Error::other("the input changed while it was read")
}

/// The names of the columns of a record that was no JSON line, the same that are read.
const COLUMNS: [&str; 8] = [
    "id", "url", "title", "date", "source", "authors", "language", "text",
];

#[derive(Serialize)]
struct Record<'a> {
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

fn record(page: &Page, format: Format, input: &Input, out: &mut dyn Write) -> io::Result<()> {
    let declared = &page.declared;
    let id = id_of(page, input);
    let record = Record {
        id: &id,
        url: declared.url.as_deref(),
        title: declared.title.as_deref(),
        date: declared.published.as_deref(),
        source: declared.outlet.as_deref(),
        authors: &declared.authors,
        language: declared.language.as_deref(),
        text: &page.content,
    };
    if format == Format::Lines {
        return json_line(&record, out);
    }
    csv_row(
        &[
            record.id,
            record.url.unwrap_or_default(),
            record.title.unwrap_or_default(),
            record.date.unwrap_or_default(),
            record.source.unwrap_or_default(),
            &record.authors.join("; "),
            record.language.unwrap_or_default(),
            record.text,
        ],
        out,
    )
}

fn json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A row with its cells in quotation marks where they need them (RFC 4180).
fn csv_row(cells: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        match cell.contains(['"', ',', '\n', '\r']) {
            true => write!(out, "\"{}\"", cell.replace('"', "\"\""))?,
            false => out.write_all(cell.as_bytes())?,
        }
    }
    out.write_all(b"\n")
}
