//! What can be told of an event line by line, in the words of its articles.

use super::{BriefKind, BriefLine};
use crate::provenance::{HearingKind, Provenance, Receipt};
use crate::statement::Version;
use crate::{Article, ArticleIx, Event, Quotation, QuotationIx, Reuse, Statement};
use std::collections::BTreeSet;

/// Lines of one kind: a brief is read, not searched.
const LINES_MAX: usize = 3;

/// Receipts of one line.
const RECEIPTS_MAX: usize = 12;

/// Writes the lines: what every text of the event carries, where they differ, what only one
/// carries, what an official or a wire says and nobody else.
pub(super) fn write(
    event: &Event,
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
    provenance: &Provenance,
) -> Vec<BriefLine> {
    let cx = Brief {
        articles,
        reuse,
        quotations,
    };
    let texts: BTreeSet<usize> = event.articles.iter().map(|&i| reuse.text_of[i]).collect();
    let mut lines = Vec::new();
    let (mut only, mut claimed) = (Vec::new(), Vec::new());
    for statement in event.lead.iter().filter_map(|&s| statements.get(s)) {
        let Some(version) = statement.versions.first() else {
            continue;
        };
        let carried = cx.texts(&statement.quotations);
        let line = |kind| cx.line(kind, version, &statement.quotations);
        if texts.len() > 1 && carried.is_superset(&texts) {
            lines.push(line(BriefKind::Agreed));
        } else if carried.len() == 1 && texts.len() > 1 {
            only.push(line(BriefKind::Only));
        } else {
            claimed.push(line(BriefKind::Claimed));
        }
        lines.extend(cx.differs(statement));
    }
    if lines.is_empty() && claimed.is_empty() && only.is_empty() {
        claimed.extend(cx.official(event, provenance));
    }
    let mut seen = BTreeSet::new();
    lines.retain(|l| seen.insert((l.kind, l.text.clone())));
    let (mut differs, mut lines): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|l| l.kind == BriefKind::Differs);
    lines.truncate(LINES_MAX);
    differs.truncate(LINES_MAX);
    for mut more in [only, differs, claimed] {
        more.truncate(LINES_MAX);
        lines.extend(more);
    }
    lines
}

struct Brief<'a> {
    articles: &'a [Article],
    reuse: &'a Reuse,
    quotations: &'a [Quotation],
}

impl Brief<'_> {
    fn texts(&self, quotations: &[QuotationIx]) -> BTreeSet<usize> {
        let articles = quotations.iter().map(|&q| self.quotations[q].article);
        articles.map(|i| self.reuse.text_of[i]).collect()
    }

    fn receipts(&self, quotations: &[QuotationIx]) -> Vec<Receipt> {
        quotations
            .iter()
            .flat_map(|&q| {
                let quotation = &self.quotations[q];
                quotation.content.iter().map(|&span| Receipt {
                    article: quotation.article,
                    span,
                })
            })
            .take(RECEIPTS_MAX)
            .collect()
    }

    fn line(&self, kind: BriefKind, version: &Version, quotations: &[QuotationIx]) -> BriefLine {
        BriefLine {
            kind,
            text: version.wording.clone(),
            receipts: self.receipts(quotations),
        }
    }

    /// The material changes: both wordings, a stroke between them.
    fn differs(&self, statement: &Statement) -> Vec<BriefLine> {
        let material = statement.changes.iter().filter(|c| c.material);
        material
            .take(LINES_MAX)
            .map(|c| BriefLine {
                kind: BriefKind::Differs,
                text: [c.before.as_str(), c.after.as_str()].join(" / "),
                receipts: self.receipts(&[c.from, c.to]),
            })
            .collect()
    }

    /// Where no statement leads: the first sentence of each text that names an official source.
    fn official(&self, event: &Event, provenance: &Provenance) -> Vec<BriefLine> {
        let mut seen = BTreeSet::new();
        let first = |i: ArticleIx| {
            let hearings = provenance.hearings[i].iter();
            hearings
                .filter(|h| h.kind == HearingKind::Official)
                .map(|h| h.span)
                .next()
        };
        let found = event
            .articles
            .iter()
            .filter(|&&i| seen.insert(self.reuse.text_of[i]));
        found
            .filter_map(|&i| Some((i, first(i)?)))
            .take(LINES_MAX)
            .map(|(article, span)| BriefLine {
                kind: BriefKind::Claimed,
                text: span.of(self.articles[article].content()).to_owned(),
                receipts: vec![Receipt { article, span }],
            })
            .collect()
    }
}
