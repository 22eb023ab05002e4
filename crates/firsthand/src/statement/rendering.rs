//! A quotation as joining and comparing see it.

use super::occasion::Said;
use super::token::Wording;
use super::who::Who;
use crate::{Article, ArticleIx, Quotation, QuotationIx, QuotationKind};

/// Content words in quotation marks from which on the quoted part of a mixed quotation is compared
/// by itself.
const QUOTED_MIN: usize = 2;

/// Speaker, occasion and words of one quotation.
pub(super) struct Rendering {
    pub(super) at: QuotationIx,
    pub(super) article: ArticleIx,
    /// Where it begins and ends in its article.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) direct: bool,
    pub(super) who: Who,
    /// The speaker's resolved name.
    pub(super) speaker: String,
    pub(super) said: Said,
    pub(super) wording: Wording,
    /// The part of a mixed quotation that stands in quotation marks.
    pub(super) quoted: Option<Wording>,
}

impl Rendering {
    /// Reads a quotation of `article`.
    pub(super) fn read(at: QuotationIx, quotation: &Quotation, article: &Article) -> Rendering {
        let direct = quotation.kind == QuotationKind::Direct;
        let content = article.content();
        let spans: Vec<&str> = quotation.content.iter().map(|s| s.of(content)).collect();
        let wording = Wording::new(spans.join(" "), direct);
        Rendering {
            at,
            article: quotation.article,
            start: quotation.content.first().map_or(0, |s| s.start()),
            end: quotation.content.last().map_or(0, |s| s.end()),
            direct,
            who: Who::read(quotation),
            speaker: quotation
                .speaker
                .as_ref()
                .map_or_else(String::new, |s| s.name.clone()),
            said: Said::read(article, quotation),
            quoted: wording.quoted().filter(|_| !direct),
            wording,
        }
    }
}

impl Wording {
    /// The words in quotation marks, where they say something by themselves.
    fn quoted(&self) -> Option<Wording> {
        let tokens: Vec<_> = self
            .tokens
            .iter()
            .filter(|t| t.is.quoted)
            .copied()
            .collect();
        let content = tokens.iter().filter(|t| t.is_content()).count();
        (content >= QUOTED_MIN).then(|| Wording {
            text: self.text.clone(),
            tokens,
        })
    }
}
