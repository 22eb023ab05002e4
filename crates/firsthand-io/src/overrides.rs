//! Where do people's rulings on a pile stand, and how does one more get there?

use firsthand::Overrides;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The file of overrides in the folder of a pile.
pub const NAME: &str = "firsthand.overrides";

/// Files in a folder that end so are overrides and no pages.
const EXTENSION: &str = "overrides";

/// What a file of overrides has at most; beyond it somebody has named another file.
const BYTES_MAX: u64 = 64 << 20;

/// Where the overrides of a pile stand where nobody says so: in its folder, if it is one folder.
pub fn place(paths: &[PathBuf]) -> Option<PathBuf> {
    match paths {
        [folder] if folder.is_dir() => Some(folder.join(NAME)),
        _ => None,
    }
}

/// Whether a file of a folder is no page but overrides.
pub(crate) fn is_overrides(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == EXTENSION)
}

/// Reads a file of overrides.
///
/// # Errors
///
/// Where it cannot be read, is larger than 64 MiB or is no text.
pub fn read(path: &Path) -> io::Result<Overrides> {
    let mut text = String::new();
    let file = File::open(path)?;
    let read = file.take(BYTES_MAX + 1).read_to_string(&mut text)?;
    match read as u64 > BYTES_MAX {
        true => Err(io::Error::other(
            "this is too large for a file of overrides",
        )),
        false => Ok(Overrides::parse(&text)),
    }
}

/// Adds a line at the end of a file of overrides, which is made where there is none, and gives the
/// line's number.
///
/// # Errors
///
/// Where the file cannot be read or written.
pub fn append(path: &Path, line: &str) -> io::Result<usize> {
    let before = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(e),
    };
    let gap = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let mut file = File::options().append(true).create(true).open(path)?;
    writeln!(file, "{gap}{line}")?;
    Ok(before.lines().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_added_at_the_end_and_the_file_is_no_page() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.txt"), "The bridge is safe.").expect("written");
        let paths = [folder.path().to_owned()];
        let path = place(&paths).expect("a folder has a place");
        assert_eq!(append(&path, "# why").expect("written"), 1);
        fs::write(&path, "# why").expect("written");
        assert_eq!(
            append(&path, "owner post.example Quay").expect("written"),
            2
        );
        assert_eq!(read(&path).expect("read").rulings[0].line, 2);
        assert_eq!(crate::read(&paths).pages.len(), 1);
        assert_eq!(place(&[path.clone(), path]), None);
    }
}
