//! Rows as Parquet: a group of them in memory at a time, then column by column.

use super::{Cell, Column, Kind};
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::io::{self, BufWriter};
use std::sync::Arc;

/// Bytes of text in a group of rows, and rows: what is held in memory.
const GROUP_BYTES: usize = 16 << 20;
const GROUP_ROWS: usize = 100_000;

/// A table that is being written, its columns packed with Zstandard.
pub struct Parquet {
    writer: SerializedFileWriter<BufWriter<File>>,
    columns: Vec<Held>,
    bytes: usize,
    rows: usize,
}

/// The cells of a column that are not written yet, and for every row of an optional one whether it has one.
struct Held {
    values: Values,
    levels: Option<Vec<i16>>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Real(Vec<f64>),
    Truth(Vec<bool>),
}

impl Parquet {
    /// Begins a table with these columns in `file`, which is empty.
    pub fn create(file: File, columns: &[Column]) -> io::Result<Parquet> {
        let fields: String = columns.iter().map(field).collect();
        let schema = parse_message_type(&format!("message records {{{fields}}}"));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let writer = SerializedFileWriter::new(
            BufWriter::new(file),
            Arc::new(schema.map_err(failed)?),
            Arc::new(properties),
        );
        Ok(Parquet {
            writer: writer.map_err(failed)?,
            columns: columns.iter().map(Held::new).collect(),
            bytes: 0,
            rows: 0,
        })
    }

    /// Takes a row, a cell for every column.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if cells.len() != self.columns.len() {
            return Err(io::Error::other("a row is as long as its table is wide"));
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.put(cell)?;
        }
        self.rows += 1;
        match self.bytes >= GROUP_BYTES || self.rows >= GROUP_ROWS {
            true => self.group().map_err(failed),
            false => Ok(()),
        }
    }

    /// Writes what is held, and the end of the file.
    pub fn done(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.group().map_err(failed)?;
        }
        self.writer.close().map_err(failed)?;
        Ok(())
    }

    /// Writes the rows that are held.
    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut to) = group.next_column()? else {
                break;
            };
            column.write(to.untyped())?;
            to.close()?;
        }
        group.close()?;
        (self.bytes, self.rows) = (0, 0);
        Ok(())
    }
}

/// A column in Parquet's own notation.
fn field(column: &Column) -> String {
    let need = if column.required {
        "required"
    } else {
        "optional"
    };
    let (kind, note) = match column.kind {
        Kind::Text => ("binary", " (string)"),
        Kind::Integer => ("int64", ""),
        Kind::Real => ("double", ""),
        Kind::Truth => ("boolean", ""),
    };
    format!("{need} {kind} {}{note};", column.name)
}

impl Held {
    fn new(column: &Column) -> Self {
        Held {
            values: match column.kind {
                Kind::Text => Values::Text(Vec::new()),
                Kind::Integer => Values::Integer(Vec::new()),
                Kind::Real => Values::Real(Vec::new()),
                Kind::Truth => Values::Truth(Vec::new()),
            },
            levels: (!column.required).then(Vec::new),
        }
    }

    /// Holds a cell; how many bytes of text that are.
    fn put(&mut self, cell: &Cell) -> io::Result<usize> {
        let mut bytes = 0;
        match (&mut self.values, cell) {
            (_, Cell::Null) if self.levels.is_some() => {}
            (Values::Text(held), Cell::Text(text)) => {
                bytes = text.len();
                held.push(ByteArray::from(text.as_bytes().to_vec()));
            }
            (Values::Integer(held), Cell::Integer(n)) => held.push(*n),
            (Values::Real(held), Cell::Real(x)) => held.push(*x),
            (Values::Truth(held), Cell::Truth(truth)) => held.push(*truth),
            _ => return Err(io::Error::other("a cell is not of its column's kind")),
        }
        if let Some(levels) = &mut self.levels {
            levels.push(i16::from(*cell != Cell::Null));
        }
        Ok(bytes)
    }

    fn write(&mut self, to: &mut ColumnWriter) -> Result<(), ParquetError> {
        let levels = self.levels.as_deref();
        match (&mut self.values, to) {
            (Values::Text(held), ColumnWriter::ByteArrayColumnWriter(to)) => {
                to.write_batch(held, levels, None)?;
                held.clear();
            }
            (Values::Integer(held), ColumnWriter::Int64ColumnWriter(to)) => {
                to.write_batch(held, levels, None)?;
                held.clear();
            }
            (Values::Real(held), ColumnWriter::DoubleColumnWriter(to)) => {
                to.write_batch(held, levels, None)?;
                held.clear();
            }
            (Values::Truth(held), ColumnWriter::BoolColumnWriter(to)) => {
                to.write_batch(held, levels, None)?;
                held.clear();
            }
            _ => return Err(ParquetError::General("a column of another kind".into())),
        }
        if let Some(levels) = &mut self.levels {
            levels.clear();
        }
        Ok(())
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
