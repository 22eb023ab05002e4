//! Pages in: folders, files and the standard input. What is there to read, and what could not be?
//!
//! Every reader is a stream: it finds one page after another and hands them to a batch, which takes
//! them apart on all threads and passes them on in the order in which they were found. So memory
//! does not grow with a file ([`each`]); only who collects the pages ([`read()`]) holds them all.
//!
//! Nothing is lost in silence: whatever is named or found and not read is a [`Skipped`] with its
//! place and a sentence. Results do not depend on the number of threads.

mod again;
mod batch;
mod columns;
mod csv;
mod decode;
mod feed;
mod html;
mod json;
mod lines;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
mod records;
mod rows;
mod sniff;
mod stream;
mod text;
mod walk;
mod warc;

use batch::{Batch, Found};
use columns::Columns;
pub use columns::{Column, Map};
pub use feed::{Link, Listed, feed_links, opml_feeds};
use firsthand::{Page, Skipped};
pub use html::page_in_stages;
pub(crate) use lines::{Fields, Lines, each_line, published};
pub use rows::{Field, of_rows};
use sniff::{Kind, Named};
use std::fmt;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use stream::Stream;

/// The largest page that is read, in bytes unpacked: a file, or a record of a file. The longest live
/// blogs that we saw are below 5 MB; what is larger is a dump, not a page.
pub const PAGE_BYTES_MAX: usize = 16 << 20;

/// The path that means the standard input.
const STANDARD_INPUT: &str = "-";

/// Everything that was read of some paths, and everything that was not.
#[derive(Debug, Default)]
pub struct Pile {
    /// The pages.
    pub pages: Vec<Page>,
    /// What could not be read, with its place.
    pub skipped: Vec<Skipped>,
    /// What else there is to say.
    pub end: End,
}

/// What is known when everything has been read.
#[derive(Debug, Default)]
pub struct End {
    /// Folders that were named and hold no file, as the user named them.
    pub empty: Vec<String>,
    /// A sentence for each column of the user's mapping that no input has.
    pub unmapped: Vec<String>,
    /// What was seen and is neither a page nor a fault, such as the images of an archive.
    pub notes: Vec<String>,
}

impl Pile {
    /// Whether nothing at all was found: no page, and nothing that failed to be one.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.skipped.is_empty()
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

/// Some pages, and what could not be read among them, in the order of the input.
pub type Handed = Vec<Result<Page, Skipped>>;

/// What is handed on at once to whoever needs no pages of JSON lines.
pub(crate) enum Block<'b> {
    /// Records of JSON lines, as they are.
    Lines(Lines<'b>),
    /// Pages of anything else, and what could not be read.
    Pages(Handed),
}

/// Reads every page under `paths`: files as named, `-` as the standard input, folders recursively,
/// in the order of `paths` and of the names in a folder.
///
/// ```
/// use std::path::PathBuf;
/// let pile = firsthand_io::read(&[PathBuf::from("no/such/folder")]);
/// assert_eq!(pile.skipped[0].locator, "no/such/folder");
/// ```
pub fn read(paths: &[PathBuf]) -> Pile {
    read_with(paths, &Map::default(), |_| {})
}

/// As [`read()`], with the user's names of columns, telling `progress` after every few pages, on the
/// calling thread.
pub fn read_with(paths: &[PathBuf], map: &Map, mut progress: impl FnMut(&Progress)) -> Pile {
    let mut pile = Pile::default();
    let end = each(paths, map, &mut |handed, at| {
        for read in handed {
            match read {
                Ok(page) => pile.pages.push(page),
                Err(skipped) => pile.skipped.push(skipped),
            }
        }
        progress(at);
    });
    Pile { end, ..pile }
}

/// The files that [`read()`] reads under `paths`, in its order, and what it cannot read at all: for whoever reads them
/// in several places.
pub fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Skipped>) {
    let (columns, mut skipped) = (Columns::default(), Vec::new());
    let mut hand = |block: Block, _: &Progress| {
        if let Block::Pages(handed) = block {
            skipped.extend(handed.into_iter().filter_map(Result::err));
        }
    };
    let mut batch = Batch::new(&columns, &mut hand);
    let found = walk::walk(paths, &mut batch);
    batch.hand_on();
    (found.files, skipped)
}

/// Reads as [`read_with`], handing the pages on as they come instead of keeping them.
pub fn each(paths: &[PathBuf], map: &Map, hand: &mut dyn FnMut(Handed, &Progress)) -> End {
    let columns = Columns::new(map);
    let mut pages = |block: Block, at: &Progress| match block {
        Block::Pages(handed) => hand(handed, at),
        Block::Lines(_) => {}
    };
    all(paths, Batch::new(&columns, &mut pages))
}

/// Reads as [`each`], but hands JSON lines on without taking them apart: several times as fast for who
/// needs little of them, or only their bytes.
pub(crate) fn each_block(
    paths: &[PathBuf],
    map: &Map,
    hand: &mut dyn FnMut(Block, &Progress),
) -> End {
    let columns = Columns::new(map);
    let mut batch = Batch::new(&columns, hand);
    batch.lines_whole = true;
    all(paths, batch)
}

