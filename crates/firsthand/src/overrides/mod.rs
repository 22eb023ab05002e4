//! What do people rule where the texts were read wrongly, and what became of each ruling?
//!
//! A plain text file kept beside the pile, one ruling a line, which is replayed on every run. Things
//! are named by ids that are hashes of content, and events by articles in them, so that a ruling
//! holds when the pile grows and is grouped anew.
//!
//! ```text
//! # whatever follows a mark like this one is a remark
//! cut ARTICLE derives ARTICLE        its text is not from there
//! cut ARTICLE credits "Norda"        it does not rest on whom it names
//! cut ARTICLE same_origin ARTICLE    the two do not share an origin, whatever they share
//! cut FROM KIND TO                   any other edge, by the ids that the report shows
//! add ARTICLE derives ARTICLE        its text is from there
//! add ARTICLE credits "Norda"        what it says came through there
//! add ARTICLE same_origin ARTICLE    the two share an origin
//! owner "Harbor Post" "Quay Group"   who owns an outlet, by its name or host; `none`: nobody
//! speaker "A. Crane" "Ada Crane"     two names are one person
//! speaker QUOTATION "Bo Crane"       this one said it; `none`: nobody is named
//! merge ARTICLE ARTICLE…             the events of these are one event
//! split ARTICLE…                     these are an event of their own
//! note ID some words                 a remark that the report carries
//! ```
//!
//! A name of one word needs no quotation marks. Where `same_origin` or `credits` begins, a quotation's
//! id may stand for that quotation alone. **Order** matters only between lines about the same thing:
//! of two rulings on one edge, outlet or speaker the later holds, and an article that is split off
//! leaves the merges of earlier lines, while a later merge takes its whole new event along.

mod outcome;
mod parse;
#[cfg(test)]
mod tests;

pub use outcome::Outcome;
pub(crate) use outcome::outcomes;

use crate::provenance::EdgeKind;
use crate::{Id, Quotation};
use std::collections::{BTreeMap, BTreeSet};

/// Rulings in the order of their lines, and the lines that are none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Overrides {
    /// What is ruled.
    pub rulings: Vec<Ruling>,
    /// Lines that could not be read.
    pub unread: Vec<Unread>,
}

/// One line of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ruling {
    /// Its number, counted from 1.
    pub line: usize,
    /// The line as it stands, remarks included.
    pub text: String,
    /// What it rules.
    pub what: What,
}

/// A line that is no ruling.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// Its number, counted from 1.
    pub line: usize,
    /// The line as it stands.
    pub text: String,
    /// What is wrong with it.
    pub why: String,
}

/// What a line rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// An edge does not hold, or holds though it was not seen.
    Edge {
        /// Whether it holds.
        holds: bool,
        /// Who carries.
        from: End,
        /// In what way.
        kind: EdgeKind,
        /// Whom it came from.
        to: End,
    },
    /// Who owns an outlet.
    Owner {
        /// The outlet, by name or host.
        outlet: String,
        /// The owner, or nobody.
        owner: Option<String>,
    },
    /// Who speaks.
    Speaker {
        /// A quotation, or a name under which somebody was found.
        who: End,
        /// The name that holds, or nobody's.
        name: Option<String>,
    },
    /// The events of these articles are one.
    Merge(Vec<Id>),
    /// These articles are an event of their own.
    Split(Vec<Id>),
    /// A remark.
    Note {
        /// What it is about.
        about: Id,
        /// The words.
        words: String,
    },
}

/// One end of an edge, or who speaks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum End {
    /// By its id.
    Id(Id),
    /// By its name.
    Name(String),
}

impl Overrides {
    /// Reads the text of a file of overrides. It never fails: what is no ruling is kept in `unread`.
    ///
    /// ```
    /// use firsthand::Overrides;
    /// let read = Overrides::parse("owner harborpost.example \"Quay Group\"  # as its imprint says\nadd what?");
    /// assert_eq!(read.rulings.len(), 1);
    /// assert_eq!(read.unread[0].line, 2);
    /// ```
    pub fn parse(text: &str) -> Overrides {
        parse::parse(text)
    }

    /// Whether nothing is ruled.
    pub fn is_empty(&self) -> bool {
        self.rulings.is_empty() && self.unread.is_empty()
    }

    /// Puts the speakers that are ruled, and gives the lines that did. A name that is given another is
    /// followed to its last, so that the order of lines does not matter.
    pub(crate) fn speakers(&self, quotations: &mut [Quotation]) -> BTreeSet<usize> {
        let ruled = self.rulings.iter().filter_map(|r| match &r.what {
            What::Speaker { who, name } => Some((who, (r.line, name))),
            _ => None,
        });
        let ruled: BTreeMap<&End, (usize, &Option<String>)> = ruled.collect();
        let mut lines = BTreeSet::new();
        if ruled.is_empty() {
            return lines;
        }
        for quotation in quotations {
            let mut passed = BTreeSet::new();
            let mut next = Some(End::Id(quotation.id));
            while let Some(end) = next.take().filter(|end| passed.insert(end.clone())) {
                if let Some((line, name)) = ruled.get(&end) {
                    lines.insert(*line);
                    name_speaker(quotation, (*name).clone());
                }
                next = quotation
                    .speaker
                    .as_ref()
                    .map(|s| End::Name(s.name.clone()));
            }
        }
        lines
    }

    /// The rulings on events: their lines, whether they split, and the articles that they name.
    pub(crate) fn events(&self) -> impl Iterator<Item = (usize, bool, &[Id])> {
        self.rulings.iter().filter_map(|r| match &r.what {
            What::Merge(articles) => Some((r.line, false, articles.as_slice())),
            What::Split(articles) => Some((r.line, true, articles.as_slice())),
            _ => None,
        })
    }
}

fn name_speaker(quotation: &mut Quotation, name: Option<String>) {
    use crate::{Speaker, SpeakerClass};
    quotation.speaker = name.map(|name| match quotation.speaker.take() {
        Some(speaker) => Speaker { name, ..speaker },
        None => Speaker {
            name,
            mention: None,
            class: SpeakerClass::Person,
        },
    });
}
