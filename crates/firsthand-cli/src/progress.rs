//! What the command is doing, on standard error, once it takes longer than a second.

use crate::screen;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A command that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Where no person watches (a log), a stage gets a line when the last one is at least this old.
const LINES_APART: Duration = Duration::from_secs(10);
/// How often the picture moves.
const TICK: Duration = Duration::from_millis(120);

/// A line that tells the stage; it is gone when the value is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Waits out the patience, then shows the bar; dropping the sender ends it.
    waiter: Option<(Sender<()>, JoinHandle<()>)>,
    last_line: Instant,
}

impl Progress {
    /// Starts the clock.
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed:>3} {msg}") {
            bar.set_style(style);
        }
        let waiter = std::io::stderr().is_terminal().then(|| {
            let bar = bar.clone();
            let (done, wait) = mpsc::channel();
            let thread = std::thread::spawn(move || {
                if let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(PATIENCE) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(TICK);
                }
            });
            (done, thread)
        });
        Progress {
            bar,
            waiter,
            last_line: Instant::now(),
        }
    }

    /// Says which stage begins.
    pub(crate) fn stage(&mut self, stage: &str) {
        self.bar.set_message(stage.to_owned());
        if self.waiter.is_none() && self.last_line.elapsed() >= LINES_APART {
            screen::complain(stage);
            self.last_line = Instant::now();
        }
    }

    /// Lets `write` use standard error.
    pub(crate) fn quietly<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.waiter.take() {
            drop(done);
            // The thread only waits; if it has failed, there is no bar to clear.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
