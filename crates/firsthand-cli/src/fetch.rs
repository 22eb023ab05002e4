//! `firsthand fetch`: what stood on these pages, and when? The bytes as received, for who has to show them.

use crate::add::now;
use crate::args::FetchArgs;
use crate::input::Read;
use crate::screen;
use anyhow::{Context, bail};
use firsthand_web::{Answer, Asked, Client};
use serde_json::json;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// What firsthand calls itself on the web.
pub(crate) const NAME: &str = concat!("firsthand/", env!("CARGO_PKG_VERSION"));

/// The list of what was saved in a folder: hidden, so that the folder can be read as a pile.
const MANIFEST: &str = ".manifest.jsonl";

/// Characters of an address in the name of a file.
const NAME_CHARS_MAX: usize = 80;

/// Digits of the hash in the name of a file.
const HASH_DIGITS: usize = 12;

/// Asks for each page and saves it.
pub(crate) fn run(args: &FetchArgs) -> anyhow::Result<Read> {
    let name = args.output.to_string_lossy();
    let is_archive = name.ends_with(".warc.gz");
    if name.ends_with(".warc") {
        bail!("cannot write to {name}: give an archive a name that ends in .warc.gz");
    }
    let mut client = Client::new(NAME, args.private.allow_private);
    let mut read = Read::All;
    for url in &args.urls {
        let at = now();
        let answer = match client.get(url, &Asked::default()) {
            Ok(answer) => answer,
            Err(refusal) => {
                screen::complain(&format!("{url}: {refusal}"));
                read = Read::Some;
                continue;
            }
        };
        let saved = match is_archive {
            true => archive(&args.output, &answer, &at),
            false => save(&args.output, &answer, &at),
        };
        let line = saved.with_context(|| format!("cannot write to {name}"))?;
        writeln!(io::stdout(), "{line}")?;
    }
    Ok(read)
}

/// Adds a record to an archive. Records are packed one by one, so that a cut-off one harms no other.
fn archive(path: &Path, answer: &Answer, at: &str) -> anyhow::Result<String> {
    let mut record = Vec::new();
    firsthand_io::warc::write(&mut record, &answer.url, at, &answer.http())?;
    let mut file = File::options().create(true).append(true).open(path)?;
    file.write_all(&record)?;
    file.sync_all()?;
    Ok(line(answer, at, &path.display().to_string()))
}

/// Saves a page as a file of its own, and a line on it.
fn save(folder: &Path, answer: &Answer, at: &str) -> anyhow::Result<String> {
    fs::create_dir_all(folder)?;
    let sha256 = firsthand_io::read::sha256(&answer.body);
    let address = answer.url.split_once("://").map_or(&*answer.url, |p| p.1);
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '.' {
            c
        } else {
            '-'
        }
    };
    let slug: String = address.chars().take(NAME_CHARS_MAX).map(plain).collect();
    let slug = slug.trim_matches(['-', '.']);
    let kind = answer.field("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let end = match kind {
        "text/html" | "application/xhtml+xml" | "" => "html",
        "text/plain" => "txt",
        "application/json" => "json",
        _ => "bin",
    };
    let name = format!("{slug}-{}.{end}", &sha256[..HASH_DIGITS]);
    let path = folder.join(&name);
    // The same bytes from the same address are there already.
    if !path.exists() {
        let mut unfinished = tempfile::NamedTempFile::new_in(folder)?;
        unfinished.write_all(&answer.body)?;
        unfinished.as_file().sync_all()?;
        unfinished.persist(&path)?;
    }
    let line = line(answer, at, &name);
    let mut manifest = File::options()
        .create(true)
        .append(true)
        .open(folder.join(MANIFEST))?;
    writeln!(manifest, "{line}")?;
    manifest.sync_all()?;
    Ok(line)
}

/// What is to be known of a page beside its bytes.
fn line(answer: &Answer, at: &str, file: &str) -> String {
    json!({
        "url": answer.url,
        "asked": answer.asked,
        "at": at,
        "status": answer.status,
        "sha256": firsthand_io::read::sha256(&answer.body),
        "bytes": answer.body.len(),
        "fields": answer.fields,
        "file": file,
        "by": NAME,
    })
    .to_string()
}
