//! The head of the page: headline, byline, section; and the titles within the text.

use super::SegmentKind::*;
use super::furniture::{Sheet, ends_sentence, is_headline, is_paragraph};
use super::lexicon::View;
use crate::{Span, words};

/// Most words of a line that is only a name ("Anna Lind, Daily Star").
const NAME_WORDS_MAX: usize = 5;

/// Most words of a subhead.
const SUBHEAD_WORDS_MAX: usize = 12;

/// Share of capitalised words from which a line with a full stop is still a headline.
const TITLE_CASE_SHARE: f64 = 0.75;

/// Fewest words that a line must share with a declared title that goes on (", says minister | Star").
const TITLE_PART_WORDS_MIN: usize = 4;

/// Longest line that may be a section's or outlet's name, in words.
const LABEL_WORDS_MAX: usize = 4;

/// Lines from the first paragraph on in which the words of the headline are looked for, how many
/// of its longer words must stand there, and what a longer word is.
const LEAD_LINES: usize = 4;
const SHARED_WORDS_MIN: usize = 2;
const SHARED_WORD_LETTERS_MIN: usize = 4;

/// Words that introduce an author.
const BY: [&str; 10] = [
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "de",
    "автор",
    "от",
    "autor",
];

/// Labels the lines before the first paragraph, and gives the headline among them.
pub(super) fn find(sheet: &mut Sheet, title: Option<&str>) -> Option<String> {
    let first = sheet.paragraphs().map_or(sheet.lines.len(), |p| p.0);
    let title = title.map(title_words);
    let marked = sheet.lines.iter().any(|l| l.marked);
    let mut headline: Option<usize> = (0..first).find(|i| sheet.lines[*i].kind == Headline);
    let best = best(sheet, first).filter(|_| !marked && title.is_none());
    for i in 0..first {
        if !sheet.is_open(i) {
            continue;
        }
        let view = &sheet.views[i];
        let again = |k: usize| sheet.views[k].words == view.words;
        if title.as_ref().is_some_and(|t| is_title(&view.words, t)) || headline.is_some_and(again) {
            sheet.lines[i].kind = Headline;
            headline = headline.or(Some(i));
        } else if is_byline(view) {
            sheet.lines[i].kind = Byline;
        } else if is_path(view.text) {
            sheet.lines[i].kind = Navigation;
        } else if headline.is_none()
            && heads_text(sheet, i)
            && best.is_none_or(|b| b == i)
            && agrees(&view.words, title.as_deref())
        {
            sheet.lines[i].kind = Headline;
            headline = Some(i);
        } else if headline.is_some() && is_name(view) && first < sheet.lines.len() {
            sheet.lines[i].kind = Byline;
        }
    }
    if let Some(h) = headline.filter(|_| !marked && title.is_none()) {
        for i in 0..h {
            sheet.set(i, Navigation);
        }
    }
    headline.map(|i| sheet.views[i].text.to_owned())
}

/// Of the lines before the first paragraph that may be the headline, the one that is: the first that
/// is no section's or outlet's name and, in a list of links, shares words with the article's first
/// paragraphs.
fn best(sheet: &Sheet, first: usize) -> Option<usize> {
    let may = |i: &usize| sheet.is_open(*i) && heads_text(sheet, *i);
    let may = |i: &usize| may(i) && !is_byline(&sheet.views[*i]) && !is_path(sheet.views[*i].text);
    let all: Vec<_> = (0..first).filter(may).collect();
    let sound = all.iter().copied().find(|i| !is_label(&sheet.views[*i]));
    let Some(head) = sound else {
        return all.first().copied();
    };
    let lead: Vec<&String> = sheet.views[first..]
        .iter()
        .take(LEAD_LINES)
        .flat_map(|v| &v.words)
        .collect();
    let shared = |i: usize| {
        let long = |w: &&String| w.chars().count() >= SHARED_WORD_LETTERS_MIN;
        let words = sheet.views[i].words.iter().filter(long);
        words.filter(|w| lead.contains(w)).count()
    };
    let listed = (0..head).any(|i| matches!(sheet.lines[i].kind, Related | Teaser));
    if !listed || shared(head) >= SHARED_WORDS_MIN {
        return Some(head);
    }
    let better = |i: &usize| shared(*i) >= SHARED_WORDS_MIN && !is_label(&sheet.views[*i]);
    all.into_iter().find(better).or(Some(head))
}

/// Whether a line names a section or an outlet: a few words in capitals, or "The" and a name.
fn is_label(view: &View) -> bool {
    let n = view.words.len();
    let words = || view.text.split_whitespace();
    let capitals = !view.text.chars().any(char::is_lowercase);
    let named = || words().all(|w| w.starts_with(|c: char| !c.is_lowercase()));
    let outlet = view.words.first().is_some_and(|w| w == "the") && named();
    !view.more && n <= LABEL_WORDS_MAX && (capitals || outlet)
}

