//! How far are counts of origins and edges from the truth, by how much credit is lost on the way?
//!
//! Nobody knows the truth about real news, so this makes some: invented events with known origins, told
//! and retold by invented outlets that copy, cut, rewrite and translate, with or without naming whom they
//! have it from. The same seed gives the same pages.

mod matter;
mod prose;
pub mod unseen;
mod world;

use firsthand::provenance::{EdgeKind, NodeKind};
use firsthand::{Overrides, Report, pipeline};
use std::collections::{BTreeMap, BTreeSet};

pub use world::{World, make};

/// What was measured on one world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Events of the world.
    pub events: usize,
    /// Events of which all articles, and no others, stand in one event of the report.
    pub whole: usize,
    /// Of whole events: those whose `low` is the number of origins.
    pub exact: usize,
    /// Of whole events: those whose number lies within the range.
    pub inside: usize,
    /// Of whole events: how far `low` is off, added up.
    pub off: usize,
    /// Pairs of article and source that the report names, and those that are true.
    pub named: usize,
    /// Those of `named` that are true.
    pub right: usize,
    /// Relays of the world.
    pub relays: usize,
    /// Relays whose source the report names or joins with it.
    pub found: usize,
    /// Circles of the world, those found, and those found where there is none.
    pub circles: [usize; 3],
}

/// Runs the tool on a world and compares.
pub fn score(world: &World) -> Score {
    compare(world, &report(world))
}

/// Plants releases that are no page of the world, runs the tool and looks whether it finds them.
pub fn score_unseen(mut world: World, seed: u64) -> unseen::Unseen {
    let planted = unseen::plant(&mut world, seed);
    unseen::compare(&world, &planted, &report(&world))
}

fn report(world: &World) -> Report {
    let pages = world.pages.clone();
    pipeline::run_with(pages, Vec::new(), None, &Overrides::default(), &mut |_| {})
}

/// Compares what the tool found with what was made.
fn compare(world: &World, report: &Report) -> Score {
    // Articles come in the order of their locators, in which they were made.
    let mut score = Score {
        events: world.events.len(),
        ..Score::default()
    };
    let event_of = report.event_of_articles();
    for event in &world.events {
        let homes: BTreeSet<usize> = event.articles.iter().map(|&a| event_of[a]).collect();
        let home = event_of[event.articles[0]];
        if homes.len() > 1 || report.events[home].articles.len() != event.articles.len() {
            continue;
        }
        let count = &report.origins.events[home];
        score.whole += 1;
        score.exact += usize::from(count.low == event.origins);
        score.inside += usize::from((count.low..=count.high).contains(&event.origins));
        score.off += count.low.abs_diff(event.origins);
    }
    edges(world, report, &event_of, &mut score);
    circles(world, report, &mut score);
    score
}

/// Whom each article rests on, as the report has it: by its text, by a credit, or by what both have
/// from a third.
fn edges(world: &World, report: &Report, event_of: &[usize], score: &mut Score) {
    let graph = &report.provenance;
    let ids = report.articles.iter().enumerate().map(|(i, a)| (a.id, i));
    let article: BTreeMap<_, _> = ids.collect();
    let at = |n: usize| article.get(&graph.nodes[n].id).copied();
    let mut issued: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    // What each article has from a third that is no article. Pairs of them would be as many as the square.
    let mut third: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for e in &graph.edges {
        let Some(from) = at(e.from) else { continue };
        let kind = graph.nodes[e.to].kind;
        if e.kind == EdgeKind::SameOwner {
            issued.entry((e.to, event_of[from])).or_default().push(from);
        } else if e.kind == EdgeKind::Derives && matches!(kind, NodeKind::Text | NodeKind::Document)
        {
            third.entry(from).or_default().insert(e.to);
        }
    }
    let mut named: BTreeSet<(usize, usize)> = BTreeSet::new();
    for e in &graph.edges {
        let Some(from) = at(e.from) else { continue };
        match (e.kind, at(e.to)) {
            (EdgeKind::Derives, Some(to)) => {
                named.insert((from, to));
            }
            (EdgeKind::Credits, None) => {
                let by = issued.get(&(e.to, event_of[from])).into_iter().flatten();
                named.extend(by.filter(|to| **to != from).map(|&to| (from, to)));
            }
            _ => {}
        }
    }
    let joined = |a: usize, b: usize| match (third.get(&a), third.get(&b)) {
        (Some(of_a), Some(of_b)) => !of_a.is_disjoint(of_b),
        _ => false,
    };
    let above = |a: usize| {
        let mut above = BTreeSet::new();
        let mut at = a;
        while let Some(parent) = world.parent[at].filter(|p| above.insert(*p)) {
            at = parent;
        }
        above
    };
    for (a, b) in &named {
        score.named += 1;
        score.right += usize::from(above(*a).contains(b) || world.cites.contains(&(*a, *b)));
    }
    for (a, parent) in world.parent.iter().enumerate() {
        if parent.is_some() {
            score.relays += 1;
            let found = |b: &usize| named.contains(&(a, *b)) || joined(a, *b);
            score.found += usize::from(above(a).iter().any(found));
        }
    }
}

fn circles(world: &World, report: &Report, score: &mut Score) {
    let ids = report.articles.iter().enumerate().map(|(i, a)| (a.id, i));
    let article: BTreeMap<_, _> = ids.collect();
    let found: BTreeSet<usize> = report
        .provenance
        .cycles
        .iter()
        .flat_map(|c| &c.nodes)
        .filter_map(|n| article.get(&report.provenance.nodes[*n].id).copied())
        .collect();
    let circles = world.events.iter().filter(|e| !e.circle.is_empty());
    let circles: Vec<_> = circles.collect();
    let whole = |e: &&&world::Told| e.circle.iter().all(|a| found.contains(a));
    let seen = circles.iter().filter(whole);
    let of_circles: BTreeSet<usize> = circles.iter().flat_map(|e| &e.articles).copied().collect();
    let false_ones = report.provenance.cycles.iter().filter(|c| {
        let mut nodes = c
            .nodes
            .iter()
            .filter_map(|n| article.get(&report.provenance.nodes[*n].id));
        !nodes.any(|a| of_circles.contains(a))
    });
    score.circles = [circles.len(), seen.count(), false_ones.count()];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world_and_other_worlds_differ() {
        let texts = |seed| {
            make(60, 0.5, seed)
                .pages
                .into_iter()
                .map(|p| p.content)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
    }

    #[test]
    fn lost_credit_costs_edges_and_counts_stay_ranges() {
        let all = score(&make(120, 0.0, 7));
        let none = score(&make(120, 1.0, 7));
        assert!(all.found > none.found, "{all:?} {none:?}");
        for score in [all, none] {
            assert!(score.exact <= score.inside && score.inside <= score.whole);
        }
    }

    #[test]
    fn with_all_credit_events_are_whole_edges_right_and_origins_counted() {
        let all = score(&make(1000, 0.0, 20_260_101));
        assert!(all.whole * 10 >= all.events * 9, "{all:?}");
        assert!(all.right * 10 >= all.named * 9, "{all:?}");
        assert!(all.exact * 10 >= all.whole * 9, "{all:?}");
    }

    #[test]
    fn releases_that_are_no_page_are_found_and_little_else() {
        let found = score_unseen(make(1000, 1.0, 20_260_101), 20_260_101);
        println!("{found:?}");
        let [right, drawn, planted] = found.nodes;
        assert!(right * 10 >= drawn * 9, "{found:?}");
        assert!(right * 10 >= planted * 7, "{found:?}");
    }
}
