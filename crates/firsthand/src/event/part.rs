//! Which groups are one matter but two occasions?
//!
//! When the news is what somebody said, and she says nearly the same again in another month, both
//! occasions have her name, her matter and her words, and the mean likeness of any two texts is
//! high. What is in all texts of such a group tells none of them apart, so its terms are weighed
//! anew by how few of its texts have them (topic-conditioned weights: Yang, Zhang, Carbonell & Jin,
//! Topic-conditioned novelty detection, 2002). Where what is left falls into two halves that share
//! little, and no statement, they are two events. We depart in asking for two texts on either side,
//! since one text alone always looks different, unless weeks lie between the two, and in doing so
//! for news of words only: news of deeds falls into halves too, report and follow-up, and those are
//! one event.

use super::Config;
use super::rarity::Term;
use super::similar::dot;
use super::speech::Speech;
use crate::Interval;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The largest group that is looked at: the cost grows with the cube.
const TEXTS_MAX: usize = 60;

/// What a shared statement is worth beside shared words. Two texts of one event share about 0.1 of
/// words so weighed.
const STATEMENT_WORTH: f64 = 0.03;

/// The news of a group is one person's words when she speaks in the leads of this share of its texts.
const LEADS_SHARE_MIN: f64 = 0.75;

/// Two halves are two occasions only if texts of different halves share a statement less often than
/// this times as often as texts of one half.
const STATED_AGAIN_MAX: f64 = 0.5;

/// Days without a report between two halves from which they are weeks apart: an interview is quoted
/// for some days, seldom for two weeks. Set by judgement.
const DAYS_APART_MIN: i32 = 14;

/// Parts each group into its events.
pub(super) fn part(
    config: &Config,
    terms: &[&[(Term, f64)]],
    when: &[Interval],
    speech: &[&Speech],
    groups: Vec<Vec<usize>>,
) -> Vec<Vec<usize>> {
    let mut todo = groups;
    let mut done = Vec::new();
    while let Some(group) = todo.pop() {
        match halves(config, terms, when, speech, &group) {
            Some((a, b)) => todo.extend([a, b]),
            None => done.push(group),
        }
    }
    done.sort_unstable();
    done
}

/// The two events of a group, if it is two.
fn halves(
    config: &Config,
    terms: &[&[(Term, f64)]],
    when: &[Interval],
    speech: &[&Speech],
    group: &[usize],
) -> Option<(Vec<usize>, Vec<usize>)> {
    if group.len() < 3 || group.len() > TEXTS_MAX || !is_of_words(speech, group) {
        return None;
    }
    let own: Vec<Vec<(Term, f64)>> = conditioned(terms, group);
    let n = group.len();
    let said = conditioned_statements(speech, group);
    let like = |i: usize, j: usize| dot(&own[i], &own[j]) + STATEMENT_WORTH * said(i, j);
    let mut edges = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            edges.push((i, j, like(i, j)));
        }
    }
    let (a, b) = super::link::two(n, &edges)?;
    let weeks = weeks_apart(when, group, &a, &b);
    if (a.len() < 2 || b.len() < 2) && !weeks {
        return None;
    }
    // A half of one text has nothing inside.
    let within = |of: &dyn Fn(usize, usize) -> f64| {
        let halves = [&a, &b].into_iter().filter(|half| half.len() > 1);
        halves
            .map(|half| mean(half, half, of))
            .fold(f64::INFINITY, f64::min)
    };
    let again = mean(&a, &b, &said);
    let stated_again = match weeks {
        // What she says again in another month is another occasion as long as most is new.
        true => again > within(&said),
        false => again >= STATED_AGAIN_MAX * within(&said),
    };
    let apart = mean(&a, &b, like) < config.part * within(&like) && !stated_again;
    apart.then(|| {
        let of = |side: &[usize]| side.iter().map(|&i| group[i]).collect::<Vec<_>>();
        (of(&a), of(&b))
    })
}

/// Whether all dated texts of one half are weeks before all of the other, each half having some.
fn weeks_apart(when: &[Interval], group: &[usize], a: &[usize], b: &[usize]) -> bool {
    let span = |half: &[usize]| {
        let dated = half.iter().map(|&i| when[group[i]]);
        let closed = dated.filter(|w| w.earliest.is_some() && w.latest.is_some());
        closed.reduce(|x, y| Interval {
            earliest: x.earliest.min(y.earliest),
            latest: x.latest.max(y.latest),
        })
    };
    match (span(a), span(b)) {
        (Some(a), Some(b)) => a.distance_days(b) >= DAYS_APART_MIN,
        _ => false,
    }
}

/// How many statements two texts share, each weighed down by how many of the group's texts have it.
fn conditioned_statements<'a>(
    speech: &'a [&'a Speech],
    group: &'a [usize],
) -> impl Fn(usize, usize) -> f64 + 'a {
    let mut holding = BTreeMap::<usize, usize>::new();
    for statement in group.iter().flat_map(|&t| &speech[t].statements) {
        *holding.entry(*statement).or_default() += 1;
    }
    let n = group.len() as f64;
    move |i, j| {
        let (a, b) = (&speech[group[i]].statements, &speech[group[j]].statements);
        a.intersection(b)
            .map(|s| libm::sqrt((n - holding[s] as f64) / (n - 1.0)))
            .sum()
    }
}

/// Whether the news of most of these texts is the words of one person.
fn is_of_words(speech: &[&Speech], group: &[usize]) -> bool {
    let mut counts = BTreeMap::<&str, usize>::new();
    for name in group.iter().flat_map(|&t| &speech[t].leads) {
        *counts.entry(name).or_default() += 1;
    }
    counts
        .into_values()
        .any(|n| n as f64 >= LEADS_SHARE_MIN * group.len() as f64)
}

/// The mean of `of` over all pairs of different items.
fn mean(x: &[usize], y: &[usize], of: impl Fn(usize, usize) -> f64) -> f64 {
    let pairs = x
        .iter()
        .flat_map(|i| y.iter().map(move |j| (*i, *j)))
        .filter(|(i, j)| i != j);
    let (sum, n) = pairs.fold((0.0, 0u32), |(s, n), (i, j)| (s + of(i, j), n + 1));
    sum / f64::from(n.max(1))
}

/// The terms of the group's texts, each weighed down by how many of them have it.
fn conditioned(terms: &[&[(Term, f64)]], group: &[usize]) -> Vec<Vec<(Term, f64)>> {
    let mut holding = FxHashMap::<Term, u32>::default();
    for &text in group {
        terms[text]
            .iter()
            .for_each(|(t, _)| *holding.entry(*t).or_default() += 1);
    }
    let n = group.len() as f64;
    let own = |text: usize| {
        let shared = terms[text].iter().filter(|(t, _)| holding[t] > 1);
        shared
            .map(|(t, w)| (*t, w * libm::sqrt((n - f64::from(holding[t])) / (n - 1.0))))
            .collect()
    };
    group.iter().map(|&text| own(text)).collect()
}
