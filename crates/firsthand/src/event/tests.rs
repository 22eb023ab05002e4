//! Small piles, each for one thing that joins or parts.

use super::*;
use crate::{Dating, How, Page, article, lineage, page::Declared};
use std::collections::BTreeSet;

const FIRE_A: &str = "A fire destroyed a furniture warehouse in Osterwick early on Tuesday, and forty firefighters \
    needed six hours to put it out, the Osterwick fire brigade said.\n\nThe warehouse on Mill Lane belongs to the \
    Brandt family. Hanna Brandt said that three drivers who slept in the building escaped through a window.\n\n\
    Police in Osterwick believe that a heater set the packing material alight.";
const FIRE_B: &str = "Three drivers escaped through a window when a furniture warehouse on Mill Lane in Osterwick \
    burned down on Tuesday. The Brandt family, who own the warehouse, put the damage at two million euros.\n\n\
    A heater was probably the cause, Osterwick police said. Forty firefighters fought the fire for six hours.";
const FIRE_C: &str = "A fire destroyed a toy warehouse in Lindhaven early on Monday, and sixty firefighters needed \
    nine hours to put it out, the Lindhaven fire brigade said.\n\nThe warehouse near the harbour belongs to \
    Petersen Toys. Director Ole Petersen said that nobody was in the building.\n\nPolice in Lindhaven suspect \
    arson and are looking for a white van.";
const FIRE_D: &str = "Police in Lindhaven are looking for a white van after arson at the warehouse of Petersen Toys. \
    Sixty firefighters fought the fire near the harbour for nine hours on Monday.\n\nOle Petersen, the director, \
    said that nobody had been in the building. The company will pay its staff in full.";

/// Texts with an optional day of May 2031, as articles.
fn articles_of(texts: &[(&str, Option<i8>)]) -> Vec<Article> {
    let page = |(i, (text, _)): (usize, &(&str, Option<i8>))| Page {
        locator: format!("{i:03}"),
        content: (*text).to_owned(),
        declared: Declared {
            language: Some("en".into()),
            ..Declared::default()
        },
        ..Page::default()
    };
    let mut articles = article::read(texts.iter().enumerate().map(page).collect());
    for (article, (_, day)) in articles.iter_mut().zip(texts) {
        article.published = day.map(|d| Dating {
            when: Interval::day(jiff::civil::date(2031, 5, d)),
            evidence: Vec::new(),
            how: How::Declared,
        });
    }
    articles
}

/// Runs the stage over texts and gives, for each, its event.
fn events_of(texts: &[(&str, Option<i8>)]) -> (Vec<Event>, Vec<usize>) {
    let articles = articles_of(texts);
    let events = cluster(
        &articles,
        &reuse::find(&articles),
        &[],
        &[],
        &Overrides::default(),
    );
    let mut home = vec![usize::MAX; texts.len()];
    for (e, event) in events.iter().enumerate() {
        event.articles.iter().for_each(|&a| home[a] = e);
    }
    (events, home)
}

/// The events of articles as sets of article ids.
fn groups_of(config: &Config, articles: &[Article]) -> BTreeSet<BTreeSet<Id>> {
    let events = cluster_with(
        config,
        articles,
        &reuse::find(articles),
        &[],
        &[],
        &Overrides::default(),
    );
    let ids = |e: &Event| e.articles.iter().map(|&a| articles[a].id).collect();
    events.iter().map(ids).collect()
}

/// Slices so small that the fires of a month are a long stream. Counts over so few texts do not tell
/// the words of any fire from those of one, so that it takes more to join.
fn narrow() -> Config {
    Config {
        threshold: 0.13,
        slice: 2,
        window_texts: 2,
        window_days: 4,
        ..Config::default()
    }
}

#[test]
fn a_stream_ends_where_a_pile_does() {
    let later = "The parliament of Nordmark voted on Thursday to close its old airport, and Transport Minister Karla \
        Voss promised the residents a park with a lake. The vote was close, with 41 members for and 39 against.";
    let articles = articles_of(&[
        (FIRE_D, Some(13)),
        (FIRE_B, Some(7)),
        (later, Some(28)),
        (FIRE_C, Some(12)),
        (FIRE_A, Some(6)),
    ]);
    let config = narrow();
    let mut texts: Vec<_> = articles
        .iter()
        .enumerate()
        .map(|(i, a)| (i, Text::of(&config, a)))
        .collect();
    texts.sort_by_key(|(i, t)| (t.order(), *i));
    let mut stream = Stream::new(config.clone());
    let mut closed = Vec::new();
    let mut held = 0;
    for (i, text) in texts {
        closed.extend(stream.push(i, text));
        held = held.max(stream.held());
    }
    assert!(!closed.is_empty(), "nothing was closed on the way");
    assert!(held < articles.len(), "everything was held");
    closed.extend(stream.finish());
    let ids = |event: &Vec<usize>| event.iter().map(|&i| articles[i].id).collect();
    let streamed: BTreeSet<BTreeSet<Id>> = closed.iter().map(ids).collect();
    assert_eq!(streamed, groups_of(&config, &articles));
    assert_eq!(streamed.len(), 3);
}

