//! Which articles seem to have a detail from one source that none of them names: an exact figure, or
//! an odd wording in sentences that credit nobody?
//!
//! Shared errors and odd readings are how textual criticism tells that two manuscripts go back to one
//! that is lost (Maas, *Textkritik*, 1927: the indicative error). Whole shared passages are found by
//! `reuse`; here is what is left where the texts are otherwise each paper's own. It is drawn as possible
//! and joins nothing in a count.

use super::graph::Graph;
use super::pile::Pile;
use super::{EdgeKind, HearingKind, NodeKind, Receipt, Strength};
use crate::event::rarity;
use crate::words::{norm, words};
use crate::{ArticleIx, Event, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// Articles of one event and words of one article that are read: a bound on large piles.
const ARTICLES_MAX: usize = 100;
/// See [`ARTICLES_MAX`].
const WORDS_MAX: usize = 2_000;
/// Digits of a figure, without zeros at its end, that nobody counts or estimates twice alike.
const DIGITS_MIN: usize = 4;
/// Plain figures between these are read as years.
const YEARS: std::ops::Range<u64> = 1500..2200;
/// Words of an odd wording.
const RUN: usize = 6;
/// Words among them that are in none of the 7,992 common ones. With one, set phrases pass.
const RARE_MIN: usize = 2;

/// Where the articles of several texts have a detail that they share.
type Shared = Vec<Receipt>;

/// Draws a node that is not in the pile for every group of articles that share such details.
pub(super) fn draw(pile: &Pile<'_>, events: &[Event], graph: &mut Graph<'_>) {
    let found: Vec<Vec<Shared>> = events.par_iter().map(|e| details(pile, e)).collect();
    for shared in found.into_iter().flatten() {
        let first = shared[0];
        let words = first.span.of(pile.articles[first.article].content());
        let articles: BTreeSet<ArticleIx> = shared.iter().map(|r| r.article).collect();
        let ids = articles.iter().map(|&i| pile.articles[i].id.to_string());
        let key = format!("hidden {}", ids.collect::<Vec<_>>().join(" "));
        let name = format!("unseen source of \u{201c}{words}\u{201d}");
        let node = graph.node(NodeKind::Document, &key, &name, false);
        for r in shared {
            let from = graph.article(r.article);
            graph.edge(from, node, EdgeKind::Derives, Strength::Possible, [r]);
        }
    }
}

/// The details of one event, those of the same articles together.
fn details(pile: &Pile<'_>, event: &Event) -> Vec<Shared> {
    let silent = event
        .articles
        .iter()
        .copied()
        .filter(|&i| names_nobody(pile, i));
    let silent: Vec<ArticleIx> = silent.take(ARTICLES_MAX).collect();
    let texts: BTreeSet<ArticleIx> = silent.iter().map(|&i| pile.kin[i]).collect();
    if texts.len() < 2 {
        return Vec::new();
    }
    let mut holding: BTreeMap<u64, Vec<Receipt>> = BTreeMap::new();
    for article in silent {
        for (key, span) in marks(pile, article) {
            let of = holding.entry(key).or_default();
            if of.last().is_none_or(|r| r.article != article) {
                of.push(Receipt { article, span });
            }
        }
    }
    let mut by_articles: BTreeMap<Vec<ArticleIx>, Vec<Receipt>> = BTreeMap::new();
    for receipts in holding.into_values() {
        let texts: BTreeSet<ArticleIx> = receipts.iter().map(|r| pile.kin[r.article]).collect();
        // What one outlet says twice is its own: an appeal to readers, a standing note.
        let outlet = |r: &Receipt| pile.outlets[r.article].as_str();
        let outlets: BTreeSet<&str> = receipts.iter().map(outlet).collect();
        let one = outlets.len() == 1 && !outlets.contains("");
        if texts.len() > 1 && !one {
            let articles = receipts.iter().map(|r| r.article).collect();
            by_articles.entry(articles).or_default().extend(receipts);
        }
    }
    let merged = by_articles.into_values().map(|mut receipts| {
        receipts.sort_unstable();
        // Runs that overlap are one wording.
        let mut out: Vec<Receipt> = Vec::new();
        for r in receipts {
            match out
                .last_mut()
                .filter(|l| l.article == r.article && l.span.overlaps(r.span))
            {
                Some(last) => last.span = last.span.join(r.span),
                None => out.push(r),
            }
        }
        out
    });
    merged.collect()
}

/// Whether an article credits no wire and no other outlet.
fn names_nobody(pile: &Pile<'_>, i: ArticleIx) -> bool {
    let carried = |k: HearingKind| matches!(k, HearingKind::Theirs | HearingKind::Wire);
    pile.agencies(i).next().is_none() && !pile.hearings[i].iter().any(|h| carried(h.kind))
}

/// The figures and wordings of an article that tell where they are from, by key.
fn marks(pile: &Pile<'_>, i: ArticleIx) -> Vec<(u64, Span)> {
    let article = &pile.articles[i];
    let content = article.content();
    let body: Vec<Span> = article.body().collect();
    let from = pile.quotations.partition_point(|q| q.article < i);
    let own = pile.quotations[from..]
        .iter()
        .take_while(|q| q.article == i);
    let mut said: Vec<Span> = own
        .flat_map(|q| q.content.iter().copied().chain(q.cue))
        .collect();
    said.extend(pile.hearings[i].iter().map(|h| h.span));
    let mut out = Vec::new();
    let mut read = 0;
    for sentence in &article.sentences {
        let inside = body.iter().any(|b| b.contains(*sentence));
        let told = said.iter().any(|s| s.overlaps(*sentence));
        if read > WORDS_MAX
            || told
            || !inside
            || sentence.of(content).contains(['"', '“', '„', '@'])
        {
            continue;
        }
        let all: Vec<Span> = words(content, *sentence).collect();
        read += all.len();
        out.extend((0..all.len()).filter_map(|at| figure(content, &all, at)));
        out.extend(all.windows(RUN).filter_map(|run| wording(content, run)));
    }
    out
}

/// An exact figure and the word for what it counts: not a year, a house number, a date or a telephone number.
fn figure(content: &str, all: &[Span], at: usize) -> Option<(u64, Span)> {
    let text = all[at].of(content);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let exact = digits.trim_start_matches('0').trim_end_matches('0').len() >= DIGITS_MIN;
    if !plain || !exact {
        return None;
    }
    let value: u64 = digits.parse().ok()?;
    let year = digits.len() == text.len() && YEARS.contains(&value);
    let before = content[..all[at].start()].chars().next_back();
    let after = content[all[at].end()..].chars().next();
    let part = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '-' | '–' | '/' | ':' | '#' | '.' | '(' | ')'))
    };
    let counted = *all.get(at + 1)?;
    let noun = counted.of(content);
    let next = content[all[at].end()..counted.start()] == *" ";
    let named = !noun.chars().all(char::is_lowercase) || noun.len() < 3;
    if year || part(before) || part(after) || !next || named {
        return None;
    }
    let key = format!("{digits} {}", rarity::stem(&norm(noun)));
    Some((xxh3_64(key.as_bytes()), all[at].join(counted)))
}

