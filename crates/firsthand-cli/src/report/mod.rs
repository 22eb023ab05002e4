//! `firsthand report`: who stands behind each story of this pile?

mod checks;
mod database;
mod diff;
mod event;
mod labels;
mod page;
mod road;
mod say;
mod statement;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use labels::Labels;
pub(crate) use road::chain;
pub(crate) use say::{days, of, origins};
pub(crate) use statement::{Limits as VersionLimits, versions};

use crate::args::{ReportArgs, ReportFormat};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::{Look, Screen};

/// Reads, runs the whole pipeline, and writes what it found.
pub(crate) fn run(args: &ReportArgs) -> anyhow::Result<Read> {
    let output = Output::open(args.output.output.as_deref())?;
    let database = args.db.as_deref();
    let database = database.map(|db| database::open(db, &output)).transpose()?;
    if args.format == ReportFormat::Html && output.is_terminal() {
        anyhow::bail!("a page is for a browser: name a file for it with -o FILE");
    }
    let mut progress = Progress::start();
    let (report, read) = input::report(&args.input, &args.model, &args.overrides, &mut progress)?;
    progress.stage("writing");
    let look = Look::of(&args.output, &output);
    if output.is_terminal() {
        drop(progress);
    }
    // Side by side; the database is made also where whoever reads the report has seen enough.
    let (filled, written) = rayon::join(
        || database.map(|db| db.fill(|path| firsthand_store::write(&report, path))),
        || {
            output.write(|out| match args.format {
                ReportFormat::Json => firsthand_io::json::write(&report, out),
                ReportFormat::Html => firsthand_io::html::write(&report, out),
                ReportFormat::Text => page::write(&report, args.all, &mut Screen::new(look, out)),
            })
        },
    );
    filled.transpose()?;
    written?;
    Ok(read)
}
