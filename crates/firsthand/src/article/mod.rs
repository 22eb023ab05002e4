//! An article: a page's journalistic text and metadata. Which part of this page did the newsroom
//! write, who published it, when, and whom does it credit?

mod authors;
mod calendar;
#[cfg(test)]
mod cases;
mod credits;
pub mod dates;
mod dating;
mod furniture;
mod heading;
mod language;
mod lexicon;
mod prefix;
mod read;
mod relabel;
mod segments;
mod shown;
mod syndicated;

pub use read::{one, read};
pub use relabel::relabel;

use crate::time::Interval;
use crate::{Id, Page, Span};

/// Index of an article in the pile's canonical order.
pub type ArticleIx = usize;

/// A page that has been taken apart.
///
/// # Invariants
/// `segments` are in order, touch without gap or overlap and cover `page.content`; none is empty.
#[derive(Clone, Debug)]
pub struct Article {
    /// Hash of the content, with an occurrence number where pages are identical.
    pub id: Id,
    /// What it was read from.
    pub page: Page,
    /// Headline, from metadata or from the text.
    pub title: Option<String>,
    /// Who wrote it, by metadata or a byline: a name each.
    pub authors: Vec<String>,
    /// ISO 639-1 code (639-3 where there is none).
    pub language: Option<String>,
    /// The publisher.
    pub outlet: Option<Outlet>,
    /// When it was published, as far as anything tells.
    pub published: Option<Dating>,
    /// Bounds on when the page was taken.
    pub captured: Interval,
    /// Every character of the content, by kind.
    pub segments: Vec<Segment>,
    /// Whom the article as a whole credits.
    pub credits: Vec<Credit>,
    /// The sentences of the article text (body and subheads), in order, edge white space excluded;
    /// none runs over a line break or a segment's edge. Split once here, for every later stage.
    pub sentences: Vec<Span>,
}

impl Article {
    /// The text that every span points into.
    pub fn content(&self) -> &str {
        &self.page.content
    }

    /// A few words that tell a reader which article is meant: its outlet with the record or file, else that alone.
    pub(crate) fn label(&self) -> String {
        let file = (self.page.locator.rsplit(['/', '\\']).next()).unwrap_or_default();
        let place = self.page.record.as_deref().unwrap_or(file);
        match &self.outlet {
            Some(outlet) => format!("{} ({place})", outlet.name),
            None => place.to_owned(),
        }
    }

    /// The spans of article text (body and subheads), edge white space excluded, in order.
    pub fn body(&self) -> impl Iterator<Item = Span> + '_ {
        self.segments
            .iter()
            .filter(|s| s.kind.is_body())
            .map(|s| s.span.trim(self.content()))
            .filter(|s| !s.is_empty())
    }

    /// Whether a span stands in one of the segments of article text.
    pub(crate) fn in_body(&self, span: Span) -> bool {
        self.segment_at(span.start())
            .is_some_and(|s| s.kind.is_body() && s.span.contains(span))
    }

    fn segment_at(&self, at: usize) -> Option<&Segment> {
        let i = self.segments.partition_point(|s| s.span.end() <= at);
        self.segments.get(i)
    }
}

/// What a stretch of a page is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SegmentKind {
    /// The article's own title.
    Headline,
    /// A title within the article.
    Subhead,
    /// Who wrote it, and what stands on that line.
    Byline,
    /// Place and date before the lead, collectors' date prefixes included.
    Dateline,
    /// Article text.
    Body,
    /// Words under a picture.
    Caption,
    /// Whom the text or picture is from ("Source: Focus", "Photo: …").
    Credit,
    /// A headline and lead of another article, inside this one.
    Teaser,
    /// Links to other articles.
    Related,
    /// Readers' words, and the form for them.
    Comment,
    /// Requests to the reader: subscribe, share, report an error.
    Prompt,
    /// Menus, section names, paths.
    Navigation,
    /// Copyright, terms, rules.
    Legal,
    /// The newsroom's own note that it changed the text.
    Correction,
}

impl SegmentKind {
    /// Whether it is article text.
    pub fn is_body(self) -> bool {
        matches!(self, SegmentKind::Body | SegmentKind::Subhead)
    }
}

/// A span of the page with one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it stands; white space belongs to the segment before it.
    pub span: Span,
}

/// A publisher.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outlet {
    /// As written, or the host of the address.
    pub name: String,
    /// Where the text names it; empty when metadata or the address does.
    pub evidence: Vec<Span>,
}

/// When an article was published and what tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dating {
    /// The days it may have been.
    pub when: Interval,
    /// Where the text says so; empty when metadata or the address does.
    pub evidence: Vec<Span>,
    /// What kind of evidence it is.
    pub how: How,
}

/// What dates an article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum How {
    /// Metadata of the page or record.
    Declared,
    /// A byline, dateline or update line.
    Byline,
    /// A prefix or field that the collector of the pile added.
    Collector,
    /// A date in the address.
    Url,
    /// Words of the article text.
    Text,
    /// The date of a copy.
    Copy,
    /// Only bounds, from what the article refers to.
    Bound,
}

/// A credit to someone else for the article or a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credit {
    /// As written; of an agency its one name, however it is written.
    pub name: String,
    /// What it is.
    pub kind: CreditKind,
    /// Where.
    pub span: Span,
}

/// What is credited.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CreditKind {
    /// A wire.
    Agency,
    /// Another publisher.
    Outlet,
    /// A release, filing, report.
    Document,
    /// A person or body that spoke.
    Person,
    /// "Newsroom", "Agencies", "Staff": no one that can be told apart.
    Unnamed,
}
