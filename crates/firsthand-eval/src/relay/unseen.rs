//! Releases that no page of the pile is: planted into a world, and looked for.
//!
//! Papers that were there, each in its own words, take one detail from a release that neither names: an exact
//! figure, an odd wording, a name misspelled. Beside them stand details that papers share without one: what
//! everybody has, what one says somebody said, what stands in the news of other events, a slip of one paper.

use super::world::{Dice, World};
use firsthand::Report;
use firsthand::provenance::{EdgeKind, NodeKind};
use std::collections::{BTreeMap, BTreeSet};

/// A detail that was planted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Detail {
    /// An exact figure from an unseen release.
    Figure,
    /// An odd wording from one.
    Wording,
    /// A name as one misspells it.
    Slip,
    /// A figure that every paper of the event has.
    Known,
    /// A figure that two have plainly and a third from the police.
    Told,
    /// A figure that the news of another event has too.
    Standing,
    /// A figure, or a misspelling, of one paper and its copies.
    Alone,
}

/// All, in the order of the table; the first three come from a release.
pub const DETAILS: [Detail; 7] = [
    Detail::Figure,
    Detail::Wording,
    Detail::Slip,
    Detail::Known,
    Detail::Told,
    Detail::Standing,
    Detail::Alone,
];

impl Detail {
    /// Whether an unseen release is behind it.
    fn is_unseen(self) -> bool {
        self <= Detail::Slip
    }
}

/// A detail that was planted, and the pages that have it.
pub(super) struct Planted {
    /// What it is.
    detail: Detail,
    /// The pages, ascending.
    articles: BTreeSet<usize>,
}

const THINGS: [&str; 8] = [
    "sandbags",
    "roof tiles",
    "litres of foam",
    "metres of hose",
    "meal tickets",
    "blankets",
    "sheets of plywood",
    "cubic metres of rubble",
];
/// What each paper writes around a figure.
const FIGURE: [&str; 6] = [
    "By noon the store of the county had handed out {n} {thing}.",
    "It took {n} {thing} to get that far.",
    "Helpers went through {n} {thing} in the first hours, and more are on the way.",
    "Somebody will have to pay for {n} {thing}.",
    "Nobody here had ever seen {n} {thing} in one place.",
    "What is left of {n} {thing} lies in the yard behind the church.",
];
/// What each paper writes around a wording.
const WORDING: [&str; 3] = [
    "What is left looks like {wording}.",
    "In the first light people found {wording} and kept silent.",
    "Where children used to play lies {wording}, roped off for the week.",
];
const ODD: [&str; 8] = [
    "sodden",
    "glutinous",
    "spindly",
    "vitreous",
    "mildewed",
    "serrated",
    "gossamer",
    "lopsided",
];
const HEAP: [&str; 8] = [
    "thicket", "lattice", "jumble", "quagmire", "welter", "mosaic", "snarl", "midden",
];
const BITS: [&str; 8] = [
    "girders",
    "splinters",
    "rafters",
    "shingles",
    "tassels",
    "sprockets",
    "bobbins",
    "louvres",
];

/// Plants one detail into every event that has two papers which were there and tell it in their own words.
pub(super) fn plant(world: &mut World, seed: u64) -> Vec<Planted> {
    let mut dice = Dice::new(seed);
    let mut out: Vec<Planted> = Vec::new();
    for event in 0..world.events.len() {
        let articles = world.events[event].articles.clone();
        let firsts: Vec<usize> = articles
            .iter()
            .copied()
            .filter(|a| world.parent[*a].is_none())
            .collect();
        if firsts.len() < 2 {
            continue;
        }
        let detail = DETAILS[out.len() % DETAILS.len()];
        let thing = dice.pick(&THINGS);
        let n = format!(
            "{},{}{}",
            dice.between(11, 98),
            dice.between(11, 99),
            dice.between(1, 9)
        );
        let figure = |k: usize| {
            FIGURE[k % FIGURE.len()]
                .replace("{n}", &n)
                .replace("{thing}", thing)
        };
        let owner = world.events[event].owner.clone();
        let mut of = BTreeSet::new();
        match detail {
            Detail::Figure => of = tell(world, &articles, &firsts[..2], figure),
            Detail::Wording => {
                let parts = [&ODD, &HEAP, &ODD, &BITS].map(|list| dice.pick(list));
                let wording = format!("a {} {} of {} {}", parts[0], parts[1], parts[2], parts[3]);
                let told = |k: usize| WORDING[k % WORDING.len()].replace("{wording}", &wording);
                of = tell(world, &articles, &firsts[..2], told);
            }
            Detail::Slip => of = misspell(world, &articles, &firsts[..2], &owner),
            Detail::Known => {
                let english: Vec<usize> = articles
                    .iter()
                    .copied()
                    .filter(|a| world.pages[*a].declared.language.as_deref() == Some("en"))
                    .collect();
                for (k, at) in english.into_iter().enumerate() {
                    add(world, at, &figure(k));
                    of.insert(at);
                }
            }
            Detail::Told => {
                of = tell(world, &articles, &firsts[..2], figure);
                if let Some(&third) = articles.iter().find(|a| !of.contains(a)) {
                    add(
                        world,
                        third,
                        &format!("Police said that {n} {thing} were used."),
                    );
                }
            }
            Detail::Standing => {
                of = tell(world, &articles, &firsts[..2], figure);
                let other = (event + world.events.len() / 2) % world.events.len();
                let there = world.events[other].articles[0];
                add(
                    world,
                    there,
                    &format!("The county keeps {n} {thing} for such a day."),
                );
            }
            Detail::Alone => match dice.chance(0.5) {
                true => of = tell(world, &articles, &firsts[..1], figure),
                false => of = misspell(world, &articles, &firsts[..1], &owner),
            },
        }
        out.push(Planted {
            detail,
            articles: of,
        });
    }
    out
}

