//! Which renderings are alike, by their words and by their speakers?

use super::rendering::Rendering;
use super::who::Who;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// For each rendering the first that is like it.
#[derive(Clone)]
pub(super) struct Alike {
    /// That [`Judge::within`](super::judge::Judge::within) cannot tell from it.
    pub(super) words: Vec<u32>,
    /// Of the same speaker by the same name; most pairs that are looked at are of two such.
    speakers: Vec<u32>,
    /// The first whose speaker is unknown.
    unknown: Option<u32>,
}

impl Alike {
    pub(super) fn of(renderings: &[Rendering]) -> Alike {
        let mut firsts: FxHashMap<&Who, u32> = FxHashMap::default();
        let speakers = (0..).zip(renderings);
        let speakers = speakers.map(|(at, r)| *firsts.entry(&r.who).or_insert(at));
        Alike {
            speakers: speakers.collect(),
            unknown: firsts.get(&Who::Unknown).copied(),
            words: of_words(renderings),
        }
    }

    /// Whether two have one speaker, by the same name.
    pub(super) fn are_one(&self, a: u32, b: u32) -> bool {
        let [one, two] = [a, b].map(|i| self.speakers[i as usize]);
        one == two && Some(one) != self.unknown
    }

    /// Whether the speakers of two may be one.
    pub(super) fn may_be_one(&self, renderings: &[Rendering], a: u32, b: u32) -> bool {
        let [one, two] = [a, b].map(|i| &renderings[i as usize].who);
        self.are_one(a, b) || one.may_be(two)
    }
}

fn of_words(renderings: &[Rendering]) -> Vec<u32> {
    let mut firsts: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut alike = Vec::with_capacity(renderings.len());
    for (at, r) in (0..).zip(renderings) {
        let mut hasher = FxHasher::default();
        let words = r.wording.tokens.iter();
        words.for_each(|t| (t.key, t.is).hash(&mut hasher));
        let firsts = firsts.entry(hasher.finish()).or_default();
        let same = |first: &&u32| {
            let other = &renderings[**first as usize];
            r.direct == other.direct && r.wording.reads_like(&other.wording)
        };
        let first = firsts.iter().find(same).copied();
        if first.is_none() {
            firsts.push(at);
        }
        alike.push(first.unwrap_or(at));
    }
    alike
}
