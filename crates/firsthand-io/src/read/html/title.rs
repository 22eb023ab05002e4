//! Which line is the article's own headline, and what is its title?

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
}

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
    let text = match line {
        Some(i) => Some(outline.lines[i].span.of(&outline.content).to_owned()),
        None => declared.first().map(|t| without_outlet(t)),
    };
    Title { line, text }
}

/// How well a line fits as headline; `None` where it cannot be one.
fn score(outline: &Outline, line: &Line, text: &str, declared: &[Vec<String>]) -> Option<i64> {
    let words = wording::words(text);
    if words == 0 || words > WORDS_MAX || line.linked * 2 > line.chars {
        return None;
    }
    let element = &outline.elements[line.block];
    let heading = element.tag.heading();
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
        score += 100 + (agreement * 40.0) as i64 + 4 * i64::from(words.min(12));
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
