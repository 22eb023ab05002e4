//! How do the event's own articles call it?

use super::features::Features;
use super::{Config, similar};
use crate::reuse::TextIx;
use crate::{Article, Reuse};

/// Texts of an event that are compared to find the central one; the first in order of index.
const COMPARED_MAX: usize = 40;

/// Length in characters at which a sentence that stands in for a headline is cut, at a clause
/// where there is one.
const TITLE_CHARS_MAX: usize = 110;

/// The headline of the article that is likest to all others of its event, or, where none has a
/// headline, the opening of its lead.
pub(super) fn of(
    config: &Config,
    articles: &[Article],
    reuse: &Reuse,
    features: &[Features],
    texts: &[TextIx],
) -> String {
    let texts = &texts[..texts.len().min(COMPARED_MAX)];
    let mut central: Vec<(f64, TextIx)> = texts
        .iter()
        .map(|&t| {
            let others = texts.iter().filter(|&&o| o != t);
            (
                others
                    .map(|&o| similar::score(config, &features[t], &features[o]).total())
                    .sum(),
                t,
            )
        })
        .collect();
    central.sort_by(|x: &(f64, TextIx), y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let headline = |&(_, t): &(f64, TextIx)| {
        let copies =
            std::iter::once(reuse.texts[t].best).chain(reuse.texts[t].articles.iter().copied());
        copies
            .filter_map(|i| articles[i].title.as_deref())
            .map(str::trim)
            .find(|t| !t.is_empty())
    };
    match central.iter().find_map(headline) {
        Some(title) => title.to_owned(),
        None => central
            .iter()
            .map(|&(_, t)| opening(&articles[reuse.texts[t].best]))
            .find(|o| !o.is_empty())
            .unwrap_or_default(),
    }
}

/// The lead sentence, cut at a clause where it is long.
fn opening(article: &Article) -> String {
    let Some(first) = article.sentences.first() else {
        return String::new();
    };
    let text = first.of(article.content());
    let Some((limit, _)) = text.char_indices().nth(TITLE_CHARS_MAX) else {
        return text.trim_end_matches('.').to_owned();
    };
    let text = &text[..limit];
    let clause = text
        .rfind([',', ';', ':', '–', '—'])
        .filter(|at| *at > limit / 3);
    let cut = clause.or_else(|| text.rfind(' ')).unwrap_or(limit);
    format!("{}…", text[..cut].trim_end())
}
