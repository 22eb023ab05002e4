//! Phrases of page furniture, from `data/furniture.txt`, and how a line is matched with them.

use super::SegmentKind;
use crate::{Span, words};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words of a line that patterns may reach for: its first so many.
pub(super) const LINE_WORDS_MAX: usize = 40;

/// Longest line, in words, that "starts" and "ends" patterns may call furniture: on the
/// evaluation piles longer lines with such beginnings were article text more often than not.
const STARTS_WORDS_MAX: usize = 30;

/// Longest line, in words, that a phrase in its middle may call furniture.
const HAS_WORDS_MAX: usize = 25;

/// Most words that `*` stands for.
const STAR_WORDS_MAX: usize = 6;

/// What a pattern says of its line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// It is furniture of this kind.
    Kind(SegmentKind),
    /// Readers' comments begin.
    Thread,
    /// It stands between two comments.
    Mark,
}

/// A match: what the line is, and whether the pattern fills it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub(super) role: Role,
    pub(super) whole: bool,
}

/// A line as patterns see it.
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    /// Its first [`LINE_WORDS_MAX`] words, normalised.
    pub(super) words: Vec<String>,
    /// Which of them a colon or slash follows.
    colons: Vec<bool>,
    /// Whether it has more.
    pub(super) more: bool,
}

impl<'a> View<'a> {
    pub(super) fn of(content: &'a str, line: Span) -> Self {
        let mut words = Vec::new();
        let mut colons = Vec::new();
        let mut more = false;
        for w in words::words(content, line) {
            more = words.len() == LINE_WORDS_MAX;
            if more {
                break;
            }
            words.push(words::norm(w.of(content)));
            let rest = &content[w.end()..line.end()];
            colons.push(rest.trim_start().starts_with([':', '/', '：']));
        }
        View {
            text: line.of(content),
            words,
            colons,
            more,
        }
    }

    /// The first pattern of the data that matches, if any.
    pub(super) fn furniture(&self) -> Option<Match> {
        let n = self.words.len();
        let mut best: Option<(usize, Match)> = None;
        for at in 0..n {
            let inner = at > 0;
            if inner && (self.more || n > STARTS_WORDS_MAX) {
                break;
            }
            for &i in LEXICON.candidates(&self.words[at]) {
                let p = &LEXICON.patterns[i];
                if inner && !matches!(p.place, Place::Has | Place::Ends) {
                    continue;
                }
                let fits = |end: usize| match p.place {
                    Place::Is => end == n && !self.more,
                    Place::Opens => true,
                    Place::Starts => !self.more && n <= STARTS_WORDS_MAX,
                    Place::Has => !self.more && n <= HAS_WORDS_MAX,
                    Place::Ends => end == n && !self.more && n <= STARTS_WORDS_MAX,
                };
                if best.as_ref().is_some_and(|(b, _)| *b <= i) {
                    continue;
                }
                if let Some(end) = self.ends(&p.words, at, &fits) {
                    let whole = at == 0 && end == n && !self.more;
                    best = Some((
                        i,
                        Match {
                            role: p.role,
                            whole,
                        },
                    ));
                }
            }
        }
        best.map(|(_, m)| m)
    }

    /// Where the pattern ends that begins at word `at`, in a way that `fits` accepts. The depth is
    /// that of the pattern.
    fn ends(&self, pattern: &[Word], at: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
        match pattern.split_first() {
            None => fits(at).then_some(at),
            Some((Word::Colon, rest)) => {
                let colon = at > 0 && self.colons[at - 1];
                if colon {
                    self.ends(rest, at, fits)
                } else {
                    None
                }
            }
            Some((Word::Star, rest)) => (at..=self.words.len().min(at + STAR_WORDS_MAX))
                .find_map(|k| self.ends(rest, k, fits)),
            Some((word, rest)) => {
                let here = self.words.get(at).is_some_and(|w| word.fits(w));
                if here {
                    self.ends(rest, at + 1, fits)
                } else {
                    None
                }
            }
        }
    }
}

/// Where in the line a pattern must stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Is,
    Starts,
    Opens,
    Has,
    Ends,
}

enum Word {
    Number,
    Star,
    Colon,
    One(Vec<&'static str>),
}

impl Word {
    fn fits(&self, word: &str) -> bool {
        match self {
            Word::Number => word.starts_with(|c: char| c.is_ascii_digit()),
            Word::Star | Word::Colon => true,
            Word::One(any) => any.contains(&word),
        }
    }
}

struct Pattern {
    role: Role,
    place: Place,
    words: Vec<Word>,
}

struct Lexicon {
    patterns: Vec<Pattern>,
    /// Patterns by first word; those that begin with a number or a star stand under "#" and "*".
    by_first: FxHashMap<&'static str, Vec<usize>>,
}

impl Lexicon {
    fn candidates(&self, word: &str) -> impl Iterator<Item = &usize> {
        let key = if word.starts_with(|c: char| c.is_ascii_digit()) {
            "#"
        } else {
            word
        };
        let list = |k: &str| self.by_first.get(k).map_or(&[][..], Vec::as_slice);
        list(key).iter().chain(list("*"))
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        patterns: Vec::new(),
        by_first: FxHashMap::default(),
    };
    let lines = include_str!("../../data/furniture.txt").lines();
    for (role, place, rest) in lines.filter_map(parse) {
        let i = lexicon.patterns.len();
        let words = rest.split(' ').map(|w| match w {
            "#" => Word::Number,
            "*" => Word::Star,
            ":" => Word::Colon,
            w => Word::One(w.split('|').collect()),
        });
        for first in rest
            .split(' ')
            .next()
            .into_iter()
            .flat_map(|w| w.split('|'))
        {
            lexicon.by_first.entry(first).or_default().push(i);
        }
        lexicon.patterns.push(Pattern {
            role,
            place,
            words: words.collect(),
        });
    }
    lexicon
});

/// One line of the data: role, place, pattern.
fn parse(line: &'static str) -> Option<(Role, Place, &'static str)> {
    let (role, rest) = line.split_once(' ').filter(|_| !line.starts_with('#'))?;
    let (place, pattern) = rest.split_once(' ')?;
    let role = match role {
        "thread" => Role::Thread,
        "mark" => Role::Mark,
        "teaser" => Role::Kind(SegmentKind::Teaser),
        "related" => Role::Kind(SegmentKind::Related),
        "comment" => Role::Kind(SegmentKind::Comment),
        "prompt" => Role::Kind(SegmentKind::Prompt),
        "legal" => Role::Kind(SegmentKind::Legal),
        "caption" => Role::Kind(SegmentKind::Caption),
        "credit" => Role::Kind(SegmentKind::Credit),
        "correction" => Role::Kind(SegmentKind::Correction),
        "byline" => Role::Kind(SegmentKind::Byline),
        "navigation" => Role::Kind(SegmentKind::Navigation),
        _ => return None,
    };
    let place = match place {
        "is" => Place::Is,
        "starts" => Place::Starts,
        "opens" => Place::Opens,
        "has" => Place::Has,
        "ends" => Place::Ends,
        _ => return None,
    };
    Some((role, place, pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_pattern() {
        let data = include_str!("../../data/furniture.txt");
        let lines = data
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty());
        for line in lines {
            assert!(parse(line).is_some(), "{line}");
            for word in line.split(' ').skip(2).flat_map(|w| w.split('|')) {
                let plain = matches!(word, "#" | "*" | ":") || words::norm(word) == word;
                assert!(plain && !word.is_empty(), "{line}: {word} can never match");
            }
        }
    }
}
