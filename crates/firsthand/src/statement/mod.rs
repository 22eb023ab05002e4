//! Which quotations render one utterance, and what happened to its words on the way?
//!
//! | file | question |
//! |---|---|
//! | `lexicon`, `token` | What are the words, and what does each do to a claim? |
//! | `who`, `occasion`, `rendering` | What does a quotation bring: speaker, occasion, words? |
//! | `index`, `grid`, `align`, `compare` | Which words stand for each other, and how far do two wordings agree? |
//! | `alike`, `link`, `near`, `lead`, `judge`, `rule` | Which quotations render one utterance, and how much must agree? |
//! | `version` | Which wordings has it, and in what order did they come? |
//! | `edit`, `change`, `figure` | Where do two wordings differ, in what way, and does it matter? |
//! | `splice`, `translation` | What do the articles tell beside the words? |
//! | `headline` | Does the body bear out its own headline? |
//! | `correction` | Who takes words back, and who still carries them? |

mod align;
mod alike;
mod change;
mod compare;
mod correction;
mod edit;
mod figure;
mod grid;
mod headline;
mod index;
mod judge;
mod lead;
mod lexicon;
mod link;
mod near;
mod occasion;
mod rendering;
mod rule;
mod splice;
#[cfg(test)]
mod tests;
mod token;
mod translation;
mod version;
mod who;

pub use correction::{Correction, corrections};
pub use headline::{HeadlineCheck, HeadlineKind, HeadlineVerdict, headlines};

use crate::{Article, ArticleIx, Id, Interval, Quotation, QuotationIx, Reuse, Span};
use rayon::prelude::*;
use rendering::Rendering;

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
    /// The typed differences between versions, material ones first, each group by consequence.
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
    /// Where `before` stands in the article of `from`; empty where nothing does.
    pub before_spans: Vec<Span>,
    /// Where `after` stands in the article of `to`; empty where nothing does.
    pub after_spans: Vec<Span>,
    /// Which of the two wordings came first.
    pub direction: crate::Direction,
    /// Whether a careful fact-checker would want to be told.
    pub material: bool,
    /// Of the articles with the later wording, those that may be the first with it; empty where the direction is unknown.
    pub introduced_by: Vec<ArticleIx>,
    /// The others with the later wording: who carries it on.
    pub carried_by: Vec<ArticleIx>,
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
pub fn group(articles: &[Article], reuse: &Reuse, quotations: &[Quotation]) -> Vec<Statement> {
    let renderings: Vec<Rendering> = quotations
        .par_iter()
        .enumerate()
        .map(|(at, q)| Rendering::read(at, q, &articles[q.article]))
        .collect();
    let foreign = translation::read(articles, quotations);
    let groups = link::link(&renderings, articles, reuse, &foreign);
    groups
        .into_par_iter()
        .map(|group| {
            let group = group.into_iter().map(|i| &renderings[i]).collect();
            statement(group, articles, reuse, quotations, &foreign)
        })
        .collect()
}

/// Draws up one statement from its renderings, which are in order.
fn statement(
    group: Vec<&Rendering>,
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    foreign: &[translation::Foreign],
) -> Statement {
    let at: Vec<QuotationIx> = group.iter().map(|r| r.at).collect();
    let speaker = group
        .iter()
        .filter(|r| r.who != who::Who::Unknown)
        .chain(&group)
        .find(|r| !r.speaker.is_empty())
        .map_or_else(String::new, |r| r.speaker.clone());
    let when = occasion::when(group.iter().map(|r| &r.said));
    let versions = version::distinct(group);
    Statement {
        id: Id::of('s', at.iter().map(|q| quotations[*q].id.to_string())),
        speaker,
        changes: version::changes(&versions, articles, reuse, quotations, foreign),
        versions: versions.iter().map(version::version).collect(),
        quotations: at,
        when,
    }
}
