//! `firsthand export`: the report in the form that another tool reads.

use crate::args::{ExportArgs, ExportFormat};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use anyhow::{Context, bail};
use firsthand::Report;
use firsthand_io::export::{graph_csv, prov};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Reads, runs the whole pipeline, and writes one form of what it found.
pub(crate) fn run(args: &ExportArgs) -> anyhow::Result<Read> {
    let target = Target::open(args)?;
    let mut progress = Progress::start();
    let (report, read) = input::report(&args.input, &args.model, &args.overrides, &mut progress)?;
    progress.stage("writing");
    drop(progress);
    match target {
        Target::Folder(files) => {
            for (table, output) in files {
                output.write(|out| (table.write)(&report, out))?;
            }
        }
        Target::File(output) => output.write(|out| match args.format {
            ExportFormat::Prov | ExportFormat::GraphCsv => prov::write(&report, out),
        })?,
    }
    Ok(read)
}

/// A table of a format that is several.
struct Table {
    file: &'static str,
    write: fn(&Report, &mut dyn Write) -> io::Result<()>,
}

/// The tables of a format; none where it is one file.
fn tables(format: ExportFormat) -> Vec<Table> {
    match format {
        ExportFormat::Prov => Vec::new(),
        ExportFormat::GraphCsv => vec![
            Table {
                file: "nodes.csv",
                write: graph_csv::nodes,
            },
            Table {
                file: "edges.csv",
                write: graph_csv::edges,
            },
        ],
    }
}

/// Where it goes, checked before the work starts.
enum Target {
    File(Output),
    Folder(Vec<(Table, Output)>),
}

impl Target {
    fn open(args: &ExportArgs) -> anyhow::Result<Self> {
        let tables = tables(args.format);
        let output = args.output.as_deref();
        if tables.is_empty() {
            return Ok(Target::File(Output::open(output)?));
        }
        let Some(folder) = output.filter(|o| *o != Path::new("-")) else {
            bail!("this format is several tables: name a folder for them with -o FOLDER");
        };
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let open = |table: Table| {
            let output = Output::open(Some(&folder.join(table.file)))?;
            Ok((table, output))
        };
        let files: anyhow::Result<_> = tables.into_iter().map(open).collect();
        Ok(Target::Folder(files?))
    }
}
