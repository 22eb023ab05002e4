//! Whose words are these, by what road did they come, and what is that read off from?

use crate::{Article, ArticleIx, Event, Id, Quotation, Reuse, Span, Statement};

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
    _articles: &[Article],
    _reuse: &Reuse,
    _quotations: &[Quotation],
    _statements: &[Statement],
    _events: &[Event],
) -> Provenance {
    Provenance::default()
}
