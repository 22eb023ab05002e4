//! How is a stream of any length put into events, in memory that is bounded?
//!
//! Texts are taken in order of time, in slices. The texts of a slice are compared with each other
//! and with those of a window before it, and joined to the groups that are open or to each other;
//! a group none of whose texts is in the window any more is closed and handed out. (Sliding windows
//! over clusters: Laban & Hearst, newsLens: building and visualizing long-ranging news stories,
//! 2017; we depart in letting average linkage decide over all texts of an open group.) What comes
//! out depends on the texts and their order of time only, so a pile that is read at once and a
//! stream end in the same events. A pile of less than a slice is one slice, and nothing is forgotten.

use super::features::{self, Features};
use super::link::{self, Index};
use super::rarity::{Rarity, Term};
use super::similar::{self, Against, Likeness};
use super::speech::Speech;
use super::{Config, abroad, part, round_up};
use crate::{Article, Interval};
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// One text on its way through a [`Stream`].
#[derive(Default)]
pub struct Text {
    features: Features,
    speech: Speech,
    /// The caller's number of it.
    number: usize,
}

impl Text {
    /// What `article` brings, but for who speaks in it.
    pub fn of(config: &Config, article: &Article) -> Self {
        let when = article.published.as_ref().map(|d| d.when);
        Text {
            features: features::read(config, article, when.unwrap_or_default()),
            ..Text::default()
        }
    }

    pub(super) fn new(features: Features, speech: Speech) -> Self {
        Text {
            features,
            speech,
            number: 0,
        }
    }

    /// Its place in the order of time. A text that nothing dates comes last, when all that it may
    /// belong to has come.
    pub fn order(&self) -> impl Ord + use<> {
        let when = self.features.when;
        (when.is_open(), day(when), when.latest)
    }

    /// What speaks for and against this and `other` reporting one event.
    fn likeness(&self, config: &Config, other: &Text) -> Likeness {
        similar::score(config, &self.features, &other.features)
    }
}

/// The texts of one event, by the caller's numbers, weighed.
pub(super) type Closed = Vec<(usize, Features)>;

/// Texts that come in, events that go out.
pub struct Stream {
    config: Config,
    /// Texts that wait until a slice is full.
    waiting: Vec<Text>,
    /// How many have come.
    arrived: usize,
    /// The counts of the last slice, language by language; English stands under none.
    before: BTreeMap<Option<Term>, Rarity>,
    /// The texts of open groups, each with how many came before it, ascending. The last of them are
    /// all those of the window, one behind the other.
    open: Vec<(usize, Text)>,
    /// The open groups, by place in `open`.
    groups: Vec<Vec<usize>>,
    /// The texts of the window by their terms.
    index: Index,
    /// The same by what is the same in every language, once there is more than one.
    abroad: Option<Index>,
}

impl Stream {
    /// A stream in which nothing has come.
    pub fn new(config: Config) -> Self {
        Stream {
            config,
            waiting: Vec::new(),
            arrived: 0,
            before: BTreeMap::new(),
            open: Vec::new(),
            groups: Vec::new(),
            index: Index::default(),
            abroad: None,
        }
    }

    /// Takes the next text in order of [`Text::order`], under any number; gives the events that this
    /// closes, each as the numbers of its texts.
    pub fn push(&mut self, number: usize, text: Text) -> Vec<Vec<usize>> {
        numbers(self.take(number, text))
    }

    /// Closes all events.
    pub fn finish(mut self) -> Vec<Vec<usize>> {
        numbers(self.end())
    }

    /// How many texts are held in memory.
    pub fn held(&self) -> usize {
        self.open.len() + self.waiting.len()
    }

    pub(super) fn take(&mut self, number: usize, text: Text) -> Vec<Closed> {
        self.waiting.push(Text { number, ..text });
        if self.waiting.len() < self.config.slice {
            return Vec::new();
        }
        self.step();
        let from = self.forgotten();
        self.index.forget(from);
        if let Some(abroad) = &mut self.abroad {
            abroad.forget(from);
        }
        self.close(from)
    }

    pub(super) fn end(&mut self) -> Vec<Closed> {
        self.step();
        self.close(self.arrived)
    }

