//! What was found of the words, as text.

use super::first::{of as first_of, published};
use crate::report::{Labels, VersionLimits, chain, days, of, origins, versions};
use crate::screen::{Ink, Screen, Text, join, line, shorten};
use firsthand::{ArticleIx, QuotationIx, Report, StatementIx};
use firsthand_io::json::{Find, First};
use std::collections::BTreeMap;
use std::io;

/// Statements, and articles of one, that are shown without `--all`.
const STATEMENTS_MAX: usize = 3;
const ARTICLES_MAX: usize = 12;
/// Columns for the words looked for, and for a passage that holds them.
const WORDS_MAX: usize = 300;
/// Words of the article on each side of a passage, in bytes.
const AROUND: usize = 60;

/// Writes what was found for `words`.
pub(super) fn write(
    report: &Report,
    words: &str,
    found: &Find,
    all: bool,
    screen: &mut Screen,
) -> io::Result<()> {
    let words = shorten(line(words).trim(), WORDS_MAX);
    let title = Text::new().with(Ink::Title, &format!("“{words}”"));
    screen.paragraph(0, 1, &title)?;
    let most = |n| if all { usize::MAX } else { n };
    let page = Page {
        report,
        found,
        articles_max: most(ARTICLES_MAX),
        limits: VersionLimits::new(all),
    };
    let verdict = page.verdict();
    screen.paragraph(0, 2, &verdict)?;
    let shown = found.statements.len().min(most(STATEMENTS_MAX));
    for ((s, share), first) in found.statements[..shown].iter().zip(&found.first) {
        screen.gap();
        page.statement(*s, *share, first, screen)?;
    }
    if found.statements.len() > shown {
        let more = of(found.statements.len() - shown, "more statement");
        let text = format!("and {more} with much the same words; --all shows every one");
        screen.gap();
        screen.paragraph(0, 2, &Text::new().dim(&text))?;
    }
    page.passages(screen)
}

struct Page<'a> {
    report: &'a Report,
    found: &'a Find,
    articles_max: usize,
    limits: VersionLimits,
}

