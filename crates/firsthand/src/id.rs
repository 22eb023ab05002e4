//! Names for findings that are the same wherever they are computed.

use std::fmt;
use std::str::FromStr;
use xxhash_rust::xxh3::xxh3_64;

/// A 64-bit hash of what the thing is made of, shown as a letter for its kind and 16 hex digits
/// (`a1f0…` an article, `t…` a text, `q…` a quotation, `s…` a statement, `e…` an event,
/// `y…` a story, `n…` a node of the provenance graph that is no article).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    kind: u8,
    hash: u64,
}

impl Id {
    /// The id of a thing of `kind` (one ASCII letter) made of `parts`, in that order.
    ///
    /// ```
    /// use firsthand::Id;
    /// let id = Id::of('a', ["text"]);
    /// assert_eq!(id.to_string().len(), 17);
    /// assert_ne!(id, Id::of('a', ["te", "xt"]));
    /// ```
    pub fn of<P: AsRef<[u8]>>(kind: char, parts: impl IntoIterator<Item = P>) -> Self {
        let mut bytes = Vec::new();
        for part in parts {
            let part = part.as_ref();
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part);
        }
        Id {
            kind: kind as u8,
            hash: xxh3_64(&bytes),
        }
    }

    /// The `n`th other id of its kind that is made of this one.
    pub(crate) fn again(self, n: u64) -> Self {
        Id::of(
            self.kind as char,
            [self.hash.to_le_bytes(), n.to_le_bytes()],
        )
    }

    /// The letter for what it names.
    pub fn kind(self) -> char {
        self.kind as char
    }
}

/// Reads an id as it is shown.
///
/// ```
/// use firsthand::Id;
/// let id = Id::of('a', ["text"]);
/// assert_eq!(id.to_string().parse(), Ok(id));
/// assert!("a12".parse::<Id>().is_err());
/// ```
impl FromStr for Id {
    type Err = NoId;

    fn from_str(text: &str) -> Result<Self, NoId> {
        let hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        match text.as_bytes() {
            [kind, digits @ ..]
                if kind.is_ascii_lowercase()
                    && digits.len() == 16
                    && digits.iter().all(|c| hex(*c)) =>
            {
                let hash = u64::from_str_radix(&text[1..], 16).map_err(|_| NoId)?;
                Ok(Id { kind: *kind, hash })
            }
            _ => Err(NoId),
        }
    }
}

/// What was to be read as an [`Id`] is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoId;

impl fmt::Display for NoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id is a small letter and 16 hex digits")
    }
}

impl std::error::Error for NoId {}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:016x}", self.kind as char, self.hash)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