/// Puts a sentence into each of these papers and into what was copied from it.
fn tell(
    world: &mut World,
    of_event: &[usize],
    papers: &[usize],
    told: impl Fn(usize) -> String,
) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    for (k, &paper) in papers.iter().enumerate() {
        for at in copies(world, of_event, paper) {
            add(world, at, &told(k));
            out.insert(at);
        }
    }
    out
}

fn add(world: &mut World, at: usize, sentence: &str) {
    let content = &mut world.pages[at].content;
    content.push_str("\n\n");
    content.push_str(sentence);
}

/// A paper and the pages of its event that have its last paragraph.
fn copies(world: &World, of_event: &[usize], paper: usize) -> Vec<usize> {
    let last = world.pages[paper]
        .content
        .rsplit("\n\n")
        .next()
        .unwrap_or_default();
    let of_event = of_event.iter().copied();
    of_event
        .filter(|at| world.pages[*at].content.contains(last))
        .collect()
}

/// Changes two letters of the owner's surname about wherever these papers and their copies have it, if enough others
/// of the event have it right.
fn misspell(
    world: &mut World,
    of_event: &[usize],
    papers: &[usize],
    name: &str,
) -> BTreeSet<usize> {
    let mut letters: Vec<char> = name.chars().collect();
    letters.swap(2, 3);
    let wrong: String = letters.into_iter().collect();
    let mut out = BTreeSet::new();
    for &paper in papers {
        for at in copies(world, of_event, paper) {
            let page = &mut world.pages[at];
            if page.content.contains(name) && wrong != name {
                page.content = page.content.replace(name, &wrong);
                out.insert(at);
            }
        }
    }
    out
}

/// What was found of what was planted: right, found, there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unseen {
    /// Nodes that stand for an unseen source.
    pub nodes: [usize; 3],
    /// Their edges: an article and its detail.
    pub edges: [usize; 3],
    /// For each detail, how often it was planted, and drawn as unseen.
    pub drawn: BTreeMap<Detail, [usize; 2]>,
}

/// Compares the unseen sources of a report with what was planted.
pub(super) fn compare(world: &World, planted: &[Planted], report: &Report) -> Unseen {
    let ids = report.articles.iter().enumerate().map(|(i, a)| (a.id, i));
    let article: BTreeMap<_, _> = ids.collect();
    let graph = &report.provenance;
    let mut drawn: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in graph.edges.iter().filter(|e| e.kind == EdgeKind::Derives) {
        let node = &graph.nodes[edge.to];
        let hidden =
            node.kind == NodeKind::Document && !node.seen && node.name.starts_with("unseen source");
        if let Some(&from) = article.get(&graph.nodes[edge.from].id).filter(|_| hidden) {
            drawn.entry(edge.to).or_default().insert(from);
        }
    }
    let mut out = Unseen::default();
    let mut seen = BTreeSet::new();
    for of in drawn.values() {
        let of_event = |p: &&Planted| of.iter().any(|a| p.articles.contains(a));
        let detail = planted.iter().enumerate().find(|(_, p)| of_event(p));
        let right = detail
            .filter(|(_, p)| p.detail.is_unseen() && of.intersection(&p.articles).count() > 1);
        out.nodes[1] += 1;
        out.edges[1] += of.len();
        if let Some((n, p)) = right {
            out.nodes[0] += usize::from(seen.insert(n));
            out.edges[0] += of.intersection(&p.articles).count();
        }
        if let Some((_, p)) = detail {
            out.drawn.entry(p.detail).or_default()[1] += 1;
        }
    }
    for p in planted {
        out.drawn.entry(p.detail).or_default()[0] += 1;
        if p.detail.is_unseen() && outlets(world, &p.articles) > 1 {
            out.nodes[2] += 1;
            out.edges[2] += p.articles.len();
        }
    }
    out
}

fn outlets(world: &World, articles: &BTreeSet<usize>) -> usize {
    let outlets = articles.iter().map(|a| &world.pages[*a].declared.outlet);
    outlets.collect::<BTreeSet<_>>().len()
}
