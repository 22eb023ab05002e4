//! Whom does the page declare as the first to publish its text, and where does the text itself say so?
//!
//! A declared name, or the publisher whose address is declared, is a credit where its name stands in the text too: what a
//! page only declares has no receipt.

use super::credits::{agencies, agency};
use super::{Credit, CreditKind, Segment, SegmentKind};
use crate::Span;
use crate::address::host;

/// Shortest declared name that is looked for in the text, in bytes, and how many of a page are.
const NAME_BYTES_MIN: usize = 2;
const DECLARED_MAX: usize = 8;

/// Fewest letters of a host's own part that are looked for as a name: two stand for many things.
const LABEL_LETTERS_MIN: usize = 3;

/// Most words of a name that a host's letters may stand for.
const NAME_WORDS_MAX: usize = 5;

/// The credits that `declared` names where they stand in the text of a page of `outlet` at `url`.
/// The outlet itself is no credit.
pub(super) fn credits(
    content: &str,
    segments: &[Segment],
    declared: &[String],
    outlet: Option<&str>,
    url: Option<&str>,
) -> Vec<Credit> {
    let shown: Vec<Span> = segments
        .iter()
        .filter(|s| credits_others(s.kind))
        .map(|s| s.span)
        .collect();
    let own = url.map(host).unwrap_or_default();
    let found = declared.iter().take(DECLARED_MAX).filter_map(|name| {
        let name = name.trim();
        if is_address(name) {
            let host = host(name);
            (host != own)
                .then(|| publisher(content, &shown, &host, outlet))
                .flatten()
        } else if name.len() >= NAME_BYTES_MIN && outlet != Some(name) {
            named(content, &shown, name)
        } else {
            None
        }
    });
    found
        .map(|span| {
            let name = span.of(content);
            let agency = agency(name);
            Credit {
                name: agency.unwrap_or(name).to_owned(),
                kind: match agency {
                    Some(_) => CreditKind::Agency,
                    None => CreditKind::Outlet,
                },
                span,
            }
        })
        .collect()
}

/// Parts of a page in which a newsroom names others.
fn credits_others(kind: SegmentKind) -> bool {
    use SegmentKind::*;
    matches!(
        kind,
        Body | Subhead | Byline | Dateline | Credit | Correction
    )
}

fn is_address(text: &str) -> bool {
    text.contains("://") || (!text.contains(' ') && text.contains('/') && text.contains('.'))
}

/// Where `name` stands as a whole word.
fn named(content: &str, shown: &[Span], name: &str) -> Option<Span> {
    shown.iter().find_map(|s| {
        let text = s.of(content);
        let whole = |at: &usize| {
            !text[..*at].ends_with(char::is_alphanumeric)
                && !text[at + name.len()..].starts_with(char::is_alphanumeric)
        };
        let at = text.match_indices(name).map(|(at, _)| at).find(whole)?;
        Some(Span::new(s.start() + at, s.start() + at + name.len()))
    })
}

/// Where the publisher at `host` is named: the host as written, a name whose letters or first letters the host's own part
/// has, or an agency of which one way of writing it does.
fn publisher(content: &str, shown: &[Span], host: &str, outlet: Option<&str>) -> Option<Span> {
    let label = label(host)?;
    let written = named(content, shown, host);
    let agency = || {
        let mut all = agencies().filter(|(alias, _)| letters(alias) == label);
        all.find_map(|(alias, name)| {
            named(content, shown, name).or_else(|| named(content, shown, alias))
        })
    };
    let own = |s: &Span| outlet.is_some_and(|o| letters(o) == letters(s.of(content)));
    written
        .or_else(agency)
        .or_else(|| shown.iter().find_map(|s| in_words(content, *s, &label)))
        .filter(|s| !own(s))
}

/// A host's own part: "harborpost" of "news.harborpost.co.example".
fn label(host: &str) -> Option<String> {
    let parts: Vec<_> = host.split('.').collect();
    // What follows a publisher's own part is short ("co.uk", "com.br"); the longest of the rest is its name.
    let rest = parts.split_last()?.1;
    let longest = rest.iter().rev().max_by_key(|p| p.len())?;
    let label = letters(longest);
    (label.chars().count() >= LABEL_LETTERS_MIN).then_some(label)
}

/// The first run of words with capitals whose letters, first letters, or first letters with the last word (NY Times) are
/// `label`.
fn in_words(content: &str, span: Span, label: &str) -> Option<Span> {
    let words: Vec<Span> = crate::words::words(content, span).collect();
    let is_capital = |s: &Span| {
        s.of(content)
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    for (i, first) in words.iter().enumerate() {
        if !is_capital(first) || !starts_alike(first.of(content), label) {
            continue;
        }
        let (mut all, mut initials) = (String::new(), String::new());
        for word in words[i..].iter().take(NAME_WORDS_MAX) {
            // A name goes on over small words ("of the"), and ends with one that has a capital.
            let text = letters(word.of(content));
            let shortened = format!("{initials}{text}");
            all.push_str(&text);
            if is_capital(word) {
                initials.extend(text.chars().next());
                let short = initials.chars().count() >= LABEL_LETTERS_MIN && initials == *label;
                if all == *label || shortened == *label || short {
                    return Some(first.join(*word));
                }
            }
        }
    }
    None
}

/// Whether the first letters are the same.
fn starts_alike(word: &str, label: &str) -> bool {
    let first = word.chars().flat_map(char::to_lowercase).next();
    first == label.chars().next()
}

/// Letters and digits only, in lower case.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Declared, Page, article};

    /// The credits of a text whose page declares `source`.
    fn credited(text: &str, source: &str) -> Vec<String> {
        let declared = Declared {
            url: Some("https://www.marrow.example/1".into()),
            outlet: Some("The Marrow".into()),
            syndicated_from: vec![source.into()],
            ..Declared::default()
        };
        let page = Page {
            content: format!(
                "Bridge opens again\n\nThe old bridge reopened on Monday after two years of works. {text}\n"
            ),
            declared,
            ..Page::default()
        };
        let article = article::read(vec![page]).remove(0);
        article.credits.into_iter().map(|c| c.name).collect()
    }

    #[test]
    fn a_declared_address_is_a_credit_where_the_text_names_its_publisher() {
        for (text, source, name) in [
            (
                "The mayor of Velm had it in the Harbor Post.",
                "https://www.harborpost.example/2031/1",
                Some("Harbor Post"),
            ),
            (
                "It stood first in the Upper Velm Times.",
                "https://uvtimes.example/a",
                Some("Upper Velm Times"),
            ),
            (
                "It stood first in the Velm Country Weekly.",
                "http://vcw.co.example/a",
                Some("Velm Country Weekly"),
            ),
            (
                "It stood first at harborpost.example.",
                "https://harborpost.example/2",
                Some("harborpost.example"),
            ),
            (
                "The Associated Press had it first.",
                "https://apnews.com/article/1",
                Some("Associated Press"),
            ),
            (
                "The harbor was closed; a post stood there.",
                "https://harborpost.example/2",
                None,
            ),
            (
                "So says The Marrow itself.",
                "https://www.marrow.example/0",
                None,
            ),
            ("Nobody is named.", "https://harborpost.example/2", None),
        ] {
            let found = credited(text, source);
            let with = found.iter().any(|f| Some(f.as_str()) == name);
            assert_eq!(with, name.is_some(), "{text} {source} {found:?}");
            assert!(name.is_some() || found.is_empty(), "{text} {found:?}");
        }
    }
}
