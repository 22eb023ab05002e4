//! What does not fit into memory: sorted runs of samples in a folder, with a list of what is whole.
//!
//! The list is replaced by renaming after everything that it names is safe on the disk, so a run of the
//! command that finds the folder of one that was killed goes on after the records of its list. It
//! reads them again, and only compares their hashes: an input that is another one is begun anew.

use super::record::{self, Record, damaged};
use firsthand::dedup::{Keep, Preference, Sketches};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// So many runs are merged into one, because each is an open file while they are read.
const RUNS_MAX: usize = 64;
/// Bytes that are held of each run while all are read.
const HELD_BYTES: usize = 64 << 10;
/// Bytes of a record in the file of places: its hash, and whether it could not be read.
const PLACE_BYTES: usize = 9;

/// A folder for what does not fit.
pub(super) struct Scratch {
    folder: PathBuf,
    list: List,
    places: File,
    ids: File,
    /// Where the id of every spilled record begins, and where the last one ends.
    id_starts: Vec<u64>,
    /// Locked for as long as the folder is used.
    _lock: File,
    /// Deletes the folder where no later run could find it.
    _temporary: Option<tempfile::TempDir>,
}

/// What is whole in the folder.
#[derive(Clone, Default, Serialize, Deserialize)]
struct List {
    /// What the samples depend on.
    settings: String,
    /// The names of the runs.
    runs: Vec<String>,
    /// How many runs were ever begun.
    begun: u64,
    /// How many records the runs have together.
    records: u64,
    /// Whether ids are held.
    ids_bytes: u64,
}

/// What is held of every record in memory, in the order of reading.
#[derive(Default)]
pub(super) struct Places {
    /// A hash of the record ([`firsthand::dedup::Facts::tie`]).
    pub(super) ties: Vec<u64>,
    /// Whether it could not be read; its sketch is empty.
    pub(super) unread: Vec<bool>,
}

impl Scratch {
    /// Whether an earlier run left something at `folder`.
    pub(super) fn is_at(folder: &Path) -> bool {
        folder.join("list.json").is_file()
    }

    /// Opens the folder, or makes one; without a name it is temporary. What an earlier run has left
    /// is taken over where its settings were the same.
    pub(super) fn open(folder: Option<&Path>, settings: &str) -> io::Result<Scratch> {
        let temporary = match folder {
            None => Some(tempfile::tempdir()?),
            Some(folder) => {
                fs::create_dir_all(folder)?;
                None
            }
        };
        let folder = folder.or(temporary.as_ref().map(|t| t.path()));
        let folder = folder.unwrap_or(Path::new(".")).to_owned();
        let lock = File::create(folder.join("lock"))?;
        lock.try_lock().map_err(|e| match e {
            fs::TryLockError::WouldBlock => {
                io::Error::other(format!("another process works in {}", folder.display()))
            }
            fs::TryLockError::Error(e) => e,
        })?;
        let found = fs::read(folder.join("list.json")).ok();
        let found = found.and_then(|json| serde_json::from_slice::<List>(&json).ok());
        let list = found.filter(|l| l.settings == settings).unwrap_or(List {
            settings: settings.to_owned(),
            ..List::default()
        });
        let (places, ids) = (append(&folder, "places")?, append(&folder, "ids")?);
        places.set_len(list.records * PLACE_BYTES as u64)?;
        ids.set_len(list.ids_bytes)?;
        let mut scratch = Scratch {
            folder,
            list,
            places,
            ids,
            id_starts: vec![0],
            _lock: lock,
            _temporary: temporary,
        };
        scratch.read_id_starts()?;
        Ok(scratch)
    }

