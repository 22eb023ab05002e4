//! Which quotations of a statement are shown to have one source?
//!
//! Joining is by shared keys (a carrier, an occasion, a text, a run of the same words), so it is
//! linear in the pile; no pair is compared with every other.

use super::graph::{Graph, node_id, relay_id};
use super::pile::{Pile, Sets};
use super::{EdgeKind, EventSource, NodeIx, NodeKind, Receipt, Strength};
use crate::words::{norm, words};
use crate::{ArticleIx, QuotationIx, Statement};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Words that two renderings must have in one run to be the same utterance beyond doubt. Eight is
/// the run that plagiarism studies treat as beyond chance (Clough et al. 2002, "METER", use 5 and
/// up for any reuse); two speeches of one person do repeat runs of five.
pub(super) const RUN: usize = 8;

/// Words of a quotation that are looked at for runs.
pub(super) const RUN_WORDS_MAX: usize = 400;

/// The sources of one statement, those merged that are shown to be one.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StatementSources {
    /// In order of their first quotation.
    pub sources: Vec<Source>,
}

impl StatementSources {
    /// The place in `sources` of every quotation.
    pub(super) fn places(&self) -> BTreeMap<QuotationIx, usize> {
        let all = self.sources.iter().enumerate();
        all.flat_map(|(n, s)| s.quotations.iter().map(move |&q| (q, n)))
            .collect()
    }
}

/// A party and occasion as far as the texts show it.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// Its node.
    pub node: NodeIx,
    /// The quotations that rest on it, ascending.
    pub quotations: Vec<QuotationIx>,
    /// Who carried the words from the speaker, by name; empty where no text says.
    pub carriers: BTreeSet<String>,
    /// Those of the carriers whom the speaker addressed, as the occasion says ("told the Post").
    pub heard: BTreeSet<String>,
    /// How the texts name the occasion or the carrier; empty where none does.
    pub named: String,
    /// The lines of the overrides that part it from another source: both have the line.
    pub apart: BTreeSet<usize>,
}

impl Source {
    /// Whether the texts name different hearers, so that the two cannot be one occasion, or people say
    /// that they are two.
    pub(crate) fn contradicts(&self, other: &Source) -> bool {
        let heard = !self.heard.is_empty() && !other.heard.is_empty();
        heard && self.heard.is_disjoint(&other.heard) || !self.apart.is_disjoint(&other.apart)
    }
}

/// What joins two quotations of one statement.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Kin(ArticleIx),
    Carrier(String),
    Occasion(String, String),
    Run(u64),
    /// A line of the overrides.
    Ruled(usize),
}

/// Groups every statement's quotations by source: first by what the quotations themselves show,
/// then by what that shows of their speakers.
pub(super) fn of_statements(
    pile: &Pile<'_>,
    statements: &[Statement],
    graph: &mut Graph<'_>,
) -> Vec<StatementSources> {
    let mut grouped: Vec<Grouped> = statements.iter().map(|s| group(pile, s)).collect();
    join_sessions(pile, statements, &mut grouped);
    let found = statements.iter().zip(&mut grouped);
    found
        .map(|(statement, grouped)| {
            let mut taken = BTreeSet::new();
            let groups = parted(pile, statement, grouped).into_iter();
            let source = |members: Vec<usize>| {
                let mut key = key(pile, statement, &members, &grouped.roads);
                // Groups that people parted may have one carrier.
                if !taken.insert(key.clone()) {
                    key += &format!(" {}", pile.quotations[statement.quotations[members[0]]].id);
                }
                source(pile, statement, &members, &grouped.roads, &key, graph)
            };
            StatementSources {
                sources: groups.map(source).collect(),
            }
        })
        .collect()
}

/// The groups that are left when people have parted what is not of one origin, in order.
fn parted(pile: &Pile<'_>, statement: &Statement, grouped: &mut Grouped) -> Vec<Vec<usize>> {
    let ids = |n: usize| pile.ids_of(statement.quotations[n]).to_vec();
    let mut groups = pile.rulings.part(grouped.groups(), ids);
    if !pile.rulings.is_empty() {
        groups = groups
            .into_iter()
            .flat_map(|group| off_the_node(pile, statement, group, &grouped.roads))
            .collect();
        groups.sort();
    }
    groups
}

