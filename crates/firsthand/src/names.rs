//! Which people, bodies and places does this sentence name?
//!
//! Names are found by capital letters and told apart by small gazetteers (`data/first-names.txt`,
//! `places.txt`, `body-words.txt`, `titles.txt`), in the manner of the rule-based systems of the
//! Message Understanding Conferences (Mikheev, Moens and Grover, *Named Entity Recognition without
//! Gazetteers*, 1999): a capital at the start of a sentence counts only where something else
//! speaks for a name, and what the rest of the text does with the word speaks first
//! ([`Casing`]). We depart from them in doing without a tagger.

mod gazetteer;
mod run;

use crate::{Span, words};
use gazetteer::GAZETTEERS;
pub(crate) use gazetteer::{entries, gender, is_body_word, is_function_word, is_people};
use run::{run, split};
use rustc_hash::FxHashSet;

/// A name in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// The name itself, without the title before it or a possessive ending.
    pub span: Span,
    /// A guess at what it names.
    pub kind: NameKind,
    /// The title or office that stands before it ("Prime Minister", "Dr").
    pub title: Option<Span>,
}

/// What a name is taken to name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// An organisation, office or state body.
    Body,
    /// A country, region or city, or the word for its people.
    Place,
    /// Something else, or not known.
    Other,
}

/// Share of capitalised words from which a sentence is taken to be set as headlines are, where a
/// capital says nothing. Chosen by judgement; not calibrated.
const HEADLINE_SHARE: f64 = 0.6;
/// Fewest words for that share to mean anything.
const HEADLINE_WORDS_MIN: usize = 5;

/// The names of `sentence`, in order, by the sentence alone.
///
/// ```
/// use firsthand::{Span, names::{names, NameKind}};
/// let text = "Yesterday Prime Minister Ines de la Cruz met the heads of Siemens AG for a long talk in Lisbon.";
/// let found = names(text, Span::new(0, text.len()));
/// let read: Vec<_> = found.iter().map(|n| (n.span.of(text), n.kind)).collect();
/// assert_eq!(read, [("Ines de la Cruz", NameKind::Person), ("Siemens AG", NameKind::Body),
///     ("Lisbon", NameKind::Place)]);
/// assert_eq!(found[0].title.map(|t| t.of(text)), Some("Prime Minister"));
/// ```
pub fn names(content: &str, sentence: Span) -> Vec<Name> {
    Casing::default().names(content, sentence)
}

/// How a text writes its words: what a capital at the start of a sentence is judged by.
#[derive(Default)]
pub struct Casing {
    /// Hashes of words seen in lower case.
    small: FxHashSet<u64>,
    /// Hashes of words seen with a capital inside a sentence.
    large: FxHashSet<u64>,
}

impl Casing {
    /// Reads `spans` of `content` once.
    pub fn of(content: &str, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut casing = Casing::default();
        for span in spans {
            let mut before = None::<Span>;
            for word in words::words(content, span) {
                let text = word.of(content);
                let inside = before.is_some_and(|b| {
                    content[b.end()..word.start()]
                        .chars()
                        .all(|c| c == ' ' || c == ',')
                });
                if !capital(text) {
                    casing.small.insert(key(text));
                } else if inside {
                    casing.large.insert(key(text));
                }
                before = Some(word);
            }
        }
        casing
    }

    /// Whether the text writes `word`, whatever its case here, without a capital somewhere.
    pub(crate) fn writes_small(&self, word: &str) -> bool {
        self.small.contains(&key(word))
    }

    /// The names of `sentence`, in order.
    pub fn names(&self, content: &str, sentence: Span) -> Vec<Name> {
        let tokens: Vec<Token> = words::words(content, sentence)
            .map(|span| Token::new(content, span))
            .collect();
        let headline = is_headline(&tokens);
        let mut out = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            if !self.opens(content, &tokens, i, headline) {
                i += 1;
                continue;
            }
            let end = run(content, &tokens, i);
            let article = i > 0 && tokens[i - 1].text(content).eq_ignore_ascii_case("the");
            split(content, &tokens[i..end], article, headline, &mut out);
            i = end;
        }
        out
    }

    /// Whether a name may begin at word `i`.
    fn opens(&self, content: &str, tokens: &[Token], i: usize, headline: bool) -> bool {
        let t = &tokens[i];
        if !t.capital || t.function {
            return false;
        }
        let first = i == 0 || starts_anew(content, tokens[i - 1].span, t.span);
        if headline {
            return t.known() || next_known(tokens, i);
        }
        if !first || t.acronym || t.place.is_some() {
            return true;
        }
        let goes_on = tokens
            .get(i + 1)
            .is_some_and(|n| n.capital && !n.function && adjacent(content, t.span, n.span));
        let k = key(t.text(content));
        goes_on
            || t.title
            || self.large.contains(&k)
            || (t.first_name && !self.small.contains(&k))
            || !(self.small.contains(&k) || looks_common(t.text(content)))
    }
}

/// A word with what the gazetteers say of it.
struct Token {
    /// Without a possessive ending.
    span: Span,
    capital: bool,
    acronym: bool,
    function: bool,
    first_name: bool,
    title: bool,
    body: bool,
    place: Option<bool>,
    possessive: bool,
}

