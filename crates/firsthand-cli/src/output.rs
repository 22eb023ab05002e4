//! Where a command writes: the standard output, or a file that appears only when it is whole.

use anyhow::Context;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use tempfile::NamedTempFile;

/// The unfinished files that an interrupt has to delete.
static UNFINISHED: LazyLock<Mutex<Vec<PathBuf>>> = LazyLock::new(Mutex::default);

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

    /// The file that it becomes, where it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Output::File { path, .. } => Some(path),
            Output::Standard | Output::Special(_) => None,
        }
    }

    /// Whether it becomes the same file as `other`.
    pub(crate) fn is_same(&self, other: &Output) -> bool {
        let place = |o: &Output| {
            let path = std::path::absolute(o.path()?).ok()?;
            let folder = std::fs::canonicalize(path.parent()?).ok()?;
            Some(folder.join(path.file_name()?))
        };
        place(self).is_some_and(|path| place(other) == Some(path))
    }

    /// Lets `fill` write to the unfinished file by its name, and lets it appear only when it is whole and
    /// safe on the disk. What is no file cannot be filled.
    pub(crate) fn fill<E: std::error::Error + Send + Sync + 'static>(
        self,
        fill: impl FnOnce(&Path) -> Result<(), E>,
    ) -> anyhow::Result<()> {
        let Output::File { unfinished, path } = self else {
            anyhow::bail!("only a file can be filled by its name");
        };
        let place = || format!("cannot write to {}", path.display());
        fill(unfinished.path()).with_context(place)?;
        unfinished.as_file().sync_all().with_context(place)?;
        appear(unfinished, &path).with_context(place)
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
                appear(unfinished, &path).with_context(place)?;
            }
        }
        Ok(())
    }
}

/// Gives the unfinished file its name.
fn appear(unfinished: NamedTempFile, path: &Path) -> io::Result<()> {
    let name = unfinished.path().to_owned();
    unfinished.persist(path)?;
    let mut names = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    names.retain(|n| *n != name);
    Ok(())
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
    let mut names = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let file = builder.tempfile_in(folder)?;
    names.push(file.path().to_owned());
    Ok(file)
}

fn interrupted() {
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in &*unfinished {
        // There is nobody left to tell.
        let _ = std::fs::remove_file(path);
    }
    std::process::exit(INTERRUPTED);
}
