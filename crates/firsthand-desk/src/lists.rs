//! Which events, stories, articles and speakers are there, in which order?
//!
//! A list is `{"items": […], "next": OFFSET}`, with the offset of the next page or null. As CSV it is flat, with up to
//! [`CSV_MAX`] rows.

use crate::answer::{Answer, Problem};
use crate::asked::{Asked, Kind, Param};
use crate::objects::{ARTICLE_HEAD, EVENT_HEAD, STORY_HEAD};
use crate::search::{self, Words};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde_json::json;

/// Items of a page, where nobody says how many.
const PAGE: usize = 50;
const PAGE_MAX: usize = 100;
/// How far one may leaf. Beyond it, a narrower question is the way.
const OFFSET_MAX: usize = 20_000;
/// Rows of a table to keep.
const CSV_MAX: usize = 1000;
/// Outlets and languages that a summary names, the most frequent first.
const NAMES_MAX: usize = 300;
/// Circular reports and pages not read that a summary names.
const CYCLES_MAX: usize = 100;
/// Lines of the overrides that a summary has, the last ones.
const RULINGS_MAX: usize = 1000;

const FROM: Param = Param("from", Kind::Day, "Not before this day.");
const TO: Param = Param("to", Kind::Day, "Not after this day.");
const OUTLET: Param = Param("outlet", Kind::Text, "Published by this outlet.");
const LANGUAGE: Param = Param("language", Kind::Text, "In this language (ISO 639-1).");
pub(crate) const LIMIT: Param = Param("limit", Kind::Number(PAGE_MAX), "Items at most (50).");
pub(crate) const OFFSET: Param = Param("offset", Kind::Number(OFFSET_MAX), "Items to pass over.");
pub(crate) const FORMAT: Param = Param(
    "format",
    Kind::Choice(&["json", "csv"]),
    "json, or csv: up to 1000 rows to keep.",
);

pub(crate) const EVENTS: &[Param] = &[
    FROM,
    TO,
    OUTLET,
    Param("speaker", Kind::Text, "With a quotation of this speaker."),
    LANGUAGE,
    Param(
        "origins",
        Kind::Number(1000),
        "With this many origins at most, and one at least: with 1, and articles, what looks like many reports and is one.",
    ),
    Param(
        "articles",
        Kind::Number(1_000_000),
        "With this many articles at least.",
    ),
    Param(
        "material",
        Kind::Flag,
        "Only with a material change in what was said.",
    ),
    Param(
        "order",
        Kind::Choice(&["latest", "earliest", "size"]),
        "latest (first; as it is), earliest, or size: most articles first.",
    ),
    LIMIT,
    OFFSET,
    FORMAT,
];
pub(crate) const STORIES: &[Param] = &[
    Param(
        "events",
        Kind::Number(1_000_000),
        "With this many events at least.",
    ),
    Param(
        "order",
        Kind::Choice(&["latest", "size"]),
        "latest (event first; as it is), or size: most articles first.",
    ),
    LIMIT,
    OFFSET,
    FORMAT,
];
pub(crate) const ARTICLES: &[Param] = &[FROM, TO, OUTLET, LANGUAGE, LIMIT, OFFSET, FORMAT];
pub(crate) const SPEAKERS: &[Param] = &[
    Param(
        "q",
        Kind::Text,
        "Only with these words, or beginnings of words, in the name.",
    ),
    LIMIT,
    OFFSET,
    FORMAT,
];
pub(crate) const SAID: &[Param] = &[LIMIT, OFFSET, FORMAT];

/// A question to a table, put together.
#[derive(Default)]
pub(crate) struct Query {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Query {
    /// Adds a condition with one value, where there is one; `?` stands for it.
    pub(crate) fn with(&mut self, condition: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.values.push(value.into());
            self.conditions
                .push(condition.replace('?', &format!("?{}", self.values.len())));
        }
    }

    pub(crate) fn given(&mut self, condition: &str, given: bool) {
        if given {
            self.conditions.push(condition.to_owned());
        }
    }

    fn condition(&self) -> String {
        match self.conditions.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", self.conditions.join(" AND ")),
        }
    }
}

