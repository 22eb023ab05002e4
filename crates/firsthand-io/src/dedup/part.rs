//! From a record to what is held of it.

use super::{Input, Outlets};
use crate::read::{Column, Fields, Lines, published};
use firsthand::dedup::{Facts, Sketcher, Sketches};
use firsthand::{Page, Skipped, article};
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// What is wanted of records.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub(super) input: &'w Input,
    /// Whether their own ids are.
    pub(super) ids: bool,
    pub(super) outlets: &'w Outlets,
}

/// What some records make.
#[derive(Default)]
pub(super) struct Part {
    pub(super) sketches: Sketches,
    pub(super) unread: Vec<bool>,
    pub(super) ids: Vec<Box<str>>,
    pub(super) skipped: Vec<Skipped>,
}

impl Part {
    pub(super) fn line(
        &mut self,
        lines: &Lines,
        i: usize,
        wanted: Wanted,
        (sketcher, fields): (&mut Sketcher, &mut Fields),
    ) {
        if !lines.fields(i, fields) {
            self.page(lines.page(i), wanted, sketcher);
            // A page's own tie knows the hash of its bytes; a line's is told without.
            self.sketches.tie_last(tie_of_line(lines, i, None));
            return;
        }
        let id = fields.get(Column::Id);
        let told = [
            Column::Url,
            Column::Title,
            Column::Date,
            Column::Outlet,
            Column::Author,
        ];
        let facts = Facts {
            published: fields.get(Column::Date).and_then(published),
            fields: told.iter().filter(|c| fields.get(**c).is_some()).count() as u8,
            tie: tie_of_line(lines, i, id.is_none().then_some(wanted.input)),
            outlet: wanted
                .outlets
                .preference(fields.get(Column::Outlet), fields.get(Column::Url)),
        };
        let text = fields.get(Column::Text).unwrap_or_default();
        sketcher.add(text, facts, &mut self.sketches);
        self.unread.push(false);
        if wanted.ids {
            let id = id.map_or_else(|| wanted.input.shown(&lines.locator(i)), str::to_owned);
            self.ids.push(id.into());
        }
    }

    pub(super) fn page(
        &mut self,
        page: Result<Page, Skipped>,
        wanted: Wanted,
        sketcher: &mut Sketcher,
    ) {
        self.unread.push(page.is_err());
        let page = page.unwrap_or_else(|mut skipped| {
            skipped.locator = wanted.input.shown(&skipped.locator);
            self.skipped.push(skipped);
            Page::default()
        });
        let declared = &page.declared;
        let told = [
            &declared.url,
            &declared.title,
            &declared.published,
            &declared.outlet,
        ];
        let fields =
            told.iter().filter(|f| f.is_some()).count() + usize::from(!declared.authors.is_empty());
        let id = id_of(&page, wanted.input);
        let facts = Facts {
            published: declared.published.as_deref().and_then(published),
            fields: fields as u8,
            tie: tie_of_page(&page, &id),
            outlet: wanted
                .outlets
                .preference(declared.outlet.as_deref(), declared.url.as_deref()),
        };
        sketcher.add(&text_of(&page), facts, &mut self.sketches);
        if wanted.ids {
            self.ids.push(id.into());
        }
    }
}

/// The text of a page: of HTML what the newsroom wrote, as [`article::one`] tells it, of anything
/// else all of it.
pub(super) fn text_of(page: &Page) -> Cow<'_, str> {
    if page.marks.is_empty() {
        return Cow::Borrowed(&page.content);
    }
    let article = article::one(page.clone());
    let body: Vec<&str> = article.body().map(|s| s.of(article.content())).collect();
    match body.is_empty() {
        true => Cow::Borrowed(&page.content),
        false => Cow::Owned(body.join("\n")),
    }
}

/// The record's own id, or its place.
pub(super) fn id_of(page: &Page, input: &Input) -> String {
    let id = page.record.clone();
    id.unwrap_or_else(|| input.shown(&page.locator))
}

/// A hash of a page, and of its id.
pub(super) fn tie_of_page(page: &Page, id: &str) -> u64 {
    xxh3_64(format!("{} {id}", page.sha256).as_bytes())
}

/// A hash of a line, and of its place in the input where it has no id of its own.
pub(super) fn tie_of_line(lines: &Lines, i: usize, placed: Option<&Input>) -> u64 {
    let hash = xxh3_64(lines.line(i).trim_ascii());
    match placed {
        Some(input) => hash ^ xxh3_64(input.shown(&lines.locator(i)).as_bytes()),
        None => hash,
    }
}

/// Whether a line has this hash, with its place or without.
pub(super) fn is_line(lines: &Lines, i: usize, input: &Input, tie: u64) -> bool {
    tie_of_line(lines, i, None) == tie || tie_of_line(lines, i, Some(input)) == tie
}
