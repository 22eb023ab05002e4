//! The findings, made anew from all pages, and put in the place of the old ones at once.

use super::{
    ABOUT, PATIENCE, State, Store, StoreError, known as quotations, lineage, page, rows, state,
};
use crate::export;
use crate::schema::{FINDINGS, INDEXES, kept};
use firsthand::quotation::Model;
use firsthand::{Id, Interval, Overrides, Page, Report, Skipped, pipeline};
use firsthand_io::memory;
use jiff::civil::Date;
use rayon::prelude::*;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long readers are waited for before the file beside the database is cut: it is cut the next time.
const TRUNCATION_PATIENCE: Duration = Duration::from_secs(1);

impl Store {
    /// Makes the findings where they are behind what they are made from, or where another version of firsthand made
    /// them. Calls `at` with a few words for the user as each stage begins.
    pub fn build(
        &mut self,
        model: Option<&Model>,
        at: &mut dyn FnMut(&str),
    ) -> Result<(), StoreError> {
        loop {
            at("taking up the pages");
            // A transaction, so that all is of one moment.
            let moment = self.db.transaction()?;
            let state = state(&moment)?;
            if state.findings == state.changes && is_current(&moment)? {
                return Ok(());
            }
            let (readings, pages) = readings(&moment)?;
            memory::suffices(&pages).map_err(StoreError::TooLarge)?;
            let skipped = unread(&moment)?;
            let ruled = ruled(&moment)?;
            if self.known.is_none() {
                self.known = Some(quotations::load(&moment)?);
            }
            drop(moment);
            let known = self.known.get_or_insert_default();
            let mut report = pipeline::run_again(pages, skipped, model, &ruled, known, at);
            at("writing");
            self.put(&mut report, &readings, state)?;
        }
    }

    /// Puts `report` in the place of the findings, unless there are newer ones than it knows of.
    fn put(
        &mut self,
        report: &mut Report,
        readings: &Readings,
        known: State,
    ) -> Result<(), StoreError> {
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now = state(&transaction)?;
        if now.findings > known.changes {
            return Ok(());
        }
        lineage::carry(&transaction, report, now.built + 1)?;
        clear(&transaction)?;
        transaction.execute_batch(FINDINGS)?;
        export::rows(&transaction, report, ABOUT)?;
        of_articles(&transaction, report, readings)?;
        transaction.execute_batch(INDEXES)?;
        transaction.execute(
            "UPDATE state SET findings = ?, built = built + 1",
            [known.changes],
        )?;
        if let Some(known) = &self.known {
            quotations::save(&transaction, known)?;
        }
        whole(&transaction)?;
        transaction.commit()?;
        // So that the file beside the database does not stay as large as it; a reader may be in the way, who is not waited
        // for as a writer is.
        self.db.busy_timeout(TRUNCATION_PATIENCE)?;
        let _ = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(self.db.busy_timeout(PATIENCE)?)
    }
}

/// Whether this version of firsthand made the findings.
fn is_current(db: &Connection) -> Result<bool, StoreError> {
    let by: String = db.query_row("SELECT firsthand_version FROM summary", [], |row| {
        row.get(0)
    })?;
    Ok(by == env!("CARGO_PKG_VERSION"))
}

/// The number of each reading, by what tells it from others.
type Readings = BTreeMap<(String, Option<String>, String), i64>;

/// The pages that findings are made from.
fn readings(db: &Connection) -> Result<(Readings, Vec<Page>), StoreError> {
    let sql = "SELECT id, locator, record, sha256, captured_earliest, captured_latest, page FROM readings ORDER BY id";
    let rows: Vec<(i64, Page, Vec<u8>)> = rows(db, sql, [], |row| {
        let day = |i: usize| -> rusqlite::Result<Option<Date>> {
            let day: Option<String> = row.get(i)?;
            Ok(day.and_then(|d| d.parse().ok()))
        };
        let page = Page {
            locator: row.get(1)?,
            record: row.get(2)?,
            sha256: row.get(3)?,
            captured: Interval {
                earliest: day(4)?,
                latest: day(5)?,
            },
            ..Page::default()
        };
        Ok((row.get(0)?, page, row.get(6)?))
    })?;
    let pages = rows.par_iter().map(|(id, known, packed)| {
        let page = page::unpack(packed).ok_or(StoreError::Damaged(*id))?;
        let known = known.clone();
        Ok(Page {
            content: page.content,
            marks: page.marks,
            declared: page.declared,
            ..known
        })
    });
    let pages: Vec<Page> = pages.collect::<Result<_, StoreError>>()?;
    let key = |p: &Page| (p.locator.clone(), p.record.clone(), p.sha256.clone());
    let ids = rows.iter().map(|(id, page, _)| (key(page), *id));
    Ok((ids.collect(), pages))
}

/// What people rule, each in the line of its number; what was taken back leaves its line empty.
fn ruled(db: &Connection) -> Result<Overrides, StoreError> {
    let mut lines = Vec::new();
    for ruling in super::rulings(db)? {
        let at = usize::try_from(ruling.id).unwrap_or_default();
        lines.resize(at.max(lines.len()), String::new());
        if let (None, Some(line)) = (ruling.undone, lines.last_mut()) {
            *line = ruling.ruling;
        }
    }
    Ok(Overrides::parse(&lines.join("\n")))
}

fn unread(db: &Connection) -> Result<Vec<Skipped>, StoreError> {
    rows(db, "SELECT locator, reason FROM unread", [], |row| {
        let (locator, reason) = (row.get(0)?, row.get(1)?);
        Ok(Skipped { locator, reason })
    })
}

/// Removes every table and view that is made anew.
fn clear(db: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT type, name FROM pragma_table_list
         WHERE schema = 'main' AND type IN ('view', 'virtual', 'table') AND name NOT LIKE 'sqlite%'
         ORDER BY type DESC";
    let made: Vec<(String, String)> = rows(db, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (kind, name) in made {
        if !kept().any(|k| k == name) {
            let kind = if kind == "view" { "VIEW" } else { "TABLE" };
            db.execute_batch(&format!("DROP {kind} \"{name}\""))?;
        }
    }
    Ok(())
}

/// Which reading each article was made from.
fn of_articles(db: &Connection, report: &Report, readings: &Readings) -> Result<(), StoreError> {
    let mut insert = db.prepare("INSERT INTO article_readings VALUES (?, ?)")?;
    let mut rows = BTreeMap::<Id, i64>::new();
    for a in &report.articles {
        let page = &a.page;
        let key = (
            page.locator.clone(),
            page.record.clone(),
            page.sha256.clone(),
        );
        rows.extend(readings.get(&key).map(|reading| (a.id, *reading)));
    }
    for (article, reading) in rows {
        insert.execute(params![article.to_string(), reading])?;
    }
    Ok(())
}

/// Checks that no row points to nothing.
fn whole(db: &Connection) -> Result<(), StoreError> {
    let mut check = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = check.query([])?;
    match rows.next()? {
        None => Ok(()),
        Some(row) => Err(StoreError::Dangling(row.get(0)?, row.get(2)?)),
    }
}
