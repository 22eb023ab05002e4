//! What is the finding with this id, and what belongs to it?

use crate::answer::{Answer, Problem};
use crate::asked::Asked;
use crate::part::{ARTICLES_MAX, MEMBERS_MAX, Part, ids};
use rusqlite::{Connection, OptionalExtension};

/// Whether a row has this id; where it leads, if it was that of a group that went up in another.
fn known(db: &Connection, table: &str, id: &str) -> Result<(), Problem> {
    let sql = format!("SELECT 1 FROM {table} WHERE id = ?1");
    let row = db
        .prepare_cached(&sql)?
        .query_row([id], |_| Ok(()))
        .optional()?;
    match row {
        Some(()) => Ok(()),
        None => Err(match firsthand_store::forward(db, id)? {
            Some(now) if now != id => Problem::Moved(format!("/api/{table}/{now}")),
            _ => Problem::NotFound(format!("Nothing in this database has the id {id}.")),
        }),
    }
}

/// What `fill` puts into a part of the report about the row of `table` that is asked for.
fn about(
    db: &Connection,
    asked: &Asked,
    table: &str,
    fill: fn(&mut Part, &Connection, &str) -> Result<(), Problem>,
) -> Result<Answer, Problem> {
    known(db, table, &asked.of)?;
    let mut part = Part::default();
    fill(&mut part, db, &asked.of)?;
    part.answer(db)
}

pub(crate) fn event(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    about(db, asked, "events", Part::event)
}

pub(crate) fn graph(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    about(db, asked, "events", Part::graph)
}

pub(crate) fn story(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    about(db, asked, "stories", Part::story)
}

pub(crate) fn article(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    known(db, "articles", &asked.of)?;
    of_articles(db, std::slice::from_ref(&asked.of))
}

pub(crate) fn articles(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let wanted = asked
        .text("id")
        .unwrap_or_default()
        .split(',')
        .take(ARTICLES_MAX);
    let wanted: Vec<String> = wanted
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    of_articles(db, &wanted)
}

pub(crate) fn text(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    known(db, "texts", &asked.of)?;
    of_articles(
        db,
        &ids(db, "SELECT best FROM texts WHERE id = ?1", [&asked.of])?,
    )
}

pub(crate) fn quotation(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    known(db, "quotations", &asked.of)?;
    of_articles(
        db,
        &ids(
            db,
            "SELECT article FROM quotations WHERE id = ?1",
            [&asked.of],
        )?,
    )
}

pub(crate) fn statement(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    known(db, "statements", &asked.of)?;
    let sql = "SELECT DISTINCT article FROM quotations WHERE statement = ?1";
    let mut part = Part::default();
    let articles = ids(db, sql, [&asked.of])?;
    part.articles(db, &articles[..articles.len().min(MEMBERS_MAX)])?;
    part.answer(db)
}

pub(crate) fn node(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    about(db, asked, "nodes", Part::node)
}

pub(crate) fn edge(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let none = || Problem::NotFound(format!("There is no edge {}.", asked.of));
    let [from, to, kind] = asked
        .of
        .split('.')
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| none())?;
    let sql = "SELECT id FROM edges WHERE from_node = ?1 AND to_node = ?2 AND kind = ?3";
    let edge = db
        .prepare_cached(sql)?
        .query_row([from, to, kind], |r| r.get::<_, i64>(0))
        .optional()?;
    let edge = edge.ok_or_else(none)?;
    let sql = "SELECT DISTINCT article FROM edge_evidence WHERE edge = ?1";
    let articles = ids(db, sql, [edge])?;
    let mut part = Part::default();
    part.articles(db, &articles)?;
    if articles.is_empty() {
        part.node(db, from)?;
    }
    part.answer(db)
}

fn of_articles(db: &Connection, wanted: &[String]) -> Result<Answer, Problem> {
    let mut part = Part::default();
    part.articles(db, wanted)?;
    part.answer(db)
}
