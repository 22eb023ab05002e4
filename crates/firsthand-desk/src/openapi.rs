//! The API described to programs, from the table by which requests are led.

use crate::answer::Answer;
use crate::asked::{Kind, Param};
use crate::changes::{CHANGES, Change};
use crate::route::{ROUTES, Route};
use serde_json::{Map, Value, json};

pub(crate) fn answer() -> Answer {
    Answer::json(document().to_string())
}

/// An OpenAPI 3.1 document.
pub(crate) fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        paths.insert(route.path.to_owned(), json!({"get": operation(route)}));
    }
    for change in CHANGES {
        let path = paths.entry(change.path).or_insert_with(|| json!({}));
        path[change.method] = changing(change);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "firsthand",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What a database of firsthand holds. Objects are those of the JSON report (`firsthand schema`); every count is of this pile, and none says that a thing is true. An id that moved is answered with 301.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Only where the server listens to other machines."}},
            "schemas": schemas(),
            "responses": {"Problem": {
                "description": "Why there is no answer.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
        },
    })
}

fn changing(change: &Change) -> Value {
    let fields: Map<String, Value> = (change.fields.iter())
        .map(|(name, about)| {
            (
                (*name).to_owned(),
                json!({"type": "string", "description": about}),
            )
        })
        .collect();
    let required: Vec<&str> = change.fields.iter().map(|f| f.0).collect();
    let schema = json!({"type": "object", "required": required, "properties": fields});
    let mut operation = json!({
        "operationId": format!("{}_{}", change.method, named(change.path)),
        "summary": change.about,
        "parameters": in_path(change.path).into_iter().collect::<Vec<_>>(),
        "responses": {
            "200": {"description": "The number.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Done"}}}},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    });
    if !change.fields.is_empty() {
        operation["requestBody"] =
            json!({"required": true, "content": {"application/json": {"schema": schema}}});
    }
    operation
}

/// What stands for the braces in a path.
fn in_path(path: &str) -> Option<Value> {
    let (_, name) = path.split_once('{')?;
    Some(
        json!({"name": name.trim_end_matches('}'), "in": "path", "required": true, "schema": {"type": "string"}}),
    )
}

fn named(path: &str) -> String {
    path.trim_start_matches('/')
        .replace(['/', '.', '{', '}'], "_")
}

fn operation(route: &Route) -> Value {
    let of = in_path(route.path);
    let parameters: Vec<Value> = of
        .into_iter()
        .chain(route.params.iter().map(parameter))
        .collect();
    let mut content = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{}", route.answer)}}});
    if route.params.iter().any(|p| p.0 == "format") {
        content["text/csv"] = json!({"schema": {"type": "string"}});
    }
    json!({
        "operationId": named(route.path),
        "summary": route.about,
        "parameters": parameters,
        "responses": {"200": {"description": "The answer.", "content": content}, "default": {"$ref": "#/components/responses/Problem"}},
    })
}

fn parameter(Param(name, kind, about): &Param) -> Value {
    let schema = match kind {
        Kind::Text => json!({"type": "string", "maxLength": 1000}),
        Kind::Day => json!({"type": "string", "format": "date"}),
        Kind::Flag => json!({"type": "string", "enum": ["0", "1"]}),
        Kind::Number(most) => json!({"type": "integer", "minimum": 0, "maximum": most}),
        Kind::Choice(words) => json!({"type": "string", "enum": words}),
    };
    json!({"name": name, "in": "query", "description": about, "schema": schema})
}

