//! Does the body bear out the figures and the quoted words of its own headline?
//!
//! Headlines are written by others than the text, and readers keep them rather than the text (Ecker, Lewandowsky, Chang and Pillai,
//! "The effects of subtle misinformation in news headlines", 2014). Told is only what the body has otherwise or not at all;
//! where the body may be cut short, nothing is.

mod body;

use super::lexicon::LEXICON;
use super::token::{Token, Wording};
use crate::article::SegmentKind;
use crate::{Article, Quotation, Span};
use body::Body;
use rayon::prelude::*;
use std::ops::Range;

/// Words of a body below which it may be a cut of the article.
const BODY_WORDS_MIN: usize = 120;
/// Largest plain figure that a body may leave to be counted: "Five reasons", "Three men held".
const COUNTED_MAX: f64 = 20.0;
/// What an article counts of itself: "explained in 400 words".
const ITS_OWN: [&str; 9] = [
    "words", "charts", "photos", "pictures", "images", "minutes", "seconds", "maps", "gifs",
];
/// Oldest age: "dies at 82".
const AGE_MAX: f64 = 120.0;
/// Plain figures between these are read as years.
const YEARS: Range<f64> = 1500.0..2200.0;
/// Fewest words in marks that are read as a quotation and not as a title or a word held with tongs.
const QUOTED_MIN: usize = 3;
/// Something in a headline that the body does not bear out.
#[derive(Clone, PartialEq, Debug)]
pub struct HeadlineCheck {
    /// What it is.
    pub kind: HeadlineKind,
    /// The headline's words.
    pub words: String,
    /// Where they stand, if the headline stands in the article's content.
    pub span: Option<Span>,
    /// What the body says to it.
    pub verdict: HeadlineVerdict,
    /// What the body has instead; empty where it has nothing of the kind.
    pub body: Vec<Span>,
}

/// What a headline claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeadlineKind {
    /// A figure.
    Number,
    /// Words in quotation marks.
    Quote,
}

/// How a body fails to bear a headline out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeadlineVerdict {
    /// It has another figure for the same, or other words.
    Differs,
    /// It has nothing of the kind.
    Absent,
}

/// What the headline of each article says that its body does not bear out.
pub fn headlines(articles: &[Article], quotations: &[Quotation]) -> Vec<Vec<HeadlineCheck>> {
    articles
        .par_iter()
        .enumerate()
        .map(|(at, article)| {
            let from = quotations.partition_point(|q| q.article < at);
            let own = quotations[from..].iter().take_while(|q| q.article == at);
            check(article, &own.collect::<Vec<_>>())
        })
        .collect()
}

/// Checks one headline.
fn check(article: &Article, quotations: &[&Quotation]) -> Vec<HeadlineCheck> {
    let Some(title) = article.title.as_deref() else {
        return Vec::new();
    };
    let quotes = quoted(title);
    let wording = Wording::new(title.to_owned(), false);
    let figures = figures(&wording);
    if (quotes.is_empty() && figures.is_empty()) || is_cut(article) {
        return Vec::new();
    }
    let body = Body::read(article);
    let place = place(article, title);
    let found = |kind, bytes: Range<usize>, verdict, body| HeadlineCheck {
        kind,
        words: title[bytes.clone()].to_owned(),
        span: place.map(|at| Span::new(at + bytes.start, at + bytes.end)),
        verdict,
        body,
    };
    let mut out = Vec::new();
    for at in figures {
        if let Some((verdict, spans)) = body.figure(&wording, at) {
            let end = at + 1 + usize::from(wording.tokens.get(at + 1).is_some_and(|t| t.is.unit));
            let bytes = wording.bytes(at..end);
            out.push(found(HeadlineKind::Number, bytes, verdict, spans));
        }
    }
    for bytes in quotes {
        let single = title[..bytes.start].ends_with(['\'', '‘']);
        let claim = single && title[bytes.clone()].starts_with(char::is_lowercase);
        if let Some((verdict, spans)) = body.quote(&title[bytes.clone()], claim, quotations) {
            out.push(found(HeadlineKind::Quote, bytes, verdict, spans));
        }
    }
    out
}

/// Where the title stands in the content: as its headline.
fn place(article: &Article, title: &str) -> Option<usize> {
    let content = article.content();
    let headlines = article.segments.iter();
    headlines
        .filter(|s| s.kind == SegmentKind::Headline)
        .find_map(|s| Some(s.span.start() + s.span.of(content).find(title)?))
}

/// Whether the body may be only a part of what was written.
fn is_cut(article: &Article) -> bool {
    let content = article.content();
    let words: usize = (article.body())
        .map(|s| s.of(content).split_whitespace().count())
        .sum();
    let last = article.body().last().map(|s| s.of(content).trim_end());
    words < BODY_WORDS_MIN || last.is_some_and(|l| l.ends_with("...") || l.ends_with(['…', ']']))
}

/// Figures of a headline that a body has to name: no years, no parts of names, scores or ages.
fn figures(title: &Wording) -> Vec<usize> {
    let tokens = &title.tokens;
    let plain = |at: &usize| {
        let t = &tokens[*at];
        let near =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-–/:.#'’".contains(c));
        let (start, end) = (t.start as usize, t.end as usize);
        let before = title.text[..start].chars().next_back();
        let after = title.text[end..].chars().next();
        let unit = tokens.get(at + 1).is_some_and(|n| n.is.unit);
        let value = t.number.unwrap_or_default();
        let date = unit && is_date(&tokens[at + 1])
            || at.checked_sub(1).is_some_and(|b| is_date(&tokens[b]));
        let name = at
            .checked_sub(1)
            .is_some_and(|b| tokens[b].is.capital && !tokens[b].is.unit);
        let own = tokens
            .get(at + 1)
            .is_some_and(|n| ITS_OWN.contains(&word(title, n).as_str()));
        let decade = word(title, t).ends_with('s');
        let last = after.is_none_or(|c| c != ' ');
        let aged = last
            && value <= AGE_MAX
            && at
                .checked_sub(1)
                .is_some_and(|b| word(title, &tokens[b]) == "at");
        let year = YEARS.contains(&value) && value.fract() == 0.0;
        t.number.is_some()
            && !t.is.one
            && value > 1.0
            && !near(before)
            && !near(after)
            && !date
            && !year
            && !name
            && !own
            && !decade
            && !aged
    };
    (0..tokens.len()).filter(plain).collect()
}

