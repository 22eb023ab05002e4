//! Does the page say elsewhere what a line says: in its declared text, title, description, authors?

use super::outline::Head;
use rustc_hash::FxHashSet;

/// A line of fewer letters says too little to be found again in the declared text.
const LETTERS_MIN: usize = 12;

/// A declared text of fewer words is a teaser of the article, not the article.
const TEXT_WORDS_MIN: usize = 60;

/// Authors that are looked for in the lines: a page that declares more has no byline that names one.
const AUTHORS_MAX: usize = 100;

/// Words at which stretches of the declared text are cut for comparing.
const RUN_WORDS: usize = 4;

/// Share of its declared text that a page must show to be said to show it: tags and entities in the declared one part
/// some runs of words, a teaser shows a few paragraphs. Judged.
const SHOWN_SHARE: f32 = 0.5;

/// What the head declares, in a form that lines are compared with.
#[derive(Default)]
pub(super) struct Said {
    /// Hashes of the runs of words of the declared text; empty where there is none.
    text: FxHashSet<u64>,
    description: String,
    title: String,
    authors: Vec<String>,
}

impl Said {
    /// `text`, `authors` as the records of the page declare them.
    pub(super) fn new(head: &Head, text: Option<&str>, authors: &[String]) -> Self {
        let meta = |names: &[&str]| {
            let mut all = head.meta.iter();
            all.find(|(n, _)| names.contains(&n.as_str()))
                .map_or(String::new(), |(_, v)| letters(v))
        };
        let mut out = Said {
            description: meta(&["description", "og:description", "twitter:description"]),
            title: meta(&["og:title", "twitter:title"]),
            authors: authors
                .iter()
                .take(AUTHORS_MAX)
                .map(|a| letters(a))
                .collect(),
            ..Said::default()
        };
        out.authors.retain(|a| a.len() >= 5);
        if let Some(text) = text {
            let words = words(text);
            if words.len() >= TEXT_WORDS_MIN {
                out.text = runs(&words).collect();
            }
        }
        out
    }

    /// Calls `fact` with what `line` shares with the declarations.
    pub(super) fn facts(&self, line: &str, fact: &mut dyn FnMut(&str, &str)) {
        let own = letters(line);
        if !self.text.is_empty() && own.len() >= LETTERS_MIN {
            let words = words(line);
            if words.len() >= RUN_WORDS {
                let all = words.len() + 1 - RUN_WORDS;
                let found = runs(&words).filter(|r| self.text.contains(r)).count();
                let share = found as f32 / all as f32;
                fact(
                    "declared",
                    match share {
                        s if s > 0.8 => "in",
                        s if s > 0.3 => "part",
                        _ => "out",
                    },
                );
            }
        }
        if own.len() >= LETTERS_MIN {
            if !self.title.is_empty() && (self.title == own) {
                fact("like", "title")
            }
            let head: String = self.description.chars().take(60).collect();
            if self.description.len() >= 2 * LETTERS_MIN && own.starts_with(&head) {
                fact("like", "description")
            }
        }
        if line.len() <= 120 && self.authors.iter().any(|a| own.contains(a.as_str())) {
            fact("names", "author")
        }
    }
}

/// Whether a page whose visible text is `content` shows the text that it declares, or declares too little to tell.
pub(super) fn shows(content: &str, declared: &str) -> bool {
    let wanted = words(declared);
    if wanted.len() < TEXT_WORDS_MIN {
        return true;
    }
    let shown = words(content);
    let shown: FxHashSet<u64> = runs(&shown).collect();
    let found = runs(&wanted).filter(|r| shown.contains(r)).count();
    found as f32 >= SHOWN_SHARE * (wanted.len() + 1 - RUN_WORDS) as f32
}

/// The letters and digits of a text, small.
pub(super) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase),
    );
    out
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect()
}

fn runs<'a>(words: &'a [&'a str]) -> impl Iterator<Item = u64> + 'a {
    use std::hash::{Hash as _, Hasher as _};
    words.windows(RUN_WORDS).map(|run| {
        let mut hasher = rustc_hash::FxHasher::default();
        run.hash(&mut hasher);
        hasher.finish()
    })
}
