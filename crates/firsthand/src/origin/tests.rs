//! Hand-made piles, small enough to count on one's fingers.

mod briefs;
mod made;
mod ruled;

use super::*;
use crate::reuse::Direction;
use crate::{CreditKind, Id, provenance};
use made::{Piece, Pile, Said, piece, pile, said};
use proptest::prelude::*;

fn run(p: &Pile) -> (Provenance, Origins) {
    run_ruled(p, "")
}

/// As `run`, with these overrides.
fn run_ruled(p: &Pile, overrides: &str) -> (Provenance, Origins) {
    let (a, r, q, s, e) = (
        &p.articles,
        &p.reuse,
        &p.quotations,
        &p.statements,
        &p.events,
    );
    let overrides = crate::Overrides::parse(overrides);
    assert_eq!(overrides.unread, []);
    let graph = provenance::build(a, r, q, s, e, &overrides);
    let origins = count(a, r, q, s, e, &graph);
    (graph, origins)
}

fn range(count: &Count) -> (usize, usize) {
    assert_eq!(count.ids.len(), count.high);
    (count.low, count.high)
}

const PLAN: &str = "We will not close the mill this year";

fn wire(host: &'static str) -> Piece {
    let text = "\"We will not close the mill this year,\" Ada Crane told the Lirra agency.";
    piece(host, text, &[said("Ada Crane", PLAN, "Lirra")])
}

#[test]
fn wire_copy_under_several_mastheads_is_one_origin() {
    let p = pile(
        &[
            wire("one.example"),
            wire("two.example"),
            wire("three.example"),
        ],
        &[],
    );
    let (_, origins) = run(&p);
    assert_eq!(range(&origins.statements[0].origins), (1, 1));
    assert_eq!(range(&origins.events[0]), (1, 1));
    assert_eq!(origins.own_reporting[1].verdict, Verdict::No);
}

#[test]
fn two_people_who_each_told_one_agency_are_two_origins() {
    let text = "Ada Crane told Lirra: \"It stays.\" Bo Finch told Lirra: \"It goes.\"";
    let both = [
        said("Ada Crane", "It stays.", "Lirra"),
        said("Bo Finch", "It goes.", "Lirra"),
    ];
    let (graph, origins) = run(&pile(&[piece("one.example", text, &both)], &[]));
    let ids = |s: usize| origins.statements[s].origins.ids.clone();
    assert_eq!((ids(0).len(), ids(1).len()), (1, 1));
    assert_ne!(ids(0), ids(1));
    assert_ne!(graph.nodes[ids(0)[0]].name, graph.nodes[ids(1)[0]].name);
}

#[test]
fn what_one_article_leaves_open_is_named_as_a_question() {
    let other = "There is no plan to shut the mill before winter, said Ada Crane.";
    let other = piece(
        "two.example",
        other,
        &[said("Ada Crane", "no plan to shut the mill", "")],
    );
    let (_, origins) = run(&pile(&[wire("one.example"), other], &[]));
    let found = &origins.statements[0].origins;
    assert_eq!(range(found), (1, 2));
    assert_eq!(found.open.len(), 1);
    assert!(
        found.open[0]
            .why
            .contains("two.example (001.txt) names no venue: 1 if")
    );
    assert_eq!(range(&origins.events[0]), (1, 2));
    for word in ["added", "lost", "gained"] {
        assert!(!found.open[0].why.contains(word));
    }
}

#[test]
fn one_occasion_joins_two_wordings() {
    let visit = |occasion, words| Said {
        who: "Ada Crane",
        words,
        occasion,
        through: "",
    };
    let a = "On a visit to Tolm, Ada Crane said the mill stays open for good.";
    let b = "Ada Crane promised during her visit to Tolm that nobody would lose work.";
    let a = piece(
        "one.example",
        a,
        &[visit("On a visit to Tolm", "the mill stays open")],
    );
    let b = piece(
        "two.example",
        b,
        &[visit("during her visit to Tolm", "nobody would lose work")],
    );
    let (_, origins) = run(&pile(&[a, b], &[]));
    assert_eq!(range(&origins.statements[0].origins), (1, 1));
}

