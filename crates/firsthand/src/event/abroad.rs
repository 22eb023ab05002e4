//! Do two texts in different languages report one event?
//!
//! They share no words, but whom and where it is about and how many: so they are compared by the
//! sound of their names ([`super::sound`]), by acronyms and by numbers alone (as in Steinberger,
//! Pouliquen & Ignat, Navigating multilingual news collections using automatically extracted
//! information, 2005; we depart in having no lists of translated names). What is shared is set
//! against the text that has less: German writes every noun with a capital, and a short report
//! leaves names out.

use super::rarity::{self, Term};
use super::sound;
use crate::{Article, Span, words};
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Keeps the terms of sounds, acronyms and numbers apart from those of words.
const SOUND_SEED: u64 = 2;
const ACRONYM_SEED: u64 = 3;
const NUMBER_SEED: u64 = 4;

/// Articles that stand behind every count of a term, so that a pile of two may be compared.
const PRIOR_ARTICLES: f64 = 200.0;

/// In how many of these a name or number is that the pile has once.
const PRIOR_HOLDING: f64 = 0.4;

/// Words by which English is known.
const SAMPLE_WORDS: usize = 150;

/// Share of everyday English words from which on a text is English.
const ENGLISH_MIN: f64 = 0.3;

/// Words of an article that are read.
const WORDS_MAX: usize = 600;

/// Weight of what is shared from which on a text with next to no names is no part of any other:
/// about six names that the pile has twice.
const WEIGHT_MIN: f64 = 27.0;

/// Terms that two texts must share.
const SHARED_MIN: usize = 3;

/// Numbers below this are in every article.
const NUMBER_MIN: u64 = 10;

/// Years tell no event.
const YEARS: std::ops::RangeInclusive<u64> = 1900..=2100;

/// Letters of an acronym.
const ACRONYM: std::ops::RangeInclusive<usize> = 3..=6;

/// What of a text is the same in every language, in order of terms.
pub(super) type Abroad = Vec<(Term, f64)>;

/// Reads an article.
pub(super) fn read(article: &Article) -> Abroad {
    let mut terms: Vec<Term> = Vec::new();
    each(article, |term, _| terms.push(term));
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter().map(|t| (t, 1.0)).collect()
}

/// The language of an article. A short one full of names may be taken for one in another language,
/// but no other has this many of the words that are in all English news.
pub(super) fn language(article: &Article) -> Option<Term> {
    let lines = article.sentences.iter();
    let words =
        lines.flat_map(|s| words::words(article.content(), *s).map(|w| w.of(article.content())));
    let (mut all, mut everyday) = (0, 0);
    for word in words.take(SAMPLE_WORDS) {
        all += 1;
        everyday += usize::from(rarity::is_everyday(rarity::term(word)));
    }
    let english = all > 0 && everyday as f64 >= ENGLISH_MIN * all as f64;
    let said = article.language.as_deref();
    Some(rarity::term(if english { "en" } else { said? }))
}

/// The language, where it is not English.
pub(super) fn foreign(language: Option<Term>) -> Option<Term> {
    language.filter(|l| *l != rarity::term("en"))
}

/// How an article first writes each of its terms.
pub(super) fn spelled(article: &Article) -> FxHashMap<Term, String> {
    let mut out = FxHashMap::default();
    each(article, |term, word| {
        out.entry(term).or_insert_with(|| word.to_owned());
    });
    out
}

/// Weighs terms by how few of `articles` have them.
pub(super) fn weigh(terms: &mut Abroad, holding: &FxHashMap<Term, u32>, articles: usize) {
    for (term, weight) in terms {
        let own = holding.get(term).map_or(0.0, |n| f64::from(*n) - 1.0);
        let share = (own + PRIOR_HOLDING) / (articles as f64 + PRIOR_ARTICLES);
        *weight = -libm::log(share.min(1.0));
    }
}

/// What two texts share, of what the one that has less has: 0 to 1.
pub(super) fn shared(a: &Abroad, b: &Abroad) -> f64 {
    let (mut sum, mut n) = (0.0, 0);
    common(a, b, |_, weight| {
        sum += weight;
        n += 1;
    });
    match n >= SHARED_MIN {
        true => sum / least(a, b),
        false => 0.0,
    }
}

/// The terms that two texts share, with what each adds.
pub(super) fn shared_terms(a: &Abroad, b: &Abroad) -> Vec<(Term, f64)> {
    let mut out = Vec::new();
    common(a, b, |term, weight| out.push((term, weight / least(a, b))));
    out
}

/// The weight of the text that has less.
fn least(a: &Abroad, b: &Abroad) -> f64 {
    let weight = |of: &Abroad| of.iter().map(|(_, w)| w).sum::<f64>();
    weight(a).min(weight(b)).max(WEIGHT_MIN)
}

fn common(a: &Abroad, b: &Abroad, mut found: impl FnMut(Term, f64)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let ((s, v), (t, w)) = (a[i], b[j]);
        if s == t {
            found(s, v.min(w));
        }
        i += usize::from(s <= t);
        j += usize::from(t <= s);
    }
}

