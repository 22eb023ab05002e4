//! An answer of a server as a record of an archive (WARC 1.1, ISO 28500): what archives and courts take, and what
//! firsthand reads again.

use crate::read::sha256;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

/// Writes what a server answered at `at`, a moment in UTC, as one record, packed by itself as it is usual.
///
/// The record's id is made of its content, so that the same answer gives the same bytes.
pub fn write(out: &mut dyn Write, url: &str, at: &str, http: &[u8]) -> io::Result<()> {
    let body = memchr::memmem::find(http, b"\r\n\r\n").map_or(http.len(), |at| at + 4);
    let id = sha256(&[url.as_bytes(), b"\0", at.as_bytes(), b"\0", http].concat());
    // A UUID of version 8: bits of one's own.
    let id = format!(
        "{}-{}-8{}-8{}-{}",
        &id[..8],
        &id[8..12],
        &id[12..15],
        &id[15..18],
        &id[18..30]
    );
    let url: String = url.chars().filter(|c| !c.is_control()).collect();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: {at}\r\nWARC-Payload-Digest: sha256:{}\r\nWARC-Block-Digest: sha256:{}\r\n\
         Content-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n",
        sha256(&http[body..]),
        sha256(http),
        http.len()
    );
    let mut packed = GzEncoder::new(out, Compression::default());
    packed.write_all(head.as_bytes())?;
    packed.write_all(http)?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish().map(drop)
}
