//! Who is told what is to be told? A command, with JSON on its standard input, or an address.

use crate::add::now;
use crate::args::WatchArgs;
use crate::fetch::NAME;
use crate::screen;
use firsthand_store::{Store, StoreError};
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

/// Hands over every alert that was not told yet. What fails is tried again in the next round.
pub(super) fn tell(args: &WatchArgs, store: &mut Store) -> Result<(), StoreError> {
    if args.notify.is_none() && args.webhook.is_none() {
        return Ok(());
    }
    for alert in store.untold()? {
        let message = json!({
            "schema": "firsthand/alert/1",
            "kind": alert.kind,
            "at": alert.at,
            "about": alert.about,
            "text": alert.text,
            "db": args.db.display().to_string(),
        });
        let message = format!("{message}\n");
        let by_command = args.notify.as_ref().map(|c| run(c, message.as_bytes()));
        let by_address = args.webhook.as_ref().map(|url| {
            firsthand_web::post(NAME, url, message.as_bytes()).map_err(|e| e.to_string())
        });
        let mut is_told = true;
        for failure in [by_command, by_address]
            .into_iter()
            .flatten()
            .filter_map(Result::err)
        {
            screen::complain(&format!("an alert could not be handed over: {failure}"));
            is_told = false;
        }
        if is_told {
            store.told(alert.id, &now())?;
        }
    }
    Ok(())
}

/// Runs `command` in a shell.
fn run(command: &str, input: &[u8]) -> Result<(), String> {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::piped());
    let mut child = shell.spawn().map_err(|e| e.to_string())?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing has been told all the same.
        let _ = stdin.write_all(input);
    }
    let status = child.wait().map_err(|e| e.to_string())?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("the command ended with {status}")),
    }
}
