//! May the footer of a Parquet file be read?
//!
//! Its footer is in Thrift's compact protocol
//! (<https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>). The library makes
//! a tree of its schema and walks it by calls within calls, which a file can make as many as it likes: a
//! stack that overflows ends the program and cannot be caught. And what it does not know it skips: of a list of truths,
//! whatever its length, without reading a byte, so that seven bytes are a second's work. So the footer is looked through first.

use std::io::{self, Read, Seek, SeekFrom};

/// Deeper than this no column is read: a list of lists of structs takes three steps each.
const DEPTH_MAX: usize = 100;
/// Structs within structs beyond which a footer is no footer; the library gives up at the same.
const WITHIN_MAX: usize = 64;
/// The number of the schema among the fields of the footer.
const SCHEMA: i64 = 2;
/// The number of the count of children among the fields of a step of the schema.
const CHILDREN: i64 = 5;

/// Why `file` may not be read. What has no footer is left to who reads it.
pub(super) fn fault(file: &mut (impl Read + Seek)) -> io::Result<Option<&'static str>> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut tail = [0; 8];
    let footer = match end.checked_sub(8) {
        Some(at) => {
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut tail)?;
            let [a, b, c, d, ..] = tail;
            at.checked_sub(u64::from(u32::from_le_bytes([a, b, c, d])))
        }
        None => None,
    };
    let mut bytes = Vec::new();
    if let Some(at) = footer.filter(|_| tail.ends_with(b"PAR1")) {
        file.seek(SeekFrom::Start(at))?;
        file.by_ref().take(end - 8 - at).read_to_end(&mut bytes)?;
    }
    file.rewind()?;
    let mut look = Look {
        bytes: &bytes,
        deep: false,
    };
    let whole = look.footer().is_some();
    Ok(match (look.deep, whole || bytes.is_empty()) {
        (true, _) => Some("its columns nest too deep to be read"),
        (false, false) => Some("the file is damaged: its footer cannot be read"),
        (false, true) => None,
    })
}

/// What is left of a footer, and what was seen of it.
struct Look<'b> {
    bytes: &'b [u8],
    deep: bool,
}

/// The types of Thrift's values that are not skipped alike.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Look<'_> {
    fn footer(&mut self) -> Option<()> {
        let mut last = 0;
        while let Some((number, kind)) = self.field(&mut last)? {
            match (number, kind) {
                (SCHEMA, LIST) => self.schema()?,
                _ => self.skip(kind, 0)?,
            }
        }
        Some(())
    }

    /// The steps of the schema as one walks down and up again, each with how many stand right under it.
    fn schema(&mut self) -> Option<()> {
        let (count, kind) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        let mut open: Vec<i64> = Vec::new();
        for _ in 0..count {
            while open.pop_if(|left| *left == 0).is_some() {}
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            let (mut last, mut children) = (0, 0);
            while let Some((number, kind)) = self.field(&mut last)? {
                match (number, kind) {
                    (CHILDREN, 4..=6) => children = self.number()?,
                    _ => self.skip(kind, 0)?,
                }
            }
            if children > 0 {
                open.push(children);
            }
            self.deep |= open.len() > DEPTH_MAX;
        }
        Some(())
    }

    /// The number and type of the next field of a struct; within, none at its end.
    fn field(&mut self, last: &mut i64) -> Option<Option<(i64, u8)>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *last = match head >> 4 {
            0 => self.number()?,
            step => last.checked_add(i64::from(step))?,
        };
        Some(Some((*last, head & 15)))
    }

    /// How many a list has, and of what type.
    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            few => u64::from(few),
        };
        Some((count, head & 15))
    }

    fn skip(&mut self, kind: u8, within: usize) -> Option<()> {
        if within > WITHIN_MAX {
            self.deep = true;
            return None;
        }
        match kind {
            TRUE | FALSE => {}
            3 => self.bytes = self.bytes.get(1..)?,
            4..=6 => _ = self.varint()?,
            7 => self.bytes = self.bytes.get(8..)?,
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.bytes = self.bytes.get(length..)?;
            }
            LIST | 10 => {
                let (count, kind) = self.list()?;
                for _ in 0..count {
                    self.skip_one_of_many(kind, within)?;
                }
            }
            11 => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                for _ in 0..count {
                    self.skip_one_of_many(kinds >> 4, within)?;
                    self.skip_one_of_many(kinds & 15, within)?;
                }
            }
            STRUCT => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind, within + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Within a list or a map, where the footer of a Parquet file has no truths.
    fn skip_one_of_many(&mut self, kind: u8, within: usize) -> Option<()> {
        match kind {
            TRUE | FALSE => None,
            _ => self.skip(kind, within + 1),
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }

    fn number(&mut self) -> Option<i64> {
        let zigzag = self.varint()?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::fault;
    use std::io::Cursor;

    /// A file with nothing but a schema: each step but the last has one under it.
    fn file(steps: usize) -> Vec<u8> {
        let mut footer = vec![0x29, 0xFC];
        let mut left = steps;
        while left > 127 {
            footer.push((left & 127) as u8 | 128);
            left >>= 7;
        }
        footer.push(left as u8);
        for step in 0..steps {
            let children = if step + 1 < steps { 2 } else { 0 };
            footer.extend([0x48, 1, b'a', 0x15, children, 0]);
        }
        footer.push(0);
        let length = (footer.len() as u32).to_le_bytes();
        [&b"PAR1"[..], &footer, &length, b"PAR1"].concat()
    }

    #[test]
    fn what_nests_deeper_than_may_be_read() {
        for (steps, deep) in [(3, false), (100, false), (102, true), (100_000, true)] {
            let fault = fault(&mut Cursor::new(file(steps))).expect("bytes");
            assert_eq!(fault.is_some_and(|f| f.contains("deep")), deep, "{steps}");
        }
    }

    #[test]
    fn what_is_no_footer_is_left_alone() {
        let whole = file(500);
        for bytes in [&b""[..], b"PAR1", b"PAR1PAR1", &whole[1..whole.len() - 1]] {
            assert_eq!(fault(&mut Cursor::new(bytes)).expect("bytes"), None);
        }
    }

    #[test]
    fn a_list_of_truths_is_not_gone_through() {
        // Field 15, a list of 2^31 - 1 truths.
        let footer = [0xF9, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 1, 0];
        let length = (footer.len() as u32).to_le_bytes();
        let bytes = [&b"PAR1"[..], &footer, &length, b"PAR1"].concat();
        let fault = fault(&mut Cursor::new(bytes)).expect("bytes");
        assert!(fault.is_some_and(|f| f.contains("damaged")));
    }
}
