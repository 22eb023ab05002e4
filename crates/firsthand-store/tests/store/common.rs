//! A database of the example, and a way to ask it.

use firsthand::provenance::{Edge, EdgeKind};
use firsthand::{Overrides, Report, pipeline};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The report of the example that ships with firsthand, and of a page that no reader can read.
pub(crate) fn example() -> Report {
    let pile = firsthand_io::read(&[root().join("examples/pile"), root().join("no-such-page")]);
    assert_eq!(pile.skipped.len(), 1);
    pipeline::run(pile.pages, pile.skipped)
}

/// The same with an edge that people cut, an event that they split and a line that rules on nothing.
pub(crate) fn ruled_example() -> Report {
    let pile = firsthand_io::read(&[root().join("examples/pile"), root().join("no-such-page")]);
    assert_eq!(pile.skipped.len(), 1);
    let plain = pipeline::run(pile.pages.clone(), Vec::new());
    let credit = |e: &&Edge| e.kind == EdgeKind::Credits;
    let edge = plain.provenance.edges.iter().find(credit);
    let edge = edge.expect("somebody credits somebody");
    let node = |n: usize| plain.provenance.nodes[n].id;
    let (from, to) = (node(edge.from), node(edge.to));
    let lines = format!(
        "cut {from} credits {to}\nsplit {}\nsplit of nothing",
        plain.articles[0].id
    );
    let ruled = Overrides::parse(&lines);
    pipeline::run_with(pile.pages, pile.skipped, None, &ruled, &mut |_| {})
}

/// A database of `report`, gone with the folder.
pub(crate) fn database(report: &Report) -> (Connection, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("news.db");
    firsthand_store::write(report, &path).expect("written");
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("opened");
    (db, folder)
}

/// The rows that `sql` gives, one object each.
pub(crate) fn rows(db: &Connection, sql: &str) -> Vec<Map<String, Value>> {
    let mut statement = db.prepare(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    let names: Vec<String> = statement.column_names().map(|n| n.to_string()).collect();
    let rows = statement.query_map([], |row| {
        let cell = |(i, name): (usize, &String)| Ok((name.clone(), value(row.get_ref(i)?)));
        names.iter().enumerate().map(cell).collect()
    });
    let rows: rusqlite::Result<_> = rows.and_then(Iterator::collect);
    rows.unwrap_or_else(|e| panic!("{sql}: {e}"))
}

fn value(cell: rusqlite::types::ValueRef) -> Value {
    use rusqlite::types::ValueRef::*;
    match cell {
        Null => Value::Null,
        Integer(i) => json!(i),
        Real(x) => json!(x),
        Text(t) => json!(std::str::from_utf8(t).expect("UTF-8")),
        Blob(b) => json!(b),
    }
}
