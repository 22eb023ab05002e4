//! JSON-LD in the words of schema.org: articles, quotations and statements as `NewsArticle`, `Quotation` and `Claim`,
//! for search engines and databases of graphs.
//!
//! A claim stands here as somebody's words with the articles in which they appear. Nothing says that it holds: there
//! is no `ClaimReview`, and no first appearance, which the pile alone cannot tell.

use firsthand::{Article, Id, Quotation, Report, Speaker, SpeakerClass, Statement};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes one graph of `report`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{{\"@context\": \"https://schema.org\", \"@graph\": [")?;
    let articles = report.articles.iter().map(article);
    let quotations = report.quotations.iter().map(|q| quotation(report, q));
    let claims = report.statements.iter().map(|s| claim(report, s));
    for (i, node) in articles.chain(quotations).chain(claims).enumerate() {
        let comma = if i == 0 { "" } else { "," };
        writeln!(out, "{comma}{node}")?;
    }
    writeln!(out, "]}}")
}

/// The name of a finding in graphs.
pub(super) fn named(id: Id) -> String {
    format!("urn:firsthand:{id}")
}

/// The page itself: its address, or else what its bytes are.
pub(super) fn source(article: &Article) -> String {
    let url = article
        .page
        .declared
        .url
        .as_deref()
        .filter(|u| u.starts_with("http"));
    url.map_or_else(
        || format!("urn:sha256:{}", article.page.sha256),
        str::to_owned,
    )
}

fn article(a: &Article) -> Value {
    let day = |d: Option<_>| d.map(|d| ToString::to_string(&d));
    let published = a.published.as_ref().and_then(|d| d.when.exact());
    let mut node = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        node.extend(value.map(|v| (key.to_owned(), v)));
    };
    put("@type", Some("NewsArticle".into()));
    put("@id", Some(named(a.id).into()));
    put("headline", a.title.clone().map(Value::from));
    put("url", a.page.declared.url.clone().map(Value::from));
    put("inLanguage", a.language.clone().map(Value::from));
    put("datePublished", day(published).map(Value::from));
    let outlet = a.outlet.as_ref();
    put(
        "publisher",
        outlet.map(|o| json!({"@type": "NewsMediaOrganization", "name": o.name})),
    );
    let authors = a
        .authors
        .iter()
        .map(|n| json!({"@type": "Person", "name": n}));
    put("author", (!a.authors.is_empty()).then(|| authors.collect()));
    let hash = json!({"@type": "PropertyValue", "propertyID": "sha256", "value": a.page.sha256});
    put("identifier", Some(hash));
    Value::Object(node)
}

fn quotation(report: &Report, q: &Quotation) -> Value {
    let content = report.articles[q.article].content();
    let words: Vec<&str> = q.content.iter().map(|s| s.of(content)).collect();
    let mut node = json!({
        "@type": "Quotation",
        "@id": named(q.id),
        "text": words.join(" "),
        "isPartOf": {"@id": named(report.articles[q.article].id)},
    });
    if let Some((key, value)) = q.speaker.as_ref().map(spoken) {
        node[key] = value;
    }
    node
}

/// Who says it. A character who speaks is a person or a body to schema.org; a document is cited, and "officials" are nobody
/// that can be told apart.
fn spoken(speaker: &Speaker) -> (&'static str, Value) {
    let of = |kind: &str| json!({"@type": kind, "name": speaker.name});
    match speaker.class {
        SpeakerClass::Person => ("spokenByCharacter", of("Person")),
        SpeakerClass::Body => ("spokenByCharacter", of("Organization")),
        SpeakerClass::Document => ("citation", of("CreativeWork")),
        SpeakerClass::Unnamed => ("creditText", speaker.name.clone().into()),
    }
}

fn claim(report: &Report, s: &Statement) -> Value {
    let wording = s.versions.first().map_or("", |v| &v.wording);
    let articles = s.quotations.iter().map(|q| report.quotations[*q].article);
    let articles: BTreeSet<_> = articles.collect();
    let appearance = articles
        .iter()
        .map(|a| json!({"@id": named(report.articles[*a].id)}));
    let parts = s
        .quotations
        .iter()
        .map(|q| json!({"@id": named(report.quotations[*q].id)}));
    let mut node = json!({"@type": "Claim", "@id": named(s.id), "text": wording});
    node["appearance"] = appearance.collect();
    node["hasPart"] = parts.collect();
    let first = s.quotations.first().map(|q| &report.quotations[*q]);
    if let Some((key, value)) = first.and_then(|q| q.speaker.as_ref()).map(spoken) {
        let key = if key == "spokenByCharacter" {
            "author"
        } else {
            key
        };
        node[key] = value;
    }
    node
}
