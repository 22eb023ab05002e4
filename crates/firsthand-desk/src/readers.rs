//! How is the database read, while another process may write to it?
//!
//! A few connections that can only read, each for one question at a time and so long at most. A question is a function
//! of the database as it stands, so its answer is kept until the database changes. Whether it does is seen from outside:
//! SQLite counts the changes that others commit (`PRAGMA data_version`), and a file that `firsthand report --db` made
//! anew is another file.

use crate::answer::{Answer, Problem};
use firsthand_store::StoreError;
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What one question may take.
const WORK_MAX: Duration = Duration::from_secs(3);
/// Steps of SQLite's machine between two looks at the clock: about a tenth of a millisecond.
const STEPS: i32 = 10_000;
/// Pages of the file that connections keep together, in KiB: of a store of 100,000 articles (5.8 GB) each of a few keeps more than the
/// inner pages of all indexes, so that a row costs one read. It is two thirds of the GiB that the desk may take.
const CACHE_KIB: usize = 640 * 1024;
/// Connections that ask at once, on a machine with many processors.
const CONNECTIONS_MAX: usize = 8;
/// Statements that each connection keeps ready: all there are, but for rare pairs of filters.
const STATEMENTS_MAX: usize = 160;
/// Answers that are kept, in bytes.
const ANSWERS_BYTES_MAX: usize = 64 << 20;

pub(crate) struct Readers {
    path: PathBuf,
    free: Mutex<Vec<Reader>>,
    answers: Mutex<Answers>,
    version: AtomicU64,
}

struct Reader {
    db: Connection,
    /// The version for which it was opened.
    file: FileId,
    until: Arc<Mutex<Instant>>,
}

/// Answers by the question, of one version of the database.
#[derive(Default)]
struct Answers {
    version: u64,
    bytes: usize,
    by: HashMap<String, Answer>,
}

/// What tells a file from the one that replaced it.
type FileId = Option<(u64, u64)>;

#[cfg(unix)]
fn file_id(path: &Path) -> FileId {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|m| (m.dev(), m.ino()))
}

#[cfg(not(unix))]
fn file_id(path: &Path) -> FileId {
    let created = std::fs::metadata(path).ok()?.created().ok()?;
    let since = created.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some((since.as_secs(), u64::from(since.subsec_nanos())))
}

/// Questions that the database is asked at once: one more than there are processors, so that none waits for a long one; of more, each
/// only takes longer.
pub(crate) fn at_once() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    (processors + 1).min(CONNECTIONS_MAX)
}

fn open(path: &Path) -> Result<Connection, StoreError> {
    let db = firsthand_store::reader(path)?;
    let cache = CACHE_KIB / at_once();
    db.execute_batch(&format!(
        "PRAGMA query_only = ON; PRAGMA cache_size = -{cache}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
    ))?;
    db.busy_timeout(WORK_MAX)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(db)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Readers {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let readers = Readers {
            path: path.to_owned(),
            free: Mutex::default(),
            answers: Mutex::default(),
            version: AtomicU64::new(1),
        };
        let first = readers.reader()?;
        lock(&readers.free).push(first);
        Ok(readers)
    }

    fn reader(&self) -> Result<Reader, StoreError> {
        let file = file_id(&self.path);
        let mut db = open(&self.path)?;
        let until = Arc::new(Mutex::new(Instant::now()));
        let end = Arc::clone(&until);
        db.progress_handler(STEPS, Some(move || Instant::now() > *lock(&end)))?;
        Ok(Reader { db, file, until })
    }

    /// Counts the changes since the start, and says so with each answer.
    pub(crate) fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    /// The answer to the question of this name, made by `run`; it is then kept.
    pub(crate) fn ask(
        &self,
        name: &str,
        run: impl FnOnce(&Connection) -> Result<Answer, Problem>,
    ) -> Result<Answer, Problem> {
        let version = self.version();
        let file = file_id(&self.path);
        let reader = lock(&self.free).pop().filter(|r| r.file == file);
        let reader = match reader {
            Some(reader) => reader,
            None => self.reader()?,
        };
        *lock(&reader.until) = Instant::now() + WORK_MAX;
        // One state of the database for all that an answer is made of.
        let answer = (|| {
            let read = reader.db.unchecked_transaction()?;
            let answer = run(&read)?;
            read.finish()?;
            Ok(answer)
        })();
        lock(&self.free).push(reader);
        if let Ok(answer) = &answer {
            self.keep(name, version, answer);
        }
        answer
    }

    /// The answer to the question of this name, where it is kept.
    pub(crate) fn kept(&self, name: &str) -> Option<Answer> {
        let version = self.version();
        let answers = lock(&self.answers);
        answers
            .by
            .get(name)
            .filter(|_| answers.version == version)
            .cloned()
    }

    fn keep(&self, name: &str, version: u64, answer: &Answer) {
        let mut answers = lock(&self.answers);
        let bytes = answer.body.len() + name.len();
        if answers.version != version || answers.bytes + bytes > ANSWERS_BYTES_MAX {
            *answers = Answers {
                version,
                ..Answers::default()
            };
        }
        answers.bytes += bytes;
        answers.by.insert(name.to_owned(), answer.clone());
    }

    /// Looks, every `pause`, whether the database has changed, and tells `changed` the new version.
    pub(crate) fn watch(&self, pause: Duration, changed: impl Fn(u64)) -> ! {
        let mut watcher: Option<(FileId, Connection, u64)> = None;
        loop {
            let file = file_id(&self.path);
            let seen = watcher
                .as_ref()
                .filter(|w| w.0 == file)
                .and_then(|(_, db, seen)| Some((data_version(db)?, *seen)));
            match seen {
                Some((now, before)) if now == before => {}
                _ => {
                    let first = watcher.is_none();
                    watcher = open(&self.path)
                        .ok()
                        .and_then(|db| data_version(&db).map(|v| (file, db, v)));
                    if !first && watcher.is_some() {
                        lock(&self.free).retain(|r| r.file == file);
                        changed(self.version.fetch_add(1, Ordering::AcqRel) + 1);
                    }
                }
            }
            std::thread::sleep(pause);
        }
    }
}

fn data_version(db: &Connection) -> Option<u64> {
    db.query_row("PRAGMA data_version", [], |r| r.get(0)).ok()
}
