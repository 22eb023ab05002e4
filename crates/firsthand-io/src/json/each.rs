//! A list whose objects are made one at a time, as they are written: all at once they would take more than the
//! findings themselves.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// One object for each of `items`.
pub(super) struct Each<'a, T> {
    items: usize,
    make: Box<dyn Fn(usize) -> T + 'a>,
}

impl<'a, T> Each<'a, T> {
    /// One for each of `items`, made by `make`.
    pub(super) fn of<I>(items: &'a [I], make: impl Fn(&'a I) -> T + 'a) -> Self {
        Each::counted(items.len(), move |i| make(&items[i]))
    }

    /// As many as `items`, made by `make` from their places.
    pub(super) fn counted(items: usize, make: impl Fn(usize) -> T + 'a) -> Self {
        let make = Box::new(make);
        Each { items, make }
    }
}

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.items).map(&self.make))
    }
}

/// As of any list.
impl<T: JsonSchema> JsonSchema for Each<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}
