//! What can be told of an event line by line, in the words of its articles.

use super::{Agreement, BriefKind, BriefLine, Figure, OriginsOf};
use crate::provenance::{HearingKind, Receipt};
use crate::statement::Version;
use crate::{ArticleIx, Event, EventIx, QuotationIx, Statement};
use std::collections::BTreeSet;

/// Lines of one kind: a brief is read, not searched.
const LINES_MAX: usize = 3;

/// Receipts of one line.
const RECEIPTS_MAX: usize = 12;

/// Wordings of one line of differences.
const WORDINGS_MAX: usize = 4;

/// Writes the lines: what every text of the event carries, where they differ, what only one
/// carries, what an official or a wire says and nobody else.
pub(super) fn write(
    of: &OriginsOf<'_>,
    event: EventIx,
    figures: &[Figure],
    statements: &[Statement],
) -> Vec<BriefLine> {
    let (cx, event) = (Brief { of }, &of.events[event]);
    let texts: BTreeSet<usize> = event
        .articles
        .iter()
        .map(|&i| of.reuse.text_of[i])
        .collect();
    let mut lines: Vec<BriefLine> = figures
        .iter()
        .filter_map(|f| cx.figure(f, &texts))
        .collect();
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
        claimed.extend(cx.official(event));
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
    of: &'a OriginsOf<'a>,
}

impl Brief<'_> {
    /// What all texts give one number for, and where the numbers or names differ.
    fn figure(&self, figure: &Figure, texts: &BTreeSet<usize>) -> Option<BriefLine> {
        let values = figure.values.iter();
        let receipts = values.flat_map(|v| v.receipts.iter().copied());
        let receipts: Vec<Receipt> = receipts.take(RECEIPTS_MAX).collect();
        let told = figure.values.iter().flat_map(|v| &v.articles);
        let told: BTreeSet<usize> = told.map(|&i| self.of.reuse.text_of[i]).collect();
        let line = |kind, text| BriefLine {
            kind,
            text,
            receipts: receipts.clone(),
        };
        match (figure.agreement, &figure.values[..]) {
            (Agreement::Same, [value, ..]) => told
                .is_superset(texts)
                .then(|| line(BriefKind::Agreed, value.wording.clone())),
            (_, values) => {
                let wordings = values.iter().take(WORDINGS_MAX).map(|v| v.wording.as_str());
                let wordings: Vec<&str> = wordings.collect();
                Some(line(BriefKind::Differs, wordings.join(" / ")))
            }
        }
    }

    fn texts(&self, quotations: &[QuotationIx]) -> BTreeSet<usize> {
        let articles = quotations.iter().map(|&q| self.of.quotations[q].article);
        articles.map(|i| self.of.reuse.text_of[i]).collect()
    }

    fn receipts(&self, quotations: &[QuotationIx]) -> Vec<Receipt> {
        quotations
            .iter()
            .flat_map(|&q| {
                let quotation = &self.of.quotations[q];
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
    fn official(&self, event: &Event) -> Vec<BriefLine> {
        let mut seen = BTreeSet::new();
        let first = |i: ArticleIx| {
            let hearings = self.of.provenance.hearings[i].iter();
            hearings
                .filter(|h| h.kind == HearingKind::Official)
                .map(|h| h.span)
                .next()
        };
        let found = event
            .articles
            .iter()
            .filter(|&&i| seen.insert(self.of.reuse.text_of[i]));
        found
            .filter_map(|&i| Some((i, first(i)?)))
            .take(LINES_MAX)
            .map(|(article, span)| BriefLine {
                kind: BriefKind::Claimed,
                text: span.of(self.of.articles[article].content()).to_owned(),
                receipts: vec![Receipt { article, span }],
            })
            .collect()
    }
}
