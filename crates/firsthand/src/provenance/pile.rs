//! What every part of the provenance stage asks of the pile: who publishes an article, which
//! articles have their text from one another, which belong to one event.

use super::hearing::Hearing;
use super::masthead::Masthead;
use super::owner;
use crate::address::host;
use crate::reuse::{Direction, Relation};
use crate::{Article, ArticleIx, Event, Quotation, Reuse};

/// The pile, read once.
pub(super) struct Pile<'a> {
    pub(super) articles: &'a [Article],
    pub(super) reuse: &'a Reuse,
    pub(super) quotations: &'a [Quotation],
    pub(super) hearings: &'a [Vec<Hearing>],
    /// Who publishes each article.
    pub(super) mastheads: Vec<Masthead>,
    /// The first article of those that share its text or passages.
    pub(super) kin: Vec<ArticleIx>,
    /// The publisher's name, its owner's where that is known; empty where nothing is.
    pub(super) outlets: Vec<String>,
    /// The names in `outlets`, sorted.
    published: Vec<String>,
    /// The event of each article.
    pub(super) event_of: Vec<usize>,
}

impl<'a> Pile<'a> {
    pub(super) fn new(
        articles: &'a [Article],
        reuse: &'a Reuse,
        quotations: &'a [Quotation],
        events: &[Event],
        hearings: &'a [Vec<Hearing>],
    ) -> Self {
        let mut event_of = vec![usize::MAX; articles.len()];
        for (e, event) in events.iter().enumerate() {
            for &i in &event.articles {
                event_of[i] = e;
            }
        }
        let outlets: Vec<String> = articles.iter().map(publisher).collect();
        let mut published = outlets.clone();
        published.sort();
        published.dedup();
        Pile {
            published,
            articles,
            reuse,
            quotations,
            hearings,
            mastheads: articles.iter().map(Masthead::of).collect(),
            kin: kin(articles.len(), reuse),
            outlets,
            event_of,
        }
    }

    /// Whether an article of the pile is published under this key.
    pub(super) fn published_by(&self, key: &str) -> bool {
        self.published
            .binary_search_by(|p| p.as_str().cmp(key))
            .is_ok()
    }

    /// A few words that tell a reader which article is meant.
    pub(super) fn label(&self, i: ArticleIx) -> String {
        let page = &self.articles[i].page;
        let file = page.locator.rsplit(['/', '\\']).next().unwrap_or_default();
        let record = page.record.as_deref();
        match (&self.articles[i].outlet, record) {
            (Some(outlet), _) => format!("{} ({})", outlet.name, record.unwrap_or(file)),
            (None, Some(record)) => record.to_owned(),
            (None, None) => file.to_owned(),
        }
    }
}

/// The name under which an article's publisher is counted: its owner, else itself, in letters.
fn publisher(article: &Article) -> String {
    let url = article.page.declared.url.as_deref().map(host);
    let outlet = article.outlet.as_ref().map(|o| o.name.as_str());
    if let Some(owner) = owner::owner_of(article) {
        return owner.to_owned();
    }
    // A host as the outlet's name may be an archive's; the address tells whose page it kept.
    let written = outlet.filter(|name| name.contains(' ') || !name.contains('.'));
    written
        .map(super::graph::carrier_key)
        .or(url)
        .or_else(|| outlet.map(super::graph::carrier_key))
        .unwrap_or_default()
}

/// Joins the articles that share text, by copies and by passages of narration.
fn kin(len: usize, reuse: &Reuse) -> Vec<ArticleIx> {
    let mut sets = Sets::new(len);
    for text in &reuse.texts {
        for pair in text.articles.windows(2) {
            sets.join(pair[0], pair[1]);
        }
    }
    for pair in &reuse.pairs {
        if shares_text(pair.relation) || pair.direction == Direction::Common {
            sets.join(pair.a, pair.b);
        }
    }
    (0..len).map(|i| sets.find(i)).collect()
}

/// Whether the relation means that narration was taken over.
pub(super) fn shares_text(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Copy | Relation::Excerpt | Relation::Partial
    )
}

/// Disjoint sets (Tarjan 1975), with the least member as the name of each.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(len: usize) -> Self {
        Sets((0..len).collect())
    }

    pub(super) fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }
}
