//! The graph as it is drawn: nodes by what they are, edges with what they rest on.

use super::kin::is_unseen;
use super::masthead::{filed_as, letters};
use super::pile::{Pile, shares_text};
use super::{
    Edge, EdgeKind, HearingKind, Node, NodeIx, NodeKind, Overridden, Receipt, StatementSources,
    Strength,
};
use crate::address::host;
use crate::overrides::End;
use crate::quotation::RelayKind;
use crate::reuse::Direction;
use crate::{ArticleIx, CreditKind, Id, Span, Statement};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Receipts kept on one edge: enough to judge it by, and bounded however often it is seen.
const EVIDENCE_MAX: usize = 8;

/// Nodes and edges under construction.
pub(super) struct Graph<'a> {
    pile: &'a Pile<'a>,
    nodes: Vec<Node>,
    by_key: FxHashMap<(NodeKind, String), NodeIx>,
    edges: Vec<Edge>,
    by_ends: FxHashMap<(NodeIx, NodeIx, EdgeKind), usize>,
    articles: Vec<NodeIx>,
}

/// Every name of an agency, in letters, to the letters of its first.
static WIRES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let lines = include_str!("../../data/wires.txt").lines();
    let mut names = FxHashMap::default();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let short = letters(line.split('|').next().unwrap_or_default());
        for name in line.split('|') {
            names.insert(letters(name), short.clone());
        }
    }
    names
});

/// The short name of an agency, by the letters of any of its names.
pub(super) fn wire(letters: &str) -> Option<&'static str> {
    WIRES.get(letters).map(String::as_str)
}

/// The id of the node of this kind and key.
pub(super) fn node_id(kind: NodeKind, key: &str) -> Id {
    Id::of('n', [format!("{kind:?}"), key.to_owned()])
}

/// The kinds of node that a carrier or speaker may be.
pub(super) const NAMED: [NodeKind; 4] = [
    NodeKind::Agency,
    NodeKind::Outlet,
    NodeKind::Document,
    NodeKind::Speaker,
];

impl<'a> Graph<'a> {
    /// A graph of the pile's articles, nothing between them yet.
    pub(super) fn new(pile: &'a Pile<'a>) -> Self {
        let mut graph = Graph {
            pile,
            nodes: Vec::new(),
            by_key: FxHashMap::default(),
            edges: Vec::new(),
            by_ends: FxHashMap::default(),
            articles: Vec::new(),
        };
        // An article's node has the article's own id.
        for (i, article) in pile.articles.iter().enumerate() {
            graph.articles.push(i);
            graph.nodes.push(Node {
                id: article.id,
                kind: NodeKind::Article,
                name: pile.label(i),
                seen: true,
            });
        }
        graph
    }

    /// The node of an article.
    pub(super) fn article(&self, i: ArticleIx) -> NodeIx {
        self.articles[i]
    }

    /// The node of this kind and key; made where there is none.
    pub(super) fn node(&mut self, kind: NodeKind, key: &str, name: &str, seen: bool) -> NodeIx {
        let nodes = &mut self.nodes;
        *self
            .by_key
            .entry((kind, key.to_owned()))
            .or_insert_with(|| graph_node(nodes, kind, key, name, seen))
    }

    /// Adds an edge, or evidence to the one that is there; the better strength stays. Gives its place;
    /// nothing leads from a node to itself.
    pub(super) fn edge(
        &mut self,
        from: NodeIx,
        to: NodeIx,
        kind: EdgeKind,
        strength: Strength,
        evidence: impl IntoIterator<Item = Receipt>,
    ) -> Option<usize> {
        if from == to {
            return None;
        }
        let edges = &mut self.edges;
        let ends = (self.nodes[from].id, self.nodes[to].id);
        let rulings = &self.pile.rulings;
        let at = *self.by_ends.entry((from, to, kind)).or_insert_with(|| {
            edges.push(Edge {
                overridden: rulings.on(ends.0, kind, ends.1),
                from,
                to,
                kind,
                strength,
                evidence: Vec::new(),
            });
            edges.len() - 1
        });
        let edge = &mut edges[at];
        edge.strength = edge.strength.min(strength);
        for receipt in evidence {
            if edge.evidence.len() < EVIDENCE_MAX && !edge.evidence.contains(&receipt) {
                edge.evidence.push(receipt);
            }
        }
        Some(at)
    }

