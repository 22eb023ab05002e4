//! Where does a name end that begins here, and what does it name?

use super::gazetteer::GAZETTEERS;
use super::{Name, NameKind, Token, adjacent};
use crate::Span;

/// Longest name, in words.
const WORDS_MAX: usize = 8;
const PARTICLES: [&str; 22] = [
    "de", "del", "della", "di", "da", "dos", "du", "der", "den", "van", "von", "zu", "la", "le",
    "bin", "bint", "ibn", "al", "el", "ter", "ten", "y",
];
const JOINTS: [&str; 7] = ["of", "for", "and", "de", "des", "für", "para"];

/// The end of the run of words that may be one name with its title, from word `i` on.
pub(super) fn run(content: &str, tokens: &[Token], i: usize) -> usize {
    let mut end = i + 1;
    while end < tokens.len() && end - i < 2 * WORDS_MAX && !tokens[end - 1].possessive {
        let t = &tokens[end];
        if !adjacent(content, tokens[end - 1].span, t.span) {
            break;
        }
        let large = |at: usize| tokens.get(at).is_some_and(|n| n.capital && !n.function);
        let text = t.text(content);
        // "Ines A. Calder", where no article stands.
        let initial = matches!(text, "A" | "I") && content[t.span.end()..].starts_with('.');
        if large(end) || initial && large(end + 1) {
            end += 1;
        } else if PARTICLES.contains(&text) {
            // "de la Cruz", "van der Bellen": as many particles as lead to a capital.
            let next = (end + 1..end + 3).find(|n| large(*n));
            match next.filter(|n| (end..*n).all(|p| PARTICLES.contains(&tokens[p].text(content)))) {
                Some(n) => end = n + 1,
                None => break,
            }
        } else if JOINTS.contains(&text) && goes_on(&tokens[i..end]) {
            // "Ministry of Defence", "Bank of the West", "Secretary of State".
            let skip = usize::from(
                tokens
                    .get(end + 1)
                    .is_some_and(|n| n.text(content) == "the"),
            );
            if !large(end + 1 + skip) {
                break;
            }
            end += 2 + skip;
        } else {
            break;
        }
    }
    end
}

/// Whether a name may go on behind a joint: that of a body or an office, and not of somebody who holds one ("Senator Ines
/// Calder of Hallvik").
fn goes_on(name: &[Token]) -> bool {
    let own = name
        .rsplit(|t| t.title || !t.capital)
        .next()
        .unwrap_or(name);
    let first = |t: &Token| t.first_name && t.place.is_none();
    let person = own.len() > 1 && own[..own.len() - 1].iter().any(first);
    let body = own.iter().any(|t| t.body);
    name.iter().any(|t| t.body || t.title) && (body || !person)
}

/// Cuts a run of capitalised words into names: what stands before a title is a body or place, what
/// stands after it a person. An `article` may stand before the first.
pub(super) fn split(
    content: &str,
    run: &[Token],
    article: bool,
    headline: bool,
    out: &mut Vec<Name>,
) {
    let mut from = 0;
    let mut title = None;
    while from < run.len() {
        let titled = title_length(content, &run[from..]);
        if titled > 0 {
            title = Some(Span::new(
                run[from].span.start(),
                run[from + titled - 1].span.end(),
            ));
            from += titled;
            let joint = run.get(from).map(|t| t.text(content));
            if joint.is_some_and(|j| JOINTS.contains(&j) && !PARTICLES.contains(&j)) {
                // "Secretary of Commerce Ines Calder": what the office is of has a name, too.
                let person = (from + 1..run.len() - 1).find(|at| run[*at].first_name);
                let to = person.unwrap_or(run.len());
                out.extend(named(content, &run[from..to], None, true));
                title = title.filter(|_| person.is_some());
                from = to;
            }
            continue;
        }
        let mut to = (from + 1..run.len())
            .find(|at| title_length(content, &run[*at..]) > 0)
            .unwrap_or(run.len());
        // A people's name before a person's: "French | Emmanuel Macron".
        if run[from].place == Some(true) && to - from > 1 && run[from + 1].first_name {
            to = from + 1;
        }
        if headline {
            let same = |t: &Token| t.known() || t.body;
            let leads = |t: &Token| t.first_name || t.span.len() == 1;
            to = (from + 1..to)
                .find(|at| !same(&run[*at]) && !leads(&run[*at - 1]))
                .unwrap_or(to);
        }
        to = to.min(from + WORDS_MAX);
        let words = &run[from..to];
        out.extend(named(content, words, title.take(), article && from == 0));
        from = to;
    }
}

/// The name that some words make, without joints at its edges ("Calder and" before a title).
fn named(content: &str, words: &[Token], title: Option<Span>, article: bool) -> Option<Name> {
    let inner = |t: &Token| t.capital || PARTICLES.contains(&t.text(content));
    let from = words.iter().position(inner)?;
    let to = words.iter().rposition(inner)? + 1;
    let kind = kind(content, &words[from..to], title.is_some(), article);
    Some(Name {
        span: Span::new(words[from].span.start(), words[to - 1].span.end()),
        kind,
        title: title.filter(|_| kind == NameKind::Person),
    })
}

/// How many words at the start of `run` are a title; none where nothing follows it but its own
/// complement.
fn title_length(content: &str, run: &[Token]) -> usize {
    let longest = run.len().min(3);
    (1..=longest)
        .rev()
        .find(|n| {
            let text = Span::new(run[0].span.start(), run[n - 1].span.end()).of(content);
            GAZETTEERS.titles.contains(text)
        })
        .unwrap_or(0)
}

/// What the words of one name make it.
fn kind(content: &str, name: &[Token], titled: bool, article: bool) -> NameKind {
    let text = Span::new(name[0].span.start(), name[name.len() - 1].span.end()).of(content);
    if GAZETTEERS.places.contains_key(text) {
        NameKind::Place
    } else if titled || (name[0].first_name && name.len() > 1 && !name[name.len() - 1].body) {
        NameKind::Person
    } else if name.iter().any(|t| t.body) || name.iter().all(|t| t.acronym) {
        NameKind::Body
    } else if name[0].first_name {
        NameKind::Person
    } else if article || name.len() == 1 || name.iter().any(|t| t.acronym || t.place.is_some()) {
        // "the Earth Summit" is nobody.
        NameKind::Other
    } else if name.len() <= 3 && name.iter().all(|t| person_like(t.text(content))) {
        NameKind::Person
    } else {
        NameKind::Other
    }
}

/// Whether a word could be part of a person's name: letters only, no ending of common nouns.
fn person_like(word: &str) -> bool {
    const COMMON: [&str; 10] = [
        "tion", "ment", "ness", "ship", "ism", "ity", "ing", "ance", "ence", "ics",
    ];
    word.chars()
        .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        && !COMMON.iter().any(|e| word.ends_with(e))
}