/// Labels later lines that repeat the headline.
pub(super) fn repeated(sheet: &mut Sheet, title: Option<&str>) {
    let Some(title) = title.map(title_words).filter(|t| t.len() > 2) else {
        return;
    };
    for i in 0..sheet.lines.len() {
        if sheet.views[i].words == title {
            sheet.set(i, Headline);
        }
    }
}

/// Labels short lines between paragraphs that end without a stop.
pub(super) fn subheads(sheet: &mut Sheet, marked: bool) {
    let Some((first, last)) = sheet.paragraphs() else {
        return;
    };
    for i in first + 1..last {
        let view = &sheet.views[i];
        let bullet = !view
            .text
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let short = !view.more && (1..=SUBHEAD_WORDS_MAX).contains(&view.words.len());
        let next = is_paragraph(&sheet.views[i + 1]) && sheet.lines[i + 1].kind == Body;
        // Of a page with markup, a line that no blank line parts from the one before may be the last cell of a table.
        let alone = sheet.lines[i].apart || !marked;
        let parted = alone && sheet.lines[i + 1].apart;
        if short && next && !bullet && parted && !ends_sentence(view.text) {
            sheet.set(i, Subhead);
        }
    }
}

/// Whether a line that looks like a headline shares a word with the declared title, if there is one:
/// an outlet may head its page otherwise than its metadata, but not about something else.
fn agrees(line: &[String], title: Option<&[String]>) -> bool {
    let long = |w: &&String| w.chars().count() > 3;
    title.is_none_or(|t| line.iter().filter(long).filter(|w| t.contains(w)).count() > 1)
}

/// Whether line `i` is the headline of what follows it.
fn heads_text(sheet: &Sheet, i: usize) -> bool {
    let view = &sheet.views[i];
    let follows = sheet.lines[i + 1..].iter().any(|l| l.kind == Body);
    follows && (is_headline(view) || in_title_case(view))
}

/// Whether most words of a line with a full stop begin with a capital.
fn in_title_case(view: &View) -> bool {
    let long = || {
        view.text
            .split_whitespace()
            .filter(|w| w.chars().count() > 3)
    };
    let upper = long()
        .filter(|w| w.starts_with(|c: char| !c.is_lowercase()))
        .count();
    let n = view.words.len();
    (4..=16).contains(&n)
        && !view.more
        && upper as f64 >= TITLE_CASE_SHARE * long().count() as f64
        && long().count() > 2
}

/// The words of a title.
fn title_words(title: &str) -> Vec<String> {
    words::words(title, Span::new(0, title.len()))
        .map(|w| words::norm(w.of(title)))
        .collect()
}

/// Whether a line is the declared title, or its beginning (the rest names the outlet).
fn is_title(line: &[String], title: &[String]) -> bool {
    line == title
        || (line.len() >= TITLE_PART_WORDS_MIN && title.starts_with(line))
        || (title.len() >= TITLE_PART_WORDS_MIN
            && line.starts_with(title)
            && line.len() < title.len() + 4)
}

/// Whether a line is a path of sections: "Home > World", "World |".
fn is_path(text: &str) -> bool {
    let short = text.split_whitespace().count() <= 8 && text.contains(char::is_alphabetic);
    let arrows = ["»", "›", " > "].iter().any(|s| text.contains(s));
    let bar = text.trim_end_matches(['\u{a0}', ' ']).ends_with('|') || text.starts_with('|');
    short && (arrows || bar) && !ends_sentence(text)
}

/// Whether a line names an author: "By Anna Lind", "By ANNA LIND, Star staff".
fn is_byline(view: &View) -> bool {
    let Some(by) = view.words.first() else {
        return false;
    };
    let mut rest = view.text.split_whitespace().skip(1);
    let named = rest
        .next()
        .is_some_and(|w| w.starts_with(char::is_uppercase));
    let most = rest.filter(|w| w.chars().count() > 3).all(|w| {
        w.starts_with(|c: char| !c.is_lowercase())
            || [
                "staff",
                "writer",
                "from",
                "with",
                "correspondent",
                "reporter",
                "editor",
            ]
            .contains(&w.trim_end_matches([',', '.']))
    });
    let short = !view.more && (2..=16).contains(&view.words.len());
    short && BY.contains(&by.as_str()) && named && most && !view.text.ends_with('.')
}

/// Whether a line is only a name.
fn is_name(view: &View) -> bool {
    let words: Vec<_> = view.text.split_whitespace().collect();
    let upper = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c == '|' || c == '&');
    (2..=NAME_WORDS_MAX).contains(&words.len())
        && words.iter().all(upper)
        && !ends_sentence(view.text)
}
