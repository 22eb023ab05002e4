//! Which rows does a report make? One file a part of the report, in the words of the JSON contract.
//!
//! The values of an `INSERT` stand in the order of the columns in `schema/`. What is read off from other rows stands
//! there as a statement that is run once all are in; here it is 0 or null.

mod articles;
mod events;
mod figures;
mod provenance;
mod quotations;

use crate::{SCHEMA_VERSION, descriptions};
use firsthand::{ArticleIx, CodePoints, Id, Interval, Report, Span};
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, Result, Statement, ToSql, params};

/// Fills every table of findings; `about` is what the file says of itself.
pub(crate) fn rows(db: &Connection, report: &Report, about: &str) -> Result<()> {
    let articles = report.articles.iter();
    let out = Out {
        db,
        report,
        points: articles.map(|a| CodePoints::new(a.content())).collect(),
    };
    out.descriptions()?;
    out.summary(about)?;
    out.skipped()?;
    out.articles()?;
    out.reuse()?;
    out.quotations()?;
    out.speakers()?;
    out.statements()?;
    out.events()?;
    out.stories()?;
    out.provenance()?;
    out.figures()
}

/// What the lists hold, one list after the other: a number for each, the number of its list, and itself.
fn numbered<T>(lists: &[Vec<T>]) -> impl Iterator<Item = (usize, usize, &T)> {
    let lists = lists.iter().enumerate();
    let all = lists.flat_map(|(of, list)| list.iter().map(move |one| (of, one)));
    all.enumerate().map(|(id, (of, one))| (id, of, one))
}

/// Where the rows go, what they are made of, and the code points of every article.
struct Out<'a> {
    db: &'a Connection,
    report: &'a Report,
    points: Vec<CodePoints<'a>>,
}

impl<'a> Out<'a> {
    /// An `INSERT` of a whole row of `columns` values.
    fn insert(&self, table: &str, columns: usize) -> Result<Statement<'a>> {
        let values = vec!["?"; columns].join(", ");
        self.db
            .prepare(&format!("INSERT INTO {table} VALUES ({values})"))
    }

    /// First code point and one past the last.
    fn span(&self, article: ArticleIx, span: Span) -> (usize, usize) {
        let points = &self.points[article];
        (points.at(span.start()), points.at(span.end()))
    }

    /// As [`Out::span`], for what may not be there.
    fn span_of(&self, article: ArticleIx, span: Option<Span>) -> (Option<usize>, Option<usize>) {
        span.map(|s| self.span(article, s)).unzip()
    }

    fn article(&self, article: ArticleIx) -> Key {
        Key(self.report.articles[article].id)
    }

    fn quotation(&self, quotation: firsthand::QuotationIx) -> Key {
        Key(self.report.quotations[quotation].id)
    }

    fn statement(&self, statement: firsthand::StatementIx) -> Key {
        Key(self.report.statements[statement].id)
    }

    fn event(&self, event: firsthand::EventIx) -> Key {
        Key(self.report.events[event].id)
    }

    fn node(&self, node: firsthand::provenance::NodeIx) -> Key {
        Key(self.report.provenance.nodes[node].id)
    }

    fn descriptions(&self) -> Result<()> {
        let mut insert = self.insert("descriptions", 3)?;
        for d in descriptions() {
            insert.execute(params![d.table, d.column, d.text])?;
        }
        Ok(())
    }

    fn summary(&self, about: &str) -> Result<()> {
        let r = self.report;
        self.insert("summary", 14)?.execute(params![
            about,
            SCHEMA_VERSION,
            env!("CARGO_PKG_VERSION"),
            firsthand_io::json::SCHEMA,
            r.articles.len() + r.repeated + r.skipped.len(),
            r.articles.len(),
            r.repeated,
            r.skipped.len(),
            r.reuse.texts.len(),
            r.quotations.len(),
            r.statements.len(),
            r.events.len(),
            r.stories.len(),
            r.owners_unknown(),
        ])?;
        Ok(())
    }

    fn skipped(&self) -> Result<()> {
        let mut insert = self.insert("skipped", 3)?;
        for (place, s) in self.report.skipped.iter().enumerate() {
            insert.execute(params![place, Text(&s.locator), Text(&s.reason)])?;
        }
        Ok(())
    }
}

/// An id, written out as it is bound.
#[derive(Clone, Copy)]
struct Key(Id);

impl ToSql for Key {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

/// A text in which SQLite's functions find no end before its end.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl ToSql for Text<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(match memchr::memchr(0, self.0.as_bytes()) {
            None => self.0.into(),
            Some(_) => self.0.replace('\0', "\u{fffd}").into(),
        })
    }
}

/// A text that may not be there.
fn text(value: &Option<String>) -> Option<Text<'_>> {
    value.as_deref().map(Text)
}

/// A name; null where it is empty, which is how the library says that nobody is named.
fn name(value: &str) -> Option<Text<'_>> {
    (!value.is_empty()).then_some(Text(value))
}

/// The days of an interval, as `2031-05-08`.
fn days(interval: Interval) -> (Option<String>, Option<String>) {
    let day = |d: Option<_>| d.map(|d| ToString::to_string(&d));
    (day(interval.earliest), day(interval.latest))
}
