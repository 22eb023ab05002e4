//! What happened, and which articles report it?

pub(crate) mod features;
mod identity;
mod lead;
pub(crate) mod link;
mod mention;
mod part;
pub(crate) mod rarity;
pub(crate) mod similar;
mod speech;
mod title;
mod why;
mod zones;

use crate::reuse::TextIx;
use crate::{Article, ArticleIx, Id, Interval, Quotation, Reuse, Span, Statement, StatementIx};
use features::Features;
use rarity::Rarity;
use rayon::prelude::*;
use speech::Speech;

pub use why::{Why, why};

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
    /// Weight of a word in a sentence that reminds of an earlier event: none, for in a short article
    /// even a quarter drags it over. Such passages have their own use, in `also`.
    pub background: f64,
    /// Factor on names.
    pub name: f64,
    /// Exponent on how often a word stands.
    pub count_power: f64,
    /// What a distance in time costs: this times the logarithm of one plus the days.
    pub late: f64,
    /// What it costs when a date is missing.
    pub undated: f64,
    /// What it costs when both give ages, and no age of the one is one of the other.
    pub age: f64,
    /// What it costs when both number the same thing differently ("12th", "13th package"):
    /// as good as a veto; from 0.1 on the tuning articles no longer change.
    pub ordinal: f64,
    /// Likeness at which a passage of background means another event.
    pub mention: f64,
    /// Two halves of a group are two events when texts of different halves share less than this
    /// share of what texts of one half share.
    pub part: f64,
    /// Factor on names of two words.
    pub pair: f64,
    /// Mean likeness at which two groups are one event.
    pub threshold: f64,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: 2.0,
            lead: 3.0,
            tail: 0.5,
            background: 0.0,
            name: 1.5,
            count_power: 0.3,
            late: 0.022,
            undated: 0.06,
            age: 0.08,
            ordinal: 0.8,
            mention: 0.16,
            part: 0.7,
            pair: 0.7,
            threshold: 0.11,
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
    quotations: &[Quotation],
    statements: &[Statement],
) -> Vec<Event> {
    let features = read(config, articles, reuse);
    let speech = speech::of(articles, reuse, quotations, statements);
    let groups = group(config, &features, &speech);
    let mut events: Vec<Event> = groups
        .iter()
        .map(|texts| describe(config, articles, reuse, &features, texts))
        .collect();
    events.sort_by_key(|e| e.articles[0]);
    mention::find(config, reuse, &features, &mut events);
    lead::choose(articles, reuse, quotations, statements, &mut events);
    events
}

/// The weighed features of every text.
fn read(config: &Config, articles: &[Article], reuse: &Reuse) -> Vec<Features> {
    let mut features: Vec<_> = reuse
        .texts
        .par_iter()
        .map(|t| features::read(config, &articles[t.best], when(articles, &t.articles)))
        .collect();
    let rarity = Rarity::count(features.iter().map(|f| f.terms.as_slice()));
    features
        .par_iter_mut()
        .for_each(|f| features::weigh(f, &rarity));
    features
}

/// The texts of each event. Copies are one text from the start: an event of fifty prints of one
/// wire report is no stronger than one of two.
fn group(config: &Config, features: &[Features], speech: &[Speech]) -> Vec<Vec<usize>> {
    let score = |a: usize, b: usize| similar::score(config, &features[a], &features[b]).total();
    let mut order: Vec<usize> = (0..features.len()).collect();
    order.sort_by_key(|&i| (features[i].when.earliest, features[i].when.latest, i));
    let terms: Vec<_> = features.iter().map(|f| f.terms.as_slice()).collect();
    let edges: Vec<_> = link::candidates(&terms, &order)
        .into_par_iter()
        .map(|(a, b)| (a, b, score(a, b)))
        .filter(|(_, _, s)| *s >= config.threshold / 2.0)
        .collect();
    let groups = link::average(features.len(), &edges, config.threshold, score);
    let when: Vec<_> = features.iter().map(|f| f.when).collect();
    part::part(config, &terms, &when, speech, groups)
}

/// The event that `texts` report, without what other stages add to it.
fn describe(
    config: &Config,
    articles: &[Article],
    reuse: &Reuse,
    features: &[Features],
    texts: &[TextIx],
) -> Event {
    let members = texts
        .iter()
        .flat_map(|&t| reuse.texts[t].articles.iter().copied());
    let mut members: Vec<ArticleIx> = members.collect();
    members.sort_unstable();
    let mut ids: Vec<String> = members
        .iter()
        .map(|&i| articles[i].id.to_string())
        .collect();
    ids.sort_unstable();
    Event {
        id: Id::of('e', ids),
        title: title::of(config, articles, reuse, features, texts),
        time: Some(when(articles, &members))
            .filter(|time| !of_bare_year(*time))
            .unwrap_or_default(),
        articles: members,
        also: Vec::new(),
        lead: Vec::new(),
    }
}

/// Whether all that is known is a bound at the turn of a year, which an article that names a year has
/// given: too little to date an event by.
fn of_bare_year(time: Interval) -> bool {
    let turn = |day: jiff::civil::Date| matches!((day.month(), day.day()), (1, 1) | (12, 31));
    match (time.earliest, time.latest) {
        (Some(day), None) | (None, Some(day)) => turn(day),
        _ => false,
    }
}

/// The days on which any of these articles may have been published. Where only bounds are known
/// they are bounds on one thing, and narrow each other.
fn when(articles: &[Article], of: &[ArticleIx]) -> Interval {
    let dates = of
        .iter()
        .filter_map(|&i| articles[i].published.as_ref().map(|d| d.when));
    let (closed, open): (Vec<Interval>, Vec<Interval>) =
        dates.partition(|d| d.earliest.is_some() && d.latest.is_some());
    let both = |a: Interval, b: Interval| Interval {
        earliest: a.earliest.min(b.earliest),
        latest: a.latest.max(b.latest),
    };
    let bounds = || {
        open.iter()
            .copied()
            .reduce(|a, b| a.meet(b).unwrap_or_default())
    };
    closed
        .into_iter()
        .reduce(both)
        .or_else(bounds)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
