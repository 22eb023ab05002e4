//! Which quotation leads which?
//!
//! Leader clustering after Hartigan, "Clustering Algorithms" (1975), ch. 3, with the fullest first, so
//! that a leader holds what its followers cut from it. A pair is judged only where it may decide
//! whom a quotation follows: where many are alike, most pairs are of two that follow one leader.

use super::alike::Alike;
use super::judge::{Ground, Judge, Verdict};
use super::link::Pair;
use super::near::Near;
use super::occasion::Meeting;
use super::rendering::Rendering;
use super::translation::Foreign;
use super::who::Who;
use crate::reuse::Relation;
use crate::{Article, ArticleIx, Reuse};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Pairs of quotations that two articles render alike, from which on they report one occasion.
const SUPPORT: usize = 2;

/// How well a quotation would follow a leader: by the very words, both direct, by how much, not
/// through a follower; and whom.
type Claim = (bool, bool, u32, bool, Reverse<usize>);

/// Lets every quotation, the fullest first, join the leader that it agrees with best, or lead.
pub(super) fn lead(mut links: Links<'_>) -> Vec<Vec<usize>> {
    let renderings = links.renderings;
    let mut leader: Vec<Option<usize>> = vec![None; renderings.len()];
    for i in fullest_first(renderings) {
        let earlier = links.near.list(i).iter().map(|other| *other as usize);
        let mut left: Vec<(bool, usize, usize)> = earlier
            .filter_map(|other| leader[other].map(|to| (to != other, to, other)))
            .collect();
        left.sort_unstable();
        let mut best: Option<Claim> = None;
        let is_best = |best: Option<Claim>, to| best.is_some_and(|best| best.4 == Reverse(to));
        while left.iter().any(|(_, to, _)| !is_best(best, *to)) {
            left.retain(|&(follows, to, other)| {
                // One more reason to follow the best changes nothing, unless another becomes the best.
                if is_best(best, to) {
                    return true;
                }
                let [one, two] = [i, other].map(|i| &renderings[i]);
                let all = one.wording.weight.min(two.wording.weight);
                let most = (true, one.direct && two.direct, all, !follows, Reverse(to));
                if best.is_none_or(|best| most > best)
                    && (!follows || links.may_be_whole(pair(i, other)))
                {
                    best = best.max(links.claim(i, other, to));
                }
                false
            });
        }
        leader[i] = Some(best.map_or(i, |best| best.4.0));
    }
    groups(&leader)
}

/// One whose speaker is unknown never leads one whose speaker is known.
fn fullest_first(renderings: &[Rendering]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..renderings.len()).collect();
    order.sort_by_cached_key(|i| {
        let r = &renderings[*i];
        (
            Reverse((r.who != Who::Unknown, r.wording.weight, r.direct)),
            *i,
        )
    });
    order
}

/// Who follows whom, as groups.
fn groups(leader: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, to) in leader.iter().enumerate() {
        groups.entry(to.unwrap_or(i)).or_default().push(i);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_unstable_by_key(|g| g[0]);
    groups
}

fn pair(i: usize, other: usize) -> Pair {
    (i.min(other) as u32, i.max(other) as u32)
}

/// Which of the pairs agree, each judged when it is asked for.
pub(super) struct Links<'a> {
    renderings: &'a [Rendering],
    articles: &'a [Article],
    reuse: &'a Reuse,
    foreign: &'a [Foreign],
    near: Near,
    alike: Alike,
    holders: Vec<bool>,
    judge: Judge<'a>,
    /// What was found of one speaker's words, which most of a pile copies.
    judged: FxHashMap<Pair, Option<(Ground, Verdict)>>,
    supported: FxHashMap<(ArticleIx, ArticleIx), bool>,
}

