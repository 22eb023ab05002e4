//! Tags and text out of markup, in one pass. Which characters are text, and which are tags?
//!
//! Follows the tokenisation of the WHATWG HTML standard (section 13.2.5) with three departures, each
//! for speed or for damaged pages: attributes are left unparsed until somebody asks; a comment that
//! never ends is closed at the next `>`; a raw-text element that never ends is closed at once.
//! html5ever is not used: its tree construction takes quadratic time on deep nesting, and needs a
//! tree that this reader does not.

use markup5ever::data::NAMED_ENTITIES;
use std::borrow::Cow;

/// A piece of markup.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum Token<'a> {
    /// Text with its character references.
    Text(&'a str),
    /// A start tag: its name as written, and its attributes.
    Open(&'a str, Attributes<'a>),
    /// An end tag.
    Close(&'a str),
    /// What stands inside an element whose content is not markup; its tags come before and after.
    Raw(&'a str),
}

/// The attributes of a start tag, unparsed.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) struct Attributes<'a>(&'a str);

/// Elements whose content is not markup, as browsers that run scripts see them.
const RAW: [&str; 9] = [
    "script", "style", "title", "textarea", "noscript", "iframe", "noframes", "noembed", "xmp",
];

/// The longest character reference of the standard, without `&`.
const REFERENCE_BYTES_MAX: usize = 32;

/// Takes markup apart from left to right.
pub(super) struct Tokens<'a> {
    input: &'a str,
    at: usize,
    /// The raw-text element that was just opened.
    raw: Option<&'static str>,
    /// Raw-text elements that no end tag follows any more, and whether a comment end does.
    unclosed: [bool; RAW.len()],
    comments_end: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(input: &'a str) -> Self {
        Tokens {
            input,
            at: 0,
            raw: None,
            unclosed: [false; RAW.len()],
            comments_end: true,
        }
    }

    /// The content of the raw-text element `name`, up to its end tag.
    fn raw(&mut self, name: &'static str) -> Option<Token<'a>> {
        let slot = RAW.iter().position(|n| *n == name)?;
        if self.unclosed[slot] {
            return None;
        }
        let rest = &self.input[self.at..];
        let bytes = rest.as_bytes();
        let end = memchr::memchr_iter(b'<', bytes).find(|i| {
            let tag = &bytes[i + 1..];
            tag.first() == Some(&b'/')
                && tag.len() > name.len()
                && tag[1..=name.len()].eq_ignore_ascii_case(name.as_bytes())
                && !tag
                    .get(name.len() + 1)
                    .is_some_and(u8::is_ascii_alphanumeric)
        });
        match end {
            Some(end) => {
                self.at += end;
                Some(Token::Raw(&rest[..end]))
            }
            None => {
                self.unclosed[slot] = true;
                None
            }
        }
    }

    /// Reads the tag, comment or declaration at `<`. `None` where the `<` is text; an inner `None`
    /// where there is nothing to see.
    fn markup(&mut self) -> Option<Option<Token<'a>>> {
        let rest = &self.input[self.at..];
        let bytes = rest.as_bytes();
        match (bytes.get(1)?, bytes.get(2)) {
            (b'!', _) if rest.starts_with("<!--") => {
                self.at += self.comment(rest);
                Some(None)
            }
            (b'!' | b'?', _) => {
                self.at += past(bytes, b'>');
                Some(None)
            }
            (b'/', Some(c)) if c.is_ascii_alphabetic() => {
                let name = name(&rest[2..]);
                self.at += 2 + tag_end(&bytes[2..]);
                Some(Some(Token::Close(name)))
            }
            (b'/', Some(_)) => {
                self.at += past(bytes, b'>');
                Some(None)
            }
            (c, _) if c.is_ascii_alphabetic() => {
                let name = name(&rest[1..]);
                let end = 1 + tag_end(&bytes[1..]);
                self.at += end;
                self.raw = RAW.iter().find(|n| n.eq_ignore_ascii_case(name)).copied();
                let inner = rest[1 + name.len()..end].trim_end_matches('>');
                Some(Some(Token::Open(name, Attributes(inner))))
            }
            _ => None,
        }
    }

    /// The length of the comment that `rest` begins with.
    fn comment(&mut self, rest: &str) -> usize {
        for short in ["<!-->", "<!--->"] {
            if rest.starts_with(short) {
                return short.len();
            }
        }
        if self.comments_end {
            if let Some(end) = memchr::memmem::find(&rest.as_bytes()[4..], b"-->") {
                return 4 + end + 3;
            }
            self.comments_end = false;
        }
        past(rest.as_bytes(), b'>')
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(raw) = self.raw.take().and_then(|name| self.raw(name)) {
            return Some(raw);
        }
        while self.at < self.input.len() {
            let bytes = &self.input.as_bytes()[self.at..];
            if bytes[0] == b'<' {
                match self.markup() {
                    Some(Some(token)) => return Some(token),
                    Some(None) => continue,
                    None => {}
                }
            }
            let end = 1 + memchr::memchr(b'<', &bytes[1..]).unwrap_or(bytes.len() - 1);
            let text = &self.input[self.at..self.at + end];
            self.at += end;
            return Some(Token::Text(text));
        }
        None
    }
}

/// How far it is past the next `byte`.
fn past(bytes: &[u8], byte: u8) -> usize {
    memchr::memchr(byte, bytes).map_or(bytes.len(), |i| i + 1)
}

/// The tag name at the start of `s`.
fn name(s: &str) -> &str {
    let end = s
        .bytes()
        .position(|b| b.is_ascii_whitespace() || b == b'/' || b == b'>');
    &s[..end.unwrap_or(s.len())]
}

/// How far it is past the `>` that ends a tag; one inside a quoted value does not.
fn tag_end(bytes: &[u8]) -> usize {
    let mut at = 0;
    let mut value_next = false;
    while let Some(&b) = bytes.get(at) {
        at += 1;
        match b {
            b'>' => return at,
            b'=' => value_next = true,
            b'"' | b'\'' if value_next => {
                at += past(&bytes[at..], b);
                value_next = false;
            }
            b if b.is_ascii_whitespace() => {}
            _ => value_next = false,
        }
    }
    at
}

impl<'a> Attributes<'a> {
    /// Whether the tag ends in `/>`.
    pub(super) fn close_themselves(self) -> bool {
        self.0.ends_with('/')
    }

    /// The names as written and the values, decoded.
    pub(super) fn iter(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest[first..]
                .find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=')
                .map_or(rest.len(), |i| first + i);
            let (name, after) = rest.split_at(end);
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let Some(value) = after.strip_prefix('=') else {
                rest = after;
                return Some((name, Cow::Borrowed("")));
            };
            let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(q) => value[1..].split_once(q).unwrap_or((&value[1..], "")),
                None => {
                    let end = value.find(|c: char| c.is_ascii_whitespace());
                    value.split_at(end.unwrap_or(value.len()))
                }
            };
            rest = after;
            Some((name, decoded(value, true)))
        })
    }
}

