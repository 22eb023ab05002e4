//! Is everything in the database that the JSON report says, and does every receipt give its words?

use crate::common::{database, example, rows, ruled_example};
use crate::contract::report_of;
use firsthand::{Page, Report, pipeline};
use serde_json::Value;
use std::collections::BTreeMap;

fn json_of(report: &Report) -> Value {
    let mut bytes = Vec::new();
    firsthand_io::json::write(report, &mut bytes).expect("written");
    serde_json::from_slice(&bytes).expect("JSON")
}

#[test]
fn the_whole_json_report_can_be_read_back_from_it() {
    let report = ruled_example();
    let (db, _folder) = database(&report);
    let (expected, found) = (json_of(&report), report_of(&db));
    for (key, part) in expected.as_object().expect("an object") {
        let found = &found[key];
        if let (Some(a), Some(b)) = (part.as_array(), found.as_array()) {
            assert_eq!(a.len(), b.len(), "{key}");
            assert!(!a.is_empty(), "the example has no {key} to compare");
            a.iter().zip(b).for_each(|(a, b)| assert_eq!(a, b, "{key}"));
        }
        assert_eq!(part, found, "{key}");
    }
    assert_eq!(expected, found);
}

#[test]
fn no_row_points_to_nothing() {
    let (db, _folder) = database(&example());
    let broken = rows(&db, "PRAGMA foreign_key_check");
    assert!(broken.is_empty(), "{broken:?}");
    let checked = rows(&db, "PRAGMA integrity_check");
    assert_eq!(checked[0]["integrity_check"], "ok");
}

/// Every receipt of the JSON report, as (kind, article, words).
fn receipts(report: &Value) -> Vec<(String, String, String)> {
    let contents: BTreeMap<&str, Vec<char>> = report["articles"]
        .as_array()
        .expect("articles")
        .iter()
        .map(|a| {
            (
                a["id"].as_str().expect("an id"),
                a["content"].as_str().expect("text").chars().collect(),
            )
        })
        .collect();
    let mut all = Vec::new();
    let mut add = |kind: &str, article: &Value, span: &Value| {
        if !span.is_object() {
            return;
        }
        let article = article.as_str().expect("an id");
        let at = |end: &str| span[end].as_u64().expect("an offset") as usize;
        let words = contents[article][at("start")..at("end")].iter().collect();
        all.push((kind.to_owned(), article.to_owned(), words));
    };
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    for a in list(&report["articles"]) {
        let id = &a["id"];
        list(&a["segments"])
            .iter()
            .for_each(|s| add("segments", id, s));
        list(&a["credits"])
            .iter()
            .for_each(|c| add("credits", id, &c["span"]));
        for finding in ["outlet", "published", "own_reporting"] {
            list(&a[finding]["evidence"])
                .iter()
                .for_each(|s| add(finding, id, s));
        }
        for check in list(&a["headline_check"]) {
            add("headline_checks", id, &check["span"]);
            list(&check["body"])
                .iter()
                .for_each(|s| add("headline_bodies", id, s));
        }
    }
    for r in list(&report["reuse"]) {
        for p in list(&r["passages"]) {
            add("passages", &r["a"], &p["a"]);
            add("passages", &r["b"], &p["b"]);
        }
    }
    for q in list(&report["quotations"]) {
        let id = &q["article"];
        list(&q["content"])
            .iter()
            .for_each(|s| add("quotation_spans", id, s));
        add("cue", id, &q["cue"]);
        add("mention", id, &q["speaker"]["mention"]);
        add("occasion", id, &q["occasion"]["span"]);
        list(&q["road"])
            .iter()
            .for_each(|r| add("roads", id, &r["span"]));
    }
    for c in list(&report["statements"])
        .iter()
        .flat_map(|s| list(&s["changes"]))
    {
        for (end, spans) in [("from", "before_spans"), ("to", "after_spans")] {
            let quotations = list(&report["quotations"]);
            let of = quotations.iter().find(|q| q["id"] == c[end]);
            let article = &of.expect("a quotation")["article"];
            list(&c[spans])
                .iter()
                .for_each(|s| add("change_spans", article, s));
        }
    }
    for e in list(&report["events"]) {
        for also in list(&e["also"]) {
            list(&also["spans"])
                .iter()
                .for_each(|s| add("event_also", &also["article"], s));
        }
        for line in list(&e["brief"]) {
            list(&line["receipts"])
                .iter()
                .for_each(|r| add("brief_receipts", &r["article"], &r["span"]));
        }
        for c in list(&e["corrections"]) {
            add("corrections", &c["article"], &c["notice"]);
            list(&c["carried"])
                .iter()
                .for_each(|r| add("correction_carried", &r["article"], &r["span"]));
        }
        for value in list(&e["figures"]).iter().flat_map(|f| list(&f["values"])) {
            list(&value["receipts"])
                .iter()
                .for_each(|r| add("figure_receipts", &r["article"], &r["span"]));
        }
    }
    for e in list(&report["provenance"]["edges"]) {
        list(&e["evidence"])
            .iter()
            .for_each(|r| add("edge_evidence", &r["article"], &r["span"]));
    }
    all.sort();
    all
}

