//! In which other forms does a report go out? One module a format; each is a function from a report to
//! a writer.

pub mod annotations;
pub mod claims;
pub mod graph_csv;
pub mod prov;

use firsthand::provenance::{Edge, Receipt};
use firsthand::{CodePoints, Report};

/// What every format asks of a report: receipts in code points.
struct Receipts<'a> {
    report: &'a Report,
    points: Vec<CodePoints<'a>>,
}

impl<'a> Receipts<'a> {
    fn new(report: &'a Report) -> Self {
        let articles = report.articles.iter();
        let points = articles.map(|a| CodePoints::new(a.content())).collect();
        Receipts { report, points }
    }

    /// A receipt in one word, as the page links to it: article, first code point, one past the last.
    fn word(&self, r: &Receipt) -> String {
        let points = &self.points[r.article];
        let (start, end) = (points.at(r.span.start()), points.at(r.span.end()));
        format!("{}:{start}-{end}", self.report.articles[r.article].id)
    }

    fn words(&self, edge: &Edge) -> Vec<String> {
        edge.evidence.iter().map(|r| self.word(r)).collect()
    }
}
