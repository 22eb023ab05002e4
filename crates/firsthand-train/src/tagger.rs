//! The two taggers: averaged perceptrons that learn what a slow parser says.

use anyhow::Context;
use firsthand::quotation::learn::{FUNCTIONS, LANES, Rows, Sheet, TAGS, row_of};
use std::path::PathBuf;

/// Rounds over the text. More change nothing beyond the third digit.
const ROUNDS: usize = 4;
/// Logarithms of the rows of the two tables: what keeps the shipped file small.
const TAG_BITS: u32 = 15;
const FUNCTION_BITS: u32 = 15;
/// Every so many lines one is kept to tell how well the taggers agree with their teacher.
const KEPT_EVERY: usize = 20;

/// A line with the labels of its units.
struct Line {
    sheet: Sheet,
    words: Vec<bool>,
    tags: Vec<u8>,
    functions: Vec<u8>,
}

/// Trains both on files that `annotate.py` wrote.
pub(crate) fn train(files: &[PathBuf]) -> anyhow::Result<(Rows, Rows)> {
    let mut lines = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        read(&text, &mut lines);
    }
    let words: usize = lines.iter().map(|l| l.words.len()).sum();
    eprintln!("{} lines, {words} words and marks", lines.len());
    let tags = learn(&mut lines, TAG_BITS, TAGS.len(), true);
    let functions = learn(&mut lines, FUNCTION_BITS, FUNCTIONS.len(), false);
    Ok((tags, functions))
}

/// Reads "#P text" lines, each with its tokens: start, end, tag, entity, head, function.
fn read(text: &str, out: &mut Vec<Line>) {
    let mut now = None::<(&str, Vec<(usize, usize, u8, u8)>)>;
    for line in text.lines() {
        if let Some(paragraph) = line.strip_prefix("#P\t") {
            out.extend(now.take().map(|(t, tokens)| align(t, &tokens)));
            now = Some((paragraph, Vec::new()));
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if let ([start, end, tag, _, _, function], Some((_, tokens))) = (&columns[..], &mut now)
            && let (Ok(start), Ok(end)) = (start.parse(), end.parse())
        {
            tokens.push((start, end, fold_tag(tag), fold_function(function)));
        }
    }
    out.extend(now.map(|(t, tokens)| align(t, &tokens)));
}

/// Gives our units the labels of the teacher's tokens, whose offsets are code points.
fn align(text: &str, tokens: &[(usize, usize, u8, u8)]) -> Line {
    let sheet = Sheet::of_line(text);
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(i, _)| i)
        .chain([text.len()])
        .collect();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(text.len());
    let (mut words, mut tags, mut functions) = (Vec::new(), Vec::new(), Vec::new());
    for (span, word) in sheet.spans() {
        let first = tokens.partition_point(|t| byte(t.1) <= span.start());
        let behind = tokens.partition_point(|t| byte(t.0) < span.end());
        // Of a compound the last part tells what it is, of a contraction the first.
        let at = match span.of(text).contains('-') {
            true => behind.saturating_sub(1).max(first),
            false => first,
        };
        let label = tokens.get(at).map_or((0, 0), |t| (t.2, t.3));
        words.push(word);
        tags.push(label.0);
        functions.push(label.1);
    }
    Line {
        sheet,
        words,
        tags,
        functions,
    }
}

fn fold_tag(tag: &str) -> u8 {
    let folded = match tag {
        "JJR" | "JJS" => "JJ",
        "RBR" | "RBS" => "RB",
        "NNPS" => "NNP",
        "PDT" => "DT",
        "WP$" => "WP",
        _ => tag,
    };
    match TAGS.iter().position(|t| *t == folded) {
        Some(at) => at as u8,
        None if tag.chars().all(char::is_alphabetic) => TAGS.len() as u8 - 1,
        None => 0,
    }
}

