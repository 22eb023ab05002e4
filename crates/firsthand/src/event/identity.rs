//! Which numbers of an article identify its event? The 12th package is not the 13th, and a victim
//! of 19 is not one of 43, however alike the rest of two articles is.

use super::rarity::{Term, term};
use crate::names::is_function_word;
use crate::{Span, words};

/// Numbers that identify, by what they count; sorted and distinct.
pub(super) type Identity = Vec<(Kind, u32)>;

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Kind {
    /// Years of a person's life.
    Age,
    /// A place in a sequence of what this word names: "12th package", "Flight 214".
    Ordinal(Term),
    /// Strength of an earthquake, in tenths.
    Magnitude,
}

/// Tenths by which the strength of one earthquake is put right, or told otherwise by another office.
const MAGNITUDE_OFF: u32 = 4;

/// Words behind which a number tells one from another of their kind.
const NUMBERED: [&str; 12] = [
    "flight",
    "resolution",
    "proposition",
    "directive",
    "amendment",
    "stage",
    "flug",
    "vol",
    "vuelo",
    "volo",
    "resolución",
    "directiva",
];

/// What the strength of an earthquake is called.
const MAGNITUDES: [&str; 8] = [
    "magnitude",
    "magnitud",
    "stärke",
    "magnitudo",
    "magnitudzie",
    "magnitudą",
    "магнитудой",
    "магнітудою",
];

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
        } else if let Some((n, what)) = counted(written, next.map(|n| n.of(text))) {
            let is_thing = !is_function_word(&what.to_lowercase());
            out.extend(is_thing.then(|| (Kind::Ordinal(term(what)), n)));
        } else if written.starts_with(|c: char| c.is_ascii_digit()) {
            let (before, next) = (before.map(|b| b.of(text)), next.map(|n| n.of(text)));
            out.extend(magnitude(before, written, next).map(|n| (Kind::Magnitude, n)));
            out.extend(numbered(before, written));
        }
        before = Some(word);
    }
}

/// "Flight 214".
fn numbered(before: Option<&str>, written: &str) -> Option<(Kind, u32)> {
    let what = before?.to_lowercase();
    let number = written.parse().ok()?;
    let known = NUMBERED.contains(&what.as_str());
    known.then(|| (Kind::Ordinal(term(&what)), number))
}

/// "magnitude 6.3", "6.3-magnitude", "6,3 magnitude".
fn magnitude(before: Option<&str>, written: &str, next: Option<&str>) -> Option<u32> {
    let (number, joined) = match written.split_once('-') {
        Some((number, what)) => (number, Some(what)),
        None => (written, None),
    };
    let names = |word: &str| MAGNITUDES.contains(&word.to_lowercase().as_str());
    if ![joined, before, next].into_iter().flatten().any(names) {
        return None;
    }
    let (whole, tenth) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let (whole, tenth): (u32, u32) = (whole.parse().ok()?, tenth.get(..1)?.parse().ok()?);
    (whole < 10).then_some(10 * whole + tenth)
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

/// "12th package", "third-quarter". First and second are too often said of anything, but not of [`FEW`].
fn counted<'t>(written: &'t str, next: Option<&'t str>) -> Option<(u32, &'t str)> {
    if let Some(number) = ordinal(written) {
        return Some((number, next?));
    }
    let (number, what) = match written.split_once('-') {
        Some(parts) => parts,
        None => (written, next?),
    };
    let is = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    if FEW.iter().any(|few| is(few, what)) {
        let at = ["first", "second"].iter().position(|w| is(w, number));
        if let Some(at) = at {
            return Some((u32::try_from(at + 1).ok()?, what));
        }
    }
    let joined = number.len() < written.len();
    joined.then(|| Some((ordinal(number)?, what)))?
}

/// What there are few of, and each is another event.
const FEW: [&str; 2] = ["quarter", "leg"];

/// "12th", "thirteenth".
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
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return numeral(&word.to_lowercase());
    }
    let at = WRITTEN.iter().position(|w| w.eq_ignore_ascii_case(word))?;
    u32::try_from(at + 3).ok()
}

/// Digits with the ending of an ordinal: "12th", "12e", "12-й", "12º".
fn numeral(lower: &str) -> Option<u32> {
    const ENDINGS: [&str; 22] = [
        "st", "nd", "rd", "th", "e", "er", "re", "eme", "ème", "º", "ª", "°", "-й", "-я", "-е",
        "-го", "-му", "-ий", "-та", "-те", "й", "go",
    ];
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let known = digits > 0 && ENDINGS.contains(&&lower[digits..]);
    known.then(|| lower[..digits].parse().ok())?
}

/// Whether both name a number of one kind and none of them is the same.
pub(super) fn conflict(a: &Identity, b: &Identity, of: impl Fn(Kind) -> bool) -> Option<Kind> {
    let mut rest = a.as_slice();
    while let Some((kind, _)) = rest.first() {
        let (mine, others) = rest.split_at(rest.partition_point(|(k, _)| k == kind));
        rest = others;
        let theirs = &b[b.partition_point(|(k, _)| k < kind)..];
        let theirs = &theirs[..theirs.partition_point(|(k, _)| k == kind)];
        let off = match kind {
            Kind::Magnitude => MAGNITUDE_OFF,
            Kind::Age | Kind::Ordinal(_) => 0,
        };
        let same = |x: &(Kind, u32)| theirs.iter().any(|y| x.1.abs_diff(y.1) <= off);
        if of(*kind) && !theirs.is_empty() && !mine.iter().any(same) {
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
        assert_eq!(of("third-quarter profit"), of("the third quarter"));
        assert_eq!(of("the first leg")[0].1, 1);
        assert_eq!(of("the first time and the second-best"), []);
        assert_eq!(of("a third of them on 87th and Mill"), []);
    }

    #[test]
    fn named_numbers_and_magnitudes_are_read_in_their_usual_forms() {
        assert_eq!(of("A 6.3-magnitude quake"), of("Erdbeben der Stärke 6,3"));
        assert_eq!(of("a quake of magnitude 7"), [(Kind::Magnitude, 70)]);
        assert_eq!(of("Flight 214 left"), of("the pilot of flight 214"));
        assert_eq!(of("le 12e paquet")[0].1, 12);
        assert_eq!(of("13-й пакет")[0].1, 13);
        assert_eq!(of("at 214 Mill Lane"), []);
    }

    #[test]
    fn a_magnitude_may_be_put_right() {
        let of = |n: &str| of(&format!("a quake of magnitude {n}"));
        assert!(conflict(&of("6.3"), &of("6.1"), |_| true).is_none());
        assert!(conflict(&of("6.3"), &of("5.8"), |_| true).is_some());
    }

    #[test]
    fn only_the_same_kind_of_number_conflicts() {
        let (a, b) = (of("the 12th package"), of("the 13th package"));
        assert!(conflict(&a, &b, |_| true).is_some());
        assert!(conflict(&a, &of("the 13th floor"), |_| true).is_none());
        assert!(conflict(&a, &of("the 13th package after the 12th package"), |_| true).is_none());
    }
}
