//! Which edges, owners and origins do people rule on?
//!
//! The overrides, looked up by the ids of nodes and articles. An edge that is cut is still drawn, with
//! the line that cut it; what it would have joined stays apart.

use super::graph::{NAMED, node_id, wire};
use super::masthead::letters;
use super::owner::{owner, owner_of};
use super::{EdgeKind, NodeKind, Overridden};
use crate::address::host;
use crate::overrides::{End, What};
use crate::{Article, Id, Overrides};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The rulings of the provenance stage, later lines over earlier ones.
#[derive(Default)]
pub(super) struct Rulings {
    edges: FxHashMap<(Id, EdgeKind, Id), Overridden>,
    /// Every ruling on an edge from an article, quotation or node, in order of their lines.
    begun: Vec<(usize, Id, EdgeKind, End)>,
    /// Through whom people say that an article or a quotation came, and the line.
    through: FxHashMap<Id, (usize, String)>,
    /// Pairs of articles or quotations that are of one origin, and that are not, by line.
    same: Sides,
    apart: Sides,
    /// The owner of an outlet, by its host and by the letters of its name.
    owners: BTreeMap<String, Option<String>>,
}

/// What stands on either side of a line, and the lines that name a thing.
#[derive(Default)]
struct Sides {
    pairs: BTreeMap<usize, (Id, Id)>,
    lines: FxHashMap<Id, Vec<usize>>,
}

impl Sides {
    fn add(&mut self, line: usize, a: Id, b: Id) {
        self.pairs.insert(line, (a, b));
        self.lines.entry(a).or_default().push(line);
        self.lines.entry(b).or_default().push(line);
    }

    fn of<'a>(&'a self, ids: &'a [Id]) -> impl Iterator<Item = usize> + 'a {
        ids.iter()
            .flat_map(|id| self.lines.get(id))
            .flatten()
            .copied()
    }
}

impl Rulings {
    pub(super) fn new(overrides: &Overrides) -> Self {
        let mut out = Rulings::default();
        // The ruling that holds on an edge between two things is the last.
        let mut last: BTreeMap<(EdgeKind, &End, &End), (usize, bool)> = BTreeMap::new();
        for ruling in &overrides.rulings {
            match &ruling.what {
                What::Edge {
                    holds,
                    from,
                    kind,
                    to,
                } => {
                    let (a, b) = match kind.is_mutual() && to < from {
                        true => (to, from),
                        false => (from, to),
                    };
                    last.insert((*kind, a, b), (ruling.line, *holds));
                }
                What::Owner { outlet, owner } => {
                    for key in [outlet.to_lowercase(), letters(outlet)] {
                        out.owners.insert(key, owner.clone());
                    }
                }
                _ => {}
            }
        }
        for ((kind, from, to), (line, holds)) in last {
            out.edge(line, holds, from, kind, to);
        }
        out.begun.sort();
        out
    }

    fn edge(&mut self, line: usize, holds: bool, from: &End, kind: EdgeKind, to: &End) {
        for a in self.ids(from) {
            for b in self.ids(to) {
                let ruled = Overridden { line, holds };
                self.edges.insert((a, kind, b), ruled);
                if kind.is_mutual() {
                    self.edges.insert((b, kind, a), ruled);
                }
            }
        }
        match (from, to) {
            (End::Id(a), End::Id(b)) if kind.is_mutual() => match holds {
                true => self.same.add(line, *a, *b),
                false => self.apart.add(line, *a, *b),
            },
            (End::Id(a), End::Name(name)) if holds && kind == EdgeKind::Credits => {
                let known = self.through.entry(*a).or_default();
                *known = known.clone().max((line, name.clone()));
            }
            _ => {}
        }
        if let End::Id(from) = from {
            self.begun.push((line, *from, kind, to.clone()));
        }
    }

    /// Whether nothing is ruled on an edge.
    pub(super) fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// What is ruled on an edge.
    pub(super) fn on(&self, from: Id, kind: EdgeKind, to: Id) -> Option<Overridden> {
        match self.is_empty() {
            true => None,
            false => self.edges.get(&(from, kind, to)).copied(),
        }
    }

