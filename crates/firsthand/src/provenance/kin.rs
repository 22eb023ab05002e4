//! Which articles have their text from one another, as far as nobody cut what joins them?

use super::graph::node_id;
use super::pile::{Sets, shares_text};
use super::ruling::Rulings;
use super::{EdgeKind, NodeKind};
use crate::overrides::End;
use crate::reuse::{Direction, Pair};
use crate::{Article, ArticleIx, CreditKind, Id, Reuse, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The texts that articles share.
pub(super) struct Kin {
    /// The first article of those that share its text or passages.
    pub(super) first: Vec<ArticleIx>,
    /// The texts that are in nobody's hands.
    pub(super) unseen: Unseen,
}

/// The unseen texts behind pairs that share passages and show no direction: one for all such articles of an
/// event; between events one for each passage, so that articles that share nothing are not chained.
pub(super) struct Unseen {
    /// The first article of those of one event.
    within: Vec<ArticleIx>,
    /// The first article that has the passage, by pair.
    across: BTreeMap<(ArticleIx, ArticleIx), ArticleIx>,
}

impl Unseen {
    fn new(articles: usize, event_of: &[usize], reuse: &Reuse) -> Self {
        let mut sets = Sets::new(articles);
        let mut across = Vec::new();
        for pair in reuse.pairs.iter().filter(|p| is_unseen(p, reuse)) {
            match event_of[pair.a] == event_of[pair.b] {
                true => sets.join(pair.a, pair.b),
                false => across.push(pair),
            }
        }
        Unseen {
            within: (0..articles).map(|i| sets.find(i)).collect(),
            across: by_passage(&across),
        }
    }

    /// The first of the articles that have the text behind a pair.
    pub(super) fn first(&self, pair: &Pair) -> ArticleIx {
        let across = self.across.get(&(pair.a, pair.b));
        across.copied().unwrap_or(self.within[pair.a])
    }

    /// The key of the text behind a pair, whose first article has this id.
    pub(super) fn key(&self, pair: &Pair, first: Id) -> String {
        match self.across.contains_key(&(pair.a, pair.b)) {
            true => format!("unseen between events {first}"),
            false => format!("unseen {first}"),
        }
    }
}

/// Pairs of which one article has nearly the same passage, together; the first article of each group.
fn by_passage(pairs: &[&Pair]) -> BTreeMap<(ArticleIx, ArticleIx), ArticleIx> {
    let mut places: Vec<(ArticleIx, Span, usize)> = Vec::new();
    for (n, pair) in pairs.iter().enumerate() {
        let of = pair.passages.iter();
        places.extend(of.flat_map(|&(a, b)| [(pair.a, a, n), (pair.b, b, n)]));
    }
    places.sort_unstable();
    let mut sets = Sets::new(pairs.len());
    let mut leader: Option<(ArticleIx, Span, usize)> = None;
    for (article, span, n) in places {
        let alike = |lead: &(ArticleIx, Span, usize)| {
            let shared = lead.1.end().min(span.end()).saturating_sub(span.start());
            lead.0 == article && shared * 2 >= lead.1.len().max(span.len())
        };
        match leader.filter(alike) {
            Some(lead) => sets.join(lead.2, n),
            None => leader = Some((article, span, n)),
        }
    }
    let mut first: BTreeMap<usize, ArticleIx> = BTreeMap::new();
    for (n, pair) in pairs.iter().enumerate() {
        let least = first.entry(sets.find(n)).or_insert(pair.a);
        *least = pair.a.min(*least);
    }
    let keyed = pairs.iter().enumerate();
    keyed
        .map(|(n, pair)| ((pair.a, pair.b), first[&sets.find(n)]))
        .collect()
}

impl Kin {
    /// Joins the articles that share text, by copies and by passages of narration, and those of which
    /// people say that they share an origin. Two articles of one event that share nothing are no kin
    /// through one of another event, from which each has a passage of the background.
    pub(super) fn new(
        articles: &[Article],
        event_of: &[usize],
        reuse: &Reuse,
        rulings: &Rulings,
        wire: &dyn Fn(ArticleIx, ArticleIx) -> Option<String>,
    ) -> Self {
        let unseen = Unseen::new(articles.len(), event_of, reuse);
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
        let mut across = Vec::new();
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
                            None => {
                                let key = unseen.key(pair, id(unseen.first(pair)));
                                node_id(NodeKind::Document, &key)
                            }
                        };
                        cut(a, node) || cut(b, node)
                    });
            match apart {
                true => {}
                false if event_of[a] == event_of[b] => sets.join(a, b),
                false => across.push((a, b)),
            }
        }
        join_across(&across, event_of, &mut sets);
        rule(articles, rulings, &mut sets);
        let mut first: Vec<ArticleIx> = (0..articles.len()).map(|i| sets.find(i)).collect();
        part(articles, rulings, &mut first);
        Kin { first, unseen }
    }
}

/// Joins pairs of articles of different events, in the order of the articles, each unless it would
/// join two articles of one event.
fn join_across(pairs: &[(ArticleIx, ArticleIx)], event_of: &[usize], sets: &mut Sets) {
    let mut events: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    if !pairs.is_empty() {
        for (i, event) in event_of.iter().enumerate() {
            events.entry(sets.find(i)).or_default().insert(*event);
        }
    }
    for (a, b) in pairs {
        let (a, b) = (sets.find(*a), sets.find(*b));
        if a == b || !events[&a].is_disjoint(&events[&b]) {
            continue;
        }
        sets.join(a, b);
        let mut of_both = events.remove(&a.max(b)).unwrap_or_default();
        if let Some(of_first) = events.get_mut(&a.min(b)) {
            of_first.append(&mut of_both);
        }
    }
}

/// Whether two articles share passages of a text that is neither's.
pub(super) fn is_unseen(pair: &Pair, reuse: &Reuse) -> bool {
    let open = matches!(pair.direction, Direction::Common | Direction::Unknown);
    open && shares_text(pair.relation) && reuse.text_of[pair.a] != reuse.text_of[pair.b]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_event_are_no_kin_through_another_event() {
        let mut sets = Sets::new(5);
        // 0 and 1 are of one event; 2, 3 and 4 are background of it.
        join_across(
            &[(0, 2), (1, 2), (1, 3), (3, 4)],
            &[0, 0, 1, 2, 3],
            &mut sets,
        );
        let first: Vec<_> = (0..5).map(|i| sets.find(i)).collect();
        assert_eq!(first, [0, 1, 0, 1, 1]);
    }

    #[test]
    fn who_shares_another_passage_with_each_of_two_joins_them_in_no_text() {
        let pair = |a, b, from: usize, to: usize| Pair {
            a,
            b,
            relation: crate::reuse::Relation::Partial,
            direction: Direction::Common,
            containment_a: 0.2,
            containment_b: 0.2,
            passages: vec![(Span::new(from, to), Span::new(from, to))],
        };
        let pairs = [
            pair(0, 1, 0, 100),
            pair(1, 2, 200, 300),
            pair(1, 3, 10, 100),
        ];
        let found = by_passage(&pairs.iter().collect::<Vec<_>>());
        assert_eq!(found[&(0, 1)], found[&(1, 3)]);
        assert_ne!(found[&(0, 1)], found[&(1, 2)]);
    }

    #[test]
    fn those_who_are_kin_within_their_event_may_share_a_third() {
        let mut sets = Sets::new(3);
        sets.join(0, 1);
        join_across(&[(0, 2), (1, 2)], &[0, 0, 1], &mut sets);
        assert_eq!(sets.find(2), 0);
    }
}