#[test]
fn a_venue_named_with_one_sentence_holds_for_the_speakers_others() {
    let visit = |occasion, words| Said {
        who: "Ada Crane",
        words,
        occasion,
        through: "",
    };
    let a = "On a visit to Tolm, Ada Crane said the mill stays. She called the valley strong.";
    let b =
        "On her visit to Tolm Ada Crane said the mill would stay. The valley is strong, she said.";
    let a = piece(
        "one.example",
        a,
        &[
            visit("On a visit to Tolm", "the mill stays"),
            said("Ada Crane", "the valley strong", ""),
        ],
    );
    let b = piece(
        "two.example",
        b,
        &[
            visit("On her visit to Tolm", "the mill would stay"),
            said("Ada Crane", "The valley is strong", ""),
        ],
    );
    let mut p = pile(&[a, b], &[]);
    // The two sentences are two statements of hers.
    let mut other = p.statements[0].clone();
    other.quotations = vec![1, 3];
    p.statements[0].quotations = vec![0, 2];
    p.statements.push(other);
    let (_, origins) = run(&p);
    assert_eq!(range(&origins.statements[0].origins), (1, 1));
    assert_eq!(range(&origins.statements[1].origins), (1, 1));
}

#[test]
fn different_named_hearers_are_two_at_least() {
    let told = |occasion, through| Said {
        who: "Ada Crane",
        words: "the mill stays",
        occasion,
        through,
    };
    let a = piece(
        "one.example",
        "Ada Crane told Lirra the mill stays.",
        &[told("told Lirra", "Lirra")],
    );
    let b = piece(
        "two.example",
        "Ada Crane told Norda the mill stays.",
        &[told("told Norda", "Norda")],
    );
    let (_, origins) = run(&pile(&[a, b], &[]));
    assert_eq!(range(&origins.statements[0].origins), (2, 2));
}

#[test]
fn a_credit_that_names_no_one_makes_no_edge() {
    let mut a = piece("one.example", "The mill stays. Source: Newsroom", &[]);
    a.credits = vec![("Newsroom", CreditKind::Unnamed)];
    let mut b = piece("two.example", "The old mill goes on. Source: Newsroom", &[]);
    b.credits = a.credits.clone();
    let (graph, _) = run(&pile(&[a, b], &[]));
    let newsroom = |e: &&crate::provenance::Edge| graph.nodes[e.to].name.contains("Newsroom");
    assert_eq!(graph.edges.iter().filter(newsroom).count(), 0);
}

#[test]
fn a_report_that_rests_on_itself_is_found_and_is_no_origin() {
    let mut a = piece(
        "harbornews.example",
        "Harbor says so, writes Valley News.",
        &[],
    );
    a.credits = vec![("Valley News", CreditKind::Outlet)];
    let b = piece(
        "valleynews.example",
        "Harbor says so, we hear from the coast.",
        &[],
    );
    let mut p = pile(&[a, b], &[(0, 1, Direction::AToB)]);
    for (i, name) in ["Harbor News", "Valley News"].into_iter().enumerate() {
        p.articles[i].outlet = Some(crate::Outlet {
            name: name.into(),
            evidence: Vec::new(),
        });
    }
    let (graph, origins) = run(&p);
    assert_eq!(graph.cycles.len(), 1);
    assert_eq!(graph.cycles[0].nodes.len(), 2);
    assert_eq!(range(&origins.events[0]), (1, 1));
}

#[test]
fn text_without_a_name_behind_it_shares_an_unseen_node() {
    let a = piece(
        "one.example",
        "The bridge moved two inches in the night.",
        &[],
    );
    let b = piece(
        "two.example",
        "The bridge moved two inches, drivers wait.",
        &[],
    );
    let (graph, _) = run(&pile(&[a, b], &[(0, 1, Direction::Common)]));
    let unseen: Vec<_> = graph
        .nodes
        .iter()
        .filter(|n| n.name.starts_with("unseen"))
        .collect();
    assert_eq!(unseen.len(), 1);
    assert!(!unseen[0].seen);
}

