//! Where does a meaning stand in a wording?

use super::token::Token;

/// Chains of a hash table, a power of two: as many as a long quotation has meanings; the longest may have four times as
/// many.
const CHAINS: usize = 512;

/// What each word shares with others, a lemma or a synonym set, with the word's place; a hash table, as most of what
/// is asked for is not there.
#[derive(Default)]
pub(super) struct Index {
    /// The first entry of each chain, counted from 1; 0 for none.
    chains: Vec<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    meaning: u64,
    place: u32,
    /// The next of its chain, as [`Index::chains`] counts.
    next: u32,
}

impl Index {
    /// Forgets its words.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn read(&mut self, words: &[Token]) {
        self.entries.clear();
        self.chains.clear();
        self.chains.resize(CHAINS, 0);
        // From the last, as what comes in last is found first.
        for (place, word) in words.iter().enumerate().rev() {
            for meaning in meanings(word) {
                let first = &mut self.chains[chain(meaning)];
                self.entries.push(Entry {
                    meaning,
                    place: place as u32,
                    next: *first,
                });
                *first = self.entries.len() as u32;
            }
        }
    }

    /// The places of a meaning, ascending.
    pub(super) fn places(&self, meaning: u64) -> impl Iterator<Item = usize> {
        let first = self.chains.get(chain(meaning));
        let mut at = first.copied().unwrap_or_default();
        let entries = std::iter::from_fn(move || {
            let entry = self.entries.get((at as usize).wrapping_sub(1))?;
            at = entry.next;
            Some(entry)
        });
        let same = entries.filter(move |entry| entry.meaning == meaning);
        same.map(|entry| entry.place as usize)
    }

    pub(super) fn has(&self, meaning: u64) -> bool {
        self.places(meaning).next().is_some()
    }
}

/// A word's synonym sets and its lemma.
pub(super) fn meanings(word: &Token) -> impl Iterator<Item = u64> {
    senses(word).chain([word.lemma])
}

/// Its synonym sets.
pub(super) fn senses(word: &Token) -> impl Iterator<Item = u64> {
    let senses = word.senses.into_iter();
    senses.take_while(|s| *s != 0).map(u64::from)
}

fn chain(meaning: u64) -> usize {
    (meaning.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % CHAINS
}
