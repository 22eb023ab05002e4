//! Feeds.
use super::{File, batch::Batch, stream::Stream};
pub(super) fn read(file: &File, _stream: Stream, batch: &mut Batch) {
    batch.skip(file.whole(), "feeds are not read yet");
}
