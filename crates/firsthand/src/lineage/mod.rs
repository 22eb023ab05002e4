//! Which id does a group keep when the pile grows?
//!
//! Events, stories, statements and origins are made anew from all articles each time, which is what
//! makes their groups the same in whatever order articles arrive; ids made of the members change
//! with every member. What a reader has written down must last, so whoever keeps findings carries
//! the old ids over: an id stays with the group that holds most of its members. Where two ids end in
//! one group, the one that brings more members stays and the other forwards to it; where a group
//! falls apart, what leaves it gets an id that nothing ever had. (The overlap rule is that of
//! Spiliopoulou et al., MONIC: modeling and monitoring cluster transitions, 2006; we depart in
//! forwarding every id that loses its group, so that none ever leads nowhere.)
//!
//! ```
//! use firsthand::{Id, lineage};
//! use std::collections::{BTreeMap, BTreeSet};
//!
//! let article = |name: &str| Id::of('a', [name]);
//! let group = |names: &[&str]| names.iter().map(|n| article(n)).collect::<BTreeSet<Id>>();
//! let event = |names: &[&str]| (Id::of('e', names), group(names));
//! let (fire, flood) = (event(&["1", "2"]), event(&["3"]));
//! let (first, second) = (fire.0, flood.0);
//! let old = BTreeMap::from([fire, flood]);
//! // A fourth article shows that it was one event all the time.
//! let new = BTreeMap::from([event(&["1", "2", "3", "4"])]);
//! let lineage = lineage::carry(&old, &BTreeSet::new(), &new);
//! assert_eq!(lineage.ids.into_values().collect::<Vec<_>>(), [first]);
//! assert_eq!(lineage.forwards, BTreeMap::from([(second, first)]));
//! ```

use crate::Id;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of one kind, events for example: the members of each by its id. A group has members.
pub type Groups = BTreeMap<Id, BTreeSet<Id>>;

/// How the ids of one state of a pile go on in the next.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lineage {
    /// The lasting id of each new group, by the id that it came with. All differ.
    pub ids: BTreeMap<Id, Id>,
    /// Old ids that no group has any more, and the lasting id of the group that holds most of their
    /// members.
    pub forwards: BTreeMap<Id, Id>,
    /// Old ids none of whose members is left.
    pub gone: BTreeSet<Id>,
    /// Old groups whose members are now in several groups.
    pub splits: Vec<Split>,
}

/// An old group that is now in several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    /// Its id.
    pub from: Id,
    /// The lasting id of each group that holds some of its members, and these members. What stands
    /// under `from` itself, if anything does, has remained.
    pub parts: Groups,
}

/// Carries ids over from the groups of `old` (by lasting ids) to those of `new` (by any ids, best
/// hashes of their members). `retired` are ids that were given once and are no group's now: they are
/// never given again. A member may be in several groups of one state.
pub fn carry(old: &Groups, retired: &BTreeSet<Id>, new: &Groups) -> Lineage {
    let shared = shared(old, new);
    // Where each old group has most of its members, and who brings most to each new group.
    let heir = |of: &BTreeMap<Id, BTreeSet<Id>>| {
        of.iter()
            .max_by_key(|(n, members)| (members.len(), Reverse((members.first().copied(), **n))))
            .map(|(n, _)| *n)
    };
    let heirs: BTreeMap<Id, Option<Id>> = shared.iter().map(|(o, of)| (*o, heir(of))).collect();
    let mut claims = BTreeMap::<Id, (usize, Reverse<Id>)>::new();
    for (&from, to) in &heirs {
        let Some(to) = to else { continue };
        let claim = (shared[&from][to].len(), Reverse(from));
        let best = claims.entry(*to).or_insert(claim);
        *best = claim.max(*best);
    }
    let mut used: BTreeSet<Id> = old.keys().chain(retired).copied().collect();
    let mut lineage = Lineage::default();
    for &id in new.keys() {
        let lasting = match claims.get(&id) {
            Some((_, Reverse(kept))) => *kept,
            None => unused(id, &used),
        };
        used.insert(lasting);
        lineage.ids.insert(id, lasting);
    }
    for (&from, to) in &heirs {
        match to.map(|to| lineage.ids[&to]) {
            None => {
                lineage.gone.insert(from);
            }
            Some(to) if to != from => {
                lineage.forwards.insert(from, to);
            }
            Some(_) => {}
        }
    }
    for (from, of) in shared.into_iter().filter(|(_, of)| of.len() > 1) {
        let parts = of.into_iter().map(|(n, m)| (lineage.ids[&n], m)).collect();
        lineage.splits.push(Split { from, parts });
    }
    lineage
}

/// For each old group, the members that it shares with each new one.
fn shared(old: &Groups, new: &Groups) -> BTreeMap<Id, BTreeMap<Id, BTreeSet<Id>>> {
    let mut homes = BTreeMap::<Id, Vec<Id>>::new();
    for (&group, members) in new {
        members
            .iter()
            .for_each(|m| homes.entry(*m).or_default().push(group));
    }
    let mut out = BTreeMap::new();
    for (&from, members) in old {
        let mut of = BTreeMap::<Id, BTreeSet<Id>>::new();
        for member in members {
            for &group in homes.get(member).into_iter().flatten() {
                of.entry(group).or_default().insert(*member);
            }
        }
        out.insert(from, of);
    }
    out
}

/// `id`, or the first id made of it that nothing has.
fn unused(id: Id, used: &BTreeSet<Id>) -> Id {
    (0..)
        .map(|n| if n == 0 { id } else { id.again(n) })
        .find(|id| !used.contains(id))
        .expect("more numbers than ids in use")
}

#[cfg(test)]
mod tests;
