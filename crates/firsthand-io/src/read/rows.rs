//! Records that are in memory already, such as those of a program that calls us.

use super::columns::Columns;
use super::record::Record;
use super::{File, Handed, Map, PAGE_BYTES_MAX, sha256, too_large};
use firsthand::Skipped;
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;

/// A field: its name, and its values; several where it is a list.
pub type Field<'f> = (&'f str, Vec<Cow<'f, str>>);

/// The pages of `rows`, in order. A record without an id of its own is known by its place in `name`
/// (`name#record 17`).
///
/// # Errors
/// A sentence for the user where no record has a column that `map` names.
pub fn of_rows(name: &str, rows: &[Vec<Field>], map: &Map) -> Result<Handed, String> {
    let columns = Columns::new(map);
    let file = File::new(Path::new(name));
    let page = |(i, row): (usize, &Vec<Field>)| {
        let place = file.at(format!("#record {}", i + 1));
        let (mut record, mut bytes) = (Record::default(), Vec::new());
        for (name, values) in row {
            let Some(column) = columns.find(name) else {
                continue;
            };
            for value in values {
                bytes.extend_from_slice(value.as_bytes());
                bytes.push(0);
            }
            record.put(
                column,
                values.iter().map(|v| v.clone().into_owned()).collect(),
            );
        }
        let page = match bytes.len() > PAGE_BYTES_MAX {
            true => Err(too_large()),
            false => record.page(place.clone(), sha256(&bytes), &columns),
        };
        page.map_err(|reason| Skipped {
            locator: place.to_string(),
            reason,
        })
    };
    let pages = rows.par_iter().enumerate().map(page).collect();
    match columns.missing().into_iter().next() {
        Some(reason) if !rows.is_empty() => Err(reason),
        _ => Ok(pages),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_pages_and_the_bad_one_is_named() {
        let row = |fields: &[(&'static str, &'static str)]| -> Vec<Field<'static>> {
            let field =
                |(name, value): &(&'static str, &'static str)| (*name, vec![Cow::Borrowed(*value)]);
            fields.iter().map(field).collect()
        };
        let rows = [
            row(&[
                ("id", "7"),
                ("Text", "The ferry stopped."),
                ("shade", "blue"),
            ]),
            row(&[("title", "Ferry")]),
        ];
        let pages = of_rows("records", &rows, &Map::default()).expect("pages");
        let first = pages[0].as_ref().expect("a page");
        assert_eq!(first.content, "The ferry stopped.");
        assert_eq!(first.record.as_deref(), Some("7"));
        let second = pages[1].as_ref().expect_err("no text");
        assert_eq!(second.locator, "records#record 2");
        let mut map = Map::default();
        map.add("text=story").expect("a mapping");
        assert!(
            of_rows("records", &rows, &map)
                .expect_err("no such column")
                .contains("story")
        );
    }
}
