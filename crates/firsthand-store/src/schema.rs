//! What do the tables and columns mean? Read off from `schema.sql`, the one place that says so.

/// The definition of every table, view and index, with a comment on each column.
const SCHEMA: &str = include_str!("schema.sql");

/// The line that parts tables and views from what is quicker to make once the rows are in.
const AFTER_ROWS: &str = "-- What follows is made once the rows are in.\n";

/// The line after which stands what fills columns from other rows, and indexes.
const READ_OFF: &str = "-- What is read off from other rows, so that a list need not look for it, and the indexes that lists go by.\n";

/// The line that parts what is made anew from what is kept.
const KEPT: &str = "-- What follows is kept when the findings are made anew.\n";

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

/// The three parts of the definition.
pub(crate) struct Parts {
    /// Tables and views of the findings, which are made before the rows.
    pub(crate) findings: &'static str,
    /// What is made once the rows are in.
    pub(crate) indexes: &'static str,
    /// What a store keeps.
    pub(crate) kept: &'static str,
}

impl Parts {
    pub(crate) fn new() -> Self {
        let (made, kept) = SCHEMA.split_once(KEPT).unwrap_or((SCHEMA, ""));
        let (findings, indexes) = made.split_once(AFTER_ROWS).unwrap_or((made, ""));
        Parts {
            findings,
            indexes,
            kept,
        }
    }

    /// What fills columns from other rows, whatever they hold.
    pub(crate) fn read_off(&self) -> impl Iterator<Item = &'static str> {
        let (_, part) = self.indexes.split_once(READ_OFF).unwrap_or_default();
        let statements = part.split_inclusive(";\n");
        statements.filter(|s| !s.trim_start().starts_with("CREATE"))
    }
}

/// The tables that a store keeps when its findings are made anew.
pub(crate) fn kept() -> impl Iterator<Item = &'static str> {
    Parts::new().kept.lines().filter_map(defined)
}

/// Every table and view in the order of `schema.sql`, each followed by its columns.
pub fn descriptions() -> Vec<Description> {
    let mut all = Vec::new();
    // The comment lines over a definition; then the table and column that lines are about.
    let (mut head, mut table, mut column) = (Vec::new(), None, "");
    for line in SCHEMA.lines() {
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
