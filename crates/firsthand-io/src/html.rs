//! The report as one HTML file that a browser opens from disk, without a network.
//!
//! | file | question |
//! |---|---|
//! | `index` | What does the first screen need, and where is the rest? |
//! | `web/` | How is it shown? Plain scripts and a style sheet; `web/main.js` says which does what. |
//!
//! Nothing of the pile stands in the markup: findings and texts are JSON, deflated and in base64, in
//! parts of about 64 articles that the page's own script opens when somebody looks
//! there, and shows as text. So no character of a page can become markup, a file of ten thousand
//! articles opens as fast as one of ten, and the content security policy can forbid everything but
//! the one script and the one style sheet, by their hashes.

mod index;

use crate::json::part;
use data_encoding::BASE64;
use firsthand::Report;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Articles from which on a part is full; a story is never parted. 64 articles are 2 MB of JSON,
/// which a browser inflates and parses in about 30 ms.
const PART_ARTICLES: usize = 64;

/// The style sheet of the views.
pub const STYLE: &str = include_str!("html/web/style.css");

/// What stands in the page before any script has run.
pub const BODY: &str = include_str!("html/web/body.html");

/// The views of findings: scripts that share one scope, in the order in which they build on each other. Whoever shows them
/// adds a source of findings and pages that lead to them (`web/main.js` says which), and then calls `start()`.
pub const VIEWS: &[&str] = &[
    include_str!("html/web/dom.js"),
    include_str!("html/web/say.js"),
    include_str!("html/web/data.js"),
    include_str!("html/web/align.js"),
    include_str!("html/web/receipt.js"),
    include_str!("html/web/timeline.js"),
    include_str!("html/web/layout.js"),
    include_str!("html/web/graph.js"),
    include_str!("html/web/statement.js"),
    include_str!("html/web/article.js"),
    include_str!("html/web/event.js"),
    include_str!("html/web/cards.js"),
    include_str!("html/web/main.js"),
];

/// What the report adds to the views.
const REPORT: &[&str] = &[
    include_str!("html/web/embedded.js"),
    include_str!("html/web/overview.js"),
];

/// Writes `report` as one HTML file.
pub fn write(report: &Report, mut out: impl Write) -> io::Result<()> {
    let (part_of, n) = part_of(report);
    let parts = part::deal(report, &part_of, n);
    let parts = part::write(report, &parts, |json| pack(&json));
    let index = serde_json::to_vec(&index::index(report, &part_of))?;
    let script = format!(
        "'use strict';(() => {{\n{}{}start();\n}})();\n",
        VIEWS.concat(),
        REPORT.concat()
    );
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"firsthand {}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>firsthand report</title>\n\
         <style>{STYLE}</style>\n</head>\n{}",
        env!("CARGO_PKG_VERSION"),
        BODY,
    )?;
    data(&mut out, "index", &pack(&index))?;
    for (i, part) in parts.iter().enumerate() {
        data(&mut out, &format!("part-{i}"), part)?;
    }
    write!(out, "<script>{script}</script>\n</body>\n</html>\n")
}

/// The part of every article, whole stories together, and how many parts there are.
fn part_of(report: &Report) -> (Vec<usize>, usize) {
    let mut part_of = vec![0; report.articles.len()];
    let (mut part, mut held) = (0, 0);
    for story in &report.stories {
        if held >= PART_ARTICLES {
            (part, held) = (part + 1, 0);
        }
        for article in story
            .events
            .iter()
            .flat_map(|e| &report.events[*e].articles)
        {
            part_of[*article] = part;
            held += 1;
        }
    }
    (part_of, part + 1)
}

/// A block of data, which a browser neither runs nor shows.
fn data(mut out: impl Write, id: &str, packed: &str) -> io::Result<()> {
    writeln!(
        out,
        "<script type=\"application/octet-stream\" id=\"{id}\">{packed}</script>"
    )
}

/// Deflated (zlib), in base64.
fn pack(json: &[u8]) -> String {
    let mut deflate = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let packed = deflate.write_all(json).and_then(|()| deflate.finish());
    BASE64.encode(&packed.unwrap_or_default())
}

/// The hash by which the policy knows a script or style sheet.
fn hash(content: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(content)))
}
