//! Does this sentence tell the act as someone saw it, or as the one who did it tells it?
//!
//! A witness counts as an origin of an event beside its public account, so these patterns ask for
//! the act itself: who only heard shots from the house next door, or only mourns, is none.

use super::hearing::{Hearing, HearingKind, push};
use super::lexicon::Class;
use super::sentence::Sentence;

/// Someone who saw the act: named as a witness, placed at it, or telling it in her own words.
pub(super) fn witness(s: &Sentence<'_>, out: &mut Vec<Hearing>) {
    let official = s.any(|w| w.class.is(Class::OFFICIAL) && !w.quoted && w.lower != "police");
    let far = s.holds(&[
        &["next", "door"],
        &["didn't", "see"],
        &["didn’t", "see"],
        &["did", "not", "see"],
        &["houses", "away"],
        &["heard", "that"],
        &["told", "me"],
        &["blocks", "away"],
    ]);
    if official || far || !s.all.is(Class::SAY) && !s.quotes() {
        return;
    }
    let person = s.person();
    let marked = s.any(|w| w.lower == "eyewitness" && !w.quoted) && person.is_some() && placed(s)
        || (s.holds(&[&["who", "witnessed"], &["and", "witnessed"]]))
            && s.all.is(Class::SAY)
            && s.quotes();
    let present = person.is_some() && placed(s) && s.all.is(Class::ACT);
    if marked || present || narrates(s) || seen(s) || reports(s) || labelled(s) {
        let name = s.speaker().map_or("", |p| p.of(s.content));
        push(out, HearingKind::Witness, s.span, name);
    }
}

/// "said he was standing across the street when".
fn placed(s: &Sentence<'_>) -> bool {
    (0..s.words.len()).any(|i| {
        let was = matches!(s.words[i].lower.as_str(), "was" | "were") && i > 1;
        was && matches!(
            s.words[i - 1].lower.as_str(),
            "he" | "she" | "they" | "i" | "we"
        ) && (s.words[i - 2].class.is(Class::SAY) || s.words[i - 2].lower == "that")
            && s.words[i + 1..]
                .iter()
                .take(14)
                .any(|w| w.lower == "when" || w.lower == "as")
    })
}

/// In quotation marks: someone came, drew, drove and the act, told as seen.
fn narrates(s: &Sentence<'_>) -> bool {
    let quoted = |c: Class| s.any(|w| w.quoted && w.class.is(c));
    let order = |a: Class, b: Class| {
        let first = s.words.iter().position(|w| w.quoted && w.class.is(a));
        first.is_some_and(|i| {
            s.words[i + 1..]
                .iter()
                .take(4)
                .any(|w| w.quoted && w.class.is(b))
        })
    };
    let act = s
        .words
        .iter()
        .filter(|w| w.quoted && w.class.is(Class::ACT))
        .count();
    quoted(Class::ACTOR) && act >= 2 && order(Class::ACTOR, Class::MOTION) && spoken_by_private(s)
}

/// "I saw him point the gun", "we looked over and they were shooting": first person, the act within reach.
fn seen(s: &Sentence<'_>) -> bool {
    const SAW: [&str; 7] = [
        "saw",
        "watched",
        "witnessed",
        "looked",
        "turned",
        "peeked",
        "glanced",
    ];
    let acts = |i: usize| s.words[i..].iter().take(16).any(|w| w.class.is(Class::ACT));
    (0..s.words.len()).any(|i| {
        let i_saw = |n: usize| {
            s.words
                .get(i + n)
                .is_some_and(|w| SAW.contains(&w.lower.as_str()))
        };
        let could = s.reads(i + 1, &["could", "see"]);
        let heard =
            s.reads(i + 1, &["heard"]) && s.any(|w| w.quoted && w.lower == "then") && acts(i + 2);
        let first = matches!(s.words[i].lower.as_str(), "i" | "we") && s.words[i].quoted;
        let just = s
            .words
            .get(i + 1)
            .is_some_and(|w| matches!(w.lower.as_str(), "just" | "actually"));
        first && ((i_saw(1) || just && i_saw(2)) && acts(i) || could || heard)
    }) && spoken_by_private(s)
}

/// "She said she saw a man shooting", "he said he ran when the driver fired": reported speech in
/// which the act follows what the speaker saw or did.
fn reports(s: &Sentence<'_>) -> bool {
    const SAW: [&str; 4] = ["saw", "watched", "witnessed", "seen"];
    const FLED: [&str; 8] = [
        "ran", "ducked", "dropped", "hid", "fled", "dove", "crawled", "jumped",
    ];
    let acts = |i: usize| {
        let near = s.words[i..].iter().take(16);
        near.clone()
            .any(|w| w.class.is(Class::ACT) && !w.class.is(Class::OFFICIAL))
    };
    let when = |i: usize| {
        let mut near = s.words[i..].iter().take(8);
        near.any(|w| matches!(w.lower.as_str(), "when" | "as" | "after"))
    };
    (1..s.words.len().saturating_sub(1)).any(|i| {
        let w = &s.words[i];
        let subject = !w.quoted && matches!(w.lower.as_str(), "he" | "she" | "they");
        let before = &s.words[i - 1];
        let said = before.class.is(Class::SAY)
            || before.lower == "that" && i > 1 && s.words[i - 2].class.is(Class::SAY);
        let verb = s.words[i + 1].lower.as_str();
        let saw = SAW.contains(&verb) && acts(i + 2);
        let fled = FLED.contains(&verb) && when(i + 2) && acts(i + 2);
        subject && said && (saw || fled)
    }) && spoken_by_private(s)
}

/// "I saw two people on the ground," said witness Ana Brook.
fn labelled(s: &Sentence<'_>) -> bool {
    let label = |i: usize| {
        let w = &s.words[i];
        let named = s.words.get(i + 1).is_some_and(|n| n.cap && !n.quoted);
        !w.quoted && matches!(w.lower.as_str(), "witness" | "eyewitness") && named
    };
    let saw = (0..s.words.len()).any(|i| s.words[i].quoted && s.reads(i, &["i", "saw"]));
    saw && (0..s.words.len()).any(label)
}

/// Whether the one who speaks is no official: no office outside of the quotation marks.
fn spoken_by_private(s: &Sentence<'_>) -> bool {
    !s.any(|w| !w.quoted && w.class.is(Class::OFFICIAL))
}

/// The one who did it admits it where others hear: in a plea, in court.
pub(super) fn doer(s: &Sentence<'_>, out: &mut Vec<Hearing>) {
    let admits = s.any(|w| {
        matches!(
            w.lower.as_str(),
            "admission" | "admissions" | "admitted" | "admitting"
        )
    });
    let court = s.any(|w| {
        matches!(
            w.lower.as_str(),
            "plea" | "pleading" | "judge" | "court" | "courtroom"
        )
    });
    if admits && court && !super::hearing::told_to_deaf(s) {
        push(out, HearingKind::Doer, s.span, "");
    }
}
