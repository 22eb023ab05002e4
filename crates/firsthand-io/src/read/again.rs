//! Bytes to be read again, then the rest: for readers that see too late that a record is broken.

use std::io::{self, BufRead, Cursor, Read};

/// A stream that takes bytes back.
pub(super) struct Again<R> {
    again: Cursor<Vec<u8>>,
    from: R,
}

impl<R> Again<R> {
    pub(super) fn new(from: R) -> Self {
        Again {
            again: Cursor::default(),
            from,
        }
    }

    /// Puts bytes before those that are read next.
    pub(super) fn push_back(&mut self, bytes: &[u8]) {
        let unread = self.unread();
        self.again = Cursor::new([bytes, unread].concat());
    }

    pub(super) fn stream(&mut self) -> &mut R {
        &mut self.from
    }

    /// What was taken back and is not read yet.
    pub(super) fn unread(&self) -> &[u8] {
        let at = usize::try_from(self.again.position()).unwrap_or(usize::MAX);
        self.again.get_ref().get(at..).unwrap_or_default()
    }
}

impl<R: BufRead> Read for Again<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self.unread().is_empty() {
            false => self.again.read(to),
            true => self.from.read(to),
        }
    }
}

impl<R: BufRead> BufRead for Again<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.unread().is_empty() {
            false => self.again.fill_buf(),
            true => self.from.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        match self.unread().is_empty() {
            false => self.again.consume(n),
            true => self.from.consume(n),
        }
    }
}
