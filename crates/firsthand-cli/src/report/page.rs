//! The whole report as text: the counts, then story by story, then what could not be told.

use super::event::{self, Bounds};
use super::say;
use super::view::View;
use crate::screen::{Ink, Screen, Text, join, line, said, shorten, width};
use firsthand::story::Modality;
use firsthand::{EventIx, Interval, Report, Statement, Story};
use std::collections::BTreeSet;
use std::io;

/// Stories, events of one story, positions and unread pages that are shown without `--all`.
const STORIES_MAX: usize = 10;
const EVENTS_MAX: usize = 5;
const TIMELINE_MAX: usize = 12;
const POSITIONS_MAX: usize = 4;
/// Carriers of a position that are named.
const THROUGH_MAX: usize = 3;
const CYCLES_MAX: usize = 5;
const SKIPPED_MAX: usize = 10;
/// Columns for a title.
const TITLE_MAX: usize = 160;

/// Writes `report`; all of it, or what a person reads.
pub(super) fn write(report: &Report, all: bool, screen: &mut Screen) -> io::Result<()> {
    let view = View::new(report);
    let page = Page {
        view: &view,
        most: |n| if all { usize::MAX } else { n },
        bounds: Bounds::new(all),
    };
    page.head(screen)?;
    let stories = page.stories();
    let shown = stories.len().min((page.most)(STORIES_MAX));
    for story in &stories[..shown] {
        page.story(&report.stories[*story], screen)?;
    }
    page.rest(&stories[shown..], screen)?;
    page.cycles(screen)?;
    page.untold(screen)?;
    page.skipped(screen)
}

struct Page<'v, F: Fn(usize) -> usize> {
    view: &'v View<'v>,
    /// How many of something to show, or all.
    most: F,
    bounds: Bounds,
}

