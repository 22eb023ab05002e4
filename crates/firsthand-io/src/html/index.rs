//! What the first screen shows of every story, event and article, and in which part the rest is.

use crate::json::{self, change_kind, edge_kind};
use firsthand::{Event, EventIx, Report};
use serde::Serialize;

/// The first screen's data; every list in the order of the report.
#[derive(Serialize)]
pub(super) struct Index<'a> {
    summary: json::Summary,
    skipped: Vec<[&'a str; 2]>,
    overrides: Vec<json::Override<'a>>,
    /// What nobody can tell: articles without an exact day, without an outlet; quotations without a
    /// speaker.
    untold: Untold,
    /// Closed chains.
    cycles: Vec<Cycle>,
    stories: Vec<Story<'a>>,
    events: Vec<EventHead<'a>>,
    articles: Vec<ArticleHead<'a>>,
}

#[derive(Serialize)]
struct Cycle {
    /// Ids and names.
    nodes: Vec<[String; 2]>,
    /// Both ends and the kind of each edge, which make its address.
    edges: Vec<String>,
}

#[derive(Serialize)]
struct Untold {
    days: usize,
    outlets: usize,
    speakers: usize,
}

#[derive(Serialize)]
struct Story<'a> {
    id: String,
    title: &'a str,
    /// Indices of events.
    events: &'a [EventIx],
}

#[derive(Serialize)]
struct EventHead<'a> {
    id: String,
    title: &'a str,
    earliest: Option<String>,
    latest: Option<String>,
    /// Indices of articles.
    articles: &'a [usize],
    texts: usize,
    low: usize,
    high: usize,
    /// The first open question, and how many there are.
    open: Option<&'a str>,
    opens: usize,
    /// A material change of its statements, lead statements first, and how many there are.
    change: Option<[String; 4]>,
    materials: usize,
}

#[derive(Serialize)]
struct ArticleHead<'a> {
    id: String,
    text: String,
    title: Option<&'a str>,
    locator: &'a str,
    record: Option<&'a str>,
    outlet: Option<&'a str>,
    language: Option<&'a str>,
    earliest: Option<String>,
    latest: Option<String>,
    part: usize,
}

/// Draws up the index; `part_of` gives the part of every article.
pub(super) fn index<'a>(report: &'a Report, part_of: &[usize]) -> Index<'a> {
    let nodes = &report.provenance.nodes;
    let statements = report.statements_of_events();
    Index {
        summary: json::summary(report),
        skipped: (report.skipped.iter())
            .map(|s| [s.locator.as_str(), s.reason.as_str()])
            .collect(),
        overrides: json::overrides(report),
        untold: Untold {
            days: report.days_unknown(),
            outlets: report.outlets_unknown(),
            speakers: report.speakers_unknown(),
        },
        cycles: (report.provenance.cycles.iter())
            .map(|c| Cycle {
                nodes: (c.nodes.iter())
                    .map(|n| [nodes[*n].id.to_string(), nodes[*n].name.clone()])
                    .collect(),
                edges: (c.edges.iter())
                    .map(|e| &report.provenance.edges[*e])
                    .map(|e| {
                        let kind = edge_kind(e.kind);
                        format!("{}.{}.{kind}", nodes[e.from].id, nodes[e.to].id)
                    })
                    .collect(),
            })
            .collect(),
        stories: (report.stories.iter())
            .map(|s| Story {
                id: s.id.to_string(),
                title: &s.title,
                events: &s.events,
            })
            .collect(),
        events: (report.events.iter().enumerate())
            .map(|(i, e)| event(report, i, e, &statements[i]))
            .collect(),
        articles: (report.articles.iter().zip(part_of).enumerate())
            .map(|(i, (a, part))| article(report, i, a, *part))
            .collect(),
    }
}

fn event<'a>(
    report: &'a Report,
    at: EventIx,
    event: &'a Event,
    statements: &[usize],
) -> EventHead<'a> {
    let count = &report.origins.events[at];
    let leads = event.lead.iter().copied();
    let others = statements.iter().filter(|s| !event.lead.contains(s));
    let materials: Vec<_> = leads
        .chain(others.copied())
        .flat_map(|s| report.statements[s].changes.iter().map(move |c| (s, c)))
        .filter(|(_, c)| c.material)
        .collect();
    EventHead {
        id: event.id.to_string(),
        title: &event.title,
        earliest: event.time.earliest.map(|d| d.to_string()),
        latest: event.time.latest.map(|d| d.to_string()),
        articles: &event.articles,
        texts: report.texts_of(at),
        low: count.low,
        high: count.high,
        open: count.open.first().map(|o| o.why.as_str()),
        opens: count.open.len(),
        change: materials.first().map(|(s, c)| {
            let id = report.statements[*s].id.to_string();
            let kind = change_kind(c.kind).to_owned();
            [id, kind, c.before.clone(), c.after.clone()]
        }),
        materials: materials.len(),
    }
}

fn article<'a>(
    report: &'a Report,
    at: usize,
    article: &'a firsthand::Article,
    part: usize,
) -> ArticleHead<'a> {
    let when = article.published.as_ref().map(|d| d.when);
    ArticleHead {
        id: article.id.to_string(),
        text: report.reuse.texts[report.reuse.text_of[at]].id.to_string(),
        title: article.title.as_deref(),
        locator: &article.page.locator,
        record: article.page.record.as_deref(),
        outlet: article.outlet.as_ref().map(|o| o.name.as_str()),
        language: article.language.as_deref(),
        earliest: when.and_then(|w| w.earliest).map(|d| d.to_string()),
        latest: when.and_then(|w| w.latest).map(|d| d.to_string()),
        part,
    }
}
