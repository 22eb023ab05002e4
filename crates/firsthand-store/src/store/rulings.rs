//! What do people rule and note? Kept, undoable, and replayed when findings are made anew.

use super::{Store, StoreError, rows};
use rusqlite::{Connection, params};

/// A ruling where the texts were read wrongly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ruling {
    /// Its number.
    pub id: i64,
    /// When it was made, in UTC.
    pub at: String,
    /// The ruling, as a line of a file of overrides.
    pub ruling: String,
    /// When it was taken back, in UTC.
    pub undone: Option<String>,
}

/// A note on a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// When it was made, in UTC.
    pub at: String,
    /// The id of what it is about.
    pub about: String,
    /// The note.
    pub words: String,
    /// When it was taken back, in UTC.
    pub undone: Option<String>,
}

impl Store {
    /// Keeps a ruling, one line; the findings are then behind ([`Store::build`]).
    pub fn rule(&mut self, ruling: &str, at: &str) -> Result<i64, StoreError> {
        let transaction = self.write()?;
        let line = ruling.split(['\n', '\r']).next().unwrap_or_default();
        transaction.execute(
            "INSERT INTO overrides VALUES (NULL, ?, ?, NULL)",
            params![at, line],
        )?;
        let id = transaction.last_insert_rowid();
        transaction.execute("UPDATE state SET changes = changes + 1", [])?;
        transaction.commit()?;
        Ok(id)
    }

    /// Takes a ruling back; whether it held until now. The findings are then behind.
    pub fn undo_ruling(&mut self, id: i64, at: &str) -> Result<bool, StoreError> {
        self.undo("overrides", id, at, true)
    }

    /// Keeps a note about the finding with the id `about`.
    pub fn note(&mut self, about: &str, words: &str, at: &str) -> Result<i64, StoreError> {
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO notes VALUES (NULL, ?, ?, ?, NULL)",
            params![at, about, words],
        )?;
        let id = transaction.last_insert_rowid();
        transaction.commit()?;
        Ok(id)
    }

    /// Takes a note back; whether it stood until now.
    pub fn undo_note(&mut self, id: i64, at: &str) -> Result<bool, StoreError> {
        self.undo("notes", id, at, false)
    }

    fn undo(
        &mut self,
        table: &str,
        id: i64,
        at: &str,
        is_change: bool,
    ) -> Result<bool, StoreError> {
        let transaction = self.write()?;
        let undo = format!("UPDATE {table} SET undone = ? WHERE id = ? AND undone IS NULL");
        let undone = transaction.execute(&undo, params![at, id])? > 0;
        if undone && is_change {
            transaction.execute("UPDATE state SET changes = changes + 1", [])?;
        }
        transaction.commit()?;
        Ok(undone)
    }
}

/// Every ruling, also those that were taken back, in order.
pub fn rulings(db: &Connection) -> Result<Vec<Ruling>, StoreError> {
    let sql = "SELECT id, at, ruling, undone FROM overrides ORDER BY id";
    rows(db, sql, [], |row| {
        Ok(Ruling {
            id: row.get(0)?,
            at: row.get(1)?,
            ruling: row.get(2)?,
            undone: row.get(3)?,
        })
    })
}

/// Every note, also those that were taken back, in order; about one finding where its id is given.
pub fn notes(db: &Connection, about: Option<&str>) -> Result<Vec<Note>, StoreError> {
    let sql = "SELECT id, at, about, words, undone FROM notes WHERE about = coalesce(?1, about) ORDER BY id";
    rows(db, sql, [about], |row| {
        Ok(Note {
            id: row.get(0)?,
            at: row.get(1)?,
            about: row.get(2)?,
            words: row.get(3)?,
            undone: row.get(4)?,
        })
    })
}
