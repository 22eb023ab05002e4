//! Which articles correct or withdraw what they wrote, and who still carries the old words?
//!
//! Read are notices, in their usual English forms (`data/corrections.txt`): "An earlier version of this article said 21
//! people had died. The figure is 12." and "12 people died, not 21". What tells the old words from the new are
//! figures, names and days; a notice without any is shown, and nobody is said to carry anything. What is
//! withdrawn stands wherever a whole sentence of it stands, or the headline that the notice names.

mod notice;
mod told;

use super::token::{Token, Wording};
use crate::{Article, ArticleIx, Span};
use notice::{FORMS, notices};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use told::{Place, Text, Told};

/// Words of the same thing that a sentence needs, beside the old figure or day, to carry it.
const CONTEXT_MIN: usize = 2;
/// The same beside an old name, or a figure before the same noun: these seldom stand for something else in one event.
const CONTEXT_MIN_SURE: usize = 1;
/// Words of a sentence that nobody writes twice by chance.
const SENTENCE_WORDS_MIN: usize = 8;
/// Words of a headline that a notice may name.
const HEADLINE_WORDS_MIN: usize = 4;
/// Places that the notices of one event list, each as many of the first as the others: a bound on hostile input.
const CARRIED_MAX: usize = 100_000;
/// As many are listed of each at the least.
const CARRIED_MIN: usize = 10;

/// A notice that corrects or withdraws something.
#[derive(Clone, PartialEq, Debug)]
pub struct Correction {
    /// The article that has the notice.
    pub article: ArticleIx,
    /// The notice.
    pub notice: Span,
    /// Whether all is taken back, rather than something put right.
    pub withdrawn: bool,
    /// The words that were wrong, where the notice repeats them.
    pub old: Option<Span>,
    /// The words that stand for them.
    pub new: Option<Span>,
    /// Where other articles of the event still have the old figure or name, or what was withdrawn: the first of these
    /// places where all notices of the event would list more than 100,000.
    pub carried: Vec<(ArticleIx, Span)>,
}

/// The corrections of each group of articles, by article and place.
pub fn corrections(articles: &[Article], groups: &[Vec<ArticleIx>]) -> Vec<Vec<Correction>> {
    groups
        .par_iter()
        .map(|group| {
            let found: Vec<Correction> = group
                .iter()
                .flat_map(|at| notices(*at, &articles[*at]))
                .collect();
            let correcting: BTreeSet<ArticleIx> = found.iter().map(|c| c.article).collect();
            let others: Vec<ArticleIx> = group
                .iter()
                .copied()
                .filter(|a| !correcting.contains(a))
                .collect();
            carry(found, &others, articles)
        })
        .collect()
}

/// Tells where `others` have what each takes back.
fn carry(
    mut found: Vec<Correction>,
    others: &[ArticleIx],
    articles: &[Article],
) -> Vec<Correction> {
    if found.is_empty() {
        return found;
    }
    let told = Told::of(others, articles);
    let most = (CARRIED_MAX / found.len()).max(CARRIED_MIN);
    // Papers that carry one text carry its notice.
    let mut known: BTreeMap<[&str; 3], Vec<Place>> = BTreeMap::new();
    for correction in &mut found {
        let content = articles[correction.article].content();
        if correction.withdrawn {
            correction.carried = still_standing(correction, &told, articles, most);
            continue;
        }
        let spans = [Some(correction.notice), correction.old, correction.new];
        let words = spans.map(|span| span.map_or("", |span| span.of(content)));
        let places = known.entry(words);
        let places = places.or_insert_with(|| carried(correction, &told, content, most));
        correction.carried = places.clone();
    }
    found
}

/// Where the others have what the notice takes back.
fn carried(correction: &Correction, told: &Told, content: &str, most: usize) -> Vec<Place> {
    let read = |span: Option<Span>| match span {
        Some(span) => Wording::new(span.of(content).to_owned(), false),
        None => Wording::default(),
    };
    let (old, new) = (read(correction.old), read(correction.new));
    let is_day = |t: &Token| FORMS.days.contains(&t.key);
    let is_name = |t: &Token, of: &Wording| {
        // A name may be the first of the words that the notice repeats.
        let first = t.start == 0 && of.text.starts_with(char::is_uppercase);
        !is_day(t) && (t.is_name() || first && t.is_content())
    };
    let telling = |w: &Wording, beside: &Wording| -> Vec<Token> {
        let tells = |t: &&Token| t.number.is_some_and(|_| !t.is.one) || is_name(t, w);
        let of = w.tokens.iter().filter(|t| !has(beside, t));
        let told: Vec<Token> = of.clone().filter(tells).copied().collect();
        // "On Saturday we said 17": the day is of the notice, unless there is nothing else.
        match told.is_empty() {
            true => of.filter(|t| is_day(t)).copied().collect(),
            false => told,
        }
    };
    let (wrong, right) = (telling(&old, &new), telling(&new, &old));
    let named = wrong.iter().all(|t| is_name(t, &old));
    // A name that no other stands for may be the right one of whom something wrong was said.
    if wrong.is_empty() || named && !right.iter().any(|t| is_name(t, &new)) {
        return Vec::new();
    }
    let about = |w: &Wording| -> BTreeSet<u64> {
        let of = w
            .tokens
            .iter()
            .filter(|t| t.is_content() && t.number.is_none());
        let lemmas = of.map(|t| t.lemma).filter(|lemma| {
            let told = wrong.iter().chain(&right).any(|t| t.lemma == *lemma);
            !told && !FORMS.frame.contains(lemma)
        });
        lemmas.collect()
    };
    let mut context: BTreeSet<u64> = about(&old);
    context.extend(about(&new));
    if context.is_empty() {
        context = about(&read(Some(correction.notice)));
    }
    let counted = counts(&old);
    let carries = |text: &Text| {
        let sure = named || !counted.is_disjoint(&text.counts);
        let min = if sure { CONTEXT_MIN_SURE } else { CONTEXT_MIN };
        let put_right = !right.is_empty() && right.iter().all(|t| text.has(t.lemma));
        let shared = context.iter().filter(|lemma| text.has(**lemma)).count();
        !put_right && shared >= min.min(context.len())
    };
    told.carried(wrong.iter().map(|t| t.lemma), carries, most)
}

