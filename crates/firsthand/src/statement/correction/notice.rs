//! Which sentences take something back, and what do they set right?

use super::super::lexicon::{LEXICON, key};
use super::Correction;
use crate::article::SegmentKind;
use crate::quotation::unwrapped;
use crate::{Article, ArticleIx, Span, words};
use regex::{Captures, Regex};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest notice, in bytes.
const NOTICE_BYTES_MAX: usize = 1200;
/// Longest label in front of a notice, "Correction (4 May):", in bytes.
const LABEL_BYTES_MAX: usize = 60;

/// The patterns of `data/corrections.txt`.
pub(super) struct Forms {
    /// Of what may be a notice at all.
    notice: Regex,
    opens: Regex,
    corrected: Regex,
    withdrawn: Regex,
    theirs: Regex,
    advisory: Regex,
    own: Regex,
    wrong: Regex,
    instead: Regex,
    swap: Vec<Regex>,
    right: Regex,
    before: Regex,
    said: Regex,
    tail: Regex,
    sorry: Regex,
    /// Lemmas of the words of notices, which tell nothing of what they are about.
    pub(super) frame: BTreeSet<u64>,
    /// Keys of days of the week and months.
    pub(super) days: BTreeSet<u64>,
}

pub(super) static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let lines = include_str!("../../../data/corrections.txt").lines();
    let lines: Vec<(&str, &str)> = lines.filter_map(|l| l.split_once('\t')).collect();
    let of = |class: &str| {
        let of = lines.iter().filter(|l| l.0 == class).map(|l| l.1);
        of.collect::<Vec<_>>()
    };
    let one = |class: &str| pattern(&of(class).join("|"));
    let words = |class: &str| {
        of(class)
            .join(" ")
            .split(' ')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    Forms {
        notice: pattern(
            "ersion|dition|orrect|etract|ithdr|mended|larif|error|rong|rrone|naccur|istake|kill|originally|regret|straight|aken down|mis(?:s|i|r|a|q|c)",
        ),
        opens: pattern(&format!("^(?:{})", of("opens").join("|"))),
        corrected: one("corrected"),
        withdrawn: one("withdrawn"),
        theirs: one("theirs"),
        advisory: one("advisory"),
        own: one("own"),
        wrong: one("wrong"),
        instead: one("instead"),
        swap: of("swap").into_iter().map(pattern).collect(),
        right: one("right"),
        before: one("before"),
        said: one("said"),
        tail: one("tail"),
        sorry: one("sorry"),
        frame: words("frame").iter().map(|w| LEXICON.lemma(w)).collect(),
        days: words("day").iter().map(|w| key(w)).collect(),
    }
});

/// Compiles a pattern, with what its short forms stand for.
fn pattern(source: &str) -> Regex {
    let own = r"(?:this|our) (?:\S+ ){0,3}?(?:article|story|report|piece|post|copy|item|headline|interview|column)";
    let err = "(?:incorrectly|wrongly|mistakenly|erroneously|inaccurately)";
    let source = source.replace("<own>", own).replace("<err>", err);
    Regex::new(&source).expect("the patterns of the file are fixed and compile")
}

/// The notices of one article.
pub(super) fn notices(at: ArticleIx, article: &Article) -> Vec<Correction> {
    let content = article.content();
    let marked = article.segments.iter();
    let marked = marked.filter(|s| s.kind == SegmentKind::Correction);
    let mut spans: Vec<Span> = marked.map(|s| s.span.trim(content)).collect();
    let body = article.segments.iter().filter(|s| s.kind.is_body());
    spans.extend(body.flat_map(|s| unwrapped(content, s.span)));
    // Most paragraphs have none of these letters.
    spans.retain(|s| FORMS.notice.is_match(s.of(content)));
    spans.sort_unstable_by_key(|s| s.start());
    spans.dedup();
    spans
        .into_iter()
        .filter_map(|s| notice(at, article, s))
        .collect()
}

/// Reads one notice.
fn notice(at: ArticleIx, article: &Article, span: Span) -> Option<Correction> {
    let content = article.content();
    let end = content.floor_char_boundary(span.end().min(span.start() + NOTICE_BYTES_MAX));
    let span = Span::new(span.start(), end);
    // ASCII only, so that every byte stays where it is.
    let small = span
        .of(content)
        .to_ascii_lowercase()
        .replace(['\n', '\t'], " ");
    let says = |form: &Regex| {
        form.find_iter(&small)
            .any(|m| !is_quoted(&small, m.start()))
    };
    let withdrawn = says(&FORMS.withdrawn) || says(&FORMS.theirs) && says(&FORMS.advisory);
    if !(withdrawn || says(&FORMS.corrected) || says(&FORMS.opens)) {
        return None;
    }
    let (old, new) = match withdrawn {
        true => (None, None),
        false => old_and_new(&small, &sentences(article, span, &small)),
    };
    let place = |r: Range<usize>| {
        let found = Span::new(span.start() + r.start, span.start() + r.end).trim(content);
        (!found.is_empty()).then_some(found)
    };
    Some(Correction {
        article: at,
        notice: span,
        withdrawn,
        old: old.and_then(place),
        new: new.and_then(place),
        carried: Vec::new(),
    })
}

