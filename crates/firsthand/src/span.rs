//! Where a finding stands in its text.

/// A range of bytes in the `content` of one article, on character boundaries.
///
/// The library counts bytes because Rust slices bytes; the report counts Unicode code points, and
/// the writer converts ([`CodePoints`]).
///
/// # Invariant
/// `start <= end`. Contents are bounded to 4 GiB, so a span is eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    ///
    /// # Panics
    /// When `start > end` or `end` does not fit 32 bits.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        let fit = |n: usize| u32::try_from(n).expect("contents are bounded to 4 GiB");
        Span {
            start: fit(start),
            end: fit(end),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text the span stands for.
    ///
    /// ```
    /// use firsthand::Span;
    /// assert_eq!(Span::new(4, 7).of("one two three"), "two");
    /// ```
    pub fn of(self, content: &str) -> &str {
        &content[self.start()..self.end()]
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The least span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span without the white space at its edges.
    pub fn trim(self, content: &str) -> Span {
        let s = self.of(content);
        let start = self.start() + (s.len() - s.trim_start().len());
        Span::new(start, start.max(self.start() + s.trim_end().len()))
    }
}

/// Turns byte offsets of one content into offsets in Unicode code points.
pub struct CodePoints<'a> {
    content: &'a str,
    /// Code points before each block of [`BLOCK`] bytes; empty when the content is ASCII.
    before: Vec<u32>,
}

/// Bytes between two counted positions: one lookup and at most this many bytes to count.
const BLOCK: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts once over `content`.
    pub fn new(content: &'a str) -> Self {
        let mut before = Vec::new();
        if !content.is_ascii() {
            let mut count = 0u32;
            for block in content.as_bytes().chunks(BLOCK) {
                before.push(count);
                count += starts(block);
            }
            before.push(count);
        }
        CodePoints { content, before }
    }

    /// The number of code points before byte `at`.
    ///
    /// ```
    /// use firsthand::CodePoints;
    /// assert_eq!(CodePoints::new("Łódź, 3").at("Łódź".len()), 4);
    /// ```
    pub fn at(&self, at: usize) -> usize {
        if self.before.is_empty() {
            return at;
        }
        let block = at / BLOCK;
        let rest = &self.content.as_bytes()[block * BLOCK..at];
        self.before[block] as usize + starts(rest) as usize
    }
}

/// How many characters begin in `bytes`: every byte but the continuation bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
}
