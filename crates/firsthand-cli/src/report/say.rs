//! Findings in plain words.

use firsthand::Interval;
use firsthand::statement::ChangeKind;
use jiff::civil::Date;

/// "1 article", "3 articles", "no articles".
pub(crate) fn of(n: usize, thing: &str) -> String {
    match n {
        0 => format!("no {}", plural(thing)),
        1 => format!("1 {thing}"),
        n => format!("{} {}", grouped(n), plural(thing)),
    }
}

fn plural(thing: &str) -> String {
    match thing.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{thing}s"),
    }
}

/// "12,345": groups of three digits.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

/// "1 origin", "1 to 2 origins", "no origin found".
pub(crate) fn origins(low: usize, high: usize) -> String {
    match (low, high) {
        (_, 0) => "no origin found".to_owned(),
        (low, high) => range(low, high, "origin"),
    }
}

/// "2 hearings", "0 to 2 hearings".
pub(crate) fn range(low: usize, high: usize, thing: &str) -> String {
    match low == high {
        true => of(low, thing),
        false => format!("{} to {}", grouped(low), of(high, thing)),
    }
}

/// "8 May 2024", "8 to 9 May 2024", "not before 26 February 2024".
pub(crate) fn days(when: Interval) -> Option<String> {
    Some(match (when.earliest, when.latest) {
        (None, None) => return None,
        (Some(a), Some(b)) if a == b => day(a),
        (Some(a), Some(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
            format!("{} to {}", a.day(), day(b))
        }
        (Some(a), Some(b)) if a.year() == b.year() => {
            format!("{} {} to {}", a.day(), month(a), day(b))
        }
        (Some(a), Some(b)) => format!("{} to {}", day(a), day(b)),
        (Some(a), None) => format!("not before {}", day(a)),
        (None, Some(b)) => format!("not after {}", day(b)),
    })
}

fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// What differs, without a word of which came first.
pub(super) fn change(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Negation => "a negation in one of them",
        ChangeKind::Number => "another number",
        ChangeKind::Name => "another name",
        ChangeKind::Modality => "how sure, allowed or intended it is",
        ChangeKind::Qualifier => "a word that narrows or widens",
        ChangeKind::Substitution => "another word",
        ChangeKind::Truncation => "words at an edge that only one has",
        ChangeKind::Ellipsis => "words inside that only one has",
        ChangeKind::Splice => "separate utterances as one",
        ChangeKind::Translation => "likely two translations",
        ChangeKind::TensePerson => "tense or person",
        ChangeKind::Paraphrase => "other words for the same",
    }
}

/// "a", "a and b", "a, b and 4 more".
pub(super) fn list(names: &[String], max: usize) -> String {
    let shown = match names.len() <= max.max(1) {
        true => names.len(),
        false => max.max(1),
    };
    let more = names.len() - shown;
    let (last, first) = match names[..shown].split_last() {
        Some((last, first)) => (last.clone(), first),
        None => return String::new(),
    };
    match (first.is_empty(), more) {
        (true, 0) => last,
        (false, 0) => format!("{} and {last}", first.join(", ")),
        (_, more) => format!("{} and {} more", names[..shown].join(", "), grouped(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_words() {
        assert_eq!(of(1, "story"), "1 story");
        assert_eq!(of(12345, "story"), "12,345 stories");
        assert_eq!(of(0, "text"), "no texts");
        assert_eq!(origins(1, 2), "1 to 2 origins");
        assert_eq!(origins(0, 0), "no origin found");
    }

    #[test]
    fn days_are_as_exact_as_they_are_known() {
        let d = |y, m, d| Some(Date::constant(y, m, d));
        let say = |earliest, latest| days(Interval { earliest, latest }).unwrap_or_default();
        assert_eq!(say(d(2031, 5, 8), d(2031, 5, 8)), "8 May 2031");
        assert_eq!(say(d(2031, 5, 8), d(2031, 5, 9)), "8 to 9 May 2031");
        assert_eq!(
            say(d(2031, 2, 26), d(2031, 5, 9)),
            "26 February to 9 May 2031"
        );
        assert_eq!(say(d(2031, 2, 26), None), "not before 26 February 2031");
        assert_eq!(say(None, None), "");
    }

    #[test]
    fn lists_end() {
        let names: Vec<String> = ["a", "b", "c", "d"].map(String::from).into();
        assert_eq!(list(&names[..1], 2), "a");
        assert_eq!(list(&names[..2], 2), "a and b");
        assert_eq!(list(&names, 2), "a, b and 2 more");
    }
}
