//! Which events do articles of other events report in a part, or remind of?
//!
//! A passage of background ("Let us remind you ...") is compared with the other events of the pile;
//! the one that it is likest to, if it is like enough, gets the article in `also`. That links two
//! events without dragging the article from one into the other. The parts of a round-up are compared
//! in the same way, and must have names and days in common with their event besides.

use super::features::{Features, mean};
use super::rarity::Term;
use super::round_up::{self, TERMS_MIN};
use super::similar::dot;
use super::{Also, AlsoKind, Config, Event};
use crate::reuse::TextIx;
use crate::{Article, ArticleIx, Interval, Reuse, Span};
use rustc_hash::FxHashMap;

/// Terms by which an event is looked up: its heaviest.
const KEYS_MAX: usize = 64;

/// Events that a term may point to; a term of more events does not tell one from another.
const EVENTS_PER_TERM_MAX: usize = 200;

/// Texts of an event that make up its terms; the first.
const TEXTS_MAX: usize = 12;

/// Adds to each event the passages of other events' articles that report it or remind of it.
pub(super) fn find(
    config: &Config,
    articles: &[Article],
    reuse: &Reuse,
    features: &[Features],
    events: &mut [Event],
) {
    let says_nothing = |f: &Features| f.background.is_empty() && !f.round_up;
    if features.iter().all(says_nothing) {
        return;
    }
    let index = Index::of(reuse, features, events);
    let mut found: Vec<(usize, ArticleIx, AlsoKind, Span)> = Vec::new();
    for (own, event) in events.iter().enumerate() {
        for text in texts_of(event, reuse) {
            let of = &features[text];
            let mut add = |kind, span, to| {
                let holders = reuse.texts[text].articles.iter();
                found.extend(holders.filter_map(|&article| {
                    let here = in_copy(articles, reuse.texts[text].best, article, span)?;
                    Some((to, article, kind, here))
                }));
            };
            for part in of.items.iter().filter(|_| of.round_up) {
                let like = |e: usize, of_event: &Matter| {
                    let words = dot(&part.terms, &of_event.terms);
                    let days = of.when.distance_days(index.when[e]);
                    round_up::reports(config, words, dot(&part.names, &of_event.names), days)
                };
                if let Some((_, to)) = index.likest(&part.terms, own, like) {
                    add(AlsoKind::Item, part.span, to);
                }
            }
            let reminds = of.background.iter().filter(|_| !of.round_up);
            for (span, passage) in reminds {
                let like = |_: usize, of_event: &Matter| {
                    Some(dot(passage, &of_event.terms)).filter(|like| *like >= config.mention)
                };
                if let Some((_, to)) = index.likest(passage, own, like) {
                    add(AlsoKind::Background, *span, to);
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    for (event, article, kind, span) in found {
        let also = &mut events[event].also;
        let last = also.last_mut();
        match last.filter(|a| (a.article, a.kind) == (article, kind)) {
            Some(known) => known.spans.push(span),
            None => also.push(Also {
                article,
                kind,
                spans: vec![span],
            }),
        }
    }
}

/// Where a copy has a passage of the text's best article, if it has it to the letter.
fn in_copy(articles: &[Article], best: ArticleIx, copy: ArticleIx, span: Span) -> Option<Span> {
    if copy == best {
        return Some(span);
    }
    let words = span.of(articles[best].content());
    let at = articles[copy].content().find(words)?;
    Some(Span::new(at, at + words.len()))
}

/// What an event is about.
#[derive(Default)]
struct Matter {
    terms: Vec<(Term, f64)>,
    names: Vec<(Term, f64)>,
}

impl Matter {
    /// The mean of the first of these texts.
    fn of(texts: impl Iterator<Item = TextIx> + Clone, features: &[Features]) -> Self {
        let some = texts.take(TEXTS_MAX);
        Matter {
            terms: mean(some.clone().map(|t| &features[t].terms)),
            names: mean(some.map(|t| &features[t].names)),
        }
    }
}

/// Events by their heaviest terms.
struct Index {
    matter: Vec<Matter>,
    when: Vec<Interval>,
    holders: FxHashMap<Term, Vec<usize>>,
    round_up: Vec<bool>,
}

impl Index {
    fn of(reuse: &Reuse, features: &[Features], events: &[Event]) -> Self {
        let of = |e: &Event| Matter::of(texts_of(e, reuse).into_iter(), features);
        let matter: Vec<Matter> = events.iter().map(of).collect();
        let mut holders = FxHashMap::<Term, Vec<usize>>::default();
        for (event, matter) in matter.iter().enumerate() {
            let mut keys = matter.terms.clone();
            keys.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            for (term, _) in keys.iter().take(KEYS_MAX) {
                holders.entry(*term).or_default().push(event);
            }
        }
        Index {
            matter,
            when: events.iter().map(|e| e.time).collect(),
            holders,
            round_up: events.iter().map(|e| e.round_up).collect(),
        }
    }

    /// The event other than `own` that a passage is likest to, if it is like any. A round-up is none
    /// that could be meant.
    fn likest(
        &self,
        passage: &[(Term, f64)],
        own: usize,
        like: impl Fn(usize, &Matter) -> Option<f64>,
    ) -> Option<(f64, usize)> {
        if passage.len() < TERMS_MIN {
            return None;
        }
        let lists = passage.iter().filter_map(|(t, _)| self.holders.get(t));
        let mut near: Vec<usize> = lists
            .filter(|l| l.len() <= EVENTS_PER_TERM_MAX)
            .flatten()
            .copied()
            .filter(|&e| e != own && !self.round_up[e])
            .collect();
        near.sort_unstable();
        near.dedup();
        let like = near
            .into_iter()
            .filter_map(|e| Some((like(e, &self.matter[e])?, e)));
        like.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))
    }
}

/// The texts of an event, ascending.
fn texts_of(event: &Event, reuse: &Reuse) -> Vec<TextIx> {
    let mut texts: Vec<TextIx> = event.articles.iter().map(|&a| reuse.text_of[a]).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}