/// Whether somebody's words, opened before this place, go on there.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let count = |mark: char| before.matches(mark).count();
    count('“') > count('”') || count('"') % 2 == 1
}

/// What was wrong and what is right, in bytes of a notice in small letters, where it says so.
type OldNew = (Option<Range<usize>>, Option<Range<usize>>);

/// What a notice sets right.
fn old_and_new(notice: &str, sentences: &[Range<usize>]) -> OldNew {
    let contrasts = sentences.iter().find_map(|s| contrast(notice, s));
    contrasts.unwrap_or_else(|| repeated(notice, sentences))
}

/// Where a part of a pattern stands that was found in a sentence.
fn part(s: &Range<usize>, found: &Captures<'_>, name: &str) -> Option<Range<usize>> {
    let part = found.name(name)?;
    Some(s.start + part.start()..s.start + part.end())
}

/// Old and new in a sentence that sets one against the other.
fn contrast(notice: &str, s: &Range<usize>) -> Option<OldNew> {
    let text = &notice[s.clone()];
    let mut forms: Vec<&Regex> = vec![&FORMS.wrong, &FORMS.instead];
    if text.contains("correct") {
        forms.extend(&FORMS.swap);
    }
    let found = forms.into_iter().find_map(|form| form.captures(text))?;
    let old = part(s, &found, "old").map(|old| {
        let cut = FORMS.tail.find(&notice[old.clone()]);
        old.start..cut.map_or(old.end, |cut| old.start + cut.start())
    });
    Some((old, part(s, &found, "new")))
}

/// The old words that a notice repeats, and what it says is right, or the sentence behind or before them.
fn repeated(notice: &str, sentences: &[Range<usize>]) -> OldNew {
    // First where the notice speaks of its own text, then where it merely says something.
    let own = |n: &usize| FORMS.own.find(&notice[sentences[*n].clone()]);
    let right = sentences.iter().enumerate().find_map(|(n, s)| {
        let found = FORMS.right.captures(&notice[s.clone()])?;
        Some((n, part(s, &found, "new")?))
    });
    let tells = |n: &usize| right.as_ref().is_none_or(|(of, _)| of != n);
    let mut order: Vec<usize> = (0..sentences.len()).filter(tells).collect();
    order.sort_by_key(|n| own(n).is_none());
    let found = order.into_iter().find_map(|n| {
        let s = &sentences[n];
        let text = &notice[s.clone()];
        let from = own(&n).map_or(0, |m| m.start());
        let said = FORMS.said.find_at(text, from);
        if let Some(said) = said.or_else(|| FORMS.said.find(text)) {
            let start = s.start + said.end();
            // "We said 14 in an earlier version": what is said ends there.
            let cut = FORMS.before.captures(&notice[start..s.end]);
            let cut = cut.and_then(|found| found.name("old"));
            let end = cut.map_or(s.end, |old| start + old.end());
            return Some((n, start..end));
        }
        let found = FORMS.before.captures(text)?;
        Some((n, part(s, &found, "old")?))
    });
    let Some((n, old)) = found else {
        return (None, right.map(|(_, new)| new));
    };
    let beside = |n: usize| {
        let s = sentences.get(n)?.clone();
        (!FORMS.sorry.is_match(&notice[s.clone()])).then_some(s)
    };
    let new = right.map(|(_, new)| new);
    let new = new.or_else(|| beside(n + 1));
    (Some(old), new.or_else(|| n.checked_sub(1).and_then(beside)))
}

/// The sentences of a notice and their parts between semicolons, without its label and the last stop.
fn sentences(article: &Article, span: Span, notice: &str) -> Vec<Range<usize>> {
    let opening = notice.find(": ").filter(|at| *at < LABEL_BYTES_MAX);
    let labels = ["correct", "clarif", "note", "apolog"];
    let label = opening.filter(|at| labels.iter().any(|l| notice[..*at].contains(l)));
    let from = span.start() + label.map_or(0, |at| at + 2);
    let rest = Span::new(from, span.end());
    let mut out = Vec::new();
    for sentence in words::sentences(article.content(), rest, article.language.as_deref()) {
        let mut at = sentence.start() - span.start();
        for part in notice[at..sentence.end() - span.start()].split("; ") {
            let whole = part.trim_end_matches([' ', '.', ')', '?', '!']).len();
            if !part.trim().is_empty() {
                out.push(at..at + whole);
            }
            at += part.len() + 2;
        }
    }
    out
}
