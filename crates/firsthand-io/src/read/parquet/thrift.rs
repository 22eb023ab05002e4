//! What do bytes in Thrift's compact protocol hold
//! (<https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>)?
//!
//! The library reads a field that it knows as what it expects there, and skips one that it does not know by the type that stands
//! there: a list of truths, whatever its length, without reading a byte, so that seven bytes are a second's work. So what it is
//! given is looked through first, its fields by the types that Parquet gives them ([`Shape`]), for both to read the same.

/// Structs within structs beyond which nothing is read; the library gives up at the same.
const WITHIN_MAX: usize = 64;

/// The types of Thrift's values that are not skipped alike.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// What a field has to be.
pub(super) enum Shape {
    Truth,
    Byte,
    Whole,
    Double,
    Bytes,
    List(&'static Shape),
    /// The fields that are known of a struct, by number.
    Struct(&'static [(i16, Shape)]),
}

/// What is left to look at.
pub(super) struct Look<'b> {
    pub(super) bytes: &'b [u8],
}

impl Look<'_> {
    /// Goes through the fields of a struct, of each its number and type.
    pub(super) fn fields(
        &mut self,
        mut each: impl FnMut(&mut Self, i16, u8) -> Option<()>,
    ) -> Option<()> {
        let mut last = 0_i16;
        loop {
            let head = self.byte()?;
            if head & 15 == 0 {
                return Some(());
            }
            last = match head >> 4 {
                // As the library shortens it.
                0 => self.number()? as i16,
                step => last.checked_add(i16::from(step))?,
            };
            each(self, last, head & 15)?;
        }
    }

    /// Goes through the fields of a value of `kind`, which has to be a struct.
    pub(super) fn within(
        &mut self,
        kind: u8,
        each: impl FnMut(&mut Self, i16, u8) -> Option<()>,
    ) -> Option<()> {
        (kind == STRUCT).then(|| self.fields(each))?
    }

    /// Passes over the field `number` of a struct of which `known` is known.
    pub(super) fn field(
        &mut self,
        known: &'static [(i16, Shape)],
        number: i16,
        kind: u8,
    ) -> Option<()> {
        self.pass(kind, of(known, number), 0)
    }

    /// A whole number of `kind`.
    pub(super) fn whole(&mut self, kind: u8) -> Option<i64> {
        matches!(kind, 4..=6).then(|| self.number())?
    }

    /// How many structs a list of `kind` has.
    pub(super) fn structs(&mut self, kind: u8) -> Option<u64> {
        let (count, of) = self.list()?;
        (kind == LIST && (of == STRUCT || count == 0)).then_some(count)
    }

    /// Passes over a value of `kind`; of one that is known, only where it has its shape.
    fn pass(&mut self, kind: u8, shape: Option<&'static Shape>, within: usize) -> Option<()> {
        let is_right = match shape {
            None => true,
            Some(Shape::Truth) => matches!(kind, TRUE | FALSE),
            Some(Shape::Byte) => kind == BYTE,
            Some(Shape::Whole) => matches!(kind, 4..=6),
            Some(Shape::Double) => kind == DOUBLE,
            Some(Shape::Bytes) => kind == BINARY,
            Some(Shape::List(_)) => kind == LIST,
            Some(Shape::Struct(_)) => kind == STRUCT,
        };
        if !is_right || within > WITHIN_MAX {
            return None;
        }
        match kind {
            TRUE | FALSE => {}
            BYTE => self.skip(1)?,
            4..=6 => _ = self.varint()?,
            DOUBLE => self.skip(8)?,
            BINARY => {
                let length = self.varint()?;
                self.skip(length)?;
            }
            LIST | 10 => {
                let of = match shape {
                    Some(Shape::List(of)) => Some(*of),
                    _ => None,
                };
                let (count, kind) = self.list()?;
                for _ in 0..count {
                    self.one_of_many(kind, of, within)?;
                }
            }
            11 => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                for _ in 0..count {
                    self.one_of_many(kinds >> 4, None, within)?;
                    self.one_of_many(kinds & 15, None, within)?;
                }
            }
            STRUCT => {
                let known: &[_] = match shape {
                    Some(Shape::Struct(known)) => known,
                    _ => &[],
                };
                self.fields(|look, number, kind| look.pass(kind, of(known, number), within + 1))?;
            }
            _ => return None,
        }
        Some(())
    }

    /// Within a list or a map, where Parquet has no truths.
    fn one_of_many(&mut self, kind: u8, of: Option<&'static Shape>, within: usize) -> Option<()> {
        match kind {
            TRUE | FALSE => None,
            _ => self.pass(kind, of, within + 1),
        }
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

    fn skip(&mut self, length: u64) -> Option<()> {
        self.bytes = self.bytes.get(usize::try_from(length).ok()?..)?;
        Some(())
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

fn of(known: &'static [(i16, Shape)], number: i16) -> Option<&'static Shape> {
    let (_, shape) = known.iter().find(|(n, _)| *n == number)?;
    Some(shape)
}
