//! What every part of the provenance stage asks of the pile: who publishes an article, which
//! articles have their text from one another, which belong to one event.

use super::graph::{NAMED, node_id};
use super::hearing::Hearing;
use super::kin::{Kin, Unseen, agencies};
use super::masthead::Masthead;
use super::ruling::Rulings;
use super::{EdgeKind, HearingKind, NodeKind};
use crate::address::host;
use crate::reuse::Relation;
use crate::{Article, ArticleIx, Event, Id, Quotation, QuotationIx, Reuse};
use std::collections::BTreeMap;

/// The pile, read once.
pub(super) struct Pile<'a> {
    pub(super) articles: &'a [Article],
    pub(super) reuse: &'a Reuse,
    pub(super) quotations: &'a [Quotation],
    pub(super) hearings: &'a [Vec<Hearing>],
    /// Whom each article names as having heard or reported, by key, in order of where it does so first.
    pub(super) others: Vec<Vec<(usize, String)>>,
    pub(super) rulings: Rulings,
    /// The owner of each article's outlet, where known.
    pub(super) owners: Vec<Option<String>>,
    /// Who publishes each article.
    pub(super) mastheads: Vec<Masthead>,
    /// The first article of those that share its text or passages.
    pub(super) kin: Vec<ArticleIx>,
    /// The texts behind articles that share passages and show no direction.
    pub(super) unseen: Unseen,
    /// The publisher's name, its owner's where that is known; empty where nothing is.
    pub(super) outlets: Vec<String>,
    /// The names in `outlets`, sorted.
    published: Vec<String>,
    /// The event of each article.
    pub(super) event_of: Vec<usize>,
    /// The id of the first article of each event.
    event_first: Vec<Id>,
}

impl<'a> Pile<'a> {
    pub(super) fn new(
        articles: &'a [Article],
        reuse: &'a Reuse,
        quotations: &'a [Quotation],
        events: &[Event],
        hearings: &'a [Vec<Hearing>],
        rulings: Rulings,
    ) -> Self {
        let mut event_of = vec![usize::MAX; articles.len()];
        for (e, event) in events.iter().enumerate() {
            for &i in &event.articles {
                event_of[i] = e;
            }
        }
        let first = |e: &Event| articles[e.articles[0]].id;
        let event_first = events.iter().map(first).collect();
        let owners: Vec<_> = articles.iter().map(|a| rulings.owner_of(a)).collect();
        let named = articles.iter().zip(&owners);
        let outlets: Vec<String> = named
            .map(|(a, owner)| publisher(a, owner.as_deref(), &rulings))
            .collect();
        let mut published = outlets.clone();
        published.sort();
        published.dedup();
        let key = |name: &str| rulings.carrier_key(name);
        let wire = |a: ArticleIx, b: ArticleIx| {
            let of_b: Vec<String> = agencies(&articles[b], &rulings, key).collect();
            agencies(&articles[a], &rulings, key).find(|w| of_b.contains(w))
        };
        let kin = Kin::new(articles, &event_of, reuse, &rulings, &wire);
        let mastheads: Vec<_> = articles.iter().map(Masthead::of).collect();
        let others = hearings
            .iter()
            .zip(&mastheads)
            .map(|(hearings, own)| others(hearings, own, key))
            .collect();
        Pile {
            published,
            articles,
            reuse,
            quotations,
            hearings,
            others,
            mastheads,
            kin: kin.first,
            unseen: kin.unseen,
            outlets,
            owners,
            event_of,
            event_first,
            rulings,
        }
    }

    /// The key under which two spellings of a carrier are one.
    pub(super) fn carrier_key(&self, name: &str) -> String {
        self.rulings.carrier_key(name)
    }

    /// The agencies that an article credits, by key.
    pub(super) fn agencies(&self, i: ArticleIx) -> impl Iterator<Item = String> + '_ {
        agencies(&self.articles[i], &self.rulings, |name| {
            self.carrier_key(name)
        })
    }

    /// Whether people cut article `i`'s credit of the carrier with this key.
    pub(super) fn cut_credit(&self, i: ArticleIx, key: &str) -> bool {
        let cut = |kind| {
            let node = node_id(kind, key);
            self.rulings
                .cut(self.articles[i].id, EdgeKind::Credits, node)
        };
        !self.rulings.is_empty() && NAMED.into_iter().any(cut)
    }

    /// A name for the event of article `i` that does not depend on other events: its first article.
    pub(super) fn event_key(&self, i: ArticleIx) -> Id {
        self.event_first[self.event_of[i]]
    }

    /// Under which ids people may rule on a quotation.
    pub(super) fn ids_of(&self, q: QuotationIx) -> [Id; 2] {
        let quotation = &self.quotations[q];
        [quotation.id, self.articles[quotation.article].id]
    }

    /// Whether an article of the pile is published under this key.
    pub(super) fn published_by(&self, key: &str) -> bool {
        self.published
            .binary_search_by(|p| p.as_str().cmp(key))
            .is_ok()
    }

    /// A few words that tell a reader which article is meant.
    pub(super) fn label(&self, i: ArticleIx) -> String {
        self.articles[i].label()
    }
}

/// The name under which an article's publisher is counted: its owner, else itself, in letters.
/// Nothing where people say that it is not the article's.
fn publisher(article: &Article, owner: Option<&str>, rulings: &Rulings) -> String {
    let url = article.page.declared.url.as_deref().map(host);
    let outlet = article.outlet.as_ref().map(|o| o.name.as_str());
    // A host as the outlet's name may be an archive's; the address tells whose page it kept.
    let written = outlet.filter(|name| name.contains(' ') || !name.contains('.'));
    let key = |name: &str| rulings.carrier_key(name);
    let owner = owner.map(str::to_owned);
    let node = outlet.or(url.as_deref()).map(key).unwrap_or_default();
    let node = node_id(NodeKind::Outlet, &node);
    if rulings.cut(article.id, EdgeKind::SameOwner, node) {
        return String::new();
    }
    owner
        .or_else(|| written.map(key))
        .or(url)
        .or_else(|| outlet.map(key))
        .unwrap_or_default()
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

/// The ends of the first hearings of others in an article, and whose they are.
fn others(
    hearings: &[Hearing],
    own: &Masthead,
    key: impl Fn(&str) -> String,
) -> Vec<(usize, String)> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for h in hearings.iter().filter(|h| h.kind == HearingKind::Theirs) {
        let end = first.entry(&h.name).or_insert(usize::MAX);
        *end = h.span.end().min(*end);
    }
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for (name, end) in first.into_iter().filter(|(name, _)| !own.is(name)) {
        let at = keys.entry(key(name)).or_insert(usize::MAX);
        *at = end.min(*at);
    }
    let mut out: Vec<_> = keys.into_iter().map(|(key, end)| (end, key)).collect();
    out.sort();
    out
}
