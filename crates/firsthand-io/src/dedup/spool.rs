//! What can be read only once is copied first, so that it can be read twice.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Paths that can be read as often as is needed.
#[derive(Default)]
pub struct Input {
    paths: Vec<PathBuf>,
    /// Copies with the names that the user gave; deleted with this value.
    copies: Vec<(NamedTempFile, String)>,
}

impl Input {
    /// The files and folders of `paths`; the standard input and pipes are copied to temporary files.
    ///
    /// # Errors
    /// Where such a copy cannot be made.
    pub fn new(paths: &[PathBuf]) -> io::Result<Input> {
        let mut input = Input {
            paths: Vec::new(),
            copies: Vec::new(),
        };
        for path in paths {
            let is_input = path == Path::new("-");
            let known = std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
            if !is_input && !known {
                input.paths.push(path.clone());
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let suffix = name
                .split_once('.')
                .map_or(String::new(), |(_, s)| format!(".{s}"));
            let mut copy = tempfile::Builder::new().suffix(&suffix).tempfile()?;
            match is_input {
                true => io::copy(&mut io::stdin(), &mut copy)?,
                false => io::copy(&mut File::open(path)?, &mut copy)?,
            };
            input.paths.push(copy.path().to_owned());
            input.copies.push((copy, path.display().to_string()));
        }
        Ok(input)
    }

    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// A place as the user knows it.
    pub(super) fn shown(&self, locator: &str) -> String {
        for (copy, name) in &self.copies {
            let copy = copy.path().display().to_string();
            if let Some(rest) = locator.strip_prefix(&copy) {
                return format!("{name}{rest}");
            }
        }
        locator.to_owned()
    }
}
