//! An event: how many origins and why, who has it from whom, what was said, what stays open.

use super::checks;
use super::labels::Labels;
use super::road::roads;
use super::say;
use super::statement::{self, Limits};
use super::view::View;
use crate::screen::{Ink, Screen, Text, join, line, said, shorten, width};
use firsthand::event::AlsoKind;
use firsthand::origin::BriefKind;
use firsthand::provenance::{EdgeKind, NodeIx, Receipt, Strength};
use firsthand::reuse::{Pair, Relation};
use firsthand::{ArticleIx, Direction, Event, EventIx, StatementIx};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Columns for words of an article that serve as a reason.
const RECEIPT_MAX: usize = 60;
/// Columns for a line of a brief.
const BRIEF_MAX: usize = 240;
/// Articles named in one line.
const ARTICLES_MAX: usize = 5;

/// Numbers shown of one figure.
const VALUES_MAX: usize = 4;

/// How much of an event to show.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    origins: usize,
    open: usize,
    roads: usize,
    statements: usize,
    brief: usize,
    figures: usize,
    shared: usize,
    limits: Limits,
}

impl Bounds {
    /// What a person reads of one event, or everything.
    pub(super) fn new(all: bool) -> Self {
        let most = |n| if all { usize::MAX } else { n };
        Bounds {
            origins: most(4),
            open: most(3),
            roads: most(6),
            statements: most(3),
            brief: most(6),
            figures: most(4),
            shared: most(3),
            limits: Limits::new(all),
        }
    }
}

/// "3 articles, 2 texts, 1 to 2 origins".
pub(super) fn counts(view: &View, event: EventIx) -> Text {
    let found = &view.report.origins.events[event];
    let articles = view.report.events[event].articles.len();
    Text::new()
        .plain(&format!(
            "{}, {}, ",
            say::of(articles, "article"),
            say::of(view.report.texts_of(event), "text")
        ))
        .with(Ink::Answer, &say::origins(found.low, found.high))
}

/// Everything about `event` but its title.
pub(super) fn write(
    view: &View,
    event: EventIx,
    bounds: Bounds,
    screen: &mut Screen,
) -> io::Result<()> {
    let cx = Cx {
        view,
        event,
        labels: labels(view, event),
        bounds,
    };
    let when = say::days(view.report.events[event].time);
    let when = when.unwrap_or_else(|| "no date found".to_owned());
    screen.spread(2, &counts(view, event), &Text::new().dim(&when))?;
    screen.gap();
    cx.brief(screen)?;
    cx.figures(screen)?;
    screen.gap();
    cx.origins(screen)?;
    cx.open(screen)?;
    cx.overruled(screen)?;
    cx.roads(screen)?;
    cx.statements(screen)?;
    screen.gap();
    checks::write(view.report, event, &cx.labels, screen)?;
    cx.shared(screen)?;
    cx.also(screen)
}

/// Names for every article that the event's lines may name.
fn labels(view: &View, event: EventIx) -> Labels {
    let report = view.report;
    let e = &report.events[event];
    let statements = view.statements[event].iter();
    let quoting = statements
        .flat_map(|s| &report.statements[*s].quotations)
        .map(|q| report.quotations[*q].article);
    let receipts = report.origins.briefs[event].iter();
    let receipts = receipts.flat_map(|l| l.receipts.iter().map(|r| r.article));
    let mut all: Vec<ArticleIx> = e
        .articles
        .iter()
        .copied()
        .chain(quoting)
        .chain(receipts)
        .chain(e.also.iter().map(|a| a.article))
        .collect();
    all.sort_unstable();
    all.dedup();
    Labels::new(&report.articles, all)
}

struct Cx<'v> {
    view: &'v View<'v>,
    event: EventIx,
    labels: Labels,
    bounds: Bounds,
}

