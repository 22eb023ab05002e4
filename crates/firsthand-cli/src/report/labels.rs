//! What to call an article on the screen: by its outlet, else by its file.

use crate::screen::{line, shorten, width};
use firsthand::{Article, ArticleIx};
use std::collections::BTreeMap;

/// A label takes at most so many columns.
const LABEL_MAX: usize = 32;

/// Names for some articles of a pile, no two alike where anything tells them apart.
pub(crate) struct Labels {
    names: BTreeMap<ArticleIx, String>,
}

impl Labels {
    /// Names for `articles`, told apart among themselves.
    pub(crate) fn new(all: &[Article], articles: impl IntoIterator<Item = ArticleIx>) -> Self {
        let mut by_name: BTreeMap<String, Vec<ArticleIx>> = BTreeMap::new();
        for i in articles {
            by_name.entry(short(&all[i])).or_default().push(i);
        }
        let mut names = BTreeMap::new();
        for (name, mut group) in by_name {
            group.dedup();
            let alone = group.len() == 1;
            for i in group {
                let place = place(&all[i]);
                let label = match alone || place == name {
                    true => shorten(&name, LABEL_MAX),
                    false => {
                        let room = LABEL_MAX.saturating_sub(width(&place) + 3);
                        match room >= LABEL_MAX / 4 {
                            true => format!("{} ({place})", shorten(&name, room)),
                            false => shorten(&place, LABEL_MAX),
                        }
                    }
                };
                names.insert(i, label);
            }
        }
        Labels { names }
    }

    /// The name of `article`.
    pub(crate) fn of(&self, article: ArticleIx) -> &str {
        self.names.get(&article).map_or("another article", |n| n)
    }

    /// The names of `articles`, each once, in their order.
    pub(crate) fn each(&self, articles: impl IntoIterator<Item = ArticleIx>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for i in articles {
            let name = self.of(i);
            if !out.iter().any(|n| n == name) {
                out.push(name.to_owned());
            }
        }
        out
    }
}

fn short(article: &Article) -> String {
    match &article.outlet {
        Some(o) if !o.name.trim().is_empty() => line(&o.name),
        _ => place(article),
    }
}

/// The record, or the name of the file.
fn place(article: &Article) -> String {
    let locator = &article.page.locator;
    line(match &article.page.record {
        Some(record) => record,
        None => locator.rsplit(['/', '\\']).next().unwrap_or(locator),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::{Outlet, Page};

    fn article(locator: &str, outlet: Option<&str>) -> Article {
        let page = Page {
            locator: locator.into(),
            content: "x".into(),
            ..Page::default()
        };
        let mut article = firsthand::article::read(vec![page]).remove(0);
        article.outlet = outlet.map(|name| Outlet {
            name: name.into(),
            evidence: Vec::new(),
        });
        article
    }

    #[test]
    fn outlets_name_articles_and_files_tell_them_apart() {
        let all = [
            article("pile/a.txt", Some("Harbour Post")),
            article("pile/b.txt", Some("Harbour Post")),
            article("pile/c.txt", Some("Inland Mail")),
            article("pile/d\u{1b}[2J.txt", None),
        ];
        let labels = Labels::new(&all, 0..4);
        let names: Vec<_> = (0..4).map(|i| labels.of(i)).collect();
        let expected = [
            "Harbour Post (a.txt)",
            "Harbour Post (b.txt)",
            "Inland Mail",
            "d.txt",
        ];
        assert_eq!(names, expected);
    }
}
