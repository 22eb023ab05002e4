//! The whole run, one way, one line a stage.

use crate::{
    Page, Report, Skipped, article, event, origin, provenance, quotation, reuse, speaker,
    statement, story,
};
use rayon::prelude::*;

/// Reads a pile of pages. `skipped` is handed through to the report, so that nothing is lost on
/// the way in.
///
/// The result is the same for any order of `pages` and any number of threads.
pub fn run(pages: Vec<Page>, skipped: Vec<Skipped>) -> Report {
    let (pages, repeated) = canonical(pages);
    let mut articles = article::read(pages);
    let reuse = reuse::find(&articles);
    article::relabel(&mut articles, &reuse);
    let mut quotations: Vec<_> = articles
        .par_iter()
        .enumerate()
        .flat_map(|(i, a)| quotation::extract(i, a))
        .collect();
    speaker::resolve(&articles, &mut quotations);
    let statements = statement::group(&articles, &reuse, &quotations);
    let events = event::cluster(&articles, &reuse, &quotations, &statements);
    let stories = story::group(&articles, &quotations, &statements, &events);
    let provenance = provenance::build(&articles, &reuse, &quotations, &statements, &events);
    let origins = origin::count(
        &articles,
        &reuse,
        &quotations,
        &statements,
        &events,
        &provenance,
    );
    let mut skipped = skipped;
    skipped.sort();
    Report {
        repeated,
        skipped,
        articles,
        reuse,
        quotations,
        statements,
        events,
        stories,
        provenance,
        origins,
    }
}

/// Sorts pages by locator, record and content, and drops those read twice.
fn canonical(mut pages: Vec<Page>) -> (Vec<Page>, usize) {
    let key = |p: &Page| (p.locator.clone(), p.record.clone(), p.sha256.clone());
    pages.sort_by_cached_key(key);
    let before = pages.len();
    pages.dedup_by(|a, b| a.sha256 == b.sha256 && a.locator == b.locator && a.record == b.record);
    let repeated = before - pages.len();
    (pages, repeated)
}
