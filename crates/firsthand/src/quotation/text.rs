//! An article as quotations see it: paragraphs of tokens, cut into sentences that no quotation
//! mark tears apart.

use super::lexicon::{Class, Lexicon};
use super::marks::{self, Quote};
use crate::{Article, SegmentKind, Span, words};
use std::borrow::Cow;

/// A word or a mark of punctuation.
pub(super) struct Token<'a> {
    pub(super) span: Span,
    /// Lower case, without a possessive ending.
    pub(super) low: Cow<'a, str>,
    pub(super) word: bool,
    pub(super) capital: bool,
    pub(super) possessive: bool,
    /// What the language's lexicon says of it.
    pub(super) class: Class,
    /// The quotation, in the paragraph's list, that it stands in, its marks included.
    pub(super) quote: Option<usize>,
}

impl Token<'_> {
    /// Whether it may do one of `classes`.
    pub(super) fn is(&self, classes: Class) -> bool {
        self.class & classes != 0
    }

    /// Whether it is this mark of punctuation.
    pub(super) fn mark(&self, c: char) -> bool {
        !self.word && self.low.starts_with(c)
    }

    /// Whether it is a dash between clauses.
    pub(super) fn dash(&self) -> bool {
        !self.word && matches!(&*self.low, "–" | "—" | "-" | "―")
    }
}

/// A line of article text.
pub(super) struct Paragraph<'a> {
    pub(super) span: Span,
    pub(super) headline: bool,
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) quotes: Vec<Quote>,
    /// Ranges of tokens.
    pub(super) sentences: Vec<(usize, usize)>,
}

/// Longest paragraph that is read as one, in bytes; a longer line is cut at ends of sentences, so
/// that no line costs more than its length.
const PARAGRAPH_BYTES_MAX: usize = 32_768;

/// The paragraphs of article text.
pub(super) fn paragraphs<'a>(article: &'a Article, lexicon: &Lexicon) -> Vec<Paragraph<'a>> {
    let content = article.content();
    let mut out = Vec::new();
    for segment in &article.segments {
        use SegmentKind::{Body, Headline, Subhead};
        if !matches!(segment.kind, Body | Subhead | Headline) {
            continue;
        }
        for span in unwrapped(content, segment.span) {
            if super::road::is_credit_line(span.of(content)) {
                continue;
            }
            let headline = segment.kind != Body;
            for part in parts(content, span) {
                out.push(paragraph(content, part, headline, lexicon));
            }
        }
    }
    marks::chain(content, &mut out);
    out
}

/// Lengths of a line that was broken to fit a page, in bytes. Chosen by judgement on wire copy of the
/// years around 2000, whose lines have 60 to 80.
const WRAPPED_BYTES: std::ops::RangeInclusive<usize> = 45..=100;
/// Fewest such lines, and their least share of all lines, that show a text to be broken so.
const WRAPPED_LINES_MIN: usize = 6;
/// See [`WRAPPED_LINES_MIN`]: in tenths.
const WRAPPED_TENTHS_MIN: usize = 6;

