//! The fields of one record, read without a page: a plain record by a few looks at its bytes, any other by serde.

use super::plain;
use crate::read::columns::{COLUMNS, Column, Columns};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The fields of one record that mean something to us, and memory for the next.
#[derive(Default)]
pub(crate) struct Fields {
    cells: [Cell; COLUMNS.len()],
    /// A value, until its rank is known to be the best.
    value: String,
    /// Names that were seen, and what they mean.
    names: Vec<(String, Option<(Column, usize)>)>,
}

#[derive(Default)]
struct Cell {
    rank: usize,
    value: String,
}

/// The rank of a cell that has no value.
const NONE: usize = usize::MAX;

/// Names that are remembered; records with more kinds of fields than this are dumps.
const NAMES_MAX: usize = 256;

impl Fields {
    /// The value of a column, where it has one that is not blank.
    pub(crate) fn get(&self, column: Column) -> Option<&str> {
        let cell = &self.cells[column as usize];
        (cell.rank != NONE).then_some(cell.value.as_str())
    }

    /// What a field of this name is.
    fn find(&mut self, name: &str, columns: &Columns) -> Option<(Column, usize)> {
        if let Some((_, found)) = self.names.iter().find(|(n, _)| n == name) {
            return *found;
        }
        let found = columns.find(name);
        if self.names.len() < NAMES_MAX {
            self.names.push((name.to_owned(), found));
        }
        found
    }

    /// Reads a record that has nothing unusual; whether it is one.
    pub(super) fn read_plain(&mut self, line: &[u8], columns: &Columns) -> bool {
        self.clear();
        let read = plain::each_field(line, |name, value| {
            let Some(column) = self.find(name, columns) else {
                return value.skip();
            };
            self.value.clear();
            if !value.string(&mut self.value)? {
                let mut json = serde_json::Deserializer::from_str(value.other()?);
                let is_text = matches!(column.0, Column::Text | Column::Html);
                let into = &mut self.value;
                Value { is_text, into }.deserialize(&mut json).ok()?;
            }
            self.put(column);
            Some(())
        });
        read.is_some()
    }

    /// Reads any record; whether it is one.
    pub(super) fn read_any(&mut self, line: &[u8], columns: &Columns) -> bool {
        self.clear();
        let mut json = serde_json::Deserializer::from_slice(line);
        let record = OfRecord {
            columns,
            fields: self,
        };
        let read = json.deserialize_map(record).and_then(|()| json.end());
        read.is_ok()
    }

    fn clear(&mut self) {
        self.cells.iter_mut().for_each(|c| c.rank = NONE);
    }

    fn put(&mut self, (column, rank): (Column, usize)) {
        let cell = &mut self.cells[column as usize];
        // Of one name twice in a record the last counts, as everywhere in JSON.
        if (rank <= cell.rank || cell.rank == NONE) && !self.value.trim().is_empty() {
            cell.rank = rank;
            std::mem::swap(&mut cell.value, &mut self.value);
        }
    }
}

/// Reads a record.
struct OfRecord<'f> {
    columns: &'f Columns,
    fields: &'f mut Fields,
}

impl<'de> Visitor<'de> for OfRecord<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let OfRecord { columns, fields } = self;
        while let Some(found) = map.next_key_seed(Name { columns, fields })? {
            let Some(column) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let is_text = matches!(column.0, Column::Text | Column::Html);
            fields.value.clear();
            map.next_value_seed(Value {
                is_text,
                into: &mut fields.value,
            })?;
            fields.put(column);
        }
        Ok(())
    }
}

/// Reads the name of a field.
struct Name<'f> {
    columns: &'f Columns,
    fields: &'f mut Fields,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<(Column, usize)>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_> {
    type Value = Option<(Column, usize)>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.fields.find(name, self.columns))
    }
}

/// Reads a string, a number, or the first of these in a list; of anything else nothing.
struct Value<'f> {
    is_text: bool,
    into: &'f mut String,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl Value<'_> {
    fn number(self, n: impl fmt::Display) {
        use fmt::Write;
        if !self.is_text {
            // Writing to a string cannot fail.
            let _ = write!(self.into, "{n}");
        }
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.into.push_str(value);
        Ok(())
    }

    fn visit_u64<E>(self, n: u64) -> Result<(), E> {
        self.number(n);
        Ok(())
    }

    fn visit_i64<E>(self, n: i64) -> Result<(), E> {
        self.number(n);
        Ok(())
    }

    fn visit_f64<E>(self, n: f64) -> Result<(), E> {
        self.number(n);
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let into = self.into;
        // A list of texts is no text; a list of authors tells that there are authors.
        let is_text = self.is_text;
        while let Some(()) = list.next_element_seed(Value { is_text, into })? {
            match is_text {
                true => into.clear(),
                false => into.push(' '),
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        if !self.is_text {
            self.into.push('-');
        }
        Ok(())
    }
}
