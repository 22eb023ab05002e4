//! The report as JSON: the published contract `firsthand/report/1`, which changes only by addition.
//!
//! The types of `contract.rs` are the contract: [`schema`] is derived from them, so that the two cannot part.
//! Spans are in Unicode code points.

mod contract;
mod each;
mod objects;
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
use each::Each;
use firsthand::Report;
use objects::{Context, node_out};
use serde::Serialize;
use std::io::{self, Write};

/// The name of the contract.
pub const SCHEMA: &str = "firsthand/report/1";

/// Writes `report` as one JSON object, with a line break at its end.
pub fn write(report: &Report, mut out: impl Write) -> io::Result<()> {
    line(&document(report, &Context::new(report)), &mut out)
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

fn document<'a>(report: &'a Report, cx: &'a Context<'a>) -> Document<'a> {
    let provenance = &report.provenance;
    Document {
        schema: SCHEMA,
        summary: summary(report),
        skipped: skipped(report),
        articles: Each::counted(report.articles.len(), |i| cx.article_out(i)),
        texts: Each::of(&report.reuse.texts, |t| cx.text_out(t)),
        reuse: Each::of(&report.reuse.pairs, |p| cx.reuse_out(p)),
        quotations: Each::of(&report.quotations, |q| cx.quotation_out(q)),
        speakers: stages::speakers(report),
        statements: Each::counted(report.statements.len(), |i| cx.statement_out(i)),
        events: Each::counted(report.events.len(), |i| cx.event_out(i)),
        stories: Each::of(&report.stories, |s| cx.story_out(s)),
        provenance: Provenance {
            nodes: Each::of(&provenance.nodes, node_out),
            edges: Each::of(&provenance.edges, |e| cx.edge_out(e)),
        },
        cycles: Each::of(&provenance.cycles, |c| Cycle {
            nodes: c.nodes.iter().map(|n| cx.node(*n)).collect(),
            edges: c.edges.clone(),
        }),
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

/// Four places, as everywhere in the output.
pub fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
