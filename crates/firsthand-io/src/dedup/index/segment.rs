//! A segment: what one part of a corpus added, and how it is written.

use super::super::record::{self, damaged, read_at};
use super::head::Place;
use super::{Index, Joined, SEGMENTS_MAX};
use firsthand::dedup::{Before, NUMBERLESS, Reason, Sketches, Verdict, Verdicts};
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// Bytes of an anchor and the number of a record that has it.
pub(super) const ANCHOR_BYTES: usize = 8;
/// Bytes of the hash of a text and what became of it.
pub(super) const WHOLE_BYTES: usize = 20;
/// Entries of a page: what is read for one look-up, 4 and 10 kB.
pub(super) const PAGE_ENTRIES: usize = 512;

/// A segment that is open: where it is, and the first entry of every page.
pub(super) struct Segment {
    pub(super) place: Place,
    pub(super) anchors: Vec<u32>,
    pub(super) wholes: Vec<u64>,
}

impl Segment {
    /// Reads the first entries, which stand behind the pages.
    pub(super) fn open(file: &File, place: Place) -> io::Result<Segment> {
        let pages = |entries: u64| entries.div_ceil(PAGE_ENTRIES as u64);
        let anchors_at = place.anchors_at + place.anchors * ANCHOR_BYTES as u64;
        let wholes_at = place.wholes_at + place.wholes * WHOLE_BYTES as u64;
        let anchors = column::<4>(file, anchors_at, pages(place.anchors))?;
        let wholes = column::<8>(file, wholes_at, pages(place.wholes))?;
        Ok(Segment {
            place,
            anchors: anchors.into_iter().map(u32::from_le_bytes).collect(),
            wholes: wholes.into_iter().map(u64::from_le_bytes).collect(),
        })
    }
}

/// Numbers that stand one after another in a file.
fn column<const N: usize>(file: &File, at: u64, count: u64) -> io::Result<Vec<[u8; N]>> {
    let bytes = count.checked_mul(N as u64).ok_or_else(damaged)?;
    if at
        .checked_add(bytes)
        .is_none_or(|end| file.metadata().is_ok_and(|m| m.len() < end))
    {
        return Err(damaged());
    }
    let mut read = vec![0; usize::try_from(bytes).map_err(|_| damaged())?];
    read_at(file, &mut read, at)?;
    Ok(read.as_chunks::<N>().0.to_vec())
}

impl Index {
    /// Adds what was kept of `texts`, and what became of each, behind what is there. It counts
    /// after [`Index::commit`].
    pub(in super::super) fn append(
        &mut self,
        texts: &Sketches,
        verdicts: &Verdicts,
        twins: &[bool],
        mut id: impl FnMut(u32) -> io::Result<String>,
    ) -> io::Result<()> {
        let mut writer = Writer::new(&self.file, self.end, self.kept())?;
        let mut bytes = Vec::new();
        let mut anchors = Vec::new();
        for (number, text) in (verdicts.first..).zip(&verdicts.kept) {
            let sketch = texts.get(*text as usize);
            bytes.clear();
            record::add(&sketch, 0, &id(*text)?, &mut bytes);
            writer.record(&bytes)?;
            anchors.extend(sketch.anchors().iter().map(|a| (*a, number)));
        }
        writer.starts()?;
        anchors.sort_unstable();
        for (anchor, number) in anchors {
            writer.anchor(anchor, number)?;
        }
        writer.anchors_done()?;
        for (whole, verdict) in new_wholes(texts, verdicts, twins) {
            writer.whole(whole, &verdict)?;
        }
        let (segment, end) = writer.done()?;
        self.segments.push(segment);
        self.end = end;
        match self.segments.len() > SEGMENTS_MAX {
            true => self.merge(),
            false => Ok(()),
        }
    }
}

/// The hashes of the texts that nothing before was the same as, with what became of them: sorted,
/// each once.
fn new_wholes(texts: &Sketches, verdicts: &Verdicts, twins: &[bool]) -> Vec<(u64, Verdict)> {
    let mut wholes: Vec<(u64, bool, usize)> = (0..texts.len())
        .filter(|t| !twins[*t] && verdicts.of[*t].kept != NUMBERLESS)
        .map(|t| (texts.get(t).whole, !verdicts.of[t].reason.keeps(), t))
        .collect();
    wholes.sort_unstable();
    // Where one of the same words is kept, it stands first.
    wholes.dedup_by_key(|w| w.0);
    wholes
        .into_iter()
        .map(|(whole, _, t)| (whole, verdicts.of[t]))
        .collect()
}