impl<F: Fn(usize) -> usize> Page<'_, F> {
    fn report(&self) -> &Report {
        self.view.report
    }

    /// "5 articles, 4 texts, 2 events, 1 story".
    fn head(&self, screen: &mut Screen) -> io::Result<()> {
        let report = self.report();
        let mut counts = vec![
            say::of(report.articles.len(), "article"),
            say::of(report.reuse.texts.len(), "text"),
            say::of(report.events.len(), "event"),
            say::of(report.stories.len(), "story"),
        ];
        let cycles = report.provenance.cycles.len();
        let extra = [
            (cycles, "circular report", ""),
            (report.overrides.len(), "override", ""),
            (report.repeated, "page", " read twice"),
            (report.skipped.len(), "page", " not read"),
        ];
        let extra = extra.into_iter().filter(|(n, ..)| *n > 0);
        counts.extend(extra.map(|(n, what, how)| format!("{}{how}", say::of(n, what))));
        screen.paragraph(0, 2, &Text::new().with(Ink::Title, &counts.join(", ")))
    }

    /// Stories, those of most articles first.
    fn stories(&self) -> Vec<usize> {
        let report = self.report();
        let mut order: Vec<usize> = (0..report.stories.len()).collect();
        order.sort_by_cached_key(|s| {
            let events = &report.stories[*s].events;
            let articles: usize = events
                .iter()
                .map(|e| report.events[*e].articles.len())
                .sum();
            let texts: usize = events.iter().map(|e| report.texts_of(*e)).sum();
            (usize::MAX - articles, usize::MAX - texts, *s)
        });
        order
    }

    fn story(&self, story: &Story, screen: &mut Screen) -> io::Result<()> {
        screen.gap();
        screen.rule(Ink::Dim)?;
        if let [event] = story.events[..] {
            return self.event(event, "", screen);
        }
        let articles = story
            .events
            .iter()
            .map(|e| self.report().events[*e].articles.len());
        let counts = format!(
            "{}, {}",
            say::of(story.events.len(), "event"),
            say::of(articles.sum(), "article")
        );
        screen.paragraph(0, 2, &heading("Story  ", &story.title))?;
        screen.paragraph(2, 2, &Text::new().plain(&counts))?;
        self.timeline(story, screen)?;
        self.positions(story, screen)?;
        let shown = story.events.len().min((self.most)(EVENTS_MAX));
        for event in self.largest(&story.events, shown) {
            screen.gap();
            self.event(event, "Event  ", screen)?;
        }
        if story.events.len() > shown {
            let more = say::of(story.events.len() - shown, "more event");
            screen.gap();
            screen.paragraph(0, 2, &Text::new().dim(&format!("and {more} of this story")))?;
        }
        Ok(())
    }

    /// The events by day, each in a line.
    fn timeline(&self, story: &Story, screen: &mut Screen) -> io::Result<()> {
        let most = (self.most)(TIMELINE_MAX);
        let mut label = "Timeline";
        for e in self.largest(&story.events, most) {
            let e = &self.report().events[e];
            let when = say::days(e.time).unwrap_or_else(|| "no date found".to_owned());
            let articles = say::of(e.articles.len(), "article");
            let text = Text::new()
                .dim(&format!("{when}: "))
                .plain(&shorten(&line(&e.title), TITLE_MAX))
                .dim(&format!("  {articles}"));
            screen.field(0, label, 2, &text)?;
            label = "";
        }
        if let Some(n) = story.events.len().checked_sub(most).filter(|n| *n > 0) {
            let more = format!("and {}, of fewer articles", say::of(n, "more event"));
            screen.field(0, "", 2, &Text::new().dim(&more))?;
        }
        Ok(())
    }

    /// The `n` events of most articles, in the order of the story.
    fn largest(&self, events: &[EventIx], n: usize) -> Vec<EventIx> {
        let articles = |e: EventIx| self.report().events[e].articles.len();
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by_key(|i| (usize::MAX - articles(events[*i]), *i));
        order.truncate(n);
        order.sort_unstable();
        order.into_iter().map(|i| events[i]).collect()
    }

    fn event(&self, event: EventIx, label: &str, screen: &mut Screen) -> io::Result<()> {
        let e = &self.report().events[event];
        screen.paragraph(0, 2, &heading(label, &e.title))?;
        event::write(self.view, event, self.bounds, screen)
    }

    /// Who stood where on the story's question, in order of time.
    fn positions(&self, story: &Story, screen: &mut Screen) -> io::Result<()> {
        let mut label = "Positions";
        for p in story.positions.iter().take((self.most)(POSITIONS_MAX)) {
            let s = &self.report().statements[p.statement];
            let wording = s.versions.first().map_or("", |v| &v.wording);
            let text = Text::new()
                .with(Ink::Name, &s.speaker)
                .dim(&format!(" {}: ", stance(p.negated, p.modality)))
                .plain(&shorten(&said(wording), TITLE_MAX))
                .dim(&self.through(s))
                .dim(&dated(p.when));
            screen.field(0, label, 2, &text)?;
            label = "";
        }
        Ok(())
    }

    /// Who carried a statement to the articles that have it.
    fn through(&self, statement: &Statement) -> String {
        let quotations = &self.report().quotations;
        let roads = statement
            .quotations
            .iter()
            .flat_map(|&q| &quotations[q].road);
        let names: BTreeSet<String> = roads.map(|r| r.name.clone()).collect();
        let names: Vec<String> = names.into_iter().collect();
        match names.is_empty() {
            true => String::new(),
            false => format!("  through {}", say::list(&names, THROUGH_MAX)),
        }
    }

    /// What is not shown, by size.
    fn rest(&self, stories: &[usize], screen: &mut Screen) -> io::Result<()> {
        if stories.is_empty() {
            return Ok(());
        }
        let report = self.report();
        let alone = stories
            .iter()
            .filter(|s| match report.stories[**s].events[..] {
                [event] => report.events[event].articles.len() == 1,
                _ => false,
            });
        screen.gap();
        screen.rule(Ink::Dim)?;
        let text = Text::new()
            .plain(&format!("and {}", say::of(stories.len(), "more story")))
            .dim(&format!(
                ", {} of them of a single article; --all shows every one",
                alone.count()
            ));
        screen.paragraph(0, 2, &text)
    }

    /// Closed chains of credit: no origin stands behind them.
    fn cycles(&self, screen: &mut Screen) -> io::Result<()> {
        let graph = &self.report().provenance;
        if graph.cycles.is_empty() {
            return Ok(());
        }
        screen.gap();
        screen.rule(Ink::Dim)?;
        screen.paragraph(0, 2, &Text::new().with(Ink::Warning, "Circular reports"))?;
        let shown = graph.cycles.len().min((self.most)(CYCLES_MAX));
        for cycle in &graph.cycles[..shown] {
            let ends = cycle.nodes.iter().chain(cycle.nodes.first());
            let names = ends.map(|n| Text::new().with(Ink::Name, &graph.nodes[*n].name));
            let mut text = join(names, &Text::new().dim(" →\u{a0}"));
            text.push(
                Ink::Dim,
                ": each rests on the next, and none of them is an origin",
            );
            screen.paragraph(2, 2, &text)?;
        }
        self.more(graph.cycles.len() - shown, "more circular report", screen)
    }

    /// What nobody can tell from these texts.
    fn untold(&self, screen: &mut Screen) -> io::Result<()> {
        let report = self.report();
        let untold = [
            (
                report.days_unknown(),
                "the day of publication of",
                "article",
            ),
            (report.outlets_unknown(), "the outlet of", "article"),
            (report.owners_unknown(), "the owner behind", "article"),
            (report.speakers_unknown(), "the speaker of", "quotation"),
        ];
        let untold: Vec<String> = untold
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, what, thing)| format!("{what} {}", say::of(n, thing)))
            .collect();
        if untold.is_empty() {
            return Ok(());
        }
        screen.gap();
        screen.rule(Ink::Dim)?;
        let text = Text::new()
            .with(Ink::Title, "Cannot be told: ")
            .plain(&untold.join("; "))
            .dim(". Every count is of this pile.");
        screen.paragraph(0, 2, &text)
    }

    /// The pages that could not be read, by name.
    fn skipped(&self, screen: &mut Screen) -> io::Result<()> {
        let skipped = &self.report().skipped;
        if skipped.is_empty() {
            return Ok(());
        }
        screen.gap();
        let title = format!("{} not read", say::of(skipped.len(), "page"));
        screen.paragraph(0, 2, &Text::new().with(Ink::Warning, &title))?;
        let shown = skipped.len().min((self.most)(SKIPPED_MAX));
        for s in &skipped[..shown] {
            let text = Text::new()
                .plain(&s.locator)
                .dim(&format!(": {}", s.reason));
            screen.paragraph(2, 2, &text)?;
        }
        self.more(skipped.len() - shown, "more", screen)
    }

    fn more(&self, n: usize, what: &str, screen: &mut Screen) -> io::Result<()> {
        match n {
            0 => Ok(()),
            n => screen.paragraph(2, 2, &Text::new().dim(&format!("and {}", say::of(n, what)))),
        }
    }
}

/// A title after its label.
fn heading(label: &str, title: &str) -> Text {
    let title = line(title);
    let title = match width(title.trim()) {
        0 => "(no title)".to_owned(),
        _ => shorten(title.trim(), TITLE_MAX),
    };
    Text::new().dim(label).with(Ink::Title, &title)
}

fn dated(when: Interval) -> String {
    say::days(when).map_or(String::new(), |days| format!("  {days}"))
}

/// How a position holds its matter.
fn stance(negated: bool, modality: Modality) -> String {
    let how = match modality {
        Modality::Plan => "plan",
        Modality::Intention => "intention",
        Modality::Possibility => "possibility",
        Modality::Obligation => "obligation",
        Modality::Prediction => "prediction",
        Modality::Fact => "fact",
    };
    match negated {
        true => format!("({how}, denied)"),
        false => format!("({how})"),
    }
}
