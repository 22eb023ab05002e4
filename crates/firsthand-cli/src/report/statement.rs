//! A statement: who says it, in which wordings, and which words differ.

use super::diff::diff;
use super::labels::Labels;
use super::say;
use crate::screen::{Ink, Look, Screen, Text, column_width, line, shorten};
use firsthand::statement::{Change, Version};
use firsthand::words::{norm, words};
use firsthand::{Direction, QuotationKind, Report, Span, Statement, StatementIx};
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;

/// Wordings side by side want columns at least so wide; in narrower ones they stand under each
/// other.
const COLUMN_MIN: usize = 34;
/// Columns for the words of one wording: about six lines of a side.
const WORDING_MAX: usize = 420;
/// Columns for one side of a change.
const SIDE_MAX: usize = 60;
/// Articles named over a wording.
const ARTICLES_MAX: usize = 3;
/// Wordings that share fewer of their words are too different for single words to be marked,
/// unless the change is material.
const MARKED_MIN: f64 = 0.5;

/// How much of a statement to show.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// Wordings.
    pub(crate) versions: usize,
    /// Changes.
    pub(crate) changes: usize,
}

impl Limits {
    /// What fits a screen, or everything.
    pub(crate) fn new(all: bool) -> Self {
        match all {
            true => Limits {
                versions: usize::MAX,
                changes: usize::MAX,
            },
            false => Limits {
                versions: 4,
                changes: 5,
            },
        }
    }
}

/// The head of a statement, its wordings and changes.
pub(super) fn write(
    report: &Report,
    statement: StatementIx,
    labels: &Labels,
    limits: Limits,
    screen: &mut Screen,
) -> io::Result<()> {
    let s = &report.statements[statement];
    screen.spread(4, &speaker(s), &Text::new().dim(&counts(report, statement)))?;
    versions(report, s, labels, limits, screen)
}

fn speaker(s: &Statement) -> Text {
    match s.speaker.trim().is_empty() {
        true => Text::new().dim("somebody who is not named"),
        false => Text::new().with(Ink::Name, &s.speaker),
    }
}

/// "3 articles, 2 wordings, 1 origin".
fn counts(report: &Report, statement: StatementIx) -> String {
    let s = &report.statements[statement];
    let found = &report.origins.statements[statement];
    let quotations = s.quotations.iter();
    let articles: BTreeSet<_> = quotations.map(|q| report.quotations[*q].article).collect();
    let mut parts = vec![say::of(articles.len(), "article")];
    if s.versions.len() > 1 {
        parts.push(say::of(s.versions.len(), "wording"));
    }
    if found.origins.high > 0 {
        parts.push(say::origins(found.origins.low, found.origins.high));
    }
    if found.firsthand.high > 0 {
        let (low, high) = (found.firsthand.low, found.firsthand.high);
        parts.push(say::range(low, high, "first-hand hearing"));
    }
    parts.join(", ")
}

/// The wordings side by side, the differing words marked, then what the differences are.
pub(crate) fn versions(
    report: &Report,
    s: &Statement,
    labels: &Labels,
    limits: Limits,
    screen: &mut Screen,
) -> io::Result<()> {
    let shown = &s.versions[..s.versions.len().min(limits.versions)];
    let texts = wordings(report, s, shown, screen.look());
    let heads: Vec<Text> = shown.iter().map(|v| head(report, v, labels)).collect();
    let room = screen.look().width.saturating_sub(6);
    let across = if column_width(room, 2) >= COLUMN_MIN {
        2
    } else {
        1
    };
    for (heads, texts) in heads.chunks(across).zip(texts.chunks(across)) {
        match heads.len() {
            1 => {
                screen.paragraph(6, 0, &heads[0])?;
                screen.paragraph(6, 0, &texts[0])?;
            }
            _ => {
                screen.columns(6, &heads.iter().collect::<Vec<_>>())?;
                screen.columns(6, &texts.iter().collect::<Vec<_>>())?;
            }
        }
    }
    if let Some(more) = left(s.versions.len(), shown.len()) {
        screen.paragraph(
            6,
            0,
            &Text::new().dim(&format!("and {}", say::of(more, "more wording"))),
        )?;
    }
    changes(s, limits, screen)
}

fn left(all: usize, shown: usize) -> Option<usize> {
    all.checked_sub(shown).filter(|n| *n > 0)
}

fn head(report: &Report, version: &Version, labels: &Labels) -> Text {
    let quotations = version.quotations.iter();
    let articles = quotations.map(|q| report.quotations[*q].article);
    Text::new().dim(&say::list(&labels.each(articles), ARTICLES_MAX))
}

