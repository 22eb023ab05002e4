//! `firsthand dedup`: the records of a corpus that are worth keeping.

use crate::args::{DedupArgs, Keep};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::complain;
use anyhow::Context;
use firsthand::dedup::{self, Config};
use firsthand_io::Map;
use firsthand_io::dedup::{
    Corpus, Format, Index, Input, Outlets, Settings, What, Written, query, write,
};
use std::path::{Path, PathBuf};

/// Reads twice: what there is, and then what is kept.
pub(crate) fn run(args: &DedupArgs) -> anyhow::Result<Read> {
    let config = Config {
        threshold: args.threshold,
        keep: match args.keep {
            Keep::Longest => dedup::Keep::Longest,
            Keep::Earliest => dedup::Keep::Earliest,
            Keep::Best => dedup::Keep::Best,
        },
    };
    match (&args.index, args.query) {
        (Some(index), true) => ask(args, index, &config),
        _ => keep(args, &config),
    }
}

fn keep(args: &DedupArgs, config: &Config) -> anyhow::Result<Read> {
    let format = format(args.output.as_deref())?;
    let output = Output::open(args.output.as_deref())?;
    let map = input::prepare(&args.input)?;
    // On one of the threads that share the work: to hand a block over from another takes a while.
    rayon::join(|| keep_with(args, config, format, output, &map), || ()).0
}

fn keep_with(
    args: &DedupArgs,
    config: &Config,
    format: Format,
    output: Output,
    map: &Map,
) -> anyhow::Result<Read> {
    let what = match args.table {
        true => What::Table,
        false => What::Kept,
    };
    let mut index = match &args.index {
        Some(path) => Some(Index::edit(path).with_context(|| cannot_use(path))?),
        None => None,
    };
    let mut progress = Progress::start();
    let input = Input::new(&args.input.paths).context("cannot copy what can be read only once")?;
    let settings = Settings {
        map,
        ids: args.table || index.is_some(),
        keep: config.keep,
        outlets: &Outlets::new(args.prefer.iter().map(String::as_str)),
        memory_bytes: args.memory,
        scratch: scratch(&output),
    };
    let aside = || "cannot put aside what does not fit into the memory";
    let mut corpus = Corpus::read(&input, &settings, |at| {
        progress.stage(&format!("reading: {} records", at.pages));
    })
    .with_context(aside)?;
    if corpus.resumed > 0 {
        let resumed = corpus.resumed;
        progress.quietly(|| complain(&format!("going on after {resumed} records of a run before")));
    }
    let read = progress.quietly(|| input::tell(&corpus.skipped, &corpus.end, corpus.records()))?;
    progress.stage("looking for copies");
    corpus.decide(config, index.as_mut()).with_context(aside)?;
    let done =
        |at: &firsthand_io::Progress| progress.stage(&format!("writing: {} records", at.pages));
    let (asked, from, index_now) = ((what, format), (&input, map), index.as_ref());
    match format {
        #[cfg(feature = "parquet")]
        Format::Parquet => output.fill(|path| {
            let file = std::fs::File::options().write(true).open(path)?;
            write(&corpus, asked, from, index_now, Written::File(file), done)
        })?,
        _ => output
            .write(|out| write(&corpus, asked, from, index_now, Written::Stream(out), done))?,
    }
    // Only now: what an index has is dropped, so the output has to be there first.
    if let (Some(index), Some(path)) = (&mut index, &args.index) {
        index.commit().with_context(|| cannot_use(path))?;
    }
    corpus.finish().with_context(aside)?;
    drop(progress);
    say(&corpus);
    Ok(read)
}

fn say(corpus: &Corpus) {
    let counts = corpus.counts();
    let (kept, dropped) = (counts.kept, counts.records - counts.kept);
    let known = match counts.known {
        0 => String::new(),
        n => format!(", {n} for records that the index had"),
    };
    complain(&format!(
        "{} records, {kept} kept, {dropped} dropped for {} of them{known}",
        counts.records, counts.clusters
    ));
}

/// Says of each record whether it is new.
fn ask(args: &DedupArgs, path: &Path, config: &Config) -> anyhow::Result<Read> {
    if format(args.output.as_deref())? != Format::Lines {
        anyhow::bail!("--query writes JSON lines");
    }
    let output = Output::open(args.output.as_deref())?;
    let map = input::prepare(&args.input)?;
    let index = Index::open(path).with_context(|| cannot_use(path))?;
    let mut progress = Progress::start();
    let mut asked = None;
    output.write(|out| {
        let done = query(&index, &args.input.paths, &map, config, out, |at| {
            progress.stage(&format!("asking: {} records", at.pages));
        })?;
        asked = Some(done);
        Ok(())
    })?;
    drop(progress);
    let asked = asked.unwrap_or_default();
    let read = input::tell(&asked.skipped, &asked.end, asked.records)?;
    complain(&format!(
        "{} records, {} of them new to the {} of the index",
        asked.records,
        asked.new,
        index.kept()
    ));
    Ok(read)
}

fn cannot_use(index: &Path) -> String {
    format!("cannot use the index {}", index.display())
}

/// The folder beside the output for what does not fit into memory.
fn scratch(output: &Output) -> Option<PathBuf> {
    let path = output.path()?;
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name(format!(".{name}.firsthand-scratch")))
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
        #[cfg(feature = "parquet")]
        "parquet" => Ok(Format::Parquet),
        _ => anyhow::bail!(
            "{}: the output is written as .jsonl, .csv or .parquet, and its name has to say which",
            path.display()
        ),
    }
}
