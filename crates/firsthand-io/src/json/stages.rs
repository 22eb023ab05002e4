//! What `clean`, `quotes` and `trace` write: the objects of the report's contract, fewer of them.

use super::contract::{
    ArticleOut, ArticleRead, Credit, Named, Quotation, Skipped, Span, Statement,
};
use super::each::Each;
use super::{Context, line, round, skipped, speaker_class};
use firsthand::{ArticleIx, QuotationIx, Report, StatementIx};
use serde::Serialize;
use std::io::{self, Write};

/// Writes the articles of `report`, which need hold no more than [`firsthand::pipeline::clean`]
/// fills: `{"schema":"firsthand/clean/1","skipped":[…],"articles":[…]}`, where every article has
/// its `segments` and, as `body`, the article text alone, one paragraph a line.
pub fn write_clean(report: &Report, mut out: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Clean<'a> {
        schema: &'static str,
        repeated: usize,
        skipped: Vec<Skipped<'a>>,
        articles: Each<'a, CleanArticle<'a>>,
    }
    let cx = Context::new(report);
    let document = Clean {
        schema: "firsthand/clean/1",
        repeated: report.repeated,
        skipped: skipped(report),
        articles: Each::counted(report.articles.len(), |i| cx.clean_article(i)),
    };
    line(&document, &mut out)
}

/// Writes the same articles as JSON lines, one a line.
pub fn write_clean_lines(report: &Report, mut out: impl Write) -> io::Result<()> {
    let cx = Context::new(report);
    for i in 0..report.articles.len() {
        line(&cx.clean_article(i), &mut out)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct CleanArticle<'a> {
    #[serde(flatten)]
    read: ArticleRead<'a>,
    body: String,
    credits: Vec<Credit<'a>>,
}

impl<'a> Context<'a> {
    fn clean_article(&self, i: ArticleIx) -> CleanArticle<'a> {
        CleanArticle {
            read: self.article_read(i),
            body: body(&self.report.articles[i]),
            credits: self.credits(i),
        }
    }
}

/// The article text, one paragraph a line.
fn body(article: &firsthand::Article) -> String {
    let spans: Vec<&str> = article.body().map(|s| s.of(article.content())).collect();
    spans.join("\n")
}

/// Writes the articles and quotations of `report`, which need hold no more than
/// [`firsthand::pipeline::quotes`] fills:
/// `{"schema":"firsthand/quotes/1","skipped":[…],"articles":[…],"quotations":[…],"speakers":[…]}`.
pub fn write_quotes(report: &Report, mut out: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Quotes<'a> {
        schema: &'static str,
        repeated: usize,
        skipped: Vec<Skipped<'a>>,
        articles: Each<'a, ArticleRead<'a>>,
        quotations: Each<'a, Quotation<'a>>,
        speakers: Vec<Named>,
    }
    let cx = Context::new(report);
    let document = Quotes {
        schema: "firsthand/quotes/1",
        repeated: report.repeated,
        skipped: skipped(report),
        articles: Each::counted(report.articles.len(), |i| cx.article_read(i)),
        quotations: Each::of(&report.quotations, |q| cx.quotation_out(q)),
        speakers: speakers(report),
    };
    line(&document, &mut out)
}

/// Everybody who says something, under all names.
pub(super) fn speakers(report: &Report) -> Vec<Named> {
    firsthand::speaker::named(&report.articles, &report.quotations)
        .into_iter()
        .map(|n| Named {
            name: n.name,
            class: speaker_class(n.class),
            variants: n.variants,
            quotations: n.quotations,
        })
        .collect()
}

/// What a search for a quotation found, as [`write_trace`] takes it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Find {
    /// Statements that render the words, the best first, with the share of the words found.
    pub statements: Vec<(StatementIx, f64)>,
    /// For each of `statements`, which of its articles is the first.
    pub first: Vec<First>,
    /// Where the words stand outside of every quotation.
    pub passages: Vec<Passage>,
}

/// Which of the articles that carry the words came first, as far as their dates tell.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct First {
    /// Those that may be the first: one where it can be told.
    pub articles: Vec<ArticleIx>,
    /// Whether it can be told.
    pub certain: bool,
}

/// Words in the text of an article.
#[derive(Clone, PartialEq, Debug)]
pub struct Passage {
    /// The article.
    pub article: ArticleIx,
    /// The characters.
    pub span: firsthand::Span,
    /// Share of the words found, 0 to 1.
    pub share: f64,
}

/// Writes what was found for `words`: `{"schema":"firsthand/trace/1","words":"…","found":
/// "statement|text|nothing","matches":[…],"passages":[…],"statements":[…],"quotations":[…],
/// "articles":[…]}`, the last three as in the report and only those that the matches need.
pub fn write_trace(
    report: &Report,
    words: &str,
    find: &Find,
    mut out: impl Write,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Trace<'a> {
        schema: &'static str,
        words: &'a str,
        found: &'static str,
        skipped: Vec<Skipped<'a>>,
        matches: Vec<Match>,
        passages: Vec<PassageOut>,
        statements: Vec<Statement<'a>>,
        quotations: Vec<Quotation<'a>>,
        articles: Vec<ArticleOut<'a>>,
    }
    #[derive(Serialize)]
    struct Match {
        statement: String,
        share: f64,
        first: FirstOut,
    }
    #[derive(Serialize)]
    struct FirstOut {
        certain: bool,
        articles: Vec<String>,
    }
    #[derive(Serialize)]
    struct PassageOut {
        article: String,
        span: Span,
        share: f64,
    }
    let cx = Context::new(report);
    let quotations = quotations_of(report, find);
    let document = Trace {
        schema: "firsthand/trace/1",
        words,
        found: match find {
            Find { statements, .. } if !statements.is_empty() => "statement",
            Find { passages, .. } if !passages.is_empty() => "text",
            _ => "nothing",
        },
        skipped: skipped(report),
        matches: (find.statements.iter().zip(&find.first))
            .map(|((statement, share), first)| Match {
                statement: report.statements[*statement].id.to_string(),
                share: round(*share),
                first: FirstOut {
                    certain: first.certain,
                    articles: cx.articles(&first.articles),
                },
            })
            .collect(),
        passages: (find.passages.iter())
            .map(|p| PassageOut {
                article: cx.article(p.article),
                span: cx.span(p.article, p.span),
                share: round(p.share),
            })
            .collect(),
        statements: (find.statements.iter())
            .map(|(s, _)| cx.statement_out(*s))
            .collect(),
        articles: articles_of(report, find, &quotations)
            .into_iter()
            .map(|a| cx.article_out(a))
            .collect(),
        quotations: (quotations.iter())
            .map(|q| cx.quotation_out(&report.quotations[*q]))
            .collect(),
    };
    line(&document, &mut out)
}

fn quotations_of(report: &Report, find: &Find) -> Vec<QuotationIx> {
    let statements = find.statements.iter();
    let mut all: Vec<_> = statements
        .flat_map(|(s, _)| report.statements[*s].quotations.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn articles_of(report: &Report, find: &Find, quotations: &[QuotationIx]) -> Vec<ArticleIx> {
    let quoting = quotations.iter().map(|q| report.quotations[*q].article);
    let holding = find.passages.iter().map(|p| p.article);
    let mut all: Vec<_> = quoting.chain(holding).collect();
    all.sort_unstable();
    all.dedup();
    all
}
