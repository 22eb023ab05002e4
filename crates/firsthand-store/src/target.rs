//! What is this file, and may it be replaced by an export? Only where nothing is lost that firsthand cannot make anew.

use crate::{APPLICATION_ID, STORE_ID};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a look at a file waits for who is changing it.
const PATIENCE: Duration = Duration::from_secs(5);
/// Files that SQLite keeps beside a database that is in use.
const BESIDE: [&str; 2] = ["-wal", "-journal"];

/// Why a file is not replaced.
#[derive(Debug)]
pub enum Refused {
    /// It is no SQLite database.
    NoDatabase,
    /// It is somebody else's database.
    Foreign,
    /// It is a store, which holds what no export does.
    Store,
    /// A program has it open, or was cut short: this file holds changes to it.
    InUse(PathBuf),
    /// It cannot be looked at.
    Unreadable(io::Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NoDatabase => f.write_str(
                "it exists and is not a database; --db replaces only databases that firsthand wrote",
            ),
            Refused::Foreign => f.write_str(
                "it is a database that firsthand did not write; --db replaces only its own",
            ),
            Refused::Store => f.write_str(
                "it is a store that `firsthand add` keeps, with pages, notes and rulings that a report would lose; \
                 give --db another name, or add to it",
            ),
            Refused::InUse(beside) => write!(
                f,
                "another program has it open or did not close it ({} holds its changes)",
                beside.display()
            ),
            Refused::Unreadable(e) => e.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

/// Whether an export may take the place of what is at `path`: nothing, an empty file, an older export.
pub fn check(path: &Path) -> Result<(), Refused> {
    match kind(path)? {
        Kind::Nothing | Kind::Export => {}
        Kind::Store => return Err(Refused::Store),
    }
    for end in BESIDE {
        let beside = beside(path, end);
        // SQLite would take it for changes to the new file.
        if std::fs::metadata(&beside).is_ok_and(|m| m.len() > 0) {
            return Err(Refused::InUse(beside));
        }
    }
    Ok(())
}

/// Whether a database of firsthand's stands at `path`, an export or a store.
pub fn is_ours(path: &Path) -> bool {
    matches!(kind(path), Ok(Kind::Export | Kind::Store))
}

/// What stands at a path and may be used.
pub(crate) enum Kind {
    /// No file, an empty one, or a database without an owner and so far without a table.
    Nothing,
    /// An export of firsthand's.
    Export,
    /// A store of firsthand's.
    Store,
}

/// Tells what stands at `path`, unless it is somebody else's. By SQLite, not by a look at the first bytes: on Unix, whoever closes a file gives up every lock that
/// this process has on it, also those of a connection that somebody else in it has open; a writer elsewhere would then take
/// itself for the only one and remove the file of changes that this one still reads.
pub(crate) fn kind(path: &Path) -> Result<Kind, Refused> {
    match std::fs::metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Kind::Nothing),
        Err(e) => return Err(Refused::Unreadable(e)),
        Ok(m) if m.len() == 0 => return Ok(Kind::Nothing),
        Ok(m) if m.is_dir() => {
            return Err(Refused::Unreadable(io::ErrorKind::IsADirectory.into()));
        }
        Ok(_) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let id = Connection::open_with_flags(path, flags).and_then(|db| {
        db.busy_timeout(PATIENCE)?;
        db.query_row("PRAGMA application_id", [], |row| row.get::<_, i64>(0))
    });
    match id {
        Ok(id) if id == i64::from(APPLICATION_ID) => Ok(Kind::Export),
        Ok(id) if id == i64::from(STORE_ID) => Ok(Kind::Store),
        Ok(_) => Err(Refused::Foreign),
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(Refused::NoDatabase)
        }
        Err(e) => Err(Refused::Unreadable(io::Error::other(e))),
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}
