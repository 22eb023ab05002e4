//! The wordings of one statement and what differs between them.

use super::align::align;
use super::change::{self, Setting, Typed};
use super::compare::likeness;
use super::rendering::Rendering;
use super::translation::Foreign;
use super::{Change, ChangeKind, Version, splice};
use crate::{Article, ArticleIx, Direction, Interval, Quotation, Reuse, Span};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// Versions up to which every pair is compared; above, each only with the fullest.
const PAIRS_MAX: usize = 12;

/// Weight of agreement below which two versions render other parts of the utterance. See
/// [`ALIGNED_PERCENT`].
const RELATED: u32 = 14;

/// Agreement, in percent, below which a reporter's rendering is compared as a whole and not word by
/// word. Judged by reading the changes of the example and the seeds, not counted.
const ALIGNED_PERCENT: u32 = 45;

/// Share of the fuller wording that two people must both be named for, in percent, to call it a
/// change of name: under a cut the name is more often misread than misreported.
const WHOLE_PERCENT: u32 = 85;

/// A version and its renderings.
pub(super) struct Wordings<'a> {
    /// The one that is shown: direct before indirect, then the first.
    pub(super) shown: &'a Rendering,
    pub(super) all: Vec<&'a Rendering>,
}

/// The distinct wordings of a group, the fullest first. Two people named for the same words are two
/// versions.
pub(super) fn distinct(group: Vec<&Rendering>) -> Vec<Wordings<'_>> {
    let mut versions: Vec<Wordings<'_>> = Vec::new();
    let mut of_keys = FxHashMap::<Vec<u64>, Vec<usize>>::default();
    for rendering in group {
        let alike = of_keys.entry(rendering.wording.keys()).or_default();
        let same = |v: &&usize| !versions[**v].shown.who.differs(&rendering.who);
        match alike.iter().find(same) {
            Some(&version) => versions[version].all.push(rendering),
            None => {
                alike.push(versions.len());
                versions.push(Wordings {
                    shown: rendering,
                    all: vec![rendering],
                });
            }
        }
    }
    for version in &mut versions {
        let best = version.all.iter().min_by_key(|r| (Reverse(r.direct), r.at));
        version.shown = best.unwrap_or(&version.shown);
    }
    versions.sort_by_key(|v| {
        (
            Reverse((v.shown.wording.weight, v.shown.direct)),
            v.shown.at,
        )
    });
    versions
}

/// What the contract shows of a version.
pub(super) fn version(wordings: &Wordings<'_>) -> Version {
    Version {
        wording: wordings.all[0].wording.text.clone(),
        quotations: wordings.all.iter().map(|r| r.at).collect(),
    }
}

