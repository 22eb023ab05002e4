//! Which articles are one text? Verified pairs become texts and relations.

use super::align::{Passage, align};
use super::candidate::Place;
use super::profile::{FORMULA, Profile};
use super::relation::{measure, relation};
use super::standing::Standing;
use super::{Pair, Relation, Reuse, Text, TextIx, candidate, direct, recurring, revision};
use crate::{Article, ArticleIx, Direction, Id, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Texts of more articles list only the pairs with their best one.
const TEXT_PAIRS: usize = 50;
/// An article is tried against so many texts that its copies belong to.
const TEXTS_TRIED: usize = 4;

/// The whole stage.
pub(super) fn find(articles: &[Article]) -> Reuse {
    let profiles: Vec<Profile> = articles.par_iter().map(Profile::of).collect();
    let mut pile = Pile::new(articles, profiles);
    let places = candidate::places(&pile.unique());
    pile.flag_recurring(&places);
    let links = pile.verify(&candidate::pairs(&pile.unique(), &places));
    let text_of_group = pile.lead(&links);
    let (texts, text_of) = pile.texts(&text_of_group);
    let pairs = pile.pairs(&links, &texts, &text_of);
    let borrowed_share = pile.borrowed(&pairs);
    Reuse {
        texts,
        text_of,
        pairs,
        borrowed_share,
        revision_of: revision::find(articles, &pile.profiles, &pile.standings),
    }
}

/// Index of a group of articles with identical words.
type GroupIx = usize;

/// Articles grouped by identical words, so that a million copies cost one comparison.
struct Pile<'a> {
    articles: &'a [Article],
    profiles: Vec<Profile>,
    standings: Vec<Standing>,
    /// Members ascending; the first stands for all.
    groups: Vec<Vec<ArticleIx>>,
}

/// Two groups that share passages, `a < b`.
struct Link {
    a: GroupIx,
    b: GroupIx,
    relation: Relation,
}

impl<'a> Pile<'a> {
    fn new(articles: &'a [Article], profiles: Vec<Profile>) -> Self {
        let hashes: Vec<u64> = profiles.par_iter().map(Profile::whole).collect();
        let mut group_of: FxHashMap<u64, GroupIx> = FxHashMap::default();
        let mut groups: Vec<Vec<ArticleIx>> = Vec::new();
        for (i, hash) in hashes.iter().enumerate() {
            if profiles[i].words.is_empty() {
                groups.push(vec![i]);
                continue;
            }
            let g = *group_of.entry(*hash).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[g].push(i);
        }
        Pile {
            articles,
            profiles,
            standings: articles.par_iter().map(Standing::of).collect(),
            groups,
        }
    }

    /// One profile a group.
    fn unique(&self) -> Vec<&Profile> {
        self.groups.iter().map(|g| &self.profiles[g[0]]).collect()
    }

    /// Marks what recurs as formula, in every member of a group alike.
    fn flag_recurring(&mut self, places: &[Place]) {
        let standings: Vec<&Standing> = self.groups.iter().map(|g| &self.standings[g[0]]).collect();
        let mut first: Vec<Profile> = self
            .groups
            .iter()
            .map(|g| std::mem::take(&mut self.profiles[g[0]]))
            .collect();
        let mut lent: Vec<&mut Profile> = first.iter_mut().collect();
        recurring::flag(&mut lent, &standings, places);
        for (group, profile) in self.groups.iter().zip(first) {
            for &other in &group[1..] {
                for (word, flagged) in self.profiles[other].words.iter_mut().zip(&profile.words) {
                    word.flags |= flagged.flags & FORMULA;
                }
            }
            self.profiles[group[0]] = profile;
        }
    }

    fn profile(&self, group: GroupIx) -> &Profile {
        &self.profiles[self.groups[group][0]]
    }

    /// Compares two groups word by word.
    fn compare(&self, a: GroupIx, b: GroupIx) -> Option<Link> {
        let (pa, pb) = (self.profile(a), self.profile(b));
        let overlap = measure(pa, pb, &align(pa, pb));
        let relation = relation(&overlap, pa.scale.max(pb.scale))?;
        Some(Link { a, b, relation })
    }

