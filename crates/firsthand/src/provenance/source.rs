//! Which quotations of a statement, and which articles of an event, are shown to have one source?
//!
//! Joining is by shared keys (a carrier, an occasion, a text, a run of the same words), so it is
//! linear in the pile; no pair is compared with every other.

use super::graph::{Graph, carrier_key};
use super::pile::{Pile, Sets};
use super::{EdgeKind, HearingKind, NodeIx, NodeKind, Receipt, Strength};
use crate::words::{norm, words};
use crate::{ArticleIx, CreditKind, Event, QuotationIx, Statement};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Words that two renderings must have in one run to be the same utterance beyond doubt. Eight is
/// the run that plagiarism studies treat as beyond chance (Clough et al. 2002, "METER", use 5 and
/// up for any reuse); two speeches of one person do repeat runs of five.
const RUN: usize = 8;

/// Words of a quotation that are looked at for runs.
const RUN_WORDS_MAX: usize = 400;

/// Days between two reports of one event from which they rest on two occasions: the day after
/// still reports the first. Calibrated on the development events of the origins gold.
const DAYS_APART: i32 = 2;

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
}

impl Source {
    /// Whether the texts name different hearers, so that the two cannot be one occasion.
    pub fn contradicts(&self, other: &Source) -> bool {
        !self.heard.is_empty() && !other.heard.is_empty() && self.heard.is_disjoint(&other.heard)
    }
}

/// What an event's source is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SourceKind {
    /// What was handed out or said in public in the days of these articles: police, court,
    /// ministry, speech, release. One chain, however many of its offices speak.
    Public,
    /// Private people who saw it, met by one outlet.
    Witness,
    /// The one who did it, in her own words before a court or an outlet.
    Doer,
}

/// A source of an event's act.
#[derive(Clone, PartialEq, Debug)]
pub struct EventSource {
    /// Its node.
    pub node: NodeIx,
    /// What it is.
    pub kind: SourceKind,
    /// The articles that rest on it, ascending.
    pub articles: Vec<ArticleIx>,
    /// What shows it.
    pub receipts: Vec<Receipt>,
}

