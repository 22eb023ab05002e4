//! What happened, and which articles report it?

mod features;
mod link;
mod rarity;
mod similar;
mod zones;

use crate::{Article, ArticleIx, Id, Interval, Quotation, Reuse, Span, Statement, StatementIx};
use rayon::prelude::*;

/// Index of an event.
pub type EventIx = usize;

/// Something that happened at a time and place, and the articles that report it.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// Hash of its articles' ids.
    pub id: Id,
    /// A headline of one of its articles.
    pub title: String,
    /// When, as far as its articles tell.
    pub time: Interval,
    /// The articles whose main event it is, ascending; never empty.
    pub articles: Vec<ArticleIx>,
    /// Articles that mention it beside their own event, and where.
    pub also: Vec<Also>,
    /// Its lead statements, the most carried first.
    pub lead: Vec<StatementIx>,
}

/// A mention of an event in an article of another.
#[derive(Clone, PartialEq, Debug)]
pub struct Also {
    /// The article.
    pub article: ArticleIx,
    /// The passages.
    pub spans: Vec<Span>,
}

/// How events are told apart. Every default was fixed on halves of the gun-violence articles of 2013
/// to 2015 (2,149 articles, 1,243 events), each half scored with what was best on the other.
#[derive(Clone, Debug)]
pub struct Config {
    /// Weight of a word in the title, where one in the body is 1.
    pub title: f64,
    /// Weight of a word in the lead.
    pub lead: f64,
    /// Weight of a word in the last third.
    pub tail: f64,
    /// Weight of a word in a sentence that reminds of an earlier event.
    pub background: f64,
    /// Factor on names.
    pub name: f64,
    /// Exponent on how often a word stands.
    pub count_power: f64,
    /// Exponent on its rarity.
    pub rarity_power: f64,
    /// What a distance in time costs: this times the logarithm of one plus the days.
    pub late: f64,
    /// What it costs when a date is missing.
    pub undated: f64,
    /// Mean likeness at which two groups are one event.
    pub threshold: f64,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: 2.0,
            lead: 3.0,
            tail: 0.7,
            background: 0.2,
            name: 1.5,
            count_power: 0.3,
            rarity_power: 1.0,
            late: 0.03,
            undated: 0.1,
            threshold: 0.13,
        }
    }
}

/// Puts every article into exactly one event; events are in order of their first article.
pub fn cluster(
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
) -> Vec<Event> {
    cluster_with(&Config::default(), articles, reuse, quotations, statements)
}

/// As [`cluster`], with other settings.
pub fn cluster_with(
    config: &Config,
    articles: &[Article],
    reuse: &Reuse,
    _quotations: &[Quotation],
    _statements: &[Statement],
) -> Vec<Event> {
    let mut features: Vec<_> = reuse
        .texts
        .par_iter()
        .map(|t| features::read(config, &articles[t.best], when(articles, &t.articles)))
        .collect();
    let rarity = rarity::Rarity::count(features.iter().map(|f| f.terms.as_slice()));
    features
        .par_iter_mut()
        .for_each(|f| features::weigh(config, f, &rarity));
    let mut order: Vec<usize> = (0..features.len()).collect();
    order.sort_by_key(|&i| (features[i].when.earliest, features[i].when.latest, i));
    let terms: Vec<_> = features.iter().map(|f| f.terms.as_slice()).collect();
    let edges: Vec<_> = link::candidates(&terms, &order)
        .into_par_iter()
        .map(|(a, b)| (a, b, similar::score(config, &features[a], &features[b])))
        .filter(|(_, _, s)| *s >= config.threshold / 2.0)
        .collect();
    let score = |a: usize, b: usize| similar::score(config, &features[a], &features[b]);
    let groups = link::average(features.len(), &edges, config.threshold, score);
    let mut events: Vec<Event> = groups
        .into_iter()
        .map(|texts| {
            let mut members: Vec<ArticleIx> = texts
                .iter()
                .flat_map(|&t| reuse.texts[t].articles.iter().copied())
                .collect();
            members.sort_unstable();
            event(articles, members)
        })
        .collect();
    events.sort_by_key(|e| e.articles[0]);
    events
}

/// The days on which any of the copies may have been published.
fn when(articles: &[Article], copies: &[ArticleIx]) -> Interval {
    let mut dates = copies
        .iter()
        .filter_map(|&i| articles[i].published.as_ref().map(|d| d.when));
    let Some(first) = dates.next() else {
        return Interval::default();
    };
    dates.fold(first, |a, b| Interval {
        earliest: a.earliest.min(b.earliest),
        latest: a.latest.zip(b.latest).map(|(x, y)| x.max(y)),
    })
}

fn event(articles: &[Article], members: Vec<ArticleIx>) -> Event {
    let mut ids: Vec<String> = members
        .iter()
        .map(|&i| articles[i].id.to_string())
        .collect();
    ids.sort_unstable();
    Event {
        id: Id::of('e', ids),
        title: members
            .iter()
            .find_map(|&i| articles[i].title.clone())
            .unwrap_or_default(),
        time: when(articles, &members),
        articles: members,
        also: Vec::new(),
        lead: Vec::new(),
    }
}
