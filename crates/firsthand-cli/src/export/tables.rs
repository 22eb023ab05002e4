//! The tables of the database as files of other forms, one a table.

use super::folder;
use crate::args::{ExportArgs, ExportFormat};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use anyhow::Context;
use firsthand_io::table;
use firsthand_store::{Connection, Table};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Reads, runs the whole pipeline and writes every table of its findings; of a database that firsthand wrote,
/// those that it holds.
pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Read> {
    let files = open(args)?;
    let mut progress = Progress::start();
    let (db, read) = match database(args)? {
        Some(db) => (db, Read::All),
        None => {
            let (report, read) =
                input::report(&args.input, &args.model, &args.overrides, &mut progress)?;
            progress.stage("making the tables");
            (firsthand_store::in_memory(&report)?, read)
        }
    };
    // One moment of a store that others add to.
    db.execute_batch("BEGIN")?;
    for (table, output) in files {
        progress.stage(&format!("writing {}", table.name));
        output.fill(|path| write(&table, &db, args.format, path))?;
    }
    Ok(read)
}

/// The database, where the input is one.
fn database(args: &ExportArgs) -> anyhow::Result<Option<Connection>> {
    let [path] = &args.input.paths[..] else {
        return Ok(None);
    };
    if !firsthand_store::is_ours(path) {
        return Ok(None);
    }
    let reader = firsthand_store::reader(path);
    reader
        .map(Some)
        .with_context(|| format!("cannot use the database {}", path.display()))
}

/// A file for every table, checked before the work starts.
fn open(args: &ExportArgs) -> anyhow::Result<Vec<(Table, Output)>> {
    let folder = folder(args)?;
    let ending = match args.format {
        ExportFormat::Csv => "csv",
        _ => "parquet",
    };
    let file = |table: Table| {
        let name = format!("{}.{ending}", table.name);
        Ok((table, Output::open(Some(&folder.join(name)))?))
    };
    firsthand_store::tables()?.into_iter().map(file).collect()
}

fn write(table: &Table, db: &Connection, format: ExportFormat, path: &Path) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    match format {
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => {
            let mut out = table::Parquet::create(file, &table.columns)?;
            table.rows(db, &mut |cells| out.row(cells))?;
            out.done()
        }
        _ => {
            let mut out = BufWriter::new(file);
            table::csv_head(&table.columns, &mut out)?;
            table.rows(db, &mut |cells| table::csv_row(cells, &mut out))?;
            out.flush()
        }
    }
}
