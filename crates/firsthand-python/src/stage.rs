//! The pipeline as functions from batches to batches, for an engine that spreads them over machines and knows nothing of news.
//!
//! What is read of one page alone ([`read_pages`], [`read_alone`]) can be done anywhere. What rests on pages together
//! ([`find`]) is the library's own run over all of them, to which quotations that were read elsewhere are known: it
//! looks the very articles up, so that what it finds is what one machine finds.

use crate::output::failed;
use crate::{PyReport, trained};
use arrow_array::builder::{BinaryBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use firsthand::quotation::Known;
use firsthand::{Id, Interval, Overrides, Page, Quotation, Skipped, article, pipeline};
use firsthand_io::Map;
use firsthand_store::{known, page};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::ThreadPoolBuilder;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The columns of a page on its way; `reason` is why one could not be read, and `page` is then empty.
const PAGE: [&str; 7] = [
    "locator",
    "record",
    "sha256",
    "captured_earliest",
    "captured_latest",
    "reason",
    "page",
];
/// What reading it alone adds: a day to put it by, and its quotations under the hash of its article.
const ALONE: [&str; 3] = ["day", "known_as", "quotations"];

/// Columns that hold bytes; the others are texts.
const BYTES: [&str; 2] = ["page", "quotations"];

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("PAGE", PAGE.to_vec())?;
    module.add("ALONE", ALONE.to_vec())?;
    module.add("BYTES", BYTES.to_vec())?;
    module.add_function(wrap_pyfunction!(files, module)?)?;
    module.add_function(wrap_pyfunction!(read_pages, module)?)?;
    module.add_function(wrap_pyfunction!(read_alone, module)?)?;
    module.add_function(wrap_pyfunction!(tables, module)?)?;
    module.add_function(wrap_pyfunction!(columns, module)?)?;
    module.add_function(wrap_pyfunction!(find, module)?)
}

/// The files under `paths` as a run reads them, and what cannot be read at all.
#[pyfunction]
fn files(paths: Vec<PathBuf>) -> (Vec<PathBuf>, crate::Skipped) {
    let (files, skipped) = firsthand_io::files(&paths);
    (files, crate::input::told(skipped))
}

/// The names of the tables.
#[pyfunction]
fn tables() -> PyResult<Vec<String>> {
    let tables = firsthand_store::tables().map_err(failed)?;
    Ok(tables.into_iter().map(|t| t.name).collect())
}

/// The names and kinds of a table's columns.
#[pyfunction]
fn columns(table: &str) -> PyResult<Vec<(String, String)>> {
    let tables = firsthand_store::tables().map_err(failed)?;
    let table = tables.into_iter().find(|t| t.name == table);
    let table = table.ok_or_else(|| PyKeyError::new_err("there is no such table"))?;
    let columns = table.columns.into_iter();
    Ok(columns
        .map(|c| (c.name, format!("{:?}", c.kind).to_lowercase()))
        .collect())
}

/// The pages of a file.
#[pyfunction]
fn read_pages(py: Python<'_>, path: PathBuf, columns: Vec<String>) -> PyResult<PyTable> {
    let mut map = Map::default();
    for mapping in &columns {
        map.add(mapping).map_err(PyValueError::new_err)?;
    }
    alone(py, || {
        let mut rows = Builder::new(&PAGE);
        let end = firsthand_io::each(&[path], &map, &mut |handed, _| {
            for read in handed {
                match read {
                    Ok(page) => rows.page(&page, &[]),
                    Err(skipped) => rows.skipped(&skipped),
                }
            }
        });
        match end.unmapped.into_iter().next() {
            Some(reason) => Err(PyValueError::new_err(reason)),
            None => rows.done(),
        }
    })
}

