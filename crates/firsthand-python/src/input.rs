//! Records in: anything that hands out Arrow, and any iterable of mappings or texts. The records are read off Arrow's own
//! memory; each text is copied once, into its page.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType};
use firsthand::{Page, Skipped};
use firsthand_io::{Handed, Map};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyMapping, PyString, PyTuple};
use pyo3_arrow::input::AnyRecordBatch;
use std::borrow::Cow;

/// What records are called that have no id.
const NAME: &str = "records";

/// A record's fields.
type Row<'r> = Vec<(&'r str, Vec<Cow<'r, str>>)>;

/// The pages of `records`, and what could not be read. `columns` are the user's names, as `text=story`.
pub(crate) fn take(
    records: &Bound<'_, PyAny>,
    columns: &[String],
) -> PyResult<(Vec<Page>, Vec<Skipped>)> {
    let mut map = Map::default();
    for mapping in columns {
        map.add(mapping).map_err(PyValueError::new_err)?;
    }
    let py = records.py();
    let is_arrow = |name| records.hasattr(name);
    let handed = if is_arrow("__arrow_c_stream__")? || is_arrow("__arrow_c_array__")? {
        let batches = records.extract::<AnyRecordBatch>()?.into_reader()?;
        let read = || -> Result<_, ArrowError> {
            of_batches(&batches.collect::<Result<Vec<_>, _>>()?, &map)
        };
        py.detach(read)
            .map_err(|e| PyTypeError::new_err(e.to_string()))?
    } else {
        let rows = records
            .try_iter()?
            .enumerate()
            .map(|(i, r)| of_object(i, &r?));
        let rows: Vec<Owned> = rows.collect::<PyResult<_>>()?;
        py.detach(|| {
            let rows: Vec<Row> = rows.iter().map(borrowed).collect();
            firsthand_io::of_rows(NAME, &rows, &map)
        })
    };
    let (mut pages, mut skipped) = (Vec::new(), Vec::new());
    for record in handed.map_err(PyValueError::new_err)? {
        match record {
            Ok(page) => pages.push(page),
            Err(reason) => skipped.push(reason),
        }
    }
    Ok((pages, skipped))
}

/// What was skipped, as Python is told.
pub(crate) fn told(skipped: Vec<Skipped>) -> super::Skipped {
    skipped.into_iter().map(|s| (s.locator, s.reason)).collect()
}

/// The records of Arrow batches; text is borrowed from them, anything else is written out.
fn of_batches(batches: &[RecordBatch], map: &Map) -> Result<Result<Handed, String>, ArrowError> {
    let mut parts = Vec::with_capacity(batches.len());
    for batch in batches {
        let schema = batch.schema();
        let fields = schema.fields().iter().zip(batch.columns());
        let known = fields.filter(|(field, _)| map.knows(field.name()));
        let columns = known.map(|(field, column)| {
            let name = field.name().clone();
            let why = |e| ArrowError::CastError(format!("the column {name:?} is no text: {e}"));
            Ok((name.clone(), text(column).map_err(why)?))
        });
        let columns: Vec<(String, ArrayRef)> = columns.collect::<Result<_, ArrowError>>()?;
        parts.push((batch.num_rows(), columns));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (count, columns) in &parts {
        let row = |i| {
            columns
                .iter()
                .map(move |(name, array)| (name.as_str(), cells(array, i)))
        };
        rows.extend((0..*count).map(|i| row(i).collect::<Row>()));
    }
    Ok(firsthand_io::of_rows(NAME, &rows, map))
}

/// The column as texts or lists of texts: itself where it is that already.
fn text(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Utf8View => Ok(column.clone()),
        DataType::List(_) | DataType::LargeList(_) => {
            let item = arrow_schema::Field::new("item", DataType::Utf8View, true);
            cast(column, &DataType::LargeList(item.into()))
        }
        // Views share the memory of the strings that they are made from.
        _ => cast(column, &DataType::Utf8View),
    }
}

/// The values of a cell.
fn cells(array: &ArrayRef, row: usize) -> Vec<Cow<'_, str>> {
    if array.is_null(row) {
        return Vec::new();
    }
    match array.as_list_opt::<i64>() {
        None => vec![Cow::Borrowed(array.as_string_view().value(row))],
        Some(lists) => {
            let list = lists.value(row);
            let values = list.as_string_view().iter().flatten();
            values.map(|v| Cow::Owned(v.to_owned())).collect()
        }
    }
}

/// A record's fields, its own.
type Owned = Vec<(String, Vec<String>)>;

fn borrowed(row: &Owned) -> Row<'_> {
    let mut fields = Row::with_capacity(row.len());
    for (name, values) in row {
        let values = values.iter().map(|v| Cow::Borrowed(v.as_str()));
        fields.push((name.as_str(), values.collect()));
    }
    fields
}

/// A mapping, or a text alone.
fn of_object(i: usize, record: &Bound<'_, PyAny>) -> PyResult<Owned> {
    if let Ok(text) = record.cast::<PyString>() {
        return Ok(vec![("text".to_owned(), vec![text.to_string()])]);
    }
    let Ok(fields) = record.cast::<PyMapping>() else {
        let kind = record.get_type().name()?;
        let reason = format!(
            "{NAME}#record {}: it is a {kind}, and neither a mapping nor a text",
            i + 1
        );
        return Err(PyTypeError::new_err(reason));
    };
    let mut row = Vec::new();
    for field in fields.items()?.iter() {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = field.extract()?;
        let name = name.str()?.to_string();
        row.push((name, values(&value)?));
    }
    Ok(row)
}

/// The values of a field: of a text, a number, a day, or a list of these. Anything else is none.
fn values(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if value.cast::<PyList>().is_ok() || value.cast::<PyTuple>().is_ok() {
        let mut all = Vec::new();
        for one in value.try_iter()? {
            all.extend(scalar(&one?)?);
        }
        return Ok(all);
    }
    Ok(scalar(value)?.into_iter().collect())
}

fn scalar(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Some(text.to_string()));
    }
    if value.hasattr("isoformat")? {
        let written = value.call_method0("isoformat")?.str()?.to_string();
        // Pandas' word for a day that is not there.
        return Ok((written != "NaT").then_some(written));
    }
    match value.extract::<f64>() {
        Ok(number) if number.is_finite() => Ok(Some(value.str()?.to_string())),
        _ => Ok(None),
    }
}
