//! What stands against the articles of an event: headlines that their bodies do not bear out, and
//! corrections that others have not taken over.

use super::labels::Labels;
use super::say;
use crate::screen::{Screen, Text, line, said, shorten};
use firsthand::statement::{Correction, HeadlineCheck};
use firsthand::{ArticleIx, EventIx, Report};
use std::io;

/// Longest words that are shown of a headline, a body or a notice.
const WORDS_MAX: usize = 160;
/// What a body has against a headline, up to so many places.
const PLACES_MAX: usize = 3;
/// Articles that are named as carrying old words.
const ARTICLES_MAX: usize = 6;

/// Writes both, where there is any.
pub(super) fn write(
    report: &Report,
    event: EventIx,
    labels: &Labels,
    screen: &mut Screen,
) -> io::Result<()> {
    let mut label = "Headline";
    for at in &report.events[event].articles {
        for check in report.headlines.get(*at).into_iter().flatten() {
            screen.field(2, label, 2, &headline(report, *at, check, labels))?;
            label = "";
        }
    }
    let mut label = "Corrected";
    for found in report.corrections.get(event).into_iter().flatten() {
        screen.field(2, label, 2, &correction(report, found, labels))?;
        label = "";
    }
    Ok(())
}

fn headline(report: &Report, at: ArticleIx, check: &HeadlineCheck, labels: &Labels) -> Text {
    let content = report.articles[at].content();
    let places = check.body.iter().take(PLACES_MAX);
    let has: Vec<String> = places
        .map(|s| format!("“{}”", quoted(s.of(content))))
        .collect();
    let body = match has.is_empty() {
        true => "its body has nothing of it".to_owned(),
        false => format!("its body has {}", has.join(", ")),
    };
    Text::new()
        .plain(&format!("“{}”: {body}", quoted(&check.words)))
        .dim(&format!("  ({})", labels.of(at)))
}

fn correction(report: &Report, found: &Correction, labels: &Labels) -> Text {
    let content = report.articles[found.article].content();
    let mut carrying: Vec<ArticleIx> = found.carried.iter().map(|c| c.0).collect();
    carrying.dedup();
    let still = match carrying.is_empty() {
        true => String::new(),
        false => format!(
            "; the old words stand in {}",
            say::list(&labels.each(carrying), ARTICLES_MAX)
        ),
    };
    let what = if found.withdrawn { "withdrawn: " } else { "" };
    Text::new()
        .plain(&format!(
            "{what}“{}”{still}",
            quoted(found.notice.of(content))
        ))
        .dim(&format!("  ({})", labels.of(found.article)))
}

fn quoted(words: &str) -> String {
    shorten(&line(&said(words)), WORDS_MAX)
}
