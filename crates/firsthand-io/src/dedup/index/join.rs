//! Many records looked up at once: their anchors in ascending order, so that every page is read
//! once at most, and no page that none of them needs.

use super::super::record::{Record, read_at};
use super::Index;
use super::segment::{ANCHOR_BYTES, PAGE_ENTRIES, Segment, WHOLE_BYTES, whole_of};
use firsthand::dedup::{Before, LISTED_MAX, Sketch, Sketches, Verdict};
use std::fs::File;
use std::io;

/// What an index knows of some texts.
pub(in super::super) struct Joined<'i> {
    index: &'i Index,
    /// Text and number of a record that shares an anchor with it, once for each anchor; sorted.
    met: Vec<(u32, u32)>,
    /// How many records an anchor lists, by anchor.
    listed: Vec<(u32, u8)>,
    /// What became of texts of the same words, by text.
    twins: Vec<(u32, Verdict)>,
    record: Record,
    /// Where `listed` was read last.
    at: usize,
    /// What went wrong while a record was read.
    pub(in super::super) failed: Option<io::Error>,
}

impl Index {
    /// Looks all of `texts` up.
    pub(in super::super) fn join(&self, texts: &Sketches) -> io::Result<Joined<'_>> {
        let mut joined = Joined {
            index: self,
            met: Vec::new(),
            listed: Vec::new(),
            twins: Vec::new(),
            record: Record::default(),
            at: 0,
            failed: None,
        };
        if self.segments.is_empty() {
            return Ok(joined);
        }
        let anchors = anchors_of(texts);
        let mut counts = Vec::new();
        for segment in &self.segments {
            joined.anchors(&self.file, segment, &anchors, &mut counts)?;
            joined.wholes(&self.file, segment, texts)?;
        }
        let distinct = anchors.chunk_by(|a, b| a.0 == b.0);
        let counted = distinct.zip(&counts).filter(|(_, n)| **n > 0);
        joined.listed = counted.map(|(same, n)| (same[0].0, *n)).collect();
        joined.met.sort_unstable();
        joined.twins.sort_unstable_by_key(|t| t.0);
        Ok(joined)
    }
}

/// Every anchor with its text, sorted.
fn anchors_of(texts: &Sketches) -> Vec<(u32, u32)> {
    let mut anchors = Vec::new();
    for text in 0..texts.len() {
        let of_text = texts.get(text).anchors();
        anchors.extend(of_text.iter().map(|a| (*a, text as u32)));
    }
    anchors.sort_unstable();
    anchors
}

impl Joined<'_> {
    fn anchors(
        &mut self,
        file: &File,
        segment: &Segment,
        anchors: &[(u32, u32)],
        counts: &mut Vec<u8>,
    ) -> io::Result<()> {
        let place = &segment.place;
        let mut pages = Pages::<ANCHOR_BYTES>::new(file, place.anchors_at, place.anchors);
        for (i, same) in anchors.chunk_by(|a, b| a.0 == b.0).enumerate() {
            if i == counts.len() {
                counts.push(0);
            }
            let anchor = same[0].0;
            pages.go_before(&segment.anchors, anchor);
            while let Some(entry) = pages.entry()? {
                let entry = u64::from_le_bytes(*entry);
                if entry as u32 > anchor {
                    break;
                }
                if entry as u32 == anchor && usize::from(counts[i]) < LISTED_MAX {
                    counts[i] += 1;
                    let number = (entry >> 32) as u32;
                    self.met.extend(same.iter().map(|s| (s.1, number)));
                }
                pages.next += 1;
            }
        }
        Ok(())
    }

    fn wholes(&mut self, file: &File, segment: &Segment, texts: &Sketches) -> io::Result<()> {
        let mut wholes: Vec<(u64, u32)> = (0..texts.len())
            .map(|t| (texts.get(t).whole, t as u32))
            .collect();
        wholes.sort_unstable();
        let place = &segment.place;
        let mut pages = Pages::<WHOLE_BYTES>::new(file, place.wholes_at, place.wholes);
        for (whole, text) in wholes {
            pages.go_before(&segment.wholes, whole);
            while let Some(entry) = pages.entry()? {
                let (found, verdict) = whole_of(entry);
                if found == whole {
                    self.twins.push((text, verdict));
                }
                // Several texts may look for one entry.
                if found >= whole {
                    break;
                }
                pages.next += 1;
            }
        }
        Ok(())
    }
}

/// Sorted entries of a segment, a page in memory at a time.
struct Pages<'f, const N: usize> {
    file: &'f File,
    at: u64,
    entries: u64,
    page: Vec<u8>,
    /// The page that is in memory.
    page_ix: u64,
    /// The entry that is read next.
    next: u64,
}

impl<'f, const N: usize> Pages<'f, N> {
    fn new(file: &'f File, at: u64, entries: u64) -> Self {
        Pages {
            file,
            at,
            entries,
            page: Vec::new(),
            page_ix: u64::MAX,
            next: 0,
        }
    }

    /// Goes on to the last page that begins before `key`; `firsts` are the first keys of the pages.
    fn go_before<K: PartialOrd>(&mut self, firsts: &[K], key: K) {
        let here = (self.next / PAGE_ENTRIES as u64) as usize;
        let later = firsts.get(here..).unwrap_or_default();
        let page = here + later.partition_point(|f| *f < key).saturating_sub(1);
        self.next = self.next.max((page * PAGE_ENTRIES) as u64);
    }

    fn entry(&mut self) -> io::Result<Option<&[u8; N]>> {
        if self.next >= self.entries {
            return Ok(None);
        }
        let page_ix = self.next / PAGE_ENTRIES as u64;
        if page_ix != self.page_ix {
            let first = page_ix * PAGE_ENTRIES as u64;
            let entries = (self.entries - first).min(PAGE_ENTRIES as u64);
            self.page.resize(entries as usize * N, 0);
            read_at(self.file, &mut self.page, self.at + first * N as u64)?;
            self.page_ix = page_ix;
        }
        let i = (self.next % PAGE_ENTRIES as u64) as usize;
        Ok(self.page.as_chunks::<N>().0.get(i))
    }
}

impl Before for Joined<'_> {
    fn kept(&self) -> u32 {
        self.index.kept()
    }

    fn twin(&mut self, text: usize) -> Option<Verdict> {
        let i = self.twins.binary_search_by_key(&(text as u32), |t| t.0);
        i.ok().map(|i| self.twins[i].1)
    }

    fn met(&mut self, text: usize, numbers: &mut Vec<u32>) {
        let from = self.met.partition_point(|m| (m.0 as usize) < text);
        let of_text = self.met[from..].iter();
        let of_text = of_text.take_while(|m| m.0 as usize == text);
        numbers.extend(of_text.map(|m| m.1));
    }

    fn listed(&mut self, anchor: u32) -> usize {
        while self.listed.get(self.at).is_some_and(|l| l.0 < anchor) {
            self.at += 1;
        }
        let found = self.listed.get(self.at).filter(|l| l.0 == anchor);
        found.map_or(0, |l| usize::from(l.1))
    }

    fn sketch(&mut self, number: u32) -> Option<Sketch<'_>> {
        if let Err(e) = self.index.record(number, &mut self.record) {
            self.failed.get_or_insert(e);
            return None;
        }
        Some(self.record.sketch())
    }
}
