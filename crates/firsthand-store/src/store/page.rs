//! How is a page kept? As JSON, packed: fields have names, so that a later version reads what an earlier one
//! wrote. What is asked for by SQL stands in columns beside it.

use firsthand::{Declared, Mark, Page, SegmentKind, Span};
use firsthand_io::json::segment_kind;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::Read;
use zstd::bulk::Compressor;
use zstd::zstd_safe::DCtx;

/// How hard zstd tries: 3 packs the articles of a news pile to 0.45 of their size at 200 MB/s.
const LEVEL: i32 = 3;

/// The most that a page unpacks to: what readers allow, and room for what it declares.
const BYTES_MAX: u64 = 4 * firsthand_io::PAGE_BYTES_MAX as u64;

/// Every kind that a mark may have.
const KINDS: [SegmentKind; 14] = [
    SegmentKind::Headline,
    SegmentKind::Subhead,
    SegmentKind::Byline,
    SegmentKind::Dateline,
    SegmentKind::Body,
    SegmentKind::Caption,
    SegmentKind::Credit,
    SegmentKind::Teaser,
    SegmentKind::Related,
    SegmentKind::Comment,
    SegmentKind::Prompt,
    SegmentKind::Navigation,
    SegmentKind::Legal,
    SegmentKind::Correction,
];

thread_local! {
    /// What zstd needs to work, which for a short page takes longer to make than the work.
    static PACKING: RefCell<Compressor<'static>> =
        RefCell::new(Compressor::new(LEVEL).expect("a level that zstd has"));
    static UNPACKING: RefCell<DCtx<'static>> = RefCell::new(DCtx::create());
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept<'a> {
    content: Cow<'a, str>,
    /// First byte, length, kind.
    marks: Vec<(usize, usize, Cow<'a, str>)>,
    url: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    outlet: Option<Cow<'a, str>>,
    authors: Vec<Cow<'a, str>>,
    language: Option<Cow<'a, str>>,
    published: Option<Cow<'a, str>>,
    syndicated_from: Vec<Cow<'a, str>>,
}

/// The text of `page` and what was said of it, packed.
pub fn pack(page: &Page) -> Vec<u8> {
    fn one(value: &Option<String>) -> Option<Cow<'_, str>> {
        value.as_deref().map(Cow::from)
    }
    fn all(values: &[String]) -> Vec<Cow<'_, str>> {
        values.iter().map(|v| v.as_str().into()).collect()
    }
    let mark = |m: &Mark| (m.span.start(), m.span.len(), segment_kind(m.kind).into());
    let declared = &page.declared;
    let kept = Kept {
        content: page.content.as_str().into(),
        marks: page.marks.iter().map(mark).collect(),
        url: one(&declared.url),
        title: one(&declared.title),
        outlet: one(&declared.outlet),
        authors: all(&declared.authors),
        language: one(&declared.language),
        published: one(&declared.published),
        syndicated_from: all(&declared.syndicated_from),
    };
    packed(&kept)
}

/// Anything made of texts and numbers, as packed JSON.
pub(super) fn packed(value: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_vec(value).expect("texts and numbers are JSON");
    let mut packed = PACKING
        .with_borrow_mut(|p| p.compress(&json))
        .expect("memory takes what is written to it");
    // It has room for what does not pack, and an addition keeps all of its pages until they are written.
    packed.shrink_to_fit();
    packed
}

/// The JSON that was packed; `None` where it is damaged, or larger than any page.
pub(super) fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    UNPACKING.with_borrow_mut(|context| {
        let mut json = Vec::new();
        let reader = zstd::Decoder::with_context(packed, context);
        reader.take(BYTES_MAX).read_to_end(&mut json).ok()?;
        Some(json)
    })
}

/// The page that was packed, without what stands in columns; `None` where it is damaged.
pub fn unpack(packed: &[u8]) -> Option<Page> {
    let json = unpacked(packed)?;
    let kept: Kept = serde_json::from_slice(&json).ok()?;
    let own = |value: Option<Cow<str>>| value.map(Cow::into_owned);
    let marks: Option<Vec<Mark>> = kept.marks.iter().map(|m| mark(&kept.content, m)).collect();
    Some(Page {
        marks: marks?,
        declared: Declared {
            url: own(kept.url),
            title: own(kept.title),
            outlet: own(kept.outlet),
            authors: kept.authors.into_iter().map(Cow::into_owned).collect(),
            language: own(kept.language),
            published: own(kept.published),
            syndicated_from: kept
                .syndicated_from
                .into_iter()
                .map(Cow::into_owned)
                .collect(),
        },
        content: kept.content.into_owned(),
        ..Page::default()
    })
}

/// A mark that slices `content`.
fn mark(content: &str, (start, len, kind): &(usize, usize, Cow<str>)) -> Option<Mark> {
    let end = start.checked_add(*len)?;
    content.get(*start..end)?;
    Some(Mark {
        span: Span::new(*start, end),
        kind: KINDS.into_iter().find(|k| segment_kind(*k) == kind)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_back_as_it_was() {
        let marks = KINDS.iter().enumerate().map(|(i, kind)| Mark {
            span: Span::new(i, i + 1),
            kind: *kind,
        });
        let page = Page {
            content: "Ferry \0stopped at Łódź \"for good\" 🚢".into(),
            marks: marks.collect(),
            declared: Declared {
                url: Some("https://post.example/1".into()),
                title: Some("Ferry".into()),
                outlet: Some("Post".into()),
                authors: vec!["A. Crane".into(), "B. Crane".into()],
                language: Some("en".into()),
                published: Some("2031-05-08".into()),
                syndicated_from: vec!["Norda".into()],
            },
            ..Page::default()
        };
        let back = unpack(&pack(&page)).expect("a page");
        assert_eq!(format!("{page:?}"), format!("{back:?}"));
    }

    #[test]
    fn damage_is_told() {
        let page = Page {
            content: "Łódź".into(),
            marks: vec![Mark {
                span: Span::new(0, 2),
                kind: SegmentKind::Body,
            }],
            ..Page::default()
        };
        let mut packed = pack(&page);
        let at = packed.len() / 2;
        packed.truncate(at);
        assert!(unpack(&packed).is_none());
        let json = r#"{"content":"Łódź","marks":[[1,2,"body"]]}"#;
        let off = zstd::encode_all(json.as_bytes(), LEVEL).expect("packed");
        assert!(unpack(&off).is_none(), "a mark that cuts a character");
    }
}
