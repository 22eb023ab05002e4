//! What do the other articles of an event tell, each text read once however many carry it?

use super::super::token::Wording;
use super::{HEADLINE_WORDS_MIN, counts};
use crate::article::SegmentKind;
use crate::{Article, ArticleIx, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Texts with the old words that one notice is held against: a bound on hostile input.
const TEXTS_MAX: usize = 1_000;

/// Where something stands: an article, and a place in it.
pub(super) type Place = (ArticleIx, Span);

/// A sentence, headline or title.
#[derive(Default)]
pub(super) struct Text {
    /// Its lemmas, sorted.
    lemmas: Vec<u64>,
    pub(super) counts: BTreeSet<(u64, u64)>,
    keys: Vec<u64>,
    /// Where it is a sentence of article text, where a headline, and the first sentences below where it is a title;
    /// each in order.
    sentences: Vec<Place>,
    headlines: Vec<Place>,
    below: Vec<Place>,
}

impl Text {
    pub(super) fn has(&self, lemma: u64) -> bool {
        self.lemmas.binary_search(&lemma).is_ok()
    }
}

/// The texts of some articles.
pub(super) struct Told {
    texts: Vec<Text>,
    /// Which have a lemma, and which have the same words.
    by_lemma: FxHashMap<u64, Vec<u32>>,
    by_keys: FxHashMap<Vec<u64>, Vec<u32>>,
    /// Which have a stretch of as many words as the shortest headline; made when it is first asked for.
    by_stretch: OnceLock<FxHashMap<Vec<u64>, Vec<u32>>>,
}

impl Told {
    pub(super) fn of(others: &[ArticleIx], articles: &[Article]) -> Told {
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut texts: Vec<Text> = Vec::new();
        let mut number = |text| {
            *numbers.entry(text).or_insert_with(|| {
                let words = Wording::new(str::to_owned(text), false);
                let mut lemmas: Vec<u64> = words.tokens.iter().map(|t| t.lemma).collect();
                lemmas.sort_unstable();
                lemmas.dedup();
                texts.push(Text {
                    lemmas,
                    counts: counts(&words),
                    keys: words.keys(),
                    ..Text::default()
                });
                texts.len() - 1
            })
        };
        let (mut sentences, mut headlines, mut below) = (Vec::new(), Vec::new(), Vec::new());
        for &at in others {
            let article = &articles[at];
            let content = article.content();
            for s in article.sentences.iter().filter(|s| article.in_body(**s)) {
                sentences.push((number(s.of(content)), (at, *s)));
            }
            let of = article.segments.iter();
            for s in of.filter(|s| s.kind == SegmentKind::Headline) {
                let span = s.span.trim(content);
                headlines.push((number(span.of(content)), (at, span)));
            }
            if let Some(first) = article.sentences.first() {
                let title = article.title.as_deref().unwrap_or_default();
                below.push((number(title), (at, *first)));
            }
        }
        sentences
            .into_iter()
            .for_each(|(n, at)| texts[n].sentences.push(at));
        headlines
            .into_iter()
            .for_each(|(n, at)| texts[n].headlines.push(at));
        below
            .into_iter()
            .for_each(|(n, at)| texts[n].below.push(at));
        let mut by_lemma: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let mut by_keys: FxHashMap<Vec<u64>, Vec<u32>> = FxHashMap::default();
        for (n, text) in (0..).zip(&texts) {
            for lemma in &text.lemmas {
                by_lemma.entry(*lemma).or_default().push(n);
            }
            by_keys.entry(text.keys.clone()).or_default().push(n);
        }
        Told {
            texts,
            by_lemma,
            by_keys,
            by_stretch: OnceLock::new(),
        }
    }

    /// The first `most` places of sentences that have all `lemmas` and that `carries` holds of.
    pub(super) fn carried(
        &self,
        lemmas: impl Iterator<Item = u64> + Clone,
        carries: impl Fn(&Text) -> bool,
        most: usize,
    ) -> Vec<Place> {
        let having = |lemma| self.by_lemma.get(&lemma).map_or(&[][..], Vec::as_slice);
        let rarest = lemmas.clone().map(having).min_by_key(|list| list.len());
        let texts = rarest.unwrap_or_default().iter();
        let texts = texts.map(|n| &self.texts[*n as usize]);
        let having_all = texts.filter(|text| lemmas.clone().all(|lemma| text.has(lemma)));
        let found = having_all.take(TEXTS_MAX).filter(|text| carries(text));
        let places = found.flat_map(|text| text.sentences.iter().take(most).copied());
        first(places.collect(), most)
    }

    /// The first `most` places that have all of the words of one of `sentences`, or the words of one of `headlines` in
    /// them.
    pub(super) fn standing(
        &self,
        sentences: &BTreeSet<Vec<u64>>,
        headlines: &[Vec<u64>],
        most: usize,
    ) -> Vec<Place> {
        let same = sentences.iter().filter_map(|keys| self.by_keys.get(keys));
        let holding = headlines.iter().filter(|h| h.len() >= HEADLINE_WORDS_MIN);
        let holding = holding.flat_map(|h| {
            let near = self.stretches().get(&h[..HEADLINE_WORDS_MIN]);
            let near = near.into_iter().flatten().take(TEXTS_MAX);
            near.filter(|n| {
                let keys = &self.texts[**n as usize].keys;
                keys.windows(h.len()).any(|run| run == h.as_slice())
            })
        });
        let texts: FxHashSet<u32> = same.flatten().chain(holding).copied().collect();
        let mut texts: Vec<u32> = texts.into_iter().collect();
        texts.sort_unstable();
        let places = texts.into_iter().flat_map(|n| {
            let text = &self.texts[n as usize];
            // A headline above a text that is otherwise the paper's own: its first sentence stands for it.
            let below = text.below.iter().filter(|_| !headlines.is_empty());
            let sentences = text.sentences.iter().take(most);
            let headlines = text.headlines.iter().take(most);
            sentences.chain(headlines).chain(below.take(most)).copied()
        });
        first(places.collect(), most)
    }

    fn stretches(&self) -> &FxHashMap<Vec<u64>, Vec<u32>> {
        self.by_stretch.get_or_init(|| {
            let mut all: FxHashMap<Vec<u64>, Vec<u32>> = FxHashMap::default();
            for (n, text) in (0..).zip(&self.texts) {
                for run in text.keys.windows(HEADLINE_WORDS_MIN) {
                    let having = all.entry(run.to_vec()).or_default();
                    if having.last() != Some(&n) {
                        having.push(n);
                    }
                }
            }
            all
        })
    }
}

/// The first of some places, each once.
fn first(mut places: Vec<Place>, most: usize) -> Vec<Place> {
    places.sort_unstable();
    places.dedup();
    places.truncate(most);
    places
}
