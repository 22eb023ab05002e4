//! A terminal's worth of text: paragraphs, labelled fields and columns, wrapped to its width.
//!
//! **Invariant**: everything that reaches the screen goes through [`Text`], which takes out every
//! character that a terminal would obey, so that a page of the pile cannot move the cursor, change
//! colours or reorder the line.

mod harmless;
mod text;
mod wrap;

pub(crate) use harmless::{block, line, said};
pub(crate) use text::{Ink, Text, join};
pub(crate) use wrap::{shorten, width};

use crate::args::{Color, OutputArgs};
use crate::output::Output;
use std::io::{self, Write};
use wrap::{Row, wrap};

/// Lines longer than this are tiring to read.
const WIDTH_MAX: usize = 100;
/// Below this, columns make no sense and words break.
const WIDTH_MIN: usize = 40;
/// What labels of fields take, the space after them included.
const LABEL_WIDTH: usize = 11;
/// The space between columns.
const GUTTER: usize = 3;

/// How the text is to look.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Whether to colour.
    pub(crate) color: bool,
    /// Columns to fill.
    pub(crate) width: usize,
}

impl Look {
    /// What suits `output`, as far as the user has not said.
    pub(crate) fn of(args: &OutputArgs, output: &Output) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        let color = match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => output.is_terminal() && !set("NO_COLOR") && !dumb,
        };
        let told = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let seen = || match output.is_terminal() {
            true => terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)),
            false => None,
        };
        let width = told.or_else(seen).unwrap_or(WIDTH_MAX);
        Look {
            color,
            width: width.clamp(WIDTH_MIN, WIDTH_MAX),
        }
    }
}

/// Writes text of one look.
pub(crate) struct Screen<'w> {
    look: Look,
    out: &'w mut dyn Write,
    /// Whether an empty line is due before the next line.
    gap: bool,
}

impl<'w> Screen<'w> {
    /// A screen that writes to `out`.
    pub(crate) fn new(look: Look, out: &'w mut dyn Write) -> Self {
        Screen {
            look,
            out,
            gap: false,
        }
    }

    /// How it looks.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// One empty line before whatever comes next; none at the end.
    pub(crate) fn gap(&mut self) {
        self.gap = true;
    }

    /// `text` from column `indent` on, further lines `hang` columns deeper.
    pub(crate) fn paragraph(&mut self, indent: usize, hang: usize, text: &Text) -> io::Result<()> {
        let rows = wrap(text, self.look.width.saturating_sub(indent), hang);
        for row in rows {
            self.row(indent, &row)?;
        }
        Ok(())
    }

    /// `text` beside a label; an empty label goes on under the last one.
    pub(crate) fn field(
        &mut self,
        indent: usize,
        label: &str,
        hang: usize,
        text: &Text,
    ) -> io::Result<()> {
        let inner = self.look.width.saturating_sub(indent + LABEL_WIDTH);
        let mut label = Text::new().with(Ink::Label, label);
        for row in wrap(text, inner, hang) {
            self.cells(indent, &[(LABEL_WIDTH, label.row()), (inner, row)])?;
            label = Text::new();
        }
        Ok(())
    }

    /// `left` from `indent` on and `right` at the right edge where both fit on one line; otherwise
    /// one under the other.
    pub(crate) fn spread(&mut self, indent: usize, left: &Text, right: &Text) -> io::Result<()> {
        let room = self.look.width.saturating_sub(indent);
        let (l, r) = (left.width(), right.width());
        if l + GUTTER + r > room {
            self.paragraph(indent, 2, left)?;
            return self.paragraph(indent, 2, right);
        }
        self.cells(indent, &[(room - r, left.row()), (r, right.row())])
    }

    /// Texts side by side in columns of equal width.
    pub(crate) fn columns(&mut self, indent: usize, texts: &[&Text]) -> io::Result<()> {
        let width = column_width(self.look.width - indent, texts.len());
        let wrapped: Vec<_> = texts.iter().map(|t| wrap(t, width, 0)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..height {
            let cell = |rows: &Vec<Row>| (width + GUTTER, rows.get(i).cloned().unwrap_or_default());
            let cells: Vec<_> = wrapped.iter().map(cell).collect();
            self.cells(indent, &cells)?;
        }
        Ok(())
    }

    /// A rule across the screen.
    pub(crate) fn rule(&mut self, ink: Ink) -> io::Result<()> {
        let rule = Text::new().with(ink, &"─".repeat(self.look.width));
        self.row(0, &rule.row())
    }

    fn row(&mut self, indent: usize, row: &Row) -> io::Result<()> {
        self.cells(indent, &[(0, row.clone())])
    }

    /// Cells of given widths on one line, without space at its end.
    fn cells(&mut self, indent: usize, cells: &[(usize, Row)]) -> io::Result<()> {
        if std::mem::take(&mut self.gap) {
            writeln!(self.out)?;
        }
        let mut gap = indent;
        for (room, row) in cells {
            if !row.is_empty() {
                write!(self.out, "{:gap$}", "")?;
                row.write(self.out, self.look.color)?;
                gap = 0;
            }
            gap += room.saturating_sub(row.width());
        }
        writeln!(self.out)
    }
}

/// The width of each of `n` columns in `room`.
pub(crate) fn column_width(room: usize, n: usize) -> usize {
    (room.saturating_sub(GUTTER * n.saturating_sub(1)) / n.max(1)).max(1)
}

/// Tells the user on standard error.
pub(crate) fn complain(what: &str) {
    // When standard error is gone, there is nobody to tell.
    let _ = writeln!(io::stderr(), "firsthand: {}", line(what));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: usize, draw: impl Fn(&mut Screen) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        let look = Look {
            color: false,
            width,
        };
        draw(&mut Screen::new(look, &mut out)).expect("memory takes it");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn fields_hang_under_their_first_line() {
        let text = Text::new().plain("the ferry office, and nobody else in this pile");
        let got = shown(40, |s| s.field(2, "Origin", 2, &text));
        assert_eq!(
            got,
            "  Origin     the ferry office, and\n               nobody else in this pile\n"
        );
    }

    #[test]
    fn columns_stand_side_by_side() {
        let (a, b) = (
            Text::new().plain("one two three"),
            Text::new().plain("four"),
        );
        let got = shown(20, |s| s.columns(0, &[&a, &b]));
        assert_eq!(got, "one two    four\nthree\n");
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        let long = "x".repeat(300)
            + " 漢字かな交じり文 wide 漢字かな交じり文漢字かな交じり文 "
            + &"y ".repeat(80);
        let text = Text::new().plain(&long);
        for n in [40, 41, 60] {
            for l in shown(n, |s| s.paragraph(4, 2, &text)).lines() {
                assert!(width(l) <= n, "{} > {n}: {l}", width(l));
            }
        }
    }
}
