//! The words that tell how an article came by what it says (`data/hearing.txt`).

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A set of word classes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Class(u16);

impl Class {
    pub(super) const PRIVATE: Class = Class(1);
    pub(super) const OFFICIAL: Class = Class(1 << 1);
    pub(super) const SAY: Class = Class(1 << 2);
    pub(super) const DEAF: Class = Class(1 << 3);
    pub(super) const KIN: Class = Class(1 << 4);
    pub(super) const ACT: Class = Class(1 << 5);
    pub(super) const MOTION: Class = Class(1 << 6);
    pub(super) const ACTOR: Class = Class(1 << 7);
    pub(super) const OUTLET: Class = Class(1 << 8);
    pub(super) const WIRE: Class = Class(1 << 9);
    pub(super) const COURT: Class = Class(1 << 10);
    pub(super) const SCENE: Class = Class(1 << 11);

    /// Whether the two share a class.
    pub(super) fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of either.
    pub(super) fn with(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }

    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "private" => Class::PRIVATE,
            "official" => Class::OFFICIAL,
            "say" => Class::SAY,
            "deaf" => Class::DEAF,
            "kin" => Class::KIN,
            "act" => Class::ACT,
            "motion" => Class::MOTION,
            "actor" => Class::ACTOR,
            "outlet" => Class::OUTLET,
            "wire" => Class::WIRE,
            "court" => Class::COURT,
            "scene" => Class::SCENE,
            _ => return None,
        })
    }
}

static WORDS: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut words = FxHashMap::<&'static str, Class>::default();
    for line in include_str!("../../data/hearing.txt").lines() {
        let mut fields = line.split_whitespace();
        let Some(class) = fields.next().and_then(Class::named) else {
            continue;
        };
        for word in fields {
            let old = words.entry(word).or_default();
            *old = old.with(class);
        }
    }
    words
});

/// The classes of `word`, which is in lower case; a possessive ending is not looked at.
pub(super) fn class(word: &str) -> Class {
    WORDS.get(stem(word)).copied().unwrap_or_default()
}

/// The word without a possessive ending.
pub(super) fn stem(word: &str) -> &str {
    ["'s", "’s", "s'", "s’"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_read() {
        for line in include_str!("../../data/hearing.txt").lines() {
            let first = line.split_whitespace().next().unwrap_or("#");
            assert!(first == "#" || Class::named(first).is_some(), "{line}");
        }
        assert!(class("neighbor").is(Class::PRIVATE));
        assert!(class("neighbor’s").is(Class::KIN));
        assert!(!class("table").is(Class::PRIVATE));
    }
}
