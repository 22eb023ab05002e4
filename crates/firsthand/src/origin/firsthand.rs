//! How many carriers of a statement heard it themselves? Ten reporters in one room are one origin
//! and ten hearings.

use super::{Firsthand, OwnReporting, Verdict};
use crate::provenance::{Hearing, HearingKind, Provenance};
use crate::{ArticleIx, Quotation, Statement};
use std::collections::BTreeMap;

/// Bytes between a quotation and the words "told the Post" within which these are about it: about a
/// paragraph. Set by judgement.
const NEAR: usize = 300;

/// Counts the carriers that heard the statement (`low`, `articles`) and those whose text leaves it
/// open (`high`).
pub(super) fn hear(
    statement: &Statement,
    quotations: &[Quotation],
    own: &[OwnReporting],
    provenance: &Provenance,
) -> Firsthand {
    let mut carriers: BTreeMap<ArticleIx, (bool, bool)> = BTreeMap::new();
    for &q in &statement.quotations {
        let quotation = &quotations[q];
        let i = quotation.article;
        let hearings = &provenance.hearings[i];
        let repeats = own[i].verdict == Verdict::No;
        let heard = !repeats && hearings.iter().any(|h| shows(h, quotation));
        let open = !repeats && quotation.road.is_empty();
        let entry = carriers.entry(i).or_default();
        *entry = (entry.0 || heard, entry.1 || open);
    }
    let articles: Vec<ArticleIx> = carriers
        .iter()
        .filter(|(_, (heard, _))| *heard)
        .map(|(i, _)| *i)
        .collect();
    Firsthand {
        low: articles.len(),
        high: carriers
            .values()
            .filter(|(heard, open)| *heard || *open)
            .count(),
        articles,
    }
}

/// Whether what a sentence shows is that this quotation was heard.
fn shows(hearing: &Hearing, quotation: &Quotation) -> bool {
    let Some(first) = quotation.content.first() else {
        return false;
    };
    let said = quotation.content.iter().fold(*first, |a, b| a.join(*b));
    let near =
        hearing.span.start() <= said.end() + NEAR && said.start() <= hearing.span.end() + NEAR;
    match hearing.kind {
        HearingKind::Ours => near,
        HearingKind::Private | HearingKind::Spoken | HearingKind::Witness => {
            hearing.span.overlaps(said)
        }
        HearingKind::Issuer => true,
        _ => false,
    }
}
