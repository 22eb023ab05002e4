//! What a server answered: its status, its fields, and the page under the ways in which it was
//! packed for the road.

use super::super::{PAGE_BYTES_MAX, too_large};
use super::Fields;
use std::io::Read;

/// An answer over HTTP.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    fields: Fields,
    body: &'a [u8],
}

/// Adds the field that a line of a head is; a line that goes on belongs to no field that we need.
pub(super) fn field(line: &[u8], fields: &mut Fields) {
    let line = String::from_utf8_lossy(line);
    if let Some((name, value)) = line.split_once(':') {
        let name = name.trim().to_ascii_lowercase();
        fields
            .entry(name)
            .or_insert_with(|| value.trim().to_owned());
    }
}

impl<'a> Response<'a> {
    /// Takes the bytes of a record apart; none where they are no answer over HTTP.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut lines = bytes.split_inclusive(|b| *b == b'\n');
        let first = lines.next()?;
        let status = String::from_utf8_lossy(first.strip_prefix(b"HTTP/")?).into_owned();
        let status = status.split_whitespace().nth(1)?.parse().ok()?;
        let (mut fields, mut at) = (Fields::new(), first.len());
        for line in lines {
            at += line.len();
            if line.trim_ascii().is_empty() {
                break;
            }
            field(line, &mut fields);
        }
        Some(Response {
            status,
            fields,
            body: &bytes[at..],
        })
    }

    /// The type of the page; what the crawler found it to be where the server does not say.
    pub(super) fn content_type(&self, record: &Fields) -> String {
        let own = self.fields.get("content-type");
        let found = || record.get("warc-identified-payload-type");
        own.or_else(found).cloned().unwrap_or_default()
    }

    /// The page itself; a sentence where it cannot be unpacked. Many crawlers unpack what they keep
    /// and leave the fields as they were, so that bytes that are not packed as told are taken as
    /// they are.
    pub(super) fn body(&self) -> Result<Vec<u8>, String> {
        let is = |name: &str, value: &str| {
            let field = self.fields.get(name);
            field.is_some_and(|f| f.to_ascii_lowercase().contains(value))
        };
        let body = match is("transfer-encoding", "chunked") {
            true => unchunked(self.body),
            false => None,
        };
        let body = body.unwrap_or_else(|| self.body.to_vec());
        let encoding = |value| is("content-encoding", value);
        if body.starts_with(b"\x1F\x8B") {
            return unpacked(flate2::read::MultiGzDecoder::new(&body[..]), "gzip");
        }
        if body.starts_with(b"\x28\xB5\x2F\xFD") {
            let decoder = zstd::Decoder::with_buffer(&body[..]);
            return unpacked(decoder.map_err(|e| e.to_string())?, "zstd");
        }
        let is_markup = body.trim_ascii_start().starts_with(b"<");
        if encoding("deflate") && !is_markup {
            let zlib = unpacked(flate2::read::ZlibDecoder::new(&body[..]), "deflate");
            return zlib
                .or_else(|_| unpacked(flate2::read::DeflateDecoder::new(&body[..]), "deflate"));
        }
        if encoding("br") && !is_markup {
            return unpacked(
                brotli_decompressor::Decompressor::new(&body[..], 4096),
                "brotli",
            );
        }
        Ok(body)
    }
}

/// Unpacks a page, of any size up to that of the largest page.
fn unpacked(from: impl Read, how: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = from.take(PAGE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > PAGE_BYTES_MAX {
        return Err(too_large());
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(e) => Err(format!("the page is packed with {how} and damaged ({e})")),
    }
}

/// The bytes of a chunked body without the lengths between them; none where it is not chunked.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let length = std::str::from_utf8(&body[..end]).ok()?;
        let length = length.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(length, 16).ok()?;
        body = &body[end + 1..];
        if length == 0 {
            return Some(out);
        }
        let Some(chunk) = body.get(..length) else {
            // Cut off: what is there counts.
            out.extend_from_slice(body);
            return Some(out);
        };
        out.extend_from_slice(chunk);
        body = &body[length..];
        body = body.strip_prefix(b"\r").unwrap_or(body);
        body = body.strip_prefix(b"\n").unwrap_or(body);
        if body.is_empty() {
            return Some(out);
        }
    }
}
