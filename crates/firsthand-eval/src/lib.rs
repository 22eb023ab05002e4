//! Does the tool find what a careful reader finds?
//!
//! A page of expected findings is Markdown that a journalist can read and write: every line that
//! starts with `- ` is one sentence, and every sentence is checked against a [`Report`]. The
//! sentences that can be written stand in [`sentence`]; one that no rule understands is a failure,
//! so that nothing in a page goes unchecked.

pub mod sentence;

use firsthand::Report;

/// Checks every sentence of `page` against `report`; returns the ones that do not hold, each with
/// what was found instead.
pub fn check(page: &str, report: &Report) -> Vec<String> {
    sentences(page)
        .filter_map(|s| {
            sentence::check(s, report)
                .err()
                .map(|found| format!("{s}\n    {found}"))
        })
        .collect()
}

/// The sentences of a page of findings.
pub fn sentences(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter_map(|l| l.strip_prefix("- "))
}
