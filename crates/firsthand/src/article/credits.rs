//! Whom does the article as a whole credit?

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Every way an agency is written, to its one name.
static AGENCIES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    let lines = include_str!("../../data/agencies.txt").lines();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let mut names = line.split('\t');
        if let Some(name) = names.next() {
            out.insert(name, name);
            out.extend(names.map(|alias| (alias, name)));
        }
    }
    out
});

/// The one name of the agency that `text` names, as written, capitals included.
pub(super) fn agency(text: &str) -> Option<&'static str> {
    AGENCIES.get(text.trim()).copied()
}

/// Whether `text` is the name of an agency.
pub(super) fn is_agency(text: &str) -> bool {
    agency(text).is_some()
}
