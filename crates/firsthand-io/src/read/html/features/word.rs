//! What facts are called in the list: elements, what their names hint at, looks, and numbers by the range that they are in.

use super::Look;
use crate::read::html::hints::Hints;
use crate::read::html::outline::Tag;

pub(super) const HINTS: &[(Hints, &str)] = &[
    (Hints::COMMENT, "comment"),
    (Hints::RELATED, "related"),
    (Hints::PROMPT, "prompt"),
    (Hints::AD, "ad"),
    (Hints::NAVIGATION, "navigation"),
    (Hints::LEGAL, "legal"),
    (Hints::CAPTION, "caption"),
    (Hints::BYLINE, "byline"),
    (Hints::BODY, "body"),
    (Hints::TITLE, "title"),
    (Hints::SUBTITLE, "subtitle"),
    (Hints::BOX, "box"),
];

pub(super) const AROUND: &[(Tag, &str)] = &[
    (Tag::Nav, "nav"),
    (Tag::Header, "header"),
    (Tag::Footer, "footer"),
    (Tag::Aside, "aside"),
    (Tag::Article, "article"),
    (Tag::Main, "main"),
    (Tag::Form, "form"),
    (Tag::Li, "li"),
    (Tag::Figure, "figure"),
    (Tag::Blockquote, "blockquote"),
    (Tag::Table, "table"),
    (Tag::Select, "select"),
    (Tag::Button, "button"),
    (Tag::Textarea, "textarea"),
    (Tag::Figcaption, "figcaption"),
];

pub(super) fn tag_word(tag: Tag) -> &'static str {
    match tag {
        Tag::P => "p",
        Tag::Li => "li",
        Tag::Td | Tag::Th => "td",
        Tag::Div => "div",
        Tag::H1 => "h1",
        Tag::H2 => "h2",
        Tag::H3 => "h3",
        Tag::H4 | Tag::H5 | Tag::H6 => "h4",
        Tag::Dt | Tag::Dd => "dd",
        Tag::Figcaption | Tag::Caption => "figcaption",
        Tag::Blockquote => "blockquote",
        Tag::Html => "page",
        Tag::Pre => "pre",
        _ => "other",
    }
}

pub(super) fn look_word(look: Look) -> &'static str {
    match look {
        Look::Prose => "prose",
        Look::Sentence => "sentence",
        Look::Short => "short",
        Look::Linked => "link",
        Look::Edge => "edge",
    }
}

pub(super) fn bucket(words: u32) -> &'static str {
    match words {
        0..=1 => "1",
        2..=3 => "2",
        4..=6 => "4",
        7..=10 => "7",
        11..=16 => "11",
        17..=25 => "17",
        26..=40 => "26",
        _ => "41",
    }
}

pub(super) fn share(words: f32) -> &'static str {
    match words {
        w if w <= 0.0 => "none",
        w if w < 40.0 => "1",
        w if w < 100.0 => "40",
        w if w < 250.0 => "100",
        _ => "250",
    }
}