    /// Puts the waiting texts into groups.
    fn step(&mut self) {
        let mut slice = std::mem::take(&mut self.waiting);
        let rarity = self.rarity(&slice);
        slice.par_iter_mut().for_each(|t| {
            let rarity = &rarity[&abroad::foreign(t.features.language)];
            features::weigh(&mut t.features, rarity, self.config.terms);
        });
        let old = self.open.len();
        self.open.extend((self.arrived..).zip(slice));
        self.arrived += self.open.len() - old;
        let abroad = self.met_abroad(old);
        let (config, open) = (&self.config, &self.open);
        let new: Vec<(usize, &[(Term, f64)])> = open[old..]
            .iter()
            .map(|(at, t)| (*at, t.features.terms.as_slice()))
            .collect();
        let score = |a: usize, b: usize| open[a].1.likeness(config, &open[b].1).total();
        let mut pairs = self.index.add(&new);
        pairs.extend(abroad);
        // Two languages may have met both by their words and by their names.
        pairs.par_sort_unstable_by_key(|(a, b)| (*b, *a));
        pairs.dedup();
        let place = |arrived: usize| open.len() - (self.arrived - arrived);
        let of_one: Vec<&[(usize, usize)]> = pairs.chunk_by(|x, y| x.1 == y.1).collect();
        let edges: Vec<_> = of_one
            .into_par_iter()
            .flat_map_iter(|pairs| {
                let b = place(pairs[0].1);
                let text = Against::new(&open[b].1.features);
                pairs.iter().filter_map(move |(a, _)| {
                    let a = place(*a);
                    let score = text.score(config, &open[a].1.features, config.threshold / 2.0)?;
                    Some((a, b, score))
                })
            })
            .collect();
        let mut groups = std::mem::take(&mut self.groups);
        groups.extend((old..open.len()).map(|i| vec![i]));
        let held: Vec<usize> = (old..open.len())
            .filter(|&i| !open[i].1.features.items.is_empty())
            .collect();
        let mut several: Vec<bool> = open.iter().map(|(_, t)| t.features.round_up).collect();
        if !held.is_empty() {
            let mut out = several.clone();
            held.iter().for_each(|&i| out[i] = true);
            let edges = among(&edges, &out);
            let trial = link::average(groups.clone(), &edges, config.threshold, score);
            let features: Vec<&Features> = open.iter().map(|(_, t)| &t.features).collect();
            for i in round_up::confirm(config, &features, &held, &trial) {
                several[i] = true;
            }
        }
        self.groups = link::average(groups, &among(&edges, &several), config.threshold, score);
        for (text, several) in self.open.iter_mut().zip(several) {
            text.1.features.round_up = several;
        }
    }

    /// How rare each language's terms are in a slice and the one before it.
    fn rarity(&mut self, slice: &[Text]) -> BTreeMap<Option<Term>, Rarity> {
        let language = |t: &Text| abroad::foreign(t.features.language);
        let languages: BTreeSet<_> = slice.iter().map(language).collect();
        let count = |of: Option<Term>| {
            let texts = slice.iter().filter(|t| language(t) == of);
            let texts: Vec<_> = texts.map(|t| t.features.terms.as_slice()).collect();
            let own = Rarity::count(&texts);
            match of {
                None => own,
                Some(_) => own.elsewhere(),
            }
        };
        let own: BTreeMap<_, _> = languages.into_iter().map(|l| (l, count(l))).collect();
        let both = own.iter().map(|(language, own)| {
            let before = self.before.get(language);
            (
                *language,
                before.map_or_else(|| own.clone(), |b| own.plus(b)),
            )
        });
        let both = both.collect();
        self.before = own;
        both
    }

