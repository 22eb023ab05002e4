//! The example in the forms that other tools read.

use crate::common::{command, examples, firsthand};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Output;
use tempfile::TempDir;

fn export(format: &str, more: &[&str]) -> Output {
    let args = ["export", "pile", "--no-model", "--format", format];
    firsthand(&[&args[..], more].concat(), &examples())
}

/// The relations of PROV-JSON that we use, with the classes of their two ends.
const RELATIONS: [(&str, [(&str, &str); 2]); 4] = [
    (
        "wasDerivedFrom",
        [
            ("prov:generatedEntity", "entity"),
            ("prov:usedEntity", "entity"),
        ],
    ),
    (
        "wasAttributedTo",
        [("prov:entity", "entity"), ("prov:agent", "agent")],
    ),
    (
        "wasInfluencedBy",
        [("prov:influencee", ""), ("prov:influencer", "")],
    ),
    (
        "actedOnBehalfOf",
        [("prov:delegate", "agent"), ("prov:responsible", "agent")],
    ),
];

#[test]
fn prov_json_has_its_parts_and_every_relation_joins_what_is_declared() {
    let output = export("prov", &[]);
    assert_eq!(output.status.code(), Some(0));
    let prov: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let parts = prov.as_object().expect("an object");
    let ids = |part: &str| -> BTreeSet<String> {
        let part = parts.get(part).and_then(Value::as_object);
        part.map(|p| p.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut known = vec!["prefix"];
    let classes = ["entity", "agent", "activity"];
    known.extend(classes);
    let mut relations = 0;
    for (relation, ends) in RELATIONS {
        known.push(relation);
        let Some(all) = parts.get(relation).and_then(Value::as_object) else {
            continue;
        };
        for value in all.values() {
            relations += 1;
            for (end, class) in ends {
                let id = value[end].as_str().expect("a name").to_owned();
                let declared = classes.iter().filter(|c| class.is_empty() || **c == class);
                assert!(
                    declared.into_iter().any(|c| ids(c).contains(&id)),
                    "{relation}: {id}"
                );
            }
            assert!(value["fh:strength"].is_string());
        }
    }
    assert!(
        parts.keys().all(|part| known.contains(&part.as_str())),
        "{:?}",
        parts.keys()
    );
    assert!(relations > 50, "{relations}");
    let prefix = prov["prefix"].as_object().expect("prefixes");
    let names = classes.iter().flat_map(|c| ids(c));
    for name in names {
        let (before, _) = name.split_once(':').expect("a qualified name");
        assert!(prefix.contains_key(before));
    }
}

#[test]
fn the_graph_is_two_tables_in_a_folder() {
    let folder = TempDir::new().expect("a folder");
    let place = folder.path().join("graph");
    let output = export("graph-csv", &["-o", place.to_str().expect("a name")]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let read = |name: &str| fs::read_to_string(place.join(name)).expect("a table");
    let (nodes, edges) = (read("nodes.csv"), read("edges.csv"));
    assert!(nodes.starts_with("Id,Label,kind,seen\n"));
    let ids: BTreeSet<&str> = nodes.lines().filter_map(|l| l.split(',').next()).collect();
    assert!(edges.lines().count() > 50);
    for edge in edges.lines().skip(1) {
        let mut ends = edge.split(',').take(2);
        assert!(ends.all(|id| ids.contains(id)), "{edge}");
    }
    assert_eq!(export("graph-csv", &[]).status.code(), Some(2));
}

#[test]
fn the_database_is_a_csv_file_a_table() {
    let folder = TempDir::new().expect("a folder");
    let tables = |name: &str, pile: &str| {
        let place = folder.path().join(name);
        let args = ["export", pile, "--no-model", "--format", "csv", "-o"];
        let output = command(&args, &examples()).arg(&place).output();
        let output = output.expect("the command starts");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let files = fs::read_dir(&place).expect("a folder").map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_name().expect("a name").display().to_string();
            (name, fs::read(path).expect("a table"))
        });
        files.collect::<std::collections::BTreeMap<_, _>>()
    };
    let all = tables("pile", "pile");
    assert!(all.len() > 40, "{}", all.len());
    let lines = |name: &str| {
        let bytes = all.get(name).expect("a table");
        bytes.iter().filter(|b| **b == b'\n').count()
    };
    assert!(lines("quotations.csv") > 30);
    assert!(all["events.csv"].starts_with(b"id,title,"));

    // A database of the same pile holds the same rows.
    let db = folder.path().join("pile.db");
    let db = db.to_str().expect("a name");
    let output = firsthand(&["report", "pile", "--no-model", "--db", db], &examples());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(all == tables("again", db));
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_tables_are_the_same_bytes_each_time() {
    let folder = TempDir::new().expect("a folder");
    let read =
        |name: &str, table: &str| fs::read(folder.path().join(name).join(table)).expect("a table");
    for (name, jobs) in [("one", "1"), ("three", "3")] {
        let place = folder.path().join(name);
        let place = place.to_str().expect("a name");
        let output = export("parquet", &["-o", place, "--jobs", jobs]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
    for table in ["articles.parquet", "edges.parquet", "corrections.parquet"] {
        let bytes = read("one", table);
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        assert!(bytes == read("three", table), "{table}");
    }
}
