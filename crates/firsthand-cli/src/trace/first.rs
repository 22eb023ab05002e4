//! Which of some articles was published first, as far as their dates tell?

use firsthand::{ArticleIx, Interval, Report, StatementIx};
use firsthand_io::json::First;

/// The first of the articles that carry statement `s`, and of `holding`, which hold its words
/// outside of a quotation.
pub(super) fn first(report: &Report, s: StatementIx, holding: &[ArticleIx]) -> First {
    let quotations = report.statements[s].quotations.iter();
    let mut articles: Vec<ArticleIx> = quotations
        .map(|q| report.quotations[*q].article)
        .chain(holding.iter().copied())
        .collect();
    articles.sort_unstable();
    articles.dedup();
    of(&articles, |a| published(report, a))
}

/// The first of `articles` as far as can be told.
pub(super) fn of(articles: &[ArticleIx], when: impl Fn(ArticleIx) -> Interval) -> First {
    // Whoever begins after another's last possible day was not the first.
    let bound = articles.iter().filter_map(|a| when(*a).latest).min();
    let may_be = |a: &ArticleIx| match (when(*a).earliest, bound) {
        (Some(earliest), Some(bound)) => earliest <= bound,
        _ => true,
    };
    let articles: Vec<ArticleIx> = articles.iter().copied().filter(may_be).collect();
    First {
        certain: articles.len() == 1,
        articles,
    }
}

/// When an article was published; open where nothing tells.
pub(super) fn published(report: &Report, article: ArticleIx) -> Interval {
    let dating = report.articles[article].published.as_ref();
    dating.map_or(Interval::default(), |d| d.when)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    fn first(intervals: &[(i8, i8)]) -> (Vec<ArticleIx>, bool) {
        let day = |d| (d > 0).then(|| Date::constant(2031, 5, d));
        let when = |a: usize| Interval {
            earliest: day(intervals[a].0),
            latest: day(intervals[a].1),
        };
        let articles: Vec<_> = (0..intervals.len()).collect();
        let first = of(&articles, when);
        (first.articles, first.certain)
    }

    #[test]
    fn tells_only_what_the_days_tell() {
        assert_eq!(first(&[(8, 8), (9, 9)]), (vec![0], true));
        assert_eq!(first(&[(8, 8), (8, 8), (9, 9)]), (vec![0, 1], false));
        assert_eq!(first(&[(8, 10), (9, 9)]), (vec![0, 1], false));
        // An undated article may be the first of all.
        assert_eq!(first(&[(8, 8), (0, 0)]), (vec![0, 1], false));
        // One that is only bounded from below may not.
        assert_eq!(first(&[(8, 8), (9, 0)]), (vec![0], true));
        assert_eq!(first(&[(0, 0)]), (vec![0], true));
    }
}
