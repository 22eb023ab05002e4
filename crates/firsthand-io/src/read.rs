//! Pages in: folders, text, HTML and JSON lines. What is there to read, and what could not be?
//!
//! Nothing is lost in silence: whatever is named or found and not read stands in
//! [`Pile::skipped`] with its place and a sentence. Results do not depend on the number of threads.

mod decode;
mod html;
mod records;
mod sniff;
mod text;

use firsthand::{Page, Skipped};
use rayon::prelude::*;
use sniff::Kind;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The largest page that is read, in bytes as stored: a file, or a line of a file of records. The
/// longest live blogs that we saw are below 5 MB; what is larger is a dump, not a page.
pub const PAGE_BYTES_MAX: usize = 16 << 20;

/// Files that are held in memory at once while they are taken apart in parallel.
const BATCH_FILES: usize = 64;

/// Bytes of one batch above which it is closed early, so that memory stays bounded.
const BATCH_BYTES: usize = 32 << 20;

/// Bytes at the head of a file by which its kind is told.
const HEAD_BYTES: usize = 8 << 10;

/// Everything that was read of some paths, and everything that was not.
#[derive(Debug, Default)]
pub struct Pile {
    /// The pages.
    pub pages: Vec<Page>,
    /// What could not be read, with its place.
    pub skipped: Vec<Skipped>,
    /// Folders that were named and hold no file, as the user named them.
    pub empty: Vec<String>,
}

impl Pile {
    /// Whether nothing at all was found: no page, and nothing that failed to be one.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.skipped.is_empty()
    }

    fn skip(&mut self, locator: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push(Skipped {
            locator: locator.into(),
            reason: reason.into(),
        });
    }

    fn take(&mut self, read: Result<Page, Skipped>) {
        match read {
            Ok(page) => self.pages.push(page),
            Err(skipped) => self.skipped.push(skipped),
        }
    }
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files finished, a file of records when all of its records are.
    pub files: usize,
    /// Files in all.
    pub files_total: usize,
    /// Pages read so far, records included.
    pub pages: usize,
    /// What was skipped so far.
    pub skipped: usize,
}

/// Reads every page under `paths`: files as named, folders recursively, in the order of `paths`
/// and of the names in a folder.
///
/// ```
/// use std::path::PathBuf;
/// let pile = firsthand_io::read(&[PathBuf::from("no/such/folder")]);
/// assert_eq!(pile.skipped[0].locator, "no/such/folder");
/// ```
pub fn read(paths: &[PathBuf]) -> Pile {
    read_with(paths, |_| {})
}

/// As [`read()`], telling `progress` after every few files or records, on the calling thread.
pub fn read_with(paths: &[PathBuf], mut progress: impl FnMut(&Progress)) -> Pile {
    let mut pile = Pile::default();
    let found = walk(paths, &mut pile);
    let mut done = Progress {
        files_total: found.len(),
        ..Progress::default()
    };
    let mut batch = Batch::default();
    for path in found {
        match open(path, &mut pile) {
            Some(Opened::Whole(loaded)) => batch.push(loaded),
            Some(Opened::Records(locator, lines)) => {
                batch.read_into(&mut pile);
                records::read(&locator, lines, &mut pile, |pile| {
                    progress(&done.at(pile));
                });
            }
            None => {}
        }
        done.files += 1;
        if batch.is_full() {
            batch.read_into(&mut pile);
            progress(&done.at(&pile));
        }
    }
    batch.read_into(&mut pile);
    progress(&done.at(&pile));
    pile
}

impl Progress {
    fn at(self, pile: &Pile) -> Progress {
        Progress {
            pages: pile.pages.len(),
            skipped: pile.skipped.len(),
            ..self
        }
    }
}

