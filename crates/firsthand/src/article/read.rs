//! Page to article, each page alone.

use super::{Article, Segment, SegmentKind};
use crate::{Id, Page, Span};

/// Takes every page apart. Identical contents get ids with an occurrence number, in the order
/// given.
pub fn read(pages: Vec<Page>) -> Vec<Article> {
    let mut seen = rustc_hash::FxHashMap::<String, u32>::default();
    pages
        .into_iter()
        .map(|page| {
            let occurrence = seen.entry(page.content.clone()).or_default();
            *occurrence += 1;
            let id = Id::of('a', [page.content.as_bytes(), &occurrence.to_le_bytes()]);
            let segments = match page.content.len() {
                0 => Vec::new(),
                n => vec![Segment {
                    kind: SegmentKind::Body,
                    span: Span::new(0, n),
                }],
            };
            Article {
                id,
                title: page.declared.title.clone(),
                language: None,
                outlet: None,
                published: None,
                captured: page.captured,
                segments,
                credits: Vec::new(),
                page,
            }
        })
        .collect()
}
