//! What does `firsthand watch` do in this store: which feeds does it ask, how do they answer, and of what did it alert somebody?

use crate::answer::{Answer, Problem};
use crate::asked::{Asked, Kind, Param};
use crate::lists::{FORMAT, LIMIT, List, OFFSET, Query};
use rusqlite::Connection;

pub(crate) const FEEDS: &[Param] = &[
    Param(
        "problem",
        Kind::Flag,
        "Only feeds whose last answer was wrong.",
    ),
    LIMIT,
    OFFSET,
    FORMAT,
];
pub(crate) const ALERTS: &[Param] = &[
    Param(
        "kind",
        Kind::Choice(&["growth", "material", "revision", "correction"]),
        "Only of this kind.",
    ),
    Param("about", Kind::Text, "Only about the finding with this id."),
    LIMIT,
    OFFSET,
    FORMAT,
];

/// A feed (`f`), with the pages that its entries led to.
const FEED: &str = "json_object('url', f.url, 'title', f.title, 'asked', f.asked, 'due', f.due, 'failures', f.failures, \
    'problem', f.problem, 'pages', (SELECT count(*) FROM watched w WHERE w.feed = f.url), \
    'waiting', (SELECT count(*) FROM watched w WHERE w.feed = f.url AND w.due IS NOT NULL), \
    'failing', (SELECT count(*) FROM watched w WHERE w.feed = f.url AND w.problem IS NOT NULL))";

/// An alert (`l`).
const ALERT: &str = "json_object('id', l.id, 'at', l.at, 'kind', l.kind, 'about', l.about, 'text', l.text, 'told', l.told)";

/// Feeds, those with problems first.
pub(crate) fn feeds(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let mut query = Query::default();
    query.given("f.problem IS NOT NULL", asked.flag("problem"));
    let columns = &[
        "url", "title", "asked", "due", "failures", "problem", "pages", "waiting", "failing",
    ];
    List {
        object: FEED,
        from: "feeds f",
        rows: None,
        key: "url",
        order: "f.problem IS NULL, f.url",
        name: "feeds",
        columns,
    }
    .answer(db, asked, query)
}

/// Alerts, the latest first.
pub(crate) fn alerts(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let mut query = Query::default();
    query.with("l.kind = ?", asked.text("kind").map(str::to_owned));
    query.with("l.about = ?", asked.text("about").map(str::to_owned));
    let columns = &["id", "at", "kind", "about", "text", "told"];
    List {
        object: ALERT,
        from: "alerts l",
        rows: None,
        key: "rowid",
        order: "l.id DESC",
        name: "alerts",
        columns,
    }
    .answer(db, asked, query)
}
