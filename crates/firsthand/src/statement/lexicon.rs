//! The word lists that comparing and typing rest on, read once from `data/statement`.
//!
//! English first. A language without lists still gets statements, versions, numbers and names; its
//! negators, modals and qualifiers pass as other words.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// The lists, by hashes of words.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// What a word or phrase does to a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mark {
    /// How sure, allowed, wanted or due.
    Modal(Modal),
    /// How much of it, when or where it holds.
    Scope,
    /// What a figure is a limit of.
    Bound,
    /// How strongly it is put.
    Degree,
    /// Opens a condition or exception.
    Condition,
}

/// Classes of modality.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Modal {
    Opinion,
    Appearance,
    Possibility,
    Likelihood,
    Wish,
    Intention,
    Permission,
    Obligation,
    Future,
    Certainty,
}

/// What a number word says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Numeral {
    Value(f64),
    Times(f64),
}

/// What a unit or calendar word measures.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Unit {
    /// "length", "money", "date", …
    pub(super) measure: &'static str,
    /// How many base units it is, where that is fixed.
    pub(super) factor: Option<f64>,
}

/// Phrases by their first word; the longest first.
pub(super) type Phrases<T> = FxHashMap<u64, Vec<(Vec<u64>, T)>>;

/// Word lists; words are named by [`key`], lemmas by [`lemma`].
pub(super) struct Lexicon {
    pub(super) function: FxHashSet<u64>,
    pub(super) common: FxHashSet<u64>,
    pub(super) negators: FxHashSet<u64>,
    pub(super) pronouns: FxHashSet<u64>,
    /// By lemma.
    pub(super) units: FxHashMap<u64, Unit>,
    pub(super) apart: FxHashSet<u64>,
    pub(super) time_words: FxHashSet<u64>,
    /// Verbs that deny, by lemma: "rules out", "denies".
    pub(super) denials: FxHashSet<u64>,
    pub(super) carriers: FxHashSet<u64>,
    pub(super) numbers: FxHashMap<u64, Numeral>,
    pub(super) contractions: FxHashMap<u64, Vec<String>>,
    /// Word to ISO 639-1 code.
    pub(super) languages: FxHashMap<u64, &'static str>,
    /// By lemma; `be` stands for its forms.
    pub(super) marks: Phrases<Mark>,
    /// By lemma; the number of the line.
    pub(super) senses: Phrases<u16>,
    /// Words of one toll, by lemma: the number of the line.
    pub(super) tolls: FxHashMap<u64, usize>,
    opposites: FxHashSet<(u64, u64)>,
    backshift: FxHashSet<(u64, u64)>,
    irregular: FxHashMap<u64, u64>,
}

