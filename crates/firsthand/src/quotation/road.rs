//! By what road did the words come here: who carried them, between the speaker and this article.
//!
//! Links are read from the wording around the quotation ("told ANSA", "as reported by …", "…, the
//! wire reported"), from the occasion that it names, and from the credit lines of the article.
//! Nothing is guessed: where no carrier is named the road is empty.

mod line;

pub(super) use line::{is_credit_line, lines};

use super::attribution::{Attribution, Piece};
use super::lexicon::{CARRY, CONJ, DET, HE, IT, ONE, OUTLET, PREP, RELATIVE, SHE, THEY, VENUE};
use super::source::Range;
use super::text::{Paragraph, Token};
use super::{Relay, RelayKind, SpeakerClass, tokens_span};
use crate::Span;
use crate::names::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The names of wires, in lower case.
static WIRES: LazyLock<FxHashMap<String, ()>> = LazyLock::new(|| {
    entries(include_str!("../../data/wires.txt"))
        .flat_map(|l| l.split('|'))
        .filter(|name| !name.contains('.'))
        .map(|name| (name.trim().to_lowercase(), ()))
        .collect()
});

/// The carriers that the sentence of an attribution names, the nearest to the speaker first.
pub(super) fn beside(content: &str, paragraphs: &[Paragraph], a: &Attribution) -> Vec<Relay> {
    let paragraph = &paragraphs[a.paragraph];
    let tokens = &paragraph.tokens;
    let (from, to) = paragraph.sentences[a.sentence];
    let inside = |i: usize| {
        a.pieces
            .iter()
            .any(|p: &Piece| p.paragraph == a.paragraph && p.range.0 <= i && i < p.range.1)
    };
    let mut out = Vec::new();
    // "told ANSA", "in an interview with ANSA": whoever hears it first carries it first.
    if let Some(cue) = a.cue {
        let told = tokens[cue.0..cue.1]
            .iter()
            .any(|t| t.is(super::lexicon::TELL));
        if told && let Some(r) = outlet(content, tokens, cue.1, to.min(cue.1 + 12)) {
            push(&mut out, r);
        }
    }
    for i in from..to {
        if inside(i) || tokens[i].quote.is_some() {
            continue;
        }
        if tokens[i].is(VENUE) || &*tokens[i].low == "speaking" {
            let hearer = (i + 1..to.min(i + 8))
                .find(|k| matches!(&*tokens[*k].low, "with" | "for" | "to" | "by" | "on"));
            if let Some(h) = hearer.filter(|h| !inside(*h))
                && let Some(r) = outlet(content, tokens, h + 1, to.min(h + 12))
            {
                push(&mut out, r);
            }
        }
        if let Some(r) = reported_by(content, tokens, i, to) {
            push(&mut out, r);
        }
        // "Calder said that …, according to the Post".
        let own = a.cue.is_some_and(|c| c.0 <= i && i < c.1);
        if !own
            && &*tokens[i].low == "according"
            && let Some(r) = outlet(content, tokens, i + 2, to.min(i + 14))
        {
            push(&mut out, r);
        }
    }
    out
}

/// The carriers that a sentence names which only tells where something was said.
pub(super) fn heard(content: &str, tokens: &[Token], (from, to): Range) -> Vec<Relay> {
    let mut out = Vec::new();
    for i in from..to {
        if tokens[i].quote.is_none()
            && matches!(&*tokens[i].low, "with" | "for" | "to" | "by")
            && let Some(r) = outlet(content, tokens, i + 1, to.min(i + 12))
        {
            push(&mut out, r);
        }
    }
    out
}

/// "as reported by ANSA", "quoted by ANSA", "ANSA quoted him as saying".
fn reported_by(content: &str, tokens: &[Token], i: usize, to: usize) -> Option<Relay> {
    if !tokens[i].is(CARRY) {
        return None;
    }
    let by = tokens
        .get(i + 1)
        .filter(|t| i + 1 < to && matches!(&*t.low, "by" | "in" | "on"));
    if by.is_some() {
        return any(content, tokens, i + 2, to.min(i + 14));
    }
    let him = tokens.get(i + 1).is_some_and(|t| t.is(HE | SHE | THEY))
        && tokens.get(i + 2).is_some_and(|t| &*t.low == "as");
    if him {
        let from = (0..i)
            .rev()
            .take(8)
            .take_while(|k| tokens[*k].word && tokens[*k].quote.is_none())
            .last()?;
        return any(content, tokens, from, i);
    }
    None
}

