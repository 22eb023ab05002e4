//! A JSON record whose strings are what is wanted of it: between quotation marks and backslashes they are
//! copied as they are.
//!
//! Only for lines in which nothing is unusual; of any other, even if it is a record, `None` is told,
//! and a full reader has to look. What is told is what that one would tell: a property test in
//! `lines` compares them.

use memchr::{memchr, memchr2};
use serde::de::IgnoredAny;

/// Hands on the name and the value of every field, in order. `each` has to read the value, and may
/// stop with `None`.
pub(super) fn each_field(
    line: &[u8],
    mut each: impl FnMut(&str, &mut Reader) -> Option<()>,
) -> Option<()> {
    // A loop that the compiler makes a few instructions for sixteen bytes.
    if line.iter().fold(u8::MAX, |least, byte| least.min(*byte)) < b' ' {
        return None;
    }
    let rest = simdutf8::basic::from_utf8(line).ok()?;
    let mut reader = Reader { rest };
    reader.token('{')?;
    if reader.token('}').is_none() {
        loop {
            reader.token('"')?;
            let end = memchr2(b'"', b'\\', reader.rest.as_bytes())?;
            let name = &reader.rest[..end];
            reader.rest = reader.rest[end..].strip_prefix('"')?;
            reader.token(':')?;
            each(name, &mut reader)?;
            if reader.token(',').is_none() {
                break reader.token('}')?;
            }
        }
    }
    reader.rest.trim_matches(' ').is_empty().then_some(())
}

/// What is left of a line.
pub(super) struct Reader<'l> {
    rest: &'l str,
}

impl<'l> Reader<'l> {
    fn token(&mut self, token: char) -> Option<()> {
        self.rest = self.rest.trim_start_matches(' ').strip_prefix(token)?;
        Some(())
    }

    /// Adds the string that is next to `into`; false where a value of another kind is next.
    pub(super) fn string(&mut self, into: &mut String) -> Option<bool> {
        if self.token('"').is_none() {
            return Some(false);
        }
        loop {
            let at = memchr2(b'"', b'\\', self.rest.as_bytes())?;
            into.push_str(&self.rest[..at]);
            let is_end = self.rest.as_bytes()[at] == b'"';
            self.rest = &self.rest[at + 1..];
            if is_end {
                return Some(true);
            }
            let escaped = self.escaped()?;
            into.push(escaped);
        }
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let kind = *self.rest.as_bytes().first()?;
        let plain = match kind {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => char::from(kind),
            b'u' => {
                let mut unit = self.unit(1)?;
                let mut length = 5;
                if (0xD800..0xDC00).contains(&unit) && self.rest[length..].starts_with("\\u") {
                    let low = self.unit(length + 2)?;
                    let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
                    unit = 0x1_0000 + ((unit - 0xD800) << 10 | low);
                    length += 6;
                }
                // Half of a pair is none.
                let c = char::from_u32(unit)?;
                self.rest = &self.rest[length..];
                return Some(c);
            }
            _ => return None,
        };
        self.rest = &self.rest[1..];
        Some(plain)
    }

    /// Four hexadecimal digits.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.rest.get(at..at + 4)?;
        let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
    }

    /// The value that is next and no string, as it is written.
    pub(super) fn other(&mut self) -> Option<&'l str> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (value, rest) = self.rest.split_at(values.byte_offset());
        self.rest = rest;
        Some(value)
    }

    /// Goes past a value of any kind.
    pub(super) fn skip(&mut self) -> Option<()> {
        let string = self.rest.trim_start_matches(' ').strip_prefix('"');
        // A string without a backslash is found by its end; of others all has to be looked at.
        match string.and_then(|s| Some((s, memchr(b'"', s.as_bytes())?))) {
            Some((string, end)) if memchr(b'\\', &string.as_bytes()[..end]).is_none() => {
                self.rest = &string[end + 1..];
            }
            _ => drop(self.other()?),
        }
        Some(())
    }
}
