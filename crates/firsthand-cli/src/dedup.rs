//! `firsthand dedup`: the records of a corpus that are worth keeping.

use crate::args::{DedupArgs, Keep};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::complain;
use anyhow::Context;
use firsthand::dedup::{self, Config};
use firsthand_io::dedup::{Corpus, Format, Input, What, write};
use std::path::Path;

/// Reads twice: what there is, and then what is kept.
pub(crate) fn run(args: &DedupArgs) -> anyhow::Result<Read> {
    let format = format(args.output.as_deref())?;
    let output = Output::open(args.output.as_deref())?;
    let map = input::prepare(&args.input)?;
    let what = match args.table {
        true => What::Table,
        false => What::Kept,
    };
    let mut progress = Progress::start();
    let input = Input::new(&args.input.paths).context("cannot copy what can be read only once")?;
    let mut corpus = Corpus::read(&input, &map, what == What::Table, |at| {
        progress.stage(&format!("reading: {} records", at.pages));
    });
    let read = progress.quietly(|| input::tell(&corpus.skipped, &corpus.end, corpus.records()))?;
    progress.stage("looking for copies");
    corpus.decide(&Config {
        threshold: args.threshold,
        keep: match args.keep {
            Keep::Longest => dedup::Keep::Longest,
            Keep::Earliest => dedup::Keep::Earliest,
            Keep::Best => dedup::Keep::Best,
        },
    });
    output.write(|out| {
        write(&corpus, what, format, (&input, &map), out, |at| {
            progress.stage(&format!("writing: {} records", at.pages));
        })
    })?;
    drop(progress);
    let counts = corpus.counts();
    let (kept, dropped) = (counts.kept, counts.records - counts.kept);
    complain(&format!(
        "{} records, {kept} kept, {dropped} dropped for {} of them",
        counts.records, counts.clusters
    ));
    Ok(read)
}

/// The form that the name of the output asks for; JSON lines where there is no name.
fn format(path: Option<&Path>) -> anyhow::Result<Format> {
    let Some(path) = path.filter(|p| *p != Path::new("-")) else {
        return Ok(Format::Lines);
    };
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match extension.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" => Ok(Format::Lines),
        "csv" => Ok(Format::Csv),
        _ => anyhow::bail!(
            "{}: the output is written as .jsonl or .csv, and its name has to say which",
            path.display()
        ),
    }
}
