//! Is the news of this text what somebody said, and which of the pile's statements does it carry?

use super::zones::{self, Zone};
use crate::{Article, Quotation, Reuse, Span, SpeakerClass, Statement, StatementIx};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Sentences that say what the news is.
const LEAD_SENTENCES: usize = 2;

/// What a text carries of people's words.
#[derive(Clone, Default, Debug)]
pub(super) struct Speech {
    /// The people whose words its headline or first sentences give.
    pub(super) leads: BTreeSet<String>,
    /// The statements that it carries, but for those of an earlier occasion that it reminds of.
    pub(super) statements: BTreeSet<StatementIx>,
}

/// The speech of every text, by its best article for the lead and by all copies for statements.
pub(super) fn of(
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
) -> Vec<Speech> {
    let mut out = vec![Speech::default(); reuse.texts.len()];
    let shapes: Vec<Shape> = articles.par_iter().map(Shape::of).collect();
    for q in quotations {
        let text = reuse.text_of[q.article];
        let early = q
            .content
            .first()
            .is_some_and(|s| s.start() < shapes[q.article].lead_end);
        if reuse.texts[text].best == q.article
            && early
            && let Some(speaker) = q
                .speaker
                .as_ref()
                .filter(|s| s.class == SpeakerClass::Person)
        {
            out[text].leads.insert(speaker.name.clone());
        }
    }
    for (s, statement) in statements.iter().enumerate() {
        for &q in &statement.quotations {
            let q = &quotations[q];
            if !shapes[q.article].reminds(q) {
                out[reuse.text_of[q.article]].statements.insert(s);
            }
        }
    }
    out
}

/// Where an article gives its news, and where it reminds of an earlier event.
struct Shape {
    lead_end: usize,
    /// In order of position.
    background: Vec<Span>,
}

impl Shape {
    fn of(article: &Article) -> Self {
        let sentences = &article.sentences;
        let lead = sentences.get(..LEAD_SENTENCES).and_then(<[_]>::last);
        let zones = zones::of(article.content(), sentences);
        let zoned = sentences.iter().zip(zones);
        Shape {
            lead_end: lead.map_or(usize::MAX, |s| s.end()),
            background: zoned
                .filter(|(_, zone)| *zone == Zone::Background)
                .map(|(s, _)| *s)
                .collect(),
        }
    }

    fn reminds(&self, quotation: &Quotation) -> bool {
        let Some(first) = quotation.content.first() else {
            return false;
        };
        let next = self
            .background
            .partition_point(|s| s.end() <= first.start());
        self.background
            .get(next)
            .is_some_and(|s| s.overlaps(*first))
    }
}
