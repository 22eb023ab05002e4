//! `firsthand clean`: which part of each page did the newsroom write?

mod markdown;

use crate::args::{CleanArgs, CleanFormat};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::screen::{block, line};
use firsthand::{Article, SegmentKind};
use std::io::{self, Write};

/// Reads, tells article text from furniture, and writes the article text.
pub(crate) fn run(args: &CleanArgs) -> anyhow::Result<Read> {
    let output = Output::open(args.output.output.as_deref())?;
    let mut progress = Progress::start();
    let (pile, read) = input::read(&args.input, &mut progress)?;
    let report = firsthand::pipeline::clean(pile.pages, pile.skipped, &mut |stage| {
        progress.stage(stage);
    });
    drop(progress);
    output.write(|out| match args.format {
        CleanFormat::Json => firsthand_io::json::write_clean(&report, out),
        CleanFormat::Markdown => markdown::write(&report.articles, args.keep_furniture, out),
        CleanFormat::Text => write(&report.articles, args.keep_furniture, out),
    })?;
    Ok(read)
}

/// The articles one after another, each under its locator where there are several.
fn write(articles: &[Article], keep_furniture: bool, out: &mut dyn Write) -> io::Result<()> {
    for (i, article) in articles.iter().enumerate() {
        if articles.len() > 1 {
            let gap = if i > 0 { "\n" } else { "" };
            writeln!(out, "{gap}==> {} <==", name(article))?;
        }
        match keep_furniture {
            true => marked(article, out)?,
            false => {
                for span in article.body() {
                    writeln!(out, "{}", block(span.of(article.content())))?;
                }
            }
        }
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
