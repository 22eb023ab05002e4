//! A store that an older version wrote: does it open, and is nothing lost that people gave?

use crate::common::{root, rows};
use firsthand_store::{SCHEMA_VERSION, Store, StoreError, notes, reader, rulings};
use rusqlite::Connection;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use tempfile::TempDir;

/// A store of nine pages of the example, with a merge, a name, a ruling taken back, a note, a feed and an alert, as version 2 of
/// the tables had it.
fn old() -> (PathBuf, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("old.db");
    let packed = root().join("crates/firsthand-store/tests/store/old/store-2.db.gz");
    let mut file = Vec::new();
    flate2::read::GzDecoder::new(&fs::read(packed).expect("a file")[..])
        .read_to_end(&mut file)
        .expect("unpacked");
    fs::write(&path, file).expect("written");
    (path, folder)
}

type Tables = BTreeMap<String, Vec<Map<String, Value>>>;

/// Every row of every table.
fn tables(db: &Connection) -> Tables {
    let names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'";
    let names = rows(db, names);
    let names = names.iter().map(|t| t["name"].as_str().expect("a name"));
    names
        .map(|name| {
            (
                name.to_owned(),
                rows(db, &format!("SELECT * FROM \"{name}\"")),
            )
        })
        .collect()
}

/// What defines the tables, views and indexes.
fn shape(db: &Connection) -> BTreeSet<String> {
    rows(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
        .iter()
        .map(|s| s["sql"].as_str().expect("a definition").to_owned())
        .collect()
}

#[test]
fn an_older_store_is_brought_on_and_nothing_is_lost() {
    let (path, folder) = old();
    let before = tables(&Connection::open(&path).expect("opened"));
    let store = Store::open(&path).expect("brought on");
    let after = tables(store.connection());
    assert_eq!(
        rows(store.connection(), "PRAGMA user_version")[0]["user_version"],
        SCHEMA_VERSION
    );
    let fresh = Store::open(&folder.path().join("fresh.db")).expect("a store");
    assert_eq!(shape(store.connection()), shape(fresh.connection()));
    // Numbers of speakers are by how often they are quoted now; what describes the tables is new.
    let renumbered = [
        "speakers",
        "speaker_variants",
        "descriptions",
        "summary",
        "state",
    ];
    for (name, old) in &before {
        if renumbered.contains(&name.as_str()) {
            continue;
        }
        assert_eq!(old.len(), after[name].len(), "{name}");
        for (old, new) in old.iter().zip(&after[name]) {
            for (column, value) in old {
                assert_eq!(new.get(column), Some(value), "{name}.{column}");
            }
        }
    }
    let names = |all: &Tables| -> BTreeMap<String, BTreeSet<String>> {
        let text = |v: &Value| v.as_str().expect("text").to_owned();
        let speakers = all["speakers"].iter();
        speakers
            .map(|s| {
                let of = all["speaker_variants"]
                    .iter()
                    .filter(|v| v["speaker"] == s["id"]);
                (text(&s["name"]), of.map(|v| text(&v["wording"])).collect())
            })
            .collect()
    };
    assert_eq!(names(&before), names(&after));
    assert!(names(&after).values().any(|v| !v.is_empty()));
    let foreign = rows(store.connection(), "PRAGMA foreign_key_check");
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn what_people_ruled_holds_when_findings_are_made_anew() {
    let (path, _folder) = old();
    let mut store = Store::open(&path).expect("brought on");
    let state = store.state().expect("a state");
    assert!(state.changes > state.findings, "{state:?}");
    store.build(None, &mut |_| {}).expect("built");
    let db = store.connection();
    let ruled = rulings(db).expect("rulings");
    assert_eq!(ruled.len(), 3);
    assert!(ruled[2].undone.is_some());
    assert_eq!(notes(db, None).expect("notes").len(), 1);
    let followed = rows(db, "SELECT line FROM rulings WHERE warning IS NULL");
    assert_eq!(followed.len(), 2);
    let one = "SELECT count(DISTINCT event) AS n FROM articles WHERE locator LIKE '%/brackwater-mail.txt' OR locator LIKE '%/capital-letter.txt'";
    assert_eq!(rows(db, one)[0]["n"], 1);
    assert_eq!(
        rows(
            db,
            "SELECT count(*) AS n FROM quotations WHERE speaker = 'Halm Copper Works'"
        )[0]["n"],
        2
    );
}

#[test]
fn what_lists_go_by_is_there_before_findings_are_made_anew() {
    let (path, _folder) = old();
    // Who only reads brings an older store on too.
    let read = reader(&path).expect("to read from");
    let of = |sql: &str| rows(&read, sql);
    let quoted: Vec<u64> = of("SELECT quotations AS n FROM speakers ORDER BY id")
        .iter()
        .filter_map(|r| r["n"].as_u64())
        .collect();
    assert!(
        quoted.len() > 5 && quoted.is_sorted_by(|a, b| a >= b),
        "{quoted:?}"
    );
    for nothing in [
        "SELECT id FROM speakers WHERE statements = 0 OR statements > quotations",
        "SELECT s.id FROM statements s WHERE day IS NOT (SELECT min(coalesce(a.published_earliest, a.published_latest))
           FROM quotations q JOIN articles a ON a.id = q.article WHERE q.statement = s.id)",
        "SELECT id FROM events WHERE (material_changes = 0) <> (change IS NULL)",
        "SELECT id FROM stories WHERE time_latest IS NULL AND id IN (SELECT story FROM events WHERE time_latest IS NOT NULL)",
    ] {
        assert!(of(nothing).is_empty(), "{nothing}");
    }
    assert!(!of("SELECT id FROM events WHERE material_changes > 0").is_empty());
    assert!(!of("SELECT id FROM events WHERE open_questions > 0").is_empty());
    assert_eq!(
        of("SELECT rowid FROM speakers_fts WHERE speakers_fts MATCH 'brandvold'").len(),
        1
    );
}

#[test]
fn a_newer_store_and_one_of_no_version_are_named_and_left_alone() {
    let (path, _folder) = old();
    for (version, says) in [
        (99, "a newer firsthand wrote it"),
        (1, "cannot be brought to version"),
    ] {
        let db = Connection::open(&path).expect("opened");
        db.execute_batch(&format!("PRAGMA user_version = {version}"))
            .expect("set");
        let shape_before = shape(&db);
        for refused in [Store::open(&path).err(), reader(&path).err()] {
            let refused = refused.expect("refused");
            assert!(matches!(refused, StoreError::Version(v) if v == version));
            assert!(refused.to_string().contains(says), "{refused}");
        }
        assert_eq!(shape(&db), shape_before);
    }
}
