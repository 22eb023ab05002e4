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
    pub(super) time: Option<(String, bool)>,
    pub(super) meta: Option<(String, String)>,
    #[cfg(test)]
    pub(super) gold: Option<usize>,
}

impl Attribute {
    pub(super) fn read(tag: Tag, attributes: Attributes<'_>) -> Self {
        let mut out = Attribute::default();
        let (mut datetime, mut published, mut itemprop) = (None, false, None);
        for (name, value) in attributes.iter() {
            match name.to_ascii_lowercase().as_str() {
                "class" | "id" | "role" | "data-component" | "data-testid" => {
                    out.hints = out.hints | hints(&value);
                    #[cfg(test)]
                    if let Some(kind) = value.strip_prefix("x-nc-sel") {
                        out.gold = kind.get(..1).and_then(|k| k.parse().ok());
                    }
                }
                "itemprop" => {
                    out.hints = out.hints | hints(&value);
                    published |= value.eq_ignore_ascii_case("datePublished");
                    itemprop = Some(value.to_ascii_lowercase());
                }
                "pubdate" => published = true,
                "href" => out.href = true,
                "hidden" => out.hidden = !value.eq_ignore_ascii_case("until-found"),
                "style" => out.hidden |= hides(&value),
                "datetime" if tag == Tag::Time => datetime = Some(value.trim().to_owned()),
                "content" if itemprop.is_some() => {
                    let name = itemprop.take().unwrap_or_default();
                    out.meta = Some((name, value.trim().to_owned()));
                }
                _ => {}
            }
        }
        out.time = datetime.map(|d| (d, published));
        out
    }
}

/// Whether a style takes its element out of sight.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
