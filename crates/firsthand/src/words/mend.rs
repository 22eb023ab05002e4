//! What does the splitter of sentences part that belongs together? It knows few abbreviations of most languages.

use crate::Span;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Abbreviations that a name or a number follows, a language each, from `data/abbreviations.txt`.
static ABBREVIATIONS: LazyLock<FxHashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/abbreviations.txt").lines();
    let lines = lines.filter_map(|l| l.split_once(' ').filter(|_| !l.starts_with('#')));
    let all = lines.flat_map(|(language, words)| words.split(' ').map(move |w| (language, w)));
    all.collect()
});

/// Nouns that German counts with a number and a point ("im 19. Jahrhundert").
const COUNTED: [&str; 12] = [
    "Jahrhundert",
    "Jahrhunderts",
    "Geburtstag",
    "Jahrestag",
    "Lebensjahr",
    "Minute",
    "Platz",
    "Runde",
    "Spieltag",
    "Auflage",
    "Stock",
    "Mal",
];

/// Longest abbreviation that is looked up, in bytes.
const ABBREVIATION_BYTES_MAX: usize = 24;

/// Joins what was parted within a sentence, and gives an opening mark to the sentence that it opens. `parts` are of one
/// line, in order.
pub(super) fn mend(content: &str, parts: Vec<Span>, language: &str, out: &mut Vec<Span>) {
    let first = out.len();
    for mut part in parts {
        let Some(last) = out.get_mut(first..).and_then(|o| o.last_mut()) else {
            out.push(part);
            continue;
        };
        // Languages that open and close with one mark leave it at the end of the sentence before.
        let text = last.of(content);
        let mark = text.chars().next_back().filter(|c| matches!(c, '”' | '"'));
        let bare = mark.map(|m| &text[..text.len() - m.len_utf8()]);
        if let Some(bare) = bare.filter(|b| b.ends_with(char::is_whitespace)) {
            let (start, at) = (last.start(), last.start() + bare.len());
            *last = Span::new(start, start + bare.trim_end().len());
            part = Span::new(at, part.end());
        }
        if goes_on(last.of(content), part.of(content), language) {
            *last = last.join(part);
        } else {
            out.push(part);
        }
    }
}

/// Whether `next` goes on with the sentence that `before` begins.
fn goes_on(before: &str, next: &str, language: &str) -> bool {
    let Some(head) = before.strip_suffix('.') else {
        return false;
    };
    if head.ends_with(['.', '!', '?']) {
        return false;
    }
    // No sentence begins with a small letter or a hyphen after a point.
    if next.starts_with(|c: char| c.is_lowercase() || c == '-') {
        return true;
    }
    let word = head
        .rsplit([' ', '\u{a0}', '(', '„', '«', '“', '"'])
        .next()
        .unwrap_or_default();
    let counted = |word: &str| {
        let digits = word.bytes().all(|b| b.is_ascii_digit()) && (1..=2).contains(&word.len());
        let noun = next
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        language == "de" && digits && COUNTED.contains(&noun)
    };
    let short = word.len() <= ABBREVIATION_BYTES_MAX
        && ABBREVIATIONS.contains(&(language, &*word.to_lowercase()));
    // "Г. А. Лис": the second initial of two.
    let initial = |w: &str| w.chars().count() == 1 && w.chars().all(char::is_uppercase);
    let mut back = head.rsplit([' ', '\u{a0}']);
    let initials = back.next().is_some_and(initial)
        && back
            .next()
            .and_then(|w| w.strip_suffix('.'))
            .is_some_and(initial);
    short || initials || counted(word)
}
