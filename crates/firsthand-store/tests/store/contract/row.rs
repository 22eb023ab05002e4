//! Rows of the database, and the small objects that some of their columns make.

use crate::common::rows;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub(super) type Row = Map<String, Value>;

/// Rows of a table by the row that they belong to.
pub(super) struct By(BTreeMap<String, Vec<Row>>);

impl By {
    pub(super) fn new(db: &Connection, key: &str, sql: &str) -> Self {
        let mut by = BTreeMap::<_, Vec<Row>>::new();
        for row in rows(db, sql) {
            by.entry(row[key].to_string()).or_default().push(row);
        }
        By(by)
    }

    pub(super) fn list(&self, of: &Value, each: impl FnMut(&Row) -> Value) -> Value {
        let none = Vec::new();
        let rows = self.0.get(&of.to_string()).unwrap_or(&none);
        rows.iter().map(each).collect()
    }
}

pub(super) fn span(row: &Row) -> Value {
    json!({"start": row["start"], "end": row["end"]})
}

/// The span in two columns of `row`, where there is one.
pub(super) fn span_at(row: &Row, name: &str) -> Value {
    let (start, end) = (&row[&format!("{name}_start")], &row[&format!("{name}_end")]);
    match start.is_null() {
        true => Value::Null,
        false => json!({"start": start, "end": end}),
    }
}

pub(super) fn days(row: &Row, name: &str) -> Value {
    let of = |end| &row[&format!("{name}_{end}")];
    json!({"earliest": of("earliest"), "latest": of("latest")})
}

pub(super) fn receipt(row: &Row) -> Value {
    json!({"article": row["article"], "span": span(row)})
}

/// The columns of `row` that are called as in the report.
pub(super) fn take(row: &Row, names: &[&str]) -> Row {
    names
        .iter()
        .map(|n| (n.to_string(), row[*n].clone()))
        .collect()
}

pub(super) fn with(mut object: Row, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("an object")
    };
    object.extend(more);
    Value::Object(object)
}
