//! Who says it, as far as joining needs to know.

use crate::{Quotation, SpeakerClass, words};

/// A speaker, or the lack of one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Who {
    /// Nobody is named, or only by a pronoun or a role that tells nothing.
    Unknown,
    /// A person, by the words of the name.
    Person(Vec<String>),
    /// A body or document, by the words of its name.
    Body(Vec<String>),
}

/// Words behind a surname.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

impl Who {
    /// Reads the resolved speaker.
    pub(super) fn read(quotation: &Quotation) -> Who {
        let Some(speaker) = &quotation.speaker else {
            return Who::Unknown;
        };
        // "Ana Petrov of Brno" is Ana Petrov.
        let name = match speaker.class {
            SpeakerClass::Person => speaker.name.split(" of ").next().unwrap_or_default(),
            _ => speaker.name.as_str(),
        };
        let span = crate::Span::new(0, name.len());
        let mut parts: Vec<String> = words::words(name, span)
            .map(|w| words::norm(w.of(name)))
            .map(|w| w.trim_end_matches("'s").to_owned())
            .collect();
        parts.retain(|w| !SUFFIXES.contains(&w.as_str()));
        let capital = name.chars().any(char::is_uppercase);
        let uncased = !name.chars().any(char::is_lowercase);
        match speaker.class {
            _ if parts.is_empty() || !(capital || uncased) => Who::Unknown,
            SpeakerClass::Unnamed => Who::Unknown,
            SpeakerClass::Person if parts.len() == 1 && is_pronoun(&parts[0]) => Who::Unknown,
            SpeakerClass::Person => Who::Person(parts),
            SpeakerClass::Body | SpeakerClass::Document => Who::Body(parts),
        }
    }

    /// Speakers that may be one share a bucket: surname, or last word of a body's name.
    pub(super) fn bucket(&self) -> &str {
        match self {
            Who::Unknown => "",
            Who::Person(parts) | Who::Body(parts) => parts.last().map_or("", String::as_str),
        }
    }

    /// Whether the two may be one: one name is within the other, or only initials differ.
    pub(super) fn may_be(&self, other: &Who) -> bool {
        let (Who::Person(a) | Who::Body(a), Who::Person(b) | Who::Body(b)) = (self, other) else {
            return false;
        };
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let has = |w: &String| {
            long.iter()
                .any(|l| l == w || (w.chars().count() == 1 && l.starts_with(w.as_str())))
        };
        short.iter().all(has)
    }

    /// Whether they are two people, both named.
    pub(super) fn differs(&self, other: &Who) -> bool {
        match (self, other) {
            (Who::Person(a), Who::Person(b)) => !a.iter().any(|w| b.contains(w)),
            _ => false,
        }
    }
}

fn is_pronoun(word: &str) -> bool {
    let lexicon = &super::lexicon::LEXICON;
    lexicon.pronouns.contains(&super::lexicon::key(word))
}