impl Page<'_> {
    /// What was found, in a sentence.
    fn verdict(&self) -> Text {
        let pile = of(self.report.articles.len(), "article");
        match (self.found.statements.len(), self.found.passages.len()) {
            (0, 0) => Text::new().plain(&format!(
                "None found: {pile} of this pile do not have these words."
            )),
            (0, n) => Text::new().plain(&format!(
                "No quotation has these words; the text of {} does.",
                of(n, "article")
            )),
            (n, _) => Text::new().dim(&format!("{} in {pile} of this pile", of(n, "statement"))),
        }
    }

    fn statement(
        &self,
        s: StatementIx,
        share: f64,
        first: &First,
        screen: &mut Screen,
    ) -> io::Result<()> {
        let statement = &self.report.statements[s];
        let mut by_article: BTreeMap<ArticleIx, QuotationIx> = BTreeMap::new();
        for q in &statement.quotations {
            let article = self.report.quotations[*q].article;
            let best = by_article.entry(article).or_insert(*q);
            let links = |q: QuotationIx| self.report.quotations[q].road.len();
            if links(*q) > links(*best) {
                *best = *q;
            }
        }
        let holding = self.found.passages.iter().map(|p| p.article);
        let labels = Labels::new(
            &self.report.articles,
            by_article.keys().copied().chain(holding),
        );
        let speaker = match statement.speaker.trim().is_empty() {
            true => Text::new().dim("somebody who is not named"),
            false => Text::new().with(Ink::Name, &statement.speaker),
        };
        let matched = format!("{:.0}% of the words", share * 100.0);
        screen.spread(0, &speaker, &Text::new().dim(&matched))?;
        let count = &self.report.origins.statements[s].origins;
        let counts = Text::new()
            .plain(&format!(
                "{}, {}, ",
                of(by_article.len(), "article"),
                of(statement.versions.len(), "wording")
            ))
            .with(Ink::Answer, &origins(count.low, count.high));
        screen.paragraph(2, 2, &counts)?;
        screen.gap();
        screen.field(2, "First", 2, &self.first(first, &labels))?;
        self.roads(&by_article, &labels, screen)?;
        screen.gap();
        versions(self.report, statement, None, &labels, self.limits, screen)
    }

    /// Which article was the first in the pile, or why that cannot be told.
    fn first(&self, first: &First, labels: &Labels) -> Text {
        let dated = |a: &ArticleIx| {
            let when = days(published(self.report, *a));
            let when = when.unwrap_or_else(|| "no date found".to_owned());
            Text::new().plain(labels.of(*a)).dim(&format!(" ({when})"))
        };
        let shown = first.articles.len().min(self.articles_max);
        let names = join(
            first.articles[..shown].iter().map(dated),
            &Text::new().plain(", "),
        );
        if first.certain {
            return names.dim(" is the first in this pile");
        }
        let more = match first.articles.len() - shown {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let mut text = Text::new().plain("cannot tell between ");
        text.append(names);
        text.dim(&format!("{more}: their dates overlap or are not known"))
    }

    /// Every article that carries the statement, the earliest first, with its road.
    fn roads(
        &self,
        by_article: &BTreeMap<ArticleIx, QuotationIx>,
        labels: &Labels,
        screen: &mut Screen,
    ) -> io::Result<()> {
        let mut order: Vec<_> = by_article.iter().collect();
        let open = |when: Option<jiff::civil::Date>| (when.is_none(), when);
        order.sort_by_key(|(a, _)| {
            let when = published(self.report, **a);
            (open(when.earliest), open(when.latest), **a)
        });
        let mut label = if order.len() == 1 { "Road" } else { "Roads" };
        for (article, q) in order.iter().take(self.articles_max) {
            let mut text = chain(
                self.report,
                &self.report.quotations[**q],
                labels.of(**article),
            );
            if let Some(when) = days(published(self.report, **article)) {
                text = text.dim(&format!("  {when}"));
            }
            screen.field(2, label, 2, &text)?;
            label = "";
        }
        if let Some(more) = order
            .len()
            .checked_sub(self.articles_max)
            .filter(|n| *n > 0)
        {
            let more = format!("and {}", of(more, "more article"));
            screen.field(2, "", 2, &Text::new().dim(&more))?;
        }
        Ok(())
    }

    /// The articles that hold the words outside of every quotation.
    fn passages(&self, screen: &mut Screen) -> io::Result<()> {
        let passages = &self.found.passages;
        if passages.is_empty() {
            return Ok(());
        }
        let articles: Vec<ArticleIx> = passages.iter().map(|p| p.article).collect();
        let labels = Labels::new(&self.report.articles, articles.iter().copied());
        screen.gap();
        let title = "In the text of an article, outside of these quotations";
        screen.paragraph(0, 2, &Text::new().with(Ink::Title, title))?;
        if self.found.statements.is_empty() {
            let first = first_of(&articles, |a| published(self.report, a));
            screen.field(2, "First", 2, &self.first(&first, &labels))?;
        }
        for p in passages.iter().take(self.articles_max) {
            let content = self.report.articles[p.article].content();
            let (before, after) = around(content, p.span);
            let text = Text::new()
                .with(Ink::Name, labels.of(p.article))
                .dim(&format!("  … {before}"))
                .plain(&shorten(&line(p.span.of(content)), WORDS_MAX))
                .dim(&format!("{after} …"));
            screen.paragraph(2, 2, &text)?;
        }
        match passages
            .len()
            .checked_sub(self.articles_max)
            .filter(|n| *n > 0)
        {
            Some(n) => {
                let more = format!("and {}", of(n, "more article"));
                screen.paragraph(2, 2, &Text::new().dim(&more))
            }
            None => Ok(()),
        }
    }
}

/// A few words of `content` before and after `span`, on the same line.
fn around(content: &str, span: firsthand::Span) -> (&str, &str) {
    let from = content.floor_char_boundary(span.start().saturating_sub(AROUND));
    let to = content.ceil_char_boundary((span.end() + AROUND).min(content.len()));
    let before = &content[from..span.start()];
    let after = &content[span.end()..to];
    let before = before.rsplit('\n').next().unwrap_or(before);
    let after = after.split('\n').next().unwrap_or(after);
    let first_word = before.find(' ').map_or(0, |i| i + 1);
    let last_word = after.rfind(' ').unwrap_or(after.len());
    (&before[first_word..], &after[..last_word])
}
