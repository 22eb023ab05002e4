//! The report as JSON: the published contract `firsthand/report/1`, which changes only by addition.
//!
//! The types of `contract.rs` are the contract: [`schema`] is derived from them, so that the two cannot part.
//! Spans are in Unicode code points.

mod contract;
pub(crate) mod part;
mod stages;
mod why;
mod words;

pub use stages::{
    Find, First, Passage as FoundPassage, write_clean, write_clean_lines, write_quotes, write_trace,
};
pub use why::{Explained, write_why};
pub use words::*;

use contract::*;
pub(crate) use contract::{Override, Summary};
use firsthand::article::{self, Article};
use firsthand::provenance::{self, Receipt};
use firsthand::{CodePoints, EventIx, Report, origin, quotation, reuse, story};
use serde::Serialize;
use std::io::{self, Write};

/// The name of the contract.
pub const SCHEMA: &str = "firsthand/report/1";

/// Writes `report` as one JSON object, with a line break at its end.
pub fn write(report: &Report, mut out: impl Write) -> io::Result<()> {
    line(&document(report), &mut out)
}

/// Writes a value with a line break at its end.
pub(crate) fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// The JSON Schema of what [`write()`] writes.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}

/// The code points of every article, and the ids that indices stand for.
struct Context<'a> {
    report: &'a Report,
    points: Vec<CodePoints<'a>>,
}

fn document(report: &Report) -> Document<'_> {
    let cx = Context::new(report);
    Document {
        schema: SCHEMA,
        summary: summary(report),
        skipped: skipped(report),
        articles: (0..report.articles.len())
            .map(|i| cx.article_out(i))
            .collect(),
        texts: report.reuse.texts.iter().map(|t| cx.text_out(t)).collect(),
        reuse: report.reuse.pairs.iter().map(|p| cx.reuse_out(p)).collect(),
        quotations: report
            .quotations
            .iter()
            .map(|q| cx.quotation_out(q))
            .collect(),
        speakers: stages::speakers(report),
        statements: (0..report.statements.len())
            .map(|i| cx.statement_out(i))
            .collect(),
        events: (0..report.events.len()).map(|i| cx.event_out(i)).collect(),
        stories: report.stories.iter().map(|s| cx.story_out(s)).collect(),
        provenance: Provenance {
            nodes: (report.provenance.nodes.iter())
                .map(|n| node_out(n))
                .collect(),
            edges: (report.provenance.edges.iter())
                .map(|e| cx.edge_out(e))
                .collect(),
        },
        cycles: report
            .provenance
            .cycles
            .iter()
            .map(|c| Cycle {
                nodes: c.nodes.iter().map(|n| cx.node(*n)).collect(),
                edges: c.edges.clone(),
            })
            .collect(),
        overrides: overrides(report),
    }
}

pub(crate) fn summary(report: &Report) -> Summary {
    Summary {
        pages: report.articles.len() + report.repeated + report.skipped.len(),
        articles: report.articles.len(),
        repeated: report.repeated,
        skipped: report.skipped.len(),
        texts: report.reuse.texts.len(),
        events: report.events.len(),
        stories: report.stories.len(),
        owners_unknown: report.owners_unknown(),
    }
}

pub(crate) fn overrides(report: &Report) -> Vec<Override<'_>> {
    let lines = report.overrides.iter();
    lines
        .map(|o| Override {
            line: o.line,
            text: &o.text,
            warning: o.warning.as_deref(),
        })
        .collect()
}

fn skipped(report: &Report) -> Vec<Skipped<'_>> {
    let skipped = report.skipped.iter();
    skipped
        .map(|s| Skipped {
            locator: &s.locator,
            reason: &s.reason,
        })
        .collect()
}

impl<'a> Context<'a> {
    fn new(report: &'a Report) -> Self {
        let articles = report.articles.iter();
        let points = articles.map(|a| CodePoints::new(a.content())).collect();
        Context { report, points }
    }

    fn article(&self, i: firsthand::ArticleIx) -> String {
        self.report.articles[i].id.to_string()
    }

    fn articles(&self, list: &[firsthand::ArticleIx]) -> Vec<String> {
        list.iter().map(|i| self.article(*i)).collect()
    }

    fn quotation(&self, i: firsthand::QuotationIx) -> String {
        self.report.quotations[i].id.to_string()
    }

    fn quotations(&self, list: &[firsthand::QuotationIx]) -> Vec<String> {
        list.iter().map(|i| self.quotation(*i)).collect()
    }

    fn statement(&self, i: firsthand::StatementIx) -> String {
        self.report.statements[i].id.to_string()
    }

    fn node(&self, i: provenance::NodeIx) -> String {
        self.report.provenance.nodes[i].id.to_string()
    }

    fn span(&self, article: firsthand::ArticleIx, span: firsthand::Span) -> Span {
        let p = &self.points[article];
        Span {
            start: p.at(span.start()),
            end: p.at(span.end()),
        }
    }

