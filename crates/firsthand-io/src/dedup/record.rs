//! What is held of a record, as bytes: the one form that runs and the index have on the disk.

use firsthand::dedup::{Facts, Sketch};
use std::fs::File;
use std::io::{self, Read};

/// Bytes before the hashes: all that has a fixed length.
const HEAD_BYTES: usize = 48;

/// The most bytes that a record may take; what claims more is damage.
const RECORD_BYTES_MAX: usize = 1 << 30;

/// A record that was read back; keeps its memory from one to the next.
#[derive(Default)]
pub(super) struct Record {
    /// Its place among the records that were read.
    pub(super) place: u32,
    whole: u64,
    words: u32,
    halvings: u8,
    facts: Facts,
    hashes: Vec<u32>,
    /// Its own id, in an index.
    pub(super) id: String,
    bytes: Vec<u8>,
}

/// Adds the bytes of a record to `out`: their number first, then numbers in little-endian order.
pub(super) fn add(sketch: &Sketch, place: u32, id: &str, out: &mut Vec<u8>) {
    let facts = sketch.facts;
    let length = HEAD_BYTES + sketch.hashes.len() * 4 + id.len();
    out.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(place.to_le_bytes());
    out.extend(sketch.whole.to_le_bytes());
    out.extend(facts.tie.to_le_bytes());
    out.extend(facts.published.unwrap_or_default().to_le_bytes());
    let is_dated = u8::from(facts.published.is_some());
    out.extend([sketch.halvings, facts.fields, is_dated, facts.outlet]);
    out.extend(sketch.words.to_le_bytes());
    out.extend((sketch.hashes.len() as u32).to_le_bytes());
    out.extend([0; 8]);
    out.extend(sketch.hashes.iter().flat_map(|h| h.to_le_bytes()));
    out.extend(id.as_bytes());
}

impl Record {
    /// What is held of it.
    pub(super) fn sketch(&self) -> Sketch<'_> {
        Sketch {
            whole: self.whole,
            words: self.words,
            halvings: self.halvings,
            facts: self.facts,
            hashes: &self.hashes,
        }
    }

    /// Reads the next record; false at the end.
    pub(super) fn next(&mut self, from: &mut impl Read) -> io::Result<bool> {
        let mut length = [0; 4];
        match from.read_exact(&mut length) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(e) => return Err(e),
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.resize(length_of(&length)?, 0);
        from.read_exact(&mut bytes)?;
        self.bytes = bytes;
        self.take_apart()?;
        Ok(true)
    }

    /// Reads the record whose bytes stand at `from` and end at `to`.
    pub(super) fn at(&mut self, file: &File, from: u64, to: u64) -> io::Result<()> {
        let length = to.checked_sub(from + 4).ok_or_else(damaged)?;
        let length = usize::try_from(length).map_err(|_| damaged())?;
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.resize(length_of(&(length as u32).to_le_bytes())?, 0);
        read_at(file, &mut bytes, from + 4)?;
        self.bytes = bytes;
        self.take_apart()
    }

    fn take_apart(&mut self) -> io::Result<()> {
        let (head, rest) = self
            .bytes
            .split_first_chunk::<HEAD_BYTES>()
            .ok_or_else(damaged)?;
        let four = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|i| head[at + i]));
        let eight = |at: usize| u64::from_le_bytes([0, 1, 2, 3, 4, 5, 6, 7].map(|i| head[at + i]));
        self.place = four(0);
        self.whole = eight(4);
        self.halvings = head[28];
        self.words = four(32);
        self.facts = Facts {
            tie: eight(12),
            published: (head[30] == 1).then(|| eight(20) as i64),
            fields: head[29],
            outlet: head[31],
        };
        let hashes_bytes = four(36) as usize * 4;
        let (hashes, id) = rest.split_at_checked(hashes_bytes).ok_or_else(damaged)?;
        self.hashes.clear();
        let (hashes, _) = hashes.as_chunks::<4>();
        self.hashes
            .extend(hashes.iter().map(|h| u32::from_le_bytes(*h)));
        self.id.clear();
        self.id
            .push_str(std::str::from_utf8(id).map_err(|_| damaged())?);
        Ok(())
    }
}

fn length_of(length: &[u8; 4]) -> io::Result<usize> {
    let length = u32::from_le_bytes(*length) as usize;
    match (HEAD_BYTES..RECORD_BYTES_MAX).contains(&length) {
        true => Ok(length),
        false => Err(damaged()),
    }
}

/// A file of ours that is not as we wrote it.
pub(super) fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the file is damaged")
}

/// Fills `to` with the bytes of a file from `at` on, wherever others read in it.
pub(super) fn read_at(file: &File, to: &mut [u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, to, at);
    #[cfg(windows)]
    {
        let (mut to, mut at) = (to, at);
        while !to.is_empty() {
            let n = std::os::windows::fs::FileExt::seek_read(file, to, at)?;
            if n == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            to = &mut to[n..];
            at += n as u64;
        }
        Ok(())
    }
}
