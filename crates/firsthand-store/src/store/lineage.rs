//! Which ids do events, stories and statements keep when they are made anew? The library decides
//! ([`firsthand::lineage`]); here stand the groups of the findings from before, and what is given on.

use super::{StoreError, rows};
use firsthand::lineage::{self, Groups};
use firsthand::{Id, Report};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Groups and their members in the findings of a store.
const EVENTS: &str = "SELECT event, id FROM articles";
const STORIES: &str = "SELECT e.story, a.id FROM articles a JOIN events e ON e.id = a.event";
const STATEMENTS: &str = "SELECT statement, id FROM quotations";

/// Entries that are followed.
const FORWARDS_MAX: usize = 10_000;

/// Gives the groups of `report` the ids that they had in the findings of `db`, and keeps where the others lead.
pub(super) fn carry(db: &Connection, report: &mut Report, built: u64) -> Result<(), StoreError> {
    let retired = retired(db)?;
    let articles = |of: &[firsthand::ArticleIx]| -> BTreeSet<Id> {
        of.iter().map(|a| report.articles[*a].id).collect()
    };
    let events = report.events.iter();
    let events: Groups = events.map(|e| (e.id, articles(&e.articles))).collect();
    let stories = report.stories.iter().map(|y| {
        let of = y.events.iter().flat_map(|e| &events[&report.events[*e].id]);
        (y.id, of.copied().collect())
    });
    let stories: Groups = stories.collect();
    let statements = report.statements.iter().map(|s| {
        let of = s.quotations.iter().map(|q| report.quotations[*q].id);
        (s.id, of.collect())
    });
    let statements: Groups = statements.collect();
    let carried = |old: &str, new: &Groups| -> Result<BTreeMap<Id, Id>, StoreError> {
        let found = lineage::carry(&groups(db, old)?, &retired, new);
        let mut insert = db.prepare("INSERT INTO forwarding VALUES (?, ?, ?)")?;
        for (id, to) in &found.forwards {
            insert.execute(params![id.to_string(), to.to_string(), built])?;
        }
        for id in &found.gone {
            insert.execute(params![id.to_string(), None::<String>, built])?;
        }
        Ok(found.ids)
    };
    let events = carried(EVENTS, &events)?;
    let stories = carried(STORIES, &stories)?;
    let statements = carried(STATEMENTS, &statements)?;
    let last =
        |id: &mut Id, lasting: &BTreeMap<Id, Id>| *id = lasting.get(id).copied().unwrap_or(*id);
    report
        .events
        .iter_mut()
        .for_each(|e| last(&mut e.id, &events));
    report
        .stories
        .iter_mut()
        .for_each(|y| last(&mut y.id, &stories));
    report
        .statements
        .iter_mut()
        .for_each(|s| last(&mut s.id, &statements));
    Ok(())
}

/// The groups that `sql` gives as pairs of group and member. A row that is no id is nothing that firsthand wrote.
fn groups(db: &Connection, sql: &str) -> Result<Groups, StoreError> {
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut groups = Groups::new();
    while let Some(row) = rows.next()? {
        let (group, member): (String, String) = (row.get(0)?, row.get(1)?);
        if let (Ok(group), Ok(member)) = (group.parse(), member.parse()) {
            groups.entry(group).or_default().insert(member);
        }
    }
    Ok(groups)
}

/// Ids that were given once.
fn retired(db: &Connection) -> Result<BTreeSet<Id>, StoreError> {
    let sql = "SELECT id FROM forwarding";
    let ids: Vec<String> = rows(db, sql, [], |row| row.get(0))?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Where an id that is no group's any more leads, after all forwarding entries: itself where there is none, and
/// `None` where nothing of it is left.
pub fn forward(db: &Connection, id: &str) -> Result<Option<String>, StoreError> {
    let mut select = db.prepare("SELECT leads_to FROM forwarding WHERE id = ?")?;
    let mut at = id.to_owned();
    // An id that lost its group is never given again, so there is no loop; a file edited by hand may have one.
    for _ in 0..FORWARDS_MAX {
        let next: Option<Option<String>> = select.query_row([&at], |row| row.get(0)).optional()?;
        match next {
            None => return Ok(Some(at)),
            Some(None) => return Ok(None),
            Some(Some(next)) => at = next,
        }
    }
    Ok(None)
}
