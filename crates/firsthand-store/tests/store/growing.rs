//! A store: does it grow as it should, whatever comes in between?

use crate::common::{example, root, rows};
use firsthand::{Page, Skipped};
use firsthand_store::{
    Added, Addition, Reading, Store, StoreError, forward, notes, reader, rulings, write,
};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;
use tempfile::TempDir;

fn addition(pages: Vec<Page>, skipped: Vec<Skipped>) -> Addition {
    let reading = |page| Reading { page, taken: None };
    Addition {
        readings: pages.into_iter().map(reading).collect(),
        skipped,
        at: "2031-05-09T10:00:00Z".into(),
        by: "test".into(),
    }
}

fn add(store: &mut Store, pages: Vec<Page>) -> Added {
    let added = store.add(&addition(pages, vec![]), None, &mut |_| {});
    added.unwrap_or_else(|e| panic!("{e}"))
}

fn pages() -> Vec<Page> {
    firsthand_io::read(&[root().join("examples/pile")]).pages
}

fn store() -> (Store, PathBuf, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("news.db");
    (Store::open(&path).expect("a store"), path, folder)
}

#[test]
fn those_who_make_a_store_at_one_time_make_one() {
    for _ in 0..40 {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("news.db");
        let all = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    all.wait();
                    Store::open(&path).map(drop).expect("a store");
                });
            }
        });
    }
}

/// A page as the web gives it.
fn page(url: &str, title: &str, text: &str) -> Page {
    let mut page = Page {
        locator: url.into(),
        sha256: format!("{:x}", text.len() * 31 + title.len()),
        content: format!("{title}\n\n{text}\n"),
        ..Page::default()
    };
    page.declared.url = Some(url.into());
    page
}

/// Every finding, table by table.
fn findings(db: &Connection) -> BTreeMap<String, Vec<String>> {
    let kept = [
        "state",
        "additions",
        "readings",
        "unread",
        "overrides",
        "notes",
        "forwarding",
        "article_readings",
        "known_quotations",
        "feeds",
        "watched",
        "alerts",
        "revisions",
        "descriptions",
    ];
    let tables = rows(
        db,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view') AND name NOT LIKE 'sqlite%'",
    );
    let names = tables
        .iter()
        .map(|t| t["name"].as_str().expect("a name").to_owned());
    names
        .filter(|name| !kept.contains(&name.as_str()))
        .map(|name| {
            let all = rows(db, &format!("SELECT * FROM \"{name}\""));
            let text = |row: &serde_json::Map<String, Value>| {
                let row = row.iter().filter(|(column, _)| *column != "about");
                serde_json::to_string(&row.collect::<Vec<_>>()).expect("JSON")
            };
            (name, all.iter().map(text).collect())
        })
        .collect()
}

/// Ids of events, stories and statements by their place in the order of the report.
fn groups(db: &Connection) -> BTreeMap<(&'static str, u64), String> {
    let mut all = BTreeMap::new();
    for table in ["events", "stories", "statements"] {
        for row in rows(db, &format!("SELECT rowid AS n, id FROM {table}")) {
            let id = row["id"].as_str().expect("an id").to_owned();
            all.insert((table, row["n"].as_u64().expect("a number")), id);
        }
    }
    all
}

fn sound(db: &Connection) {
    assert!(rows(db, "PRAGMA foreign_key_check").is_empty());
    assert_eq!(
        rows(db, "PRAGMA integrity_check")[0]["integrity_check"],
        "ok"
    );
}

#[test]
fn several_additions_come_to_what_one_comes_to_and_to_the_export() {
    let (mut once, _, _a) = store();
    add(&mut once, pages());
    let (mut often, _, _b) = store();
    let mut all = pages();
    // In an order of their own, and most of them again and again.
    all.reverse();
    for n in [3, 4, 11, 12, all.len()] {
        add(&mut often, all[..n].to_vec());
    }
    sound(often.connection());
    let (one, many) = (findings(once.connection()), findings(often.connection()));
    // Ids of groups up to the mapping: the same place in the report, another id at times.
    let (ids, other) = (groups(once.connection()), groups(often.connection()));
    assert_eq!(ids.len(), other.len());
    let mapped: BTreeMap<&String, &String> = other.values().zip(ids.values()).collect();
    assert_eq!(mapped.len(), ids.len());
    for (table, rows) in &one {
        let renamed: Vec<String> = many[table]
            .iter()
            .map(|row| {
                let parts = row.split('"').map(|part| {
                    mapped
                        .get(&part.to_owned())
                        .map_or(part.to_owned(), |id| (*id).clone())
                });
                parts.collect::<Vec<_>>().join("\"")
            })
            .collect();
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (rows.iter().collect(), renamed.iter().collect());
        assert_eq!(a, b, "{table}");
    }
    // Nobody is sent to an id that is not there.
    for row in rows(
        often.connection(),
        "SELECT id FROM forwarding WHERE leads_to IS NOT NULL",
    ) {
        let to = forward(often.connection(), row["id"].as_str().expect("an id")).expect("asked");
        assert!(other.values().any(|id| Some(id) == to.as_ref()), "{row:?}");
    }

    let export = TempDir::new().expect("a folder");
    let path = export.path().join("export.db");
    let mut report = example();
    report.skipped.clear();
    write(&report, &path).expect("written");
    assert_eq!(findings(&reader(&path).expect("opened")), one);
}

