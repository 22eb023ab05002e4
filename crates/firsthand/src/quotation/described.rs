//! How is somebody introduced: the office before or behind a name, and what is no part of the name?

use super::lexicon::{CONJ, DET, Lexicon, PHRASE, PREP, ROLE, VERB};
use super::source::Range;
use super::text::{Paragraph, Token};
use super::tokens_span;
use crate::Span;
use crate::names::{self, Casing, Name, NameKind};

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
    // "The mayor of Hallvik, Ines Calder, said": the office stands first.
    if before > 1 && tokens[before - 1].mark(',') && tokens.get(at).is_some_and(|t| t.mark(',')) {
        let phrase = tokens[..before - 1]
            .iter()
            .rev()
            .take(8)
            .take_while(|t| t.word);
        let words: Vec<&Token> = phrase.collect();
        let office = words.windows(2).position(|w| w[0].is(ROLE) && w[1].is(DET));
        if let Some(office) = office {
            let of = words[..=office].iter().filter(|t| !t.is(DET | PREP));
            roles.extend(of.map(|t| t.low.to_string()));
        }
    }
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
    // "D'après M. Orsay": what leads to a name is no part of it.
    if lexicon.class(&first.to_lowercase()) & PHRASE != 0 {
        let bare = ["M. ", "Mme "]
            .iter()
            .find_map(|t| rest.strip_prefix(t))
            .unwrap_or(rest);
        return Name {
            span: Span::new(name.span.end() - bare.len(), name.span.end()),
            ..name
        };
    }
    let two = rest.contains(' ') && rest.split(' ').all(|w| w.starts_with(char::is_uppercase));
    let role =
        lexicon.class(&first.to_lowercase()) & ROLE != 0 && rest.starts_with(char::is_uppercase);
    // "Republican Ines Calder", "бургомистр Халлвика Анна Ковалева": a first name stands first.
    let second =
        first_word(rest).and_then(names::gender).is_some() && names::gender(first).is_none();
    if !(role || two && (second || casing.writes_small(first))) {
        return name;
    }
    let start = name.span.start();
    let rest = Name {
        span: Span::new(name.span.end() - rest.len(), name.span.end()),
        kind: NameKind::Person,
        title: name.title.or(Some(Span::new(start, start + first.len()))),
    };
    without_role(content, lexicon, casing, rest)
}

pub(super) fn possessive(content: &str, span: Span) -> bool {
    let rest = &content[span.end()..];
    rest.starts_with("'s") || rest.starts_with("’s")
}

/// The phrase without its article.
pub(super) fn without_article<'a>(tokens: &[Token], range: Range, content: &'a str) -> &'a str {
    let article = matches!(
        &*tokens[range.0].low,
        "the"
            | "a"
            | "an"
            | "el"
            | "la"
            | "los"
            | "las"
            | "le"
            | "les"
            | "il"
            | "lo"
            | "i"
            | "gli"
            | "o"
            | "os"
            | "as"
            | "het"
    );
    let skip = usize::from(range.1 - range.0 > 1 && article);
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
