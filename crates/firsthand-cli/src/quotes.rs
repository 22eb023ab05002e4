//! `firsthand quotes`: who says what in each article, and through whom?

use crate::args::{Format, StageArgs};
use crate::input::{self, Read};
use crate::output::Output;
use crate::progress::Progress;
use crate::report::{Labels, chain, days, of};
use crate::screen::{Ink, Look, Screen, Text, line, shorten};
use firsthand::{Quotation, QuotationKind, Report};
use std::io;

/// Columns for the words of one quotation.
const WORDS_MAX: usize = 600;

/// Reads as far as the quotations, and writes them article by article.
pub(crate) fn run(args: &StageArgs) -> anyhow::Result<Read> {
    let output = Output::open(args.output.output.as_deref())?;
    let mut progress = Progress::start();
    let (pile, read) = input::read(&args.input, &mut progress)?;
    let model = input::model(&args.model);
    let report = firsthand::pipeline::quotes(pile.pages, pile.skipped, model, &mut |stage| {
        progress.stage(stage);
    });
    drop(progress);
    let look = Look::of(&args.output, &output);
    output.write(|out| match args.format {
        Format::Json => firsthand_io::json::write_quotes(&report, out),
        Format::Text => write(&report, &mut Screen::new(look, out)),
    })?;
    Ok(read)
}

fn write(report: &Report, screen: &mut Screen) -> io::Result<()> {
    let labels = Labels::new(&report.articles, 0..report.articles.len());
    let counts = [
        of(report.quotations.len(), "quotation"),
        of(report.articles.len(), "article"),
    ];
    screen.paragraph(0, 2, &Text::new().with(Ink::Title, &counts.join(" in ")))?;
    for of_article in report.quotations.chunk_by(|a, b| a.article == b.article) {
        let article = of_article[0].article;
        let when = report.articles[article].published.as_ref();
        let when = when.and_then(|d| days(d.when));
        let when = when.unwrap_or_else(|| "no date found".to_owned());
        screen.gap();
        let name = Text::new().with(Ink::Title, labels.of(article));
        screen.spread(0, &name, &Text::new().dim(&when))?;
        for quotation in of_article {
            screen.paragraph(2, 0, &chain(report, quotation, "here"))?;
            screen.paragraph(4, 0, &words(report, quotation))?;
        }
    }
    Ok(())
}

/// The words, in quotation marks where they are the speaker's own.
fn words(report: &Report, quotation: &Quotation) -> Text {
    let content = report.articles[quotation.article].content();
    let parts: Vec<String> = (quotation.content.iter())
        .map(|s| line(s.of(content)).trim().to_owned())
        .collect();
    let words = shorten(&parts.join(" … "), WORDS_MAX);
    match quotation.kind {
        QuotationKind::Direct => Text::new().plain(&format!("“{words}”")),
        QuotationKind::Indirect | QuotationKind::Mixed => Text::new().plain(&words),
    }
}
