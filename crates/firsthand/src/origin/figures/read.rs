//! Which figures does an article give? Patterns over word classes (`data/figures.txt`), each of which
//! asks for the number, what is counted and what befell it side by side.

use super::{Bound, number};
use crate::words::{norm, sentences, words};
use crate::{Article, SegmentKind, Span};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a figure is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Thing {
    /// How many of a class.
    Count(&'static str),
    /// How old a person is.
    Age(String),
}

impl Thing {
    pub(super) fn name(&self) -> String {
        match self {
            Thing::Count(class) => (*class).to_owned(),
            Thing::Age(name) => format!("age of {name}"),
        }
    }
}

/// A figure where it stands.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) number: Option<u64>,
    pub(super) bound: Bound,
    pub(super) span: Span,
    /// The person's name, of an age.
    pub(super) name: String,
    pub(super) name_span: Span,
}

/// Words between a number and what befell those counted: adjectives, a noun, auxiliaries.
const BETWEEN_MAX: usize = 7;
/// Words of a sentence that are looked at.
const WORDS_MAX: usize = 80;
/// Sentences of an article that are looked at: what stands further down is mostly about other days.
const SENTENCES_MAX: usize = 25;
/// The oldest that somebody is.
const AGE_MAX: u64 = 115;

struct Lexicon {
    pred: FxHashMap<&'static str, &'static str>,
    act: FxHashMap<&'static str, &'static str>,
    noun: FxHashMap<&'static str, &'static str>,
    person: Vec<&'static str>,
    aux: Vec<&'static str>,
    back: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut out = Lexicon {
        pred: FxHashMap::default(),
        act: FxHashMap::default(),
        noun: FxHashMap::default(),
        person: Vec::new(),
        aux: Vec::new(),
        back: Vec::new(),
    };
    for line in include_str!("../../../data/figures.txt").lines() {
        let mut fields = line.split_whitespace();
        let class = fields.next().unwrap_or("#");
        match class {
            "#" => {}
            "person" => out.person.extend(fields),
            "aux" => out.aux.extend(fields),
            "back" => out.back.extend(fields),
            class => {
                let of = match fields.next() {
                    Some("pred") => &mut out.pred,
                    Some("act") => &mut out.act,
                    _ => &mut out.noun,
                };
                of.extend(fields.map(|w| (w, class)));
            }
        }
    }
    out
});

/// The first figure that the article gives for each thing: of its text, else of its headline.
pub(super) fn read(article: &Article) -> BTreeMap<Thing, Found> {
    let content = article.content();
    let mut out = BTreeMap::new();
    let language = article.language.as_deref();
    let body = article.body();
    let text = body.flat_map(|span| sentences(content, span, language));
    let headline = article.segments.iter();
    let headline = headline.filter(|s| s.kind == SegmentKind::Headline);
    for sentence in text.take(SENTENCES_MAX).chain(headline.map(|s| s.span)) {
        let spans: Vec<Span> = words(content, sentence).take(WORDS_MAX).collect();
        let normed: Vec<String> = spans.iter().map(|s| norm(s.of(content))).collect();
        let lower: Vec<&str> = normed.iter().map(String::as_str).collect();
        let sentence = Sentence {
            content,
            spans,
            words: &lower,
        };
        for (thing, found) in sentence.ages() {
            out.entry(thing).or_insert(found);
        }
        if !sentence.is_background() {
            for (class, found) in sentence.counts() {
                out.entry(Thing::Count(class)).or_insert(found);
            }
        }
    }
    out
}

struct Sentence<'a> {
    content: &'a str,
    spans: Vec<Span>,
    words: &'a [&'a str],
}

