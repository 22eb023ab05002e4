//! The report as JSON: the published contract `firsthand/report/1`, which changes only by addition.
//!
//! The types here are the contract: [`schema`] is derived from them, so that the two cannot part.
//! Spans are in Unicode code points.

mod stages;

pub use stages::{Find, First, Passage as FoundPassage, write_clean, write_quotes, write_trace};

use firsthand::article::{self, Article};
use firsthand::origin::{self, BriefKind, Verdict};
use firsthand::provenance::{self, EdgeKind, NodeKind, Receipt, Strength};
use firsthand::quotation::{self, RelayKind};
use firsthand::reuse::Relation;
use firsthand::statement::ChangeKind;
use firsthand::story::Modality;
use firsthand::{
    CodePoints, CreditKind, Direction, How, QuotationKind, Report, SegmentKind, SpeakerClass,
};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// The name of the contract.
pub const SCHEMA: &str = "firsthand/report/1";

/// Writes `report` as one JSON object, with a line break at its end.
pub fn write(report: &Report, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, &document(report))?;
    out.write_all(b"\n")
}

/// The JSON Schema of what [`write()`] writes.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}

/// A range in Unicode code points of the article's content.
#[derive(Serialize, JsonSchema, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    schema: &'static str,
    summary: Summary,
    skipped: Vec<Skipped<'a>>,
    articles: Vec<ArticleOut<'a>>,
    texts: Vec<Text>,
    reuse: Vec<Reuse>,
    quotations: Vec<Quotation<'a>>,
    statements: Vec<Statement<'a>>,
    events: Vec<Event<'a>>,
    stories: Vec<Story<'a>>,
    provenance: Provenance<'a>,
    cycles: Vec<Cycle>,
}

/// Counts; every one reads "in this pile".
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// articles + repeated + skipped.
    pages: usize,
    articles: usize,
    /// Pages read twice (same bytes, same locator).
    repeated: usize,
    skipped: usize,
    texts: usize,
    events: usize,
    stories: usize,
    /// Articles whose outlet or whose outlet's owner is unknown.
    owners_unknown: usize,
}

#[derive(Serialize, JsonSchema)]
struct Skipped<'a> {
    locator: &'a str,
    reason: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct ArticleOut<'a> {
    #[serde(flatten)]
    read: ArticleRead<'a>,
    text: String,
    own_reporting: OwnReporting,
    borrowed_share: f64,
    credits: Vec<Credit<'a>>,
}

/// What an article is before it is compared with any other.
#[derive(Serialize, JsonSchema)]
struct ArticleRead<'a> {
    id: String,
    locator: &'a str,
    record: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    outlet: Option<Outlet<'a>>,
    published: Option<Published>,
    captured: Captured,
    sha256: &'a str,
    content: &'a str,
    segments: Vec<Segment>,
}

#[derive(Serialize, JsonSchema)]
struct Outlet<'a> {
    name: &'a str,
    evidence: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
struct Published {
    earliest: Option<String>,
    latest: Option<String>,
    evidence: Vec<Span>,
    #[schemars(with = "How_")]
    how: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct Captured {
    earliest: Option<String>,
    latest: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Segment {
    #[schemars(with = "SegmentKind_")]
    kind: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize, JsonSchema)]
struct OwnReporting {
    #[schemars(with = "Verdict_")]
    verdict: &'static str,
    evidence: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
struct Credit<'a> {
    name: &'a str,
    #[schemars(with = "CreditKind_")]
    kind: &'static str,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct Text {
    id: String,
    articles: Vec<String>,
    best: String,
}

#[derive(Serialize, JsonSchema)]
struct Reuse {
    a: String,
    b: String,
    #[schemars(with = "Relation_")]
    relation: &'static str,
    #[schemars(with = "Direction_")]
    direction: &'static str,
    containment_a: f64,
    containment_b: f64,
    passages: Vec<Passage>,
}

#[derive(Serialize, JsonSchema)]
struct Passage {
    a: Span,
    b: Span,
}

#[derive(Serialize, JsonSchema)]
struct Quotation<'a> {
    id: String,
    article: String,
    #[schemars(with = "QuotationKind_")]
    kind: &'static str,
    content: Vec<Span>,
    cue: Option<Span>,
    speaker: Option<Speaker<'a>>,
    occasion: Option<Occasion<'a>>,
    road: Vec<Relay<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Speaker<'a> {
    name: &'a str,
    mention: Option<Span>,
    #[schemars(with = "SpeakerClass_")]
    class: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct Occasion<'a> {
    text: &'a str,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct Relay<'a> {
    name: &'a str,
    #[schemars(with = "RelayKind_")]
    kind: &'static str,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct Statement<'a> {
    id: String,
    speaker: &'a str,
    quotations: Vec<String>,
    versions: Vec<Version<'a>>,
    changes: Vec<Change<'a>>,
    origins: Origins<'a>,
    firsthand: Firsthand,
}

#[derive(Serialize, JsonSchema)]
struct Version<'a> {
    wording: &'a str,
    quotations: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct Change<'a> {
    from: String,
    to: String,
    #[schemars(with = "ChangeKind_")]
    kind: &'static str,
    before: &'a str,
    after: &'a str,
    #[schemars(with = "Direction_")]
    direction: &'static str,
    material: bool,
}

#[derive(Serialize, JsonSchema)]
struct Origins<'a> {
    low: usize,
    high: usize,
    ids: Vec<String>,
    open: Vec<Open<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Open<'a> {
    why: &'a str,
    /// The two nodes that may be one.
    pair: [String; 2],
}

