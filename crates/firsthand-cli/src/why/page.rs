//! Two articles explained, as text.

use crate::report::{Labels, days, of};
use crate::screen::{Ink, Screen, Text, line, shorten};
use firsthand::event::{Told, shared_in_part};
use firsthand::reuse::{Ground, Versions, Why};
use firsthand::{ArticleIx, Direction, Relation, Report, Span};
use firsthand_io::json::{Explained, edit_kind};
use std::io;

/// Passages and words that are shown without `--all`.
const PASSAGES_MAX: usize = 6;
const WORDS_MAX: usize = 12;
const EDITS_MAX: usize = 20;
/// A word that adds less is shown as 0.000, so it is not shown.
const SHOWN_MIN: f64 = 0.0005;
/// Columns of a passage.
const PASSAGE_WIDTH: usize = 300;
/// Columns of a part of an article that reports an event.
const PART_WIDTH: usize = 120;
/// Columns of the words that differ in one place.
const EDIT_WIDTH: usize = 200;

/// Writes what joined or parted the two.
pub(super) fn write(
    report: &Report,
    why: &Explained,
    all: bool,
    screen: &mut Screen,
) -> io::Result<()> {
    let labels = Labels::new(&report.articles, [why.a, why.b]);
    let most = |n| if all { usize::MAX } else { n };
    for (letter, i) in [("A", why.a), ("B", why.b)] {
        screen.paragraph(0, 4, &title(report, letter, i, labels.of(i)))?;
    }
    screen.gap();
    words(report, why, most(PASSAGES_MAX), screen)?;
    screen.gap();
    if let Some(found) = &why.reuse.versions {
        versions(report, why, found, most(EDITS_MAX), screen)?;
        screen.gap();
    }
    event(report, why, most(WORDS_MAX), screen)
}

fn title(report: &Report, letter: &str, i: ArticleIx, label: &str) -> Text {
    let article = &report.articles[i];
    let when = article.published.as_ref().and_then(|d| days(d.when));
    let when = when.unwrap_or_else(|| "no date found".to_owned());
    Text::new()
        .with(Ink::Title, &format!("{letter}  "))
        .with(Ink::Name, label)
        .plain(&format!("  {}", article.title.as_deref().unwrap_or("")))
        .dim(&format!("  {when}, {}", article.id))
}

/// The words that they share, and what that amounts to.
fn words(report: &Report, why: &Explained, most: usize, screen: &mut Screen) -> io::Result<()> {
    let (w, o) = (&why.reuse, &why.reuse.overlap);
    let ends = (why.a.min(why.b), why.a.max(why.b));
    let mut pairs = report.reuse.pairs.iter();
    let pair = pairs.find(|p| (p.a, p.b) == ends).map(|p| p.relation);
    screen.paragraph(0, 2, &Text::new().with(Ink::Title, "Words"))?;
    let same = report.reuse.text_of[why.a] == report.reuse.text_of[why.b];
    let answer = Text::new().with(Ink::Answer, amounts(w.relation));
    screen.field(2, "Finding", 2, &note(answer, w.relation, pair, same))?;
    if o.shared == (0, 0) {
        return screen.field(
            2,
            "Shared",
            2,
            &Text::new().plain("no passage of six words or more"),
        );
    }
    let share = |letter, shared: usize, words: usize| {
        format!("{shared} of the {} of {letter}", of(words, "word"))
    };
    let text = format!(
        "{} and {} stand in shared passages: {:.0}% and {:.0}%",
        share("A", o.shared.0, o.words.0),
        share("B", o.shared.1, o.words.1),
        o.containment_a() * 100.0,
        o.containment_b() * 100.0
    );
    screen.field(2, "Shared", 2, &Text::new().plain(&text))?;
    let text = format!(
        "{} as narration, {} in quotation marks, {} of formula; {} told whole; longest stretch of narration {}",
        of(o.narrated, "word"),
        of(o.quoted, "word"),
        of(o.formula, "word"),
        of(o.sentences, "sentence"),
        of(o.longest, "word")
    );
    screen.field(2, "", 2, &Text::new().plain(&text))?;
    let (both, a, b) = w.runs;
    let text = format!("{both} runs of five words are in both; A has {a}, B has {b}");
    screen.field(2, "", 2, &Text::new().plain(&text))?;
    screen.field(2, "Direction", 2, &Text::new().plain(&direction(w)))?;
    passages(report, why, most, screen)
}

