//! Parts of the report: the same objects as in the whole, those that some of its articles need.

use super::contract::*;
use super::{Context, node_out};
use firsthand::reuse::Relation;
use firsthand::{ArticleIx, EventIx, QuotationIx, Report, StatementIx};
use rayon::prelude::*;
use serde::Serialize;

/// Indices into a report, each list ascending and without repetition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    pub(crate) articles: Vec<ArticleIx>,
    texts: Vec<usize>,
    reuse: Vec<usize>,
    quotations: Vec<QuotationIx>,
    statements: Vec<StatementIx>,
    events: Vec<EventIx>,
    stories: Vec<usize>,
    nodes: Vec<usize>,
    edges: Vec<usize>,
}

/// Deals the findings of `report` out to `n` parts, of which `part_of` gives that of every article.
/// What rests on articles of several parts stands in each of them, a statement with all of its
/// quotations, so that a part tells which others it needs; template pairs, which tell nothing about
/// who took what, stand in none.
pub(crate) fn deal(report: &Report, part_of: &[usize], n: usize) -> Vec<Part> {
    let mut parts = vec![Part::default(); n];
    for (i, p) in part_of.iter().enumerate() {
        parts[*p].articles.push(i);
    }
    for (i, text) in report.reuse.texts.iter().enumerate() {
        for p in parts_of(text.articles.iter().copied(), part_of) {
            parts[p].texts.push(i);
        }
    }
    for (i, pair) in report.reuse.pairs.iter().enumerate() {
        if pair.relation != Relation::Template {
            for p in parts_of([pair.a, pair.b], part_of) {
                parts[p].reuse.push(i);
            }
        }
    }
    let mut nodes: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (i, statement) in report.statements.iter().enumerate() {
        let quoting = statement.quotations.iter();
        for p in parts_of(quoting.map(|q| report.quotations[*q].article), part_of) {
            parts[p].statements.push(i);
            parts[p].quotations.extend(&statement.quotations);
            nodes[p].extend(counted(&report.origins.statements[i].origins));
        }
    }
    for (i, event) in report.events.iter().enumerate() {
        for p in parts_of(event.articles.iter().copied(), part_of) {
            parts[p].events.push(i);
            nodes[p].extend(counted(&report.origins.events[i]));
            let figures = report.origins.figures[i].iter().flat_map(|f| &f.values);
            nodes[p].extend(figures.flat_map(|v| v.origins.iter().copied()));
        }
    }
    for (i, story) in report.stories.iter().enumerate() {
        let articles = story
            .events
            .iter()
            .flat_map(|e| &report.events[*e].articles);
        for p in parts_of(articles.copied(), part_of) {
            parts[p].stories.push(i);
        }
    }
    edges(report, part_of, &mut parts, &mut nodes);
    for (part, mut list) in parts.iter_mut().zip(nodes) {
        part.quotations.sort_unstable();
        list.sort_unstable();
        list.dedup();
        part.nodes = list;
    }
    parts
}

/// An edge stands where its evidence does; one that rests on a table, where what it comes from does.
fn edges(report: &Report, part_of: &[usize], parts: &mut [Part], nodes: &mut [Vec<usize>]) {
    let graph = &report.provenance;
    let mut tables = Vec::new();
    for (i, article) in report.articles.iter().enumerate() {
        // An article's node has the article's own id.
        let node = graph.nodes.binary_search_by_key(&article.id, |n| n.id);
        nodes[part_of[i]].extend(node);
    }
    for (i, edge) in graph.edges.iter().enumerate() {
        let receipts = edge.evidence.iter().map(|r| r.article);
        let of = parts_of(receipts, part_of);
        if of.is_empty() {
            tables.push(i);
        }
        for p in of {
            parts[p].edges.push(i);
            nodes[p].extend([edge.from, edge.to]);
        }
    }
    for (part, nodes) in parts.iter_mut().zip(nodes) {
        nodes.sort_unstable();
        nodes.dedup();
        let here = |i: &&usize| nodes.binary_search(&graph.edges[**i].from).is_ok();
        part.edges.extend(tables.iter().filter(here));
        part.edges.sort_unstable();
        nodes.extend(part.edges.iter().map(|i| graph.edges[*i].to));
    }
}

/// The nodes that a count names.
fn counted(count: &firsthand::origin::Count) -> impl Iterator<Item = usize> {
    let open = count.open.iter().flat_map(|o| [o.pair.0, o.pair.1]);
    count.ids.iter().copied().chain(open)
}

fn parts_of(articles: impl IntoIterator<Item = ArticleIx>, part_of: &[usize]) -> Vec<usize> {
    let mut parts: Vec<usize> = articles.into_iter().map(|a| part_of[a]).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Every part as JSON: an object with the lists of the report, `nodes` and `edges` beside them.
pub(crate) fn write<T: Send>(
    report: &Report,
    parts: &[Part],
    each: impl Fn(Vec<u8>) -> T + Sync,
) -> Vec<T> {
    #[derive(Serialize)]
    struct PartOut<'a> {
        articles: Vec<ArticleOut<'a>>,
        texts: Vec<Text>,
        reuse: Vec<Reuse>,
        quotations: Vec<Quotation<'a>>,
        statements: Vec<Statement<'a>>,
        events: Vec<Event<'a>>,
        stories: Vec<Story<'a>>,
        nodes: Vec<Node<'a>>,
        edges: Vec<Edge>,
    }
    let cx = Context::new(report);
    let graph = &report.provenance;
    let all = parts.par_iter().map(|part| {
        let out = PartOut {
            articles: part.articles.iter().map(|i| cx.article_out(*i)).collect(),
            texts: (part.texts.iter())
                .map(|i| cx.text_out(&report.reuse.texts[*i]))
                .collect(),
            reuse: (part.reuse.iter())
                .map(|i| cx.reuse_out(&report.reuse.pairs[*i]))
                .collect(),
            quotations: (part.quotations.iter())
                .map(|i| cx.quotation_out(&report.quotations[*i]))
                .collect(),
            statements: (part.statements.iter())
                .map(|i| cx.statement_out(*i))
                .collect(),
            events: part.events.iter().map(|i| cx.event_out(*i)).collect(),
            stories: (part.stories.iter())
                .map(|i| cx.story_out(&report.stories[*i]))
                .collect(),
            nodes: (part.nodes.iter())
                .map(|i| node_out(&graph.nodes[*i]))
                .collect(),
            edges: (part.edges.iter())
                .map(|i| cx.edge_out(&graph.edges[*i]))
                .collect(),
        };
        each(serde_json::to_vec(&out).expect("the contract's types have string keys only"))
    });
    all.collect()
}
