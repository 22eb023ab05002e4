//! How do rows go into a file? As CSV or as Parquet, row after row.

#[cfg(feature = "parquet")]
mod parquet;

#[cfg(feature = "parquet")]
pub use self::parquet::Parquet;

use std::io::{self, Write};

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether every row has it.
    pub required: bool,
}

impl Column {
    /// A column that every row has.
    pub fn required(name: &str, kind: Kind) -> Self {
        let name = name.to_owned();
        Column {
            name,
            kind,
            required: true,
        }
    }

    /// A column that a row may lack.
    pub fn optional(name: &str, kind: Kind) -> Self {
        Column {
            required: false,
            ..Column::required(name, kind)
        }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// UTF-8.
    Text,
    /// 64 bits, signed.
    Integer,
    /// 64 bits.
    Real,
    /// Yes or no.
    Truth,
}

/// A cell.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'c> {
    /// There is none.
    Null,
    /// Of a [`Kind::Text`].
    Text(&'c str),
    /// Of a [`Kind::Integer`].
    Integer(i64),
    /// Of a [`Kind::Real`].
    Real(f64),
    /// Of a [`Kind::Truth`].
    Truth(bool),
}

impl<'c> From<Option<&'c str>> for Cell<'c> {
    fn from(text: Option<&'c str>) -> Self {
        text.map_or(Cell::Null, Cell::Text)
    }
}

/// Writes the names of the columns as a line of CSV.
pub fn csv_head(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<Cell> = columns.iter().map(|c| Cell::Text(&c.name)).collect();
    csv_row(&names, out)
}

/// Writes a row as a line of CSV (RFC 4180): texts in quotation marks where they need them, nothing where a
/// cell is not there.
pub fn csv_row(cells: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        match cell {
            Cell::Null => {}
            Cell::Text(text) if text.contains(['"', ',', '\n', '\r']) => {
                write!(out, "\"{}\"", text.replace('"', "\"\""))?;
            }
            Cell::Text(text) => out.write_all(text.as_bytes())?,
            Cell::Integer(n) => write!(out, "{n}")?,
            Cell::Real(x) => write!(out, "{x}")?,
            Cell::Truth(truth) => write!(out, "{truth}")?,
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_need_it() {
        let mut out = Vec::new();
        let columns = [
            Column::required("a b", Kind::Text),
            Column::optional("c", Kind::Real),
        ];
        csv_head(&columns, &mut out).expect("written");
        let cells = [Cell::Text("said \"no\", twice"), Cell::Null];
        csv_row(&cells, &mut out).expect("written");
        csv_row(&[Cell::Integer(-3), Cell::Real(0.25)], &mut out).expect("written");
        csv_row(&[Cell::Text("two\nlines"), Cell::Truth(true)], &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        let expected = "a b,c\n\"said \"\"no\"\", twice\",\n-3,0.25\n\"two\nlines\",true\n";
        assert_eq!(text, expected);
    }
}
