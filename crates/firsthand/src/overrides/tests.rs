//! The file is read line by line, and every line is answered for.

use super::*;
use crate::{Page, pipeline};

const A: &str = "The bridge at Tolm will stay open, Mayor Ines Calder said on Monday.";
const B: &str = "Ines Calder, the mayor, said on Monday that the bridge at Tolm would stay open.";
const C: &str = "A ferry ran aground off Halm. Nobody was hurt, the coast guard said on Friday.";

fn report(overrides: &str) -> crate::Report {
    let page = |(n, text): (usize, &&str)| Page {
        locator: format!("{n}.txt"),
        content: (**text).to_owned(),
        ..Page::default()
    };
    let pages = [A, B, C].iter().enumerate().map(page).collect();
    let overrides = Overrides::parse(overrides);
    pipeline::run_with(pages, vec![], None, &overrides, &mut |_| {})
}

#[test]
fn lines_that_are_no_ruling_are_named() {
    let read = Overrides::parse(
        "\u{feff}# a remark alone\n\nmerge a0000000000000001\nadd a0000000000000001 same_owner X\n\
         owner \"Harbor Post\nshout loud\nnote a0000000000000001 why so # it is\ncut x knows y",
    );
    let lines: Vec<usize> = read.unread.iter().map(|u| u.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 8]);
    assert!(read.unread[3].why.contains("shout"));
    let [
        Ruling {
            line: 7,
            what,
            text,
        },
    ] = &read.rulings[..]
    else {
        panic!("{read:?}")
    };
    assert!(matches!(what, What::Note { words, .. } if words == "why so"));
    assert!(text.ends_with("# it is"));
}

#[test]
fn events_are_merged_and_split_by_their_articles() {
    let plain = report("");
    assert_eq!(plain.events.len(), 2);
    let id = |i: usize| plain.articles[i].id;
    let merged = report(&format!("merge {} {}", id(0), id(2)));
    assert_eq!(merged.events.len(), 1);
    assert_eq!(merged.events[0].overridden, [1]);
    let split = report(&format!("\nsplit {}", id(1)));
    assert_eq!(split.events.len(), 3);
    assert_eq!(split.events[1].overridden, [2]);
    // What is split off leaves earlier merges; a later merge takes it along.
    let lines = format!("merge {0} {1} {2}\nsplit {1}", id(0), id(1), id(2));
    let ruled = report(&lines);
    assert_eq!(ruled.events.len(), 2);
    assert_eq!(ruled.events[1].articles, [1]);
    let again = report(&format!("{lines}\nmerge {} {}", id(1), id(2)));
    assert_eq!(again.events.len(), 1);
    assert!(again.overrides.iter().all(|o| o.warning.is_none()));
}

#[test]
fn names_of_speakers_are_followed_to_the_last() {
    let lines = "speaker \"Ines Calder\" \"I. Calder\"\nspeaker \"I. Calder\" \"Ines Calder-Voss\"";
    let ruled = report(lines);
    let named = ruled.quotations.iter().filter_map(|q| q.speaker.as_ref());
    assert_eq!(named.filter(|s| s.name == "Ines Calder-Voss").count(), 2);
    assert!(
        ruled.overrides.iter().all(|o| o.warning.is_none()),
        "{:?}",
        ruled.overrides
    );
    let q = report("").quotations[0].id;
    let ruled = report(&format!("speaker {q} none"));
    assert_eq!(ruled.quotations[0].speaker, None);
    // Of two lines on one quotation the later holds, and the other is not said to be of no quotation.
    let ruled = report(&format!("speaker {q} none\nspeaker {q} \"Bo Finch\""));
    let warnings: Vec<_> = ruled
        .overrides
        .iter()
        .map(|o| o.warning.as_deref())
        .collect();
    assert_eq!(warnings, [Some("a later line takes it back"), None]);
}

#[test]
fn a_line_that_rules_on_nothing_here_is_named() {
    let ruled = report(
        "merge a0000000000000001 a0000000000000002\nspeaker \"Bo Finch\" \"Bo\"\n\
         owner nowhere.example Quay\nwhat is this\nnote q0000000000000001 hm",
    );
    assert_eq!(ruled.events.len(), 2);
    let warned: Vec<usize> = ruled
        .overrides
        .iter()
        .filter(|o| o.warning.is_some())
        .map(|o| o.line)
        .collect();
    assert_eq!(warned, [1, 2, 3, 4, 5]);
    assert!(
        ruled.overrides[0]
            .warning
            .as_ref()
            .is_some_and(|w| w.contains("a0000000000000001"))
    );
}