    /// Whom articles credit as a whole, and the roads of their quotations. A credit that names no
    /// one, or the article's own publisher, makes no edge.
    pub(super) fn credits(&mut self) {
        for i in 0..self.pile.articles.len() {
            let theirs = self.pile.hearings[i].iter();
            for hearing in theirs.filter(|h| h.kind == HearingKind::Theirs) {
                if let Some(to) = self.carrier(i, NodeKind::Outlet, &hearing.name) {
                    let from = self.articles[i];
                    let receipt = receipt(i, hearing.span);
                    self.edge(from, to, EdgeKind::Credits, Strength::Shown, [receipt]);
                }
            }
            for credit in &self.pile.articles[i].credits {
                let kind = match credit.kind {
                    CreditKind::Agency => NodeKind::Agency,
                    CreditKind::Outlet => NodeKind::Outlet,
                    CreditKind::Document => NodeKind::Document,
                    CreditKind::Person => NodeKind::Speaker,
                    CreditKind::Unnamed => continue,
                };
                if let Some(to) = self.carrier(i, kind, &credit.name) {
                    let from = self.articles[i];
                    let receipt = receipt(i, credit.span);
                    self.edge(from, to, EdgeKind::Credits, Strength::Shown, [receipt]);
                }
            }
        }
    }

    /// The node of a carrier that article `i` names; none where it is its own publisher.
    pub(super) fn carrier(&mut self, i: ArticleIx, kind: NodeKind, name: &str) -> Option<NodeIx> {
        if name.trim().is_empty() || self.pile.mastheads[i].is(name) {
            return None;
        }
        let key = self.pile.carrier_key(name);
        let seen = self.pile.published_by(&key);
        Some(self.node(carrier_kind(kind, &key), &key, name, seen))
    }

    /// Draws the road of a quotation from its article to the first carrier, which is returned; the
    /// article itself where the road is empty. Beyond a step that people cut there is no road.
    pub(super) fn road(&mut self, q: usize) -> NodeIx {
        let quotation = &self.pile.quotations[q];
        let home = self.articles[quotation.article];
        let mut at = home;
        for relay in quotation.road.iter().rev() {
            let Some(kind) = relay_kind(relay.kind) else {
                continue;
            };
            if let Some(to) = self.carrier(quotation.article, kind, &relay.name) {
                let receipt = receipt(quotation.article, relay.span);
                self.edge(at, to, EdgeKind::Credits, Strength::Shown, [receipt]);
                if self.cut(at, EdgeKind::Credits, to) {
                    break;
                }
                at = to;
            }
        }
        if at == home
            && let Some((line, name)) = self.pile.rulings.through(&self.pile.ids_of(q))
            && let Some(to) = self.carrier(quotation.article, NodeKind::Outlet, name)
        {
            let at_edge = self.edge(home, to, EdgeKind::Credits, Strength::Shown, []);
            let ruled = Overridden { line, holds: true };
            at_edge
                .into_iter()
                .for_each(|e| self.edges[e].overridden = Some(ruled));
            return to;
        }
        at
    }

    /// Whether people cut this edge.
    pub(super) fn cut(&self, from: NodeIx, kind: EdgeKind, to: NodeIx) -> bool {
        let (from, to) = (self.nodes[from].id, self.nodes[to].id);
        self.pile.rulings.cut(from, kind, to)
    }

    /// Who has text from whom: copies from their text, passages by direction, and where no
    /// direction shows, both from something unseen.
    pub(super) fn reuse(&mut self) {
        let reuse = self.pile.reuse;
        for text in reuse.texts.iter().filter(|t| t.articles.len() > 1) {
            let name = self.pile.label(text.best);
            let to = self.node(NodeKind::Text, &text.id.to_string(), &name, true);
            for &i in &text.articles {
                let whole = self.pile.articles[i].body().next();
                let evidence = whole.map(|span| receipt(i, span));
                let from = self.articles[i];
                self.edge(from, to, EdgeKind::Derives, Strength::Shown, evidence);
            }
        }
        for pair in reuse.pairs.iter().filter(|p| shares_text(p.relation)) {
            if reuse.text_of[pair.a] == reuse.text_of[pair.b] {
                continue;
            }
            let (a, b) = (self.articles[pair.a], self.articles[pair.b]);
            let first = pair.passages.first();
            let evidence = first.map(|(x, y)| [receipt(pair.a, *x), receipt(pair.b, *y)]);
            let evidence = evidence.into_iter().flatten();
            match pair.direction {
                Direction::AToB => {
                    self.edge(b, a, EdgeKind::Derives, Strength::Shown, evidence);
                }
                Direction::BToA => {
                    self.edge(a, b, EdgeKind::Derives, Strength::Shown, evidence);
                }
                Direction::Common | Direction::Unknown => {}
            }
        }
        self.unseen();
    }