fn all(paths: &[PathBuf], mut batch: Batch) -> End {
    let found = walk::walk(paths, &mut batch);
    batch.progress.files_total = found.files.len();
    for path in &found.files {
        let file = File::new(path);
        if let Err(reason) = read_file(path, &file, &mut batch) {
            batch.skip(file.whole(), reason);
        }
        batch.progress.files += 1;
    }
    batch.hand_on();
    End {
        empty: found.empty,
        notes: batch.notes,
        unmapped: batch.columns.missing(),
    }
}

/// Reads one file, of whatever kind; a reason where it cannot be read at all.
fn read_file(path: &Path, file: &File, batch: &mut Batch) -> Result<(), String> {
    let is_input = path == Path::new(STANDARD_INPUT);
    let named = match is_input {
        true => Named::Unknown(None),
        false => sniff::by_name(path)?,
    };
    let from: Box<dyn Read + Send> = match is_input {
        true => Box::new(io::stdin()),
        false => Box::new(std::fs::File::open(path).map_err(|e| io_reason(&e))?),
    };
    batch.records = Arc::default();
    let mut stream = Stream::new(from, batch.records.clone()).map_err(|e| io_reason(&e))?;
    let head = stream.fill_buf().map_err(|e| io_reason(&e))?;
    let kind = match named {
        Named::Kind(kind) => kind,
        Named::Unknown(extension) => sniff::by_content(extension.as_deref(), head, batch.columns)?,
    };
    let text = |stream: Stream| stream.text().map_err(|e| io_reason(&e));
    match kind {
        Kind::Text => batch.push(file.whole(), Found::Text(whole(stream)?)),
        Kind::Markdown => batch.push(file.whole(), Found::Markdown(whole(stream)?)),
        Kind::Html => batch.push(file.whole(), Found::Html(whole(stream)?)),
        Kind::Lines if batch.lines_whole => lines::read(file, text(stream)?, batch),
        Kind::Lines => records::read(file, text(stream)?, batch),
        Kind::Json => json::read(file, text(stream)?, batch),
        Kind::Csv => csv::read(file, text(stream)?, batch),
        Kind::Warc => warc::read(file, stream, batch),
        Kind::Feed => feed::read(file, text(stream)?, batch),
        #[cfg(feature = "parquet")]
        Kind::Parquet => parquet::read(file, path, stream, batch)?,
        #[cfg(not(feature = "parquet"))]
        Kind::Parquet => return Err("this build of firsthand reads no Parquet".into()),
    }
    Ok(())
}

/// The page that a server answered at `at`, a moment in UTC (`2031-05-08T10:00:00Z`): `http` is head and body as
/// over HTTP/1.1, read as the record of an archive is.
///
/// ```
/// let http = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nThe ferry runs again.";
/// let page = firsthand_io::read::answered("https://post.example/ferry", "2031-05-08T10:00:00Z", http).unwrap();
/// assert_eq!(page.content, "The ferry runs again.");
/// ```
pub fn answered(url: &str, at: &str, http: &[u8]) -> Result<Page, Skipped> {
    warc::answered(url, at, http)
}

/// All bytes of a file that is one page.
fn whole(stream: Stream) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let limit = PAGE_BYTES_MAX as u64 + 1;
    let read = stream.take(limit).read_to_end(&mut bytes);
    read.map_err(|e| io_reason(&e))?;
    match bytes.len() > PAGE_BYTES_MAX {
        true => Err(too_large()),
        false => Ok(bytes),
    }
}

/// A file, as the user sees its name.
struct File(Arc<str>);

impl File {
    fn new(path: &Path) -> Self {
        File(path.display().to_string().into())
    }

    /// A place in it: ":17".
    fn at(&self, at: String) -> Place {
        let file = self.0.clone();
        Place { file, at }
    }

    fn whole(&self) -> Place {
        self.at(String::new())
    }
}

/// Where a page stands: a file, and what follows its name.
#[derive(Clone)]
struct Place {
    file: Arc<str>,
    at: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.file, self.at)
    }
}

/// An error of the system, or of what unpacks a file, in plain words.
fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::UnexpectedEof => "the file is cut off here".into(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            format!("the file is damaged here ({error})")
        }
        _ => error.to_string(),
    }
}

/// The reason for skipping a page above [`PAGE_BYTES_MAX`].
fn too_large() -> String {
    let mebibytes = PAGE_BYTES_MAX >> 20;
    format!("larger than {mebibytes} MiB, the most that is read as one page")
}

/// Columns that a reason names.
const NAMED_MAX: usize = 20;

/// The reason for skipping a table with these columns.
fn no_text(names: &[&str]) -> String {
    let more = if names.len() > NAMED_MAX { ", …" } else { "" };
    let names = names[..names.len().min(NAMED_MAX)].join(", ");
    format!(
        "no column of this table is a text (there are {names}{more}); --map text=COLUMN names it"
    )
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;
    let mut hex = String::with_capacity(64);
    for b in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{b:02x}");
    }
    hex
}

/// Why a file with nothing to read in it is skipped.
const EMPTY: &str = "the file is empty";

#[cfg(test)]
mod tests;
