//! The provenance graph as two tables, for spreadsheets and tools that draw networks.
//!
//! The first columns have the names that Gephi and others look for: `Id`, `Label`; `Source`, `Target`.

use super::Receipts;
use crate::json::{edge_kind, node_kind, strength};
use firsthand::Report;
use std::io::{self, Write};

/// Writes the nodes, a line each; the first line has the names of the columns.
pub fn nodes(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    row(out, &["Id", "Label", "kind", "seen"])?;
    for n in &report.provenance.nodes {
        let seen = if n.seen { "true" } else { "false" };
        row(out, &[&n.id.to_string(), &n.name, node_kind(n.kind), seen])?;
    }
    Ok(())
}

/// Writes the edges, from the one who carries to the one it came from; the first line has the names of
/// the columns. `evidence` holds receipts, parted by spaces: article, first code point, one past the last.
pub fn edges(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let receipts = Receipts::new(report);
    let columns = [
        "Source", "Target", "Type", "kind", "strength", "holds", "override", "evidence",
    ];
    row(out, &columns)?;
    for e in &report.provenance.edges {
        let node = |n: usize| report.provenance.nodes[n].id.to_string();
        let line = e.overridden.map(|o| o.line.to_string());
        row(
            out,
            &[
                &node(e.from),
                &node(e.to),
                "Directed",
                edge_kind(e.kind),
                strength(e.strength),
                if e.holds() { "true" } else { "false" },
                &line.unwrap_or_default(),
                &receipts.words(e).join(" "),
            ],
        )?;
    }
    Ok(())
}

/// A line of cells, quoted where they need it. A cell that a spreadsheet would take for a formula gets
/// an apostrophe in front, since names come from the web.
fn row(out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.write_all(b",")?;
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let mark = if formula { "'" } else { "" };
        match cell.contains([',', '"', '\n', '\r']) {
            true => write!(out, "\"{mark}{}\"", cell.replace('"', "\"\""))?,
            false => write!(out, "{mark}{cell}")?,
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        let mut out = Vec::new();
        row(&mut out, &["a, b", "=1+1", "said \"no\"", "plain"]).expect("written");
        let line = String::from_utf8(out).expect("text");
        assert_eq!(line, "\"a, b\",'=1+1,\"said \"\"no\"\"\",plain\n");
    }
}
