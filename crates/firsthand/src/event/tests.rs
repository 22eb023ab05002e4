//! Small piles, each for one thing that joins or parts.

use super::*;
use crate::{Dating, How, Page, article, page::Declared, reuse};

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

/// Runs the stage over texts with an optional day of May 2031 and gives, for each, its event.
fn events_of(texts: &[(&str, Option<i8>)]) -> (Vec<Event>, Vec<usize>) {
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
    let reuse = reuse::find(&articles);
    let events = cluster(&articles, &reuse, &[], &[]);
    let mut home = vec![usize::MAX; texts.len()];
    for (e, event) in events.iter().enumerate() {
        event.articles.iter().for_each(|&a| home[a] = e);
    }
    (events, home)
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
