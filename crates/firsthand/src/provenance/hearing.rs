//! What does an article's own text tell of how it came by what it says: whom did its reporters
//! meet, whom does it repeat, who saw the thing itself?
//!
//! A small reader of sentences: words are looked up in a lexicon of classes, and a few patterns
//! over classes, capitals and quotation marks say what the sentence shows. The patterns follow the
//! cues of source attribution that Pareti (2015, "Attribution: a computational approach", ch. 3)
//! and journalism manuals describe; unlike those, a pattern here asks for who heard the words, not
//! only for who said them.

mod told;

use super::lexicon::{Class, class, stem};
use super::masthead::Masthead;
use super::sentence::{Sentence, Word, sentences};
use super::witness::{doer, witness};
use crate::words;
use crate::{Article, SegmentKind, Span};
use rustc_hash::FxHashSet;
use told::{told, wire};

/// One thing that a sentence shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hearing {
    /// What.
    pub kind: HearingKind,
    /// The words that show it.
    pub span: Span,
    /// The name in it: the outlet that was told, the wire, the witness. Empty where none is given.
    pub name: String,
}

/// What a sentence shows of how the article came by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum HearingKind {
    /// Someone told this very outlet, or its reporter saw it.
    Ours,
    /// The outlet is who issues the words: a ministry's or police force's own page.
    Issuer,
    /// A private person speaks, and no other outlet is named as the one who heard.
    Private,
    /// An interview, a call or letter, an unnamed source: someone spoke to the reporter.
    Spoken,
    /// A detail that only someone in the room writes down.
    Scene,
    /// Another outlet is named as the one who heard or reported.
    Theirs,
    /// The text is a wire's.
    Wire,
    /// An official or office is what it rests on.
    Official,
    /// A private person who saw the act tells it.
    Witness,
    /// The one who did it tells it, in court or to an outlet.
    Doer,
}

/// Reads the whole article, furniture of others excluded; in order of position.
pub(super) fn read(article: &Article) -> Vec<Hearing> {
    let masthead = Masthead::of(article);
    let content = article.content();
    let mut out = Vec::new();
    if issuer(masthead.host()) {
        let whole = Span::new(0, 0);
        push(&mut out, HearingKind::Issuer, whole, masthead.host());
    }
    let url = article.page.declared.url.as_deref().unwrap_or_default();
    let syndicated = |part: &str| matches!(part, "wireStory" | "wirestory" | "apwire" | "wires");
    if let Some(part) = url.split('/').find(|p| syndicated(p)) {
        push(&mut out, HearingKind::Wire, Span::new(0, 0), part);
    }
    let offices = offices(article);
    let mut held = false;
    for segment in &article.segments {
        use SegmentKind as K;
        match segment.kind {
            K::Body | K::Subhead => {
                for line in words::lines(content, segment.span) {
                    for sentence in sentences(content, line) {
                        read_sentence(content, sentence, &masthead, &offices, &mut held, &mut out);
                    }
                }
            }
            K::Byline | K::Dateline | K::Credit | K::Legal | K::Headline => {
                for line in words::lines(content, segment.span) {
                    wire(&Sentence::new(content, line), &masthead, &mut out);
                }
            }
            _ => {}
        }
    }
    out
}

/// The surnames that the article gives after an office: "Sgt. Ana Brook".
fn offices(article: &Article) -> FxHashSet<String> {
    let content = article.content();
    let mut names = FxHashSet::default();
    for body in article.body() {
        let mut titled = false;
        for word in words::words(content, body) {
            let text = word.of(content);
            if class(&text.to_lowercase()).is(Class::OFFICIAL) {
                titled = true;
            } else if titled && text.starts_with(char::is_uppercase) {
                names.insert(stem(text).to_owned());
            } else {
                titled = false;
            }
        }
    }
    names
}

/// Hosts of governments, armies, police forces and courts.
fn issuer(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let public = |l: &&str| matches!(*l, "gov" | "mil" | "gob" | "gouv" | "police" | "gc");
    labels.iter().skip(1).any(public) || host.contains("police") && !host.contains("news")
}

pub(super) fn push(out: &mut Vec<Hearing>, kind: HearingKind, span: Span, name: &str) {
    out.push(Hearing {
        kind,
        span,
        name: name.to_owned(),
    });
}

