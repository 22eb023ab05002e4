//! How rare is a word? Rare words tell one event from another.
//!
//! A pile may be three articles on one matter, so its own counts cannot be trusted alone: they are
//! mixed with a shipped table of how many news articles have a word, as a prior worth
//! [`PRIOR_ARTICLES`] articles. In a large pile the pile's own counts take over. (Inverse document
//! frequency: Spärck Jones, A statistical interpretation of term specificity, 1972; estimating it
//! from an earlier stream: Allan, Papka & Lavrenko, On-line new event detection and tracking, 1998.)
//!
//! The table is of English news. Texts in another language are counted by themselves, with a prior
//! that weighs little: else the articles and prepositions of one German text in an English pile are
//! as rare as its names, and all German texts are alike.

use crate::words;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// A word or name in the form under which it is counted.
pub(crate) type Term = u64;

/// What the shipped table weighs against the pile's own counts, in articles. Between 500 and 8,000
/// the score on the gun-violence articles moves by less than a point.
const PRIOR_ARTICLES: f64 = 2_000.0;

/// Share of news articles that a word outside the table is taken to be in. The table ends at one
/// in 170; most words that are not in it are far rarer.
const UNKNOWN_SHARE: f64 = 1.0 / 5_000.0;

/// The same in a language that the table does not know: there every word is outside of it, and only
/// the pile's own counts tell a name from an article. Judged.
const PRIOR_ARTICLES_ELSEWHERE: f64 = 50.0;

/// Texts whose terms are counted by one thread.
const TEXTS_AT_A_TIME: usize = 8_000;

/// The rarity of the terms of one pile.
#[derive(Clone)]
pub(crate) struct Rarity {
    prior: f64,
    articles: f64,
    holding: FxHashMap<Term, u32>,
}

impl Rarity {
    /// Counts in how many of the texts each term stands. A text's terms are distinct.
    pub(crate) fn count(texts: &[&[(Term, f64)]]) -> Self {
        let count = |mut holding: FxHashMap<Term, u32>, terms: &&[(Term, f64)]| {
            let terms = terms.iter();
            terms.for_each(|(term, _)| *holding.entry(*term).or_default() += 1);
            holding
        };
        let some = texts.par_chunks(TEXTS_AT_A_TIME);
        let some = some.map(|texts| texts.iter().fold(FxHashMap::default(), count));
        Rarity {
            prior: PRIOR_ARTICLES,
            articles: texts.len() as f64,
            holding: some.reduce(FxHashMap::default, together),
        }
    }

    /// The same, for texts in a language that the table does not know.
    pub(crate) fn elsewhere(self) -> Self {
        Rarity {
            prior: PRIOR_ARTICLES_ELSEWHERE,
            ..self
        }
    }

    /// These counts and those of `other` together.
    pub(crate) fn plus(&self, other: &Rarity) -> Rarity {
        Rarity {
            prior: self.prior,
            articles: self.articles + other.articles,
            holding: together(self.holding.clone(), other.holding.clone()),
        }
    }

    /// Natural logarithm of one over the share of articles that have the term; never negative.
    pub(crate) fn of(&self, term: Term) -> f64 {
        let prior = TABLE.get(&term).copied().unwrap_or(UNKNOWN_SHARE);
        let own = f64::from(self.holding.get(&term).copied().unwrap_or(0));
        let share = (prior * self.prior + own) / (self.prior + self.articles);
        -libm::log(share.min(1.0))
    }
}

/// The sums of two counts.
fn together(a: FxHashMap<Term, u32>, b: FxHashMap<Term, u32>) -> FxHashMap<Term, u32> {
    let (mut more, less) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let less = less.into_iter();
    less.for_each(|(term, n)| *more.entry(term).or_default() += n);
    more
}

/// Share of articles from which on a word is everyday, and a capital on it says nothing.
const EVERYDAY_SHARE: f64 = 1.0 / 16.0;

/// Whether a word stands in so many articles that it is no name when it opens a sentence.
pub(crate) fn is_everyday(term: Term) -> bool {
    TABLE
        .get(&term)
        .is_some_and(|share| *share >= EVERYDAY_SHARE)
}

/// Whether a word is in so few articles that the shipped table does not have it.
pub(crate) fn is_unlisted(term: Term) -> bool {
    !TABLE.contains_key(&term)
}

/// The term of a word in any spelling.
pub(crate) fn term(word: &str) -> Term {
    xxh3_64(stem(&words::norm(word)).as_bytes())
}

/// The word without the endings that make a plural or a possessive (Harman, How effective is
/// suffixing?, 1991: the "S stemmer"). Stronger stemmers join words that tell events apart.
pub(crate) fn stem(word: &str) -> &str {
    let word = word
        .strip_suffix("'s")
        .or(word.strip_suffix('\''))
        .unwrap_or(word);
    match word.strip_suffix('s') {
        Some(rest) if rest.len() > 2 && !rest.ends_with(['s', 'u', 'i']) => rest,
        _ => word,
    }
}

/// Share of news articles with a word, by term.
static TABLE: LazyLock<FxHashMap<Term, f64>> = LazyLock::new(|| {
    let mut table = FxHashMap::<Term, f64>::default();
    for line in include_str!("../../data/document_frequency.txt").lines() {
        let entry = line.split_once(' ').filter(|_| !line.starts_with('#'));
        let Some((word, Ok(class))) = entry.map(|(w, c)| (w, c.parse::<f64>())) else {
            continue;
        };
        // A singular and its plural are one term, as common as the commoner of the two.
        let share = table.entry(term(word)).or_default();
        *share = share.max(libm::exp2(-class / 2.0));
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_pile_keeps_the_table_and_a_large_one_its_own_counts() {
        let one: &[(Term, f64)] = &[(term("lighthouse"), 1.0)];
        let few = Rarity::count(&[one; 3]);
        assert!(few.of(term("lighthouse")) > 2.0 * few.of(term("people")));
        let many = Rarity::count(&vec![one; 20_000]);
        assert!(many.of(term("lighthouse")) < 0.2);
        assert!(many.of(term("the")) > many.of(term("lighthouse")));
    }

    #[test]
    fn elsewhere_what_all_texts_have_is_common_soon() {
        let texts: [&[(Term, f64)]; 2] = [
            &[(term("und"), 1.0)],
            &[(term("und"), 1.0), (term("Leuchtturm"), 1.0)],
        ];
        let some = || Rarity::count(&texts.repeat(20));
        let parted = |r: &Rarity| r.of(term("Leuchtturm")) / r.of(term("und"));
        assert!(parted(&some().elsewhere()) > 1.5);
        assert!(parted(&some()) < 1.5, "by the table both are rare");
    }

    #[test]
    fn plural_and_possessive_are_one_term() {
        assert_eq!(term("Warehouses"), term("warehouse’s"));
        assert_ne!(term("bus"), term("bu"));
    }
}
