//! The pages that a command works on, and what the user is told of those that cannot be read.

use crate::args::InputArgs;
use crate::progress::Progress;
use crate::screen;
use anyhow::Context;
use firsthand_io::{Map, Pile};

/// How many unreadable pages are named on standard error before the rest is counted; the report
/// names them all.
const NAMED_MAX: usize = 200;

/// Whether all of the input could be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// All of it.
    All,
    /// Some of it could not be read, or there was none.
    Some,
}

/// Reads the pile and sets the number of threads for the work on it.
pub(crate) fn read(args: &InputArgs, progress: &mut Progress) -> anyhow::Result<(Pile, Read)> {
    if let Some(jobs) = args.jobs {
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .build_global()
            .context("cannot start the threads")?;
    }
    progress.stage("reading pages");
    let mut map = Map::default();
    for mapping in &args.map {
        map.add(mapping)
            .map_err(anyhow::Error::msg)
            .context("--map")?;
    }
    let pile = firsthand_io::read_with(&args.paths, &map, |at| {
        let (files, total) = (at.files, at.files_total);
        progress.stage(&format!(
            "reading pages: {files} of {total} files, {} pages",
            at.pages
        ));
    });
    progress.quietly(|| name(&pile));
    if let Some(reason) = pile.end.unmapped.first() {
        anyhow::bail!("--map: {reason}");
    }
    let read = match pile.skipped.is_empty() && pile.end.empty.is_empty() && !pile.is_empty() {
        true => Read::All,
        false => Read::Some,
    };
    Ok((pile, read))
}

/// Names what could not be read.
fn name(pile: &Pile) {
    for skipped in pile.skipped.iter().take(NAMED_MAX) {
        screen::complain(&format!("{}: {}", skipped.locator, skipped.reason));
    }
    if let Some(more) = pile.skipped.len().checked_sub(NAMED_MAX).filter(|n| *n > 0) {
        screen::complain(&format!("and {more} more pages that could not be read"));
    }
    for note in &pile.end.notes {
        screen::complain(note);
    }
    for folder in &pile.end.empty {
        screen::complain(&format!("{folder}: there is no page in this folder"));
    }
}
