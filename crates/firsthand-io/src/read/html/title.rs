//! Which line is the article's own headline, and what is its title?

use super::features::{Look, Page};
use super::hints::Hints;
use super::outline::{Line, Outline};
use super::wording;

/// A line must share this part of its words, in order, with the page's title to agree with it.
const AGREES_SHARE: f32 = 0.8;

/// A headline has at most so many words.
const WORDS_MAX: u32 = 40;

/// What the page is called.
pub(super) struct Title {
    /// The line of the headline.
    pub(super) line: Option<usize>,
    /// The title, without the outlet's name where that can be told.
    pub(super) text: Option<String>,
    /// Whether the line agrees with the title that the page declares.
    pub(super) agrees: bool,
}

/// Where the declared title tells nothing, the headline is looked for so many lines above the text.
const LINES_ABOVE_MAX: usize = 12;

/// Such a headline has at least and at most so many words.
const ABOVE_WORDS: std::ops::RangeInclusive<u32> = 3..=20;

/// Finds the headline among the lines: the line that agrees with the title that the page declares,
/// a heading before others; else the first heading of the highest rank.
pub(super) fn find(outline: &Outline) -> Title {
    let declared = declared(outline);
    let norms: Vec<_> = declared.iter().map(|t| norm(t)).collect();
    let mut best: Option<(i64, usize)> = None;
    for (i, line) in outline.lines.iter().enumerate() {
        let text = line.span.of(&outline.content);
        let Some(score) = score(outline, line, text, &norms) else {
            continue;
        };
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, i));
        }
    }
    let line = best.map(|(_, i)| i);
    let agrees = best.is_some_and(|(score, _)| score >= AGREES_SCORE);
    let text = match line {
        Some(i) => Some(outline.lines[i].span.of(&outline.content).to_owned()),
        None => declared.first().map(|t| without_outlet(t)),
    };
    Title { line, text, agrees }
}

/// The headline of a page whose declared title is none: the most prominent short line right above
/// the first line of the article.
pub(super) fn above(page: &Page<'_>, article: &[bool]) -> Option<usize> {
    let first = article.iter().position(|a| *a)?;
    let lines = first.saturating_sub(LINES_ABOVE_MAX)..first;
    let fits = |i: &usize| {
        let w = page.wordings[*i];
        ABOVE_WORDS.contains(&page.words[*i])
            && matches!(page.looks[*i], Look::Short | Look::Sentence)
            && matches!(w.start, "capital" | "quote" | "digit" | "letter")
            && w.cue.is_empty()
            && !w.date
    };
    lines.filter(fits).max_by_key(|i| {
        let l = &page.outline.lines[*i];
        let element = &page.outline.elements[l.block];
        let heading = element.tag.heading().map_or(0, |h| 12 - usize::from(h));
        let named = (element.hints | l.inline).any(Hints::TITLE);
        let bold = l.bold * 10 > l.chars * 9;
        (heading + 8 * usize::from(named) + 4 * usize::from(bold) + *i)
            .saturating_sub(first - LINES_ABOVE_MAX.min(first))
    })
}

/// The score that an agreeing line has and another cannot have.
const AGREES_SCORE: i64 = 90;

/// How well a line fits as headline; `None` where it cannot be one.
fn score(outline: &Outline, line: &Line, text: &str, declared: &[Vec<String>]) -> Option<i64> {
    let words = wording::words(text);
    let element = &outline.elements[line.block];
    let heading = element.tag.heading();
    let linked = line.linked * 2 > line.chars && heading.is_none();
    if words == 0 || words > WORDS_MAX || linked {
        return None;
    }
    let mine = norm(text);
    let agreement = declared
        .iter()
        .map(|d| agreement(&mine, d))
        .fold(0.0, f32::max);
    let agrees = agreement >= AGREES_SHARE && (words >= 3 || heading.is_some());
    if !agrees && heading.is_none_or(|h| h > 2) {
        return None;
    }
    let mut score = 0i64;
    if agrees {
        score += 150 + (agreement * 40.0) as i64 + 3 * i64::from(words.min(8));
    }
    score += heading.map_or(0, |h| 40 - 8 * i64::from(h));
    let names = element.hints | line.inline;
    score += if names.any(Hints::TITLE) { 15 } else { 0 };
    let around = element.around | line.inline;
    score -= if around.any(Hints::COMMENT | Hints::RELATED) {
        30
    } else {
        0
    };
    score -= if names.any(Hints::NAVIGATION | Hints::AD) {
        30
    } else {
        0
    };
    Some(score)
}

/// The titles that the page declares, the most reliable first.
fn declared(outline: &Outline) -> Vec<String> {
    let meta = |name: &str| {
        let mut all = outline.head.meta.iter();
        all.find(|(n, _)| n == name).map(|(_, v)| v.clone())
    };
    let names = ["og:title", "twitter:title", "dc.title", "headline", "title"];
    let mut all: Vec<_> = names.iter().filter_map(|n| meta(n)).collect();
    all.extend(outline.head.title.clone());
    all.retain(|t| !t.trim().is_empty());
    all
}

fn norm(text: &str) -> Vec<String> {
    let letters = |w: &&str| !w.is_empty();
    let small = text.to_lowercase().replace(['\'', '’', '‘'], "");
    small
        .split(|c: char| !c.is_alphanumeric())
        .filter(letters)
        .map(str::to_owned)
        .collect()
}

/// The longest run of `line`'s words within `title`, as a share of `line`'s.
fn agreement(line: &[String], title: &[String]) -> f32 {
    if line.is_empty() || line.len() > WORDS_MAX as usize || title.len() > 4 * WORDS_MAX as usize {
        return 0.0;
    }
    let mut longest = 0;
    let mut before = vec![0usize; title.len() + 1];
    for word in line {
        let mut row = vec![0usize; title.len() + 1];
        for (j, other) in title.iter().enumerate() {
            if word == other {
                row[j + 1] = before[j] + 1;
                longest = longest.max(row[j + 1]);
            }
        }
        before = row;
    }
    longest as f32 / line.len() as f32
}

/// `title` without the outlet's name and section, which stand behind or before a sign: the part with
/// most words, the first of those.
fn without_outlet(title: &str) -> String {
    let mut parts = vec![title];
    for sign in [" | ", " :: ", " » ", " « ", " — ", " – ", " - ", ": "] {
        if title.contains(sign) && !(sign == ": " && parts.len() > 1) {
            parts = parts.iter().flat_map(|p| p.split(sign)).collect();
            if sign != ": " {
                continue;
            }
        }
    }
    let best = parts.iter().rev().max_by_key(|p| wording::words(p));
    best.map_or(title, |b| b.trim()).to_owned()
}
