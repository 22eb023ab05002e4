//! Quotations, and the statements that they render.

use super::{Key, Out, Text, name};
use firsthand::Quotation;
use firsthand_io::json as words;
use rusqlite::{Result, Statement, params};

/// Characters of a wording in the title of a statement; `quotations.title` in the schema cuts likewise.
const TITLE_CHARS: usize = 70;

impl Out<'_> {
    /// `quotations` and the tables that belong to one.
    pub(super) fn quotations(&self) -> Result<()> {
        let mut quotation = self.insert("quotations", 15)?;
        let mut span = self.insert("quotation_spans", 4)?;
        let mut relay = self.insert("roads", 6)?;
        let places = self.place_of_quotations();
        for (q, place) in self.report.quotations.iter().zip(places) {
            self.quotation_row(&mut quotation, q, place)?;
            for (place, content) in q.content.iter().enumerate() {
                let (start, end) = self.span(q.article, *content);
                span.execute(params![Key(q.id), place, start, end])?;
            }
            for (place, r) in q.road.iter().enumerate() {
                let (start, end) = self.span(q.article, r.span);
                let kind = words::relay_kind(r.kind);
                relay.execute(params![Key(q.id), place, Text(&r.name), kind, start, end])?;
            }
        }
        Ok(())
    }

    /// `speakers` and their variants.
    pub(super) fn speakers(&self) -> Result<()> {
        let mut speaker = self.insert("speakers", 6)?;
        let mut variant = self.insert("speaker_variants", 3)?;
        let mut named = firsthand::speaker::named(&self.report.articles, &self.report.quotations);
        named.sort_by(|a, b| (b.quotations, &a.name).cmp(&(a.quotations, &b.name)));
        for (id, n) in named.iter().enumerate() {
            let class = words::speaker_class(n.class);
            speaker.execute(params![id, Text(&n.name), class, n.quotations, 0, 0])?;
            for (place, wording) in n.variants.iter().enumerate() {
                variant.execute(params![id, place, Text(wording)])?;
            }
        }
        Ok(())
    }

    /// The statement of each quotation, and which of its wordings it has.
    fn place_of_quotations(&self) -> Vec<(firsthand::StatementIx, Option<usize>)> {
        let mut of = vec![(0, None); self.report.quotations.len()];
        for (s, statement) in self.report.statements.iter().enumerate() {
            statement.quotations.iter().for_each(|&q| of[q].0 = s);
            for (place, version) in statement.versions.iter().enumerate() {
                version
                    .quotations
                    .iter()
                    .for_each(|&q| of[q].1 = Some(place));
            }
        }
        of
    }

    fn quotation_row(
        &self,
        insert: &mut Statement,
        q: &Quotation,
        (statement, version): (firsthand::StatementIx, Option<usize>),
    ) -> Result<()> {
        let content = self.report.articles[q.article].content();
        let spans: Vec<&str> = q.content.iter().map(|s| s.of(content)).collect();
        let mention = self.span_of(q.article, q.speaker.as_ref().and_then(|s| s.mention));
        let cue = self.span_of(q.article, q.cue);
        let occasion = self.span_of(q.article, q.occasion.as_ref().map(|o| o.span));
        insert.execute(params![
            Key(q.id),
            q.speaker.as_ref().map(|s| Text(&s.name)),
            Text(&spans.join(" ")),
            words::quotation_kind(q.kind),
            self.article(q.article),
            self.statement(statement),
            version,
            q.speaker.as_ref().map(|s| words::speaker_class(s.class)),
            q.occasion.as_ref().map(|o| Text(&o.text)),
            mention.0,
            mention.1,
            cue.0,
            cue.1,
            occasion.0,
            occasion.1,
        ])?;
        Ok(())
    }

    /// `statements` and the tables that belong to one.
    pub(super) fn statements(&self) -> Result<()> {
        let mut statement = self.insert("statements", 11)?;
        let mut version = self.insert("versions", 3)?;
        let mut change = self.insert("changes", 9)?;
        let mut span = self.insert("change_spans", 5)?;
        let mut road = self.insert("change_articles", 4)?;
        let mut firsthand = self.insert("firsthand", 2)?;
        let mut changes = 0;
        let origins = &self.report.origins.statements;
        for (s, origins) in self.report.statements.iter().zip(origins) {
            statement.execute(params![
                Key(s.id),
                Text(&title(s)),
                name(&s.speaker),
                s.quotations.len(),
                s.versions.len(),
                s.changes.iter().filter(|c| c.material).count(),
                origins.origins.low,
                origins.origins.high,
                origins.firsthand.low,
                origins.firsthand.high,
                None::<String>,
            ])?;
            for (place, v) in s.versions.iter().enumerate() {
                version.execute(params![Key(s.id), place, Text(&v.wording)])?;
            }
            for c in &s.changes {
                change.execute(params![
                    changes,
                    Key(s.id),
                    words::change_kind(c.kind),
                    c.material,
                    Text(&c.before),
                    Text(&c.after),
                    words::direction(c.direction),
                    self.quotation(c.from),
                    self.quotation(c.to),
                ])?;
                for (side, q, spans) in [
                    ("before", c.from, &c.before_spans),
                    ("after", c.to, &c.after_spans),
                ] {
                    for (place, words) in spans.iter().enumerate() {
                        let article = self.report.quotations[q].article;
                        let (start, end) = self.span(article, *words);
                        span.execute(params![changes, side, place, start, end])?;
                    }
                }
                for (role, articles) in
                    [("introduced", &c.introduced_by), ("carried", &c.carried_by)]
                {
                    for (place, article) in articles.iter().enumerate() {
                        road.execute(params![changes, role, place, self.article(*article)])?;
                    }
                }
                changes += 1;
            }
            for a in &origins.firsthand.articles {
                firsthand.execute(params![Key(s.id), self.article(*a)])?;
            }
        }
        Ok(())
    }
}

/// Speaker and first words of the fullest version.
fn title(s: &firsthand::Statement) -> String {
    let wording = s.versions.first().map_or("", |v| &v.wording);
    let cut = wording.char_indices().nth(TITLE_CHARS);
    let (words, more) = cut.map_or((wording, ""), |(at, _)| (&wording[..at], "…"));
    match s.speaker.as_str() {
        "" => format!("“{words}{more}”"),
        speaker => format!("{speaker}: “{words}{more}”"),
    }
}