fn read_sentence(
    content: &str,
    span: Span,
    masthead: &Masthead,
    offices: &FxHashSet<String>,
    held: &mut bool,
    out: &mut Vec<Hearing>,
) {
    let s = Sentence::new(content, span);
    let named = s.any(|w| !w.quoted && w.cap && offices.contains(stem(w.text)));
    // "He said he saw" after an officer's sentence is that officer's.
    let office = named || s.any(|w| !w.quoted && w.class.is(Class::OFFICIAL));
    if s.all.is(Class::SAY) && (office || s.person().is_some()) {
        *held = office;
    }
    let of_office = named || *held && s.person().is_none();
    let before = out.len();
    told(&s, masthead, out);
    wire(&s, masthead, out);
    let theirs = out[before..]
        .iter()
        .any(|h| matches!(h.kind, HearingKind::Theirs));
    let deaf = told_to_deaf(&s);
    if !theirs {
        spoken(&s, out);
        private(&s, deaf, out);
        scene(&s, out);
    }
    if !deaf && !of_office {
        witness(&s, out);
    }
    doer(&s, out);
    let attributes = s.all.is(Class::SAY) || s.holds(&[&["according", "to"]]);
    if (s.all.is(Class::OFFICIAL) && attributes) || s.all.is(Class::COURT) || statement(&s) {
        push(out, HearingKind::Official, span, "");
    }
}

/// Whether what is said was said to officers or a court, where the reporter was not.
pub(super) fn told_to_deaf(s: &Sentence<'_>) -> bool {
    (0..s.words.len()).any(|i| {
        let told = matches!(s.words[i].lower.as_str(), "told" | "to");
        let told =
            told && (s.words[i].lower == "told" || i > 0 && s.words[i - 1].class.is(Class::SAY));
        told && s.words[i + 1..]
            .iter()
            .take(3)
            .any(|w| w.class.is(Class::DEAF))
    })
}

/// "in a phone interview", "a source said", "declined to comment".
fn spoken(s: &Sentence<'_>, out: &mut Vec<Hearing>) {
    const RUNS: [&[&str]; 14] = [
        &["reached", "by", "phone"],
        &["reached", "by", "telephone"],
        &["by", "telephone"],
        &["in", "an", "email"],
        &["in", "an", "e-mail"],
        &["condition", "of", "anonymity"],
        &["declined", "to", "comment"],
        &["declined", "comment"],
        &["requests", "for", "comment"],
        &["request", "for", "comment"],
        &["be", "reached", "for"],
        &["refused", "to", "comment"],
        &["unavailable", "for", "comment"],
        &["in", "the", "interview"],
    ];
    let found = (0..s.words.len()).find_map(|i| {
        if let Some(run) = RUNS.iter().find(|r| s.reads(i, r)) {
            let to = s.words.get(i + run.len()).is_some_and(|w| w.lower == "to");
            let letter = matches!(run.last(), Some(&"email" | &"e-mail"));
            return (!(to && letter))
                .then(|| s.words[i].span.join(s.words[i + run.len() - 1].span));
        }
        interview(s, i).or_else(|| source(s, i))
    });
    if let Some(span) = found {
        push(out, HearingKind::Spoken, span, "");
    }
}

/// "in an interview on Monday", not one with, for or on someone else's programme.
fn interview(s: &Sentence<'_>, i: usize) -> Option<Span> {
    const OTHERS: [&str; 11] = [
        "with",
        "for",
        "to",
        "first",
        "posted",
        "published",
        "aired",
        "broadcast",
        "by",
        "given",
        "conducted",
    ];
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    if s.words[i].lower != "interview" || i == 0 {
        return None;
    }
    let article = s.words[i.saturating_sub(3)..i].iter();
    if !article
        .clone()
        .any(|w| matches!(w.lower.as_str(), "a" | "an"))
    {
        return None;
    }
    let next = s.words.get(i + 1).map_or("", |w| &w.lower);
    let after = s.words.get(i + 2).map_or("", |w| &w.lower);
    let on = next == "on" && !DAYS.contains(&after);
    let day = DAYS.contains(&next) && matches!(after, "on" | "with" | "for");
    (!OTHERS.contains(&next) && !on && !day).then_some(s.words[i].span)
}

