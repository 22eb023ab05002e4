//! Is this name the publisher of this article, or someone else?

use crate::address::host;
use crate::{Article, Page};

/// Everything that tells who publishes an article: its host, its outlet, the end of its title.
pub(super) struct Masthead {
    host: String,
    names: Vec<String>,
}

/// A name's letters must be at least this many to be looked for inside a host or a title, where
/// two letters would be found by chance.
const LETTERS_MIN: usize = 3;

/// Words that stand in the names of very many publishers and so tell none from another.
const COMMON: [&str; 20] = [
    "news",
    "times",
    "post",
    "the",
    "channel",
    "daily",
    "press",
    "online",
    "eyewitness",
    "action",
    "media",
    "com",
    "new",
    "herald",
    "journal",
    "tribune",
    "star",
    "sun",
    "record",
    "radio",
];

/// How many first letters of a long first word stand for it in a host.
const CLIPPED: usize = 4;

/// What divides a headline from the publisher's name in a page title.
const DIVIDERS: [&str; 5] = ["-", "|", "–", "—", "::"];

impl Masthead {
    /// Reads what the article and its address declare.
    pub(super) fn of(article: &Article) -> Masthead {
        let declared = &article.page.declared;
        let mut names: Vec<String> = Vec::new();
        names.extend(article.outlet.as_ref().map(|o| letters(&o.name)));
        names.extend(declared.outlet.as_deref().map(letters));
        if let Some(title) = declared.title.as_deref() {
            // A title's parts after a dash, bar or colon pair often name the publisher.
            let mut parts = title.split([' ', '\t']).collect::<Vec<_>>();
            while let Some(at) = parts.iter().position(|w| DIVIDERS.contains(w)) {
                parts.drain(..=at);
                let end = parts.iter().position(|w| DIVIDERS.contains(w));
                names.push(letters(&parts[..end.unwrap_or(parts.len())].concat()));
            }
        }
        names.push(letters(filed_as(&article.page)));
        names.retain(|n| !n.is_empty() && !n.chars().all(|c| c.is_ascii_digit()));
        Masthead {
            host: declared.url.as_deref().map(host).unwrap_or_default(),
            names,
        }
    }

    /// The host of the address, without "www.", in lower case; empty where none is known.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Whether `name` as written in the text means this publisher.
    pub(super) fn is(&self, name: &str) -> bool {
        let name = name
            .trim()
            .trim_start_matches("the ")
            .trim_start_matches("The ");
        let squashed = letters(super::lexicon::stem(name));
        if squashed.is_empty() {
            return false;
        }
        let host = letters(&self.host);
        let in_host = |part: &str| part.len() >= LETTERS_MIN && host.contains(part);
        if self.names.contains(&squashed) || in_host(&squashed) {
            return true;
        }
        if squashed.len() > LETTERS_MIN && self.names.iter().any(|n| n.contains(&squashed)) {
            return true;
        }
        let words: Vec<&str> = name.split_whitespace().map(super::lexicon::stem).collect();
        let words: Vec<&str> = words
            .into_iter()
            .filter(|w| w.chars().any(char::is_alphabetic))
            .collect();
        let Some((last, before)) = words.split_last() else {
            return false;
        };
        let found = |part: &str| in_host(part) || self.names.iter().any(|n| n.contains(part));
        let all = initials(&words);
        let labelled = |label: &str| label == squashed || all.len() > 1 && label == all;
        let labelled = self.host.split('.').any(labelled);
        // "Pine Valley Courier" on pvcourier.example.
        let shortened = !before.is_empty() && in_host(&(initials(before) + &letters(last)));
        // "WXYZ Action News 5" on wxyznews.example: all that tells it from others, and its last word.
        let mut telling = words
            .iter()
            .map(|w| letters(w.trim_end_matches(|c: char| c.is_ascii_digit())))
            .filter(|w| w.len() >= LETTERS_MIN && !COMMON.contains(&w.as_str()))
            .peekable();
        let worded = telling.peek().is_some()
            && found(&letters(
                last.trim_end_matches(|c: char| c.is_ascii_digit()),
            ))
            && telling.all(|w| found(&w));
        // "Harborington Post" on harborpost.example.
        let clipped = before.first().is_some_and(|first| {
            let first: String = letters(first).chars().take(CLIPPED).collect();
            first.chars().count() == CLIPPED && in_host(&first) && in_host(&letters(last))
        });
        labelled
            || (all.len() >= LETTERS_MIN && host.contains(&all))
            || shortened
            || worded
            || clipped
    }
}

/// The name under which a page is kept, without folders and ending: piles are often kept one file an outlet. A record has
/// its id for that; the name of its file is that of all the other records too and says nothing of this one.
pub(super) fn filed_as(page: &Page) -> &str {
    let name = match &page.record {
        Some(id) => id,
        None if is_of_record(&page.locator) => return "",
        None => page.locator.as_str(),
    };
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.split('.').next().unwrap_or_default()
}

/// Whether a place is that of a record without an id: "pile.jsonl:12", "pile.parquet#row 12".
fn is_of_record(locator: &str) -> bool {
    locator.rsplit_once(['#', ':']).is_some_and(|(_, place)| {
        let number = place.rsplit(' ').next().unwrap_or_default();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The first letters of capitalised words.
fn initials(words: &[&str]) -> String {
    let first = words.iter().filter_map(|w| w.chars().next());
    first
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Letters and digits only, in lower case.
pub(crate) fn letters(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Declared;

    fn masthead(url: &str, title: &str) -> Masthead {
        let page = Page {
            content: "Text.".into(),
            declared: Declared {
                url: Some(url.into()),
                title: Some(title.into()),
                ..Declared::default()
            },
            ..Page::default()
        };
        Masthead::of(&crate::article::read(vec![page])[0])
    }

    #[test]
    fn a_publisher_is_known_by_host_title_or_initials() {
        let m = masthead(
            "http://archive.example/2015/http://www.harborpost.example:80/x",
            "Fire",
        );
        assert_eq!(m.host(), "harborpost.example");
        assert!(m.is("the Harbor Post"));
        assert!(!m.is("the Morning Post"));
        let m = masthead("https://wxyz.example/1", "Fire at mill | Valley Courier");
        assert!(m.is("the Valley Courier"));
        assert!(m.is("WXYZ"));
        assert!(!m.is("Police"));
    }

    #[test]
    fn a_record_is_filed_under_its_id_and_not_under_the_file_of_all() {
        let filed = |locator: &str, record: Option<&str>| {
            let page = Page {
                locator: locator.into(),
                record: record.map(str::to_owned),
                ..Page::default()
            };
            filed_as(&page).to_owned()
        };
        assert_eq!(filed("pile/harborpost.txt", None), "harborpost");
        assert_eq!(filed("pile.jsonl", Some("harborpost.txt")), "harborpost");
        assert_eq!(filed("pile.jsonl", Some("a/harborpost")), "harborpost");
        assert_eq!(filed("pile.jsonl:12", None), "");
        assert_eq!(filed("pile.parquet#row 12", None), "");
    }
}
