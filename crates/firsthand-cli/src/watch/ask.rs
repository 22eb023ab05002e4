//! What do feeds and pages answer, and when are they asked again?

use super::{ending, later};
use crate::add::now;
use crate::screen;
use firsthand_store::{Added, Addition, Asked, Reading, Store, StoreError, Watched};
use firsthand_web::{Answer, Client, Refusal, join};

/// Entries of a feed that are looked at. A feed holds some dozen; one of more is an archive.
const ENTRIES_MAX: usize = 1_000;

/// Pages that are asked before those that were read are kept.
const BATCH_PAGES: usize = 25;

/// Pages that are asked in one round; the rest waits for the next.
const ROUND_PAGES_MAX: usize = 500;

/// When a page is looked at again, in seconds after it was read: most corrections come within a day.
const AGAIN_S: [i64; 3] = [3600, 6 * 3600, 24 * 3600];

/// The longest pause after failures.
const PAUSE_S_MAX: u64 = 24 * 3600;

/// How often a page may fail before it is left alone.
const FAILURES_MAX: u32 = 5;

/// What a round came to.
#[derive(Default)]
pub(super) struct Round {
    pub(super) asked: usize,
    pub(super) asked_feeds: usize,
    pub(super) entries: usize,
    pub(super) problems: usize,
    pub(super) added: Added,
    pub(super) additions: Vec<i64>,
}

impl Round {
    fn problem(&mut self, url: &str, what: &str) {
        self.problems += 1;
        screen::complain(&format!("{url}: {what}"));
    }
}

/// Asks each of `feeds` that is due.
pub(super) fn feeds(
    feeds: &[String],
    interval: u64,
    store: &mut Store,
    client: &mut Client,
    round: &mut Round,
) -> Result<(), StoreError> {
    for url in feeds {
        let Some(mut feed) = store.due_feed(url, &now())? else {
            continue;
        };
        if ending() {
            return Ok(());
        }
        round.asked += 1;
        round.asked_feeds += 1;
        let (mut title, mut links) = (None, Vec::new());
        match client.get(url, &asking(&feed.asked)) {
            Ok(answer) => {
                feed.asked = answered(&answer, feed.asked);
                feed.asked.due = Some(later(interval as i64));
                if answer.status == 200 {
                    let listed = firsthand_io::read::feed_links(&answer.body, ENTRIES_MAX);
                    for problem in &listed.problems {
                        round.problem(url, problem);
                    }
                    feed.asked.problem = listed.problems.into_iter().next();
                    title = listed.title;
                    let joined = listed.links.into_iter();
                    let joined = joined.map(|l| join(&answer.url, &l.url).map(|u| (u, l.stamp)));
                    links = joined.flatten().collect();
                }
            }
            Err(refusal) => {
                round.problem(url, &refusal.to_string());
                let failures = feed.asked.failures + 1;
                feed.asked.due = Some(later(pause(interval, failures, &refusal)));
                feed.asked.failures = failures;
                feed.asked.problem = Some(refusal.to_string());
            }
        }
        round.entries += store.feed_asked(&feed, title.as_deref(), &links, &now())?;
    }
    Ok(())
}

/// Asks the pages that are due, and keeps what is new of them.
pub(super) fn pages(
    interval: u64,
    store: &mut Store,
    client: &mut Client,
    round: &mut Round,
) -> Result<(), StoreError> {
    let due = store.due_pages(&now(), ROUND_PAGES_MAX)?;
    for batch in due.chunks(BATCH_PAGES) {
        let mut addition = Addition {
            at: now(),
            by: "watch".to_owned(),
            ..Addition::default()
        };
        let mut asked = Vec::new();
        for page in batch {
            if ending() {
                break;
            }
            round.asked += 1;
            asked.push(ask(page.clone(), interval, client, &mut addition, round));
        }
        // First the pages, then that they were asked: whoever is ended in between asks them again.
        if !addition.readings.is_empty() || !addition.skipped.is_empty() {
            let added = store.keep(&addition)?;
            round.additions.push(added.addition);
            round.added.new += added.new;
            round.added.versions += added.versions;
            round.added.repeated += added.repeated;
            round.added.skipped += added.skipped;
        }
        for page in &asked {
            store.page_asked(page, &now())?;
        }
    }
    Ok(())
}

/// Asks one page; what is then known of it.
fn ask(
    mut page: Watched,
    interval: u64,
    client: &mut Client,
    addition: &mut Addition,
    round: &mut Round,
) -> Watched {
    match client.get(&page.url, &asking(&page.asked)) {
        Ok(answer) => {
            page.asked = answered(&answer, page.asked);
            page.asked.due = AGAIN_S.get(page.checks as usize).map(|s| later(*s));
            page.checks += 1;
            if answer.status == 200 {
                let at = now();
                match firsthand_io::read::answered(&answer.url, &at, &answer.http()) {
                    Ok(read) => addition.readings.push(Reading {
                        page: read,
                        taken: Some(at),
                    }),
                    Err(skipped) => {
                        round.problem(&page.url, &skipped.reason);
                        page.asked.problem = Some(skipped.reason.clone());
                        addition.skipped.push(skipped);
                    }
                }
            }
        }
        Err(refusal) => {
            round.problem(&page.url, &refusal.to_string());
            page.asked.failures += 1;
            let may_change = matches!(
                refusal,
                Refusal::Failed(_) | Refusal::Status(429 | 500.., _)
            );
            let again = may_change && page.asked.failures < FAILURES_MAX;
            let pause = pause(interval, page.asked.failures, &refusal);
            page.asked.due = again.then(|| later(pause));
            page.asked.problem = Some(refusal.to_string());
        }
    }
    page
}

/// What a server is told of what is known.
fn asking(asked: &Asked) -> firsthand_web::Asked {
    firsthand_web::Asked {
        etag: asked.etag.clone(),
        last_modified: asked.last_modified.clone(),
    }
}

/// What is known after an answer.
fn answered(answer: &Answer, before: Asked) -> Asked {
    let field = |name: &str| answer.field(name).map(str::to_owned);
    let same = answer.status == 304;
    Asked {
        etag: field("etag").or(before.etag.filter(|_| same)),
        last_modified: field("last-modified").or(before.last_modified.filter(|_| same)),
        ..Asked::default()
    }
}

/// Seconds until the next try: twice as long after each failure, and as long as the server asks for.
fn pause(interval: u64, failures: u32, refusal: &Refusal) -> i64 {
    let doubled = interval.saturating_mul(1 << failures.min(16));
    let asked = match refusal {
        Refusal::Status(_, Some(seconds)) => *seconds,
        _ => 0,
    };
    doubled.max(asked).min(PAUSE_S_MAX) as i64
}
