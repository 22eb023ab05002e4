//! Parquet: the columns that mean something to us, a few rows at a time.
//!
//! Values are read as they are stored, without Arrow: that a writer calls a string large, a view or
//! a dictionary shows only in Arrow, and a string is all that is looked for here.

mod footer;
mod pages;
mod thrift;

use super::batch::{Batch, Cells, Found};
use super::columns::Column;
use super::stream::{RECORD_BYTES, Stream, UNPACKED_BYTES_FREE, UNPACKED_TIMES_MAX, bomb};
use super::{File, PAGE_BYTES_MAX, io_reason, too_large};
use ::parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::DataType;
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::schema::types::ColumnDescriptor;
use jiff::{Span, Timestamp, civil};
use std::cell::Cell;
use std::io::{self, Seek};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

/// Rows that are read of each column at once.
const ROWS: usize = 64;

/// Bytes that rows read at once may hold; where more may be in them they are fewer.
const HELD_BYTES: u64 = 64 << 20;

/// Names of the levels at which a list stands, by the writers that we know, and of the field of an
/// object that names it.
const WITHIN: [&str; 7] = [
    "list",
    "element",
    "item",
    "array",
    "array_element",
    "bag",
    "name",
];

/// Reads every row of a file; a reason where it is no Parquet. A stream that is no file of its own
/// is written to one first: what tells where its columns are stands at its end.
pub(super) fn read(
    file: &File,
    path: &Path,
    mut stream: Stream,
    batch: &mut Batch,
) -> Result<(), String> {
    let is_file = stream.is_plain() && path.is_file();
    let opened = match is_file {
        true => std::fs::File::open(path),
        false => tempfile::tempfile().and_then(|mut copy| {
            io::copy(&mut stream, &mut copy)?;
            copy.rewind()?;
            Ok(copy)
        }),
    };
    let mut opened = opened.map_err(|e| io_reason(&e))?;
    if let Some(fault) = footer::fault(&mut opened).map_err(|e| io_reason(&e))? {
        return Err(fault.to_owned());
    }
    let bytes = opened.metadata().map_err(|e| io_reason(&e))?.len();
    let bytes_max = UNPACKED_BYTES_FREE.max(bytes.saturating_mul(UNPACKED_TIMES_MAX));
    let mut rows = Rows {
        bytes_max,
        pages_max: bytes_max,
        file,
        batch,
        done: 0,
    };
    // The library may panic on damage that it does not expect.
    let read = without_a_word(|| rows.read(opened));
    let (place, batch) = (rows.place(), rows.batch);
    match read {
        Ok(Ok(())) => Ok(()),
        Ok(Err(reason)) => Err(reason),
        Err(_) => {
            batch.skip(place, "the file is damaged from here on");
            Ok(())
        }
    }
}

thread_local! {
    /// Whether a panic of this thread is expected and named by ourselves.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, a panic of which is caught and says nothing on standard error; those of other threads, and later ones of
/// this, are told as before.
fn without_a_word<T>(work: impl FnOnce() -> T) -> std::thread::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |told| {
            if !QUIET.get() {
                before(told);
            }
        }));
    });
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    done
}

/// The rows of a file as they are read.
struct Rows<'r, 'b> {
    file: &'r File,
    batch: &'r mut Batch<'b>,
    /// Rows that are done.
    done: usize,
    /// Bytes that the rest of the rows may have, unpacked.
    bytes_max: u64,
    /// And the rest of the pages that hold them.
    pages_max: u64,
}

impl Rows<'_, '_> {
    fn place(&self) -> super::Place {
        self.file.at(format!("#row {}", self.done + 1))
    }

