//! Who is told what is to be told? A command, with JSON on its standard input, or an address.
//!
//! What an alert says comes from pages, which are strangers': no part of it becomes a word of the command.

use crate::add::now;
use crate::args::WatchArgs;
use crate::fetch::NAME;
use crate::screen;
use firsthand_store::{Alert, Store, StoreError};
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a command may take for one alert.
const COMMAND_TIME_MAX: Duration = Duration::from_secs(60);
/// Between two looks whether it has ended.
const LOOK: Duration = Duration::from_millis(20);
/// How long a receiver that failed is left alone, doubled after each failure.
const PAUSE: Duration = Duration::from_secs(60);
const PAUSE_MAX: Duration = Duration::from_secs(3600);

/// Who is to be told, and since when who failed is left alone.
pub(super) struct Receivers(Vec<Receiver>);

struct Receiver {
    /// As the store has it in `alerts.handed`.
    name: &'static str,
    to: To,
    pause: Duration,
    after: Option<Instant>,
}

enum To {
    Command(String),
    Address(String),
}

impl Receivers {
    /// Those that `args` names.
    pub(super) fn new(args: &WatchArgs) -> Self {
        let receiver = |name, to| Receiver {
            name,
            to,
            pause: PAUSE,
            after: None,
        };
        let command = (args.notify.clone()).map(|c| receiver("command", To::Command(c)));
        let address = (args.webhook.clone()).map(|url| receiver("address", To::Address(url)));
        Receivers(command.into_iter().chain(address).collect())
    }

    /// Hands over every alert that was not told yet, to each receiver once. Who fails is asked again later.
    pub(super) fn tell(&mut self, args: &WatchArgs, store: &mut Store) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        for alert in store.untold()? {
            let message = message(args, &alert);
            let mut handed: Vec<&str> = alert.handed.as_deref().into_iter().collect();
            for receiver in &mut self.0 {
                if !handed.contains(&receiver.name) && receiver.told(message.as_bytes()) {
                    handed.push(receiver.name);
                }
            }
            if self.0.iter().all(|r| handed.contains(&r.name)) {
                store.told(alert.id, &now())?;
            } else if let (None, Some(to)) = (&alert.handed, handed.first()) {
                store.handed(alert.id, to)?;
            }
        }
        Ok(())
    }
}

impl Receiver {
    /// Whether it has taken the message.
    fn told(&mut self, message: &[u8]) -> bool {
        if self.after.is_some_and(|after| Instant::now() < after) {
            return false;
        }
        let handed = match &self.to {
            To::Command(command) => run(command, message),
            To::Address(url) => firsthand_web::post(NAME, url, message).map_err(|e| e.to_string()),
        };
        match handed {
            Ok(()) => {
                (self.pause, self.after) = (PAUSE, None);
                true
            }
            Err(why) => {
                screen::complain(&format!("an alert could not be handed over: {why}"));
                self.after = Some(Instant::now() + self.pause);
                self.pause = (self.pause * 2).min(PAUSE_MAX);
                false
            }
        }
    }
}

/// An alert as it is handed over: one line of JSON.
fn message(args: &WatchArgs, alert: &Alert) -> String {
    let message = json!({
        "schema": "firsthand/alert/1",
        "kind": alert.kind,
        "at": alert.at,
        "about": alert.about,
        "text": alert.text,
        "db": args.db.display().to_string(),
    });
    format!("{message}\n")
}

/// Runs `command` in a shell, with `input` on its standard input.
fn run(command: &str, input: &[u8]) -> Result<(), String> {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::piped());
    let mut child = shell.spawn().map_err(|e| e.to_string())?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing has been told all the same.
        let _ = stdin.write_all(input);
    }
    let until = Instant::now() + COMMAND_TIME_MAX;
    loop {
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("the command ended with {status}")),
            None if Instant::now() < until => sleep(LOOK),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                let most = COMMAND_TIME_MAX.as_secs();
                return Err(format!("the command took more than {most} s and was ended"));
            }
        }
    }
}