/// The words of each version, marked where they differ from the first; the first where it differs
/// from any of the others.
fn wordings(report: &Report, s: &Statement, shown: &[Version], look: Look) -> Vec<Text> {
    let words: Vec<String> = shown
        .iter()
        .map(|v| shorten(&line(&v.wording), WORDING_MAX))
        .collect();
    let material = Material::of(s);
    let mut marks: Vec<Vec<Range<usize>>> = vec![Vec::new(); shown.len()];
    for i in 1..shown.len() {
        let Some(d) = diff(&words[0], &words[i]) else {
            continue;
        };
        let all = d.common >= MARKED_MIN;
        let of = |text: &str, runs: Vec<Range<usize>>| {
            let keep = |r: &Range<usize>| all || material.holds(&text[r.clone()]);
            runs.into_iter().filter(keep).collect::<Vec<_>>()
        };
        marks[0].extend(of(&words[0], d.a));
        marks[i] = of(&words[i], d.b);
    }
    let direct = |v: &Version| {
        let first = v.quotations.first().map(|q| report.quotations[*q].kind);
        first == Some(QuotationKind::Direct)
    };
    (shown.iter().zip(&words).zip(marks))
        .map(|((v, text), marks)| marked(text, merged(marks), direct(v), &material, look))
        .collect()
}

/// Overlapping and touching stretches as one.
fn merged(mut runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    runs.sort_by_key(|r| (r.start, r.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => out.push(run),
        }
    }
    out
}

/// `text` with its marks: in colour by their ink, otherwise between brackets.
fn marked(
    text: &str,
    marks: Vec<Range<usize>>,
    direct: bool,
    material: &Material,
    look: Look,
) -> Text {
    let (open, close) = if direct { ("“", "”") } else { ("", "") };
    let mut out = Text::new().plain(open);
    let mut at = 0;
    for run in marks {
        let words = &text[run.clone()];
        let ink = match material.holds(words) {
            true => Ink::Material,
            false => Ink::Changed,
        };
        out.push(Ink::Plain, &text[at..run.start]);
        match look.color {
            true => out.push(ink, words),
            false => out.push(ink, &format!("[{words}]")),
        }
        at = run.end;
    }
    out.push(Ink::Plain, &text[at..]);
    out.plain(close)
}

/// The words of a statement's material changes.
struct Material {
    words: BTreeSet<String>,
}

impl Material {
    fn of(s: &Statement) -> Self {
        let changes = s.changes.iter().filter(|c| c.material);
        let words = changes.flat_map(|c| {
            let (before, after) = (normed(&c.before), normed(&c.after));
            // What both sides have is the frame of the change, not the change.
            before
                .symmetric_difference(&after)
                .cloned()
                .collect::<Vec<_>>()
        });
        Material {
            words: words.collect(),
        }
    }

    /// Whether a word of `text` is among them.
    fn holds(&self, text: &str) -> bool {
        !self.words.is_empty() && !normed(text).is_disjoint(&self.words)
    }
}

fn normed(text: &str) -> BTreeSet<String> {
    words(text, Span::new(0, text.len()))
        .map(|w| norm(w.of(text)))
        .collect()
}

/// The material changes one by one, then how many smaller ones there are.
fn changes(s: &Statement, limits: Limits, screen: &mut Screen) -> io::Result<()> {
    let material: Vec<&Change> = distinct(s.changes.iter().filter(|c| c.material));
    let minor = distinct(s.changes.iter().filter(|c| !c.material));
    let shown = material.len().min(limits.changes);
    for change in &material[..shown] {
        screen.paragraph(6, 2, &difference(change, Ink::Material))?;
    }
    if limits.changes == usize::MAX {
        for change in &minor {
            screen.paragraph(6, 2, &difference(change, Ink::Changed))?;
        }
    }
    let mut rest = Vec::new();
    if let Some(more) = left(material.len(), shown) {
        rest.push(say::of(more, "more material difference"));
    }
    if limits.changes < usize::MAX && !minor.is_empty() {
        rest.push(say::of(minor.len(), "smaller difference"));
    }
    if !rest.is_empty() {
        let rest = format!("and {}", rest.join(", ")).replacen(
            "and ",
            if shown > 0 { "and " } else { "" },
            1,
        );
        screen.paragraph(6, 2, &Text::new().dim(&rest))?;
    }
    if s.changes.iter().any(|c| c.direction == Direction::Unknown) {
        let text = Text::new().dim("Which wording came first cannot be told.");
        screen.paragraph(6, 2, &text)?;
    }
    Ok(())
}

/// Changes with the same words once.
fn distinct<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<&'a Change> {
    let mut seen = BTreeSet::new();
    changes
        .filter(|c| {
            let (a, b) = (normed(&c.before), normed(&c.after));
            let key = if a <= b { (a, b) } else { (b, a) };
            seen.insert((c.kind, key))
        })
        .collect()
}

/// "x" / "y", what kind of difference, and which came first where that is known.
fn difference(change: &Change, ink: Ink) -> Text {
    let (first, second) = match change.direction {
        Direction::BToA => (&change.after, &change.before),
        _ => (&change.before, &change.after),
    };
    let side = |text: &mut Text, words: &str| match words.trim().is_empty() {
        true => text.push(Ink::Dim, "no such word"),
        false => {
            text.push(Ink::Plain, "“");
            text.push(ink, &shorten(&line(words), SIDE_MAX));
            text.push(Ink::Plain, "”");
        }
    };
    let known = matches!(change.direction, Direction::AToB | Direction::BToA);
    let mut text = Text::new();
    if ink == Ink::Material {
        text.push(Ink::Dim, "material: ");
    }
    side(&mut text, first);
    text.push(Ink::Dim, if known { " then " } else { " / " });
    side(&mut text, second);
    text.push(Ink::Dim, &format!("  ({})", say::change(change.kind)));
    text
}
