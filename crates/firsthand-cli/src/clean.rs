//! `firsthand clean`: which part of each page did the newsroom write?

mod markdown;

use crate::args::{CleanArgs, CleanFormat};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::{block, line};
use firsthand::{Article, Report, SegmentKind};
use rayon::prelude::*;
use std::io::{self, Write};

/// Reads, tells article text from furniture, and writes the article text.
pub(crate) fn run(args: &CleanArgs) -> anyhow::Result<Read> {
    let output = Output::open(args.output.output.as_deref())?;
    if args.stream {
        return stream(args, output);
    }
    let mut progress = Progress::start();
    let (pile, read) = input::read(&args.input, &mut progress)?;
    let report = firsthand::pipeline::clean(pile.pages, pile.skipped, &mut |stage| {
        progress.stage(stage);
    });
    drop(progress);
    output.write(|out| match args.format {
        CleanFormat::Json => firsthand_io::json::write_clean(&report, out),
        _ => articles(args, &report.articles, report.articles.len() > 1, true, out),
    })?;
    Ok(read)
}

/// The same page by page, without a memory of those before.
fn stream(args: &CleanArgs, output: Output) -> anyhow::Result<Read> {
    let mut read = Read::Some;
    output.write(|out| {
        let mut first = true;
        let streamed = input::stream(&args.input, &mut |pages| {
            let report = Report {
                articles: pages.into_par_iter().map(firsthand::article::one).collect(),
                ..Report::default()
            };
            match args.format {
                CleanFormat::Json => firsthand_io::json::write_clean_lines(&report, &mut *out)?,
                _ => articles(args, &report.articles, true, first, out)?,
            }
            first &= report.articles.is_empty();
            Ok(())
        });
        // An output that is not whole does not appear.
        read = streamed.map_err(|e| e.downcast().unwrap_or_else(io::Error::other))?;
        Ok(())
    })?;
    Ok(read)
}

/// The articles as text or Markdown; `several` of them in all, `first` where none came before.
fn articles(
    args: &CleanArgs,
    articles: &[Article],
    several: bool,
    first: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (i, article) in articles.iter().enumerate() {
        let first = first && i == 0;
        match args.format {
            CleanFormat::Markdown => markdown::write(article, first, args.keep_furniture, out)?,
            _ => write(article, several, first, args.keep_furniture, out)?,
        }
    }
    Ok(())
}

/// An article, under its locator where there are several.
fn write(
    article: &Article,
    several: bool,
    first: bool,
    keep_furniture: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if several {
        let gap = if first { "" } else { "\n" };
        writeln!(out, "{gap}==> {} <==", name(article))?;
    }
    if keep_furniture {
        return marked(article, out);
    }
    for span in article.body() {
        writeln!(out, "{}", block(span.of(article.content())))?;
    }
    Ok(())
}

fn name(article: &Article) -> String {
    match &article.page.record {
        Some(record) => line(&format!("{} {record}", article.page.locator)),
        None => line(&article.page.locator),
    }
}

/// Every line of the page with its kind before it.
fn marked(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    for segment in &article.segments {
        let text = block(segment.span.of(article.content()));
        for l in text.lines().filter(|l| !l.trim().is_empty()) {
            writeln!(out, "{:<10}  {}", kind(segment.kind), l.trim_end())?;
        }
    }
    Ok(())
}

fn kind(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Headline => "headline",
        SegmentKind::Subhead => "subhead",
        SegmentKind::Byline => "byline",
        SegmentKind::Dateline => "dateline",
        SegmentKind::Body => "body",
        SegmentKind::Caption => "caption",
        SegmentKind::Credit => "credit",
        SegmentKind::Teaser => "teaser",
        SegmentKind::Related => "related",
        SegmentKind::Comment => "comment",
        SegmentKind::Prompt => "prompt",
        SegmentKind::Navigation => "navigation",
        SegmentKind::Legal => "legal",
        SegmentKind::Correction => "correction",
    }
}
