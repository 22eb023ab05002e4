//! `firsthand export`: the report in the form that another tool reads.

mod tables;

use crate::args::{ExportArgs, ExportFormat};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use anyhow::{Context, bail};
use firsthand::Report;
use firsthand_io::export::{annotations, claims, graph_csv, prov};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Reads, runs the whole pipeline, and writes one form of what it found.
pub(crate) fn run(args: &ExportArgs) -> anyhow::Result<Read> {
    match args.format {
        ExportFormat::Prov => one(args, |report, out| prov::write(report, out)),
        ExportFormat::JsonLd => one(args, claims::write),
        ExportFormat::Annotations => one(args, annotations::write),
        ExportFormat::GraphCsv => graph(args),
        _ => tables::run(args),
    }
}

/// A format that is one file.
fn one(
    args: &ExportArgs,
    write: fn(&Report, &mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<Read> {
    let output = Output::open(args.output.as_deref())?;
    let (report, read) = report(args)?;
    output.write(|out| write(&report, out))?;
    Ok(read)
}

fn graph(args: &ExportArgs) -> anyhow::Result<Read> {
    let folder = folder(args)?;
    let open = |name| Output::open(Some(&folder.join(name)));
    let (nodes, edges) = (open("nodes.csv")?, open("edges.csv")?);
    let (report, read) = report(args)?;
    nodes.write(|out| graph_csv::nodes(&report, out))?;
    edges.write(|out| graph_csv::edges(&report, out))?;
    Ok(read)
}

fn report(args: &ExportArgs) -> anyhow::Result<(Report, Read)> {
    let mut progress = Progress::start();
    let read = input::report(&args.input, &args.model, &args.overrides, &mut progress)?;
    progress.stage("writing");
    Ok(read)
}

/// The folder for the tables of a format that is several.
fn folder(args: &ExportArgs) -> anyhow::Result<&Path> {
    let Some(folder) = args.output.as_deref().filter(|o| *o != Path::new("-")) else {
        bail!("this format is several tables: name a folder for them with -o FOLDER");
    };
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder)
}