/// The changes between every pair of versions, material ones first, each by its consequence.
pub(super) fn changes(
    versions: &[Wordings<'_>],
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    foreign: &[Foreign],
) -> Vec<Change> {
    let spliced = splice::find(versions, articles);
    let mut out = Vec::new();
    let last = if versions.len() > PAIRS_MAX {
        1
    } else {
        versions.len()
    };
    for i in 0..last {
        for j in i + 1..versions.len() {
            let (a, b) = (&versions[i], &versions[j]);
            let setting = Setting {
                translated: foreign[a.shown.article].both(&foreign[b.shown.article]),
                reported: !(a.shown.direct && b.shown.direct),
                denied: a.shown.denied != b.shown.denied,
            };
            let direction = direction(a, b, reuse);
            let typed = if spliced.contains(&(i, j)) {
                vec![change::whole(
                    &a.shown.wording,
                    &b.shown.wording,
                    ChangeKind::Splice,
                    true,
                )]
            } else {
                pair(a, b, setting, articles)
            };
            let (introduced_by, carried_by) = match direction {
                Direction::AToB => road(b, reuse),
                Direction::BToA => road(a, reuse),
                _ => (Vec::new(), Vec::new()),
            };
            let (from, to) = (&quotations[a.shown.at], &quotations[b.shown.at]);
            out.extend(typed.into_iter().map(|t| Change {
                from: a.shown.at,
                to: b.shown.at,
                before_spans: spans(from, t.at.as_ref().map(|at| &at.0)),
                after_spans: spans(to, t.at.as_ref().map(|at| &at.1)),
                kind: t.kind,
                before: t.before,
                after: t.after,
                direction,
                material: t.material,
                introduced_by: introduced_by.clone(),
                carried_by: carried_by.clone(),
            }));
        }
    }
    out.sort_by_key(|c| (Reverse(c.material), consequence(c.kind)));
    out
}

/// Kinds by what they do to a claim, the gravest first: what turns or misassigns it, then how much and how
/// surely it is claimed, then what is missing, then how it is put. Judged.
const CONSEQUENCE: [ChangeKind; 12] = [
    ChangeKind::Negation,
    ChangeKind::Name,
    ChangeKind::Number,
    ChangeKind::Splice,
    ChangeKind::Modality,
    ChangeKind::Qualifier,
    ChangeKind::Substitution,
    ChangeKind::Truncation,
    ChangeKind::Ellipsis,
    ChangeKind::Translation,
    ChangeKind::Paraphrase,
    ChangeKind::TensePerson,
];

fn consequence(kind: ChangeKind) -> usize {
    let place = CONSEQUENCE.iter().position(|k| *k == kind);
    place.unwrap_or(CONSEQUENCE.len())
}

/// Where `bytes` of a quotation's wording, whose spans are joined by one byte, stand in its article;
/// without them, where the speaker is named.
fn spans(quotation: &Quotation, bytes: Option<&Range<usize>>) -> Vec<Span> {
    let Some(bytes) = bytes else {
        let speaker = quotation.speaker.as_ref();
        return speaker.and_then(|s| s.mention).into_iter().collect();
    };
    let mut out = Vec::new();
    let mut at = 0;
    for span in &quotation.content {
        let (from, to) = (bytes.start.max(at), bytes.end.min(at + span.len()));
        if from < to {
            out.push(Span::new(span.start() + from - at, span.start() + to - at));
        }
        at += span.len() + 1;
    }
    out
}

fn pair(a: &Wordings<'_>, b: &Wordings<'_>, setting: Setting, articles: &[Article]) -> Vec<Typed> {
    let (x, y) = (a.shown, b.shown);
    let alignment = align(&x.wording, &y.wording);
    let like = likeness(&alignment, &x.wording, &y.wording);
    let mut typed = match like.similarity() {
        // Other parts of what was said: nothing to compare.
        _ if like.matched < RELATED => Vec::new(),
        similarity if setting.reported && similarity < ALIGNED_PERCENT => vec![change::whole(
            &x.wording,
            &y.wording,
            ChangeKind::Paraphrase,
            false,
        )],
        _ => change::changes(&x.wording, &y.wording, &alignment, setting),
    };
    let whole = like.cover_heavy >= WHOLE_PERCENT;
    // Where one article names both people at the words, it may give them to the one as the other does.
    let named = || x.beside(y, articles) || y.beside(x, articles);
    if whole && x.who.differs(&y.who) && !named() {
        typed.push(Typed {
            kind: ChangeKind::Name,
            before: x.speaker.clone(),
            after: y.speaker.clone(),
            at: None,
            material: true,
        });
    }
    typed
}

/// The articles of a later wording: those that may have brought it in, and those that carry it on, as
/// another had it on an earlier day or as their text was taken from another's.
fn road(later: &Wordings<'_>, reuse: &Reuse) -> (Vec<ArticleIx>, Vec<ArticleIx>) {
    let mut all: Vec<(ArticleIx, Interval)> = (later.all.iter())
        .map(|r| (r.article, r.said.published))
        .collect();
    all.sort_by_key(|one| one.0);
    all.dedup_by_key(|one| one.0);
    let behind = |one: &(ArticleIx, Interval), other: &(ArticleIx, Interval)| {
        let days = other
            .1
            .latest
            .zip(one.1.earliest)
            .is_some_and(|(a, b)| a < b);
        days || taken(other.0, one.0, reuse) == Direction::AToB
    };
    let (carried, introduced): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|one| all.iter().any(|other| behind(one, other)));
    let articles = |list: Vec<&(ArticleIx, Interval)>| list.iter().map(|one| one.0).collect();
    (articles(introduced), articles(carried))
}

/// Which wording is known to have come first: by publication days that do not overlap, or by the
/// direction in which text was taken.
fn direction(a: &Wordings<'_>, b: &Wordings<'_>, reuse: &Reuse) -> Direction {
    let first = |w: &Wordings<'_>| {
        let open = w.all.iter().any(|r| r.said.published.earliest.is_none());
        let earliest = w.all.iter().filter_map(|r| r.said.published.earliest).min();
        let latest = w.all.iter().filter_map(|r| r.said.published.latest).min();
        (earliest.filter(|_| !open), latest)
    };
    let ((from_a, to_a), (from_b, to_b)) = (first(a), first(b));
    match (to_a.zip(from_b), to_b.zip(from_a)) {
        (Some((a, b)), _) if a < b => return Direction::AToB,
        (_, Some((b, a))) if b < a => return Direction::BToA,
        _ => {}
    }
    taken(a.shown.article, b.shown.article, reuse)
}

/// In which direction text was taken between two articles, `AToB` from the first.
fn taken(x: ArticleIx, y: ArticleIx, reuse: &Reuse) -> Direction {
    let found = reuse
        .pairs
        .binary_search_by_key(&(x.min(y), x.max(y)), |p| (p.a, p.b));
    match found.map(|at| reuse.pairs[at].direction) {
        Ok(Direction::AToB) if x < y => Direction::AToB,
        Ok(Direction::BToA) if x < y => Direction::BToA,
        Ok(Direction::AToB) => Direction::BToA,
        Ok(Direction::BToA) => Direction::AToB,
        _ => Direction::Unknown,
    }
}
