//! Which words of two wordings differ: the longest common subsequence of their words, as `diff`
//! does it for lines (Hunt and McIlroy 1976, "An algorithm for differential file comparison").

use firsthand::Span;
use firsthand::words::{norm, words};
use std::ops::Range;

/// Wordings of more words are not compared: the table has as many cells as the product.
const WORDS_MAX: usize = 400;

/// Where two wordings differ.
pub(super) struct Diff {
    /// Stretches of the one, in bytes.
    pub(super) a: Vec<Range<usize>>,
    /// Stretches of the other.
    pub(super) b: Vec<Range<usize>>,
    /// Share of the words that both have, in order: 1 where all are the same (Dice 1945).
    pub(super) common: f64,
}

/// Compares word by word; `None` where a wording has no words or too many.
pub(super) fn diff(a: &str, b: &str) -> Option<Diff> {
    let (wa, wb) = (tokens(a), tokens(b));
    let (n, m) = (wa.len(), wb.len());
    if n == 0 || m == 0 || n > WORDS_MAX || m > WORDS_MAX {
        return None;
    }
    // best[i][j]: the most words that a[i..] and b[j..] share in order.
    let mut best = vec![vec![0u16; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[i][j] = match wa[i].1 == wb[j].1 {
                true => best[i + 1][j + 1] + 1,
                false => best[i + 1][j].max(best[i][j + 1]),
            };
        }
    }
    let (mut in_a, mut in_b) = (vec![false; n], vec![false; m]);
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if wa[i].1 == wb[j].1 {
            (in_a[i], in_b[j]) = (true, true);
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    Some(Diff {
        a: runs(&wa, &in_a),
        b: runs(&wb, &in_b),
        common: 2.0 * f64::from(best[0][0]) / (n + m) as f64,
    })
}

fn tokens(text: &str) -> Vec<(Span, String)> {
    words(text, Span::new(0, text.len()))
        .map(|s| (s, norm(s.of(text))))
        .collect()
}

/// Neighbouring words that are not shared, as one stretch each.
fn runs(words: &[(Span, String)], shared: &[bool]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for ((span, _), shared) in words.iter().zip(shared) {
        match out.last_mut() {
            _ if *shared => {}
            Some(run) if open => run.end = span.end(),
            _ => out.push(span.start()..span.end()),
        }
        open = !shared;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_words_that_differ() {
        let a = "We have no plans to close the old bridge.";
        let b = "We have no firm plans to close the bridge";
        let d = diff(a, b).expect("few words");
        let of = |text: &str, runs: &[Range<usize>]| -> Vec<String> {
            runs.iter().map(|r| text[r.clone()].to_owned()).collect()
        };
        assert_eq!(of(a, &d.a), ["old"]);
        assert_eq!(of(b, &d.b), ["firm"]);
        assert!(d.common > 0.8);
    }

    #[test]
    fn gives_up_on_endless_wordings() {
        assert!(diff(&"word ".repeat(WORDS_MAX + 1), "word").is_none());
        assert!(diff("", "word").is_none());
    }
}