fn schemas() -> Value {
    let text = || json!({"type": "string"});
    let number = || json!({"type": "integer"});
    let maybe = || json!({"type": ["string", "null"]});
    let list = |of: Value| json!({"type": "array", "items": of});
    let object = |properties: Value| {
        let required: Vec<&String> = properties
            .as_object()
            .map(|p| p.keys().collect())
            .unwrap_or_default();
        json!({"type": "object", "required": required, "properties": properties})
    };
    let page = |of: Value| {
        object(
            json!({"items": list(of), "next": {"type": ["integer", "null"], "description": "The offset of the next page."}}),
        )
    };
    let of_report = |name: &str| {
        list(
            json!({"type": "object", "description": format!("As in `{name}` of the JSON report.")}),
        )
    };
    let article = object(
        json!({"id": text(), "text": text(), "title": maybe(), "locator": text(), "record": maybe(), "outlet": maybe(),
        "language": maybe(), "earliest": maybe(), "latest": maybe(), "event": text(), "at": number()}),
    );
    let event = object(
        json!({"id": text(), "title": text(), "earliest": maybe(), "latest": maybe(), "articles": number(), "texts": number(),
        "low": number(), "high": number(), "story": text(), "at": number(), "siblings": number(), "outlets": list(text()), "open": maybe(), "opens": number(),
        "change": {"type": ["array", "null"], "items": text()}, "materials": number()}),
    );
    let story = object(
        json!({"id": text(), "title": text(), "events": number(), "articles": number(), "earliest": maybe(), "latest": maybe()}),
    );
    let marked = json!({"type": ["object", "null"], "description": "A text, and the places of the hits in it, in code points.",
        "properties": {"text": text(), "marks": list(object(json!({"start": number(), "end": number()})))}});
    let hits = |of: Value| {
        object(
            json!({"items": list(of), "next": {"type": ["integer", "null"]}, "more": {"type": "boolean", "description": "There are too many to rank."}}),
        )
    };
    let speaker = object(
        json!({"name": text(), "class": text(), "statements": number(), "quotations": number(), "materials": number()}),
    );
    let mut named = speaker.clone();
    named["properties"]["marked"] = marked.clone();
    let said = object(
        json!({"statement": text(), "day": maybe(), "wording": maybe(), "quotations": number(), "versions": number(),
        "materials": number(), "low": number(), "high": number(), "articles": number(), "outlets": list(text()), "event": {"type": ["object", "null"]}}),
    );
    let names = list(object(json!({"name": text(), "articles": number()})));
    json!({
        "Problem": object(json!({"type": text(), "title": text(), "status": number(), "detail": text()})),
        "ArticleHead": article, "EventHead": event, "StoryHead": story,
        "Events": page(json!({"$ref": "#/components/schemas/EventHead"})),
        "Stories": page(json!({"$ref": "#/components/schemas/StoryHead"})),
        "Articles": page(json!({"$ref": "#/components/schemas/ArticleHead"})),
        "Speakers": page(speaker.clone()),
        "Said": page(said),
        "Hits": object(json!({"q": text(),
            "articles": hits(object(json!({"id": text(), "title": marked, "excerpt": marked, "outlet": maybe()}))),
            "quotations": hits(object(json!({"id": text(), "statement": text(), "article": text(), "speaker": marked, "words": marked}))),
            "speakers": hits(named)})),
        "Part": object(json!({"articles": of_report("articles"), "texts": of_report("texts"), "reuse": of_report("reuse"), "quotations": of_report("quotations"),
            "statements": of_report("statements"), "events": of_report("events"), "stories": of_report("stories"),
            "nodes": of_report("provenance.nodes"), "edges": of_report("provenance.edges"),
            "heads": object(json!({"articles": list(json!({"$ref": "#/components/schemas/ArticleHead"})),
                "events": list(json!({"$ref": "#/components/schemas/EventHead"})), "stories": list(json!({"$ref": "#/components/schemas/StoryHead"}))}))})),
        "Summary": object(json!({"store": {"type": "boolean", "description": "Whether notes are kept."},
            "current": {"type": "boolean", "description": "Whether the findings know all that they are made from: every page and ruling."}, "summary": {"type": "object"}, "days": {"type": "object"}, "outlets": names, "languages": names,
            "untold": {"type": "object"}, "cycles": list(json!({"type": "object"})), "skipped": list(list(text())),
            "overrides": of_report("overrides")})),
        "Document": {"type": "object"},
        "Notes": page(object(json!({"id": number(), "at": text(), "about": text(), "words": text()}))),
        "Rulings": page(object(json!({"id": number(), "at": text(), "ruling": text(),
            "made": {"type": "boolean", "description": "Whether the findings know it."},
            "warning": {"type": ["string", "null"], "description": "Why it rules on nothing here, or on less than it says."}}))),
        "Feeds": page(object(json!({"url": text(), "title": maybe(), "asked": maybe(), "due": text(), "failures": number(), "problem": maybe(),
            "pages": number(), "waiting": number(), "failing": number()}))),
        "Alerts": page(object(json!({"id": number(), "at": text(), "kind": text(), "about": text(), "text": text(), "told": maybe()}))),
        "Done": object(json!({"id": number()})),
    })
}
