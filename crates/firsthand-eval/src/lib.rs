//! Does the tool find what a careful reader finds?
//!
//! A page of expected findings is Markdown that a journalist can read and write: every line that
//! starts with `- ` is one sentence, and every sentence is checked against a [`Report`]. The
//! sentences that can be written stand in [`sentence`]; one that no rule understands is a failure,
//! so that nothing in a page goes unchecked. A sentence after `not yet: ` is one that a careful
//! reader finds and the tool does not: it fails as soon as it holds, so that the mark goes.

pub mod polnear;
pub mod relay;
pub mod sentence;

use firsthand::{Page, Report};

/// Checks every sentence of `page` against `report`; returns the ones that do not hold, each with
/// what was found instead.
pub fn check(page: &str, report: &Report) -> Vec<String> {
    let fails = |s: &str| match s.strip_prefix("not yet: ") {
        None => sentence::check(s, report).err(),
        Some(s) => match sentence::check(s, report) {
            Ok(()) => Some("this holds now: take the mark away".to_owned()),
            Err(e) if e == sentence::NOT_UNDERSTOOD => Some(e),
            Err(_) => None,
        },
    };
    sentences(page)
        .filter_map(|s| fails(s).map(|found| format!("{s}\n    {found}")))
        .collect()
}

/// The sentences of a page of findings.
pub fn sentences(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter_map(|l| l.strip_prefix("- "))
}

/// Takes a case apart: each fenced block whose info string is a file name is an article, the rest
/// is its findings.
pub fn split(case: &str) -> (Vec<Page>, String) {
    let (mut articles, mut rest) = (Vec::<Page>::new(), String::new());
    let mut open = false;
    for line in case.lines() {
        match (line.strip_prefix("```"), articles.last_mut()) {
            (Some(_), _) if open => open = false,
            (Some(name), _) => {
                open = true;
                articles.push(Page {
                    locator: name.to_owned(),
                    ..Page::default()
                });
            }
            (None, Some(page)) if open => page.content += &format!("{line}\n"),
            (None, _) => rest += &format!("{line}\n"),
        }
    }
    (articles, rest)
}
