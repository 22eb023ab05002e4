//! Which day of publication do the scripts of a page name? Asked where nothing else declares one: shops, boards and
//! pages that a script builds carry their record in one.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Names of the day of publication in the records of scripts, with the sign that ends them.
const KEYS: [&str; 12] = [
    "published_at\"",
    "publishedAt\"",
    "publishedDate\"",
    "publishDate\"",
    "publish_date\"",
    "published_date\"",
    "datePublished\"",
    "publicationDate\"",
    "publication_date\"",
    "first-publication\"",
    "firstPublished\"",
    "pubdate\"",
];

/// Bytes of "2024-05-08".
const DAY_BYTES: usize = 10;

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(KEYS).ok());

/// The day, if all that the scripts name is one day: with several, some are of other articles.
pub(super) fn day(markup: &str) -> Option<String> {
    let words = WORDS.as_ref()?;
    let mut all = words
        .find_iter(markup)
        .filter_map(|key| value(&markup[key.end()..]));
    let first = all.next()?;
    all.all(|d| d == first).then(|| first.to_owned())
}

/// The day in the string that follows a key, as machines write it.
fn value(rest: &str) -> Option<&str> {
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let day = rest.strip_prefix('"')?.get(..DAY_BYTES)?;
    let fits = day.bytes().enumerate().all(|(i, b)| match i {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    fits.then_some(day)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn scripts_name_one_day_or_none() {
        let one = r#"<script>x={"publishedDate": "2031-04-02T08:00:00Z","publish_date":"2031-04-02"}</script>"#;
        assert_eq!(day(one).as_deref(), Some("2031-04-02"));
        let two =
            r#"<script>[{"published_at":"2031-04-02"},{"published_at":"2031-04-09"}]</script>"#;
        assert_eq!(day(two), None);
        assert_eq!(day(r#"{"published_at":null,"pubdate":"April"}"#), None);
    }
}
