//! The files under some paths.

use super::batch::Batch;
use super::{File, io_reason};
use crate::overrides;
use std::io;
use std::path::{Path, PathBuf};

/// What was found under the paths that the user named.
#[derive(Default)]
pub(super) struct Found {
    pub(super) files: Vec<PathBuf>,
    /// Folders that were named and hold no file.
    pub(super) empty: Vec<String>,
}

/// The files under `paths`. In a folder, hidden files and what its `.ignore` and `.gitignore` name
/// are left out, as are files of overrides, and nothing outside of the folder is asked, so that a pile reads the same
/// wherever it lies; a path that the user named is read, whatever its name.
pub(super) fn walk(paths: &[PathBuf], batch: &mut Batch) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path == Path::new(super::STANDARD_INPUT) {
            found.files.push(path.clone());
            continue;
        }
        let before = found.files.len();
        let mut failed = false;
        let walk = ignore::WalkBuilder::new(path)
            .parents(false)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .follow_links(true)
            .sort_by_file_path(Path::cmp)
            .build();
        for entry in walk {
            let (place, reason) = match entry {
                Ok(e) if e.file_type().is_some_and(|t| t.is_dir()) => continue,
                Ok(e) if e.depth() > 0 && overrides::is_overrides(e.path()) => continue,
                Ok(e) if e.depth() > 0 && !e.path().is_file() => {
                    (e.into_path(), "this is not a regular file".into())
                }
                Ok(e) => {
                    found.files.push(e.into_path());
                    continue;
                }
                Err(e) => walk_error(path, &e),
            };
            failed = true;
            batch.skip(File::new(&place).whole(), reason);
        }
        if before == found.files.len() && !failed {
            found.empty.push(path.display().to_string());
        }
    }
    found
}

/// The place and the plain words of an error of the walk.
fn walk_error(root: &Path, error: &ignore::Error) -> (PathBuf, String) {
    let mut place = root.to_owned();
    let mut at = error;
    loop {
        match at {
            ignore::Error::WithPath { path, err } => {
                place.clone_from(path);
                at = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                at = err;
            }
            ignore::Error::Loop { child, .. } => {
                return (
                    child.clone(),
                    "this link leads back to its own folder".into(),
                );
            }
            ignore::Error::Io(e) => return (place, walk_reason(e)),
            other => return (place, other.to_string()),
        }
    }
}

fn walk_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        _ => io_reason(error),
    }
}
