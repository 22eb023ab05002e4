//! Which marks are quotation marks, and which two belong together?
//!
//! Every pair in use is known by its opening mark; a mark that may also be an apostrophe opens only
//! before a word and closes only after one. A paragraph that opens a quotation and does not close
//! it goes on in the next one when that opens with the same mark, as the custom is.

use super::text::Paragraph;
use crate::Span;

/// Words between two marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quote {
    /// With its marks.
    pub(super) outer: Span,
    /// Without them, and without white space at the edges.
    pub(super) inner: Span,
    pub(super) closed: bool,
    /// Whether the next paragraph begins with its continuation.
    pub(super) goes_on: bool,
}

/// The marks that may close what `open` opens.
fn closers(open: &str) -> &'static [&'static str] {
    match open {
        "“" => &["”", "\""],
        "„" => &["“", "”", "\""],
        "‟" | "”" => &["”"],
        "«" => &["»"],
        "»" => &["«"],
        "‹" => &["›"],
        "›" => &["‹"],
        "「" => &["」"],
        "『" => &["』"],
        "《" => &["》"],
        "〈" => &["〉"],
        "\"" => &["\"", "”"],
        "''" => &["''"],
        "``" => &["''", "\""],
        "″" => &["″"],
        "＂" => &["＂"],
        "‘" => &["’"],
        "‚" => &["‘", "’"],
        "'" => &["'"],
        _ => &[],
    }
}

/// How many marks further a quotation may close; bounds the search on hostile text.
const MARKS_MAX: usize = 200;

/// Whether a mark may be an apostrophe as well.
fn single(mark: &str) -> bool {
    matches!(mark, "‘" | "’" | "'" | "‚")
}

/// A mark with what stands around it.
struct Mark<'a> {
    at: usize,
    mark: &'a str,
    /// White space, an opening bracket or nothing before it.
    free_before: bool,
    /// Something other than white space after it.
    word_after: bool,
    /// A letter or digit after it.
    letter_after: bool,
    /// White space before it.
    space_before: bool,
}

/// The quotations of one paragraph, outermost only, in order.
pub(super) fn pair(content: &str, paragraph: Span) -> Vec<Quote> {
    let marks = find(content, paragraph);
    let mut out = Vec::new();
    let mut i = 0;
    while i < marks.len() {
        let open = &marks[i];
        if !opens(open) {
            i += 1;
            continue;
        }
        let start = open.at + open.mark.len();
        match close(&marks, i) {
            Some(c) => {
                let end = marks[c].at + marks[c].mark.len();
                let inner = Span::new(start, marks[c].at).trim(content);
                if !inner.is_empty() {
                    out.push(Quote {
                        outer: Span::new(open.at, end),
                        inner,
                        closed: true,
                        goes_on: false,
                    });
                }
                // Two marks before a word open a quotation within one: ""We have learned …
                let doubled = inner.is_empty() && marks[c].letter_after;
                i = c + usize::from(!doubled);
            }
            None if single(open.mark) => i += 1,
            None => {
                let inner = Span::new(start, paragraph.end()).trim(content);
                if !inner.is_empty() {
                    out.push(Quote {
                        outer: Span::new(open.at, paragraph.end()),
                        inner,
                        closed: false,
                        goes_on: false,
                    });
                }
                break;
            }
        }
    }
    out
}

/// The mark that closes mark `i`. A mark that opens another of the same kind before that is counted,
/// so that a quotation within is skipped.
fn close(marks: &[Mark], i: usize) -> Option<usize> {
    let open = &marks[i];
    let closers = closers(open.mark);
    let same = closers.contains(&open.mark);
    let mut depth = 0usize;
    for (c, mark) in marks.iter().enumerate().skip(i + 1).take(MARKS_MAX) {
        // Some close “ with the same mark, as it stands behind a word.
        let twin = open.mark == "“" && mark.mark == "“" && !mark.space_before && !mark.letter_after;
        let closes = (closers.contains(&mark.mark) || twin)
            && (!single(mark.mark) || (!mark.space_before && !mark.letter_after))
            && (!same || !mark.space_before || !mark.word_after);
        if closes && depth == 0 {
            return Some(c);
        }
        if closes {
            depth -= 1;
        } else if mark.mark == open.mark && !single(mark.mark) && !same {
            depth += 1;
        }
    }
    // An opening mark too many must not swallow the paragraph: the first closing one will do.
    (depth > 0)
        .then(|| {
            (i + 1..marks.len().min(i + MARKS_MAX)).find(|c| closers.contains(&marks[*c].mark))
        })
        .flatten()
}

