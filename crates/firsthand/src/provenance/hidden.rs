//! Which articles seem to have a detail from one source that none of them names: an exact figure, or
//! an odd wording in sentences that credit nobody?
//!
//! Shared errors and odd readings are how textual criticism tells that two manuscripts go back to one
//! that is lost (Maas, *Textkritik*, 1927: the indicative error). Whole shared passages are found by
//! `reuse`; here is what is left where the texts are otherwise each paper's own. What most papers have, what one
//! of them says somebody said, and what stands in the news of other events tells nothing. It is drawn as
//! possible and joins nothing in a count.

use super::graph::Graph;
use super::pile::Pile;
use super::{EdgeKind, HearingKind, NodeKind, Receipt, Strength};
use crate::event::rarity;
use crate::words::{norm, words};
use crate::{ArticleIx, Event, Span};
use aho_corasick::AhoCorasick;
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

/// Texts of one event that have a detail, from which on it is no secret if most have it.
const KNOWN_MIN: usize = 3;
/// Letters of a name whose misspelling tells something, and letters at its end that are an ending.
const NAME_MIN: usize = 6;
/// See [`NAME_MIN`].
const ENDING: usize = 2;

/// Where the articles of several texts have a detail that they share.
type Shared = Vec<Receipt>;

/// Draws a node that is not in the pile for every group of articles that share such details.
pub(super) fn draw(pile: &Pile<'_>, events: &[Event], graph: &mut Graph<'_>) {
    let found: Vec<Vec<Shared>> = events.par_iter().map(|e| details(pile, e)).collect();
    let found: Vec<Shared> = found.into_iter().flatten().collect();
    for shared in without_common(pile, found) {
        let first = shared[0];
        let words = words_of(pile, &first);
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

fn words_of<'a>(pile: &'a Pile<'_>, receipt: &Receipt) -> &'a str {
    receipt.span.of(pile.articles[receipt.article].content())
}

/// Those whose words stand in no other event: how many live in a town, or a saying, has no source to look for.
fn without_common(pile: &Pile<'_>, found: Vec<Shared>) -> Vec<Shared> {
    if found.is_empty() {
        return found;
    }
    let words: Vec<&str> = found.iter().map(|s| words_of(pile, &s[0])).collect();
    // Automata of a few thousand patterns are small; words that stand in one another all count.
    let Ok(search) = AhoCorasick::new(&words) else {
        return found;
    };
    let home = |n: usize| pile.event_of[found[n][0].article];
    let common: BTreeSet<usize> = (0..pile.articles.len())
        .into_par_iter()
        .flat_map_iter(|i| {
            let all = search.find_overlapping_iter(pile.articles[i].content());
            let elsewhere = all.map(|m| m.pattern().as_usize());
            let elsewhere = elsewhere.filter(|n| home(*n) != pile.event_of[i]);
            elsewhere.collect::<BTreeSet<usize>>()
        })
        .collect();
    let found = found.into_iter().enumerate();
    found
        .filter(|(n, _)| !common.contains(n))
        .map(|(_, shared)| shared)
        .collect()
}

/// Who has a detail of an event.
#[derive(Default)]
struct Holders {
    /// Where articles that name nobody have it, once each.
    silent: Vec<Receipt>,
    /// The texts of all that have it.
    texts: BTreeSet<ArticleIx>,
    /// Whether an article says who says so.
    open: bool,
}

/// The details of one event, those of the same articles together.
fn details(pile: &Pile<'_>, event: &Event) -> Vec<Shared> {
    let read = &event.articles[..event.articles.len().min(ARTICLES_MAX)];
    let silent: Vec<bool> = read.iter().map(|&i| names_nobody(pile, i)).collect();
    let texts =
        |of: &[ArticleIx]| -> BTreeSet<ArticleIx> { of.iter().map(|&i| pile.kin[i]).collect() };
    let quiet = read.iter().zip(&silent).filter(|(_, silent)| **silent);
    if texts(&quiet.map(|(i, _)| *i).collect::<Vec<_>>()).len() < 2 {
        return Vec::new();
    }
    let mut holding: BTreeMap<u64, Holders> = BTreeMap::new();
    for (&article, silent) in read.iter().zip(&silent) {
        for mark in marks(pile, article) {
            let of = holding.entry(mark.key).or_default();
            of.texts.insert(pile.kin[article]);
            if mark.told {
                of.open = true;
            } else if *silent && of.silent.last().is_none_or(|r| r.article != article) {
                let span = mark.span;
                of.silent.push(Receipt { article, span });
            }
        }
    }
    let all = texts(read).len();
    let known = |h: &Holders| h.texts.len() >= KNOWN_MIN && h.texts.len() * 2 > all;
    let kept = holding.into_values().filter(|h| !h.open && !known(h));
    let mut by_articles: BTreeMap<Vec<ArticleIx>, Vec<Receipt>> = BTreeMap::new();
    let slips = misspelled(pile, read, &silent);
    for receipts in kept.map(|h| h.silent).chain(slips) {
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

/// Names that articles which name nobody spell with two letters changed about, where more texts of the event
/// have them right and these never.
fn misspelled(pile: &Pile<'_>, read: &[ArticleIx], silent: &[bool]) -> Vec<Vec<Receipt>> {
    let mut spelled: BTreeMap<String, BTreeMap<ArticleIx, Span>> = BTreeMap::new();
    for &i in read {
        let content = pile.articles[i].content();
        for body in pile.articles[i].body() {
            for word in words(content, body).take(WORDS_MAX) {
                let text = word.of(content);
                let name = text.starts_with(char::is_uppercase) && text.len() >= NAME_MIN;
                if name && text.bytes().all(|b| b.is_ascii_alphabetic()) {
                    let of = spelled.entry(text.to_ascii_lowercase()).or_default();
                    of.entry(i).or_insert(word);
                }
            }
        }
    }
    let texts = |of: &BTreeMap<ArticleIx, Span>| -> BTreeSet<ArticleIx> {
        of.keys().map(|&i| pile.kin[i]).collect()
    };
    let quiet: BTreeSet<ArticleIx> = read
        .iter()
        .zip(silent)
        .filter(|(_, silent)| **silent)
        .map(|(i, _)| *i)
        .collect();
    let slips = spelled.iter().filter(|(word, of)| {
        let wrong = texts(of);
        let mut rights = changed_about(word).filter_map(|right| spelled.get(&right));
        wrong.len() > 1
            && of.keys().all(|i| quiet.contains(i))
            && rarity::is_unlisted(rarity::term(word))
            && rights.any(|right| {
                texts(right).len() > wrong.len() && !right.keys().any(|i| of.contains_key(i))
            })
    });
    slips
        .map(|(_, of)| {
            of.iter()
                .map(|(&article, &span)| Receipt { article, span })
                .collect()
        })
        .collect()
}

/// A word with two neighbouring letters changed about, neither the first nor in its ending.
fn changed_about(word: &str) -> impl Iterator<Item = String> + '_ {
    (1..word.len().saturating_sub(ENDING + 1)).filter_map(move |at| {
        let mut letters = word.as_bytes().to_vec();
        letters.swap(at, at + 1);
        String::from_utf8(letters)
            .ok()
            .filter(|other| other != word)
    })
}

/// Whether an article credits no wire and no other outlet.
fn names_nobody(pile: &Pile<'_>, i: ArticleIx) -> bool {
    let carried = |k: HearingKind| matches!(k, HearingKind::Theirs | HearingKind::Wire);
    pile.agencies(i).next().is_none() && !pile.hearings[i].iter().any(|h| carried(h.kind))
}

/// A figure or wording that tells where it is from.
struct Mark {
    key: u64,
    span: Span,
    /// Whether it stands in a sentence that quotes or credits somebody.
    told: bool,
}

/// The figures and wordings of an article.
fn marks(pile: &Pile<'_>, i: ArticleIx) -> Vec<Mark> {
    let article = &pile.articles[i];
    let content = article.content();
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
        if read > WORDS_MAX {
            break;
        }
        let text = sentence.of(content);
        if !article.in_body(*sentence) || text.contains('@') {
            continue;
        }
        let told = text.contains(['"', '“', '„']) || said.iter().any(|s| s.overlaps(*sentence));
        let all: Vec<Span> = words(content, *sentence).collect();
        read += all.len();
        let figures = (0..all.len()).filter_map(|at| figure(content, &all, at));
        let wordings = all.windows(RUN).filter_map(|run| wording(content, run));
        out.extend(
            figures
                .chain(wordings)
                .map(|(key, span)| Mark { key, span, told }),
        );
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
