//! What happened, and which articles report it?

mod abroad;
pub(crate) mod features;
mod identity;
mod items;
mod lead;
pub(crate) mod link;
mod mention;
mod overrule;
mod part;
pub(crate) mod rarity;
mod round_up;
pub(crate) mod similar;
mod sound;
mod speech;
mod stream;
mod title;
mod why;
mod zones;

use crate::reuse::{self, TextIx};
use crate::{
    Article, ArticleIx, Id, Interval, Overrides, Quotation, Reuse, Span, Statement, StatementIx,
};
use features::Features;
use rayon::prelude::*;
use speech::Speech;

pub use stream::{Stream, Text};
pub use why::{Why, shared_in_part, why};

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
    /// Articles that report or mention it beside their own event, and where.
    pub also: Vec<Also>,
    /// Whether its articles are round-ups or live pages, whose parts report other events.
    pub round_up: bool,
    /// Its lead statements, the most carried first.
    pub lead: Vec<StatementIx>,
    /// The lines of the overrides that joined or parted it, ascending.
    pub overridden: Vec<usize>,
}

impl Event {
    /// What `article` says of the event: all of it where it is one of its articles, else the parts
    /// that report it; none where it does not report it.
    pub fn told_in(&self, article: ArticleIx) -> Option<Told<'_>> {
        if self.articles.binary_search(&article).is_ok() {
            return Some(Told::Whole);
        }
        let item = |a: &&Also| a.article == article && a.kind == AlsoKind::Item;
        self.also
            .iter()
            .find(item)
            .map(|a| Told::Parts(a.spans.as_slice()))
    }

    /// The articles of which a part reports the event beside others, ascending.
    pub fn items(&self) -> impl Iterator<Item = ArticleIx> {
        let items = self.also.iter().filter(|a| a.kind == AlsoKind::Item);
        items.map(|a| a.article)
    }
}

/// How much of an article reports an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told<'a> {
    /// All of it.
    Whole,
    /// These parts.
    Parts(&'a [Span]),
}

impl Told<'_> {
    /// Whether `span` of the article is said of the event.
    pub fn has(self, span: Span) -> bool {
        match self {
            Told::Whole => true,
            Told::Parts(parts) => parts.iter().any(|p| p.contains(span)),
        }
    }
}

/// A mention of an event in an article of another.
#[derive(Clone, PartialEq, Debug)]
pub struct Also {
    /// The article.
    pub article: ArticleIx,
    /// How it mentions the event.
    pub kind: AlsoKind,
    /// The passages.
    pub spans: Vec<Span>,
}

/// How an article speaks of an event that is not its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AlsoKind {
    /// A part of it, as of a round-up or live page, reports the event.
    Item,
    /// It reminds of the event.
    Background,
}

/// How events are told apart. The defaults were chosen on the gun-violence articles of 2013 to 2015
/// (2,149 articles, 1,243 events), on these without dates, and on BASIL: no held-out test.
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
    /// What it costs when both have several names and none in common: two fires in two towns are told
    /// in the same words. Up to 0.05 nothing changes on the tuning articles; judged.
    pub strangers: f64,
    /// What it costs when both number the same thing differently ("12th", "13th package"):
    /// as good as a veto; from 0.1 on the tuning articles no longer change.
    pub ordinal: f64,
    /// Likeness at which a passage of background or a part of a round-up means another event.
    pub mention: f64,
    /// Two halves of a group are two events when texts of different halves share less than this
    /// share of what texts of one half share.
    pub part: f64,
    /// What it is worth when two texts in different languages have all names and numbers in common
    /// that the one with less of them has.
    pub abroad: f64,
    /// Factor on names of two words.
    pub pair: f64,
    /// Mean likeness at which two groups are one event.
    pub threshold: f64,
    /// The heaviest terms of a text that are kept.
    pub terms: usize,
    /// Texts that are put into events at a time: a pile of fewer is looked at as a whole.
    pub slice: usize,
    /// A text is compared with later ones until this many have come after it and
    pub window_texts: usize,
    /// this many days lie between.
    pub window_days: i32,
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
            strangers: 0.1,
            ordinal: 0.8,
            mention: 0.16,
            part: 0.7,
            abroad: 0.3,
            pair: 0.7,
            threshold: 0.11,
            terms: 400,
            slice: 20_000,
            window_texts: 50_000,
            window_days: 10,
        }
    }
}

/// Puts every article into exactly one event, where `overrides` rule into the one that they say;
/// events are in order of their first article.
pub fn cluster(
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
    overrides: &Overrides,
) -> Vec<Event> {
    let config = Config::default();
    cluster_with(&config, articles, reuse, quotations, statements, overrides)
}

/// As [`cluster`], with other settings.
pub fn cluster_with(
    config: &Config,
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
    overrides: &Overrides,
) -> Vec<Event> {
    let speech = speech::of(articles, reuse, quotations, statements);
    let (groups, features) = group(config, articles, reuse, speech);
    let groups = overrule::overrule(overrides, articles, reuse, groups);
    let mut events: Vec<Event> = groups
        .into_iter()
        .map(|(texts, overridden)| Event {
            overridden,
            ..describe(config, articles, reuse, &features, &texts)
        })
        .collect();
    events.sort_by_key(|e| e.articles[0]);
    mention::find(config, articles, reuse, &features, &mut events);
    lead::choose(articles, reuse, quotations, statements, &mut events);
    events
}

/// The texts of each event, and the weighed features of every text. Copies are one text from the
/// start: an event of fifty prints of one wire report is no stronger than one of two.
fn group(
    config: &Config,
    articles: &[Article],
    reuse: &Reuse,
    speech: Vec<Speech>,
) -> (Vec<Vec<TextIx>>, Vec<Features>) {
    let read =
        |t: &reuse::Text| features::read(config, &articles[t.best], when(articles, &t.articles));
    let features: Vec<Features> = reuse.texts.par_iter().map(read).collect();
    let mut texts: Vec<(TextIx, Text)> = features
        .into_iter()
        .zip(speech)
        .map(|(features, speech)| Text::new(features, speech))
        .enumerate()
        .collect();
    texts.sort_by_key(|(t, text)| (text.order(), reuse.texts[*t].id));
    let count = texts.len();
    let mut stream = Stream::new(config.clone());
    let mut closed = Vec::new();
    for (t, text) in texts {
        closed.extend(stream.take(t, text));
    }
    closed.extend(stream.end());
    let mut features = Vec::new();
    features.resize_with(count, Features::default);
    let mut groups = Vec::new();
    for event in closed {
        let mut group = Vec::with_capacity(event.len());
        for (text, of) in event {
            features[text] = of;
            group.push(text);
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups.sort_unstable();
    (groups, features)
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
        round_up: texts.iter().all(|&t| features[t].round_up),
        lead: Vec::new(),
        overridden: Vec::new(),
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
