//! Which numbers and names do an event's articles give for the same thing, do they agree, and whose are
//! they?
//!
//! Only what can be compared without doubt: how many were killed, hurt, arrested and the like, how old
//! a named person is, and how her name is written. Each text counts once, with the first figure that it
//! gives; a figure that only one text gives is no finding. Numbers are compared by what they allow: "at
//! least 12" and "21" can both hold.

mod number;
mod read;

use super::OriginsOf;
use crate::provenance::{NodeIx, Receipt};
use crate::{ArticleIx, EventIx, Interval};
use read::{Found, Thing};
use std::collections::{BTreeMap, BTreeSet};

/// What several texts of an event give a number or a name for.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// What is counted: "killed", "age of Ann Lee", "name".
    pub what: String,
    /// Whether the texts agree.
    pub agreement: Agreement,
    /// What they give, by the first day on which it stood, then by number.
    pub values: Vec<FigureValue>,
}

/// One number or name, and who gives it.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureValue {
    /// The words of the first article that gives it.
    pub wording: String,
    /// The number; none for a name.
    pub number: Option<u64>,
    /// What the number is to the count.
    pub bound: Bound,
    /// The articles that give it, ascending.
    pub articles: Vec<ArticleIx>,
    /// The days on which they were published.
    pub days: Interval,
    /// The origins that they have it from, as far as these are told.
    pub origins: Vec<NodeIx>,
    /// The words of each.
    pub receipts: Vec<Receipt>,
}

/// What a number says of the count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Bound {
    /// It is the count.
    Exact,
    /// The count is this or more.
    AtLeast,
    /// The count is this or less.
    AtMost,
    /// The count is near it.
    About,
}

/// Whether what the texts give can all hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Agreement {
    /// They give the same.
    Same,
    /// They give different bounds that one count fits.
    Compatible,
    /// They cannot all hold of one moment.
    Differs,
}

/// How far a count may lie from a number that stands with "about".
const ABOUT: u64 = 10;

/// The figures of one event.
pub(super) fn compare(cx: &OriginsOf<'_>, event: EventIx) -> Vec<Figure> {
    let event = &cx.events[event];
    let texts: BTreeSet<usize> = event
        .articles
        .iter()
        .map(|&i| cx.reuse.text_of[i])
        .collect();
    if texts.len() < 2 {
        return Vec::new();
    }
    let mut by_thing: BTreeMap<Thing, Vec<(ArticleIx, Found)>> = BTreeMap::new();
    for &i in &event.articles {
        for (thing, found) in read::read(&cx.articles[i]) {
            by_thing.entry(thing).or_default().push((i, found));
        }
    }
    let names = names(cx, &by_thing, event.articles.len());
    let told = |list: &[(ArticleIx, Found)]| {
        let texts: BTreeSet<usize> = list.iter().map(|(i, _)| cx.reuse.text_of[*i]).collect();
        texts.len() > 1
    };
    let numbers = by_thing.iter().filter(|(_, list)| told(list));
    let numbers = numbers.map(|(thing, list)| figure(cx, thing.name(), list));
    let mut all: Vec<Figure> = numbers.chain(names).collect();
    all.sort_by(|a, b| (b.agreement, &a.what).cmp(&(a.agreement, &b.what)));
    all
}

fn figure(cx: &OriginsOf<'_>, what: String, list: &[(ArticleIx, Found)]) -> Figure {
    type Key<'a> = (Option<u64>, Bound, &'a str);
    let mut by_value: BTreeMap<Key<'_>, Vec<&(ArticleIx, Found)>> = BTreeMap::new();
    for found in list {
        let name = if found.1.number.is_none() {
            found.1.name.as_str()
        } else {
            ""
        };
        let key = (found.1.number, found.1.bound, name);
        by_value.entry(key).or_default().push(found);
    }
    let mut values: Vec<FigureValue> = by_value
        .into_iter()
        .map(|((number, bound, _), of)| value(cx, number, bound, &of))
        .collect();
    values.sort_by_key(|v| (v.days.earliest.or(v.days.latest), v.number, v.bound));
    Figure {
        what,
        agreement: agreement(&values),
        values,
    }
}

