//! What a trainer needs: what the model sees of a text, out, and weights, in.

pub use super::roles::{Known, Sheet};

use super::super::lexicon::Lexicon;
use super::super::{attribution, text};
use super::table::{Table, row};
use super::{MAGIC, net, sheets, tagger, units};
use crate::{Article, Span};

/// Labels of the tagger; the first is every mark's.
pub const TAGS: &[&str] = &tagger::TAGS;
/// Labels in a row of the tagger's table.
pub const LANES: usize = tagger::LANES;
/// How many things are seen of a unit.
pub const SEEN: usize = net::SEEN;

/// The row of a feature in a table of `2^bits` rows.
pub fn row_of(feature: u32, bits: u32) -> usize {
    row(feature, bits)
}

/// The tagger alone.
pub struct Tagger {
    /// Logarithm of the number of rows.
    bits: u32,
    table: Table<LANES>,
}

impl Tagger {
    /// `2^bits` rows of [`LANES`]; none where there are more or fewer weights.
    pub fn new(bits: u32, weights: &[i8]) -> Option<Tagger> {
        let table = Table::new(bits, weights)?;
        Some(Tagger { bits, table })
    }

    /// How a file of weights begins: the net follows.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.bits as u8);
        out.extend(self.table.weights().map(|w| w as u8));
        out
    }

    /// The beginning of a file of weights.
    pub fn from_bytes(bytes: &[u8]) -> Option<Tagger> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let table = super::table(&mut rest)?;
        let bits = bytes[MAGIC.len()].into();
        Some(Tagger { bits, table })
    }

    /// The paragraphs of an article, tagged, with what the rules say of them.
    pub fn read(&self, article: &Article) -> Vec<Sheet> {
        let lexicon = Lexicon::of(article.language.as_deref());
        let paragraphs = text::paragraphs(article, lexicon);
        let rules = attribution::find(lexicon, &paragraphs);
        sheets(&self.table, article.content(), &paragraphs, &rules)
    }
}

impl Sheet {
    /// A line of English text, to train a tagger on.
    pub fn of_line(text: &str) -> Sheet {
        let lexicon = Lexicon::of(None);
        let paragraph = text::alone(text, lexicon);
        let units = units::units(text, &paragraph);
        Sheet {
            tags: vec![tagger::NONE; units.len()],
            units,
            ..Sheet::default()
        }
    }

    /// Where the units stand, and which are words.
    pub fn spans(&self) -> impl Iterator<Item = (Span, bool)> + '_ {
        self.units.iter().map(|u| (u.span, u.word))
    }

    /// The sentences, as ranges of units.
    pub fn sentences(&self) -> &[(usize, usize)] {
        &self.sentences
    }

    /// What the rules attribute here, in units.
    pub fn by_rules(&self) -> &[Known] {
        &self.known
    }

    /// Sets the tag of a unit.
    pub fn set(&mut self, i: usize, tag: u8) {
        self.tags[i] = tag;
    }

    /// Features for the tag of unit `i`; those before have theirs.
    pub fn tag_features(&self, i: usize, out: &mut Vec<u32>) {
        tagger::features(&self.units, &self.tags, i, |f| out.push(f));
    }

    /// What the net sees of a unit.
    pub fn seen_of(&self, i: usize) -> [u32; SEEN] {
        self.seen(i)
    }
}
