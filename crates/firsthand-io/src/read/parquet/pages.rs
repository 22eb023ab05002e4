//! What do the pages of a column unpack to?
//!
//! The library unpacks a whole page and makes room for all values that its head counts before it hands the first one on, and
//! a head of twenty bytes may count two thousand million. So the heads are read before, by the same types as the footer.

use super::super::stream::bomb;
use super::footer::STATISTICS;
use super::thrift::{
    Look,
    Shape::{self, Struct, Truth, Whole},
};
use ::parquet::basic::{Compression, Encoding};
use ::parquet::file::metadata::ColumnChunkMetaData;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes of the file that are read for a head at first, and that each page is taken for; more are read where its bounds are long,
/// up to the second figure.
const HEAD_BYTES: u64 = 1 << 10;
const HEAD_BYTES_MAX: u64 = 1 << 24;

/// Bytes that a value or the absence of one takes while it is read, beside its own.
const VALUE_BYTES: u64 = 64;

/// What all pages of a column unpack to.
#[derive(Default)]
pub(super) struct Weight {
    /// Bytes, with what each page and value takes beside.
    pub(super) all: u64,
    /// Bytes of the largest page.
    pub(super) largest: u64,
    /// Bytes that the values of one page may come to where each may begin as the one before ends (`DELTA_BYTE_ARRAY`).
    pub(super) shared: u64,
}

/// The head of a page.
#[derive(Default)]
struct Head {
    unpacked: u64,
    packed: u64,
    values: u64,
    /// Bytes before those that are packed.
    levels: u64,
    is_delta: bool,
}

/// Weighs a column of one group of rows; a reason where the head of a page cannot be read, or all unpack to more than `most`.
pub(super) fn weigh(
    file: &mut File,
    column: &ColumnChunkMetaData,
    most: u64,
) -> io::Result<Result<Weight, String>> {
    let mut weight = Weight::default();
    let (mut at, length) = column.byte_range();
    let end = at.saturating_add(length);
    while at < end {
        let Some((head, bytes)) = read_head(file, at, end - at)? else {
            return Ok(Err(
                "the file is damaged: the head of a page cannot be read".into(),
            ));
        };
        at += bytes;
        if head.packed > end - at {
            return Ok(Err(
                "the file is damaged: a page is longer than its column".into()
            ));
        }
        if !unpacks(file, at, &head, column.compression())? {
            return Ok(Err(bomb()));
        }
        at += head.packed;
        // Each number is below 2^31, and there are no more pages than half the bytes of a file.
        let page = head.unpacked.max(head.packed);
        weight.all += HEAD_BYTES + page + head.values * VALUE_BYTES;
        weight.largest = weight.largest.max(page);
        if head.is_delta {
            weight.shared = weight.shared.max(head.values * page);
        }
        if weight.all > most {
            return Ok(Err(bomb()));
        }
    }
    Ok(Ok(weight))
}

/// The head of the page at `at`, and its length; none where there is none within `left` bytes.
fn read_head(file: &mut File, at: u64, left: u64) -> io::Result<Option<(Head, u64)>> {
    let mut bytes = Vec::new();
    let mut want = HEAD_BYTES;
    loop {
        file.seek(SeekFrom::Start(at + bytes.len() as u64))?;
        let more = want.min(left) - bytes.len() as u64;
        file.take(more).read_to_end(&mut bytes)?;
        let mut look = Look { bytes: &bytes };
        if let Some(head) = head(&mut look) {
            let length = bytes.len() - look.bytes.len();
            return Ok(Some((head, length as u64)));
        }
        if (bytes.len() as u64) < want || want >= HEAD_BYTES_MAX {
            return Ok(None);
        }
        want *= 4;
    }
}

/// The fields of a head that are passed over, and of the heads within it for pages of data, of a dictionary, and of data in the
/// second version.
const HEAD: &[(i16, Shape)] = &[(1, Whole), (4, Whole), (6, Struct(&[]))];
const DATA: &[(i16, Shape)] = &[(3, Whole), (4, Whole), (5, Struct(STATISTICS))];
const DICTIONARY: &[(i16, Shape)] = &[(2, Whole), (3, Truth)];
const DATA_2: &[(i16, Shape)] = &[(2, Whole), (3, Whole), (7, Truth), (8, Struct(STATISTICS))];

fn head(look: &mut Look) -> Option<Head> {
    let mut head = Head::default();
    look.fields(|look, number, kind| {
        match number {
            2 => head.unpacked = size(look, kind)?,
            3 => head.packed = size(look, kind)?,
            5 | 7 | 8 => look.within(kind, |look, within, kind| {
                match (number, within) {
                    (_, 1) => head.values = head.values.max(size(look, kind)?),
                    (5, 2) | (8, 4) => head.is_delta |= look.whole(kind)? as i32 == DELTA,
                    (8, 5 | 6) => head.levels += size(look, kind)?,
                    (5, _) => look.field(DATA, within, kind)?,
                    (7, _) => look.field(DICTIONARY, within, kind)?,
                    _ => look.field(DATA_2, within, kind)?,
                }
                Some(())
            })?,
            _ => look.field(HEAD, number, kind)?,
        }
        Some(())
    })?;
    Some(head)
}

/// The number of `DELTA_BYTE_ARRAY` among the encodings.
const DELTA: i32 = Encoding::DELTA_BYTE_ARRAY as i32;

/// A size or a count, which is not below zero.
fn size(look: &mut Look, kind: u8) -> Option<u64> {
    // As the library shortens it.
    u64::try_from(look.whole(kind)? as i32).ok()
}

/// Whether a page unpacks to no more than its head says, where the library does not look.
fn unpacks(file: &mut File, at: u64, head: &Head, by: Compression) -> io::Result<bool> {
    if !matches!(
        by,
        Compression::GZIP(_) | Compression::BROTLI(_) | Compression::LZ4
    ) {
        return Ok(true);
    }
    file.seek(SeekFrom::Start(at + head.levels))?;
    let packed = file.take(head.packed.saturating_sub(head.levels));
    let mut unpacked: Box<dyn Read> = match by {
        Compression::GZIP(_) => Box::new(flate2::read::MultiGzDecoder::new(packed)),
        Compression::BROTLI(_) => Box::new(brotli_decompressor::Decompressor::new(
            packed,
            HEAD_BYTES as usize,
        )),
        _ => Box::new(lz4_flex::frame::FrameDecoder::new(packed)),
    };
    let (mut piece, mut left) = ([0; 1 << 13], head.unpacked);
    loop {
        // What is damaged is told by who reads the page.
        match unpacked.read(&mut piece) {
            Ok(0) | Err(_) => return Ok(true),
            Ok(n) => match left.checked_sub(n as u64) {
                None => return Ok(false),
                Some(rest) => left = rest,
            },
        }
    }
}
