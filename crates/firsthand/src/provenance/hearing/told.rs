//! Who heard the words, as a sentence says: this outlet, another one, or a wire?

use super::{Hearing, HearingKind, push};
use crate::Span;
use crate::provenance::lexicon::Class;
use crate::provenance::masthead::Masthead;
use crate::provenance::sentence::{Sentence, Word, possessive};

/// "told the Harbor Post", "in an interview with WXYZ", "the Harbor Post reported", "when WXYZ went".
pub(super) fn told(s: &Sentence<'_>, masthead: &Masthead, out: &mut Vec<Hearing>) {
    const TO: [&[&str]; 17] = [
        &["told"],
        &["tells"],
        &["telling"],
        &["interview", "with"],
        &["interview", "for"],
        &["interview", "to"],
        &["interview", "on"],
        &["spoke", "to"],
        &["spoke", "with"],
        &["speaking", "to"],
        &["speaking", "with"],
        &["email", "to"],
        &["e-mail", "to"],
        &["statement", "to"],
        &["confirmed", "to"],
        &["comment", "to"],
        &["said", "to"],
    ];
    const AFTER: [&str; 6] = [
        "reports",
        "reported",
        "reporting",
        "learned",
        "obtained",
        "found",
    ];
    const WENT: [&str; 6] = ["went", "visited", "knocked", "arrived", "called", "asked"];
    for i in 0..s.words.len() {
        let told = TO.iter().find(|to| s.reads(i, to)).map(|to| i + to.len());
        let on = s.reads(i, &["on"]) && s.all.is(Class::SAY);
        let went = (s.reads(i, &["when"]) || on).then_some(i + 1);
        let Some(name) = told.or(went).and_then(|j| s.name(j)) else {
            continue;
        };
        let kind = addressee(s, name, masthead);
        let next = s.words.iter().find(|w| w.span.start() >= name.end());
        if told.is_none() && !on && !next.is_some_and(|w| WENT.contains(&w.lower.as_str())) {
            continue;
        }
        if let Some(kind) = kind.filter(|k| told.is_some() || *k == HearingKind::Ours) {
            push(out, kind, s.words[i].span.join(name), name.of(s.content));
        }
    }
    const SELF: [&[&str]; 8] = [
        &["our", "reporter"],
        &["our", "reporters"],
        &["our", "correspondent"],
        &["this", "newspaper"],
        &["this", "magazine"],
        &["this", "reporter"],
        &["this", "website"],
        &["we", "heard"],
    ];
    for i in 0..s.words.len() {
        if let Some(run) = SELF
            .iter()
            .find(|r| s.reads(i, r))
            .filter(|_| !s.words[i].quoted)
        {
            let span = s.words[i].span.join(s.words[i + run.len() - 1].span);
            push(out, HearingKind::Ours, span, "");
        }
        let to = s.reads(i, &["according", "to"]) || s.reads(i, &["reported", "by"]);
        if let Some(name) = to.then(|| s.name(i + 2)).flatten()
            && let Some(kind) = addressee(s, name, masthead)
        {
            push(out, kind, s.words[i].span.join(name), name.of(s.content));
        }
        // A name starts where the word before it is not part of one.
        let starts = s.words[i].cap && (i == 0 || !s.words[i - 1].cap || !s.gap(i).eq(" "));
        let Some(name) = starts.then(|| s.name(i)).flatten() else {
            continue;
        };
        let mut after = s.words.iter().filter(|w| w.span.start() >= name.end());
        let (next, then) = (after.next(), after.next());
        let verb = |w: Option<&Word<'_>>| w.is_some_and(|w| AFTER.contains(&w.lower.as_str()));
        let has = next
            .is_some_and(|w| matches!(w.lower.as_str(), "has" | "had" | "is" | "also" | "first"));
        if verb(next) || has && verb(then) {
            if let Some(kind) = addressee(s, name, masthead) {
                push(out, kind, name, name.of(s.content));
            }
        } else if possessive(name.of(s.content)) && masthead.is(name.of(s.content)) {
            // "WXYZ's Ana Brook reported".
            let reporter = s.words.iter().filter(|w| w.span.start() >= name.end());
            if reporter.take(4).any(|w| AFTER.contains(&w.lower.as_str())) {
                push(out, HearingKind::Ours, name, name.of(s.content));
            }
        }
    }
}

