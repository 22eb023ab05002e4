//! Why can this store not be used? In words for the user.

use crate::SCHEMA_VERSION;
use crate::target::Refused;
use firsthand_io::memory::TooLarge;
use rusqlite::ErrorCode;
use std::fmt;

/// What is wrong with a store.
#[derive(Debug)]
pub enum StoreError {
    /// It is no database of firsthand's, or cannot be looked at.
    Refused(Refused),
    /// It is an export.
    Export,
    /// There is none.
    Missing,
    /// Its tables have another version.
    Version(u32),
    /// A page in it cannot be unpacked; its number in `readings`.
    Damaged(i64),
    /// The findings of its pages do not fit into memory.
    TooLarge(TooLarge),
    /// A row points to nothing: the table, and the one it points to.
    Dangling(String, String),
    /// SQLite says so.
    Sqlite(rusqlite::Error),
}

impl From<Refused> for StoreError {
    fn from(refused: Refused) -> Self {
        StoreError::Refused(refused)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(e: rusqlite::Error) -> Self {
        StoreError::Sqlite(e)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Refused(Refused::NoDatabase) => {
                f.write_str("it exists and is not a database")
            }
            StoreError::Refused(Refused::Foreign) => {
                f.write_str("it is a database that firsthand did not write")
            }
            StoreError::Refused(other) => other.fmt(f),
            StoreError::Export => f.write_str(
                "it is an export of `firsthand report --db`, which does not hold the pages as they were read; \
                 `firsthand add PATH... --db` with another name makes a store of them",
            ),
            StoreError::Missing => {
                f.write_str("there is no database yet; `firsthand add PATH... --db` makes it")
            }
            StoreError::Version(found) if *found > SCHEMA_VERSION => write!(
                f,
                "a newer firsthand wrote it (its tables are of version {found}, this firsthand knows {SCHEMA_VERSION})"
            ),
            StoreError::Version(found) => write!(
                f,
                "its tables are of version {found} and cannot be brought to version {SCHEMA_VERSION}; make it anew \
                 from the pages"
            ),
            StoreError::Damaged(reading) => {
                write!(f, "it is damaged: page {reading} of its table readings cannot be unpacked")
            }
            StoreError::TooLarge(large) => write!(f, "{large}; every page is kept"),
            StoreError::Dangling(table, parent) => {
                write!(f, "a row of {table} points to nothing in {parent}; nothing was changed")
            }
            StoreError::Sqlite(e) => match e.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => f.write_str(
                    "another program has been writing to it for too long; it is as it was, try again",
                ),
                Some(ErrorCode::DiskFull) => {
                    f.write_str("the disk is full; nothing in it was lost, try again when there is room")
                }
                Some(ErrorCode::ReadOnly) => {
                    f.write_str("it, or the folder that it is in, may only be read")
                }
                Some(ErrorCode::CannotOpen) => f.write_str("it cannot be opened"),
                Some(ErrorCode::DatabaseCorrupt) => write!(f, "it is damaged ({e})"),
                _ => e.fmt(f),
            },
        }
    }
}

impl std::error::Error for StoreError {}
