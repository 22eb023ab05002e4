//! The elements of a text, their attributes and characters: as much of XML as entries of feeds need.

use super::{SECTIONS, closes};
use std::borrow::Cow;

/// An opening tag.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) whole: &'a str,
}

/// The elements of a text, in the order in which they open.
pub(super) struct Elements<'a> {
    rest: &'a str,
    /// Elements that were never closed.
    unclosed: u32,
}

/// Elements whose end is looked for in vain in one text; it is no XML that has more.
const UNCLOSED_MAX: u32 = 16;

impl<'a> Elements<'a> {
    pub(super) fn of(rest: &'a str) -> Self {
        Elements { rest, unclosed: 0 }
    }

    /// Goes on to behind the next opening tag.
    pub(super) fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let rest = &self.rest[self.rest.find('<')?..];
            if let Some((begin, end)) = SECTIONS.iter().find(|s| rest.starts_with(s.0)) {
                self.rest = rest[begin.len()..].split_once(end)?.1;
                continue;
            }
            let (whole, after) = rest.split_at(rest.find('>')? + 1);
            self.rest = after;
            let mut names = whole[1..].split(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
            let name = names.next().unwrap_or_default();
            if name.starts_with(char::is_alphabetic) {
                return Some(Tag { name, whole });
            }
        }
    }

    /// Goes on to behind the element whose opening tag was the last: what is in it.
    pub(super) fn inner(&mut self, tag: &Tag) -> &'a str {
        if tag.whole.ends_with("/>") || self.unclosed >= UNCLOSED_MAX {
            return "";
        }
        let Some((end, next)) = close(self.rest, tag.name) else {
            self.unclosed += 1;
            return "";
        };
        let inner = &self.rest[..end];
        self.rest = &self.rest[next..];
        inner
    }
}

/// Where the element `name`, whose tag is before `text`, ends: its closing tag and what follows it.
/// None of the elements that matter stands within one of its own name.
fn close(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        let open = at + text[at..].find('<')?;
        let rest = &text[open..];
        if let Some((begin, end)) = SECTIONS.iter().find(|s| rest.starts_with(s.0)) {
            at = open + begin.len() + rest[begin.len()..].find(end)? + end.len();
            continue;
        }
        let end = open + rest.find('>')? + 1;
        if closes(&text.as_bytes()[open..end], name) {
            return Some((open, end));
        }
        at = end;
    }
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let value = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let value = value.strip_prefix('=').map(str::trim_start);
        let (Some(true), Some(value)) = (before.map(char::is_whitespace), value) else {
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = value[1..].split(quote).next()?;
        return Some(unescape(value).into_owned()).filter(|v| !v.trim().is_empty());
    }
}

/// The characters of an element's content: sections as they are, the rest unescaped.
pub(super) fn unescaped(inner: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(inner.len()), inner);
    while let Some((before, section)) = rest.split_once("<![CDATA[") {
        out.push_str(&unescape(before));
        let (within, after) = section.split_once("]]>").unwrap_or((section, ""));
        out.push_str(within);
        rest = after;
    }
    out.push_str(&unescape(rest));
    out
}

/// Longest reference to a character, as "#x10FFFF".
const REFERENCE_BYTES_MAX: usize = 8;

/// The five entities of XML and numbered characters; what a feed declares itself stays as it is.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after
            .bytes()
            .take(REFERENCE_BYTES_MAX + 1)
            .position(|b| b == b';');
        let found = end.and_then(|end| Some((character(&after[..end])?, &after[end + 1..])));
        match found {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}
