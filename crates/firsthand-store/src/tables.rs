//! Which tables of findings are there, and what stands in them? For whoever wants them in another form than SQLite's.

use crate::schema::FINDINGS;
use firsthand_io::table::{Cell, Column, Kind};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Error};
use std::io;

/// A table of findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns that its rows are sorted by; none where they stand in the order of the report.
    sorted_by: Vec<String>,
}

/// Every table of findings, in the order of `schema/`; neither views nor what only a store keeps.
pub fn tables() -> Result<Vec<Table>, Error> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(FINDINGS)?;
    let mut list = db.prepare(
        "SELECT s.name, l.wr FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name
         WHERE s.type = 'table' AND l.type = 'table' ORDER BY s.rowid",
    )?;
    let names: Vec<(String, bool)> = list
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let table = |(name, is_sorted): (String, bool)| table(&db, name, is_sorted);
    names.into_iter().map(table).collect()
}

fn table(db: &Connection, name: String, is_sorted: bool) -> Result<Table, Error> {
    let mut info = db.prepare(
        "SELECT name, type, \"notnull\" OR pk > 0, pk FROM pragma_table_info(?) ORDER BY cid",
    )?;
    let rows = info.query_map([&name], |row| {
        let column = Column {
            name: row.get(0)?,
            kind: match row.get_ref(1)?.as_str()? {
                "INTEGER" => Kind::Integer,
                "REAL" => Kind::Real,
                _ => Kind::Text,
            },
            required: row.get(2)?,
        };
        Ok((column, row.get::<_, usize>(3)?))
    })?;
    let columns: Vec<(Column, usize)> = rows.collect::<Result<_, _>>()?;
    let mut keys: Vec<&(Column, usize)> = columns.iter().filter(|c| is_sorted && c.1 > 0).collect();
    keys.sort_by_key(|(_, place)| *place);
    let sorted_by = keys.iter().map(|(c, _)| c.name.clone()).collect();
    Ok(Table {
        name,
        sorted_by,
        columns: columns.into_iter().map(|(column, _)| column).collect(),
    })
}

impl Table {
    /// Hands on every row that `db` has of this table. The same findings give the same rows in the same order.
    pub fn rows(
        &self,
        db: &Connection,
        hand: &mut dyn FnMut(&[Cell]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut select = db.prepare(&self.select()).map_err(io::Error::other)?;
        let mut rows = select.query([]).map_err(io::Error::other)?;
        while let Some(row) = rows.next().map_err(io::Error::other)? {
            let cell = |i| cell(row.get_ref(i)?);
            let cells = (0..self.columns.len()).map(cell);
            let cells: Vec<Cell> = cells.collect::<Result<_, _>>().map_err(io::Error::other)?;
            hand(&cells)?;
        }
        Ok(())
    }

    fn select(&self) -> String {
        let names = self.columns.iter().map(|c| format!("\"{}\"", c.name));
        let names: Vec<String> = names.collect();
        let order = match self.sorted_by.is_empty() {
            true => "rowid".to_owned(),
            false => self.sorted_by.join(", "),
        };
        format!(
            "SELECT {} FROM \"{}\" ORDER BY {order}",
            names.join(", "),
            self.name
        )
    }
}

fn cell(value: ValueRef) -> Result<Cell, Error> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Integer(n),
        ValueRef::Real(x) => Cell::Real(x),
        ValueRef::Text(_) => Cell::Text(value.as_str()?),
        ValueRef::Blob(_) => {
            let (column, name) = (0, "a table of findings".to_owned());
            return Err(Error::InvalidColumnType(column, name, Type::Blob));
        }
    })
}
