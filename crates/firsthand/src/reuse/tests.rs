//! One pile, one finding: texts invented for the purpose.

use super::*;
use crate::{Page, article};
use proptest::prelude::*;
use std::collections::BTreeSet;

const FERRY: &str = "The ferry Marisol left Port Evander late on Tuesday with 212 passengers \
    and a crew of nine. An hour out a fire broke out in the engine room and the captain turned \
    her back towards the coast. Two trawlers that were hauling nets off Cape Lunn came alongside \
    and took off the children first. The harbour office says that nobody was hurt and that the \
    ship was towed in before dawn. Her owner has sent a diver to look at the hull.";
const COUNCIL: &str = "Councillors in Harnwell voted on Monday night to close the covered market \
    for two years while the roof is rebuilt. Stallholders had asked for a temporary hall on the \
    old cattle ground but the treasurer said that there was no money for it. The vote was eleven \
    to ten. Work is to begin after the spring fair, when the last lease runs out.";
const QUOTE: &str = "\u{201c}We saw the smoke before we heard the bell and by then everybody was \
    already running to the stern with their coats over their heads,\u{201d}";

fn page(locator: &str, url: &str, date: &str, content: &str) -> Page {
    let mut page = Page {
        locator: locator.into(),
        content: content.into(),
        sha256: content.into(),
        ..Page::default()
    };
    page.declared.url = Some(url.into()).filter(|u: &String| !u.is_empty());
    page.declared.published = Some(date.into()).filter(|d: &String| !d.is_empty());
    page
}

fn pile(contents: &[&str]) -> (Vec<Article>, Reuse) {
    let pages = contents.iter().enumerate();
    let pages = pages
        .map(|(i, c)| page(&format!("{i:03}"), "", "", c))
        .collect();
    let articles = article::read(pages);
    let reuse = find(&articles);
    (articles, reuse)
}

fn check(contents: &[&str], want: Option<Relation>) -> Reuse {
    let (_, reuse) = pile(contents);
    let got = reuse.pairs.first().map(|p| p.relation);
    assert_eq!(got, want, "{:?}", reuse.pairs);
    reuse
}

#[test]
fn a_copy_with_an_insertion_is_one_text() {
    let (head, tail) = FERRY.split_at(FERRY.find("Two trawlers").expect("it is there"));
    let longer = format!("{head}\n\nThe line has run since 1931.\n\n{tail}");
    let reuse = check(&[FERRY, &longer], Some(Relation::Copy));
    assert_eq!(reuse.texts.len(), 1);
    assert_eq!(reuse.texts[0].best, 1, "the fuller one is the one to read");
    assert!(reuse.pairs[0].containment_a > 0.99);
    assert!(reuse.pairs[0].containment_b < 1.0);
}

#[test]
fn a_text_within_a_longer_one_is_an_excerpt() {
    let longer = format!("{COUNCIL}\n\n{FERRY}");
    let reuse = check(&[FERRY, &longer], Some(Relation::Excerpt));
    assert_eq!(reuse.texts.len(), 2);
    assert_eq!(reuse.borrowed_share[0], 1.0);
}

#[test]
fn a_sentence_of_narration_is_partial_reuse_even_when_edited() {
    let other = "Fishermen of Cape Lunn are the heroes of the week. Two trawlers that were hauling \
        nets near Cape Lunn came alongside and took off the children first. Their skippers were \
        given a supper by the mayor.";
    check(&[FERRY, other], Some(Relation::Partial));
}

#[test]
fn a_voice_that_both_quote_is_no_reuse_of_narration() {
    let a = format!("A cook told our reporter how it was. {QUOTE} said Ida Brandt.");
    let b = format!("Ida Brandt was on the aft deck. {QUOTE} she remembers today.");
    check(&[&a, &b], Some(Relation::QuotesOnly));
}

#[test]
fn a_known_formula_is_a_template() {
    let line = "Anyone with information about the incident is asked to call the duty desk.";
    let (a, b) = (format!("{FERRY}\n\n{line}"), format!("{COUNCIL}\n\n{line}"));
    let reuse = check(&[&a, &b], Some(Relation::Template));
    assert_eq!(reuse.borrowed_share, [0.0, 0.0]);
}

#[test]
fn what_an_outlet_repeats_under_strange_articles_is_a_template() {
    let line = "Our readers in Harnwell and the dales keep this desk alive with what they can spare \
        each month, and we thank them for it.";
    let pages = (0..8).map(|i| {
        let own = format!("{} {line}", invented(i, 60));
        let (url, date) = (
            format!("https://dalesdesk.example/{i}"),
            format!("2031-0{}-04", i + 1),
        );
        page(&format!("{i}"), &url, &date, &own)
    });
    let reuse = find(&article::read(pages.collect()));
    let partial = reuse.pairs.iter().find(|p| p.relation == Relation::Partial);
    assert_eq!(partial, None);
    assert_eq!(reuse.texts.len(), 8);
}

