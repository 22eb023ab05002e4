//! Which records of a corpus are worth keeping, and which stand in one that is kept?
//!
//! For people who build corpora. It is no stage of the pipeline: it looks at bare texts, furniture
//! included, keeps a sample of each in a few hundred bytes, and needs the texts no more.
//!
//! A record is dropped when so much of its runs of words stand in the kept one ([`Config::threshold`]),
//! so that nothing but the rest of it is lost. Each dropped record has been compared with the very
//! record that is kept for it: there is no chain from like to like, and so no cluster that grows
//! over a corpus.

mod decide;
mod edges;
mod sketch;
#[cfg(test)]
mod tests;
mod tokens;
mod wide;

pub use decide::{Before, LISTED_MAX, decide, decide_after};
pub use sketch::{Preference, Sketch, Sketcher, Sketches};

/// Which of several records that say the same is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Keep {
    /// The one with the most words.
    #[default]
    Longest,
    /// The one that came out first; one without a date only where none has one.
    Earliest,
    /// The one of which the record tells most ([`Facts::fields`]), then the one with the most words.
    Best,
}

/// What decides, beside the words.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Config {
    /// The least share of a record's runs of words that has to stand in the kept one, above 0, up to 1.
    pub threshold: f64,
    /// Which one is kept.
    pub keep: Keep,
}

/// The share at which half of a page may be furniture that its copy has not: two captures of one
/// article with menus and comments of their own share 0.6 and more of either. Calibrated on copies
/// planted in 10,000 news articles (`bench/plant.py`): precision stays above 0.99 down to here.
pub const THRESHOLD: f64 = 0.5;

impl Default for Config {
    fn default() -> Self {
        Config {
            threshold: THRESHOLD,
            keep: Keep::default(),
        }
    }
}

/// What is known of a record beside its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// When it came out, in any unit that grows with time.
    pub published: Option<i64>,
    /// How many things the record tells of itself: title, date, outlet, author, address.
    pub fields: u8,
    /// How much its outlet is preferred, whatever [`Keep`] says; 0 where nobody prefers it.
    pub outlet: u8,
    /// What tells two records of the same words apart, whatever their order: a hash of all of it.
    pub tie: u64,
}

/// What becomes of a record.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Verdict {
    /// The number of the text that is kept for it, its own where it is kept, [`NUMBERLESS`] where it
    /// has no words. Kept texts are numbered in the order of preference.
    pub kept: u32,
    /// Why.
    pub reason: Reason,
    /// The share of its runs of words that stand in the kept one, 0 to 1.
    pub containment: f32,
}

/// The number of what is kept without being compared.
pub const NUMBERLESS: u32 = u32::MAX;

/// What becomes of some records.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verdicts {
    /// What becomes of each.
    pub of: Vec<Verdict>,
    /// The number of the first text that is kept of them.
    pub first: u32,
    /// Which text each number is, from the first on.
    pub kept: Vec<u32>,
}

impl Verdicts {
    /// The text that is kept for `text`, itself where it is kept; `None` where that one was kept
    /// before these.
    pub fn kept_for(&self, text: usize) -> Option<usize> {
        match self.of[text].kept {
            NUMBERLESS => Some(text),
            number => Some(self.kept[number.checked_sub(self.first)? as usize] as usize),
        }
    }
}

/// Why a record is kept or dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Kept: nothing else stands in it, and it stands in nothing else.
    Alone,
    /// Kept, for others too.
    First,
    /// Kept: it has no words to compare.
    Wordless,
    /// Dropped: the same words.
    Same,
    /// Dropped: it stands in the kept one.
    Contained,
    /// Dropped: the kept one stands in it, and is a good part of it.
    Contains,
}

impl Reason {
    /// Whether it is one for keeping.
    pub fn keeps(self) -> bool {
        matches!(self, Reason::Alone | Reason::First | Reason::Wordless)
    }
}
