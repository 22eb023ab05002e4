//! The `firsthand` command: reads its arguments and hands over to the file of the same name.

mod add;
mod args;
mod build;
mod clean;
mod dedup;
mod export;
mod fetch;
mod input;
mod manual;
mod name;
mod output;
mod overrule;
mod progress;
mod quotes;
mod report;
mod schema;
mod screen;
mod serve;
mod trace;
mod watch;
mod why;

use args::{Cli, Command};
use clap::Parser;
use std::io;
use std::process::ExitCode;

/// Everything was read and written.
const DONE: u8 = 0;
/// Some of the input could not be read; the rest is done.
const UNREAD: u8 = 1;
/// The command was not understood, or its output has nowhere to go.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Add(args) => add::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Override(args) => overrule::line(&args),
        Command::Merge(args) => overrule::merge(&args),
        Command::Split(args) => overrule::split(&args),
        Command::Quotes(args) => quotes::run(&args),
        Command::Clean(args) => clean::run(&args),
        Command::Dedup(args) => dedup::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Man(args) => manual::man(&args),
        Command::Completions(args) => manual::completions(&args),
    };
    ExitCode::from(match done {
        Ok(input::Read::All) => DONE,
        Ok(input::Read::Some) => UNREAD,
        // Whoever reads our output has seen enough (`| head`).
        Err(e) if is_broken_pipe(&e) => DONE,
        Err(e) => {
            screen::complain(&format!("error: {e:#}"));
            USAGE
        }
    })
}

fn is_broken_pipe(e: &anyhow::Error) -> bool {
    let mut io = e
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>());
    io.any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
