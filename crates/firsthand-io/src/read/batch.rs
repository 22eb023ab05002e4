//! From the bytes of pages to pages: many at once on all threads, handed on in the order in which
//! they were found.

use super::columns::{Column, Columns};
use super::lines::Lines;
use super::record::{self, Record};
use super::{Block, Handed, Place, Progress, decode, html, json, markdown, text};
use encoding_rs::Encoding;
use firsthand::{Declared, Interval, Page, Skipped};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Pages that are taken apart at once.
const BATCH_PAGES: usize = 256;

/// Bytes of one batch above which it is closed early, so that memory stays bounded.
const BATCH_BYTES: usize = 16 << 20;

/// A page as found, not yet taken apart.
pub(super) enum Found {
    /// Plain text.
    Text(Vec<u8>),
    /// Markdown.
    Markdown(Vec<u8>),
    /// HTML.
    Html(Vec<u8>),
    /// One record as JSON.
    Json(Vec<u8>),
    /// The cells of a row of a table, in any encoding.
    Cells(Cells),
    /// Text or HTML of a response or a feed, and what its container says of it.
    Within(Box<Within>),
    /// Nothing that can be read, and why.
    Nothing(String),
}

/// What the columns of a row are, and its bytes in them; a list has several cells of one column.
pub(super) type Cells = Vec<((Column, usize), Vec<u8>)>;

/// A page in a container that knows more of it than the page itself.
#[derive(Default)]
pub(super) struct Within {
    pub(super) is_html: bool,
    pub(super) bytes: Vec<u8>,
    /// The encoding that the container declares.
    pub(super) label: Option<&'static Encoding>,
    pub(super) record: Option<String>,
    pub(super) declared: Declared,
    pub(super) captured: Interval,
}

/// Gathers what readers find, and hands the pages on.
pub(super) struct Batch<'a> {
    pub(super) columns: &'a Columns,
    pub(super) progress: Progress,
    /// What the user is told that is no fault of the input.
    pub(super) notes: Vec<String>,
    /// Whether JSON lines are handed on as they are, many at once, instead of as pages.
    pub(super) lines_whole: bool,
    /// How many records the file that is being read has had, for who unpacks it.
    pub(super) records: Arc<AtomicU64>,
    hand: &'a mut dyn FnMut(Block, &Progress),
    found: Vec<(Place, Found)>,
    bytes: usize,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        columns: &'a Columns,
        hand: &'a mut dyn FnMut(Block, &Progress),
    ) -> Batch<'a> {
        Batch {
            columns,
            progress: Progress::default(),
            notes: Vec::new(),
            lines_whole: false,
            records: Arc::default(),
            hand,
            found: Vec::new(),
            bytes: 0,
        }
    }

    pub(super) fn push(&mut self, place: Place, found: Found) {
        self.records.fetch_add(1, Ordering::Relaxed);
        self.bytes += found.bytes();
        self.found.push((place, found));
        if self.found.len() >= BATCH_PAGES || self.bytes >= BATCH_BYTES {
            self.hand_on();
        }
    }

    pub(super) fn skip(&mut self, place: Place, reason: impl Into<String>) {
        self.push(place, Found::Nothing(reason.into()));
    }

    /// Takes apart what is waiting.
    pub(super) fn hand_on(&mut self) {
        self.bytes = 0;
        let columns = self.columns;
        let read: Handed = self
            .found
            .par_drain(..)
            .map(|(place, found)| found.page(place, columns))
            .collect();
        let skipped = read.iter().filter(|r| r.is_err()).count();
        self.progress.skipped += skipped;
        self.progress.pages += read.len() - skipped;
        (self.hand)(Block::Pages(read), &self.progress);
    }

    /// Hands lines on, after what is waiting.
    pub(super) fn hand_lines(&mut self, lines: Lines) {
        if !self.found.is_empty() {
            self.hand_on();
        }
        self.progress.pages += lines.len();
        (self.hand)(Block::Lines(lines), &self.progress);
    }
}

impl Found {
    fn bytes(&self) -> usize {
        match self {
            Found::Text(b) | Found::Markdown(b) | Found::Html(b) | Found::Json(b) => b.len(),
            Found::Cells(cells) => cells.iter().map(|c| c.1.len()).sum(),
            Found::Within(within) => within.bytes.len(),
            Found::Nothing(reason) => reason.len(),
        }
    }

    pub(super) fn page(self, place: Place, columns: &Columns) -> Result<Page, Skipped> {
        let of_record = |record: Result<Record, String>, sha256: String| {
            let page = record.and_then(|r| r.page(place.clone(), sha256, columns));
            page.map_err(|reason| skipped(&place, reason))
        };
        match self {
            Found::Text(bytes) => text::page(place.to_string(), &bytes),
            Found::Markdown(bytes) => markdown::page(place, &bytes, columns),
            Found::Html(bytes) => html::page(place.to_string(), &bytes),
            Found::Json(bytes) => of_record(json::record(&bytes, columns), super::sha256(&bytes)),
            Found::Cells(cells) => {
                let all: Vec<u8> = cells
                    .iter()
                    .flat_map(|c| [&c.1[..], b"\0"].concat())
                    .collect();
                of_record(Ok(of_cells(&cells, &all)), super::sha256(&all))
            }
            Found::Within(within) => within.page(place),
            Found::Nothing(reason) => Err(skipped(&place, reason)),
        }
    }
}

fn skipped(place: &Place, reason: String) -> Skipped {
    let locator = place.to_string();
    Skipped { locator, reason }
}

/// The record of a row. The encoding is told by the whole row, `all`: a name of six letters tells
/// none.
fn of_cells(cells: &Cells, all: &[u8]) -> Record {
    let encoding = decode::guess(all);
    let decode = |bytes: &Vec<u8>| match encoding {
        None => String::from_utf8_lossy(bytes).into_owned(),
        Some(e) => e.decode_without_bom_handling(bytes).0.into_owned(),
    };
    let mut record = Record::default();
    for of_one in cells.chunk_by(|a, b| a.0 == b.0) {
        record.put(of_one[0].0, of_one.iter().map(|c| decode(&c.1)).collect());
    }
    record
}

impl Within {
    fn page(self, place: Place) -> Result<Page, Skipped> {
        let decoded = match self.label {
            Some(label) => Cow::Owned(decode::decode(&self.bytes, Some(label)).into_owned()),
            None => Cow::Borrowed(""),
        };
        let bytes = match decoded.is_empty() {
            true => &self.bytes[..],
            false => decoded.as_bytes(),
        };
        let read = match self.is_html {
            true => html::page(place.to_string(), bytes),
            false => text::page(place.to_string(), bytes),
        };
        let mut page = read?;
        page.sha256 = super::sha256(&self.bytes);
        page.record = self.record;
        page.captured = self.captured;
        record::overrule(&mut page.declared, self.declared);
        Ok(page)
    }
}