/// The same rows, with what shows in each page by itself.
#[pyfunction]
fn read_alone(py: Python<'_>, batch: AnyRecordBatch, model: bool) -> PyResult<PyTable> {
    let batches = batches(batch)?;
    alone(py, || {
        let mut rows = Builder::new(&[&PAGE[..], &ALONE[..]].concat());
        for row in Row::all(&batches)? {
            match row.page()? {
                Err(skipped) => rows.skipped(&skipped),
                Ok(page) => {
                    let articles = [article::one(page)];
                    let when = articles[0].published.as_ref().map(|d| d.when);
                    let day = day(when).or_else(|| day(Some(articles[0].page.captured)));
                    let mut read = Known::default();
                    read.read(&articles, trained(model));
                    for (id, quotations) in read.all() {
                        let (id, quotations) = (id.to_string(), known::pack(quotations));
                        let more = [
                            Cell::from(day.as_deref()),
                            Cell::Text(&id),
                            Cell::Bytes(&quotations),
                        ];
                        rows.page(&articles[0].page, &more);
                    }
                }
            }
        }
        rows.done()
    })
}

fn day(when: Option<Interval>) -> Option<String> {
    let when = when?;
    when.exact()
        .or(when.earliest)
        .or(when.latest)
        .map(|d| d.to_string())
}

/// What all these pages show together.
#[pyfunction]
fn find(py: Python<'_>, pages: AnyRecordBatch, model: bool, overrides: &str) -> PyResult<PyReport> {
    let batches = batches(pages)?;
    let report = py.detach(|| {
        let (mut pages, mut skipped) = (Vec::new(), Vec::new());
        let mut read = BTreeMap::<Id, Vec<Quotation>>::new();
        for row in Row::all(&batches)? {
            match row.page()? {
                Ok(page) => pages.push(page),
                Err(reason) => skipped.push(reason),
            }
            // What is damaged is read again.
            let id = row.text("known_as").and_then(|id| id.parse().ok());
            if let (Some(id), Some(of)) = (id, row.bytes("quotations").and_then(known::unpack)) {
                read.insert(id, of);
            }
        }
        let (ruled, mut read) = (Overrides::parse(overrides), Known::new(read));
        let model = trained(model);
        Ok::<_, PyErr>(pipeline::run_again(
            pages,
            skipped,
            model,
            &ruled,
            &mut read,
            &mut |_| {},
        ))
    })?;
    let db = Mutex::new(None);
    Ok(PyReport { report, db })
}

/// Runs on one thread: the engine gives every core a task of its own.
fn alone<T: Send>(py: Python<'_>, run: impl FnOnce() -> PyResult<T> + Send) -> PyResult<T> {
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.map_err(failed)?;
    py.detach(|| pool.install(run))
}

/// The batches, their columns as texts and bytes of one kind.
fn batches(batches: AnyRecordBatch) -> PyResult<Vec<RecordBatch>> {
    let even = |batch: Result<RecordBatch, ArrowError>| -> Result<RecordBatch, ArrowError> {
        let batch = batch?;
        let schema = batch.schema();
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        for (field, column) in schema.fields().iter().zip(batch.columns()) {
            let kind = kind(field.name());
            columns.push(cast(column, &kind)?);
            fields.push(Field::new(field.name(), kind, true));
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
    };
    let batches = batches.into_reader()?.map(even);
    batches.collect::<Result<_, _>>().map_err(failed)
}

fn kind(name: &str) -> DataType {
    match BYTES.contains(&name) {
        true => DataType::Binary,
        false => DataType::Utf8,
    }
}

/// A row of a batch.
struct Row<'b> {
    batch: &'b RecordBatch,
    at: usize,
}

impl<'b> Row<'b> {
    fn all(batches: &'b [RecordBatch]) -> PyResult<Vec<Row<'b>>> {
        let rows = batches.iter();
        Ok(rows
            .flat_map(|batch| (0..batch.num_rows()).map(move |at| Row { batch, at }))
            .collect())
    }

    fn text(&self, name: &str) -> Option<&'b str> {
        let column = self.batch.column_by_name(name)?.as_string::<i32>();
        (!column.is_null(self.at)).then(|| column.value(self.at))
    }

