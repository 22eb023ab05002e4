//! Which lines are the article, and what are the others?
//!
//! Two steps. A scorecard gives each line points for being article text by its facts
//! ([`super::features`]), and the best division of the page into runs of article and furniture is
//! taken, where every change between the two costs points (Viterbi's algorithm over two states, as
//! in Vogels, Ganea and Eickhoff, "Web2Text: Deep Structured Boilerplate Removal", 2018, with a
//! linear card in place of their network). Then plain rules name the kind of every line.

use super::features::{Look, Page};
use super::hints::Hints;
use super::outline::Tag;
use super::said;
use firsthand::{Mark, SegmentKind};
use rustc_hash::FxHashMap;
use std::hash::Hasher as _;
use std::sync::LazyLock;

/// Points that a change between article and furniture costs. Of 0.25, 0.5, 1 and 2, the one with the best
/// sum of scores on the held-out halves of both sets; more costs short lines.
const CHANGE_COST: f32 = 0.5;

/// Points that every line gets more, step by step, on a page where no line is article text as it
/// stands: a page that shows text gives some.
const EASING: [f32; 4] = [1.0, 2.0, 4.0, 8.0];

/// Points of a line that cannot be article text: more than any line has.
const NEVER_POINTS: f32 = -50.0;

/// Points of a line below the opening of the readers' words, beside those of the scorecard, which
/// was fitted where most pages have no readers' words and few open them so.
const COMMENT_POINTS: f32 = -3.0;

/// Points of each fact for article text.
static SCORECARD: LazyLock<FxHashMap<u64, f32>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/scorecard.txt").lines();
    let lines = lines.filter(|l| !l.starts_with('#'));
    lines
        .filter_map(|l| {
            let (fact, points) = l.split_once(' ')?;
            let (a, b) = fact.split_once(':')?;
            Some((key(a, b), points.trim().parse().ok()?))
        })
        .collect()
});

/// A line above so many words is no subhead.
const SUBHEAD_WORDS_MAX: u32 = 14;

/// A byline or dateline has at most so many words.
const BYLINE_WORDS_MAX: u32 = 24;

/// Gives every line of the page its kind, `article` telling the lines of the article.
pub(super) fn classify(page: &Page<'_>, article: &[bool]) -> Vec<Mark> {
    let first = article.iter().position(|a| *a);
    let last = article.iter().rposition(|a| *a);
    let lines = &page.outline.lines;
    let pulled = pull_quotes(page, article);
    (0..lines.len())
        .map(|i| Mark {
            span: lines[i].span,
            kind: if page.title == Some(i) {
                SegmentKind::Headline
            } else if article[i] && pulled.contains(&i) {
                SegmentKind::Caption
            } else if article[i] {
                article_kind(page, i)
            } else {
                furniture_kind(page, i, first, last)
            },
        })
        .collect()
}

/// The lines of the article that say again, set apart, what another line of it says: pull quotes. They belong to the
/// picture of the page as captions do; as text they would be said twice.
fn pull_quotes(page: &Page<'_>, article: &[bool]) -> Vec<usize> {
    let apart = |i: &usize| {
        let set = [Tag::Aside, Tag::Blockquote, Tag::Figure];
        set.iter().any(|t| page.within(*i, *t)) || page.near(*i).any(Hints::BOX)
    };
    let lines = (0..article.len()).filter(|i| article[*i] && page.title != Some(*i));
    let may = |i: &usize| PULL_QUOTE_WORDS.contains(&page.words[*i]) && apart(i);
    let asked: Vec<_> = lines.clone().filter(may).take(PULL_QUOTES_MAX).collect();
    if asked.is_empty() {
        return asked;
    }
    let text: Vec<_> = lines
        .filter(|i| !apart(i))
        .map(|i| said::letters(page.text(i)))
        .collect();
    let again = |i: &usize| {
        let own = said::letters(page.text(*i));
        text.iter().any(|t| t.contains(&own))
    };
    asked.into_iter().filter(again).collect()
}

/// Words of a pull quote, and how many of a page are looked for.
const PULL_QUOTE_WORDS: std::ops::RangeInclusive<u32> = 5..=60;
const PULL_QUOTES_MAX: usize = 16;

/// A fact as the card looks it up. Two of its few hundred facts with one key would show in every score.
fn key(a: &str, b: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(a.as_bytes());
    hasher.write(b.as_bytes());
    hasher.finish()
}

/// Elements whose text is never the article's.
const NEVER: [Tag; 4] = [Tag::Figcaption, Tag::Select, Tag::Button, Tag::Textarea];

