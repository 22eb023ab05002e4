//! What can be told of an event line by line, in the words of its articles.

use super::{Agreement, BriefKind, BriefLine, Figure, OriginsOf};
use crate::provenance::{HearingKind, Receipt};
use crate::statement::Change;
use crate::{ArticleIx, Event, EventIx, QuotationIx, Span, Statement, words};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Lines of one kind: a brief is read, not searched.
const LINES_MAX: usize = 3;

/// Receipts of one line.
const RECEIPTS_MAX: usize = 12;

/// Wordings of one line of differences.
const WORDINGS_MAX: usize = 4;

/// Longest line, in bytes: two long sentences. A quotation beyond it stands without its attribution.
const LINE_BYTES_MAX: usize = 420;

/// Fewest words of a line.
const WORDS_MIN: usize = 5;

/// Longest wording that is shown whole beside another, in bytes.
const WORDING_BYTES_MAX: usize = 160;

/// Words on either side of a change in a longer one.
const AROUND_WORDS: usize = 7;

/// Writes the lines: what every text of the event carries, where they differ, what only one
/// carries, what an official or a wire says and nobody else.
pub(super) fn write(cx: &Brief<'_>, event: EventIx, figures: &[Figure]) -> Vec<BriefLine> {
    let (of, event) = (cx.of, &cx.of.events[event]);
    let texts: BTreeSet<usize> = event
        .articles
        .iter()
        .map(|&i| of.reuse.text_of[i])
        .collect();
    let mut lines: Vec<BriefLine> = figures
        .iter()
        .filter_map(|f| cx.figure(f, &texts))
        .collect();
    let (mut only, mut claimed) = (Vec::new(), Vec::new());
    for &lead in &event.lead {
        let statement = &cx.statements[lead];
        lines.extend(cx.differs(statement));
        let Some(told) = &cx.told[lead] else {
            continue;
        };
        let carried = &told.texts;
        let line = |kind| BriefLine {
            kind,
            text: told.text.clone(),
            receipts: told.receipts.clone(),
        };
        // Where a version says something else, not all agree.
        let one = !statement.changes.iter().any(|c| c.material);
        if one && texts.len() > 1 && carried.is_superset(&texts) {
            lines.push(line(BriefKind::Agreed));
        } else if carried.len() == 1 && texts.len() > 1 {
            only.push(line(BriefKind::Only));
        } else {
            claimed.push(line(BriefKind::Claimed));
        }
    }
    if lines.is_empty() && claimed.is_empty() && only.is_empty() {
        claimed.extend(cx.official(event));
    }
    let mut seen = BTreeSet::new();
    lines.retain(|l| seen.insert((l.kind, l.text.clone())));
    let (mut differs, mut lines): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|l| l.kind == BriefKind::Differs);
    lines.truncate(LINES_MAX);
    differs.truncate(LINES_MAX);
    for mut more in [only, differs, claimed] {
        more.truncate(LINES_MAX);
        lines.extend(more);
    }
    apart(lines)
}

/// Whether words can stand as a line: a sentence with its end, no headline, nothing in capitals.
fn is_sentence(text: &str) -> bool {
    // Asked first: all else takes as long as the text is.
    if text.len() > LINE_BYTES_MAX {
        return false;
    }
    let ends = text
        .trim_end_matches(['"', '”', '’', '\'', '»', ')', ' '])
        .ends_with(['.', '!', '?', ',']);
    let words = text.split_whitespace().count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    ends && words >= WORDS_MIN && capitals < small
}

/// The lines of which no other of their kind or before them holds the words.
fn apart(lines: Vec<BriefLine>) -> Vec<BriefLine> {
    let plain = |text: &str| -> String {
        let all = words::words(text, Span::new(0, text.len()));
        all.fold(String::from(" "), |out, w| {
            out + &words::norm(w.of(text)) + " "
        })
    };
    let mut kept: Vec<(String, BriefLine)> = Vec::new();
    for line in lines {
        let own = plain(&line.text);
        if !kept.iter().any(|(other, _)| other.contains(&own)) {
            kept.retain(|(other, k)| k.kind != line.kind || !own.contains(other.as_str()));
            kept.push((own, line));
        }
    }
    kept.into_iter().map(|(_, line)| line).collect()
}