/// What the pile, looked at as a whole, changes about it.
fn note(answer: Text, alone: Option<Relation>, pair: Option<Relation>, same: bool) -> Text {
    let answer = match same {
        true => answer.plain("; both are in one text"),
        false => answer,
    };
    match pair {
        pair if pair == alone => answer,
        Some(relation) => answer.dim(&format!(
            "; in this pile, where formulas can be told by their recurring: {}",
            amounts(Some(relation))
        )),
        None if same => answer.dim("; the report lists its copies against the text's best only"),
        None => {
            answer.dim("; the report does not list the pair: what they share recurs in this pile")
        }
    }
}

fn amounts(relation: Option<Relation>) -> &'static str {
    match relation {
        Some(Relation::Copy) => "copies: the same article text",
        Some(Relation::Excerpt) => "an excerpt: one stands nearly whole in the other",
        Some(Relation::Partial) => "partial reuse: they share narration",
        Some(Relation::QuotesOnly) => "only quoted words are shared, not the telling",
        Some(Relation::Template) => "only a formula is shared",
        None => "no reuse: what they share is too little",
    }
}

fn direction(why: &Why) -> String {
    let ground = match why.ground {
        Ground::Credit => "one names the other's outlet, and is not named by it",
        Ground::Issuer => "one is the page of the wire or body that issued the words",
        Ground::Later => "both belong to one outlet, and one came out before the other",
        Ground::Wire => "a wire is credited that neither of them is",
        Ground::Attribution => "both lay the shared words to a third, and neither names the other",
        Ground::Nothing => {
            return "unknown: nothing on the pages tells who had the words first".into();
        }
    };
    let direction = match why.direction {
        Direction::AToB => "from A to B",
        Direction::BToA => "from B to A",
        Direction::Common => "both from a third",
        Direction::Unknown => "unknown",
    };
    format!("{direction}: {ground}")
}

/// The shared passages, the longest first.
fn passages(report: &Report, why: &Explained, most: usize, screen: &mut Screen) -> io::Result<()> {
    let mut passages: Vec<_> = why.reuse.passages.iter().collect();
    passages.sort_by_key(|(a, b, words)| (std::cmp::Reverse(*words), a.start(), b.start()));
    for (a, b, words) in passages.iter().take(most) {
        let text_of = |i: ArticleIx, span: &firsthand::Span| {
            line(span.of(report.articles[i].content()))
                .trim()
                .to_owned()
        };
        let (in_a, in_b) = (text_of(why.a, a), text_of(why.b, b));
        screen.gap();
        let head = format!("{words} equal words");
        screen.paragraph(2, 2, &Text::new().dim(&head))?;
        if in_a == in_b {
            let text = Text::new().plain(&shorten(&in_a, PASSAGE_WIDTH));
            screen.field(2, "A and B", 0, &text)?;
        } else {
            for (letter, text) in [("A", in_a), ("B", in_b)] {
                screen.field(
                    2,
                    letter,
                    0,
                    &Text::new().plain(&shorten(&text, PASSAGE_WIDTH)),
                )?;
            }
        }
    }
    match passages.len().checked_sub(most).filter(|n| *n > 0) {
        Some(n) => {
            let more = format!("and {}; --all shows every one", of(n, "more passage"));
            screen.paragraph(2, 2, &Text::new().dim(&more))
        }
        None => Ok(()),
    }
}

/// What changed between two versions of one page.
fn versions(
    report: &Report,
    why: &Explained,
    versions: &Versions,
    most: usize,
    screen: &mut Screen,
) -> io::Result<()> {
    screen.paragraph(0, 2, &Text::new().with(Ink::Title, "Versions"))?;
    let (answer, older, newer) = match versions.order {
        Direction::AToB => ("B is a later version of A", 'A', 'B'),
        Direction::BToA => ("A is a later version of B", 'B', 'A'),
        Direction::Common | Direction::Unknown => (
            "versions of one page; which is the later cannot be told",
            'A',
            'B',
        ),
    };
    let count = match versions.edits.len() {
        0 => "with the same words".to_owned(),
        n => format!("the words differ in {}", of(n, "place")),
    };
    let finding = Text::new()
        .with(Ink::Answer, answer)
        .plain(&format!("; {count}"));
    screen.field(2, "Finding", 2, &finding)?;
    let said = |i: ArticleIx, span: Option<Span>| {
        let text = span.map(|s| line(s.of(report.articles[i].content())).trim().to_owned());
        text.map(|t| format!("“{}”", shorten(&t, EDIT_WIDTH)))
    };
    for edit in versions.edits.iter().take(most) {
        let (in_a, in_b) = (said(why.a, edit.a), said(why.b, edit.b));
        let (before, after) = match older {
            'A' => (in_a, in_b),
            _ => (in_b, in_a),
        };
        let kind = edit_kind(versions.order, edit);
        let text = match (before, after) {
            (Some(before), Some(after)) => Text::new().plain(&before).dim(" → ").plain(&after),
            (Some(one), None) if kind == "differs" => only(&one, older),
            (None, Some(one)) if kind == "differs" => only(&one, newer),
            (one, other) => Text::new().plain(&one.or(other).unwrap_or_default()),
        };
        screen.field(2, kind, 2, &text)?;
    }
    match versions.edits.len().checked_sub(most).filter(|n| *n > 0) {
        Some(n) => {
            let more = format!("and {}; --all shows every one", of(n, "more place"));
            screen.paragraph(2, 2, &Text::new().dim(&more))
        }
        None => Ok(()),
    }
}