    /// An unseen text behind articles that share passages and show no direction: the
    /// wire that all of them credit where there is one, else an inferred node.
    fn unseen(&mut self) {
        let reuse = self.pile.reuse;
        for pair in reuse.pairs.iter().filter(|p| is_unseen(p, reuse)) {
            let first = self.pile.unseen.first(pair);
            let to = match self.common_wire(pair.a, pair.b) {
                Some(node) => node,
                None => {
                    let key = self.pile.unseen.key(pair, self.pile.articles[first].id);
                    let name = format!("unseen text behind {}", self.pile.label(first));
                    self.node(NodeKind::Document, &key, &name, false)
                }
            };
            let strength = match pair.direction {
                Direction::Common => Strength::Likely,
                _ => Strength::Possible,
            };
            for (i, of_b) in [(pair.a, false), (pair.b, true)] {
                let spans = pair
                    .passages
                    .iter()
                    .map(|(a, b)| if of_b { *b } else { *a });
                let evidence: Vec<_> = spans.map(|span| receipt(i, span)).collect();
                let from = self.articles[i];
                self.edge(from, to, EdgeKind::Derives, strength, evidence);
            }
        }
    }

    /// An agency that both articles credit.
    fn common_wire(&self, a: ArticleIx, b: ArticleIx) -> Option<NodeIx> {
        let of_b: Vec<String> = self.pile.agencies(b).collect();
        let common = self.pile.agencies(a).find(|w| of_b.contains(w))?;
        self.by_key.get(&(NodeKind::Agency, common)).copied()
    }

    /// What people add, and what they cut between articles that another edge joins.
    pub(super) fn added(&mut self) {
        let pile = self.pile;
        if pile.rulings.begun().is_empty() {
            return;
        }
        let articles = pile.articles.iter().enumerate();
        let at: FxHashMap<Id, ArticleIx> = articles.map(|(i, a)| (a.id, i)).collect();
        for (_, from, kind, to) in pile.rulings.begun() {
            let Some(&i) = at.get(from) else { continue };
            let to = match (to, kind) {
                (End::Id(to), EdgeKind::Derives | EdgeKind::SameOrigin) => {
                    at.get(to).map(|&j| self.articles[j])
                }
                (End::Name(name), EdgeKind::Credits)
                    if pile
                        .rulings
                        .through(&[*from])
                        .is_some_and(|(_, n)| n == name) =>
                {
                    self.carrier(i, NodeKind::Outlet, name)
                }
                _ => None,
            };
            if let Some(to) = to {
                self.edge(self.articles[i], to, *kind, Strength::Shown, []);
            }
        }
    }

    /// What people cut between an article and an origin, which nothing draws any more.
    pub(super) fn cuts(&mut self) {
        let pile = self.pile;
        if pile.rulings.is_empty() {
            return;
        }
        let nodes = self.nodes.iter().enumerate();
        let at: FxHashMap<Id, NodeIx> = nodes.map(|(n, node)| (node.id, n)).collect();
        for (_, from, kind, to) in pile.rulings.begun() {
            let End::Id(to) = to else { continue };
            if let (Some(&from), Some(&to)) = (at.get(from), at.get(to))
                && self.nodes[to].kind == NodeKind::Origin
                && self.cut(from, *kind, to)
            {
                self.edge(from, to, *kind, Strength::Possible, []);
            }
        }
    }

