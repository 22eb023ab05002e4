//! Does a short line say where the text comes from, where it is filed, or that it goes on elsewhere?

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// A line above so many words tells a story that names an agency; one below names the agency.
const WORDS_MAX: u32 = 25;

/// Where a phrase must stand to count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Anywhere,
    Start,
    /// At the start, with a colon or nothing behind it, or more than one word.
    Label,
}

/// The phrases of each kind, in small letters, matched at word edges.
const KINDS: [(&str, At, &[&str]); 4] = [
    (
        "agency",
        At::Anywhere,
        &[
            "reuters",
            "associated press",
            "ap",
            "agence france-presse",
            "afp",
            "dpa",
            "press association",
            "canadian press",
            "upi",
            "united press international",
            "ansa",
            "efe",
            "xinhua",
            "agencies",
            "news agency",
            "news service",
            "wire service",
            "wire services",
            "bureau",
            "nachrichtenagentur",
            "epd",
            "kna",
            "sid",
            "pap",
            "bloomberg",
        ],
    ),
    (
        "credit",
        At::Start,
        &[
            "source",
            "sources",
            "quelle",
            "quellen",
            "fuente",
            "fonte",
            "reporting by",
            "additional reporting",
            "editing by",
            "writing by",
            "compiled by",
            "written by",
            "text",
            "autor",
            "autorin",
            "author",
            "article from",
            "with files from",
            "with reporting by",
            "contributed by",
        ],
    ),
    (
        "filed",
        At::Label,
        &[
            "filed under",
            "filed in",
            "posted in",
            "tags",
            "tagged",
            "topics",
            "categories",
            "category",
            "kategorie",
            "kategorien",
            "schlagwörter",
            "schlagworte",
            "themen",
            "mots-clés",
            "etiquetas",
            "keywords",
        ],
    ),
    (
        "goes_on",
        At::Anywhere,
        &[
            "story continues",
            "article continues",
            "text continues",
            "continued on",
            "continued from",
            "full article contains",
            "full article appears",
            "continue reading",
            "weiterlesen",
            "appears in",
            "reproduction",
            "reprinted",
            "reproduced",
        ],
    ),
];

/// All phrases of [`KINDS`], and the kind of each.
static PHRASES: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
    let all = KINDS.iter().enumerate();
    let all: Vec<_> = all
        .flat_map(|(kind, (.., phrases))| phrases.iter().map(move |p| (kind, *p)))
        .collect();
    let words =
        AhoCorasick::new(all.iter().map(|(_, p)| p)).expect("the lists are short and known");
    (words, all.iter().map(|(kind, _)| *kind).collect())
});

/// The kinds that a line speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Credit(u8);

impl Credit {
    /// Of a text in small letters of so many words.
    pub(super) fn of(text: &str, words: u32) -> Self {
        if words > WORDS_MAX {
            return Credit::default();
        }
        let (phrases, kinds) = &*PHRASES;
        let mut out = Credit::default();
        for found in phrases.find_overlapping_iter(text) {
            let (before, after) = (&text[..found.start()], &text[found.end()..]);
            let whole = !before.ends_with(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric);
            let start = !before.contains(char::is_alphanumeric);
            let label = text[found.range()].contains(' ')
                || after.trim().is_empty()
                || after.trim_start().starts_with(':');
            let kind = kinds[found.pattern().as_usize()];
            let fits = match KINDS[kind].1 {
                At::Anywhere => true,
                At::Start => start,
                At::Label => start && label,
            };
            if whole && fits {
                out.0 |= 1 << kind;
            }
        }
        out
    }

    /// The names of the kinds.
    pub(super) fn kinds(self) -> impl Iterator<Item = &'static str> {
        let kinds = KINDS.iter().enumerate();
        kinds
            .filter(move |(at, _)| self.0 & (1 << at) != 0)
            .map(|(_, (name, ..))| *name)
    }
}

/// Words before and units in a count of the time since, where it has no "ago".
const SINCE: [&str; 3] = ["vor", "hace", "a"];
const UNITS: [&str; 12] = [
    "minuten", "stunde", "stunden", "tag", "tagen", "wochen", "minutos", "horas", "días",
    "minutes", "heures", "jours",
];
const UNITS_AGO: [&str; 14] = [
    "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs", "day", "days", "week",
    "weeks", "month", "months",
];

/// Whether a text in small letters counts the time since: "3 hours ago", "vor 2 Stunden".
pub(super) fn ago(text: &str) -> bool {
    let mut last = ["", ""];
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let number = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
        let counted = number(last[0]) || ["a", "an", "one"].contains(&last[0]);
        if word == "ago" && UNITS_AGO.contains(&last[1]) && counted
            || UNITS.contains(&word) && number(last[1]) && SINCE.contains(&last[0])
        {
            return true;
        }
        last = [last[1], word];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        let small = text.to_lowercase();
        let words = super::super::wording::words(&small);
        Credit::of(&small, words).kinds().collect()
    }

    #[test]
    fn a_line_of_credit_is_told_from_one_that_names_a_source_in_a_sentence() {
        assert_eq!(
            kinds("(Reporting by Ann Oak; editing by Bo Elm)"),
            ["credit"]
        );
        assert_eq!(kinds("Source: AFP"), ["agency", "credit"]);
        assert_eq!(kinds("Tags: floods, dykes"), ["filed"]);
        assert_eq!(kinds("Topics that were raised at the meeting"), [""; 0]);
        assert_eq!(kinds("The story has no single source, she said."), [""; 0]);
        assert_eq!(kinds("Maps and naps"), [""; 0]);
    }

    #[test]
    fn the_time_since_is_counted_in_several_languages() {
        for yes in [
            "3 hours ago",
            "an hour ago",
            "vor 2 stunden",
            "il y a 5 minutes",
            "hace 4 horas",
        ] {
            assert!(ago(yes), "{yes}");
        }
        for no in ["long ago", "in 3 hours", "3 days later", "ago", ""] {
            assert!(!ago(no), "{no}");
        }
    }
}
