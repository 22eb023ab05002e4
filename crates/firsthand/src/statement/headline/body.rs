//! What does a body say to a figure or to quoted words?

use super::super::align::{Relation, Step, align};
use super::super::compare::compare;
use super::super::lexicon::{LEXICON, Mark};
use super::super::token::{Token, Wording};
use super::{COUNTED_MAX, HeadlineVerdict, word};
use crate::{Article, Quotation, QuotationKind, Span};

/// Rounding of a figure in a headline: the share by which the body's may be another.
const ROUNDED: f64 = 0.05;
/// The same behind "more than" or "nearly".
const BOUNDED: f64 = 0.5;
/// Verbs and prepositions that make a bound of the figure behind them.
const BOUNDS: [&str; 9] = [
    "top",
    "tops",
    "topped",
    "past",
    "exceeds",
    "exceeded",
    "surpasses",
    "surpassed",
    "passes",
];
/// Share of a claim in single marks ('considering strike') that one sentence has in other words, in percent: such marks
/// say whose claim it is, and not that the words are anybody's.
const CLAIM_PERCENT: usize = 50;
/// Letters that two forms of one word begin with: "geographic", "geographical".
const FORM_LETTERS: usize = 7;
/// Content words behind a figure that tell what is counted.
const COUNTS: usize = 2;
/// Share of quoted words that a sentence of the body must have to be their other version, in percent.
const VERSION_PERCENT: u32 = 60;
/// Share from which on only grammar differs. See [`VERSION_PERCENT`].
const SAME_PERCENT: u32 = 97;

/// The sentences of an article's body.
pub(super) struct Body<'a> {
    content: &'a str,
    sentences: Vec<(usize, Wording)>,
}

impl<'a> Body<'a> {
    pub(super) fn read(article: &'a Article) -> Body<'a> {
        let content = article.content();
        let body: Vec<Span> = article.body().collect();
        let inside = |s: &&Span| body.iter().any(|b| b.contains(**s));
        let sentences = article.sentences.iter().filter(inside);
        Body {
            content,
            sentences: sentences
                .map(|s| (s.start(), Wording::new(s.of(content).to_owned(), false)))
                .collect(),
        }
    }

    /// What the body has against a figure of the headline; `None` where it bears it out.
    pub(super) fn figure(
        &self,
        title: &Wording,
        at: usize,
    ) -> Option<(HeadlineVerdict, Vec<Span>)> {
        let figure = Figure::read(title, at);
        let mut other = Vec::new();
        let mut values = Vec::new();
        for (start, sentence) in &self.sentences {
            for (i, token) in sentence.tokens.iter().enumerate() {
                let Some(value) = token.number else { continue };
                let here = Figure::read(sentence, i);
                let bounded = at > 0 && {
                    let before = &title.tokens[at - 1];
                    before.mark == Some(Mark::Bound)
                        || BOUNDS.contains(&word(title, before).as_str())
                };
                if figure.bears(&here) || (bounded && figure.bounds(&here)) {
                    return None;
                }
                values.push(value);
                if figure.counts_as(&here) {
                    let bytes = sentence.bytes(i..i + 1);
                    other.push(Span::new(start + bytes.start, start + bytes.end));
                }
            }
        }
        let sums = |x: &f64| {
            values
                .iter()
                .any(|y| x + y == figure.value || x - y == figure.value)
        };
        if values.iter().any(sums) {
            return None;
        }
        let small = figure.unit == 0 && figure.value <= COUNTED_MAX;
        match other.is_empty() {
            false => Some((HeadlineVerdict::Differs, other)),
            true if small => None,
            true => Some((HeadlineVerdict::Absent, Vec::new())),
        }
    }

    /// What the body has against quoted words of the headline; `None` where it bears them out.
    pub(super) fn quote(
        &self,
        words: &str,
        claim: bool,
        quotations: &[&Quotation],
    ) -> Option<(HeadlineVerdict, Vec<Span>)> {
        let quote = Wording::new(words.to_owned(), true);
        let parts = words
            .split(['…', '—', '.', '?', '!', ';'])
            .map(str::trim)
            .filter(|p| !p.is_empty());
        let parts: Vec<Wording> = parts.map(|p| Wording::new(p.to_owned(), true)).collect();
        // In capitals a word may be read as a name.
        let small = Wording::new(words.to_lowercase(), true);
        if self.has(&quote) || self.has(&small) || parts.iter().all(|p| self.has(p)) {
            return None;
        }
        if claim && self.sentences.iter().any(|(_, s)| claims(&quote, s)) {
            return None;
        }
        let mut best: Option<(u32, Vec<Span>)> = None;
        for (start, sentence) in &self.sentences {
            let like = compare(&quote, sentence);
            let share = 100 * like.matched / quote.weight.max(1);
            if share >= SAME_PERCENT {
                return None;
            }
            let better = best.as_ref().is_none_or(|b| share > b.0);
            if share >= VERSION_PERCENT && better && like.run >= 2 {
                best = Some((share, self.aligned(&quote, *start, sentence)));
            }
        }
        // What is quoted at all may be said by someone in words that the sentences divide.
        let divided = quotations.iter().any(|q| {
            let spans: Vec<&str> = q.content.iter().map(|s| s.of(self.content)).collect();
            let whole = Wording::of_spans(&spans, q.kind == QuotationKind::Direct);
            let like = compare(&quote, &whole);
            100 * like.matched >= SAME_PERCENT * quote.weight
        });
        if divided {
            return None;
        }
        match best {
            Some((_, spans)) => Some((HeadlineVerdict::Differs, spans)),
            None => Some((HeadlineVerdict::Absent, Vec::new())),
        }
    }

    /// Whether a sentence has these words, up to other forms of a word or an article more, which is how
    /// headlines are cut.
    fn has(&self, quote: &Wording) -> bool {
        let keys = quote.keys();
        self.sentences.iter().any(|(_, sentence)| {
            let tells = |t: &&Token| t.is_content() || t.is.negator;
            let says = |t: &Token| sentence.tokens.iter().any(|o| form(quote, t, sentence, o));
            let telling = quote.tokens.iter().filter(tells).count();
            sentence
                .keys()
                .windows(keys.len().max(1))
                .any(|w| w == keys)
                || (telling > 0 && quote.tokens.iter().filter(tells).all(says))
        })
    }

    /// The stretch of a sentence that stands for the words.
    fn aligned(&self, quote: &Wording, start: usize, sentence: &Wording) -> Vec<Span> {
        let steps = align(quote, sentence).steps;
        let agree = steps.iter().filter_map(|s| match s {
            Step::Both(_, j, relation) if *relation != Relation::Other => Some(*j),
            _ => None,
        });
        let (first, last) = (agree.clone().min(), agree.max());
        let range = first.zip(last).map(|(a, b)| sentence.bytes(a..b + 1));
        let span = range.map(|r| Span::new(start + r.start, start + r.end));
        span.into_iter().collect()
    }
}

/// Whether two tokens are forms of one word.
fn form(quote: &Wording, t: &Token, sentence: &Wording, o: &Token) -> bool {
    let (a, b) = (word(quote, t), word(sentence, o));
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    o.lemma == t.lemma || same >= FORM_LETTERS
}

/// Whether a sentence has so much of a claim that it is the same in other words.
fn claims(quote: &Wording, sentence: &Wording) -> bool {
    let telling = quote.tokens.iter().filter(|t| t.is_content());
    let says = |t: &&Token| {
        sentence
            .tokens
            .iter()
            .any(|o| form(quote, t, sentence, o) || o.means(t))
    };
    let said = telling.clone().filter(says).count();
    100 * said >= CLAIM_PERCENT * telling.count().max(1)
}

/// A figure, its unit and what it counts.
struct Figure<'a> {
    value: f64,
    unit: u64,
    /// The words behind it that tell something.
    counted: Vec<&'a Token>,
}

