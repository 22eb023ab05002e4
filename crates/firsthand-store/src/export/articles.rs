//! Articles, their pages, and what they share.

use super::{Key, Out, Text, days, numbered, text};
use firsthand::{Article, ArticleIx, Span};
use firsthand_io::json as words;
use rusqlite::{Result, Statement, params};

impl Out<'_> {
    /// `articles`, `pages`, and the tables that point into one page.
    pub(super) fn articles(&self) -> Result<()> {
        let mut article = self.insert("articles", 19)?;
        let mut page = self.insert("pages", 2)?;
        let mut segment = self.insert("segments", 5)?;
        let mut evidence = self.insert("article_evidence", 5)?;
        let mut author = self.insert("authors", 3)?;
        let mut syndicated = self.insert("syndicated_from", 3)?;
        let mut credit = self.insert("credits", 6)?;
        let events = self.report.event_of_articles();
        for (i, a) in self.report.articles.iter().enumerate() {
            self.article_row(&mut article, i, a, events[i])?;
            let id = Key(a.id);
            page.execute(params![id, Text(a.content())])?;
            for (place, s) in a.segments.iter().enumerate() {
                let (start, end) = self.span(i, s.span);
                segment.execute(params![id, place, words::segment_kind(s.kind), start, end])?;
            }
            self.evidence_rows(&mut evidence, i, a)?;
            for (place, name) in a.authors.iter().enumerate() {
                author.execute(params![id, place, Text(name)])?;
            }
            for (place, name) in a.page.declared.syndicated_from.iter().enumerate() {
                syndicated.execute(params![id, place, Text(name)])?;
            }
            for (place, c) in a.credits.iter().enumerate() {
                let (start, end) = self.span(i, c.span);
                let kind = words::credit_kind(c.kind);
                credit.execute(params![id, place, Text(&c.name), kind, start, end])?;
            }
        }
        self.headlines()?;
        self.texts()
    }

    /// `headline_checks` and what the bodies have instead.
    fn headlines(&self) -> Result<()> {
        let mut check = self.insert("headline_checks", 7)?;
        let mut body = self.insert("headline_bodies", 4)?;
        for (id, i, c) in numbered(&self.report.headlines) {
            let at = c.span.map(|s| self.span(i, s));
            check.execute(params![
                id,
                self.article(i),
                words::headline_kind(c.kind),
                Text(&c.words),
                words::headline_verdict(c.verdict),
                at.map(|s| s.0),
                at.map(|s| s.1),
            ])?;
            for (place, span) in c.body.iter().enumerate() {
                let (start, end) = self.span(i, *span);
                body.execute(params![id, place, start, end])?;
            }
        }
        Ok(())
    }

    fn article_row(
        &self,
        insert: &mut Statement,
        i: ArticleIx,
        a: &Article,
        event: firsthand::EventIx,
    ) -> Result<()> {
        let report = self.report;
        let published = a.published.as_ref();
        let (earliest, latest) = days(published.map(|d| d.when).unwrap_or_default());
        let captured = days(a.captured);
        let body: Vec<&str> = a.body().map(|s| s.of(a.content())).collect();
        insert.execute(params![
            Key(a.id),
            text(&a.title),
            a.outlet.as_ref().map(|o| Text(&o.name)),
            earliest,
            latest,
            published.map(|d| words::how(d.how)),
            text(&a.language),
            self.event(event),
            Key(report.reuse.texts[report.reuse.text_of[i]].id),
            words::verdict(report.origins.own_reporting[i].verdict),
            words::round(report.reuse.borrowed_share[i]),
            report.reuse.revision_of[i].map(|old| self.article(old)),
            text(&a.page.declared.url),
            Text(&a.page.locator),
            text(&a.page.record),
            captured.0,
            captured.1,
            a.page.sha256,
            Text(&body.join("\n")),
        ])?;
        Ok(())
    }

    fn evidence_rows(&self, insert: &mut Statement, i: ArticleIx, a: &Article) -> Result<()> {
        let outlet = a.outlet.iter().flat_map(|o| &o.evidence);
        let published = a.published.iter().flat_map(|d| &d.evidence);
        let own = &self.report.origins.own_reporting[i].evidence;
        let mut rows = |finding: &str, spans: &mut dyn Iterator<Item = &Span>| -> Result<()> {
            for (place, span) in spans.enumerate() {
                let (start, end) = self.span(i, *span);
                insert.execute(params![Key(a.id), finding, place, start, end])?;
            }
            Ok(())
        };
        rows("outlet", &mut outlet.into_iter())?;
        rows("published", &mut published.into_iter())?;
        rows("own_reporting", &mut own.iter())
    }

    fn texts(&self) -> Result<()> {
        let mut insert = self.insert("texts", 4)?;
        for t in &self.report.reuse.texts {
            let best = &self.report.articles[t.best];
            let title = text(&best.title);
            insert.execute(params![Key(t.id), title, Key(best.id), t.articles.len()])?;
        }
        Ok(())
    }

    /// `reuse` and `passages`.
    pub(super) fn reuse(&self) -> Result<()> {
        let mut pair = self.insert("reuse", 7)?;
        let mut passage = self.insert("passages", 6)?;
        for (id, p) in self.report.reuse.pairs.iter().enumerate() {
            pair.execute(params![
                id,
                self.article(p.a),
                self.article(p.b),
                words::relation(p.relation),
                words::direction(p.direction),
                words::round(p.containment_a),
                words::round(p.containment_b),
            ])?;
            for (place, (a, b)) in p.passages.iter().enumerate() {
                let (a, b) = (self.span(p.a, *a), self.span(p.b, *b));
                passage.execute(params![id, place, a.0, a.1, b.0, b.1])?;
            }
        }
        Ok(())
    }
}
