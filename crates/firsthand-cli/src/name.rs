//! Which article does the user mean?

use firsthand::{Article, ArticleIx};

/// Articles that an error names.
const NAMED_MAX: usize = 5;

/// The one article that has this name: its id, its record's id or its place, or else the end of its
/// place.
pub(crate) fn find(articles: &[Article], name: &str) -> anyhow::Result<ArticleIx> {
    let whole = |a: &Article| {
        let record = a.page.record.as_deref();
        a.id.to_string() == name || record == Some(name) || a.page.locator == name
    };
    let end = |a: &Article| {
        let place = a.page.locator.strip_suffix(name);
        place.is_some_and(|before| before.ends_with(['/', '\\', ':']))
    };
    let mut found = all(articles, whole);
    if found.is_empty() {
        found = all(articles, end);
    }
    match found[..] {
        [one] => Ok(one),
        [] => anyhow::bail!(
            "no article of this pile is {name:?}: name its id, its record's id, or its file"
        ),
        ref several => {
            let ids = several.iter().take(NAMED_MAX);
            let ids: Vec<String> = ids
                .map(|i| format!("{} ({})", articles[*i].id, articles[*i].page.locator))
                .collect();
            anyhow::bail!(
                "{} articles of this pile are {name:?}: {}",
                several.len(),
                ids.join(", ")
            )
        }
    }
}

fn all(articles: &[Article], is: impl Fn(&Article) -> bool) -> Vec<ArticleIx> {
    let ixs = 0..articles.len();
    ixs.filter(|i| is(&articles[*i])).collect()
}