/// What the briefs of all events are written from.
pub(super) struct Brief<'a> {
    of: &'a OriginsOf<'a>,
    statements: &'a [Statement],
    /// How the statements that lead an event can be told: many events may have one lead.
    told: Vec<Option<Told>>,
}

/// A statement as a line of a brief.
struct Told {
    text: String,
    receipts: Vec<Receipt>,
    /// The texts that carry it.
    texts: BTreeSet<usize>,
}

impl<'a> Brief<'a> {
    pub(super) fn new(of: &'a OriginsOf<'a>, statements: &'a [Statement]) -> Self {
        let mut leads = vec![false; statements.len()];
        let all = of.events.iter().flat_map(|e| &e.lead);
        all.for_each(|&s| leads[s] = true);
        let mut cx = Brief {
            of,
            statements,
            told: Vec::new(),
        };
        cx.told = statements
            .par_iter()
            .zip(leads)
            .map(|(statement, leads)| leads.then(|| cx.told(statement)).flatten())
            .collect();
        cx
    }

    /// What all texts give one number for, and where the numbers or names differ.
    fn figure(&self, figure: &Figure, texts: &BTreeSet<usize>) -> Option<BriefLine> {
        let values = figure.values.iter();
        let receipts = values.flat_map(|v| v.receipts.iter().copied());
        let receipts: Vec<Receipt> = receipts.take(RECEIPTS_MAX).collect();
        let told = figure.values.iter().flat_map(|v| &v.articles);
        let told: BTreeSet<usize> = told.map(|&i| self.of.reuse.text_of[i]).collect();
        let line = |kind, text| BriefLine {
            kind,
            text,
            receipts: receipts.clone(),
        };
        match (figure.agreement, &figure.values[..]) {
            (Agreement::Same, [value, ..]) => told
                .is_superset(texts)
                .then(|| line(BriefKind::Agreed, value.wording.clone())),
            // One count fits both "at least 12" and "21": nothing differs.
            (Agreement::Compatible, _) => None,
            (_, values) => {
                let wordings = values.iter().take(WORDINGS_MAX).map(|v| v.wording.as_str());
                let wordings: Vec<&str> = wordings.collect();
                Some(line(BriefKind::Differs, wordings.join(" / ")))
            }
        }
    }

    fn texts(&self, quotations: &[QuotationIx]) -> BTreeSet<usize> {
        let articles = quotations.iter().map(|&q| self.of.quotations[q].article);
        articles.map(|i| self.of.reuse.text_of[i]).collect()
    }

    fn receipts(&self, first: Receipt, quotations: &[QuotationIx]) -> Vec<Receipt> {
        let mut receipts = vec![first];
        let others = self
            .quoted(quotations)
            .filter(|r| r.article != first.article || !first.span.contains(r.span));
        receipts.extend(others.take(RECEIPTS_MAX - 1));
        receipts
    }

    fn quoted<'b>(&'b self, quotations: &'b [QuotationIx]) -> impl Iterator<Item = Receipt> + 'b {
        quotations.iter().flat_map(|&q| {
            let quotation = &self.of.quotations[q];
            let article = quotation.article;
            let content = quotation.content.iter();
            content.map(move |&span| Receipt { article, span })
        })
    }

    /// A statement in an article's own sentence: one that names who says it, by the fullest wording
    /// that has such a sentence. None where all leave the speaker to a pronoun or open: a line has to be
    /// understood by itself.
    fn told(&self, statement: &Statement) -> Option<Told> {
        let surname = statement.speaker.split_whitespace().next_back()?;
        let mut versions = statement.versions.iter().flat_map(|v| &v.quotations);
        let (text, first) = versions.find_map(|&q| {
            let article = self.of.quotations[q].article;
            let content = self.of.articles[article].content();
            let span = self.sentence(q)?;
            let text = span.of(content);
            (is_sentence(text) && text.contains(surname))
                .then(|| (text.to_owned(), Receipt { article, span }))
        })?;
        Some(Told {
            text,
            receipts: self.receipts(first, &statement.quotations),
            texts: self.texts(&statement.quotations),
        })
    }

