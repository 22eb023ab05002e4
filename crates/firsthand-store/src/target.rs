//! What is this file, and may it be replaced by an export? Only where nothing is lost that firsthand cannot make anew.

use crate::{APPLICATION_ID, STORE_ID};
use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How every SQLite file begins.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the header holds the application's id, in the bytes before this one.
const HEADER_LEN: usize = 72;
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
    match kind(path).map_err(Refused::Unreadable)? {
        Kind::Nothing | Kind::Export => {}
        Kind::Store => return Err(Refused::Store),
        Kind::NoDatabase => return Err(Refused::NoDatabase),
        Kind::Foreign => return Err(Refused::Foreign),
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

/// What stands at a path.
pub(crate) enum Kind {
    /// No file, an empty one, or a database without an owner and so far without a table.
    Nothing,
    /// An export of firsthand's.
    Export,
    /// A store of firsthand's.
    Store,
    /// Somebody else's database.
    Foreign,
    /// Something else.
    NoDatabase,
}

/// Tells a file by its first bytes.
pub(crate) fn kind(path: &Path) -> io::Result<Kind> {
    let head = match head(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Kind::Nothing),
        head => head?,
    };
    let id = head.get(HEADER_LEN - 4..).unwrap_or_default();
    Ok(match id {
        _ if head.is_empty() => Kind::Nothing,
        _ if !head.starts_with(MAGIC) => Kind::NoDatabase,
        id if id == APPLICATION_ID.to_be_bytes() => Kind::Export,
        id if id == STORE_ID.to_be_bytes() => Kind::Store,
        _ => Kind::Foreign,
    })
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let file = File::open(path)?;
    file.take(HEADER_LEN as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}
