//! Who owns this outlet? A table, and nothing beyond it: an unknown owner joins nothing.

use super::masthead::letters;
use crate::Article;
use crate::address::host;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

struct Table {
    hosts: FxHashMap<&'static str, &'static str>,
    names: FxHashMap<String, &'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        hosts: FxHashMap::default(),
        names: FxHashMap::default(),
    };
    for line in include_str!("../../data/owners.txt").lines() {
        let mut fields = line.split('|');
        let Some(owner) = fields.next().filter(|o| !o.starts_with('#')) else {
            continue;
        };
        for field in fields {
            if is_host(field) {
                table.hosts.insert(field, owner);
            }
            table.names.insert(letters(field), owner);
        }
    }
    table
});

/// Names with a point and no space or capital are hosts.
fn is_host(field: &str) -> bool {
    field.contains('.') && !field.contains(' ') && !field.contains(char::is_uppercase)
}

/// The owner of an outlet, by the host of its address or by its name.
///
/// ```
/// use firsthand::provenance::owner;
/// assert_eq!(owner(Some("edition.cnn.com"), None), owner(None, Some("CNN")));
/// assert_eq!(owner(Some("unheard-of.example"), None), None);
/// ```
pub fn owner(host: Option<&str>, name: Option<&str>) -> Option<&'static str> {
    let by_host = host.and_then(|host| {
        let ends = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
        std::iter::once(host)
            .chain(ends)
            .find_map(|end| TABLE.hosts.get(end))
    });
    let by_name = || {
        let name = letters(name?);
        let bare = name.strip_prefix("the").unwrap_or(&name);
        TABLE.names.get(&name).or_else(|| TABLE.names.get(bare))
    };
    by_host.or_else(by_name).copied()
}

/// The owner of an article's outlet, by its address or the name that it gives.
pub(super) fn owner_of(article: &Article) -> Option<&'static str> {
    let url = article.page.declared.url.as_deref().map(host);
    let outlet = article.outlet.as_ref().map(|o| o.name.as_str());
    owner(url.as_deref(), outlet)
}

/// Whether `name`, a host or a name, means this article's outlet.
pub(crate) fn is_outlet(article: &Article, name: &str) -> bool {
    let url = article.page.declared.url.as_deref().map(host);
    let by_host = url.is_some_and(|url| {
        let before = url.strip_suffix(&name.to_lowercase());
        before.is_some_and(|b| b.is_empty() || b.ends_with('.'))
    });
    let outlet = article.outlet.as_ref();
    by_host || outlet.is_some_and(|o| same_name(&o.name, name))
}

/// Whether two names have the same letters.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_host_or_name_has_two_owners() {
        let mut seen = FxHashMap::default();
        for line in include_str!("../../data/owners.txt").lines() {
            let mut fields = line.split('|');
            let owner = fields.next().unwrap_or_default();
            for field in fields {
                let key = (is_host(field), letters(field));
                let old = seen.insert(key, owner);
                assert!(old.is_none_or(|o| o == owner), "{field}");
            }
        }
        assert_eq!(owner(Some("newyork.cbslocal.com"), None), Some("Paramount"));
        assert_eq!(
            owner(None, Some("The Washington Post")),
            Some("Nash Holdings")
        );
        assert_eq!(owner(None, None), None);
    }
}
