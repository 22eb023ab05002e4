//! The graph as it is drawn: nodes by what they are, edges with what they rest on.

use super::masthead::{filed_as, letters};
use super::owner::owner;
use super::pile::{Pile, Sets, shares_text};
use super::{
    Edge, EdgeKind, HearingKind, Node, NodeIx, NodeKind, Receipt, StatementSources, Strength,
};
use crate::address::host;
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

/// The key under which two spellings of a carrier are one: an agency's short name, an owner, else
/// the letters of the name without "the".
pub(super) fn carrier_key(name: &str) -> String {
    let squashed = letters(name);
    let bare = squashed.strip_prefix("the").unwrap_or(&squashed);
    if let Some(wire) = WIRES.get(bare).or_else(|| WIRES.get(&squashed)) {
        return wire.clone();
    }
    owner(None, Some(name)).map_or_else(|| bare.to_owned(), str::to_owned)
}

/// Whether a carrier's key is an agency's.
fn is_wire(key: &str) -> bool {
    WIRES.get(key).is_some_and(|short| short == key)
}

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

    /// Adds an edge, or evidence to the one that is there; the better strength stays.
    pub(super) fn edge(
        &mut self,
        from: NodeIx,
        to: NodeIx,
        kind: EdgeKind,
        strength: Strength,
        evidence: impl IntoIterator<Item = Receipt>,
    ) {
        if from == to {
            return;
        }
        let edges = &mut self.edges;
        let at = *self.by_ends.entry((from, to, kind)).or_insert_with(|| {
            edges.push(Edge {
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
        let key = carrier_key(name);
        let seen = self.pile.published_by(&key);
        let kind = match kind {
            NodeKind::Outlet if is_wire(&key) => NodeKind::Agency,
            kind => kind,
        };
        Some(self.node(kind, &key, name, seen))
    }

    /// Draws the road of a quotation from its article to the first carrier, which is returned; the
    /// article itself where the road is empty.
    pub(super) fn road(&mut self, q: usize) -> NodeIx {
        let quotation = &self.pile.quotations[q];
        let mut at = self.articles[quotation.article];
        for relay in quotation.road.iter().rev() {
            let kind = match relay.kind {
                RelayKind::Agency => NodeKind::Agency,
                RelayKind::Outlet => NodeKind::Outlet,
                RelayKind::Document => NodeKind::Document,
                RelayKind::Person | RelayKind::Body => NodeKind::Speaker,
                // "officials" here and "officials" there are not one node.
                RelayKind::Unnamed => continue,
            };
            if let Some(to) = self.carrier(quotation.article, kind, &relay.name) {
                let receipt = receipt(quotation.article, relay.span);
                self.edge(at, to, EdgeKind::Credits, Strength::Shown, [receipt]);
                at = to;
            }
        }
        at
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
        let mut unseen = Sets::new(self.pile.articles.len());
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
                Direction::Common | Direction::Unknown => unseen.join(pair.a, pair.b),
            }
        }
        self.unseen(&mut unseen);
    }

    /// An unseen text for every group of articles that share passages and show no direction: the
    /// wire that all of them credit where there is one, else an inferred node.
    fn unseen(&mut self, sets: &mut Sets) {
        let reuse = self.pile.reuse;
        for pair in reuse.pairs.iter().filter(|p| shares_text(p.relation)) {
            let open = matches!(pair.direction, Direction::Common | Direction::Unknown);
            if !open || reuse.text_of[pair.a] == reuse.text_of[pair.b] {
                continue;
            }
            let first = sets.find(pair.a);
            let key = format!("unseen {}", self.pile.articles[first].id);
            let wire = self.common_wire(pair.a, pair.b);
            let to = match wire {
                Some(node) => node,
                None => {
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
        let wires = |i: ArticleIx| {
            let credits = self.pile.articles[i].credits.iter();
            credits
                .filter(|c| c.kind == CreditKind::Agency)
                .map(|c| carrier_key(&c.name))
                .collect::<Vec<_>>()
        };
        let of_b = wires(b);
        let common = wires(a).into_iter().find(|w| of_b.contains(w))?;
        self.by_key.get(&(NodeKind::Agency, common)).copied()
    }

    /// Articles to their outlets, outlets to their owners, as far as the table knows them.
    pub(super) fn owners(&mut self) {
        for (i, article) in self.pile.articles.iter().enumerate() {
            let url = article.page.declared.url.as_deref().map(host);
            let written = article.outlet.as_ref();
            let filed = filed_as(&article.page);
            let credited = |name: &&str| {
                let key = (NodeKind::Outlet, carrier_key(name));
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
            let key = carrier_key(&name);
            let outlet = self.node(NodeKind::Outlet, &key, &name, true);
            let spans = written.map(|o| o.evidence.as_slice()).unwrap_or_default();
            let evidence: Vec<_> = spans.iter().map(|s| receipt(i, *s)).collect();
            let from = self.articles[i];
            self.edge(from, outlet, EdgeKind::SameOwner, Strength::Shown, evidence);
            if let Some(owner) = owner(url.as_deref(), Some(&name)) {
                let key = format!("owner {owner}");
                let to = self.node(NodeKind::Outlet, &key, owner, false);
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

fn graph_node(nodes: &mut Vec<Node>, kind: NodeKind, key: &str, name: &str, seen: bool) -> NodeIx {
    nodes.push(Node {
        id: Id::of('n', [format!("{kind:?}"), key.to_owned()]),
        kind,
        name: name.to_owned(),
        seen,
    });
    nodes.len() - 1
}
