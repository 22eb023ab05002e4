//! What holds of the statements of any pile.

use super::ChangeKind;
use super::align::{align, align_in};
use super::alike::Alike;
use super::compare::{Yardstick, compare};
use super::grid::Grid;
use super::lead::{Links, lead, tests::lead_of_all};
use super::rendering::Rendering;
use super::rule::{
    BESIDE, CLOSE, CUT, CUT_ACROSS, MARKED_STRETCH, QUOTED_CUT, RENDERED, Rule, STRETCH,
    STRETCH_ACROSS, TRANSLATED, WORDS_ALONE,
};
use super::token::Wording;
use super::{link, translation};
use crate::{Page, Quotation, Report, Span, pipeline};
use proptest::prelude::*;

/// All that wordings are compared by.
const RULES: [&Rule; 11] = [
    &CUT,
    &QUOTED_CUT,
    &STRETCH,
    &CLOSE,
    &RENDERED,
    &STRETCH_ACROSS,
    &BESIDE,
    &CUT_ACROSS,
    &MARKED_STRETCH,
    &TRANSLATED,
    &WORDS_ALONE,
];

/// What is found in a pile, from pages in any order.
fn read(pages: Vec<Page>) -> Report {
    pipeline::run(pages, Vec::new())
}

fn page((at, said): (usize, &Vec<&str>)) -> Page {
    let speaker = ["Calder", "Ines Calder", "Moreau"][at % 3];
    Page {
        locator: format!("page-{at}.txt"),
        sha256: format!("{at:064x}"),
        content: format!("“{},” {speaker} said on Monday.", said.join(" ")),
        ..Page::default()
    }
}

/// Whether a statement has quotations of both articles.
fn joined(a: &str, b: &str) -> bool {
    let pages = [a, b].into_iter().enumerate().map(|(at, text)| Page {
        locator: format!("page-{at}.txt"),
        sha256: format!("{at:064x}"),
        content: text.to_owned(),
        ..Page::default()
    });
    let report = read(pages.collect());
    let article = |q: &usize| report.quotations[*q].article;
    (report.statements.iter()).any(|s| {
        s.quotations
            .iter()
            .any(|q| article(q) != article(&s.quotations[0]))
    })
}

#[test]
fn one_sentence_within_marks_joins() {
    let long = "Ines Calder said the search for a ferry “has been a race to the bottom. We saw bribery, delay and \
        a great deal of shouting in this hall.”";
    assert!(joined(
        long,
        "“I think the tender has been, for years, a race to the bottom,” Ines Calder said."
    ));
    assert!(!joined(
        long,
        "“I think the tender was fair and quick,” Ines Calder said."
    ));
}

#[test]
fn two_hours_named_by_the_speaker_are_two_occasions() {
    let evening = "“The mayor and the harbour master met tonight, and the lines stay open,” Ines Calder said.";
    let noon = "“The mayor and the harbour master met this morning, and the lines stay open,” Ines Calder said.";
    let later = "“The mayor and the harbour master met tonight, and all lines stay open,” Ines Calder said.";
    assert!(joined(evening, later));
    assert!(!joined(evening, noon));
}

/// The quotations of such pages, as they are compared.
fn renderings(said: &[Vec<&str>]) -> (Report, Vec<Rendering>) {
    let pages = said.iter().enumerate().map(page).collect();
    let report = pipeline::quotes(pages, Vec::new(), None, &mut |_| {});
    let quotations = report.quotations.iter().enumerate();
    let read = |(at, q): (usize, &Quotation)| Rendering::read(at, q, &report.articles[q.article]);
    let renderings = quotations.map(read).collect();
    (report, renderings)
}

/// Long quotations of the same few words, each twice: nobody is judged with all, everybody with the copy.
#[test]
fn long_quotations_are_judged_with_the_likest() {
    let vocabulary = [
        "tunnel", "lorries", "winter", "rail", "Harrow", "closes", "unsafe",
    ];
    let said = |i: usize| (0..300).map(move |k| vocabulary[(k * k * (i + 1) + k / (i + 1)) % 7]);
    let pages: Vec<Vec<&str>> = (0..198).map(|i| said(i % 99).collect()).collect();
    let (_, renderings) = renderings(&pages);
    assert_eq!(renderings.len(), pages.len());
    let near = link::near(&renderings, &Alike::of(&renderings));
    let all: usize = (0..pages.len()).map(|i| near.list(i).len()).sum();
    assert!(
        all <= 2 * pages.len() * 2 * link::NEAR_TOKENS / 300,
        "{all}"
    );
    for (i, r) in renderings.iter().enumerate() {
        let mut near = near
            .list(i)
            .iter()
            .map(|other| &renderings[*other as usize]);
        assert!(
            near.any(|other| other.wording.reads_like(&r.wording)),
            "{i}"
        );
    }
}

fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let vocabulary = vec![
        "we",
        "will",
        "not",
        "may",
        "close",
        "the",
        "tunnel",
        "this year",
        "before",
        "winter",
        "to",
        "lorries",
        "14",
        "40",
        "kilometres",
        "of",
        "rail",
        "if",
        "Harrow",
        "agrees",
        "only",
        ". The",
        "was",
        "unsafe",
        "and",
        "–",
        "é",
        "no",
    ];
    prop::collection::vec(prop::sample::select(vocabulary), 2..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every quotation is in one statement and one of its versions; a change shows words of the two
    /// versions that it names; the order in which pages come in changes nothing.
    #[test]
    fn statements_part_the_quotations(base in words(), other in words(), cut in 0usize..12) {
        let shorter: Vec<&str> = base.iter().skip(cut.min(base.len() - 2)).copied().collect();
        let joined: Vec<&str> = base.iter().chain(&other).copied().collect();
        let mut swapped = base.clone();
        let middle = swapped.len() / 2;
        swapped.splice(middle..=middle, other.iter().take(2).copied());
        let pages: Vec<Page> = [base, shorter, joined, swapped, other].iter().enumerate().map(page).collect();
        let report = read(pages.clone());
        let (quotations, statements) = (&report.quotations, &report.statements);
        let words_at = |q: usize, spans: &[Span]| {
            let content = report.articles[quotations[q].article].content();
            let words: Vec<&str> = spans.iter().map(|s| s.of(content)).collect();
            words.join(" ")
        };

        let mut placed: Vec<usize> = statements.iter().flat_map(|s| s.quotations.clone()).collect();
        placed.sort_unstable();
        prop_assert_eq!(placed, (0..quotations.len()).collect::<Vec<_>>());
        for s in statements {
            let mut versions: Vec<usize> = s.versions.iter().flat_map(|v| v.quotations.clone()).collect();
            versions.sort_unstable();
            prop_assert_eq!(&versions, &s.quotations);
            let wording = |q: usize| &s.versions.iter().find(|v| v.quotations.contains(&q)).expect("a version").wording;
            for change in &s.changes {
                if !change.before.contains(" … ") && !change.after.contains(" … ") {
                    let named = change.kind == ChangeKind::Name;
                    let (before, after) = (words_at(change.from, &change.before_spans), words_at(change.to, &change.after_spans));
                    prop_assert!(before == change.before || named, "{:?} at {:?}", change.before, before);
                    prop_assert!(after == change.after || named, "{:?} at {:?}", change.after, after);
                }
            }
            for change in s.changes.iter().filter(|c| c.kind != ChangeKind::Name) {
                for part in change.before.split(" … ") {
                    prop_assert!(wording(change.from).contains(part), "{:?} in {:?}", part, wording(change.from));
                }
                for part in change.after.split(" … ") {
                    prop_assert!(wording(change.to).contains(part), "{:?} in {:?}", part, wording(change.to));
                }
            }
        }

        let again = read(pages.into_iter().rev().collect());
        prop_assert_eq!(statements, &again.statements);
    }

    /// That a pair is not judged where it decides nothing changes nothing.
    #[test]
    fn what_is_not_judged_decides_nothing(base in words(), others in prop::collection::vec((words(), 0usize..24, 0usize..24), 4..16)) {
        let near = |(other, from, to): &(Vec<&'static str>, usize, usize)| -> Vec<&'static str> {
            let kept = base.iter().skip(from.min(to) % base.len()).take(4 + from.max(to) - from.min(to));
            kept.chain(other.iter().take(from % 5)).copied().collect()
        };
        let all: Vec<Vec<&str>> = others.iter().map(near).chain([base.clone()]).collect();
        let (report, renderings) = renderings(&all);
        let Report { articles, reuse, quotations, .. } = report;
        let foreign = translation::read(&articles, &quotations);
        let alike = Alike::of(&renderings);
        let near = || link::near(&renderings, &alike);
        let links = || Links::new(&renderings, &articles, &reuse, &foreign, near(), alike.clone());
        prop_assert_eq!(lead(links()), lead_of_all(links()));
    }
}

proptest! {
    /// Two wordings are not aligned only where no rule would hold.
    #[test]
    fn what_is_not_aligned_holds_by_no_rule(a in words(), b in words(), rules in prop::sample::subsequence(RULES.to_vec(), 1..4)) {
        let [a, b] = [a, b].map(|words| Wording::new(words.join(" "), true));
        let mut of_b = Yardstick::default();
        of_b.turn_to(&b);
        let (all, asked) = (compare(&a, &b), of_b.compare_by(&a, &rules));
        for rule in rules {
            prop_assert_eq!(rule.holds(&all), rule.holds(&asked), "{:?} {:?}", all, asked);
        }
    }
    /// Who was aligned before, and with whom, changes nothing.
    #[test]
    fn an_alignment_is_the_same_behind_others(begin in words(), ends in prop::collection::vec(words(), 2..5)) {
        let wording = |end: &Vec<&str>| Wording::new(begin.iter().chain(end).copied().collect::<Vec<_>>().join(" "), true);
        let wordings: Vec<Wording> = ends.iter().map(wording).chain([Wording::default()]).collect();
        let mut grid = Grid::default();
        for b in &wordings {
            grid.turn_to(&b.tokens);
            for a in &wordings {
                prop_assert_eq!(align_in(&mut grid, a, b), align(a, b));
            }
        }
    }
}
