//! `firsthand man` and `firsthand completions`: what a system's help viewer and its shells know of the command.

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::input::Read;
use crate::output::Output;
use anyhow::Context;
use clap::CommandFactory;

/// Writes the manual, in the form of man(7).
pub(crate) fn man(args: &ManArgs) -> anyhow::Result<Read> {
    let command = Cli::command();
    match &args.output {
        None => Output::open(None)?.write(|out| clap_mangen::Man::new(command).render(out))?,
        Some(folder) => {
            let place = || format!("cannot write to {}", folder.display());
            std::fs::create_dir_all(folder).with_context(place)?;
            clap_mangen::generate_to(command, folder).with_context(place)?;
        }
    }
    Ok(Read::All)
}

/// Writes what a shell reads to complete commands, options and their values.
pub(crate) fn completions(args: &CompletionsArgs) -> anyhow::Result<Read> {
    let output = Output::open(args.output.as_deref())?;
    output.write(|out| {
        clap_complete::generate(args.shell, &mut Cli::command(), "firsthand", out);
        Ok(())
    })?;
    Ok(Read::All)
}
