//! Who said what in this article, in which words, on which occasion, and by what road the words
//! came here.

use crate::{Article, ArticleIx, Id, Span};

/// Index of a quotation in the pile.
pub type QuotationIx = usize;

/// One attributed span in one article.
#[derive(Clone, PartialEq, Debug)]
pub struct Quotation {
    /// Hash of the article's id and the content spans.
    pub id: Id,
    /// The article it stands in.
    pub article: ArticleIx,
    /// Whether the words are the speaker's.
    pub kind: QuotationKind,
    /// The words: between the marks of a direct quotation, the clause of an indirect one; several
    /// spans where the attribution interrupts, one a paragraph where it runs over several.
    pub content: Vec<Span>,
    /// The verb group or phrase that attributes.
    pub cue: Option<Span>,
    /// Who says it.
    pub speaker: Option<Speaker>,
    /// Where, to whom and when it was said.
    pub occasion: Option<Occasion>,
    /// From the first carrier after the speaker to the last before this article.
    pub road: Vec<Relay>,
}

/// Whether a quotation gives the words themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum QuotationKind {
    /// Every word but a leading "that" is inside quotation marks.
    Direct,
    /// None is.
    Indirect,
    /// Some are.
    Mixed,
}

/// Who says something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The resolved name, one for a person across the pile.
    pub name: String,
    /// The nearest mention as written, pronouns included.
    pub mention: Option<Span>,
    /// What kind of speaker it is.
    pub class: SpeakerClass,
}

/// What speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SpeakerClass {
    /// Someone with a name or a role that tells who.
    Person,
    /// An organisation, office or state.
    Body,
    /// A report, filing, statement.
    Document,
    /// "a senior official", "sources", "witnesses".
    Unnamed,
}

/// Venue, addressee and time of an utterance, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occasion {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A link of the road: who carried the words on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relay {
    /// As written.
    pub name: String,
    /// What it is.
    pub kind: RelayKind,
    /// Where the article names it.
    pub span: Span,
}

/// What carries words on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RelayKind {
    /// A wire.
    Agency,
    /// A publisher.
    Outlet,
    /// A document that quotes.
    Document,
    /// A person who passes it on.
    Person,
    /// A body that passes it on.
    Body,
}

/// Every quotation of one article, in order of their first span.
pub fn extract(_index: ArticleIx, _article: &Article) -> Vec<Quotation> {
    Vec::new()
}