fn value(
    cx: &OriginsOf<'_>,
    number: Option<u64>,
    bound: Bound,
    of: &[&(ArticleIx, Found)],
) -> FigureValue {
    let receipts: Vec<Receipt> = of
        .iter()
        .map(|(article, found)| Receipt {
            article: *article,
            span: found.span,
        })
        .collect();
    let wording = receipts[0]
        .span
        .of(cx.articles[receipts[0].article].content());
    let published = receipts
        .iter()
        .filter_map(|r| Some(cx.articles[r.article].published.as_ref()?.when));
    let days = published.reduce(|a, b| Interval {
        earliest: a.earliest.min(b.earliest),
        latest: a.latest.max(b.latest),
    });
    let mut origins: Vec<NodeIx> = receipts.iter().flat_map(|r| cx.origins_at(*r)).collect();
    origins.sort_unstable();
    origins.dedup();
    FigureValue {
        wording: wording.to_owned(),
        number,
        bound,
        articles: receipts.iter().map(|r| r.article).collect(),
        days: days.unwrap_or_default(),
        origins,
        receipts,
    }
}

/// Whether one count fits all values.
fn agreement(values: &[FigureValue]) -> Agreement {
    if values.len() < 2 {
        return Agreement::Same;
    }
    let (mut low, mut high) = (0, u64::MAX);
    for v in values {
        let Some(n) = v.number else {
            return Agreement::Differs;
        };
        let near = n / ABOUT;
        let (from, to) = match v.bound {
            Bound::Exact => (n, n),
            Bound::AtLeast => (n, u64::MAX),
            Bound::AtMost => (0, n),
            Bound::About => (n - near, n.saturating_add(near)),
        };
        low = low.max(from);
        high = high.min(to);
    }
    match low <= high {
        true => Agreement::Compatible,
        false => Agreement::Differs,
    }
}

/// Letters by which two spellings of a surname may differ, and the letters that one must have.
const SPELLING_EDITS_MAX: usize = 2;
const SURNAME_LETTERS_MIN: usize = 4;

/// People of one first name and age whose surnames differ by a letter or two: one person, most likely,
/// whose name is written in two ways.
fn names(
    cx: &OriginsOf<'_>,
    by_thing: &BTreeMap<Thing, Vec<(ArticleIx, Found)>>,
    articles: usize,
) -> Vec<Figure> {
    /// Names of one event that are compared with each other.
    const NAMES_MAX: usize = 60;
    let ages: Vec<(&String, &Vec<(ArticleIx, Found)>)> = by_thing
        .iter()
        .filter_map(|(thing, list)| match thing {
            Thing::Age(name) => Some((name, list)),
            Thing::Count(_) => None,
        })
        .take(NAMES_MAX)
        .collect();
    let mut out = Vec::new();
    for (n, (a, of_a)) in ages.iter().enumerate() {
        for (b, of_b) in &ages[n + 1..] {
            let surname = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let first = |name: &str| name.split(' ').next().unwrap_or_default().to_lowercase();
            let (x, y) = (surname(a), surname(b));
            let long = x.chars().count().min(y.chars().count()) >= SURNAME_LETTERS_MIN;
            let edits = edits(&x, &y);
            let age =
                |of: &[(ArticleIx, Found)]| of.iter().map(|f| f.1.number).collect::<BTreeSet<_>>();
            let apart = of_a.iter().all(|(i, _)| !of_b.iter().any(|(j, _)| i == j));
            if long
                && apart
                && articles > 1
                && first(a) == first(b)
                && (1..=SPELLING_EDITS_MAX).contains(&edits)
                && !age(of_a).is_disjoint(&age(of_b))
            {
                let both = of_a.iter().chain(of_b.iter()).map(|(i, found)| {
                    let found = Found {
                        number: None,
                        span: found.name_span,
                        ..found.clone()
                    };
                    (*i, found)
                });
                out.push(figure(cx, "name".to_owned(), &both.collect::<Vec<_>>()));
            }
        }
    }
    out
}

/// How many letters are put in, left out or changed between two words (Levenshtein 1966).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = change.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