/// Those of a group whose step to its node people cut, apart from the rest.
fn off_the_node(
    pile: &Pile<'_>,
    statement: &Statement,
    group: Vec<usize>,
    roads: &[BTreeSet<String>],
) -> Vec<Vec<usize>> {
    let node = node_id(NodeKind::Origin, &key(pile, statement, &group, roads));
    let (leave, stay): (Vec<usize>, Vec<usize>) = group.iter().partition(|&&n| {
        let article = pile.quotations[statement.quotations[n]].article;
        let from = pile.articles[article].id;
        pile.rulings.cut(from, EdgeKind::Credits, node)
    });
    match stay.is_empty() {
        true => vec![group],
        false => [stay, leave]
            .into_iter()
            .filter(|g| !g.is_empty())
            .collect(),
    }
}

/// A statement's quotations, by their place in it.
struct Grouped {
    sets: Sets,
    /// Who carried each, by key.
    roads: Vec<BTreeSet<String>>,
}

impl Grouped {
    /// Joins two unless both name carriers and none in common.
    fn join_unless_apart(&mut self, a: usize, b: usize) {
        let (x, y) = (&self.roads[a], &self.roads[b]);
        if x.is_empty() || y.is_empty() || !x.is_disjoint(y) {
            self.sets.join(a, b);
        }
    }

    fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in 0..self.roads.len() {
            groups.entry(self.sets.find(n)).or_default().push(n);
        }
        groups.into_values().collect()
    }
}

fn group(pile: &Pile<'_>, statement: &Statement) -> Grouped {
    let qs = &statement.quotations;
    let mut grouped = Grouped {
        sets: Sets::new(qs.len()),
        roads: qs.iter().map(|&q| road(pile, q)).collect(),
    };
    let mut seen: FxHashMap<Key, usize> = FxHashMap::default();
    for (n, &q) in qs.iter().enumerate() {
        let i = pile.quotations[q].article;
        let mut keys = vec![Key::Kin(pile.kin[i])];
        keys.extend(grouped.roads[n].iter().cloned().map(Key::Carrier));
        if grouped.roads[n].is_empty() {
            keys.extend(credited(pile, q).map(Key::Carrier));
        }
        if !pile.outlets[i].is_empty() {
            keys.push(Key::Carrier(pile.outlets[i].clone()));
        }
        keys.extend(occasion(pile, q));
        keys.extend(pile.rulings.same(&pile.ids_of(q)).map(Key::Ruled));
        for key in keys {
            let first = *seen.entry(key).or_insert(n);
            grouped.sets.join(first, n);
        }
    }
    // Runs of the same words join what no named carriers keep apart.
    for (n, &q) in qs.iter().enumerate() {
        for run in runs(pile, q) {
            let first = *seen.entry(Key::Run(run)).or_insert(n);
            grouped.join_unless_apart(first, n);
        }
    }
    grouped
}

/// What one article has of one speaker in one event is a session. Two articles whose sessions
/// share a source for one statement, or name one carrier, share it for all that this speaker says
/// in them: papers that quote one interview quote different sentences of it, and name the venue
/// with one of them only.
fn join_sessions(pile: &Pile<'_>, statements: &[Statement], grouped: &mut [Grouped]) {
    let mut index: BTreeMap<(usize, &str, ArticleIx), usize> = BTreeMap::new();
    for statement in statements.iter().filter(|s| !s.speaker.is_empty()) {
        for &q in &statement.quotations {
            let i = pile.quotations[q].article;
            let next = index.len();
            let key = (pile.event_of[i], statement.speaker.as_str(), i);
            index.entry(key).or_insert(next);
        }
    }
    let session = |statement: &Statement, n: usize| {
        let i = pile.quotations[statement.quotations[n]].article;
        let key = (pile.event_of[i], statement.speaker.as_str(), i);
        index.get(&key).copied()
    };
    let mut sets = Sets::new(index.len());
    let mut carried: BTreeMap<(usize, &str, &str), usize> = BTreeMap::new();
    for (statement, grouped) in statements.iter().zip(grouped.iter_mut()) {
        for members in grouped.groups() {
            let mut by_event: BTreeMap<usize, usize> = BTreeMap::new();
            for n in members {
                let Some(own) = session(statement, n) else {
                    continue;
                };
                let event = pile.event_of[pile.quotations[statement.quotations[n]].article];
                let first = *by_event.entry(event).or_insert(own);
                sets.join(first, own);
            }
        }
    }
    for (statement, grouped) in statements.iter().zip(grouped.iter()) {
        for (n, road) in grouped.roads.iter().enumerate() {
            let Some(own) = session(statement, n) else {
                continue;
            };
            let event = pile.event_of[pile.quotations[statement.quotations[n]].article];
            for carrier in road {
                let key = (event, statement.speaker.as_str(), carrier.as_str());
                let first = *carried.entry(key).or_insert(own);
                sets.join(first, own);
            }
        }
    }
    for (statement, grouped) in statements.iter().zip(grouped.iter_mut()) {
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for n in 0..statement.quotations.len() {
            let Some(own) = session(statement, n) else {
                continue;
            };
            let home = *first.entry(sets.find(own)).or_insert(n);
            grouped.join_unless_apart(home, n);
        }
    }
}

