//! Does a report rest on itself? A credits B while B's text derives from A, through two or more.
//!
//! Strongly connected components after Tarjan (1972, "Depth-first search and linear graph
//! algorithms"), with an explicit stack instead of recursion, because the depth is the input's.
//! One closed chain is shown for each component: the shortest through its least article. We look
//! within one event only: that A credits B in March and B follows A in June is no circle.

use super::pile::Pile;
use super::{Cycle, Edge, EdgeKind, Node, NodeIx, NodeKind, Strength};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The edge of a step from a hub, which the graph does not have.
const HUB: usize = usize::MAX;

/// A step from one article to another, by an edge of the graph.
type Step = (usize, usize);

/// Finds the closed chains. At least one of their steps is a credit: text alone that goes back and
/// forth between two outlets is two reuses, not a circle.
pub(super) fn find(pile: &Pile<'_>, nodes: &[Node], edges: &[Edge]) -> Vec<Cycle> {
    let articles = articles(pile, nodes);
    let steps = steps(pile, nodes, edges, &articles);
    let node_of: BTreeMap<usize, NodeIx> = articles.iter().map(|(node, i)| (*i, *node)).collect();
    let mut cycles: Vec<Cycle> = components(&steps)
        .into_iter()
        .filter_map(|component| shortest(&steps, &component))
        .filter(|chain| {
            chain
                .iter()
                .any(|(_, e)| edges[*e].kind == EdgeKind::Credits)
        })
        .map(|chain| Cycle {
            nodes: chain
                .iter()
                .filter_map(|(i, _)| node_of.get(i).copied())
                .collect(),
            edges: chain.iter().map(|(_, e)| *e).collect(),
        })
        .collect();
    cycles.sort_by(|a, b| (&a.nodes, &a.edges).cmp(&(&b.nodes, &b.edges)));
    cycles
}

/// Which article each article node stands for.
fn articles(pile: &Pile<'_>, nodes: &[Node]) -> BTreeMap<NodeIx, usize> {
    let of: BTreeMap<_, _> = pile
        .articles
        .iter()
        .enumerate()
        .map(|(i, a)| (a.id, i))
        .collect();
    let nodes = nodes.iter().enumerate();
    nodes
        .filter_map(|(n, node)| Some((n, *of.get(&node.id)?)))
        .collect()
}

/// From each article to those it credits or has text from, within its event. A credit of an outlet
/// leads to that outlet's articles of the event; hubs keep that linear.
fn steps(
    pile: &Pile<'_>,
    nodes: &[Node],
    edges: &[Edge],
    articles: &BTreeMap<NodeIx, usize>,
) -> Vec<Vec<Step>> {
    let count = pile.articles.len();
    let mut steps: Vec<Vec<Step>> = vec![Vec::new(); count];
    // Outlets are told by an article's `same_owner` edge to its outlet.
    let mut issued: BTreeMap<(NodeIx, usize), Vec<usize>> = BTreeMap::new();
    let owned = |e: &&Edge| e.kind == EdgeKind::SameOwner && e.holds();
    for edge in edges.iter().filter(owned) {
        if let Some(&i) = articles.get(&edge.from) {
            issued
                .entry((edge.to, pile.event_of[i]))
                .or_default()
                .push(i);
        }
    }
    let of_outlet = edges.iter().filter(owned).map(|e| (e.from, e.to));
    let of_outlet: BTreeSet<(NodeIx, NodeIx)> = of_outlet.collect();
    let mut hubs: BTreeMap<(NodeIx, usize), usize> = BTreeMap::new();
    for (e, edge) in edges.iter().enumerate().filter(|(_, e)| e.holds()) {
        let Some(&from) = articles.get(&edge.from) else {
            continue;
        };
        match (edge.kind, articles.get(&edge.to)) {
            (EdgeKind::Derives, Some(&to))
                if edge.strength == Strength::Shown && pile.event_of[from] == pile.event_of[to] =>
            {
                steps[from].push((to, e));
            }
            (EdgeKind::Credits, None)
                if matches!(nodes[edge.to].kind, NodeKind::Outlet | NodeKind::Agency)
                    // Who names the own paper is no circle.
                    && !of_outlet.contains(&(edge.from, edge.to)) =>
            {
                let key = (edge.to, pile.event_of[from]);
                let Some(by) = issued.get(&key) else { continue };
                let hub = *hubs.entry(key).or_insert_with(|| {
                    steps.push(by.iter().map(|&i| (i, HUB)).collect());
                    steps.len() - 1
                });
                steps[from].push((hub, e));
            }
            _ => {}
        }
    }
    steps
}

