//! How many independent origins stand behind each statement and each event, at least and at most,
//! and what would settle the difference?
//!
//! A range, not a number, because texts often do not say: `low` merges whatever positive evidence
//! joins and nothing contradicts, `high` merges only what is shown. "None found" and "cannot tell"
//! stay apart: an event with an article has at least one origin even where nobody is named.

mod brief;
mod count;
mod firsthand;
mod own_reporting;
#[cfg(test)]
mod tests;

use crate::provenance::{NodeIx, Provenance, Receipt};
use crate::{Article, ArticleIx, Event, Quotation, Reuse, Span, Statement};
use count::Labels;

/// What the pile tells about origins.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Origins {
    /// For each statement.
    pub statements: Vec<StatementOrigins>,
    /// For each event.
    pub events: Vec<Count>,
    /// For each event, what can be told of it line by line.
    pub briefs: Vec<Vec<BriefLine>>,
    /// For each article, whether it reported anything itself.
    pub own_reporting: Vec<OwnReporting>,
}

/// A statement's origins and hearings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StatementOrigins {
    /// How many origins.
    pub origins: Count,
    /// How many carriers heard or saw it themselves.
    pub firsthand: Firsthand,
}

/// A range of origins, and what would close it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Count {
    /// Merging all that positive evidence joins and nothing contradicts.
    pub low: usize,
    /// Merging only what is shown.
    pub high: usize,
    /// The nodes of `high`.
    pub ids: Vec<NodeIx>,
    /// Every pair that would close the gap.
    pub open: Vec<Open>,
}

/// A pair of origins that may be one.
#[derive(Clone, PartialEq, Debug)]
pub struct Open {
    /// The question and what would settle it, in a sentence.
    pub why: String,
    /// The two nodes.
    pub pair: (NodeIx, NodeIx),
}

/// Carriers that heard or saw it themselves.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Firsthand {
    /// Those whose text says so.
    pub low: usize,
    /// Those and the ones whose text leaves it open.
    pub high: usize,
    /// The articles of `low`.
    pub articles: Vec<ArticleIx>,
}

/// Whether an article reported anything itself.
#[derive(Clone, PartialEq, Debug)]
pub struct OwnReporting {
    /// The finding.
    pub verdict: Verdict,
    /// What it rests on.
    pub evidence: Vec<Span>,
}

/// Yes, no, or the text does not tell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// It did.
    Yes,
    /// It did not.
    No,
    /// Nothing tells.
    Unclear,
}

/// A line of a brief: words of the articles, never ours.
#[derive(Clone, PartialEq, Debug)]
pub struct BriefLine {
    /// What kind of finding it is.
    pub kind: BriefKind,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub receipts: Vec<Receipt>,
}

/// What a line of a brief tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BriefKind {
    /// All origins tell it.
    Agreed,
    /// Only some do.
    Only,
    /// They differ.
    Differs,
    /// Someone claims it.
    Claimed,
}

/// Counts.
pub fn count(
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
    events: &[Event],
    provenance: &Provenance,
) -> Origins {
    let own_reporting = own_reporting::judge(articles, reuse, &provenance.hearings);
    let labels = Labels {
        articles,
        quotations,
    };
    let of_statements: Vec<StatementOrigins> = statements
        .iter()
        .zip(&provenance.statements)
        .map(|(statement, found)| StatementOrigins {
            origins: count::statement(found, &labels),
            firsthand: firsthand::hear(statement, quotations, &own_reporting, provenance),
        })
        .collect();
    let of_events: Vec<Count> = events
        .iter()
        .zip(&provenance.events)
        .map(|(event, sources)| {
            let lead = event.lead.first().map(|s| &provenance.statements[*s]);
            count::event(sources, lead, &labels)
        })
        .collect();
    let briefs = events
        .iter()
        .map(|event| brief::write(event, articles, reuse, quotations, statements, provenance))
        .collect();
    Origins {
        statements: of_statements,
        events: of_events,
        briefs,
        own_reporting,
    }
}