/// What a list is made of: an object a row, where that is made from, where the rows are chosen and in which order if that is elsewhere, the
/// column that tells them apart, their order, and the columns of the CSV.
pub(crate) struct List<'a> {
    pub(crate) object: &'a str,
    pub(crate) from: &'a str,
    pub(crate) rows: Option<(&'a str, &'a str)>,
    pub(crate) key: &'a str,
    pub(crate) order: &'a str,
    pub(crate) name: &'a str,
    pub(crate) columns: &'a [&'a str],
}

/// Which rows of a list are asked for, and whether to keep.
struct Wanted {
    csv: bool,
    limit: usize,
    offset: usize,
}

impl Wanted {
    fn of(asked: &Asked) -> Wanted {
        let csv = asked.text("format") == Some("csv");
        Wanted {
            csv,
            limit: if csv {
                CSV_MAX
            } else {
                asked.number("limit", PAGE)
            },
            offset: asked.number("offset", 0),
        }
    }
}

impl List<'_> {
    pub(crate) fn answer(
        &self,
        db: &Connection,
        asked: &Asked,
        mut query: Query,
    ) -> Result<Answer, Problem> {
        let wanted = Wanted::of(asked);
        let condition = query.condition();
        query
            .values
            .extend([wanted.limit as i64 + 1, wanted.offset as i64].map(Value::from));
        let n = query.values.len();
        let (from, key, order) = (self.from, self.key, self.order);
        // The rows are chosen before their objects are made.
        let alias = from.split_whitespace().last().unwrap_or_default();
        let (rows, rows_order) = self.rows.unwrap_or((from, order));
        let sql = format!(
            "SELECT {} FROM (SELECT {alias}.{key} AS r FROM {rows} {condition} ORDER BY {rows_order} LIMIT ?{} OFFSET ?{n}) z \
             CROSS JOIN {from} ON {alias}.{key} = z.r ORDER BY {order}",
            self.object,
            n - 1,
        );
        let mut statement = db.prepare_cached(&sql)?;
        let rows =
            statement.query_map(params_from_iter(query.values), |r| r.get::<_, String>(0))?;
        let rows: Vec<String> = rows.collect::<Result<_, _>>()?;
        Ok(self.page(rows, wanted))
    }

    fn page(&self, mut rows: Vec<String>, wanted: Wanted) -> Answer {
        let Wanted { csv, limit, offset } = wanted;
        let more = rows.len() > limit;
        rows.truncate(limit);
        if csv {
            return Answer::csv(table(self.columns, &rows), &format!("{}.csv", self.name));
        }
        let next = (more && offset + limit <= OFFSET_MAX).then_some(offset + limit);
        Answer::json(format!(
            "{{\"items\":[{}],\"next\":{}}}",
            rows.join(","),
            json!(next)
        ))
    }
}

/// Rows of JSON as RFC 4180 has it.
fn table(columns: &[&str], rows: &[String]) -> String {
    let mut out = columns.join(",") + "\r\n";
    for row in rows {
        let row: serde_json::Value = serde_json::from_str(row).unwrap_or_default();
        let cells: Vec<String> = columns.iter().map(|c| cell(&row[*c])).collect();
        out += &(cells.join(",") + "\r\n");
    }
    out
}

fn cell(value: &serde_json::Value) -> String {
    let text = match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(s) => s.clone(),
        serde_json::Value::Array(all) => all
            .iter()
            .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join("; "),
        other => other.to_string(),
    };
    // A table program would run what begins like this.
    let text = if value.is_string() && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    };
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// The day by which events are put in order.
const EVENT_DAY: &str = "coalesce(e.time_latest, e.time_earliest)";

/// Filters of events by what stands in their articles, the narrower ones first.
const FACETS: [&str; 3] = ["speaker", "outlet", "language"];

