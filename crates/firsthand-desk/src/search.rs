//! Where do these words stand? Full-text search over articles, quotations and names of speakers.
//!
//! What a person types is never handed to the index as it is: every word of it becomes a quoted string, so that no
//! question is a fault of syntax. Hits are put in order by rank (bm25) as long as there are few; of a word that is
//! everywhere, the latest are shown, found without ranking them all.

use crate::answer::{Answer, Problem};
use crate::asked::Asked;
use crate::objects::SPEAKER_HEAD;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

/// Hits up to which all are ranked.
const RANKED_MAX: i64 = 500;
/// Words of a question.
const WORDS_MAX: usize = 16;
/// Hits of each kind.
const PAGE: usize = 10;
/// Words of an excerpt.
const EXCERPT_WORDS: i32 = 32;
/// Marks around a hit in an excerpt, which no text should hold; where one does, marks are wrong and nothing else.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// The words of a question.
pub(crate) struct Words {
    /// With quotation marks around, and `*` behind a beginning.
    wanted: Vec<String>,
    unwanted: Vec<String>,
}

impl Words {
    pub(crate) fn new(text: &str) -> Self {
        let mut words = Words {
            wanted: Vec::new(),
            unwanted: Vec::new(),
        };
        let mut rest = text.trim_start();
        while !rest.is_empty() && words.wanted.len() + words.unwanted.len() < WORDS_MAX {
            let not = rest.starts_with('-');
            rest = rest.strip_prefix('-').unwrap_or(rest);
            let (word, after, phrase) = match rest.strip_prefix(['"', '“', '„']) {
                Some(inner) => {
                    let (phrase, after) = inner.split_once(['"', '”', '“']).unwrap_or((inner, ""));
                    (phrase, after, true)
                }
                None => {
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    (&rest[..end], &rest[end..], false)
                }
            };
            rest = after.trim_start();
            // What has no letter or number is no word to the index.
            if word.chars().any(char::is_alphanumeric) {
                let begin = if !phrase && word.ends_with('*') {
                    "*"
                } else {
                    ""
                };
                let quoted = format!(
                    "\"{}\"{begin}",
                    word.trim_end_matches('*').replace(['"', '\0'], " ")
                );
                if not {
                    words.unwanted.push(quoted)
                } else {
                    words.wanted.push(quoted)
                }
            }
        }
        words
    }

    /// As the index wants it; nothing where there is no word to look for.
    pub(crate) fn all(&self) -> Option<String> {
        (!self.wanted.is_empty()).then(|| {
            let not: String = self.unwanted.iter().map(|w| format!(" NOT {w}")).collect();
            format!("({}){not}", self.wanted.join(" AND "))
        })
    }

    /// The same, every word as the beginning of one.
    fn beginnings(&self) -> Option<String> {
        let words: Vec<String> = self
            .wanted
            .iter()
            .map(|w| format!("{}*", w.trim_end_matches('*')))
            .collect();
        (!words.is_empty()).then(|| words.join(" AND "))
    }
}

pub(crate) fn run(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let text = asked.text("q").unwrap_or_default();
    let words = Words::new(text);
    let only = asked.text("of");
    let wanted = |kind: &str| only.is_none_or(|o| o == kind);
    let none = || json!({"items": [], "next": null, "more": false});
    let mut out = json!({"q": text, "articles": none(), "quotations": none(), "speakers": none()});
    if let Some(query) = words.all() {
        let page = (asked.number("limit", PAGE), asked.number("offset", 0));
        if wanted("articles") {
            out["articles"] = hits(db, &ARTICLES, &query, page)?;
        }
        if wanted("quotations") {
            out["quotations"] = hits(db, &QUOTATIONS, &query, page)?;
        }
        if wanted("speakers") {
            out["speakers"] = speakers_page(db, &words, page)?;
        }
    }
    Ok(Answer::json(out.to_string()))
}

