//! Versions of one page over time: which revises which, and which words did it change?
//!
//! An address is all that says that two pages are versions of one ([`crate::address`]), and a pair
//! that shares no narration is none: a section's page holds one article today and another tomorrow.

use super::align::align;
use super::direction::earlier;
use super::profile::Profile;
use super::relation::{measure, relation};
use super::standing::Standing;
use super::{Direction, Relation};
use crate::{Article, ArticleIx, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// A version is held against so many that stand before it in the order of days, so that ten
/// thousand captures of one page take no hundred million comparisons.
const LOOKED_BACK: usize = 64;
/// Versions that differ in more words, counted on either side, are told as far as they agree at
/// both ends: the table grows with the square of it, here to 9 MB.
const EDITS_MAX: usize = 1500;

/// Two versions of one page compared.
#[derive(Clone, PartialEq, Debug)]
pub struct Versions {
    /// [`Direction::AToB`] where the first is the earlier one; unknown where nothing tells.
    pub order: Direction,
    /// Where their words differ, in order.
    pub edits: Vec<Edit>,
}

/// A stretch of words that two versions do not share; `None` where it stands in the other alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Where it stands in the first.
    pub a: Option<Span>,
    /// What stands in its place in the second.
    pub b: Option<Span>,
}

/// For each article the one it revises: the nearest earlier version of its page whose words differ.
/// `None` where there is none, or where days do not tell which of several is the nearest.
pub(super) fn find(
    articles: &[Article],
    profiles: &[Profile],
    standings: &[Standing],
) -> Vec<Option<ArticleIx>> {
    let mut pages: BTreeMap<&str, Vec<ArticleIx>> = BTreeMap::new();
    for (i, standing) in standings.iter().enumerate() {
        if let Some(page) = standing.page() {
            pages.entry(page).or_default().push(i);
        }
    }
    pages.retain(|_, versions| versions.len() > 1);
    let found: Vec<(ArticleIx, ArticleIx)> = pages
        .into_par_iter()
        .flat_map_iter(|(_, mut versions)| {
            versions.sort_by_key(|&i| {
                let (when, captured) = (standings[i].when, articles[i].captured);
                (when.latest, captured.latest, i)
            });
            let wholes: Vec<u64> = versions.iter().map(|&i| profiles[i].whole()).collect();
            let of = (0..versions.len()).filter_map(|at| {
                let from = at.saturating_sub(LOOKED_BACK);
                let before = |x: usize, y: usize| {
                    earlier(&standings[versions[x]], &standings[versions[y]]) == Direction::AToB
                };
                let others = (from..at).filter(|x| wholes[*x] != wholes[at] && before(*x, at));
                let others: Vec<usize> = others.collect();
                // The one after which, or with whose words, all others stand.
                let nearest = others.iter().rev().find(|x| {
                    let mut rest = others.iter().filter(|y| y != x);
                    rest.all(|y| before(*y, **x) || wholes[*y] == wholes[**x])
                })?;
                let (old, new) = (versions[*nearest], versions[at]);
                share_narration(&profiles[old], &profiles[new]).then_some((new, old))
            });
            of.collect::<Vec<_>>()
        })
        .collect();
    let mut revised = vec![None; articles.len()];
    for (new, old) in found {
        revised[new] = Some(old);
    }
    revised
}

fn share_narration(a: &Profile, b: &Profile) -> bool {
    let overlap = measure(a, b, &align(a, b));
    matches!(
        relation(&overlap, a.scale.max(b.scale)),
        Some(Relation::Copy | Relation::Excerpt | Relation::Partial)
    )
}

/// Compares two articles where their addresses say that they are versions of one page.
pub(super) fn versions(
    (a, pa, sa): (&Article, &Profile, &Standing),
    (b, pb, sb): (&Article, &Profile, &Standing),
) -> Option<Versions> {
    if !sa.is_version_of(sb) {
        return None;
    }
    // From one side always, so that asking the other way round finds the same.
    let swapped = b.id < a.id;
    let edits = match swapped {
        false => edits(pa, pb),
        true => edits(pb, pa)
            .into_iter()
            .map(|e| Edit { a: e.b, b: e.a })
            .collect(),
    };
    Some(Versions {
        order: earlier(sa, sb),
        edits,
    })
}