/// The files under `paths`. In a folder, hidden files and what its `.ignore` and `.gitignore` name
/// are left out, and nothing outside of the folder is asked, so that a pile reads the same
/// wherever it lies; a path that the user named is read, whatever its name.
fn walk(paths: &[PathBuf], pile: &mut Pile) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        let before = (found.len(), pile.skipped.len());
        let walk = ignore::WalkBuilder::new(path)
            .parents(false)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .follow_links(true)
            .sort_by_file_path(Path::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(e) if e.file_type().is_some_and(|t| t.is_dir()) => {}
                Ok(e) if e.depth() > 0 && !e.path().is_file() => {
                    pile.skip(e.path().display().to_string(), "this is not a regular file");
                }
                Ok(e) => found.push(e.into_path()),
                Err(e) => {
                    let (place, reason) = walk_error(path, &e);
                    pile.skip(place.display().to_string(), reason);
                }
            }
        }
        if before == (found.len(), pile.skipped.len()) {
            pile.empty.push(path.display().to_string());
        }
    }
    found
}

/// The place and the plain words of an error of the walk.
fn walk_error(root: &Path, error: &ignore::Error) -> (PathBuf, String) {
    let mut place = root.to_owned();
    let mut at = error;
    loop {
        match at {
            ignore::Error::WithPath { path, err } => {
                place.clone_from(path);
                at = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                at = err;
            }
            ignore::Error::Loop { child, .. } => {
                return (
                    child.clone(),
                    "this link leads back to its own folder".into(),
                );
            }
            ignore::Error::Io(e) => return (place, io_reason(e)),
            other => return (place, other.to_string()),
        }
    }
}

/// An error of the system in plain words.
fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

/// A file that is held whole, or the open lines of a file of records.
enum Opened {
    Whole(Loaded),
    Records(String, BufReader<File>),
}

/// The bytes of a page.
struct Loaded {
    locator: String,
    kind: Kind,
    bytes: Vec<u8>,
}

/// Opens one file and tells its kind; a reason in `pile` where that fails.
fn open(path: PathBuf, pile: &mut Pile) -> Option<Opened> {
    let locator = path.display().to_string();
    match try_open(&path, &locator) {
        Ok(opened) => Some(opened),
        Err(reason) => {
            pile.skip(locator, reason);
            None
        }
    }
}

fn try_open(path: &Path, locator: &str) -> Result<Opened, String> {
    let by_name = sniff::by_name(path)?;
    let file = File::open(path).map_err(|e| io_reason(&e))?;
    let mut file = BufReader::with_capacity(HEAD_BYTES, file);
    let head = file.fill_buf().map_err(|e| io_reason(&e))?;
    let kind = match by_name {
        Some(kind) => kind,
        None => sniff::by_content(path, head)?,
    };
    if kind == Kind::Records {
        return Ok(Opened::Records(locator.to_owned(), file));
    }
    let mut bytes = Vec::new();
    let limit = PAGE_BYTES_MAX as u64 + 1;
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(|e| io_reason(&e))?;
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(too_large());
    }
    Ok(Opened::Whole(Loaded {
        locator: locator.to_owned(),
        kind,
        bytes,
    }))
}

/// The reason for skipping a page above [`PAGE_BYTES_MAX`].
fn too_large() -> String {
    let mebibytes = PAGE_BYTES_MAX >> 20;
    format!("larger than {mebibytes} MiB, the most that is read as one page")
}

/// Files waiting to be taken apart together.
#[derive(Default)]
struct Batch {
    files: Vec<Loaded>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, file: Loaded) {
        self.bytes += file.bytes.len();
        self.files.push(file);
    }

    fn is_full(&self) -> bool {
        self.files.len() >= BATCH_FILES || self.bytes >= BATCH_BYTES
    }

    /// Takes the files apart in parallel and hands the pages on in the order of the files.
    fn read_into(&mut self, pile: &mut Pile) {
        self.bytes = 0;
        let read: Vec<_> = self
            .files
            .par_drain(..)
            .map(|file| match file.kind {
                Kind::Html => html::page(file.locator, &file.bytes),
                _ => text::page(file.locator, &file.bytes),
            })
            .collect();
        read.into_iter().for_each(|page| pile.take(page));
    }
}

/// SHA-256 in lower-case hex.
fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// Why a file with nothing to read in it is skipped.
const EMPTY: &str = "the file is empty";

#[cfg(test)]
mod tests;