impl Sentence<'_> {
    /// Whether it tells of other times, or sums up many events.
    fn is_background(&self) -> bool {
        let year = |w: &&str| w.len() == 4 && (w.starts_with("19") || w.starts_with("20"));
        let year = |w: &&str| year(w) && w.bytes().all(|b| b.is_ascii_digit());
        self.words
            .iter()
            .any(|w| LEXICON.back.contains(w) || year(w))
    }

    /// What stands between word `i` and the one before it.
    fn gap(&self, i: usize) -> &str {
        match (i.checked_sub(1), self.spans.get(i)) {
            (Some(before), Some(s)) => &self.content[self.spans[before].end()..s.start()],
            _ => "",
        }
    }

    /// Whether nothing but a space, or a hyphen, stands before the words from `from` up to `to`.
    fn joined(&self, from: usize, to: usize) -> bool {
        (from + 1..=to).all(|i| matches!(self.gap(i), " " | "-" | "\u{a0}"))
    }

    fn word(&self, i: usize) -> &str {
        self.words.get(i).copied().unwrap_or_default()
    }

    fn counts(&self) -> Vec<(&'static str, Found)> {
        let mut out = Vec::new();
        for i in 0..self.words.len() {
            if matches!(self.word(i), "nobody") || self.word(i) == "no" && self.word(i + 1) == "one"
            {
                let after = i + 1 + usize::from(self.word(i) == "no");
                if let Some((class, at)) = self.befell(after) {
                    out.push((class, self.found(0, Bound::Exact, i, at)));
                }
                continue;
            }
            let Some((value, len)) = number::at(self.words, i) else {
                continue;
            };
            let money = self
                .gap(i)
                .ends_with(['$', '€', '£', '#', '.', ':', '-', '/']);
            if money
                || self
                    .gap(i + len)
                    .starts_with(['%', ':', '/', '.', '-', '\''])
            {
                continue;
            }
            let (bound, before) = number::bound(self.words, i);
            let start = i - before;
            let Some((class, at)) = self
                .done_to(start, i + len)
                .or_else(|| self.befell(i + len))
            else {
                continue;
            };
            let (from, to) = (start.min(at), (i + len - 1).max(at));
            // "Two others were also killed" leaves out the first.
            let rest = (i + len..to.min(i + len + 3)).any(|w| {
                matches!(
                    self.word(w),
                    "other" | "others" | "more" | "another" | "of" | "additional"
                )
            });
            if !(rest && class == "killed") {
                out.push((class, self.found(value, bound, from, to)));
            }
        }
        out
    }

    fn found(&self, value: u64, bound: Bound, from: usize, to: usize) -> Found {
        Found {
            number: Some(value),
            bound,
            span: self.spans[from].join(self.spans[to]),
            name: String::new(),
            name_span: Span::new(0, 0),
        }
    }

    /// "[12] people were killed": the class, and the word that says so. `after` is the word after the
    /// number.
    fn befell(&self, after: usize) -> Option<(&'static str, usize)> {
        let (mut noun, mut aux) = (false, false);
        for at in after..(after + BETWEEN_MAX).min(self.words.len()) {
            if !self.joined(at.saturating_sub(1), at) {
                return None;
            }
            let word = self.words[at];
            if let Some(class) = LEXICON.noun.get(word).filter(|_| at <= after + 1 && !aux) {
                return Some((class, at));
            }
            if let Some(class) = LEXICON.pred.get(word) {
                let named = noun || aux || at == after;
                return named.then_some((*class, at));
            }
            let person = LEXICON.person.contains(&word);
            match (noun, aux) {
                _ if LEXICON.aux.contains(&word) => aux = true,
                (_, true) => return None,
                (_, false) if person => noun = true,
                // Adjectives before the noun; nothing between it and what befell.
                (false, _) if at < after + 3 && !is_link(word) => {}
                _ => return None,
            }
        }
        None
    }

    /// "killing [at least 12] people": `start` is the first word of the number and its bound, `after` the
    /// word after it.
    fn done_to(&self, start: usize, after: usize) -> Option<(&'static str, usize)> {
        let verb = start.checked_sub(1)?;
        let class = LEXICON.act.get(self.word(verb))?;
        let passive = verb > 0 && LEXICON.aux.contains(&self.word(verb - 1));
        let person = (after..after + 3).find(|&w| LEXICON.person.contains(&self.word(w)));
        // "killing 12 in the market", "killing 12 and injuring 20", "killing 12."
        let bare = !matches!(self.gap(after), " " | "-")
            || matches!(self.word(after), "in" | "at" | "on" | "near" | "during")
            || self.word(after) == "and" && LEXICON.act.contains_key(self.word(after + 1));
        let last = person.or(bare.then_some(after - 1))?;
        let straight = self.joined(verb, last) && !(after..last).any(|w| is_link(self.word(w)));
        // "killed two men and a woman": the number is not the count.
        let more = self.word(last + 1) == "and"
            && (matches!(
                self.word(last + 2),
                "a" | "an" | "his" | "her" | "himself" | "herself"
            ) || number::at(self.words, last + 2).is_some());
        (straight && !passive && !more).then_some((*class, verb))
    }

    /// "Ann Lee, 43," and "43-year-old Ann Lee".
    fn ages(&self) -> Vec<(Thing, Found)> {
        let mut out = Vec::new();
        for i in 0..self.words.len() {
            let age = self.word(i).parse::<u64>().ok().filter(|n| *n <= AGE_MAX);
            let Some(age) = age.filter(|_| i > 1 && self.gap(i) == ", ") else {
                continue;
            };
            let closed =
                self.gap(i + 1).starts_with([',', ';', '.', ')']) || i + 1 == self.spans.len();
            let cap = |w: usize| {
                self.spans[w]
                    .of(self.content)
                    .starts_with(char::is_uppercase)
            };
            let mut first = i;
            while first > 0
                && i - first < 3
                && cap(first - 1)
                && (first == i || matches!(self.gap(first), " " | ". "))
            {
                first -= 1;
            }
            if !closed || i - first < 2 {
                continue;
            }
            let name_span = self.spans[first].join(self.spans[i - 1]);
            // Of three words the middle one is often left out elsewhere.
            let (given, surname) = (self.spans[first], self.spans[i - 1]);
            let name = format!("{} {}", given.of(self.content), surname.of(self.content));
            let found = Found {
                name: name_span.of(self.content).to_owned(),
                name_span,
                ..self.found(age, Bound::Exact, first, i)
            };
            out.push((Thing::Age(name), found));
        }
        out
    }
}