    fn spans(&self, article: firsthand::ArticleIx, spans: &[firsthand::Span]) -> Vec<Span> {
        spans.iter().map(|s| self.span(article, *s)).collect()
    }

    fn receipts(&self, receipts: &[Receipt]) -> Vec<ReceiptOut> {
        receipts
            .iter()
            .map(|r| ReceiptOut {
                article: self.article(r.article),
                span: self.span(r.article, r.span),
            })
            .collect()
    }

    fn article_read(&self, i: usize) -> ArticleRead<'a> {
        let a: &'a Article = &self.report.articles[i];
        ArticleRead {
            id: a.id.to_string(),
            locator: &a.page.locator,
            record: a.page.record.as_deref(),
            url: a.page.declared.url.as_deref(),
            title: a.title.as_deref(),
            authors: &a.authors,
            syndicated_from: &a.page.declared.syndicated_from,
            language: a.language.as_deref(),
            outlet: a.outlet.as_ref().map(|o| Outlet {
                name: &o.name,
                evidence: self.spans(i, &o.evidence),
            }),
            published: a.published.as_ref().map(|d: &article::Dating| Published {
                earliest: d.when.earliest.map(|d| d.to_string()),
                latest: d.when.latest.map(|d| d.to_string()),
                evidence: self.spans(i, &d.evidence),
                how: how(d.how),
            }),
            captured: interval(a.captured),
            sha256: &a.page.sha256,
            content: a.content(),
            segments: a
                .segments
                .iter()
                .map(|s| {
                    let Span { start, end } = self.span(i, s.span);
                    Segment {
                        kind: segment_kind(s.kind),
                        start,
                        end,
                    }
                })
                .collect(),
        }
    }

    fn credits(&self, i: usize) -> Vec<Credit<'a>> {
        let a: &'a Article = &self.report.articles[i];
        a.credits
            .iter()
            .map(|c| Credit {
                name: &c.name,
                kind: credit_kind(c.kind),
                span: self.span(i, c.span),
            })
            .collect()
    }

    fn article_out(&self, i: usize) -> ArticleOut<'a> {
        ArticleOut {
            read: self.article_read(i),
            text: self.report.reuse.texts[self.report.reuse.text_of[i]]
                .id
                .to_string(),
            own_reporting: self.own_reporting(i),
            borrowed_share: round(self.report.reuse.borrowed_share[i]),
            revision_of: self.report.reuse.revision_of[i].map(|old| self.article(old)),
            credits: self.credits(i),
            headline_check: self.headline_check(i),
        }
    }

    fn headline_check(&self, i: usize) -> Vec<HeadlineCheck<'a>> {
        let report: &'a Report = self.report;
        let checks = report.headlines[i].iter();
        checks
            .map(|c| HeadlineCheck {
                kind: headline_kind(c.kind),
                words: &c.words,
                span: c.span.map(|s| self.span(i, s)),
                verdict: headline_verdict(c.verdict),
                body: self.spans(i, &c.body),
            })
            .collect()
    }

    fn correction_out(&self, c: &firsthand::statement::Correction) -> Correction {
        let span = |s: firsthand::Span| self.span(c.article, s);
        Correction {
            article: self.article(c.article),
            notice: span(c.notice),
            withdrawn: c.withdrawn,
            old: c.old.map(span),
            new: c.new.map(span),
            carried: (c.carried.iter())
                .map(|(article, span)| ReceiptOut {
                    article: self.article(*article),
                    span: self.span(*article, *span),
                })
                .collect(),
        }
    }

    fn own_reporting(&self, i: usize) -> OwnReporting {
        let own = &self.report.origins.own_reporting[i];
        OwnReporting {
            verdict: verdict(own.verdict),
            evidence: self.spans(i, &own.evidence),
        }
    }

    fn text_out(&self, t: &reuse::Text) -> Text {
        Text {
            id: t.id.to_string(),
            articles: self.articles(&t.articles),
            best: self.article(t.best),
        }
    }

    fn reuse_out(&self, p: &reuse::Pair) -> Reuse {
        Reuse {
            a: self.article(p.a),
            b: self.article(p.b),
            relation: relation(p.relation),
            direction: direction(p.direction),
            containment_a: round(p.containment_a),
            containment_b: round(p.containment_b),
            passages: p
                .passages
                .iter()
                .map(|(a, b)| Passage {
                    a: self.span(p.a, *a),
                    b: self.span(p.b, *b),
                })
                .collect(),
        }
    }

    fn quotation_out(&self, q: &'a quotation::Quotation) -> Quotation<'a> {
        Quotation {
            id: q.id.to_string(),
            article: self.article(q.article),
            kind: quotation_kind(q.kind),
            content: self.spans(q.article, &q.content),
            cue: q.cue.map(|c| self.span(q.article, c)),
            speaker: q.speaker.as_ref().map(|s| Speaker {
                name: &s.name,
                mention: s.mention.map(|m| self.span(q.article, m)),
                class: speaker_class(s.class),
            }),
            occasion: q.occasion.as_ref().map(|o| Occasion {
                text: &o.text,
                span: self.span(q.article, o.span),
            }),
            road: q
                .road
                .iter()
                .map(|r| Relay {
                    name: &r.name,
                    kind: relay_kind(r.kind),
                    span: self.span(q.article, r.span),
                })
                .collect(),
        }
    }

    fn statement_out(&self, i: usize) -> Statement<'a> {
        let s = &self.report.statements[i];
        let o = &self.report.origins.statements[i];
        Statement {
            id: s.id.to_string(),
            speaker: &s.speaker,
            quotations: self.quotations(&s.quotations),
            versions: s
                .versions
                .iter()
                .map(|v| Version {
                    wording: &v.wording,
                    quotations: self.quotations(&v.quotations),
                })
                .collect(),
            changes: s
                .changes
                .iter()
                .map(|c| Change {
                    from: self.quotation(c.from),
                    to: self.quotation(c.to),
                    kind: change_kind(c.kind),
                    before: &c.before,
                    after: &c.after,
                    before_spans: self
                        .spans(self.report.quotations[c.from].article, &c.before_spans),
                    after_spans: self.spans(self.report.quotations[c.to].article, &c.after_spans),
                    direction: direction(c.direction),
                    material: c.material,
                    introduced_by: self.articles(&c.introduced_by),
                    carried_by: self.articles(&c.carried_by),
                })
                .collect(),
            origins: self.count(&o.origins),
            firsthand: Firsthand {
                low: o.firsthand.low,
                high: o.firsthand.high,
                articles: self.articles(&o.firsthand.articles),
            },
        }
    }

    fn count(&self, c: &'a origin::Count) -> Origins<'a> {
        Origins {
            low: c.low,
            high: c.high,
            ids: c.ids.iter().map(|n| self.node(*n)).collect(),
            open: c
                .open
                .iter()
                .map(|o| Open {
                    why: &o.why,
                    pair: [self.node(o.pair.0), self.node(o.pair.1)],
                })
                .collect(),
        }
    }

    fn event_out(&self, i: EventIx) -> Event<'a> {
        let e = &self.report.events[i];
        Event {
            id: e.id.to_string(),
            title: &e.title,
            time: interval(e.time),
            articles: self.articles(&e.articles),
            also: e
                .also
                .iter()
                .map(|a| Also {
                    article: self.article(a.article),
                    kind: also_kind(a.kind),
                    spans: self.spans(a.article, &a.spans),
                })
                .collect(),
            lead: e.lead.iter().map(|s| self.statement(*s)).collect(),
            origins: self.count(&self.report.origins.events[i]),
            brief: self.report.origins.briefs[i]
                .iter()
                .map(|l| Brief {
                    kind: brief_kind(l.kind),
                    text: &l.text,
                    receipts: self.receipts(&l.receipts),
                })
                .collect(),
            corrections: (self.report.corrections[i].iter())
                .map(|c| self.correction_out(c))
                .collect(),
            figures: (self.report.origins.figures[i].iter())
                .map(|f| self.figure_out(f))
                .collect(),
            overridden: Some(e.overridden.as_slice()).filter(|lines| !lines.is_empty()),
        }
    }

    fn figure_out(&self, f: &'a origin::Figure) -> Figure<'a> {
        let value = |v: &'a origin::FigureValue| FigureValue {
            text: &v.wording,
            number: v.number,
            bound: bound(v.bound),
            days: interval(v.days),
            origins: v.origins.iter().map(|n| self.node(*n)).collect(),
            receipts: self.receipts(&v.receipts),
        };
        Figure {
            what: &f.what,
            agreement: agreement(f.agreement),
            values: f.values.iter().map(value).collect(),
        }
    }

    fn story_out(&self, s: &'a story::Story) -> Story<'a> {
        Story {
            id: s.id.to_string(),
            title: &s.title,
            events: (s.events.iter())
                .map(|e| self.report.events[*e].id.to_string())
                .collect(),
            positions: s
                .positions
                .iter()
                .map(|p| Position {
                    speaker: &self.report.statements[p.statement].speaker,
                    statement: self.statement(p.statement),
                    date: p.when.exact().map(|d| d.to_string()),
                    negated: p.negated,
                    modality: modality(p.modality),
                })
                .collect(),
        }
    }

    fn edge_out(&self, e: &provenance::Edge) -> Edge {
        Edge {
            from: self.node(e.from),
            to: self.node(e.to),
            kind: edge_kind(e.kind),
            strength: strength(e.strength),
            evidence: self.receipts(&e.evidence),
            overridden: e.overridden.map(|o| Overridden {
                line: o.line,
                holds: o.holds,
            }),
        }
    }
}

fn node_out(n: &provenance::Node) -> Node<'_> {
    Node {
        id: n.id.to_string(),
        kind: node_kind(n.kind),
        name: &n.name,
        seen: n.seen,
    }
}

fn interval(i: firsthand::Interval) -> Captured {
    Captured {
        earliest: i.earliest.map(|d| d.to_string()),
        latest: i.latest.map(|d| d.to_string()),
    }
}

/// Four places, as everywhere in the output.
pub fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
