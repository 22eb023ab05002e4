//! The bytes of a file or of the standard input, unpacked where they are packed, a piece at a time.

use super::decode;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that are held of a file at once; its kind is told by the first of them.
const PIECE_BYTES: usize = 64 << 10;

/// A file that unpacks to more than this many times its own size is a bomb. News packs to a
/// fifth to a tenth, and the most repetitive tables that we saw to a sixtieth.
pub(super) const UNPACKED_TIMES_MAX: u64 = 250;

/// Up to here a file may unpack to any size: nothing that small harms.
pub(super) const UNPACKED_BYTES_FREE: u64 = 64 << 20;

const GZIP: &[u8] = b"\x1F\x8B";
const ZSTD: &[u8] = b"\x28\xB5\x2F\xFD";

/// Bytes that each record of a packed file, and each row of a table, is taken for at least: a page of one letter costs more than its letter, and 64 MiB
/// of them pack to 64 KiB.
pub(super) const RECORD_BYTES: u64 = 4 << 10;

/// Bytes of a file, unpacked.
pub(super) struct Stream {
    source: Source,
    piece: Vec<u8>,
    at: usize,
    /// Where the packed part of `piece` begins in the file (0 of a file that is not packed), and
    /// where in that part `piece` begins.
    part: u64,
    offset: u64,
    /// Bytes unpacked in all.
    unpacked: u64,
    /// How many records who reads it has found in them.
    records: Arc<AtomicU64>,
    /// What went wrong behind `piece`.
    failed: Option<io::Error>,
}

enum Source {
    Plain(Box<dyn Read + Send>),
    Gzip(Gzip),
    Zstd(Box<zstd::Decoder<'static, Counted>>),
    Transcoded(Box<DecodeReaderBytes<Stream, Vec<u8>>>),
}

/// The members of a gzip file, one after another. WARC files have one a record.
struct Gzip {
    member: Option<Box<GzDecoder<Counted>>>,
    start: u64,
}

/// Counts the bytes that are taken from a file.
struct Counted {
    from: BufReader<Box<dyn Read + Send>>,
    taken: u64,
}

impl Stream {
    /// Begins to read; packed bytes are known by their first four. Who reads counts `records`.
    pub(super) fn new(mut from: Box<dyn Read + Send>, records: Arc<AtomicU64>) -> io::Result<Self> {
        let mut magic = Vec::new();
        from.by_ref().take(4).read_to_end(&mut magic)?;
        let is = |m| magic.starts_with(m);
        let (gzip, zstd) = (is(GZIP), is(ZSTD));
        let from: Box<dyn Read + Send> = Box::new(Cursor::new(magic).chain(from));
        let counted = |from| Counted {
            from: BufReader::with_capacity(PIECE_BYTES, from),
            taken: 0,
        };
        let source = if gzip {
            Source::Gzip(Gzip {
                member: Some(Box::new(GzDecoder::new(counted(from)))),
                start: 0,
            })
        } else if zstd {
            Source::Zstd(Box::new(zstd::Decoder::with_buffer(counted(from))?))
        } else {
            Source::Plain(from)
        };
        Ok(Stream::of(source, records))
    }

    fn of(source: Source, records: Arc<AtomicU64>) -> Self {
        Stream {
            source,
            piece: Vec::new(),
            at: 0,
            part: 0,
            offset: 0,
            unpacked: 0,
            records,
            failed: None,
        }
    }

