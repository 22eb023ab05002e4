//! The second look, once: what the rest of the pile says of this page's segments.
//!
//! Boilerplate is what a site's pages repeat (Bar-Yossef and Rajagopalan 2002, "Template Detection
//! via Data Mining"); furniture is what one copy of a text has and another lacks. Both only relabel,
//! and only lines whose own form agrees: a paragraph that two pages share may be background, and one
//! that a copy lacks may have been cut.

use super::furniture::{is_headline, is_paragraph};
use super::lexicon::View;
use super::segments::{self, Line};
use super::{Article, Dating, How, SegmentKind, dating, read};
use crate::reuse::Relation;
use crate::{Interval, Reuse, Span};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Fewest texts of one outlet that must have a line for it to be the outlet's, not the article's.
const REPEATED_TEXTS_MIN: usize = 3;

/// Lines at either end of a page where titles and names may be the outlet's own.
const EDGE_LINES: usize = 3;

/// Lines at the end that may be an outlet's even if they are whole sentences.
const END_LINES: usize = 2;

/// Words below which a repeated sentence is likelier a phrase of the trade ("No one was hurt.").
const REPEATED_SENTENCE_WORDS_MIN: usize = 8;

/// Relabels lines that repeat across the pages of one outlet, or that stand around or within what a
/// copy has and the copy lacks, and dates undated articles by their copies. Changes `segments` and
/// what rests on them, never `content` or ids, and is not run again.
pub fn relabel(articles: &mut [Article], reuse: &Reuse) {
    let repeated = repeated_lines(articles, reuse);
    let shared = shared_spans(articles.len(), reuse);
    articles
        .par_iter_mut()
        .enumerate()
        .for_each(|(i, article)| {
            let mut lines = segments::lines_of(&article.page.content, &article.segments);
            let mut changed = false;
            if let Some(lines_of_outlet) = outlet(article).and_then(|o| repeated.get(&o)) {
                changed |= drop_repeated(&article.page.content, &mut lines, lines_of_outlet);
            }
            if let Some(spans) = &shared[i] {
                changed |= drop_unshared(&article.page.content, &mut lines, spans);
            }
            if changed {
                let language = article.language.as_deref();
                article.segments = segments::tile(&article.page.content, &lines);
                article.sentences =
                    read::sentences(&article.page.content, &article.segments, language);
            }
        });
    date_by_copies(articles, reuse);
}

/// What stands for an article's outlet.
fn outlet(article: &Article) -> Option<u64> {
    article
        .outlet
        .as_ref()
        .map(|o| xxh3_64(o.name.to_lowercase().as_bytes()))
}

/// Hashes of the body lines that several texts of one outlet have.
fn repeated_lines(articles: &[Article], reuse: &Reuse) -> FxHashMap<u64, FxHashSet<u64>> {
    let mut rows: Vec<(u64, u64, usize)> = articles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(i, article)| {
            let text = reuse.text_of.get(i).copied().unwrap_or(i);
            let content = &article.page.content;
            let lines = match outlet(article) {
                Some(_) => segments::lines_of(content, &article.segments),
                None => Vec::new(),
            };
            let key = outlet(article).unwrap_or_default();
            let body = lines.into_iter().filter(|l| l.kind == SegmentKind::Body);
            body.map(move |l| (key, xxh3_64(l.span.of(content).as_bytes()), text))
        })
        .collect();
    rows.par_sort_unstable();
    rows.dedup();
    let mut out = FxHashMap::<u64, FxHashSet<u64>>::default();
    for same in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if same.len() >= REPEATED_TEXTS_MIN {
            out.entry(same[0].0).or_default().insert(same[0].1);
        }
    }
    out
}

/// Relabels the lines of an outlet, where their form or place agrees.
fn drop_repeated(content: &str, lines: &mut [Line], repeated: &FxHashSet<u64>) -> bool {
    let n = lines.len();
    let mut changed = false;
    for (i, line) in lines.iter_mut().enumerate() {
        let text = line.span.of(content);
        if line.kind != SegmentKind::Body || !repeated.contains(&xxh3_64(text.as_bytes())) {
            continue;
        }
        let view = View::of(content, line.span);
        let stop = text.ends_with(['.', '!', '?', '"', '”', ':']);
        let edge = i < EDGE_LINES || i + EDGE_LINES >= n;
        let whole =
            i + END_LINES >= n && !view.more && view.words.len() >= REPEATED_SENTENCE_WORDS_MIN;
        if (!stop && !is_paragraph(&view) && edge) || whole {
            changed = true;
            line.kind = match () {
                () if text.contains('©') || text.to_lowercase().contains("copyright") => {
                    SegmentKind::Legal
                }
                () if !stop && view.words.len() <= 4 => SegmentKind::Navigation,
                () => SegmentKind::Prompt,
            };
        }
    }
    changed
}

/// The spans of each article that stand in a copy of it; `None` where it has no copy.
fn shared_spans(n: usize, reuse: &Reuse) -> Vec<Option<Vec<Span>>> {
    let mut out: Vec<Option<Vec<Span>>> = vec![None; n];
    for pair in reuse.pairs.iter().filter(|p| p.relation == Relation::Copy) {
        for (a, b) in &pair.passages {
            out[pair.a].get_or_insert_default().push(*a);
            out[pair.b].get_or_insert_default().push(*b);
        }
    }
    for spans in out.iter_mut().flatten() {
        spans.sort_unstable();
    }
    out
}

