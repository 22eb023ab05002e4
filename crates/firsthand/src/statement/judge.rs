//! Do the words of two quotations agree, and how far?

use super::compare::{Likeness, Yardstick};
use super::occasion::Meeting;
use super::rendering::Rendering;
use super::rule::{
    BESIDE, CLOSE, CUT, CUT_ACROSS, MARKED, MARKED_STRETCH, QUOTED_CUT, RENDERED,
    RENDERED_QUOTED_PERCENT, REORDERED, Rule, STRETCH, STRETCH_ACROSS, TRANSLATED, VERY_WORDS,
    WITHIN, WORDS_ALONE,
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

/// Who judges pairs; cheaper where pairs with one in common come one after another.
#[derive(Default)]
pub(super) struct Judge<'a> {
    of_x: Yardstick<'a>,
    of_y: Yardstick<'a>,
}

impl<'a> Judge<'a> {
    /// Whether a verdict on two quotations may be [`whole`](Verdict::whole).
    pub(super) fn may_be_whole(&mut self, x: &'a Rendering, y: &'a Rendering) -> bool {
        let (of, other) = self.readier(&x.wording, &y.wording);
        let may = |of: &mut Yardstick, other: &Wording| of.may_cover_heavier(other, CUT.cover);
        if may(of, other) {
            return true;
        }
        // Words in marks of one are compared only where the other has some.
        let Judge { of_x, of_y } = self;
        !x.bare()
            && !y.bare()
            && (x.quoted.iter().any(|part| may(of_y, part))
                || y.quoted.iter().any(|part| may(of_x, part)))
    }

    /// The yardstick of one, and the other: that of which more is made ready, or will be asked again.
    fn readier(&mut self, x: &'a Wording, y: &'a Wording) -> (&mut Yardstick<'a>, &'a Wording) {
        let Judge { of_x, of_y } = self;
        let x_stays = of_x.turn_to(x);
        of_y.turn_to(y);
        match of_x.is_ready() || (x_stays && !of_y.is_ready()) {
            true => (of_x, y),
            false => (of_y, x),
        }
    }

    /// Compares the two for who asks whether one of `rules` holds; where none may, they agree in nothing.
    fn compare_by(&mut self, x: &'a Wording, y: &'a Wording, rules: &[&Rule]) -> Likeness {
        let (of, other) = self.readier(x, y);
        match of.may_agree(other, rules) {
            true => self.of_y.compare(x),
            false => Likeness::default(),
        }
    }

    /// Judges two quotations of one speaker by nothing but their words.
    pub(super) fn within(
        &mut self,
        x: &'a Rendering,
        y: &'a Rendering,
    ) -> Option<(Ground, Likeness)> {
        let rules = [&CUT, &STRETCH, &CLOSE, &RENDERED, &TRANSLATED];
        let mut like = self.compare_by(&x.wording, &y.wording, &rules);
        // Who writes down what was said does not change the order of the clauses.
        if x.direct && y.direct && like.moved >= REORDERED {
            like.conflict += like.moved;
        }
        let both = !x.bare() && !y.bare();
        if CUT.holds(&like) || (both && (STRETCH.holds(&like) || CLOSE.holds(&like))) {
            return Some((Ground::Words, like));
        }
        let holds = |cut: &Likeness| CUT.holds(cut) || QUOTED_CUT.holds(cut);
        if both && let Some(cut) = self.cuts(x, y, &[&CUT, &QUOTED_CUT]).find(holds) {
            return Some((Ground::Words, cut));
        }
        if RENDERED.holds(&like) && (!both || like.similarity() >= RENDERED_QUOTED_PERCENT) {
            return Some((Ground::Sense, like));
        }
        let translated =
            x.direct && y.direct && TRANSLATED.holds(&like) && like.cover_heavy >= TRANSLATED.cover;
        translated.then_some((Ground::Translation, like))
    }

    /// Judges two quotations that no known speaker joins; `marks` says whether words in marks may do.
    pub(super) fn across(
        &mut self,
        x: &'a Rendering,
        y: &'a Rendering,
        marks: bool,
        articles: &[Article],
    ) -> Option<Likeness> {
        let unknown = x.who == Who::Unknown || y.who == Who::Unknown;
        let rules = [&CUT_ACROSS, &STRETCH_ACROSS, &WORDS_ALONE, &BESIDE];
        let asked = match (x.direct && y.direct, unknown) {
            (true, _) => &rules[..],
            (false, true) => &rules[..3],
            (false, false) => &rules[..2],
        };
        let like = self.compare_by(&x.wording, &y.wording, asked);
        // Two people named for the whole of the same words: one article has the wrong speaker. A part
        // of another's words is an echo.
        let whole = x.direct && y.direct && like.cover_heavy >= WORDS_ALONE.cover;
        let stands = (WORDS_ALONE.holds(&like) && (unknown || whole))
            || CUT_ACROSS.holds(&like)
            || STRETCH_ACROSS.holds(&like);
        if stands {
            return Some(like);
        }
        let nobody = x.who == Who::Unknown && y.who == Who::Unknown;
        let beside = || nobody || x.beside(y, articles) || y.beside(x, articles);
        let cut = if marks { self.marked(x, y, like) } else { None };
        cut.filter(|cut| {
            (unknown && (MARKED.holds(cut) || MARKED_STRETCH.holds(cut)))
                || (BESIDE.holds(cut) && beside())
        })
    }

    /// How far the words in marks of one of two quotations of one news cycle agree with the other's.
    fn marked(&mut self, x: &'a Rendering, y: &'a Rendering, whole: Likeness) -> Option<Likeness> {
        let near = x.article != y.article && x.said.meets(&y.said) == Meeting::Likely;
        if !near || x.bare() || y.bare() {
            return None;
        }
        let cuts = self.cuts(x, y, &[&BESIDE, &MARKED_STRETCH]);
        let cuts = cuts.filter(|cut| BESIDE.holds(cut) || MARKED_STRETCH.holds(cut));
        let whole = (x.direct && y.direct && BESIDE.holds(&whole)).then_some(whole);
        let all = cuts.chain(whole);
        all.max_by_key(|cut| (cut.matched, cut.cover))
    }

    /// How far the words in marks of each agree with the other's, the first's first.
    fn cuts(
        &mut self,
        x: &'a Rendering,
        y: &'a Rendering,
        rules: &[&Rule],
    ) -> impl Iterator<Item = Likeness> {
        let Judge { of_x, of_y } = self;
        of_x.turn_to(&x.wording);
        of_y.turn_to(&y.wording);
        let of_first = x.quoted.iter();
        let of_first = of_first.map(move |part| of_y.compare_by(part, rules));
        let of_second = y.quoted.iter();
        of_first.chain(of_second.map(move |part| of_x.compare_by(part, rules)))
    }
}
