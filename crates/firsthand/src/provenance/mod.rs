//! Whose words are these, by what road did they come, and what is that read off from?
//!
//! Nodes and edges follow the W3C's PROV data model (Moreau & Missier 2013): an article is an
//! entity that was derived from or attributed to another. We depart in that every edge carries
//! its evidence and a word for its strength, and that a node may be unseen: inferred because
//! articles share text and name no one.

mod account;
mod cycle;
mod graph;
mod hearing;
mod hidden;
mod kin;
mod lexicon;
mod masthead;
mod owner;
mod pile;
mod ruling;
mod sentence;
mod source;
mod witness;

pub use account::{EventSource, SourceKind};
pub use hearing::{Hearing, HearingKind};
pub use owner::owner;
pub(crate) use owner::{is_outlet, same_name};
pub use source::{Source, StatementSources};

use crate::{Article, ArticleIx, Event, Id, Overrides, Quotation, Reuse, Span, Statement};
use rayon::prelude::*;

/// Index of a node.
pub type NodeIx = usize;

/// The graph of who has what from whom. Edges point from the one who carries to the one it came
/// from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Provenance {
    /// Sorted by id.
    pub nodes: Vec<Node>,
    /// Sorted by their ends and kind.
    pub edges: Vec<Edge>,
    /// Closed chains of credit and derivation.
    pub cycles: Vec<Cycle>,
    /// For each article, what its text shows of how it came by what it says.
    pub hearings: Vec<Vec<Hearing>>,
    /// For each statement, its sources as far as they are shown to be one.
    pub statements: Vec<StatementSources>,
    /// For each event, the sources of its act.
    pub events: Vec<Vec<EventSource>>,
    /// For each article, the owner of its outlet, where one is known.
    pub owners: Vec<Option<String>>,
}

/// Someone or something that words came from or through.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Hash of what it is.
    pub id: Id,
    /// What it is.
    pub kind: NodeKind,
    /// As written, or a description in a few words where it is inferred.
    pub name: String,
    /// Whether it is in the pile itself.
    pub seen: bool,
}

/// What a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeKind {
    /// A party and occasion through which words first entered the record.
    Origin,
    /// A meeting, interview, briefing.
    Occasion,
    /// A release, filing, report.
    Document,
    /// A wire.
    Agency,
    /// A publisher.
    Outlet,
    /// A group of copies.
    Text,
    /// An article of the pile.
    Article,
    /// A person or body that says.
    Speaker,
}

/// A receipt: where in which article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Receipt {
    /// The article.
    pub article: ArticleIx,
    /// The characters.
    pub span: Span,
}

/// A relation between two nodes, with what it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Edge {
    /// Who carries.
    pub from: NodeIx,
    /// Whom it came from.
    pub to: NodeIx,
    /// In what way.
    pub kind: EdgeKind,
    /// How well it is supported.
    pub strength: Strength,
    /// What it rests on.
    pub evidence: Vec<Receipt>,
    /// What people rule on it; an edge that they cut joins nothing.
    pub overridden: Option<Overridden>,
}

/// A ruling on an edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Overridden {
    /// The line of the overrides.
    pub line: usize,
    /// Whether the edge holds: added where `true`, cut where `false`.
    pub holds: bool,
}

impl Edge {
    /// Whether nobody cut it.
    pub fn holds(&self) -> bool {
        self.overridden.is_none_or(|o| o.holds)
    }
}

/// In what way one node rests on another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EdgeKind {
    /// Names it.
    Credits,
    /// Has its text.
    Derives,
    /// Renders the same words.
    SameWords,
    /// Belongs to the same owner.
    SameOwner,
    /// Shares an origin with it, or does not, as people rule; no text shows it.
    SameOrigin,
}

impl EdgeKind {
    /// Whether it says the same from either end.
    pub(crate) fn is_mutual(self) -> bool {
        matches!(self, EdgeKind::SameWords | EdgeKind::SameOrigin)
    }
}

/// How well an edge is supported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Strength {
    /// The characters say so.
    Shown,
    /// Nothing speaks against it.
    Likely,
    /// It would explain what is seen.
    Possible,
}

/// A closed chain: each rests on the next, the last on the first.
#[derive(Clone, PartialEq, Debug)]
pub struct Cycle {
    /// The nodes in order, starting at the least.
    pub nodes: Vec<NodeIx>,
    /// The edges between them.
    pub edges: Vec<usize>,
}

/// Draws the graph.
pub fn build(
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
    events: &[Event],
    overrides: &Overrides,
) -> Provenance {
    let hearings: Vec<_> = articles.par_iter().map(hearing::read).collect();
    let rulings = ruling::Rulings::new(overrides);
    let pile = pile::Pile::new(articles, reuse, quotations, events, &hearings, rulings);
    let mut graph = graph::Graph::new(&pile);
    graph.credits();
    graph.reuse();
    graph.owners();
    graph.added();
    hidden::draw(&pile, events, &mut graph);
    let mut of_statements = source::of_statements(&pile, statements, &mut graph);
    let mut of_events = account::of_events(&pile, events, &of_statements, &mut graph);
    graph.statements(statements, &of_statements);
    graph.cuts();
    let (nodes, edges, places) = graph.finish();
    source::renumber(&mut of_statements, &mut of_events, &places);
    let cycles = cycle::find(&pile, &nodes, &edges);
    let owners = pile.owners;
    Provenance {
        nodes,
        edges,
        cycles,
        owners,
        hearings,
        statements: of_statements,
        events: of_events,
    }
}
