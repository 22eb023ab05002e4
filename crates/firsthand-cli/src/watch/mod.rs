//! `firsthand watch`: what is new in these feeds, and what of it should somebody know at once?

mod alert;
mod ask;

use crate::add::{now, open, place, said};
use crate::args::WatchArgs;
use crate::fetch::NAME;
use crate::input::{self, Read};
use crate::screen;
use alert::Receivers;
use anyhow::Context;
use ask::Round;
use firsthand_store::Store;
use firsthand_web::Client;
use jiff::{SignedDuration, Timestamp};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

/// Whether the user wants it to end.
static ENDING: AtomicBool = AtomicBool::new(false);

/// How often it is looked whether something is due, or the user wants it to end.
const TICK: Duration = Duration::from_millis(500);

/// Ticks between two looks at what is due.
const TICKS: u32 = 20;

/// What growth is measured over, in seconds.
const GROWTH_S: i64 = 24 * 3600;

/// Asks what is due, adds it, tells what is to be told; and again.
pub(crate) fn run(args: &WatchArgs) -> anyhow::Result<Read> {
    let feeds = feeds(args)?;
    let mut store = open(&args.db)?;
    let mut client = Client::new(NAME, args.private.allow_private);
    // Without a handler an interrupt ends it at once, which loses nothing that is kept.
    let _ = ctrlc::set_handler(|| {
        if ENDING.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        screen::complain("ending after this page (once more to end at once)");
    });
    for feed in &feeds {
        store.watch(feed, &now()).with_context(|| place(&args.db))?;
    }
    let mut receivers = Receivers::new(args);
    let mut read = Read::All;
    loop {
        let round = round(args, &feeds, &mut store, &mut client, &mut receivers);
        let round = round.with_context(|| place(&args.db))?;
        if round.problems > 0 {
            read = Read::Some;
        }
        if args.once || ending() {
            return Ok(read);
        }
        for _ in 0..TICKS {
            sleep(TICK);
            if ending() {
                return Ok(read);
            }
        }
    }
}

/// Everything that is due now.
fn round(
    args: &WatchArgs,
    feeds: &[String],
    store: &mut Store,
    client: &mut Client,
    receivers: &mut Receivers,
) -> anyhow::Result<Round> {
    let mut round = Round::default();
    ask::feeds(feeds, args.interval, store, client, &mut round)?;
    ask::pages(args.interval, store, client, &mut round)?;
    store.build(input::model(&args.model), &mut |_| {})?;
    for addition in &round.additions {
        store.look(*addition, &later(-GROWTH_S), &now())?;
    }
    receivers.tell(args, store)?;
    if round.asked > 0 {
        let pages = said(&round.added);
        writeln!(
            io::stdout(),
            "{}: {} feeds and {} pages asked, {} entries new or changed; {pages}",
            now(),
            round.asked_feeds,
            round.asked - round.asked_feeds,
            round.entries
        )?;
    }
    Ok(round)
}

/// The feeds that are named.
fn feeds(args: &WatchArgs) -> anyhow::Result<Vec<String>> {
    let mut feeds = args.feed.clone();
    if let Some(path) = &args.opml {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let listed = firsthand_io::read::opml_feeds(&bytes);
        if listed.is_empty() {
            anyhow::bail!(
                "{}: no feed is listed in it (outline with xmlUrl)",
                path.display()
            );
        }
        feeds.extend(listed);
    }
    feeds.sort();
    feeds.dedup();
    Ok(feeds)
}

fn ending() -> bool {
    ENDING.load(Ordering::SeqCst)
}

/// The moment so many seconds from now, in UTC.
fn later(seconds: i64) -> String {
    let at = Timestamp::now().saturating_add(SignedDuration::from_secs(seconds));
    let at = at.unwrap_or(Timestamp::MAX);
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
