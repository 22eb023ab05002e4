//! Pages in: folders, text, HTML and JSON lines.

mod html;
mod records;
mod text;

use firsthand::{Page, Skipped};
use std::path::{Path, PathBuf};

/// Everything that was read of some paths, and everything that was not.
#[derive(Debug, Default)]
pub struct Pile {
    /// The pages.
    pub pages: Vec<Page>,
    /// What could not be read, with its place.
    pub skipped: Vec<Skipped>,
}

/// Reads every page under `paths`: files as named, folders recursively.
pub fn read(paths: &[PathBuf]) -> Pile {
    let mut pile = Pile::default();
    for path in paths {
        for entry in ignore::WalkBuilder::new(path)
            .sort_by_file_path(Path::cmp)
            .build()
        {
            match entry {
                Ok(e) if e.file_type().is_some_and(|t| t.is_dir()) => {}
                Ok(e) => file(e.path(), &mut pile),
                Err(e) => pile.skipped.push(Skipped {
                    locator: path.display().to_string(),
                    reason: e.to_string(),
                }),
            }
        }
    }
    pile
}

fn file(path: &Path, pile: &mut Pile) {
    let locator = path.display().to_string();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) => {
            return pile.skipped.push(Skipped {
                locator,
                reason: e.to_string(),
            });
        }
    };
    match path.extension().and_then(|e| e.to_str()) {
        Some("jsonl") => records::read(&locator, &bytes, pile),
        Some("html" | "htm") => pile.pages.push(html::page(locator, &bytes)),
        _ => pile.pages.push(text::page(locator, &bytes)),
    }
}

/// SHA-256 in lower-case hex.
fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
