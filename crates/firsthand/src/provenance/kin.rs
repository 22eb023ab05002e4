//! Which articles have their text from one another, as far as nobody cut what joins them?

use super::graph::node_id;
use super::pile::{Sets, shares_text};
use super::ruling::Rulings;
use super::{EdgeKind, NodeKind};
use crate::overrides::End;
use crate::reuse::{Direction, Pair};
use crate::{Article, ArticleIx, CreditKind, Id, Reuse};
use std::collections::BTreeMap;

/// The texts that articles share.
pub(super) struct Kin {
    /// The first article of those that share its text or passages.
    pub(super) first: Vec<ArticleIx>,
    /// The first article of those that share passages and show no direction.
    pub(super) unseen: Vec<ArticleIx>,
}

impl Kin {
    /// Joins the articles that share text, by copies and by passages of narration, and those of which
    /// people say that they share an origin.
    pub(super) fn new(
        articles: &[Article],
        reuse: &Reuse,
        rulings: &Rulings,
        wire: &dyn Fn(ArticleIx, ArticleIx) -> Option<String>,
    ) -> Self {
        let mut open = Sets::new(articles.len());
        let unseen = reuse.pairs.iter().filter(|p| is_unseen(p, reuse));
        unseen.for_each(|p| open.join(p.a, p.b));
        let unseen: Vec<ArticleIx> = (0..articles.len()).map(|i| open.find(i)).collect();

        let id = |i: ArticleIx| articles[i].id;
        let cut = |i: ArticleIx, to: Id| rulings.cut(id(i), EdgeKind::Derives, to);
        let mut sets = Sets::new(articles.len());
        for text in &reuse.texts {
            let node = node_id(NodeKind::Text, &text.id.to_string());
            let stay = text.articles.iter().filter(|&&i| {
                let others = text.articles.iter();
                !cut(i, node) && (rulings.is_empty() || !others.into_iter().any(|&j| cut(i, id(j))))
            });
            let stay: Vec<ArticleIx> = stay.copied().collect();
            stay.windows(2).for_each(|pair| sets.join(pair[0], pair[1]));
        }
        for pair in &reuse.pairs {
            if !shares_text(pair.relation) && pair.direction != Direction::Common {
                continue;
            }
            let (a, b) = (pair.a, pair.b);
            let apart = !rulings.is_empty()
                && (cut(a, id(b))
                    || cut(b, id(a))
                    || is_unseen(pair, reuse) && {
                        let node = match wire(a, b) {
                            Some(wire) => node_id(NodeKind::Agency, &wire),
                            None => node_id(NodeKind::Document, &unseen_key(id(unseen[a]))),
                        };
                        cut(a, node) || cut(b, node)
                    });
            if !apart {
                sets.join(a, b);
            }
        }
        rule(articles, rulings, &mut sets);
        let mut first: Vec<ArticleIx> = (0..articles.len()).map(|i| sets.find(i)).collect();
        part(articles, rulings, &mut first);
        Kin { first, unseen }
    }
}

/// Whether two articles share passages of a text that is neither's.
pub(super) fn is_unseen(pair: &Pair, reuse: &Reuse) -> bool {
    let open = matches!(pair.direction, Direction::Common | Direction::Unknown);
    open && shares_text(pair.relation) && reuse.text_of[pair.a] != reuse.text_of[pair.b]
}

/// The key of the unseen text behind the group of articles that begins with this one.
pub(super) fn unseen_key(first: Id) -> String {
    format!("unseen {first}")
}

/// The keys of the agencies that an article credits and nobody cut.
pub(super) fn agencies<'a>(
    article: &'a Article,
    rulings: &'a Rulings,
    key: impl Fn(&str) -> String + 'a,
) -> impl Iterator<Item = String> + 'a {
    let credits = article.credits.iter();
    let agencies = credits.filter(|c| c.kind == CreditKind::Agency);
    agencies.map(move |c| key(&c.name)).filter(|key| {
        !rulings.cut(
            article.id,
            EdgeKind::Credits,
            node_id(NodeKind::Agency, key),
        )
    })
}

/// Joins what people add.
fn rule(articles: &[Article], rulings: &Rulings, sets: &mut Sets) {
    if rulings.begun().is_empty() {
        return;
    }
    let at: BTreeMap<Id, ArticleIx> = articles
        .iter()
        .enumerate()
        .map(|(i, a)| (a.id, i))
        .collect();
    for (_, from, kind, to) in rulings.begun() {
        let End::Id(to) = to else { continue };
        let joins = matches!(kind, EdgeKind::Derives | EdgeKind::SameOrigin)
            && !rulings.cut(*from, *kind, *to);
        if let (true, Some(&a), Some(&b)) = (joins, at.get(from), at.get(to)) {
            sets.join(a, b);
        }
    }
}

/// Parts what people say is of two origins.
fn part(articles: &[Article], rulings: &Rulings, first: &mut [ArticleIx]) {
    let mut groups: BTreeMap<ArticleIx, Vec<ArticleIx>> = BTreeMap::new();
    for (i, f) in first.iter().enumerate() {
        groups.entry(*f).or_default().push(i);
    }
    for group in rulings.part(groups.into_values().collect(), |i| vec![articles[i].id]) {
        let least = group.iter().min().copied().unwrap_or_default();
        group.into_iter().for_each(|i| first[i] = least);
    }
}