impl<'a> Figure<'a> {
    fn read(wording: &'a Wording, at: usize) -> Figure<'a> {
        let behind = &wording.tokens[at + 1..];
        let sentence = wording.tokens[at].sentence;
        let unit = behind.first().filter(|t| t.is.unit);
        Figure {
            value: wording.tokens[at].number.unwrap_or_default(),
            unit: unit.map_or(0, |u| u.lemma),
            counted: (behind.iter())
                .take_while(|t| t.sentence == sentence && t.number.is_none())
                .filter(|t| t.is_content() && !t.is.unit)
                .take(COUNTS)
                .collect(),
        }
    }

    /// Whether the other figure comes to this one, rounded.
    fn bears(&self, other: &Figure<'_>) -> bool {
        let apart = (self.value - other.value).abs();
        apart == 0.0 || (self.value > COUNTED_MAX && apart <= ROUNDED * self.value.max(other.value))
    }

    /// Whether the other figure is near enough to be what "more than" or "nearly" this one means.
    fn bounds(&self, other: &Figure<'_>) -> bool {
        let apart = (self.value - other.value).abs();
        self.unit == other.unit && apart <= BOUNDED * self.value.max(other.value)
    }

    /// Whether the other figure counts the same thing.
    fn counts_as(&self, other: &Figure<'_>) -> bool {
        let toll = |t: &Token| LEXICON.tolls.get(&t.lemma);
        let same = |a: &Token, b: &Token| {
            (a.lemma == b.lemma && a.weight == b.weight && !LEXICON.common.contains(&a.lemma))
                || (toll(a).is_some() && toll(a) == toll(b))
        };
        let counted = |a: &&Token| other.counted.iter().any(|b| same(a, b));
        self.unit == other.unit && self.counted.iter().take(1).any(counted)
    }
}