#[derive(Serialize, JsonSchema)]
struct Firsthand {
    low: usize,
    high: usize,
    articles: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct Event<'a> {
    id: String,
    title: &'a str,
    time: Captured,
    articles: Vec<String>,
    also: Vec<Also>,
    lead: Vec<String>,
    origins: Origins<'a>,
    brief: Vec<Brief<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Also {
    article: String,
    spans: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
struct Brief<'a> {
    #[schemars(with = "BriefKind_")]
    kind: &'static str,
    text: &'a str,
    receipts: Vec<ReceiptOut>,
}

#[derive(Serialize, JsonSchema)]
struct ReceiptOut {
    article: String,
    span: Span,
}

#[derive(Serialize, JsonSchema)]
struct Story<'a> {
    id: String,
    title: &'a str,
    events: Vec<String>,
    positions: Vec<Position<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Position<'a> {
    speaker: &'a str,
    statement: String,
    /// The day, where one can be told.
    date: Option<String>,
    negated: bool,
    #[schemars(with = "Modality_")]
    modality: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct Provenance<'a> {
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge>,
}

#[derive(Serialize, JsonSchema)]
struct Node<'a> {
    id: String,
    #[schemars(with = "NodeKind_")]
    kind: &'static str,
    name: &'a str,
    seen: bool,
}

#[derive(Serialize, JsonSchema)]
struct Edge {
    from: String,
    to: String,
    #[schemars(with = "EdgeKind_")]
    kind: &'static str,
    #[schemars(with = "Strength_")]
    strength: &'static str,
    evidence: Vec<ReceiptOut>,
}

#[derive(Serialize, JsonSchema)]
struct Cycle {
    nodes: Vec<String>,
    /// Indices into `provenance.edges`.
    edges: Vec<usize>,
}

