//! Trains the tagger of the model that reads quotations, writes what its net learns from, and scores the whole.
//!
//!     firsthand-train tagger OUT TAGGED...       the tagger, from what annotate.py wrote
//!     firsthand-train lessons TAGGER OUT SPLIT   a split of PolNeAR, or a pile (JSONL), as the net sees it
//!     firsthand-train score MODEL SPLIT          the model beside the rules

mod lessons;
mod tagger;

use anyhow::{Context, bail};
use firsthand::quotation::learn::Tagger;
use firsthand::quotation::{self, Model};
use firsthand::{Page, article};
use firsthand_eval::polnear::{self, Document, Score};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

fn main() -> anyhow::Result<()> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match &args[..] {
        [task, out, files @ ..] if task.as_os_str() == "tagger" && !files.is_empty() => {
            let bytes = tagger::train(files)?.to_bytes();
            std::fs::write(out, bytes).with_context(|| out.display().to_string())
        }
        [task, tagger, out, data] if task.as_os_str() == "lessons" => {
            let tagger = Tagger::from_bytes(&bytes(tagger)?).context("this has no tagger")?;
            let file = File::create(out).with_context(|| out.display().to_string())?;
            let mut file = BufWriter::new(file);
            for d in &documents(data)? {
                lessons::write(&tagger, d, &mut file)?;
            }
            Ok(file.flush()?)
        }
        [task, file, split] if task.as_os_str() == "score" => {
            let documents = documents(split)?;
            let model = Model::from_bytes(&bytes(file)?).context("this is no file of weights")?;
            tell("rules", &documents, None);
            tell("model", &documents, Some(&model));
            Ok(())
        }
        _ => bail!(
            "usage: firsthand-train tagger OUT TAGGED... | lessons TAGGER OUT SPLIT | score MODEL SPLIT"
        ),
    }
}

fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| file.display().to_string())
}

/// A split of PolNeAR, or the articles of a pile, which nobody annotated.
fn documents(data: &Path) -> anyhow::Result<Vec<Document>> {
    if data.is_dir() {
        return Ok(polnear::read(data)?);
    }
    let lines = String::from_utf8(bytes(data)?)?;
    let read = |line: &str| -> anyhow::Result<Option<Document>> {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let content = record["text"].as_str().unwrap_or_default().to_owned();
        let page = Page {
            content,
            ..Page::default()
        };
        Ok(article::read(vec![page]).pop().map(|article| Document {
            name: String::new(),
            article,
            gold: Vec::new(),
        }))
    };
    let read: anyhow::Result<Vec<_>> = lines.par_lines().map(read).collect();
    Ok(read?.into_iter().flatten().collect())
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
