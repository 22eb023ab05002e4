//! What of a report a sentence speaks of: articles by their files, quotations and statements by their words.

use super::fail_if;
use firsthand::reuse::Relation;
use firsthand::{ArticleIx, Quotation, QuotationIx, Report, Span};

pub(super) struct Reader<'a> {
    pub(super) report: &'a Report,
}

impl<'a> Reader<'a> {
    /// The article whose locator ends in `file`.
    pub(super) fn article(&self, file: &str) -> Result<ArticleIx, String> {
        let end = |l: &str| l == file || l.ends_with(&format!("/{file}"));
        let found = self
            .report
            .articles
            .iter()
            .position(|a| end(&a.page.locator));
        found.ok_or_else(|| format!("no article {file}"))
    }

    /// The articles named in backquotes.
    pub(super) fn articles(&self, list: &str) -> Result<Vec<ArticleIx>, String> {
        list.split('`')
            .skip(1)
            .step_by(2)
            .map(|f| self.article(f))
            .collect()
    }

    pub(super) fn name(&self, i: ArticleIx) -> &str {
        let l = &self.report.articles[i].page.locator;
        l.rsplit('/').next().unwrap_or(l)
    }

    pub(super) fn names(&self, list: &[ArticleIx]) -> String {
        list.iter()
            .map(|i| self.name(*i))
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(super) fn texts(&self, list: &str, wanted: usize) -> Result<(), String> {
        let mut found: Vec<_> = self
            .articles(list)?
            .into_iter()
            .map(|i| self.report.reuse.text_of[i])
            .collect();
        found.sort_unstable();
        found.dedup();
        fail_if(found.len() != wanted, || format!("{} texts", found.len()))
    }

    pub(super) fn relation(&self, a: &str, b: &str, wanted: Relation) -> Result<(), String> {
        let (a, b) = (self.article(a)?, self.article(b)?);
        let pairs = &self.report.reuse.pairs;
        let found = pairs
            .iter()
            .find(|p| (p.a, p.b) == (a.min(b), a.max(b)))
            .map(|p| p.relation);
        fail_if(found != Some(wanted), || format!("{found:?}"))
    }

    pub(super) fn event(&self, i: ArticleIx) -> usize {
        let events = &self.report.events;
        events
            .iter()
            .position(|e| e.articles.contains(&i))
            .expect("every article is in an event")
    }

    pub(super) fn story(&self, event: usize) -> usize {
        let stories = &self.report.stories;
        stories
            .iter()
            .position(|s| s.events.contains(&event))
            .expect("every event is in a story")
    }

    /// Where `words` stand in article `i`, at their first place.
    pub(super) fn place(&self, i: ArticleIx, words: &str) -> Result<Span, String> {
        let at = self.report.articles[i].content().find(words);
        at.map(|at| Span::new(at, at + words.len()))
            .ok_or_else(|| format!("{} does not hold these words", self.name(i)))
    }

    /// The quotations of article `i` whose content holds `words`.
    pub(super) fn quotations(&self, i: ArticleIx, words: &str) -> Result<Vec<QuotationIx>, String> {
        self.place(i, words)?;
        let all = self.report.quotations.iter().enumerate();
        Ok(all
            .filter(|(_, q)| q.article == i && self.words(q).contains(words))
            .map(|(n, _)| n)
            .collect())
    }

    pub(super) fn words(&self, q: &Quotation) -> String {
        let content = self.report.articles[q.article].content();
        q.content
            .iter()
            .map(|s| s.of(content))
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub(super) fn statements(&self, file: &str, words: &str) -> Result<Vec<usize>, String> {
        let quotations = self.quotations(self.article(file)?, words)?;
        let all = self.report.statements.iter().enumerate();
        let found: Vec<_> = all
            .filter(|(_, s)| s.quotations.iter().any(|q| quotations.contains(q)))
            .map(|(n, _)| n)
            .collect();
        fail_if(found.is_empty(), || {
            format!("no quotation in {file} holds “{words}”")
        })?;
        Ok(found)
    }
}
