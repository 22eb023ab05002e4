//! Which events belong together and run on, and who took which position on their question?
//!
//! A story is what people, bodies and places are in: events of one story may be months apart and
//! share few words of what happened, but they share who it happened to. So events are compared by
//! their names first and by their other words second, without regard to dates, and joined by
//! average linkage at a looser threshold than articles are (clusters of clusters, as in Laban &
//! Hearst, newsLens: building and visualizing long-ranging news stories, 2017; we depart in
//! comparing all events of the pile, not a sliding window of days).

mod position;

use crate::event::features::{self, Features, mean};
use crate::event::rarity::{Rarity, Term};
use crate::event::similar::dot;
use crate::event::{self, link};
use crate::{Article, Event, EventIx, Id, Interval, Quotation, Statement, StatementIx};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Events that belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct Story {
    /// Hash of its events' ids.
    pub id: Id,
    /// The title of the event that the others are likest to.
    pub title: String,
    /// Its events in order of time, then of index; never empty.
    pub events: Vec<EventIx>,
    /// Who said what about its question.
    pub positions: Vec<Position>,
}

/// A speaker's stand, as reported.
#[derive(Clone, PartialEq, Debug)]
pub struct Position {
    /// The statement.
    pub statement: StatementIx,
    /// When it was said, as far as anything tells.
    pub when: Interval,
    /// Whether it denies.
    pub negated: bool,
    /// What it claims of its matter.
    pub modality: Modality,
}

/// How a statement holds its matter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Modality {
    /// "plans to".
    Plan,
    /// "intends to".
    Intention,
    /// "may", "could".
    Possibility,
    /// "must", "should".
    Obligation,
    /// "will".
    Prediction,
    /// Plain assertion.
    Fact,
}

/// How events are put together. There is no public gold for stories in this sense: the defaults
/// were set by reading the largest stories of 10,000 mixed articles, and so that of the
/// gun-violence articles, whose events have nothing to do with each other, few are joined.
#[derive(Clone, Debug)]
pub struct Config {
    /// Share of likeness that comes from names.
    pub names: f64,
    /// What it is worth when an article of the one event reminds of the other.
    pub mention: f64,
    /// Mean likeness at which two groups of events are one story.
    pub threshold: f64,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            names: 0.6,
            mention: 0.1,
            threshold: 0.2,
        }
    }
}

/// Events of a story that are compared for its title; the first.
const COMPARED_MAX: usize = 200;

/// Articles of an event that are read for its names; the first.
const ARTICLES_MAX: usize = 6;

/// Puts every event into exactly one story, in order of their first event.
pub fn group(
    articles: &[Article],
    quotations: &[Quotation],
    statements: &[Statement],
    events: &[Event],
) -> Vec<Story> {
    group_with(&Config::default(), articles, quotations, statements, events)
}

/// As [`group`], with other settings.
pub fn group_with(
    config: &Config,
    articles: &[Article],
    quotations: &[Quotation],
    statements: &[Statement],
    events: &[Event],
) -> Vec<Story> {
    let matter = read(articles, events);
    let groups = join(config, events, &matter);
    let mut stories: Vec<Story> = groups
        .iter()
        .map(|g| describe(config, events, &matter, g))
        .collect();
    position::find(quotations, statements, events, &matter, &mut stories);
    stories
}

/// What an event is about: its names, and all its terms.
pub(crate) struct Matter {
    pub(crate) names: Vec<(Term, f64)>,
    pub(crate) terms: Vec<(Term, f64)>,
}

/// The matter of each event: the mean of its articles.
fn read(articles: &[Article], events: &[Event]) -> Vec<Matter> {
    let config = event::Config::default();
    let mut features: Vec<Vec<Features>> = events
        .par_iter()
        .map(|e| {
            let first = e.articles.iter().take(ARTICLES_MAX);
            first
                .map(|&a| features::read(&config, &articles[a], Interval::default()))
                .collect()
        })
        .collect();
    let counted = features.iter().flatten().map(|f| f.terms.as_slice());
    let rarity = Rarity::count(&counted.collect::<Vec<_>>());
    features
        .par_iter_mut()
        .map(|of| {
            of.iter_mut()
                .for_each(|f| features::weigh(f, &rarity, config.terms));
            Matter {
                names: mean(of.iter().map(|f| &f.names)),
                terms: mean(of.iter().map(|f| &f.terms)),
            }
        })
        .collect()
}

