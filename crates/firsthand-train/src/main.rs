//! Trains the model that reads quotations, and tells how it does on parts of the data.
//!
//!     firsthand-train tagger OUT TAGGED...     the two taggers, from what annotate.py wrote
//!     firsthand-train quotes MODEL SPLIT       the two chains, into a file that has the taggers
//!     firsthand-train parts MODEL SPLIT        the same on four fifths of a split, scored on the rest
//!     firsthand-train score MODEL SPLIT        the file as it is

mod chain;
mod pack;
mod quotes;
mod tagger;

use anyhow::{Context, bail};
use firsthand::quotation::{self, Model};
use firsthand_eval::polnear::{self, Document, Score};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// What `parts` tries: see `Model::leaning`.
const LEANS: [i32; 6] = [-60, -30, -15, 15, 30, 60];

/// Of so many articles one is scored by `parts`.
const PART: usize = 5;

fn main() -> anyhow::Result<()> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match &args[..] {
        [task, out, files @ ..] if task.as_os_str() == "tagger" && !files.is_empty() => {
            let (tags, functions) = tagger::train(files)?;
            write(out, &Model::of(tags, functions))
        }
        [task, file, split] if task.as_os_str() == "quotes" => {
            let model = quotes::train(&read(file)?, &polnear::read(split)?);
            write(file, &model)
        }
        [task, file, split] if task.as_os_str() == "parts" => {
            let (kept, seen): (Vec<_>, Vec<_>) = polnear::read(split)?
                .into_iter()
                .enumerate()
                .partition(|(i, _)| i % PART == 0);
            let plain =
                |d: Vec<(usize, Document)>| -> Vec<_> { d.into_iter().map(|d| d.1).collect() };
            let (kept, seen) = (plain(kept), plain(seen));
            tell("rules", &kept, None);
            let model = quotes::train(&read(file)?, &seen);
            tell("model", &kept, Some(&model));
            for lean in LEANS {
                tell(&format!("lean {lean}"), &kept, Some(&model.leaning(lean)));
            }
            Ok(())
        }
        [task, file, split] if task.as_os_str() == "score" => {
            let documents = polnear::read(split)?;
            tell("rules", &documents, None);
            tell("model", &documents, Some(&read(file)?));
            Ok(())
        }
        _ => bail!("usage: firsthand-train tagger OUT TAGGED... | quotes|parts|score MODEL SPLIT"),
    }
}

fn read(file: &Path) -> anyhow::Result<Model> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    Model::from_bytes(&bytes).context("this is no file of weights")
}

fn write(file: &Path, model: &Model) -> anyhow::Result<()> {
    let bytes = model.to_bytes();
    eprintln!("{}: {} bytes", file.display(), bytes.len());
    std::fs::write(file, bytes).with_context(|| file.display().to_string())
}

fn tell(name: &str, documents: &[Document], model: Option<&Model>) {
    let mut score = Score::default();
    let found: Vec<_> = documents
        .par_iter()
        .map(|d| quotation::extract(0, &d.article, model))
        .collect();
    for (d, q) in documents.iter().zip(&found) {
        score.add(d, q);
    }
    println!("{name}: {score}");
}
