//! How are words read into tokens?

use super::super::lexicon::{LEXICON, Lexicon, Mark, Numeral, Phrases, key};
use super::{Is, Token, Wording};
use crate::{Span, words};

/// Longest part of a quotation that is compared, in words: a bound on hostile input. The longest
/// quotation of the 76 gold pairs of BASIL has 62.
const TOKENS_MAX: usize = 400;

/// Weights of a word in a comparison, in tenths of a content word. Function words are most of what
/// two unrelated sentences share. Judged, not counted.
const WEIGHT_FUNCTION: u32 = 2;
/// See [`WEIGHT_FUNCTION`].
const WEIGHT_COMMON: u32 = 6;
/// See [`WEIGHT_FUNCTION`].
const WEIGHT_CONTENT: u32 = 10;

/// Words from a bound to its figure: "at least another 40".
const BOUND_REACH: usize = 3;

/// Share of capitalised words above which capitals say nothing: a headline in title case.
const TITLE_CASE_SHARE: f64 = 0.9;

impl Wording {
    pub(super) fn read(text: String, all_quoted: bool, joins: &[usize]) -> Wording {
        let mut tokens = Vec::new();
        let mut reader = Reader::new(&text, all_quoted, joins);
        for piece in pieces(&text) {
            if tokens.len() >= TOKENS_MAX {
                break;
            }
            reader.push(piece, &mut tokens);
        }
        let mut tokens = join_numbers(tokens);
        tokens.truncate(TOKENS_MAX);
        drop_leading_that(&mut tokens);
        distrust_title_case(&mut tokens);
        set_marks(&mut tokens);
        set_senses(&mut tokens);
        // A pile keeps all of them until it is compared.
        tokens.shrink_to_fit();
        Wording::of(text, tokens)
    }
}

/// The words of `text` with hyphens taken apart, and with "I.R.S." and "[W]e" put together.
fn pieces(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    let mut raw = words::words(text, Span::new(0, text.len())).peekable();
    std::iter::from_fn(move || {
        let mut span = raw.next()?;
        let mut plain = span.of(text).to_owned();
        let one_letter = |s: Span| s.of(text).chars().count() == 1;
        while let Some(next) = raw.peek().copied() {
            let gap = &text[span.end()..next.start()];
            let acronym = gap == "." && one_letter(next) && is_initials(&plain);
            let bracketed =
                gap == "]" && plain.chars().count() == 1 && text[..span.start()].ends_with('[');
            if !(acronym || bracketed) {
                break;
            }
            plain.push_str(next.of(text));
            span = span.join(next);
            raw.next();
        }
        Some((span, plain))
    })
    .flat_map(|(span, plain)| parts(span, plain))
}

/// Capital letters only, as in the beginning of a dotted abbreviation.
fn is_initials(word: &str) -> bool {
    word.len() <= 6 && word.chars().all(|c| c.is_ascii_uppercase())
}

/// The parts of a word that hyphens join.
fn parts(span: Span, plain: String) -> Vec<(Span, String)> {
    let hyphen = |c: char| matches!(c, '-' | '‐' | '‑');
    if !plain.contains(hyphen) || plain.len() != span.len() {
        return vec![(span, plain)];
    }
    let mut at = span.start();
    let mut out = Vec::new();
    for part in plain.split_inclusive(hyphen) {
        let word = part.trim_end_matches(hyphen);
        if !word.is_empty() {
            out.push((Span::new(at, at + word.len()), word.to_owned()));
        }
        at += part.len();
    }
    out
}