pub(crate) fn events(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let mut query = Query::default();
    let text = |name: &str| asked.text(name).map(str::to_owned);
    let number = |name: &str| asked.text(name).map(|_| asked.number(name, 0) as i64);
    // Events that have a facet stand there in order of their days; others are looked for in each of these.
    let mut facets = FACETS.iter().filter(|f| asked.text(f).is_some());
    let first = facets.next();
    let (rows, day, rowid) = match first {
        None => ("events e", EVENT_DAY, "e.rowid"),
        Some(facet) => {
            query.given(&format!("f.facet = '{facet}'"), true);
            query.with("f.value = ?", text(facet));
            let rows = "event_facets f CROSS JOIN events e ON e.rowid = f.event_rowid";
            (rows, "f.day", "f.event_rowid")
        }
    };
    for facet in facets {
        let has = format!(
            "EXISTS (SELECT 1 FROM event_facets g WHERE g.facet = '{facet}' AND g.value = ? AND g.day = f.day AND g.event_rowid = e.rowid)"
        );
        query.with(&has, text(facet));
    }
    query.with(&format!("{day} >= ?"), text("from"));
    query.with(&format!("{day} <= ?"), text("to"));
    // A facet has an empty day where an event has none.
    query.given("f.day <> ''", first.is_some() && asked.text("to").is_some());
    query.with("e.origins_high BETWEEN 1 AND ?", number("origins"));
    query.with("e.articles >= ?", number("articles"));
    query.given("e.material_changes > 0", asked.flag("material"));
    let order = |day: &str, rowid: &str| match asked.text("order") {
        Some("size") => "e.articles DESC, e.rowid DESC".to_owned(),
        Some("earliest") => format!("{day}, {rowid}"),
        _ => format!("{day} DESC, {rowid} DESC"),
    };
    let columns = &[
        "id",
        "title",
        "earliest",
        "latest",
        "articles",
        "texts",
        "low",
        "high",
        "outlets",
        "open",
        "opens",
        "materials",
        "story",
    ];
    List {
        object: EVENT_HEAD,
        from: "events e",
        rows: Some((rows, &order(day, rowid))),
        key: "rowid",
        order: &order(EVENT_DAY, "e.rowid"),
        name: "events",
        columns,
    }
    .answer(db, asked, query)
}

pub(crate) fn stories(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let mut query = Query::default();
    query.with(
        "y.events >= ?",
        asked
            .text("events")
            .map(|_| asked.number("events", 1) as i64),
    );
    let columns = &["id", "title", "earliest", "latest", "events", "articles"];
    let order = match asked.text("order") {
        Some("size") => "y.articles DESC, y.rowid DESC",
        _ => "y.time_latest DESC, y.rowid DESC",
    };
    List {
        object: STORY_HEAD,
        from: "stories y",
        rows: None,
        key: "rowid",
        order,
        name: "stories",
        columns,
    }
    .answer(db, asked, query)
}

pub(crate) fn articles(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let mut query = Query::default();
    let text = |name: &str| asked.text(name).map(str::to_owned);
    query.with("a.outlet = ?", text("outlet"));
    query.with("a.language = ?", text("language"));
    query.with("a.published_earliest >= ?", text("from"));
    query.with("a.published_earliest <= ?", text("to"));
    let columns = &[
        "id", "title", "outlet", "earliest", "latest", "language", "event", "text", "locator",
        "record",
    ];
    let order = "a.published_earliest DESC, a.rowid DESC";
    List {
        object: ARTICLE_HEAD,
        from: "articles a",
        rows: None,
        key: "rowid",
        order,
        name: "articles",
        columns,
    }
    .answer(db, asked, query)
}

pub(crate) fn speakers(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let wanted = Wanted::of(asked);
    let words = asked.text("q").map(Words::new);
    let rows = search::speakers(db, words.as_ref(), wanted.limit + 1, wanted.offset)?;
    let rows = rows.into_iter().map(|(object, _)| object).collect();
    let columns = &["name", "class", "statements", "quotations", "materials"];
    Ok(List {
        object: "",
        from: "",
        rows: None,
        key: "",
        order: "",
        name: "speakers",
        columns,
    }
    .page(rows, wanted))
}

pub(crate) fn speaker(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let name = &asked.of;
    let known = db
        .prepare_cached("SELECT 1 FROM statements WHERE speaker = ?1 LIMIT 1")?
        .query_row([name], |_| Ok(()))
        .optional()?;
    known.ok_or_else(|| Problem::NotFound(format!("Nobody in this database is called {name}.")))?;
    let object = "json_object('statement', s.id, 'day', s.day, 'wording', (SELECT v.wording FROM versions v WHERE v.statement = s.id AND v.place = 0), \
         'quotations', s.quotations, 'versions', s.versions, 'materials', s.material_changes, 'low', s.origins_low, 'high', s.origins_high, \
         'articles', (SELECT count(DISTINCT q.article) FROM quotations q WHERE q.statement = s.id), \
         'outlets', json((SELECT json_group_array(outlet) FROM (SELECT DISTINCT a.outlet FROM quotations q CROSS JOIN articles a ON a.id = q.article \
           WHERE q.statement = s.id AND a.outlet IS NOT NULL LIMIT 6))), \
         'event', json((SELECT json_object('id', e.id, 'title', e.title) FROM quotations q CROSS JOIN articles a ON a.id = q.article \
           CROSS JOIN events e ON e.id = a.event WHERE q.statement = s.id ORDER BY q.rowid LIMIT 1)))";
    let mut query = Query::default();
    query.with("s.speaker = ?", Some(name.clone()));
    let columns = &[
        "statement",
        "day",
        "wording",
        "quotations",
        "versions",
        "materials",
        "low",
        "high",
        "articles",
        "outlets",
    ];
    List {
        object,
        from: "statements s",
        rows: None,
        key: "rowid",
        order: "s.day DESC, s.rowid DESC",
        name: "statements",
        columns,
    }
    .answer(db, asked, query)
}

