//! Which articles of an event are shown to rest on one source of its act: the public account, the
//! witnesses, the doer?

use super::graph::{Graph, node_id};
use super::pile::{Pile, Sets};
use super::source::{RUN, RUN_WORDS_MAX, Source, StatementSources};
use super::{EdgeKind, HearingKind, NodeIx, NodeKind, Receipt, Strength};
use crate::event::Told;
use crate::words::{norm, words};
use crate::{ArticleIx, Event, Id, Quotation, QuotationIx};
use std::collections::{BTreeMap, BTreeSet};

/// Days between two reports of one event from which they rest on two occasions: the day after
/// still reports the first. Chosen on the development events of the origins gold.
const DAYS_APART: i32 = 2;

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
    /// The lines of the overrides that part it from another source: both have the line.
    pub apart: BTreeSet<usize>,
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
    let accounts = accounts(pile, event);
    let mut place: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    for (n, articles) in accounts.iter().enumerate() {
        place.extend(articles.iter().map(|&i| (i, n)));
    }
    let mut carried: Vec<Carried> = vec![Carried::default(); accounts.len()];
    for source in lead.iter().flat_map(|l| &l.sources) {
        let mut on: BTreeMap<usize, Vec<QuotationIx>> = BTreeMap::new();
        for &q in &source.quotations {
            if let Some(&n) = place.get(&pile.quotations[q].article)
                && tells(event, &pile.quotations[q])
            {
                on.entry(n).or_default().push(q);
            }
        }
        for (n, on) in on {
            carried[n].add(pile, source, &on, graph);
        }
    }
    let mut out: Vec<EventSource> = Vec::new();
    for (articles, carried) in accounts.into_iter().zip(carried) {
        if carried.sources.is_empty() {
            out.push(account(pile, event, articles, graph));
        }
        out.extend(carried.finish());
    }
    let mut seen = BTreeSet::new();
    out.retain(|s| seen.insert(s.node));
    // Most events have one.
    out.shrink_to_fit();
    out
}

/// The sources of the lead statement that the articles of one account carry.
#[derive(Clone, Default)]
struct Carried {
    sources: Vec<EventSource>,
    /// The one among them for all renderings that name no carrier.
    unnamed: Option<usize>,
}

impl Carried {
    /// Adds the quotations `on` of a source, which come in order of article.
    fn add(&mut self, pile: &Pile<'_>, source: &Source, on: &[QuotationIx], graph: &Graph<'_>) {
        let articles = on.iter().map(|&q| pile.quotations[q].article);
        let receipts = on.iter().map(|&q| graph.quoted(q));
        let known = self.unnamed.filter(|_| source.carriers.is_empty());
        let n = known.unwrap_or(self.sources.len());
        if known.is_none() {
            self.sources.push(EventSource {
                node: source.node,
                kind: SourceKind::Public,
                articles: Vec::new(),
                receipts: Vec::new(),
                apart: source.apart.clone(),
            });
            if source.carriers.is_empty() {
                self.unnamed = Some(n);
            }
        }
        let own = &mut self.sources[n];
        own.articles.extend(articles);
        own.receipts.extend(receipts);
    }

    /// The sources, each article of one once.
    fn finish(mut self) -> Vec<EventSource> {
        for source in &mut self.sources {
            source.articles.sort_unstable();
            source.articles.dedup();
        }
        self.sources
    }
}

