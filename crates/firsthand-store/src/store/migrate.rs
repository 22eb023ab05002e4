//! How does a store of an older version come to the tables of this one?
//!
//! In one transaction. A table whose definition is another one now is made anew and takes over the columns that it had; where more
//! than that is to be done, and a column that a store keeps may not go without it, the step of its version does it. What can be
//! read off from other rows is read off; what cannot is 0 or empty until the findings are made anew, which the next addition does. An export is not brought on: it is made anew from its pages.

use super::{StoreError, rows};
use crate::schema::read_off;
use crate::{SCHEMA_VERSION, descriptions};
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

/// The first version that had stores.
const FIRST: u32 = 2;

/// What leads from each version, beginning with [`FIRST`], to the next, before the findings take their new shape.
const STEPS: [&str; (SCHEMA_VERSION - FIRST) as usize] = [
    // To 3: what an article mentions beside its event was background. Speakers are numbered by how often they are quoted;
    // numbers below zero are in nobody's way.
    "ALTER TABLE event_also ADD COLUMN kind TEXT NOT NULL DEFAULT 'background';
     CREATE TEMP TABLE ranked AS SELECT id AS was, row_number() OVER (ORDER BY quotations DESC, name) AS now FROM speakers;
     CREATE UNIQUE INDEX temp.ranked_was ON ranked(was);
     UPDATE speakers SET id = -(SELECT now FROM ranked WHERE was = id);
     UPDATE speaker_variants SET speaker = -(SELECT now FROM ranked WHERE was = speaker);
     UPDATE speakers SET id = -id - 1;
     UPDATE speaker_variants SET speaker = -speaker - 1;
     DROP TABLE temp.ranked;",
];

/// Brings the tables of `db` from version `from` to this one.
pub(super) fn migrate(db: &mut Connection, from: u32) -> Result<(), StoreError> {
    let steps = from
        .checked_sub(FIRST)
        .and_then(|i| STEPS.get(i as usize..));
    let steps = steps.ok_or(StoreError::Version(from))?;
    // A renamed table takes no references along: they are meant for the one that gets its name.
    db.execute_batch("PRAGMA legacy_alter_table = ON")?;
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have done it meanwhile.
    let now: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if now != from {
        return Ok(());
    }
    steps
        .iter()
        .try_for_each(|s| transaction.execute_batch(s))?;
    reshape(&transaction)?;
    transaction.execute_batch(&format!(
        "PRAGMA user_version = {SCHEMA_VERSION};
         UPDATE summary SET schema_version = {SCHEMA_VERSION};
         UPDATE state SET changes = changes + 1;"
    ))?;
    Ok(transaction.commit()?)
}

/// Gives tables, views and indexes their new shape; what has it already stays as it is.
fn reshape(db: &Connection) -> Result<(), StoreError> {
    let mut empty = Connection::open_in_memory()?;
    super::create(&mut empty)?;
    let wanted = shape(&empty)?;
    let (mut there, mut old) = (BTreeSet::new(), Vec::new());
    for (name, (kind, sql)) in shape(db)? {
        if wanted.get(&name).is_some_and(|(_, w)| *w == sql) {
            there.insert(name);
        } else if kind == "table" && !sql.starts_with("CREATE VIRTUAL") {
            db.execute_batch(&format!("ALTER TABLE \"{name}\" RENAME TO \"old {name}\""))?;
            old.push(name);
        } else {
            db.execute_batch(&format!("DROP {kind} IF EXISTS \"{name}\""))?;
        }
    }
    // An index of a table that is made anew has the name of the new one's.
    for name in &old {
        let of_it = format!(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'old {name}'"
        );
        for index in names(db, &of_it)? {
            db.execute_batch(&format!("DROP INDEX \"{index}\""))?;
            there.remove(&index);
        }
    }
    // Tables first: views and full-text indexes speak of them.
    let missing = |is: &str| {
        let missing = wanted
            .iter()
            .filter(|(name, (kind, _))| kind == is && !there.contains(*name));
        missing
            .map(|(name, (_, sql))| (name.clone(), sql.clone()))
            .collect::<Vec<_>>()
    };
    let (virtuals, tables): (Vec<_>, Vec<_>) =
        (missing("table").into_iter()).partition(|(_, sql)| sql.starts_with("CREATE VIRTUAL"));
    for (_, sql) in tables {
        db.execute_batch(&sql)?;
    }
    for name in old {
        take_over(db, &name)?;
        db.execute_batch(&format!("DROP TABLE \"old {name}\""))?;
    }
    for (name, sql) in virtuals {
        db.execute_batch(&format!(
            "{sql}; INSERT INTO {name}({name}) VALUES ('rebuild');"
        ))?;
    }
    for (_, sql) in missing("index").into_iter().chain(missing("view")) {
        db.execute_batch(&sql)?;
    }
    for sql in read_off() {
        db.execute_batch(sql)?;
    }
    db.execute_batch("DELETE FROM descriptions")?;
    let mut insert = db.prepare("INSERT INTO descriptions VALUES (?, ?, ?)")?;
    for d in descriptions() {
        insert.execute(params![d.table, d.column, d.text])?;
    }
    Ok(())
}

/// Tables, views and indexes by name: what each is, and its definition.
fn shape(db: &Connection) -> Result<BTreeMap<String, (String, String)>, StoreError> {
    // What belongs to a full-text index goes and comes with it.
    let mut select = db.prepare(
        "SELECT s.name, s.type, s.sql FROM sqlite_schema s WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite%'
         AND s.tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')",
    )?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes the rows of the table that was `name` into the one that is, in their order.
fn take_over(db: &Connection, name: &str) -> Result<(), StoreError> {
    // A column that is new and may not be null has a value that says nothing.
    let columns = format!(
        "SELECT n.name || '/' || CASE WHEN o.name IS NOT NULL THEN '\"' || n.name || '\"' WHEN n.type = 'TEXT' THEN '''''' ELSE '0' END
         FROM pragma_table_info('{name}') n LEFT JOIN pragma_table_info('old {name}') o ON o.name = n.name
         WHERE o.name IS NOT NULL OR (n.\"notnull\" AND n.dflt_value IS NULL)"
    );
    let columns = names(db, &columns)?;
    if columns.is_empty() {
        return Ok(());
    }
    let (names, values): (Vec<&str>, Vec<&str>) =
        columns.iter().filter_map(|c| c.split_once('/')).unzip();
    let (names, values) = (names.join("\", \""), values.join(", "));
    Ok(db.execute_batch(&format!(
        "INSERT INTO \"{name}\" (\"{names}\") SELECT {values} FROM \"old {name}\""
    ))?)
}

fn names(db: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    rows(db, sql, [], |row| row.get(0))
}
