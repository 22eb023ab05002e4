//! What was read, before anything is understood: text, where it came from, and what it declares
//! about itself.

use crate::time::Interval;
use crate::{SegmentKind, Span};

/// One page as a reader hands it over. Building one is the business of a reader; the library only
/// takes it apart.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Where it was read, as the user named it: a path, a path and a line, an address.
    pub locator: String,
    /// The record's own id, where the input has records that have one.
    pub record: Option<String>,
    /// SHA-256 of the bytes that were read, in lower-case hex.
    pub sha256: String,
    /// The text as decoded; of an HTML page the text that was extracted, blocks separated by line
    /// breaks. Never changed afterwards: every span of every finding points into it.
    pub content: String,
    /// What the page or its record says about itself outside of `content`.
    pub declared: Declared,
    /// What the markup said about spans of `content`, in order; empty where there is no markup.
    pub marks: Vec<Mark>,
    /// When the page was taken, as far as its collector tells.
    pub captured: Interval,
}

impl Page {
    /// What all versions of the page have in common: its address without scheme, anchor and what tells
    /// who linked to it, and out of an archive's wrapper. `None` where it declares no address, and for a
    /// site's front page, on which one article follows another.
    ///
    /// ```
    /// let mut page = firsthand::Page::default();
    /// page.declared.url = Some("https://post.example/fire?utm_source=feed#photos".into());
    /// assert_eq!(page.address().as_deref(), Some("post.example/fire?"));
    /// ```
    pub fn address(&self) -> Option<String> {
        crate::address::page(self.declared.url.as_deref()?)
    }
}

/// Metadata that a page or record declares, unparsed.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Address of the page.
    pub url: Option<String>,
    /// Headline, without the outlet's name where that can be told.
    pub title: Option<String>,
    /// Name of the publisher.
    pub outlet: Option<String>,
    /// Authors, one a name.
    pub authors: Vec<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Date of publication as it is written.
    pub published: Option<String>,
    /// Where the page says that its text was first published (`syndication-source`,
    /// `original-source`, `isBasedOn`, `sourceOrganization`): names or addresses.
    pub syndicated_from: Vec<String>,
}

/// A span of `content` that the markup gives a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The span, usually one block.
    pub span: Span,
    /// Its kind by the markup alone.
    pub kind: SegmentKind,
}

/// A page that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// As in [`Page::locator`].
    pub locator: String,
    /// A sentence for the user.
    pub reason: String,
}

/// Pages of these texts, `paper-0.txt` and so on.
#[cfg(test)]
pub(crate) fn papers(texts: &[&str]) -> Vec<Page> {
    let page = |(at, text): (usize, &&str)| Page {
        locator: format!("paper-{at}.txt"),
        sha256: format!("{at:064x}"),
        content: (*text).to_owned(),
        ..Page::default()
    };
    texts.iter().enumerate().map(page).collect()
}
