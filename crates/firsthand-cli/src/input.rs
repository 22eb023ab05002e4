//! The pages that a command works on, and what the user is told of those that cannot be read.

use crate::args::{InputArgs, ModelArgs, OverridesArgs};
use crate::progress::Progress;
use crate::screen;
use anyhow::Context;
use firsthand::quotation::Model;
use firsthand::{Overrides, Page, Report, Skipped};
use firsthand_io::{End, Map, Pile, memory, overrides};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

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
    let map = prepare(args)?;
    progress.stage("reading pages");
    let pile = firsthand_io::read_with(&args.paths, &map, |at| {
        let (files, total) = (at.files, at.files_total);
        progress.stage(&format!(
            "reading pages: {files} of {total} files, {} pages",
            at.pages
        ));
    });
    let read = progress.quietly(|| tell(&pile.skipped, &pile.end, pile.pages.len()))?;
    Ok((pile, read))
}

/// Reads the pile and runs the whole pipeline on it, with what people rule on it.
pub(crate) fn report(
    input: &InputArgs,
    model: &ModelArgs,
    overrides: &OverridesArgs,
    progress: &mut Progress,
) -> anyhow::Result<(Report, Read)> {
    let place = overrides_place(input, overrides);
    let ruled = self::overrides(place.as_ref(), overrides.overrides.is_some())?;
    let (pile, read) = self::read(input, progress)?;
    memory::suffices(&pile.pages)?;
    let model = self::model(model);
    let stage = &mut |stage: &str| progress.stage(stage);
    let report = firsthand::pipeline::run_with(pile.pages, pile.skipped, model, &ruled, stage);
    progress.quietly(|| tell_rulings(&report, place.as_ref()));
    Ok((report, read))
}

/// Where the overrides of this input stand, if anywhere.
pub(crate) fn overrides_place(input: &InputArgs, args: &OverridesArgs) -> Option<PathBuf> {
    let named = args.overrides.clone();
    named.or_else(|| overrides::place(&input.paths))
}

/// What people rule; nothing where there is no file and nobody `named` one.
pub(crate) fn overrides(place: Option<&PathBuf>, named: bool) -> anyhow::Result<Overrides> {
    let Some(path) = place.filter(|p| named || p.exists()) else {
        return Ok(Overrides::default());
    };
    overrides::read(path)
        .with_context(|| format!("cannot read the overrides in {}", path.display()))
}

/// Names the lines of the overrides that rule on nothing here.
fn tell_rulings(report: &Report, place: Option<&PathBuf>) {
    let Some(place) = place else { return };
    let warned = report.overrides.iter();
    let warned: Vec<(usize, &String)> = warned
        .filter_map(|o| Some((o.line, o.warning.as_ref()?)))
        .collect();
    for (line, warning) in warned.iter().take(NAMED_MAX) {
        screen::complain(&format!("{}:{line}: {warning}", place.display()));
    }
    if let Some(more) = warned.len().checked_sub(NAMED_MAX).filter(|n| *n > 0) {
        screen::complain(&format!("and {more} more lines that rule on nothing here"));
    }
}

/// The trained model, where it is built in and wanted.
pub(crate) fn model(args: &ModelArgs) -> Option<&'static Model> {
    (!args.no_model).then(firsthand_io::model).flatten()
}

/// Names what could not be read beside `pages` that could; whether that is all.
pub(crate) fn tell(skipped: &[Skipped], end: &End, pages: usize) -> anyhow::Result<Read> {
    let mut naming = Naming::default();
    skipped.iter().for_each(|s| naming.skipped(s));
    naming.end(end);
    outcome(end, pages, naming.skipped)
}

/// Hands the pages on in batches as they are read, in the order of the input.
pub(crate) fn stream(
    args: &InputArgs,
    hand: &mut dyn FnMut(Vec<Page>) -> io::Result<()>,
) -> anyhow::Result<Read> {
    let (map, paths) = (prepare(args)?, args.paths.clone());
    let (send, receive) = mpsc::sync_channel(1);
    // A thread of its own, which ends with the process where nobody takes what it reads.
    let reader = thread::spawn(move || {
        firsthand_io::each(&paths, &map, &mut |handed, _| {
            let _ = send.send(handed);
        })
    });
    let (mut naming, mut pages) = (Naming::default(), 0);
    for handed in receive {
        let mut batch = Vec::with_capacity(handed.len());
        for read in handed {
            match read {
                Ok(page) => batch.push(page),
                Err(skipped) => naming.skipped(&skipped),
            }
        }
        pages += batch.len();
        hand(batch)?;
    }
    let end = match reader.join() {
        Ok(end) => end,
        Err(panic) => std::panic::resume_unwind(panic),
    };
    naming.end(&end);
    outcome(&end, pages, naming.skipped)
}

/// Sets the number of threads, and tells the user's names of columns.
pub(crate) fn prepare(args: &InputArgs) -> anyhow::Result<Map> {
    if let Some(jobs) = args.jobs {
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .build_global()
            .context("cannot start the threads")?;
    }
    let mut map = Map::default();
    for mapping in &args.map {
        map.add(mapping)
            .map_err(anyhow::Error::msg)
            .context("--map")?;
    }
    Ok(map)
}

fn outcome(end: &End, pages: usize, skipped: usize) -> anyhow::Result<Read> {
    if let Some(reason) = end.unmapped.first() {
        anyhow::bail!("--map: {reason}");
    }
    Ok(match skipped == 0 && end.empty.is_empty() && pages > 0 {
        true => Read::All,
        false => Read::Some,
    })
}

/// Names what could not be read.
#[derive(Default)]
struct Naming {
    skipped: usize,
}

impl Naming {
    fn skipped(&mut self, skipped: &Skipped) {
        self.skipped += 1;
        if self.skipped <= NAMED_MAX {
            screen::complain(&format!("{}: {}", skipped.locator, skipped.reason));
        }
    }

    fn end(&self, end: &End) {
        if let Some(more) = self.skipped.checked_sub(NAMED_MAX).filter(|n| *n > 0) {
            screen::complain(&format!("and {more} more pages that could not be read"));
        }
        for note in &end.notes {
            screen::complain(note);
        }
        for folder in &end.empty {
            screen::complain(&format!("{folder}: there is no page in this folder"));
        }
    }
}
