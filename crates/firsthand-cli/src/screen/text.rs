//! Text with inks: what stands on the screen, before it is wrapped.

use super::harmless::line;
use super::wrap::{Row, width};
use anstyle::{AnsiColor, Style};

/// What a stretch of text is to the reader, and so how it looks. Colours are the terminal's own
/// sixteen, so that they suit its background; red and green are kept out, because no finding of
/// firsthand is a praise or a blame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ink {
    /// Running text.
    Plain,
    /// What matters less.
    Dim,
    /// The label of a field.
    Label,
    /// A title.
    Title,
    /// A person, body or outlet.
    Name,
    /// The answer: how many origins.
    Answer,
    /// Words that differ between two versions.
    Changed,
    /// Words that differ and change what is claimed.
    Material,
    /// Something that the user should look at.
    Warning,
}

impl Ink {
    /// How it looks in colour.
    pub(crate) fn style(self) -> Style {
        let style = Style::new();
        match self {
            Ink::Plain => style,
            Ink::Dim | Ink::Label => style.dimmed(),
            Ink::Title => style.bold(),
            Ink::Name => style.fg_color(Some(AnsiColor::Cyan.into())),
            Ink::Answer => style.bold().fg_color(Some(AnsiColor::Cyan.into())),
            Ink::Changed => style.fg_color(Some(AnsiColor::Yellow.into())),
            Ink::Material => {
                let style = style.bold().underline();
                style.fg_color(Some(AnsiColor::Yellow.into()))
            }
            Ink::Warning => style.bold().fg_color(Some(AnsiColor::Magenta.into())),
        }
    }
}

/// Stretches of text with their inks.
///
/// # Invariants
/// Nothing in it is obeyed by a terminal, and it holds no line break.
#[derive(Clone, Default, Debug)]
pub(crate) struct Text {
    pieces: Vec<(Ink, String)>,
}

impl Text {
    /// No text yet.
    pub(crate) fn new() -> Self {
        Text::default()
    }

    /// With `text` at its end.
    pub(crate) fn with(mut self, ink: Ink, text: &str) -> Self {
        self.push(ink, text);
        self
    }

    /// With running text at its end.
    pub(crate) fn plain(self, text: &str) -> Self {
        self.with(Ink::Plain, text)
    }

    /// With text that matters less at its end.
    pub(crate) fn dim(self, text: &str) -> Self {
        self.with(Ink::Dim, text)
    }

    /// Puts `text` at the end; its white space is run together, at its edges too.
    pub(crate) fn push(&mut self, ink: Ink, text: &str) {
        let lead = match text.starts_with(|c: char| c.is_whitespace() && c != '\u{a0}') {
            true => " ",
            false => "",
        };
        let text = format!("{lead}{}", line(text));
        if !text.is_empty() {
            self.pieces.push((ink, text));
        }
    }

    /// Puts the pieces of `other` at the end.
    pub(crate) fn append(&mut self, other: Text) {
        self.pieces.extend(other.pieces);
    }

    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Columns that it takes on one line.
    pub(crate) fn width(&self) -> usize {
        self.pieces.iter().map(|(_, s)| width(s)).sum()
    }

    /// Its pieces, in order.
    pub(super) fn pieces(&self) -> &[(Ink, String)] {
        &self.pieces
    }

    /// All of it as one line.
    pub(super) fn row(&self) -> Row {
        Row::new(self.pieces.clone())
    }
}

/// The texts with `between` between them.
pub(crate) fn join(texts: impl IntoIterator<Item = Text>, between: &Text) -> Text {
    let mut out = Text::new();
    for text in texts {
        if !out.is_empty() {
            out.append(between.clone());
        }
        out.append(text);
    }
    out
}
