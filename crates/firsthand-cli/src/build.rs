//! `firsthand build`: are the findings of this store behind what they are made from?

use crate::add::{come_to, open, place};
use crate::args::BuildArgs;
use crate::input::{self, Read};
use crate::progress::Progress;
use anyhow::{Context, bail};
use firsthand_store::StoreError;
use std::io::{self, Write};
use std::thread;

/// Opens the store, makes its findings where they are behind, and says what it comes to.
pub(crate) fn run(args: &BuildArgs) -> anyhow::Result<Read> {
    if !args.db.exists() {
        bail!("{}: {}", place(&args.db), StoreError::Missing);
    }
    if args.stages {
        thread::spawn(end_with_the_input);
    }
    let mut progress = Progress::start();
    let mut store = open(&args.db)?;
    let before = store.state()?;
    let built = store.build(input::model(&args.model), &mut |stage| match args.stages {
        // Where nobody reads any more, the input has ended too.
        true => drop(writeln!(io::stdout(), "{stage}")),
        false => progress.stage(stage),
    });
    built.with_context(|| place(&args.db))?;
    drop(progress);
    if !args.stages {
        let said = match store.state()?.built > before.built {
            true => "the findings were made anew",
            false => "the findings know every page and ruling",
        };
        writeln!(io::stdout(), "{said}\n{}", come_to(store.connection())?)?;
    }
    Ok(Read::All)
}

/// Ends this process where whoever began it ends. At any moment: a store is whole or as it was.
fn end_with_the_input() {
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    std::process::exit(2);
}
