//! By what road words reached an article: speaker, occasion, relays, article.

use super::labels::Labels;
use super::say;
use super::view::View;
use crate::screen::{Ink, Text, join, line, shorten};
use firsthand::{ArticleIx, CreditKind, EventIx, Quotation, Report};

/// Columns for the words of an occasion.
const OCCASION_MAX: usize = 64;
/// Articles named at the end of one road.
const ARTICLES_MAX: usize = 6;

/// A road and the articles that it leads to.
pub(super) struct Road {
    /// From the speaker to the last relay.
    links: Vec<Link>,
    /// Who has the words by this road.
    articles: Vec<ArticleIx>,
}

#[derive(Clone, PartialEq)]
struct Link {
    name: String,
    ink: Ink,
}

impl Road {
    /// The road as "A → B → these articles".
    pub(super) fn text(&self, labels: &Labels) -> Text {
        let ends = say::list(&labels.each(self.articles.iter().copied()), ARTICLES_MAX);
        chained(&self.links, &ends)
    }
}

/// The road of one quotation as "A → B → `end`".
pub(crate) fn chain(report: &Report, quotation: &Quotation, end: &str) -> Text {
    chained(&links(report, quotation), end)
}

fn chained(links: &[Link], end: &str) -> Text {
    let arrow = Text::new().dim(" →\u{a0}");
    let links = links.iter().map(|l| Text::new().with(l.ink, &l.name));
    join(links.chain([Text::new().plain(end)]), &arrow)
}

/// The roads of an event, those that most articles share first, and the articles that name none.
pub(super) fn roads(view: &View, event: EventIx) -> (Vec<Road>, Vec<ArticleIx>) {
    let mut roads: Vec<Road> = Vec::new();
    let mut silent = Vec::new();
    for article in &view.report.events[event].articles {
        let links = best(view, event, *article);
        if links.is_empty() {
            silent.push(*article);
            continue;
        }
        match roads.iter_mut().find(|r| r.links == links) {
            Some(road) => road.articles.push(*article),
            None => roads.push(Road {
                links,
                articles: vec![*article],
            }),
        }
    }
    roads.sort_by_key(|r| (usize::MAX - r.articles.len(), r.articles[0]));
    (roads, silent)
}

/// The fullest road of an article to one of the event's statements, before all to a lead one;
/// without any, whom the article credits.
fn best(view: &View, event: EventIx, article: ArticleIx) -> Vec<Link> {
    let report = view.report;
    let leads = &report.events[event].lead;
    let in_lead = |q: usize| {
        let holds = |s: &&usize| report.statements[**s].quotations.contains(&q);
        leads.iter().find(holds).is_some()
    };
    let quotations = view.quotations[article].iter().copied();
    let roads = quotations
        .map(|q| (q, links(report, &report.quotations[q])))
        .filter(|(q, links)| links.len() > 1 || in_lead(*q) && !links.is_empty());
    let fullest = roads.max_by_key(|(q, links)| {
        let lead = in_lead(*q);
        (lead && links.len() > 1, links.len(), lead, usize::MAX - q)
    });
    match fullest {
        Some((_, links)) => links,
        None => credited(report, article),
    }
}

fn credited(report: &Report, article: ArticleIx) -> Vec<Link> {
    let credits = report.articles[article].credits.iter();
    let mut links: Vec<Link> = credits
        .filter(|c| c.kind != CreditKind::Unnamed)
        .map(|c| Link {
            name: line(&c.name),
            ink: Ink::Name,
        })
        .collect();
    links.truncate(1);
    links
}

/// Speaker, occasion, relays. An occasion that names the first relay stands for both.
fn links(report: &Report, quotation: &Quotation) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(speaker) = &quotation.speaker {
        links.push(Link {
            name: line(&speaker.name),
            ink: Ink::Name,
        });
    }
    let content = report.articles[quotation.article].content();
    let mut relays = quotation.road.iter().peekable();
    if let Some(occasion) = &quotation.occasion {
        let names = |name: &str| line(&occasion.text).contains(&line(name));
        let same = relays.next_if(|r| r.span.overlaps(occasion.span) || names(&r.name));
        // Of an occasion that goes on after the relay's name, the part up to it tells enough.
        let text = match same {
            Some(r) if occasion.span.contains(r.span) => {
                firsthand::Span::new(occasion.span.start(), r.span.end()).of(content)
            }
            _ => &occasion.text,
        };
        links.push(Link {
            name: shorten(&line(text), OCCASION_MAX),
            ink: Ink::Plain,
        });
    }
    links.extend(relays.map(|r| Link {
        name: line(&r.name),
        ink: Ink::Name,
    }));
    links.retain(|l| !l.name.trim().is_empty());
    links
}
