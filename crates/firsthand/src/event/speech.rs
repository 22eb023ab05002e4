//! Is the news of this text what somebody said, and which of the pile's statements does it carry?

use super::features::sentences;
use crate::{Article, Quotation, Reuse, SpeakerClass, Statement, StatementIx};
use std::collections::BTreeSet;

/// Sentences that say what the news is.
const LEAD_SENTENCES: usize = 2;

/// What a text carries of people's words.
#[derive(Clone, Default, Debug)]
pub(super) struct Speech {
    /// The people whose words its headline or first sentences give.
    pub(super) leads: BTreeSet<String>,
    /// The statements that it carries anywhere.
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
    let ends: Vec<usize> = reuse
        .texts
        .iter()
        .map(|t| lead_end(&articles[t.best]))
        .collect();
    for q in quotations {
        let text = reuse.text_of[q.article];
        let early = q.content.first().is_some_and(|s| s.start() < ends[text]);
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
            out[reuse.text_of[quotations[q].article]]
                .statements
                .insert(s);
        }
    }
    out
}

/// Where the lead ends.
fn lead_end(article: &Article) -> usize {
    sentences(article)
        .get(..LEAD_SENTENCES)
        .and_then(<[_]>::last)
        .map_or(usize::MAX, |s| s.end())
}
