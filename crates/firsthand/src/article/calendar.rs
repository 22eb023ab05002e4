//! Words of the calendar in ten languages, from `data/calendar.txt`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may mean in a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Entry {
    Month(i8),
    Abbr(i8),
    Weekday(i8),
    Day(i64),
    Number(i64),
    Unit(Unit),
    Last,
    Next,
    This,
    Ago,
    In,
    Begin,
    Mid,
    End,
    Future,
}

/// A stretch of time that has a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Longest calendar word in bytes: longer ones are not looked up.
const WORD_BYTES_MAX: usize = 32;

type Words = FxHashMap<&'static str, Vec<(&'static str, Entry)>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("../../data/calendar.txt").lines() {
        if let Some((language, entry, forms)) = parse(line) {
            for form in forms.split_whitespace() {
                words.entry(form).or_default().push((language, entry));
            }
        }
    }
    words
});

/// One line of the data: language, meaning, words.
fn parse(line: &'static str) -> Option<(&'static str, Entry, &'static str)> {
    let (language, rest) = line.split_once(' ').filter(|_| !line.starts_with('#'))?;
    let (kind, rest) = rest.split_once(' ')?;
    let valued = rest.split_once(' ').unwrap_or((rest, ""));
    let value = valued.0.parse::<i64>();
    let small = || value.clone().ok().and_then(|v| i8::try_from(v).ok());
    Some(match kind {
        "month" => (language, Entry::Month(small()?), valued.1),
        "abbr" => (language, Entry::Abbr(small()?), valued.1),
        "weekday" => (language, Entry::Weekday(small()?), valued.1),
        "day" => (language, Entry::Day(value.ok()?), valued.1),
        "number" => (language, Entry::Number(value.ok()?), valued.1),
        "unit" => {
            let unit = match valued.0 {
                "day" => Unit::Day,
                "week" => Unit::Week,
                "month" => Unit::Month,
                "year" => Unit::Year,
                _ => return None,
            };
            (language, Entry::Unit(unit), valued.1)
        }
        "last" => (language, Entry::Last, rest),
        "next" => (language, Entry::Next, rest),
        "this" => (language, Entry::This, rest),
        "ago" => (language, Entry::Ago, rest),
        "in" => (language, Entry::In, rest),
        "begin" => (language, Entry::Begin, rest),
        "mid" => (language, Entry::Mid, rest),
        "end" => (language, Entry::End, rest),
        "future" => (language, Entry::Future, rest),
        _ => return None,
    })
}

/// What `word` means in `language`; in any language where that is unknown or not in the data.
pub(super) fn entries(word: &str, language: Option<&str>) -> Vec<Entry> {
    if word.len() > WORD_BYTES_MAX {
        return Vec::new();
    }
    let mut lower = word.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    let Some(found) = WORDS.get(lower.as_str()) else {
        return Vec::new();
    };
    let of = |wanted: Option<&str>| {
        let fits = |l: &str| wanted.is_none_or(|w| l == w);
        found
            .iter()
            .filter(|(l, _)| fits(l))
            .map(|(_, e)| *e)
            .collect::<Vec<_>>()
    };
    match language {
        Some(l) if LANGUAGES.contains(&l) => {
            // A page may carry its template's language on its date line: a month's full name is one
            // in every language that has it.
            let own = of(Some(l));
            let month = |e: &Entry| matches!(e, Entry::Month(_));
            match own.is_empty() {
                true => of(None).into_iter().filter(month).take(1).collect(),
                false => own,
            }
        }
        _ => of(None),
    }
}

/// The languages of the data.
const LANGUAGES: [&str; 10] = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk"];