/// Keeps what the words so far say about the next: sentence and quotation marks.
struct Reader<'a> {
    text: &'a str,
    lexicon: &'static Lexicon,
    all_quoted: bool,
    /// Bytes at which a span begins that begins a sentence.
    joins: &'a [usize],
    quoted: bool,
    sentence: u16,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, all_quoted: bool, joins: &'a [usize]) -> Self {
        Reader {
            text,
            lexicon: &LEXICON,
            all_quoted,
            joins,
            quoted: false,
            sentence: 0,
            at: 0,
        }
    }

    fn push(&mut self, (span, plain): (Span, String), tokens: &mut Vec<Token>) {
        let ends = self.read_gap(span.start(), tokens.last());
        let initial = ends || tokens.is_empty();
        let first = tokens.len();
        for word in expand(&plain, self.lexicon) {
            tokens.push(self.token(&word, span));
        }
        // A part of a number word may carry a scale or an ordinal ending: "5bn", "3rd".
        let capital = plain.chars().next().is_some_and(char::is_uppercase) && plain != "I";
        for token in &mut tokens[first..] {
            token.is.capital = capital;
            token.is.initial = initial;
            let calendar = |lemma| {
                let unit = self.lexicon.units.get(lemma);
                unit.is_some_and(|u| u.measure == "calendar")
            };
            token.is.unit &= capital || !calendar(&token.lemma);
        }
        self.at = span.end();
        let before = self.text[..span.start()].trim_end().chars().next_back();
        let after = self.text[span.end()..].chars().next();
        if tokens[first..].iter().any(|t| t.number.is_some()) {
            let unit = match (before, after) {
                (_, Some('%')) => Some("percent"),
                (Some('$'), _) => Some("dollar"),
                (Some('€'), _) => Some("euro"),
                (Some('£'), _) => Some("pound"),
                (Some('¥'), _) => Some("yen"),
                _ => None,
            };
            tokens.extend(unit.map(|unit| self.token(unit, span)));
        }
    }

    /// Reads what stands between two words; says whether it ends a sentence.
    fn read_gap(&mut self, to: usize, last: Option<&Token>) -> bool {
        let Some(gap) = self.text.get(self.at..to) else {
            return false;
        };
        for c in gap.chars() {
            match c {
                '“' | '„' | '«' => self.quoted = true,
                '”' | '»' => self.quoted = false,
                '"' => self.quoted = !self.quoted,
                _ => {}
            }
        }
        let stop = gap.contains(['?', '!', '\n', '…', '。']) || gap.contains("...");
        let point = gap.contains('.') && last.is_none_or(|t| t.end - t.start > 3 || !t.is.capital);
        let joined = self.joins.iter().any(|j| (self.at..=to).contains(j));
        if last.is_some() && (stop || point || joined) {
            self.sentence = self.sentence.saturating_add(1);
            return true;
        }
        false
    }

    fn token(&self, word: &str, span: Span) -> Token {
        let lexicon = self.lexicon;
        let number = read_number(word, lexicon);
        let name = key(word);
        let (id, lemma) = match number {
            Some(value) => (number_key(value), number_key(value)),
            None => (name, lexicon.lemma(word)),
        };
        let function = lexicon.function.contains(&name);
        let weight = if function {
            WEIGHT_FUNCTION
        } else if lexicon.common.contains(&lemma) {
            WEIGHT_COMMON
        } else {
            WEIGHT_CONTENT
        };
        Token {
            key: id,
            lemma,
            senses: [0; 4],
            start: span.start() as u32,
            end: span.end() as u32,
            weight,
            sentence: self.sentence,
            mark: None,
            number,
            is: Is {
                function,
                negator: lexicon.negators.contains(&name),
                pronoun: lexicon.pronouns.contains(&name),
                unit: number.is_none() && lexicon.units.contains_key(&lemma),
                quoted: self.all_quoted || self.quoted,
                one: word == "one",
                ..Is::default()
            },
        }
    }
}

/// The words a written word stands for: contractions apart, the possessive dropped.
fn expand(plain: &str, lexicon: &Lexicon) -> Vec<String> {
    let acronym = plain.len() >= 2 && is_initials(plain);
    if acronym {
        return vec![plain.to_owned()];
    }
    let word = words::norm(plain);
    if let Some(parts) = lexicon.contractions.get(&key(&word)) {
        return parts.clone();
    }
    let ends = [
        ("n't", Some("not")),
        ("'re", Some("are")),
        ("'ve", Some("have")),
        ("'ll", Some("will")),
        ("'d", Some("would")),
        ("'m", Some("am")),
        ("'s", None),
    ];
    for (end, second) in ends {
        if let Some(first) = word.strip_suffix(end).filter(|f| !f.is_empty()) {
            let first = first.to_owned();
            return std::iter::once(first)
                .chain(second.map(String::from))
                .collect();
        }
    }
    vec![word]
}

/// The value of "3,000", "2.5", "3rd", "5bn" or "seven". Factors ("million") are read by
/// [`join_numbers`].
fn read_number(word: &str, lexicon: &Lexicon) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return match lexicon.numbers.get(&key(word)) {
            Some(Numeral::Value(value)) => Some(*value),
            _ => None,
        };
    }
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let factor = match &word[digits.len()..] {
        "" | "st" | "nd" | "rd" | "th" | "s" => 1.0,
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    let value: f64 = digits.parse().ok()?;
    value.is_finite().then_some(value * factor)
}

fn number_key(value: f64) -> u64 {
    key(&format!("#{:.3}", value))
}

