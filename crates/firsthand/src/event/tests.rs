//! Small piles, each for one thing that joins or parts.

use super::*;
use crate::{Dating, How, Page, SegmentKind, article, lineage, page::Declared, pipeline};
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

#[test]
fn two_quakes_of_one_day_in_one_country_are_two_events() {
    let quake = |magnitude: &str, town: &str, rest: &str| {
        format!(
            "An earthquake of magnitude {magnitude} shook the town of {town} in Belmarra on Sunday, the seismic \
             institute of Belmarra said. Rescuers from the capital are on their way to {town}. {rest}"
        )
    };
    let one = quake("6.3", "Karvona", "The bridge over the Ostra fell.");
    let put_right = quake("6.1", "Karvona", "The hospital took in sixty people.");
    let other = quake("5.2", "Velinda", "Nobody was hurt.");
    let (_, home) = events_of(&[(&one, Some(4)), (&other, Some(4)), (&put_right, Some(4))]);
    assert_eq!(home, [0, 1, 0]);
}

#[test]
fn the_number_of_a_flight_tells_two_events_apart() {
    let flight = |number: u32, rest: &str| {
        format!(
            "Flight {number} of Norvia Air turned back to Lindhaven on Friday after smoke in the cabin, the airline \
             said. All passengers of flight {number} left the aircraft safely. {rest}"
        )
    };
    let one = flight(214, "A kettle was the cause.");
    let again = flight(214, "The captain spoke of a kettle.");
    let other = flight(807, "A battery had caught fire.");
    let (_, home) = events_of(&[(&one, Some(2)), (&again, Some(2)), (&other, Some(2))]);
    assert_eq!(home, [0, 0, 1]);
}

#[test]
fn like_happenings_in_two_places_on_one_day_are_two_events() {
    let (_, home) = events_of(&[(FIRE_A, Some(6)), (FIRE_C, Some(6))]);
    assert_eq!(home, [0, 1]);
}

#[test]
fn the_quarter_of_a_year_tells_two_events_apart() {
    let profit = |quarter: &str, rest: &str| {
        format!(
            "Orlit Foods said its {quarter}-quarter profit was 212 million crowns as people ate more frozen meals. Dana \
             Brok, who leads Orlit Foods in Varmo, kept her outlook for the year. {rest}"
        )
    };
    let one = profit("first", "The shares rose.");
    let again = profit("first", "Analysts had expected less.");
    let other = profit("second", "The shares fell.");
    let (_, home) = events_of(&[(&one, None), (&again, None), (&other, None)]);
    assert_eq!(home, [0, 0, 1]);
}

/// One item on each of two fires, and one on nothing else.
const BRANDT: &str = "A furniture warehouse of the Brandt family on Mill Lane in Osterwick burned down on Tuesday, \
    and three drivers escaped through a window. Hanna Brandt said that a heater was the cause.";
const PETERSEN: &str = "Police in Lindhaven look for a white van after arson at the toy warehouse of Petersen Toys \
    near the harbour, director Ole Petersen said. Sixty firefighters needed nine hours.";
const CHOIR: &str = "The Cantabile choir sings Telemann in the Sankt Jakobi church of Hollum on Sunday, and Wiebke \
    Janssen conducts for the last time.";

/// Makes subheads of these lines of an article.
fn with_subheads(article: &mut Article, heads: &[&str]) {
    let mut at = 0;
    let content = article.content().to_owned();
    let segment = |line: &str| {
        let span = Span::new(at, at + line.len());
        at += line.len();
        let kind = match heads.contains(&line.trim()) {
            true => SegmentKind::Subhead,
            false => SegmentKind::Body,
        };
        crate::Segment { span, kind }
    };
    article.segments = content.split_inclusive('\n').map(segment).collect();
}

/// Checks that the last of `texts` is alone in its event and that the parts of it which name these
/// stand in the events of the articles given.
fn reports_in_parts(texts: &[(&str, Option<i8>)], heads: &[&str], parts: &[(ArticleIx, &str)]) {
    let mut articles = articles_of(texts);
    articles.iter_mut().for_each(|a| with_subheads(a, heads));
    let found = reuse::find(&articles);
    let events = cluster(&articles, &found, &[], &[], &Overrides::default());
    let last = texts.len() - 1;
    let own = events.iter().find(|e| e.articles.contains(&last)).unwrap();
    assert_eq!((&own.articles[..], own.round_up), (&[last][..], true));
    let homes: BTreeSet<_> = events.iter().map(|e| e.articles.clone()).collect();
    assert!(homes.len() > 2, "the fires are one event: {homes:?}");
    for (article, name) in parts {
        let event = events
            .iter()
            .find(|e| e.articles.contains(article))
            .unwrap();
        let [also] = &event.also[..] else {
            panic!("{name}: {:?}", event.also)
        };
        assert_eq!((also.article, also.kind), (last, AlsoKind::Item));
        assert_eq!(also.spans.len(), 1);
        let part = also.spans[0].of(texts[last].0);
        assert!(part.contains(name), "{part}");
        assert_eq!(part.contains("Brandt"), *name == "Brandt", "{part}");
    }
}

