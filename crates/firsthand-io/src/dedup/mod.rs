//! A corpus in, the records worth keeping out. The method is [`firsthand::dedup`]; here it is fed and
//! its verdicts are written.
//!
//! The input is read twice: once for the samples, once for the records that are kept. Nothing of a
//! text is held in between. Samples beyond [`Settings::memory_bytes`] go to a folder (`scratch`),
//! and are decided on one part after another, each after an index of what was kept before; the
//! verdicts are the same. An index that the user names is one that stays.

mod blocks;
mod index;
mod outlets;
mod pages;
mod part;
mod query;
mod record;
mod scratch;
mod spool;
mod write;

use crate::read::{Block, End, Fields, Lines, Map, Progress, each_block};
use firsthand::dedup::{Keep, Reason, Sketcher, Sketches, Verdict};
use firsthand::{Page, Skipped};
pub use index::Index;
pub use outlets::Outlets;
pub use pages::{Decided, decide_pages};
use part::{Part, Wanted, id_of, is_line, tie_of_page};
pub use query::{Asked, query};
use rayon::prelude::*;
use scratch::{Places, Scratch};
pub use spool::Input;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
pub use write::{Format, What, Written, write};

/// How a corpus is read.
pub struct Settings<'s> {
    /// The names of columns.
    pub map: &'s Map,
    /// Whether each record's own id is held, for [`What::Table`] and for an index.
    pub ids: bool,
    /// Which record is kept.
    pub keep: Keep,
    /// Whose records are kept before those of others, whatever `keep` says.
    pub outlets: &'s Outlets,
    /// Bytes of memory to aim at: above a quarter of them samples go to the disk.
    pub memory_bytes: usize,
    /// The folder for these, which a later run finds after a kill; a temporary one where there is no
    /// name.
    pub scratch: Option<PathBuf>,
}

/// So many times the samples held at once fit into the memory that the user allows: deciding
/// takes about as much again for a while, and so does an index that is made of them.
const HELD_PART: usize = 4;

/// What is held of a corpus after the first reading, and what becomes of its records.
#[derive(Default)]
pub struct Corpus {
    /// Samples that are not in `scratch`.
    sketches: Sketches,
    /// What is held of every record.
    places: Places,
    /// The ids of records that are not in `scratch`, where the user wants ids.
    ids: Option<Vec<Box<str>>>,
    scratch: Option<Scratch>,
    /// How many records were taken over from an earlier run.
    pub resumed: usize,
    memory_bytes: usize,
    hands: Vec<Mutex<Hand>>,
    /// What was made of the last block, which is added while the next one is worked on.
    made: Vec<Part>,
    /// What becomes of each record, after [`Corpus::decide`].
    verdicts: Vec<Verdict>,
    /// How many records an index had before these, and which record each number from there on is.
    first: u32,
    kept: Vec<u32>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// What else there is to say of the reading.
    pub end: End,
}

/// How many records there are of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Records that were read.
    pub records: usize,
    /// Records that are kept.
    pub kept: usize,
    /// Kept records for which others are dropped.
    pub clusters: usize,
    /// Records that are dropped for one that an index had before.
    pub known: usize,
}

impl Corpus {
    /// Reads `input` for the first time. Goes on where an earlier run with the same settings was
    /// killed, if it had come to spill.
    ///
    /// # Errors
    /// Where the folder for what does not fit cannot be used.
    pub fn read(
        input: &Input,
        settings: &Settings,
        mut progress: impl FnMut(&Progress),
    ) -> io::Result<Corpus> {
        let folder = settings.scratch.as_deref().filter(|f| Scratch::is_at(f));
        let mut scratch = match folder {
            Some(_) => Some(Scratch::open(folder, &told(settings))?),
            None => None,
        };
        loop {
            let places = scratch.as_mut().map(Scratch::places).transpose()?;
            let mut corpus = Corpus {
                places: places.unwrap_or_default(),
                ids: settings.ids.then(Vec::new),
                resumed: scratch.as_ref().map_or(0, Scratch::records),
                scratch: scratch.take(),
                memory_bytes: settings.memory_bytes,
                ..Corpus::default()
            };
            if corpus.read_all(input, settings, &mut progress)? {
                return Ok(corpus);
            }
            scratch = corpus.scratch.take();
            scratch.as_mut().map(Scratch::clear).transpose()?;
        }
    }

    /// Whether the input begins with the records that were taken over.
    fn read_all(
        &mut self,
        input: &Input,
        settings: &Settings,
        progress: &mut impl FnMut(&Progress),
    ) -> io::Result<bool> {
        let mut at = 0;
        let mut done = Ok(true);
        let end = each_block(input.paths(), settings.map, &mut |block, read| {
            if !matches!(done, Ok(true)) {
                return;
            }
            let first = at;
            at += block.len();
            if first < self.resumed {
                done = Ok(at <= self.resumed && self.is_known(block, first, input));
            } else {
                self.add(block, input, settings.outlets);
                // At the edge of a block, so that a later run can go on there.
                if self.sketches.bytes() >= self.memory_bytes / HELD_PART {
                    done = self.spill(settings).map(|()| true);
                }
            }
            progress(read);
        });
        self.end = end;
        let last = std::mem::take(&mut self.made);
        last.into_iter().for_each(|part| self.append(part));
        Ok(done? && at >= self.resumed)
    }

