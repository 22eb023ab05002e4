//! What the attributes of an element tell: its hints, whether it is shown, times and metadata.

use super::super::hints::{Hints, hints};
use super::super::token::Attributes;
use super::Tag;

/// What the attributes of one element say.
#[derive(Default)]
pub(super) struct Attribute {
    pub(super) hints: Hints,
    pub(super) hidden: bool,
    pub(super) href: bool,
    /// Whether what it holds is called the author.
    pub(super) author: bool,
    pub(super) time: Option<(String, bool)>,
    pub(super) meta: Option<(String, String)>,
    #[cfg(test)]
    pub(super) gold: Option<usize>,
}

impl Attribute {
    pub(super) fn read(tag: Tag, attributes: Attributes<'_>) -> Self {
        let mut out = Attribute::default();
        let (mut datetime, mut published, mut itemprop) = (None, false, None);
        let times = matches!(tag, Tag::Time | Tag::Abbr);
        for (name, value) in attributes.iter() {
            match name.to_ascii_lowercase().as_str() {
                "class" | "id" | "role" | "data-component" | "data-testid" => {
                    out.hints = out.hints | hints(&value);
                    published |= times && dates_publication(&value);
                    #[cfg(test)]
                    if let Some(kind) = value.strip_prefix("x-nc-sel") {
                        out.gold = kind.get(..1).and_then(|k| k.parse().ok());
                    }
                }
                "itemprop" => {
                    out.hints = out.hints | hints(&value);
                    published |= value.eq_ignore_ascii_case("datePublished");
                    out.author |= value.eq_ignore_ascii_case("author");
                    itemprop = Some(value.to_ascii_lowercase());
                }
                "property" => {
                    let name = value.rsplit(':').next().unwrap_or_default();
                    itemprop = Some(name.to_ascii_lowercase());
                }
                "pubdate" => published = true,
                "href" => {
                    out.href = true;
                    let path = value.to_ascii_lowercase();
                    out.author |= AUTHOR_PATHS.iter().any(|p| path.contains(p));
                }
                "rel" => out.author |= value.split_ascii_whitespace().any(|r| r == "author"),
                "hidden" => out.hidden = !value.eq_ignore_ascii_case("until-found"),
                "style" => out.hidden |= hides(&value),
                // The microformat of blogs: <abbr class="published" title="2031-02-04">.
                "title" if tag == Tag::Abbr && is_day(&value) => {
                    datetime = Some(value.trim().to_owned())
                }
                "datetime" if tag == Tag::Time => datetime = Some(value.trim().to_owned()),
                "content" if itemprop.is_some() => {
                    let name = itemprop.take().unwrap_or_default();
                    out.meta = Some((name, value.trim().to_owned()));
                }
                _ => {}
            }
        }
        // A short form with a day may be of anything.
        out.time = datetime
            .map(|d| (d, published))
            .filter(|t| t.1 || tag == Tag::Time);
        out
    }
}

/// Parts of the addresses of pages about authors.
const AUTHOR_PATHS: [&str; 6] = [
    "/author/",
    "/autor/",
    "/autoren/",
    "/authors/",
    "/auteur/",
    "/autore/",
];

/// Whether a value begins with a day as machines write it.
fn is_day(value: &str) -> bool {
    let day = value.trim().as_bytes().get(..10);
    let at = |i: usize, b: u8| {
        if matches!(i, 4 | 7) {
            b == b'-'
        } else {
            b.is_ascii_digit()
        }
    };
    day.is_some_and(|d| d.iter().enumerate().all(|(i, b)| at(i, *b)))
}

/// Whether the class of a `time` says that it is of publication.
fn dates_publication(names: &str) -> bool {
    let names = names.to_ascii_lowercase();
    names.contains("publish") && !names.contains("updated") || names.contains("entry-date")
}

/// Whether a style takes its element out of sight.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
