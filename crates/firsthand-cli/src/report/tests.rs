//! A report built by hand, so that the page can be read here as a user reads it.

use super::page;
use crate::screen::{Look, Screen};
use firsthand::origin::{
    BriefKind, BriefLine, Count, Firsthand, Open, OwnReporting, StatementOrigins, Verdict,
};
use firsthand::provenance::{Cycle, Edge, EdgeKind, Node, NodeKind, Receipt, Strength};
use firsthand::quotation::{Occasion, Relay, RelayKind};
use firsthand::reuse::Text;
use firsthand::statement::{Change, ChangeKind, Version};
use firsthand::{
    Dating, Direction, Event, How, Id, Interval, Outlet, Page, Quotation, QuotationKind, Report,
    Skipped, Span, Speaker, SpeakerClass, Statement, Story,
};
use jiff::civil::Date;

const A: &str = "“We have no plans to close the bridge to heavy lorries,” Brandt told Norda Wire.";
const B: &str = "“We have no plans to close the bridge to lorries,” Mayor Ines Brandt said.";

fn span(text: &str, words: &str) -> Span {
    let at = text.find(words).expect("the words stand in the text");
    Span::new(at, at + words.len())
}

fn report() -> Report {
    let page = |locator: &str, content: &str| Page {
        locator: locator.into(),
        content: content.into(),
        ..Page::default()
    };
    let mut articles = firsthand::article::read(vec![page("pile/a.txt", A), page("pile/b.txt", B)]);
    let day = Interval::day(Date::constant(2031, 5, 8));
    articles[0].outlet = Some(Outlet {
        name: "Harbour Post".into(),
        evidence: Vec::new(),
    });
    articles[0].published = Some(Dating {
        when: day,
        evidence: Vec::new(),
        how: How::Byline,
    });
    let quotation = |article: usize, text: &str, words: &str| Quotation {
        id: Id::of('q', [text]),
        article,
        kind: QuotationKind::Direct,
        content: vec![span(text, words)],
        cue: None,
        speaker: Some(Speaker {
            name: "Ines Brandt".into(),
            mention: None,
            class: SpeakerClass::Person,
        }),
        occasion: None,
        road: Vec::new(),
    };
    let (wa, wb) = (
        "We have no plans to close the bridge to heavy lorries",
        "We have no plans to close the bridge to lorries",
    );
    let mut quotations = vec![quotation(0, A, wa), quotation(1, B, wb)];
    let told = span(A, "Brandt told Norda Wire");
    quotations[0].occasion = Some(Occasion {
        text: "told Norda Wire".into(),
        span: span(A, "told Norda Wire"),
    });
    quotations[0].road = vec![Relay {
        name: "Norda Wire".into(),
        kind: RelayKind::Agency,
        span: span(A, "Norda Wire"),
    }];
    let version = |wording: &str, q| Version {
        wording: wording.into(),
        quotations: vec![q],
    };
    let count = Count {
        low: 1,
        high: 2,
        ids: vec![0, 1],
        open: vec![Open {
            why: "b.txt names no venue: whether it has the words from Norda Wire".into(),
            pair: (0, 1),
        }],
    };
    let node = |name: &str, kind, seen| Node {
        id: Id::of('n', [name]),
        kind,
        name: name.into(),
        seen,
    };
    let text = |i: usize| Text {
        id: Id::of('t', [i.to_string()]),
        articles: vec![i],
        best: i,
    };
    let mut report = Report {
        skipped: vec![Skipped {
            locator: "pile/c.pdf".into(),
            reason: "this is not text".into(),
        }],
        ..Report::default()
    };
    report.reuse.texts = vec![text(0), text(1)];
    report.reuse.text_of = vec![0, 1];
    report.reuse.borrowed_share = vec![0.0, 0.0];
    report.reuse.revision_of = vec![None, None];
    report.statements = vec![Statement {
        id: Id::of('s', ["s"]),
        speaker: "Ines Brandt".into(),
        quotations: vec![0, 1],
        versions: vec![version(wa, 0), version(wb, 1)],
        changes: vec![Change {
            from: 0,
            to: 1,
            kind: ChangeKind::Qualifier,
            before: "heavy".into(),
            after: String::new(),
            before_spans: Vec::new(),
            after_spans: Vec::new(),
            direction: Direction::Unknown,
            material: true,
            introduced_by: Vec::new(),
            carried_by: Vec::new(),
        }],
        when: day,
    }];
    report.events = vec![Event {
        id: Id::of('e', ["e"]),
        title: "Mayor rules out closing the bridge".into(),
        time: day,
        articles: vec![0, 1],
        also: Vec::new(),
        round_up: false,
        lead: vec![0],
        overridden: Vec::new(),
    }];
    report.stories = vec![Story {
        id: Id::of('y', ["y"]),
        title: "Mayor rules out closing the bridge".into(),
        events: vec![0],
        positions: Vec::new(),
    }];
    report.provenance.nodes = vec![
        node("Ines Brandt to Norda Wire", NodeKind::Occasion, false),
        node("b.txt", NodeKind::Article, true),
    ];
    report.origins.figures = vec![Vec::new()];
    report.provenance.edges = vec![Edge {
        from: 1,
        to: 0,
        kind: EdgeKind::Credits,
        strength: Strength::Shown,
        evidence: vec![Receipt {
            article: 0,
            span: told,
        }],
        overridden: None,
    }];
    report.provenance.cycles = vec![Cycle {
        nodes: vec![0, 1],
        edges: vec![0],
    }];
    report.origins.statements = vec![StatementOrigins {
        origins: count.clone(),
        firsthand: Firsthand {
            low: 0,
            high: 1,
            articles: Vec::new(),
        },
    }];
    report.origins.events = vec![count];
    report.origins.briefs = vec![vec![BriefLine {
        kind: BriefKind::Agreed,
        text: "no plans to close the bridge".into(),
        receipts: vec![
            Receipt {
                article: 0,
                span: told,
            },
            Receipt {
                article: 1,
                span: span(B, wb),
            },
        ],
    }]];
    report.origins.own_reporting = vec![
        OwnReporting {
            verdict: Verdict::Unclear,
            evidence: Vec::new()
        };
        2
    ];
    report.quotations = quotations;
    report.articles = articles;
    report
}

fn page(color: bool, width: usize) -> String {
    let mut out = Vec::new();
    let look = Look { color, width };
    page::write(&report(), false, &mut Screen::new(look, &mut out)).expect("memory takes it");
    String::from_utf8(out).expect("text")
}

#[test]
fn the_page_reads_from_the_count_to_the_changed_word() {
    let expected = include_str!("tests/page.txt");
    let got = page(false, 90);
    assert!(got == expected, "the page is now:\n{got}");
}

#[test]
fn a_narrow_screen_has_the_same_words() {
    let narrow = page(false, 46);
    for line in narrow.lines() {
        assert!(crate::screen::width(line) <= 46, "{line}");
    }
    let letters = |s: &str| {
        let mut letters: Vec<char> = s.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters
    };
    assert!(letters(&narrow) == letters(&page(false, 90)));
}

#[test]
fn colour_marks_what_brackets_mark_without_it() {
    let plain = page(false, 90);
    let colour = page(true, 90);
    assert!(plain.contains("[heavy] lorries"));
    assert!(!colour.contains("[heavy]"));
    assert!(!plain.contains('\u{1b}'));
    assert!(colour.contains("\u{1b}[1m\u{1b}[4m\u{1b}[33mheavy\u{1b}[0m"));
}
