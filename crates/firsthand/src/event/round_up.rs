//! Which texts report several events, and so speak for none of these being one?
//!
//! A round-up is like the texts of every event that it reports, and by its likeness average linkage
//! may make one group of two of them. So what may be one by its form ([`super::items`]) is first
//! held back. Where the rest, grouped without it, falls into groups of which two or more are each
//! what one of its parts reports, it is one: it stays out of linkage for good, and
//! [`super::mention`] puts each of its parts where it belongs. Any other goes back, and the groups
//! are made as if nothing had been held back.

use super::Config;
use super::features::{Features, Part};
use super::rarity::Term;
use super::similar::dot;
use rustc_hash::FxHashMap;

/// Terms by which the texts that a part is like are looked up: its heaviest.
const KEYS_MAX: usize = 16;

/// Texts of a group that a part is compared with; the first.
const TEXTS_MAX: usize = 12;

/// Likeness from which two round-ups are versions of one page, and one event as such. Judged.
pub(super) const SAME_PAGE_MIN: f64 = 0.5;

/// Likeness of names from which a part and an event are of the same people and places. Chosen on the
/// gun-violence articles, whose round-ups are few and whose articles are all alike.
const NAMES_MIN: f64 = 0.15;

/// How like a part may be to the event of another part, as a share of how like it is to its own.
/// Judged, on the same articles.
const OTHER_MAX: f64 = 0.5;

/// Terms that a part must have to point to anything.
pub(super) const TERMS_MIN: usize = 8;

/// Those of `held` whose parts report different ones of `groups`; all are places in `features`.
pub(super) fn confirm(
    config: &Config,
    features: &[&Features],
    held: &[usize],
    groups: &[Vec<usize>],
) -> Vec<usize> {
    let parts: Vec<(usize, &Part)> = held
        .iter()
        .flat_map(|&text| features[text].items.iter().map(move |part| (text, part)))
        .filter(|(_, part)| part.terms.len() >= TERMS_MIN)
        .collect();
    let mut home = vec![usize::MAX; features.len()];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&text| home[text] = g);
    }
    held.iter().for_each(|&text| home[text] = usize::MAX);
    let near = near(config, features, &parts, &home);
    let meant: Vec<(usize, &Part, usize)> = near
        .into_iter()
        .zip(&parts)
        .filter_map(|(near, (text, part))| {
            let of_group = |g: usize| Some((mean(config, features, *text, part, &groups[g])?, g));
            let like = near.into_iter().filter_map(of_group);
            let likest = like.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)))?;
            Some((*text, *part, likest.1))
        })
        .collect();
    // Two groups may be one event that is told in two ways, and then each part is like both.
    let words = |part: &Part, g: usize| {
        let some = || groups[g].iter().take(TEXTS_MAX);
        let like = some().map(|&text| dot(&part.terms, &features[text].terms));
        like.sum::<f64>() / some().count() as f64
    };
    let apart = |(_, p, g): &(usize, &Part, usize), (_, q, h): &(usize, &Part, usize)| {
        g != h
            && words(p, *h) <= OTHER_MAX * words(p, *g)
            && words(q, *g) <= OTHER_MAX * words(q, *h)
    };
    // The parts of one text are neighbours.
    meant
        .chunk_by(|x, y| x.0 == y.0)
        .filter(|of| {
            of.iter()
                .enumerate()
                .any(|(n, x)| of[n + 1..].iter().any(|y| apart(x, y)))
        })
        .map(|of| of[0].0)
        .collect()
}

/// For each part the groups that have a text with enough of its heaviest terms.
fn near(
    config: &Config,
    features: &[&Features],
    parts: &[(usize, &Part)],
    home: &[usize],
) -> Vec<Vec<usize>> {
    let mut holders = FxHashMap::<Term, Vec<(usize, f64)>>::default();
    for (p, (_, part)) in parts.iter().enumerate() {
        let mut keys = part.terms.clone();
        keys.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        for (term, weight) in keys.into_iter().take(KEYS_MAX) {
            holders.entry(term).or_default().push((p, weight));
        }
    }
    let mut out = vec![Vec::new(); parts.len()];
    let mut sums = vec![0.0; parts.len()];
    for (text, of) in features
        .iter()
        .enumerate()
        .filter(|(t, _)| home[*t] != usize::MAX)
    {
        let mut met = Vec::new();
        for (term, weight) in &of.terms {
            for (p, w) in holders.get(term).into_iter().flatten() {
                if sums[*p] == 0.0 {
                    met.push(*p);
                }
                sums[*p] += weight * w;
            }
        }
        for p in met {
            if std::mem::take(&mut sums[p]) >= config.mention / 2.0 {
                out[p].push(home[text]);
            }
        }
    }
    for groups in &mut out {
        groups.sort_unstable();
        groups.dedup();
    }
    out
}

/// The mean likeness of a part of a text to the texts of a group, if it reports what they do.
fn mean(
    config: &Config,
    features: &[&Features],
    text: usize,
    part: &Part,
    group: &[usize],
) -> Option<f64> {
    let some = || group.iter().take(TEXTS_MAX).map(|&text| features[text]);
    let mean = |of: &dyn Fn(&Features) -> f64| some().map(of).sum::<f64>() / some().count() as f64;
    let when = features[text].when;
    let days = some().map(|f| when.distance_days(f.when)).min()?;
    let words = mean(&|f| dot(&part.terms, &f.terms));
    reports(config, words, mean(&|f| dot(&part.names, &f.names)), days)
}

/// The likeness of a part to what may be its event, if it is enough: in words, less what the days
/// between them cost, and in names too, since the words of two fires are the same.
pub(super) fn reports(config: &Config, words: f64, names: f64, days: i32) -> Option<f64> {
    let like = words - config.late * libm::log1p(f64::from(days));
    (like >= config.mention && names >= NAMES_MIN).then_some(like)
}