    /// The pairs in different languages of the texts from place `old` on with each other and with those
    /// before. Nothing is held for it as long as all texts are in one language.
    fn met_abroad(&mut self, old: usize) -> Vec<(usize, usize)> {
        let mut languages = self.open.iter().filter_map(|(_, t)| t.features.language);
        let first = languages.next();
        let from = match (&self.abroad, languages.all(|l| Some(l) == first)) {
            (None, true) => return Vec::new(),
            (None, false) => self.open.partition_point(|(at, _)| *at < self.index.from()),
            (Some(_), _) => old,
        };
        // As the rarity of words: by this slice and the one before it.
        let recent = &self.open[self.open.len().saturating_sub(2 * self.config.slice)..];
        let mut holding = FxHashMap::<Term, u32>::default();
        for (term, _) in recent.iter().flat_map(|(_, t)| &t.features.abroad) {
            *holding.entry(*term).or_default() += 1;
        }
        let articles = recent.len();
        self.open[from..]
            .par_iter_mut()
            .for_each(|(_, t)| abroad::weigh(&mut t.features.abroad, &holding, articles));
        let open = &self.open;
        let new: Vec<(usize, &[(Term, f64)])> = open[from..]
            .iter()
            .map(|(at, t)| (*at, t.features.abroad.as_slice()))
            .collect();
        let features = |arrived: usize| &open[open.len() - (self.arrived - arrived)].1.features;
        let mut pairs = self.abroad.get_or_insert_default().add(&new);
        pairs.retain(|(a, b)| similar::in_two_languages(features(*a), features(*b)));
        pairs
    }

    /// How many texts had come before the first that is still in the window.
    fn forgotten(&self) -> usize {
        let when = |t: &Text| day(t.features.when);
        let newest = self.open.iter().filter_map(|(_, t)| when(t)).max();
        let far = |t: &Text| match (when(t), newest) {
            (Some(day), Some(newest)) => (newest - day).get_days() > self.config.window_days,
            _ => true,
        };
        let enough = self.arrived.saturating_sub(self.config.window_texts);
        let kept = self.open.iter().find(|(at, t)| *at >= enough || !far(t));
        kept.map_or(self.arrived, |(at, _)| *at)
    }

    fn part(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let features = || self.open.iter().map(|(_, t)| &t.features);
        let terms: Vec<_> = features().map(|f| f.terms.as_slice()).collect();
        let when: Vec<_> = features().map(|f| f.when).collect();
        let speech: Vec<_> = self.open.iter().map(|(_, t)| &t.speech).collect();
        // What is in all texts of a group and what not tells nothing where languages differ.
        let language = |text: usize| self.open[text].1.features.language;
        let (one, several): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|g| g.iter().all(|&text| language(text) == language(g[0])));
        let mut parted = part::part(&self.config, &terms, &when, &speech, one);
        parted.extend(several);
        parted.sort_unstable();
        parted
    }

    /// Takes out the groups all of whose texts came before text `from`.
    fn close(&mut self, from: usize) -> Vec<Closed> {
        let (closed, groups): (Vec<_>, Vec<_>) = std::mem::take(&mut self.groups)
            .into_iter()
            .partition(|g| g.iter().all(|&i| self.open[i].0 < from));
        let closed = self.part(closed);
        let mut left: Vec<Option<(usize, Text)>> = std::mem::take(&mut self.open)
            .into_iter()
            .map(Some)
            .collect();
        let mut event = |group: Vec<usize>| -> Closed {
            let texts = group.into_iter().filter_map(|i| left[i].take());
            texts.map(|(_, t)| (t.number, t.features)).collect()
        };
        let out = closed.into_iter().map(&mut event).collect();
        let mut places = vec![0; left.len()];
        for (i, text) in left.into_iter().enumerate() {
            places[i] = self.open.len();
            self.open.extend(text);
        }
        self.groups = groups;
        for place in self.groups.iter_mut().flatten() {
            *place = places[*place];
        }
        out
    }
}

/// The edges but for those of the texts that are `out`, which only versions of one page join.
fn among(edges: &[(usize, usize, f64)], out: &[bool]) -> Vec<(usize, usize, f64)> {
    let stays = |(a, b, score): &&(usize, usize, f64)| match (out[*a], out[*b]) {
        (false, false) => true,
        (true, true) => *score >= round_up::SAME_PAGE_MIN,
        _ => false,
    };
    edges.iter().filter(stays).copied().collect()
}

fn numbers(closed: Vec<Closed>) -> Vec<Vec<usize>> {
    let number = |event: Closed| event.into_iter().map(|(n, _)| n).collect();
    closed.into_iter().map(number).collect()
}

/// The day by which a text takes its place in the order of time.
fn day(when: Interval) -> Option<Date> {
    when.earliest.or(when.latest)
}
