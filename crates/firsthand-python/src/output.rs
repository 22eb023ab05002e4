//! Tables out, as Arrow.

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use firsthand::{Article, Report, Span};
use firsthand_io::dedup::Decided;
use firsthand_io::json as words;
use firsthand_io::table::{Cell, Kind};
use firsthand_store::{Connection, Table};
use pyo3::PyErr;
use pyo3::PyResult;
use pyo3::exceptions::PyRuntimeError;
use pyo3_arrow::PyTable;
use std::fmt::Display;
use std::sync::Arc;

/// Any error that is no fault of the caller.
pub(crate) fn failed(error: impl Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// The cells of a column that is being filled.
pub(crate) enum Column {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Truth(BooleanBuilder),
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Column::Text(StringBuilder::new()),
            Kind::Integer => Column::Integer(Int64Builder::new()),
            Kind::Real => Column::Real(Float64Builder::new()),
            Kind::Truth => Column::Truth(BooleanBuilder::new()),
        }
    }

    fn put(&mut self, cell: &Cell) {
        match (self, cell) {
            (Column::Text(to), Cell::Text(text)) => to.append_value(text),
            (Column::Text(to), _) => to.append_null(),
            (Column::Integer(to), Cell::Integer(n)) => to.append_value(*n),
            (Column::Integer(to), _) => to.append_null(),
            (Column::Real(to), Cell::Real(x)) => to.append_value(*x),
            (Column::Real(to), _) => to.append_null(),
            (Column::Truth(to), Cell::Truth(truth)) => to.append_value(*truth),
            (Column::Truth(to), _) => to.append_null(),
        }
    }

    fn done(self) -> ArrayRef {
        let mut builder: Box<dyn ArrayBuilder> = match self {
            Column::Text(b) => Box::new(b),
            Column::Integer(b) => Box::new(b),
            Column::Real(b) => Box::new(b),
            Column::Truth(b) => Box::new(b),
        };
        builder.finish()
    }
}

/// Columns by name and kind, filled row by row.
struct Rows {
    schema: Arc<Schema>,
    columns: Vec<Column>,
}

impl Rows {
    fn new<'n>(columns: impl IntoIterator<Item = (&'n str, Kind, bool)>) -> Self {
        let columns: Vec<_> = columns.into_iter().collect();
        let field = |(name, kind, required): &(&str, Kind, bool)| {
            let kind = match kind {
                Kind::Text => DataType::Utf8,
                Kind::Integer => DataType::Int64,
                Kind::Real => DataType::Float64,
                Kind::Truth => DataType::Boolean,
            };
            Field::new(*name, kind, !required)
        };
        Rows {
            schema: Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>())),
            columns: columns.iter().map(|c| Column::new(c.1)).collect(),
        }
    }

    fn put(&mut self, cells: &[Cell]) {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.put(cell);
        }
    }

    fn done(self) -> PyResult<PyTable> {
        let columns = self.columns.into_iter().map(Column::done).collect();
        table(self.schema, columns)
    }
}

fn table(schema: Arc<Schema>, columns: Vec<ArrayRef>) -> PyResult<PyTable> {
    let batch = RecordBatch::try_new(schema.clone(), columns).map_err(failed)?;
    PyTable::try_new(vec![batch], schema)
}

/// A table of the database.
pub(crate) fn of_database(table: &Table, db: &Connection) -> PyResult<PyTable> {
    let columns = table.columns.iter();
    let mut rows = Rows::new(columns.map(|c| (c.name.as_str(), c.kind, c.required)));
    table.rows(db, &mut |cells| {
        rows.put(cells);
        Ok(())
    })?;
    rows.done()
}

fn text(value: &Option<String>) -> Cell<'_> {
    Cell::from(value.as_deref())
}

