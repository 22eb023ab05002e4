//! Which statements render these words, and which articles hold them outside of any?
//!
//! Words are compared in their normal form and in order: what counts is the longest common
//! subsequence within a window little longer than the words looked for, so that a word more or less
//! does no harm and a long text does not match by chance.

use super::first;
use firsthand::words::{norm, words};
use firsthand::{ArticleIx, Report, Span, StatementIx};
use firsthand_io::json::{Find, FoundPassage};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the words that has to be found, in order. Chosen so that one word in three may differ:
/// a paraphrase is the business of statements, not of this search.
const SHARE_MIN: f64 = 0.7;
/// A wording that is shorter than the words looked for matches when so much of it is among them …
const WORDING_SHARE_MIN: f64 = 0.8;
/// … and it has at least so many words.
const WORDING_WORDS_MIN: usize = 5;
/// Statements whose share is further below the best one's are left out.
const SHARE_SPREAD: f64 = 0.15;
/// More words are not looked for: nobody types so long a quotation.
const WORDS_MAX: usize = 300;
/// The window is longer than the words looked for by this factor and number.
const WINDOW: (f64, usize) = (1.5, 2);

/// Words to look for.
pub(super) struct Query {
    /// Each as the number of its normal form.
    words: Vec<u32>,
    numbers: BTreeMap<String, u32>,
}

/// A word that is not looked for.
const OTHER: u32 = u32::MAX;