/// Makes one token of "twenty-one", "3 million" and "two thousand five hundred".
fn join_numbers(tokens: Vec<Token>) -> Vec<Token> {
    let factor = |t: &Token| match LEXICON.numbers.get(&t.key) {
        Some(Numeral::Times(times)) => Some(*times),
        _ => None,
    };
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let near = out.len().checked_sub(1).and_then(|last| {
            // A currency sign was put behind its number: "$3 million".
            let symbol = out[last].is.unit && last > 0 && out[last - 1].end == out[last].end;
            let at = if symbol { last - 1 } else { last };
            out[at].number.map(|value| (at, value))
        });
        let joined = match (near, factor(&token), token.number) {
            (Some((at, value)), Some(times), _) => Some((at, value * times)),
            (Some((at, tens)), None, Some(ones))
                if (20.0..100.0).contains(&tens)
                    && tens % 10.0 == 0.0
                    && (1.0..10.0).contains(&ones)
                    && at + 1 == out.len()
                    && token.start - out[at].end <= 1 =>
            {
                Some((at, tens + ones))
            }
            _ => None,
        };
        match joined {
            Some((at, value)) => {
                out[at].number = Some(value);
                out[at].key = number_key(value);
                out[at].lemma = out[at].key;
                out[at].end = token.end;
                out[at].weight = WEIGHT_CONTENT;
                out[at].is.one = false;
            }
            None => out.push(token),
        }
    }
    out
}

/// An indirect quotation may begin with "that", which is not among the speaker's words.
fn drop_leading_that(tokens: &mut Vec<Token>) {
    if tokens.len() > 1 && tokens[0].key == key("that") && !tokens[0].is.quoted {
        tokens.remove(0);
        tokens[0].is.initial = true;
    }
}

fn distrust_title_case(tokens: &mut [Token]) {
    let content = tokens.iter().filter(|t| t.is_content()).count();
    let capital = tokens
        .iter()
        .filter(|t| t.is_content() && t.is.capital)
        .count();
    if content >= 5 && capital as f64 > TITLE_CASE_SHARE * content as f64 {
        for token in tokens {
            token.is.capital = false;
        }
    }
}

fn set_marks(tokens: &mut [Token]) {
    for_phrases(tokens, &LEXICON.marks, |tokens, mark| {
        for token in tokens {
            token.mark = token.mark.or(Some(mark));
        }
    });
    // "Once" opens a condition only before a clause: "once the audit is done", not "once over the hill".
    let once = key("once");
    for i in 0..tokens.len() {
        let clause = tokens
            .get(i + 1)
            .is_some_and(|t| t.is.pronoun || t.key == key("the"));
        if tokens[i].key == once && !clause {
            tokens[i].mark = None;
        }
    }
    // "Over" and "about" bound a figure only before one.
    for i in 0..tokens.len() {
        let bounds = tokens[i + 1..]
            .iter()
            .take(BOUND_REACH)
            .any(|t| t.number.is_some());
        if tokens[i].mark == Some(Mark::Bound) && !bounds {
            tokens[i].mark = None;
        }
    }
}

fn set_senses(tokens: &mut [Token]) {
    let lemmas: Vec<u64> = tokens.iter().map(|t| t.lemma).collect();
    for i in 0..lemmas.len() {
        let found = LEXICON.senses.get(&lemmas[i]).into_iter().flatten();
        for (phrase, sense) in found.filter(|(p, _)| lemmas[i..].starts_with(p)) {
            for token in &mut tokens[i..i + phrase.len()] {
                if let Some(slot) = token.senses.iter_mut().find(|s| **s == 0) {
                    *slot = *sense;
                }
                // The "once" of "at once" opens no condition.
                if phrase.len() > 1 && token.mark == Some(Mark::Condition) {
                    token.mark = None;
                }
            }
        }
    }
}

/// Calls `mark` with the longest phrase of the list that begins at each token.
fn for_phrases<T: Copy>(
    tokens: &mut [Token],
    phrases: &Phrases<T>,
    mut mark: impl FnMut(&mut [Token], T),
) {
    let lemmas: Vec<u64> = tokens.iter().map(|t| t.lemma).collect();
    for i in 0..lemmas.len() {
        let found = phrases
            .get(&lemmas[i])
            .and_then(|list| list.iter().find(|(p, _)| lemmas[i..].starts_with(p)));
        if let Some((phrase, value)) = found {
            mark(&mut tokens[i..i + phrase.len()], *value);
        }
    }
}
