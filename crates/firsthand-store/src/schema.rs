//! What do the tables and columns mean? Read off from the files in `schema/`, the one place that says so.
//!
//! The sentence over a table or view, and the words after `--` beside a column, go into the table
//! `descriptions`, into docs/database.md and into docs/metadata.yaml. A test fails where one is missing.
//!
//! Ids are the report's (`a…` an article, `t…` a text, `q…` a quotation, `s…` a statement, `e…` an event, `y…` a
//! story, `n…` a node that is no article): hashes, so that a row keeps its address when the file is made anew, and the
//! JSON report of the same pile can be joined to it. They are the primary keys, which is what Datasette makes its
//! links of. What only belongs to another row has that row's id and a `place`, counted from 0.
//!
//! `start` and `end` are places in `pages.content`, in Unicode code points from 0, the end excluded:
//! `substr(content, start + 1, end - start)` are the words themselves.
//!
//! Rows are numbered without gaps in the order of the report, so that `VACUUM` keeps the numbers which the full-text
//! indexes go by. An export has the tables that a store keeps, empty.

/// Tables and views of the findings, which are made before the rows.
pub(crate) const FINDINGS: &str = concat!(
    include_str!("schema/articles.sql"),
    include_str!("schema/statements.sql"),
    include_str!("schema/events.sql"),
    include_str!("schema/origins.sql"),
    include_str!("schema/views.sql"),
);

/// What fills columns from other rows, so that a list need not look for it, and the indexes that lists go by.
const READ_OFF: &str = include_str!("schema/read_off.sql");

/// What is made once the rows are in, which is quicker.
pub(crate) const INDEXES: &str = concat!(
    include_str!("schema/indexes.sql"),
    include_str!("schema/read_off.sql"),
);

/// What a store keeps.
pub(crate) const KEPT: &str = include_str!("schema/kept.sql");

/// A sentence on a table or view, or on one of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The table or view.
    pub table: String,
    /// The column, or empty for the table as a whole.
    pub column: String,
    /// The sentence.
    pub text: String,
}

/// What fills columns from other rows, whatever they hold.
pub(crate) fn read_off() -> impl Iterator<Item = &'static str> {
    let statements = READ_OFF.split_inclusive(";\n");
    statements.filter(|s| !s.trim_start().starts_with("CREATE"))
}

/// The tables that a store keeps when its findings are made anew.
pub(crate) fn kept() -> impl Iterator<Item = &'static str> {
    KEPT.lines().filter_map(defined)
}

/// Every table and view in the order of `schema/`, each followed by its columns.
pub fn descriptions() -> Vec<Description> {
    let mut all = Vec::new();
    // The comment lines over a definition; then the table and column that lines are about.
    let (mut head, mut table, mut column) = (Vec::new(), None, "");
    for line in [FINDINGS, INDEXES, KEPT].into_iter().flat_map(str::lines) {
        if let Some(name) = defined(line) {
            describe(&mut all, name, &head);
            table = (!line.starts_with("CREATE VIRTUAL")).then_some(name);
        } else if let (Some(name), false) = (table, line.starts_with([')', '-'])) {
            let own = line.strip_prefix("  ").unwrap_or_default();
            if own.starts_with(|c: char| c.is_ascii_lowercase()) {
                column = own.split([' ', ',']).next().unwrap_or_default();
            }
            if let Some((_, text)) = line.split_once("-- ") {
                all.push(description(name, column, text));
            }
            continue;
        }
        match line.strip_prefix("-- ") {
            Some(comment) => head.push(comment),
            None => head.clear(),
        }
        table = table.filter(|_| defined(line).is_some());
    }
    all
}

/// The name that a line begins to define.
fn defined(line: &str) -> Option<&str> {
    let rest = ["CREATE TABLE ", "CREATE VIEW ", "CREATE VIRTUAL TABLE "]
        .iter()
        .find_map(|create| line.strip_prefix(create))?;
    rest.split(' ').next()
}

/// The lines over a definition: the sentence on the table, and `  name: …` for a column that cannot
/// have a comment beside it.
fn describe(all: &mut Vec<Description>, table: &str, head: &[&str]) {
    let (columns, own): (Vec<&str>, Vec<&str>) = head.iter().partition(|l| l.starts_with("  "));
    all.push(description(table, "", &own.join(" ")));
    for (column, text) in columns.iter().filter_map(|l| l.trim().split_once(": ")) {
        all.push(description(table, column, text));
    }
}

fn description(table: &str, column: &str, text: &str) -> Description {
    Description {
        table: table.to_owned(),
        column: column.to_owned(),
        text: text.trim().to_owned(),
    }
}