/// The lines of a segment; where they are broken to fit a page, its paragraphs.
pub(crate) fn unwrapped(content: &str, segment: Span) -> Vec<Span> {
    let lines: Vec<Span> = words::lines(content, segment).collect();
    let fits = |s: &Span| WRAPPED_BYTES.contains(&s.len());
    // A break where the next line begins with a small letter is the surest sign.
    let broken = lines
        .windows(2)
        .filter(|w| fits(&w[0]) && w[1].of(content).starts_with(char::is_lowercase))
        .count();
    let count = lines.iter().filter(|s| fits(s)).count();
    let wrapped = broken * 3 >= WRAPPED_LINES_MIN
        && count >= WRAPPED_LINES_MIN
        && count * 10 >= lines.len() * WRAPPED_TENTHS_MIN;
    if !wrapped {
        return lines;
    }
    let mut out: Vec<Span> = Vec::new();
    let mut before = None::<Span>;
    for line in lines {
        let goes_on = before.is_some_and(|b| {
            let gap = &content[b.end()..line.start()];
            let indent = gap.rsplit('\n').next().map_or(0, str::len);
            gap.matches('\n').count() == 1 && indent < 2 && b.len() >= *WRAPPED_BYTES.start()
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(paragraph) => *paragraph = paragraph.join(line),
            None => out.push(line),
        }
        before = Some(line);
    }
    out
}

/// A line in parts of at most [`PARAGRAPH_BYTES_MAX`] bytes.
fn parts(content: &str, line: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = line.start();
    while line.end() - from > PARAGRAPH_BYTES_MAX {
        let mut to = from + PARAGRAPH_BYTES_MAX;
        while !content.is_char_boundary(to) {
            to -= 1;
        }
        if let Some(stop) = content[from..to].rfind(". ") {
            to = from + stop + 1;
        }
        out.push(Span::new(from, to).trim(content));
        from = to;
    }
    out.push(Span::new(from, line.end()).trim(content));
    out.retain(|s| !s.is_empty());
    out
}

fn paragraph<'a>(content: &'a str, span: Span, headline: bool, lexicon: &Lexicon) -> Paragraph<'a> {
    let mut paragraph = Paragraph {
        span,
        headline,
        tokens: tokens(content, span, lexicon),
        quotes: Vec::new(),
        sentences: Vec::new(),
    };
    paragraph.mark(content, marks::pair(content, span));
    paragraph
}

impl Paragraph<'_> {
    /// Settles which words stand in marks, and with it where sentences end.
    pub(super) fn mark(&mut self, content: &str, quotes: Vec<Quote>) {
        self.tokens.iter_mut().for_each(|t| t.quote = None);
        let mut at = 0;
        for (q, quote) in quotes.iter().enumerate() {
            while at < self.tokens.len() && self.tokens[at].span.start() < quote.outer.start() {
                at += 1;
            }
            while at < self.tokens.len() && self.tokens[at].span.start() < quote.outer.end() {
                self.tokens[at].quote = Some(q);
                at += 1;
            }
        }
        self.sentences = sentences(content, &self.tokens, &quotes);
        self.quotes = quotes;
    }
}

/// A text of one paragraph.
pub(super) fn alone<'a>(text: &'a str, lexicon: &Lexicon) -> Paragraph<'a> {
    paragraph(text, Span::new(0, text.len()), false, lexicon)
}

/// The tokens of a line that is no prose.
pub(super) fn line<'a>(content: &'a str, span: Span, lexicon: &Lexicon) -> Vec<Token<'a>> {
    tokens(content, span, lexicon)
}

fn tokens<'a>(content: &'a str, span: Span, lexicon: &Lexicon) -> Vec<Token<'a>> {
    let mut out = Vec::with_capacity(span.len() / 5);
    let mut at = span.start();
    let marks = |from: usize, to: usize, out: &mut Vec<Token<'a>>| {
        for (i, c) in content[from..to].char_indices() {
            if !c.is_whitespace() {
                let s = Span::new(from + i, from + i + c.len_utf8());
                out.push(Token {
                    span: s,
                    low: Cow::Borrowed(s.of(content)),
                    word: false,
                    capital: false,
                    possessive: false,
                    class: 0,
                    quote: None,
                });
            }
        }
    };
    for word in words::words(content, span) {
        marks(at, word.start(), &mut out);
        if let Some((verb, pronoun)) = clitic(content, word, lexicon) {
            out.push(token(content, verb, lexicon));
            out.push(token(content, pronoun, lexicon));
        } else {
            out.push(token(content, word, lexicon));
        }
        at = word.end();
    }
    marks(at, span.end(), &mut out);
    out
}

/// "déclare-t-elle": a verb of saying with the pronoun that hangs on it.
fn clitic(content: &str, word: Span, lexicon: &Lexicon) -> Option<(Span, Span)> {
    use super::lexicon::{HE, SAY, SHE, THEY};
    let text = word.of(content);
    let (stem, pronoun) = text.rsplit_once('-')?;
    let stem = stem.strip_suffix("-t").unwrap_or(stem);
    let fits = lexicon.class(pronoun) & (HE | SHE | THEY) != 0 && lexicon.class(stem) & SAY != 0;
    fits.then(|| {
        (
            Span::new(word.start(), word.start() + stem.len()),
            Span::new(word.end() - pronoun.len(), word.end()),
        )
    })
}

