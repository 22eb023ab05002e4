//! What `why` writes: two articles, the words that they share, and what joined or parted them.

use super::contract::{ArticleOut, Span};
use super::{Context, direction, edit_kind, ground, line, relation, round};
use firsthand::event::{self, Told};
use firsthand::{ArticleIx, Direction, Report, reuse};
use serde::Serialize;
use std::io::{self, Write};

/// Two articles of a pile explained, as [`write_why`] takes it.
#[derive(Clone, PartialEq, Debug)]
pub struct Explained {
    /// One article.
    pub a: ArticleIx,
    /// The other.
    pub b: ArticleIx,
    /// What they share, looked at alone.
    pub reuse: reuse::Why,
    /// What speaks for and against one event.
    pub event: event::Why,
}

/// Writes `{"schema":"firsthand/why/1","a":"…","b":"…","reuse":{…},"event":{…},"articles":[…]}`. In
/// `reuse`, `in_pile` is the pair of the report and the rest is found on looking at the two alone.
pub fn write_why(report: &Report, why: &Explained, mut out: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Why<'a> {
        schema: &'static str,
        a: String,
        b: String,
        same_text: bool,
        reuse: Reuse,
        event: Event<'a>,
        articles: Vec<ArticleOut<'a>>,
    }
    let cx = Context::new(report);
    let document = Why {
        schema: "firsthand/why/1",
        a: cx.article(why.a),
        b: cx.article(why.b),
        same_text: report.reuse.text_of[why.a] == report.reuse.text_of[why.b],
        reuse: reuse_out(&cx, why),
        event: event_out(report, why),
        articles: [why.a, why.b].map(|i| cx.article_out(i)).into(),
    };
    line(&document, &mut out)
}

#[derive(Serialize)]
struct Reuse {
    in_pile: Option<Pair>,
    relation: Option<&'static str>,
    direction: &'static str,
    ground: &'static str,
    containment_a: f64,
    containment_b: f64,
    words_a: usize,
    words_b: usize,
    shared_a: usize,
    shared_b: usize,
    narrated: usize,
    quoted: usize,
    formula: usize,
    longest: usize,
    sentences: usize,
    runs: usize,
    runs_a: usize,
    runs_b: usize,
    versions: Option<Versions>,
    passages: Vec<Passage>,
}

/// Two versions of one page.
#[derive(Serialize)]
struct Versions {
    /// The id of the earlier one, where the order is known.
    earlier: Option<String>,
    edits: Vec<Edit>,
}

/// Words that stand in one of two versions, or in place of others.
#[derive(Serialize)]
struct Edit {
    /// "differs" while the order is unknown.
    kind: &'static str,
    a: Option<Span>,
    b: Option<Span>,
}

#[derive(Serialize)]
struct Pair {
    relation: &'static str,
    direction: &'static str,
}

#[derive(Serialize)]
struct Passage {
    a: Span,
    b: Span,
    words: usize,
}

fn versions_out(cx: &Context, why: &Explained) -> Option<Versions> {
    let versions = why.reuse.versions.as_ref()?;
    let edits = versions.edits.iter().map(|edit| Edit {
        kind: edit_kind(versions.order, edit),
        a: edit.a.map(|span| cx.span(why.a, span)),
        b: edit.b.map(|span| cx.span(why.b, span)),
    });
    Some(Versions {
        earlier: match versions.order {
            Direction::AToB => Some(cx.article(why.a)),
            Direction::BToA => Some(cx.article(why.b)),
            Direction::Common | Direction::Unknown => None,
        },
        edits: edits.collect(),
    })
}

fn reuse_out(cx: &Context, why: &Explained) -> Reuse {
    let (r, o) = (&why.reuse, &why.reuse.overlap);
    let pairs = cx.report.reuse.pairs.iter();
    let swapped = why.a > why.b;
    let ends = (why.a.min(why.b), why.a.max(why.b));
    let mut pair = pairs.filter(|p| (p.a, p.b) == ends);
    Reuse {
        in_pile: pair.next().map(|p| Pair {
            relation: relation(p.relation),
            direction: direction(match swapped {
                true => p.direction.reversed(),
                false => p.direction,
            }),
        }),
        relation: r.relation.map(relation),
        direction: direction(r.direction),
        ground: ground(r.ground),
        containment_a: round(o.containment_a()),
        containment_b: round(o.containment_b()),
        words_a: o.words.0,
        words_b: o.words.1,
        shared_a: o.shared.0,
        shared_b: o.shared.1,
        narrated: o.narrated,
        quoted: o.quoted,
        formula: o.formula,
        longest: o.longest,
        sentences: o.sentences,
        runs: r.runs.0,
        runs_a: r.runs.1,
        runs_b: r.runs.2,
        versions: versions_out(cx, why),
        passages: (r.passages.iter())
            .map(|(a, b, words)| Passage {
                a: cx.span(why.a, *a),
                b: cx.span(why.b, *b),
                words: *words,
            })
            .collect(),
    }
}

#[derive(Serialize)]
struct Event<'a> {
    same: bool,
    a: Option<String>,
    b: Option<String>,
    likeness: f64,
    threshold: f64,
    words: f64,
    late: f64,
    names: f64,
    age: f64,
    ordinal: f64,
    shared: Vec<Shared<'a>>,
    /// Events that both report, at least one of them in a part, as a round-up does.
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    event: String,
    /// The parts of A, or null where all of it reports the event.
    a: Option<Vec<Span>>,
    b: Option<Vec<Span>>,
}

#[derive(Serialize)]
struct Shared<'a> {
    word: &'a str,
    adds: f64,
}

fn event_out<'a>(report: &Report, why: &'a Explained) -> Event<'a> {
    let e = &why.event;
    let of = |article| {
        let mut events = report.events.iter();
        events.find(|event| event.articles.binary_search(&article).is_ok())
    };
    let (a, b) = (of(why.a), of(why.b));
    Event {
        same: a.is_some() && a.map(|e| e.id) == b.map(|e| e.id),
        a: a.map(|e| e.id.to_string()),
        b: b.map(|e| e.id.to_string()),
        likeness: round(e.likeness()),
        threshold: e.threshold,
        words: round(e.words),
        late: round(e.late),
        names: round(e.names),
        age: round(e.age),
        ordinal: round(e.ordinal),
        shared: (e.shared.iter())
            .map(|(word, adds)| Shared {
                word,
                adds: round(*adds),
            })
            .collect(),
        parts: parts(report, why),
    }
}

/// The events that both report, at least one of them in a part.
fn parts(report: &Report, why: &Explained) -> Vec<Part> {
    let cx = Context::new(report);
    let both = event::shared_in_part(&report.events, why.a, why.b).into_iter();
    both.map(|e| {
        let spans = |article| match report.events[e].told_in(article) {
            Some(Told::Parts(spans)) => Some(cx.spans(article, spans)),
            _ => None,
        };
        Part {
            event: report.events[e].id.to_string(),
            a: spans(why.a),
            b: spans(why.b),
        }
    })
    .collect()
}
