//! Pages that are in memory: what becomes of each? The rows of [`What::Table`](super::What::Table).

use super::part::{Part, Wanted};
use super::write::{reason, rounded};
use super::{Input, Outlets};
use firsthand::dedup::{Config, Sketcher, decide};
use firsthand::{Id, Page};

/// What becomes of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Decided {
    /// The record's own id, or its place.
    pub id: String,
    /// The records of which one is kept.
    pub cluster_id: String,
    /// Whether it is kept.
    pub keep: bool,
    /// Why, in a word of the table.
    pub reason: &'static str,
    /// The one that is kept for it.
    pub kept_id: String,
    /// The share of its runs of words that stand in the kept one.
    pub containment: f64,
}

/// What becomes of each of `pages`, where those of some outlets are preferred.
pub fn decide_pages(pages: Vec<Page>, config: &Config, outlets: &Outlets) -> Vec<Decided> {
    let wanted = Wanted {
        input: &Input::default(),
        ids: true,
        outlets,
    };
    let (mut part, mut sketcher) = (Part::default(), Sketcher::default());
    for page in pages {
        part.page(Ok(page), wanted, &mut sketcher);
    }
    let verdicts = decide(&part.sketches, config);
    let row = |(i, verdict): (usize, &firsthand::dedup::Verdict)| {
        let kept = verdicts.kept_for(i).unwrap_or(i);
        let kept_id = &part.ids[kept];
        let tie = part.sketches.get(kept).facts.tie;
        Decided {
            id: part.ids[i].to_string(),
            cluster_id: Id::of('c', [kept_id.as_bytes(), &tie.to_le_bytes()]).to_string(),
            keep: verdict.reason.keeps(),
            reason: reason(verdict.reason),
            kept_id: kept_id.to_string(),
            containment: rounded(verdict.containment),
        }
    };
    verdicts.of.iter().enumerate().map(row).collect()
}
