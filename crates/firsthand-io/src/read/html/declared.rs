//! What does the page declare about itself? JSON-LD, OpenGraph, meta tags and links.

use super::outline::{Head, Outline};
use firsthand::Declared;
use serde_json::Value;

/// Names of meta tags with the date of publication, the most reliable first.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article.published",
    "published_time",
    "publication_date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "rnews:datepublished",
    "article_date_original",
    "displaydate",
    "pdate",
    "article.created",
    "date",
];

/// Names of meta tags with authors, the most reliable first.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "citation_author",
    "og:author",
];

/// Names of meta tags that say where the text was first published.
const ORIGINS: &[&str] = &[
    "syndication-source",
    "original-source",
    "isbasedon",
    "sourceorganization",
];

/// Collects what the page declares. The title is not here: it is found with the headline.
pub(super) fn read(outline: &Outline) -> Declared {
    let head = &outline.head;
    let records = json_ld(head);
    let article = records.iter().find(|r| is_article(r));
    let said = |key: &str| article.and_then(|a| a.get(key));
    let first = |key: &str| said(key).and_then(|v| names(v).into_iter().next());
    Declared {
        url: head
            .canonical
            .clone()
            .or_else(|| meta(head, &["og:url"]))
            .or_else(|| first("url"))
            .filter(|u| u.starts_with("http")),
        title: None,
        outlet: meta(head, &["og:site_name"]).or_else(|| first("publisher")),
        authors: authors(head, said("author")),
        language: head
            .language
            .clone()
            .or_else(|| meta(head, &["content-language", "dc.language", "og:locale"]))
            .or_else(|| first("inLanguage")),
        published: first("datePublished")
            .or_else(|| meta(head, DATES))
            .or_else(|| time(head)),
        syndicated_from: syndicated(head, article),
    }
}

fn meta(head: &Head, wanted: &[&str]) -> Option<String> {
    let find = |name: &&str| head.meta.iter().find(|(n, v)| n == name && !v.is_empty());
    wanted.iter().find_map(find).map(|(_, v)| v.clone())
}

fn authors(head: &Head, said: Option<&Value>) -> Vec<String> {
    let mut all = said.map(names).unwrap_or_default();
    if all.is_empty() {
        let listed = AUTHORS.iter().find_map(|name| {
            let of: Vec<_> = head.meta.iter().filter(|(n, _)| n == name).collect();
            let of: Vec<_> = of
                .iter()
                .map(|(_, v)| v.clone())
                .filter(|v| is_name(v))
                .collect();
            (!of.is_empty()).then_some(of)
        });
        all = listed.unwrap_or_default();
    }
    all.retain(|a| is_name(a));
    once(all)
}

/// Each value at its first place. Pages declare a handful.
fn once(all: Vec<String>) -> Vec<String> {
    let mut seen = Vec::new();
    for a in all {
        if !seen.contains(&a) {
            seen.push(a);
        }
    }
    seen
}

/// An address is no name of an author.
fn is_name(value: &str) -> bool {
    !value.trim().is_empty() && !value.starts_with("http") && !value.starts_with('/')
}

/// The date of a `time` element: one that says it is of publication, else the only one.
fn time(head: &Head) -> Option<String> {
    let said = head.times.iter().find(|(_, published)| *published);
    let only = || head.times.first().filter(|_| head.times.len() == 1);
    said.or_else(only).map(|(date, _)| date.clone())
}

fn syndicated(head: &Head, article: Option<&Value>) -> Vec<String> {
    let metas = head
        .meta
        .iter()
        .filter(|(n, _)| ORIGINS.contains(&n.as_str()));
    let mut all: Vec<_> = metas.map(|(_, v)| v.clone()).collect();
    for key in ["isBasedOn", "isBasedOnUrl", "sourceOrganization"] {
        all.extend(
            article
                .and_then(|a| a.get(key))
                .map(names)
                .unwrap_or_default(),
        );
    }
    once(all)
}

/// The objects of all scripts, those of lists and of `@graph` included.
fn json_ld(head: &Head) -> Vec<Value> {
    let mut out = Vec::new();
    for script in &head.json_ld {
        let text = script
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->");
        let text = text.replace(|c: char| c.is_control(), " ");
        if let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) {
            gather(value, &mut out);
        }
    }
    out
}

/// Depth is bounded by the parser of JSON.
fn gather(value: Value, out: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| gather(v, out)),
        Value::Object(mut fields) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = fields.remove(key) {
                    gather(inner, out);
                }
            }
            out.push(Value::Object(fields));
        }
        _ => {}
    }
}

fn is_article(record: &Value) -> bool {
    let kinds = record.get("@type").map(names).unwrap_or_default();
    let is = |k: &String| {
        k.ends_with("Article") || k.ends_with("BlogPosting") || k == "Report" || k == "Review"
    };
    kinds.iter().any(is)
}

/// The names or addresses in a value: a string, an object with a name, or a list of either.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => vec![s.trim().to_owned()],
        Value::Object(fields) => ["name", "url", "@id"]
            .iter()
            .find_map(|k| fields.get(*k).map(names).filter(|n| !n.is_empty()))
            .unwrap_or_default(),
        Value::Array(list) => list.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}
