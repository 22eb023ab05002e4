//! Is this line one of date and author?

use super::{Found, Scan, Token, When};
use crate::Span;
use crate::article::credits;

/// Whether a line is a date and little else: a full date, a weekday or clock time, a name.
pub(in crate::article) fn is_date_line(content: &str, line: Span, language: Option<&str>) -> bool {
    of_date_line(content, line, language)
        .is_some_and(|(strange, words)| strange == 0 && words <= DATE_LINE_WORDS_MAX)
}

/// Whether a line that stands where date and author do has a date, and what else it says is no sentence: a reader's
/// name in small letters, a section, "View comments".
pub(in crate::article) fn is_loose_date_line(
    content: &str,
    line: Span,
    language: Option<&str>,
) -> bool {
    of_date_line(content, line, language).is_some_and(|(strange, words)| {
        strange <= LOOSE_STRANGE_WORDS_MAX && words <= LOOSE_WORDS_MAX
    })
}

/// Of a line with a full date and no stop at its end: how many words in small letters stand in it that lines of date
/// and author do not have, and how many words beside the date.
fn of_date_line(content: &str, line: Span, language: Option<&str>) -> Option<(usize, usize)> {
    let text = line.of(content);
    if text.len() > DATE_LINE_BYTES_MAX || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let scan = Scan::of(content, line, language).short_years();
    let found = scan.found();
    let full = |f: &Found| matches!(f.when, When::Days(d) if d.exact().is_some());
    let day = found.iter().find(|f| full(f))?;
    let rest = |t: &&Token| t.number.is_none() && !found.iter().any(|f| f.span.contains(t.span));
    let rest: Vec<_> = scan.tokens.iter().filter(rest).collect();
    let long = rest.iter().filter(|t| t.text.len() > 2);
    let strange = long.filter(|t| {
        t.text.starts_with(char::is_lowercase)
            && !DATE_LINE_WORDS.contains(&&*t.text.to_lowercase())
            && !credits::is_agency(t.text)
    });
    let ends_with_day = text.trim_end_matches('.').len() == day.span.end() - line.start();
    let stop = text.ends_with(['.', '!', '?']) && !text.ends_with(".m.") && !ends_with_day;
    (!stop).then_some((strange.count(), rest.len()))
}

/// Words in small letters that stand in lines of date and author, beside names.
const DATE_LINE_WORDS: [&str; 40] = [
    "published",
    "updated",
    "posted",
    "min",
    "read",
    "written",
    "comments",
    "comment",
    "von",
    "vom",
    "uhr",
    "geschrieben",
    "erstellt",
    "veröffentlicht",
    "gepostet",
    "gelesen",
    "por",
    "par",
    "publié",
    "publicado",
    "door",
    "klo",
    "kommentare",
    "edited",
    "gespeichert",
    "publiziert",
    "eingestellt",
    "submitted",
    "categories",
    "date",
    "le",
    "modifié",
    "il",
    "alle",
    "ore",
    "las",
    "horas",
    "hrs",
    "com",
    "admin",
];

/// Longest line that may be called a date line, in bytes, and in words beside the date.
const DATE_LINE_BYTES_MAX: usize = 120;
const DATE_LINE_WORDS_MAX: usize = 7;

/// The same of a line that stands where date and author do, and how many strange words in small letters it may have.
/// Judged, after reading what was missed on trafilatura's pages.
const LOOSE_WORDS_MAX: usize = 10;
const LOOSE_STRANGE_WORDS_MAX: usize = 2;
