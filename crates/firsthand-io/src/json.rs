//! The report as JSON: the published contract `firsthand/report/1`, which changes only by addition.
//!
//! The types of `contract.rs` are the contract: [`schema`] is derived from them, so that the two cannot part.
//! Spans are in Unicode code points.

mod contract;
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
use firsthand::Report;
use objects::{Context, node_out};
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

/// Four places, as everywhere in the output.
pub fn round(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