/// A run of plain words of which several are rare.
fn wording(content: &str, run: &[Span]) -> Option<(u64, Span)> {
    let plain = |w: &Span| w.of(content).chars().all(char::is_lowercase);
    if !run.iter().all(plain) {
        return None;
    }
    let rare = run
        .iter()
        .filter(|w| w.len() > 3 && rarity::is_unlisted(rarity::term(w.of(content))));
    if rare.count() < RARE_MIN {
        return None;
    }
    let key: Vec<String> = run.iter().map(|w| norm(w.of(content))).collect();
    let key = xxh3_64(key.join(" ").as_bytes());
    Some((key, run[0].join(run[run.len() - 1])))
}

#[cfg(test)]
mod tests {
    use crate::page::papers;
    use crate::pipeline;

    /// The names of nodes that stand for an unseen source, and what their edges rest on.
    fn unseen(texts: [&str; 2]) -> Vec<(String, Vec<String>)> {
        let report = pipeline::run(papers(&texts), Vec::new());
        let graph = &report.provenance;
        let nodes = graph.nodes.iter().enumerate();
        let hidden = nodes.filter(|(_, n)| !n.seen && n.name.starts_with("unseen source"));
        hidden
            .map(|(at, node)| {
                let edges = graph.edges.iter().filter(|e| e.to == at);
                let words = edges.flat_map(|e| &e.evidence).map(|r| {
                    let content = report.articles[r.article].content();
                    r.span.of(content).to_owned()
                });
                (node.name.clone(), words.collect())
            })
            .collect()
    }

    #[test]
    fn an_exact_figure_that_nobody_credits_has_an_unseen_source() {
        let found = unseen([
            "Fire in the Orrin forest\n\n3 June 2025\n\nThe fire in the Orrin forest burned 13,472 hectares in a week. The town of Sarn was spared.",
            "Orrin forest burns\n\n3 June 2025\n\nAround Sarn people look at the black slopes of the Orrin forest. The fire took 13,472 hectares.",
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].1, ["13,472 hectares", "13,472 hectares"]);
    }

    #[test]
    fn an_odd_wording_has_one_and_plain_words_and_credited_ones_have_none() {
        let odd = "Fire in the Orrin forest\n\n3 June 2025\n\nThe Orrin forest burned for a week near Sarn. It was a smouldering patchwork of sodden embers by noon.";
        let found = unseen([
            odd,
            "Orrin forest burns\n\n3 June 2025\n\nSarn was spared. By then the forest was a smouldering patchwork of sodden embers, and the Orrin ran black.",
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0]
                .0
                .contains("smouldering patchwork of sodden embers"),
            "{found:?}"
        );
        let told = "Orrin forest burns\n\n3 June 2025\n\nSarn was spared. \"It is a smouldering patchwork of sodden embers,\" warden Ilka Strand said of the Orrin forest.";
        assert_eq!(unseen([odd, told]), []);
        let plain = "Orrin forest burns\n\n3 June 2025\n\nThe Orrin forest burned for a week near Sarn. Many people came back to their homes by noon.";
        assert_eq!(
            unseen([
                plain,
                &plain.replace("Sarn. Many", "Sarn, and this is all. Many")
            ]),
            []
        );
    }
}
