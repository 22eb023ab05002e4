//! Whom does the article as a whole credit?
//!
//! A name counts where the page credits it: on a credit line, in a dateline, in a copyright line,
//! or in the text within a construction that says that words came by way of it ("as reported by
//! …", "told …", "an interview with …"). A bare mention is no credit.

use super::{Credit, CreditKind, Segment, SegmentKind};
use crate::{Span, words};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Most words of a name.
const NAME_WORDS_MAX: usize = 5;

/// Most words between "reported by" and the name: "the Italian state news agency".
const DESCRIPTION_WORDS_MAX: usize = 5;

/// Most credits of one article: a digest that names hundreds credits none in particular.
const CREDITS_MAX: usize = 50;

/// The credits of an article, each name once, in order of its first place, with those that are `declared`.
pub(super) fn find(
    content: &str,
    segments: &[Segment],
    sentences: &[Span],
    declared: Vec<Credit>,
) -> Vec<Credit> {
    let mut out = declared;
    for s in segments {
        let lines = words::lines(content, s.span);
        match s.kind {
            SegmentKind::Credit => lines.for_each(|l| on_line(content, l, &mut out)),
            SegmentKind::Dateline | SegmentKind::Byline | SegmentKind::Legal => {
                lines.for_each(|l| {
                    agencies_in(content, l, &mut out);
                    out.extend(in_brackets(content, l));
                });
            }
            SegmentKind::Body => lines.for_each(|l| out.extend(in_brackets(content, l))),
            _ => {}
        }
    }
    for s in sentences {
        in_sentence(content, *s, &mut out);
    }
    out.sort_by_key(|c| c.span);
    let mut seen: Vec<String> = Vec::new();
    out.retain(|c| {
        let new = !seen.contains(&c.name);
        if new {
            seen.push(c.name.clone());
        }
        new
    });
    out.truncate(CREDITS_MAX);
    out
}

/// Every way an agency is written, to its one name, and whether that means nothing else.
static AGENCIES: LazyLock<FxHashMap<&'static str, (&'static str, bool)>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    let lines = include_str!("../../data/agencies.txt").lines();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let mut names = line.split('\t').peekable();
        let Some(name) = names.peek().map(|n| n.trim_end_matches('?')) else {
            continue;
        };
        out.extend(names.map(|n| (n.trim_end_matches('?'), (name, !n.ends_with('?')))));
    }
    out
});

/// Every way that an agency is written, with its one name, in the order of the names.
pub(super) fn agencies() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../../data/agencies.txt").lines();
    let lines = lines.filter(|l| !l.starts_with('#') && !l.is_empty());
    lines.flat_map(|line| {
        let name = line.split('\t').next().unwrap_or_default();
        let plain = |n: &'static str| n.trim_end_matches('?');
        line.split('\t')
            .map(move |alias| (plain(alias), plain(name)))
    })
}

/// The one name of the agency that `text` names, as written, capitals included.
pub(super) fn agency(text: &str) -> Option<&'static str> {
    AGENCIES.get(text.trim()).map(|a| a.0)
}

/// The same in running text, where some short names mean other things.
fn plain_agency(text: &str) -> Option<&'static str> {
    AGENCIES.get(text).filter(|a| a.1).map(|a| a.0)
}

/// Whether `text` is the name of an agency.
pub(super) fn is_agency(text: &str) -> bool {
    agency(text).is_some()
}

/// How far into a line a dateline may reach, in bytes. Chosen by judgement; not calibrated.
const DATELINE_BYTES_MAX: usize = 80;

/// "HALLVIK, 3 May (Norda) - …", "(Norda) - …": an agency by its place, known or not.
fn in_brackets(content: &str, line: Span) -> Option<Credit> {
    let text = line.of(content);
    let head = &text[..text.floor_char_boundary(DATELINE_BYTES_MAX)];
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let place = head[..open].split(',').next().unwrap_or("").trim();
    let placed = place.is_empty() || place.chars().all(|c| !c.is_lowercase());
    let dash = text[close + 1..].trim_start().starts_with(['-', '–', '—']);
    let name = Span::new(line.start() + open + 1, line.start() + close);
    let inner = name.of(content);
    let named = (1..=NAME_WORDS_MAX).contains(&inner.split(' ').count())
        && inner
            .split(' ')
            .all(|w| w.starts_with(char::is_uppercase) && w.chars().all(char::is_alphabetic));
    (placed && dash && named).then(|| Credit {
        name: agency(inner).unwrap_or(inner).to_owned(),
        kind: CreditKind::Agency,
        span: name,
    })
}