#[test]
fn a_late_article_lands_in_its_old_event_and_every_order_ends_alike() {
    let texts = [
        (FIRE_A, Some(6)),
        (FIRE_B, Some(7)),
        (FIRE_C, Some(12)),
        (FIRE_D, Some(13)),
    ];
    let config = narrow();
    let named = |groups: BTreeSet<BTreeSet<Id>>| -> lineage::Groups {
        let id = |g: &BTreeSet<Id>| Id::of('e', g.iter().map(Id::to_string));
        groups.into_iter().map(|g| (id(&g), g)).collect()
    };
    let mut ends = BTreeSet::new();
    for order in [[0, 1, 2, 3], [2, 3, 0, 1], [0, 2, 3, 1], [3, 1, 2, 0]] {
        let mut kept = lineage::Groups::new();
        for n in 1..=order.len() {
            let arrived: Vec<_> = order[..n].iter().map(|&i| texts[i]).collect();
            let new = named(groups_of(&config, &articles_of(&arrived)));
            let lineage = lineage::carry(&kept, &BTreeSet::new(), &new);
            // Each article joins its fire or opens one: no id ever goes.
            assert!(
                lineage.forwards.is_empty() && lineage.gone.is_empty(),
                "{order:?}"
            );
            kept = new
                .into_iter()
                .map(|(id, g)| (lineage.ids[&id], g))
                .collect();
        }
        ends.insert(kept.into_values().collect::<BTreeSet<_>>());
    }
    assert_eq!(ends.len(), 1);
    assert_eq!(ends.first().map(BTreeSet::len), Some(2));
}

#[test]
fn two_fires_in_two_towns_a_week_apart_are_two_events() {
    let (events, home) = events_of(&[
        (FIRE_A, Some(6)),
        (FIRE_C, Some(12)),
        (FIRE_B, Some(7)),
        (FIRE_D, Some(13)),
    ]);
    assert_eq!(home, [0, 1, 0, 1]);
    assert_eq!(events[0].time.latest, Some(jiff::civil::date(2031, 5, 7)));
}

#[test]
fn without_dates_the_words_still_tell() {
    let (events, home) = events_of(&[
        (FIRE_A, None),
        (FIRE_B, None),
        (FIRE_C, None),
        (FIRE_D, None),
    ]);
    assert_eq!(home, [0, 0, 1, 1]);
    assert!(events[0].time.is_open());
}

#[test]
fn the_order_of_the_texts_changes_no_event() {
    let texts = [
        (FIRE_A, Some(6)),
        (FIRE_B, None),
        (FIRE_C, Some(12)),
        (FIRE_D, Some(13)),
    ];
    let mut ids = Vec::new();
    for order in [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]] {
        let (events, _) = events_of(&order.map(|i| texts[i]));
        let mut of: Vec<Id> = events.iter().map(|e| e.id).collect();
        of.sort_unstable();
        ids.push(of);
    }
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[0], ids[2]);
}

#[test]
fn the_number_of_a_package_tells_two_events_apart() {
    let package = |nth: &str, rest: &str| {
        format!(
            "The council of Varenholm agreed on the {nth} package of harbour relief on Friday. The {nth} package \
             gives the ferries of Varenholm more money, council leader Mette Dahl said. {rest}"
        )
    };
    let twelve = package("12th", "Skippers in the northern dock welcomed it.");
    let again = package("12th", "The northern dock gets a new crane.");
    let thirteen = package("13th", "Fishers of the eastern pier called it late.");
    let (_, home) = events_of(&[(&twelve, Some(2)), (&again, Some(2)), (&thirteen, Some(2))]);
    assert_eq!(home, [0, 0, 1]);
}

#[test]
fn a_background_paragraph_links_and_does_not_drag() {
    let later = "The parliament of Lindhaven voted on Thursday to close its old airport, and Transport Minister Karla \
        Voss promised the residents a park with a lake.\n\nThe vote was close, with 41 members for and 39 \
        against. Voss thanked both sides.\n\nBackground:\n\nOn Monday arson destroyed the warehouse of Petersen \
        Toys near the harbour. Sixty firefighters fought the fire and police look for a white van.";
    let (events, home) = events_of(&[(FIRE_C, Some(12)), (FIRE_D, Some(13)), (later, Some(15))]);
    assert_eq!(home, [0, 0, 1]);
    assert_eq!(
        events[0].also.iter().map(|a| a.article).collect::<Vec<_>>(),
        [2]
    );
    let span = events[0].also[0].spans[0];
    assert!(span.of(later).contains("Petersen"));
    assert!(!span.of(later).contains("Voss"));
}

#[test]
fn pages_without_words_may_come_first() {
    let report = crate::pipeline::run(
        crate::page::papers(&[
            "",
            "-",
            "The ferry at Sellmoor is stopped, Mayor Ines Calder said.",
        ]),
        Vec::new(),
    );
    let members: usize = report.events.iter().map(|e| e.articles.len()).sum();
    assert_eq!(members, report.articles.len());
}
