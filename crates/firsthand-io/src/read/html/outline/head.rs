//! What the page says of itself in elements that show nothing: language, metadata, canonical address.

use super::super::token::Attributes;
use super::{Gap, Reader, Tag};

impl Reader {
    pub(super) fn page(&mut self, tag: Tag, attributes: Attributes<'_>) {
        if tag == Tag::Html && self.out.head.language.is_none() {
            let mut lang = attributes.iter().filter(|(n, v)| {
                !v.trim().is_empty()
                    && (n.eq_ignore_ascii_case("lang") || n.eq_ignore_ascii_case("xml:lang"))
            });
            self.out.head.language = lang.next().map(|(_, v)| v.trim().to_owned());
        }
        self.part(Gap::Block);
    }

    pub(super) fn meta(&mut self, attributes: Attributes<'_>) {
        let (mut name, mut content) = (None, None);
        for (n, v) in attributes.iter() {
            match n.to_ascii_lowercase().as_str() {
                "name" | "property" | "itemprop" | "http-equiv" if name.is_none() => {
                    name = Some(v.trim().to_ascii_lowercase());
                }
                "content" => content = Some(v.trim().to_owned()),
                _ => {}
            }
        }
        if let (Some(name), Some(content)) = (name, content)
            && !content.is_empty()
        {
            self.out.head.meta.push((name, content));
        }
    }

    pub(super) fn link(&mut self, attributes: Attributes<'_>) {
        let value = |name: &str| {
            let mut all = attributes.iter();
            all.find(|(n, _)| n.eq_ignore_ascii_case(name))
                .map(|(_, v)| v)
        };
        let canonical = value("rel").is_some_and(|r| {
            r.split_ascii_whitespace()
                .any(|r| r.eq_ignore_ascii_case("canonical"))
        });
        if canonical && self.out.head.canonical.is_none() {
            self.out.head.canonical = value("href").map(|h| h.trim().to_owned());
        }
    }
}
