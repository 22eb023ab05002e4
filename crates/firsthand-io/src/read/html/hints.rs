//! What do the names of an element (class, id, role) say about the text in it?

use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::BitOr;
use std::sync::LazyLock;

/// A set of things that names say.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, PartialOrd, Ord, Hash)]
pub(super) struct Hints(u16);

macro_rules! hints {
    ($($name:ident $bit:literal $doc:literal)*) => {
        impl Hints { $(#[doc = $doc] pub(super) const $name: Hints = Hints(1 << $bit);)*
            const NAMES: &'static [(&'static str, Hints)] = &[$((stringify!($name), Hints::$name)),*]; }
    };
}

hints! {
    COMMENT 0 "Readers' words."
    RELATED 1 "Other articles."
    PROMPT 2 "Requests to the reader, and tools."
    AD 3 "Paid for by others."
    NAVIGATION 4 "Menus, margins, headers and footers of the site."
    LEGAL 5 "Copyright and terms."
    CAPTION 6 "Words about a picture."
    BYLINE 7 "Author and date."
    BODY 8 "The article or its text."
    TITLE 9 "A title."
    SUBTITLE 10 "A deck, a summary, a standfirst."
    BOX 11 "A box within an article."
}

impl Hints {
    /// Whether the two sets share anything.
    pub(super) fn any(self, of: Hints) -> bool {
        self.0 & of.0 != 0
    }

    /// Names that make text less likely to be of the article.
    pub(super) const fn of_unfriendly() -> Hints {
        let list = [
            Self::COMMENT,
            Self::RELATED,
            Self::PROMPT,
            Self::AD,
            Self::NAVIGATION,
            Self::LEGAL,
            Self::CAPTION,
            Self::BYLINE,
            Self::TITLE,
            Self::SUBTITLE,
            Self::BOX,
        ];
        let (mut bits, mut i) = (0, 0);
        while i < list.len() {
            bits |= list[i].0;
            i += 1;
        }
        Hints(bits)
    }

    /// This set without `other`.
    pub(super) fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }
}

impl BitOr for Hints {
    type Output = Hints;
    fn bitor(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }
}

/// How a word of the list must stand in a name.
#[derive(Clone, Copy)]
enum Place {
    Anywhere,
    Start,
    Whole,
}

struct Lexicon {
    words: AhoCorasick,
    means: Vec<(Hints, Place)>,
}

/// The list: a section a kind, `word` anywhere in a name, `word-` at the start of a part of it,
/// `-word-` as a whole part.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut words = Vec::new();
    let mut means = Vec::new();
    let mut kind = Hints::default();
    for line in include_str!("../../../data/names.txt").lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(section) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            let found = Hints::NAMES
                .iter()
                .find(|(n, _)| n.eq_ignore_ascii_case(section));
            kind = found.map_or(Hints::default(), |f| f.1);
            continue;
        }
        let place = match (line.starts_with('-'), line.ends_with('-')) {
            (true, true) => Place::Whole,
            (false, true) => Place::Start,
            _ => Place::Anywhere,
        };
        words.push(line.trim_matches('-').as_bytes());
        means.push((kind, place));
    }
    let words = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .build(words)
        .expect("the list is short and known");
    Lexicon { words, means }
});

/// What `names`, the value of a class, id or role, says.
pub(super) fn hints(names: &str) -> Hints {
    let lexicon = &*LEXICON;
    let bytes = names.as_bytes();
    let mut out = Hints::default();
    for found in lexicon.words.find_overlapping_iter(names) {
        let (hint, place) = lexicon.means[found.pattern().as_usize()];
        let fits = match place {
            Place::Anywhere => true,
            Place::Start => parts(bytes, found.start()),
            Place::Whole => parts(bytes, found.start()) && parts(bytes, found.end()),
        };
        if fits {
            out = out | hint;
        }
    }
    out
}

/// Whether one part of a name ends and another begins at `at`: at a sign, or at a capital after a
/// small letter.
fn parts(bytes: &[u8], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).map(|i| bytes[i]), bytes.get(at)) else {
        return true;
    };
    !before.is_ascii_alphabetic()
        || !after.is_ascii_alphabetic()
        || (before.is_ascii_lowercase() && after.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_the_list_says() {
        assert_eq!(hints("userComments"), Hints::COMMENT);
        assert!(hints("adBox").any(Hints::AD));
        assert_eq!(hints("shadow breadth"), Hints::default());
    }
}