/// Names the values of a library enum in the contract, and lists them for the schema.
macro_rules! words {
    ($($name:ident($ty:ty, $schema:ident) { $($variant:ident => $word:literal),* $(,)? })*) => {$(
        /// The word of the contract.
        pub fn $name(value: $ty) -> &'static str {
            match value { $(<$ty>::$variant => $word),* }
        }
        #[derive(JsonSchema)]
        #[allow(dead_code, non_camel_case_types, reason = "stands in the schema only")]
        enum $schema { $(#[serde(rename = $word)] $variant),* }
    )*};
}

words! {
    how(How, How_) { Declared => "declared", Byline => "byline", Collector => "collector",
        Url => "url", Text => "text", Copy => "copy", Bound => "bound" }
    segment_kind(SegmentKind, SegmentKind_) { Headline => "headline", Subhead => "subhead",
        Byline => "byline", Dateline => "dateline", Body => "body", Caption => "caption",
        Credit => "credit", Teaser => "teaser", Related => "related", Comment => "comment",
        Prompt => "prompt", Navigation => "navigation", Legal => "legal",
        Correction => "correction" }
    verdict(Verdict, Verdict_) { Yes => "yes", No => "no", Unclear => "unclear" }
    credit_kind(CreditKind, CreditKind_) { Agency => "agency", Outlet => "outlet",
        Document => "document", Person => "person", Unnamed => "unnamed" }
    relation(Relation, Relation_) { Copy => "copy", Excerpt => "excerpt", Partial => "partial",
        QuotesOnly => "quotes_only", Template => "template" }
    direction(Direction, Direction_) { AToB => "a>b", BToA => "b>a", Common => "common",
        Unknown => "unknown" }
    quotation_kind(QuotationKind, QuotationKind_) { Direct => "direct", Indirect => "indirect",
        Mixed => "mixed" }
    speaker_class(SpeakerClass, SpeakerClass_) { Person => "person", Body => "body",
        Document => "document", Unnamed => "unnamed" }
    relay_kind(RelayKind, RelayKind_) { Agency => "agency", Outlet => "outlet",
        Document => "document", Person => "person", Body => "body" }
    change_kind(ChangeKind, ChangeKind_) { Negation => "negation", Number => "number",
        Name => "name", Modality => "modality", Qualifier => "qualifier",
        Substitution => "substitution", Truncation => "truncation", Ellipsis => "ellipsis",
        Splice => "splice", Translation => "translation", TensePerson => "tense_person",
        Paraphrase => "paraphrase" }
    modality(Modality, Modality_) { Plan => "plan", Intention => "intention",
        Possibility => "possibility", Obligation => "obligation", Prediction => "prediction",
        Fact => "fact" }
    node_kind(NodeKind, NodeKind_) { Origin => "origin", Occasion => "occasion",
        Document => "document", Agency => "agency", Outlet => "outlet", Text => "text",
        Article => "article", Speaker => "speaker" }
    edge_kind(EdgeKind, EdgeKind_) { Credits => "credits", Derives => "derives",
        SameWords => "same_words", SameOwner => "same_owner" }
    strength(Strength, Strength_) { Shown => "shown", Likely => "likely",
        Possible => "possible" }
    brief_kind(BriefKind, BriefKind_) { Agreed => "agreed", Only => "only",
        Differs => "differs", Claimed => "claimed" }
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
        summary: Summary {
            pages: report.articles.len() + report.repeated + report.skipped.len(),
            articles: report.articles.len(),
            repeated: report.repeated,
            skipped: report.skipped.len(),
            texts: report.reuse.texts.len(),
            events: report.events.len(),
            stories: report.stories.len(),
            owners_unknown: report.owners_unknown(),
        },
        skipped: skipped(report),
        articles: (0..report.articles.len())
            .map(|i| cx.article_out(i))
            .collect(),
        texts: report
            .reuse
            .texts
            .iter()
            .map(|t| Text {
                id: t.id.to_string(),
                articles: cx.articles(&t.articles),
                best: cx.article(t.best),
            })
            .collect(),
        reuse: cx.reuse(),
        quotations: report
            .quotations
            .iter()
            .map(|q| cx.quotation_out(q))
            .collect(),
        statements: cx.statements(),
        events: cx.events(),
        stories: cx.stories(),
        provenance: cx.provenance(),
        cycles: report
            .provenance
            .cycles
            .iter()
            .map(|c| Cycle {
                nodes: c.nodes.iter().map(|n| cx.node(*n)).collect(),
                edges: c.edges.clone(),
            })
            .collect(),
    }
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
            credits: self.credits(i),
        }
    }

    fn own_reporting(&self, i: usize) -> OwnReporting {
        let own = &self.report.origins.own_reporting[i];
        OwnReporting {
            verdict: verdict(own.verdict),
            evidence: self.spans(i, &own.evidence),
        }
    }

    fn reuse(&self) -> Vec<Reuse> {
        let pairs = self.report.reuse.pairs.iter();
        pairs
            .map(|p| Reuse {
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
            })
            .collect()
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

    fn statements(&self) -> Vec<Statement<'a>> {
        (0..self.report.statements.len())
            .map(|i| self.statement_out(i))
            .collect()
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
                    direction: direction(c.direction),
                    material: c.material,
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

    fn events(&self) -> Vec<Event<'a>> {
        let origins = &self.report.origins;
        let found = self
            .report
            .events
            .iter()
            .zip(&origins.events)
            .zip(&origins.briefs);
        found
            .map(|((e, count), brief)| Event {
                id: e.id.to_string(),
                title: &e.title,
                time: interval(e.time),
                articles: self.articles(&e.articles),
                also: e
                    .also
                    .iter()
                    .map(|a| Also {
                        article: self.article(a.article),
                        spans: self.spans(a.article, &a.spans),
                    })
                    .collect(),
                lead: e
                    .lead
                    .iter()
                    .map(|s| self.report.statements[*s].id.to_string())
                    .collect(),
                origins: self.count(count),
                brief: brief
                    .iter()
                    .map(|l| Brief {
                        kind: brief_kind(l.kind),
                        text: &l.text,
                        receipts: self.receipts(&l.receipts),
                    })
                    .collect(),
            })
            .collect()
    }

    fn stories(&self) -> Vec<Story<'a>> {
        let statement = |i: usize| &self.report.statements[i];
        let stories = self.report.stories.iter();
        stories
            .map(|s| Story {
                id: s.id.to_string(),
                title: &s.title,
                events: s
                    .events
                    .iter()
                    .map(|e| self.report.events[*e].id.to_string())
                    .collect(),
                positions: s
                    .positions
                    .iter()
                    .map(|p| Position {
                        speaker: &statement(p.statement).speaker,
                        statement: statement(p.statement).id.to_string(),
                        date: p.when.exact().map(|d| d.to_string()),
                        negated: p.negated,
                        modality: modality(p.modality),
                    })
                    .collect(),
            })
            .collect()
    }

    fn provenance(&self) -> Provenance<'a> {
        let graph = &self.report.provenance;
        Provenance {
            nodes: graph
                .nodes
                .iter()
                .map(|n| Node {
                    id: n.id.to_string(),
                    kind: node_kind(n.kind),
                    name: &n.name,
                    seen: n.seen,
                })
                .collect(),
            edges: graph
                .edges
                .iter()
                .map(|e| Edge {
                    from: self.node(e.from),
                    to: self.node(e.to),
                    kind: edge_kind(e.kind),
                    strength: strength(e.strength),
                    evidence: self.receipts(&e.evidence),
                })
                .collect(),
        }
    }
}

fn interval(i: firsthand::Interval) -> Captured {
    Captured {
        earliest: i.earliest.map(|d| d.to_string()),
        latest: i.latest.map(|d| d.to_string()),
    }
}

/// Four places, as everywhere in the output.
fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
