//! Parquet.
use super::{File, batch::Batch, stream::Stream};
use std::path::Path;
pub(super) fn read(
    file: &File,
    _path: &Path,
    stream: Stream,
    batch: &mut Batch,
) -> Result<(), String> {
    batch.skip(
        file.whole(),
        format!("Parquet is not read yet {}", stream.is_plain()),
    );
    Ok(())
}
