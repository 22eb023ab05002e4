//! What the credit lines of an article tell of the road.

use super::super::lexicon::{Lexicon, VENUE};
use super::super::{Occasion, Relay, RelayKind, occasion, text, tokens_span};
use super::{outlet, push, reported_by};
use crate::names::{Casing, NameKind};
use crate::{Article, CreditKind, SegmentKind, Span};

/// What a credit line says of the road: for whose words it holds, and its carriers.
pub(in super::super) struct Line {
    /// The surname or name of whom it credits; none when it holds for the whole article.
    pub(in super::super) speaker: Option<String>,
    pub(in super::super) relays: Vec<Relay>,
    pub(in super::super) occasion: Option<Occasion>,
}

/// The credit lines of the article, read for carriers.
pub(in super::super) fn lines(article: &Article, lexicon: &Lexicon) -> Vec<Line> {
    let content = article.content();
    let mut out = Vec::new();
    for segment in &article.segments {
        // A credit line may stand among the text ("Source: Calder in an interview with …").
        if segment.kind == SegmentKind::Body {
            let lines = crate::words::lines(content, segment.span);
            let credits = lines.filter(|l| is_credit_line(l.of(content)));
            out.extend(credits.filter_map(|l| detail(content, l, lexicon)));
            continue;
        }
        // A wire in the byline or dateline wrote this article; only a credit is a relay.
        if segment.kind != SegmentKind::Credit {
            continue;
        }
        if let Some(line) = detail(content, segment.span, lexicon) {
            out.push(line);
            continue;
        }
        let relays = article
            .credits
            .iter()
            .filter(|c| segment.span.contains(c.span))
            .filter_map(|c| {
                let kind = match c.kind {
                    CreditKind::Agency => RelayKind::Agency,
                    CreditKind::Outlet => RelayKind::Outlet,
                    CreditKind::Document => RelayKind::Document,
                    _ => return None,
                };
                let own = article
                    .outlet
                    .as_ref()
                    .is_some_and(|o| o.name.eq_ignore_ascii_case(&c.name));
                (!own).then(|| Relay {
                    name: c.name.clone(),
                    kind,
                    span: c.span,
                })
            });
        let relays: Vec<Relay> = relays.collect();
        if !relays.is_empty() {
            out.push(Line {
                speaker: None,
                relays,
                occasion: None,
            });
        }
    }
    out
}

/// Whether a line of text only tells where the text is from.
pub(in super::super) fn is_credit_line(line: &str) -> bool {
    line.split_once(':')
        .is_some_and(|(label, _)| CREDIT_LABELS.contains(&label.trim()))
}

/// The words that head a credit line, up to its colon.
const CREDIT_LABELS: [&str; 13] = [
    "Source",
    "Sources",
    "Via",
    "Quelle",
    "Quellen",
    "Fuente",
    "Fonte",
    "Bron",
    "Źródło",
    "Джерело",
    "Источник",
    "Origine",
    "SOURCE",
];

/// "Source: Calder in an interview for the news agency ANSA, as reported by the Courier".
fn detail(content: &str, span: Span, lexicon: &Lexicon) -> Option<Line> {
    let tokens = text::line(content, span.trim(content), lexicon);
    let colon = tokens.iter().position(|t| t.mark(':'))?;
    let to = tokens.len();
    let venue = (colon..to).find(|i| tokens[*i].is(VENUE))?;
    let who = Casing::default()
        .names(content, tokens_span(&tokens, (colon + 1, venue)))
        .into_iter()
        .find(|n| matches!(n.kind, NameKind::Person | NameKind::Other))?;
    let mut relays = Vec::new();
    for i in colon..to {
        let hears = matches!(&*tokens[i].low, "with" | "for" | "to") && i > venue;
        let relay = if hears {
            outlet(content, &tokens, i + 1, to.min(i + 12))
        } else {
            reported_by(content, &tokens, i, to)
        };
        if let Some(r) = relay {
            push(&mut relays, r);
        }
    }
    Some(Line {
        speaker: Some(who.span.of(content).to_owned()),
        relays,
        occasion: occasion::on_line(content, &tokens, colon + 1, to),
    })
}
