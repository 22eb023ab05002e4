//! Everything a run found, in one value that writers turn into text, JSON, pages and tables.

use crate::{
    Article, Event, Origins, Provenance, Quotation, Reuse, Skipped, Statement, Story, provenance,
};

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
    /// By first article.
    pub events: Vec<Event>,
    /// By first event.
    pub stories: Vec<Story>,
    /// Who has what from whom.
    pub provenance: Provenance,
    /// How many origins that makes.
    pub origins: Origins,
}

impl Report {
    /// Articles whose outlet or whose outlet's owner is unknown.
    pub fn owners_unknown(&self) -> usize {
        let known = |a: &&Article| provenance::owner_of(a).is_some();
        self.articles.len() - self.articles.iter().filter(known).count()
    }
}