/// What the database holds as a whole.
pub(crate) fn summary(db: &Connection, _: &Asked) -> Result<Answer, Problem> {
    let one = |sql: &str| db.query_row(sql, [], |r| r.get::<_, String>(0));
    let names = |column: &str| {
        one(&format!(
            "SELECT json_group_array(json_object('name', name, 'articles', n)) FROM (SELECT {column} AS name, count(*) AS n FROM articles
             WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC, name LIMIT {NAMES_MAX})"
        ))
    };
    let counts = one(
        "SELECT json_object('pages', pages, 'articles', articles, 'repeated', repeated, 'skipped', skipped, 'texts', texts, \
         'quotations', quotations, 'statements', statements, 'events', events, 'stories', stories, 'owners_unknown', owners_unknown) FROM summary",
    )?;
    let untold = one(
        "SELECT json_object('days', (SELECT count(*) FROM articles WHERE published_earliest IS NULL OR published_earliest IS NOT published_latest), \
         'outlets', (SELECT count(*) FROM articles WHERE outlet IS NULL), 'speakers', (SELECT count(*) FROM quotations WHERE speaker IS NULL))",
    )?;
    let cycles = one(&format!(
        "SELECT json_group_array(json_object('nodes', json((SELECT json_group_array(json_array(n.id, n.name) ORDER BY x.place) FROM cycle_nodes x \
         JOIN nodes n ON n.id = x.node WHERE x.cycle = c.id)), 'edges', json((SELECT json_group_array(d.from_node || '.' || d.to_node || '.' || d.kind \
         ORDER BY x.place) FROM cycle_edges x JOIN edges d ON d.id = x.edge WHERE x.cycle = c.id)))) FROM (SELECT id FROM cycles ORDER BY id LIMIT {CYCLES_MAX}) c"
    ))?;
    let skipped = one(&format!(
        "SELECT json_group_array(json_array(locator, reason)) FROM (SELECT * FROM skipped ORDER BY place LIMIT {CYCLES_MAX})"
    ))?;
    let overrides = one(&format!(
        "SELECT json_group_array(json_object('line', line, 'text', text, 'warning', warning) ORDER BY line) \
         FROM (SELECT * FROM rulings ORDER BY line DESC LIMIT {RULINGS_MAX})"
    ))?;
    let days = one(
        "SELECT json_object('earliest', (SELECT min(coalesce(time_latest, time_earliest)) FROM events), \
         'latest', (SELECT max(coalesce(time_latest, time_earliest)) FROM events))",
    )?;
    let store = one("SELECT iif((SELECT count(*) FROM state), 'true', 'false')")?;
    // An export has no row there and is never behind.
    let current =
        one("SELECT iif((SELECT count(*) FROM state WHERE findings < changes), 'false', 'true')")?;
    let (outlets, languages) = (names("outlet")?, names("language")?);
    Ok(Answer::json(format!(
        "{{\"store\":{store},\"current\":{current},\"summary\":{counts},\"days\":{days},\"outlets\":{outlets},\"languages\":{languages},\"untold\":{untold},\"cycles\":{cycles},\"skipped\":{skipped},\"overrides\":{overrides}}}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_quoted_and_runs_nothing() {
        let rows = [
            json!({"a": "x,\"y\"\nz", "b": ["p", "q"], "c": null, "d": "=cmd()", "e": -3})
                .to_string(),
        ];
        let out = table(&["a", "b", "c", "d", "e"], &rows);
        assert_eq!(out, "a,b,c,d,e\r\n\"x,\"\"y\"\"\nz\",p; q,,'=cmd(),-3\r\n");
    }
}