/// Relabels titles that no copy has: after the shared text they are links, beside a teaser they belong
/// to it. Others may be subheads that the copies lack, and are left.
fn drop_unshared(content: &str, lines: &mut [Line], shared: &[Span]) -> bool {
    let (Some(first), Some(last)) = (shared.first(), shared.iter().map(|s| s.end()).max()) else {
        return false;
    };
    let has = |l: &Line| {
        let near = shared.partition_point(|s| s.start() < l.span.end());
        shared[near.saturating_sub(2)..near]
            .iter()
            .any(|s| s.overlaps(l.span))
    };
    let mut changed = false;
    for i in 0..lines.len() {
        let line = lines[i];
        if line.kind != SegmentKind::Body || has(&line) {
            continue;
        }
        let view = View::of(content, line.span);
        let short = !is_paragraph(&view) && !line.span.of(content).contains(['"', '“', '”']);
        let beside = |k: usize| lines.get(k).is_some_and(|l| l.kind == SegmentKind::Teaser);
        let kind = match () {
            () if !short || !is_headline(&view) => continue,
            () if line.span.end() <= first.start() => continue,
            () if line.span.start() >= last => SegmentKind::Related,
            () if beside(i + 1) || (i > 0 && beside(i - 1)) => SegmentKind::Teaser,
            () => continue,
        };
        lines[i].kind = kind;
        changed = true;
    }
    changed
}

/// Gives articles without a date of their own the days on which their copies were published.
fn date_by_copies(articles: &mut [Article], reuse: &Reuse) {
    let own = |a: &Article| {
        a.published
            .as_ref()
            .filter(|p| !matches!(p.how, How::Bound | How::Copy))
            .map(|p| p.when)
    };
    for text in reuse.texts.iter().filter(|t| t.articles.len() > 1) {
        let days: Vec<_> = text
            .articles
            .iter()
            .filter_map(|i| own(&articles[*i]))
            .collect();
        let when = Interval {
            earliest: days.iter().filter_map(|d| d.earliest).min(),
            latest: days.iter().filter_map(|d| d.latest).max(),
        };
        if when.is_open() {
            continue;
        }
        for i in &text.articles {
            let article = &mut articles[*i];
            if own(article).is_none() {
                let dating = Dating {
                    when,
                    evidence: Vec::new(),
                    how: How::Copy,
                };
                let language = article.language.as_deref();
                article.captured =
                    dating::captured(&article.page, &article.segments, Some(&dating), language);
                article.published = Some(dating);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Declared, Page, article, reuse};

    fn page(locator: &str, outlet: &str, content: String) -> Page {
        let declared = Declared {
            outlet: Some(outlet.into()),
            ..Declared::default()
        };
        Page {
            locator: locator.into(),
            content,
            declared,
            ..Page::default()
        }
    }

    #[test]
    fn an_outlets_own_line_is_furniture_and_its_background_is_not() {
        let leads = [
            "Divers found the lost anchor of the ferry near the eastern pier early on Sunday.",
            "A choir of two hundred children sang in the old market hall to raise money.",
            "The council voted to sell the empty brewery to a maker of wooden bicycles.",
        ];
        let pages = leads.iter().enumerate().map(|(i, lead)| {
            let content = format!(
                "{lead}\n\nThe town has been run by a caretaker since its mayor resigned in spring, \
                 and a new vote is due.\n\nNobody else spoke at length about it on that day, \
                 witnesses said.\n\nMore was to be decided later in the week, number {i}.\n\n\
                 Nothing was said about it.\n\nYour harbour, your paper, every single morning\n"
            );
            page(&i.to_string(), "Harbour Post", content)
        });
        let mut articles = article::read(pages.collect());
        let reuse = reuse::find(&articles);
        let ids: Vec<_> = articles.iter().map(|a| a.id).collect();
        relabel(&mut articles, &reuse);
        for (a, id) in articles.iter().zip(ids) {
            let text: Vec<_> = a.body().map(|s| s.of(a.content())).collect();
            let text = text.join("\n");
            assert!(
                !text.contains("every single morning") && text.contains("caretaker"),
                "{text}"
            );
            assert_eq!(a.id, id);
        }
    }

    #[test]
    fn an_undated_copy_gets_its_copys_day() {
        let text = "Divers found the lost anchor of the ferry near the eastern pier on Sunday, the \
             harbour master said. It will be cleaned and shown in the town museum from autumn on, \
             where visitors can see it free of charge until the end of the year.";
        let pages = vec![
            page("a", "Harbour Post", text.to_owned()),
            page("b", "Island News", format!("date 2021-03-04 {text}")),
        ];
        let mut articles = article::read(pages);
        let reuse = reuse::find(&articles);
        relabel(&mut articles, &reuse);
        let dating = articles[0].published.as_ref().expect("the copy's day");
        assert_eq!(
            (dating.how, dating.when.exact()),
            (How::Copy, Some(jiff::civil::date(2021, 3, 4)))
        );
    }
}
