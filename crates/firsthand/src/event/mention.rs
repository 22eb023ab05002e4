//! Which events do articles of other events remind of?
//!
//! A passage of background ("Let us remind you ...") is compared with the events of the pile; the
//! one that it is likest to, if it is like enough, gets the article in `also`. That links two
//! events without dragging the article from one into the other.

use super::features::{Features, normalise};
use super::rarity::Term;
use super::similar::dot;
use super::{Also, Config, Event};
use crate::Reuse;
use std::collections::BTreeMap;

/// Terms by which an event is looked up: its heaviest.
const KEYS_MAX: usize = 64;

/// Events that a term may point to; a term of more events does not tell one from another.
const EVENTS_PER_TERM_MAX: usize = 200;

/// Terms that a passage must have to point to anything.
const PASSAGE_TERMS_MIN: usize = 8;

/// Texts of an event that make up its terms; the first.
const TEXTS_MAX: usize = 12;

/// Adds to each event the passages of other events' articles that remind of it.
pub(super) fn find(config: &Config, reuse: &Reuse, features: &[Features], events: &mut [Event]) {
    if features.iter().all(|f| f.background.is_empty()) {
        return;
    }
    let terms: Vec<Vec<(Term, f64)>> = events
        .iter()
        .map(|e| of_event(e, reuse, features))
        .collect();
    let mut holders = BTreeMap::<Term, Vec<usize>>::new();
    for (event, terms) in terms.iter().enumerate() {
        let mut keys = terms.clone();
        keys.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        keys.iter()
            .take(KEYS_MAX)
            .for_each(|(t, _)| holders.entry(*t).or_default().push(event));
    }
    let mut found = Vec::new();
    for (own, event) in events.iter().enumerate() {
        for &article in &event.articles {
            let text = reuse.text_of[article];
            // The spans are those of the text's best article, and hold for no other copy.
            if reuse.texts[text].best != article {
                continue;
            }
            for (span, passage) in &features[text].background {
                if passage.len() < PASSAGE_TERMS_MIN {
                    continue;
                }
                let lists = passage.iter().filter_map(|(t, _)| holders.get(t));
                let mut near: Vec<usize> = lists
                    .filter(|l| l.len() <= EVENTS_PER_TERM_MAX)
                    .flatten()
                    .copied()
                    .collect();
                near.sort_unstable();
                near.dedup();
                let like = near
                    .into_iter()
                    .filter(|e| *e != own)
                    .map(|e| (dot(passage, &terms[e]), e));
                let best = like.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
                if let Some((_, e)) = best.filter(|(s, _)| *s >= config.mention) {
                    found.push((e, article, *span));
                }
            }
        }
    }
    found.sort_unstable();
    for (event, article, span) in found {
        let also = &mut events[event].also;
        match also.last_mut().filter(|a| a.article == article) {
            Some(known) => known.spans.push(span),
            None => also.push(Also {
                article,
                spans: vec![span],
            }),
        }
    }
}

/// The mean of the terms of an event's texts, of length 1.
pub(crate) fn of_event(event: &Event, reuse: &Reuse, features: &[Features]) -> Vec<(Term, f64)> {
    let mut texts: Vec<usize> = event.articles.iter().map(|&a| reuse.text_of[a]).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.truncate(TEXTS_MAX);
    let mut sums = BTreeMap::<Term, f64>::new();
    for &text in &texts {
        for (term, weight) in &features[text].terms {
            *sums.entry(*term).or_default() += weight;
        }
    }
    let mut list: Vec<_> = sums.into_iter().collect();
    normalise(&mut list);
    list
}
