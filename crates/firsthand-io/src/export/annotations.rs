//! Web Annotations (W3C Web Annotation Data Model): which words of which page are a quotation, and whose? For tools
//! that show annotations on the page itself.
//!
//! Each quotation is one annotation. Every stretch of its words is found in two ways: by the words with what stands
//! around them (`TextQuoteSelector`), which holds where the page has changed elsewhere, and by its place in Unicode code points in
//! the text that firsthand read (`TextPositionSelector`), which holds only there.

use super::Receipts;
use super::claims::{named, source};
use firsthand::{Quotation, Report, Span};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Characters before and after the words, by which they are found where they stand several times.
const AROUND_CHARS: usize = 32;

/// Writes an `AnnotationPage` with the quotations of `report`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let receipts = Receipts::new(report);
    writeln!(out, "{{\"@context\": \"http://www.w3.org/ns/anno.jsonld\",")?;
    writeln!(
        out,
        " \"id\": \"urn:firsthand:annotations\", \"type\": \"AnnotationPage\", \"items\": ["
    )?;
    for (i, q) in report.quotations.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        writeln!(out, "{comma}{}", annotation(&receipts, q))?;
    }
    writeln!(out, "]}}")
}

fn annotation(receipts: &Receipts, q: &Quotation) -> Value {
    let speaker = q
        .speaker
        .as_ref()
        .map_or("nobody that is named", |s| &s.name);
    let kind = crate::json::quotation_kind(q.kind);
    let targets = q.content.iter().map(|s| target(receipts, q, *s));
    let mut annotation = json!({
        "id": named(q.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": kind},
            {"type": "TextualBody", "purpose": "identifying", "value": speaker, "format": "text/plain"},
        ],
    });
    annotation["target"] = targets.collect();
    annotation
}

fn target(receipts: &Receipts, q: &Quotation, span: Span) -> Value {
    let article = &receipts.report.articles[q.article];
    let (content, points) = (article.content(), &receipts.points[q.article]);
    let before = content[..span.start()]
        .char_indices()
        .rev()
        .nth(AROUND_CHARS - 1);
    let prefix = &content[before.map_or(0, |b| b.0)..span.start()];
    let suffix: String = content[span.end()..].chars().take(AROUND_CHARS).collect();
    json!({
        "source": source(article),
        "selector": [
            {"type": "TextQuoteSelector", "exact": span.of(content), "prefix": prefix, "suffix": suffix},
            {"type": "TextPositionSelector", "start": points.at(span.start()), "end": points.at(span.end())},
        ],
    })
}
