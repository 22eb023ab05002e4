//! Which statements make up the news of an event?

use super::Event;
use crate::{Article, Quotation, Reuse, Span, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Lead statements an event has at most.
const LEAD_MAX: usize = 3;

/// The share of an article's text that counts as its beginning: news gives the news first.
const EARLY_SHARE: f64 = 1.0 / 3.0;

/// A lead statement stands early in at least one text in this many of those that carry it.
const EARLY_ONE_IN: usize = 3;

/// Chooses, for each event, the statements that most of its texts carry and that stand early in
/// them, the most carried first. A statement that half as many texts carry as the first is none.
pub(super) fn choose(
    articles: &[Article],
    reuse: &Reuse,
    quotations: &[Quotation],
    statements: &[Statement],
    events: &mut [Event],
) {
    let mut home = vec![usize::MAX; articles.len()];
    for (e, event) in events.iter().enumerate() {
        event.articles.iter().for_each(|&a| home[a] = e);
    }
    let mut found: Vec<Vec<Candidate>> = vec![Vec::new(); events.len()];
    for (s, statement) in statements.iter().enumerate() {
        let mut here = BTreeMap::<usize, Vec<&Quotation>>::new();
        for q in statement.quotations.iter().map(|&q| &quotations[q]) {
            here.entry(home[q.article]).or_default().push(q);
        }
        for (event, own) in here {
            found[event].push(weigh(s, own.into_iter(), articles, reuse));
        }
    }
    for (event, mut list) in events.iter_mut().zip(found) {
        list.retain(|c| c.early * EARLY_ONE_IN >= c.carried && c.early > 0);
        list.sort_by(|x, y| {
            (y.carried, y.early)
                .cmp(&(x.carried, x.early))
                .then(x.first.total_cmp(&y.first))
                .then(x.statement.cmp(&y.statement))
        });
        let most = list.first().map_or(0, |c| c.carried);
        let lead = list.iter().filter(|c| 2 * c.carried > most);
        event.lead = lead.take(LEAD_MAX).map(|c| c.statement).collect();
    }
}

/// How a statement stands in the texts of one event.
#[derive(Clone)]
struct Candidate {
    statement: usize,
    /// Texts that carry it.
    carried: usize,
    /// Texts that have it early.
    early: usize,
    /// Where it stands at its earliest, 0 to 1.
    first: f64,
}

fn weigh<'a>(
    statement: usize,
    quotations: impl Iterator<Item = &'a Quotation>,
    articles: &[Article],
    reuse: &Reuse,
) -> Candidate {
    let (mut carried, mut early) = (BTreeSet::new(), BTreeSet::new());
    let mut first: f64 = 1.0;
    for q in quotations {
        let text = reuse.text_of[q.article];
        let at = q
            .content
            .first()
            .map_or(1.0, |s| standing(&articles[q.article], *s));
        carried.insert(text);
        if at <= EARLY_SHARE {
            early.insert(text);
        }
        first = first.min(at);
    }
    Candidate {
        statement,
        carried: carried.len(),
        early: early.len(),
        first,
    }
}

/// Where in the article's text a span begins: 0 at its start, 1 at its end.
fn standing(article: &Article, span: Span) -> f64 {
    let (mut before, mut all) = (0, 0);
    for part in article.body() {
        all += part.len();
        before += span.start().clamp(part.start(), part.end()) - part.start();
    }
    if all == 0 {
        0.0
    } else {
        before as f64 / all as f64
    }
}
