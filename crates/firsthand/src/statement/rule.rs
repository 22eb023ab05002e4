//! How much two wordings must have in common to be one utterance: the rules by which `link` joins.
//!
//! Weights are in tenths of a content word, shares in percent. METHODS.md has what the rules score.

use super::compare::Likeness;

/// Cuts: nearly all of the lighter wording stands in the other, nearly unchanged. Counted on the gold
/// spans of BASIL when it was set: 41 of the 52 true pairs passed a rule of one speaker, 3 of the 24
/// false.
pub(super) const CUT: Rule = Rule {
    matched: 18,
    similarity: 80,
    cover: 85,
    run: 2,
    run_weight: 10,
};
/// Words in quotation marks within a reporter's sentence: two content words are enough, as nobody
/// else's words are put into marks. Counted on the quotations of the BASIL pairs' articles.
pub(super) const QUOTED_CUT: Rule = Rule {
    matched: 14,
    similarity: 90,
    cover: 90,
    run: 2,
    run_weight: 14,
};
/// A long stretch word for word. See [`CUT`].
pub(super) const STRETCH: Rule = Rule {
    matched: 40,
    similarity: 65,
    cover: 35,
    run: 8,
    run_weight: 38,
};
/// Close wordings of one sentence. See [`CUT`].
pub(super) const CLOSE: Rule = Rule {
    matched: 28,
    similarity: 70,
    cover: 50,
    run: 5,
    run_weight: 18,
};
/// The same thing said in other words: needs an occasion that is likely one.
pub(super) const RENDERED: Rule = Rule {
    matched: 28,
    similarity: 55,
    cover: 55,
    run: 1,
    run_weight: 2,
};
/// Agreement that two renderings need that both have words in quotation marks: those are not the
/// reporters' own, so other words are other sentences.
pub(super) const RENDERED_QUOTED_PERCENT: u32 = 68;
/// Weight of words at another place of the sentence from which on two direct quotations are two
/// utterances of much the same: three content words. Set after one pair of BASIL.
pub(super) const REORDERED: u32 = 30;
/// Two whole renderings from another language, by articles that both point to it.
pub(super) const TRANSLATED: Rule = Rule {
    matched: 12,
    similarity: 50,
    cover: 50,
    run: 1,
    run_weight: 2,
};
/// Two renderings within one article: a headline or lead and the words it sums up.
pub(super) const WITHIN: Rule = Rule {
    matched: 24,
    similarity: 70,
    cover: 70,
    run: 1,
    run_weight: 2,
};
/// Words that join where the speaker is unknown on one side or two people are named.
pub(super) const WORDS_ALONE: Rule = Rule {
    matched: 28,
    similarity: 93,
    cover: 85,
    run: 6,
    run_weight: 24,
};
/// A cut that joins although two speakers are named: one article has the wrong one, or the tool.
pub(super) const CUT_ACROSS: Rule = Rule {
    matched: 40,
    similarity: 95,
    cover: 60,
    run: 8,
    run_weight: 40,
};
/// The same for a long stretch beside other changes.
pub(super) const STRETCH_ACROSS: Rule = Rule {
    matched: 60,
    similarity: 80,
    cover: 85,
    run: 14,
    run_weight: 60,
};
/// A cut in quotation marks of which one article names the speaker and the other, which leaves the
/// speaker open or has another, names that person beside it. Counted on BASIL when it was set: 12 true pairs of
/// the 76 more and one false one; of 35 further joinings in the same articles 28 are right.
pub(super) const BESIDE: Rule = Rule {
    matched: 20,
    similarity: 80,
    cover: 88,
    run: 2,
    run_weight: 12,
};
/// The same where nobody is named beside it. See [`BESIDE`].
pub(super) const MARKED: Rule = Rule {
    matched: 28,
    similarity: 80,
    cover: 88,
    run: 3,
    run_weight: 14,
};
/// A long stretch word for word in marks, beside other cuts, where the speaker is open.
pub(super) const MARKED_STRETCH: Rule = Rule {
    matched: 60,
    similarity: 90,
    cover: 70,
    run: 8,
    run_weight: 50,
};
/// Words that outweigh a doubtful occasion: nobody says so many alike twice.
pub(super) const VERY_WORDS: Rule = Rule {
    matched: 50,
    similarity: 80,
    cover: 60,
    run: 8,
    run_weight: 40,
};

/// What an alignment has to show.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) matched: u32,
    similarity: u32,
    pub(super) cover: u32,
    run: usize,
    run_weight: u32,
}

impl Rule {
    pub(super) fn holds(&self, like: &Likeness) -> bool {
        like.matched >= self.matched
            && like.similarity() >= self.similarity
            && like.cover >= self.cover
            && like.run >= self.run
            && like.run_weight >= self.run_weight
    }

    /// Whether it may hold for two of which the lighter has so much weight, and that share no longer run.
    pub(super) fn may_hold(&self, lighter: u32, run: usize) -> bool {
        lighter >= self.matched && lighter >= self.run_weight && run >= self.run
    }
}