#[test]
fn the_same_page_twice_is_once_and_another_version_is_kept() {
    let (mut store, _, _folder) = store();
    let (url, title) = (
        "https://post.example/2031/ferry?utm_source=feed",
        "Ferry stopped for the summer",
    );
    let text = "The ferry over the Sill is stopped until June, Mayor Ines Calder said on Monday. The landing stays open.";
    let first = add(&mut store, vec![page(url, title, text)]);
    assert_eq!((first.new, first.versions), (1, 0));
    let state = store.state().expect("read");
    // Another way to it, and other things around the same text.
    let mut again = page("http://www.post.example/2031/ferry#top", title, text);
    again.content += "\nRelated:\nBridge opens\n";
    again.sha256 = "another".into();
    let added = add(&mut store, vec![again]);
    assert_eq!((added.new, added.repeated), (0, 1), "{added:?}");
    assert_eq!(store.state().expect("read"), state);
    let changed = text.replace("until June", "until August");
    let added = add(&mut store, vec![page(url, title, &changed)]);
    assert_eq!((added.new, added.versions), (1, 1));
    let db = store.connection();
    let versions = rows(db, "SELECT place, article, earlier FROM revisions");
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1]["earlier"], versions[0]["article"]);
    let log = rows(
        db,
        "SELECT pages, new, versions, repeated FROM additions ORDER BY id",
    );
    assert_eq!(log.len(), 3);
    assert_eq!(log[2]["versions"], 1);
    sound(db);
}

#[test]
fn what_could_not_be_read_is_named_until_it_can_be() {
    let (mut store, _, _folder) = store();
    let skipped = Skipped {
        locator: "a.txt".into(),
        reason: "the file is empty".into(),
    };
    store
        .add(&addition(vec![], vec![skipped]), None, &mut |_| {})
        .expect("added");
    let db = store.connection();
    assert_eq!(rows(db, "SELECT * FROM skipped")[0]["locator"], "a.txt");
    assert_eq!(
        rows(db, "SELECT pages, skipped FROM summary")[0]["pages"],
        1
    );
    let mut now = page("https://post.example/1", "Ferry", "It runs again.");
    now.locator = "a.txt".into();
    add(&mut store, vec![now]);
    let db = store.connection();
    assert!(rows(db, "SELECT * FROM skipped").is_empty());
    assert_eq!(
        rows(db, "SELECT pages, skipped FROM summary")[0]["pages"],
        1
    );
}

#[test]
fn rulings_and_notes_are_kept_and_can_be_undone() {
    let (mut store, path, _folder) = store();
    add(&mut store, pages());
    let at = "2031-05-09T11:00:00Z";
    let note = store
        .note("a0123456789abcdef", "called the port: confirmed", at)
        .expect("kept");
    let ruling = store
        .rule("owner \"Harbor Post\" \"Quay Group\"\nmerge", at)
        .expect("kept");
    let behind = store.state().expect("read");
    assert!(behind.findings < behind.changes);
    store.build(None, &mut |_| {}).expect("made");
    let other = reader(&path).expect("opened");
    assert_eq!(
        notes(&other, Some("a0123456789abcdef"))
            .expect("read")
            .len(),
        1
    );
    assert!(notes(&other, Some("a1")).expect("read").is_empty());
    assert_eq!(
        rulings(&other).expect("read")[0].ruling,
        "owner \"Harbor Post\" \"Quay Group\""
    );
    assert!(store.undo_note(note, at).expect("undone"));
    assert!(!store.undo_note(note, at).expect("not again"));
    assert!(store.undo_ruling(ruling, at).expect("undone"));
    assert_eq!(
        rulings(&other).expect("read")[0].undone.as_deref(),
        Some(at)
    );
    assert!(other.execute_batch("DELETE FROM notes").is_err());
}