/// "A source said", "sources told", "a person briefed on the matter".
fn source(s: &Sentence<'_>, i: usize) -> Option<Span> {
    let w = &s.words[i];
    let near = |n: usize| s.words[i + 1..].iter().take(n);
    let speaks = |w: &Word<'_>| w.class.is(Class::SAY);
    let close =
        |w: &Word<'_>| matches!(w.lower.as_str(), "briefed" | "familiar" | "close" | "with");
    let before = i > 0 && s.words[i - 1].class.is(Class::SAY)
        || i > 1 && s.reads(i - 2, &["according", "to"]);
    match w.lower.as_str() {
        "source" | "sources" => near(2).any(speaks) || before,
        "person" | "people" => {
            near(1).any(close)
                && s.all.is(Class::SAY)
                && near(4).any(|w| {
                    w.lower == "matter"
                        || w.lower == "investigation"
                        || w.lower == "knowledge"
                        || w.lower == "plans"
                        || w.lower == "decision"
                })
        }
        _ => false,
    }
    .then_some(w.span)
}

/// What only someone in the room writes down: cheers, tears, a nod.
fn scene(s: &Sentence<'_>, out: &mut Vec<Hearing>) {
    let noted = |w: &&Word<'_>| w.class.is(Class::SCENE) && !w.quoted;
    if let Some(w) = s.words.iter().find(noted) {
        push(out, HearingKind::Scene, w.span, "");
    }
}

/// A private person with a name, a home or an age, speaking.
fn private(s: &Sentence<'_>, deaf: bool, out: &mut Vec<Hearing>) {
    let speaks =
        s.all.is(Class::SAY) || s.holds(&[&["according", "to", "a"], &["according", "to", "one"]]);
    if deaf || !speaks || statement(s) {
        return;
    }
    let official = s.any(|w| w.class.is(Class::OFFICIAL) && !w.quoted);
    let person = s.person();
    let quotes = s.quotes();
    let who = s
        .words
        .iter()
        .enumerate()
        .find(|(i, w)| w.class.is(Class::PRIVATE) && !w.quoted && voice(s, *i));
    let lives = s.holds(&[
        &["who", "lives"],
        &["who", "lived"],
        &["who", "works"],
        &["who", "saw"],
        &["who", "witnessed"],
        &["who", "heard"],
        &["who", "attended"],
        &["identified", "himself"],
        &["identified", "herself"],
        &["gave", "his", "first", "name"],
        &["gave", "her", "first", "name"],
    ]);
    let aged = quotes && person.is_some_and(|p| aged(s, p));
    let named = who.is_some_and(|(i, _)| {
        let next = s.words.get(i + 1).filter(|w| w.cap && !w.quoted);
        next.is_some() && matches!(s.gap(i + 1), " " | ", ")
    });
    let shown = lives && (person.is_some() || quotes || who.is_some())
        || aged
        || who.is_some() && (person.is_some() || quotes || named);
    if shown && !official {
        let name = person.map_or("", |p| p.of(s.content));
        push(out, HearingKind::Private, s.span, name);
    }
}

/// Whether private word `i` stands next to a verb of saying, directly or over a name or a comma.
fn voice(s: &Sentence<'_>, i: usize) -> bool {
    const REACH: usize = 6;
    let from = i.saturating_sub(REACH);
    let told = i > 0 && matches!(s.words[i - 1].lower.as_str(), "told" | "tell" | "asked");
    let according = (from..i).any(|j| s.reads(j, &["according", "to"]));
    let mut near = s.words[from..s.words.len().min(i + REACH + 1)].iter();
    !told && (according || near.any(|w| w.class.is(Class::SAY) && !w.quoted))
}

/// Words that were handed out: a statement, a post, a news conference.
fn statement(s: &Sentence<'_>) -> bool {
    s.holds(&[
        &["in", "a", "statement"],
        &["a", "statement"],
        &["statement", "issued"],
        &["news", "conference"],
        &["press", "conference"],
        &["on", "facebook"],
        &["on", "twitter"],
        &["tweeted"],
        &["press", "release"],
        &["news", "release"],
    ])
}

/// "Ana Brook, 22,".
fn aged(s: &Sentence<'_>, person: Span) -> bool {
    let after = s.words.iter().position(|w| w.span.start() >= person.end());
    after.is_some_and(|i| {
        let w = &s.words[i];
        w.text.len() <= 2 && w.text.chars().all(|c| c.is_ascii_digit()) && s.gap(i) == ", "
    })
}
