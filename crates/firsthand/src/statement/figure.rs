//! Do two figures come to the same? Numbers with the unit behind them, and dates.

use super::lexicon::{LEXICON, Mark};
use super::token::Token;

/// Rounding: two figures within this share of each other are one where one side says "about".
const ROUNDED: f64 = 0.04;
/// A conversion of units rounds to this share at the most ("12 miles", "19 kilometres").
const CONVERTED: f64 = 0.035;

/// What comparing figures gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// Nothing to compare.
    None,
    /// The same by conversion, rounding or another way to write a date.
    Equivalent,
    /// Another figure, unit or date.
    Different,
}

/// A number with its unit, or a calendar word alone.
#[derive(Clone, Copy, Debug)]
struct Figure {
    value: Option<f64>,
    unit: u64,
    about: bool,
}

/// Compares the figures in two runs of words.
pub(super) fn compare(left: &[Token], right: &[Token]) -> Verdict {
    let (mut left, mut right) = (figures(left), figures(right));
    // What both have is no difference.
    left.retain(|l| {
        let same = right
            .iter()
            .position(|r| r.value == l.value && r.unit == l.unit);
        same.map(|at| right.remove(at)).is_none()
    });
    if left.is_empty() || right.is_empty() {
        let dates = |all: &[Figure]| all.iter().any(|f| is_date(f.unit));
        return match dates(&left) || dates(&right) {
            true => Verdict::Equivalent,
            false => Verdict::None,
        };
    }
    let equal = left.iter().all(|l| right.iter().any(|r| equivalent(l, r)));
    if equal {
        Verdict::Equivalent
    } else {
        Verdict::Different
    }
}

fn figures(tokens: &[Token]) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut about = false;
    for (i, token) in tokens.iter().enumerate() {
        about |= token.mark == Some(Mark::Bound);
        let before = i.checked_sub(1).map(|b| &tokens[b]);
        let next = tokens.get(i + 1);
        if let Some(value) = token
            .number
            .filter(|_| !token.is.one || next.is_some_and(|n| n.is.unit))
        {
            let unit = next
                .filter(|n| n.is.unit)
                .or(before.filter(|b| is_date(b.lemma)));
            out.push(Figure {
                value: Some(value),
                unit: unit.map_or(0, |u| u.lemma),
                about,
            });
            about = false;
        } else if token.is.unit && is_date(token.lemma) {
            let counted = before.is_some_and(|b| b.number.is_some())
                || next.is_some_and(|n| n.number.is_some());
            if !counted {
                out.push(Figure {
                    value: None,
                    unit: token.lemma,
                    about: false,
                });
            }
        }
    }
    out
}

fn is_date(unit: u64) -> bool {
    LEXICON
        .units
        .get(&unit)
        .is_some_and(|u| matches!(u.measure, "date" | "calendar"))
}

fn equivalent(l: &Figure, r: &Figure) -> bool {
    let (Some(x), Some(y)) = (l.value, r.value) else {
        // A weekday beside a day of the month: nothing says that they differ.
        return l.value.is_some() != r.value.is_some();
    };
    let close = |x: f64, y: f64, share: f64| (x - y).abs() <= share * x.abs().max(y.abs());
    if l.unit == r.unit || l.unit == 0 || r.unit == 0 {
        let date = is_date(l.unit) || is_date(r.unit);
        return x == y || (!date && (l.about || r.about) && close(x, y, ROUNDED));
    }
    let unit = |u: u64| LEXICON.units.get(&u);
    match (unit(l.unit), unit(r.unit)) {
        (Some(a), Some(b)) if a.measure == b.measure => match (a.factor, b.factor) {
            (Some(p), Some(q)) => close(x * p, y * q, CONVERTED),
            _ => false,
        },
        _ => false,
    }
}
