//! `firsthand trace`: where do these words first appear in the pile, and by what road did they come?

mod find;
mod first;
mod page;

use crate::args::{Format, TraceArgs};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::{Look, Screen};

/// Reads, runs the whole pipeline, and writes what it knows of the words.
pub(crate) fn run(args: &TraceArgs) -> anyhow::Result<Read> {
    let query = find::Query::new(&args.words);
    if query.is_empty() {
        anyhow::bail!("there is no word in {:?} to look for", args.words);
    }
    let of = &args.stage;
    let output = Output::open(of.output.output.as_deref())?;
    let mut progress = Progress::start();
    let (report, read) = input::report(&of.input, &of.model, &args.overrides, &mut progress)?;
    progress.stage("looking for the words");
    let found = find::find(&report, &query);
    drop(progress);
    let look = Look::of(&of.output, &output);
    output.write(|out| match of.format {
        Format::Json => firsthand_io::json::write_trace(&report, &args.words, &found, out),
        Format::Text => {
            let mut screen = Screen::new(look, out);
            page::write(&report, &args.words, &found, args.all, &mut screen)
        }
    })?;
    Ok(read)
}