impl Cx<'_> {
    fn event(&self) -> &Event {
        &self.view.report.events[self.event]
    }

    /// The nodes that were counted, each with what it is read off from.
    fn origins(&self, screen: &mut Screen) -> io::Result<()> {
        let count = &self.view.report.origins.events[self.event];
        let label = if count.high == 1 { "Origin" } else { "Origins" };
        let mut shown = label;
        for node in count.ids.iter().take(self.bounds.origins) {
            screen.field(2, shown, 2, &self.origin(*node))?;
            shown = "";
        }
        self.more(count.ids.len(), self.bounds.origins, "more origin", screen)
    }

    fn origin(&self, node: NodeIx) -> Text {
        let graph = &self.view.report.provenance;
        let n = &graph.nodes[node];
        let mut text = Text::new().plain(&shorten(&line(&n.name), BRIEF_MAX));
        if !n.seen {
            text.push(Ink::Dim, ", not in this pile");
        }
        let reasons = self.reasons(node);
        if !reasons.is_empty() {
            text.push(Ink::Dim, ": ");
            text.append(join(reasons, &Text::new().dim("; ")));
        }
        text
    }

    /// Why articles belong to an origin: by kind of evidence, who, and the words of the first.
    fn reasons(&self, node: NodeIx) -> Vec<Text> {
        let report = self.view.report;
        let mut by_kind: BTreeMap<(Strength, EdgeKind), Vec<&Receipt>> = BTreeMap::new();
        let edges = report.provenance.edges.iter();
        for edge in edges.filter(|e| e.to == node && e.holds()) {
            let receipts = edge.evidence.iter();
            let here = receipts.filter(|r| self.event().articles.contains(&r.article));
            by_kind
                .entry((edge.strength, edge.kind))
                .or_default()
                .extend(here);
        }
        let reasons = by_kind
            .into_iter()
            .filter(|(_, receipts)| !receipts.is_empty());
        reasons
            .map(|((strength, kind), receipts)| {
                let what = match kind {
                    EdgeKind::Credits => "named by",
                    EdgeKind::Derives => "its text is in",
                    EdgeKind::SameWords => "same words in",
                    EdgeKind::SameOwner => "same owner:",
                    EdgeKind::SameOrigin => "one origin with",
                };
                let how = match strength {
                    Strength::Shown => "",
                    Strength::Likely => "likely ",
                    Strength::Possible => "possibly ",
                };
                let names = self.labels.each(receipts.iter().map(|r| r.article));
                let mut text = Text::new().dim(&format!("{how}{what} "));
                text.push(Ink::Plain, &say::list(&names, ARTICLES_MAX));
                // The shortest receipt is the name; a longer one is all that was said there.
                let shortest = receipts.iter().min_by_key(|r| r.span.len());
                if let (EdgeKind::Credits, Some(r)) = (kind, shortest) {
                    let words = said(r.span.of(report.articles[r.article].content()));
                    if width(&words) <= RECEIPT_MAX {
                        text.push(Ink::Dim, &format!(" (“{}”)", words.trim()));
                    }
                }
                text
            })
            .collect()
    }

    /// The questions whose answer would close the range.
    fn open(&self, screen: &mut Screen) -> io::Result<()> {
        let open = &self.view.report.origins.events[self.event].open;
        let mut label = "Open";
        for o in open.iter().take(self.bounds.open) {
            screen.field(2, label, 2, &Text::new().plain(&o.why))?;
            label = "";
        }
        self.more(open.len(), self.bounds.open, "more open question", screen)
    }

    /// What several texts give a number or name for, each with who gives it.
    fn figures(&self, screen: &mut Screen) -> io::Result<()> {
        let figures = &self.view.report.origins.figures[self.event];
        let mut label = "Figures";
        for figure in figures.iter().take(self.bounds.figures) {
            let mut text = Text::new().dim(&format!("{}: ", figure.what));
            for (n, value) in figure.values.iter().take(VALUES_MAX).enumerate() {
                if n > 0 {
                    text.push(Ink::Dim, "; ");
                }
                text.push(Ink::Plain, &said(&value.wording));
                let names = self.labels.each(value.articles.iter().copied());
                text.push(Ink::Dim, &format!(" ({})", say::list(&names, ARTICLES_MAX)));
            }
            screen.field(2, label, 2, &text)?;
            label = "";
        }
        self.more(figures.len(), self.bounds.figures, "more figure", screen)
    }

    /// What people rule on the event and on the edges of its articles, line by line.
    fn overruled(&self, screen: &mut Screen) -> io::Result<()> {
        let report = self.view.report;
        if report.overrides.is_empty() {
            return Ok(());
        }
        let articles = self.event().articles.iter();
        let ids: BTreeSet<_> = articles.map(|&i| report.articles[i].id).collect();
        let graph = &report.provenance;
        let mut lines: BTreeSet<usize> = self.event().overridden.iter().copied().collect();
        let here = |n: NodeIx| ids.contains(&graph.nodes[n].id);
        let edges = graph.edges.iter().filter(|e| here(e.from) || here(e.to));
        lines.extend(edges.filter_map(|e| Some(e.overridden?.line)));
        let ruled = report.overrides.iter().filter(|o| lines.contains(&o.line));
        let mut label = "Overruled";
        for outcome in ruled {
            let text = Text::new().dim(&format!("line {}: ", outcome.line));
            screen.field(2, label, 2, &text.plain(&line(&outcome.text)))?;
            label = "";
        }
        Ok(())
    }

    fn roads(&self, screen: &mut Screen) -> io::Result<()> {
        let (roads, silent) = roads(self.view, self.event);
        let mut label = if roads.len() == 1 { "Road" } else { "Roads" };
        for road in roads.iter().take(self.bounds.roads) {
            screen.field(2, label, 2, &road.text(&self.labels))?;
            label = "";
        }
        self.more(roads.len(), self.bounds.roads, "more road", screen)?;
        if !roads.is_empty() && !silent.is_empty() {
            let names = say::list(&self.labels.each(silent), ARTICLES_MAX);
            let text = Text::new().dim("none found for ").plain(&names);
            screen.field(2, "", 2, &text)?;
        }
        Ok(())
    }

    /// Copies, and articles that share passages.
    fn shared(&self, screen: &mut Screen) -> io::Result<()> {
        let reuse = &self.view.report.reuse;
        let here = |a: &ArticleIx| self.event().articles.contains(a);
        let copies = reuse
            .texts
            .iter()
            .filter(|t| t.articles.len() > 1 && t.articles.iter().any(here));
        let mut label = "Copies";
        for text in copies.take(self.bounds.shared) {
            let names = self.labels.each(text.articles.iter().copied().filter(here));
            let names = say::list(&names, ARTICLES_MAX);
            let line = Text::new().plain(&names).dim(" carry one text");
            screen.field(2, label, 2, &line)?;
            label = "";
        }
        let revised = reuse.revision_of.iter().enumerate();
        let revised = revised.filter_map(|(new, old)| Some((new, (*old)?)));
        let revised: Vec<_> = revised.filter(|(new, _)| here(new)).collect();
        let mut label = "Versions";
        for (new, old) in revised.iter().take(self.bounds.shared) {
            let line = Text::new()
                .plain(self.labels.of(*new))
                .dim(" is a later version of ")
                .plain(self.labels.of(*old));
            screen.field(2, label, 2, &line)?;
            label = "";
        }
        self.more(revised.len(), self.bounds.shared, "more version", screen)?;
        let best = |a: ArticleIx| reuse.texts[reuse.text_of[a]].best == a;
        let pairs = reuse.pairs.iter().filter(|p| {
            let told = matches!(p.relation, Relation::Excerpt | Relation::Partial);
            told && here(&p.a) && here(&p.b) && best(p.a) && best(p.b)
        });
        let pairs: Vec<&Pair> = pairs.collect();
        let mut label = "Shared";
        for pair in pairs.iter().take(self.bounds.shared) {
            screen.field(2, label, 2, &self.pair(pair))?;
            label = "";
        }
        self.more(pairs.len(), self.bounds.shared, "more pair", screen)
    }

    /// Where else it is reported or called to mind.
    fn also(&self, screen: &mut Screen) -> io::Result<()> {
        let also = &self.event().also;
        let mut label = "Also";
        for a in also.iter().take(self.bounds.shared) {
            let how = match a.kind {
                AlsoKind::Item => "in a part of ",
                AlsoKind::Background => "as background in ",
            };
            let content = self.view.report.articles[a.article].content();
            let words = a.spans.first().map(|s| said(s.of(content)));
            let words = shorten(words.unwrap_or_default().trim(), RECEIPT_MAX);
            let text = Text::new()
                .dim(how)
                .plain(self.labels.of(a.article))
                .dim(&format!(": “{words}”"));
            screen.field(2, label, 2, &text)?;
            label = "";
        }
        self.more(also.len(), self.bounds.shared, "more article", screen)
    }

    /// "28% of A stands in B; which had it first cannot be told".
    fn pair(&self, pair: &Pair) -> Text {
        let (part, whole, share) = match pair.containment_a >= pair.containment_b {
            true => (pair.a, pair.b, pair.containment_a),
            false => (pair.b, pair.a, pair.containment_b),
        };
        let which = match pair.direction {
            Direction::AToB => format!("{} had it first", self.labels.of(pair.a)),
            Direction::BToA => format!("{} had it first", self.labels.of(pair.b)),
            Direction::Common => "both have it from a third text".to_owned(),
            Direction::Unknown => "which had it first cannot be told".to_owned(),
        };
        Text::new()
            .plain(&format!(
                "{:.0}% of {}",
                share * 100.0,
                self.labels.of(part)
            ))
            .dim(" stands in ")
            .plain(self.labels.of(whole))
            .dim(&format!("; {which}"))
    }

    fn brief(&self, screen: &mut Screen) -> io::Result<()> {
        let mut seen = BTreeSet::new();
        let brief = self.view.report.origins.briefs[self.event].iter();
        let brief: Vec<_> = brief.filter(|l| seen.insert((l.kind, &l.text))).collect();
        let mut last = None;
        for told in brief.iter().take(self.bounds.brief) {
            let label = match told.kind {
                BriefKind::Agreed => "Agreed",
                BriefKind::Only => "Only one",
                BriefKind::Differs => "Differs",
                BriefKind::Claimed => "Claimed",
            };
            let label = match last.replace(told.kind) == Some(told.kind) {
                true => "",
                false => label,
            };
            let names = self.labels.each(told.receipts.iter().map(|r| r.article));
            let text = Text::new()
                .plain(&shorten(&said(&told.text), BRIEF_MAX))
                .dim(&format!("  ({})", say::list(&names, ARTICLES_MAX)));
            screen.field(2, label, 2, &text)?;
        }
        self.more(brief.len(), self.bounds.brief, "more line", screen)
    }

    fn statements(&self, screen: &mut Screen) -> io::Result<()> {
        let all = &self.view.statements[self.event];
        let telling = all.iter().filter(|s| self.view.is_telling(self.event, **s));
        let shown: Vec<_> = telling.take(self.bounds.statements).collect();
        for s in &shown {
            screen.gap();
            let limits = self.bounds.limits;
            let within = &self.event().articles;
            statement::write(self.view.report, **s, within, &self.labels, limits, screen)?;
        }
        let changed = |s: &StatementIx| {
            let changes = self.view.report.statements[*s].changes.iter();
            changes
                .into_iter()
                .any(|c| c.direction == Direction::Unknown)
        };
        let mut notes = Vec::new();
        if shown.iter().any(|s| changed(s)) {
            notes.push(format!(
                "Where “{}” parts two wordings, which came first cannot be told.",
                statement::UNKNOWN.trim()
            ));
        }
        let rest = all.len() - shown.len();
        if rest > 0 {
            let more = if shown.is_empty() {
                "statement"
            } else {
                "more statement"
            };
            notes.push(format!("{} in these articles.", say::of(rest, more)));
        }
        screen.gap();
        screen.paragraph(4, 0, &Text::new().dim(&notes.join(" ")))
    }

    fn more(&self, all: usize, max: usize, what: &str, screen: &mut Screen) -> io::Result<()> {
        match all.checked_sub(max).filter(|n| *n > 0) {
            Some(n) => screen.field(
                2,
                "",
                2,
                &Text::new().dim(&format!("and {}", say::of(n, what))),
            ),
            None => Ok(()),
        }
    }
}
