//! The shape of the report's JSON: one type an object, fields in the order in which they are written.
//! The schema is derived from these types.

use super::each::Each;
use super::words::*;
use schemars::JsonSchema;
use serde::Serialize;

/// A range in Unicode code points of the article's content.
#[derive(Serialize, JsonSchema, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    pub(super) schema: &'static str,
    pub(super) summary: Summary,
    pub(super) skipped: Vec<Skipped<'a>>,
    pub(super) articles: Each<'a, ArticleOut<'a>>,
    pub(super) texts: Each<'a, Text>,
    pub(super) reuse: Each<'a, Reuse>,
    pub(super) quotations: Each<'a, Quotation<'a>>,
    pub(super) speakers: Vec<Named>,
    pub(super) statements: Each<'a, Statement<'a>>,
    pub(super) events: Each<'a, Event<'a>>,
    pub(super) stories: Each<'a, Story<'a>>,
    pub(super) provenance: Provenance<'a>,
    pub(super) cycles: Each<'a, Cycle>,
    pub(super) overrides: Vec<Override<'a>>,
}

/// A line of the overrides, and what became of it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Override<'a> {
    /// Its number, counted from 1.
    pub(super) line: usize,
    pub(super) text: &'a str,
    /// Why it rules on nothing here, or on less than it says; null where it holds in full.
    pub(super) warning: Option<&'a str>,
}

/// Counts; every one reads "in this pile".
#[derive(Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// articles + repeated + skipped.
    pub(super) pages: usize,
    pub(super) articles: usize,
    /// Pages read twice (same bytes, same locator).
    pub(super) repeated: usize,
    pub(super) skipped: usize,
    pub(super) texts: usize,
    pub(super) events: usize,
    pub(super) stories: usize,
    /// Articles whose outlet or whose outlet's owner is unknown.
    pub(super) owners_unknown: usize,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Skipped<'a> {
    pub(super) locator: &'a str,
    pub(super) reason: &'a str,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ArticleOut<'a> {
    #[serde(flatten)]
    pub(super) read: ArticleRead<'a>,
    pub(super) text: String,
    pub(super) own_reporting: OwnReporting,
    pub(super) borrowed_share: f64,
    /// The article that this one revises: the nearest earlier version of the page at its address whose words
    /// differ. Null where the pile has none, or where nothing tells their order.
    pub(super) revision_of: Option<String>,
    pub(super) credits: Vec<Credit<'a>>,
    /// What the headline says and the body does not bear out.
    pub(super) headline_check: Vec<HeadlineCheck<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct HeadlineCheck<'a> {
    #[schemars(with = "HeadlineKind_")]
    pub(super) kind: &'static str,
    /// The headline's words.
    pub(super) words: &'a str,
    /// Where they stand, where the headline is a part of `content`.
    pub(super) span: Option<Span>,
    #[schemars(with = "HeadlineVerdict_")]
    pub(super) verdict: &'static str,
    /// What the body has instead.
    pub(super) body: Vec<Span>,
}

