//! Rows as Parquet: a group of them in memory at a time, then column by column.

use super::write::{COLUMNS, Row, TABLE, What};
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType};
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

/// A table that is being written.
pub(super) struct Table {
    writer: SerializedFileWriter<BufWriter<File>>,
    columns: Vec<Column>,
    bytes: usize,
    rows: usize,
}

/// The cells of a column that are not written yet.
enum Column {
    /// The texts there are, and for every row whether it has one.
    Text(Vec<ByteArray>, Vec<i16>),
    Truth(Vec<bool>),
    Number(Vec<f64>),
}

/// A cell.
enum Cell<'c> {
    Text(Option<&'c str>),
    Truth(bool),
    Number(f64),
}

impl Table {
    pub(super) fn create(file: File, what: What) -> io::Result<Table> {
        let names: &[&str] = match what {
            What::Kept => &COLUMNS,
            What::Table => &TABLE,
        };
        let (mut fields, mut columns) = (String::new(), Vec::new());
        for name in names {
            let (field, column) = match *name {
                "keep" => ("required boolean keep".to_owned(), Column::Truth(vec![])),
                "containment" => (
                    "required double containment".to_owned(),
                    Column::Number(vec![]),
                ),
                name => (
                    format!("optional binary {name} (string)"),
                    Column::Text(vec![], vec![]),
                ),
            };
            fields.push_str(&format!("{field};"));
            columns.push(column);
        }
        let schema = parse_message_type(&format!("message records {{{fields}}}"));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let writer = SerializedFileWriter::new(
            BufWriter::new(file),
            Arc::new(schema.map_err(failed)?),
            Arc::new(properties),
        );
        Ok(Table {
            writer: writer.map_err(failed)?,
            columns,
            bytes: 0,
            rows: 0,
        })
    }

    pub(super) fn record(&mut self, cells: &[Option<&str>]) -> io::Result<()> {
        self.put(cells.iter().map(|c| Cell::Text(*c)))
    }

    pub(super) fn verdict(&mut self, row: &Row) -> io::Result<()> {
        self.put([
            Cell::Text(Some(row.id)),
            Cell::Text(Some(row.cluster_id)),
            Cell::Truth(row.keep),
            Cell::Text(Some(row.reason)),
            Cell::Text(Some(row.kept_id)),
            Cell::Number(row.containment),
        ])
    }

    fn put<'c>(&mut self, cells: impl IntoIterator<Item = Cell<'c>>) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Column::Text(texts, levels), Cell::Text(text)) => {
                    levels.push(i16::from(text.is_some()));
                    if let Some(text) = text {
                        self.bytes += text.len();
                        texts.push(ByteArray::from(text.as_bytes().to_vec()));
                    }
                }
                (Column::Truth(cells), Cell::Truth(cell)) => cells.push(cell),
                (Column::Number(cells), Cell::Number(cell)) => cells.push(cell),
                _ => return Err(io::Error::other("a cell is not of its column's kind")),
            }
        }
        self.rows += 1;
        match self.bytes >= GROUP_BYTES || self.rows >= GROUP_ROWS {
            true => self.group().map_err(failed),
            false => Ok(()),
        }
    }

    /// Writes the rows that are held.
    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut to) = group.next_column()? else {
                break;
            };
            match column {
                Column::Text(texts, levels) => {
                    to.typed::<ByteArrayType>()
                        .write_batch(texts, Some(levels), None)?;
                    texts.clear();
                    levels.clear();
                }
                Column::Truth(cells) => {
                    to.typed::<BoolType>().write_batch(cells, None, None)?;
                    cells.clear();
                }
                Column::Number(cells) => {
                    to.typed::<DoubleType>().write_batch(cells, None, None)?;
                    cells.clear();
                }
            }
            to.close()?;
        }
        group.close()?;
        (self.bytes, self.rows) = (0, 0);
        Ok(())
    }

    pub(super) fn done(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.group().map_err(failed)?;
        }
        self.writer.close().map_err(failed)?;
        Ok(())
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