    /// Whether the records from `first` on are those of the block.
    fn is_known(&mut self, block: Block, first: usize, input: &Input) -> bool {
        let Places { ties, unread } = &self.places;
        match block {
            Block::Lines(lines) => (first..).zip(0..lines.len()).all(|(place, i)| {
                if unread[place] {
                    self.skipped.extend(lines.page(i).err());
                }
                is_line(&lines, i, input, ties[place])
            }),
            Block::Pages(pages) => (first..).zip(pages).all(|(place, page)| match page {
                Ok(page) => ties[place] == tie_of_page(&page, &id_of(&page, input)),
                Err(mut skipped) => {
                    skipped.locator = input.shown(&skipped.locator);
                    self.skipped.push(skipped);
                    unread[place]
                }
            }),
        }
    }

    fn add(&mut self, block: Block, input: &Input, outlets: &Outlets) {
        let threads = rayon::current_num_threads();
        let wanted = Wanted {
            input,
            ids: self.ids.is_some(),
            outlets,
        };
        let mut hands = std::mem::take(&mut self.hands);
        hands.resize_with(threads, Mutex::default);
        let last = std::mem::take(&mut self.made);
        let make = || match block {
            Block::Lines(lines) => of_lines(&lines, wanted, &hands),
            Block::Pages(pages) => of_pages(pages, wanted),
        };
        let append = || last.into_iter().for_each(|part| self.append(part));
        let (made, ()) = rayon::join(make, append);
        (self.made, self.hands) = (made, hands);
    }

    fn append(&mut self, part: Part) {
        let ties = (0..part.sketches.len()).map(|i| part.sketches.get(i).facts.tie);
        self.places.ties.extend(ties);
        self.places.unread.extend(part.unread);
        self.sketches.append(&part.sketches);
        self.skipped.extend(part.skipped);
        if let Some(ids) = &mut self.ids {
            ids.extend(part.ids);
        }
    }

    /// Writes what is held to the disk.
    fn spill(&mut self, settings: &Settings) -> io::Result<()> {
        if self.scratch.is_none() {
            let folder = settings.scratch.as_deref();
            self.scratch = Some(Scratch::open(folder, &told(settings))?);
        }
        if let Some(scratch) = &mut self.scratch {
            let ids = self.ids.as_deref().unwrap_or_default();
            scratch.spill(&self.sketches, (&self.places, ids), settings.keep)?;
            self.sketches.clear();
            self.ids.iter_mut().for_each(Vec::clear);
        }
        Ok(())
    }

    /// How many records were read.
    pub fn records(&self) -> usize {
        self.places.unread.iter().filter(|unread| !**unread).count()
    }

    /// How many records are kept.
    pub fn counts(&self) -> Counts {
        let read = |(i, _): &(usize, &Verdict)| !self.places.unread[*i];
        let count = |is: &dyn Fn(&Verdict) -> bool| {
            let all = self.verdicts.iter().enumerate().filter(read);
            all.filter(|(_, v)| is(v)).count()
        };
        Counts {
            records: self.records(),
            kept: count(&|v| v.reason.keeps()),
            clusters: count(&|v| v.reason == Reason::First),
            known: count(&|v| v.kept < self.first),
        }
    }

    /// Deletes what was put aside, after the output is whole.
    ///
    /// # Errors
    /// Where the folder cannot be deleted.
    pub fn finish(&mut self) -> io::Result<()> {
        self.scratch.take().map_or(Ok(()), Scratch::remove)
    }

    /// The id of a record.
    fn id(&self, place: usize) -> io::Result<String> {
        let spilled = self.scratch.as_ref().map_or(0, Scratch::records);
        if let (Some(scratch), true) = (&self.scratch, place < spilled) {
            return scratch.id(place);
        }
        let ids = self.ids.as_deref().unwrap_or_default();
        Ok(ids.get(place - spilled).map_or("", |id| id).to_owned())
    }
}

/// What samples that were put aside depend on; the number grows when they change.
fn told(settings: &Settings) -> String {
    let Settings {
        map,
        ids,
        keep,
        outlets,
        ..
    } = settings;
    format!("samples/2 {map:?} ids={ids} keep={keep:?} {outlets:?}")
}

impl Block<'_> {
    /// How many records it has.
    fn len(&self) -> usize {
        match self {
            Block::Lines(lines) => lines.len(),
            Block::Pages(pages) => pages.len(),
        }
    }
}

/// Lines that one thread takes at once.
const LINES_AT_ONCE: usize = 8;

/// What a thread works with, and takes up again for its next lines.
type Hand = (Sketcher, Fields);

fn of_lines(lines: &Lines, wanted: Wanted, hands: &[Mutex<Hand>]) -> Vec<Part> {
    (0..lines.len().div_ceil(LINES_AT_ONCE))
        .into_par_iter()
        .map(|chunk| {
            let held = rayon::current_thread_index().and_then(|thread| hands.get(thread));
            let mut held = held.and_then(|hand| hand.try_lock().ok());
            let mut new = Hand::default();
            let (sketcher, fields) = held.as_deref_mut().unwrap_or(&mut new);
            let from = chunk * LINES_AT_ONCE;
            let mut part = Part::default();
            for i in from..lines.len().min(from + LINES_AT_ONCE) {
                part.line(lines, i, wanted, (sketcher, fields));
            }
            part
        })
        .collect()
}

fn of_pages(pages: Vec<Result<Page, Skipped>>, wanted: Wanted) -> Vec<Part> {
    pages
        .into_par_iter()
        .map_init(Sketcher::default, |sketcher, page| {
            let mut part = Part::default();
            part.page(page, wanted, sketcher);
            part
        })
        .collect()
}
