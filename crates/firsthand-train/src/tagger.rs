//! The tagger: an averaged perceptron that learns what a slow one says.

use anyhow::Context;
use firsthand::quotation::learn::{LANES, Sheet, TAGS, Tagger, row_of};
use std::path::PathBuf;

/// Rounds over the text. More change nothing beyond the third digit.
const ROUNDS: usize = 4;
/// Logarithm of the rows of the table: what keeps the shipped file small.
const BITS: u32 = 15;
/// Every so many lines one is kept to tell how well the tagger agrees with its teacher.
const KEPT_EVERY: usize = 20;
/// Share of the weights that may be cut to the largest number there is.
const CLIPPED: f64 = 0.0005;

/// A line with the labels of its units.
struct Line {
    sheet: Sheet,
    words: Vec<bool>,
    tags: Vec<u8>,
}

/// Trains it on files that `annotate.py` wrote.
pub(crate) fn train(files: &[PathBuf]) -> anyhow::Result<Tagger> {
    let mut lines = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        read(&text, &mut lines);
    }
    let words: usize = lines.iter().map(|l| l.words.len()).sum();
    eprintln!("{} lines, {words} words and marks", lines.len());
    Tagger::new(BITS, &learn(&mut lines)).context("a table of its own size")
}

/// Reads "#P text" lines, each with its tokens: start, end, tag, and more that is not looked at.
fn read(text: &str, out: &mut Vec<Line>) {
    let mut now = None::<(&str, Vec<(usize, usize, u8)>)>;
    for line in text.lines() {
        if let Some(paragraph) = line.strip_prefix("#P\t") {
            out.extend(now.take().map(|(t, tokens)| align(t, &tokens)));
            now = Some((paragraph, Vec::new()));
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if let ([start, end, tag, ..], Some((_, tokens))) = (&columns[..], &mut now)
            && let (Ok(start), Ok(end)) = (start.parse(), end.parse())
        {
            tokens.push((start, end, fold(tag)));
        }
    }
    out.extend(now.map(|(t, tokens)| align(t, &tokens)));
}

/// Gives our units the tags of the teacher's tokens, whose offsets are code points.
fn align(text: &str, tokens: &[(usize, usize, u8)]) -> Line {
    let mut sheet = Sheet::of_line(text);
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(i, _)| i)
        .chain([text.len()])
        .collect();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(text.len());
    let (mut words, mut tags) = (Vec::new(), Vec::new());
    for (span, word) in sheet.spans() {
        let first = tokens.partition_point(|t| byte(t.1) <= span.start());
        let behind = tokens.partition_point(|t| byte(t.0) < span.end());
        // Of a compound the last part tells what it is, of a contraction the first.
        let at = match span.of(text).contains('-') {
            true => behind.saturating_sub(1).max(first),
            false => first,
        };
        words.push(word);
        tags.push(tokens.get(at).map_or(0, |t| t.2));
    }
    for (i, _) in words.iter().enumerate().filter(|(_, word)| !**word) {
        sheet.set(i, 0);
    }
    Line { sheet, words, tags }
}

fn fold(tag: &str) -> u8 {
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

/// The weights.
fn learn(lines: &mut [Line]) -> Vec<i8> {
    let mut weights = vec![0f32; LANES << BITS];
    let mut sums = vec![0f64; LANES << BITS];
    let mut step = 1f64;
    let mut features = Vec::new();
    for round in 0..ROUNDS {
        let (mut right, mut all) = (0usize, 0usize);
        for (n, line) in lines.iter_mut().enumerate() {
            if n % KEPT_EVERY == 0 {
                continue;
            }
            for i in 0..line.words.len() {
                if !line.words[i] {
                    continue;
                }
                let gold = line.tags[i];
                let got = answer(line, i, &mut features, |f, l| {
                    weights[row_of(f, BITS) * LANES + l]
                });
                all += 1;
                right += usize::from(got == gold);
                if got != gold {
                    for f in &features {
                        let at = row_of(*f, BITS) * LANES;
                        for (label, by) in [(gold, 1f32), (got, -1f32)] {
                            weights[at + usize::from(label)] += by;
                            sums[at + usize::from(label)] += step * f64::from(by);
                        }
                    }
                }
                step += 1.0;
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
    let weights = whole(&mean);
    let (mut right, mut all) = (0usize, 0usize);
    for line in lines.iter_mut().step_by(KEPT_EVERY) {
        for i in 0..line.words.len() {
            if !line.words[i] {
                continue;
            }
            let got = answer(line, i, &mut features, |f, l| {
                f32::from(weights[row_of(f, BITS) * LANES + l])
            });
            all += 1;
            right += usize::from(got == line.tags[i]);
        }
    }
    eprintln!(
        "agrees with its teacher on {:.4} of {all} kept words",
        right as f64 / all as f64
    );
    weights
}

/// The tag of a word, which is left on the line for those behind it.
fn answer(
    line: &mut Line,
    i: usize,
    features: &mut Vec<u32>,
    weight: impl Fn(u32, usize) -> f32,
) -> u8 {
    features.clear();
    line.sheet.tag_features(i, features);
    let mut sums = [0f32; LANES];
    for f in features.iter() {
        for (l, s) in sums.iter_mut().enumerate().take(TAGS.len()) {
            *s += weight(*f, l);
        }
    }
    let mut got = 0;
    for l in 1..TAGS.len() {
        if sums[l] > sums[usize::from(got)] {
            got = l as u8;
        }
    }
    line.sheet.set(i, got);
    got
}

/// The weights in bytes.
fn whole(weights: &[f32]) -> Vec<i8> {
    let mut sizes: Vec<f32> = weights
        .iter()
        .map(|w| w.abs())
        .filter(|w| *w > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let at = ((sizes.len() as f64) * (1.0 - CLIPPED)) as usize;
    let largest = sizes.get(at).or(sizes.last()).copied().unwrap_or(1.0);
    let scale = f32::from(i8::MAX) / largest;
    let byte = |w: &f32| (w * scale).round().clamp(-127.0, 127.0) as i8;
    weights.iter().map(byte).collect()
}
