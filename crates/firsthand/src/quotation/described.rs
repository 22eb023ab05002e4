//! How is somebody introduced: the office before or behind a name, and what is no part of the name?

use super::lexicon::{CONJ, DET, Lexicon, PREP, ROLE, VERB};
use super::source::Range;
use super::text::{Paragraph, Token};
use super::tokens_span;
use crate::Span;
use crate::names::{Casing, Name, NameKind};

/// Adds the roles of an apposition: "Ines Calder, the mayor of Hallvik,".
pub(super) fn describe(
    lexicon: &Lexicon,
    paragraph: &Paragraph,
    name: &Name,
    roles: &mut Vec<String>,
) {
    let _ = lexicon;
    let at = paragraph
        .tokens
        .partition_point(|t| t.span.start() < name.span.end());
    let tokens = &paragraph.tokens;
    // Behind: up to the next comma. Before: the words that lead to the name ("NATO chief Ines Calder").
    if tokens.get(at).is_some_and(|t| t.mark(',')) {
        let rest = tokens[at + 1..]
            .iter()
            .take(12)
            .take_while(|t| t.word && t.quote.is_none());
        let words: Vec<&Token> = rest.collect();
        let role = words
            .iter()
            .take(6)
            .take_while(|t| !t.is(VERB))
            .any(|t| t.is(ROLE));
        let closed = tokens
            .get(at + 1 + words.len())
            .is_some_and(|t| t.mark(',') || t.mark('.'));
        if role && closed {
            roles.extend(
                words
                    .iter()
                    .filter(|t| !t.is(DET | PREP))
                    .map(|t| t.low.to_string()),
            );
        }
    }
    let start = name.title.unwrap_or(name.span).start();
    let before = tokens.partition_point(|t| t.span.start() < start);
    if before > 0 && tokens[before - 1].is(ROLE) && !tokens[before - 1].capital {
        let words = tokens[..before]
            .iter()
            .rev()
            .take(4)
            .take_while(|t| t.word && !t.is(DET | PREP | CONJ | VERB));
        roles.extend(words.map(|t| t.low.to_string()));
    }
}

pub(super) fn add_roles(roles: &mut Vec<String>, title: &str) {
    for word in title.split([' ', '-', '‑']) {
        let word = word.trim_end_matches(['.', ',']);
        if !word.is_empty() && !roles.iter().any(|r| r == word) {
            roles.push(word.to_owned());
        }
    }
    // The hyphened form is one word where it is mentioned so.
    if title.contains(['-', ' ']) {
        roles.push(title.replace(' ', "-"));
    }
}

pub(super) fn title_gender(title: &str) -> Option<char> {
    let has = |list: &[&str]| {
        title
            .split([' ', '-'])
            .any(|w| list.contains(&w.trim_end_matches('.')))
    };
    if has(&[
        "mr",
        "sir",
        "king",
        "prince",
        "lord",
        "duke",
        "herr",
        "monsieur",
        "congressman",
        "spokesman",
        "chairman",
        "pope",
        "señor",
        "signor",
        "kanzler",
    ]) {
        Some('m')
    } else if has(&[
        "mrs",
        "ms",
        "miss",
        "queen",
        "princess",
        "lady",
        "dame",
        "duchess",
        "frau",
        "madame",
        "congresswoman",
        "spokeswoman",
        "chairwoman",
        "señora",
        "kanzlerin",
        "ministerin",
        "präsidentin",
    ]) {
        Some('f')
    } else {
        None
    }
}

/// "Economist Ines Calder": a word for what somebody does, with the capital of its sentence, is no
/// part of the name; nor is a word that the text writes small elsewhere, before two more.
pub(super) fn without_role(content: &str, lexicon: &Lexicon, casing: &Casing, name: Name) -> Name {
    let text = name.span.of(content);
    let Some((first, rest)) = text.split_once(' ') else {
        return name;
    };
    if !matches!(name.kind, NameKind::Person | NameKind::Other) {
        return name;
    }
    let two = rest.contains(' ') && rest.split(' ').all(|w| w.starts_with(char::is_uppercase));
    let role =
        lexicon.class(&first.to_lowercase()) & ROLE != 0 && rest.starts_with(char::is_uppercase);
    if !(role || two && casing.writes_small(first)) {
        return name;
    }
    let start = name.span.start();
    Name {
        span: Span::new(name.span.end() - rest.len(), name.span.end()),
        kind: NameKind::Person,
        title: name.title.or(Some(Span::new(start, start + first.len()))),
    }
}

pub(super) fn possessive(content: &str, span: Span) -> bool {
    let rest = &content[span.end()..];
    rest.starts_with("'s") || rest.starts_with("’s")
}

/// The phrase without its article.
pub(super) fn without_article<'a>(tokens: &[Token], range: Range, content: &'a str) -> &'a str {
    let skip =
        usize::from(range.1 - range.0 > 1 && matches!(&*tokens[range.0].low, "the" | "a" | "an"));
    tokens_span(tokens, (range.0 + skip, range.1)).of(content)
}

/// A name without a suffix of generation.
pub(super) fn bare(name: &str) -> &str {
    name.trim_end_matches(" Jr").trim_end_matches(" Sr")
}

pub(super) fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

pub(super) fn first_word(name: &str) -> Option<&str> {
    name.split(' ').next()
}
