//! What kind of difference is it, and would a careful fact-checker want to be told?
//!
//! The kinds follow the distortions that studies of quoting and of science reporting code by hand
//! (strength, certainty, scope, agent: Sumner et al., "The association between exaggeration in health
//! related science news and academic press releases", 2014; Wright & Augenstein, "Semi-supervised
//! exaggeration detection of health science press releases", 2021), read off an alignment by word
//! lists instead of a trained model, so that every change shows the words it rests on.

mod cut;
mod kind;
mod loose;
mod name;
mod rest;
mod show;
#[cfg(test)]
mod tests;
mod time;

use super::ChangeKind;
use super::align::Alignment;
use super::edit::{Edit, Place, edits};
use super::lexicon::Mark;
use super::token::{Token, Wording};
use show::shown;
use std::ops::Range;

/// Content words of an omission that is a clause of its own.
const CLAUSE_MIN: usize = 4;

/// Longest words of a reporter around the marks that are read with what is in them.
const AROUND_MAX: usize = 4;

/// A typed difference, before it is tied to quotations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Typed {
    pub(super) kind: ChangeKind,
    pub(super) before: String,
    pub(super) after: String,
    /// Where the two stand in the wordings, in bytes; none where they are names of speakers.
    pub(super) at: Option<(Range<usize>, Range<usize>)>,
    pub(super) material: bool,
}

/// What is known of the two quotations beside their words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Both are renderings of words said in another language.
    pub(super) translated: bool,
    /// One side at least reports in its own words.
    pub(super) reported: bool,
    /// One side is reported by a verb that denies ("rules out"), the other is not: its words need
    /// no negator.
    pub(super) denied: bool,
}

/// The differences between two wordings that are aligned, in the order of the words.
pub(super) fn changes(
    a: &Wording,
    b: &Wording,
    alignment: &Alignment,
    setting: Setting,
) -> Vec<Typed> {
    let mut out = Vec::new();
    let moved = |edit: &Edit| {
        let a: Vec<usize> = alignment.moved.iter().map(|m| m.0).collect();
        let b: Vec<usize> = alignment.moved.iter().map(|m| m.1).collect();
        (
            edit.a.clone().filter(|i| !a.contains(i)).collect(),
            edit.b.clone().filter(|j| !b.contains(j)).collect(),
        )
    };
    for edit in edits(alignment, a, b) {
        let (left, right) = moved(&edit);
        let mut typing = Typing {
            a,
            b,
            setting,
            left,
            right,
            edit,
            out: Vec::new(),
        };
        typing.run();
        let around = typing.is_around();
        out.extend(typing.out.into_iter().filter(|t| !around || bears_in(t)));
    }
    if out.is_empty() && a.keys() != b.keys() {
        out.push(whole(a, b, ChangeKind::Paraphrase, false));
    }
    // "Intend to appeal" against "appealed": the form follows from the modality.
    let follows = |pair: &[Typed]| {
        pair[0].kind == ChangeKind::Modality && pair[1].kind == ChangeKind::TensePerson
    };
    let at: Vec<usize> = (1..out.len())
        .filter(|i| follows(&out[i - 1..=*i]))
        .collect();
    for i in at.into_iter().rev() {
        out.remove(i);
    }
    if out.len() > 1 {
        let article = |t: &Typed| t.kind == ChangeKind::Truncation && is_slight(t);
        out.retain(|t| !article(t));
    }
    out.dedup_by(|x, y| {
        let words = |t: &Typed| (t.kind, t.before.clone(), t.after.clone(), t.material);
        words(x) == words(y)
    });
    out
}

/// Whether a difference around the marks changes what is in them: "most of" before "the nurses left".
fn bears_in(typed: &Typed) -> bool {
    use ChangeKind::{Modality, Name, Negation, Number, Qualifier};
    let short = |words: &str| words.split_whitespace().count() <= AROUND_MAX;
    matches!(typed.kind, Negation | Number | Name | Modality | Qualifier)
        && short(&typed.before)
        && short(&typed.after)
}

/// A cut of nothing but an article or conjunction.
fn is_slight(cut: &Typed) -> bool {
    let words = [cut.before.as_str(), cut.after.as_str()]
        .concat()
        .to_lowercase();
    ["a", "an", "the", "and", "but", "that", "so", "or"].contains(&words.as_str())
}