/// An index, and what is shown of a hit: names and columns, of which the marked ones come from the index.
struct Index {
    fts: &'static str,
    table: &'static str,
    object: &'static str,
    title: (&'static str, i32),
    body: (&'static str, i32),
}

const ARTICLES: Index = Index {
    fts: "articles_fts",
    table: "articles a",
    object: "json_object('id', a.id, 'outlet', a.outlet, 'earliest', a.published_earliest, 'latest', a.published_latest, 'event', a.event)",
    title: ("title", 0),
    body: ("excerpt", 1),
};

const QUOTATIONS: Index = Index {
    fts: "quotations_fts",
    table: "quotations a",
    object: "json_object('id', a.id, 'statement', a.statement, 'article', a.article, \
        'outlet', (SELECT x.outlet FROM articles x WHERE x.id = a.article), \
        'earliest', (SELECT x.published_earliest FROM articles x WHERE x.id = a.article), \
        'latest', (SELECT x.published_latest FROM articles x WHERE x.id = a.article))",
    title: ("speaker", 0),
    body: ("words", 1),
};

fn hits(
    db: &Connection,
    index: &Index,
    query: &str,
    (limit, offset): (usize, usize),
) -> Result<Value, Problem> {
    let Index {
        fts,
        table,
        object,
        title,
        body,
    } = index;
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {fts} WHERE {fts} MATCH ?1 LIMIT {})",
        RANKED_MAX + 1
    );
    let found: i64 = db.prepare_cached(&sql)?.query_row([query], |r| r.get(0))?;
    let order = if found > RANKED_MAX {
        "f.rowid DESC"
    } else {
        "f.rank"
    };
    let sql = format!(
        "SELECT {object}, highlight({fts}, {}, ?4, ?5), snippet({fts}, {}, ?4, ?5, '…', {EXCERPT_WORDS})
         FROM {fts} f CROSS JOIN {table} ON a.rowid = f.rowid WHERE {fts} MATCH ?1 ORDER BY {order} LIMIT ?2 OFFSET ?3",
        title.1, body.1
    );
    let mut statement = db.prepare_cached(&sql)?;
    let values = params![
        query,
        limit + 1,
        offset,
        OPEN.to_string(),
        CLOSE.to_string()
    ];
    let rows = statement.query_map(values, |r| {
        Ok((
            r.get::<_, String>(0)?,
            r.get::<_, Option<String>>(1)?,
            r.get::<_, Option<String>>(2)?,
        ))
    })?;
    let mut items = Vec::new();
    for row in rows {
        let (object, head, words) = row?;
        let mut item: Value = serde_json::from_str(&object).unwrap_or_default();
        item[title.0] = head.map_or(Value::Null, |t| marked(&t));
        item[body.0] = words.map_or(Value::Null, |t| marked(&t));
        items.push(item);
    }
    let more = items.len() > limit;
    items.truncate(limit);
    Ok(json!({"items": items, "next": more.then_some(offset + limit), "more": found > RANKED_MAX}))
}

fn speakers_page(
    db: &Connection,
    words: &Words,
    (limit, offset): (usize, usize),
) -> Result<Value, Problem> {
    let rows = speakers(db, Some(words), limit + 1, offset)?;
    let item = |(object, name): &(String, Option<String>)| {
        let mut item: Value = serde_json::from_str(object).unwrap_or_default();
        item["marked"] = name.as_deref().map_or(Value::Null, marked);
        item
    };
    let mut items: Vec<Value> = rows.iter().map(item).collect();
    let more = items.len() > limit;
    items.truncate(limit);
    Ok(json!({"items": items, "next": more.then_some(offset + limit), "more": false}))
}

/// Speakers, the most quoted first, by which they are numbered; not those whose quotations all render statements of another; only those with all of `words`, or beginnings of them, in the name, which is
/// given with the hits in it between marks.
pub(crate) fn speakers(
    db: &Connection,
    words: Option<&Words>,
    limit: usize,
    offset: usize,
) -> Result<Vec<(String, Option<String>)>, Problem> {
    let query = words.map(Words::beginnings);
    let (name, from, query) = match query {
        None => (
            "NULL",
            "speakers p WHERE ?3 IS NULL AND ?4 <> ?5 AND p.statements > 0 ORDER BY p.id",
            None,
        ),
        Some(None) => return Ok(Vec::new()),
        Some(query) => (
            "highlight(speakers_fts, 0, ?4, ?5)",
            "speakers_fts f CROSS JOIN speakers p ON p.id = f.rowid WHERE speakers_fts MATCH ?3 AND p.statements > 0 ORDER BY f.rowid",
            query,
        ),
    };
    let sql = format!("SELECT {SPEAKER_HEAD}, {name} FROM {from} LIMIT ?1 OFFSET ?2");
    let mut statement = db.prepare_cached(&sql)?;
    let values = params![limit, offset, query, OPEN.to_string(), CLOSE.to_string()];
    let rows = statement.query_map(values, |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A text and the places of its hits, in code points.
fn marked(text: &str) -> Value {
    let (mut out, mut marks, mut at, mut from) = (String::new(), Vec::new(), 0, None);
    for c in text.chars() {
        match c {
            OPEN => from = Some(at),
            CLOSE => marks.extend(from.take().map(|start| json!({"start": start, "end": at}))),
            _ => {
                out.push(c);
                at += 1;
            }
        }
    }
    json!({"text": out, "marks": marks})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_no_syntax() {
        let all = |text: &str| Words::new(text).all();
        assert_eq!(
            all("fire warehouse").as_deref(),
            Some(r#"("fire" AND "warehouse")"#)
        );
        assert_eq!(
            all("“no plans” -bridge reop*").as_deref(),
            Some(r#"("no plans" AND "reop"*) NOT "bridge""#)
        );
        assert_eq!(
            all(r#""open phrase"#).as_deref(),
            Some(r#"("open phrase")"#)
        );
        for nothing in ["", "  ", "\"", "-", "* ( ) :", "-bridge"] {
            assert_eq!(all(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn marks_are_places() {
        let out = marked("a \u{1}fé\u{2} c");
        assert_eq!(
            out,
            json!({"text": "a fé c", "marks": [{"start": 2, "end": 4}]})
        );
    }
}
