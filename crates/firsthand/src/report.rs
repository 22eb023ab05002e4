//! Everything a run found, in one value that writers turn into text, JSON, pages and tables.

use crate::{
    Article, Event, EventIx, Origins, Provenance, Quotation, Reuse, Skipped, Statement,
    StatementIx, Story, overrides,
    statement::{Correction, HeadlineCheck},
};
use std::collections::BTreeSet;

/// The findings. Indices in one field point into another: `Quotation::article` into `articles`,
/// `Statement::quotations` into `quotations`, and so on.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Pages read twice (same bytes, same locator).
    pub repeated: usize,
    /// Pages that could not be read.
    pub skipped: Vec<Skipped>,
    /// In canonical order: by locator, record, content.
    pub articles: Vec<Article>,
    /// Copies and shared passages.
    pub reuse: Reuse,
    /// By article, then position.
    pub quotations: Vec<Quotation>,
    /// By first quotation.
    pub statements: Vec<Statement>,
    /// By article: what its headline says and its body does not bear out.
    pub headlines: Vec<Vec<HeadlineCheck>>,
    /// By first article.
    pub events: Vec<Event>,
    /// By event: the notices that correct or withdraw something.
    pub corrections: Vec<Vec<Correction>>,
    /// By first event.
    pub stories: Vec<Story>,
    /// Who has what from whom.
    pub provenance: Provenance,
    /// How many origins that makes.
    pub origins: Origins,
    /// What became of each line of the overrides.
    pub overrides: Vec<overrides::Outcome>,
}

impl Report {
    /// The event of each article.
    pub fn event_of_articles(&self) -> Vec<EventIx> {
        let mut of = vec![0; self.articles.len()];
        for (e, event) in self.events.iter().enumerate() {
            event.articles.iter().for_each(|&a| of[a] = e);
        }
        of
    }

    /// The statements with a quotation in an article of each event, ascending.
    pub fn statements_of_events(&self) -> Vec<Vec<StatementIx>> {
        let event_of = self.event_of_articles();
        let mut of = vec![Vec::new(); self.events.len()];
        for (s, statement) in self.statements.iter().enumerate() {
            let quotations = statement.quotations.iter();
            let events: BTreeSet<EventIx> = quotations
                .map(|&q| event_of[self.quotations[q].article])
                .collect();
            events.into_iter().for_each(|e| of[e].push(s));
        }
        of
    }

    /// How many different texts the articles of `event` have.
    pub fn texts_of(&self, event: EventIx) -> usize {
        let articles = self.events[event].articles.iter();
        let texts: BTreeSet<_> = articles.map(|&a| self.reuse.text_of[a]).collect();
        texts.len()
    }

    /// Articles whose exact day of publication is unknown.
    pub fn days_unknown(&self) -> usize {
        let exact = |a: &Article| a.published.as_ref().and_then(|d| d.when.exact());
        (self.articles.iter())
            .filter(|a| exact(a).is_none())
            .count()
    }

    /// Articles whose outlet is unknown.
    pub fn outlets_unknown(&self) -> usize {
        (self.articles.iter())
            .filter(|a| a.outlet.is_none())
            .count()
    }

    /// Quotations whose speaker is unknown.
    pub fn speakers_unknown(&self) -> usize {
        (self.quotations.iter())
            .filter(|q| q.speaker.is_none())
            .count()
    }

    /// Articles whose outlet or whose outlet's owner is unknown.
    pub fn owners_unknown(&self) -> usize {
        let owners = self.provenance.owners.iter();
        self.articles.len() - owners.filter(|o| o.is_some()).count()
    }
}
