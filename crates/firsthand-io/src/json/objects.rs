//! How does a finding become its object of the contract? Indices become ids, bytes become code points.

use super::contract::*;
use super::round;
use super::words::*;
use firsthand::article::{self, Article};
use firsthand::provenance::{self, Receipt};
use firsthand::{CodePoints, EventIx, Report, origin, quotation, reuse, story};

/// The code points of every article, and the ids that indices stand for.
pub(super) struct Context<'a> {
    pub(super) report: &'a Report,
    points: Vec<CodePoints<'a>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let articles = report.articles.iter();
        let points = articles.map(|a| CodePoints::new(a.content())).collect();
        Context { report, points }
    }

    pub(super) fn article(&self, i: firsthand::ArticleIx) -> String {
        self.report.articles[i].id.to_string()
    }

    pub(super) fn articles(&self, list: &[firsthand::ArticleIx]) -> Vec<String> {
        list.iter().map(|i| self.article(*i)).collect()
    }

    fn quotation(&self, i: firsthand::QuotationIx) -> String {
        self.report.quotations[i].id.to_string()
    }

    pub(super) fn quotations(&self, list: &[firsthand::QuotationIx]) -> Vec<String> {
        list.iter().map(|i| self.quotation(*i)).collect()
    }

    fn statement(&self, i: firsthand::StatementIx) -> String {
        self.report.statements[i].id.to_string()
    }

    pub(super) fn node(&self, i: provenance::NodeIx) -> String {
        self.report.provenance.nodes[i].id.to_string()
    }

    pub(super) fn span(&self, article: firsthand::ArticleIx, span: firsthand::Span) -> Span {
        let p = &self.points[article];
        Span {
            start: p.at(span.start()),
            end: p.at(span.end()),
        }
    }

    pub(super) fn spans(
        &self,
        article: firsthand::ArticleIx,
        spans: &[firsthand::Span],
    ) -> Vec<Span> {
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

    pub(super) fn article_read(&self, i: usize) -> ArticleRead<'a> {
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

    pub(super) fn credits(&self, i: usize) -> Vec<Credit<'a>> {
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

    pub(super) fn article_out(&self, i: usize) -> ArticleOut<'a> {
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

    pub(super) fn text_out(&self, t: &reuse::Text) -> Text {
        Text {
            id: t.id.to_string(),
            articles: self.articles(&t.articles),
            best: self.article(t.best),
        }
    }

    pub(super) fn reuse_out(&self, p: &reuse::Pair) -> Reuse {
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

    pub(super) fn quotation_out(&self, q: &'a quotation::Quotation) -> Quotation<'a> {
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

    pub(super) fn statement_out(&self, i: usize) -> Statement<'a> {
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

    pub(super) fn event_out(&self, i: EventIx) -> Event<'a> {
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

    pub(super) fn story_out(&self, s: &'a story::Story) -> Story<'a> {
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

    pub(super) fn edge_out(&self, e: &provenance::Edge) -> Edge {
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

pub(super) fn node_out(n: &provenance::Node) -> Node<'_> {
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