/// The carrier named at `from`: only one that is known or named as an outlet or a wire.
pub(super) fn outlet(content: &str, tokens: &[Token], from: usize, to: usize) -> Option<Relay> {
    let (range, described) = name_at(tokens, from, to)?;
    let span = tokens_span(tokens, range);
    let text = strip(span.of(content));
    let span = Span::new(span.start(), span.start() + text.len());
    let kind = kind_of(text, described).or_else(|| {
        // A paper's own article is part of its name: "told El Faro", "told La Gaceta".
        let (article, rest) = text.split_once(' ')?;
        (NAME_ARTICLES.contains(&article) && rest.starts_with(char::is_uppercase))
            .then_some(RelayKind::Outlet)
    })?;
    // "the Norda news agency", "news agency Norda": a wire by what it is called.
    let near = &tokens[range.0.saturating_sub(WIRE_REACH).max(from)
        ..range.1 + WIRE_REACH.min(to.saturating_sub(range.1))];
    let wire = described
        && near
            .iter()
            .any(|t| t.quote.is_none() && is_wire_word(&t.low));
    let kind = match kind {
        RelayKind::Outlet if wire => RelayKind::Agency,
        kind => kind,
    };
    Some(Relay {
        name: text.to_owned(),
        kind,
        span,
    })
}

/// The carrier that "the agency" means: the one that the same sentence was told to before ("told
/// Norpress that …, the agency reported").
pub(super) fn described_before(
    content: &str,
    tokens: &[Token],
    from: usize,
    phrase: Range,
) -> Option<Relay> {
    let words = &tokens[phrase.0..phrase.1];
    let head = words.last().filter(|t| t.is(OUTLET))?;
    if words.iter().any(|t| t.capital && !t.is(DET)) {
        return None;
    }
    let told = (from..phrase.0)
        .rev()
        .find(|i| tokens[*i].is(super::lexicon::TELL) && tokens[*i].quote.is_none())?;
    let (range, _) =
        name_at(tokens, told + 1, phrase.0).filter(|(r, _)| r.0 <= told + HEARER_REACH)?;
    let span = tokens_span(tokens, range);
    Some(Relay {
        name: strip(span.of(content)).to_owned(),
        kind: match is_wire_word(&head.low) {
            true => RelayKind::Agency,
            false => RelayKind::Outlet,
        },
        span,
    })
}

/// How many tokens behind the verb the name of a hearer begins: "told the Oslo daily Norpress".
const HEARER_REACH: usize = 5;

/// The carrier named at `from`, whoever it is.
fn any(content: &str, tokens: &[Token], from: usize, to: usize) -> Option<Relay> {
    outlet(content, tokens, from, to).or_else(|| {
        let (range, _) = name_at(tokens, from, to)?;
        let span = tokens_span(tokens, range);
        Some(Relay {
            name: strip(span.of(content)).to_owned(),
            kind: RelayKind::Outlet,
            span,
        })
    })
}

/// Articles that open a paper's name.
const NAME_ARTICLES: [&str; 11] = [
    "El", "La", "Le", "Il", "Los", "Las", "Les", "Die", "Der", "Das", "De",
];

/// How many tokens from a name the words that call it an agency stand.
const WIRE_REACH: usize = 2;

fn is_wire_word(low: &str) -> bool {
    matches!(
        low,
        "agency"
            | "wire"
            | "newswire"
            | "agence"
            | "agencia"
            | "agenzia"
            | "agência"
            | "agentur"
            | "nachrichtenagentur"
            | "persbureau"
            | "agencja"
            | "агентство"
            | "агенція"
    )
}

fn strip(name: &str) -> &str {
    name.strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .unwrap_or(name)
}

/// The capitalised name that begins at or soon behind `from`, and whether words before it call it an
/// outlet ("the Italian news agency ANSA").
fn name_at(tokens: &[Token], from: usize, to: usize) -> Option<(Range, bool)> {
    let mut described = false;
    let mut i = from;
    // "the Norda news agency": the name where none follows what it is called.
    let mut ahead = None;
    let start = loop {
        let t = tokens.get(i).filter(|_| i < to && i < from + 8);
        let Some(t) =
            t.filter(|t| t.word && t.quote.is_none() && !(described && t.is(PREP | CONJ)))
        else {
            return ahead.filter(|_| described).map(|at| ((at, at + 1), true));
        };
        described |= t.is(OUTLET);
        let people = t.capital
            && tokens
                .get(i + 1)
                .is_some_and(|n| n.word && !n.capital && i + 1 < to);
        if t.capital && !t.is(DET | PREP) && !(people && names_outlet(tokens, i + 1, to)) {
            break i;
        }
        if !t.capital && t.is(PREP | CONJ) {
            return None;
        }
        if people && !crate::names::is_people(&t.low) {
            ahead = Some(i);
        }
        i += 1;
    };
    let mut end = start + 1;
    while end < to && !tokens[end - 1].possessive {
        let t = &tokens[end];
        let joined = t.capital && t.quote.is_none()
            || matches!(&*t.low, "of" | "de" | "&")
                && tokens
                    .get(end + 1)
                    .is_some_and(|n| n.capital && end + 1 < to);
        if !joined || t.is(super::lexicon::TIME) {
            break;
        }
        end += 1;
    }
    // "wrote on Monday".
    let time = tokens[start..end]
        .iter()
        .all(|t| t.is(super::lexicon::TIME));
    (!time).then_some(((start, end), described))
}

