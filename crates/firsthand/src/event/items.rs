//! Which parts of an article stand for themselves, as the items of a round-up or a live page do?
//!
//! An article on one event comes back to its names; the items of a round-up have each their own. So
//! an article is cut where its lines say that something new begins (a subhead, a time, a number, a
//! mark), else into paragraphs, and where most parts share next to no name with the rest it *may* be
//! a round-up. Whether it is one is for [`super::round_up`] to say, which knows the other texts:
//! this only spares it the many articles that cannot be. (Parts told apart by the words that they do
//! not repeat: Hearst, TextTiling, 1997; we depart in counting names only, since the everyday words
//! of two fires are the same.)

use super::features::{Look, terms};
use super::rarity::{Rarity, Term};
use crate::{Article, SegmentKind, Span};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Parts of fewer words are headings and captions. Judged.
const WORDS_MIN: usize = 18;

/// An article of more parts is a list, of which these are read.
const PARTS_MAX: usize = 80;

/// What the names of a part must weigh for it to speak of something of its own: two or three names
/// outside the table of common words. Judged.
const NAMES_MIN: f64 = 16.0;

/// Share of the weight of its names that a part which stands for itself may share with the others.
/// Judged.
const SHARED_MAX: f64 = 0.25;

/// Share of the marked parts that stand for themselves in what may be a round-up. Judged.
const ALONE_MIN: f64 = 0.66;

/// The parts of what may be a round-up; none of any other article.
pub(super) fn of(article: &Article) -> Vec<Span> {
    let marked = parts(article, true);
    // Paragraphs are parts of every article, so all of them must stand for themselves.
    let (parts, least, share) = match marked.len() {
        0 | 1 => (parts(article, false), 3, 1.0),
        _ => (marked, 2, ALONE_MIN),
    };
    if parts.len() < least {
        return Vec::new();
    }
    let names: Vec<FxHashSet<Term>> = parts.iter().map(|p| names(article, *p)).collect();
    let mut holding = FxHashMap::<Term, u32>::default();
    for name in names.iter().flatten() {
        *holding.entry(*name).or_default() += 1;
    }
    let table = Rarity::count(&[]);
    let stands_alone = |own: &&FxHashSet<Term>| {
        let (mut all, mut shared) = (0.0, 0.0);
        let mut sorted: Vec<Term> = own.iter().copied().collect();
        // Sums of fractions run in one order.
        sorted.sort_unstable();
        for name in sorted {
            let weight = table.of(name);
            all += weight;
            shared += if holding[&name] > 1 { weight } else { 0.0 };
        }
        all >= NAMES_MIN && shared <= SHARED_MAX * all
    };
    let alone = names.iter().filter(stands_alone).count();
    match alone >= least && alone as f64 >= share * parts.len() as f64 {
        true => parts,
        false => Vec::new(),
    }
}

/// The parts of an article: from one marked line to the next, or every paragraph.
fn parts(article: &Article, marked: bool) -> Vec<Span> {
    let content = article.content();
    let subheads = article.segments.iter();
    let subheads = subheads.filter(|s| s.kind == SegmentKind::Subhead);
    let subheads: Vec<Span> = subheads.map(|s| s.span).collect();
    let is_subhead = |at: Span| {
        let next = subheads.partition_point(|s| s.end() <= at.start());
        subheads.get(next).is_some_and(|s| s.overlaps(at))
    };
    let mut out: Vec<Span> = Vec::new();
    let mut before: Option<Span> = None;
    // Above the first mark stands what the page says of itself.
    let mut open = false;
    for &sentence in &article.sentences {
        let from = before.map_or(0, |b| b.end());
        let gap = &content[from..sentence.start()];
        let line = match gap.rfind('\n') {
            Some(at) => Some(from + at + 1),
            None if before.is_none() => Some(0),
            None => None,
        };
        let begins = line.is_some_and(|start| {
            !marked || is_subhead(sentence) || MARK.is_match(&content[start..sentence.end()])
        });
        match out.last_mut().filter(|_| open && !begins) {
            Some(part) => *part = part.join(sentence),
            None if begins => {
                out.push(sentence);
                open = true;
            }
            None => {}
        }
        before = Some(sentence);
        if out.len() > PARTS_MAX {
            out.pop();
            break;
        }
    }
    let long =
        |part: &Span| crate::words::words(content, *part).take(WORDS_MIN).count() == WORDS_MIN;
    out.retain(long);
    out
}

/// The names in a part.
fn names(article: &Article, part: Span) -> FxHashSet<Term> {
    let mut out = FxHashSet::default();
    let first = article
        .sentences
        .partition_point(|s| s.start() < part.start());
    let inside = article.sentences[first..].iter();
    for sentence in inside.take_while(|s| s.end() <= part.end()) {
        terms(article.content(), *sentence, usize::MAX, |term, _, look| {
            if look == Look::Name {
                out.insert(term);
            }
        });
    }
    out
}

/// What opens a line that begins something new: a time of day, a number, a mark.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^\s*(?:\d{1,2}[:.]\d{2}(?:\s|$)|\d{1,2}[.)]\s|\d{1,2}\s?[ap]\.?m\b|[•●▪■◦‣*]\s?|[–—-]{1,2}\s)";
    Regex::new(pattern).expect("the pattern is fixed and compiles")
});