/// The events of each story.
fn join(config: &Config, events: &[Event], matter: &[Matter]) -> Vec<Vec<EventIx>> {
    let home: BTreeMap<usize, EventIx> = events
        .iter()
        .enumerate()
        .flat_map(|(e, event)| event.articles.iter().map(move |&a| (a, e)))
        .collect();
    let mentions: BTreeSet<(EventIx, EventIx)> = events
        .iter()
        .enumerate()
        .flat_map(|(e, event)| event.also.iter().map(move |also| (e, also.article)))
        .filter_map(|(e, article)| Some((e, *home.get(&article)?)))
        .map(|(e, f)| (e.min(f), e.max(f)))
        .filter(|(e, f)| !events[*e].round_up && !events[*f].round_up)
        .collect();
    let score = |a: usize, b: usize| {
        let linked = mentions.contains(&(a.min(b), a.max(b)));
        like(config, &matter[a], &matter[b]) + if linked { config.mention } else { 0.0 }
    };
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&e| in_time(events, e));
    let names = order.iter().map(|&e| matter[e].names.as_slice());
    let names: Vec<_> = names.enumerate().collect();
    let near = link::Index::default().add(&names).into_iter();
    let mut pairs: Vec<(EventIx, EventIx)> = near
        .map(|(a, b)| (order[a].min(order[b]), order[a].max(order[b])))
        .collect();
    pairs.extend(mentions.iter().filter(|(a, b)| a != b));
    // A round-up has the names of all that it reports, which are stories of their own.
    pairs.retain(|(a, b)| !events[*a].round_up && !events[*b].round_up);
    pairs.sort_unstable();
    pairs.dedup();
    let edges: Vec<_> = pairs
        .into_par_iter()
        .map(|(a, b)| (a, b, score(a, b)))
        .filter(|(_, _, s)| *s >= config.threshold / 2.0)
        .collect();
    let alone = (0..events.len()).map(|e| vec![e]).collect();
    link::average(alone, &edges, config.threshold, score)
}

/// How alike two events are, whenever they were.
fn like(config: &Config, a: &Matter, b: &Matter) -> f64 {
    config.names * dot(&a.names, &b.names) + (1.0 - config.names) * dot(&a.terms, &b.terms)
}

/// The event that the articles of the story are likest to. The fullest one alone may be a day of much
/// noise at the edge of the story; the root keeps it from outweighing all others.
fn central(
    config: &Config,
    events: &[Event],
    matter: &[Matter],
    group: &[EventIx],
) -> Option<EventIx> {
    let some = &group[..group.len().min(COMPARED_MAX)];
    let weight = |e: EventIx| libm::sqrt(events[e].articles.len() as f64);
    let standing = |e: EventIx| -> f64 {
        let like = |&o: &EventIx| weight(o) * like(config, &matter[e], &matter[o]);
        some.iter().map(like).sum()
    };
    let standings = some.iter().map(|&e| (standing(e), e));
    let best = standings.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
    best.map(|(_, e)| e)
}

/// The key of the order of time: an event that nothing dates comes last.
fn in_time(events: &[Event], e: EventIx) -> (bool, Interval, EventIx) {
    let time = events[e].time;
    let from = Interval {
        earliest: time.earliest.or(time.latest),
        latest: time.latest,
    };
    (from.is_open(), from, e)
}

fn describe(config: &Config, events: &[Event], matter: &[Matter], group: &[EventIx]) -> Story {
    let mut ids: Vec<String> = group.iter().map(|&e| events[e].id.to_string()).collect();
    ids.sort_unstable();
    let central = central(config, events, matter, group);
    let mut in_order = group.to_vec();
    in_order.sort_by_key(|&e| in_time(events, e));
    Story {
        id: Id::of('y', ids),
        title: central.map(|e| events[e].title.clone()).unwrap_or_default(),
        events: in_order,
        positions: Vec::new(),
    }
}
