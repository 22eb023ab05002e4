//! What firsthand found, as one SQLite file: for people who would rather query than read.
//!
//! The tables are a published interface, as the JSON report is. The files in `schema/` are the one place where they
//! are written down and described; [`descriptions`] reads them. The file holds all that the JSON report
//! holds, in the same words, with the same ids and spans.
//!
//! There are two kinds of file with the same tables. An *export* ([`write()`]) is one report: it is made anew
//! each time, and the same report gives the same bytes (one transaction, rows in the order of the report,
//! no clock). A *store* ([`Store`]) keeps the pages as they were read besides, grows by additions, and has its findings
//! made anew from all of its pages.

mod export;
mod schema;
mod store;
mod tables;
mod target;

pub use rusqlite::{Connection, Error};
pub use schema::{Description, descriptions};
pub use store::{
    Added, Addition, Alert, Asked, Feed, Note, Reading, Ruling, State, Store, StoreError, Watched,
    forward, notes, reader, rulings,
};
pub use store::{known, page};
pub use tables::{Table, tables};
pub use target::{Refused, check, is_ours};

use firsthand::Report;
use std::path::Path;

/// The version of the tables. It rises when a table or column is added, goes or changes its meaning.
pub const SCHEMA_VERSION: u32 = 3;

/// Marks a database as an export of firsthand's (`PRAGMA application_id`): "FsHd".
pub const APPLICATION_ID: u32 = 0x4673_4864;

/// Marks a database as a store of firsthand's, which no export replaces: "FsHs".
pub(crate) const STORE_ID: u32 = 0x4673_4873;

/// What stands in an export on itself.
const ABOUT_EXPORT: &str = "An export of one run: `firsthand report --db` makes this file anew each time and keeps \
    nothing of the one before. Findings are about this pile of articles only, and none says that a thing is true.";

/// Memory for pages of the file that are being filled, in KiB.
const CACHE_KIB: u32 = 64 * 1024;

/// Writes `report` into the file at `path`, which is empty or not there.
///
/// The file is not safe against a crash while it is filled (no journal, no waiting for the disk): let it
/// appear under its name only when this is done.
pub fn write(report: &Report, path: &Path) -> Result<(), Error> {
    let mut db = Connection::open(path)?;
    fill(report, &mut db)?;
    db.close().map_err(|(_, e)| e)
}

/// `report` as a database in memory.
pub fn in_memory(report: &Report) -> Result<Connection, Error> {
    let mut db = Connection::open_in_memory()?;
    fill(report, &mut db)?;
    Ok(db)
}

fn fill(report: &Report, db: &mut Connection) -> Result<(), Error> {
    db.execute_batch(&format!(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{CACHE_KIB}; PRAGMA foreign_keys = OFF;
         PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
    ))?;
    let transaction = db.transaction()?;
    transaction.execute_batch(schema::FINDINGS)?;
    export::rows(&transaction, report, ABOUT_EXPORT)?;
    transaction.execute_batch(schema::INDEXES)?;
    transaction.execute_batch(schema::KEPT)?;
    transaction.commit()
}