/// What a word does around a credit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Unnamed,
    Document,
    Carrier,
    Carried,
    By,
    To,
    Outlet,
}

static PARTS: LazyLock<FxHashMap<&'static str, Vec<Part>>> = LazyLock::new(|| {
    let mut out = FxHashMap::<_, Vec<_>>::default();
    let rows = include_str!("../../data/credit-words.txt").lines();
    for row in rows.filter(|l| !l.starts_with('#')) {
        let mut words = row.split_whitespace();
        let part = match words.next() {
            Some("unnamed") => Part::Unnamed,
            Some("document") => Part::Document,
            Some("carrier") => Part::Carrier,
            Some("carried") => Part::Carried,
            Some("by") => Part::By,
            _ => Part::To,
        };
        for word in words {
            out.entry(word).or_default().push(part);
        }
    }
    let outlets = include_str!("../../data/outlet-words.txt").lines();
    for word in outlets
        .filter(|l| !l.starts_with('#'))
        .flat_map(str::split_whitespace)
    {
        out.entry(word).or_default().push(Part::Outlet);
    }
    out
});

fn is(word: &str, part: Part) -> bool {
    PARTS
        .get(&*words::lower(word))
        .is_some_and(|p| p.contains(&part))
}

/// The names of a credit line, after its label if it has one.
fn on_line(content: &str, line: Span, out: &mut Vec<Credit>) {
    let before = out.len();
    agencies_in(content, line, out);
    let text = line.of(content);
    let Some(colon) = text.find([':', '：']) else {
        if out.len() == before {
            named_before_contributed(content, line, out);
        }
        return;
    };
    let mut at = line.start() + colon + 1;
    while at < line.end() && !content.is_char_boundary(at) {
        at += 1;
    }
    let rest = Span::new(at, line.end());
    let people = text[..colon]
        .trim_end()
        .to_lowercase()
        .ends_with("contributing");
    for piece in pieces(content, rest) {
        let name = piece.of(content);
        if !out[before..].iter().any(|c| c.span.overlaps(piece))
            && name.chars().any(char::is_alphabetic)
        {
            out.push(Credit {
                name: name.to_owned(),
                kind: if people {
                    person_or(name)
                } else {
                    kind_of(name)
                },
                span: piece,
            });
        }
    }
}

/// A piece of a list of names.
fn pieces(content: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start();
    for (at, mark) in span.of(content).match_indices([',', ';', '/', '|']) {
        out.push(Span::new(start, span.start() + at));
        start = span.start() + at + mark.len();
    }
    out.push(Span::new(start, span.end()));
    let edge = |c: char| c.is_whitespace() || ".()[]".contains(c);
    out.into_iter()
        .map(|s| {
            let t = s.of(content);
            let left = t.len() - t.trim_start_matches(edge).len();
            let right = t.trim_start_matches(edge).trim_end_matches(edge).len();
            Span::new(s.start() + left, s.start() + left + right)
        })
        .filter(|s| !s.is_empty())
        .collect()
}

/// "Anna Lind contributed to this report": a person of the newsroom.
fn named_before_contributed(content: &str, line: Span, out: &mut Vec<Credit>) {
    let all: Vec<_> = words::words(content, line).collect();
    let end = all
        .iter()
        .position(|w| w.of(content) == "contributed")
        .unwrap_or(0);
    let mut at = 0;
    while at < end {
        match name_at(content, &all[..end], at) {
            Some((name, next)) => {
                let text = name.of(content);
                out.push(Credit {
                    name: text.to_owned(),
                    kind: person_or(text),
                    span: name,
                });
                at = next;
            }
            None => at += 1,
        }
    }
}

fn person_or(name: &str) -> CreditKind {
    match kind_of(name) {
        CreditKind::Outlet if !has_outlet_word(name) => CreditKind::Person,
        kind => kind,
    }
}

