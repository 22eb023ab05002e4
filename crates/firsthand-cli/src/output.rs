//! Where a command writes: the standard output, or a file that appears only when it is whole.

use anyhow::Context;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use tempfile::NamedTempFile;

/// The unfinished file that an interrupt has to delete.
static UNFINISHED: LazyLock<Mutex<Option<PathBuf>>> = LazyLock::new(Mutex::default);

/// What a shell reports for a command that an interrupt ended: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

/// A place to write to, checked before the work starts.
pub(crate) enum Output {
    /// The standard output.
    Standard,
    /// Something that cannot be replaced by renaming: a device, a pipe.
    Special(File),
    /// A new file beside the one that it will replace.
    File {
        /// What is written to until it is whole.
        unfinished: NamedTempFile,
        /// What it becomes.
        path: PathBuf,
    },
}

impl Output {
    /// Opens the file that the user named, or the standard output where none is named.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Output::Standard);
        };
        let place = || format!("cannot write to {}", path.display());
        // A link stays a link: what it points at is replaced.
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match std::fs::metadata(path) {
            Ok(m) if m.is_dir() => anyhow::bail!("{}: it is a folder", place()),
            Ok(m) if !m.is_file() => {
                let file = File::options().write(true).open(path).with_context(place)?;
                return Ok(Output::Special(file));
            }
            // Renaming would replace a file that the user may not write to.
            Ok(_) => drop(
                File::options()
                    .append(true)
                    .open(path)
                    .with_context(place)?,
            ),
            Err(_) => {}
        }
        let folder = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let unfinished = unfinished(folder).with_context(place)?;
        Ok(Output::File {
            unfinished,
            path: path.to_owned(),
        })
    }

    /// Whether a person looks at it.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Output::Standard) && io::stdout().is_terminal()
    }

    /// Writes all, and only then lets the file appear.
    pub(crate) fn write(
        self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        match self {
            Output::Standard => buffered(io::stdout().lock(), write)?,
            Output::Special(file) => buffered(file, write)?,
            Output::File { unfinished, path } => {
                let place = || format!("cannot write to {}", path.display());
                buffered(unfinished.as_file(), write).with_context(place)?;
                unfinished.persist(&path).with_context(place)?;
                *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
        }
        Ok(())
    }
}

fn buffered(
    to: impl Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, to);
    write(&mut out)?;
    out.flush()
}

/// A new file in `folder`, with the rights that any new file of the user gets; an interrupt deletes
/// it.
fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    // Without a handler an interrupt leaves the unfinished file behind, which does no harm.
    let _ = ctrlc::set_handler(interrupted);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".firsthand-").suffix(".unfinished");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // Held while the file is made, so that an interrupt meanwhile waits for its name.
    let mut name = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let file = builder.tempfile_in(folder)?;
    *name = Some(file.path().to_owned());
    Ok(file)
}

fn interrupted() {
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(path) = &*unfinished {
        // There is nobody left to tell.
        let _ = std::fs::remove_file(path);
    }
    std::process::exit(INTERRUPTED);
}
