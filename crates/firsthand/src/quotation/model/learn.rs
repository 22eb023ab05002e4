//! What a trainer needs: features out, weights in.

pub use super::roles::Sheet;

use super::super::lexicon::Lexicon;
use super::super::{attribution, text};
use super::sequence::Chain;
use super::table::{Sieve, Table, row};
use super::tagger::{self, Found};
use super::{Model, around, roles, units};
use crate::{Article, Span};

/// Labels of the two taggers; the first is every mark's.
pub const TAGS: &[&str] = &tagger::TAGS;
/// See [`TAGS`].
pub const FUNCTIONS: &[&str] = &tagger::FUNCTIONS;
/// Labels in a row of a tagger's table.
pub const LANES: usize = tagger::LANES;
/// Labels of the first chain: nothing; source, cue and content, each begun and continued.
pub const ROLES: usize = roles::LABELS;
/// Labels of the second chain: nothing, the cue; source and content, each begun, continued, ended
/// and alone.
pub const AROUND: usize = around::LABELS;

/// A label of the first chain that begins a source, a cue, a content.
pub const ROLE: [u8; 3] = [roles::SOURCE, roles::CUE, roles::CONTENT];
/// The labels of the second chain: the cue, the first of the source, the first of the content.
pub const PLACE: [u8; 3] = [around::THE_CUE, around::SOURCE, around::CONTENT];

/// Whether a label of the first chain may follow another (or begin, from none).
pub fn role_follows(from: Option<usize>, to: usize) -> bool {
    from.map_or_else(|| roles::begins(to), |f| roles::allowed(f, to))
}

/// Whether a label of the second chain may follow another (or begin, from none).
pub fn place_follows(from: Option<usize>, to: usize) -> bool {
    from.map_or_else(|| around::begins(to), |f| around::allowed(f, to))
}

/// The row of a feature in a table of `2^bits` rows.
pub fn row_of(feature: u32, bits: u32) -> usize {
    row(feature, bits)
}

/// Rows that share a bucket of a chain's table, and the check byte of a feature there.
pub const BUCKET: usize = super::table::BUCKET;
/// See [`BUCKET`].
pub fn check_of(feature: u32) -> u8 {
    super::table::check(feature)
}

/// Whole numbers of a tagger: `2^bits` rows of [`LANES`].
pub struct Rows {
    /// Logarithm of the number of rows.
    pub bits: u32,
    /// Row by row.
    pub weights: Vec<i8>,
}

/// Whole numbers of a chain: `2^bits` buckets of [`BUCKET`] rows, a lane a label.
pub struct Weights {
    /// Logarithm of the number of buckets.
    pub bits: u32,
    /// The check byte of each row.
    pub checks: Vec<u8>,
    /// Row by row.
    pub weights: Vec<i8>,
    /// From label to label, row by row.
    pub steps: Vec<i32>,
}

impl Weights {
    /// A chain that knows nothing.
    pub fn none(labels: usize) -> Weights {
        Weights {
            bits: 1,
            checks: vec![0; 2 * BUCKET],
            weights: vec![0; 2 * BUCKET * labels],
            steps: vec![0; labels * labels],
        }
    }

    fn chain<const LANES: usize>(self, labels: usize) -> Chain<LANES> {
        let table = Sieve::new(self.bits, labels, &self.checks, &self.weights);
        Chain {
            steps: self.steps,
            table: table.expect("the lengths that the fields tell of"),
        }
    }
}

impl Model {
    /// A model that only tags.
    pub fn of(tags: Rows, functions: Rows) -> Model {
        let table = |rows: Rows| {
            Table::new(rows.bits, &rows.weights).expect("the length that the field tells of")
        };
        Model {
            tags: table(tags),
            functions: table(functions),
            roles: Weights::none(ROLES).chain(ROLES),
            around: Weights::none(AROUND).chain(AROUND),
            lean: 0,
        }
    }

    /// This model with another lean towards cues: see [`Model`].
    pub fn leaning(&self, lean: i32) -> Model {
        Model {
            lean,
            ..self.clone()
        }
    }

    /// This model with other chains.
    pub fn with_chains(&self, roles: Weights, around: Weights) -> Model {
        Model {
            roles: roles.chain(ROLES),
            around: around.chain(AROUND),
            ..self.clone()
        }
    }

    /// The paragraphs of an article, tagged, with what the rules say of them.
    pub fn read(&self, article: &Article) -> Vec<Sheet> {
        let lexicon = Lexicon::of(article.language.as_deref());
        let paragraphs = text::paragraphs(article, lexicon);
        let rules = attribution::find(lexicon, &paragraphs);
        self.sheets(article.content(), &paragraphs, &rules)
    }

    /// What the first chain says of each unit.
    pub fn roles_of(&self, sheet: &Sheet) -> Vec<u8> {
        self.roles(sheet)
    }
}

impl Sheet {
    /// A line of English text, to train a tagger on.
    pub fn of_line(text: &str) -> Sheet {
        let lexicon = Lexicon::of(None);
        let paragraph = text::alone(text, lexicon);
        let units = units::units(text, &paragraph);
        Sheet {
            found: vec![
                Found {
                    tag: tagger::NONE,
                    function: tagger::NONE
                };
                units.len()
            ],
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

    /// Sets what a unit is.
    pub fn set(&mut self, i: usize, tag: u8, function: u8) {
        self.found[i] = Found { tag, function };
    }

    /// What a unit is said to be: its tag and its function.
    pub fn found(&self, i: usize) -> (u8, u8) {
        (self.found[i].tag, self.found[i].function)
    }

    /// Features for the tag of unit `i`; those before have theirs.
    pub fn tag_features(&self, i: usize, out: &mut Vec<u32>) {
        tagger::tag_features(&self.units, &self.found, i, |f| out.push(f));
    }

    /// Features for the function of unit `i`; all have their tags.
    pub fn function_features(&self, i: usize, out: &mut Vec<u32>) {
        tagger::function_features(&self.units, &self.found, i, |f| out.push(f));
    }

    /// Features of unit `i` of a sentence for the first chain.
    pub fn role_features(&self, sentence: (usize, usize), i: usize, out: &mut Vec<u32>) {
        roles::features(self, sentence, i, |f| out.push(f));
    }

    /// The window around a cue, and the features of each of its units for the second chain.
    pub fn place_features(
        &self,
        roles: &[u8],
        cue: (usize, usize),
        mut each: impl FnMut(usize, Vec<u32>),
    ) {
        let counts = around::counts(self, roles);
        let around = around::Around::new(self, roles, &counts, cue);
        for i in around.window.0..around.window.1 {
            let mut out = Vec::with_capacity(48);
            around.features(i, |f| out.push(f));
            each(i, out);
        }
    }
}