fn opens(mark: &Mark) -> bool {
    match mark.mark {
        "“" | "„" | "«" | "‹" | "「" | "『" | "《" | "〈" | "``" => true,
        "‘" | "‚" | "'" => mark.free_before && mark.letter_after,
        "»" | "›" | "”" => mark.free_before && mark.word_after,
        "\"" | "''" | "″" | "＂" | "‟" => mark.word_after || mark.free_before,
        _ => false,
    }
}

/// Every mark that may be a quotation mark.
fn find(content: &str, paragraph: Span) -> Vec<Mark<'_>> {
    let text = paragraph.of(content);
    let mut out = Vec::new();
    let mut before = None::<char>;
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut length = c.len_utf8();
        let known = matches!(
            c,
            '“' | '”'
                | '„'
                | '‟'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '「'
                | '」'
                | '『'
                | '』'
                | '《'
                | '》'
                | '〈'
                | '〉'
                | '"'
                | '″'
                | '＂'
                | '‘'
                | '’'
                | '‚'
                | '\''
                | '`'
        );
        if known {
            let next = chars.peek().map(|(_, n)| *n);
            if (c == '\'' || c == '`') && next == Some(c) {
                chars.next();
                length = 2;
            }
            let after = text[i + length..].chars().next();
            // Inches and minutes stand after a figure.
            let measure = matches!(c, '″') && before.is_some_and(char::is_numeric);
            if !(measure || c == '`' && length == 1) {
                out.push(Mark {
                    at: paragraph.start() + i,
                    mark: &text[i..i + length],
                    free_before: before.is_none_or(|b| {
                        !b.is_alphanumeric() && !matches!(b, '.' | ',' | '!' | '?')
                    }),
                    word_after: after.is_some_and(|a| !a.is_whitespace()),
                    letter_after: after.is_some_and(char::is_alphanumeric),
                    space_before: before.is_none_or(char::is_whitespace),
                });
            }
        }
        before = Some(c);
    }
    out
}

/// The quotations from `from` on, where a mark opens that nothing closes once those within are
/// counted: it ends with the first mark that may close it, and hides none behind it.
fn pair_stray(content: &str, from: Span) -> Vec<Quote> {
    let marks = find(content, from);
    let Some(open) = marks.first() else {
        return Vec::new();
    };
    let start = open.at + open.mark.len();
    let closers = closers(open.mark);
    let mut within = marks.iter().skip(1).take(MARKS_MAX);
    let end = within.find(|m| closers.contains(&m.mark) && !(m.space_before && m.word_after));
    // Behind the end of a sentence a mark opens a quotation of its own, and the first one was none.
    let anew = |m: &&Mark| {
        let before = content[start..m.at].trim_end();
        m.mark == open.mark && before.ends_with(['.', '!', '?', ',', ':', ';'])
    };
    let stray = end.is_some_and(|e| {
        marks
            .iter()
            .skip(1)
            .take_while(|m| m.at < e.at)
            .any(|m| anew(&m))
    });
    let own = end.filter(|_| !stray).map(|m| Quote {
        outer: Span::new(open.at, m.at + m.mark.len()),
        inner: Span::new(start, m.at).trim(content),
        closed: true,
        goes_on: false,
    });
    let behind = own.map_or(start, |q| q.outer.end());
    let mut out: Vec<Quote> = own.into_iter().filter(|q| !q.inner.is_empty()).collect();
    let rest = pair(content, Span::new(behind, from.end()));
    out.extend(rest.into_iter().filter(|q| q.closed));
    out
}

/// Settles the unclosed quotations: each goes on in the next paragraph, or ends with its own when it
/// fills it. Any other unclosed mark closes with the first that may close it, or was none.
pub(super) fn chain(content: &str, paragraphs: &mut [Paragraph]) {
    for p in 0..paragraphs.len() {
        let Some(last) = paragraphs[p].quotes.last().copied() else {
            continue;
        };
        if last.closed {
            continue;
        }
        let mark = |q: &Quote| content[q.outer.start()..].chars().next();
        let next = paragraphs.get(p + 1);
        let goes_on = next.is_some_and(|n| {
            n.quotes
                .first()
                .is_some_and(|q| q.outer.start() == n.span.start() && mark(q) == mark(&last))
        });
        let paragraph = &mut paragraphs[p];
        let index = paragraph.quotes.len() - 1;
        if goes_on || last.outer.start() == paragraph.span.start() {
            paragraph.quotes[index].goes_on = goes_on;
        } else {
            let mut quotes = std::mem::take(&mut paragraph.quotes);
            quotes.pop();
            let from = Span::new(last.outer.start(), paragraph.span.end());
            quotes.extend(pair_stray(content, from));
            paragraph.mark(content, quotes);
        }
    }
}
