//! What of an article tells its event from others? Weighted terms, what identifies, and when.

use super::Config;
use super::rarity::{Rarity, Term, term};
use super::zones::{self, Zone};
use crate::{Article, Interval, Span, words};
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What the events stage knows of one text.
pub(super) struct Features {
    /// Distinct terms in order, weighted by where and how often they stand; after [`weigh`] also by
    /// rarity, and of length 1.
    pub(super) terms: Vec<(Term, f64)>,
    /// When it was published, as far as anything tells.
    pub(super) when: Interval,
}

/// Words of one article that are read; what stands behind them cannot change the event.
const WORDS_MAX: usize = 4_000;

/// Words that count as the lead.
const LEAD_WORDS: usize = 90;

/// Keeps the terms of names apart from those of words.
const NAME_SEED: u64 = 1;

/// Counts the terms of an article.
pub(super) fn read(config: &Config, article: &Article, when: Interval) -> Features {
    let mut tally = Tally::default();
    let title = article.title.as_deref().unwrap_or_default();
    let whole = Span::new(0, title.len());
    tally.line(title, whole, config.title, WORDS_MAX);
    let content = article.content();
    let sentences: Vec<Span> = article
        .body()
        .flat_map(|s| words::sentences(content, s, article.language.as_deref()))
        .collect();
    let zones = zones::of(content, &sentences);
    let mut at = 0;
    for (sentence, zone) in sentences.iter().zip(&zones) {
        if at >= WORDS_MAX {
            break;
        }
        let weight = match zone {
            Zone::Background => config.background,
            Zone::Body if at < LEAD_WORDS => config.lead,
            Zone::Body => 1.0,
            Zone::Tail => config.tail,
        };
        at += tally.line(content, *sentence, weight, WORDS_MAX - at);
    }
    tally.features(config, when)
}

/// Turns counts into vectors of length 1 whose rare terms weigh most.
pub(super) fn weigh(config: &Config, features: &mut Features, rarity: &Rarity) {
    for (term, weight) in &mut features.terms {
        *weight *= libm::pow(rarity.of(*term), config.rarity_power);
    }
    let length = libm::sqrt(features.terms.iter().map(|(_, w)| w * w).sum::<f64>());
    if length > 0.0 {
        features.terms.iter_mut().for_each(|(_, w)| *w /= length);
    }
}

/// Weights while an article is read.
#[derive(Default)]
struct Tally {
    all: FxHashMap<Term, f64>,
    /// Words that stood in lower case: no names.
    lower: FxHashSet<Term>,
    /// Words that stood capitalised within a sentence.
    upper: FxHashSet<Term>,
}

impl Tally {
    /// Counts the words of one sentence; returns how many there were.
    fn line(&mut self, text: &str, span: Span, weight: f64, most: usize) -> usize {
        let mut n = 0;
        let mut before: Option<(Span, Term)> = None;
        for word in words::words(text, span).take(most) {
            n += 1;
            let written = word.of(text);
            let id = term(written);
            self.add(id, weight);
            let capital = written.chars().next().is_some_and(char::is_uppercase);
            if !capital {
                self.lower.insert(id);
            } else if before.is_some() {
                self.upper.insert(id);
            }
            // Two capitalised words in a row are a name of its own.
            if let Some((_, last)) = before.filter(|(s, _)| {
                capital
                    && text[s.end()..word.start()].chars().all(|c| c == ' ')
                    && s.of(text).chars().next().is_some_and(char::is_uppercase)
            }) {
                let pair = [last.to_le_bytes(), id.to_le_bytes()].concat();
                self.add(xxh3_64_with_seed(&pair, NAME_SEED), weight);
            }
            before = Some((word, id));
        }
        n
    }

    fn add(&mut self, id: Term, weight: f64) {
        *self.all.entry(id).or_default() += weight;
    }

    fn features(self, config: &Config, when: Interval) -> Features {
        #[expect(clippy::iter_over_hash_type, reason = "sorted at once")]
        let mut terms: Vec<(Term, f64)> = self
            .all
            .iter()
            .map(|(&t, &w)| {
                let name = self.upper.contains(&t) && !self.lower.contains(&t);
                let factor = if name { config.name } else { 1.0 };
                (t, libm::pow(w, config.count_power) * factor)
            })
            .collect();
        terms.sort_by_key(|(t, _)| *t);
        Features { terms, when }
    }
}