impl Query {
    /// The words of `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut numbers = BTreeMap::new();
        let words = words(text, Span::new(0, text.len()))
            .take(WORDS_MAX)
            .map(|w| {
                let next = numbers.len() as u32;
                *numbers.entry(norm(w.of(text))).or_insert(next)
            })
            .collect();
        Query { words, numbers }
    }

    /// Whether there is no word in it.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words of `span`, with the numbers that they have here.
    fn tokens(&self, content: &str, span: Span) -> Vec<(Span, u32)> {
        let number = |w: Span| self.numbers.get(&norm(w.of(content))).copied();
        words(content, span)
            .map(|w| (w, number(w).unwrap_or(OTHER)))
            .collect()
    }

    /// How many words have to be found.
    fn needed(&self) -> usize {
        (self.words.len() as f64 * SHARE_MIN).ceil() as usize
    }

    /// The best window of `tokens`: how many of the words it has in order, and where they begin
    /// and end.
    fn best(&self, tokens: &[(Span, u32)], needed: usize) -> Option<(usize, usize, usize)> {
        let window = (self.words.len() as f64 * WINDOW.0) as usize + WINDOW.1;
        let mut left = vec![0i32; self.numbers.len()];
        for w in &self.words {
            left[*w as usize] += 1;
        }
        let mut hits = 0;
        let mut best: Option<(usize, usize, usize)> = None;
        // The least number of hits, in any order, for which looking at the order is worth while.
        let mut bar = needed;
        let mut skip_to = 0;
        for end in 0..tokens.len() {
            hits += usize::from(take(&mut left, tokens[end].1, 1));
            if let Some(gone) = end.checked_sub(window) {
                hits -= usize::from(take(&mut left, tokens[gone].1, -1));
            }
            let first = (end + 1).saturating_sub(window);
            if hits < bar || end < skip_to {
                continue;
            }
            let (n, from, to) = self.in_order(&tokens[first..=end]);
            // Windows that differ by a few words give much the same.
            skip_to = end + 1 + self.words.len() / 4;
            if n >= needed && best.is_none_or(|(m, ..)| n > m) {
                best = Some((n, first + from, first + to));
                bar = n + 1;
            }
        }
        best
    }

    /// The longest common subsequence with `tokens`, and the first and last token of it.
    fn in_order(&self, tokens: &[(Span, u32)]) -> (usize, usize, usize) {
        let (n, m) = (self.words.len(), tokens.len());
        let mut best = vec![vec![0u16; m + 1]; n + 1];
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                best[i][j] = match self.words[i] == tokens[j].1 {
                    true => best[i + 1][j + 1] + 1,
                    false => best[i + 1][j].max(best[i][j + 1]),
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        let (mut from, mut to) = (None, 0);
        while i < n && j < m {
            if self.words[i] == tokens[j].1 {
                from = from.or(Some(j));
                to = j;
                (i, j) = (i + 1, j + 1);
            } else if best[i + 1][j] >= best[i][j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
        (usize::from(best[0][0]), from.unwrap_or(0), to)
    }
}

/// Takes word `number` in (`step` 1) or out (-1); whether it counts as a hit.
fn take(left: &mut [i32], number: u32, step: i32) -> bool {
    let Some(n) = left.get_mut(number as usize) else {
        return false;
    };
    *n -= step;
    if step > 0 { *n >= 0 } else { *n > 0 }
}

/// The statements that render the words, and the articles that hold them outside of these.
pub(super) fn find(report: &Report, query: &Query) -> Find {
    let mut statements: Vec<(StatementIx, f64)> = (0..report.statements.len())
        .into_par_iter()
        .filter_map(|s| Some((s, share(report, s, query)?)))
        .collect();
    let carried = |s: StatementIx| report.statements[s].quotations.len();
    statements.sort_by(|a, b| {
        let by_share = b.1.total_cmp(&a.1);
        by_share
            .then(carried(b.0).cmp(&carried(a.0)))
            .then(a.0.cmp(&b.0))
    });
    let best = statements.first().map_or(0.0, |s| s.1);
    statements.retain(|s| s.1 >= best - SHARE_SPREAD);
    let quoting: BTreeSet<ArticleIx> = (statements.iter())
        .flat_map(|(s, _)| &report.statements[*s].quotations)
        .map(|q| report.quotations[*q].article)
        .collect();
    let passages: Vec<FoundPassage> = (0..report.articles.len())
        .into_par_iter()
        .filter(|a| !quoting.contains(a))
        .filter_map(|a| passage(report, a, query))
        .collect();
    let holding: Vec<ArticleIx> = passages.iter().map(|p| p.article).collect();
    let first = statements
        .iter()
        .map(|(s, _)| first::first(report, *s, &holding))
        .collect();
    Find {
        statements,
        first,
        passages,
    }
}

/// The share of the words that the best version of a statement has.
fn share(report: &Report, s: StatementIx, query: &Query) -> Option<f64> {
    let found = report.statements[s].versions.iter().filter_map(|v| {
        let tokens = query.tokens(&v.wording, Span::new(0, v.wording.len()));
        let short = (tokens.len() as f64 * WORDING_SHARE_MIN).ceil() as usize;
        let needed = match tokens.len() >= WORDING_WORDS_MIN {
            true => query.needed().min(short),
            false => query.needed(),
        };
        query.best(&tokens, needed.max(1)).map(|(n, ..)| n)
    });
    found.max().map(|n| n as f64 / query.words.len() as f64)
}

/// Where the text of an article, furniture excluded, holds the words.
fn passage(report: &Report, article: ArticleIx, query: &Query) -> Option<FoundPassage> {
    let a = &report.articles[article];
    let tokens: Vec<_> = a
        .body()
        .flat_map(|s| query.tokens(a.content(), s))
        .collect();
    let (n, from, to) = query.best(&tokens, query.needed())?;
    Some(FoundPassage {
        article,
        span: tokens[from].0.join(tokens[to].0),
        share: n as f64 / query.words.len() as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(words: &str, text: &str) -> Option<usize> {
        let query = Query::new(words);
        let tokens = query.tokens(text, Span::new(0, text.len()));
        query.best(&tokens, query.needed()).map(|(n, ..)| n)
    }

    #[test]
    fn small_differences_do_not_matter() {
        let text = "On Monday she said: “We’ve NO plan, at present, to reopen the old bridge.”";
        assert_eq!(best("no plan to reopen the bridge", text), Some(6));
        assert_eq!(best("no plans to reopen the bridge", text), Some(5));
        assert_eq!(best("bridge the reopen to plan no", text), None);
        assert_eq!(best("no harbour to build the road", text), None);
    }

    #[test]
    fn words_far_apart_do_not_match() {
        let text = "no plan ".to_owned() + &"and so on ".repeat(30) + "to reopen the bridge";
        assert_eq!(best("no plan to reopen the bridge", &text), None);
    }

    #[test]
    fn the_place_is_found_in_a_long_text() {
        let text = "the to the ".repeat(5_000) + "no plan to reopen the bridge " + &"x ".repeat(99);
        assert_eq!(best("no plan to reopen the bridge", &text), Some(6));
    }
}