/// Calls `found` with every term and the word that it is read from.
fn each(article: &Article, mut found: impl FnMut(Term, &str)) {
    let language = article.language.as_deref().unwrap_or("en");
    let title = article.title.as_deref().unwrap_or_default();
    let content = article.content();
    let lines = std::iter::once((title, Span::new(0, title.len())));
    let lines = lines.chain(article.sentences.iter().map(|s| (content, *s)));
    // A capital that opens a sentence says something where the word has one elsewhere too.
    let (mut within, mut opening) = (FxHashSet::<String>::default(), Vec::new());
    let mut left = WORDS_MAX;
    for (text, line) in lines {
        let mut before: Option<Span> = None;
        for span in words::words(text, line).take(left) {
            left -= 1;
            let word = span.of(text);
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                if let Some(number) = number(text, before, span) {
                    found(xxh3_64_with_seed(number.as_bytes(), NUMBER_SEED), word);
                }
            } else {
                for part in parts(word) {
                    let capital = part.chars().next().is_some_and(char::is_uppercase);
                    match (capital, before) {
                        (false, _) => {}
                        (true, None) => opening.push(part),
                        (true, Some(_)) => {
                            within.insert(words::norm(part));
                            name(part, language, &mut found);
                        }
                    }
                }
            }
            before = Some(span);
        }
    }
    let known = |part: &&str| within.contains(&words::norm(part));
    for part in opening.into_iter().filter(known) {
        name(part, language, &mut found);
    }
}

/// The parts of a word that may be names: "dell'Arno" has "Arno", "Tessin-Orla" both.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let elided = word
        .split_once(['\'', '’'])
        .filter(|(before, _)| before.is_ascii() && before.len() <= 5);
    let rest = elided.map_or(word, |(_, rest)| match rest {
        // A possessive.
        "s" | "S" => word,
        rest => rest,
    });
    rest.split(['-', '‐', '‑']).filter(|part| !part.is_empty())
}

/// The terms of a name.
fn name(part: &str, language: &str, found: &mut impl FnMut(Term, &str)) {
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    if ACRONYM.contains(&letters) && part.chars().all(char::is_uppercase) {
        let latin: String = part.chars().map(latin).collect();
        found(xxh3_64_with_seed(latin.as_bytes(), ACRONYM_SEED), part);
        return;
    }
    for key in sound::keys(part, language) {
        found(xxh3_64_with_seed(key.as_bytes(), SOUND_SEED), part);
    }
}

/// The Latin letter for a Cyrillic one of an acronym.
fn latin(c: char) -> char {
    let (from, to) = ("АБВГДЕЗИІКЛМНОПРСТУФХЮЯ", "ABVGDEZIIKLMNOPRSTUFHUA");
    let at = from.chars().position(|f| f == c);
    at.and_then(|at| to.chars().nth(at)).unwrap_or(c)
}

/// A number in one form: "3,500", "3.500" and "3 500" are 3500; "6,3" and "6.3" are one.
fn number(text: &str, before: Option<Span>, span: Span) -> Option<String> {
    let word = span.of(text);
    let digits = word
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(word.len());
    let word = word[..digits].trim_end_matches(['.', ',']);
    let mut groups: Vec<&str> = word.split(['.', ',']).collect();
    let whole = |g: &str| g.len() == 3;
    // The thousands may stand apart.
    if groups.len() == 1
        && whole(word)
        && let Some(before) = before
        && before.len() <= 3
        && before.of(text).bytes().all(|b| b.is_ascii_digit())
        && matches!(
            &text[before.end()..span.start()],
            " " | "\u{a0}" | "\u{202f}"
        )
    {
        groups.insert(0, before.of(text));
    }
    if groups.len() > 1 && !groups[1..].iter().all(|g| whole(g)) {
        return Some(groups.join("."));
    }
    let number: u64 = groups.concat().parse().ok()?;
    (number >= NUMBER_MIN && !YEARS.contains(&number)).then(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_form_however_they_are_grouped() {
        let of = |text: &str| {
            let mut before = None;
            let mut out = Vec::new();
            for span in words::words(text, Span::new(0, text.len())) {
                out.extend(number(text, before, span));
                before = Some(span);
            }
            out.last().cloned()
        };
        for same in ["3,500 men", "3.500 Mann", "3 500 hommes", "3500 человек"] {
            assert_eq!(of(same).as_deref(), Some("3500"), "{same}");
        }
        assert_eq!(of("6,3"), of("6.3"));
        assert_eq!(of("in 1912"), None);
        assert_eq!(of("7 men"), None);
    }

    #[test]
    fn elided_articles_and_hyphens_part_names() {
        assert_eq!(parts("dell'Arno").collect::<Vec<_>>(), ["Arno"]);
        assert_eq!(parts("Tessin-Orla").collect::<Vec<_>>(), ["Tessin", "Orla"]);
        assert_eq!(parts("Solberg's").collect::<Vec<_>>(), ["Solberg's"]);
    }
}
