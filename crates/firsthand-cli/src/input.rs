//! The pages that a command works on, and what the user is told of those that cannot be read.

use crate::args::InputArgs;
use crate::progress::Progress;
use crate::screen;
use anyhow::Context;
use firsthand_io::Pile;
use std::path::Path;

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
    let pile = firsthand_io::read(&args.paths);
    let empty = args.paths.iter().filter(|p| is_empty(p, &pile)).count();
    progress.quietly(|| {
        name(&pile);
        for path in args.paths.iter().filter(|p| is_empty(p, &pile)) {
            screen::complain(&format!("{}: there is no page in it", path.display()));
        }
    });
    let read = match pile.skipped.is_empty() && empty == 0 {
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
}

/// Whether nothing at all came of `path`.
fn is_empty(path: &Path, pile: &Pile) -> bool {
    let of_path = |locator: &str| locator.starts_with(&*path.to_string_lossy());
    !pile.pages.iter().any(|p| of_path(&p.locator))
        && !pile.skipped.iter().any(|s| of_path(&s.locator))
}