    /// Articles to their outlets, outlets to their owners, as far as the table knows them.
    pub(super) fn owners(&mut self) {
        for (i, article) in self.pile.articles.iter().enumerate() {
            let url = article.page.declared.url.as_deref().map(host);
            let written = article.outlet.as_ref();
            let filed = filed_as(&article.page);
            let credited = |name: &&str| {
                let key = (NodeKind::Outlet, self.pile.carrier_key(name));
                self.by_key.contains_key(&key)
            };
            // A file that is named after an outlet which others credit is taken to be that outlet's.
            let file = || Some(filed).filter(credited).map(str::to_owned);
            let name = written
                .map(|o| o.name.clone())
                .or_else(|| url.clone())
                .or_else(file);
            let Some(name) = name.filter(|n| !n.is_empty()) else {
                continue;
            };
            let key = self.pile.carrier_key(&name);
            let outlet = self.node(NodeKind::Outlet, &key, &name, true);
            let spans = written.map(|o| o.evidence.as_slice()).unwrap_or_default();
            let evidence: Vec<_> = spans.iter().map(|s| receipt(i, *s)).collect();
            let from = self.articles[i];
            self.edge(from, outlet, EdgeKind::SameOwner, Strength::Shown, evidence);
            if let Some(owner) = self.pile.rulings.owner(url.as_deref(), Some(&name)) {
                let key = format!("owner {owner}");
                let to = self.node(NodeKind::Outlet, &key, &owner, false);
                self.edge(outlet, to, EdgeKind::SameOwner, Strength::Shown, []);
            }
        }
    }

    /// Renderings of one statement: each article to the first that has it.
    pub(super) fn statements(&mut self, statements: &[Statement], sources: &[StatementSources]) {
        for (statement, found) in statements.iter().zip(sources) {
            let Some(&first) = statement.quotations.first() else {
                continue;
            };
            let home = self.pile.quotations[first].article;
            let places = found.places();
            for &q in &statement.quotations[1..] {
                let i = self.pile.quotations[q].article;
                let shown = places.get(&first) == places.get(&q);
                let strength = if shown {
                    Strength::Shown
                } else {
                    Strength::Likely
                };
                let evidence = [self.quoted(first), self.quoted(q)];
                let (from, to) = (self.articles[i], self.articles[home]);
                self.edge(from, to, EdgeKind::SameWords, strength, evidence);
            }
        }
    }

    /// Where a quotation stands.
    pub(super) fn quoted(&self, q: usize) -> Receipt {
        let quotation = &self.pile.quotations[q];
        let span = quotation.content.first().copied().unwrap_or_default();
        receipt(quotation.article, span)
    }

    /// Nodes by id, edges by their ends, and the new place of every old node.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<Edge>, Vec<NodeIx>) {
        let mut order: Vec<NodeIx> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&i| (self.nodes[i].id, i));
        let mut places = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            places[old] = new;
        }
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        let nodes = order.iter().filter_map(|&i| nodes[i].take()).collect();
        let mut edges = self.edges;
        for edge in &mut edges {
            edge.from = places[edge.from];
            edge.to = places[edge.to];
        }
        edges.sort_by_key(|e| (e.from, e.to, e.kind));
        (nodes, edges, places)
    }
}

fn receipt(article: ArticleIx, span: Span) -> Receipt {
    Receipt { article, span }
}

/// What kind of node a relay is; none where it is not named, since "officials" here and "officials" there
/// are not one node.
fn relay_kind(kind: RelayKind) -> Option<NodeKind> {
    Some(match kind {
        RelayKind::Agency => NodeKind::Agency,
        RelayKind::Outlet => NodeKind::Outlet,
        RelayKind::Document => NodeKind::Document,
        RelayKind::Person | RelayKind::Body => NodeKind::Speaker,
        RelayKind::Unnamed => return None,
    })
}

/// An outlet that is known for an agency is one.
fn carrier_kind(kind: NodeKind, key: &str) -> NodeKind {
    match kind {
        NodeKind::Outlet if wire(key) == Some(key) => NodeKind::Agency,
        kind => kind,
    }
}

/// The id of the node that a relay of a road is, where it is named.
pub(super) fn relay_id(kind: RelayKind, key: &str) -> Option<Id> {
    Some(node_id(carrier_kind(relay_kind(kind)?, key), key))
}

fn graph_node(nodes: &mut Vec<Node>, kind: NodeKind, key: &str, name: &str, seen: bool) -> NodeIx {
    nodes.push(Node {
        id: node_id(kind, key),
        kind,
        name: name.to_owned(),
        seen,
    });
    nodes.len() - 1
}
