//! Which count do some words give?

use super::Bound;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SCALES: [(&str, u64); 4] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
];

/// The longest number in digits that is a count.
const DIGITS_MAX: usize = 9;

/// What stands before a number that bounds it, the longest first.
const BOUNDS: [(&[&str], Bound); 17] = [
    (&["not", "less", "than"], Bound::AtLeast),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["at", "least"], Bound::AtLeast),
    (&["more", "than"], Bound::AtLeast),
    (&["at", "most"], Bound::AtMost),
    (&["up", "to"], Bound::AtMost),
    (&["fewer", "than"], Bound::AtMost),
    (&["an", "estimated"], Bound::About),
    (&["over"], Bound::AtLeast),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["approximately"], Bound::About),
];

/// The number that begins at word `i`, and how many words it takes. Years, ordinals and shares are none.
pub(super) fn at(words: &[&str], i: usize) -> Option<(u64, usize)> {
    let word = words.get(i)?;
    let (mut value, mut len) = match small(word) {
        Some(value) => (value, 1),
        None if *word == "a" && words.get(i + 1) == Some(&"dozen") => (1, 1),
        None => return None,
    };
    while let Some((_, scale)) = words
        .get(i + len)
        .and_then(|w| SCALES.iter().find(|(name, _)| name == w))
    {
        value = value.checked_mul(*scale)?;
        len += 1;
    }
    Some((value, len))
}

fn small(word: &str) -> Option<u64> {
    if word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= DIGITS_MAX {
        let year = word.len() == 4 && matches!(&word[..2], "19" | "20");
        return word.parse().ok().filter(|_| !year);
    }
    if let Some(n) = ONES.iter().position(|w| *w == word) {
        return Some(n as u64);
    }
    let (tens, ones) = word.split_once('-').unwrap_or((word, "zero"));
    let tens = TENS.iter().position(|w| *w == tens)?;
    let ones = ONES[..10].iter().position(|w| *w == ones)?;
    Some(20 + 10 * tens as u64 + ones as u64)
}

/// What bounds the number at word `i`, and how many words before it that takes.
pub(super) fn bound(words: &[&str], i: usize) -> (Bound, usize) {
    let fits = |(run, _): &&(&[&str], Bound)| words[..i].ends_with(run);
    match BOUNDS.iter().find(fits) {
        Some((run, bound)) => (*bound, run.len()),
        None => (Bound::Exact, 0),
    }
}
