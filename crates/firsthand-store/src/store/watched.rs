//! Which feeds and pages are to be asked, and when? What `firsthand watch` has to know from one time to the next.

use super::{Store, StoreError, rows};
use rusqlite::{OptionalExtension, params};

/// A feed that is to be asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// What is known of it.
    pub asked: Asked,
}

/// A page that is to be asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Watched {
    /// Its address in the feed.
    pub url: String,
    /// How often it was read since its entry changed.
    pub checks: u32,
    /// What is known of it.
    pub asked: Asked,
}

/// What asking came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// The tag of the last answer.
    pub etag: Option<String>,
    /// When it was changed last, as the server told.
    pub last_modified: Option<String>,
    /// When it is to be asked next, in UTC; never where there is none.
    pub due: Option<String>,
    /// How often it failed since it last answered.
    pub failures: u32,
    /// What was wrong.
    pub problem: Option<String>,
}

impl Store {
    /// Takes a feed up among those that are watched.
    pub fn watch(&mut self, url: &str, now: &str) -> Result<(), StoreError> {
        let insert = "INSERT OR IGNORE INTO feeds VALUES (?, NULL, NULL, NULL, NULL, ?, 0, NULL)";
        self.db.execute(insert, params![url, now])?;
        Ok(())
    }

    /// The feed at `url`, where it is to be asked by `now`.
    pub fn due_feed(&self, url: &str, now: &str) -> Result<Option<Feed>, StoreError> {
        let feed = self.db.query_row(
            "SELECT url, etag, last_modified, due, failures, problem FROM feeds WHERE url = ? AND due <= ?",
            params![url, now],
            |row| Ok(Feed { url: row.get(0)?, asked: asked(row, 1)? }),
        );
        Ok(feed.optional()?)
    }

    /// Keeps what asking a feed at `now` came to, and where its entries lead: address and stamp. An entry that is new or
    /// has another stamp makes its page due. Returns how many those are.
    pub fn feed_asked(
        &mut self,
        feed: &Feed,
        title: Option<&str>,
        links: &[(String, String)],
        now: &str,
    ) -> Result<usize, StoreError> {
        let transaction = self.write()?;
        let asked = &feed.asked;
        transaction.execute(
            "UPDATE feeds SET title = coalesce(?, title), etag = ?, last_modified = ?, asked = ?, due = coalesce(?, due),
             failures = ?, problem = ? WHERE url = ?",
            params![
                title,
                asked.etag,
                asked.last_modified,
                now,
                asked.due,
                asked.failures,
                asked.problem,
                feed.url
            ],
        )?;
        let mut changed = 0;
        for (url, stamp) in links {
            changed += transaction.prepare(
                "INSERT INTO watched VALUES (?1, ?2, ?3, NULL, NULL, NULL, ?4, 0, 0, NULL)
                 ON CONFLICT (url) DO UPDATE SET stamp = ?3, due = ?4, checks = 0, failures = 0 WHERE stamp <> ?3",
            )?
            .execute(params![url, feed.url, stamp, now])?;
        }
        transaction.commit()?;
        Ok(changed)
    }

    /// Up to `max` pages that are to be asked by `now`, those that wait longest first.
    pub fn due_pages(&self, now: &str, max: usize) -> Result<Vec<Watched>, StoreError> {
        let sql = "SELECT url, checks, etag, last_modified, due, failures, problem FROM watched
             WHERE due <= ? ORDER BY due, url LIMIT ?";
        rows(&self.db, sql, params![now, max], |row| {
            Ok(Watched {
                url: row.get(0)?,
                checks: row.get(1)?,
                asked: asked(row, 2)?,
            })
        })
    }

    /// Keeps what asking a page at `now` came to.
    pub fn page_asked(&mut self, page: &Watched, now: &str) -> Result<(), StoreError> {
        let asked = &page.asked;
        self.db.execute(
            "UPDATE watched SET etag = ?, last_modified = ?, asked = ?, due = ?, checks = ?, failures = ?, problem = ?
             WHERE url = ?",
            params![
                asked.etag,
                asked.last_modified,
                now,
                asked.due,
                page.checks,
                asked.failures,
                asked.problem,
                page.url
            ],
        )?;
        Ok(())
    }
}

/// What is known, from five columns of `row`, the first of which is `at`.
fn asked(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Asked> {
    Ok(Asked {
        etag: row.get(at)?,
        last_modified: row.get(at + 1)?,
        due: row.get(at + 2)?,
        failures: row.get(at + 3)?,
        problem: row.get(at + 4)?,
    })
}