    /// Whether an edge is cut.
    pub(super) fn cut(&self, from: Id, kind: EdgeKind, to: Id) -> bool {
        self.on(from, kind, to).is_some_and(|o| !o.holds)
    }

    /// The rulings on edges by the id where they begin: line, from, kind, to.
    pub(super) fn begun(&self) -> &[(usize, Id, EdgeKind, End)] {
        &self.begun
    }

    /// Through whom people say that the first of `ids` came which they say it of, and the line.
    pub(super) fn through(&self, ids: &[Id]) -> Option<(usize, &str)> {
        let (line, name) = ids.iter().find_map(|id| self.through.get(id))?;
        Some((*line, name))
    }

    /// The lines that say that one of `ids` shares an origin with another.
    pub(super) fn same<'a>(&'a self, ids: &'a [Id]) -> impl Iterator<Item = usize> + 'a {
        self.same.of(ids)
    }

    /// The lines that say that one of `ids` does not share an origin with another.
    pub(super) fn apart<'a>(&'a self, ids: &'a [Id]) -> impl Iterator<Item = usize> + 'a {
        self.apart.of(ids)
    }

    /// Takes out of every group what a ruling parts from another of its members: the one that the
    /// line names last leaves, and those that leave by one line stay together.
    pub(super) fn part<T: Copy>(
        &self,
        groups: Vec<Vec<T>>,
        ids: impl Fn(T) -> Vec<Id>,
    ) -> Vec<Vec<T>> {
        if self.apart.pairs.is_empty() {
            return groups;
        }
        let mut out = Vec::new();
        for mut group in groups {
            let lines: BTreeSet<usize> = group
                .iter()
                .flat_map(|&m| self.apart(&ids(m)).collect::<Vec<_>>())
                .collect();
            for (a, b) in lines.iter().filter_map(|line| self.apart.pairs.get(line)) {
                let is = |m: T, id: &Id| ids(m).contains(id);
                if group.iter().any(|&m| is(m, a)) {
                    let (leave, stay) = group.into_iter().partition(|&m| is(m, b));
                    group = stay;
                    let leave: Vec<T> = leave;
                    if !leave.is_empty() {
                        out.push(leave);
                    }
                }
            }
            out.push(group);
        }
        out
    }

    /// The owner of an outlet, by what people rule, else by the table.
    pub(super) fn owner(&self, host: Option<&str>, name: Option<&str>) -> Option<String> {
        let ends = |host: &str| {
            let dots = host
                .match_indices('.')
                .map(|(at, _)| host[at + 1..].to_owned());
            std::iter::once(host.to_owned())
                .chain(dots)
                .collect::<Vec<_>>()
        };
        let mut keys = host.map(ends).unwrap_or_default();
        keys.extend(name.map(letters));
        let ruled = keys.iter().find_map(|key| self.owners.get(key));
        ruled.map_or_else(|| owner(host, name).map(str::to_owned), Clone::clone)
    }

    /// The owner of an article's outlet.
    pub(super) fn owner_of(&self, article: &Article) -> Option<String> {
        if self.owners.is_empty() {
            return owner_of(article).map(str::to_owned);
        }
        let url = article.page.declared.url.as_deref().map(host);
        let outlet = article.outlet.as_ref().map(|o| o.name.as_str());
        self.owner(url.as_deref(), outlet)
    }

    /// The key under which two spellings of a carrier are one: an agency's short name, an owner, else
    /// the letters of the name without "the".
    pub(super) fn carrier_key(&self, name: &str) -> String {
        let squashed = letters(name);
        let bare = squashed.strip_prefix("the").unwrap_or(&squashed);
        if let Some(wire) = wire(bare).or_else(|| wire(&squashed)) {
            return wire.to_owned();
        }
        self.owner(None, Some(name))
            .unwrap_or_else(|| bare.to_owned())
    }

    /// The nodes that an end may mean.
    fn ids(&self, end: &End) -> Vec<Id> {
        let name = match end {
            End::Id(id) => return vec![*id],
            End::Name(name) => name,
        };
        let mut keys = vec![self.carrier_key(name), letters(name)];
        keys.dedup();
        let of = |key: &String| NAMED.map(|kind: NodeKind| node_id(kind, key));
        keys.iter().flat_map(of).collect()
    }
}
