//! The `firsthand` command.

use clap::{Parser, Subcommand, ValueEnum};
use std::io::{self, BufWriter};
use std::path::PathBuf;

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads a pile of pages and reports who stands behind them.
    Report {
        /// Folders and files.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Prints the JSON Schema of the report.
    Schema,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Report {
            paths,
            format: Format::Text | Format::Json,
        } => {
            let pile = firsthand_io::read(&paths);
            let report = firsthand::pipeline::run(pile.pages, pile.skipped);
            firsthand_io::json::write(&report, BufWriter::new(io::stdout().lock()))?;
        }
        Command::Schema => {
            serde_json::to_writer_pretty(io::stdout().lock(), &firsthand_io::json::schema())?;
        }
    }
    Ok(())
}