/// The event's articles by text and day, each ascending. A round-up does not tell when it had its
/// items, so that nothing speaks against one being of the first day.
fn accounts(pile: &Pile<'_>, event: &Event) -> Vec<Vec<ArticleIx>> {
    let day = |i: ArticleIx| {
        pile.articles[i]
            .published
            .as_ref()
            .and_then(|d| d.when.exact())
    };
    let own = event.articles.iter().copied();
    let mut all: Vec<ArticleIx> = own.chain(event.items()).collect();
    all.sort_unstable();
    let mut sets = Sets::new(all.len());
    let mut by_kin: BTreeMap<ArticleIx, usize> = BTreeMap::new();
    let mut dated = Vec::new();
    let mut undated = Vec::new();
    for (n, &i) in all.iter().enumerate() {
        let first = *by_kin.entry(pile.kin[i]).or_insert(n);
        sets.join(first, n);
        match day(i).filter(|_| event.told_in(i) == Some(Told::Whole)) {
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
    for (n, &i) in all.iter().enumerate() {
        groups.entry(sets.find(n)).or_default().push(i);
    }
    let groups = groups.into_values().collect();
    let groups = pile.rulings.part(groups, |i| vec![pile.articles[i].id]);
    let groups = groups.into_iter().flat_map(|g| off_the_account(pile, g));
    groups.collect()
}

/// Whether what a quotation renders is said of the event where it stands.
fn tells(event: &Event, quotation: &Quotation) -> bool {
    let told = event.told_in(quotation.article);
    told.is_some_and(|told| quotation.content.first().is_none_or(|s| told.has(*s)))
}

/// What an article heard of one kind, as far as it is said of the event.
fn heard_in<'a>(
    pile: &'a Pile<'_>,
    event: &'a Event,
    article: ArticleIx,
    kind: HearingKind,
) -> impl Iterator<Item = &'a super::Hearing> + use<'a> {
    let told = event.told_in(article);
    let hearings = pile.hearings[article].iter();
    hearings.filter(move |h| h.kind == kind && told.is_some_and(|t| t.has(h.span)))
}

/// Those whose step to the account people cut, apart from the rest.
fn off_the_account(pile: &Pile<'_>, group: Vec<ArticleIx>) -> Vec<Vec<ArticleIx>> {
    let node = node_id(NodeKind::Origin, &account_key(pile, &group));
    let (leave, stay): (Vec<_>, Vec<_>) = group.iter().partition(|&&i| cut(pile, i, node));
    match stay.is_empty() || leave.is_empty() {
        true => vec![group],
        false => vec![stay, leave],
    }
}

/// Whether people cut what joins an article to a node.
fn cut(pile: &Pile<'_>, i: ArticleIx, node: Id) -> bool {
    let from = pile.articles[i].id;
    pile.rulings.cut(from, EdgeKind::Credits, node)
}

fn account_key(pile: &Pile<'_>, articles: &[ArticleIx]) -> String {
    format!("account {}", pile.articles[pile.kin[articles[0]]].id)
}

/// The node of a public account that no lead statement stands for.
fn account(
    pile: &Pile<'_>,
    event: &Event,
    articles: Vec<ArticleIx>,
    graph: &mut Graph<'_>,
) -> EventSource {
    // Where an article names no one for it, what it tells of the event first is the receipt.
    let first_told = |i: ArticleIx| {
        let told = event.told_in(i)?;
        let mut sentences = pile.articles[i].sentences.iter().copied();
        sentences.find(|s| told.has(*s))
    };
    let receipt = |&article: &ArticleIx| {
        let heard = heard_in(pile, event, article, HearingKind::Official).next();
        let span = heard.map(|h| h.span).or_else(|| first_told(article))?;
        Some(Receipt { article, span })
    };
    let receipts: Vec<Option<Receipt>> = articles.iter().map(receipt).collect();
    let mut key = account_key(pile, &articles);
    let node = node_id(NodeKind::Origin, &key);
    if let Some(&off) = articles.iter().find(|i| cut(pile, **i, node)) {
        key += &format!(" without {}", pile.articles[off].id);
    }
    let day = articles
        .iter()
        .filter_map(|&i| pile.articles[i].published.as_ref()?.when.exact());
    let name = match day.min() {
        Some(day) => format!("public account, first reported {day}"),
        None => format!("public account in {}", pile.label(articles[0])),
    };
    let node = graph.node(NodeKind::Origin, &key, &name, false);
    for (&i, &evidence) in articles.iter().zip(&receipts) {
        let from = graph.article(i);
        graph.edge(from, node, EdgeKind::Credits, Strength::Likely, evidence);
    }
    let apart = |&i: &ArticleIx| {
        pile.rulings
            .apart(&[pile.articles[i].id])
            .collect::<Vec<_>>()
    };
    EventSource {
        node,
        kind: SourceKind::Public,
        apart: articles.iter().flat_map(apart).collect(),
        articles,
        receipts: receipts.into_iter().flatten().collect(),
    }
}

/// Witnesses: those met by one outlet, or told by one text, or of one name, are one.
fn witnesses(pile: &Pile<'_>, event: &Event, graph: &mut Graph<'_>) -> Vec<EventSource> {
    let mut keyed: BTreeMap<String, usize> = BTreeMap::new();
    let of = |i| heard_in(pile, event, i, HearingKind::Witness).map(move |h| (i, h));
    let own = event.articles.iter().copied();
    let found: Vec<(ArticleIx, &super::Hearing)> = own.chain(event.items()).flat_map(of).collect();
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
        let named = named.map(|t| pile.carrier_key(&t.name));
        let named = named.filter(|key| !pile.cut_credit(*i, key));
        keys.extend(named.map(|key| format!("outlet {key}")));
        keys.extend(pile.agencies(*i).map(|key| format!("outlet {key}")));
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
    let one = groups.into_values().filter_map(|members| {
        let (first, hearing) = found[members[0]];
        let name = match hearing.name.as_str() {
            "" => format!("witness in {}", pile.label(first)),
            name => format!("{name}, witness"),
        };
        let receipts = members.into_iter().map(|n| Receipt {
            article: found[n].0,
            span: found[n].1.span,
        });
        let key = format!(
            "witness {} {}",
            pile.articles[pile.kin[first]].id, hearing.name
        );
        heard(
            pile,
            SourceKind::Witness,
            &key,
            &name,
            receipts.collect(),
            graph,
        )
    });
    one.collect()
}

/// A source that articles heard themselves, drawn; nothing where people cut all that leads to it.
fn heard(
    pile: &Pile<'_>,
    kind: SourceKind,
    key: &str,
    name: &str,
    mut receipts: Vec<Receipt>,
    graph: &mut Graph<'_>,
) -> Option<EventSource> {
    let node = graph.node(NodeKind::Origin, key, name, false);
    for r in &receipts {
        let from = graph.article(r.article);
        graph.edge(from, node, EdgeKind::Credits, Strength::Shown, [*r]);
    }
    receipts.retain(|r| !cut(pile, r.article, node_id(NodeKind::Origin, key)));
    let mut articles: Vec<ArticleIx> = receipts.iter().map(|r| r.article).collect();
    articles.dedup();
    (!receipts.is_empty()).then_some(EventSource {
        node,
        kind,
        articles,
        receipts,
        apart: BTreeSet::new(),
    })
}

/// The doer's own words: one source, whoever reports them.
fn doer(pile: &Pile<'_>, event: &Event, graph: &mut Graph<'_>) -> Option<EventSource> {
    let receipts: Vec<Receipt> = event
        .articles
        .iter()
        .copied()
        .chain(event.items())
        .flat_map(|i| {
            let admitted = heard_in(pile, event, i, HearingKind::Doer);
            admitted.map(move |h| Receipt {
                article: i,
                span: h.span,
            })
        })
        .collect();
    let first = receipts.first()?.article;
    let key = format!("doer {}", pile.articles[pile.kin[first]].id);
    let name = format!("admission, in {}", pile.label(first));
    heard(pile, SourceKind::Doer, &key, &name, receipts, graph)
}
