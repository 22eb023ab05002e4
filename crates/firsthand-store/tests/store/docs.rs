//! Do the documents say what the schema says, and do their queries run?
//!
//! `UPDATE_EXPECT=1 cargo test -p firsthand-store` writes what is made from the schema anew.

use crate::common::{database, example, root, rows};
use firsthand_store::descriptions;
use std::fs;

/// The line in docs/database.md under which everything is made from the schema.
const MADE: &str = "\nWhat follows is made from the comments";

/// Compares a file with what it should be, or makes it so.
fn expect(file: &str, expected: &str) {
    let path = root().join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, expected).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{file} is not current: UPDATE_EXPECT=1 makes it so"
    );
}

#[test]
fn the_page_on_the_database_is_current() {
    let page = fs::read_to_string(root().join("docs/database.md")).expect("a page");
    let made = page.find(MADE).expect("the line");
    let end = page[made..].find(".\n").expect("its end") + made + 2;
    let mut expected = page[..end].to_owned();
    for d in descriptions() {
        let text = d.text.replace('|', "\\|");
        expected += &match d.column.as_str() {
            "" => format!("\n### `{}`\n\n{text}\n\n| column | |\n|---|---|\n", d.table),
            column => format!("| `{column}` | {text} |\n"),
        };
    }
    expect("docs/database.md", &expected);
}

/// What Datasette needs besides: which facets to offer, by table.
const FACETS: [(&str, &str); 7] = [
    ("articles", "outlet, language, own_reporting"),
    ("quotations", "kind, speaker_class, speaker"),
    ("changes", "kind, material"),
    ("edges", "kind, strength"),
    ("nodes", "kind, seen"),
    ("reuse", "relation, direction"),
    ("material_changes", "kind"),
];

#[test]
fn the_metadata_for_datasette_is_current() {
    let mut expected = "# For `datasette news.db -m metadata.yaml`. Made from the comments in crates/firsthand-store/src/schema.\n\
        title: What firsthand found\n\
        description: Findings are about this pile of articles only, and none says that a thing is true.\n\
        databases:\n  news:\n    tables:\n"
        .to_owned();
    for d in descriptions().iter().filter(|d| !d.table.ends_with("_fts")) {
        let text = serde_json::to_string(&d.text).expect("JSON, which is YAML");
        if d.column.is_empty() {
            expected += &format!("      {}:\n        description: {text}\n", d.table);
            if let Some((_, facets)) = FACETS.iter().find(|(table, _)| *table == d.table) {
                expected += &format!("        facets: [{facets}]\n");
            }
            expected += "        columns:\n";
        } else {
            expected += &format!("          {}: {text}\n", d.column);
        }
    }
    expected += "    queries:\n";
    for (name, title, query) in canned() {
        let title = serde_json::to_string(&title).expect("JSON, which is YAML");
        let query = serde_json::to_string(&query).expect("JSON, which is YAML");
        expected += &format!("      {name}:\n        title: {title}\n        sql: {query}\n");
    }
    expect("docs/metadata.yaml", &expected);
}

/// The questions of docs/queries.sql: a name, a title, and the SQL that answers it.
fn canned() -> Vec<(String, String, String)> {
    let file = fs::read_to_string(root().join("docs/queries.sql")).expect("a file");
    let queries = file.split("\n-- ").skip(1).map(|block| {
        let (head, query) = block.split_once('\n').expect("a query");
        let (name, title) = head.split_once(": ").expect("a name and a title");
        let query = query.trim().trim_end_matches(';').to_owned();
        (name.to_owned(), title.to_owned(), query)
    });
    queries.collect()
}

#[test]
fn every_canned_query_runs_and_finds_something() {
    let (db, _folder) = database(&example());
    assert!(canned().len() >= 8, "{}", canned().len());
    for (name, _, query) in canned() {
        // What is asked for by the reader: a word that stands in the example.
        let query = query
            .replace(":word", "'fire'")
            .replace(":speaker", "'%a%'");
        let kept = ["revisions", "readings"].iter().any(|t| query.contains(t));
        assert!(
            kept || !rows(&db, &query).is_empty(),
            "{name} finds nothing"
        );
    }
}

#[test]
fn every_query_in_the_documents_runs_and_finds_something() {
    let (db, _folder) = database(&example());
    let mut queries = 0;
    for file in ["README.md", "docs/database.md"] {
        let page = fs::read_to_string(root().join(file)).expect("a page");
        for block in page.split("```sql\n").skip(1) {
            let query = block.split("```").next().unwrap_or_default();
            let query = query.trim().trim_end_matches(';');
            assert!(
                !rows(&db, query).is_empty(),
                "{file}: nothing found by {query}"
            );
            queries += 1;
        }
    }
    assert!(queries >= 5, "{queries} queries");
}
