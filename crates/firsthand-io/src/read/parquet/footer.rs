//! May the footer of a Parquet file be read?
//!
//! The library makes a tree of its schema and walks it by calls within calls, which a file can make as many as it likes: a
//! stack that overflows ends the program and cannot be caught. So the footer is looked through first.

use super::thrift::{
    Look,
    Shape::{self, Byte, Bytes, Double, List, Struct, Truth, Whole},
};
use std::io::{self, Read, Seek, SeekFrom};

/// Deeper than this no column is read: a list of lists of structs takes three steps each.
const DEPTH_MAX: usize = 100;

/// The fields of a footer beside its schema
/// (<https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>).
const FOOTER: &[(i16, Shape)] = &[
    (1, Whole),
    (3, Whole),
    (4, List(&Struct(GROUP))),
    (5, List(&Struct(&[(1, Bytes), (2, Bytes)]))),
    (6, Bytes),
    (7, List(&Struct(&[(1, EMPTY)]))),
];

/// The number of the schema among the fields of the footer.
const SCHEMA: i16 = 2;

/// The fields of a step of the schema beside the count of its children.
const STEP: &[(i16, Shape)] = &[
    (1, Whole),
    (2, Whole),
    (3, Whole),
    (4, Bytes),
    (6, Whole),
    (7, Whole),
    (8, Whole),
    (9, Whole),
    (10, Struct(LOGICAL)),
];

/// The number of the count of children among the fields of a step of the schema.
const CHILDREN: i16 = 5;

const EMPTY: Shape = Struct(&[]);

/// What a column stands for, one of these.
const LOGICAL: &[(i16, Shape)] = &[
    (1, EMPTY),
    (2, EMPTY),
    (3, EMPTY),
    (4, EMPTY),
    (5, Struct(&[(1, Whole), (2, Whole)])),
    (6, EMPTY),
    (7, Struct(TIME)),
    (8, Struct(TIME)),
    (10, Struct(&[(1, Byte), (2, Truth)])),
    (11, EMPTY),
    (12, EMPTY),
    (13, EMPTY),
    (14, EMPTY),
    (15, EMPTY),
    (16, Struct(&[(1, Byte)])),
    (17, Struct(&[(1, Bytes)])),
    (18, Struct(&[(1, Bytes), (2, Whole)])),
];

const TIME: &[(i16, Shape)] = &[
    (1, Truth),
    (2, Struct(&[(1, EMPTY), (2, EMPTY), (3, EMPTY)])),
];

/// The fields of a group of rows.
const GROUP: &[(i16, Shape)] = &[
    (1, List(&Struct(CHUNK))),
    (2, Whole),
    (3, Whole),
    (4, List(&Struct(&[(1, Whole), (2, Truth), (3, Truth)]))),
    (5, Whole),
    (6, Whole),
    (7, Whole),
];

/// The fields of a column of a group.
const CHUNK: &[(i16, Shape)] = &[
    (1, Bytes),
    (2, Whole),
    (3, Struct(COLUMN)),
    (4, Whole),
    (5, Whole),
    (6, Whole),
    (7, Whole),
];

const COLUMN: &[(i16, Shape)] = &[
    (1, Whole),
    (2, List(&Whole)),
    (3, List(&Bytes)),
    (4, Whole),
    (5, Whole),
    (6, Whole),
    (7, Whole),
    (9, Whole),
    (10, Whole),
    (11, Whole),
    (12, Struct(STATISTICS)),
    (13, List(&Struct(&[(1, Whole), (2, Whole), (3, Whole)]))),
    (14, Whole),
    (15, Whole),
    (
        16,
        Struct(&[(1, Whole), (2, List(&Whole)), (3, List(&Whole))]),
    ),
    (17, Struct(&[(1, Struct(BOX)), (2, List(&Whole))])),
];

/// Bounds of values, of a column and of a page.
pub(super) const STATISTICS: &[(i16, Shape)] = &[
    (1, Bytes),
    (2, Bytes),
    (3, Whole),
    (4, Whole),
    (5, Bytes),
    (6, Bytes),
    (7, Truth),
    (8, Truth),
];

const BOX: &[(i16, Shape)] = &[
    (1, Double),
    (2, Double),
    (3, Double),
    (4, Double),
    (5, Double),
    (6, Double),
    (7, Double),
    (8, Double),
];

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
    if bytes.is_empty() {
        return Ok(None);
    }
    Ok(match deepest(&bytes) {
        None => Some("the file is damaged: its footer cannot be read"),
        Some(depth) if depth > DEPTH_MAX => Some("its columns nest too deep to be read"),
        Some(_) => None,
    })
}

/// How deep the columns of a footer nest; none where it is no footer.
fn deepest(footer: &[u8]) -> Option<usize> {
    let mut deepest = 0;
    Look { bytes: footer }.fields(|look, number, kind| {
        match number {
            SCHEMA => deepest = deepest.max(depth(look, kind)?),
            _ => look.field(FOOTER, number, kind)?,
        }
        Some(())
    })?;
    Some(deepest)
}

/// How deep one gets in the steps of the schema, as one walks down and up again: each tells how many stand right under it.
fn depth(look: &mut Look, kind: u8) -> Option<usize> {
    let (mut open, mut deepest) = (Vec::new(), 0);
    for _ in 0..look.structs(kind)? {
        while open.pop_if(|left| *left == 0).is_some() {}
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        let mut children = 0;
        look.fields(|look, number, kind| {
            match number {
                CHILDREN => children = look.whole(kind)? as i32,
                _ => look.field(STEP, number, kind)?,
            }
            Some(())
        })?;
        if children > 0 {
            open.push(children);
        }
        deepest = deepest.max(open.len());
    }
    Some(deepest)
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

    #[test]
    fn what_is_not_of_its_type_is_damage() {
        // Field 1, the version, which is said to be a list of a byte, and would be read as the number 19.
        let footer = [0x19, 0x13, 0x00, 0x00];
        let length = (footer.len() as u32).to_le_bytes();
        let bytes = [&b"PAR1"[..], &footer, &length, b"PAR1"].concat();
        let fault = fault(&mut Cursor::new(bytes)).expect("bytes");
        assert!(fault.is_some_and(|f| f.contains("damaged")));
    }
}
