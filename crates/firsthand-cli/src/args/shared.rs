//! Arguments that many commands take: what to read, with or without the model, where to write and how.

use clap::{Args, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct InputArgs {
    /// Folders and files to read (text, Markdown, HTML, JSON lines, JSON, CSV, TSV, Parquet, WARC, RSS
    /// and Atom, packed with gzip or zstd or not), `-` for the standard input; folders with everything in them but
    /// hidden files and what their `.ignore` and `.gitignore` files name.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The column or field of tables and records that holds a thing, where its name is none of the
    /// usual ones. KEY is text, html, url, title, date, outlet, author, language or id; repeatable.
    #[arg(long, value_name = "KEY=COLUMN")]
    pub(crate) map: Vec<String>,
    /// Threads to work with; the result is the same for any number [default: one a processor].
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Args)]
pub(crate) struct ModelArgs {
    /// Read quotations by the rules alone, without the trained model.
    #[arg(long)]
    pub(crate) no_model: bool,
}

#[derive(Args)]
pub(crate) struct OutputArgs {
    /// Write to this file instead of the standard output; it appears only when it is whole.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Whether to colour the text (`auto`: on a terminal, unless NO_COLOR is set).
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    Text,
    /// For programs.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}