/// What joins two quotations of one statement.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Kin(ArticleIx),
    Carrier(String),
    Occasion(String, String),
    Run(u64),
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
        .map(|(statement, grouped)| StatementSources {
            sources: grouped
                .groups()
                .into_iter()
                .map(|members| source(pile, statement, &members, &grouped.roads, graph))
                .collect(),
        })
        .collect()
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
        if !pile.outlets[i].is_empty() {
            keys.push(Key::Carrier(pile.outlets[i].clone()));
        }
        keys.extend(occasion(pile, q));
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
    let relays = quotation.road.iter().filter(|r| !own.is(&r.name));
    relays.map(|r| carrier_key(&r.name)).collect()
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
    graph: &mut Graph<'_>,
) -> Source {
    let carriers: BTreeSet<String> = members.iter().flat_map(|n| roads[*n].clone()).collect();
    let quotations: Vec<QuotationIx> = members.iter().map(|n| statement.quotations[*n]).collect();
    let named = quotations
        .iter()
        .find_map(|&q| named(pile, q))
        .unwrap_or_default();
    let heard = quotations.iter().flat_map(|&q| heard(pile, q)).collect();
    let first = pile.quotations[quotations[0]].article;
    let who = match statement.speaker.as_str() {
        "" => "an unnamed speaker",
        name => name,
    };
    let event = pile.event_of[first];
    // One speaker through one carrier in one event is one node, whatever the statement.
    let place = match carriers.first() {
        Some(carrier) => format!("{carrier} {event}"),
        None => format!("{}", pile.articles[pile.kin[first]].id),
    };
    let name = if named.is_empty() {
        format!("{who}, in {}", pile.label(first))
    } else {
        format!("{who}, {named}")
    };
    let key = format!("{who} {place}");
    let node = graph.node(NodeKind::Origin, &key, &name, false);
    if !statement.speaker.is_empty() {
        let key = super::masthead::letters(who);
        let speaker = graph.node(NodeKind::Speaker, &key, who, false);
        graph.edge(node, speaker, EdgeKind::Credits, Strength::Shown, []);
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
    inside.map(|r| carrier_key(&r.name)).collect()
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

/// Groups the articles of every event by the source of its act.
pub(super) fn of_events(
    pile: &Pile<'_>,
    events: &[Event],
    of_statements: &[StatementSources],
    graph: &mut Graph<'_>,
) -> Vec<Vec<EventSource>> {
    let found = events.iter().map(|event| {
        let mut sources = public(pile, event, of_statements, graph);
        sources.extend(witnesses(pile, event, graph));
        sources.extend(doer(pile, event, graph));
        sources
    });
    found.collect()
}

/// Public accounts: articles of one text or of neighbouring days rest on one. Where the lead
/// statement is carried, its sources stand for the account: one for every carrier that is named,
/// and one for all renderings that name none. For a count of ten papers that write "police said"
/// that is one source, as a reader would count it; the statement's own range keeps them apart.
fn public(
    pile: &Pile<'_>,
    event: &Event,
    of_statements: &[StatementSources],
    graph: &mut Graph<'_>,
) -> Vec<EventSource> {
    let lead = event.lead.first().and_then(|s| of_statements.get(*s));
    let mut out: Vec<EventSource> = Vec::new();
    for articles in accounts(pile, event) {
        let sources = lead.map(|l| l.sources.as_slice()).unwrap_or_default();
        let carried = carried(pile, &articles, sources, graph);
        if carried.is_empty() {
            out.push(account(pile, articles, graph));
        }
        out.extend(carried);
    }
    let mut seen = BTreeSet::new();
    out.retain(|s| seen.insert(s.node));
    out
}

/// The sources of a statement that these articles carry, those without a carrier as one.
fn carried(
    pile: &Pile<'_>,
    articles: &[ArticleIx],
    sources: &[Source],
    graph: &Graph<'_>,
) -> Vec<EventSource> {
    let mut out: Vec<EventSource> = Vec::new();
    let mut unnamed = None;
    for source in sources {
        let here = |q: &QuotationIx| articles.binary_search(&pile.quotations[*q].article).is_ok();
        let on: Vec<QuotationIx> = source.quotations.iter().copied().filter(here).collect();
        if on.is_empty() {
            continue;
        }
        let carriers = on.iter().map(|&q| pile.quotations[q].article);
        let receipts = on.iter().map(|&q| graph.quoted(q));
        if let Some(n) = unnamed.filter(|_| source.carriers.is_empty()) {
            let known: &mut EventSource = &mut out[n];
            known.articles.extend(carriers);
            known.receipts.extend(receipts);
            continue;
        }
        if source.carriers.is_empty() {
            unnamed = Some(out.len());
        }
        out.push(EventSource {
            node: source.node,
            kind: SourceKind::Public,
            articles: carriers.collect(),
            receipts: receipts.collect(),
        });
    }
    for source in &mut out {
        source.articles.sort_unstable();
        source.articles.dedup();
    }
    out
}

/// The event's articles by text and day, each ascending.
fn accounts(pile: &Pile<'_>, event: &Event) -> Vec<Vec<ArticleIx>> {
    let day = |i: ArticleIx| {
        pile.articles[i]
            .published
            .as_ref()
            .and_then(|d| d.when.exact())
    };
    let mut sets = Sets::new(event.articles.len());
    let mut by_kin: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    let mut dated = Vec::new();
    let mut undated = Vec::new();
    for (n, &i) in event.articles.iter().enumerate() {
        let first = *by_kin.entry(pile.kin[i]).or_insert(n);
        sets.join(first, n);
        match day(i) {
            Some(day) => dated.push((day, n)),
            None => undated.push(n),
        }
    }
    dated.sort();
    for pair in dated.windows(2) {
        if (pair[1].0 - pair[0].0).get_days() < DAYS_APART {
            sets.join(pair[0].1, pair[1].1);
        }
    }
    // Nothing speaks against an undated article being of the first day.
    let home = dated.first().map(|(_, n)| *n).or(undated.first().copied());
    for n in undated {
        sets.join(home.unwrap_or(n), n);
    }
    let mut groups: BTreeMap<usize, Vec<ArticleIx>> = BTreeMap::new();
    for (n, &i) in event.articles.iter().enumerate() {
        groups.entry(sets.find(n)).or_default().push(i);
    }
    groups.into_values().collect()
}

/// The node of a public account that no lead statement stands for.
fn account(pile: &Pile<'_>, articles: Vec<ArticleIx>, graph: &mut Graph<'_>) -> EventSource {
    let receipts: Vec<Receipt> = articles
        .iter()
        .filter_map(|&i| {
            let h = pile.hearings[i]
                .iter()
                .find(|h| h.kind == HearingKind::Official)?;
            Some(Receipt {
                article: i,
                span: h.span,
            })
        })
        .collect();
    let key = format!("account {}", pile.articles[pile.kin[articles[0]]].id);
    let day = articles
        .iter()
        .filter_map(|&i| pile.articles[i].published.as_ref()?.when.exact());
    let name = match day.min() {
        Some(day) => format!("public account, first reported {day}"),
        None => format!("public account in {}", pile.label(articles[0])),
    };
    let node = graph.node(NodeKind::Origin, &key, &name, false);
    for &i in &articles {
        let evidence = receipts.iter().find(|r| r.article == i).copied();
        let from = graph.article(i);
        graph.edge(from, node, EdgeKind::Credits, Strength::Likely, evidence);
    }
    EventSource {
        node,
        kind: SourceKind::Public,
        articles,
        receipts,
    }
}

/// Witnesses: those met by one outlet, or told by one text, or of one name, are one.
fn witnesses(pile: &Pile<'_>, event: &Event, graph: &mut Graph<'_>) -> Vec<EventSource> {
    let mut keyed: BTreeMap<String, usize> = BTreeMap::new();
    let found: Vec<(ArticleIx, &super::Hearing)> = event
        .articles
        .iter()
        .flat_map(|&i| pile.hearings[i].iter().map(move |h| (i, h)))
        .filter(|(_, h)| h.kind == HearingKind::Witness)
        .collect();
    let mut sets = Sets::new(found.len());
    for (n, (i, h)) in found.iter().enumerate() {
        let mut keys = vec![format!("kin {}", pile.kin[*i])];
        if !pile.outlets[*i].is_empty() {
            keys.push(format!("outlet {}", pile.outlets[*i]));
        }
        if !h.name.is_empty() {
            keys.push(format!("name {}", h.name));
        }
        let heard = pile.hearings[*i].iter();
        let named = heard.filter(|t| t.kind == HearingKind::Theirs && h.span.contains(t.span));
        keys.extend(named.map(|t| format!("outlet {}", carrier_key(&t.name))));
        let credits = pile.articles[*i]
            .credits
            .iter()
            .filter(|c| c.kind == CreditKind::Agency);
        keys.extend(credits.map(|c| format!("outlet {}", carrier_key(&c.name))));
        // The same words of a witness in two outlets are one telling.
        let content = pile.articles[*i].content();
        let told: Vec<String> = words(content, h.span)
            .take(RUN_WORDS_MAX)
            .map(|w| norm(w.of(content)))
            .collect();
        keys.extend(told.windows(RUN).map(|run| run.join(" ")));
        for key in keys {
            let first = *keyed.entry(key).or_insert(n);
            sets.join(first, n);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for n in 0..found.len() {
        groups.entry(sets.find(n)).or_default().push(n);
    }
    let one = groups.into_values().map(|members| {
        let (first, hearing) = found[members[0]];
        let name = match hearing.name.as_str() {
            "" => format!("witness in {}", pile.label(first)),
            name => format!("{name}, witness"),
        };
        let mut receipts: Vec<Receipt> = Vec::new();
        let mut articles: Vec<ArticleIx> = Vec::new();
        for n in members {
            let (article, h) = found[n];
            articles.push(article);
            receipts.push(Receipt {
                article,
                span: h.span,
            });
        }
        articles.dedup();
        let key = format!(
            "witness {} {}",
            pile.articles[pile.kin[first]].id, hearing.name
        );
        let node = graph.node(NodeKind::Origin, &key, &name, false);
        for r in &receipts {
            let from = graph.article(r.article);
            graph.edge(from, node, EdgeKind::Credits, Strength::Shown, [*r]);
        }
        EventSource {
            node,
            kind: SourceKind::Witness,
            articles,
            receipts,
        }
    });
    one.collect()
}

/// The doer's own words: one source, whoever reports them.
fn doer(pile: &Pile<'_>, event: &Event, graph: &mut Graph<'_>) -> Option<EventSource> {
    let receipts: Vec<Receipt> = event
        .articles
        .iter()
        .flat_map(|&i| {
            let admitted = pile.hearings[i]
                .iter()
                .filter(|h| h.kind == HearingKind::Doer);
            admitted.map(move |h| Receipt {
                article: i,
                span: h.span,
            })
        })
        .collect();
    let first = receipts.first()?.article;
    let mut articles: Vec<ArticleIx> = receipts.iter().map(|r| r.article).collect();
    articles.dedup();
    let key = format!("doer {}", pile.articles[pile.kin[first]].id);
    let name = format!("admission, in {}", pile.label(first));
    let node = graph.node(NodeKind::Origin, &key, &name, false);
    for r in &receipts {
        let from = graph.article(r.article);
        graph.edge(from, node, EdgeKind::Credits, Strength::Shown, [*r]);
    }
    Some(EventSource {
        node,
        kind: SourceKind::Doer,
        articles,
        receipts,
    })
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
