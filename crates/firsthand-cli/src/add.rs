//! `firsthand add`: what of these pages has the store not yet?

use crate::args::AddArgs;
use crate::input::{self, Read};
use crate::progress::Progress;
use crate::report::of;
use anyhow::{Context, bail};
use firsthand_store::{Added, Addition, Connection, Reading, Store};
use std::io::{self, Write};
use std::path::Path;

/// Opens the store, reads, adds, and says what was new.
pub(crate) fn run(args: &AddArgs) -> anyhow::Result<Read> {
    let mut store = open(&args.db)?;
    let mut progress = Progress::start();
    let (pile, read) = input::read(&args.input, &mut progress)?;
    let reading = |page| Reading { page, taken: None };
    let addition = Addition {
        readings: pile.pages.into_iter().map(reading).collect(),
        skipped: pile.skipped,
        at: now(),
        by: "add".to_owned(),
    };
    let model = input::model(&args.model);
    let added = store.add(&addition, model, &mut |stage| progress.stage(stage));
    let added = added.with_context(|| place(&args.db))?;
    drop(progress);
    let lines = [said(&added), come_to(store.connection())?];
    writeln!(io::stdout(), "{}\n{}", lines[0], lines[1])?;
    Ok(read)
}

/// Opens the store that `--db` names, or makes it.
pub(crate) fn open(path: &Path) -> anyhow::Result<Store> {
    if path == Path::new("-") {
        bail!("a database cannot go to the standard output: give --db the name of a file");
    }
    if std::fs::metadata(path).is_ok_and(|m| m.is_dir()) {
        bail!("{}: it is a folder", place(path));
    }
    Store::open(path).with_context(|| place(path))
}

/// What could not be used.
pub(crate) fn place(path: &Path) -> String {
    format!("cannot use the database {}", path.display())
}

/// Now, in UTC, to the second.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What became of the pages.
pub(crate) fn said(added: &Added) -> String {
    let mut said = format!("{} new", of(added.new, "page"));
    for (n, what) in [
        (
            added.versions,
            "of them another version of a page that was there",
        ),
        (added.repeated, "there already"),
        (added.skipped, "could not be read"),
    ] {
        if n > 0 {
            said += &format!(", {n} {what}");
        }
    }
    said
}

/// What the store comes to.
pub(crate) fn come_to(db: &Connection) -> anyhow::Result<String> {
    let counts = "SELECT articles, texts, quotations, events, stories FROM summary";
    let counts: [usize; 5] = db.query_row(counts, [], |row| {
        let mut counts = [0; 5];
        for (i, n) in counts.iter_mut().enumerate() {
            *n = row.get(i)?;
        }
        Ok(counts)
    })?;
    let names = ["article", "text", "quotation", "event", "story"];
    let counts: Vec<String> = (counts.iter().zip(names))
        .map(|(n, name)| of(*n, name))
        .collect();
    Ok(format!("in all: {}", counts.join(", ")))
}
