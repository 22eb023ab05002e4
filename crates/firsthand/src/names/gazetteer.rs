//! What is each word known as, whatever stands around it: a first name, a place, a word of bodies, a title?

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

pub(super) struct Gazetteers {
    pub(super) first: FxHashMap<&'static str, char>,
    /// Place, and whether it is the word for its people.
    pub(super) places: FxHashMap<&'static str, bool>,
    pub(super) bodies: FxHashSet<&'static str>,
    pub(super) titles: FxHashSet<&'static str>,
    pub(super) function: FxHashSet<&'static str>,
}

pub(super) static GAZETTEERS: LazyLock<Gazetteers> = LazyLock::new(|| Gazetteers {
    first: entries(include_str!("../../data/first-names.txt"))
        .filter_map(|l| l.split_once('\t'))
        .map(|(name, gender)| (name, gender.chars().next().unwrap_or('u')))
        .collect(),
    places: entries(include_str!("../../data/places.txt"))
        .filter_map(|l| l.split_once('\t'))
        .map(|(name, kind)| (name, kind == "people"))
        .collect(),
    bodies: entries(include_str!("../../data/body-words.txt")).collect(),
    titles: entries(include_str!("../../data/titles.txt")).collect(),
    function: entries(include_str!("../../data/function-words.txt")).collect(),
});

/// The gender that a first name suggests: `'m'`, `'f'` or `'u'`.
pub(crate) fn gender(first_name: &str) -> Option<char> {
    GAZETTEERS.first.get(first_name).copied()
}

/// Whether `word` (lower case) is the word for the people of a place ("european").
pub(crate) fn is_people(word: &str) -> bool {
    let large = with_capital(word);
    GAZETTEERS.places.get(large.as_str()).is_some_and(|p| *p)
}

/// Whether `word` (lower case) makes the name of a body ("ministry").
pub(crate) fn is_body_word(word: &str) -> bool {
    GAZETTEERS.bodies.contains(with_capital(word).as_str())
}

fn with_capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// Whether `word` (lower case) can be no name.
pub(crate) fn is_function_word(word: &str) -> bool {
    GAZETTEERS.function.contains(word)
}

/// The entries of a lexicon: its lines, without comments and blank ones.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim_end)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}