/// Where the others have a whole sentence of what was withdrawn, or the headline that the notice names.
fn still_standing(
    correction: &Correction,
    told: &Told,
    articles: &[Article],
    most: usize,
) -> Vec<Place> {
    let article = &articles[correction.article];
    let content = article.content();
    let own = article.sentences.iter().filter(|s| article.in_body(**s));
    let withdrawn: BTreeSet<Vec<u64>> = own
        .filter(|s| !s.overlaps(correction.notice))
        .map(|s| Wording::new(s.of(content).to_owned(), false).keys())
        .filter(|words| words.len() >= SENTENCE_WORDS_MIN)
        .collect();
    let named = headlines(correction.notice.of(content));
    told.standing(&withdrawn, &named, most)
}

/// The words in marks of a notice that may be a headline.
fn headlines(notice: &str) -> Vec<Vec<u64>> {
    let inside = notice.split(['“', '"']).skip(1);
    let inside = inside.map(|text| text.split(['”', '"']).next().unwrap_or_default());
    inside
        .map(|text| Wording::new(text.to_owned(), false).keys())
        .filter(|words| words.len() >= HEADLINE_WORDS_MIN)
        .collect()
}

/// The figures of a wording, each with the word that tells what it counts.
fn counts(words: &Wording) -> BTreeSet<(u64, u64)> {
    let pairs = words.tokens.windows(2);
    let counted =
        pairs.filter(|p| p[0].number.is_some() && p[1].number.is_none() && p[1].is_content());
    counted.map(|p| (p[0].lemma, p[1].lemma)).collect()
}

fn has(words: &Wording, token: &Token) -> bool {
    words.tokens.iter().any(|t| t.lemma == token.lemma)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, article};

    /// Notice, whether it withdraws, old words, and who carries them.
    type Told = (String, bool, String, Vec<(usize, String)>);

    /// The corrections of texts that are one event, with the words of each span.
    fn read(texts: &[&str]) -> Vec<Told> {
        let page = |(i, text): (usize, &&str)| Page {
            locator: format!("{i:03}"),
            content: (*text).to_owned(),
            ..Page::default()
        };
        let articles = article::read(texts.iter().enumerate().map(page).collect());
        let of = |at: usize, span: Span| span.of(articles[at].content()).to_owned();
        let found = corrections(&articles, &[(0..texts.len()).collect()]).remove(0);
        let tell = |c: Correction| {
            let carried = c.carried.iter().map(|(at, s)| (*at, of(*at, *s)));
            let old = c.old.map_or(String::new(), |s| of(c.article, s));
            (of(c.article, c.notice), c.withdrawn, old, carried.collect())
        };
        found.into_iter().map(tell).collect()
    }

    const OLD: &str = "A ferry burned off Sarn on Monday, and the coastguard searched all night.\n\n\
        The coastguard said that 21 people had died in the fire on the ferry.\n\nThe search goes on.";
    const NEW: &str = "A ferry burned off Sarn on Monday, and 12 people died, the coastguard said.\n\n\
        Ships from three towns came to help the passengers, and the search goes on.";

    #[test]
    fn who_still_has_the_old_figure_is_told() {
        for notice in [
            "Correction: An earlier version of this article said that 21 people had died. The coastguard counts 12.",
            "An earlier version of this story misstated the number of people who died as 21. It is 12.",
            "This story has been corrected to show that 12 people died, not 21.",
        ] {
            let found = read(&[&format!("{NEW}\n\n{notice}"), OLD, NEW]);
            assert_eq!(found.len(), 1, "{notice}: {found:?}");
            assert!(found[0].2.contains("21"), "{found:?}");
            let carried = &found[0].3;
            assert_eq!(carried.len(), 1, "{notice}: {found:?}");
            assert!(
                carried[0].0 == 1 && carried[0].1.contains("21 people"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_many_notices_list_is_bounded() {
        let notice = "Correction: An earlier version of this article said that 21 people had died. The coastguard counts 12.";
        let corrected = format!("{NEW}\n\n{notice}");
        let mut texts = vec![corrected.as_str(); 400];
        texts.extend(vec![OLD; 300]);
        let found = read(&texts);
        assert_eq!(found.len(), 400);
        let most = CARRIED_MAX / 400;
        assert!(
            found
                .iter()
                .all(|told| told.3.len() == most && told.3[0].0 == 400)
        );
    }

    #[test]
    fn what_is_no_correction_is_none() {
        for text in [
            "The ministry said that 12 people had died, not 21 as first thought.",
            "He corrected the proofs of an earlier version of his novel.",
        ] {
            assert!(
                read(&[&format!("{NEW}\n\n{text}"), OLD]).is_empty(),
                "{text}"
            );
        }
        let withdrawn = read(&[&format!("{NEW}\n\nThis article has been retracted."), OLD]);
        assert!(withdrawn[0].1 && withdrawn[0].3.is_empty(), "{withdrawn:?}");
    }
}