/// A token as written, in lower case.
fn word(wording: &Wording, token: &Token) -> String {
    wording.text[token.start as usize..token.end as usize].to_lowercase()
}

fn is_date(token: &Token) -> bool {
    let unit = LEXICON.units.get(&token.lemma).filter(|_| token.is.unit);
    unit.is_some_and(|u| matches!(u.measure, "date" | "calendar"))
}

/// Byte ranges of the words in quotation marks.
fn quoted(title: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut before = ' ';
    for (at, c) in title.char_indices() {
        let behind = title[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let closes = |open: char| match open {
            '“' => c == '”',
            '‘' => c == '’' && !behind.is_alphanumeric(),
            '\'' => c == '\'' && !behind.is_alphanumeric(),
            _ => c == open,
        };
        match open {
            Some((mark, from)) if closes(mark) => {
                out.push(from..at);
                open = None;
            }
            None if "“\"‘'".contains(c)
                && !before.is_alphanumeric()
                && behind.is_alphanumeric() =>
            {
                open = Some((c, at + c.len_utf8()));
            }
            _ => {}
        }
        before = c;
    }
    out.retain(|r| {
        let words = Wording::new(title[r.clone()].to_owned(), true);
        let content = words.tokens.iter().filter(|t| t.is_content()).count();
        words.tokens.len() >= QUOTED_MIN && content >= 2
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Declared, Page, pipeline};

    const FILLER: &str = "The harbour of Sarn lies north of the old mill and has two piers. Boats came and went all day, \
        as they do in every season of the year. People stood on the quay in the rain and watched the crews. A baker gave out \
        bread, and a choir sang in the church until the lamps were lit. Children were sent home from school at noon. The road \
        to the pass stayed shut. Volunteers brought blankets, and a ship from the coast took the first families away before \
        the storm grew. The council met in the evening in the town hall, and nobody could say when the trains would run again. \
        In the valley the farmers moved their herds to higher ground and waited for the water to fall in the river below the bridge.";

    fn verdicts(title: &str, body: &str) -> Vec<(HeadlineKind, String, HeadlineVerdict, String)> {
        let text = format!("{body}\n\n{FILLER}");
        let page = Page {
            locator: "a.txt".into(),
            content: text,
            declared: Declared {
                title: Some(title.to_owned()),
                ..Declared::default()
            },
            ..Page::default()
        };
        let report = pipeline::run(vec![page], Vec::new());
        let article = &report.articles[0];
        report.headlines[0]
            .iter()
            .map(|c| {
                let body: Vec<&str> = c.body.iter().map(|s| s.of(article.content())).collect();
                (c.kind, c.words.clone(), c.verdict, body.join("|"))
            })
            .collect()
    }

    #[test]
    fn what_the_body_has_otherwise_is_told() {
        use HeadlineKind::{Number, Quote};
        use HeadlineVerdict::{Absent, Differs};
        let found = verdicts(
            "Ferry fire leaves 21 dead",
            "A fire on a ferry killed 12 people on Monday. Police said 12 dead had been found.",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].2), (Number, Differs));
        assert!(found[0].3.contains("12"), "{found:?}");
        let found = verdicts(
            "Mayor: 'The bridge was never safe'",
            "\"The bridge was mostly safe until the flood,\" mayor Ilka Strand said.",
        );
        assert_eq!((found[0].0, found[0].2), (Quote, Differs), "{found:?}");
        let found = verdicts(
            "Harvest down 40 percent in the valley",
            "The harvest was poor, farmers in the valley said on Tuesday.",
        );
        assert_eq!((found[0].0, found[0].2), (Number, Absent), "{found:?}");
    }

    #[test]
    fn what_the_body_bears_out_is_not() {
        for (title, body) in [
            (
                "Ferry fire leaves 21 dead",
                "A fire on a ferry killed twenty-one people on Monday.",
            ),
            (
                "Mayor: 'The bridge was never safe'",
                "\"I told them that the bridge was never safe,\" mayor Ilka Strand said.",
            ),
            (
                "Yard gets $2 million",
                "The yard was given 1.96 million dollars by the council.",
            ),
            (
                "Five reasons to visit Sarn",
                "Visitors like the harbour, the mill and the choir.",
            ),
            (
                "Storm of 1953 remembered",
                "The old people remember the storm.",
            ),
            (
                "The flood, explained in 400 words",
                "The river rose for three days.",
            ),
            (
                "Claims top 1 million",
                "About 1.3 million people filed claims.",
            ),
            (
                "Ilka Strand, mayor of Sarn, dies at 82",
                "Ilka Strand, the mayor, has died.",
            ),
            (
                "Mayor: 'The bridge was never safe ... we closed it'",
                "\"The bridge was never safe,\" mayor Ilka Strand said. \"So we closed it.\"",
            ),
            (
                "Sarn 'considering closure of bridge'",
                "The town of Sarn said that it considers closing the old bridge.",
            ),
        ] {
            let found = verdicts(title, body);
            assert!(found.is_empty(), "{title}: {found:?}");
        }
    }
}
