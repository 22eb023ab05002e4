//! Do the words of two quotations agree, and how far?

use super::compare::{Likeness, compare_covering};
use super::occasion::Meeting;
use super::rendering::Rendering;
use super::rule::{
    BESIDE, CLOSE, CUT, CUT_ACROSS, MARKED, MARKED_STRETCH, QUOTED_CUT, RENDERED,
    RENDERED_QUOTED_PERCENT, REORDERED, STRETCH, STRETCH_ACROSS, TRANSLATED, VERY_WORDS, WITHIN,
    WORDS_ALONE,
};
use super::token::Wording;
use super::who::Who;
use crate::Article;

/// How far a pair agrees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    /// By the very words, not by the sense alone.
    pub(super) strong: bool,
    /// Whether it would do within one article, and on a doubtful occasion.
    pub(super) within: bool,
    pub(super) very_words: bool,
    /// Whether nearly all of the heavier wording agrees.
    pub(super) whole: bool,
    pub(super) matched: u32,
}

impl Verdict {
    pub(super) fn of(strong: bool, like: &Likeness) -> Verdict {
        Verdict {
            strong,
            within: (strong && CUT.holds(like)) || WITHIN.holds(like),
            very_words: VERY_WORDS.holds(like),
            whole: like.cover_heavy >= CUT.cover,
            matched: like.matched,
        }
    }
}

/// By what two quotations of one speaker agree.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// The very words.
    Words,
    /// The sense alone.
    Sense,
    /// The sense, if both were put into other words by who translated them.
    Translation,
}

/// Judges two quotations of one speaker by nothing but their words.
pub(super) fn within(x: &Rendering, y: &Rendering) -> Option<(Ground, Likeness)> {
    let mut like = compare_covering(&x.wording, &y.wording, STRETCH.cover);
    // Who writes down what was said does not change the order of the clauses.
    if x.direct && y.direct && like.moved >= REORDERED {
        like.conflict += like.moved;
    }
    let quoted = |r: &Rendering| !r.bare();
    if CUT.holds(&like) || (quoted(x) && quoted(y) && (STRETCH.holds(&like) || CLOSE.holds(&like)))
    {
        return Some((Ground::Words, like));
    }
    for (parts, whole) in [(&x.quoted, y), (&y.quoted, x)] {
        for part in parts.iter().filter(|_| quoted(whole)) {
            let cut = compare_covering(part, &whole.wording, CUT.cover);
            if CUT.holds(&cut) || QUOTED_CUT.holds(&cut) {
                return Some((Ground::Words, cut));
            }
        }
    }
    let both = quoted(x) && quoted(y);
    if RENDERED.holds(&like) && (!both || like.similarity() >= RENDERED_QUOTED_PERCENT) {
        return Some((Ground::Sense, like));
    }
    let translated =
        x.direct && y.direct && TRANSLATED.holds(&like) && like.cover_heavy >= TRANSLATED.cover;
    translated.then_some((Ground::Translation, like))
}

/// Judges two quotations that no known speaker joins; `marks` says whether words in marks may do.
pub(super) fn across(
    x: &Rendering,
    y: &Rendering,
    marks: bool,
    articles: &[Article],
) -> Option<Likeness> {
    let like = compare_covering(&x.wording, &y.wording, CUT_ACROSS.cover);
    let unknown = x.who == Who::Unknown || y.who == Who::Unknown;
    // Two people named for the whole of the same words: one article has the wrong speaker. A part
    // of another's words is an echo.
    let whole = x.direct && y.direct && like.cover_heavy >= WORDS_ALONE.cover;
    let stands = (WORDS_ALONE.holds(&like) && (unknown || whole))
        || CUT_ACROSS.holds(&like)
        || STRETCH_ACROSS.holds(&like);
    match stands {
        true => Some(like),
        false => marked(x, y, like).filter(|_| marks).filter(|cut| {
            let nobody = x.who == Who::Unknown && y.who == Who::Unknown;
            (unknown && (MARKED.holds(cut) || MARKED_STRETCH.holds(cut)))
                || (BESIDE.holds(cut) && (nobody || x.beside(y, articles) || y.beside(x, articles)))
        }),
    }
}

/// How far the words in marks of one of two quotations of one news cycle agree with the other's.
fn marked(x: &Rendering, y: &Rendering, whole: Likeness) -> Option<Likeness> {
    let near = x.article != y.article && x.said.meets(&y.said) == Meeting::Likely;
    if !near || x.bare() || y.bare() {
        return None;
    }
    let parts = |parts: &[Wording], other: &Rendering| -> Vec<Likeness> {
        let all = parts
            .iter()
            .map(|part| compare_covering(part, &other.wording, MARKED_STRETCH.cover));
        all.filter(|cut| BESIDE.holds(cut) || MARKED_STRETCH.holds(cut))
            .collect()
    };
    let mut cuts = parts(&x.quoted, y);
    cuts.extend(parts(&y.quoted, x));
    cuts.extend((x.direct && y.direct && BESIDE.holds(&whole)).then_some(whole));
    cuts.into_iter().max_by_key(|cut| (cut.matched, cut.cover))
}
