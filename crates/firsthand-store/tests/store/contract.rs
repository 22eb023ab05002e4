//! The JSON report, put together from the database alone: what the two are compared by.

mod row;

use crate::common::rows;
use row::{By, Row, days, receipt, span, span_at, take, with};
use rusqlite::Connection;
use serde_json::{Value, json};

fn articles(db: &Connection) -> Value {
    let segments = By::new(
        db,
        "article",
        "SELECT * FROM segments ORDER BY article, place",
    );
    let credits = By::new(
        db,
        "article",
        "SELECT * FROM credits ORDER BY article, place",
    );
    let names = |table: &str| {
        let sql = format!("SELECT * FROM {table} ORDER BY article, place");
        By::new(db, "article", &sql)
    };
    let (authors, syndicated) = (names("authors"), names("syndicated_from"));
    let evidence = By::new(
        db,
        "of",
        "SELECT *, finding || article AS of FROM article_evidence ORDER BY article, place",
    );
    let checks = By::new(db, "article", "SELECT * FROM headline_checks ORDER BY id");
    let bodies = By::new(
        db,
        "headline_check",
        "SELECT * FROM headline_bodies ORDER BY headline_check, place",
    );
    let check = |c: &Row| {
        with(
            take(c, &["kind", "words", "verdict"]),
            json!({
                "span": if c["start"].is_null() { Value::Null } else { span(c) },
                "body": bodies.list(&c["id"], span),
            }),
        )
    };
    let article = |a: &Row| {
        let id = a["id"].as_str().expect("an id");
        let shown = |finding: &str| evidence.list(&json!(format!("{finding}{id}")), span);
        let outlet = json!({"name": a["outlet"], "evidence": shown("outlet")});
        let published = with(
            take(
                days(a, "published").as_object().expect("days"),
                &["earliest", "latest"],
            ),
            json!({"evidence": shown("published"), "how": a["published_how"]}),
        );
        let kept = [
            "id",
            "locator",
            "record",
            "url",
            "title",
            "language",
            "sha256",
            "content",
            "text",
            "borrowed_share",
            "revision_of",
        ];
        with(
            take(a, &kept),
            json!({
                "outlet": if a["outlet"].is_null() { Value::Null } else { outlet },
                "published": if a["published_how"].is_null() { Value::Null } else { published },
                "captured": days(a, "captured"),
                "segments": segments.list(&a["id"], |s| json!({"kind": s["kind"], "start": s["start"], "end": s["end"]})),
                "own_reporting": {"verdict": a["own_reporting"], "evidence": shown("own_reporting")},
                "headline_check": checks.list(&a["id"], check),
                "authors": authors.list(&a["id"], |n| n["name"].clone()),
                "syndicated_from": syndicated.list(&a["id"], |n| n["name"].clone()),
                "credits": credits.list(&a["id"], |c| json!({"name": c["name"], "kind": c["kind"], "span": span(c)})),
            }),
        )
    };
    let all = rows(
        db,
        "SELECT a.*, content FROM articles a JOIN pages p ON p.article = a.id ORDER BY a.rowid",
    );
    all.iter().map(article).collect()
}

fn texts(db: &Connection) -> Value {
    let members = By::new(db, "text", "SELECT id, text FROM articles ORDER BY rowid");
    let all = rows(db, "SELECT id, best FROM texts ORDER BY rowid");
    all.into_iter()
        .map(|t| {
            let articles = members.list(&t["id"], |a| a["id"].clone());
            with(t, json!({"articles": articles}))
        })
        .collect()
}

fn reuse(db: &Connection) -> Value {
    let passages = By::new(db, "reuse", "SELECT * FROM passages ORDER BY reuse, place");
    let kept = [
        "a",
        "b",
        "relation",
        "direction",
        "containment_a",
        "containment_b",
    ];
    let pair = |r: &Row| {
        let passage = |p: &Row| json!({"a": span_at(p, "a"), "b": span_at(p, "b")});
        with(
            take(r, &kept),
            json!({"passages": passages.list(&r["id"], passage)}),
        )
    };
    rows(db, "SELECT * FROM reuse ORDER BY id")
        .iter()
        .map(pair)
        .collect()
}