/// Who carried a quotation's words, by key; its article's own publisher is not among them.
fn road(pile: &Pile<'_>, q: QuotationIx) -> BTreeSet<String> {
    let quotation = &pile.quotations[q];
    let own = &pile.mastheads[quotation.article];
    let mut keys = BTreeSet::new();
    let mut at = pile.articles[quotation.article].id;
    for relay in quotation.road.iter().rev().filter(|r| !own.is(&r.name)) {
        let key = pile.carrier_key(&relay.name);
        let Some(to) = relay_id(relay.kind, &key) else {
            continue;
        };
        if pile.rulings.cut(at, EdgeKind::Credits, to) {
            break;
        }
        at = to;
        keys.insert(key);
    }
    if keys.is_empty()
        && let Some((_, name)) = pile.rulings.through(&pile.ids_of(q))
    {
        keys.insert(pile.carrier_key(name));
    }
    keys
}

/// So many carriers that an article names before a quotation are asked, the nearest: an article that names more has
/// its words from none of them in particular.
const CREDITED_MAX: usize = 64;

/// Those whom the article names as having heard or reported, before it quotes without naming
/// anyone: where another rendering of the same statement names the same, its words come from there.
fn credited<'a>(pile: &'a Pile<'_>, q: QuotationIx) -> impl Iterator<Item = String> + 'a {
    let quotation = &pile.quotations[q];
    let start = quotation.content.first().map_or(0, |s| s.start());
    let others = &pile.others[quotation.article];
    let before = others.iter().take_while(|(end, _)| *end <= start).count();
    others[before.saturating_sub(CREDITED_MAX)..before]
        .iter()
        .map(|(_, key)| key.clone())
        .filter(move |key| !pile.cut_credit(quotation.article, key))
}

/// Pairs of a name and another telling word of the occasion: "visit" and "Italy". Where two
/// renderings of one statement share such a pair, they name one occasion.
fn occasion(pile: &Pile<'_>, q: QuotationIx) -> Vec<Key> {
    const PLAIN: [&str; 24] = [
        "the", "a", "an", "in", "on", "at", "to", "of", "for", "with", "by", "his", "her", "their",
        "during", "after", "before", "as", "and", "while", "said", "told", "official", "from",
    ];
    const WORDS_MAX: usize = 16;
    let quotation = &pile.quotations[q];
    let Some(occasion) = &quotation.occasion else {
        return Vec::new();
    };
    let content = pile.articles[quotation.article].content();
    let (mut names, mut others) = (Vec::new(), Vec::new());
    for word in words(content, occasion.span).take(WORDS_MAX) {
        let text = word.of(content);
        let plain = norm(text);
        if PLAIN.contains(&plain.as_str()) {
            continue;
        }
        match text.chars().next() {
            Some(c) if c.is_uppercase() || c.is_ascii_digit() => names.push(plain),
            _ => others.push(plain),
        }
    }
    let mut keys = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let rest = others.iter().chain(&names[n + 1..]);
        keys.extend(rest.map(|other| {
            let (a, b) = if name < other {
                (name, other)
            } else {
                (other, name)
            };
            Key::Occasion(a.clone(), b.clone())
        }));
    }
    keys
}

/// Hashes of the runs of words in a quotation.
fn runs(pile: &Pile<'_>, q: QuotationIx) -> Vec<u64> {
    let quotation = &pile.quotations[q];
    let content = pile.articles[quotation.article].content();
    let said: Vec<String> = quotation
        .content
        .iter()
        .flat_map(|span| words(content, *span))
        .take(RUN_WORDS_MAX)
        .map(|w| norm(w.of(content)))
        .collect();
    let hash = |run: &[String]| xxhash_rust::xxh3::xxh3_64(run.join(" ").as_bytes());
    said.windows(RUN).map(hash).collect()
}

