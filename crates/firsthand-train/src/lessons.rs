//! What the net learns from, for `train.py`: every paragraph as the net sees it, with what is annotated.
//!
//! Numbers of 32 bits, the lower byte first. Of an article: how many paragraphs. Of a paragraph: how many units,
//! sentences, attributions of the rules, annotated attributions; what is seen of each unit; the first unit of each
//! sentence and the one behind its last; and the attributions, each as its cue, its source and its content, each as a
//! number of runs and, of each, the first unit and the one behind the last.

use firsthand::Span;
use firsthand::quotation::learn::{Sheet, Tagger};
use firsthand_eval::polnear::{Document, Gold};
use std::io::{self, Write};

type Range = (usize, usize);

/// Writes an article.
pub(crate) fn write(tagger: &Tagger, document: &Document, out: &mut impl Write) -> io::Result<()> {
    let sheets = tagger.read(&document.article);
    put(out, &[sheets.len()])?;
    for sheet in &sheets {
        paragraph(sheet, &document.gold, out)?;
    }
    Ok(())
}

fn paragraph(sheet: &Sheet, golds: &[Gold], out: &mut impl Write) -> io::Result<()> {
    let units: Vec<Span> = sheet.spans().map(|s| s.0).collect();
    let all = units.first().zip(units.last()).map(|(f, l)| f.join(*l));
    let here = |g: &&Gold| {
        all.zip(g.cue.first())
            .is_some_and(|(all, cue)| all.contains(*cue))
    };
    let golds: Vec<&Gold> = golds.iter().filter(here).collect();
    let (sentences, known) = (sheet.sentences(), sheet.by_rules());
    put(
        out,
        &[units.len(), sentences.len(), known.len(), golds.len()],
    )?;
    for i in 0..units.len() {
        for seen in sheet.seen_of(i) {
            out.write_all(&seen.to_le_bytes())?;
        }
    }
    sentences.iter().try_for_each(|s| put(out, &[s.0, s.1]))?;
    for k in known {
        runs(out, &[k.cue])?;
        runs(out, &k.source.into_iter().collect::<Vec<_>>())?;
        runs(out, &k.content)?;
    }
    for gold in golds {
        for part in [&gold.cue, &gold.source, &gold.content] {
            let touched = part.iter().map(|span| touched(&units, *span));
            runs(out, &touched.filter(|r| r.0 < r.1).collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

/// The units that a span touches.
fn touched(units: &[Span], span: Span) -> Range {
    let from = units.partition_point(|u| u.end() <= span.start());
    let to = units.partition_point(|u| u.start() < span.end());
    (from, to)
}

fn runs(out: &mut impl Write, runs: &[Range]) -> io::Result<()> {
    put(out, &[runs.len()])?;
    runs.iter().try_for_each(|r| put(out, &[r.0, r.1]))
}

fn put(out: &mut impl Write, numbers: &[usize]) -> io::Result<()> {
    let small = |n: &usize| u32::try_from(*n).map_err(io::Error::other);
    numbers
        .iter()
        .try_for_each(|n| out.write_all(&small(n)?.to_le_bytes()))
}