/// `text` with its character references replaced.
pub(super) fn decoded(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut next = Some(first);
    while let Some(at) = next {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(&rest[1..], in_attribute) {
            Some((chars, length)) => {
                out.extend(chars.into_iter().flatten());
                rest = &rest[1 + length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
        next = memchr::memchr(b'&', rest.as_bytes());
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The characters that the reference at the start of `s` stands for, and its length.
fn reference(s: &str, in_attribute: bool) -> Option<([Option<char>; 2], usize)> {
    if let Some(number) = s.strip_prefix('#') {
        return numeric(number).map(|(c, length)| ([Some(c), None], length + 1));
    }
    let bytes = s.as_bytes();
    let mut found = None;
    for end in 1..=REFERENCE_BYTES_MAX.min(s.len()) {
        if !bytes[end - 1].is_ascii_alphanumeric() && bytes[end - 1] != b';' {
            break;
        }
        match NAMED_ENTITIES.get(&s[..end]) {
            Some((0, _)) => {}
            Some((a, b)) => found = Some((a, b, end)),
            None => break,
        }
    }
    let (a, b, end) = found?;
    let goes_on = bytes
        .get(end)
        .is_some_and(|c| *c == b'=' || c.is_ascii_alphanumeric());
    if in_attribute && bytes[end - 1] != b';' && goes_on {
        return None;
    }
    let second = Some(*b).filter(|b| *b != 0).and_then(char::from_u32);
    Some(([char::from_u32(*a), second], end))
}

/// The character of a numeric reference without `&#`, and its length.
fn numeric(s: &str) -> Option<(char, usize)> {
    let (digits, radix, before) = match s.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 1),
        None => (s, 10, 0),
    };
    let end = digits.bytes().position(|b| !char::from(b).is_digit(radix));
    let end = end.unwrap_or(digits.len());
    if end == 0 {
        return None;
    }
    let code = digits[..end].bytes().fold(0u32, |n, b| {
        let digit = char::from(b).to_digit(radix).unwrap_or(0);
        n.saturating_mul(radix).saturating_add(digit)
    });
    let c = match code {
        0 => '\u{fffd}',
        // Numbers of the C1 range are meant as Windows-1252.
        0x80..=0x9F => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[code as u8])
            .0
            .chars()
            .next()?,
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    let semicolon = usize::from(digits[end..].starts_with(';'));
    Some((c, before + end + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markup: &str, expect: &str) {
        let got: Vec<_> = Tokens::new(markup)
            .map(|t| match t {
                Token::Text(t) => format!("{:?}", decoded(t, false)),
                Token::Raw(t) => format!("raw {t:?}"),
                Token::Close(n) => format!("/{n}"),
                Token::Open(n, a) => {
                    let a: Vec<_> = a.iter().map(|(n, v)| format!(" {n}={v}")).collect();
                    format!("{n}{}", a.concat())
                }
            })
            .collect();
        assert_eq!(got.join(" | "), expect);
    }

    #[test]
    fn tags_text_and_raw_text() {
        check(
            "a<B x=1 y='2>3' z>b</B >",
            r#""a" | B x=1 y=2>3 z= | "b" | /B"#,
        );
        check("1 < 2 <3", r#""1 " | "< 2 " | "<3""#);
        check(
            "<script>if (a</b>'</p>')</SCRIPT>c",
            r#"script | raw "if (a</b>'</p>')" | /SCRIPT | "c""#,
        );
        check(
            "<title>never closed <p>x",
            r#"title | "never closed " | p | "x""#,
        );
        check(
            "a<!-- <p> -->b<!doctype x>c<!-->d<!-- open > e",
            r#""a" | "b" | "c" | "d" | " e""#,
        );
    }

    #[test]
    fn character_references() {
        check(
            "&lt;&eacute;&#8217;&#x41;&#146;&nosuch; &amp &notit;",
            "\"<é’A’&nosuch; & ¬it;\"",
        );
        check("<a href='?a=1&copy=2&amp;b'>", "a href=?a=1&copy=2&b");
    }
}
