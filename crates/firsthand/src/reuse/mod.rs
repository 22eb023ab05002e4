//! What was taken from where: which articles are one text, and which share passages.

mod align;
mod attribution;
mod candidate;
mod direction;
mod formula;
mod profile;
mod quoted;
mod recurring;
mod relation;
mod revision;
mod shingle;
mod standing;
#[cfg(test)]
mod tests;
mod texts;

pub use direction::Ground;
pub use relation::Overlap;
pub use revision::{Edit, Versions};

use crate::{Article, ArticleIx, Id, Span};
use profile::Profile;
use standing::Standing;

/// Index of a text.
pub type TextIx = usize;

/// Texts and typed relations of a pile.
#[derive(Clone, Debug, Default)]
pub struct Reuse {
    /// Groups of copies, in order of their first article; every article is in one.
    pub texts: Vec<Text>,
    /// The text of each article.
    pub text_of: Vec<TextIx>,
    /// Related pairs, `a < b`, sorted. Within a text of more than 50 articles only those with its
    /// best article.
    pub pairs: Vec<Pair>,
    /// Share of each article's text that stands in another article of the pile, 0 to 1.
    pub borrowed_share: Vec<f64>,
    /// For each article the one it revises: the nearest earlier version of the page at its address
    /// whose words differ. `None` where the pile has none, or days do not tell which it is.
    pub revision_of: Vec<Option<ArticleIx>>,
}

/// Articles whose article text is the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// Hash of the best article's text.
    pub id: Id,
    /// Its articles, ascending.
    pub articles: Vec<ArticleIx>,
    /// The one to read: the fullest, then the first.
    pub best: ArticleIx,
}

/// How two articles share words.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// The article that comes first in canonical order.
    pub a: ArticleIx,
    /// The other.
    pub b: ArticleIx,
    /// What the sharing amounts to.
    pub relation: Relation,
    /// Which of the two had the words first.
    pub direction: Direction,
    /// Share of the words of `a` that stand in `b`, 0 to 1.
    pub containment_a: f64,
    /// Share of the words of `b` that stand in `a`, 0 to 1.
    pub containment_b: f64,
    /// Aligned passages, in order of `a`.
    pub passages: Vec<(Span, Span)>,
}

/// A kind of reuse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relation {
    /// The same article text.
    Copy,
    /// One is (nearly) wholly in the other, which has much more.
    Excerpt,
    /// They share narration.
    Partial,
    /// They share only words of a third person.
    QuotesOnly,
    /// They share only an outlet's formula.
    Template,
}

/// Which way words went.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// From the first to the second.
    AToB,
    /// From the second to the first.
    BToA,
    /// Both from an unseen third.
    Common,
    /// Nothing tells.
    Unknown,
}

impl Direction {
    /// The same with the two articles in the other order.
    pub fn reversed(self) -> Self {
        match self {
            Direction::AToB => Direction::BToA,
            Direction::BToA => Direction::AToB,
            same => same,
        }
    }
}

/// Finds texts and relations.
pub fn find(articles: &[Article]) -> Reuse {
    texts::find(articles)
}

/// The bands of the MinHash signature of an article's text. Two articles that have one in common are worth comparing:
/// for whoever joins what no one machine holds.
pub fn bands(article: &Article) -> Vec<u64> {
    candidate::bands(&Profile::of(article))
}

/// Compares two articles alone and says what decides: for a person who asks why.
pub fn explain(a: &Article, b: &Article) -> Why {
    let (pa, pb) = (Profile::of(a), Profile::of(b));
    let passages = align::align(&pa, &pb);
    let overlap = relation::measure(&pa, &pb, &passages);
    let runs = shingle::shared(&pa, &pb);
    let relation = relation::relation(&overlap, pa.scale.max(pb.scale));
    let (sa, sb) = (Standing::of(a), Standing::of(b));
    let (direction, ground) = match relation {
        Some(relation) => direct((a, &pa, &sa), (b, &pb, &sb), relation, &passages),
        None => (Direction::Unknown, Ground::Nothing),
    };
    Why {
        overlap,
        relation,
        direction,
        ground,
        runs,
        versions: revision::versions((a, &pa, &sa), (b, &pb, &sb)),
        passages: passages.iter().map(|p| spans(&pa, &pb, p)).collect(),
    }
}

/// Where a passage stands in either article, and how many of its words are equal.
fn spans(a: &Profile, b: &Profile, passage: &align::Passage) -> (Span, Span, usize) {
    let ((a0, b0), (a1, b1)) = (passage.start(), passage.end());
    (a.span(a0, a1), b.span(b0, b1), passage.words())
}

/// What a relation between two articles rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Why {
    /// What they share.
    pub overlap: Overlap,
    /// What that amounts to.
    pub relation: Option<Relation>,
    /// Which had the words first.
    pub direction: Direction,
    /// What the direction rests on.
    pub ground: Ground,
    /// Runs of five words (ten characters in scripts without spaces) that they share, and that
    /// either has, each run once.
    pub runs: (usize, usize, usize),
    /// What changed, where they are versions of one page.
    pub versions: Option<Versions>,
    /// Passages that they share, with the number of equal words in each.
    pub passages: Vec<(Span, Span, usize)>,
}

/// The direction of a verified pair. Words of a third person and formulas have none.
fn direct(
    (a, pa, sa): (&Article, &Profile, &Standing),
    (b, pb, sb): (&Article, &Profile, &Standing),
    relation: Relation,
    passages: &[align::Passage],
) -> (Direction, Ground) {
    if matches!(relation, Relation::QuotesOnly | Relation::Template) {
        return (Direction::Unknown, Ground::Nothing);
    }
    let attributed = attribution::told(a, pa, b, pb, passages);
    direction::direction((a, sa), (b, sb), relation, attributed)
}