/// Writes the parts of a segment in their order.
pub(super) struct Writer<'f> {
    out: BufWriter<&'f File>,
    at: u64,
    place: Place,
    starts: Vec<u64>,
    anchors: Vec<u32>,
    wholes: Vec<u64>,
}

impl<'f> Writer<'f> {
    pub(super) fn new(mut file: &'f File, at: u64, first_number: u32) -> io::Result<Writer<'f>> {
        file.seek(SeekFrom::Start(at))?;
        Ok(Writer {
            out: BufWriter::with_capacity(1 << 18, file),
            at,
            place: Place {
                first_number,
                records_at: at,
                ..Place::default()
            },
            starts: Vec::new(),
            anchors: Vec::new(),
            wholes: Vec::new(),
        })
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    pub(super) fn record(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.starts.push(self.at);
        self.put(bytes)
    }

    /// After the last record: where each begins, and the last one ends.
    pub(super) fn starts(&mut self) -> io::Result<()> {
        self.place.records = u32::try_from(self.starts.len())
            .ok()
            .filter(|n| {
                n.checked_add(self.place.first_number)
                    .is_some_and(|n| n < NUMBERLESS)
            })
            .ok_or_else(|| io::Error::other("an index holds up to 4 billion records"))?;
        self.starts.push(self.at);
        self.place.starts_at = self.at;
        for start in std::mem::take(&mut self.starts) {
            self.put(&start.to_le_bytes())?;
        }
        self.place.anchors_at = self.at;
        Ok(())
    }

    pub(super) fn anchor(&mut self, anchor: u32, number: u32) -> io::Result<()> {
        if self.place.anchors.is_multiple_of(PAGE_ENTRIES as u64) {
            self.anchors.push(anchor);
        }
        self.place.anchors += 1;
        self.put(&(u64::from(anchor) | u64::from(number) << 32).to_le_bytes())
    }

    pub(super) fn anchors_done(&mut self) -> io::Result<()> {
        for i in 0..self.anchors.len() {
            self.put(&self.anchors[i].to_le_bytes())?;
        }
        self.place.wholes_at = self.at;
        Ok(())
    }

    pub(super) fn whole(&mut self, whole: u64, verdict: &Verdict) -> io::Result<()> {
        if self.place.wholes.is_multiple_of(PAGE_ENTRIES as u64) {
            self.wholes.push(whole);
        }
        self.place.wholes += 1;
        self.put(&whole_bytes(whole, verdict))
    }

    pub(super) fn done(mut self) -> io::Result<(Segment, u64)> {
        for i in 0..self.wholes.len() {
            self.put(&self.wholes[i].to_le_bytes())?;
        }
        self.out.flush()?;
        let segment = Segment {
            place: self.place,
            anchors: self.anchors,
            wholes: self.wholes,
        };
        Ok((segment, self.at))
    }
}

fn whole_bytes(whole: u64, verdict: &Verdict) -> [u8; WHOLE_BYTES] {
    let mut bytes = [0; WHOLE_BYTES];
    bytes[..8].copy_from_slice(&whole.to_le_bytes());
    bytes[8..12].copy_from_slice(&verdict.kept.to_le_bytes());
    bytes[12..16].copy_from_slice(&verdict.containment.to_le_bytes());
    bytes[16] = match verdict.reason {
        Reason::Alone | Reason::First | Reason::Wordless => 0,
        Reason::Same => 1,
        Reason::Contained => 2,
        Reason::Contains => 3,
    };
    bytes
}

/// The hash of a text and what became of it.
pub(super) fn whole_of(bytes: &[u8; WHOLE_BYTES]) -> (u64, Verdict) {
    let four = |at: usize| [0, 1, 2, 3].map(|i| bytes[at + i]);
    let eight = [0, 1, 2, 3, 4, 5, 6, 7].map(|i| bytes[i]);
    let verdict = Verdict {
        kept: u32::from_le_bytes(four(8)),
        containment: f32::from_le_bytes(four(12)),
        reason: match bytes[16] {
            0 => Reason::Alone,
            1 => Reason::Same,
            2 => Reason::Contained,
            _ => Reason::Contains,
        },
    };
    (u64::from_le_bytes(eight), verdict)
}

impl Joined<'_> {
    /// For each text whether a text of the same words was decided on before.
    pub(in super::super) fn twins(&mut self, texts: usize) -> Vec<bool> {
        (0..texts).map(|t| self.twin(t).is_some()).collect()
    }
}
