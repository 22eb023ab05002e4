//! `firsthand serve`: a database of findings in the browser.

use crate::args::ServeArgs;
use crate::input::Read;
use crate::screen;
use anyhow::bail;
use firsthand_desk::{Desk, Options};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

/// Where the token comes from; not an argument, which every process of the machine can read.
const TOKEN: &str = "FIRSTHAND_TOKEN";
/// Below that many bytes a token could be guessed.
const TOKEN_BYTES_MIN: usize = 16;

/// Serves until it is stopped.
pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<Read> {
    let token = std::env::var(TOKEN).ok().filter(|t| !t.is_empty());
    if token.is_none() && !args.bind.is_loopback() {
        bail!(
            "at {} others than this machine can ask: set {TOKEN} to what they have to show",
            args.bind
        );
    }
    if token
        .as_ref()
        .is_some_and(|t| t.len() < TOKEN_BYTES_MIN || !t.bytes().all(|b| b.is_ascii_graphic()))
    {
        bail!("{TOKEN} has fewer than {TOKEN_BYTES_MIN} letters and digits, or others than those");
    }
    let desk = Desk::open(Options {
        database: args.db.clone(),
        address: SocketAddr::new(args.bind, args.port),
        token,
        build: build(args)?,
    })?;
    screen::complain(&format!(
        "serving {} at http://{}/",
        args.db.display(),
        desk.address()
    ));
    desk.run()?;
    Ok(Read::All)
}

/// `firsthand build` on the same database.
fn build(args: &ServeArgs) -> anyhow::Result<Command> {
    let mut command = Command::new(this_program()?);
    command.args(["build", "--stages", "--db"]).arg(&args.db);
    if args.model.no_model {
        command.arg("--no-model");
    }
    Ok(command)
}

/// This program, also where another version takes its place meanwhile, which might know other tables.
fn this_program() -> std::io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    match running.exists() {
        true => Ok(running),
        false => std::env::current_exe(),
    }
}
