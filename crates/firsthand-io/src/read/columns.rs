//! Which column of a record is what? By the usual names, or as the user maps them.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// What a column of a table, or a field of a record, holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The text of the article.
    Text,
    /// The page as HTML; read where there is no text.
    Html,
    /// Its address.
    Url,
    /// Its headline.
    Title,
    /// When it was published.
    Date,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Author,
    /// Its language.
    Language,
    /// The record's own id.
    Id,
}

/// Every kind of column with its name on the command line and the names that it has in files, the
/// first that is there and not empty counting. Letter case never matters.
pub(super) const COLUMNS: [(Column, &str, &[&str]); 9] = [
    (
        Column::Text,
        "text",
        &["text", "body", "maintext", "content", "article"],
    ),
    (Column::Html, "html", &["html"]),
    (Column::Url, "url", &["url", "link"]),
    (Column::Title, "title", &["title", "headline"]),
    (
        Column::Date,
        "date",
        &["date", "published", "date_publish", "datepublished"],
    ),
    (
        Column::Outlet,
        "outlet",
        &["source", "source_domain", "outlet"],
    ),
    (Column::Author, "author", &["authors", "author"]),
    (Column::Language, "language", &["lang", "language"]),
    (Column::Id, "id", &["id"]),
];

/// How the user names columns that have none of the usual names.
///
/// ```
/// let mut map = firsthand_io::Map::default();
/// map.add("text=story").unwrap();
/// assert!(map.add("colour=blue").unwrap_err().contains("text, html, url"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Map(Vec<(Column, String)>);

impl Map {
    /// Adds `KEY=COLUMN`: the column of that name is what the key says, and no other column is.
    /// Several columns of one key count in the order of their adding.
    ///
    /// # Errors
    /// A sentence for the user where this is no mapping.
    pub fn add(&mut self, mapping: &str) -> Result<(), String> {
        let keys: Vec<&str> = COLUMNS.iter().map(|c| c.1).collect();
        let keys = keys.join(", ");
        let (key, name) = mapping
            .split_once('=')
            .filter(|(_, name)| !name.trim().is_empty())
            .ok_or_else(|| {
                format!("\"{mapping}\" is not KEY=COLUMN, where KEY is one of {keys}")
            })?;
        let column = COLUMNS.iter().find(|c| c.1.eq_ignore_ascii_case(key));
        let (column, ..) = column.ok_or_else(|| format!("\"{key}\" is none of {keys}"))?;
        self.0.push((*column, name.trim().to_lowercase()));
        Ok(())
    }

    /// Whether a column of this name is read.
    pub fn knows(&self, name: &str) -> bool {
        Columns::new(self).find(name).is_some()
    }
}

/// The columns of one run: the usual names and the user's, and which of the latter were seen.
#[derive(Debug, Default)]
pub(super) struct Columns {
    map: Vec<(Column, String, AtomicBool)>,
    /// Columns that were there where a mapped one was not, for the user to choose from.
    others: Mutex<BTreeSet<String>>,
}

/// Columns that an error offers to choose from.
const OFFERED_MAX: usize = 20;

impl Columns {
    pub(super) fn new(map: &Map) -> Self {
        let map = map.0.iter().cloned();
        Columns {
            map: map.map(|(c, n)| (c, n, AtomicBool::new(false))).collect(),
            ..Columns::default()
        }
    }

    /// What the column `name` is, and its rank among the columns that are the same.
    pub(super) fn find(&self, name: &str) -> Option<(Column, usize)> {
        let name = name.trim().to_lowercase();
        for (rank, (column, mapped, seen)) in self.map.iter().enumerate() {
            if *mapped == name {
                seen.store(true, Ordering::Relaxed);
                return Some((*column, rank));
            }
        }
        let usual = |names: &[&str]| names.iter().position(|n| *n == name);
        let found = COLUMNS
            .iter()
            .find_map(|(column, _, names)| Some((*column, usual(names)?)));
        if !self.map.is_empty() {
            let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
            if others.len() < OFFERED_MAX && !others.contains(&name) {
                others.insert(name);
            }
        }
        found.filter(|(column, _)| !self.is_mapped(*column))
    }

    /// Whether the user named a column of this kind.
    pub(super) fn is_mapped(&self, column: Column) -> bool {
        self.map.iter().any(|m| m.0 == column)
    }

    /// A sentence for each mapped column that no record had.
    pub(super) fn missing(&self) -> Vec<String> {
        let others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        let others = match others.is_empty() {
            true => "no table or record was read".to_owned(),
            false => format!("there are {}", others.join(", ")),
        };
        let unseen = self.map.iter().filter(|m| !m.2.load(Ordering::Relaxed));
        unseen
            .map(|(_, name, _)| format!("no input has a column \"{name}\" ({others})"))
            .collect()
    }
}
