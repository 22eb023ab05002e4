//! The head of an index: where its segments are, twice, so that one of the two is always whole.

use super::super::record::read_at;
use super::SEGMENTS_MAX;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use xxhash_rust::xxh3::xxh3_64;

/// What an index begins with; the number grows when the samples or the form change.
const MAGIC: &[u8; 16] = b"firsthand-idx\0\0\x01";
/// Bytes of a slot.
const SLOT_BYTES: u64 = 4096;
/// Numbers that tell of a segment.
const NUMBERS: usize = 8;
/// Numbers before those of the segments: generation, end, how many segments.
const FIXED: usize = 3;

/// Where the parts of a segment are.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Place {
    /// The number of its first record, and how many there are.
    pub(super) first_number: u32,
    pub(super) records: u32,
    /// Where each record begins, and where the last one ends.
    pub(super) starts_at: u64,
    /// Where the first record begins.
    pub(super) records_at: u64,
    /// Anchors: where they are, and how many.
    pub(super) anchors_at: u64,
    pub(super) anchors: u64,
    /// Hashes of whole texts: where they are, and how many.
    pub(super) wholes_at: u64,
    pub(super) wholes: u64,
}

impl Place {
    /// One past the number of its last record.
    pub(super) fn end_number(&self) -> u32 {
        self.first_number + self.records
    }
}

/// What a slot says.
pub(super) struct Head {
    pub(super) generation: u64,
    /// One past the last byte that counts.
    pub(super) end: u64,
    pub(super) segments: Vec<Place>,
}

impl Default for Head {
    fn default() -> Self {
        Head {
            generation: 0,
            end: 2 * SLOT_BYTES,
            segments: Vec::new(),
        }
    }
}

impl Head {
    /// Reads the slot of the greater generation that is whole.
    pub(super) fn read(file: &File) -> io::Result<Head> {
        let slots = [0, SLOT_BYTES].map(|at| {
            let mut bytes = vec![0; SLOT_BYTES as usize];
            read_at(file, &mut bytes, at).ok()?;
            Head::take_apart(&bytes)
        });
        let heads = slots.into_iter().flatten();
        heads.max_by_key(|h| h.generation).ok_or_else(|| {
            let what = "this is no index of this version of firsthand";
            io::Error::new(io::ErrorKind::InvalidData, what)
        })
    }

    /// Writes the slot whose turn it is.
    pub(super) fn write(&self, mut file: &File, generation: u64) -> io::Result<()> {
        let mut bytes = MAGIC.to_vec();
        let fixed = [generation, self.end, self.segments.len() as u64];
        let of_segments = self.segments.iter().flat_map(|s| {
            [
                u64::from(s.first_number),
                u64::from(s.records),
                s.starts_at,
                s.records_at,
                s.anchors_at,
                s.anchors,
                s.wholes_at,
                s.wholes,
            ]
        });
        bytes.extend(
            fixed
                .into_iter()
                .chain(of_segments)
                .flat_map(u64::to_le_bytes),
        );
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        bytes.resize(SLOT_BYTES as usize, 0);
        file.seek(SeekFrom::Start((generation % 2) * SLOT_BYTES))?;
        file.write_all(&bytes)?;
        if generation == 0 {
            // The file has room for both slots from the beginning.
            file.write_all(&[0; SLOT_BYTES as usize])?;
        }
        Ok(())
    }

    fn take_apart(bytes: &[u8]) -> Option<Head> {
        let numbers = bytes.strip_prefix(MAGIC)?;
        let (numbers, _) = numbers.as_chunks::<8>();
        let number = |i: usize| numbers.get(i).map(|n| u64::from_le_bytes(*n));
        let count = usize::try_from(number(2)?).ok()?;
        if count > SEGMENTS_MAX {
            return None;
        }
        let sum_ix = FIXED + count * NUMBERS;
        let summed = &bytes[..MAGIC.len() + sum_ix * 8];
        if number(sum_ix)? != xxh3_64(summed) {
            return None;
        }
        let segments = (0..count).map(|s| {
            let of = |i: usize| number(FIXED + s * NUMBERS + i);
            Some(Place {
                first_number: u32::try_from(of(0)?).ok()?,
                records: u32::try_from(of(1)?).ok()?,
                starts_at: of(2)?,
                records_at: of(3)?,
                anchors_at: of(4)?,
                anchors: of(5)?,
                wholes_at: of(6)?,
                wholes: of(7)?,
            })
        });
        Some(Head {
            generation: number(0)?,
            end: number(1)?,
            segments: segments.collect::<Option<Vec<Place>>>()?,
        })
    }
}
