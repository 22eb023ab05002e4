//! The whole run, one way, one line a stage.

use crate::{
    Article, Overrides, Page, Quotation, Report, Reuse, Skipped, article, event, origin, overrides,
    provenance, quotation,
    quotation::{Known, Model},
    reuse, speaker, statement, story,
};
use rayon::prelude::*;

/// Reads a pile of pages, quotations by the rules alone. `skipped` is handed through to the report, so that nothing is lost on
/// the way in.
///
/// The result is the same for any order of `pages` and any number of threads.
pub fn run(pages: Vec<Page>, skipped: Vec<Skipped>) -> Report {
    run_with(pages, skipped, None, &Overrides::default(), &mut |_| {})
}

/// As [`run`]; with a trained `model` for quotations where there is one, and with what people rule where
/// the texts were read wrongly. Calls `at` with a few words for the user as each stage begins.
pub fn run_with(
    pages: Vec<Page>,
    skipped: Vec<Skipped>,
    model: Option<&Model>,
    ruled: &Overrides,
    at: &mut dyn FnMut(&str),
) -> Report {
    let (articles, reuse, repeated) = articles(pages, at);
    let quotations = quotations(&articles, model, at);
    found(articles, reuse, repeated, quotations, skipped, ruled, at)
}

/// What the pile as a whole shows, once each article has been read.
fn found(
    articles: Vec<Article>,
    reuse: Reuse,
    repeated: usize,
    mut quotations: Vec<Quotation>,
    skipped: Vec<Skipped>,
    ruled: &Overrides,
    at: &mut dyn FnMut(&str),
) -> Report {
    let spoken = ruled.speakers(&mut quotations);
    at("comparing wordings");
    let statements = statement::group(&articles, &reuse, &quotations);
    at("sorting into events");
    let headlines = statement::headlines(&articles, &quotations);
    let events = event::cluster(&articles, &reuse, &quotations, &statements, ruled);
    let groups: Vec<_> = events.iter().map(|e| e.articles.clone()).collect();
    let corrections = statement::corrections(&articles, &groups);
    let stories = story::group(&articles, &quotations, &statements, &events);
    at("tracing who has what from whom");
    let provenance = provenance::build(&articles, &reuse, &quotations, &statements, &events, ruled);
    at("counting origins");
    let origins = origin::count(
        &articles,
        &reuse,
        &quotations,
        &statements,
        &events,
        &provenance,
    );
    let mut report = Report {
        repeated,
        skipped: sorted(skipped),
        articles,
        reuse,
        quotations,
        statements,
        headlines,
        events,
        corrections,
        stories,
        provenance,
        origins,
        overrides: Vec::new(),
    };
    report.overrides = overrides::outcomes(ruled, &report, &spoken);
    report
}

/// As [`run_with`], for who runs it again and again: quotations of articles that are `known` are not read again, and
/// those of all are known afterwards.
pub fn run_again(
    pages: Vec<Page>,
    skipped: Vec<Skipped>,
    model: Option<&Model>,
    ruled: &Overrides,
    known: &mut Known,
    at: &mut dyn FnMut(&str),
) -> Report {
    let (articles, reuse, repeated) = articles(pages, at);
    at("reading quotations");
    let mut quotations = known.read(&articles, model);
    speaker::resolve(&articles, &mut quotations);
    found(articles, reuse, repeated, quotations, skipped, ruled, at)
}

/// Only as far as the article text: `articles` and `reuse` of the report are filled.
pub fn clean(pages: Vec<Page>, skipped: Vec<Skipped>, at: &mut dyn FnMut(&str)) -> Report {
    let (articles, reuse, repeated) = articles(pages, at);
    Report {
        repeated,
        skipped: sorted(skipped),
        articles,
        reuse,
        ..Report::default()
    }
}

/// Only as far as the quotations: `articles`, `reuse` and `quotations` of the report are filled.
pub fn quotes(
    pages: Vec<Page>,
    skipped: Vec<Skipped>,
    model: Option<&Model>,
    at: &mut dyn FnMut(&str),
) -> Report {
    let mut report = clean(pages, skipped, at);
    report.quotations = quotations(&report.articles, model, at);
    report
}

/// Pages to articles, furniture relabelled once; and how many pages were read twice.
fn articles(pages: Vec<Page>, at: &mut dyn FnMut(&str)) -> (Vec<Article>, Reuse, usize) {
    at("telling article text from furniture");
    let (pages, repeated) = canonical(pages);
    let mut articles = article::read(pages);
    at("looking for copies and shared passages");
    let reuse = reuse::find(&articles);
    article::relabel(&mut articles, &reuse);
    (articles, reuse, repeated)
}

/// Quotations of every article alone, then their speakers over the pile.
fn quotations(
    articles: &[Article],
    model: Option<&Model>,
    at: &mut dyn FnMut(&str),
) -> Vec<Quotation> {
    at("reading quotations");
    let mut quotations: Vec<_> = articles
        .par_iter()
        .enumerate()
        .flat_map(|(i, a)| quotation::extract(i, a, model))
        .collect();
    speaker::resolve(articles, &mut quotations);
    quotations
}

fn sorted(mut skipped: Vec<Skipped>) -> Vec<Skipped> {
    skipped.sort();
    skipped
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
