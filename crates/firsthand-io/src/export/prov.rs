//! The provenance graph as PROV-JSON (W3C member submission of 24 April 2013), for tools that read PROV.
//!
//! | in the graph | in PROV |
//! |---|---|
//! | article, text, document, origin | entity |
//! | occasion | activity |
//! | agency, outlet, speaker | agent |
//! | *derives* | `wasDerivedFrom`; `wasAttributedTo` where it is an agency's text |
//! | *credits* an origin or a document | `wasDerivedFrom` of the type `prov:PrimarySource`, which is how PROV-JSON writes *hadPrimarySource* |
//! | *credits* an agent | `wasAttributedTo` of an entity, `wasInfluencedBy` of an agent |
//! | *same_owner* | `wasAttributedTo` (of the type `fh:publisher`), `actedOnBehalfOf` between outlets |
//! | *same_words*, *same_origin* | `wasInfluencedBy`, whose direction says nothing here: `fh:direction` is "unknown" |
//!
//! Every relation has its `fh:kind`, `fh:strength` and its receipts as `fh:evidence`. An edge that people
//! cut is left out.

use super::Receipts;
use crate::json::{edge_kind, node_kind, strength};
use firsthand::provenance::{Edge, EdgeKind, Node, NodeKind};
use firsthand::{Article, Report};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// What the names of this document begin with, written out.
const NAMESPACE: &str = "urn:firsthand:";

/// Writes the graph as one JSON object, with a line break at its end.
pub fn write(report: &Report, mut out: impl Write) -> io::Result<()> {
    crate::json::line(&document(report), &mut out)
}

fn document(report: &Report) -> Value {
    let mut parts: Map<String, Value> = Map::new();
    let mut put = |part: &str, id: String, value: Value| {
        let part = parts.entry(part).or_insert_with(|| json!({}));
        if let Some(part) = part.as_object_mut() {
            part.insert(id, value);
        }
    };
    put("prefix", "fh".to_owned(), json!(NAMESPACE));
    let graph = &report.provenance;
    let mut articles: Vec<(firsthand::Id, usize)> = report
        .articles
        .iter()
        .enumerate()
        .map(|(i, a)| (a.id, i))
        .collect();
    articles.sort_unstable();
    for n in &graph.nodes {
        let at = articles.binary_search_by_key(&n.id, |(id, _)| *id);
        let article = at.ok().map(|at| &report.articles[articles[at].1]);
        put(class(n), name(n), node(n, article));
    }
    let receipts = Receipts::new(report);
    for (i, e) in graph.edges.iter().enumerate().filter(|(_, e)| e.holds()) {
        let (from, to) = (&graph.nodes[e.from], &graph.nodes[e.to]);
        let (relation, ends, kind) = relation(e, from, to);
        let mut value = json!({
            "fh:kind": edge_kind(e.kind),
            "fh:strength": strength(e.strength),
        });
        value[ends.0] = json!(name(from));
        value[ends.1] = json!(name(to));
        if let Some(kind) = kind {
            value["prov:type"] = qualified(kind);
        }
        if !e.evidence.is_empty() {
            value["fh:evidence"] = json!(receipts.words(e));
        }
        if let Some(ruled) = e.overridden {
            value["fh:override"] = json!(ruled.line);
        }
        if matches!(e.kind, EdgeKind::SameWords | EdgeKind::SameOrigin) {
            value["fh:direction"] = json!("unknown");
        }
        put(relation, format!("_:e{i}"), value);
    }
    Value::Object(parts)
}

fn name(n: &Node) -> String {
    format!("fh:{}", n.id)
}

fn qualified(name: &str) -> Value {
    json!({"$": name, "type": "prov:QUALIFIED_NAME"})
}

fn class(n: &Node) -> &'static str {
    match n.kind {
        NodeKind::Agency | NodeKind::Outlet | NodeKind::Speaker => "agent",
        NodeKind::Occasion => "activity",
        NodeKind::Origin | NodeKind::Document | NodeKind::Text | NodeKind::Article => "entity",
    }
}

fn node(n: &Node, article: Option<&Article>) -> Value {
    let mut types = vec![qualified(&format!("fh:{}", node_kind(n.kind)))];
    if matches!(n.kind, NodeKind::Agency | NodeKind::Outlet) {
        types.push(qualified("prov:Organization"));
    }
    let mut value = json!({"prov:type": types, "prov:label": n.name, "fh:seen": n.seen});
    if let Some(article) = article {
        value["fh:locator"] = json!(article.page.locator);
        value["fh:sha256"] = json!(article.page.sha256);
        if let Some(title) = &article.title {
            value["fh:title"] = json!(title);
        }
        if let Some(url) = &article.page.declared.url {
            value["prov:location"] = json!(url);
        }
    }
    value
}

/// The relation's name, the names of its two ends, and its type.
type Relation = (
    &'static str,
    (&'static str, &'static str),
    Option<&'static str>,
);

fn relation(edge: &Edge, from: &Node, to: &Node) -> Relation {
    const DERIVED: (&str, &str) = ("prov:generatedEntity", "prov:usedEntity");
    const ATTRIBUTED: (&str, &str) = ("prov:entity", "prov:agent");
    const INFLUENCED: (&str, &str) = ("prov:influencee", "prov:influencer");
    const BEHALF: (&str, &str) = ("prov:delegate", "prov:responsible");
    match (edge.kind, class(from), class(to)) {
        (EdgeKind::Derives, "entity", "entity") => ("wasDerivedFrom", DERIVED, None),
        (EdgeKind::Credits, "entity", "entity") => {
            ("wasDerivedFrom", DERIVED, Some("prov:PrimarySource"))
        }
        (EdgeKind::SameOwner, "entity", "agent") => {
            ("wasAttributedTo", ATTRIBUTED, Some("fh:publisher"))
        }
        (EdgeKind::SameOwner, "agent", "agent") => ("actedOnBehalfOf", BEHALF, None),
        (EdgeKind::Derives | EdgeKind::Credits, "entity", "agent") => {
            ("wasAttributedTo", ATTRIBUTED, None)
        }
        _ => ("wasInfluencedBy", INFLUENCED, None),
    }
}
