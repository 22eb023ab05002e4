//! The two chains: what is each word, and what is it to this cue?

use super::chain::{self, Example, Pace, Shape};
use firsthand::Span;
use firsthand::quotation::Model;
use firsthand::quotation::learn::{
    AROUND, PLACE, ROLE, ROLES, Sheet, Weights, place_follows, role_follows,
};
use firsthand_eval::polnear::{Document, Gold};
use rayon::prelude::*;

/// Parts of the training data that the first chain labels without having seen them, so that the
/// second learns from labels as good as it will get (Wolpert 1992).
const PARTS: usize = 5;

const FIRST: Shape = Shape {
    labels: ROLES,
    bits: 15,
    follows: role_follows,
};
const SECOND: Shape = Shape {
    labels: AROUND,
    bits: 16,
    follows: place_follows,
};

/// Chosen on folds of the training split, as the next.
const FIRST_PACE: Pace = Pace {
    rounds: 6,
    rate: 0.1,
    pull: 1.0,
};
const SECOND_PACE: Pace = Pace {
    rounds: 5,
    rate: 0.1,
    pull: 1.0,
};

/// An article with its paragraphs and their gold.
struct Lesson {
    sheets: Vec<Sheet>,
    golds: Vec<Gold>,
}

/// Trains both chains on annotated articles.
pub(crate) fn train(model: &Model, documents: &[Document]) -> Model {
    let lessons: Vec<Lesson> = documents
        .par_iter()
        .map(|d| Lesson {
            sheets: model.read(&d.article),
            golds: d.gold.clone(),
        })
        .collect();
    let first: Vec<Vec<Example>> = lessons.par_iter().map(sentences).collect();
    let learn = |left_out: Option<usize>| {
        let chosen: Vec<&Example> = first
            .iter()
            .enumerate()
            .filter(|(i, _)| left_out.is_none_or(|p| i % PARTS != p))
            .flat_map(|(_, e)| e)
            .collect();
        chain::train(&FIRST, &chosen, FIRST_PACE)
    };
    let parts: Vec<Option<usize>> = [None].into_iter().chain((0..PARTS).map(Some)).collect();
    let mut chains: Vec<Weights> = parts.par_iter().map(|p| learn(*p)).collect();
    let whole = chains.remove(0);
    let halves: Vec<Model> = chains
        .into_iter()
        .map(|c| model.with_chains(c, Weights::none(AROUND)))
        .collect();
    drop(first);
    let second: Vec<Vec<Example>> = lessons
        .par_iter()
        .enumerate()
        .map(|(i, l)| cues(&halves[i % PARTS], l))
        .collect();
    let all: Vec<&Example> = second.iter().flatten().collect();
    model.with_chains(whole, chain::train(&SECOND, &all, SECOND_PACE))
}

/// Every sentence with its roles.
fn sentences(lesson: &Lesson) -> Vec<Example> {
    let mut out = Vec::new();
    let mut features = Vec::new();
    for sheet in &lesson.sheets {
        let labels = roles(sheet, &lesson.golds);
        for &sentence in sheet.sentences() {
            let mut example = Example::default();
            let within = labels.iter().enumerate().take(sentence.1);
            for (i, label) in within.skip(sentence.0) {
                features.clear();
                sheet.role_features(sentence, i, &mut features);
                // A sentence may begin in the middle of a role.
                let goes_on = i == sentence.0 && *label > 0 && label.is_multiple_of(2);
                let label = label - u8::from(goes_on);
                example.place(&features, label);
            }
            out.push(example);
        }
    }
    out
}

/// The annotated roles of a paragraph's units.
fn roles(sheet: &Sheet, golds: &[Gold]) -> Vec<u8> {
    let spans: Vec<Span> = sheet.spans().map(|s| s.0).collect();
    let mut out = vec![0; spans.len()];
    for gold in golds {
        for (part, role) in [&gold.content, &gold.source, &gold.cue]
            .iter()
            .zip([ROLE[2], ROLE[0], ROLE[1]])
        {
            for span in *part {
                for (k, i) in units(&spans, *span).enumerate() {
                    out[i] = role + u8::from(k > 0);
                }
            }
        }
    }
    out
}

/// The units that a span touches.
fn units(units: &[Span], span: Span) -> std::ops::Range<usize> {
    let from = units.partition_point(|u| u.end() <= span.start());
    let to = units.partition_point(|u| u.start() < span.end());
    from..to.max(from)
}

/// Every annotated cue with what the units around it are to it.
fn cues(model: &Model, lesson: &Lesson) -> Vec<Example> {
    let mut out = Vec::new();
    for sheet in &lesson.sheets {
        let spans: Vec<Span> = sheet.spans().map(|s| s.0).collect();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            continue;
        };
        let all = first.join(*last);
        let mut roles = None;
        for gold in &lesson.golds {
            let Some(cue) = gold.cue.first().filter(|c| all.contains(**c)) else {
                continue;
            };
            let cue = units(&spans, *cue);
            if cue.is_empty() {
                continue;
            }
            let roles = roles.get_or_insert_with(|| model.roles_of(sheet));
            let mut labels = vec![0; spans.len()];
            for (part, begin) in [(&gold.content, PLACE[2]), (&gold.source, PLACE[1])] {
                for span in part {
                    let range = units(&spans, *span);
                    mark(&mut labels, range, begin);
                }
            }
            labels[cue.clone()].fill(PLACE[0]);
            let mut example = Example::default();
            let mut from = 0;
            sheet.place_features(roles, (cue.start, cue.end), |i, features| {
                if example.labels.is_empty() {
                    from = i;
                }
                example.place(&features, labels[i]);
            });
            mend(&mut example.labels);
            example.fixed = Some((PLACE[0], cue.start - from, cue.end - from));
            out.push(example);
        }
    }
    out
}

/// Writes a role over a range: begun, continued, ended, or alone.
fn mark(labels: &mut [u8], range: std::ops::Range<usize>, begin: u8) {
    let n = range.len();
    for (k, i) in range.enumerate() {
        labels[i] = match (k, n) {
            (0, 1) => begin + 3,
            (0, _) => begin,
            _ if k + 1 == n => begin + 2,
            _ => begin + 1,
        };
    }
}

/// Runs that the window or another role cut are begun and ended anew.
fn mend(labels: &mut [u8]) {
    let role = |l: u8| l.checked_sub(2).map(|p| p / 4);
    let mut i = 0;
    while i < labels.len() {
        let Some(r) = role(labels[i]) else {
            i += 1;
            continue;
        };
        let mut to = i + 1;
        while to < labels.len()
            && role(labels[to]) == Some(r)
            && matches!((labels[to] - 2) % 4, 1 | 2)
            && matches!((labels[to - 1] - 2) % 4, 0 | 1)
        {
            to += 1;
        }
        mark(labels, i..to, 2 + 4 * r);
        i = to;
    }
}