fn fold_function(function: &str) -> u8 {
    let folded = match function {
        "auxpass" => "aux",
        "csubj" | "expl" => "nsubj",
        "csubjpass" => "nsubjpass",
        "acomp" | "oprd" => "attr",
        "dative" => "dobj",
        "agent" => "prep",
        "predet" => "det",
        "quantmod" => "nummod",
        "preconj" => "cc",
        "nmod" => "compound",
        "parataxis" => "ccomp",
        _ => function,
    };
    let at = FUNCTIONS.iter().position(|t| *t == folded);
    at.unwrap_or(FUNCTIONS.len() - 1) as u8
}

/// Trains one tagger and leaves its answers on the lines.
fn learn(lines: &mut [Line], bits: u32, labels: usize, tags: bool) -> Rows {
    let mut weights = vec![0f32; LANES << bits];
    let mut sums = vec![0f64; LANES << bits];
    let mut step = 1f64;
    let mut features = Vec::new();
    for round in 0..ROUNDS {
        let (mut right, mut all) = (0usize, 0usize);
        for (n, line) in lines.iter_mut().enumerate() {
            if n % KEPT_EVERY == 0 {
                continue;
            }
            for i in 0..line.words.len() {
                let gold = gold(line, i, tags);
                let got = answer(
                    line,
                    i,
                    tags,
                    &mut features,
                    |f, l| weights[row_of(f, bits) * LANES + l],
                    labels,
                );
                if line.words[i] {
                    all += 1;
                    right += usize::from(got == gold);
                    if got != gold {
                        for f in &features {
                            let at = row_of(*f, bits) * LANES;
                            for (label, by) in [(gold, 1f32), (got, -1f32)] {
                                weights[at + usize::from(label)] += by;
                                sums[at + usize::from(label)] += step * f64::from(by);
                            }
                        }
                    }
                    step += 1.0;
                }
            }
        }
        eprintln!(
            "round {round}: {:.4} while training",
            right as f64 / all as f64
        );
    }
    let mean: Vec<f32> = weights
        .iter()
        .zip(&sums)
        .map(|(w, s)| w - (s / step) as f32)
        .collect();
    let weights = super::pack::whole(&mean, super::pack::TAGGER_CLIPPED);
    let (mut right, mut all) = (0usize, 0usize);
    for (n, line) in lines.iter_mut().enumerate() {
        for i in 0..line.words.len() {
            let got = answer(
                line,
                i,
                tags,
                &mut features,
                |f, l| f32::from(weights[row_of(f, bits) * LANES + l]),
                labels,
            );
            if n % KEPT_EVERY == 0 && line.words[i] {
                all += 1;
                right += usize::from(got == gold(line, i, tags));
            }
        }
    }
    eprintln!(
        "agrees with its teacher on {:.4} of {all} kept words",
        right as f64 / all as f64
    );
    Rows { bits, weights }
}

fn gold(line: &Line, i: usize, tags: bool) -> u8 {
    if tags {
        line.tags[i]
    } else {
        line.functions[i]
    }
}

/// The answer for a unit, which is left on the line.
fn answer(
    line: &mut Line,
    i: usize,
    tags: bool,
    features: &mut Vec<u32>,
    weight: impl Fn(u32, usize) -> f32,
    labels: usize,
) -> u8 {
    let mut got = 0;
    if line.words[i] {
        features.clear();
        match tags {
            true => line.sheet.tag_features(i, features),
            false => line.sheet.function_features(i, features),
        }
        let mut sums = [0f32; LANES];
        for f in features.iter() {
            for (l, s) in sums.iter_mut().enumerate().take(labels) {
                *s += weight(*f, l);
            }
        }
        for l in 1..labels {
            if sums[l] > sums[usize::from(got)] {
                got = l as u8;
            }
        }
    }
    let (tag, function) = line.sheet.found(i);
    match tags {
        true => line.sheet.set(i, got, function),
        false => line.sheet.set(i, tag, got),
    }
    got
}