fn quotations(db: &Connection) -> Value {
    let spans = By::new(
        db,
        "quotation",
        "SELECT * FROM quotation_spans ORDER BY quotation, place",
    );
    let roads = By::new(
        db,
        "quotation",
        "SELECT * FROM roads ORDER BY quotation, place",
    );
    let quotation = |q: &Row| {
        let speaker = json!({"name": q["speaker"], "mention": span_at(q, "mention"), "class": q["speaker_class"]});
        let occasion = json!({"text": q["occasion"], "span": span_at(q, "occasion")});
        with(
            take(q, &["id", "article", "kind"]),
            json!({
                "content": spans.list(&q["id"], span),
                "cue": span_at(q, "cue"),
                "speaker": if q["speaker"].is_null() { Value::Null } else { speaker },
                "occasion": if q["occasion"].is_null() { Value::Null } else { occasion },
                "road": roads.list(&q["id"], |r| json!({"name": r["name"], "kind": r["kind"], "span": span(r)})),
            }),
        )
    };
    rows(db, "SELECT * FROM quotations ORDER BY rowid")
        .iter()
        .map(quotation)
        .collect()
}

/// Counts of origins, by the column that says whose they are.
struct Counts(By, By);

impl Counts {
    fn new(db: &Connection, of: &str) -> Self {
        let by = |table: &str| {
            By::new(
                db,
                of,
                &format!("SELECT * FROM {table} WHERE {of} IS NOT NULL ORDER BY id"),
            )
        };
        Counts(by("origins"), by("open_questions"))
    }

    fn of(&self, row: &Row) -> Value {
        json!({
            "low": row["origins_low"],
            "high": row["origins_high"],
            "ids": self.0.list(&row["id"], |o| o["node"].clone()),
            "open": self.1.list(&row["id"], |o| json!({"why": o["why"], "pair": [o["a_node"], o["b_node"]]})),
        })
    }
}

fn statements(db: &Connection) -> Value {
    let members = By::new(
        db,
        "statement",
        "SELECT id, statement FROM quotations ORDER BY rowid",
    );
    let rendering = By::new(
        db,
        "of",
        "SELECT id, statement || '-' || version AS of FROM quotations ORDER BY rowid",
    );
    let versions = By::new(
        db,
        "statement",
        "SELECT * FROM versions ORDER BY statement, place",
    );
    let changes = By::new(db, "statement", "SELECT * FROM changes ORDER BY id");
    let spans = By::new(
        db,
        "of",
        "SELECT *, side || change AS of FROM change_spans ORDER BY change, side, place",
    );
    let roads = By::new(
        db,
        "of",
        "SELECT *, role || change AS of FROM change_articles ORDER BY change, role, place",
    );
    let firsthand = By::new(
        db,
        "statement",
        "SELECT f.* FROM firsthand f JOIN articles a ON a.id = article ORDER BY a.rowid",
    );
    let counts = Counts::new(db, "statement");
    let statement = |s: &Row| {
        let id = s["id"].as_str().expect("an id");
        let version = |v: &Row| {
            json!({
                "wording": v["wording"],
                "quotations": rendering.list(&json!(format!("{id}-{}", v["place"])), |q| q["id"].clone()),
            })
        };
        let change = |c: &Row| {
            with(
                take(c, &["kind", "before", "after", "direction"]),
                json!({
                    "before_spans": spans.list(&json!(format!("before{}", c["id"])), span),
                    "after_spans": spans.list(&json!(format!("after{}", c["id"])), span),
                    "introduced_by": roads.list(&json!(format!("introduced{}", c["id"])), |r| r["article"].clone()),
                    "carried_by": roads.list(&json!(format!("carried{}", c["id"])), |r| r["article"].clone()),
                    "from": c["from_quotation"], "to": c["to_quotation"], "material": c["material"] == 1,
                }),
            )
        };
        json!({
            "id": id,
            "speaker": s["speaker"].as_str().unwrap_or_default(),
            "quotations": members.list(&s["id"], |q| q["id"].clone()),
            "versions": versions.list(&s["id"], version),
            "changes": changes.list(&s["id"], change),
            "origins": counts.of(s),
            "firsthand": {"low": s["firsthand_low"], "high": s["firsthand_high"],
                "articles": firsthand.list(&s["id"], |f| f["article"].clone())},
        })
    };
    rows(db, "SELECT * FROM statements ORDER BY rowid")
        .iter()
        .map(statement)
        .collect()
}

