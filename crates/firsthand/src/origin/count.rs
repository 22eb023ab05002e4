//! The range itself, and the questions that would close it.

use super::{Count, Open};
use crate::provenance::{EventSource, Source, SourceKind, StatementSources};
use crate::{Article, Quotation};

/// How articles are named in a sentence.
pub(super) struct Labels<'a> {
    pub(super) articles: &'a [Article],
    pub(super) quotations: &'a [Quotation],
}

impl Labels<'_> {
    /// The article that a source's first quotation stands in.
    fn home(&self, source: &Source) -> String {
        let first = source.quotations.first();
        first.map_or_else(String::new, |q| {
            self.articles[self.quotations[*q].article].label()
        })
    }
}

/// The range of one statement.
pub(super) fn statement(found: &StatementSources, labels: &Labels<'_>) -> Count {
    let sources = &found.sources;
    let groups = merge(sources);
    let mut open = Vec::new();
    for group in &groups {
        let Some((&anchor, others)) = group.split_first() else {
            continue;
        };
        for &other in others {
            open.push(Open {
                why: why(&sources[anchor], &sources[other], labels),
                pair: (sources[anchor].node, sources[other].node),
            });
        }
    }
    Count {
        low: groups.len(),
        high: sources.len(),
        ids: sources.iter().map(|s| s.node).collect(),
        open,
    }
}

/// Sources that may be one, the one that is named best first. Renderings of one statement are
/// positive evidence by themselves; only different named hearers contradict.
fn merge(sources: &[Source]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..sources.len()).collect();
    let rank = |s: &Source| {
        (
            s.heard.is_empty(),
            s.carriers.is_empty(),
            s.named.is_empty(),
        )
    };
    order.sort_by_key(|&n| (rank(&sources[n]), n));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for n in order {
        // Those without a named hearer contradict nobody and so come to rest in the first group;
        // those with one are few, and each group has one of its own.
        let own = &sources[n];
        let ruled = |m: &usize| !sources[*m].apart.is_disjoint(&own.apart);
        let home = groups.iter().position(|g| {
            !sources[g[0]].contradicts(own) && (own.apart.is_empty() || !g.iter().any(ruled))
        });
        match home {
            Some(home) => groups[home].push(n),
            None => groups.push(vec![n]),
        }
    }
    groups
}

/// What is not known about two sources of one statement, and what would settle it.
fn why(anchor: &Source, other: &Source, labels: &Labels<'_>) -> String {
    let (a, b) = (labels.home(anchor), labels.home(other));
    let place = |s: &Source| {
        let bare = ["in ", "during ", "at ", "on "];
        let cut = bare.iter().find_map(|p| s.named.strip_prefix(p));
        cut.unwrap_or(&s.named).to_owned()
    };
    match (anchor.named.is_empty(), other.named.is_empty()) {
        (false, true) => format!(
            "{b} names no venue: 1 if its words come from the occasion that {a} names (\u{201c}{}\u{201d}), else 2",
            place(anchor)
        ),
        (true, true) => {
            format!("neither {a} nor {b} names a venue: 1 if both render the same occasion, else 2")
        }
        _ => format!(
            "{a} names \u{201c}{}\u{201d}, {b} names \u{201c}{}\u{201d}: 1 if these are one occasion, else 2",
            place(anchor),
            place(other)
        ),
    }
}

/// The range of one event: one public chain at least, one more for every set of witnesses that an
/// outlet met itself, one more where the doer speaks; at most every account apart.
pub(super) fn event(
    sources: &[EventSource],
    lead: Option<&StatementSources>,
    labels: &Labels<'_>,
) -> Count {
    let of = |kind: SourceKind| sources.iter().filter(move |s| s.kind == kind);
    let publics: Vec<&EventSource> = of(SourceKind::Public).collect();
    let witnesses = of(SourceKind::Witness).count();
    let doers = of(SourceKind::Doer).count();
    let low = (chains(&publics) + witnesses + doers).max(1);
    let mut ids: Vec<_> = publics.iter().map(|s| s.node).collect();
    ids.extend(of(SourceKind::Witness).map(|s| s.node));
    // An admission reaches print in a public account and is counted with it at most once more.
    if ids.len() < low {
        ids.extend(of(SourceKind::Doer).map(|s| s.node));
    }
    let mut open = Vec::new();
    if let Some((anchor, others)) = publics.split_first() {
        let open_to = |o: &&&EventSource| o.apart.is_disjoint(&anchor.apart);
        for other in others.iter().filter(open_to) {
            open.push(Open {
                why: apart(anchor, other, lead, labels),
                pair: (anchor.node, other.node),
            });
        }
    }
    Count {
        low,
        high: ids.len().max(low),
        ids,
        open,
    }
}

/// How many chains public accounts are at least: one, unless people part them.
fn chains(publics: &[&EventSource]) -> usize {
    let mut groups: Vec<Vec<&EventSource>> = Vec::new();
    for source in publics {
        let fits =
            |g: &&mut Vec<&EventSource>| g.iter().all(|o| o.apart.is_disjoint(&source.apart));
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(source),
            None => groups.push(vec![source]),
        }
    }
    groups.len()
}

/// What is not known about two public accounts of one event.
fn apart(
    anchor: &EventSource,
    other: &EventSource,
    lead: Option<&StatementSources>,
    labels: &Labels<'_>,
) -> String {
    if let Some(found) = lead {
        let at = |node| found.sources.iter().find(|s| s.node == node);
        if let (Some(a), Some(b)) = (at(anchor.node), at(other.node)) {
            let ranked = merge(&[a.clone(), b.clone()]);
            return match ranked[0][0] {
                0 => why(a, b, labels),
                _ => why(b, a, labels),
            };
        }
    }
    let first = |s: &EventSource| {
        s.articles
            .first()
            .map_or_else(String::new, |&i| labels.articles[i].label())
    };
    format!(
        "{} and {} are of different days and name no source in common: 1 if the later rests on the earlier account, else 2",
        first(anchor),
        first(other)
    )
}
