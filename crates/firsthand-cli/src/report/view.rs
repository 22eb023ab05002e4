//! The report by event and by story: which statements, roads and articles stand where.

use firsthand::{EventIx, QuotationIx, Report, StatementIx};

/// A report and the ways through it that the screen needs.
pub(crate) struct View<'a> {
    /// What was found.
    pub(crate) report: &'a Report,
    /// The statements with a quotation in an article of each event, the most telling first.
    pub(crate) statements: Vec<Vec<StatementIx>>,
    /// The quotations of each article.
    pub(crate) quotations: Vec<Vec<QuotationIx>>,
}

impl<'a> View<'a> {
    /// Looks everything up once.
    pub(crate) fn new(report: &'a Report) -> Self {
        let mut quotations = vec![Vec::new(); report.articles.len()];
        for (q, quotation) in report.quotations.iter().enumerate() {
            quotations[quotation.article].push(q);
        }
        let mut view = View {
            report,
            statements: report.statements_of_events(),
            quotations,
        };
        for e in 0..report.events.len() {
            let mut of_event = std::mem::take(&mut view.statements[e]);
            of_event.sort_by_cached_key(|s| view.rank(e, *s));
            view.statements[e] = of_event;
        }
        view
    }

    /// Material changes first, then lead statements, then what most articles carry.
    fn rank(&self, event: EventIx, s: StatementIx) -> impl Ord + use<> {
        let statement = &self.report.statements[s];
        let material = statement.changes.iter().filter(|c| c.material).count();
        let leads = &self.report.events[event].lead;
        let lead = leads.iter().position(|l| *l == s).unwrap_or(leads.len());
        let carried = usize::MAX - statement.quotations.len();
        (material == 0, lead, carried, s)
    }

    /// Whether anything about `statement` is worth a place on the screen: it is a lead, several
    /// articles carry it, or its wordings differ.
    pub(crate) fn is_telling(&self, event: EventIx, statement: StatementIx) -> bool {
        let s = &self.report.statements[statement];
        let article = |q: &QuotationIx| self.report.quotations[*q].article;
        let first = s.quotations.first().map(article);
        self.report.events[event].lead.contains(&statement)
            || s.versions.len() > 1
            || s.quotations.iter().any(|q| Some(article(q)) != first)
    }
}
