//! A file of what was kept, which tells of a new record whether it is a copy: what every kept text
//! holds, and where each anchor is found.
//!
//! A head of two slots, then segments one after another; all numbers little-endian. A segment has
//! the records it adds (their numbers go on from the segment before), where each begins, its anchors
//! as sorted pairs of anchor and number, the hashes of all texts that were decided on with what became of
//! them, and the first entry of every page of these two, which alone is held in memory. So a
//! record is looked up with a page for each of its anchors and segments and two reads for each
//! candidate, however large the file is: it is read where it is needed, and not mapped, because a
//! mapped file that another process cuts ends this one.
//!
//! New segments stand behind the end that the valid slot tells, and count when the other slot,
//! with the greater generation, has been written: a process that is killed leaves the file as it
//! was. Above [`SEGMENTS_MAX`] segments all become one, in a new file that takes the name of the
//! old one.

mod head;
mod join;
mod merge;
mod segment;

use super::record::{Record, damaged, read_at};
use head::Head;
pub(super) use join::Joined;
use segment::Segment;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Each segment costs a look-up its pages; each merging writes the whole file. A first choice.
const SEGMENTS_MAX: usize = 8;

/// What tells a kept record from others.
pub(super) struct Name {
    pub(super) id: String,
    /// A hash of it.
    pub(super) tie: u64,
}

/// An open index.
pub struct Index {
    file: File,
    path: PathBuf,
    segments: Vec<Segment>,
    /// Where the next segment begins.
    end: u64,
    generation: u64,
    /// The file that is to take the name, after a merging.
    merged: Option<NamedTempFile>,
}

impl Index {
    /// Opens an index to look records up.
    ///
    /// # Errors
    /// Where the file cannot be read, or is none.
    pub fn open(path: &Path) -> io::Result<Index> {
        Index::of(File::open(path)?, path)
    }

    /// Opens an index to add records, a new one where there is no file, and locks it.
    ///
    /// # Errors
    /// Where the file cannot be written, is no index, or another process adds to it.
    pub fn edit(path: &Path) -> io::Result<Index> {
        let mut options = File::options();
        let options = options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path)?;
        file.try_lock().map_err(|e| match e {
            std::fs::TryLockError::WouldBlock => io::Error::other("another process adds to it"),
            std::fs::TryLockError::Error(e) => e,
        })?;
        if file.metadata()?.len() == 0 {
            Head::default().write(&file, 0)?;
        }
        Index::of(file, path)
    }

    fn of(file: File, path: &Path) -> io::Result<Index> {
        let head = Head::read(&file)?;
        let mut segments = Vec::with_capacity(head.segments.len());
        for place in head.segments {
            segments.push(Segment::open(&file, place)?);
        }
        Ok(Index {
            file,
            path: path.to_owned(),
            segments,
            end: head.end,
            generation: head.generation,
            merged: None,
        })
    }

    /// How many records it has.
    pub fn kept(&self) -> u32 {
        self.segments.last().map_or(0, |s| s.place.end_number())
    }

    /// Makes what was added count.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn commit(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.generation += 1;
        let head = Head {
            generation: self.generation,
            end: self.end,
            segments: self.segments.iter().map(|s| s.place).collect(),
        };
        head.write(&self.file, self.generation)?;
        self.file.sync_all()?;
        if let Some(merged) = self.merged.take() {
            merged.persist(&self.path)?;
        }
        Ok(())
    }

    /// What a kept record is called.
    pub(super) fn name(&self, number: u32) -> io::Result<Name> {
        let mut record = Record::default();
        self.record(number, &mut record)?;
        Ok(Name {
            tie: record.sketch().facts.tie,
            id: record.id,
        })
    }

    /// Reads what is held of a kept record.
    fn record(&self, number: u32, into: &mut Record) -> io::Result<()> {
        let i = self
            .segments
            .partition_point(|s| s.place.end_number() <= number);
        let segment = self.segments.get(i).ok_or_else(damaged)?;
        let at = segment.place.starts_at + u64::from(number - segment.place.first_number) * 8;
        let mut bytes = [0; 16];
        read_at(&self.file, &mut bytes, at)?;
        let place = u128::from_le_bytes(bytes);
        into.at(&self.file, place as u64, (place >> 64) as u64)
    }
}