    /// The sentences of the body that hold a quotation's beginning and its attribution.
    fn sentence(&self, q: QuotationIx) -> Option<Span> {
        let quotation = &self.of.quotations[q];
        let article = &self.of.articles[quotation.article];
        let first = *quotation.content.first()?;
        let all = quotation.cue.map_or(first, |cue| first.join(cue));
        let held = article.sentences.iter().filter(|s| s.overlaps(all));
        let span = held.copied().reduce(Span::join)?;
        article.in_body(span).then_some(span)
    }

    /// The material changes: both wordings, a stroke between them.
    fn differs(&self, statement: &Statement) -> Vec<BriefLine> {
        let material = statement.changes.iter().filter(|c| c.material);
        let lines = material.filter_map(|c| self.change(c));
        lines.take(LINES_MAX).collect()
    }

    /// A change with the words around it.
    fn change(&self, change: &Change) -> Option<BriefLine> {
        let sides = [
            self.side(change.from, &change.before_spans)?,
            self.side(change.to, &change.after_spans)?,
        ];
        let text = sides.map(|(article, span)| span.of(self.of.articles[article].content()));
        Some(BriefLine {
            kind: BriefKind::Differs,
            text: text.join(" / "),
            receipts: sides
                .map(|(article, span)| Receipt { article, span })
                .to_vec(),
        })
    }

    /// A quotation where it is short, else the changed words with those around them; none where a long
    /// one lacks the words.
    fn side(&self, q: QuotationIx, changed: &[Span]) -> Option<(ArticleIx, Span)> {
        let quotation = &self.of.quotations[q];
        let spans = quotation.content.iter().copied();
        let beside = changed
            .first()
            .filter(|c| spans.clone().all(|s| !s.overlaps(**c)));
        if let Some(name) = beside {
            return Some((quotation.article, *name));
        }
        let whole = spans.clone().reduce(Span::join)?;
        if whole.len() <= WORDING_BYTES_MAX {
            return Some((quotation.article, whole));
        }
        let at = *changed.first()?;
        let home = spans.into_iter().find(|s| s.overlaps(at))?;
        let content = self.of.articles[quotation.article].content();
        let all: Vec<Span> = words::words(content, home).collect();
        let from = all.partition_point(|w| w.end() <= at.start());
        let to = all.partition_point(|w| w.start() < at.end());
        let first = all.get(from.saturating_sub(AROUND_WORDS))?;
        let last = all.get((to + AROUND_WORDS).min(all.len()).checked_sub(1)?)?;
        Some((quotation.article, first.join(*last)))
    }

    /// Where no statement leads: the first sentence of each text that names an official source, else its
    /// first sentence.
    fn official(&self, event: &Event) -> Vec<BriefLine> {
        let mut seen = BTreeSet::new();
        let first = |i: ArticleIx| {
            let article = &self.of.articles[i];
            let content = article.content();
            let hearings = self.of.provenance.hearings[i].iter();
            let official = hearings.filter(|h| h.kind == HearingKind::Official);
            let sentences = article.sentences.iter().copied();
            let sentences = sentences.filter(|s| article.in_body(*s));
            let all = official.map(|h| h.span).chain(sentences);
            all.map(|span| span.trim(content))
                .find(|span| is_sentence(span.of(content)))
        };
        let found = event
            .articles
            .iter()
            .filter(|&&i| seen.insert(self.of.reuse.text_of[i]));
        found
            .filter_map(|&i| Some((i, first(i)?)))
            .take(LINES_MAX)
            .map(|(article, span)| BriefLine {
                kind: BriefKind::Claimed,
                text: span.of(self.of.articles[article].content()).to_owned(),
                receipts: vec![Receipt { article, span }],
            })
            .collect()
    }
}
