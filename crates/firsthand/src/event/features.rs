//! What of an article tells its event from others? Weighted terms, what identifies, and when.

use super::Config;
use super::abroad::{self, Abroad};
use super::identity::{self, Identity};
use super::items;
use super::rarity::{Rarity, Term, is_everyday, term};
use super::zones::{self, Zone};
use crate::{Article, Interval, Span, words};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What the events stage knows of one text.
#[derive(Default)]
pub(crate) struct Features {
    /// Distinct terms in order, weighted by where and how often they stand; after [`weigh`] also by
    /// rarity, and of length 1.
    pub(crate) terms: Vec<(Term, f64)>,
    /// The same for names alone.
    pub(crate) names: Vec<(Term, f64)>,
    /// Numbers that identify.
    pub(super) identity: Identity,
    /// Passages that remind of another event, with their terms.
    pub(super) background: Vec<(Span, Vec<(Term, f64)>)>,
    /// The parts of what may be a round-up, with their terms.
    pub(super) items: Vec<Part>,
    /// Whether it reports several events, as far as the texts around it tell.
    pub(super) round_up: bool,
    /// What is the same in every language.
    pub(super) abroad: Abroad,
    /// The language, where it is known.
    pub(super) language: Option<Term>,
    /// When it was published, as far as anything tells.
    pub(super) when: Interval,
}

/// A part of an article, as of a round-up.
pub(super) struct Part {
    pub(super) span: Span,
    /// As of a whole text.
    pub(super) terms: Vec<(Term, f64)>,
    pub(super) names: Vec<(Term, f64)>,
}

/// Words of one article that are read; what stands behind them cannot change the event.
const WORDS_MAX: usize = 4_000;

/// Words that count as the lead.
const LEAD_WORDS: usize = 90;

/// Keeps the terms of names of two words apart from those of words.
const PAIR_SEED: u64 = 1;

/// Counts the terms of an article.
pub(crate) fn read(config: &Config, article: &Article, when: Interval) -> Features {
    let mut tally = Tally::default();
    let title = article.title.as_deref().unwrap_or_default();
    let whole = Span::new(0, title.len());
    tally.line(title, whole, config.title, WORDS_MAX);
    identity::read(title, whole, &mut tally.identity);
    let content = article.content();
    let sentences = &article.sentences;
    let mut background: Vec<(Span, Tally)> = Vec::new();
    let mut at = 0;
    let mut before = Zone::Body;
    for (&sentence, zone) in sentences.iter().zip(zones::of(content, sentences)) {
        if at >= WORDS_MAX {
            break;
        }
        let weight = match zone {
            Zone::Background => config.background,
            Zone::Body if at < LEAD_WORDS => config.lead,
            Zone::Body => 1.0,
            Zone::Tail => config.tail,
        };
        at += tally.line(content, sentence, weight, WORDS_MAX - at);
        if zone == Zone::Background {
            if before != zone {
                background.push((sentence, Tally::default()));
            }
            if let Some((span, own)) = background.last_mut() {
                *span = span.join(sentence);
                own.line(content, sentence, 1.0, WORDS_MAX);
            }
        } else {
            identity::read(content, sentence, &mut tally.identity);
        }
        before = zone;
    }
    let mut features = tally.features(config);
    features.background = background
        .into_iter()
        .map(|(s, t)| (s, t.features(config).terms))
        .collect();
    features.items = items::of(article)
        .into_iter()
        .map(|span| part(config, article, span))
        .collect();
    features.abroad = abroad::read(article);
    features.language = abroad::language(article);
    features.when = when;
    features
}

/// What is known of a part of an article.
fn part(config: &Config, article: &Article, span: Span) -> Part {
    let mut tally = Tally::default();
    let sentences = article.sentences.iter().filter(|s| span.contains(**s));
    let mut left = WORDS_MAX;
    for sentence in sentences {
        left -= tally.line(article.content(), *sentence, 1.0, left);
    }
    let Features { terms, names, .. } = tally.features(config);
    Part { span, terms, names }
}

/// Turns counts into vectors of length 1 whose rare terms weigh most, of at most `most` terms.
pub(crate) fn weigh(features: &mut Features, rarity: &Rarity, most: usize) {
    let passages = features.background.iter_mut().map(|(_, terms)| terms);
    let parts = features.items.iter_mut();
    let parts = parts.flat_map(|part| [&mut part.terms, &mut part.names]);
    for list in [&mut features.terms, &mut features.names]
        .into_iter()
        .chain(passages)
        .chain(parts)
    {
        list.iter_mut()
            .for_each(|(term, weight)| *weight *= rarity.of(*term));
        keep(list, most);
        normalise(list);
    }
}