#[test]
fn rulings_are_replayed_after_an_addition_until_they_are_taken_back() {
    let (mut store, _, _folder) = store();
    let (first, rest) = {
        let mut all = pages();
        let rest = all.split_off(all.len() - 3);
        (all, rest)
    };
    add(&mut store, first);
    let pair = "SELECT a.id AS one, b.id AS other FROM articles a JOIN articles b ON b.event <> a.event ORDER BY a.rowid, b.rowid LIMIT 1";
    let pair = rows(store.connection(), pair).remove(0);
    let (one, other) = (pair["one"].clone(), pair["other"].clone());
    let together = |store: &Store| {
        let sql =
            format!("SELECT count(DISTINCT event) AS n FROM articles WHERE id IN ({one}, {other})")
                .replace('"', "'");
        rows(store.connection(), &sql)[0]["n"] == 1
    };
    assert!(!together(&store));
    let id = |v: &Value| v.as_str().expect("an id").to_owned();
    let at = "2031-05-09T11:00:00Z";
    let ruling = format!("merge {} {}  # one strike", id(&one), id(&other));
    let ruling = store.rule(&ruling, at).expect("kept");
    store.build(None, &mut |_| {}).expect("made");
    assert!(together(&store));
    add(&mut store, rest);
    assert!(together(&store), "replayed");
    let ruled = rows(store.connection(), "SELECT line, warning FROM rulings");
    assert_eq!(ruled.len(), 1);
    assert_eq!(
        (&ruled[0]["line"], &ruled[0]["warning"]),
        (&ruling.into(), &Value::Null)
    );
    assert!(store.undo_ruling(ruling, at).expect("undone"));
    store.build(None, &mut |_| {}).expect("made");
    assert!(!together(&store));
    sound(store.connection());
}

#[test]
fn readers_see_the_old_findings_until_the_new_ones_are_whole() {
    let (mut store, path, _folder) = store();
    let mut all = pages();
    let rest = all.split_off(10);
    add(&mut store, all);
    let other = reader(&path).expect("opened");
    let count = |db: &Connection| rows(db, "SELECT articles FROM summary")[0]["articles"].clone();
    other.execute_batch("BEGIN").expect("begun");
    assert_eq!(count(&other), 10);
    let kept = store.keep(&addition(rest, vec![])).expect("kept");
    assert!(kept.new > 0);
    store.build(None, &mut |_| {}).expect("made");
    assert_eq!(count(&other), 10, "the moment that the reader is in");
    other.execute_batch("COMMIT").expect("ended");
    assert_eq!(count(&other), 10 + kept.new);
}

#[test]
fn two_that_write_lose_nothing() {
    let (store, path, _folder) = store();
    drop(store);
    let all = pages();
    let halves = [all[..14].to_vec(), all[8..].to_vec()];
    std::thread::scope(|scope| {
        for half in halves {
            let path = &path;
            scope.spawn(move || add(&mut Store::open(path).expect("opened"), half));
        }
    });
    let db = reader(&path).expect("opened");
    assert_eq!(
        rows(&db, "SELECT articles FROM summary")[0]["articles"],
        all.len()
    );
    sound(&db);
}

/// The sentence on why the store at `path` cannot be used.
fn refused(path: &Path) -> String {
    match Store::open(path) {
        Ok(_) => panic!("it is a store"),
        Err(e) => e.to_string(),
    }
}

#[test]
fn what_is_no_store_is_refused_with_a_sentence() {
    let folder = TempDir::new().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    // An export as version 1 of the tables had it.
    let packed = fs::read(root().join("crates/firsthand-store/tests/store/old/export-1.db.gz"))
        .expect("a file");
    let mut old = Vec::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_end(&mut old)
        .expect("unpacked");
    fs::write(place("old.db"), &old).expect("written");
    assert!(refused(&place("old.db")).contains("does not hold the pages"));
    assert!(matches!(
        reader(&place("old.db")),
        Err(StoreError::Version(1))
    ));
    assert_eq!(fs::read(place("old.db")).expect("a file"), old);
    write(&example(), &place("export.db")).expect("written");
    assert!(refused(&place("export.db")).contains("does not hold the pages"));
    fs::write(place("notes.txt"), "mine").expect("written");
    assert!(refused(&place("notes.txt")).contains("not a database"));
    let other = Connection::open(place("other.db")).expect("opened");
    other.execute_batch("CREATE TABLE mine (x)").expect("made");
    assert!(refused(&place("other.db")).contains("firsthand did not write"));
    drop(Store::open(&place("news.db")).expect("made"));
    let newer = Connection::open(place("news.db")).expect("opened");
    newer
        .execute_batch("PRAGMA user_version = 99")
        .expect("set");
    assert!(refused(&place("news.db")).contains("a newer firsthand"));
    // And no export takes the place of a store.
    let said = firsthand_store::check(&place("news.db")).expect_err("refused");
    assert!(said.to_string().contains("it is a store"), "{said}");
}

#[test]
fn a_damaged_page_is_named() {
    let (mut store, path, _folder) = store();
    add(&mut store, pages());
    let other = Connection::open(&path).expect("opened");
    other
        .execute_batch(
            "UPDATE readings SET page = x'00' WHERE id = 7; UPDATE state SET changes = changes + 1",
        )
        .expect("damaged");
    let said = store.build(None, &mut |_| {}).expect_err("damaged");
    assert!(said.to_string().contains("page 7"), "{said}");
    assert_eq!(
        rows(&other, "SELECT articles FROM summary")[0]["articles"],
        pages().len()
    );
}