/// Whose ear a capitalised name is: this outlet's, another's, or nobody's that publishes.
fn addressee(s: &Sentence<'_>, name: Span, masthead: &Masthead) -> Option<HearingKind> {
    let text = name.of(s.content);
    if masthead.is(text) {
        return Some(HearingKind::Ours);
    }
    let mut words = s.words.iter().filter(|w| name.contains(w.span));
    let publisher = words.any(|w| {
        let letters = w.text.chars().filter(|c| c.is_alphabetic());
        let digits = w.text.chars().any(|c| c.is_ascii_digit());
        let capitals = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let official = w.class.is(Class::OFFICIAL.with(Class::DEAF));
        w.class.is(Class::OUTLET.with(Class::WIRE))
            || (capitals || digits && letters.count() > 1) && !official
    });
    publisher.then_some(HearingKind::Theirs)
}

/// A wire's mark: its name in brackets before the lead, its copyright, its signature.
pub(super) fn wire(s: &Sentence<'_>, masthead: &Masthead, out: &mut Vec<Hearing>) {
    let text = s.span.of(s.content);
    let contributed = s.holds(&[&["contributed", "to"], &["contributed"], &["photo"]]);
    for (i, w) in s.words.iter().enumerate() {
        let long = s.reads(i, &["associated", "press"])
            || s.reads(i, &["media", "wire"])
            || s.reads(i, &["news", "service"])
            || s.reads(i, &["press", "association"]);
        let named = long || w.class.is(Class::WIRE) && w.text.chars().all(|c| !c.is_lowercase());
        let reuters = w.lower == "reuters";
        if !(named || reuters) || contributed {
            continue;
        }
        let name = if long {
            w.span.join(s.words[i + 1].span)
        } else {
            w.span
        };
        let bracketed = s.gap(i).ends_with(['(', '/']) && s.words.len() > i;
        let by = i > 0 && matches!(s.words[i - 1].lower.as_str(), "by" | "copyright" | "source")
            || s.reads(0, &["copyright"])
            || i > 1 && s.words[i - 2].lower == "by";
        let alone = s.words.len() <= 4 || text.contains(['©', 'Ⓒ']);
        if (bracketed && i < 14 || (by || alone) && s.words.len() < 30)
            && !masthead.is(name.of(s.content))
        {
            push(out, HearingKind::Wire, name, name.of(s.content));
            return;
        }
    }
    // "(WXYZ) - Five …": a call sign before the lead that is not this publisher's.
    if let Some(close) = text.find(')').filter(|at| *at < 60) {
        let dash = text[close + 1..].trim_start().starts_with(['-', '–', '—']);
        let open = text[..close].rfind('(');
        if let Some(open) = open.filter(|_| dash) {
            let name = Span::new(s.span.start() + open + 1, s.span.start() + close);
            if !name.is_empty() && !masthead.is(name.of(s.content)) && !masthead.host().is_empty() {
                push(out, HearingKind::Wire, name, name.of(s.content));
                return;
            }
        }
    }
    let signed = s.holds(&[&["reporting", "by"], &["editing", "by"]]) && text.starts_with('(');
    if signed && !masthead.is("Reuters") {
        push(out, HearingKind::Wire, s.span, "");
    }
    if s.words.len() < 8
        && s.holds(&[
            &["and", "wires"],
            &["wire", "services"],
            &["wire", "reports"],
        ])
    {
        push(out, HearingKind::Wire, s.span, "");
    }
}