/// Points of a line for being article text.
fn points(page: &Page<'_>, line: usize) -> f32 {
    if NEVER.iter().any(|tag| page.within(line, *tag)) || page.is_byline(line) {
        return NEVER_POINTS;
    }
    let after_comments = page.comments.is_some_and(|c| line >= c);
    let mut sum = if after_comments { COMMENT_POINTS } else { 0.0 };
    let card = &*SCORECARD;
    page.facts(line, &mut |a, b| {
        sum += card.get(&key(a, b)).copied().unwrap_or(0.0)
    });
    sum
}

/// The best division of the lines into article and furniture. The headline alone is no article.
pub(super) fn divide(page: &Page<'_>) -> Vec<bool> {
    let points: Vec<_> = (0..page.outline.lines.len())
        .map(|line| points(page, line))
        .collect();
    let mut article = best(&points, 0.0);
    for more in EASING {
        let chosen = article.iter().enumerate();
        if chosen
            .filter(|(i, a)| **a && page.title != Some(*i))
            .count()
            > 0
        {
            break;
        }
        article = best(&points, more);
    }
    article
}

/// The best division of lines with `points` and `more` each.
fn best(points: &[f32], more: f32) -> Vec<bool> {
    let n = points.len();
    let (mut inside, mut outside) = (f32::NEG_INFINITY, 0.0f32);
    // Whether the best way to stand inside, or outside, at a line came from inside.
    let mut came = Vec::with_capacity(n);
    for points in points {
        let enter = outside - CHANGE_COST;
        let leave = inside - CHANGE_COST;
        came.push((inside >= enter, leave > outside));
        let next = inside.max(enter) + points + more;
        outside = outside.max(leave);
        inside = next;
    }
    let mut article = vec![false; n];
    let mut now = inside > outside;
    for line in (0..n).rev() {
        article[line] = now;
        now = if now { came[line].0 } else { came[line].1 };
    }
    article
}

/// The kind of a line of the article.
fn article_kind(page: &Page<'_>, line: usize) -> SegmentKind {
    let l = &page.outline.lines[line];
    let heading = page.outline.elements[l.block].tag.heading().is_some();
    let bold = l.bold * 10 > l.chars * 9;
    let open = matches!(page.looks[line], Look::Short | Look::Sentence);
    let next_prose = page.looks.get(line + 1) == Some(&Look::Prose);
    let short = page.words[line] <= SUBHEAD_WORDS_MAX;
    if heading || (bold && open && short && next_prose && page.wordings[line].end == "word") {
        SegmentKind::Subhead
    } else {
        SegmentKind::Body
    }
}

/// The kind of a line that is not of the article.
fn furniture_kind(
    page: &Page<'_>,
    line: usize,
    first: Option<usize>,
    last: Option<usize>,
) -> SegmentKind {
    let (near, far, w) = (page.near(line), page.far(line), page.wordings[line]);
    let words = page.words[line];
    let linked = page.looks[line] == Look::Linked;
    let early = first.is_none_or(|f| line < f);
    let within = first <= Some(line) && Some(line) <= last;
    let named = |h: Hints| near.any(h) || far.any(h);
    let by = near.any(Hints::BYLINE) || w.cue == "byline" || w.date;
    let beside = early && page.title.is_some_and(|t| line + 6 > t) || within;
    match () {
        () if w.cue == "legal" || near.any(Hints::LEGAL) => SegmentKind::Legal,
        () if page.comments.is_some_and(|c| line >= c) && !linked => SegmentKind::Comment,
        () if named(Hints::COMMENT) || w.opens_comments => SegmentKind::Comment,
        () if page.within(line, Tag::Figcaption) || (near.any(Hints::CAPTION) && !linked) => {
            if words <= 6 && w.cue == "photo" {
                SegmentKind::Credit
            } else {
                SegmentKind::Caption
            }
        }
        () if by && beside && words <= BYLINE_WORDS_MAX && !linked => {
            if w.cue == "byline" || near.any(Hints::BYLINE) {
                SegmentKind::Byline
            } else {
                SegmentKind::Dateline
            }
        }
        () if named(Hints::RELATED) || w.cue == "related" => {
            if linked || words < 12 {
                SegmentKind::Related
            } else {
                SegmentKind::Teaser
            }
        }
        () if w.cue == "photo" && within && !linked => SegmentKind::Caption,
        () if w.cue == "prompt" || w.cue == "comment" || near.any(Hints::PROMPT) => {
            SegmentKind::Prompt
        }
        () if page.looks[line] == Look::Prose => SegmentKind::Teaser,
        () if linked && words >= 5 && !early => SegmentKind::Related,
        () => SegmentKind::Navigation,
    }
}
