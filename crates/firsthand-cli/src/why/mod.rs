//! `firsthand why`: what joined or parted two articles of a pile?

mod page;

use crate::args::{Format, WhyArgs};
use crate::input::{self, Read};
use crate::name;
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::{Look, Screen};
use firsthand_io::json::Explained;

/// Reads, runs the whole pipeline, and explains two of its articles.
pub(crate) fn run(args: &WhyArgs) -> anyhow::Result<Read> {
    let of = &args.stage;
    let output = Output::open(of.output.output.as_deref())?;
    let mut progress = Progress::start();
    let (report, read) = input::report(&of.input, &of.model, &args.overrides, &mut progress)?;
    progress.stage("comparing the two articles");
    let a = name::find(&report.articles, &args.a)?;
    let b = name::find(&report.articles, &args.b)?;
    if a == b {
        anyhow::bail!("{:?} and {:?} are one article", args.a, args.b);
    }
    let why = Explained {
        a,
        b,
        reuse: firsthand::reuse::explain(&report.articles[a], &report.articles[b]),
        event: firsthand::event::why(&report.articles, &report.reuse, a, b),
    };
    drop(progress);
    let look = Look::of(&of.output, &output);
    output.write(|out| match of.format {
        Format::Json => firsthand_io::json::write_why(&report, &why, out),
        Format::Text => page::write(&report, &why, args.all, &mut Screen::new(look, out)),
    })?;
    Ok(read)
}
