//! Arguments of the commands that fill a store, ask the web for it, or serve it.

use super::{InputArgs, ModelArgs};
use clap::Args;
use std::path::PathBuf;

pub(super) const ADD_EXAMPLES: &str = "\
Examples:
  firsthand add saved-pages/ --db news.db
  firsthand add today.jsonl --db news.db           the same article twice is once
  datasette news.db

The database holds what `report --db` writes, and the pages as they were read besides, so that the findings
are always those of all pages together. Events, stories and statements keep their ids as the store grows. Whoever reads the database meanwhile sees the
findings from before; what ends the command in the middle loses nothing.";

#[derive(Args)]
pub(crate) struct AddArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// The store; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

pub(super) const BUILD_EXAMPLES: &str = "\
Examples:
  firsthand build --db news.db

`add`, `watch` and `serve` make the findings themselves. They are behind where that was ended in the middle, by a full disk or for want
of memory: nothing is lost then, and this command, or the next addition or ruling, makes them. It is also what `serve` runs
after a ruling.";

#[derive(Args)]
pub(crate) struct BuildArgs {
    /// The store, made by `add` or `watch`.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// For a program that runs this one: write each stage to the standard output as it begins, a line each, and end where the
    /// standard input ends.
    #[arg(long)]
    pub(crate) stages: bool,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  firsthand watch --feed https://post.example/feed --db news.db
  firsthand watch --opml feeds.opml --db news.db --once        for cron
  firsthand watch --opml feeds.opml --db news.db --notify 'mail -s firsthand desk@post.example'

It asks politely: one request at a time and a second apart for one host, what robots.txt allows, only what has changed (ETag,
Last-Modified), and less often after each failure. A page is asked again one hour, six hours and a day after it was read first,
and when its entry changes; another text is kept as another version.

An alert is one JSON object on the standard input of CMD, or in a POST to URL, each once: an event that five articles or more
reported within a day on one origin (growth), a changed word that matters (material), another version of a page (revision), an article
that says it was corrected (correction).";

#[derive(Args)]
pub(crate) struct WatchArgs {
    /// The address of a feed, RSS or Atom; repeatable.
    #[arg(long, value_name = "URL", required_unless_present = "opml")]
    pub(crate) feed: Vec<String>,
    /// A list of feeds, as feed readers write it.
    #[arg(long, value_name = "FILE")]
    pub(crate) opml: Option<PathBuf>,
    /// The store; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// Ask what is due once, and end.
    #[arg(long)]
    pub(crate) once: bool,
    /// How long to wait before a feed is asked again: 90s, 15m, 2h; one minute at least.
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = seconds)]
    pub(crate) interval: u64,
    /// Run this command for each alert, with a JSON object on its standard input.
    #[arg(long, value_name = "CMD")]
    pub(crate) notify: Option<String>,
    /// Send each alert to this address.
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,
    #[command(flatten)]
    pub(crate) private: PrivateArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

pub(super) const FETCH_EXAMPLES: &str = "\
Examples:
  firsthand fetch https://post.example/fire -o evidence/
  firsthand fetch https://post.example/fire https://other.example/fire -o evidence.warc.gz

In a folder each page is a file with the bytes as received, named after its address and the beginning of their SHA-256. A line of JSON for each stands in
its .manifest.jsonl and on the standard output: addresses asked, time, status, fields of the head, hash, file. What robots.txt forbids is not read.";

#[derive(Args)]
pub(crate) struct FetchArgs {
    /// Addresses of pages.
    #[arg(required = true, value_name = "URL")]
    pub(crate) urls: Vec<String>,
    /// A folder, which is made where it is not there, or an archive (.warc.gz), to which is added.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) private: PrivateArgs,
}

#[derive(Args)]
pub(crate) struct PrivateArgs {
    /// Ask also addresses of this machine and its own network, to which feeds, pages and redirects may lead.
    #[arg(long)]
    pub(crate) allow_private: bool,
}

/// The shortest pause between two times that a feed is asked.
const INTERVAL_S_MIN: u64 = 60;

fn seconds(text: &str) -> Result<u64, String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[number.len()..] {
        "s" | "" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => 0,
    };
    let seconds = number.parse::<u64>().ok().and_then(|n| n.checked_mul(unit));
    let seconds = seconds.filter(|s| (INTERVAL_S_MIN..=30 * 86_400).contains(s));
    seconds.ok_or_else(|| "it is a whole number with s, m, h or d, from 60s to 30d".to_owned())
}

pub(super) const SERVE_EXAMPLES: &str = "\
Examples:
  firsthand add saved-pages/ --db news.db
  firsthand serve --db news.db                     then open the address that it prints
  curl http://127.0.0.1:8330/api/events?origins=1&articles=5&order=size
  FIRSTHAND_TOKEN=... firsthand serve --db news.db --bind 0.0.0.0

The page and the JSON API (described in /api/openapi.json) are for this machine only. With --bind
others can ask too, if they show the token of the environment variable FIRSTHAND_TOKEN: as
`Authorization: Bearer TOKEN`, or by opening http://HOST:PORT/#token=TOKEN. What goes between you
and them is not encrypted: put a server that does in front.";

#[derive(Args)]
pub(crate) struct ServeArgs {
    /// The database to serve, made by `add` or `report --db`.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// The port to listen at; 0 for any that is free.
    #[arg(long, default_value_t = 8330)]
    pub(crate) port: u16,
    /// The address to listen at; any but this machine's own needs a token.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) bind: std::net::IpAddr,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
}