fn token<'a>(content: &'a str, span: Span, lexicon: &Lexicon) -> Token<'a> {
    let full = span.of(content);
    let bare = full
        .strip_suffix("'s")
        .or_else(|| full.strip_suffix("’s"))
        .unwrap_or(full);
    let low = match bare.bytes().all(|b| b.is_ascii_lowercase()) {
        true => Cow::Borrowed(bare),
        false => Cow::Owned(words::norm(bare)),
    };
    let capital = full.chars().next().is_some_and(char::is_uppercase);
    let mut class = lexicon.class(&low);
    // "the US" is no "us".
    if full == "US" {
        class = 0;
    }
    // "may" and "march" are months only with a capital.
    if !capital && matches!(&*low, "may" | "march" | "sun" | "sat") {
        class &= !super::lexicon::TIME;
    }
    Token {
        span,
        word: true,
        capital,
        possessive: bare.len() != full.len()
            && !matches!(
                &*low,
                "it" | "he" | "she" | "that" | "there" | "who" | "what" | "let"
            ),
        class,
        low,
        quote: None,
    }
}

/// Words before a point that does not end a sentence.
const ABBREVIATIONS: [&str; 44] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "capt", "sgt", "st",
    "rev", "maj", "jr", "sr", "inc", "corp", "co", "ltd", "no", "vs", "etc", "al", "jan", "feb",
    "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "hon", "ave", "dept", "ret", "bzw",
    "ca", "nr", "sgt",
];

/// Cuts tokens into sentences; what is inside quotation marks is never cut.
fn sentences(content: &str, tokens: &[Token], quotes: &[Quote]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for i in 0..tokens.len() {
        let Some(next) = tokens.get(i + 1) else { break };
        let closes = tokens[i].quote.is_some() && next.quote != tokens[i].quote;
        let ends = if closes {
            let quote = &quotes[tokens[i].quote.unwrap_or(0)];
            let last = quote.inner.of(content).chars().next_back();
            match last {
                Some('.' | '…') => next.capital || next.quote.is_some() || next.mark('•'),
                Some('!' | '?') => {
                    (next.capital || next.quote.is_some()) && !attributes(&tokens[i + 1..])
                }
                _ => false,
            }
        } else if tokens[i].quote.is_none() {
            match &*tokens[i].low {
                "." if i > from => {
                    let word = &tokens[i - 1];
                    let abbreviated = word.word
                        && tokens[i].span.start() == word.span.end()
                        && (ABBREVIATIONS.contains(&&*word.low)
                            || (word.capital && word.span.len() == 1));
                    !abbreviated && opens(next) && spaced(content, &tokens[i], next)
                }
                "!" | "?" | "…" | "。" | "！" | "？" => opens(next),
                "•" => false,
                _ => next.mark('•'),
            }
        } else {
            false
        };
        if ends {
            out.push((from, i + 1));
            from = i + 1;
        }
    }
    if from < tokens.len() {
        out.push((from, tokens.len()));
    }
    out
}

/// Whether a sentence may begin with this token.
fn opens(next: &Token) -> bool {
    next.quote.is_some()
        || next.capital
        || !next.word
        || next.low.starts_with(|c: char| c.is_numeric())
}

fn spaced(content: &str, a: &Token, b: &Token) -> bool {
    content[a.span.end()..b.span.start()]
        .chars()
        .any(char::is_whitespace)
}

/// Longest attribution that may follow a question in quotation marks, in tokens.
const TAIL_TOKENS_MAX: usize = 8;

/// Whether the words after a closed quotation attribute it ("… ?" Calder asked.).
fn attributes(tail: &[Token]) -> bool {
    use super::lexicon::SAY;
    let verb = tail
        .iter()
        .take(TAIL_TOKENS_MAX)
        .take_while(|t| t.word || t.mark('.'))
        .position(|t| t.is(SAY));
    verb.is_some_and(|v| {
        tail.get(v + 1)
            .is_none_or(|t| !t.word || t.is(super::lexicon::TIME | super::lexicon::PREP))
    })
}