    fn bytes(&self, name: &str) -> Option<&'b [u8]> {
        let column = self.batch.column_by_name(name)?.as_binary::<i32>();
        (!column.is_null(self.at)).then(|| column.value(self.at))
    }

    /// The page, or why there is none.
    fn page(&self) -> PyResult<Result<Page, Skipped>> {
        let locator = self.text("locator").unwrap_or_default().to_owned();
        if let Some(reason) = self.text("reason") {
            let reason = reason.to_owned();
            return Ok(Err(Skipped { locator, reason }));
        }
        let page = self.bytes("page").and_then(page::unpack);
        let page =
            page.ok_or_else(|| failed(format!("{locator}: the page was damaged on its way")))?;
        let date = |name| self.text(name).and_then(|d| d.parse().ok());
        Ok(Ok(Page {
            record: self.text("record").map(str::to_owned),
            sha256: self.text("sha256").unwrap_or_default().to_owned(),
            captured: Interval {
                earliest: date("captured_earliest"),
                latest: date("captured_latest"),
            },
            locator,
            ..page
        }))
    }
}

/// Rows of texts and bytes.
struct Builder {
    names: Vec<&'static str>,
    columns: Vec<Column>,
}

enum Column {
    Text(StringBuilder),
    Bytes(BinaryBuilder),
}

/// A cell.
enum Cell<'c> {
    Null,
    Text(&'c str),
    Bytes(&'c [u8]),
}

impl<'c> From<Option<&'c str>> for Cell<'c> {
    fn from(text: Option<&'c str>) -> Self {
        text.map_or(Cell::Null, Cell::Text)
    }
}

impl Builder {
    fn new(names: &[&'static str]) -> Self {
        let column = |name: &&str| match BYTES.contains(name) {
            true => Column::Bytes(BinaryBuilder::new()),
            false => Column::Text(StringBuilder::new()),
        };
        Builder {
            names: names.to_vec(),
            columns: names.iter().map(column).collect(),
        }
    }

    /// A row with the columns of [`PAGE`], and `more`; what there is no cell for is null.
    fn page(&mut self, page: &Page, more: &[Cell]) {
        let day = |d: Option<_>| d.map(|d| ToString::to_string(&d));
        let (earliest, latest) = (day(page.captured.earliest), day(page.captured.latest));
        self.row(
            &[
                Cell::Text(&page.locator),
                page.record.as_deref().into(),
                Cell::Text(&page.sha256),
                earliest.as_deref().into(),
                latest.as_deref().into(),
                Cell::Null,
                Cell::Bytes(&page::pack(page)),
            ],
            more,
        );
    }

    fn skipped(&mut self, skipped: &Skipped) {
        let reason = Cell::Text(&skipped.reason);
        let none = || Cell::Null;
        self.row(
            &[
                Cell::Text(&skipped.locator),
                none(),
                none(),
                none(),
                none(),
                reason,
                none(),
            ],
            &[],
        );
    }

    fn row(&mut self, cells: &[Cell; PAGE.len()], more: &[Cell]) {
        let cells = cells.iter().chain(more);
        let cells = cells.chain(std::iter::repeat(&Cell::Null));
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Column::Text(to), Cell::Text(text)) => to.append_value(text),
                (Column::Text(to), _) => to.append_null(),
                (Column::Bytes(to), Cell::Bytes(bytes)) => to.append_value(bytes),
                (Column::Bytes(to), _) => to.append_null(),
            }
        }
    }

    fn done(self) -> PyResult<PyTable> {
        let fields = self
            .names
            .iter()
            .map(|name| Field::new(*name, kind(name), true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let column = |column| -> ArrayRef {
            match column {
                Column::Text(mut texts) => Arc::new(texts.finish()),
                Column::Bytes(mut bytes) => Arc::new(bytes.finish()),
            }
        };
        let columns = self.columns.into_iter().map(column).collect();
        let batch = RecordBatch::try_new(schema.clone(), columns).map_err(failed)?;
        PyTable::try_new(vec![batch], schema)
    }
}
