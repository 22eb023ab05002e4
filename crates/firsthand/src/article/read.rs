//! Page to article, each page alone.

use super::segments::Line;
use super::{
    Article, Outlet, Segment, SegmentKind, authors, credits, dating, furniture, language, segments,
    syndicated,
};
use crate::address::{host, unwrapped};
use crate::{Id, Interval, Page, Span, words};
use rayon::prelude::*;

/// Takes every page apart. Identical contents get ids with an occurrence number, in the order
/// given.
pub fn read(pages: Vec<Page>) -> Vec<Article> {
    let mut seen = rustc_hash::FxHashMap::<u128, u32>::default();
    let counted: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let hash = xxhash_rust::xxh3::xxh3_128(page.content.as_bytes());
            let occurrence = seen.entry(hash).or_default();
            *occurrence += 1;
            (page, *occurrence)
        })
        .collect();
    counted
        .into_par_iter()
        .map(|(page, occurrence)| numbered(page, occurrence))
        .collect()
}

/// Takes one page apart, as if there were no other.
///
/// ```
/// let page = firsthand::Page { content: "It rained in Sellmoor.".into(), ..Default::default() };
/// let alone = firsthand::article::one(page.clone());
/// assert_eq!(alone.id, firsthand::article::read(vec![page])[0].id);
/// ```
pub fn one(page: Page) -> Article {
    numbered(page, 1)
}

fn numbered(mut page: Page, occurrence: u32) -> Article {
    let archived = page
        .declared
        .url
        .as_deref()
        .and_then(|url| unwrapped(url).1);
    if let Some(day) = archived.filter(|_| page.captured.is_open()) {
        page.captured = Interval::day(day);
    }
    let content = &page.content;
    let declared = &page.declared;
    let lines = segments::lines(content, &page.marks);
    let language = language::of(&sample(content, &lines), declared.language.as_deref());
    let title = declared.title.as_deref();
    let marked = !page.marks.is_empty();
    let (lines, headline) = furniture::label(content, title, lines, marked, language.as_deref());
    let segments = segments::tile(content, &lines);
    let sentences = sentences(content, &segments, language.as_deref());
    let outlet = outlet(&page, &segments);
    let named = outlet.as_ref().map(|o| o.name.as_str());
    let (sources, url) = (&declared.syndicated_from, declared.url.as_deref());
    let from = syndicated::credits(content, &segments, sources, named, url);
    let published = dating::published(&page, &segments, &sentences, language.as_deref());
    Article {
        id: Id::of('a', [content.as_bytes(), &occurrence.to_le_bytes()]),
        title: declared.title.clone().or(headline),
        authors: authors::of(&page, &segments),
        outlet,
        captured: dating::captured(&page, &segments, published.as_ref(), language.as_deref()),
        published,
        credits: credits::find(content, &segments, &sentences, from),
        sentences,
        language,
        segments,
        page,
    }
}

/// The publisher: declared, else the host of the address, else whom the copyright line names.
fn outlet(page: &Page, segments: &[Segment]) -> Option<Outlet> {
    let holder = credits::copyright_holder(&page.content, segments);
    let declared = page
        .declared
        .outlet
        .clone()
        .or_else(|| Some(host(page.declared.url.as_deref()?)).filter(|h| is_host(h)));
    let name = declared.or_else(|| holder.map(|h| h.of(&page.content).to_owned()))?;
    Some(Outlet {
        name,
        evidence: holder.into_iter().collect(),
    })
}

/// Whether it can be the host of an outlet.
fn is_host(host: &str) -> bool {
    host.contains('.') && !host.contains(' ')
}

/// The sentences of the article text.
pub(super) fn sentences(content: &str, segments: &[Segment], language: Option<&str>) -> Vec<Span> {
    segments
        .iter()
        .filter(|s| s.kind.is_body())
        .flat_map(|s| words::sentences(content, s.span, language))
        .collect()
}

/// Text enough to tell the language by, from the longer lines of the body, which are the least
/// likely to be furniture.
fn sample(content: &str, lines: &[Line]) -> String {
    let mut out = String::new();
    let body = || {
        lines
            .iter()
            .filter(|l| l.kind == SegmentKind::Body)
            .map(|l| l.span.of(content))
    };
    let long = body().filter(|l| l.len() >= SAMPLE_LINE_BYTES_MIN);
    let short = body().filter(|l| l.len() < SAMPLE_LINE_BYTES_MIN);
    for line in long.chain(short) {
        out.extend(line.chars().take(language::SAMPLE_BYTES));
        out.push('\n');
        if out.len() >= language::SAMPLE_BYTES {
            break;
        }
    }
    out
}

/// From this length on a line is likelier a paragraph than a menu.
const SAMPLE_LINE_BYTES_MIN: usize = 120;

#[cfg(test)]
mod tests {
    use crate::article::CreditKind;
    use crate::{Declared, Page, article};

    #[test]
    fn a_declared_source_is_a_credit_where_the_text_names_it() {
        let content = "Bridge opens again\n\nThe old bridge reopened on Monday after two years of works, the city \
                       of Marrowby said, in a text that Delta Desk first carried on its pages.\n";
        let declared = Declared {
            outlet: Some("The Marrow".into()),
            syndicated_from: [
                "Delta Desk",
                "Marrow",
                "The Marrow",
                "https://wire.example/1",
            ]
            .map(str::to_owned)
            .to_vec(),
            ..Declared::default()
        };
        let page = Page {
            content: content.into(),
            declared,
            ..Page::default()
        };
        let article = article::read(vec![page]).remove(0);
        let credits: Vec<_> = article
            .credits
            .iter()
            .map(|c| (&*c.name, c.kind, c.span.of(content)))
            .collect();
        assert_eq!(credits, [("Delta Desk", CreditKind::Outlet, "Delta Desk")]);
    }
}
