//! How are findings made anew, once somebody ruled? By another program, one time after the other, and whoever has the page open
//! is told how far it is.
//!
//! Findings of a large store take far more memory than answers do, and who serves all day must neither hold it nor be ended for
//! want of it. So what makes them has a process of its own: it writes a line for each stage as it begins, and says on its standard
//! error why it failed. Its standard input is open for as long as this process lives; where that ends, the other one ends too.

use crate::live::News;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use tokio::sync::watch;

/// What is kept of a complaint: its end.
const COMPLAINT_BYTES_MAX: usize = 2000;
/// What `firsthand` begins a complaint with, which says nothing on the page.
const BEGINNING: &str = "firsthand: error: ";

/// Asks for findings to be made; a wish that waits already is enough.
pub(crate) struct Builder(SyncSender<()>);

impl Builder {
    /// A thread that runs `command` when it is asked to.
    pub(crate) fn start(command: Command, news: watch::Sender<News>) -> Self {
        let (ask, asked) = sync_channel(1);
        std::thread::spawn(move || build(command, &news, &asked));
        Builder(ask)
    }

    /// The findings are behind what they are made from.
    pub(crate) fn ask(&self) {
        // A full channel holds a wish that comes after this change too.
        let _ = self.0.try_send(());
    }
}

fn build(mut command: Command, news: &watch::Sender<News>, asked: &Receiver<()>) {
    let tell = |work: Option<String>, problem: Option<String>| {
        news.send_modify(|n| (n.work, n.problem) = (work, problem));
    };
    while asked.recv().is_ok() {
        let done = make(&mut command, &mut |stage| {
            tell(Some(stage.to_owned()), None)
        });
        tell(None, done.err());
    }
}

/// Runs the command to its end, and hands on each line that it writes; or says why it failed.
fn make(command: &mut Command, stage: &mut dyn FnMut(&str)) -> Result<(), String> {
    let command = (command.stdin(Stdio::piped()).stdout(Stdio::piped())).stderr(Stdio::piped());
    let started = command.spawn();
    let mut child = started.map_err(|e| format!("what makes them cannot be started: {e}"))?;
    // Held to the end, which is also that of this process.
    let _open = child.stdin.take();
    let complaint = child.stderr.take().map(|from| {
        // Read beside the stages, so that who complains at length is not held up.
        std::thread::spawn(move || end_of(from))
    });
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| BufReader::new(out).lines())
    {
        let Ok(line) = line else { break };
        stage(&line);
    }
    let ended = child.wait().map_err(|e| e.to_string())?;
    let said = complaint.and_then(|c| c.join().ok()).unwrap_or_default();
    match ended.success() {
        true => Ok(()),
        false => Err(why(ended, &said)),
    }
}

/// The end of what comes from there.
fn end_of(mut from: impl Read) -> String {
    let (mut kept, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(n @ 1..) = from.read(&mut piece) {
        kept.extend_from_slice(&piece[..n]);
        let over = kept.len().saturating_sub(COMPLAINT_BYTES_MAX);
        kept.drain(..over);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// Why a program failed that ended so and `said` this: its last line, or that it was ended.
fn why(ended: ExitStatus, said: &str) -> String {
    let last = said.lines().map(str::trim).rfind(|l| !l.is_empty());
    match (ended.code(), last) {
        (Some(_), Some(last)) => last.strip_prefix(BEGINNING).unwrap_or(last).to_owned(),
        (Some(code), None) => format!("what makes them ended with {code}"),
        // For want of memory the system ends a program, or it ends itself and says so.
        (None, Some(last)) => format!("what makes them was ended ({ended}): {last}"),
        (None, None) => format!("what makes them was ended ({ended}), perhaps for want of memory"),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn made(script: &str) -> (Vec<String>, Result<(), String>) {
        let mut stages = Vec::new();
        let mut command = Command::new("sh");
        let done = make(command.args(["-c", script]), &mut |s| {
            stages.push(s.to_owned())
        });
        (stages, done)
    }

    #[test]
    fn stages_are_handed_on_and_a_failure_has_its_reason() {
        let (stages, done) = made("echo quotations; echo events");
        assert_eq!(
            (stages.join(" "), done),
            ("quotations events".to_owned(), Ok(()))
        );
        let why = |script| made(script).1.unwrap_err();
        assert_eq!(
            why("echo 'note' >&2; echo 'firsthand: error: it is full' >&2; exit 2"),
            "it is full"
        );
        assert_eq!(why("exit 3"), "what makes them ended with 3");
        let killed = why("kill -9 $$");
        assert!(
            killed.contains("SIGKILL") && killed.contains("memory"),
            "{killed}"
        );
        let aborted = why("echo 'memory allocation of 9 bytes failed' >&2; kill -6 $$");
        assert!(
            aborted.ends_with("memory allocation of 9 bytes failed"),
            "{aborted}"
        );
        let mut nowhere = Command::new("/nowhere/firsthand");
        assert!(
            make(&mut nowhere, &mut |_| {})
                .unwrap_err()
                .contains("cannot be started")
        );
    }

    #[test]
    fn a_long_complaint_holds_nobody_up() {
        let long = "i=0; while [ $i -lt 20000 ]; do echo 'a line of a complaint' >&2; i=$((i+1)); done; echo so; exit 1";
        assert_eq!(
            made(long),
            (
                vec!["so".to_owned()],
                Err("a line of a complaint".to_owned())
            )
        );
    }
}
