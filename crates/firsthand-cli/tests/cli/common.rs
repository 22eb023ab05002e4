//! The command run in a folder, and what it left.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A pile of pages in a folder of its own.
pub(crate) fn pile(pages: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in pages {
        fs::write(folder.path().join(name), text).expect("a page is written");
    }
    folder
}

/// The folder of the example that ships with it.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The command about to be run in `folder`, on a terminal of 100 columns.
pub(crate) fn command(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firsthand"));
    command.args(args).current_dir(folder);
    command.env_remove("NO_COLOR").env("COLUMNS", "100");
    command
}

/// The command run in `folder`.
pub(crate) fn firsthand(args: &[&str], folder: &Path) -> Output {
    let mut command = command(args, folder);
    command.output().expect("the command starts")
}

/// The command run in `folder`, with `input` on its standard input.
pub(crate) fn fed(args: &[&str], folder: &Path, input: &str) -> Output {
    let mut child = command(args, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("the command ends")
}

/// The exit status.
pub(crate) fn status(output: &Output) -> i32 {
    output.status.code().expect("no signal ended it")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// What the command writes, as JSON.
pub(crate) fn json(args: &[&str], folder: &Path) -> Value {
    let output = firsthand(args, folder);
    serde_json::from_slice(&output.stdout).expect("JSON")
}
