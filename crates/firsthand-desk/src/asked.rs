//! What is asked for: a path, and parameters that the route knows.

use crate::answer::Problem;
use std::collections::BTreeMap;

/// What a parameter may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Any text, up to so many bytes.
    Text,
    /// A day, `2031-05-08`.
    Day,
    /// `1` or nothing.
    Flag,
    /// A whole number up to this one.
    Number(usize),
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A parameter of a route: its name, what it may be, and what it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Param(
    pub(crate) &'static str,
    pub(crate) Kind,
    pub(crate) &'static str,
);

/// Bytes of a parameter.
const TEXT_BYTES_MAX: usize = 1000;

/// A question whose parameters have been looked at.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// What stands for `{…}` in the path.
    pub(crate) of: String,
    values: BTreeMap<&'static str, String>,
}

impl Asked {
    /// Reads the query; what the route does not know is a problem, not passed over.
    pub(crate) fn new(of: String, query: &str, params: &[Param]) -> Result<Self, Problem> {
        let mut values = BTreeMap::new();
        for pair in query.split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            let param = params.iter().find(|p| p.0 == name);
            let param = param
                .ok_or_else(|| Problem::Bad(format!("There is no parameter {name:?} here.")))?;
            if value.is_empty() {
                continue;
            }
            check(param, &value)?;
            if values.insert(param.0, value).is_some() {
                return Err(Problem::Bad(format!(
                    "The parameter {name:?} is given twice."
                )));
            }
        }
        Ok(Asked { of, values })
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("1")
    }

    pub(crate) fn number(&self, name: &str, default: usize) -> usize {
        self.text(name)
            .and_then(|n| n.parse().ok())
            .unwrap_or(default)
    }
}

fn check(Param(name, kind, _): &Param, value: &str) -> Result<(), Problem> {
    let bad = |want: String| Err(Problem::Bad(format!("The parameter {name:?} is {want}.")));
    match kind {
        _ if value.len() > TEXT_BYTES_MAX => bad(format!("{TEXT_BYTES_MAX} bytes long at most")),
        Kind::Text => Ok(()),
        Kind::Day if is_day(value) => Ok(()),
        Kind::Day => bad("a day, such as 2031-05-08".to_owned()),
        Kind::Flag if matches!(value, "0" | "1") => Ok(()),
        Kind::Flag => bad("1 or 0".to_owned()),
        Kind::Number(most) if value.parse::<usize>().is_ok_and(|n| n <= *most) => Ok(()),
        Kind::Number(most) => bad(format!("a whole number up to {most}")),
        Kind::Choice(words) if words.contains(&value) => Ok(()),
        Kind::Choice(words) => bad(format!("one of {}", words.join(", "))),
    }
}

fn is_day(value: &str) -> bool {
    let shape = |(i, b): (usize, u8)| {
        if i == 4 || i == 7 {
            b == b'-'
        } else {
            b.is_ascii_digit()
        }
    };
    value.len() == 10 && value.bytes().enumerate().all(shape)
}

/// The text behind `%41` and `+`.
pub(crate) fn decode(text: &str) -> Result<String, Problem> {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16));
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'%', ..) => {
                return Err(Problem::Bad(
                    "A % in the address is followed by no number.".to_owned(),
                ));
            }
            (b'+', ..) => out.push(b' '),
            (b, ..) => out.push(b),
        }
        at += 1;
    }
    String::from_utf8(out).map_err(|_| Problem::Bad("The address is not UTF-8.".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: &[Param] = &[
        Param("q", Kind::Text, ""),
        Param("from", Kind::Day, ""),
        Param("limit", Kind::Number(100), ""),
        Param("order", Kind::Choice(&["latest", "size"]), ""),
    ];

    fn asked(query: &str) -> Result<Asked, Problem> {
        Asked::new(String::new(), query, PARAMS)
    }

    #[test]
    fn parameters_are_decoded() {
        let asked = asked("q=a%20b+c%C3%A9&limit=5&from=").expect("a question");
        assert_eq!(asked.text("q"), Some("a b cé"));
        assert_eq!((asked.number("limit", 50), asked.text("from")), (5, None));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for query in [
            "x=1",
            "limit=101",
            "limit=-1",
            "from=May",
            "order=rank",
            "q=%zz",
            "q=%ff",
            "q=1&q=2",
        ] {
            assert!(matches!(asked(query), Err(Problem::Bad(_))), "{query}");
        }
        assert!(asked(&format!("q={}", "x".repeat(1001))).is_err());
    }
}
