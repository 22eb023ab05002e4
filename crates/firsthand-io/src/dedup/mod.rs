//! A corpus in, the records worth keeping out. The method is [`firsthand::dedup`]; here it is fed and
//! its verdicts are written.
//!
//! The input is read twice: once for the samples, once for the records that are kept. Nothing of a
//! text is held in between, so that memory grows by what [`Corpus::bytes_held`] counts and no more.

mod spool;
mod write;

use crate::read::{Block, Column, End, Fields, Lines, Map, Progress, each_block, published};
use firsthand::dedup::{self, Config, Facts, Sketcher, Sketches, Verdict};
use firsthand::{Page, Skipped};
use rayon::prelude::*;
pub use spool::Input;
pub use write::{Format, What, write};
use xxhash_rust::xxh3::xxh3_64;

/// What is held of a corpus after the first reading, and what becomes of its records.
#[derive(Default)]
pub struct Corpus {
    sketches: Sketches,
    /// For every record in the order of reading, whether it could not be read; its sketch is empty.
    unread: Vec<bool>,
    /// The id of every record, where the user wants a table.
    ids: Option<Vec<Box<str>>>,
    /// What becomes of each, after [`Corpus::decide`].
    verdicts: Vec<Verdict>,
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
}

impl Corpus {
    /// Reads `input` for the first time. With `ids` each record's own id is held, for [`What::Table`].
    pub fn read(
        input: &Input,
        map: &Map,
        ids: bool,
        mut progress: impl FnMut(&Progress),
    ) -> Corpus {
        let mut corpus = Corpus {
            ids: ids.then(Vec::new),
            ..Corpus::default()
        };
        let end = each_block(input.paths(), map, &mut |block, at| {
            match block {
                Block::Lines(lines) => corpus.add(&lines, input, ids),
                Block::Pages(pages) => {
                    let parts: Vec<Part> = pages
                        .into_par_iter()
                        .map_init(Sketcher::default, |sketcher, page| {
                            let mut part = Part::default();
                            part.page(page, input, ids, sketcher);
                            part
                        })
                        .collect();
                    parts.into_iter().for_each(|p| corpus.append(p));
                }
            }
            progress(at);
        });
        corpus.end = end;
        corpus
    }

    /// Decides what becomes of every record.
    pub fn decide(&mut self, config: &Config) {
        self.verdicts = dedup::decide(&self.sketches, config);
    }

    /// How many records were read.
    pub fn records(&self) -> usize {
        self.unread.iter().filter(|unread| !**unread).count()
    }

    /// How many records are kept.
    pub fn counts(&self) -> Counts {
        let read = |(i, _): &(usize, &Verdict)| !self.unread[*i];
        let all = || self.verdicts.iter().enumerate().filter(read);
        Counts {
            records: self.records(),
            kept: all().filter(|(i, v)| v.keeps(*i)).count(),
            clusters: all()
                .filter(|(_, v)| v.reason == dedup::Reason::First)
                .count(),
        }
    }

    /// Bytes held for the records, without what deciding needs for a while.
    pub fn bytes_held(&self) -> usize {
        let ids = self
            .ids
            .iter()
            .flatten()
            .map(|id| size_of_val(id) + id.len());
        self.sketches.bytes() + self.unread.len() + ids.sum::<usize>()
    }

    fn add(&mut self, lines: &Lines, input: &Input, ids: bool) {
        let parts: Vec<Part> = (0..lines.len().div_ceil(LINES_AT_ONCE))
            .into_par_iter()
            .map_init(Default::default, |(sketcher, fields), chunk| {
                let from = chunk * LINES_AT_ONCE;
                let mut part = Part::default();
                for i in from..lines.len().min(from + LINES_AT_ONCE) {
                    part.line(lines, i, input, ids, (sketcher, fields));
                }
                part
            })
            .collect();
        parts.into_iter().for_each(|p| self.append(p));
    }

    fn append(&mut self, part: Part) {
        self.sketches.append(&part.sketches);
        self.unread.extend(part.unread);
        self.skipped.extend(part.skipped);
        if let Some(ids) = &mut self.ids {
            ids.extend(part.ids);
        }
    }
}

/// Lines that one thread takes at once.
const LINES_AT_ONCE: usize = 64;

/// What some records make.
#[derive(Default)]
struct Part {
    sketches: Sketches,
    unread: Vec<bool>,
    ids: Vec<Box<str>>,
    skipped: Vec<Skipped>,
}

impl Part {
    fn line(
        &mut self,
        lines: &Lines,
        i: usize,
        input: &Input,
        ids: bool,
        (sketcher, fields): (&mut Sketcher, &mut Fields),
    ) {
        if !lines.fields(i, fields) {
            self.page(lines.page(i), input, ids, sketcher);
            // A page's own tie knows the hash of its bytes; a line's is told without.
            self.sketches.tie_last(tie_of_line(lines, i, false));
            return;
        }
        let id = fields.get(Column::Id);
        let told = [
            Column::Url,
            Column::Title,
            Column::Date,
            Column::Outlet,
            Column::Author,
        ];
        let facts = Facts {
            published: fields.get(Column::Date).and_then(published),
            fields: told.iter().filter(|c| fields.get(**c).is_some()).count() as u8,
            tie: tie_of_line(lines, i, id.is_none()),
        };
        let text = fields.get(Column::Text).unwrap_or_default();
        sketcher.add(text, facts, &mut self.sketches);
        self.unread.push(false);
        if ids {
            let id = id.map_or_else(|| input.shown(&lines.locator(i)), str::to_owned);
            self.ids.push(id.into());
        }
    }

    fn page(
        &mut self,
        page: Result<Page, Skipped>,
        input: &Input,
        ids: bool,
        sketcher: &mut Sketcher,
    ) {
        self.unread.push(page.is_err());
        let page = page.unwrap_or_else(|mut skipped| {
            skipped.locator = input.shown(&skipped.locator);
            self.skipped.push(skipped);
            Page::default()
        });
        let declared = &page.declared;
        let told = [
            &declared.url,
            &declared.title,
            &declared.published,
            &declared.outlet,
        ];
        let fields =
            told.iter().filter(|f| f.is_some()).count() + usize::from(!declared.authors.is_empty());
        let id = id_of(&page, input);
        let facts = Facts {
            published: declared.published.as_deref().and_then(published),
            fields: fields as u8,
            tie: xxh3_64(format!("{} {id}", page.sha256).as_bytes()),
        };
        sketcher.add(&page.content, facts, &mut self.sketches);
        if ids {
            self.ids.push(id.into());
        }
    }
}

/// The record's own id, or its place.
fn id_of(page: &Page, input: &Input) -> String {
    let id = page.record.clone();
    id.unwrap_or_else(|| input.shown(&page.locator))
}

/// A hash of a line, and of its place where it has no id of its own.
fn tie_of_line(lines: &Lines, i: usize, with_place: bool) -> u64 {
    let hash = xxh3_64(lines.line(i).trim_ascii());
    match with_place {
        true => hash ^ xxh3_64(lines.locator(i).as_bytes()),
        false => hash,
    }
}
