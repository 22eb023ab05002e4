//! What happened, and which articles report it?

use crate::{Article, ArticleIx, Id, Interval, Quotation, Reuse, Span, Statement, StatementIx};

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

/// Puts every article into exactly one event; events are in order of their first article.
pub fn cluster(
    articles: &[Article],
    _reuse: &Reuse,
    _quotations: &[Quotation],
    _statements: &[Statement],
) -> Vec<Event> {
    (0..articles.len())
        .map(|i| Event {
            id: Id::of('e', [articles[i].id.to_string()]),
            title: articles[i].title.clone().unwrap_or_default(),
            time: Interval::default(),
            articles: vec![i],
            also: Vec::new(),
            lead: Vec::new(),
        })
        .collect()
}
