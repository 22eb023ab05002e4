//! Writing while the next is read: what is to be written is made on a thread of its own, and
//! handed over in pieces.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Bytes of a piece, and how many may wait.
const PIECE_BYTES: usize = 1 << 20;
const WAITING: usize = 3;

/// Writes to `out` what `fill` makes.
pub(super) fn write(
    out: &mut dyn Write,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send,
) -> io::Result<()> {
    thread::scope(|scope| {
        let (send, receive) = sync_channel(WAITING);
        let (give_back, taken_back) = sync_channel(WAITING);
        let filling = scope.spawn(move || {
            let mut pieces = Pieces {
                piece: Vec::with_capacity(PIECE_BYTES),
                send,
                taken_back,
            };
            fill(&mut pieces)?;
            pieces.flush()
        });
        let mut written = Ok(());
        for mut piece in receive {
            written = out.write_all(&piece);
            if written.is_err() {
                // Who fills sees that nobody takes it any more.
                break;
            }
            piece.clear();
            // Memory that is not taken back is freed.
            let _ = give_back.try_send(piece);
        }
        let filled = filling.join();
        written?;
        filled.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        out.flush()
    })
}

/// Gathers pieces and hands them over.
struct Pieces {
    piece: Vec<u8>,
    send: SyncSender<Vec<u8>>,
    taken_back: Receiver<Vec<u8>>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.len() + bytes.len() > PIECE_BYTES {
            self.flush()?;
        }
        self.piece.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let next = self.taken_back.try_recv().unwrap_or_default();
        let piece = std::mem::replace(&mut self.piece, next);
        let sent = self.send.send(piece);
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