/// The name of a word: a hash of its normal form.
pub(super) fn key(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

impl Lexicon {
    /// The name that the inflected forms of a word share.
    pub(super) fn lemma(&self, word: &str) -> u64 {
        match self.irregular.get(&key(word)) {
            Some(lemma) => *lemma,
            None => key(stem(word).as_str()),
        }
    }

    /// Whether one lemma turns round what the other says.
    pub(super) fn opposite(&self, a: u64, b: u64) -> bool {
        self.opposites.contains(&(a.min(b), a.max(b)))
    }

    /// Whether reported speech makes the one word, by name, of the other.
    pub(super) fn shifted(&self, a: u64, b: u64) -> bool {
        self.backshift.contains(&(a, b)) || self.backshift.contains(&(b, a))
    }

    fn read() -> Lexicon {
        let irregular = pairs(include_str!("../../data/statement/irregular.txt"))
            .map(|(form, lemma)| (key(form), key(stem(lemma).as_str())))
            .collect();
        let mut lexicon = Lexicon {
            function: set(include_str!("../../data/statement/function_words.txt")),
            common: FxHashSet::default(),
            negators: set(include_str!("../../data/statement/negators.txt")),
            pronouns: set(include_str!("../../data/statement/pronouns.txt")),
            units: FxHashMap::default(),
            apart: set(include_str!("../../data/statement/apart.txt")),
            time_words: set(include_str!("../../data/statement/time_words.txt")),
            denials: FxHashSet::default(),
            carriers: FxHashSet::default(),
            numbers: FxHashMap::default(),
            contractions: pairs(include_str!("../../data/statement/contractions.txt"))
                .map(|(form, words)| (key(form), split(words)))
                .collect(),
            languages: pairs(include_str!("../../data/statement/languages.txt"))
                .map(|(word, code)| (key(word), code))
                .collect(),
            marks: Phrases::default(),
            senses: Phrases::default(),
            tolls: FxHashMap::default(),
            opposites: FxHashSet::default(),
            backshift: pairs(include_str!("../../data/statement/backshift.txt"))
                .map(|(direct, reported)| (key(direct), key(reported)))
                .collect(),
            irregular,
        };
        lexicon.common = lexicon.lemmas(include_str!("../../data/statement/common_words.txt"));
        lexicon.units = pairs(include_str!("../../data/statement/units.txt"))
            .map(|(word, measure)| (lexicon.lemma(word), unit(measure)))
            .collect();
        lexicon.carriers = lexicon.lemmas(include_str!("../../data/statement/carriers.txt"));
        lexicon.denials = lexicon.lemmas(include_str!("../../data/statement/denials.txt"));
        lexicon.numbers = pairs(include_str!("../../data/statement/numbers.txt"))
            .filter_map(|(word, value)| Some((key(word), numeral(value)?)))
            .collect();
        let tolls = lines(include_str!("../../data/statement/tolls.txt")).enumerate();
        lexicon.tolls = tolls
            .flat_map(|(line, words)| words.split(',').map(move |w| (w.trim(), line)))
            .map(|(word, line)| (lexicon.lemma(word), line))
            .collect();
        lexicon.read_marks();
        lexicon.read_senses();
        lexicon
    }

    fn lemmas(&self, list: &'static str) -> FxHashSet<u64> {
        lines(list).map(|word| self.lemma(word)).collect()
    }

    fn read_marks(&mut self) {
        let mut marks = Vec::new();
        for (phrase, class) in pairs(include_str!("../../data/statement/modals.txt")) {
            marks.extend(modal(class).map(|m| (phrase, Mark::Modal(m))));
        }
        for (phrase, class) in pairs(include_str!("../../data/statement/qualifiers.txt")) {
            marks.extend(match class {
                "scope" => Some((phrase, Mark::Scope)),
                "bound" => Some((phrase, Mark::Bound)),
                "degree" => Some((phrase, Mark::Degree)),
                _ => None,
            });
        }
        for phrase in lines(include_str!("../../data/statement/conditions.txt")) {
            marks.push((phrase, Mark::Condition));
        }
        self.marks = self.phrases(marks);
    }

    fn read_senses(&mut self) {
        let mut senses = Vec::new();
        for (number, line) in (1u16..).zip(lines(include_str!("../../data/statement/synonyms.txt")))
        {
            senses.extend(line.split(',').map(|phrase| (phrase.trim(), number)));
        }
        self.senses = self.phrases(senses);
        for line in lines(include_str!("../../data/statement/opposites.txt")) {
            if let Some((a, b)) = line.split_once(',') {
                let (a, b) = (self.lemma(a.trim()), self.lemma(b.trim()));
                self.opposites.insert((a.min(b), a.max(b)));
            }
        }
    }

    fn phrases<T>(&self, list: Vec<(&str, T)>) -> Phrases<T> {
        let mut phrases = Phrases::default();
        for (phrase, value) in list {
            let lemmas: Vec<u64> = phrase.split([' ', '\'']).map(|w| self.lemma(w)).collect();
            phrases
                .entry(lemmas[0])
                .or_insert_with(Vec::new)
                .push((lemmas, value));
        }
        // Each list is put in order by itself, so the map's own order cannot show.
        #[allow(clippy::iter_over_hash_type, reason = "each entry is sorted alone")]
        for entries in phrases.values_mut() {
            entries.sort_by_key(|(lemmas, _)| std::cmp::Reverse(lemmas.len()));
        }
        phrases
    }
}

/// Takes the English inflection off: plural, third person, past and -ing, then a final -e and a
/// doubled consonant, so that "stopped" meets "stop" and "receiving" meets "receive".
///
/// After Harman, "How effective is suffixing?" (1991): a weak stemmer, since a strong one (Porter)
/// makes one word of "universe" and "university". Departs by dropping the final -e from every word,
/// which spares a dictionary.
fn stem(word: &str) -> String {
    let is_word = word.bytes().all(|b| b.is_ascii_lowercase());
    if word.len() <= 3 || !is_word {
        return word.into();
    }
    let cut = |end: &str, least: usize| word.strip_suffix(end).filter(|s| s.len() >= least);
    let has_vowel = |s: &&str| s.bytes().any(|b| b"aeiouy".contains(&b));
    let base = if let Some(s) = cut("ies", 2).or(cut("ied", 2)) {
        format!("{s}y")
    } else if let Some(s) = cut("sses", 1) {
        format!("{s}ss")
    } else if let Some(s) = ["ches", "shes", "xes", "zes"]
        .iter()
        .find_map(|end| cut(end, 1).map(|s| s.len() + end.len() - 2))
    {
        word[..s].into()
    } else if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.into()
    } else if let Some(s) = cut("s", 3) {
        s.into()
    } else if let Some(s) = cut("ing", 3)
        .filter(has_vowel)
        .or(cut("ed", 3).filter(has_vowel))
    {
        s.into()
    } else {
        word.into()
    };
    let base = base
        .strip_suffix('e')
        .filter(|s| s.len() >= 3)
        .unwrap_or(&base);
    let bytes = base.as_bytes();
    let n = bytes.len();
    if n >= 4 && bytes[n - 1] == bytes[n - 2] && !b"aeiou".contains(&bytes[n - 1]) {
        return base[..n - 1].into();
    }
    base.into()
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(list).filter_map(|l| l.split_once('\t'))
}

