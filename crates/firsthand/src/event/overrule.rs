//! Which groups do people join or part?

use crate::reuse::TextIx;
use crate::{Article, Id, Overrides, Reuse};
use std::collections::BTreeMap;

/// A group of texts, and the lines of the rulings that made it what it is.
pub(super) type Group = (Vec<TextIx>, Vec<usize>);

/// Splits first, in the order of their lines, then merges, so that a merge takes along all that a
/// split has put together. An article that is split off leaves the merges of earlier lines. Copies
/// are one text and stay in one event.
pub(super) fn overrule(
    overrides: &Overrides,
    articles: &[Article],
    reuse: &Reuse,
    groups: Vec<Vec<TextIx>>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = groups.into_iter().map(|g| (g, Vec::new())).collect();
    if overrides.events().next().is_none() {
        return groups;
    }
    let ids = articles.iter().enumerate().map(|(i, a)| (a.id, i));
    let text: BTreeMap<Id, TextIx> = ids.map(|(id, i)| (id, reuse.text_of[i])).collect();
    let texts = |ids: &[Id]| -> Vec<TextIx> {
        let mut found: Vec<TextIx> = ids.iter().filter_map(|id| text.get(id).copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let mut home = vec![0; reuse.texts.len()];
    for (g, (members, _)) in groups.iter().enumerate() {
        members.iter().for_each(|&t| home[t] = g);
    }
    let mut split_at: BTreeMap<TextIx, usize> = BTreeMap::new();
    for (line, _, ids) in overrides.events().filter(|(_, split, _)| *split) {
        let out = texts(ids);
        for &t in &out {
            split_at.insert(t, line);
            let (members, lines) = &mut groups[home[t]];
            members.retain(|m| *m != t);
            lines.push(line);
            home[t] = groups.len();
        }
        groups.push((out, vec![line]));
    }
    for (line, _, ids) in overrides.events().filter(|(_, split, _)| !*split) {
        let mut joined = texts(ids);
        joined.retain(|t| split_at.get(t).is_none_or(|split| *split < line));
        let Some((&first, others)) = joined.split_first() else {
            continue;
        };
        let into = home[first];
        for &t in others {
            let from = home[t];
            if from != into {
                let (members, lines) = std::mem::take(&mut groups[from]);
                members.iter().for_each(|&m| home[m] = into);
                groups[into].0.extend(members);
                groups[into].1.extend(lines);
            }
        }
        if !others.is_empty() {
            groups[into].1.push(line);
        }
    }
    groups.retain(|(members, _)| !members.is_empty());
    for (members, lines) in &mut groups {
        members.sort_unstable();
        lines.sort_unstable();
        lines.dedup();
    }
    groups
}