    /// Forgets what an earlier run has left.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        self.list.runs.clear();
        self.list.records = 0;
        self.list.ids_bytes = 0;
        self.places.set_len(0)?;
        self.ids.set_len(0)?;
        self.id_starts.truncate(1);
        self.tell()
    }

    /// How many records are here.
    pub(super) fn records(&self) -> usize {
        self.list.records as usize
    }

    /// The name of another file in the folder.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Deletes the folder.
    pub(super) fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder)
    }

    /// Takes the samples of records that follow those that are here.
    pub(super) fn spill(
        &mut self,
        sketches: &Sketches,
        (places, ids): (&Places, &[Box<str>]),
        keep: Keep,
    ) -> io::Result<()> {
        let first = self.records();
        let mut order: Vec<(Preference, u32)> = (0..sketches.len())
            .map(|t| (sketches.get(t).preference(keep), t as u32))
            .collect();
        order.sort_unstable();
        let name = self.next_name();
        let mut out = RunWriter::create(&self.folder.join(&name))?;
        for (_, text) in order {
            out.put(&sketches.get(text as usize), (first + text as usize) as u32)?;
        }
        out.done()?;
        self.places.seek(SeekFrom::End(0))?;
        let mut out = BufWriter::new(&self.places);
        for i in first..first + sketches.len() {
            out.write_all(&places.ties[i].to_le_bytes())?;
            out.write_all(&[u8::from(places.unread[i])])?;
        }
        out.flush()?;
        drop(out);
        self.places.sync_data()?;
        self.spill_ids(ids)?;
        self.list.runs.push(name);
        self.list.records += sketches.len() as u64;
        self.tell()?;
        match self.list.runs.len() < RUNS_MAX {
            true => Ok(()),
            false => self.merge_runs(keep),
        }
    }

    fn spill_ids(&mut self, ids: &[Box<str>]) -> io::Result<()> {
        self.ids.seek(SeekFrom::End(0))?;
        let mut out = BufWriter::new(&self.ids);
        for id in ids {
            out.write_all(&(id.len() as u32).to_le_bytes())?;
            out.write_all(id.as_bytes())?;
            self.list.ids_bytes += 4 + id.len() as u64;
            self.id_starts.push(self.list.ids_bytes);
        }
        out.flush()?;
        drop(out);
        self.ids.sync_data()
    }

    /// The id of a record that is here.
    pub(super) fn id(&self, place: usize) -> io::Result<String> {
        let from = self.id_starts.get(place).ok_or_else(damaged)?;
        let to = self.id_starts.get(place + 1).ok_or_else(damaged)?;
        let mut bytes = vec![0; (to - from).saturating_sub(4) as usize];
        record::read_at(&self.ids, &mut bytes, from + 4)?;
        String::from_utf8(bytes).map_err(|_| damaged())
    }

    /// What is known of the records that are here.
    pub(super) fn places(&mut self) -> io::Result<Places> {
        let mut places = Places::default();
        self.places.seek(SeekFrom::Start(0))?;
        let mut from = BufReader::new(&self.places);
        let mut bytes = [0; PLACE_BYTES];
        for _ in 0..self.list.records {
            from.read_exact(&mut bytes)?;
            let (tie, unread) = bytes.split_first_chunk().ok_or_else(damaged)?;
            places.ties.push(u64::from_le_bytes(*tie));
            places.unread.push(unread == [1]);
        }
        Ok(places)
    }

    fn read_id_starts(&mut self) -> io::Result<()> {
        self.ids.seek(SeekFrom::Start(0))?;
        let mut from = BufReader::new(&self.ids);
        let mut at = 0;
        while at < self.list.ids_bytes {
            let mut length = [0; 4];
            from.read_exact(&mut length)?;
            let length = u32::from_le_bytes(length);
            from.seek_relative(i64::from(length))?;
            at += 4 + u64::from(length);
            self.id_starts.push(at);
        }
        Ok(())
    }

    /// All records in the order of preference.
    pub(super) fn sorted(&self, keep: Keep) -> io::Result<Sorted> {
        Sorted::open(&self.folder, &self.list.runs, keep)
    }

    fn merge_runs(&mut self, keep: Keep) -> io::Result<()> {
        let name = self.next_name();
        let mut out = RunWriter::create(&self.folder.join(&name))?;
        let mut sorted = self.sorted(keep)?;
        while let Some(record) = sorted.next()? {
            out.put(&record.sketch(), record.place)?;
        }
        out.done()?;
        let merged = std::mem::replace(&mut self.list.runs, vec![name]);
        self.tell()?;
        for run in merged {
            fs::remove_file(self.folder.join(run))?;
        }
        Ok(())
    }

    fn next_name(&mut self) -> String {
        self.list.begun += 1;
        format!("run-{}", self.list.begun)
    }

    /// Replaces the list.
    fn tell(&self) -> io::Result<()> {
        let unfinished = self.folder.join("list.unfinished");
        let mut file = File::create(&unfinished)?;
        serde_json::to_writer(&mut file, &self.list)?;
        file.sync_all()?;
        fs::rename(unfinished, self.folder.join("list.json"))
    }
}

fn append(folder: &Path, name: &str) -> io::Result<File> {
    let mut options = File::options();
    let options = options.read(true).write(true).create(true).truncate(false);
    options.open(folder.join(name))
}

/// Writes one run.
struct RunWriter {
    out: BufWriter<File>,
    bytes: Vec<u8>,
}

impl RunWriter {
    fn create(path: &Path) -> io::Result<RunWriter> {
        Ok(RunWriter {
            out: BufWriter::with_capacity(HELD_BYTES, File::create(path)?),
            bytes: Vec::new(),
        })
    }

    fn put(&mut self, sketch: &firsthand::dedup::Sketch, place: u32) -> io::Result<()> {
        self.bytes.clear();
        record::add(sketch, place, "", &mut self.bytes);
        self.out.write_all(&self.bytes)
    }

    fn done(mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_data()
    }
}

/// The records of sorted runs, in the order of all of them.
pub(super) struct Sorted {
    runs: Vec<BufReader<File>>,
    /// The next record of each run.
    records: Vec<Record>,
    heap: BinaryHeap<Reverse<(Preference, u32, usize)>>,
    keep: Keep,
    /// The run whose record was handed out last.
    out: Option<usize>,
}

impl Sorted {
    fn open(folder: &Path, names: &[String], keep: Keep) -> io::Result<Sorted> {
        let mut sorted = Sorted {
            runs: Vec::new(),
            records: Vec::new(),
            heap: BinaryHeap::new(),
            keep,
            out: None,
        };
        for (run, name) in names.iter().enumerate() {
            let file = File::open(folder.join(name))?;
            sorted.runs.push(BufReader::with_capacity(HELD_BYTES, file));
            sorted.records.push(Record::default());
            sorted.advance(run)?;
        }
        Ok(sorted)
    }

    fn advance(&mut self, run: usize) -> io::Result<()> {
        let record = &mut self.records[run];
        if record.next(&mut self.runs[run])? {
            let preference = record.sketch().preference(self.keep);
            self.heap.push(Reverse((preference, record.place, run)));
        }
        Ok(())
    }

    /// The next record.
    pub(super) fn next(&mut self) -> io::Result<Option<&Record>> {
        if let Some(run) = self.out.take() {
            self.advance(run)?;
        }
        let Some(Reverse((_, _, run))) = self.heap.pop() else {
            return Ok(None);
        };
        self.out = Some(run);
        Ok(self.records.get(run))
    }
}