impl Token {
    fn new(content: &str, span: Span) -> Self {
        let full = span.of(content);
        let text = full
            .strip_suffix("'s")
            .or_else(|| full.strip_suffix("’s"))
            .unwrap_or(full);
        let span = Span::new(span.start(), span.start() + text.len());
        let capital = capital(text);
        let mut t = Token {
            span,
            capital,
            acronym: false,
            function: false,
            first_name: false,
            title: false,
            body: false,
            place: None,
            possessive: text.len() != full.len(),
        };
        if capital {
            let g = &*GAZETTEERS;
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            t.acronym = (2..=6).contains(&letters) && text.chars().all(|c| !c.is_lowercase());
            t.function = !t.acronym && g.function.contains(words::norm(text).as_str())
                || (text.len() == 1 && matches!(text, "I" | "A"));
            t.first_name = g.first.contains_key(text);
            t.title = g.titles.contains(text);
            t.body = g.bodies.contains(text);
            t.place = g.places.get(text).copied();
        }
        t
    }

    fn text<'a>(&self, content: &'a str) -> &'a str {
        self.span.of(content)
    }

    /// Whether any gazetteer has it.
    fn known(&self) -> bool {
        self.first_name || self.title || self.acronym || self.place.is_some()
    }
}

/// Whether a capitalised word at the start of a sentence looks like a common word there.
fn looks_common(word: &str) -> bool {
    [
        "ing", "ly", "ed", "tion", "ment", "ers", "ists", "ness", "ies",
    ]
    .iter()
    .any(|e| word.ends_with(e))
}

/// Whether a sentence is set as a headline: most of its words begin with a capital.
fn is_headline(tokens: &[Token]) -> bool {
    let large = tokens.iter().filter(|t| t.capital).count();
    tokens.len() >= HEADLINE_WORDS_MIN && large as f64 >= HEADLINE_SHARE * tokens.len() as f64
}

fn next_known(tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_some_and(|n| n.body)
}

/// Whether a clause begins between two words: after a colon, a quotation mark, a full stop.
fn starts_anew(content: &str, before: Span, word: Span) -> bool {
    content[before.end()..word.start()].chars().any(|c| {
        matches!(
            c,
            ':' | '.' | '!' | '?' | '"' | '“' | '„' | '«' | '‘' | '\n' | '•'
        )
    })
}

/// Whether two words stand together in one name: nothing but a space, or the point of an initial.
fn adjacent(content: &str, before: Span, word: Span) -> bool {
    let gap = content.get(before.end()..word.start()).unwrap_or("\n");
    matches!(gap, " " | "\u{a0}" | " & ")
        || (gap == ". " && (before.len() == 1 || ABBREVIATED.contains(&before.of(content))))
        || (gap == "." && before.len() == 1)
}

/// Whether a word begins with a capital.
fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        || word.strip_prefix("al-").is_some_and(capital)
}

fn key(word: &str) -> u64 {
    words::hash(word)
}

const ABBREVIATED: [&str; 16] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Capt", "Sgt", "St",
    "Rev", "Maj",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, NameKind)]) {
        let all = Span::new(0, text.len());
        let found = Casing::of(text, [all]).names(text, all);
        let read: Vec<_> = found.iter().map(|n| (n.span.of(text), n.kind)).collect();
        assert_eq!(read, expect, "{text}");
    }

    #[test]
    fn tells_people_bodies_and_places() {
        use NameKind::*;
        check(
            "The Calder Group hired Ines Calder in Oslo.",
            &[
                ("Calder Group", Body),
                ("Ines Calder", Person),
                ("Oslo", Place),
            ],
        );
        check(
            "UNBA chief Dr. Pieter van der Moor's aide met Mrs. Olt.",
            &[
                ("UNBA", Body),
                ("Pieter van der Moor", Person),
                ("Olt", Person),
            ],
        );
        check(
            "The Ministry of Public Works denied it on Monday.",
            &[("Ministry of Public Works", Body)],
        );
    }

    #[test]
    fn an_initial_is_part_of_a_name() {
        check(
            "In the hall of the old town Ines A. Diaz Orsay and Tom I. Calder met with Ada. A crowd came to see them all.",
            &[
                ("Ines A. Diaz Orsay", NameKind::Person),
                ("Tom I. Calder", NameKind::Person),
                ("Ada", NameKind::Person),
            ],
        );
        check(
            "No Way Out of Here, Says Tom B. Orsay",
            &[("Tom B. Orsay", NameKind::Person)],
        );
    }

    #[test]
    fn what_somebody_is_of_is_no_part_of_the_name() {
        use NameKind::*;
        check(
            "They asked Senator Tom Calder of Oslo and Secretary of Harbour Trade Ines Orsay.",
            &[
                ("Tom Calder", Person),
                ("Oslo", Place),
                ("Harbour Trade", Other),
                ("Ines Orsay", Person),
            ],
        );
        check(
            "They asked the Harbour Summit, Harbour Strand and the President of Hallvik.",
            &[
                ("Harbour Summit", Other),
                ("Harbour Strand", Person),
                ("Hallvik", Other),
            ],
        );
    }

    #[test]
    fn a_capital_at_the_start_needs_support() {
        check("Building began in May. Nobody knows the building.", &[]);
        check(
            "Hallvik said so. It was Hallvik.",
            &[("Hallvik", NameKind::Other), ("Hallvik", NameKind::Other)],
        );
    }

    #[test]
    fn a_headline_in_capitals_is_no_name() {
        check(
            "Council Rejects Plans For Bridge In Norway",
            &[("Norway", NameKind::Place)],
        );
    }
}
