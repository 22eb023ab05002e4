//! What should somebody be told of at once, after an addition? Each thing once.

use super::{Store, StoreError, rows};
use rusqlite::params;

/// Articles of an event that came since, from which on it grows fast: a wire story in a handful of outlets is the
/// common case, and a desk that wants to hear of fewer reads the view `single_origin_events`. Not calibrated.
const GROWTH_ARTICLES_MIN: u32 = 5;

/// Alerts of one kind after one addition; the rest is in the tables.
const ALERTS_MAX: u32 = 50;

/// Something to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alert {
    /// Its number.
    pub id: i64,
    /// When it was seen, in UTC.
    pub at: String,
    /// growth, material, revision, correction.
    pub kind: String,
    /// The id of the event, statement or article.
    pub about: String,
    /// What there is to tell, in a sentence.
    pub text: String,
    /// Who has it already, where another could not be told: command or address.
    pub handed: Option<String>,
}

/// An event on one origin at most of which many articles came since a moment, the last with this addition.
const GROWTH: &str = "SELECT 'growth', e.id, 'growth ' || e.id,
    e.articles || ' articles and one origin: ' || e.title || ' (' || count(*) || ' of them within a day)'
  FROM events e JOIN articles a ON a.event = e.id JOIN article_readings x ON x.article = a.id
  JOIN readings r ON r.id = x.reading JOIN additions d ON d.id = r.addition
  WHERE e.origins_high = 1 AND d.at >= ?2
  GROUP BY e.id HAVING count(*) >= ?3 AND max(r.addition) = ?1 ORDER BY count(*) DESC, e.rowid LIMIT ?4";

/// A material change of which one side came with this addition.
const MATERIAL: &str = "SELECT 'material', c.statement, 'material ' || c.from_quotation || ' ' || c.to_quotation || ' ' || c.kind || ' ' || c.before || ' / ' || c.after,
    coalesce(s.speaker || ', ', '') || c.kind || ': \"' || substr(c.before, 1, 300) || '\" (' || coalesce(a.outlet, a.locator) || ') / \"' ||
    substr(c.after, 1, 300) || '\" (' || coalesce(b.outlet, b.locator) || ')'
  FROM changes c JOIN statements s ON s.id = c.statement
  JOIN quotations f ON f.id = c.from_quotation JOIN articles a ON a.id = f.article
  JOIN quotations t ON t.id = c.to_quotation JOIN articles b ON b.id = t.article
  WHERE c.material AND EXISTS (SELECT 1 FROM article_readings x JOIN readings r ON r.id = x.reading
    WHERE x.article IN (a.id, b.id) AND r.addition = ?1) ORDER BY c.id LIMIT ?4";

/// Another version of a page, which came with this addition.
const REVISION: &str = "SELECT 'revision', v.article, 'revision ' || v.article,
    'changed after it was first read: ' || coalesce(v.title, v.address) || ' (version ' || (v.place + 1) || ')'
  FROM revisions v JOIN article_readings x ON x.article = v.article JOIN readings r ON r.id = x.reading
  WHERE v.place > 0 AND r.addition = ?1 LIMIT ?4";

/// An article that says of itself that it was corrected.
const CORRECTION: &str = "SELECT 'correction', a.id, 'correction ' || a.id,
    coalesce(a.title, a.locator) || ': ' || trim(substr(p.content, g.start + 1, min(g.end - g.start, 300)))
  FROM segments g JOIN articles a ON a.id = g.article JOIN pages p ON p.article = a.id
  JOIN article_readings x ON x.article = a.id JOIN readings r ON r.id = x.reading
  WHERE g.kind = 'correction' AND r.addition = ?1 GROUP BY a.id LIMIT ?4";

impl Store {
    /// Keeps what is to be told after `addition`, at `now`: events that grew since the moment `since` on one origin,
    /// changed words that matter, versions of pages, corrections.
    pub fn look(&mut self, addition: i64, since: &str, now: &str) -> Result<(), StoreError> {
        let transaction = self.write()?;
        for sql in [GROWTH, MATERIAL, REVISION, CORRECTION] {
            let keep = format!(
                "INSERT OR IGNORE INTO alerts (at, kind, about, key, text) SELECT ?5, * FROM ({sql})"
            );
            let limits = (GROWTH_ARTICLES_MIN, ALERTS_MAX);
            transaction.execute(&keep, params![addition, since, limits.0, limits.1, now])?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// What was not told yet.
    pub fn untold(&self) -> Result<Vec<Alert>, StoreError> {
        let sql =
            "SELECT id, at, kind, about, text, handed FROM alerts WHERE told IS NULL ORDER BY id";
        rows(&self.db, sql, [], |row| {
            Ok(Alert {
                id: row.get(0)?,
                at: row.get(1)?,
                kind: row.get(2)?,
                about: row.get(3)?,
                text: row.get(4)?,
                handed: row.get(5)?,
            })
        })
    }

    /// Keeps who has an alert, while another could not be told.
    pub fn handed(&mut self, id: i64, to: &str) -> Result<(), StoreError> {
        let sql = "UPDATE alerts SET handed = ? WHERE id = ?";
        self.db.execute(sql, params![to, id])?;
        Ok(())
    }

    /// Keeps that an alert was told.
    pub fn told(&mut self, id: i64, now: &str) -> Result<(), StoreError> {
        self.db
            .execute("UPDATE alerts SET told = ? WHERE id = ?", params![now, id])?;
        Ok(())
    }
}
