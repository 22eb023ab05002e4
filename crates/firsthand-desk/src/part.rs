//! What does a reader of one finding need beside it? A part of the report: the same lists, cut to that.
//!
//! An article comes with its quotations, with the statements that these render (each with all of its
//! quotations), with what it shares with others, and with the edges that are read off from it. Of every
//! other article, event and story that is spoken of it has the head: what a list shows of it.

use crate::answer::{Answer, Problem};
use crate::objects::*;
use rusqlite::{Connection, Params, params};
use std::collections::BTreeSet;

/// Articles that one answer holds in full, where they are asked for.
pub(crate) const ARTICLES_MAX: usize = 32;
/// Those that an event or a statement comes with; a screen asks for the others as it needs them.
pub(crate) const MEMBERS_MAX: usize = 4;
/// Statements of a story's positions that one answer holds, and edges of a node.
const MORE_MAX: usize = 100;
/// Pairs that share words, of one article.
const PAIRS_MAX: usize = 200;

/// The lists of a part, each of objects in JSON.
#[derive(Default)]
pub(crate) struct Part {
    articles: Vec<String>,
    texts: Vec<String>,
    reuse: Vec<String>,
    quotations: Vec<String>,
    statements: Vec<String>,
    events: Vec<String>,
    stories: Vec<String>,
    nodes: Vec<String>,
    edges: Vec<String>,
    /// Articles, nodes and statements that are spoken of.
    named: BTreeSet<String>,
    nodes_named: BTreeSet<String>,
    whole: BTreeSet<String>,
}

/// Ids as the parameter of `json_each`.
fn list(ids: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|i| i.as_ref().to_owned()).collect();
    serde_json::Value::from(ids).to_string()
}

fn strings(db: &Connection, sql: &str, params: impl Params) -> Result<Vec<String>, Problem> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params, |r| r.get::<_, Option<String>>(0))?;
    let rows: Vec<Option<String>> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// Ids that stand in a column.
pub(crate) fn ids(db: &Connection, sql: &str, params: impl Params) -> Result<Vec<String>, Problem> {
    strings(db, sql, params)
}

