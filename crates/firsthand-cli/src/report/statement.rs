//! A statement: who says it, in which wordings, and which words differ.

use super::diff::{Diff, diff};
use super::labels::Labels;
use super::say;
use crate::screen::{Ink, Look, Screen, Text, column_width, line, said, shorten};
use firsthand::statement::{Change, ChangeKind, Version};
use firsthand::words::{norm, words};
use firsthand::{
    ArticleIx, Direction, QuotationIx, QuotationKind, Report, Span, Statement, StatementIx,
};
use std::collections::{BTreeMap, BTreeSet};
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
/// Wordings that share less are too different for single words to be marked, unless the change is
/// material.
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
                versions: 2,
                changes: 3,
            },
        }
    }
}

/// The head of a statement, and its wordings and changes in the articles `within`.
pub(super) fn write(
    report: &Report,
    statement: StatementIx,
    within: &[ArticleIx],
    labels: &Labels,
    limits: Limits,
    screen: &mut Screen,
) -> io::Result<()> {
    let s = &report.statements[statement];
    screen.spread(4, &speaker(s), &Text::new().dim(&counts(report, statement)))?;
    versions(report, s, Some(within), labels, limits, screen)
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

/// The wordings side by side, the differing words marked, then what the differences are: in the
/// articles `within`, or in all.
pub(crate) fn versions(
    report: &Report,
    s: &Statement,
    within: Option<&[ArticleIx]>,
    labels: &Labels,
    limits: Limits,
    screen: &mut Screen,
) -> io::Result<()> {
    let article = |q: &QuotationIx| report.quotations[*q].article;
    let here = |q: &QuotationIx| within.is_none_or(|w| w.contains(&article(q)));
    let kept: Vec<&Version> = (s.versions.iter())
        .filter(|v| v.quotations.iter().any(here))
        .collect();
    let (shown, diffs) = likest_first(&kept, limits.versions, |v| {
        v.quotations.iter().all(|q| {
            let first = kept.first().map_or(&[][..], |f| &f.quotations);
            first.iter().any(|f| article(f) == article(q))
        })
    });
    let texts = wordings(report, s, &shown, diffs, screen.look());
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
    if let Some(more) = left(kept.len(), shown.len()) {
        screen.paragraph(
            6,
            0,
            &Text::new().dim(&format!("and {}", say::of(more, "more wording"))),
        )?;
    }
    let all = s.changes.iter().filter(|c| here(&c.from) && here(&c.to));
    changes(all.collect(), limits, screen)
}

fn left(all: usize, shown: usize) -> Option<usize> {
    all.checked_sub(shown).filter(|n| *n > 0)
}

fn head(report: &Report, version: &Version, labels: &Labels) -> Text {
    let quotations = version.quotations.iter();
    let articles = quotations.map(|q| report.quotations[*q].article);
    Text::new().dim(&say::list(&labels.each(articles), ARTICLES_MAX))
}

/// The first version, which is the fullest, then the others by how much of it they have, with what
/// differs; at most `max`.
fn likest_first<'a>(
    versions: &[&'a Version],
    max: usize,
    same_articles: impl Fn(&Version) -> bool,
) -> (Vec<&'a Version>, Vec<Option<Diff>>) {
    let Some((first, others)) = versions.split_first() else {
        return (Vec::new(), Vec::new());
    };
    let words = shown_words(first);
    let mut compared: Vec<(&Version, Option<Diff>)> = others
        .iter()
        .map(|v| (*v, diff(&words, &shown_words(v))))
        .collect();
    let common = |d: &Option<Diff>| d.as_ref().map_or(0.0, |d| d.common);
    // Two wordings of one article tell less than those of two.
    compared.sort_by(|a, b| {
        let (same_a, same_b) = (same_articles(a.0), same_articles(b.0));
        same_a
            .cmp(&same_b)
            .then(common(&b.1).total_cmp(&common(&a.1)))
    });
    compared.truncate(max.saturating_sub(1));
    let all = std::iter::once((*first, None)).chain(compared);
    all.unzip()
}

/// As much of a wording as is shown.
fn shown_words(version: &Version) -> String {
    shorten(&said(&version.wording), WORDING_MAX)
}

/// The words of each version, marked where they differ from the first; those of the first where
/// they differ from the second, beside which it stands.
fn wordings(
    report: &Report,
    s: &Statement,
    shown: &[&Version],
    diffs: Vec<Option<Diff>>,
    look: Look,
) -> Vec<Text> {
    let words: Vec<String> = shown.iter().map(|v| shown_words(v)).collect();
    let material = Material::of(s);
    let mut marks: Vec<Vec<Range<usize>>> = vec![Vec::new(); shown.len()];
    for (i, d) in diffs.into_iter().enumerate() {
        let Some(d) = d else {
            continue;
        };
        let all = d.common >= MARKED_MIN;
        let of = |text: &str, runs: Vec<Range<usize>>| {
            let keep = |r: &Range<usize>| all || material.holds(&text[r.clone()]);
            runs.into_iter().filter(keep).collect::<Vec<_>>()
        };
        if i == 1 {
            marks[0] = of(&words[0], d.a);
        }
        marks[i] = of(&words[i], d.b);
    }
    let direct = |v: &Version| {
        let first = v.quotations.first().map(|q| report.quotations[*q].kind);
        first == Some(QuotationKind::Direct)
    };
    (shown.iter().zip(&words).zip(marks))
        .map(|((v, text), marks)| marked(text, marks, direct(v), &material, look))
        .collect()
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
fn changes(all: Vec<&Change>, limits: Limits, screen: &mut Screen) -> io::Result<()> {
    let material = Difference::all(all.iter().copied().filter(|c| c.material));
    let minor = Difference::all(all.iter().copied().filter(|c| !c.material));
    let shown = material.len().min(limits.changes);
    for difference in &material[..shown] {
        screen.paragraph(6, 2, &difference.text(Ink::Material))?;
    }
    let mut rest = Vec::new();
    if let Some(more) = left(material.len(), shown) {
        rest.push(say::of(more, "more material difference"));
    }
    if limits.changes == usize::MAX {
        for difference in &minor {
            screen.paragraph(6, 2, &difference.text(Ink::Changed))?;
        }
    } else if !minor.is_empty() {
        rest.push(say::of(minor.len(), "smaller difference"));
    }
    if rest.is_empty() {
        return Ok(());
    }
    let and = if shown > 0 { "and " } else { "" };
    let rest = format!("{and}{}", rest.join(", "));
    screen.paragraph(6, 2, &Text::new().dim(&rest))
}

/// What [`changes`] writes between two sides, by whether it is known which came first.
pub(super) const UNKNOWN: &str = " / ";
const KNOWN: &str = " then ";

/// Changes with the same words on both sides.
struct Difference<'a> {
    change: &'a Change,
    kinds: Vec<ChangeKind>,
}

impl<'a> Difference<'a> {
    /// Those with the fewest words first: they say most plainly what differs.
    fn all(changes: impl Iterator<Item = &'a Change>) -> Vec<Self> {
        let mut all: BTreeMap<_, (usize, Difference)> = BTreeMap::new();
        for (i, change) in changes.enumerate() {
            let (a, b) = (normed(&change.before), normed(&change.after));
            let key = if a <= b { (a, b) } else { (b, a) };
            let new = Difference {
                change,
                kinds: Vec::new(),
            };
            let (_, known) = &mut *all.entry(key).or_insert((i, new));
            if !known.kinds.contains(&change.kind) {
                known.kinds.push(change.kind);
            }
        }
        let mut all: Vec<_> = all.into_values().collect();
        let words = |text: &str| words(text, Span::new(0, text.len())).count();
        all.sort_by_key(|(i, d)| (words(&d.change.before) + words(&d.change.after), *i));
        all.into_iter().map(|(_, d)| d).collect()
    }

    /// "x" / "y", what kind of difference, and which came first where that is known.
    fn text(&self, ink: Ink) -> Text {
        let change = self.change;
        let (first, second) = match change.direction {
            Direction::BToA => (&change.after, &change.before),
            _ => (&change.before, &change.after),
        };
        let known = matches!(change.direction, Direction::AToB | Direction::BToA);
        let kinds: Vec<&str> = self.kinds.iter().map(|k| say::change(*k)).collect();
        let mut text = Text::new();
        if ink == Ink::Material {
            text.push(Ink::Dim, "material: ");
        }
        side(&mut text, first, ink);
        text.push(Ink::Dim, if known { KNOWN } else { UNKNOWN });
        side(&mut text, second, ink);
        text.dim(&format!("  ({})", kinds.join("; ")))
    }
}

fn side(text: &mut Text, words: &str, ink: Ink) {
    if words.trim().is_empty() {
        return text.push(Ink::Dim, "no such word");
    }
    text.push(Ink::Plain, "“");
    text.push(ink, &shorten(line(words).trim(), SIDE_MAX));
    text.push(Ink::Plain, "”");
}
