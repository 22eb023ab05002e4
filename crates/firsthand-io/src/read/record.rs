//! A record of any kind of file: its cells, and the page that they make.

use super::columns::{Column, Columns};
use super::{Place, html};
use firsthand::{Declared, Page};
use jiff::Timestamp;
use serde_json::Value;

/// The cells of one record that mean something to us; of several that mean the same, the first
/// that is not blank.
#[derive(Debug, Default)]
pub(super) struct Record {
    cells: Vec<Cell>,
    /// Whether there is a text, blank or not.
    has_text: bool,
}

#[derive(Debug)]
struct Cell {
    column: Column,
    rank: usize,
    values: Vec<String>,
}

impl Record {
    /// Puts the values of a column at its rank.
    pub(super) fn put(&mut self, (column, rank): (Column, usize), mut values: Vec<String>) {
        self.has_text |= matches!(column, Column::Text | Column::Html) && !values.is_empty();
        values.retain(|v| !v.trim().is_empty());
        if values.is_empty() {
            return;
        }
        match self.cells.iter_mut().find(|c| c.column == column) {
            Some(cell) if cell.rank <= rank => {}
            Some(cell) => (cell.rank, cell.values) = (rank, values),
            None => self.cells.push(Cell {
                column,
                rank,
                values,
            }),
        }
    }

    fn all(&mut self, column: Column) -> Vec<String> {
        let at = self.cells.iter().position(|c| c.column == column);
        at.map_or_else(Vec::new, |at| self.cells.swap_remove(at).values)
    }

    fn one(&mut self, column: Column) -> Option<String> {
        self.all(column).into_iter().next()
    }

    /// The page of a record whose bytes have the hash `sha256`.
    pub(super) fn page(
        mut self,
        place: Place,
        sha256: String,
        columns: &Columns,
    ) -> Result<Page, String> {
        let record = self.one(Column::Id);
        let mut page = self.content(columns)?;
        page.locator = match record {
            Some(_) => place.file.to_string(),
            None => place.to_string(),
        };
        page.record = record;
        page.sha256 = sha256;
        let declared = Declared {
            url: self.one(Column::Url),
            title: self.one(Column::Title),
            outlet: self.one(Column::Outlet),
            authors: self.all(Column::Author),
            language: self.one(Column::Language),
            published: self.one(Column::Date).map(|d| day(&d).unwrap_or(d)),
            ..Declared::default()
        };
        overrule(&mut page.declared, declared);
        Ok(page)
    }

    /// The text; the HTML where there is none, or where the user named it and not the text.
    fn content(&mut self, columns: &Columns) -> Result<Page, String> {
        let html_first = columns.is_mapped(Column::Html) && !columns.is_mapped(Column::Text);
        if !html_first && let Some(content) = self.one(Column::Text) {
            return Ok(Page {
                content,
                ..Page::default()
            });
        }
        if let Some(markup) = self.one(Column::Html) {
            return html::page(String::new(), markup.as_bytes()).map_err(|s| s.reason);
        }
        match self.one(Column::Text) {
            Some(content) => Ok(Page {
                content,
                ..Page::default()
            }),
            None if self.has_text => Err("the text of the record is empty".into()),
            None => Err("the record has no text".into()),
        }
    }
}

/// What a record says of its page goes before what the page says of itself: the record names the
/// capture, and a page may name any other address as its own.
pub(super) fn overrule(page: &mut Declared, record: Declared) {
    let put = |to: &mut Option<String>, from: Option<String>| {
        if from.is_some() {
            *to = from;
        }
    };
    put(&mut page.url, record.url);
    put(&mut page.title, record.title);
    put(&mut page.outlet, record.outlet);
    put(&mut page.language, record.language);
    put(&mut page.published, record.published);
    if !record.authors.is_empty() {
        page.authors = record.authors;
    }
}

/// The values of a JSON field: of a string, a number, an object with a name, or a list of these.
pub(super) fn values(column: Column, value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) if column == Column::Author => {
            list.iter().filter_map(|v| scalar(column, v)).collect()
        }
        one => scalar(column, one).into_iter().collect(),
    }
}

fn scalar(column: Column, value: &Value) -> Option<String> {
    let is_text = matches!(column, Column::Text | Column::Html);
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) if !is_text => Some(n.to_string()),
        Value::Object(fields) if !is_text => fields.get("name")?.as_str().map(str::to_owned),
        _ => None,
    }
}

/// Seconds since 1970 from which a bare number is a time: 9 September 2001. Smaller ones are years
/// and days written together.
const SECONDS_MIN: i64 = 1_000_000_000;
/// From here on the number counts milliseconds; as seconds it would be the year 5138.
const MILLISECONDS_MIN: i64 = 100_000_000_000;

/// The day, where a date is written as the seconds or milliseconds since 1970.
pub(super) fn day(date: &str) -> Option<String> {
    let n = date.trim().parse::<f64>().ok().filter(|n| n.is_finite())? as i64;
    let seconds = if n >= MILLISECONDS_MIN { n / 1000 } else { n };
    let time = Timestamp::from_second(seconds).ok()?;
    (n >= SECONDS_MIN).then(|| time.to_string())
}
