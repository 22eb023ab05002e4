//! What joined or parted two articles?

use super::abroad;
use super::features::{self, Features};
use super::identity::{Kind, conflict};
use super::rarity::Term;
use super::speech::Speech;
use super::{Config, Event, EventIx, Told, similar};
use crate::{Article, ArticleIx, Reuse, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What speaks for and against two articles reporting one event. Likeness has no unit: two
/// articles with nothing in common have 0, copies about 1.
#[derive(Clone, PartialEq, Debug)]
pub struct Why {
    /// The words and names that both have, with what each adds to the likeness, the most first.
    pub shared: Vec<(String, f64)>,
    /// What all shared words add.
    pub words: f64,
    /// What the distance in time, or not knowing it, takes off.
    pub late: f64,
    /// What having no name in common takes off.
    pub names: f64,
    /// What differing ages take off.
    pub age: f64,
    /// What different numbers of one sequence take off.
    pub ordinal: f64,
    /// What identifies the events and differs, in words: "ages 19 and 43", "package 12 and 13".
    pub differing: Vec<String>,
    /// The likeness that the mean over two groups must reach for them to be one event.
    pub threshold: f64,
}

impl Why {
    /// What all of it comes to.
    pub fn likeness(&self) -> f64 {
        self.words - self.late - self.names - self.age - self.ordinal
    }
}

/// The events that both articles report, at least one of them in a part, as a round-up does.
pub fn shared_in_part(events: &[Event], a: ArticleIx, b: ArticleIx) -> Vec<EventIx> {
    let both = |e: &Event| match (e.told_in(a), e.told_in(b)) {
        (Some(a), Some(b)) => (a, b) != (Told::Whole, Told::Whole),
        _ => false,
    };
    let all = events.iter().enumerate();
    all.filter(|(_, e)| both(e)).map(|(e, _)| e).collect()
}

/// Explains one pair of a pile. It reads the pile anew, which takes as long as [`super::cluster`]
/// does without its last steps; nothing is kept for it.
pub fn why(articles: &[Article], reuse: &Reuse, a: ArticleIx, b: ArticleIx) -> Why {
    let config = Config::default();
    let features = super::group(
        &config,
        articles,
        reuse,
        vec![Speech::default(); reuse.texts.len()],
    )
    .1;
    let (fa, fb) = (&features[reuse.text_of[a]], &features[reuse.text_of[b]]);
    let likeness = similar::score(&config, fa, fb);
    let mut words = spelled(&articles[a]);
    if similar::in_two_languages(fa, fb) {
        words.extend(abroad::spelled(&articles[a]));
    }
    Why {
        shared: shared(&config, fa, fb, &words),
        words: likeness.words,
        late: likeness.late,
        names: likeness.names,
        age: likeness.age,
        ordinal: likeness.ordinal,
        differing: differing(fa, fb, &words),
        threshold: config.threshold,
    }
}

/// The terms that both have, as the first article writes them.
fn shared(
    config: &Config,
    a: &Features,
    b: &Features,
    words: &BTreeMap<Term, String>,
) -> Vec<(String, f64)> {
    let terms: Vec<(Term, f64)> = match similar::in_two_languages(a, b) {
        true => {
            let shared = abroad::shared_terms(&a.abroad, &b.abroad).into_iter();
            shared.map(|(t, w)| (t, config.abroad * w)).collect()
        }
        false => {
            let other: BTreeMap<Term, f64> = b.terms.iter().copied().collect();
            let both = a.terms.iter();
            both.filter_map(|(t, w)| Some((*t, w * other.get(t)?)))
                .collect()
        }
    };
    let spelled = terms.into_iter();
    let mut out: Vec<(String, f64)> = spelled
        .filter_map(|(t, adds)| Some((words.get(&t)?.clone(), adds)))
        .collect();
    out.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
    out
}

/// The numbers that identify and of which none is shared, of the one and the other.
fn differing(a: &Features, b: &Features, words: &BTreeMap<Term, String>) -> Vec<String> {
    let kinds: BTreeSet<Kind> = a.identity.iter().map(|(kind, _)| *kind).collect();
    let numbers = |of: &Features, kind: Kind| {
        let own = of.identity.iter().filter(|(k, _)| *k == kind);
        let spoken = |n: u32| match kind {
            Kind::Magnitude => format!("{}.{}", n / 10, n % 10),
            Kind::Age | Kind::Ordinal(_) => n.to_string(),
        };
        let list: Vec<String> = own.map(|(_, n)| spoken(*n)).collect();
        list.join(", ")
    };
    kinds
        .into_iter()
        .filter(|kind| conflict(&a.identity, &b.identity, |k| k == *kind).is_some())
        .filter_map(|kind| {
            let what = match kind {
                Kind::Age => "ages",
                Kind::Magnitude => "magnitudes",
                Kind::Ordinal(term) => words.get(&term)?,
            };
            Some(format!(
                "{what} {} and {}",
                numbers(a, kind),
                numbers(b, kind)
            ))
        })
        .collect()
}

/// How an article first writes each of its terms.
fn spelled(article: &Article) -> BTreeMap<Term, String> {
    let mut out = BTreeMap::new();
    let mut line = |text: &str, span: Span| {
        features::terms(text, span, usize::MAX, |term, word, _| {
            out.entry(term).or_insert_with(|| word.of(text).to_owned());
        });
    };
    for sentence in &article.sentences {
        line(article.content(), *sentence);
    }
    let title = article.title.as_deref().unwrap_or_default();
    line(title, Span::new(0, title.len()));
    out
}