/// What a credited name is, by its words.
fn kind_of(name: &str) -> CreditKind {
    let words: Vec<_> = name.split_whitespace().collect();
    if is_agency(name) {
        CreditKind::Agency
    } else if words.iter().all(|w| is(w, Part::Unnamed)) {
        CreditKind::Unnamed
    } else if words.last().is_some_and(|w| is(w, Part::Document)) {
        CreditKind::Document
    } else {
        CreditKind::Outlet
    }
}

/// Every agency that a line names; one word in small letters is none.
fn agencies_in(content: &str, line: Span, out: &mut Vec<Credit>) {
    let all: Vec<_> = words::words(content, line).collect();
    let mut at = 0;
    while at < all.len() {
        let longest = (1..=NAME_WORDS_MAX.min(all.len() - at))
            .rev()
            .find_map(|n| {
                let span = all[at].join(all[at + n - 1]);
                agency(span.of(content)).map(|name| (span, name, n))
            });
        match longest {
            Some((span, name, n)) => {
                out.push(Credit {
                    name: name.to_owned(),
                    kind: CreditKind::Agency,
                    span,
                });
                at += n;
            }
            None => at += 1,
        }
    }
}

/// The credits of one sentence of the text.
fn in_sentence(content: &str, sentence: Span, out: &mut Vec<Credit>) {
    let all: Vec<_> = words::words(content, sentence).collect();
    let lower: Vec<_> = all.iter().map(|w| words::lower(w.of(content))).collect();
    for i in 0..all.len() {
        let next = |k: usize| lower.get(i + k).map_or("", |w| &**w);
        let (from, strict) = match &*lower[i] {
            "by" if i > 0 && is(&lower[i - 1], Part::By) => {
                (i + 1, !(i > 1 && matches!(&*lower[i - 2], "as" | "first")))
            }
            "according" if next(1) == "to" => (i + 2, true),
            "told" | "citing" | "quoting" | "per" => (i + 1, true),
            "with" | "to" | "for" | "by" if i > 0 && is(&lower[i - 1], Part::To) => (i + 1, true),
            _ => {
                carried_by(content, &all, i, out);
                continue;
            }
        };
        named(content, &all, from, strict, out);
    }
}

/// A publisher's name within a few words from `from`: any name where the words before it leave no
/// doubt (`strict` is false), else an agency, a name with a publisher's word in it, or one that
/// "newspaper" or its like introduces.
fn named(content: &str, all: &[Span], from: usize, strict: bool, out: &mut Vec<Credit>) {
    let mut introduced = None;
    let mut ahead = None::<Span>;
    for i in from..all.len().min(from + DESCRIPTION_WORDS_MAX) {
        let word = all[i].of(content);
        if is(word, Part::Carrier) && !word.starts_with(char::is_uppercase) {
            introduced = Some(is_agency_word(word));
            continue;
        }
        let Some((name, end)) = name_at(content, all, i) else {
            continue;
        };
        // "Italian news agency ANSA": an adjective, not yet the name.
        let describes = all.get(end).is_some_and(|w| {
            let w = w.of(content);
            w.starts_with(char::is_lowercase)
                && (is(w, Part::Carrier) || matches!(w, "news" | "state" | "public"))
        });
        if describes {
            // "the Norda news agency": the name where none follows.
            ahead = Some(name).filter(|n| !crate::names::is_people(&n.of(content).to_lowercase()));
            continue;
        }
        let text = name.of(content);
        let text = publisher(text);
        let kind = match plain_agency(text) {
            Some(_) => Some(CreditKind::Agency),
            None if introduced == Some(true) => Some(CreditKind::Agency),
            None if introduced.is_some() || !strict || has_outlet_word(text) => {
                Some(CreditKind::Outlet)
            }
            None => None,
        };
        if let Some(kind) = kind {
            out.push(Credit {
                name: agency(text).unwrap_or(text).to_owned(),
                kind,
                span: part_of(content, name, text),
            });
        }
        return;
    }
    if let (Some(true), Some(name)) = (introduced, ahead) {
        let text = name.of(content);
        out.push(Credit {
            name: agency(text).unwrap_or(text).to_owned(),
            kind: CreditKind::Agency,
            span: name,
        });
    }
}