/// Whether a word for an outlet follows before its name ("Italian news agency ANSA").
fn names_outlet(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens[from..to.min(from + 4)]
        .iter()
        .take_while(|t| t.word && !t.capital)
        .any(|t| t.is(OUTLET))
}

/// What a carrier of this name is; none where nothing says that it carries words.
fn kind_of(name: &str, described: bool) -> Option<RelayKind> {
    let low = name.to_lowercase();
    let low = low.strip_prefix("the ").unwrap_or(&low);
    if WIRES.contains_key(low) {
        return Some(RelayKind::Agency);
    }
    let word = |w: &str| {
        matches!(
            w.to_lowercase().as_str(),
            "times"
                | "post"
                | "news"
                | "journal"
                | "tribune"
                | "herald"
                | "telegraph"
                | "guardian"
                | "gazette"
                | "press"
                | "radio"
                | "tv"
                | "television"
                | "broadcasting"
                | "magazine"
                | "daily"
                | "pravda"
                | "cnn"
                | "bbc"
                | "cbs"
                | "nbc"
                | "abc"
                | "msnbc"
                | "cnbc"
                | "npr"
                | "pbs"
                | "foxnews"
                | "zdf"
                | "ard"
                | "rai"
                | "tass"
                | "politico"
                | "axios"
                | "spiegel"
                | "bild"
                | "welt"
                | "zeitung"
                | "monde"
                | "figaro"
                | "economist"
                | "independent"
                | "newsweek"
                | "bloomberg"
                | "observer"
                | "chronicle"
                | "globe"
                | "sun"
                | "mirror"
                | "mail"
                | "euronews"
                | "jazeera"
                | "today"
        )
    };
    (described || name.split([' ', '-']).any(word)).then_some(RelayKind::Outlet)
}

/// The carrier that an enclosing attribution is ("…, the wire reported"): its source.
pub(super) fn enclosing(
    tokens: &[Token],
    source: Range,
    class: SpeakerClass,
    name: &str,
) -> Option<Relay> {
    let first = &tokens[source.0];
    if source.1 - source.0 == 1
        && first.is(HE | SHE | THEY | IT | ONE | RELATIVE)
        && class == SpeakerClass::Unnamed
    {
        return None;
    }
    // "the publication", "reporters": a common noun names no carrier, a document's does.
    let bare = name.strip_prefix("The").unwrap_or(name);
    if class != SpeakerClass::Document && !bare.chars().any(char::is_uppercase) {
        return None;
    }
    let span = tokens_span(tokens, source);
    let kind = kind_of(
        name,
        tokens[source.0..source.1].iter().any(|t| t.is(OUTLET)),
    )
    .unwrap_or(match class {
        SpeakerClass::Document => RelayKind::Document,
        SpeakerClass::Body => RelayKind::Body,
        _ => RelayKind::Person,
    });
    Some(Relay {
        name: name.to_owned(),
        kind,
        span,
    })
}

/// The link of the road that the speaker of `source` is to somebody whose words she tells; none where
/// a pronoun tells not who she is.
pub(super) fn told_by(tokens: &[Token], source: Range, speaker: &super::Speaker) -> Option<Relay> {
    let named = speaker.class != SpeakerClass::Unnamed;
    if let Some(relay) = enclosing(tokens, source, speaker.class, &speaker.name).filter(|_| named) {
        return Some(relay);
    }
    let first = &tokens[source.0];
    let pronoun = source.1 - source.0 == 1 && first.is(HE | SHE | THEY | IT | ONE | RELATIVE);
    (!pronoun).then(|| Relay {
        name: speaker.name.clone(),
        kind: RelayKind::Unnamed,
        span: tokens_span(tokens, source),
    })
}

/// Adds a link that the road has not yet.
pub(super) fn push(road: &mut Vec<Relay>, relay: Relay) {
    let key = |n: &str| n.to_lowercase().trim_start_matches("the ").to_owned();
    if !road.iter().any(|r| key(&r.name) == key(&relay.name)) {
        road.push(relay);
    }
}
