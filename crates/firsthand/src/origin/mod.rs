//! How many independent origins stand behind each statement and each event, at least and at most,
//! and what would settle the difference?
//!
//! A range, not a number, because texts often do not say: `low` merges whatever positive evidence
//! joins and nothing contradicts, `high` merges only what is shown. "None found" and "cannot tell"
//! stay apart: an event with an article has at least one origin even where nobody is named.

mod brief;
mod count;
mod figures;
mod firsthand;
mod own_reporting;
#[cfg(test)]
mod tests;

pub use figures::{Agreement, Bound, Figure, FigureValue};

use crate::provenance::{NodeIx, Provenance, Receipt};
use crate::{Article, ArticleIx, Event, EventIx, Quotation, QuotationIx, Reuse, Span, Statement};
use brief::Brief;
use count::Labels;
use rayon::prelude::*;

/// What the pile tells about origins.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Origins {
    /// For each statement.
    pub statements: Vec<StatementOrigins>,
    /// For each event.
    pub events: Vec<Count>,
    /// For each event, the numbers and names that several of its texts give for one thing.
    pub figures: Vec<Vec<Figure>>,
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
    let cx = OriginsOf::new(articles, reuse, quotations, events, provenance);
    let figures: Vec<Vec<Figure>> = (0..events.len())
        .into_par_iter()
        .map(|e| figures::compare(&cx, e))
        .collect();
    let brief = Brief::new(&cx, statements);
    let briefs = figures.iter().enumerate();
    let briefs = briefs
        .map(|(e, figures)| brief::write(&brief, e, figures))
        .collect();
    Origins {
        statements: of_statements,
        events: of_events,
        figures,
        briefs,
        own_reporting,
    }
}

/// What tells whose some words of an article are.
struct OriginsOf<'a> {
    articles: &'a [Article],
    reuse: &'a Reuse,
    quotations: &'a [Quotation],
    events: &'a [Event],
    provenance: &'a Provenance,
    event_of: Vec<EventIx>,
    /// The quotations of every article.
    said: Vec<Vec<QuotationIx>>,
    /// The source of every quotation.
    source: Vec<Option<NodeIx>>,
}

impl<'a> OriginsOf<'a> {
    fn new(
        articles: &'a [Article],
        reuse: &'a Reuse,
        quotations: &'a [Quotation],
        events: &'a [Event],
        provenance: &'a Provenance,
    ) -> Self {
        let mut event_of = vec![0; articles.len()];
        for (e, event) in events.iter().enumerate() {
            event.articles.iter().for_each(|&i| event_of[i] = e);
        }
        let mut said = vec![Vec::new(); articles.len()];
        for (q, quotation) in quotations.iter().enumerate() {
            said[quotation.article].push(q);
        }
        let mut source = vec![None; quotations.len()];
        for of in provenance.statements.iter().flat_map(|s| &s.sources) {
            of.quotations
                .iter()
                .for_each(|&q| source[q] = Some(of.node));
        }
        OriginsOf {
            articles,
            reuse,
            quotations,
            events,
            provenance,
            event_of,
            said,
            source,
        }
    }

    /// The origins that these words are from: of the quotation that they stand in, else of the event's
    /// account in their article.
    fn origins_at(&self, at: Receipt) -> Vec<NodeIx> {
        let said = self.said[at.article].iter();
        let here = said.filter(|q| {
            let mut content = self.quotations[**q].content.iter();
            content.any(|c| c.overlaps(at.span))
        });
        let quoted: Vec<NodeIx> = here.filter_map(|&q| self.source[q]).collect();
        if !quoted.is_empty() {
            return quoted;
        }
        let sources = &self.provenance.events[self.event_of[at.article]];
        let rest = sources
            .iter()
            .filter(|s| s.articles.binary_search(&at.article).is_ok());
        rest.map(|s| s.node).collect()
    }
}
