//! The example as JSON-LD and as Web Annotations, compared with its report.

use crate::common::{examples, json};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a command writes about the example, as JSON.
fn written(command: &str, format: &str) -> Value {
    json(
        &[command, "pile", "--no-model", "--format", format],
        &examples(),
    )
}

#[test]
fn json_ld_has_every_quotation_and_claim_and_names_nothing_that_it_has_not() {
    let graph = written("export", "json-ld");
    assert_eq!(graph["@context"], "https://schema.org");
    let nodes = graph["@graph"].as_array().expect("nodes");
    let ids: BTreeSet<&str> = nodes.iter().filter_map(|n| n["@id"].as_str()).collect();
    assert_eq!(ids.len(), nodes.len());
    let report = written("report", "json");
    for (list, class) in [
        ("articles", "NewsArticle"),
        ("quotations", "Quotation"),
        ("statements", "Claim"),
    ] {
        let there: BTreeSet<String> = nodes
            .iter()
            .filter(|n| n["@type"] == class)
            .map(|n| n["@id"].to_string())
            .collect();
        let wanted = report[list].as_array().expect("a list");
        let wanted = wanted
            .iter()
            .map(|x| format!("\"urn:firsthand:{}\"", x["id"].as_str().expect("an id")));
        assert_eq!(there, wanted.collect(), "{list}");
    }
    for node in nodes {
        let part_of = node["isPartOf"]["@id"].as_str().into_iter();
        let lists = ["appearance", "hasPart"].map(|l| node[l].as_array());
        let named = lists.into_iter().flatten().flatten();
        for id in part_of.chain(named.filter_map(|n| n["@id"].as_str())) {
            assert!(ids.contains(id), "{id}");
        }
    }
    let words = nodes.iter().find(|n| n["@type"] == "Quotation");
    assert!(words.is_some_and(|n| !n["text"].as_str().unwrap_or_default().is_empty()));
}

#[test]
fn annotations_find_their_words_by_place_and_by_what_stands_around_them() {
    let page = written("export", "annotations");
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(page["type"], "AnnotationPage");
    let report = written("report", "json");
    let list = |name: &str| report[name].as_array().expect("a list");
    let items = page["items"].as_array().expect("annotations");
    assert_eq!(items.len(), list("quotations").len());
    for (item, quotation) in items.iter().zip(list("quotations")) {
        let article = list("articles")
            .iter()
            .find(|a| a["id"] == quotation["article"]);
        let content = article.expect("an article")["content"]
            .as_str()
            .expect("text");
        let content: Vec<char> = content.chars().collect();
        let targets = item["target"].as_array().expect("targets");
        assert_eq!(
            targets.len(),
            quotation["content"].as_array().expect("spans").len()
        );
        for target in targets {
            let [quote, position] = [0, 1].map(|i| &target["selector"][i]);
            assert_eq!(quote["type"], "TextQuoteSelector");
            assert_eq!(position["type"], "TextPositionSelector");
            let at = |name: &str| position[name].as_u64().expect("a place") as usize;
            let words: String = content[at("start")..at("end")].iter().collect();
            assert_eq!(quote["exact"], words.as_str());
            let [before, after] = [&content[..at("start")], &content[at("end")..]]
                .map(|part| part.iter().collect::<String>());
            assert!(before.ends_with(quote["prefix"].as_str().expect("text")));
            assert!(after.starts_with(quote["suffix"].as_str().expect("text")));
        }
    }
}
