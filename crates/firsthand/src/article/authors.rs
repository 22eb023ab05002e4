//! Who wrote it: by what the page declares, else by its bylines.

use super::{Segment, SegmentKind, credits};
use crate::{Page, words};
use rustc_hash::FxHashSet;

/// Fewest and most words of a person's name.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=5;

/// Most characters of a declared author that is one name; longer ones are a sentence about somebody.
const NAME_CHARS_MAX: usize = 60;

/// Bytes of the longest byline.
const LINE_BYTES_MAX: usize = 160;

/// Words that stand before the names of authors, in small letters.
const BY: [&str; 20] = [
    "by",
    "written by",
    "von",
    "text",
    "autor",
    "autorin",
    "author",
    "par",
    "por",
    "di",
    "door",
    "foto",
    "story by",
    "автор",
    "autor/in",
    "tekst",
    "av",
    "af",
    "words by",
    "posted by",
];

/// Small words inside names.
const PARTICLES: [&str; 22] = [
    "de", "da", "di", "del", "della", "der", "den", "van", "von", "zu", "zum", "la", "le", "du",
    "dos", "das", "al", "el", "bin", "ibn", "y", "ter",
];

/// Declared authors that are nobody.
const NOBODY: [&str; 10] = [
    "admin",
    "administrator",
    "redaktion",
    "redaction",
    "staff",
    "editor",
    "webmaster",
    "unknown",
    "anonymous",
    "guest",
];

/// The authors of a page, each name once, in the order in which they stand.
pub(super) fn of(page: &Page, segments: &[Segment]) -> Vec<String> {
    let mut out = Names::default();
    let outlet = page.declared.outlet.as_deref().unwrap_or_default();
    for declared in &page.declared.authors {
        for name in declared.split([';', '|', '\n']).flat_map(apart) {
            let small = name.to_lowercase();
            let sound = name.chars().any(char::is_alphabetic)
                && name.chars().count() <= NAME_CHARS_MAX
                && !name.contains(['@', '<', '{'])
                && !NOBODY.contains(&small.as_str())
                && !small.eq_ignore_ascii_case(outlet)
                && !small.contains("http");
            out.push(name, sound);
        }
    }
    if !out.names.is_empty() {
        return out.names;
    }
    let bylines = segments.iter().filter(|s| s.kind == SegmentKind::Byline);
    // A line that says "By" is one wherever it stands beside the text; only then is a bare name not enough.
    let beside = segments.iter().filter(|s| {
        matches!(
            s.kind,
            SegmentKind::Navigation
                | SegmentKind::Related
                | SegmentKind::Teaser
                | SegmentKind::Credit
        )
    });
    let lines = |s: &Segment| words::lines(&page.content, s.span);
    let sure = bylines.flat_map(lines).map(|l| (l, false));
    for (line, must_say) in sure.chain(beside.flat_map(lines).map(|l| (l, true))) {
        let text = line.of(&page.content);
        if text.len() > LINE_BYTES_MAX || (must_say && without_by(text).len() == text.len()) {
            continue;
        }
        let found = on_line(text);
        if !found.is_empty() {
            for name in found {
                out.push(&name, true);
            }
            break;
        }
    }
    out.names
}

/// Names in order, each once.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    seen: FxHashSet<String>,
}

impl Names {
    fn push(&mut self, name: &str, sound: bool) {
        let name: Vec<_> = name.split_whitespace().collect();
        let name = name.join(" ");
        if sound && !name.is_empty() && self.seen.insert(name.clone()) {
            self.names.push(name);
        }
    }
}

/// The names in a declared author: "Anna Lind and Tom Reyes", "By Anna Lind, Tom Reyes".
fn apart(text: &str) -> Vec<&str> {
    let text = without_by(text.trim());
    let mut parts = vec![text];
    for sign in [", ", " and ", " und ", " & ", " et ", " y ", " e "] {
        let cut: Vec<_> = parts
            .iter()
            .flat_map(|p| p.split(sign))
            .map(str::trim)
            .collect();
        if cut.iter().all(|c| is_name(c)) {
            parts = cut;
        }
    }
    // "Anna Lind, Political Editor": the first part is the name.
    if let [whole] = parts[..]
        && let Some((name, _)) = whole.split_once(", ")
        && is_name(name)
    {
        return vec![name];
    }
    parts
}

/// The names on a byline: after "By", up to a date, a sign or another word.
fn on_line(text: &str) -> Vec<String> {
    let rest = without_by(text.trim());
    let by = rest.len() < text.trim().len();
    let mut out = Vec::new();
    let end = rest.find(|c: char| c.is_ascii_digit() || "|•·–—()/".contains(c));
    for part in apart(rest[..end.unwrap_or(rest.len())].trim_end_matches([' ', ',', '-'])) {
        if is_name(part.trim_end_matches('.'))
            && (by || part.split_whitespace().count() <= 3)
            && !names_outlet(part)
        {
            out.push(part.trim_end_matches('.').to_owned());
        }
    }
    if by {
        out
    } else {
        out.into_iter().take(1).collect()
    }
}

fn names_outlet(name: &str) -> bool {
    credits::is_agency(name) || credits::has_outlet_word(name)
}

/// `text` without the word that introduces an author.
fn without_by(text: &str) -> &str {
    let small = text.to_lowercase();
    // Small letters may take other bytes; then the word is not one of the list.
    let fits = |by: &&&str| {
        small.starts_with(**by)
            && text.is_char_boundary(by.len())
            && text[by.len()..].starts_with([' ', ':', '\u{a0}'])
    };
    match BY.iter().filter(fits).max_by_key(|b| b.len()) {
        Some(by) => text[by.len()..].trim_start_matches([' ', ':', '\u{a0}']),
        None => text,
    }
}

/// Whether a text reads as a person's name: a few words with capitals, small particles aside.
fn is_name(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    let capital = |w: &&str| {
        w.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    let clean = !text.contains(|c: char| c.is_ascii_digit() || ":;!?@|\"“".contains(c));
    NAME_WORDS.contains(&words.len())
        && clean
        && words.iter().all(|w| capital(w) || PARTICLES.contains(w))
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
}

#[cfg(test)]
mod tests {
    use super::{apart, on_line};

    #[test]
    fn names_are_told_from_what_stands_beside_them() {
        assert_eq!(
            on_line("By Anna Lind and Tom de Vries | 3 May 2031"),
            ["Anna Lind", "Tom de Vries"]
        );
        assert_eq!(on_line("Von ANNA LIND, 3. Mai 2031"), ["ANNA LIND"]);
        assert_eq!(on_line("Published on Monday"), Vec::<String>::new());
        assert_eq!(
            apart("By Anna Lind, Political Editor of this paper"),
            ["Anna Lind"]
        );
        assert_eq!(
            apart("Lind Weber Reyes Media Group of Companies"),
            ["Lind Weber Reyes Media Group of Companies"]
        );
    }
}