/// A change that is about the wordings as wholes.
pub(super) fn whole(a: &Wording, b: &Wording, kind: ChangeKind, material: bool) -> Typed {
    Typed {
        kind,
        before: shown(a, 0..a.tokens.len()),
        after: shown(b, 0..b.tokens.len()),
        at: Some((a.bytes(0..a.tokens.len()), b.bytes(0..b.tokens.len()))),
        material,
    }
}

/// The typing of one edit.
struct Typing<'a> {
    a: &'a Wording,
    b: &'a Wording,
    setting: Setting,
    edit: Edit,
    /// Words of the edit that did not merely move.
    left: Vec<usize>,
    right: Vec<usize>,
    out: Vec<Typed>,
}

impl Typing<'_> {
    fn run(&mut self) {
        let one_sided = self.edit.a.is_empty() || self.edit.b.is_empty();
        if self.edit.place != Place::Inner && one_sided {
            return self.cut();
        }
        if one_sided && self.is_time() {
            let material = self.is_denial();
            return self.add(ChangeKind::Qualifier, material);
        }
        if !one_sided && self.is_loose() {
            return self.apart();
        }
        if (self.is_silent(true) || self.is_silent(false)) && self.is_clause() {
            let condition = self.has_condition();
            return self.add(ChangeKind::Ellipsis, condition);
        }
        let particular = self.particular();
        self.rest(particular);
    }

    /// Whether both wordings have words in marks and the edit has none of these: a reporter's own words
    /// differ, and not the speaker's.
    fn is_around(&self) -> bool {
        let marks = |w: &Wording| w.tokens.iter().any(|t| t.is.quoted);
        let inside =
            |w: &Wording, r: &Range<usize>| w.tokens[r.clone()].iter().any(|t| t.is.quoted);
        let both = marks(self.a) && marks(self.b);
        both && !inside(self.a, &self.edit.a) && !inside(self.b, &self.edit.b)
    }

    /// Whether the words of one side are none, or grammar only.
    fn is_silent(&self, first: bool) -> bool {
        let says =
            |t: &Token| t.is_content() || t.is.negator || t.mark.is_some() || t.number.is_some();
        !self.tokens(first).iter().any(says)
    }

    /// Whether the words of one side are a clause of their own, whose negators and modals say
    /// nothing about the rest.
    fn is_clause(&self) -> bool {
        let (w, at) = self.side(self.is_silent(false));
        let content = at.iter().filter(|t| w.tokens[**t].is_content()).count();
        let sentences = at.first().zip(at.last()).is_some_and(|(first, last)| {
            let before = first.checked_sub(1).map(|t| w.tokens[t].sentence);
            w.tokens[*first].sentence != w.tokens[*last].sentence
                || (before != Some(w.tokens[*first].sentence)
                    && w.tokens.get(last + 1).map(|t| t.sentence) != Some(w.tokens[*last].sentence))
        });
        content >= CLAUSE_MIN || (sentences && content > 0)
    }

    fn has_condition(&self) -> bool {
        let (w, at) = self.side(self.is_silent(false));
        at.iter()
            .any(|t| matches!(w.tokens[*t].mark, Some(Mark::Condition)))
    }

    fn has_pronoun(&self, first: bool) -> bool {
        self.tokens(first).iter().any(|t| t.is.pronoun)
    }

    fn side(&self, first: bool) -> (&Wording, &[usize]) {
        match first {
            true => (self.a, &self.left),
            false => (self.b, &self.right),
        }
    }

    fn tokens(&self, first: bool) -> Vec<Token> {
        let (w, at) = self.side(first);
        at.iter().map(|t| w.tokens[*t]).collect()
    }
}

/// Whether punctuation stands between a token and the one before it.
fn pause(w: &Wording, at: usize) -> bool {
    let (Some(before), Some(token)) = (
        at.checked_sub(1).and_then(|b| w.tokens.get(b)),
        w.tokens.get(at),
    ) else {
        return true;
    };
    w.text
        .get(before.end as usize..token.start as usize)
        .is_some_and(|gap| gap.contains([',', ';', ':', '.', '?', '!', '–', '—']))
}
