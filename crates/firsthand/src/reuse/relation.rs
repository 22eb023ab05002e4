//! What does the sharing amount to: the same text, a part of it, one voice quoted twice, or a
//! formula?

use super::Relation;
use super::align::Passage;
use super::profile::{FORMULA, NAME, OPENS, Profile, QUOTED};

/// What two articles share, counted in words.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Overlap {
    /// Words of the two article texts.
    pub words: (usize, usize),
    /// Words that stand in a shared passage.
    pub shared: (usize, usize),
    /// Shared words of narration: in quotation marks in neither, and no formula.
    pub narrated: usize,
    /// Shared words that stand in quotation marks in either.
    pub quoted: usize,
    /// Shared words of formula sentences.
    pub formula: usize,
    /// Sentences of narration that are shared whole or nearly.
    pub sentences: usize,
    /// Words of the longest shared stretch of narration, small edits bridged.
    pub longest: usize,
    /// Share of the names and figures of the poorer article that the other has too, outside of
    /// what they share.
    pub kin: f64,
    /// How many different names and figures the poorer has outside of what they share.
    pub kin_names: usize,
}

impl Overlap {
    /// Share of the words of the first that stand in the second.
    pub fn containment_a(&self) -> f64 {
        share(self.shared.0, self.words.0)
    }

    /// Share of the words of the second that stand in the first.
    pub fn containment_b(&self) -> f64 {
        share(self.shared.1, self.words.1)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What a word is shared as; where passages overlap, the greatest counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum As {
    Nothing,
    Formula,
    Quotation,
    Narration,
}

/// Counts what the passages hold.
pub(super) fn measure(a: &Profile, b: &Profile, passages: &[Passage]) -> Overlap {
    let mut in_a = vec![As::Nothing; a.words.len()];
    let mut in_b = vec![As::Nothing; b.words.len()];
    let mut out = Overlap {
        words: (a.words.len(), b.words.len()),
        ..Overlap::default()
    };
    for passage in passages {
        let mut stretch = 0;
        for (i, j) in equal_words(passage) {
            let (x, y) = (a.words[i], b.words[j]);
            let how = if x.has(FORMULA) || y.has(FORMULA) {
                As::Formula
            } else if x.has(QUOTED) || y.has(QUOTED) {
                As::Quotation
            } else {
                As::Narration
            };
            in_a[i] = how.max(in_a[i]);
            in_b[j] = how.max(in_b[j]);
            stretch = if how == As::Narration { stretch + 1 } else { 0 };
            out.longest = out.longest.max(stretch);
        }
    }
    let most = |what: As| {
        let count = |how: &[As]| how.iter().filter(|h| **h == what).count();
        count(&in_a).max(count(&in_b))
    };
    out.narrated = most(As::Narration);
    out.quoted = most(As::Quotation);
    out.formula = most(As::Formula);
    out.shared.0 = in_a.iter().filter(|h| **h != As::Nothing).count();
    out.shared.1 = in_b.iter().filter(|h| **h != As::Nothing).count();
    out.sentences = sentences(a, &in_a).max(sentences(b, &in_b));
    (out.kin, out.kin_names) = kin((a, &in_a), (b, &in_b));
    out
}

/// The pairs of equal words of a passage.
fn equal_words(passage: &Passage) -> impl Iterator<Item = (usize, usize)> + '_ {
    passage
        .runs
        .iter()
        .flat_map(|r| (0..r.len).map(move |k| (r.a + k, r.b + k)))
}

/// Sentences of which nearly all words are shared as narration.
fn sentences(text: &Profile, how: &[As]) -> usize {
    let least = SENTENCE_WORDS * text.scale.max(1);
    let mut count = 0;
    let mut from = 0;
    while from < how.len() {
        let next = text.words[from + 1..].iter().position(|w| w.has(OPENS));
        let to = next.map_or(how.len(), |n| from + 1 + n);
        let shared = how[from..to]
            .iter()
            .filter(|h| **h == As::Narration)
            .count();
        let whole = shared as f64 >= SENTENCE_SHARE * (to - from) as f64;
        count += usize::from(whole && shared >= least);
        from = to;
    }
    count
}

/// Share of the different names and figures of the poorer text that the other has too, and how
/// many the poorer has: outside of the shared passages, for what they share is counted already.
fn kin((a, in_a): (&Profile, &[As]), (b, in_b): (&Profile, &[As])) -> (f64, usize) {
    let names = |p: &Profile, how: &[As]| {
        let named = p
            .words
            .iter()
            .zip(how)
            .filter(|(w, how)| w.has(NAME) && !w.has(FORMULA) && **how == As::Nothing);
        let mut names: Vec<u32> = named.map(|(w, _)| w.hash).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (a, b) = (names(a, in_a), names(b, in_b));
    let both = a.iter().filter(|n| b.binary_search(n).is_ok()).count();
    let poorer = a.len().min(b.len());
    (share(both, poorer), poorer)
}

/// A shared sentence counts from so many words on.
const SENTENCE_WORDS: usize = 8;
/// A sentence counts as shared when so much of it is.
const SENTENCE_SHARE: f64 = 0.8;
/// Two articles are copies when so much of either stands in the other. Of the gva pairs the
/// copies have 0.9 and more but one with captions (0.74), the fullest partial ones 0.78.
const COPY_SHARE: f64 = 0.8;
/// One article is taken whole when so much of it stands in the other. The gva pairs: excerpts
/// and copies from 0.95 on (one of 0.61), the fullest partial ones 0.84.
const WHOLE_SHARE: f64 = 0.9;
/// Narration is shared from a stretch of so many words on, if a whole sentence is in it. All
/// partial gva pairs reach it; formulas and police phrases are shorter.
const STRETCH_WORDS: usize = 14;
/// Without a whole sentence it takes a longer stretch: charges, statutes and custody formulas of
/// the gva pairs run to 18 words.
const LONG_STRETCH_WORDS: usize = 20;
/// Two whole sentences of narration need no long stretch where so much narration is shared: an edited
/// report has its figures and names changed every few words. Below, some gva pairs have police phrases only.
const SCATTERED_WORDS: usize = 45;
/// A shared quotation or formula is worth a relation from so many words on.
const VOICE_WORDS: usize = 8;

/// The relation that an overlap amounts to.
pub(super) fn relation(o: &Overlap, scale: usize) -> Option<Relation> {
    let (ca, cb) = (o.containment_a(), o.containment_b());
    let (least, most) = (ca.min(cb), ca.max(cb));
    if least >= COPY_SHARE && most >= WHOLE_SHARE {
        return Some(Relation::Copy);
    }
    let sentence = o.sentences >= 1 && o.longest >= STRETCH_WORDS * scale;
    let scattered = o.sentences >= 2 && o.narrated >= SCATTERED_WORDS * scale;
    if sentence || scattered || o.longest >= LONG_STRETCH_WORDS * scale {
        return Some(match most >= WHOLE_SHARE {
            true => Relation::Excerpt,
            false => Relation::Partial,
        });
    }
    if o.quoted >= VOICE_WORDS * scale {
        return Some(Relation::QuotesOnly);
    }
    (o.formula >= VOICE_WORDS * scale).then_some(Relation::Template)
}
