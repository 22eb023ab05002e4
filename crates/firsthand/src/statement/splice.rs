//! Which versions run together what was said apart?

use super::align::{Relation, Step, align};
use super::lexicon::{LEXICON, key};
use super::rendering::Rendering;
use super::version::Wordings;
use crate::{Article, ArticleIx, Span, words};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Longest stretch between two quotations in which the article tells how they follow, in bytes.
const BETWEEN_MAX: usize = 400;
/// Share of a part's weight that the whole must have, in percent.
const PART_PERCENT: u32 = 70;

/// Pairs of versions, by index and the lower first, of which the one is a direct quotation that
/// holds the other beside words that the other's article puts into another answer.
pub(super) fn find(versions: &[Wordings<'_>], articles: &[Article]) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    if versions.len() < 3 || versions.len() > 12 {
        return found;
    }
    for (w, whole) in versions.iter().enumerate().filter(|(_, v)| v.shown.direct) {
        for (p, part) in versions.iter().enumerate() {
            for (q, other) in versions.iter().enumerate() {
                let three = p != q && p != w && q != w;
                if three && spliced(whole, part, other, articles) {
                    found.insert((w.min(p), w.max(p)));
                    found.insert((w.min(q), w.max(q)));
                }
            }
        }
    }
    found
}

/// Whether `whole` holds both, one behind the other, and some article has `first` and `second` as
/// two quotations with words between that set them apart.
fn spliced(
    whole: &Wordings<'_>,
    first: &Wordings<'_>,
    second: &Wordings<'_>,
    articles: &[Article],
) -> bool {
    let apart = |a: &Rendering, b: &Rendering| {
        a.article != whole.shown.article && set_apart(a, b, &articles[a.article])
    };
    let mut of_article = FxHashMap::<ArticleIx, Vec<&Rendering>>::default();
    for b in &second.all {
        of_article.entry(b.article).or_default().push(b);
    }
    let beside = |a: &&Rendering| of_article.get(&a.article).into_iter().flatten();
    if !(first.all.iter()).any(|a| beside(a).any(|b| apart(a, b))) {
        return false;
    }
    match (held(whole, first), held(whole, second)) {
        (Some(a), Some(b)) => a.1 <= b.0,
        _ => false,
    }
}

/// Where the words of `part` stand in `whole`.
fn held(whole: &Wordings<'_>, part: &Wordings<'_>) -> Option<(usize, usize)> {
    let (w, p) = (&whole.shown.wording, &part.shown.wording);
    let alignment = align(w, p);
    let mut weight = 0;
    let mut range: Option<(usize, usize)> = None;
    for step in &alignment.steps {
        if let Step::Both(i, _, relation) = *step
            && relation != Relation::Other
        {
            weight += w.tokens[i].weight;
            range = Some((range.map_or(i, |r| r.0), i + 1));
        }
    }
    range.filter(|_| 100 * weight >= PART_PERCENT * p.weight)
}

/// Whether the words between two quotations of an article tell that they are two utterances.
fn set_apart(a: &Rendering, b: &Rendering, article: &Article) -> bool {
    if a.end > b.start || b.start - a.end > BETWEEN_MAX {
        return false;
    }
    let content = article.content();
    words::words(content, Span::new(a.end, b.start))
        .any(|w| LEXICON.apart.contains(&key(&words::norm(w.of(content)))))
}
