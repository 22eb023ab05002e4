//! No id is lost, whatever becomes of its group.

use super::*;
use proptest::prelude::*;

fn member(n: u8) -> Id {
    Id::of('a', [[n]])
}

/// Groups of members by the hash of their members, as the stages name them.
fn groups(of: &[&[u8]]) -> Groups {
    let set = |g: &[u8]| g.iter().map(|n| member(*n)).collect::<BTreeSet<Id>>();
    of.iter().map(|g| (named(&set(g)), set(g))).collect()
}

fn named(members: &BTreeSet<Id>) -> Id {
    Id::of('e', members.iter().map(Id::to_string))
}

/// Where `id` leads: follows `forwards`, collected over any number of states, to the end.
fn follow(forwards: &BTreeMap<Id, Id>, id: Id) -> Id {
    let mut at = id;
    // A retired id is never given again, so the way has no loop; a table made by hand may have one.
    for _ in 0..forwards.len() {
        match forwards.get(&at) {
            Some(next) => at = *next,
            None => break,
        }
    }
    at
}

/// The groups under their lasting ids.
fn lasting(lineage: &Lineage, new: &Groups) -> Groups {
    new.iter()
        .map(|(n, members)| (lineage.ids[n], members.clone()))
        .collect()
}

#[test]
fn a_group_that_grows_keeps_its_id() {
    let (old, new) = (groups(&[&[1, 2], &[3]]), groups(&[&[1, 2, 4], &[3], &[5]]));
    let lineage = carry(&old, &BTreeSet::new(), &new);
    let now = lasting(&lineage, &new);
    for (id, members) in &old {
        assert!(now[id].is_superset(members));
    }
    assert!(lineage.forwards.is_empty() && lineage.gone.is_empty() && lineage.splits.is_empty());
}

#[test]
fn a_split_tells_what_remains_and_what_is_new() {
    let (old, new) = (groups(&[&[1, 2, 3]]), groups(&[&[1, 2], &[3, 4]]));
    let from = *old.keys().next().unwrap();
    let lineage = carry(&old, &BTreeSet::new(), &new);
    let [split] = &lineage.splits[..] else {
        panic!("{lineage:?}")
    };
    assert_eq!(split.from, from);
    assert_eq!(split.parts[&from], BTreeSet::from([member(1), member(2)]));
    assert_eq!(split.parts.len(), 2);
    assert!(lineage.forwards.is_empty());
}

#[test]
fn an_id_that_lost_its_group_forwards_to_most_of_its_members() {
    let old = groups(&[&[1, 2, 3, 4, 5], &[6, 7, 8]]);
    let new = groups(&[&[1, 2, 3, 4, 5, 6, 7], &[8]]);
    let lineage = carry(&old, &BTreeSet::new(), &new);
    let (big, small) = (
        named(&groups(&[&[1, 2, 3, 4, 5]]).into_values().next().unwrap()),
        named(&groups(&[&[6, 7, 8]]).into_values().next().unwrap()),
    );
    assert_eq!(lineage.forwards, BTreeMap::from([(small, big)]));
    // The one member that went elsewhere does not take the id along.
    assert!(!lasting(&lineage, &new).contains_key(&small));
}

#[test]
fn an_id_is_not_given_twice_to_different_things() {
    // One member, then two under the id of the first, then the first apart again under a new id.
    let mut old = groups(&[&[1]]);
    let first = *old.keys().next().unwrap();
    for next in [groups(&[&[1, 2, 3]]), groups(&[&[2, 3], &[1]])] {
        old = lasting(&carry(&old, &BTreeSet::new(), &next), &next);
    }
    assert_eq!(old[&first], BTreeSet::from([member(2), member(3)]));
    assert_eq!(old.len(), 2);
}

#[test]
fn what_is_gone_is_said_to_be() {
    let (old, new) = (groups(&[&[1], &[2]]), groups(&[&[2]]));
    let lineage = carry(&old, &BTreeSet::new(), &new);
    assert_eq!(lineage.gone.len(), 1);
    assert_eq!(lineage.ids.len(), 1);
}

/// A state of a growing pile: each member that has arrived, with the group that it is in.
fn states() -> impl Strategy<Value = Vec<Vec<(u8, u8)>>> {
    prop::collection::vec(prop::collection::vec((0u8..16, 0u8..6), 1..16), 1..8)
}

/// The groups of a state, in which members that arrived earlier are still there.
fn state(arrived: &mut BTreeMap<u8, u8>, moves: &[(u8, u8)]) -> Groups {
    arrived.extend(moves.iter().copied());
    let mut of = BTreeMap::<u8, BTreeSet<Id>>::new();
    for (m, g) in arrived {
        of.entry(*g).or_default().insert(member(*m));
    }
    of.into_values().map(|m| (named(&m), m)).collect()
}

proptest! {
    #[test]
    fn no_id_ever_vanishes_without_a_forwarding_entry(states in states()) {
        let (mut arrived, mut now) = (BTreeMap::new(), Groups::new());
        let (mut forwards, mut ever) = (BTreeMap::new(), BTreeSet::new());
        for moves in &states {
            let new = state(&mut arrived, moves);
            let retired: BTreeSet<Id> = forwards.keys().copied().collect();
            let lineage = carry(&now, &retired, &new);
            let next = lasting(&lineage, &new);
            prop_assert_eq!(next.len(), new.len(), "two groups have one id");
            prop_assert!(lineage.gone.is_empty(), "members do not vanish");
            for (id, members) in &now {
                let to = *lineage.forwards.get(id).unwrap_or(id);
                prop_assert!(next.contains_key(&to), "{} leads nowhere", id);
                let held = |g: &BTreeSet<Id>| g.intersection(members).count();
                let most = next.values().map(held).max();
                prop_assert_eq!(Some(held(&next[&to])), most, "not where most members are");
            }
            for id in next.keys() {
                prop_assert!(!retired.contains(id), "{} was retired and is back", id);
            }
            ever.extend(next.keys().copied());
            forwards.extend(lineage.forwards);
            now = next;
        }
        for id in ever {
            prop_assert!(now.contains_key(&follow(&forwards, id)), "{} leads nowhere", id);
        }
    }

    #[test]
    fn what_changes_nothing_changes_no_id(moves in prop::collection::vec((0u8..16, 0u8..6), 1..16)) {
        let groups = state(&mut BTreeMap::new(), &moves);
        let lineage = carry(&groups, &BTreeSet::new(), &groups);
        prop_assert!(lineage.ids.iter().all(|(given, lasting)| given == lasting));
        prop_assert!(lineage.forwards.is_empty() && lineage.splits.is_empty());
    }
}
