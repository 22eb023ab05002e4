//! The piles of these tests: what the stages before this one would hand over, made from a few lines.

use crate::event::Event;
use crate::quotation::{Occasion, Relay, RelayKind};
use crate::reuse::{Direction, Pair, Relation, Text};
use crate::{Article, Quotation, Reuse, Span, Statement};
use crate::{
    Credit, CreditKind, Declared, Id, Interval, Page, QuotationKind, Speaker, SpeakerClass,
};

/// What is said in one article: who, in which words, on which occasion, through whom.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) who: &'static str,
    pub(super) words: &'static str,
    pub(super) occasion: &'static str,
    pub(super) through: &'static str,
}

/// An article on one line: its outlet's host, its text, what is said in it.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) host: &'static str,
    pub(super) text: &'static str,
    pub(super) said: Vec<Said>,
    pub(super) credits: Vec<(&'static str, CreditKind)>,
}

pub(super) fn piece(host: &'static str, text: &'static str, said: &[Said]) -> Piece {
    Piece {
        host,
        text,
        said: said.to_vec(),
        credits: Vec::new(),
    }
}

pub(super) fn said(who: &'static str, words: &'static str, through: &'static str) -> Said {
    Said {
        who,
        words,
        occasion: "",
        through,
    }
}

/// The pile that the stages before this one would hand over: one event, one statement for every
/// speaker, texts by equality of words, and `pairs` of articles that share narration.
pub(super) struct Pile {
    pub(super) articles: Vec<Article>,
    pub(super) reuse: Reuse,
    pub(super) quotations: Vec<Quotation>,
    pub(super) statements: Vec<Statement>,
    pub(super) events: Vec<Event>,
}

pub(super) fn pile(pieces: &[Piece], pairs: &[(usize, usize, Direction)]) -> Pile {
    let page = |(n, p): (usize, &Piece)| Page {
        locator: format!("{n:03}.txt"),
        content: p.text.into(),
        declared: Declared {
            url: Some(format!("https://{}/story", p.host)),
            ..Declared::default()
        },
        ..Page::default()
    };
    let mut articles = crate::article::read(pieces.iter().enumerate().map(page).collect());
    let mut quotations = Vec::new();
    for (i, p) in pieces.iter().enumerate() {
        let find = |words: &str| {
            let at = p.text.find(words).expect("the words stand in the text");
            Span::new(at, at + words.len())
        };
        articles[i].credits = p
            .credits
            .iter()
            .map(|(name, kind)| Credit {
                name: (*name).into(),
                kind: *kind,
                span: find(name),
            })
            .collect();
        quotations.extend(p.said.iter().map(|s| {
            Quotation {
                id: Id::of('q', [s.words, &i.to_string()]),
                article: i,
                kind: QuotationKind::Direct,
                content: vec![find(s.words)],
                cue: None,
                speaker: Some(Speaker {
                    name: s.who.into(),
                    mention: None,
                    class: SpeakerClass::Person,
                }),
                occasion: (!s.occasion.is_empty()).then(|| Occasion {
                    text: s.occasion.into(),
                    span: find(s.occasion),
                }),
                road: (!s.through.is_empty())
                    .then(|| Relay {
                        name: s.through.into(),
                        kind: RelayKind::Agency,
                        span: find(s.through),
                    })
                    .into_iter()
                    .collect(),
            }
        }));
    }
    let mut speakers: Vec<String> = Vec::new();
    let name = |q: &Quotation| q.speaker.as_ref().map_or(String::new(), |s| s.name.clone());
    for q in &quotations {
        if !speakers.contains(&name(q)) {
            speakers.push(name(q));
        }
    }
    let statements: Vec<Statement> = speakers
        .iter()
        .map(|who| Statement {
            id: Id::of('s', [who]),
            speaker: who.clone(),
            quotations: (0..quotations.len())
                .filter(|&q| name(&quotations[q]) == *who)
                .collect(),
            versions: Vec::new(),
            changes: Vec::new(),
            when: Interval::default(),
        })
        .collect();
    let mut texts: Vec<Text> = Vec::new();
    let mut text_of = Vec::new();
    for (i, p) in pieces.iter().enumerate() {
        let same = |t: &Text| pieces[t.articles[0]].text == p.text;
        let at = texts.iter().position(same).unwrap_or_else(|| {
            texts.push(Text {
                id: Id::of('t', [p.text]),
                articles: Vec::new(),
                best: i,
            });
            texts.len() - 1
        });
        texts[at].articles.push(i);
        text_of.push(at);
    }
    let reuse = Reuse {
        texts,
        text_of,
        pairs: pairs
            .iter()
            .map(|&(a, b, direction)| Pair {
                a,
                b,
                relation: Relation::Partial,
                direction,
                containment_a: 0.5,
                containment_b: 0.5,
                passages: vec![(Span::new(0, 4), Span::new(0, 4))],
            })
            .collect(),
        borrowed_share: vec![0.0; pieces.len()],
        revision_of: vec![None; pieces.len()],
    };
    let events = vec![Event {
        id: Id::of('e', ["one"]),
        title: String::new(),
        time: Interval::default(),
        articles: (0..pieces.len()).collect(),
        also: Vec::new(),
        round_up: false,
        lead: (0..statements.len()).collect(),
        overridden: Vec::new(),
    }];
    Pile {
        articles,
        reuse,
        quotations,
        statements,
        events,
    }
}