/// Words that end a noun group.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "with"
            | "from"
            | "by"
            | "who"
            | "that"
            | "when"
            | "after"
            | "as"
            | "but"
            | "the"
            | "a"
            | "an"
            | "not"
            | "never"
            | "said"
            | "times"
            | "years"
            | "days"
            | "hours"
            | "minutes"
            | "weeks"
            | "months"
            | "percent"
            | "miles"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, article};

    fn figures(text: &str) -> Vec<(String, u64, Bound)> {
        let page = Page {
            locator: "a.txt".into(),
            content: text.into(),
            ..Page::default()
        };
        let articles = article::read(vec![page]);
        let found = read(&articles[0]).into_iter();
        found
            .map(|(thing, f)| (thing.name(), f.number.unwrap_or(u64::MAX), f.bound))
            .collect()
    }

    #[test]
    fn counts_are_read_where_they_stand_beside_what_befell() {
        type Case = (&'static str, &'static [(&'static str, u64, Bound)]);
        let cases: [Case; 13] = [
            (
                "At least 12 people were killed in the collapse, the mayor said.",
                &[("killed", 12, Bound::AtLeast)],
            ),
            (
                "The blast left twenty-one dead and injured more than 40 passengers.",
                &[
                    ("injured", 40, Bound::AtLeast),
                    ("killed", 21, Bound::Exact),
                ],
            ),
            (
                "A gunman opened fire, killing two people and wounding three others.",
                &[("injured", 3, Bound::Exact), ("killed", 2, Bound::Exact)],
            ),
            (
                "Nobody was hurt when the roof of the old mill fell on Monday.",
                &[("injured", 0, Bound::Exact)],
            ),
            (
                "No one was injured in the fire at the mill on Monday night.",
                &[("injured", 0, Bound::Exact)],
            ),
            (
                "A blast tore through the market, killing 12 and injuring at least 20 others.",
                &[
                    ("injured", 20, Bound::AtLeast),
                    ("killed", 12, Bound::Exact),
                ],
            ),
            (
                "The flood caused two deaths and five injuries in the valley.",
                &[("injured", 5, Bound::Exact), ("killed", 2, Bound::Exact)],
            ),
            (
                "He killed two men and a woman before he fled over the border.",
                &[],
            ),
            (
                "Since 2011, 40 people were killed on this road, the council said.",
                &[],
            ),
            (
                "Police said 3 percent of those asked had been injured at work.",
                &[],
            ),
            (
                "The 19-year-old was shot twice and two times he fell over again.",
                &[],
            ),
            (
                "Two of the victims were killed at once, the coroner said later.",
                &[],
            ),
            (
                "Ann Marie Lee, 43, and Bo Finch, 7, were taken to the hospital.",
                &[
                    ("age of Ann Lee", 43, Bound::Exact),
                    ("age of Bo Finch", 7, Bound::Exact),
                ],
            ),
        ];
        for (text, expected) in cases {
            let expected: Vec<(String, u64, Bound)> = expected
                .iter()
                .map(|(w, n, b)| ((*w).to_owned(), *n, *b))
                .collect();
            assert_eq!(figures(text), expected, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_lexicon_is_read() {
        for line in include_str!("../../../data/figures.txt").lines() {
            let mut fields = line.split_whitespace();
            let class = fields.next().unwrap_or("#");
            let sets = ["#", "person", "aux", "back"];
            let form = fields.next().unwrap_or_default();
            assert!(
                sets.contains(&class) || ["pred", "act", "noun"].contains(&form),
                "{line}"
            );
        }
        assert!(LEXICON.person.len() > 50);
    }
}