impl Part {
    /// These articles in full, as far as there are any.
    pub(crate) fn articles(&mut self, db: &Connection, wanted: &[String]) -> Result<(), Problem> {
        let wanted: Vec<&String> = wanted.iter().take(ARTICLES_MAX).collect();
        let here = list(&wanted);
        self.whole.extend(wanted.into_iter().cloned());
        self.articles = strings(
            db,
            &format!(
                "SELECT {ARTICLE} FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value"
            ),
            [&here],
        )?;
        self.named.extend(self.whole.iter().cloned());
        self.named.extend(ids(
            db,
            "SELECT a.revision_of FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value",
            [&here],
        )?);
        self.texts(db, &here)?;
        self.reuse(db, &here)?;
        let statements = ids(
            db,
            "SELECT DISTINCT q.statement FROM json_each(?1) j CROSS JOIN quotations q ON q.article = j.value",
            [&here],
        )?;
        self.statements(db, &statements)?;
        let edges = ids(
            db,
            "SELECT DISTINCT CAST(d AS TEXT) FROM (
               SELECT x.edge AS d FROM json_each(?1) j CROSS JOIN edge_evidence x ON x.article = j.value
               UNION ALL
               SELECT x.id FROM json_each(?1) j CROSS JOIN edges x ON x.from_node = j.value)",
            [&here],
        )?;
        self.edges(db, &edges)
    }

    fn texts(&mut self, db: &Connection, here: &str) -> Result<(), Problem> {
        self.texts = strings(
            db,
            &format!(
                "SELECT {TEXT} FROM (SELECT DISTINCT a.text FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value) x
                 CROSS JOIN texts t ON t.id = x.text"
            ),
            [here],
        )?;
        self.named.extend(ids(
            db,
            "SELECT b.id FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN articles b ON b.text = a.text",
            [here],
        )?);
        Ok(())
    }

    fn reuse(&mut self, db: &Connection, here: &str) -> Result<(), Problem> {
        let pairs = "SELECT id FROM (SELECT r.id, r.relation FROM json_each(?1) j CROSS JOIN reuse r ON r.a = j.value
            UNION SELECT r.id, r.relation FROM json_each(?1) j CROSS JOIN reuse r ON r.b = j.value)
            WHERE relation <> 'template' LIMIT ?2";
        let most = PAIRS_MAX * self.whole.len().max(1);
        self.reuse = strings(
            db,
            &format!("SELECT {REUSE} FROM reuse r WHERE r.id IN ({pairs}) ORDER BY r.id"),
            params![here, most],
        )?;
        self.named.extend(ids(
            db,
            &format!("SELECT k.value FROM (SELECT a, b FROM reuse WHERE id IN ({pairs})) r, json_each(json_array(r.a, r.b)) k"),
            params![here, most],
        )?);
        Ok(())
    }

    /// These statements, each with all of its quotations and what its count of origins names.
    pub(crate) fn statements(&mut self, db: &Connection, wanted: &[String]) -> Result<(), Problem> {
        let here = list(wanted);
        self.statements = strings(
            db,
            &format!(
                "SELECT {STATEMENT} FROM json_each(?1) j CROSS JOIN statements s ON s.id = j.value"
            ),
            [&here],
        )?;
        self.quotations = strings(
            db,
            &format!(
                "SELECT {QUOTATION} FROM json_each(?1) j CROSS JOIN quotations q ON q.statement = j.value"
            ),
            [&here],
        )?;
        self.named.extend(ids(
            db,
            "SELECT DISTINCT article FROM (
               SELECT q.article FROM json_each(?1) j CROSS JOIN quotations q ON q.statement = j.value
               UNION ALL SELECT f.article FROM json_each(?1) j CROSS JOIN firsthand f ON f.statement = j.value)",
            [&here],
        )?);
        self.counted(db, "statement", &here)
    }

    /// The nodes that counts of origins name.
    fn counted(&mut self, db: &Connection, of: &str, here: &str) -> Result<(), Problem> {
        let sql = format!(
            "SELECT o.node FROM json_each(?1) j CROSS JOIN origins o ON o.{of} = j.value
             UNION SELECT k.value FROM json_each(?1) j CROSS JOIN open_questions o ON o.{of} = j.value,
               json_each(json_array(o.a_node, o.b_node)) k",
        );
        self.nodes_named.extend(ids(db, &sql, [here])?);
        Ok(())
    }

    fn edges(&mut self, db: &Connection, wanted: &[String]) -> Result<(), Problem> {
        let here = list(wanted);
        self.edges = strings(
            db,
            &format!(
                "SELECT {EDGE} FROM json_each(?1) j CROSS JOIN edges d ON d.id = CAST(j.value AS INTEGER) ORDER BY d.id"
            ),
            [&here],
        )?;
        self.nodes_named.extend(ids(
            db,
            "SELECT k.value FROM json_each(?1) j CROSS JOIN edges d ON d.id = CAST(j.value AS INTEGER), json_each(json_array(d.from_node, d.to_node)) k",
            [&here],
        )?);
        self.named.extend(ids(
            db,
            "SELECT DISTINCT x.article FROM json_each(?1) j CROSS JOIN edge_evidence x ON x.edge = CAST(j.value AS INTEGER)",
            [&here],
        )?);
        Ok(())
    }

    /// The event, with the heads of all of its articles and the first of them in full.
    pub(crate) fn event(&mut self, db: &Connection, id: &str) -> Result<(), Problem> {
        let members = ids(
            db,
            "SELECT id FROM articles WHERE event = ?1 ORDER BY published_earliest, rowid",
            [id],
        )?;
        self.articles(db, &members[..members.len().min(MEMBERS_MAX)])?;
        self.named.extend(members);
        self.events = strings(
            db,
            &format!("SELECT {EVENT} FROM events e WHERE e.id = ?1"),
            [id],
        )?;
        self.named.extend(ids(
            db,
            "SELECT article FROM event_also WHERE event = ?1
             UNION SELECT x.article FROM brief_lines b CROSS JOIN brief_receipts x ON x.brief_line = b.id WHERE b.event = ?1
             UNION SELECT x.article FROM corrections c CROSS JOIN correction_carried x ON x.correction = c.id WHERE c.event = ?1
             UNION SELECT x.article FROM figures f CROSS JOIN figure_values v ON v.figure = f.id
               CROSS JOIN figure_receipts x ON x.value = v.id WHERE f.event = ?1",
            [id],
        )?);
        self.nodes_named.extend(ids(
            db,
            "SELECT x.node FROM figures f CROSS JOIN figure_values v ON v.figure = f.id
             CROSS JOIN figure_origins x ON x.value = v.id WHERE f.event = ?1",
            [id],
        )?);
        self.counted(db, "event", &list([id]))
    }

    /// The edges that are read off from the event's articles, and what its count of origins names.
    pub(crate) fn graph(&mut self, db: &Connection, id: &str) -> Result<(), Problem> {
        let edges = ids(
            db,
            "SELECT DISTINCT CAST(d AS TEXT) FROM (
               SELECT x.edge AS d FROM articles a CROSS JOIN edge_evidence x ON x.article = a.id WHERE a.event = ?1
               UNION ALL
               SELECT x.id FROM articles a CROSS JOIN edges x ON x.from_node = a.id WHERE a.event = ?1)",
            [id],
        )?;
        self.edges(db, &edges)?;
        self.counted(db, "event", &list([id]))
    }

    /// The story, with the heads of its events and articles and the statements of its positions.
    pub(crate) fn story(&mut self, db: &Connection, id: &str) -> Result<(), Problem> {
        let positions = ids(
            db,
            &format!("SELECT DISTINCT statement FROM positions WHERE story = ?1 LIMIT {MORE_MAX}"),
            [id],
        )?;
        self.statements(db, &positions)?;
        self.stories = strings(
            db,
            &format!("SELECT {STORY} FROM stories y WHERE y.id = ?1"),
            [id],
        )?;
        self.named.extend(ids(
            db,
            "SELECT a.id FROM events e CROSS JOIN articles a ON a.event = e.id WHERE e.story = ?1",
            [id],
        )?);
        Ok(())
    }

    /// The node, with its edges.
    pub(crate) fn node(&mut self, db: &Connection, id: &str) -> Result<(), Problem> {
        let edges = ids(
            db,
            &format!(
                "SELECT CAST(id AS TEXT) FROM (SELECT * FROM (SELECT id FROM edges WHERE from_node = ?1 LIMIT {MORE_MAX})
                 UNION SELECT * FROM (SELECT id FROM edges WHERE to_node = ?1 LIMIT {MORE_MAX})) LIMIT {MORE_MAX}"
            ),
            [id],
        )?;
        self.edges(db, &edges)?;
        self.nodes_named.insert(id.to_owned());
        Ok(())
    }

    /// The part, with the nodes and heads that it names.
    pub(crate) fn answer(mut self, db: &Connection) -> Result<Answer, Problem> {
        self.nodes = strings(
            db,
            &format!("SELECT {NODE} FROM json_each(?1) j CROSS JOIN nodes n ON n.id = j.value"),
            [&list(&self.nodes_named)],
        )?;
        let articles = self.nodes_named.iter().filter(|n| n.starts_with('a'));
        self.named.extend(articles.cloned());
        let heads = Heads::of_articles(db, &self.named)?;
        let lists = [
            ("articles", &self.articles),
            ("texts", &self.texts),
            ("reuse", &self.reuse),
            ("quotations", &self.quotations),
            ("statements", &self.statements),
            ("events", &self.events),
            ("stories", &self.stories),
            ("nodes", &self.nodes),
            ("edges", &self.edges),
        ];
        let mut json = String::from("{");
        for (name, items) in lists {
            json.push_str(&format!("\"{name}\":[{}],", items.join(",")));
        }
        json.push_str(&format!("\"heads\":{}}}", heads.json()));
        Ok(Answer::json(json))
    }
}