fn events(db: &Connection) -> Value {
    let members = By::new(db, "event", "SELECT id, event FROM articles ORDER BY rowid");
    let leads = By::new(
        db,
        "event",
        "SELECT * FROM event_leads ORDER BY event, place",
    );
    let also = By::new(
        db,
        "event",
        "SELECT DISTINCT x.event, x.article, x.kind FROM event_also x JOIN articles a ON a.id = x.article ORDER BY a.rowid, x.kind = 'background'",
    );
    let passages = By::new(
        db,
        "of",
        "SELECT *, event || article || kind AS of FROM event_also ORDER BY place",
    );
    let lines = By::new(db, "event", "SELECT * FROM brief_lines ORDER BY id");
    let receipts = By::new(
        db,
        "brief_line",
        "SELECT * FROM brief_receipts ORDER BY brief_line, place",
    );
    let corrections = By::new(db, "event", "SELECT * FROM corrections ORDER BY id");
    let carried = By::new(
        db,
        "correction",
        "SELECT * FROM correction_carried ORDER BY correction, place",
    );
    let correction = |c: &Row| {
        json!({
            "article": c["article"], "withdrawn": c["withdrawn"] == 1,
            "notice": span_at(c, "notice"), "old": span_at(c, "old"), "new": span_at(c, "new"),
            "carried": carried.list(&c["id"], receipt),
        })
    };
    let figures = By::new(db, "event", "SELECT * FROM figures ORDER BY id");
    let values = By::new(db, "figure", "SELECT * FROM figure_values ORDER BY id");
    let whose = By::new(
        db,
        "value",
        "SELECT * FROM figure_origins ORDER BY value, place",
    );
    let places = By::new(
        db,
        "value",
        "SELECT * FROM figure_receipts ORDER BY value, place",
    );
    let counts = Counts::new(db, "event");
    let ruled = By::new(
        db,
        "event",
        "SELECT * FROM event_overrides ORDER BY event, line",
    );
    let event = |e: &Row| {
        let mention = |m: &Row| {
            let of = format!(
                "{}{}{}",
                e["id"].as_str().expect("an id"),
                m["article"].as_str().expect("an id"),
                m["kind"].as_str().expect("a kind")
            );
            json!({"article": m["article"], "kind": m["kind"], "spans": passages.list(&json!(of), span)})
        };
        let line = |l: &Row| {
            json!({
                "kind": l["kind"], "text": l["text"], "receipts": receipts.list(&l["id"], receipt),
            })
        };
        let value = |v: &Row| {
            with(
                take(v, &["text", "number", "bound"]),
                json!({
                    "days": {"earliest": v["earliest"], "latest": v["latest"]},
                    "origins": whose.list(&v["id"], |o| o["node"].clone()),
                    "receipts": places.list(&v["id"], receipt),
                }),
            )
        };
        let figure = |f: &Row| {
            with(
                take(f, &["what", "agreement"]),
                json!({"values": values.list(&f["id"], value)}),
            )
        };
        let mut event = with(
            take(e, &["id", "title"]),
            json!({
                "time": days(e, "time"),
                "articles": members.list(&e["id"], |a| a["id"].clone()),
                "also": also.list(&e["id"], mention),
                "lead": leads.list(&e["id"], |l| l["statement"].clone()),
                "origins": counts.of(e),
                "brief": lines.list(&e["id"], line),
                "corrections": corrections.list(&e["id"], correction),
                "figures": figures.list(&e["id"], figure),
            }),
        );
        let ruled = ruled.list(&e["id"], |r| r["line"].clone());
        if ruled.as_array().is_some_and(|r| !r.is_empty()) {
            event["overridden"] = ruled;
        }
        event
    };
    rows(db, "SELECT * FROM events ORDER BY rowid")
        .iter()
        .map(event)
        .collect()
}

