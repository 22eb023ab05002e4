//! Who stands where on the question of a story, and how firmly?
//!
//! A statement counts as a position when its words are about what the story's events are about. How
//! it holds its matter (a plan, an intention, a possibility ...) is read from marks of modality
//! (Palmer, Mood and Modality, 2001), here a list in `data/modality.txt`.

use super::{Matter, Modality, Position, Story};
use crate::event::rarity::{Term, term};
use crate::{Event, Quotation, Span, Statement, words};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The terms of a story that make up its question: its heaviest.
const QUESTION_TERMS: usize = 30;

/// Terms of the question that a statement has to share.
const SHARED_MIN: usize = 2;

/// Words of a statement that tell how it holds its matter: what comes later is often another clause.
const WORDS_READ: usize = 40;

/// Fills in the positions of each story, in order of time.
pub(super) fn find(
    quotations: &[Quotation],
    statements: &[Statement],
    events: &[Event],
    matter: &[Matter],
    stories: &mut [Story],
) {
    let mut home = BTreeMap::<usize, usize>::new();
    for (s, story) in stories.iter().enumerate() {
        let articles = story.events.iter().flat_map(|&e| &events[e].articles);
        articles.for_each(|&a| {
            home.insert(a, s);
        });
    }
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); stories.len()];
    for (s, statement) in statements.iter().enumerate() {
        let stories = statement
            .quotations
            .iter()
            .filter_map(|&q| home.get(&quotations[q].article));
        let stories: BTreeSet<usize> = stories.copied().collect();
        stories.into_iter().for_each(|story| of[story].push(s));
    }
    for (story, list) in stories.iter_mut().zip(of) {
        let question = question(story, matter);
        story.positions = list
            .into_iter()
            .filter_map(|s| position(s, &statements[s], &question))
            .collect();
        story.positions.sort_by_key(|p| {
            (
                p.when.earliest.or(p.when.latest),
                p.when.latest,
                p.statement,
            )
        });
    }
}

/// The terms that the events of a story have most of.
fn question(story: &Story, matter: &[Matter]) -> BTreeSet<Term> {
    let mut sums = BTreeMap::<Term, f64>::new();
    for &event in &story.events {
        matter[event]
            .terms
            .iter()
            .for_each(|(t, w)| *sums.entry(*t).or_default() += w);
    }
    let mut list: Vec<(Term, f64)> = sums.into_iter().collect();
    list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    list.into_iter()
        .take(QUESTION_TERMS)
        .map(|(t, _)| t)
        .collect()
}

/// The position that a statement takes, if it is about the question.
fn position(index: usize, statement: &Statement, question: &BTreeSet<Term>) -> Option<Position> {
    let wording = &statement.versions.first()?.wording;
    let whole = Span::new(0, wording.len());
    let about: BTreeSet<Term> = words::words(wording, whole)
        .map(|w| term(w.of(wording)))
        .collect();
    if about.intersection(question).count() < SHARED_MIN {
        return None;
    }
    let (modality, negated) = hold(wording);
    Some(Position {
        statement: index,
        when: statement.when,
        negated,
        modality,
    })
}

/// How the words hold their matter, and whether they deny it.
fn hold(wording: &str) -> (Modality, bool) {
    let mut text = String::from(" ");
    for word in words::words(wording, Span::new(0, wording.len())).take(WORDS_READ) {
        text.push_str(&words::norm(word.of(wording)));
        text.push(' ');
    }
    let has = |list: &[String]| list.iter().any(|mark| text.contains(mark.as_str()));
    let class = LEXICON.classes.iter().find(|(_, marks)| has(marks));
    let negated = has(&LEXICON.denials) || text.contains("n't ");
    (class.map_or(Modality::Fact, |(m, _)| *m), negated)
}

struct Lexicon {
    classes: Vec<(Modality, Vec<String>)>,
    denials: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let marks = |class: &str| -> Vec<String> {
        let lines = include_str!("../../data/modality.txt").lines();
        let entries = lines
            .filter_map(|l| l.split_once(' '))
            .filter(|(c, _)| *c == class);
        entries.map(|(_, mark)| format!(" {mark} ")).collect()
    };
    Lexicon {
        classes: vec![
            (Modality::Intention, marks("intention")),
            (Modality::Plan, marks("plan")),
            (Modality::Obligation, marks("obligation")),
            (Modality::Possibility, marks("possibility")),
            (Modality::Prediction, marks("prediction")),
        ],
        denials: marks("denial"),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modality_and_denial_are_read_from_marks() {
        let cases = [
            (
                "The city has no plans to close the ferry",
                Modality::Plan,
                true,
            ),
            ("We intend to reopen the ferry", Modality::Intention, false),
            ("the ferry could return", Modality::Possibility, false),
            ("The harbour must not be sold", Modality::Obligation, true),
            ("The ferry won’t sail", Modality::Prediction, true),
            ("The ferry sank", Modality::Fact, false),
        ];
        for (words, modality, negated) in cases {
            assert_eq!(hold(words), (modality, negated), "{words}");
        }
    }
}