/// The article text, and what is known of each article.
pub(crate) fn articles(report: &Report) -> PyResult<PyTable> {
    let names = [
        "id",
        "locator",
        "record",
        "url",
        "title",
        "outlet",
        "authors",
        "published_earliest",
        "published_latest",
        "language",
        "text_id",
        "text",
    ];
    let required = |name: &str| matches!(name, "id" | "locator" | "text_id" | "text");
    let mut rows = Rows::new(names.map(|name| (name, Kind::Text, required(name))));
    for (i, a) in report.articles.iter().enumerate() {
        let when = a.published.as_ref().map(|d| d.when).unwrap_or_default();
        let [earliest, latest] = [when.earliest, when.latest].map(|d| d.map(|d| d.to_string()));
        let authors = (!a.authors.is_empty()).then(|| a.authors.join("; "));
        rows.put(&[
            Cell::Text(&a.id.to_string()),
            Cell::Text(&a.page.locator),
            text(&a.page.record),
            text(&a.page.declared.url),
            text(&a.title),
            a.outlet.as_ref().map(|o| o.name.as_str()).into(),
            text(&authors),
            text(&earliest),
            text(&latest),
            text(&a.language),
            Cell::Text(&report.reuse.texts[report.reuse.text_of[i]].id.to_string()),
            Cell::Text(&body(a)),
        ]);
    }
    rows.done()
}

fn body(article: &Article) -> String {
    let spans = article.body().map(|s| s.of(article.content()));
    spans.collect::<Vec<_>>().join("\n")
}

/// Quotations, with the words themselves.
pub(crate) fn quotations(report: &Report) -> PyResult<PyTable> {
    let names = [
        "id",
        "article",
        "locator",
        "record",
        "kind",
        "speaker",
        "speaker_class",
        "mention",
        "cue",
        "words",
        "occasion",
        "road",
    ];
    let required = |name: &str| matches!(name, "id" | "article" | "locator" | "kind" | "words");
    let mut rows = Rows::new(names.map(|name| (name, Kind::Text, required(name))));
    for q in &report.quotations {
        let a = &report.articles[q.article];
        let of = |span: Span| span.of(a.content());
        let said: Vec<&str> = q.content.iter().map(|s| of(*s)).collect();
        let speaker = q.speaker.as_ref();
        let road: Vec<&str> = q.road.iter().map(|r| r.name.as_str()).collect();
        let road = (!road.is_empty()).then(|| road.join(" → "));
        rows.put(&[
            Cell::Text(&q.id.to_string()),
            Cell::Text(&a.id.to_string()),
            Cell::Text(&a.page.locator),
            text(&a.page.record),
            Cell::Text(words::quotation_kind(q.kind)),
            speaker
                .map(|s| s.name.as_str())
                .filter(|n| !n.is_empty())
                .into(),
            speaker.map(|s| words::speaker_class(s.class)).into(),
            speaker.and_then(|s| s.mention).map(of).into(),
            q.cue.map(of).into(),
            Cell::Text(&said.join(" … ")),
            q.occasion.as_ref().map(|o| o.text.as_str()).into(),
            text(&road),
        ]);
    }
    rows.done()
}

/// What becomes of each record.
pub(crate) fn decided(all: &[Decided]) -> PyResult<PyTable> {
    let mut rows = Rows::new([
        ("id", Kind::Text, true),
        ("cluster_id", Kind::Text, true),
        ("keep", Kind::Truth, true),
        ("reason", Kind::Text, true),
        ("kept_id", Kind::Text, true),
        ("containment", Kind::Real, true),
    ]);
    for d in all {
        rows.put(&[
            Cell::Text(&d.id),
            Cell::Text(&d.cluster_id),
            Cell::Truth(d.keep),
            Cell::Text(d.reason),
            Cell::Text(&d.kept_id),
            Cell::Real(d.containment),
        ]);
    }
    rows.done()
}

/// The bands of each article.
pub(crate) fn signatures(all: &[(Article, Vec<u64>)]) -> PyResult<PyTable> {
    let item = Arc::new(Field::new("item", DataType::UInt64, false));
    let (mut ids, mut locators) = (StringBuilder::new(), StringBuilder::new());
    let mut bands = ListBuilder::new(UInt64Builder::new()).with_field(item.clone());
    for (article, of) in all {
        ids.append_option(article.page.record.as_deref());
        locators.append_value(&article.page.locator);
        bands.values().append_slice(of);
        bands.append(true);
    }
    let schema = Schema::new(vec![
        Field::new("record", DataType::Utf8, true),
        Field::new("locator", DataType::Utf8, false),
        Field::new("bands", DataType::List(item), false),
    ]);
    let columns: Vec<ArrayRef> = vec![
        Arc::new(ids.finish()),
        Arc::new(locators.finish()),
        Arc::new(bands.finish()),
    ];
    table(Arc::new(schema), columns)
}