/// What lists show of articles, events and stories.
pub(crate) struct Heads {
    articles: Vec<String>,
    events: Vec<String>,
    stories: Vec<String>,
}

impl Heads {
    /// Of these articles, the events that they report, and the stories of those with all of their events.
    fn of_articles(db: &Connection, named: &BTreeSet<String>) -> Result<Self, Problem> {
        let here = list(named);
        let articles = strings(
            db,
            &format!(
                "SELECT {ARTICLE_HEAD} FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value"
            ),
            [&here],
        )?;
        let events =
            "SELECT DISTINCT a.event FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value";
        Ok(Heads {
            articles,
            events: strings(
                db,
                &format!("SELECT {EVENT_HEAD} FROM ({events}) x CROSS JOIN events e ON e.id = x.event"),
                [&here],
            )?,
            stories: strings(
                db,
                &format!(
                    "SELECT {STORY_HEAD} FROM (SELECT DISTINCT e.story FROM ({events}) x CROSS JOIN events e ON e.id = x.event) z
                     CROSS JOIN stories y ON y.id = z.story"
                ),
                [&here],
            )?,
        })
    }

    fn json(&self) -> String {
        let [articles, events, stories] =
            [&self.articles, &self.events, &self.stories].map(|l| l.join(","));
        format!("{{\"articles\":[{articles}],\"events\":[{events}],\"stories\":[{stories}]}}")
    }
}
