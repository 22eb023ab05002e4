//! Whom does a source phrase name, within one article?

use super::attribution::Attribution;
use super::lexicon::Lexicon;
use super::text::Paragraph;
use super::{Speaker, SpeakerClass, tokens_span};
use crate::Article;

/// The speaker of every attribution, in order.
pub(super) fn speakers(
    article: &Article,
    _lexicon: &Lexicon,
    paragraphs: &[Paragraph],
    found: &[Attribution],
) -> Vec<Option<Speaker>> {
    found
        .iter()
        .map(|a| {
            let mention = tokens_span(&paragraphs[a.paragraph].tokens, a.source?);
            Some(Speaker {
                name: mention.of(article.content()).to_owned(),
                mention: Some(mention),
                class: SpeakerClass::Person,
            })
        })
        .collect()
}