fn edits(a: &Profile, b: &Profile) -> Vec<Edit> {
    let words = |p: &Profile| p.words.iter().map(|w| w.hash).collect::<Vec<_>>();
    let span = |p: &Profile, r: Range<usize>| (!r.is_empty()).then(|| p.span(r.start, r.end));
    stretches(&words(a), &words(b))
        .into_iter()
        .map(|(in_a, in_b)| Edit {
            a: span(a, in_a),
            b: span(b, in_b),
        })
        .collect()
}

/// Where two texts differ, word by word.
fn stretches(a: &[u32], b: &[u32]) -> Vec<(Range<usize>, Range<usize>)> {
    let alike = |(x, y): &(&u32, &u32)| x == y;
    let head = a.iter().zip(b).take_while(alike).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let backwards = rest_a.iter().rev().zip(rest_b.iter().rev());
    let tail = backwards.take_while(alike).count();
    let (ends_a, ends_b) = (a.len() - tail, b.len() - tail);
    let mut equal = equal_words(&a[head..ends_a], &b[head..ends_b]);
    equal.push((ends_a - head, ends_b - head));
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in equal {
        if x > i || y > j {
            out.push((head + i..head + x, head + j..head + y));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

/// The pairs of equal words of a shortest edit script (Myers 1986, "An O(ND) difference algorithm and
/// its variations", the greedy one); none where it takes more than [`EDITS_MAX`] edits.
fn equal_words(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let (n, m) = (a.len() as isize, b.len() as isize);
    let most = (EDITS_MAX as isize).min(n + m);
    // How far into `a` each diagonal has come, and what it was before each number of edits.
    let at = |k: isize, d: isize| (k + d) as usize;
    let mut far: Vec<isize> = vec![0; at(most, most) + 1];
    let mut before: Vec<Vec<isize>> = Vec::new();
    let from = |far: &dyn Fn(isize) -> isize, k: isize, d: isize| match k {
        _ if k == -d || (k != d && far(k - 1) < far(k + 1)) => (k + 1, far(k + 1)),
        _ => (k - 1, far(k - 1) + 1),
    };
    for d in 0..=most {
        before.push(far[at(-d, most)..=at(d, most)].to_vec());
        for k in (-d..=d).step_by(2) {
            let mut x = match d {
                0 => 0,
                _ => from(&|k| far[at(k, most)], k, d).1,
            };
            while x < n && x - k < m && a[x as usize] == b[(x - k) as usize] {
                x += 1;
            }
            far[at(k, most)] = x;
            if x < n || x - k < m {
                continue;
            }
            let mut equal = Vec::new();
            let (mut x, mut y) = (n, m);
            for d in (0..=d).rev() {
                let far = |k: isize| before[d as usize][at(k, d)];
                let (to_x, to_y, next) = match d {
                    0 => (0, 0, 0),
                    _ => {
                        let (k_before, to_x) = from(&far, x - y, d);
                        (to_x, to_x - (x - y), k_before)
                    }
                };
                while x > to_x && y > to_y {
                    (x, y) = (x - 1, y - 1);
                    equal.push((x as usize, y as usize));
                }
                if d > 0 {
                    x = far(next);
                    y = x - next;
                }
            }
            equal.reverse();
            return equal;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_no_stretch_is_the_same_and_no_script_is_shorter(
            a in prop::collection::vec(0u32..4, 0..20),
            b in prop::collection::vec(0u32..4, 0..20),
        ) {
            let found = stretches(&a, &b);
            let (mut i, mut j, mut same) = (0, 0, 0);
            for (x, y) in found.iter().cloned().chain([(a.len()..a.len(), b.len()..b.len())]) {
                prop_assert_eq!(&a[i..x.start], &b[j..y.start]);
                same += x.start - i;
                (i, j) = (x.end, y.end);
            }
            // The longest common subsequence by its definition.
            let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
            for i in (0..a.len()).rev() {
                for j in (0..b.len()).rev() {
                    best[i][j] = match a[i] == b[j] {
                        true => best[i + 1][j + 1] + 1,
                        false => best[i + 1][j].max(best[i][j + 1]),
                    };
                }
            }
            prop_assert_eq!(same, best[0][0]);
        }
    }

    #[test]
    fn texts_with_nothing_in_common_are_one_stretch() {
        let (a, b): (Vec<u32>, Vec<u32>) = ((0..2000).collect(), (5000..7000).collect());
        assert_eq!(stretches(&a, &b), [(0..2000, 0..2000)]);
    }
}
