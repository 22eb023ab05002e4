//! A sentence as the reader of hearings sees it: words with their classes, capitals and whether
//! they stand in quotation marks.

use super::lexicon::{Class, class, stem};
use crate::Span;
use crate::words;

/// Words of a sentence that are looked at; what follows is a list or no sentence.
const WORDS_MAX: usize = 160;

/// A word of a sentence.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) lower: String,
    pub(super) span: Span,
    pub(super) class: Class,
    pub(super) cap: bool,
    pub(super) quoted: bool,
}

/// A sentence taken apart.
pub(super) struct Sentence<'a> {
    pub(super) content: &'a str,
    pub(super) span: Span,
    pub(super) words: Vec<Word<'a>>,
    pub(super) all: Class,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(content: &'a str, span: Span) -> Self {
        let mut at = span.start();
        let mut quoted = starts_quoted(span.of(content));
        let mut all = Class::default();
        let words: Vec<Word<'a>> = words::words(content, span)
            .take(WORDS_MAX)
            .map(|s| {
                let text = s.of(content);
                for (n, c) in content[at..s.start()].char_indices() {
                    quoted = mark(content, at + n, c).unwrap_or(quoted);
                }
                at = s.end();
                let lower = text.to_lowercase();
                let class = class(&lower);
                all = all.with(class);
                let first = text.chars().next();
                Word {
                    text,
                    lower,
                    span: s,
                    class,
                    cap: first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()),
                    quoted,
                }
            })
            .collect();
        Sentence {
            content,
            span,
            words,
            all,
        }
    }

    /// The capitalised run that starts at word `i`, "the" and a note in brackets skipped.
    pub(super) fn name(&self, mut i: usize) -> Option<Span> {
        let skip = |w: &Word<'_>| w.lower == "the" || w.lower == "a" || w.lower == "our";
        while self.words.get(i).is_some_and(skip) {
            i += 1;
        }
        if self.gap(i).ends_with('(') {
            let closes = |w: usize| self.gap(w).contains(')');
            i = (i + 1..self.words.len().min(i + 6)).find(|w| closes(*w))?;
        }
        let first = self.words.get(i).filter(|w| w.cap && !w.quoted)?;
        let mut end = first.span.end();
        for j in i + 1..self.words.len() {
            let joined = matches!(self.gap(j), " " | "." | "&" | " & " | " of " | "-");
            let w = &self.words[j];
            if !joined || !w.cap && w.lower != "crew" || possessive(self.words[j - 1].text) {
                break;
            }
            end = w.span.end();
        }
        Some(Span::new(first.span.start(), end))
    }

    /// What stands between word `i` and the one before it.
    pub(super) fn gap(&self, i: usize) -> &'a str {
        match (i.checked_sub(1), self.words.get(i)) {
            (Some(before), Some(w)) => &self.content[self.words[before].span.end()..w.span.start()],
            (None, Some(w)) => &self.content[self.span.start()..w.span.start()],
            _ => "",
        }
    }

    /// Whether the words from `i` on are these.
    pub(super) fn reads(&self, i: usize, words: &[&str]) -> bool {
        words.len() + i <= self.words.len()
            && words
                .iter()
                .zip(&self.words[i..])
                .all(|(a, b)| *a == b.lower)
    }

    /// Whether any run of words is one of these.
    pub(super) fn holds(&self, runs: &[&[&str]]) -> bool {
        (0..self.words.len()).any(|i| runs.iter().any(|r| self.reads(i, r)))
    }

    pub(super) fn any(&self, test: impl Fn(&Word<'_>) -> bool) -> bool {
        self.words.iter().any(test)
    }

    /// The first run of two capitalised words, not a sentence's first word and the next.
    pub(super) fn person(&self) -> Option<Span> {
        self.two_capitals(|_| true)
    }

    fn two_capitals(&self, counts: impl Fn(&Word<'_>) -> bool) -> Option<Span> {
        let fits = |w: &Word<'_>| {
            counts(w)
                && w.cap
                && !w.class.is(Class::OUTLET)
                && !w.text.starts_with(|c: char| c.is_ascii_digit())
        };
        (0..self.words.len().saturating_sub(1))
            .find(|&i| {
                let (a, b) = (&self.words[i], &self.words[i + 1]);
                fits(a) && fits(b) && matches!(self.gap(i + 1), " " | ". ") && !possessive(a.text)
            })
            .map(|i| self.words[i].span.join(self.words[i + 1].span))
    }

    /// The same outside of quotation marks: who speaks, and not whom the words name.
    pub(super) fn speaker(&self) -> Option<Span> {
        self.two_capitals(|w| !w.quoted)
    }

    pub(super) fn quotes(&self) -> bool {
        self.any(|w| w.quoted) || self.span.of(self.content).contains(['“', '”', '"', '‘'])
    }
}

/// Splits a line after a full stop, question or exclamation mark and any closing marks, where a
/// space and a capital, a digit or an opening mark follow. Unlike [`words::sentences`] it knows no
/// abbreviations but initials and titles; a wrong cut only narrows what a pattern sees.
pub(super) fn sentences(content: &str, line: Span) -> Vec<Span> {
    let text = line.of(content);
    let mut out = Vec::new();
    let (mut start, mut ended) = (0, false);
    let mut last_word = 0;
    for (at, c) in text.char_indices() {
        match c {
            '.' => ended = !abbreviation(&text[last_word..at]),
            '!' | '?' => ended = true,
            '"' | '”' | '’' | '\'' | '»' => {}
            c if c.is_whitespace() => {
                let next = || text[at..].trim_start().chars().next();
                if ended && next().is_some_and(|n| !n.is_lowercase()) {
                    out.push(Span::new(line.start() + start, line.start() + at));
                    start = at;
                }
                ended = false;
                last_word = at + c.len_utf8();
            }
            _ => ended = false,
        }
    }
    out.push(Span::new(line.start() + start, line.end()));
    out.into_iter()
        .map(|s| s.trim(content))
        .filter(|s| !s.is_empty())
        .collect()
}

/// What stands longer than this between a space and a point is no abbreviation.
const ABBREVIATION_BYTES_MAX: usize = 16;

/// Titles, initials and the like before a point.
fn abbreviation(word: &str) -> bool {
    const TITLES: [&str; 16] = [
        "Mr", "Mrs", "Ms", "Dr", "Sgt", "Lt", "Capt", "Det", "Gov", "Sen", "Rep", "Gen", "Col",
        "St", "Rev", "No",
    ];
    if word.len() > ABBREVIATION_BYTES_MAX {
        return false;
    }
    let word = word.trim_start_matches(['"', '“', '(', '‘']);
    word.chars().count() == 1 && word.chars().all(char::is_uppercase) || TITLES.contains(&word)
}

/// Whether `c` at byte `at` opens or closes a quotation; a straight mark opens where no word
/// precedes.
fn mark(content: &str, at: usize, c: char) -> Option<bool> {
    match c {
        '“' | '«' | '„' => Some(true),
        '”' | '»' => Some(false),
        '"' => {
            let before = content[..at].chars().next_back();
            Some(before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–')))
        }
        _ => None,
    }
}

/// Whether a sentence goes on with a quotation that an earlier one opened: its first mark closes.
fn starts_quoted(sentence: &str) -> bool {
    let mut marks = sentence
        .char_indices()
        .filter_map(|(at, c)| mark(sentence, at, c));
    marks.next() == Some(false)
}

pub(super) fn possessive(word: &str) -> bool {
    stem(word) != word
}
