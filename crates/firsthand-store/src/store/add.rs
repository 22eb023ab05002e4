//! Which of these pages are new? The same article twice is once; another version of a page is kept beside
//! the first.

use super::{Store, StoreError, page};
use firsthand::quotation::Model;
use firsthand::{Id, Page, Skipped, article};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, params};

/// A page to be added.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The page.
    pub page: Page,
    /// When it was taken from the web, in UTC, where that was done by whoever adds it.
    pub taken: Option<String>,
}

/// What is added at one time.
#[derive(Clone, Debug, Default)]
pub struct Addition {
    /// The pages.
    pub readings: Vec<Reading>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// When, in UTC.
    pub at: String,
    /// The command that adds.
    pub by: String,
}

/// What became of the pages of an addition.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Added {
    /// The number of the addition.
    pub addition: i64,
    /// Pages that the store had not.
    pub new: usize,
    /// Those of the new ones that are another version of a page that it had.
    pub versions: usize,
    /// Pages that it had already.
    pub repeated: usize,
    /// Pages that could not be read.
    pub skipped: usize,
}

impl Store {
    /// Keeps what is new of `addition`, then makes the findings where they are behind. Calls `at` with a few words for
    /// the user as each stage begins.
    ///
    /// A page is known by its web address, or else by the place where it was read, and by its headline and
    /// article text: what stands around the text may differ from one reading to the next.
    pub fn add(
        &mut self,
        addition: &Addition,
        model: Option<&Model>,
        at: &mut dyn FnMut(&str),
    ) -> Result<Added, StoreError> {
        at("looking for what is new");
        let added = self.keep(addition)?;
        self.build(model, at)?;
        Ok(added)
    }

    /// Keeps what is new of `addition`; the findings are then behind.
    pub fn keep(&mut self, addition: &Addition) -> Result<Added, StoreError> {
        let marks: Vec<Identity> = addition.readings.par_iter().map(Identity::of).collect();
        let transaction = self.write()?;
        let mut added = Added {
            skipped: addition.skipped.len(),
            ..Added::default()
        };
        transaction.execute(
            "INSERT INTO additions VALUES (NULL, ?, ?, 0, 0, 0, 0, 0)",
            params![addition.at, addition.by],
        )?;
        let id = transaction.last_insert_rowid();
        added.addition = id;
        for (reading, identity) in addition.readings.iter().zip(&marks) {
            // It can be read now, whatever was tried before.
            let read = "DELETE FROM unread WHERE locator = ?";
            transaction
                .prepare_cached(read)?
                .execute([&reading.page.locator])?;
            match insert(&transaction, id, reading, identity)? {
                None => added.repeated += 1,
                Some(is_version) => {
                    added.new += 1;
                    added.versions += usize::from(is_version);
                }
            }
        }
        for skipped in &addition.skipped {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO unread VALUES (?, ?, ?)")?
                .execute(params![skipped.locator, skipped.reason, id])?;
        }
        let pages = added.new + added.repeated + added.skipped;
        transaction.execute(
            "UPDATE additions SET pages = ?, new = ?, versions = ?, repeated = ?, skipped = ? WHERE id = ?",
            params![pages, added.new, added.versions, added.repeated, added.skipped, id],
        )?;
        if added.new > 0 || added.skipped > 0 {
            transaction.execute("UPDATE state SET changes = changes + 1", [])?;
        }
        transaction.commit()?;
        Ok(added)
    }
}

/// What a page is known by.
struct Identity {
    /// Its web address, or the place where it was read.
    address: String,
    is_on_web: bool,
    /// A hash of headline and article text.
    wording: String,
    packed: Vec<u8>,
}

impl Identity {
    fn of(reading: &Reading) -> Self {
        let page = &reading.page;
        let on_web = page.address();
        let place = || {
            let place = page.locator.trim_start_matches("./");
            match &page.record {
                Some(record) => format!("{place} {record}"),
                None => place.to_owned(),
            }
        };
        let article = article::one(page.clone());
        let title = article.title.as_deref().unwrap_or_default();
        let body = article.body().map(|s| s.of(article.content()));
        Identity {
            is_on_web: on_web.is_some(),
            address: on_web.unwrap_or_else(place),
            wording: Id::of('w', std::iter::once(title).chain(body)).to_string(),
            packed: page::pack(page),
        }
    }
}

/// Keeps a page that is new, and tells whether it is another version of one that is not; `None` where it is there.
fn insert(
    db: &Connection,
    addition: i64,
    reading: &Reading,
    identity: &Identity,
) -> Result<Option<bool>, StoreError> {
    let page = &reading.page;
    // The same bytes from the same place are the same page, also where a later firsthand reads them otherwise.
    let known: Option<bool> = db
        .prepare_cached(
            "SELECT 1 FROM readings WHERE locator = ? AND sha256 = ? AND record IS ?
             UNION ALL SELECT 1 FROM readings WHERE address = ? AND wording = ?",
        )?
        .query_row(
            params![
                page.locator,
                page.sha256,
                page.record,
                identity.address,
                identity.wording
            ],
            |_| Ok(true),
        )
        .optional()?;
    if known.is_some() {
        return Ok(None);
    }
    let is_version: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM readings WHERE address = ? AND on_web)")?
        .query_row([&identity.address], |row| row.get(0))?;
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    db.prepare_cached("INSERT INTO readings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            addition,
            identity.address,
            identity.is_on_web,
            identity.wording,
            page.sha256,
            page.locator,
            page.record,
            day(page.captured.earliest),
            day(page.captured.latest),
            reading.taken,
            identity.packed,
        ])?;
    Ok(Some(is_version))
}