/// What an article is before it is compared with any other.
#[derive(Serialize, JsonSchema)]
pub(super) struct ArticleRead<'a> {
    pub(super) id: String,
    pub(super) locator: &'a str,
    pub(super) record: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    /// Who wrote it, by metadata or a byline: a name each.
    pub(super) authors: &'a [String],
    /// Where the page itself says that its text is from (`syndication-source`, `isBasedOn` and the like): names or addresses.
    pub(super) syndicated_from: &'a [String],
    pub(super) language: Option<&'a str>,
    pub(super) outlet: Option<Outlet<'a>>,
    pub(super) published: Option<Published>,
    pub(super) captured: Captured,
    pub(super) sha256: &'a str,
    pub(super) content: &'a str,
    pub(super) segments: Vec<Segment>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Outlet<'a> {
    pub(super) name: &'a str,
    pub(super) evidence: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Published {
    pub(super) earliest: Option<String>,
    pub(super) latest: Option<String>,
    pub(super) evidence: Vec<Span>,
    #[schemars(with = "How_")]
    pub(super) how: &'static str,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Captured {
    pub(super) earliest: Option<String>,
    pub(super) latest: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Segment {
    #[schemars(with = "SegmentKind_")]
    pub(super) kind: &'static str,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct OwnReporting {
    #[schemars(with = "Verdict_")]
    pub(super) verdict: &'static str,
    pub(super) evidence: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Credit<'a> {
    pub(super) name: &'a str,
    #[schemars(with = "CreditKind_")]
    pub(super) kind: &'static str,
    pub(super) span: Span,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Text {
    pub(super) id: String,
    pub(super) articles: Vec<String>,
    pub(super) best: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Reuse {
    pub(super) a: String,
    pub(super) b: String,
    #[schemars(with = "Relation_")]
    pub(super) relation: &'static str,
    #[schemars(with = "Direction_")]
    pub(super) direction: &'static str,
    pub(super) containment_a: f64,
    pub(super) containment_b: f64,
    pub(super) passages: Vec<Passage>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Passage {
    pub(super) a: Span,
    pub(super) b: Span,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Quotation<'a> {
    pub(super) id: String,
    pub(super) article: String,
    #[schemars(with = "QuotationKind_")]
    pub(super) kind: &'static str,
    pub(super) content: Vec<Span>,
    pub(super) cue: Option<Span>,
    pub(super) speaker: Option<Speaker<'a>>,
    pub(super) occasion: Option<Occasion<'a>>,
    pub(super) road: Vec<Relay<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Speaker<'a> {
    pub(super) name: &'a str,
    pub(super) mention: Option<Span>,
    #[schemars(with = "SpeakerClass_")]
    pub(super) class: &'static str,
}

/// Somebody who says something and is more than a wording such as "officials".
#[derive(Serialize, JsonSchema)]
pub(super) struct Named {
    /// As in the quotations' `speaker`.
    pub(super) name: String,
    #[schemars(with = "SpeakerClass_")]
    pub(super) class: &'static str,
    /// The other wordings under which articles name them as who speaks, in order; no pronouns.
    pub(super) variants: Vec<String>,
    pub(super) quotations: usize,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Occasion<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Relay<'a> {
    pub(super) name: &'a str,
    #[schemars(with = "RelayKind_")]
    pub(super) kind: &'static str,
    pub(super) span: Span,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Statement<'a> {
    pub(super) id: String,
    pub(super) speaker: &'a str,
    pub(super) quotations: Vec<String>,
    pub(super) versions: Vec<Version<'a>>,
    pub(super) changes: Vec<Change<'a>>,
    pub(super) origins: Origins<'a>,
    pub(super) firsthand: Firsthand,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Version<'a> {
    pub(super) wording: &'a str,
    pub(super) quotations: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Change<'a> {
    pub(super) from: String,
    pub(super) to: String,
    #[schemars(with = "ChangeKind_")]
    pub(super) kind: &'static str,
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    /// Where `before` stands in the article of `from`.
    pub(super) before_spans: Vec<Span>,
    /// Where `after` stands in the article of `to`.
    pub(super) after_spans: Vec<Span>,
    #[schemars(with = "Direction_")]
    pub(super) direction: &'static str,
    pub(super) material: bool,
    /// Of the articles with the later wording, those that may be the first with it; empty where the direction is unknown.
    pub(super) introduced_by: Vec<String>,
    /// The others with the later wording.
    pub(super) carried_by: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Origins<'a> {
    pub(super) low: usize,
    pub(super) high: usize,
    pub(super) ids: Vec<String>,
    pub(super) open: Vec<Open<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Open<'a> {
    pub(super) why: &'a str,
    /// The two nodes that may be one.
    pub(super) pair: [String; 2],
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Firsthand {
    pub(super) low: usize,
    pub(super) high: usize,
    pub(super) articles: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Event<'a> {
    pub(super) id: String,
    pub(super) title: &'a str,
    pub(super) time: Captured,
    pub(super) articles: Vec<String>,
    pub(super) also: Vec<Also>,
    pub(super) lead: Vec<String>,
    pub(super) origins: Origins<'a>,
    pub(super) brief: Vec<Brief<'a>>,
    /// Notices in its articles that correct or withdraw something.
    pub(super) corrections: Vec<Correction>,
    /// Numbers and names that several of its texts give.
    pub(super) figures: Vec<Figure<'a>>,
    /// The lines of the overrides that joined or parted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) overridden: Option<&'a [usize]>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Correction {
    pub(super) article: String,
    /// The notice.
    pub(super) notice: Span,
    /// All is taken back, rather than something put right.
    pub(super) withdrawn: bool,
    /// The words that were wrong, where the notice repeats them.
    pub(super) old: Option<Span>,
    /// The words that stand for them.
    pub(super) new: Option<Span>,
    /// Where other articles of the event still have the old figure or name.
    pub(super) carried: Vec<ReceiptOut>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Also {
    pub(super) article: String,
    /// A part of the article, as of a round-up, reports the event; or it reminds of it.
    #[schemars(with = "AlsoKind_")]
    pub(super) kind: &'static str,
    pub(super) spans: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Brief<'a> {
    #[schemars(with = "BriefKind_")]
    pub(super) kind: &'static str,
    pub(super) text: &'a str,
    pub(super) receipts: Vec<ReceiptOut>,
}

/// What several texts of the event give a number or a name for.
#[derive(Serialize, JsonSchema)]
pub(super) struct Figure<'a> {
    /// What is counted: "killed", "age of Ann Lee", "name".
    pub(super) what: &'a str,
    #[schemars(with = "Agreement_")]
    pub(super) agreement: &'static str,
    /// By the first day on which it stood, then by number.
    pub(super) values: Vec<FigureValue<'a>>,
}

/// One number or name, and who gives it.
#[derive(Serialize, JsonSchema)]
pub(super) struct FigureValue<'a> {
    /// The words of the first article that gives it.
    pub(super) text: &'a str,
    /// Null for a name.
    pub(super) number: Option<u64>,
    #[schemars(with = "Bound_")]
    pub(super) bound: &'static str,
    /// The days on which the articles were published.
    pub(super) days: Captured,
    /// The nodes that they have it from.
    pub(super) origins: Vec<String>,
    /// A receipt an article.
    pub(super) receipts: Vec<ReceiptOut>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ReceiptOut {
    pub(super) article: String,
    pub(super) span: Span,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Story<'a> {
    pub(super) id: String,
    pub(super) title: &'a str,
    pub(super) events: Vec<String>,
    pub(super) positions: Vec<Position<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Position<'a> {
    pub(super) speaker: &'a str,
    pub(super) statement: String,
    /// The day, where one can be told.
    pub(super) date: Option<String>,
    pub(super) negated: bool,
    #[schemars(with = "Modality_")]
    pub(super) modality: &'static str,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Provenance<'a> {
    pub(super) nodes: Each<'a, Node<'a>>,
    pub(super) edges: Each<'a, Edge>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Node<'a> {
    pub(super) id: String,
    #[schemars(with = "NodeKind_")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) seen: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Edge {
    pub(super) from: String,
    pub(super) to: String,
    #[schemars(with = "EdgeKind_")]
    pub(super) kind: &'static str,
    #[schemars(with = "Strength_")]
    pub(super) strength: &'static str,
    pub(super) evidence: Vec<ReceiptOut>,
    /// Only where people rule on it; an edge that does not hold joins nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) overridden: Option<Overridden>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Overridden {
    /// The line of the overrides.
    pub(super) line: usize,
    /// Whether the edge holds: added where true, cut where false.
    pub(super) holds: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Cycle {
    pub(super) nodes: Vec<String>,
    /// Indices into `provenance.edges`.
    pub(super) edges: Vec<usize>,
}
