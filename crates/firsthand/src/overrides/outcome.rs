//! What became of each line: did it rule on anything in this pile?

use super::{End, Overrides, Ruling, What};
use crate::provenance::{EdgeKind, Node, NodeKind, is_outlet, same_name};
use crate::{Id, Report};
use std::collections::BTreeSet;

/// What became of a line of the overrides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Its number, counted from 1.
    pub line: usize,
    /// The line as it stands.
    pub text: String,
    /// Why it rules on nothing here, or on less than it says; nothing where it holds in full.
    pub warning: Option<String>,
}

/// What became of every line, in order. `spoken` are the lines that named a speaker.
pub(crate) fn outcomes(
    overrides: &Overrides,
    report: &Report,
    spoken: &BTreeSet<usize>,
) -> Vec<Outcome> {
    if overrides.is_empty() {
        return Vec::new();
    }
    let seen = Seen::new(report, spoken);
    let ruled = overrides.rulings.iter().map(|r| Outcome {
        line: r.line,
        text: r.text.clone(),
        warning: seen.warning(r),
    });
    let unread = overrides.unread.iter().map(|u| Outcome {
        line: u.line,
        text: u.text.clone(),
        warning: Some(u.why.clone()),
    });
    let mut all: Vec<Outcome> = ruled.chain(unread).collect();
    all.sort_by_key(|o| o.line);
    all
}

/// What there is in the report that a line may name.
struct Seen<'a> {
    report: &'a Report,
    ids: BTreeSet<Id>,
    /// The lines that stand on an edge or an event.
    lines: BTreeSet<usize>,
    spoken: &'a BTreeSet<usize>,
}

impl<'a> Seen<'a> {
    fn new(report: &'a Report, spoken: &'a BTreeSet<usize>) -> Self {
        let mut ids: BTreeSet<Id> = report.articles.iter().map(|a| a.id).collect();
        ids.extend(report.quotations.iter().map(|q| q.id));
        ids.extend(report.provenance.nodes.iter().map(|n| n.id));
        ids.extend(report.reuse.texts.iter().map(|t| t.id));
        ids.extend(report.statements.iter().map(|s| s.id));
        ids.extend(report.events.iter().map(|e| e.id));
        ids.extend(report.stories.iter().map(|s| s.id));
        let edges = report.provenance.edges.iter();
        let mut lines: BTreeSet<usize> = edges.filter_map(|e| Some(e.overridden?.line)).collect();
        lines.extend(report.events.iter().flat_map(|e| &e.overridden));
        Seen {
            report,
            ids,
            lines,
            spoken,
        }
    }

    fn warning(&self, ruling: &Ruling) -> Option<String> {
        match &ruling.what {
            What::Merge(ids) | What::Split(ids) => self
                .unknown(ids)
                .or_else(|| self.without("a later line takes it back", ruling)),
            What::Note { about, .. } => self.unknown(&[*about]),
            What::Edge { from, kind, to, .. } => {
                let ids = [from, to].into_iter().filter_map(|end| match end {
                    End::Id(id) => Some(*id),
                    End::Name(_) => None,
                });
                let ids: Vec<Id> = ids.collect();
                // Quotations that are ruled to be of one origin, or not, stand on no edge.
                let of_quotations =
                    *kind == EdgeKind::SameOrigin && ids.iter().any(|id| id.kind() == 'q');
                self.unknown(&ids).or_else(|| match of_quotations {
                    true => None,
                    false => {
                        self.without("there is no such edge, or a later line rules on it", ruling)
                    }
                })
            }
            What::Owner { outlet, .. } => {
                let own = self.report.articles.iter().any(|a| is_outlet(a, outlet));
                let named = |n: &Node| n.kind == NodeKind::Outlet && same_name(&n.name, outlet);
                let found = own || self.report.provenance.nodes.iter().any(named);
                (!found).then(|| format!("no outlet in this pile is {outlet:?}"))
            }
            What::Speaker { who, .. } => {
                let why = match who {
                    End::Id(id) if id.kind() == 'q' && self.ids.contains(id) => {
                        "a later line takes it back".to_owned()
                    }
                    End::Id(id) => format!("no quotation of this pile is {id}"),
                    End::Name(name) => format!(
                        "nobody who speaks in this pile is {name:?}, or a later line takes it back"
                    ),
                };
                (!self.spoken.contains(&ruling.line)).then_some(why)
            }
        }
    }

    fn unknown(&self, ids: &[Id]) -> Option<String> {
        let unknown = ids.iter().filter(|id| !self.ids.contains(id));
        let unknown: Vec<String> = unknown.map(Id::to_string).collect();
        match unknown.is_empty() {
            true => None,
            false => Some(format!(
                "nothing in this pile has the id {}",
                unknown.join(", ")
            )),
        }
    }

    fn without(&self, why: &str, ruling: &Ruling) -> Option<String> {
        (!self.lines.contains(&ruling.line)).then(|| why.to_owned())
    }
}
