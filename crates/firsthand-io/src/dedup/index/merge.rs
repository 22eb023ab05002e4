//! All segments of an index become one, in a new file.

use super::super::record::read_at;
use super::Index;
use super::head::Head;
use super::segment::{ANCHOR_BYTES, WHOLE_BYTES, Writer, whole_of};
use firsthand::dedup::LISTED_MAX;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io;
use std::path::Path;

/// Bytes that are held of each segment, a multiple of the length of either kind of entry.
const HELD_BYTES: usize = 4000 * ANCHOR_BYTES * WHOLE_BYTES / 4;

impl Index {
    /// Writes all segments to a new file as one. It takes the name of the old one with the next
    /// [`Index::commit`].
    pub(super) fn merge(&mut self) -> io::Result<()> {
        let folder = match self.path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let new = tempfile::Builder::new()
            .prefix(".firsthand-")
            .suffix(".unfinished")
            .tempfile_in(folder)?;
        // It is read by whoever may read the old one.
        new.as_file()
            .set_permissions(self.file.metadata()?.permissions())?;
        let head = Head::default();
        head.write(new.as_file(), 0)?;
        let mut writer = Writer::new(new.as_file(), head.end, 0)?;
        self.records(&mut writer)?;
        writer.starts()?;
        let (mut last, mut listed) = (None, 0);
        self.each::<ANCHOR_BYTES, _>(
            |s| (s.anchors_at, s.anchors),
            |entry| {
                let entry = u64::from_le_bytes(*entry);
                (entry as u32, (entry >> 32) as u32)
            },
            |(anchor, number)| {
                listed = if last == Some(anchor) { listed + 1 } else { 0 };
                last = Some(anchor);
                match listed < LISTED_MAX {
                    true => writer.anchor(anchor, number),
                    false => Ok(()),
                }
            },
        )?;
        writer.anchors_done()?;
        self.each::<WHOLE_BYTES, _>(
            |s| (s.wholes_at, s.wholes),
            |entry| {
                (
                    u64::from_le_bytes([0, 1, 2, 3, 4, 5, 6, 7].map(|i| entry[i])),
                    *entry,
                )
            },
            |(whole, entry)| writer.whole(whole, &whole_of(&entry).1),
        )?;
        let (segment, end) = writer.done()?;
        let file = new.reopen()?;
        file.try_lock().map_err(io::Error::from)?;
        (self.segments, self.end) = (vec![segment], end);
        (self.file, self.merged) = (file, Some(new));
        Ok(())
    }

    /// Copies the records of all segments.
    fn records(&self, writer: &mut Writer) -> io::Result<()> {
        let mut bytes = Vec::new();
        for segment in &self.segments {
            let place = &segment.place;
            let mut starts =
                Entries::<8>::new(&self.file, place.starts_at, u64::from(place.records) + 1);
            let mut from = starts.next()?.map(u64::from_le_bytes);
            while let Some(to) = starts.next()?.map(u64::from_le_bytes) {
                let length = to.saturating_sub(from.unwrap_or(to));
                bytes.resize(length as usize, 0);
                read_at(&self.file, &mut bytes, to - length)?;
                writer.record(&bytes)?;
                from = Some(to);
            }
        }
        Ok(())
    }

    /// Hands on the entries of all segments in ascending order.
    fn each<const N: usize, K: Ord>(
        &self,
        place: impl Fn(&super::head::Place) -> (u64, u64),
        key: impl Fn(&[u8; N]) -> K,
        mut hand: impl FnMut(K) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut heap = BinaryHeap::new();
        let mut all: Vec<Entries<N>> = Vec::new();
        for (i, segment) in self.segments.iter().enumerate() {
            let (at, entries) = place(&segment.place);
            let mut entries = Entries::new(&self.file, at, entries);
            if let Some(first) = entries.next()? {
                heap.push(Reverse((key(&first), i)));
            }
            all.push(entries);
        }
        while let Some(Reverse((k, i))) = heap.pop() {
            hand(k)?;
            if let Some(next) = all[i].next()? {
                heap.push(Reverse((key(&next), i)));
            }
        }
        Ok(())
    }
}

/// Entries that stand one after another, some in memory at a time.
struct Entries<'f, const N: usize> {
    file: &'f File,
    at: u64,
    left: u64,
    held: Vec<u8>,
    next: usize,
}

impl<'f, const N: usize> Entries<'f, N> {
    fn new(file: &'f File, at: u64, entries: u64) -> Self {
        Entries {
            file,
            at,
            left: entries,
            held: Vec::new(),
            next: 0,
        }
    }

    fn next(&mut self) -> io::Result<Option<[u8; N]>> {
        if self.next == self.held.len() {
            let bytes = self.left.saturating_mul(N as u64).min(HELD_BYTES as u64);
            if bytes == 0 {
                return Ok(None);
            }
            self.held.resize(bytes as usize, 0);
            read_at(self.file, &mut self.held, self.at)?;
            self.at += bytes;
            self.left -= bytes / N as u64;
            self.next = 0;
        }
        let entry = self.held[self.next..].first_chunk::<N>().copied();
        self.next += N;
        Ok(entry)
    }
}
