//! Is every table and column described, and may every file be told apart?

use crate::common::{database, rows};
use firsthand_store::{APPLICATION_ID, Refused, SCHEMA_VERSION, check, descriptions};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs;

fn empty() -> (Connection, tempfile::TempDir) {
    database(&firsthand::pipeline::run(vec![], vec![]))
}

fn text(row: &serde_json::Map<String, serde_json::Value>, column: &str) -> String {
    row[column].as_str().expect("text").to_owned()
}

#[test]
fn every_table_view_and_column_is_described_and_nothing_else_is() {
    let (db, _folder) = empty();
    let tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite%'";
    let mut there = BTreeSet::new();
    for table in rows(&db, tables).iter().map(|t| text(t, "name")) {
        // 1 is a hidden column of a full-text table; 2 and 3 are computed ones.
        let columns = format!("SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden <> 1");
        for column in rows(&db, &columns) {
            there.insert((table.clone(), text(&column, "name")));
        }
        there.insert((table, String::new()));
    }
    let described: BTreeSet<_> = rows(&db, "SELECT * FROM descriptions")
        .iter()
        .inspect(|d| assert!(text(d, "description").len() > 3, "{d:?}"))
        .map(|d| (text(d, "table_name"), text(d, "column_name")))
        .collect();
    assert!(there.len() > 200, "{}", there.len());
    assert_eq!(there, described);
    assert_eq!(described.len(), descriptions().len());
}

#[test]
fn descriptions_are_sentences() {
    let ends = |t: &str| t.ends_with(['.', ')']) || !t.contains(' ') || t.contains(", ");
    for d in descriptions() {
        assert!(ends(&d.text), "{}.{}: {}", d.table, d.column, d.text);
    }
}

#[test]
fn every_reference_has_an_index() {
    let (db, _folder) = empty();
    let references = rows(
        &db,
        "SELECT t.name AS 'table', f.\"from\" AS 'column' FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
         WHERE t.schema = 'main' AND f.seq = 0",
    );
    assert!(references.len() > 40, "{}", references.len());
    for reference in references {
        let (table, column) = (text(&reference, "table"), text(&reference, "column"));
        let sql = format!(
            "SELECT 1 FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i
             WHERE i.seqno = 0 AND i.name = '{column}'"
        );
        assert!(!rows(&db, &sql).is_empty(), "{table}.{column}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let (db, _folder) = empty();
    let pragma = |name: &str| rows(&db, &format!("PRAGMA {name}"))[0][name].clone();
    assert_eq!(pragma("application_id"), APPLICATION_ID);
    assert_eq!(pragma("user_version"), SCHEMA_VERSION);
    let summary = &rows(&db, "SELECT * FROM summary")[0];
    assert_eq!(summary["schema_version"], SCHEMA_VERSION);
    assert!(text(summary, "about").contains("anew each time"));
}

#[test]
fn only_what_firsthand_wrote_may_be_replaced() {
    let (db, folder) = empty();
    drop(db);
    let place = |name: &str| folder.path().join(name);
    assert!(check(&place("news.db")).is_ok());
    assert!(check(&place("not-there.db")).is_ok());
    fs::write(place("empty.db"), "").expect("written");
    assert!(check(&place("empty.db")).is_ok());
    for notes in ["some notes", &"some notes ".repeat(100)] {
        fs::write(place("notes.txt"), notes).expect("written");
        assert!(matches!(
            check(&place("notes.txt")),
            Err(Refused::NoDatabase)
        ));
    }
    let other = Connection::open(place("other.db")).expect("opened");
    other.execute_batch("CREATE TABLE mine (x)").expect("made");
    assert!(matches!(check(&place("other.db")), Err(Refused::Foreign)));
    fs::write(place("news.db-wal"), "changes").expect("written");
    assert!(matches!(check(&place("news.db")), Err(Refused::InUse(_))));
    assert!(matches!(check(folder.path()), Err(Refused::Unreadable(_))));
}