fn only(words: &str, letter: char) -> Text {
    Text::new().plain(words).dim(&format!(" in {letter} only"))
}

/// What speaks for and against one event.
fn event(report: &Report, why: &Explained, most: usize, screen: &mut Screen) -> io::Result<()> {
    let e = &why.event;
    let event = |article| {
        let holds = |event: &firsthand::Event| event.articles.binary_search(&article).is_ok();
        report.events.iter().position(holds)
    };
    let (same, one_text) = (
        event(why.a) == event(why.b),
        report.reuse.text_of[why.a] == report.reuse.text_of[why.b],
    );
    let likeness = e.likeness();
    let alike = likeness >= e.threshold;
    screen.paragraph(0, 2, &Text::new().with(Ink::Title, "Event"))?;
    let answer = if same { "one event" } else { "two events" };
    let in_part = shared_in_part(&report.events, why.a, why.b);
    let reason = match (same, one_text, alike) {
        (false, _, _) if !in_part.is_empty() => "one reports several, in parts",
        (true, true, _) => "they are one text",
        (true, false, true) => "they are alike enough",
        (true, false, false) => "not by these two alone, but by the articles around them",
        (false, _, false) => "they are not alike enough",
        (false, _, true) => "these two are alike, but their events as a whole are not",
    };
    let finding = Text::new()
        .with(Ink::Answer, answer)
        .plain(&format!(": {reason}"));
    screen.field(2, "Finding", 2, &finding)?;
    for e in in_part {
        let e = &report.events[e];
        for (letter, article) in [("A", why.a), ("B", why.b)] {
            let Some(Told::Parts(spans)) = e.told_in(article) else {
                continue;
            };
            let words = spans
                .iter()
                .map(|s| s.of(report.articles[article].content()));
            let words = words.map(|w| shorten(line(w).trim(), PART_WIDTH));
            let text = Text::new()
                .plain(&format!(
                    "in “{}”: ",
                    words.collect::<Vec<_>>().join("”, “")
                ))
                .dim(&line(&e.title));
            screen.field(2, &format!("{letter} reports"), 2, &text)?;
        }
    }
    let sum = format!(
        "{likeness:.3}; events are joined from a mean of {:.2} (nothing in common is 0, copies about 1)",
        e.threshold
    );
    screen.field(2, "Likeness", 2, &Text::new().plain(&sum))?;
    let parts = [
        ("shared words and names add", e.words),
        ("the distance in time, or not knowing it, takes off", e.late),
        ("having no name in common takes off", e.names),
        ("differing ages take off", e.age),
        ("different numbers that identify take off", e.ordinal),
    ];
    for (what, likeness) in parts.iter().filter(|p| p.1 > 0.0) {
        screen.field(
            2,
            "",
            2,
            &Text::new().plain(&format!("{what} {likeness:.3}")),
        )?;
    }
    for differs in &e.differing {
        screen.field(2, "Differs", 2, &Text::new().plain(differs))?;
    }
    shared(&e.shared, most, screen)
}

fn shared(shared: &[(String, f64)], most: usize, screen: &mut Screen) -> io::Result<()> {
    let telling = shared.iter().take_while(|s| s.1 >= SHOWN_MIN).count();
    let shared = &shared[..telling];
    if shared.is_empty() {
        return screen.field(
            2,
            "Most by",
            2,
            &Text::new().plain("no word that tells anything"),
        );
    }
    let mut text = Text::new();
    for (i, (word, adds)) in shared.iter().take(most).enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        text = text
            .plain(&format!("{comma}{word}"))
            .dim(&format!(" {adds:.3}"));
    }
    if let Some(n) = shared.len().checked_sub(most).filter(|n| *n > 0) {
        text = text.dim(&format!(" and {}", of(n, "more word")));
    }
    screen.field(2, "Most by", 2, &text)
}