#[test]
fn substr_gives_the_words_of_every_receipt() {
    let report = example();
    let (db, _folder) = database(&report);
    let expected = receipts(&json_of(&report));
    let mut found: Vec<_> = rows(&db, "SELECT * FROM receipts")
        .iter()
        .map(|r| ["finding", "article", "words"].map(|c| r[c].as_str().expect("text").to_owned()))
        .map(|[finding, article, words]| (finding, article, words))
        .collect();
    found.sort();
    let mut kinds: Vec<&str> = expected.iter().map(|(kind, ..)| kind.as_str()).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 18, "{kinds:?}");
    assert_eq!(expected, found);
}

fn page(locator: &str, content: &str) -> Page {
    Page {
        locator: locator.into(),
        content: content.into(),
        ..Page::default()
    }
}

#[test]
fn a_nul_cuts_no_text_short() {
    let text = "Ferry \0stopped\n\nThe ferry at Łódź \0 is stopped 🚢, Mayor Ines Calder said on \0Monday.\n";
    let report = pipeline::run(vec![page("a\0.txt", text)], vec![]);
    let (db, _folder) = database(&report);
    let page = &rows(&db, "SELECT content, length(content) AS length FROM pages")[0];
    assert_eq!(page["content"], text.replace('\0', "\u{fffd}"));
    assert_eq!(page["length"], text.chars().count());
    let words = rows(&db, "SELECT words FROM receipts WHERE finding = 'mention'");
    assert_eq!(words[0]["words"], "Mayor Ines Calder");
    let nul = rows(
        &db,
        "SELECT 1 FROM articles WHERE instr(locator || title || body, char(0))",
    );
    assert!(nul.is_empty());
}

#[test]
fn an_empty_pile_is_an_empty_database() {
    let (db, _folder) = database(&pipeline::run(vec![], vec![]));
    assert_eq!(rows(&db, "SELECT articles FROM summary")[0]["articles"], 0);
}

#[test]
fn the_search_finds_article_text_and_quotations_and_no_furniture() {
    let story = "Ferry stopped for the summer\n\nThe ferry over the Sill is stopped, said Mayor Inès Calder on \
        Monday. The café on the landing stays open, and the toll house is being painted.\n\n\
        Comments (1)\n";
    let (db, _folder) = database(&pipeline::run(vec![page("a.txt", story)], vec![]));
    // Numbers of rows hold through a clean-up, and with them what the index points to.
    db.execute_batch("VACUUM").expect("cleaned up");
    let found = |table: &str, word: &str| {
        let sql = format!(
            "SELECT x.rowid FROM {table} x JOIN {table}_fts f ON f.rowid = x.rowid WHERE {table}_fts MATCH '{word}'"
        );
        rows(&db, &sql).len()
    };
    assert_eq!(found("articles", "CAFE"), 1);
    assert_eq!(found("articles", "comments"), 0);
    assert_eq!(found("quotations", "ines stopped"), 1);
    for table in ["articles", "quotations"] {
        let check =
            format!("INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)");
        db.execute_batch(&check).expect("index and text agree");
    }
    let marked = "SELECT snippet(articles_fts, 1, '[', ']', '…', 4) AS words FROM articles_fts WHERE articles_fts MATCH 'café'";
    assert!(
        rows(&db, marked)[0]["words"]
            .as_str()
            .is_some_and(|w| w.contains("[café]"))
    );
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let bytes = || {
        let (db, folder) = database(&example());
        db.close().expect("closed");
        std::fs::read(folder.path().join("news.db")).expect("read")
    };
    assert!(bytes() == bytes());
}