    fn verify(&self, candidates: &[(u32, u32)]) -> Vec<Link> {
        candidates
            .par_iter()
            .filter_map(|&(a, b)| self.compare(a as usize, b as usize))
            .collect()
    }

    /// The leading group of each group's text.
    ///
    /// The fullest group leads first; every other one joins the first leader that it is itself a
    /// verified copy of, and leads a text of its own where there is none. So a text never grows
    /// by chaining: all its members are copies of its best article.
    fn lead(&self, links: &[Link]) -> Vec<GroupIx> {
        let copies: FxHashMap<(GroupIx, GroupIx), ()> = links
            .iter()
            .filter(|l| l.relation == Relation::Copy)
            .map(|l| ((l.a, l.b), ()))
            .collect();
        let mut near: Vec<Vec<GroupIx>> = vec![Vec::new(); self.groups.len()];
        for link in links.iter().filter(|l| l.relation == Relation::Copy) {
            near[link.a].push(link.b);
            near[link.b].push(link.a);
        }
        let rank = self.fullest_first();
        let mut place = vec![0; rank.len()];
        for (at, g) in rank.iter().enumerate() {
            place[*g] = at;
        }
        let mut leader: Vec<Option<GroupIx>> = vec![None; rank.len()];
        for &g in &rank {
            let mut tried: Vec<GroupIx> = near[g].iter().filter_map(|n| leader[*n]).collect();
            tried.sort_unstable_by_key(|l| place[*l]);
            tried.dedup();
            let key = |l: GroupIx| (l.min(g), l.max(g));
            let joins = tried.iter().take(TEXTS_TRIED).copied().find(|&l| {
                copies.contains_key(&key(l))
                    || self
                        .compare(key(l).0, key(l).1)
                        .is_some_and(|l| l.relation == Relation::Copy)
            });
            leader[g] = Some(joins.unwrap_or(g));
        }
        leader
            .into_iter()
            .enumerate()
            .map(|(g, l)| l.unwrap_or(g))
            .collect()
    }

    /// Groups by words, most first, then by their first article.
    fn fullest_first(&self) -> Vec<GroupIx> {
        let mut rank: Vec<GroupIx> = (0..self.groups.len()).collect();
        rank.sort_by_key(|&g| (std::cmp::Reverse(self.profile(g).words.len()), g));
        rank
    }

    fn texts(&self, leader: &[GroupIx]) -> (Vec<Text>, Vec<TextIx>) {
        let mut members: Vec<Vec<ArticleIx>> = vec![Vec::new(); self.groups.len()];
        for (g, l) in leader.iter().enumerate() {
            members[*l].extend(&self.groups[g]);
        }
        let mut texts: Vec<Text> = members
            .into_iter()
            .enumerate()
            .filter(|(_, members)| !members.is_empty())
            .map(|(g, mut articles)| {
                articles.sort_unstable();
                let best = self.groups[g][0];
                Text {
                    id: self.text_id(best),
                    articles,
                    best,
                }
            })
            .collect();
        texts.sort_by_key(|t| t.articles[0]);
        let mut text_of = vec![0; self.articles.len()];
        for (t, text) in texts.iter().enumerate() {
            for &i in &text.articles {
                text_of[i] = t;
            }
        }
        (texts, text_of)
    }

    /// Hash of the article text of `best`; of its id where there is none.
    fn text_id(&self, best: ArticleIx) -> Id {
        let article = &self.articles[best];
        let body: Vec<&str> = article.body().map(|s| s.of(article.content())).collect();
        if body.is_empty() {
            return Id::of('t', [article.id.to_string()]);
        }
        Id::of('t', body)
    }

