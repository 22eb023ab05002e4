//! Whether two quotations can be of one occasion, and when a statement was made.

use super::token::Wording;
use crate::article::dates;
use crate::quotation::RelayKind;
use crate::{Article, Interval, Quotation, QuotationKind, words};

/// Days between two publications up to which nothing speaks against one occasion. News repeats an
/// utterance within the news cycle of a day or two and the weekend after it.
const NEAR_DAYS: i32 = 4;
/// Days beyond which only long identical words are taken for a look back at one occasion.
const FAR_DAYS: i32 = 12;

/// What is known of the occasion of one quotation.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// When it was said, as far as the article tells.
    pub(super) when: Interval,
    /// When the article was published.
    pub(super) published: Interval,
    /// Lemmas of the names in the occasion's words and of the agencies on the road, sorted.
    names: Vec<u64>,
    /// The part of the day that the speaker's own words name as now.
    now: Option<PartOfDay>,
}

/// A part of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
}

/// How two occasions relate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Meeting {
    /// Dated to days that exclude each other.
    Excluded,
    /// Different names or hours, or dates far apart: only the very words can join.
    Doubtful,
    /// Nothing tells.
    Open,
    /// A venue, addressee or agency in common, or published within days.
    Likely,
}

impl Said {
    /// Reads what `quotation` and its article tell.
    pub(super) fn read(article: &Article, quotation: &Quotation) -> Said {
        let published = match &article.published {
            Some(dating) => dating.when,
            None => Interval::default(),
        };
        let occasion = quotation.occasion.as_ref();
        let mut names = occasion.map_or_else(Vec::new, |o| names(&o.text));
        for relay in quotation
            .road
            .iter()
            .filter(|r| r.kind == RelayKind::Agency)
        {
            names.extend(self::names(&relay.name));
        }
        names.sort_unstable();
        names.dedup();
        let bounds = Interval {
            earliest: None,
            latest: published.latest,
        };
        let told = occasion.and_then(|o| {
            let mentions = dates::mentions(article, o.span);
            mentions.into_iter().find_map(|(_, when)| {
                let known = when.earliest.is_some() && when.latest.is_some();
                when.meet(bounds).filter(|_| known)
            })
        });
        Said {
            when: told.unwrap_or(bounds),
            published,
            names,
            now: now(article, quotation),
        }
    }

    /// Whether the words of both name the hour of speaking, and not one.
    pub(super) fn other_hour(&self, other: &Said) -> bool {
        self.now.zip(other.now).is_some_and(|(a, b)| a != b)
    }

    /// How the two relate.
    pub(super) fn meets(&self, other: &Said) -> Meeting {
        // Only days: a month may be misread by a year.
        if let (Some(a), Some(b)) = (self.when.exact(), other.when.exact())
            && a != b
        {
            return Meeting::Excluded;
        }
        let apart = self.published.distance_days(other.published);
        let shared = self
            .names
            .iter()
            .any(|n| other.names.binary_search(n).is_ok());
        let other_hour = self.other_hour(other);
        if shared && apart <= FAR_DAYS && !other_hour {
            return Meeting::Likely;
        }
        let named = !self.names.is_empty() && !other.names.is_empty();
        if named || other_hour || apart > FAR_DAYS {
            return Meeting::Doubtful;
        }
        match widest_days(self.published, other.published) {
            Some(days) if days <= NEAR_DAYS => Meeting::Likely,
            Some(_) if apart > NEAR_DAYS => Meeting::Doubtful,
            _ => Meeting::Open,
        }
    }
}

/// Most days between a day of the one and a day of the other; `None` where one is open.
fn widest_days(a: Interval, b: Interval) -> Option<i32> {
    let (from, to) = (a.earliest?.min(b.earliest?), a.latest?.max(b.latest?));
    Some((to - from).get_days())
}

/// The part of the day of "this afternoon" or "tonight" in a direct quotation: who says it speaks of
/// the day of speaking, and of its hour. None where two are named.
fn now(article: &Article, quotation: &Quotation) -> Option<PartOfDay> {
    if quotation.kind != QuotationKind::Direct {
        return None;
    }
    let content = article.content();
    let mut found = None;
    for span in &quotation.content {
        let mut before = String::new();
        for word in words::words(content, *span) {
            let word = words::norm(word.of(content));
            let part = match (before.as_str(), word.as_str()) {
                ("this", "morning") => Some(PartOfDay::Morning),
                ("this", "afternoon") => Some(PartOfDay::Afternoon),
                ("this", "evening") | (_, "tonight") => Some(PartOfDay::Evening),
                _ => None,
            };
            if part.is_some() && found.is_some() && part != found {
                return None;
            }
            found = found.or(part);
            before = word;
        }
    }
    found
}

/// Lemmas of the capitalised words.
fn names(text: &str) -> Vec<u64> {
    let words = Wording::new(text.to_owned(), false);
    let named = |t: &&super::token::Token| t.is.capital && !t.is.unit && !t.is.function;
    words.tokens.iter().filter(named).map(|t| t.lemma).collect()
}

/// The days that all of `said` allow; where they contradict each other, the narrowest wins that
/// comes first.
pub(super) fn when<'a>(said: impl Iterator<Item = &'a Said>) -> Interval {
    said.fold(Interval::default(), |all, one| {
        all.meet(one.when).unwrap_or(all)
    })
}