fn is_agency_word(word: &str) -> bool {
    [
        "agency",
        "agence",
        "agencia",
        "agenzia",
        "agência",
        "agentur",
        "nachrichtenagentur",
        "wire",
        "newswire",
        "agencja",
        "агентство",
        "агенція",
        "persbureau",
    ]
    .contains(&word)
}

/// "Reuters reported", "the Harbour Post writes": a name that begins at word `i`.
fn carried_by(content: &str, all: &[Span], i: usize, out: &mut Vec<Credit>) {
    let Some((name, end)) = name_at(content, all, i) else {
        return;
    };
    let inner = i > 0 && name_at(content, all, i - 1).is_some_and(|(_, e)| e > i);
    let verb = all
        .get(end)
        .is_some_and(|w| is(w.of(content), Part::Carried));
    let text = name.of(content);
    let text = publisher(text);
    let kind = match plain_agency(text) {
        Some(_) => CreditKind::Agency,
        None if has_outlet_word(text) => CreditKind::Outlet,
        None => return,
    };
    if verb && !inner {
        out.push(Credit {
            name: agency(text).unwrap_or(text).to_owned(),
            kind,
            span: name,
        });
    }
}

/// The publisher within a run of capitalised words: without the owner before it ("Norway's Daily
/// Star") and the weekday after it ("told the Star Friday").
fn publisher(run: &str) -> &str {
    let owned = run
        .rfind("'s ")
        .map(|at| at + 3)
        .or_else(|| run.rfind("’s ").map(|at| at + 5));
    let run = owned
        .map(|at| &run[at..])
        .filter(|r| has_outlet_word(r) || is_agency(r))
        .unwrap_or(run);
    let run = run
        .strip_suffix("'s")
        .or_else(|| run.strip_suffix("’s"))
        .unwrap_or(run);
    match run.rsplit_once(' ') {
        Some((name, last)) if last.ends_with("day") && last.len() <= 9 && last != "Today" => name,
        _ => run,
    }
}

/// The span of `text`, which is a part of `name`.
fn part_of(content: &str, name: Span, text: &str) -> Span {
    let at = name.of(content).find(text).unwrap_or(0);
    Span::new(name.start() + at, name.start() + at + text.len())
}

/// Words with a capital that begin a sentence, not a name.
const NOT_NAMES: [&str; 16] = [
    "The", "A", "An", "As", "In", "It", "We", "He", "She", "They", "I", "You", "This", "That",
    "But", "And",
];

/// The run of capitalised words that begins at word `at`, and the word after it. "The" is no part
/// of it.
fn name_at(content: &str, all: &[Span], at: usize) -> Option<(Span, usize)> {
    let upper = |i: usize| {
        all[i].of(content).starts_with(char::is_uppercase) || is_agency(all[i].of(content))
    };
    if at >= all.len() || !upper(at) || NOT_NAMES.contains(&all[at].of(content)) {
        return None;
    }
    let mut end = at + 1;
    while end < all.len() && end - at < NAME_WORDS_MAX && upper(end) {
        let gap = &content[all[end - 1].end()..all[end].start()];
        if gap != " " && gap != "\u{a0}" {
            break;
        }
        end += 1;
    }
    Some((all[at].join(all[end - 1]), end))
}

/// Whether a name has a publisher's word in it, an all-capitals one counting as written.
pub(super) fn has_outlet_word(name: &str) -> bool {
    name.split_whitespace().any(|w| is(w, Part::Outlet))
}

/// The publisher that a copyright line names, if no agency: "© 2021 Harbour Post. All rights …".
pub(super) fn copyright_holder(content: &str, segments: &[Segment]) -> Option<Span> {
    let legal = segments.iter().filter(|s| s.kind == SegmentKind::Legal);
    let lines = legal.flat_map(|s| words::lines(content, s.span));
    lines.into_iter().find_map(|line| {
        let text = line.of(content);
        if !text.contains('©') && !text.to_lowercase().contains("copyright") {
            return None;
        }
        let all: Vec<_> = words::words(content, line).collect();
        (0..all.len()).find_map(|i| {
            let word = all[i].of(content).to_lowercase();
            let label = ["copyright", "all", "rights"].contains(&word.as_str());
            let (name, _) = name_at(content, &all, i).filter(|_| !label)?;
            let sure = has_outlet_word(name.of(content)) && !is_agency(name.of(content));
            sure.then_some(name)
        })
    })
}
