//! Page to article, each page alone.

use super::{Article, Segment, SegmentKind, language, segments};
use crate::{Id, Page, Span, words};
use rayon::prelude::*;

/// Takes every page apart. Identical contents get ids with an occurrence number, in the order
/// given.
pub fn read(pages: Vec<Page>) -> Vec<Article> {
    let mut seen = rustc_hash::FxHashMap::<u128, u32>::default();
    let numbered: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let hash = xxhash_rust::xxh3::xxh3_128(page.content.as_bytes());
            let occurrence = seen.entry(hash).or_default();
            *occurrence += 1;
            (page, *occurrence)
        })
        .collect();
    numbered
        .into_par_iter()
        .map(|(page, occurrence)| one(page, occurrence))
        .collect()
}

/// Takes one page apart.
fn one(page: Page, occurrence: u32) -> Article {
    let content = &page.content;
    let lines = segments::lines(content, &page.marks);
    let segments = segments::tile(content, &lines);
    let language = language::of(
        &sample(content, &segments),
        page.declared.language.as_deref(),
    );
    Article {
        id: Id::of('a', [content.as_bytes(), &occurrence.to_le_bytes()]),
        title: page.declared.title.clone(),
        outlet: None,
        published: None,
        captured: page.captured,
        credits: Vec::new(),
        sentences: sentences(content, &segments, language.as_deref()),
        language,
        segments,
        page,
    }
}

/// The sentences of the article text.
pub(super) fn sentences(content: &str, segments: &[Segment], language: Option<&str>) -> Vec<Span> {
    segments
        .iter()
        .filter(|s| matches!(s.kind, SegmentKind::Body | SegmentKind::Subhead))
        .flat_map(|s| words::sentences(content, s.span, language))
        .collect()
}

/// The start of the article text, enough to tell its language by.
fn sample(content: &str, segments: &[Segment]) -> String {
    let mut out = String::new();
    for s in segments.iter().filter(|s| s.kind == SegmentKind::Body) {
        out.extend(s.span.of(content).chars().take(language::SAMPLE_BYTES));
        if out.len() >= language::SAMPLE_BYTES {
            break;
        }
    }
    out
}
