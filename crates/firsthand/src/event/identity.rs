//! Which numbers of an article identify its event? The 12th package is not the 13th, and a victim
//! of 19 is not one of 43, however alike the rest of two articles is.

use super::rarity::{Term, term};
use crate::{Span, words};

/// Numbers that identify, by what they count; sorted and distinct.
pub(super) type Identity = Vec<(Kind, u32)>;

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Kind {
    /// Years of a person's life.
    Age,
    /// A place in a sequence of what this word names.
    Ordinal(Term),
}

/// The oldest that anyone is taken to be; larger numbers between commas are something else.
const AGE_MAX: u32 = 110;

/// Adds what `span` identifies its event by.
pub(super) fn read(text: &str, span: Span, out: &mut Identity) {
    let mut list = words::words(text, span).peekable();
    let mut before: Option<Span> = None;
    while let Some(word) = list.next() {
        let written = word.of(text);
        let next = list.peek().copied();
        if let Some(age) = age(text, before, word, next) {
            out.push((Kind::Age, age));
        } else if let (Some(n), Some(what)) = (ordinal(written), next) {
            out.push((Kind::Ordinal(term(what.of(text))), n));
        }
        before = Some(word);
    }
}

/// "19-year-old", "19 year old", "aged 19", "Ann Lee, 19,".
fn age(text: &str, before: Option<Span>, word: Span, next: Option<Span>) -> Option<u32> {
    let written = word.of(text);
    if !written.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    let years: u32 = written[..digits]
        .parse()
        .ok()
        .filter(|n| (1..=AGE_MAX).contains(n))?;
    let rest = &written[digits..];
    if rest.starts_with("-year-old") {
        return Some(years);
    }
    let before = before.filter(|_| rest.is_empty())?;
    let named = before
        .of(text)
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
        && &text[before.end()..word.start()] == ", "
        && text[word.end()..].starts_with([',', '.', ';']);
    let said = before.of(text) == "aged"
        || next.is_some_and(|n| matches!(n.of(text), "year-old" | "years-old"))
        || text[word.end()..].starts_with(" year old")
        || text[word.end()..].starts_with(" years old");
    (named || said).then_some(years)
}

/// "12th", "thirteenth". First and second are too often said of anything.
fn ordinal(word: &str) -> Option<u32> {
    const WRITTEN: [&str; 18] = [
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    if !word.is_ascii() || !word.ends_with(['h', 'H', 'd', 'D', 't', 'T']) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    if let Some(i) = WRITTEN.iter().position(|w| *w == lower) {
        return u32::try_from(i + 3).ok();
    }
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    matches!(&lower[digits..], "st" | "nd" | "rd" | "th").then(|| lower[..digits].parse().ok())?
}

/// Whether both name a number of one kind and none of them is the same.
pub(super) fn conflict(a: &Identity, b: &Identity, of: impl Fn(Kind) -> bool) -> Option<Kind> {
    let mut rest = a.as_slice();
    while let Some((kind, _)) = rest.first() {
        let (mine, others) = rest.split_at(rest.partition_point(|(k, _)| k == kind));
        rest = others;
        let theirs = &b[b.partition_point(|(k, _)| k < kind)..];
        let theirs = &theirs[..theirs.partition_point(|(k, _)| k == kind)];
        if of(*kind) && !theirs.is_empty() && !mine.iter().any(|x| theirs.contains(x)) {
            return Some(*kind);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Identity {
        let mut out = Vec::new();
        read(text, Span::new(0, text.len()), &mut out);
        out.sort_unstable();
        out
    }

    #[test]
    fn ages_and_ordinals_are_read_in_their_usual_forms() {
        let ages = of("A 19-year-old and Ann Lee, 43, met a man aged 7 on 12 May, 1999.");
        assert_eq!(ages, [(Kind::Age, 7), (Kind::Age, 19), (Kind::Age, 43)]);
        assert_eq!(of("the 12th package"), of("The Twelfth packages"));
    }

    #[test]
    fn only_the_same_kind_of_number_conflicts() {
        let (a, b) = (of("the 12th package"), of("the 13th package"));
        assert!(conflict(&a, &b, |_| true).is_some());
        assert!(conflict(&a, &of("the 13th floor"), |_| true).is_none());
        assert!(conflict(&a, &of("the 13th package after the 12th package"), |_| true).is_none());
    }
}
