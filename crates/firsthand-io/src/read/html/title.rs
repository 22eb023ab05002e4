//! Which line is the article's own headline, and what is its title?

use super::features::{Look, Page};
use super::hints::Hints;
use super::outline::{Line, Outline};
use super::wording;
use rustc_hash::FxHashSet;

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

/// A headline that the declared title does not tell is looked for so many lines above the text, and so many
/// lines into it.
const LINES_ABOVE_MAX: usize = 25;
const LINES_INTO_MAX: usize = 2;

/// Such a headline has at least and at most so many words.
const ABOVE_WORDS: std::ops::RangeInclusive<u32> = 2..=20;

/// Paragraphs at the head of the article that take up the words of its headline, and the letters by which two
/// forms of one word agree.
const LEAD_PARAGRAPHS: usize = 3;
const STEM_LETTERS: usize = 5;

/// Words that a headline shares with the lead at least to outdo one that shares none; with fewer it needs an
/// element or a name that makes it a title. Judged on the headlines of L3S-GN1.
const SHARED_MIN: usize = 2;

/// Most words of a section's or a site's name.
const SECTION_WORDS_MAX: u32 = 2;

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

/// The headline by the article itself, where it is another than `found`: of the lines right above the text, the one
/// that looks most like a title and whose words the first paragraphs take up. The title of a section or a site stands
/// in many a page's head, and then some line agrees with it that heads nothing.
pub(super) fn above(page: &Page<'_>, article: &[bool], found: &Title) -> Option<usize> {
    let first = (0..article.len()).find(|i| article[*i] && page.looks[*i] == Look::Prose)?;
    let lead = lead(page, article, first);
    let shared = |i: usize| {
        stems(page.text(i))
            .iter()
            .filter(|s| lead.contains(*s))
            .count()
    };
    // One word of a section's name ("Business") stands in many a lead.
    let named = |l: usize| shared(l) > 0 && page.words[l] > SECTION_WORDS_MAX;
    if found.agrees && found.line.is_some_and(named) {
        return None;
    }
    let from = first.saturating_sub(LINES_ABOVE_MAX);
    let lines = from..(first + LINES_INTO_MAX).min(article.len());
    let best = lines.filter(|i| may_head(page, *i)).max_by_key(|i| {
        (
            prominence(page, *i) + 3 * shared(*i).min(4) as i64 - distance(*i, first),
            *i,
        )
    })?;
    let sure = shared(best) >= SHARED_MIN || (shared(best) > 0 && prominence(page, best) > 0);
    let lone = !found.agrees && found.line.is_none_or(|l| shared(l) == 0 && !near(l, first));
    (sure || (lone && near(best, first))).then_some(best)
}

/// Whether line `i` stands where a headline of the text at `first` would.
fn near(i: usize, first: usize) -> bool {
    i <= first && i + LINES_ABOVE_MAX / 2 > first
}

/// Lines between a headline and the text cost it a point for every four.
fn distance(i: usize, first: usize) -> i64 {
    (first.abs_diff(i) / 4) as i64
}

/// Whether a line may be a headline by its words and its element.
fn may_head(page: &Page<'_>, i: usize) -> bool {
    let (w, l) = (page.wordings[i], &page.outline.lines[i]);
    let heading = page.outline.elements[l.block].tag.heading().is_some();
    ABOVE_WORDS.contains(&page.words[i])
        && (matches!(page.looks[i], Look::Short | Look::Sentence) || heading)
        && matches!(w.start, "capital" | "quote" | "digit" | "letter" | "small")
        && (w.cue.is_empty() || heading)
        && !w.date
        && !page.near(i).any(Hints::CAPTION)
}

/// How much the markup makes a title of a line.
fn prominence(page: &Page<'_>, i: usize) -> i64 {
    let l = &page.outline.lines[i];
    let element = &page.outline.elements[l.block];
    let heading = element.tag.heading().map_or(0, |h| 7 - i64::from(h));
    let named = (element.hints | l.inline).any(Hints::TITLE);
    let bold = l.bold * 10 > l.chars * 9;
    // What stands right under a picture is its caption, likelier than not.
    let caption = l.after_image && heading == 0 && !named;
    heading + 5 * i64::from(named) + 2 * i64::from(bold) - 3 * i64::from(caption)
}

/// The stems of the first paragraphs of the article.
fn lead(page: &Page<'_>, article: &[bool], first: usize) -> FxHashSet<String> {
    let prose = (first..article.len()).filter(|i| article[*i] && page.looks[*i] == Look::Prose);
    prose
        .take(LEAD_PARAGRAPHS)
        .flat_map(|i| stems(page.text(i)))
        .collect()
}

/// The beginnings of the longer words of a line, each once.
fn stems(text: &str) -> FxHashSet<String> {
    let long = norm(text)
        .into_iter()
        .filter(|w| w.chars().count() + 1 >= STEM_LETTERS);
    long.map(|w| w.chars().take(STEM_LETTERS).collect())
        .collect()
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