/// Keeps the heaviest `most` of a list in order of terms.
fn keep(list: &mut Vec<(Term, f64)>, most: usize) {
    if list.len() > most {
        let heavier = |x: &(Term, f64), y: &(Term, f64)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
        list.select_nth_unstable_by(most, heavier);
        list.truncate(most);
        list.sort_unstable_by_key(|(t, _)| *t);
    }
    list.shrink_to_fit();
}

/// Makes a vector one of length 1.
fn normalise(list: &mut [(Term, f64)]) {
    let length = libm::sqrt(list.iter().map(|(_, w)| w * w).sum::<f64>());
    if length > 0.0 {
        list.iter_mut().for_each(|(_, w)| *w /= length);
    }
}

/// The direction of the sum of sparse vectors.
pub(crate) fn mean<'a>(lists: impl Iterator<Item = &'a Vec<(Term, f64)>>) -> Vec<(Term, f64)> {
    let mut sums = BTreeMap::<Term, f64>::new();
    for (term, weight) in lists.flatten() {
        *sums.entry(*term).or_default() += weight;
    }
    let mut list: Vec<_> = sums.into_iter().collect();
    normalise(&mut list);
    list
}

/// The terms of the first `most` words of a line with what they stand for, names of two words among
/// them; returns how many words there were.
pub(super) fn terms(
    text: &str,
    span: Span,
    most: usize,
    mut found: impl FnMut(Term, Span, Look),
) -> usize {
    let mut n = 0;
    let mut before: Option<(Span, Term, bool)> = None;
    for word in words::words(text, span).take(most) {
        n += 1;
        let id = term(word.of(text));
        let capital = word.of(text).chars().next().is_some_and(char::is_uppercase);
        let look = match (capital, before) {
            (false, _) => Look::Small,
            (true, None) => Look::First,
            (true, Some(_)) => Look::Name,
        };
        found(id, word, look);
        // Two capitalised words in a row are a name of its own.
        let name = capital && !(n == 1 && is_everyday(id)) && word.of(text) != "I";
        if let Some((last, first, true)) = before
            && name
            && &text[last.end()..word.start()] == " "
        {
            found(pair(first, id), last.join(word), Look::Pair);
        }
        before = Some((word, id, name));
    }
    n
}

/// How a term is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// In lower case, or a number.
    Small,
    /// With a capital that opens a sentence, which says nothing.
    First,
    /// With a capital within a sentence.
    Name,
    /// Two capitalised words.
    Pair,
}

fn pair(first: Term, second: Term) -> Term {
    xxh3_64_with_seed(
        &[first.to_le_bytes(), second.to_le_bytes()].concat(),
        PAIR_SEED,
    )
}

/// Weights while an article is read.
#[derive(Default)]
struct Tally {
    all: FxHashMap<Term, Seen>,
    identity: Identity,
}

/// How a term stands in an article.
#[derive(Clone, Copy, Default)]
struct Seen {
    weight: f64,
    /// Once in lower case: no name.
    lower: bool,
    /// Once capitalised within a sentence.
    upper: bool,
    /// As a name of two words.
    pair: bool,
}

impl Tally {
    /// Counts the words of one sentence; returns how many there were.
    fn line(&mut self, text: &str, span: Span, weight: f64, most: usize) -> usize {
        terms(text, span, most, |term, word, look| {
            let seen = self.all.entry(term).or_default();
            seen.weight += weight;
            match look {
                Look::Small => {
                    let number = word.of(text).starts_with(|c: char| c.is_numeric());
                    seen.lower |= !number;
                }
                Look::First => {}
                Look::Name => seen.upper = true,
                Look::Pair => seen.pair = true,
            }
        })
    }

    fn features(mut self, config: &Config) -> Features {
        let mut all: Vec<(Term, Seen)> = self.all.into_iter().collect();
        all.sort_unstable_by_key(|(t, _)| *t);
        let is_name = |seen: &Seen| seen.pair || seen.upper && !seen.lower;
        let factor = |seen: &Seen| match (seen.pair, is_name(seen)) {
            (true, _) => config.pair,
            (false, true) => config.name,
            (false, false) => 1.0,
        };
        let weight = |seen: &Seen| libm::pow(seen.weight, config.count_power) * factor(seen);
        let terms: Vec<_> = all.iter().map(|(t, seen)| (*t, weight(seen))).collect();
        let names = terms
            .iter()
            .zip(&all)
            .filter(|(_, (_, seen))| is_name(seen));
        let names = names.map(|(term, _)| *term).collect();
        self.identity.sort_unstable();
        self.identity.dedup();
        Features {
            terms,
            names,
            identity: self.identity,
            ..Features::default()
        }
    }
}
