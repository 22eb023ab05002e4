//! Events and stories.

use super::{Key, Out, Text, days, name, numbered};
use firsthand::{Event, EventIx};
use firsthand_io::json as words;
use rusqlite::{Result, Statement, params};

impl Out<'_> {
    /// `events` and the tables that belong to one.
    pub(super) fn events(&self) -> Result<()> {
        let mut event = self.insert("events", 13)?;
        let mut also = self.insert("event_also", 6)?;
        let mut lead = self.insert("event_leads", 3)?;
        let mut ruled = self.insert("event_overrides", 2)?;
        let places = self.place_of_events();
        for (i, e) in self.report.events.iter().enumerate() {
            self.event_row(&mut event, i, e, places[i])?;
            for a in &e.also {
                for (place, span) in a.spans.iter().enumerate() {
                    let (start, end) = self.span(a.article, *span);
                    also.execute(params![
                        Key(e.id),
                        self.article(a.article),
                        words::also_kind(a.kind),
                        place,
                        start,
                        end
                    ])?;
                }
            }
            for line in &e.overridden {
                ruled.execute(params![Key(e.id), line])?;
            }
            for (place, s) in e.lead.iter().enumerate() {
                lead.execute(params![Key(e.id), place, self.statement(*s)])?;
            }
        }
        self.briefs()?;
        self.corrections()
    }

    /// `corrections` and who carries what was corrected.
    fn corrections(&self) -> Result<()> {
        let mut correction = self.insert("corrections", 10)?;
        let mut carried = self.insert("correction_carried", 5)?;
        for (id, e, c) in numbered(&self.report.corrections) {
            let span = |s: firsthand::Span| self.span(c.article, s);
            let (notice, old, new) = (span(c.notice), c.old.map(span), c.new.map(span));
            correction.execute(params![
                id,
                self.event(e),
                self.article(c.article),
                c.withdrawn,
                notice.0,
                notice.1,
                old.map(|s| s.0),
                old.map(|s| s.1),
                new.map(|s| s.0),
                new.map(|s| s.1),
            ])?;
            for (place, (article, words)) in c.carried.iter().enumerate() {
                let (start, end) = self.span(*article, *words);
                carried.execute(params![id, place, self.article(*article), start, end])?;
            }
        }
        Ok(())
    }

    /// The story of each event, and its place there.
    fn place_of_events(&self) -> Vec<(usize, usize)> {
        let mut of = vec![(0, 0); self.report.events.len()];
        for (y, story) in self.report.stories.iter().enumerate() {
            for (place, &e) in story.events.iter().enumerate() {
                of[e] = (y, place);
            }
        }
        of
    }

    fn event_row(
        &self,
        insert: &mut Statement,
        i: EventIx,
        e: &Event,
        (story, place): (usize, usize),
    ) -> Result<()> {
        let count = &self.report.origins.events[i];
        let (earliest, latest) = days(e.time);
        insert.execute(params![
            Key(e.id),
            Text(&e.title),
            e.articles.len(),
            self.report.texts_of(i),
            count.low,
            count.high,
            earliest,
            latest,
            Key(self.report.stories[story].id),
            place,
            0,
            None::<i64>,
            0,
        ])?;
        Ok(())
    }

    fn briefs(&self) -> Result<()> {
        let mut line = self.insert("brief_lines", 4)?;
        let mut receipt = self.insert("brief_receipts", 5)?;
        for (id, e, l) in numbered(&self.report.origins.briefs) {
            let kind = words::brief_kind(l.kind);
            line.execute(params![id, self.event(e), kind, Text(&l.text)])?;
            for (place, r) in l.receipts.iter().enumerate() {
                let (start, end) = self.span(r.article, r.span);
                receipt.execute(params![id, place, self.article(r.article), start, end])?;
            }
        }
        Ok(())
    }

    /// `stories` and `positions`.
    pub(super) fn stories(&self) -> Result<()> {
        let mut story = self.insert("stories", 6)?;
        let mut position = self.insert("positions", 7)?;
        for y in &self.report.stories {
            let articles = y
                .events
                .iter()
                .map(|&e| self.report.events[e].articles.len());
            let articles: usize = articles.sum();
            story.execute(params![
                Key(y.id),
                Text(&y.title),
                y.events.len(),
                articles,
                None::<String>,
                None::<String>,
            ])?;
            for (place, p) in y.positions.iter().enumerate() {
                position.execute(params![
                    Key(y.id),
                    place,
                    name(&self.report.statements[p.statement].speaker),
                    p.when.exact().map(|d| d.to_string()),
                    p.negated,
                    words::modality(p.modality),
                    self.statement(p.statement),
                ])?;
            }
        }
        Ok(())
    }
}