/// Strongly connected components of two members or more.
pub(super) fn components(steps: &[Vec<Step>]) -> Vec<Vec<usize>> {
    const NONE: usize = usize::MAX;
    let n = steps.len();
    let (mut index, mut low) = (vec![NONE; n], vec![0; n]);
    let (mut open, mut on) = (Vec::new(), vec![false; n]);
    let (mut next, mut out) = (0, Vec::new());
    for root in 0..n {
        if index[root] != NONE {
            continue;
        }
        let mut calls = vec![(root, 0)];
        while let Some((v, child)) = calls.pop() {
            if child == 0 {
                (index[v], low[v]) = (next, next);
                next += 1;
                open.push(v);
                on[v] = true;
            } else {
                let (w, _) = steps[v][child - 1];
                low[v] = low[v].min(low[w]);
            }
            let mut at = child;
            let mut down = None;
            while let Some(&(w, _)) = steps[v].get(at) {
                at += 1;
                if index[w] == NONE {
                    down = Some(w);
                    break;
                }
                if on[w] {
                    low[v] = low[v].min(index[w]);
                }
            }
            if let Some(w) = down {
                calls.push((v, at));
                calls.push((w, 0));
                continue;
            }
            if low[v] == index[v] {
                let mut component = Vec::new();
                while let Some(w) = open.pop() {
                    on[w] = false;
                    component.push(w);
                    if w == v {
                        break;
                    }
                }
                if component.len() > 1 {
                    component.sort_unstable();
                    out.push(component);
                }
            }
        }
    }
    out
}

/// The shortest closed chain through the least member, as steps taken; breadth first.
fn shortest(steps: &[Vec<Step>], component: &[usize]) -> Option<Vec<Step>> {
    let start = *component.first()?;
    let inside = |i: &usize| component.binary_search(i).is_ok();
    let mut came: BTreeMap<usize, Step> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(v) = queue.pop_front() {
        for &(w, e) in steps[v].iter().filter(|(w, _)| inside(w)) {
            if w == start {
                let mut chain = vec![(v, e)];
                let mut at = v;
                while at != start {
                    let (before, edge) = came[&at];
                    chain.push((before, edge));
                    at = before;
                }
                chain.reverse();
                // A hub is no node of the graph: the step into it stands for both.
                chain.retain(|(_, e)| *e != HUB);
                return Some(chain);
            }
            if let Entry::Vacant(place) = came.entry(w) {
                place.insert((v, e));
                queue.push_back(w);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(n: usize, arrows: &[(usize, usize)]) -> Vec<Vec<Step>> {
        let mut steps = vec![Vec::new(); n];
        for (e, &(from, to)) in arrows.iter().enumerate() {
            steps[from].push((to, e));
        }
        steps
    }

    #[test]
    fn a_circle_through_three_is_one_component_and_one_chain() {
        let steps = graph(5, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)]);
        let found = components(&steps);
        assert_eq!(found, [vec![0, 1, 2]]);
        assert_eq!(
            shortest(&steps, &found[0]),
            Some(vec![(0, 0), (1, 1), (2, 2)])
        );
    }

    #[test]
    fn two_circles_that_share_nothing_are_two() {
        let steps = graph(6, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 2), (5, 0)]);
        assert_eq!(components(&steps), [vec![2, 3, 4], vec![0, 1]]);
    }

    #[test]
    fn a_long_line_needs_no_deep_stack() {
        let arrows: Vec<_> = (0..200_000).map(|i| (i, i + 1)).collect();
        assert!(components(&graph(200_001, &arrows)).is_empty());
    }

    #[test]
    fn who_credits_another_paper_of_the_same_owner_rests_on_nothing_of_its_own() {
        let page = crate::Page {
            content: "The bridge at Sarn is shut, Politico reported on Monday. Nobody was hurt."
                .to_owned(),
            declared: crate::Declared {
                outlet: Some("Business Insider".to_owned()),
                ..crate::Declared::default()
            },
            ..crate::Page::default()
        };
        let graph = crate::pipeline::run(vec![page], Vec::new()).provenance;
        let credited = graph
            .edges
            .iter()
            .any(|e| e.kind == EdgeKind::Credits && graph.nodes[e.to].kind == NodeKind::Outlet);
        assert!(credited && graph.cycles.is_empty(), "{:?}", graph.cycles);
    }
}