fn set(list: &'static str) -> FxHashSet<u64> {
    lines(list).map(key).collect()
}

fn split(words: &str) -> Vec<String> {
    words.split(' ').map(String::from).collect()
}

fn numeral(value: &str) -> Option<Numeral> {
    match value.strip_prefix('x') {
        Some(times) => times.parse().ok().map(Numeral::Times),
        None => value.parse().ok().map(Numeral::Value),
    }
}

fn unit(measure: &'static str) -> Unit {
    let (measure, factor) = measure.split_once('\t').unwrap_or((measure, ""));
    Unit {
        measure,
        factor: factor.parse().ok(),
    }
}

fn modal(class: &str) -> Option<Modal> {
    Some(match class {
        "opinion" => Modal::Opinion,
        "appearance" => Modal::Appearance,
        "possibility" => Modal::Possibility,
        "likelihood" => Modal::Likelihood,
        "wish" => Modal::Wish,
        "intention" => Modal::Intention,
        "permission" => Modal::Permission,
        "obligation" => Modal::Obligation,
        "future" => Modal::Future,
        "certainty" => Modal::Certainty,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_lemma() {
        let same = [
            ("deploying", "deploy"),
            ("received", "receive"),
            ("stopped", "stop"),
            ("killing", "killed"),
            ("families", "family"),
            ("passes", "pass"),
            ("went", "go"),
            ("is", "were"),
        ];
        for (a, b) in same {
            assert_eq!(LEXICON.lemma(a), LEXICON.lemma(b), "{a} {b}");
        }
        for (a, b) in [("universe", "university"), ("bus", "bu")] {
            assert_ne!(LEXICON.lemma(a), LEXICON.lemma(b), "{a} {b}");
        }
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        let count = |list: &'static str| lines(list).count();
        assert_eq!(
            pairs(include_str!("../../data/statement/modals.txt"))
                .filter(|(_, class)| modal(class).is_some())
                .count(),
            count(include_str!("../../data/statement/modals.txt"))
        );
        assert_eq!(
            LEXICON.numbers.len(),
            count(include_str!("../../data/statement/numbers.txt"))
        );
    }
}