    fn read(&mut self, mut opened: std::fs::File) -> Result<(), String> {
        let same = opened.try_clone().map_err(|e| io_reason(&e))?;
        let reader = SerializedFileReader::new(same).map_err(|e| damaged(&e))?;
        let leaves = self.leaves(&reader)?;
        let mut first = 0;
        for group in 0..reader.num_row_groups() {
            let rows = reader.metadata().row_group(group).num_rows();
            let rows = usize::try_from(rows)
                .map_err(|_| "the file is damaged: it has less than no rows")?;
            let read = self.rows_at_once(&mut opened, &reader, group, &leaves);
            let read = read.and_then(|at_once| self.group(&reader, group, &leaves, rows, at_once));
            if let Err(reason) = read {
                let (from, to) = (self.done + 1, first + rows);
                let place = match from < to {
                    true => self.file.at(format!("#rows {from} to {to}")),
                    false => self.place(),
                };
                self.batch.skip(place, reason);
            }
            first += rows;
            self.done = first;
        }
        if first == 0 {
            self.batch
                .skip(self.file.whole(), "there is no row in this file");
        }
        Ok(())
    }

    /// The columns of the file that we know; a reason where none is a text.
    fn leaves(&self, reader: &impl FileReader) -> Result<Vec<Leaf>, String> {
        let schema = reader.metadata().file_metadata().schema_descr();
        let mut leaves = Vec::new();
        let mut names = Vec::new();
        for (index, column) in schema.columns().iter().enumerate() {
            let Some((name, within)) = column.path().parts().split_first() else {
                continue;
            };
            names.push(name.as_str());
            if within.iter().all(|part| WITHIN.contains(&part.as_str()))
                && let Some(column) = self.batch.columns.find(name)
            {
                leaves.push(Leaf { index, column });
            }
        }
        let is_text = |l: &Leaf| matches!(l.column.0, Column::Text | Column::Html);
        match leaves.iter().any(is_text) {
            true => Ok(leaves),
            false => Err(super::no_text(&names)),
        }
    }

    /// How many rows of a group may be held at once; a reason where its pages may not be read.
    fn rows_at_once(
        &mut self,
        file: &mut std::fs::File,
        reader: &impl FileReader,
        group: usize,
        leaves: &[Leaf],
    ) -> Result<usize, String> {
        let mut at_once = ROWS as u64;
        for leaf in leaves {
            let column = reader.metadata().row_group(group).column(leaf.index);
            let weight = pages::weigh(file, column, self.pages_max);
            let weight = weight.map_err(|e| io_reason(&e))??;
            self.pages_max -= weight.all;
            // A value is no longer than its page, or than the page of what it stands for.
            at_once = at_once.min(HELD_BYTES / weight.largest.max(1));
            if column.column_descr().max_rep_level() > 0 && weight.shared > HELD_BYTES {
                let reason =
                    "a list is packed so that it may unpack to anything (DELTA_BYTE_ARRAY)";
                return Err(reason.into());
            }
        }
        Ok(at_once.max(1) as usize)
    }

    /// Reads one group of rows.
    fn group(
        &mut self,
        reader: &impl FileReader,
        group: usize,
        leaves: &[Leaf],
        rows: usize,
        at_once: usize,
    ) -> Result<(), String> {
        let group = reader.get_row_group(group).map_err(|e| damaged(&e))?;
        let open = |l: &Leaf| {
            let reader = group.get_column_reader(l.index).map_err(|e| damaged(&e))?;
            let column = group.metadata().column(l.index).column_descr_ptr();
            Ok((l.column, column, reader))
        };
        let mut open: Vec<_> = leaves.iter().map(open).collect::<Result<_, String>>()?;
        let mut left = rows;
        while left > 0 {
            let want = left.min(at_once);
            let mut cells: Vec<Cells> = vec![Cells::new(); want];
            for (column, descriptor, reader) in &mut open {
                let values = of_any(reader, descriptor, want)?;
                if values.len() != want {
                    return Err("the file is damaged: a column is shorter than its rows".into());
                }
                for (row, values) in cells.iter_mut().zip(values) {
                    row.extend(values.into_iter().map(|v| (*column, v)));
                }
            }
            for row in cells {
                self.row(row)?;
            }
            left -= want;
        }
        Ok(())
    }

    fn row(&mut self, cells: Cells) -> Result<(), String> {
        let bytes: usize = cells.iter().map(|c| c.1.len()).sum();
        let taken_for = (bytes as u64).max(RECORD_BYTES);
        self.bytes_max = self.bytes_max.checked_sub(taken_for).ok_or_else(bomb)?;
        let place = self.place();
        match bytes > PAGE_BYTES_MAX {
            true => self.batch.skip(place, too_large()),
            false => self.batch.push(place, Found::Cells(cells)),
        }
        self.done += 1;
        Ok(())
    }
}

