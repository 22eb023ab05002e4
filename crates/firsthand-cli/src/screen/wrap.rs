//! Text to lines of a width, measured in the columns that characters take on a terminal.

use super::text::{Ink, Text};
use firsthand::words::unspaced;
use std::io::{self, Write};
use unicode_width::UnicodeWidthChar;

/// Columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// `text` in at most `max` columns, its middle replaced by an ellipsis where it is too wide: the
/// ends of file names and titles tell most.
pub(crate) fn shorten(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let room = max.saturating_sub(1);
    let head = take(text.chars(), room - room / 2);
    let tail = take(text.chars().rev(), room / 2);
    let tail: String = tail.chars().rev().collect();
    format!("{}…{}", head.trim_end(), tail.trim_start())
}

/// As many of `chars` as fit into `room` columns.
fn take(chars: impl Iterator<Item = char>, room: usize) -> String {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= room
        })
        .collect()
}

/// One line.
#[derive(Clone, Default, Debug)]
pub(super) struct Row {
    pieces: Vec<(Ink, String)>,
}

impl Row {
    pub(super) fn new(pieces: Vec<(Ink, String)>) -> Self {
        Row { pieces }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(super) fn width(&self) -> usize {
        self.pieces.iter().map(|(_, s)| width(s)).sum()
    }

    pub(super) fn write(&self, out: &mut dyn Write, color: bool) -> io::Result<()> {
        for (ink, text) in &self.pieces {
            let style = ink.style();
            match color && *ink != Ink::Plain {
                true => write!(out, "{style}{text}{style:#}")?,
                false => out.write_all(text.as_bytes())?,
            }
        }
        Ok(())
    }

    fn push(&mut self, ink: Ink, text: &str) {
        match self.pieces.last_mut() {
            Some((last, s)) if *last == ink => s.push_str(text),
            _ => self.pieces.push((ink, text.to_owned())),
        }
    }
}

/// Breaks `text` into lines of at most `room` columns; all but the first begin `hang` columns in.
pub(super) fn wrap(text: &Text, room: usize, hang: usize) -> Vec<Row> {
    let mut lines = Lines {
        room: room.max(2),
        hang: hang.min(room / 2),
        rows: Vec::new(),
        row: Row::default(),
        used: 0,
        space: None,
    };
    let mut word = Word::default();
    for (ink, piece) in text.pieces() {
        for c in piece.chars() {
            if c == ' ' {
                lines.place(&mut word);
                lines.space = Some(*ink);
                continue;
            }
            if unspaced(c) {
                lines.place(&mut word);
            }
            word.push(*ink, c);
            if unspaced(c) {
                lines.place(&mut word);
            }
        }
    }
    lines.place(&mut word);
    if !lines.row.is_empty() {
        lines.rows.push(lines.row);
    }
    lines.rows
}

/// Characters that stay together, with their inks.
#[derive(Default)]
struct Word {
    chars: Vec<(Ink, char)>,
    width: usize,
}

impl Word {
    fn push(&mut self, ink: Ink, c: char) {
        self.chars.push((ink, c));
        self.width += c.width().unwrap_or(0);
    }
}

/// The lines so far.
struct Lines {
    room: usize,
    hang: usize,
    rows: Vec<Row>,
    row: Row,
    used: usize,
    /// The ink of a space that has been read and not yet written.
    space: Option<Ink>,
}

impl Lines {
    /// Puts `word` on this line or the next, and empties it.
    fn place(&mut self, word: &mut Word) {
        if word.chars.is_empty() {
            return;
        }
        let space = self.space.take();
        let gap = usize::from(space.is_some() && self.has_text());
        if self.has_text() && self.used + gap + word.width > self.room {
            self.next_line();
        } else if let Some(ink) = space.filter(|_| gap > 0) {
            self.row.push(ink, " ");
            self.used += 1;
        }
        for (ink, c) in word.chars.drain(..) {
            let w = c.width().unwrap_or(0);
            // A word wider than the line breaks where the line ends.
            if self.has_text() && self.used + w > self.room {
                self.next_line();
            }
            self.row.push(ink, c.encode_utf8(&mut [0; 4]));
            self.used += w;
        }
        word.width = 0;
    }

    /// Whether anything but the indentation stands on this line.
    fn has_text(&self) -> bool {
        let indent = if self.rows.is_empty() { 0 } else { self.hang };
        self.used > indent
    }

    fn next_line(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
        if self.hang > 0 {
            self.row.push(Ink::Plain, &" ".repeat(self.hang));
        }
        self.used = self.hang;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_in_the_middle() {
        assert_eq!(shorten("short.txt", 20), "short.txt");
        assert_eq!(shorten("abcdefghijklmnop.txt", 11), "abcde…p.txt");
        assert!(width(&shorten("漢字かな交じり文.html", 11)) <= 11);
    }

    #[test]
    fn marked_words_keep_their_ink_over_a_break() {
        let text = Text::new()
            .plain("the ")
            .with(Ink::Changed, "new east bridge");
        let rows = wrap(&text, 9, 0);
        let last = |r: &Row| r.pieces.last().cloned();
        assert_eq!(last(&rows[0]), Some((Ink::Changed, "new".into())));
        assert_eq!(last(&rows[1]), Some((Ink::Changed, "east".into())));
    }
}
