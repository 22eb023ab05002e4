//! Which events belong together and run on, and who took which position on their question?

use crate::{Article, Event, EventIx, Id, Interval, Quotation, Statement, StatementIx};

/// Events that belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct Story {
    /// Hash of its events' ids.
    pub id: Id,
    /// The title of its fullest event.
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

/// Puts every event into exactly one story, in order of their first event.
pub fn group(
    _articles: &[Article],
    _quotations: &[Quotation],
    _statements: &[Statement],
    events: &[Event],
) -> Vec<Story> {
    (0..events.len())
        .map(|i| Story {
            id: Id::of('y', [events[i].id.to_string()]),
            title: events[i].title.clone(),
            events: vec![i],
            positions: Vec::new(),
        })
        .collect()
}