/// A column of the file, by its index among those that hold values, and what it is.
struct Leaf {
    index: usize,
    column: (Column, usize),
}

/// The next `rows` rows of a column, the values of each.
type Values = Result<Vec<Vec<Vec<u8>>>, String>;

fn of_any(reader: &mut ColumnReader, column: &ColumnDescriptor, rows: usize) -> Values {
    use ColumnReader::*;
    match reader {
        ByteArrayColumnReader(r) => of(r, column, rows, |v| v.data().to_vec()),
        FixedLenByteArrayColumnReader(r) => of(r, column, rows, |v| v.data().to_vec()),
        Int32ColumnReader(r) => of(r, column, rows, |v| number(i64::from(*v), column)),
        Int64ColumnReader(r) => of(r, column, rows, |v| number(*v, column)),
        Int96ColumnReader(r) => of(r, column, rows, |v| {
            time(Timestamp::from_millisecond(v.to_millis()).ok())
        }),
        FloatColumnReader(r) => of(r, column, rows, |v| v.to_string().into()),
        DoubleColumnReader(r) => of(r, column, rows, |v| v.to_string().into()),
        BoolColumnReader(r) => of(r, column, rows, |_| Vec::new()),
    }
}

fn of<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    rows: usize,
    show: impl Fn(&T::T) -> Vec<u8>,
) -> Values {
    let (mut defined, mut repeated, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut levels = 0;
    let mut read = 0;
    while read < rows {
        let more = reader.read_records(
            rows - read,
            Some(&mut defined),
            Some(&mut repeated),
            &mut values,
        );
        let (records, _, l) = more.map_err(|e| damaged(&e))?;
        levels += l;
        read += records;
        if records == 0 {
            break;
        }
    }
    let mut out: Vec<Vec<Vec<u8>>> = Vec::with_capacity(rows);
    let mut values = values.iter();
    let mut held = 0;
    for level in 0..levels {
        if column.max_rep_level() == 0 || repeated.get(level).is_none_or(|r| *r == 0) {
            out.push(Vec::new());
        }
        let is_there =
            column.max_def_level() == 0 || defined.get(level) == Some(&column.max_def_level());
        if let (true, Some(row)) = (is_there, out.last_mut()) {
            let value = values.next().map(&show);
            held += value.as_ref().map_or(0, Vec::len);
            row.extend(value);
        }
        // Many values may stand for one place of the file.
        if held as u64 > HELD_BYTES && levels > rows {
            return Err(bomb());
        }
    }
    Ok(out)
}

/// A number, or the day or time that it stands for.
fn number(n: i64, column: &ColumnDescriptor) -> Vec<u8> {
    let unit = match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Timestamp(t)), _) => Some(t.unit),
        (_, ConvertedType::TIMESTAMP_MILLIS) => Some(TimeUnit::MILLIS),
        (_, ConvertedType::TIMESTAMP_MICROS) => Some(TimeUnit::MICROS),
        (_, ConvertedType::DATE) => {
            let days = Span::new().try_days(n);
            let day = days.and_then(|d| civil::date(1970, 1, 1).checked_add(d));
            return day.map_or_else(|_| Vec::new(), |d| d.to_string().into());
        }
        _ => None,
    };
    match unit {
        None => n.to_string().into(),
        Some(TimeUnit::MILLIS) => time(Timestamp::from_millisecond(n).ok()),
        Some(TimeUnit::MICROS) => time(Timestamp::from_microsecond(n).ok()),
        Some(TimeUnit::NANOS) => time(Timestamp::from_nanosecond(n.into()).ok()),
    }
}

/// A time that no calendar has is none.
fn time(time: Option<Timestamp>) -> Vec<u8> {
    time.map_or_else(Vec::new, |t| t.to_string().into())
}

fn damaged(error: &ParquetError) -> String {
    let what = error.to_string();
    let what = what.split(['\n', '\r']).next().unwrap_or_default();
    let short: String = what.chars().take(200).collect();
    format!("the file is damaged here ({short})")
}