impl<'a> Links<'a> {
    pub(super) fn new(
        renderings: &'a [Rendering],
        articles: &'a [Article],
        reuse: &'a Reuse,
        foreign: &'a [Foreign],
        near: Near,
        alike: Alike,
    ) -> Links<'a> {
        Links {
            renderings,
            articles,
            reuse,
            foreign,
            near,
            alike,
            holders: holders(renderings),
            judge: Judge::default(),
            judged: FxHashMap::default(),
            supported: FxHashMap::default(),
        }
    }

    /// How well one follows the leader of another, if it may.
    fn claim(&mut self, i: usize, other: usize, to: usize) -> Option<Claim> {
        let verdict = self.stands(pair(i, other))?;
        let follows = to != other;
        let direct = self.renderings[i].direct && self.renderings[other].direct;
        // Through a follower only where the words are all but its own.
        (!follows || (verdict.strong && verdict.whole)).then_some((
            verdict.strong,
            direct,
            verdict.matched,
            !follows,
            Reverse(to),
        ))
    }

    fn may_be_whole(&mut self, pair: Pair) -> bool {
        let [x, y] = self.both(pair);
        self.judge.may_be_whole(x, y)
    }

    /// What the words of a pair show, if they agree and the occasions let them.
    fn stands(&mut self, pair: Pair) -> Option<Verdict> {
        let verdict = self.agree(pair)?;
        let [x, y] = self.both(pair);
        if x.article == y.article {
            return verdict.within.then_some(verdict);
        }
        let articles = (x.article.min(y.article), x.article.max(y.article));
        if related(articles, self.reuse) && !x.said.other_hour(&y.said) {
            return Some(verdict);
        }
        let stands = match x.said.meets(&y.said) {
            Meeting::Excluded => false,
            Meeting::Doubtful => verdict.very_words,
            Meeting::Open => verdict.strong || self.support(articles),
            Meeting::Likely => true,
        };
        stands.then_some(verdict)
    }

    /// What the words of a pair show, if they agree.
    fn agree(&mut self, pair: Pair) -> Option<Verdict> {
        let [x, y] = self.both(pair);
        if !self.alike.may_be_one(self.renderings, pair.0, pair.1) {
            let marks = ![pair.0, pair.1].iter().any(|i| self.holders[*i as usize]);
            let like = self.judge.across(x, y, marks, self.articles)?;
            return Some(Verdict::of(true, &like));
        }
        let words = (
            self.alike.words[pair.0 as usize],
            self.alike.words[pair.1 as usize],
        );
        let mut judge = || {
            let (ground, like) = self.judge.within(x, y)?;
            Some((ground, Verdict::of(ground == Ground::Words, &like)))
        };
        // What one article has of one speaker is seldom copied, may be much, and is asked for once.
        let (ground, verdict) = match x.article == y.article {
            true => judge(),
            false => *self.judged.entry(words).or_insert_with(judge),
        }?;
        let translated = || self.foreign[x.article].both(&self.foreign[y.article]);
        (ground != Ground::Translation || translated()).then_some(verdict)
    }

    /// Whether two articles render enough quotations alike, the side with fewer counting.
    fn support(&mut self, articles: (ArticleIx, ArticleIx)) -> bool {
        if let Some(known) = self.supported.get(&articles) {
            return *known;
        }
        let enough = self.finds_support(articles);
        self.supported.insert(articles, enough);
        enough
    }

    fn finds_support(&mut self, articles: (ArticleIx, ArticleIx)) -> bool {
        let (mut firsts, mut seconds) = (BTreeSet::new(), BTreeSet::new());
        for a in self.of_article(articles.0) {
            for b in self.near_in(a, articles.1) {
                if self.agree((a as u32, b)).is_some() {
                    firsts.insert(a);
                    seconds.insert(b);
                }
                if firsts.len() >= SUPPORT && seconds.len() >= SUPPORT {
                    return true;
                }
            }
        }
        false
    }

    /// The renderings of an article.
    fn of_article(&self, article: ArticleIx) -> Range<usize> {
        let from = |article| self.renderings.partition_point(|r| r.article < article);
        from(article)..from(article + 1)
    }

    /// Those of an article that are near a rendering.
    fn near_in(&self, of: usize, article: ArticleIx) -> Vec<u32> {
        let there = self.of_article(article);
        let near = self.near.list(of);
        let at = |place: usize| near.partition_point(|other| (*other as usize) < place);
        near[at(there.start)..at(there.end)].to_vec()
    }

    fn both(&self, pair: Pair) -> [&'a Rendering; 2] {
        [pair.0, pair.1].map(|i| &self.renderings[i as usize])
    }
}

/// Which renderings only hold another one: words in marks within them are a direct quotation of their
/// own, whose speaker is known, and join by that.
fn holders(renderings: &[Rendering]) -> Vec<bool> {
    let articles = renderings.chunk_by(|a, b| a.article == b.article);
    let holds = |of: &[Rendering], x: &Rendering| {
        let from = of.partition_point(|r| r.start < x.start);
        let mut within = of[from..].iter().take_while(|r| r.start < x.end);
        !x.direct && within.any(|r| r.direct && r.end <= x.end && r.who != Who::Unknown)
    };
    articles
        .flat_map(|of| of.iter().map(move |x| holds(of, x)))
        .collect()
}

/// Whether the two articles share text.
fn related(pair: (ArticleIx, ArticleIx), reuse: &Reuse) -> bool {
    if reuse.text_of[pair.0] == reuse.text_of[pair.1] {
        return true;
    }
    let found = reuse.pairs.binary_search_by_key(&pair, |p| (p.a, p.b));
    found.is_ok_and(|at| reuse.pairs[at].relation != Relation::Template)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// As [`lead`], each pair judged.
    pub(in super::super) fn lead_of_all(mut links: Links<'_>) -> Vec<Vec<usize>> {
        let mut leader: Vec<Option<usize>> = vec![None; links.renderings.len()];
        for i in fullest_first(links.renderings) {
            let near = links.near.list(i).to_vec();
            let mut best = None;
            for other in near.into_iter().map(|other| other as usize) {
                if let Some(to) = leader[other] {
                    best = best.max(links.claim(i, other, to));
                }
            }
            leader[i] = Some(best.map_or(i, |best| best.4.0));
        }
        groups(&leader)
    }
}
