//! A store: the pages as they were read, what people ruled and noted, and the findings, made from all of it.
//!
//! What is added is kept at once, in a transaction of its own; then the findings are made, without holding
//! anybody up, and take the place of the old ones in another transaction. So whoever reads sees the findings
//! from before or those from after, and whatever ends the program in between loses no page: the row in
//! `state` tells that the findings are behind, and the next addition makes them.

mod add;
mod alerts;
mod error;
mod findings;
pub mod known;
mod lineage;
mod migrate;
pub mod page;
mod rulings;
mod watched;

pub use add::{Added, Addition, Reading};
pub use alerts::Alert;
pub use error::StoreError;
pub use lineage::forward;
pub use rulings::{Note, Ruling, notes, rulings};
pub use watched::{Asked, Feed, Watched};

use crate::schema::{FINDINGS, INDEXES, KEPT};
use crate::target::{Kind, kind};
use crate::{CACHE_KIB, SCHEMA_VERSION, STORE_ID, export};
use firsthand::Report;
use firsthand::quotation::Known;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, Params, Row, Transaction, TransactionBehavior, params,
};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long a writer waits for another one. What is written takes the time that rows take, not the time that
/// findings take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Until the mode of a database is set again, after another program was in the way.
const RETRY_AFTER: Duration = Duration::from_millis(10);

/// What stands in a store on itself.
const ABOUT: &str = "A store: `firsthand add` adds pages to it and makes the findings anew from all of them. Findings \
    are about these articles only, and none says that a thing is true.";

/// A store that is open for writing.
pub struct Store {
    db: Connection,
    /// Quotations that were read before, once they have been taken up.
    known: Option<Known>,
}

/// How current the findings of a store are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    /// Changes so far to what findings are made from.
    pub changes: u64,
    /// How many of them the findings know.
    pub findings: u64,
    /// How often the findings were made.
    pub built: u64,
}

impl Store {
    /// Opens the store at `path`, and makes it where nothing is.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let is_there = match kind(path)? {
            Kind::Nothing => false,
            Kind::Store => true,
            Kind::Export => return Err(StoreError::Export),
        };
        let mut db = Connection::open(path)?;
        db.busy_timeout(PATIENCE)?;
        if !is_there {
            create(&mut db)?;
        }
        // Set again where a program was ended before it came to it.
        log_ahead(&db)?;
        db.execute_batch(&format!(
            "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{CACHE_KIB};
             PRAGMA foreign_keys = OFF;"
        ))?;
        let store = Store { db, known: None };
        store.migrated()
    }

    /// The database itself, to read from.
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    /// How current the findings are.
    pub fn state(&self) -> Result<State, StoreError> {
        state(&self.db)
    }

    /// A transaction that writes.
    fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        let behavior = TransactionBehavior::Immediate;
        Ok(self.db.transaction_with_behavior(behavior)?)
    }

    /// Brings the tables to this version.
    fn migrated(mut self) -> Result<Store, StoreError> {
        match version(&self.db)? {
            SCHEMA_VERSION => {}
            newer if newer > SCHEMA_VERSION => return Err(StoreError::Version(newer)),
            older => migrate::migrate(&mut self.db, older)?,
        }
        Ok(self)
    }
}

/// Has the database write its changes to a log first, beside which others go on reading. Two programs that set this at one time
/// each hold what the other needs; SQLite then refuses at once, whatever the patience, so that it is asked again here.
fn log_ahead(db: &Connection) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        match db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(e)
                if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && begun.elapsed() < PATIENCE =>
            {
                thread::sleep(RETRY_AFTER);
            }
            done => return Ok(done?),
        }
    }
}

/// Every row that `sql` selects, as `read` takes it.
fn rows<T>(
    db: &Connection,
    sql: &str,
    asked: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut select = db.prepare(sql)?;
    let rows = select.query_map(asked, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The version of a database's tables.
fn version(db: &Connection) -> Result<u32, StoreError> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Opens a store, or an export, to read from: nothing can be written through it. A store of an older version is brought to this
/// one first.
pub fn reader(path: &Path) -> Result<Connection, StoreError> {
    let is_store = match kind(path)? {
        Kind::Store => true,
        Kind::Export => false,
        Kind::Nothing => return Err(StoreError::Missing),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> Result<(Connection, u32), StoreError> {
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        let version = version(&db)?;
        Ok((db, version))
    };
    let (mut db, mut found) = open()?;
    if is_store && found < SCHEMA_VERSION {
        drop(db);
        Store::open(path)?;
        (db, found) = open()?;
    }
    match found {
        SCHEMA_VERSION => Ok(db),
        other => Err(StoreError::Version(other)),
    }
}

/// How current the findings are; nothing but zeros in an export. Beside it `PRAGMA data_version` tells a
/// connection that anything at all was changed by another.
fn state(db: &Connection) -> Result<State, StoreError> {
    let mut row = db.prepare("SELECT changes, findings, built FROM state")?;
    let mut rows = row.query([])?;
    Ok(match rows.next()? {
        None => State::default(),
        Some(row) => State {
            changes: row.get(0)?,
            findings: row.get(1)?,
            built: row.get(2)?,
        },
    })
}

/// Makes the tables, with the findings of no page at all.
fn create(db: &mut Connection) -> Result<(), StoreError> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: u32 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    // Somebody else may have made them meanwhile.
    if tables > 0 {
        return Ok(());
    }
    transaction.execute_batch(&format!(
        "PRAGMA application_id = {STORE_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
    ))?;
    transaction.execute_batch(KEPT)?;
    transaction.execute("INSERT INTO state VALUES (1, 0, 0, 0)", params![])?;
    transaction.execute_batch(FINDINGS)?;
    export::rows(&transaction, &Report::default(), ABOUT)?;
    transaction.execute_batch(INDEXES)?;
    Ok(transaction.commit()?)
}
