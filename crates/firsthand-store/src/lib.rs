//! What firsthand found, as one SQLite file: for people who would rather query than read.
//!
//! The tables are a published interface, as the JSON report is. `schema.sql` is the one place where they
//! are written down and described; [`descriptions`] reads it. The file holds all that the JSON report
//! holds, in the same words, with the same ids and spans. Until findings can be added to a database it is
//! an export: [`write()`] makes it anew each time.
//!
//! The same report gives the same bytes: one transaction, rows in the order of the report, no clock.

mod export;
mod schema;
mod target;

pub use rusqlite::Error;
pub use schema::{Description, SCHEMA, descriptions};
pub use target::{Refused, check};

use firsthand::Report;
use rusqlite::Connection;
use std::path::Path;

/// The version of the tables. It rises when a column goes or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// Marks a database as one of firsthand's (`PRAGMA application_id`): "FsHd".
pub const APPLICATION_ID: u32 = 0x4673_4864;

/// What stands in the file on itself.
const ABOUT: &str = "An export of one run: `firsthand report --db` makes this file anew each time and keeps \
    nothing of the one before. Findings are about this pile of articles only, and none says that a thing is true.";

/// Memory for pages of the file that are being filled, in KiB.
const CACHE_KIB: u32 = 64 * 1024;

/// Writes `report` into the file at `path`, which is empty or not there.
///
/// The file is not safe against a crash while it is filled (no journal, no waiting for the disk): let it
/// appear under its name only when this is done.
pub fn write(report: &Report, path: &Path) -> Result<(), Error> {
    let mut db = Connection::open(path)?;
    db.execute_batch(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{CACHE_KIB}; PRAGMA foreign_keys = OFF;
         PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
    ))?;
    let transaction = db.transaction()?;
    let (tables, indexes) = schema::parts();
    transaction.execute_batch(tables)?;
    export::rows(&transaction, report)?;
    transaction.execute_batch(indexes)?;
    transaction.commit()?;
    db.close().map_err(|(_, e)| e)
}
