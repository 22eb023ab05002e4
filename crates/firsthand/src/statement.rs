//! Which quotations render one utterance, and what happened to its words on the way?

use crate::{Article, Id, Interval, Quotation, QuotationIx, Reuse};

/// Index of a statement.
pub type StatementIx = usize;

/// One utterance or claim: the quotations, across articles, that render the same words on the same
/// occasion. Every quotation is in exactly one.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Hash of its quotations' ids.
    pub id: Id,
    /// Who said it, by resolved name; empty when nobody is named.
    pub speaker: String,
    /// Its renderings, ascending.
    pub quotations: Vec<QuotationIx>,
    /// Its wordings, the fullest first.
    pub versions: Vec<Version>,
    /// The typed differences between versions, material ones first.
    pub changes: Vec<Change>,
    /// When it was said, as far as the articles tell.
    pub when: Interval,
}

/// A wording of a statement.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// The words as the first of its quotations has them; spans are joined by a space.
    pub wording: String,
    /// The quotations with this wording, ascending.
    pub quotations: Vec<QuotationIx>,
}

/// A typed difference between two versions.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// A quotation of the one version.
    pub from: QuotationIx,
    /// A quotation of the other.
    pub to: QuotationIx,
    /// What differs.
    pub kind: ChangeKind,
    /// The words of `from`.
    pub before: String,
    /// The words of `to`.
    pub after: String,
    /// Which of the two wordings came first.
    pub direction: crate::Direction,
    /// Whether a careful fact-checker would want to be told.
    pub material: bool,
}

/// What differs between two versions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChangeKind {
    /// A negation came or went.
    Negation,
    /// A number, unit or date.
    Number,
    /// A name.
    Name,
    /// How sure, allowed or intended it is.
    Modality,
    /// A word that narrows or widens.
    Qualifier,
    /// Another word in the same place.
    Substitution,
    /// Words missing at an edge.
    Truncation,
    /// Words missing inside.
    Ellipsis,
    /// Separate utterances run together.
    Splice,
    /// Two renderings from another language.
    Translation,
    /// Only tense or person.
    TensePerson,
    /// Other words for the same.
    Paraphrase,
}

/// Groups `quotations` into statements, in order of their first quotation.
pub fn group(_articles: &[Article], _reuse: &Reuse, quotations: &[Quotation]) -> Vec<Statement> {
    let _ = quotations;
    Vec::new()
}
