//! Where does the database go, and may it go there?

use crate::output::Output;
use anyhow::{Context, bail};
use std::path::Path;

/// Checks before the work starts that `--db` names a file which an export may replace, and another one
/// than the report.
pub(super) fn open(path: &Path, report: &Output) -> anyhow::Result<Output> {
    let place = || format!("cannot write a database to {}", path.display());
    if path == Path::new("-") {
        bail!("a database cannot go to the standard output: give --db the name of a file");
    }
    if std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        bail!("{}: it is not an ordinary file", place());
    }
    let output = Output::open(Some(path))?;
    if output.is_same(report) {
        bail!("{}: --output names the same file", place());
    }
    firsthand_store::check(output.path().unwrap_or(path)).with_context(place)?;
    Ok(output)
}
