//! Phrases by which outlets and agencies sign, appeal and protect: known formulas.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// Byte offsets in `line` at which a known formula begins.
pub(super) fn hits(line: &str) -> impl Iterator<Item = usize> + '_ {
    FORMULAS.find_iter(line).map(|m| m.start())
}

static FORMULAS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let phrases = include_str!("../../data/formula.txt")
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostFirst)
        .build(phrases)
        .expect("the list of formulas is small and fixed")
});