    /// Whether the bytes of the file itself are read.
    #[cfg(feature = "parquet")]
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.source, Source::Plain(_))
    }

    /// As UTF-8 without a byte-order mark, where a mark says that it is UTF-16.
    pub(super) fn text(mut self) -> io::Result<Self> {
        let head = self.fill_buf()?;
        if head.starts_with(decode::UTF8_MARK) {
            self.consume(decode::UTF8_MARK.len());
        } else if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            let decoded = DecodeReaderBytesBuilder::new()
                .bom_override(true)
                .build(self);
            let source = Source::Transcoded(Box::new(decoded));
            return Ok(Stream::of(source, Arc::default()));
        }
        Ok(self)
    }

    /// Where the next byte stands, of a packed file the start of its part first: "120", "9000+120".
    /// `back` bytes before the next one are told instead.
    pub(super) fn place(&mut self, back: u64) -> String {
        // An error is told by whoever reads next.
        if let Err(e) = self.fill_buf() {
            self.failed = Some(e);
        }
        let offset = (self.offset + self.at as u64).saturating_sub(back);
        match &self.source {
            Source::Gzip(_) if offset == 0 => self.part.to_string(),
            Source::Gzip(_) => format!("{}+{offset}", self.part),
            _ => offset.to_string(),
        }
    }

    /// The start of the packed part that the next byte is in.
    pub(super) fn part(&mut self) -> io::Result<u64> {
        self.fill_buf()?;
        Ok(self.part)
    }

    /// Reads the next piece, which never crosses the edge of a packed part.
    fn next_piece(&mut self) -> io::Result<()> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        self.offset += self.piece.len() as u64;
        self.piece.resize(PIECE_BYTES, 0);
        self.at = 0;
        let mut length = 0;
        while length < PIECE_BYTES {
            let read = match self.read_some(length) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                read => read,
            };
            match read {
                Ok(0) => break,
                Ok(n) => length += n,
                // What was read before it still counts.
                Err(e) => {
                    self.failed = Some(e);
                    break;
                }
            }
        }
        self.piece.truncate(length);
        self.unpacked += length as u64;
        match (length, self.failed.take()) {
            (0, Some(e)) => Err(e),
            (_, failed) => {
                self.failed = failed;
                self.check_size()
            }
        }
    }

    /// Reads behind the first `length` bytes of the piece; 0 at the end of a part and of the file.
    fn read_some(&mut self, length: usize) -> io::Result<usize> {
        let to = &mut self.piece[length..];
        match &mut self.source {
            Source::Plain(from) => from.read(to),
            Source::Zstd(from) => from.read(to),
            Source::Transcoded(from) => from.read(to),
            Source::Gzip(gzip) => loop {
                let n = match &mut gzip.member {
                    Some(member) => member.read(to)?,
                    None => return Ok(0),
                };
                if n > 0 {
                    if length == 0 && self.part != gzip.start {
                        (self.part, self.offset) = (gzip.start, 0);
                    }
                    return Ok(n);
                }
                if length > 0 || !gzip.next_member()? {
                    return Ok(0);
                }
            },
        }
    }

    /// Stops at a bomb.
    fn check_size(&mut self) -> io::Result<()> {
        let packed = match &self.source {
            Source::Plain(_) | Source::Transcoded(_) => return Ok(()),
            Source::Gzip(gzip) => gzip
                .member
                .as_ref()
                .map_or(gzip.start, |m| m.get_ref().taken),
            Source::Zstd(from) => from.get_ref().taken,
        };
        let bound = UNPACKED_BYTES_FREE.max(packed.saturating_mul(UNPACKED_TIMES_MAX));
        let records = self.records.load(Ordering::Relaxed);
        if self.unpacked.max(records.saturating_mul(RECORD_BYTES)) <= bound {
            return Ok(());
        }
        self.piece.clear();
        Err(io::Error::other(bomb()))
    }
}

/// The reason for not reading on in a file that unpacks to too much.
pub(super) fn bomb() -> String {
    let bytes = UNPACKED_TIMES_MAX;
    let record = RECORD_BYTES / UNPACKED_TIMES_MAX;
    format!(
        "it unpacks to more than {bytes} times its size, or to a record for each {record} bytes of it, and is not read further"
    )
}

impl Gzip {
    /// Goes on to the next member, past zeros that fill up a block; false at the end of the file.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(member) = self.member.take() else {
            return Ok(false);
        };
        let mut rest = member.into_inner();
        loop {
            let bytes = rest.fill_buf()?;
            if bytes.is_empty() {
                self.start = rest.taken;
                return Ok(false);
            }
            let zeros = bytes.iter().take_while(|b| **b == 0).count();
            if zeros == 0 {
                break;
            }
            rest.consume(zeros);
        }
        self.start = rest.taken;
        self.member = Some(Box::new(GzDecoder::new(rest)));
        Ok(true)
    }
}

impl Read for Stream {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let is_empty = self.at == self.piece.len() && self.failed.is_none();
        if let (Source::Plain(from), true) = (&mut self.source, is_empty && to.len() > PIECE_BYTES)
        {
            // Nothing is copied twice.
            let n = from.read(to)?;
            self.offset += (self.piece.len() + n) as u64;
            self.unpacked += n as u64;
            self.piece.clear();
            self.at = 0;
            return Ok(n);
        }
        let bytes = self.fill_buf()?;
        let n = bytes.len().min(to.len());
        to[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.piece.len() {
            self.next_piece()?;
        }
        Ok(&self.piece[self.at..])
    }

    fn consume(&mut self, n: usize) {
        self.at = self.piece.len().min(self.at + n);
    }
}

impl Read for Counted {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(to)?;
        self.taken += n as u64;
        Ok(n)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.from.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.taken += n as u64;
        self.from.consume(n);
    }
}
