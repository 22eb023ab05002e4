//! What people rule changes the count, and the report says by which line.

use super::*;

/// Two papers with one wire story, and one that names no venue.
fn three() -> Pile {
    let other = piece(
        "two.example",
        "There is no plan to shut the mill before winter, said Ada Crane.",
        &[said("Ada Crane", "no plan to shut the mill", "")],
    );
    pile(&[wire("one.example"), wire("three.example"), other], &[])
}

fn id(p: &Pile, i: usize) -> Id {
    p.articles[i].id
}

fn counts(p: &Pile, overrides: &str) -> ((usize, usize), (usize, usize)) {
    let (_, origins) = run_ruled(p, overrides);
    (
        range(&origins.statements[0].origins),
        range(&origins.events[0]),
    )
}

#[test]
fn what_people_add_closes_the_range() {
    let p = three();
    assert_eq!(counts(&p, ""), ((1, 2), (1, 2)));
    let same = format!(
        "add {} same_origin {}  # its editor says so",
        id(&p, 2),
        id(&p, 0)
    );
    assert_eq!(counts(&p, &same), ((1, 1), (1, 1)));
    let through = format!("add {} credits Norda", id(&p, 2));
    let carrier = p.quotations[0].road[0].name.clone();
    assert_eq!(
        counts(&p, &through.replace("Norda", &carrier)),
        ((1, 1), (1, 1))
    );
    let (graph, _) = run_ruled(&p, &through);
    let edge = graph.edges.iter().find(|e| e.overridden.is_some());
    let edge = edge.expect("the credit that was added");
    assert_eq!(
        edge.overridden,
        Some(provenance::Overridden {
            line: 1,
            holds: true
        })
    );
    assert_eq!(graph.nodes[edge.to].name, "Norda");
}

#[test]
fn what_people_cut_is_drawn_and_joins_nothing() {
    let p = three();
    let (before, _) = run(&p);
    let text = format!(
        "cut {} same_origin {}\ncut {1} derives {0}",
        id(&p, 0),
        id(&p, 1)
    );
    let (graph, origins) = run_ruled(&p, &text);
    assert_eq!(origins.statements[0].origins.low, 2);
    assert_eq!(origins.events[0].low, 2);
    let cut: Vec<_> = graph.edges.iter().filter(|e| !e.holds()).collect();
    assert_eq!(cut.len(), 2, "{cut:?}");
    assert!(before.edges.iter().all(provenance::Edge::holds));
}

#[test]
fn every_edge_of_the_graph_can_be_cut_by_the_ids_that_it_shows() {
    let theirs = "The Harbor Post reported that the mill stays.\n\"I saw the roof burning and it fell,\" said Cleo Marsh, a neighbor.";
    let mut pieces = pieces();
    pieces.push(piece("five.example", theirs, &[]));
    let p = pile(
        &pieces,
        &[(0, 1, Direction::AToB), (1, 2, Direction::Unknown)],
    );
    let (graph, _) = run(&p);
    let word = |k| match k {
        provenance::EdgeKind::Credits => "credits",
        provenance::EdgeKind::Derives => "derives",
        provenance::EdgeKind::SameWords => "same_words",
        provenance::EdgeKind::SameOwner => "same_owner",
        provenance::EdgeKind::SameOrigin => "same_origin",
    };
    let node = |n: usize| &graph.nodes[n];
    let edges = graph
        .edges
        .iter()
        .filter(|e| e.kind != provenance::EdgeKind::SameOwner || node(e.from).id.kind() == 'a');
    for edge in edges {
        let (from, to) = (node(edge.from), node(edge.to));
        let line = format!("cut {} {} {}", from.id, word(edge.kind), to.id);
        let (ruled, origins) = run_ruled(&p, &line);
        let found = ruled.edges.iter().find(|e| {
            let ends = (ruled.nodes[e.from].id, ruled.nodes[e.to].id);
            ends == (from.id, to.id) && e.kind == edge.kind
        });
        assert!(
            found.is_some_and(|e| !e.holds()),
            "{} {line} {}",
            from.name,
            to.name
        );
        for count in origins
            .events
            .iter()
            .chain(origins.statements.iter().map(|s| &s.origins))
        {
            assert!(
                1 <= count.low && count.low <= count.high,
                "{line}: {count:?}"
            );
            let nodes: std::collections::BTreeSet<_> = count.ids.iter().collect();
            assert_eq!(nodes.len(), count.high, "{line}");
        }
    }
}

#[test]
fn an_owner_that_people_name_makes_two_outlets_one() {
    let a = piece(
        "one.example",
        "The mill stays, said Ada Crane.",
        &[said("Ada Crane", "The mill stays", "")],
    );
    let b = piece(
        "two.example",
        "The mill will stay, said Ada Crane.",
        &[said("Ada Crane", "The mill will stay", "")],
    );
    let p = pile(&[a, b], &[]);
    assert_eq!(counts(&p, "").0, (1, 2));
    let one = "owner one.example \"Quay Group\"\nowner two.example \"Quay Group\"";
    assert_eq!(counts(&p, one).0, (1, 1));
    let (graph, _) = run_ruled(&p, one);
    assert!(
        graph
            .owners
            .iter()
            .all(|o| o.as_deref() == Some("Quay Group"))
    );
    let back = format!("{one}\nowner two.example none");
    assert_eq!(counts(&p, &back).0, (1, 2));
}

#[test]
fn a_witness_that_is_none_is_not_counted() {
    let p = pile(&pieces(), &[]);
    let (graph, origins) = run(&p);
    let witness = graph
        .nodes
        .iter()
        .find(|n| n.name.ends_with("witness"))
        .expect("a witness");
    let line = format!("cut {} credits {}", id(&p, 2), witness.id);
    let (ruled, without) = run_ruled(&p, &line);
    assert_eq!(without.events[0].low + 1, origins.events[0].low);
    assert!(ruled.edges.iter().any(|e| !e.holds()));
}

#[test]
fn the_order_of_lines_about_different_things_changes_nothing() {
    let p = three();
    let lines = [
        format!("add {} credits Norda", id(&p, 2)),
        format!("cut {} same_origin {}", id(&p, 0), id(&p, 1)),
        "owner two.example \"Quay Group\"".to_owned(),
    ];
    let forth = counts(&p, &lines.join("\n"));
    let back: Vec<String> = lines.iter().rev().cloned().collect();
    assert_eq!(forth, counts(&p, &back.join("\n")));
}