#[test]
fn a_round_up_stands_in_the_events_that_its_parts_report_and_joins_none_of_them() {
    let heads = ["Drivers escape", "White van sought", "Music"];
    let headed = format!(
        "The week in short.\n\nDrivers escape\n\n{BRANDT}\n\nWhite van sought\n\n{PETERSEN}\n\nMusic\n\n{CHOIR}\n"
    );
    let plain = format!("{BRANDT}\n\n{PETERSEN}\n\n{CHOIR}\n");
    let live = format!(
        "What happened today.\n\n18:40 {PETERSEN}\n\nMore soon.\n\n09:15 {BRANDT}\n\nStay here.\n"
    );
    let numbered = format!("Things to know\n\n1. {BRANDT}\n\n2. {CHOIR}\n\n3. {PETERSEN}\n");
    for (page, heads) in [
        (&headed, &heads[..]),
        (&plain, &[][..]),
        (&live, &[][..]),
        (&numbered, &[][..]),
    ] {
        let both = [(0, "Brandt"), (1, "Petersen")];
        // One text an event: nothing but the round-up could bridge them.
        reports_in_parts(
            &[(FIRE_A, Some(6)), (FIRE_C, Some(6)), (page, Some(6))],
            heads,
            &both,
        );
        let texts = [
            (FIRE_A, Some(6)),
            (FIRE_C, Some(6)),
            (FIRE_B, Some(7)),
            (FIRE_D, Some(7)),
            (page, Some(7)),
        ];
        reports_in_parts(&texts, heads, &both);
    }
}

#[test]
fn a_copy_of_a_round_up_stands_in_the_same_events() {
    let page = format!("{BRANDT}\n\n{PETERSEN}\n\n{CHOIR}\n");
    let (events, home) = events_of(&[
        (FIRE_A, Some(6)),
        (FIRE_C, Some(6)),
        (&page, Some(6)),
        (&page, Some(7)),
    ]);
    assert_eq!(home, [0, 1, 2, 2]);
    for event in &events[..2] {
        let also: Vec<_> = event.also.iter().map(|a| a.article).collect();
        assert_eq!(also, [2, 3]);
    }
}

#[test]
fn an_article_with_parts_on_one_event_stays_in_it() {
    let one = "Warehouse in ashes.\n\nDrivers escape\n\nThree drivers escaped through a window of the furniture \
        warehouse on Mill Lane in Osterwick, Hanna Brandt said.\n\nWhite van sought\n\nA heater was probably the cause; \
        a van that police in Osterwick looked for had nothing to do with it.\n\nCalendar\n\nThe Brandt family will \
        rebuild the furniture warehouse, for which forty firefighters fought six hours.\n";
    let mut articles = articles_of(&[
        (FIRE_A, Some(6)),
        (FIRE_B, Some(6)),
        (FIRE_C, Some(6)),
        (one, Some(6)),
    ]);
    let heads = ["Drivers escape", "White van sought", "Calendar"];
    articles.iter_mut().for_each(|a| with_subheads(a, &heads));
    let found = reuse::find(&articles);
    let events = cluster(&articles, &found, &[], &[], &Overrides::default());
    let groups: Vec<_> = events.iter().map(|e| e.articles.clone()).collect();
    assert_eq!(groups, [vec![0, 1, 3], vec![2]]);
    assert!(events.iter().all(|e| e.also.is_empty() && !e.round_up));
}

#[test]
fn a_part_of_a_round_up_counts_for_its_event_alone() {
    let page = format!("{BRANDT}\n\n{PETERSEN}\n\n{CHOIR}\n");
    let texts = [FIRE_A, FIRE_C, &page];
    let report = pipeline::run(crate::page::papers(&texts), Vec::new());
    let round_up = report
        .articles
        .iter()
        .position(|a| a.content().contains("Telemann"))
        .unwrap();
    for event in 0..report.events.len() {
        let e = &report.events[event];
        if e.round_up {
            continue;
        }
        assert_eq!(e.items().collect::<Vec<_>>(), [round_up]);
        let told = e.told_in(round_up).unwrap();
        let of_it = report.provenance.events[event].iter();
        let receipts = of_it
            .flat_map(|s| &s.receipts)
            .filter(|r| r.article == round_up);
        assert!(receipts.into_iter().all(|r| told.has(r.span)));
        // It repeats what the fire's own article tells, which is no further origin.
        assert_eq!(report.origins.events[event].high, 1);
    }
    let of_page: Vec<_> = report.events.iter().filter(|e| e.round_up).collect();
    assert_eq!(of_page.len(), 1);
    assert_eq!(report.stories.len(), 3);
}
