//! Which articles were read before? Reading quotations is what a run spends most of its time with, and it looks at one article alone: who
//! keeps findings of a growing pile keeps these too.

use super::{Model, Quotation, extract};
use crate::{Article, Id};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The quotations of articles that were read before, each by a hash of all that is known of its article, and with the speakers
/// as the article alone names them.
#[derive(Clone, Debug, Default)]
pub struct Known {
    of: BTreeMap<Id, Vec<Quotation>>,
}

impl Known {
    /// Takes up what was kept of an earlier run. Quotations need no index of their article.
    pub fn new(of: BTreeMap<Id, Vec<Quotation>>) -> Self {
        Known { of }
    }

    /// What the last run read or took from here, and nothing else.
    pub fn all(&self) -> &BTreeMap<Id, Vec<Quotation>> {
        &self.of
    }

    /// Quotations of every article, in order; those of articles that are known are not read again.
    pub fn read(&mut self, articles: &[Article], model: Option<&Model>) -> Vec<Quotation> {
        let with = if model.is_some() { "model" } else { "rules" };
        let read: Vec<(Id, Vec<Quotation>)> = articles
            .par_iter()
            .enumerate()
            .map(|(index, article)| {
                // All that reading may look at, whatever it is.
                let key = Id::of('k', [with, &format!("{article:?}")]);
                let quotations = match self.of.get(&key) {
                    Some(known) => known.clone(),
                    None => extract(index, article, model),
                };
                let placed = quotations.into_iter().map(|q| Quotation {
                    article: index,
                    ..q
                });
                (key, placed.collect())
            })
            .collect();
        self.of = read.iter().cloned().collect();
        read.into_iter()
            .flat_map(|(_, quotations)| quotations)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, article};

    #[test]
    fn what_is_known_is_read_as_what_is_not() {
        let page = |locator: &str, who: &str| Page {
            locator: locator.into(),
            content: format!(
                "The bridge is safe, {who} said. \"It was looked at twice,\" she added.\n"
            ),
            ..Page::default()
        };
        let first = article::read(vec![page("b", "Mayor Ines Calder")]);
        let mut known = Known::default();
        known.read(&first, None);
        let kept = known.all().clone();
        let both = article::read(vec![page("a", "Ada Crane"), page("b", "Mayor Ines Calder")]);
        let anew = Known::default().read(&both, None);
        assert_eq!(known.read(&both, None), anew);
        assert!(anew.iter().any(|q| q.article == 1));
        assert_eq!(known.all().len(), 2);
        assert!(kept.keys().all(|key| known.all().contains_key(key)));
        // What is not there any more is not kept.
        known.read(&first, None);
        assert_eq!(known.all().len(), 1);
    }
}