/// Makes the node of a source and draws who has the words from it.
fn source(
    pile: &Pile<'_>,
    statement: &Statement,
    members: &[usize],
    roads: &[BTreeSet<String>],
    key: &str,
    graph: &mut Graph<'_>,
) -> Source {
    let carriers: BTreeSet<String> = members.iter().flat_map(|n| roads[*n].clone()).collect();
    let quotations: Vec<QuotationIx> = members.iter().map(|n| statement.quotations[*n]).collect();
    let named = quotations
        .iter()
        .find_map(|&q| named(pile, q))
        .unwrap_or_default();
    let heard = quotations.iter().flat_map(|&q| heard(pile, q)).collect();
    let apart = |q: &QuotationIx| pile.rulings.apart(&pile.ids_of(*q)).collect::<Vec<_>>();
    let apart = quotations.iter().flat_map(apart).collect();
    let first = pile.quotations[quotations[0]].article;
    let who = who(statement);
    let name = if named.is_empty() {
        format!("{who}, in {}", pile.label(first))
    } else {
        format!("{who}, {named}")
    };
    let node = graph.node(NodeKind::Origin, key, &name, false);
    if !statement.speaker.is_empty() {
        let key = super::masthead::letters(who);
        let speaker = graph.node(NodeKind::Speaker, &key, who, false);
        let mention = quotations.iter().find_map(|&q| {
            let quotation = &pile.quotations[q];
            let span = quotation.speaker.as_ref()?.mention?;
            let article = quotation.article;
            Some(Receipt { article, span })
        });
        // Whose words they are may stand elsewhere in the article; then the words themselves.
        let words = || quotations.first().map(|&q| graph.quoted(q));
        let evidence = mention.or_else(words);
        graph.edge(node, speaker, EdgeKind::Credits, Strength::Shown, evidence);
    }
    for &q in &quotations {
        let from = graph.road(q);
        let strength = match named.is_empty() {
            false => Strength::Shown,
            true => Strength::Likely,
        };
        let receipt = graph.quoted(q);
        graph.edge(from, node, EdgeKind::Credits, strength, [receipt]);
    }
    Source {
        node,
        quotations,
        carriers,
        heard,
        named,
        apart,
    }
}

fn who(statement: &Statement) -> &str {
    match statement.speaker.as_str() {
        "" => "an unnamed speaker",
        name => name,
    }
}

/// The key of a source's node: one speaker through one carrier in one event is one node, whatever the
/// statement. The event is named by its first article, so that the node keeps its id when others
/// events come and go.
fn key(
    pile: &Pile<'_>,
    statement: &Statement,
    members: &[usize],
    roads: &[BTreeSet<String>],
) -> String {
    let who = who(statement);
    let first = pile.quotations[statement.quotations[members[0]]].article;
    let carriers = members.iter().filter_map(|n| roads[*n].first()).min();
    match carriers {
        Some(carrier) => format!("{who} {carrier} {}", pile.event_key(first)),
        None => format!("{who} {}", pile.articles[pile.kin[first]].id),
    }
}

/// The carriers that stand in the occasion itself, or right before it.
fn heard(pile: &Pile<'_>, q: QuotationIx) -> Vec<String> {
    let quotation = &pile.quotations[q];
    let Some(occasion) = &quotation.occasion else {
        return Vec::new();
    };
    let inside = quotation
        .road
        .iter()
        .filter(|r| occasion.span.overlaps(r.span));
    inside
        .map(|r| pile.carrier_key(&r.name))
        .filter(|key| !pile.cut_credit(quotation.article, key))
        .collect()
}

/// How an article names the occasion or first carrier of a quotation.
fn named(pile: &Pile<'_>, q: QuotationIx) -> Option<String> {
    let quotation = &pile.quotations[q];
    let occasion = quotation
        .occasion
        .as_ref()
        .map(|o| o.text.trim().to_owned());
    let carrier = quotation
        .road
        .first()
        .map(|r| format!("through {}", r.name));
    occasion.filter(|o| !o.is_empty()).or(carrier)
}

/// Puts the places of the sorted nodes.
pub(super) fn renumber(
    statements: &mut [StatementSources],
    events: &mut [Vec<EventSource>],
    places: &[NodeIx],
) {
    for source in statements.iter_mut().flat_map(|s| &mut s.sources) {
        source.node = places[source.node];
    }
    for source in events.iter_mut().flatten() {
        source.node = places[source.node];
    }
}