#[test]
fn direction_is_read_off_the_pages() {
    let later = format!(
        "{} Its fares rise in May.",
        &FERRY[FERRY.find("An hour").expect("there")..]
    );
    let check = |a: (&str, &str, &str), b: (&str, &str, &str), want| {
        let pages = vec![page("0", a.0, a.1, a.2), page("1", b.0, b.1, b.2)];
        let articles = article::read(pages);
        let why = explain(&articles[0], &articles[1]);
        assert_eq!((why.direction, why.ground), want, "{why:?}");
    };
    let (one, two) = (
        "https://www.eveningquay.example/1",
        "https://northsound.example/2",
    );
    check(
        (one, "2031-03-05", &later),
        (one, "2031-03-04", FERRY),
        (Direction::BToA, Ground::Later),
    );
    let credits = format!("{later} The Evening Quay reported it first.");
    check(
        (one, "2031-03-05", FERRY),
        (two, "2031-03-05", &credits),
        (Direction::AToB, Ground::Credit),
    );
    let wire = format!("{later} (Reuters)");
    check(
        (one, "2031-03-05", FERRY),
        (two, "2031-03-05", &wire),
        (Direction::Common, Ground::Wire),
    );
    check(
        (one, "", FERRY),
        (two, "", FERRY),
        (Direction::Unknown, Ground::Nothing),
    );
}

#[test]
fn versions_of_one_page_are_one_outlets_and_borrow_nothing() {
    let later = FERRY
        .replace("212", "221")
        .replace("nobody was", "three people were");
    let url = "https://post.example/2031/ferry";
    let taken = version;
    let pages = vec![
        taken("1", &format!("{url}?utm_source=rss"), 9, &later),
        taken("2", url, 2, FERRY),
        page("3", "https://herald.example/n/1", "2031-05-01", FERRY),
    ];
    let reuse = find(&article::read(pages));
    assert_eq!(reuse.texts.len(), 1);
    let versions = &reuse.pairs[0];
    assert_eq!((versions.a, versions.b), (0, 1));
    assert_eq!(versions.direction, Direction::BToA);
    assert!(versions.containment_a < 1.0 && !versions.passages.is_empty());
    let without = [0, 1].map(|i| reuse.borrowed_share[i]);
    assert!(
        without.iter().all(|s| *s > 0.9),
        "of the other outlet: {without:?}"
    );
    let alone = vec![taken("1", url, 9, &later), taken("2", url, 2, FERRY)];
    assert_eq!(find(&article::read(alone)).borrowed_share, [0.0, 0.0]);
}

/// A page of one address, taken on a day of May.
fn version(locator: &str, url: &str, day: i8, content: &str) -> Page {
    let mut page = page(locator, url, "2031-05-01", content);
    page.captured = crate::Interval::day(jiff::civil::date(2031, 5, day));
    page
}

#[test]
fn a_version_revises_the_nearest_earlier_one_with_other_words() {
    let url = "https://post.example/2031/ferry";
    let second = FERRY.replace("212", "221");
    let third = second.replace("nobody was", "three people were");
    let pages = vec![
        version("1", &format!("{url}?utm_source=rss"), 9, &third),
        version("2", url, 2, FERRY),
        version("3", &format!("{url}#top"), 5, &second),
        version("4", url, 3, FERRY),
        version("5", url, 6, &second),
        page("6", "https://herald.example/n/1", "2031-05-02", &third),
        version("7", "https://post.example/2031/market", 8, COUNCIL),
    ];
    let articles = article::read(pages);
    let reuse = find(&articles);
    let name = |i: usize| articles[i].page.locator.as_str();
    let revised = reuse.revision_of.iter().enumerate();
    let mut revised: Vec<_> = revised
        .filter_map(|(new, old)| Some((name(new), name((*old)?))))
        .collect();
    revised.sort_unstable();
    // Another capture of the same words revises what they revised; a copy elsewhere nothing.
    assert_eq!(revised, [("1", "5"), ("3", "4"), ("5", "4")]);
}

#[test]
fn without_an_order_or_shared_narration_nothing_is_a_revision() {
    let url = "https://post.example/2031/ferry";
    let second = FERRY.replace("212", "221");
    let check = |pages: Vec<Page>| {
        let reuse = find(&article::read(pages));
        assert!(reuse.revision_of.iter().all(Option::is_none), "{reuse:?}");
    };
    check(vec![
        version("1", url, 2, FERRY),
        version("2", url, 2, &second),
    ]);
    check(vec![
        version("1", url, 2, FERRY),
        version("2", url, 3, COUNCIL),
    ]);
    let front = "https://post.example/";
    check(vec![
        version("1", front, 2, FERRY),
        version("2", front, 3, &second),
    ]);
}