fn stories(db: &Connection) -> Value {
    let events = By::new(
        db,
        "story",
        "SELECT id, story FROM events ORDER BY story, story_place",
    );
    let positions = By::new(db, "story", "SELECT * FROM positions ORDER BY story, place");
    let position = |p: &Row| {
        with(
            take(p, &["statement", "date", "modality"]),
            json!({
                "speaker": p["speaker"].as_str().unwrap_or_default(), "negated": p["negated"] == 1,
            }),
        )
    };
    let story = |y: &Row| {
        with(
            take(y, &["id", "title"]),
            json!({
                "events": events.list(&y["id"], |e| e["id"].clone()),
                "positions": positions.list(&y["id"], position),
            }),
        )
    };
    rows(db, "SELECT * FROM stories ORDER BY rowid")
        .iter()
        .map(story)
        .collect()
}

fn provenance(db: &Connection) -> Value {
    let evidence = By::new(
        db,
        "edge",
        "SELECT * FROM edge_evidence ORDER BY edge, place",
    );
    let node = |n: &Row| {
        with(
            take(n, &["id", "kind", "name"]),
            json!({"seen": n["seen"] == 1}),
        )
    };
    let edge = |e: &Row| {
        let mut edge = with(
            take(e, &["kind", "strength"]),
            json!({
                "from": e["from_node"], "to": e["to_node"], "evidence": evidence.list(&e["id"], receipt),
            }),
        );
        if !e["override_line"].is_null() {
            edge["overridden"] = json!({"line": e["override_line"], "holds": e["holds"] == 1});
        }
        edge
    };
    let nodes: Value = rows(db, "SELECT * FROM nodes ORDER BY rowid")
        .iter()
        .map(node)
        .collect();
    let edges: Value = rows(db, "SELECT * FROM edges ORDER BY id")
        .iter()
        .map(edge)
        .collect();
    json!({"nodes": nodes, "edges": edges})
}

fn cycles(db: &Connection) -> Value {
    let nodes = By::new(
        db,
        "cycle",
        "SELECT * FROM cycle_nodes ORDER BY cycle, place",
    );
    let edges = By::new(
        db,
        "cycle",
        "SELECT * FROM cycle_edges ORDER BY cycle, place",
    );
    let cycle = |c: &Row| {
        json!({
            "nodes": nodes.list(&c["id"], |n| n["node"].clone()),
            "edges": edges.list(&c["id"], |e| e["edge"].clone()),
        })
    };
    rows(db, "SELECT * FROM cycles ORDER BY id")
        .iter()
        .map(cycle)
        .collect()
}

fn speakers(db: &Connection) -> Value {
    let variants = By::new(
        db,
        "speaker",
        "SELECT * FROM speaker_variants ORDER BY speaker, place",
    );
    rows(db, "SELECT * FROM speakers ORDER BY name")
        .iter()
        .map(|s| {
            let names = variants.list(&s["id"], |v| v["wording"].clone());
            with(
                take(s, &["name", "class", "quotations"]),
                json!({"variants": names}),
            )
        })
        .collect()
}

/// The JSON report, put together from the database alone.
pub(crate) fn report_of(db: &Connection) -> Value {
    let summary = &rows(db, "SELECT * FROM summary")[0];
    let counts = [
        "pages",
        "articles",
        "repeated",
        "skipped",
        "texts",
        "events",
        "stories",
        "owners_unknown",
    ];
    let skipped = rows(db, "SELECT locator, reason FROM skipped ORDER BY place");
    json!({
        "schema": summary["report"],
        "summary": take(summary, &counts),
        "skipped": skipped,
        "articles": articles(db),
        "texts": texts(db),
        "reuse": reuse(db),
        "quotations": quotations(db),
        "speakers": speakers(db),
        "statements": statements(db),
        "events": events(db),
        "stories": stories(db),
        "provenance": provenance(db),
        "cycles": cycles(db),
        "overrides": rows(db, "SELECT line, text, warning FROM rulings ORDER BY line"),
    })
}