    /// Links of groups written out as pairs of articles.
    fn pairs(&self, links: &[Link], texts: &[Text], text_of: &[TextIx]) -> Vec<Pair> {
        let mut wanted: Vec<(ArticleIx, ArticleIx)> = Vec::new();
        for link in links {
            let (a, b) = (&self.groups[link.a], &self.groups[link.b]);
            let one = text_of[a[0]] == text_of[b[0]];
            // Where copies abound, the best of each text speaks for them.
            if one && texts[text_of[a[0]]].articles.len() > TEXT_PAIRS {
                continue;
            }
            if a.len().max(b.len()) > TEXT_PAIRS {
                wanted.push((a[0], b[0]));
            } else {
                wanted.extend(a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y))));
            }
        }
        for group in &self.groups {
            let small = texts[text_of[group[0]]].articles.len() <= TEXT_PAIRS;
            for (k, &x) in group.iter().enumerate().filter(|_| small) {
                wanted.extend(group[k + 1..].iter().map(|&y| (x, y)));
            }
        }
        for text in texts {
            let others = text.articles.iter().filter(|&&i| i != text.best);
            wanted.extend(others.map(|&i| (text.best, i)));
        }
        for pair in &mut wanted {
            *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
        }
        wanted.par_sort_unstable();
        wanted.dedup();
        wanted
            .par_iter()
            .filter_map(|&(a, b)| self.pair(a, b))
            .collect()
    }

    fn pair(&self, a: ArticleIx, b: ArticleIx) -> Option<Pair> {
        let (pa, pb) = (&self.profiles[a], &self.profiles[b]);
        let passages = align(pa, pb);
        let overlap = measure(pa, pb, &passages);
        let relation = relation(&overlap, pa.scale.max(pb.scale))?;
        let (direction, _) = direct(
            (&self.articles[a], pa, &self.standings[a]),
            (&self.articles[b], pb, &self.standings[b]),
            relation,
            &passages,
        );
        Some(Pair {
            a,
            b,
            relation,
            direction,
            containment_a: overlap.containment_a(),
            containment_b: overlap.containment_b(),
            passages: spans(pa, pb, &passages),
        })
    }

    /// Share of each article's words that stand in one it may derive from. A later version of a page
    /// borrows nothing of an earlier one.
    fn borrowed(&self, pairs: &[Pair]) -> Vec<f64> {
        let mut shared: Vec<Vec<Span>> = vec![Vec::new(); self.articles.len()];
        for pair in pairs {
            let narrates = matches!(
                pair.relation,
                Relation::Copy | Relation::Excerpt | Relation::Partial
            );
            if !narrates || self.standings[pair.a].is_version_of(&self.standings[pair.b]) {
                continue;
            }
            for (a, b) in &pair.passages {
                if pair.direction != Direction::AToB {
                    shared[pair.a].push(*a);
                }
                if pair.direction != Direction::BToA {
                    shared[pair.b].push(*b);
                }
            }
        }
        self.profiles
            .par_iter()
            .zip(shared)
            .map(|(profile, mut spans)| {
                spans.sort_unstable();
                let mut next = 0;
                let mut end = 0;
                let mut inside = 0usize;
                for word in &profile.words {
                    while next < spans.len() && spans[next].start() <= word.start as usize {
                        end = end.max(spans[next].end());
                        next += 1;
                    }
                    inside += usize::from((word.start as usize) < end);
                }
                inside as f64 / profile.words.len().max(1) as f64
            })
            .collect()
    }
}

/// Passages as characters of the two contents, without those that lie within another.
fn spans(a: &Profile, b: &Profile, passages: &[Passage]) -> Vec<(Span, Span)> {
    let mut out: Vec<(Span, Span)> = Vec::with_capacity(passages.len());
    for passage in passages {
        let ((a0, b0), (a1, b1)) = (passage.start(), passage.end());
        let (in_a, in_b) = (a.span(a0, a1), b.span(b0, b1));
        let within = out
            .last()
            .is_some_and(|last| last.0.contains(in_a) && last.1.contains(in_b));
        if !within {
            out.push((in_a, in_b));
        }
    }
    out
}