#[test]
fn versions_are_compared_word_by_word_from_either_side() {
    let url = "https://post.example/2031/ferry";
    let later = FERRY
        .replace("212", "221")
        .replacen("first", "first, all of them", 1);
    let articles = article::read(vec![
        version("1", url, 9, &later),
        version("2", url, 2, FERRY),
    ]);
    let of = |i: usize, span: Option<Span>| span.map(|s| s.of(articles[i].content()).to_owned());
    let told = |a: usize, b: usize| {
        let why = explain(&articles[a], &articles[b]);
        let versions = why.versions.expect("one address");
        let edits = versions.edits.iter();
        let edits: Vec<_> = edits.map(|e| (of(a, e.a), of(b, e.b))).collect();
        (versions.order, edits)
    };
    let (order, edits) = told(1, 0);
    assert_eq!(order, Direction::AToB);
    assert_eq!(edits[0], (Some("212".to_owned()), Some("221".to_owned())));
    assert_eq!(edits[1], (None, Some("all of them".to_owned())));
    assert_eq!(edits.len(), 2);
    let (order, back) = told(0, 1);
    assert_eq!(order, Direction::BToA);
    let turned: Vec<_> = edits.into_iter().map(|(a, b)| (b, a)).collect();
    assert_eq!(back, turned);
}

#[test]
fn a_script_without_spaces_is_compared_by_characters() {
    let text = "渡船马里索尔号星期二深夜载着两百一十二名乘客离开埃文德港，一小时后机舱起火，船长掉头驶回海岸。\
        两艘正在伦角附近收网的渔船靠拢过来，先把孩子们接走。港务局说没有人受伤，天亮之前船已被拖进港。";
    let longer = format!("市议会星期一投票决定关闭有顶市场两年，以便重建屋顶。{text}");
    check(&[text, &longer], Some(Relation::Excerpt));
}

#[test]
fn a_crowd_of_near_copies_stays_one_text_and_lists_only_its_best() {
    let contents: Vec<String> = (0..60)
        .map(|i| format!("{FERRY} Copy number {i}."))
        .collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let (_, reuse) = pile(&contents);
    assert_eq!(reuse.texts.len(), 1);
    assert_eq!(reuse.pairs.len(), 59);
}

/// Words that no other `seed` has.
fn invented(seed: usize, words: usize) -> String {
    (0..words)
        .map(|i| format!("{}{seed}q{i}", if i % 9 == 4 { "N" } else { "w" }))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Contents made of shuffled sentences of a small stock, so that some share much.
fn contents() -> impl Strategy<Value = Vec<String>> {
    let sentence = (0usize..12).prop_map(|s| format!("{}. ", invented(s, 16)));
    let content = prop::collection::vec(sentence, 1..6).prop_map(|s| s.concat());
    prop::collection::vec(content, 2..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_article_is_in_one_text_and_passages_hold_equal_words(contents in contents()) {
        let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
        let (articles, reuse) = pile(&contents);
        let mut members: Vec<_> = reuse.texts.iter().flat_map(|t| &t.articles).copied().collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..articles.len()).collect::<Vec<_>>());
        for (i, t) in reuse.text_of.iter().enumerate() {
            prop_assert!(reuse.texts[*t].articles.contains(&i));
        }
        for pair in &reuse.pairs {
            prop_assert!(pair.a < pair.b);
            for (a, b) in &pair.passages {
                let words = |i: usize, s: &Span| -> BTreeSet<String> {
                    s.of(articles[i].content()).split_whitespace().map(str::to_string).collect()
                };
                let (a, b) = (words(pair.a, a), words(pair.b, b));
                prop_assert!(2 * a.intersection(&b).count() >= a.len().min(b.len()));
            }
        }
        for share in &reuse.borrowed_share {
            prop_assert!((0.0..=1.0).contains(share));
        }
    }

    #[test]
    fn an_unrelated_article_and_the_order_of_input_change_no_relation(contents in contents()) {
        let mut refs: Vec<&str> = contents.iter().map(String::as_str).collect();
        refs.sort_unstable();
        refs.dedup();
        let relations = |contents: &[&str]| -> BTreeSet<_> {
            let (articles, reuse) = pile(contents);
            let key = |p: &Pair| {
                let (a, b) = (articles[p.a].id, articles[p.b].id);
                (a.min(b), a.max(b), p.relation)
            };
            reuse.pairs.iter().map(key).collect()
        };
        let before = relations(&refs);
        let stranger = invented(99, 50);
        refs.push(&stranger);
        refs.reverse();
        prop_assert_eq!(before, relations(&refs));
    }

    #[test]
    fn a_text_stands_whole_in_itself_with_insertions(at in 0usize..60, words in 1usize..40) {
        let own: Vec<String> = invented(1, 60).split(' ').map(str::to_string).collect();
        let furniture = invented(2, words);
        let longer = format!("{}\n{furniture}\n{}", own[..at].join(" "), own[at..].join(" "));
        let (articles, _) = pile(&[&own.join(" "), &longer]);
        let why = explain(&articles[0], &articles[1]);
        prop_assert!(why.overlap.containment_a() > 0.85, "{:?}", why);
    }

    #[test]
    fn hostile_text_is_read(text in "[\"“”'‘’« »\u{0}\u{202e}a。漢 .\n]{0,400}") {
        let twice = format!("{text}{text}");
        pile(&[&text, &twice, &text]);
    }
}