#[test]
fn a_witness_met_by_an_outlet_is_an_origin_beside_the_police() {
    let police = "A car hit three people on Mill Street, police said.";
    let met = "A car hit three people, police said.\n\"I saw the car speed up and it hit them,\" said Cleo Marsh, who lives on the street.";
    let (_, origins) = run(&pile(
        &[
            piece("one.example", police, &[]),
            piece("two.example", met, &[]),
        ],
        &[],
    ));
    assert_eq!(origins.events[0].low, 2);
    assert_eq!(origins.own_reporting[0].verdict, Verdict::No);
    assert_eq!(origins.own_reporting[1].verdict, Verdict::Yes);
}

#[test]
fn witnesses_are_known_by_their_names_and_not_by_what_they_name() {
    let told = [
        piece(
            "courier.example",
            "Police said a bus overturned on Mill Road. \u{201c}I saw the bus crash by Mill Road,\u{201d} Ada Kerr, a neighbor, told the Courier.",
            &[],
        ),
        piece(
            "herald.example",
            "A bus overturned on Mill Road, police said. \u{201c}I was on Mill Road and I saw it fall,\u{201d} Bo Marsh, a neighbor, told the Herald.",
            &[],
        ),
    ];
    let (_, origins) = run(&pile(&told, &[]));
    assert_eq!(range(&origins.events[0]), (3, 3));
}

#[test]
fn who_was_told_heard_it() {
    let text = "\"We will not close the mill this year,\" Ada Crane told the Harbor Post.";
    let ours = piece("harborpost.example", text, &[said("Ada Crane", PLAN, "")]);
    let theirs =
        "\"We will not close the mill this year,\" Ada Crane told the Harbor Post, it said.";
    let theirs = piece(
        "two.example",
        theirs,
        &[said("Ada Crane", PLAN, "Harbor Post")],
    );
    let (_, origins) = run(&pile(&[ours, theirs], &[]));
    let found = &origins.statements[0].firsthand;
    assert_eq!((found.low, found.high), (1, 1));
    assert_eq!(found.articles, [0]);
    assert_eq!(range(&origins.statements[0].origins), (1, 1));
}

fn pieces() -> Vec<Piece> {
    vec![
        wire("one.example"),
        piece(
            "two.example",
            "There is no plan to shut the mill before winter, said Ada Crane.",
            &[said("Ada Crane", "no plan to shut the mill", "")],
        ),
        piece(
            "harborpost.example",
            "A man saw smoke, police said.\n\"I saw the roof burning and it fell,\" said Cleo Marsh, a neighbor.",
            &[],
        ),
        piece(
            "four.example",
            "Bo Finch told Norda: \"It goes.\"",
            &[said("Bo Finch", "It goes.", "Norda")],
        ),
    ]
}

proptest! {
    /// A copy, under whatever masthead, raises no count.
    #[test]
    fn a_copy_never_raises_a_count(copies in prop::collection::vec(0usize..4, 1..6)) {
        let before = pieces();
        let mut after = before.clone();
        for (n, &i) in copies.iter().enumerate() {
            let mut copy = before[i].clone();
            copy.host = ["copy.example", "mirror.example", "again.example"][n % 3];
            after.push(copy);
        }
        let (_, few) = run(&pile(&before, &[]));
        let (_, many) = run(&pile(&after, &[]));
        for (a, b) in few.statements.iter().zip(&many.statements) {
            prop_assert!(b.origins.low <= a.origins.low && b.origins.high <= a.origins.high);
        }
        let (a, b) = (&few.events[0], &many.events[0]);
        prop_assert!(b.low <= a.low && b.high <= a.high, "{a:?} {b:?}");
        prop_assert!(1 <= b.low && b.low <= b.high);
    }
}
