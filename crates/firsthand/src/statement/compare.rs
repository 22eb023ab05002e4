//! How far two wordings agree, as numbers that do not depend on the pile.
//!
//! The measure is weighted word overlap within the aligned region, as in Damashek-style overlap and
//! the containment of Broder, "On the resemblance and containment of documents" (1997), but counted
//! on an alignment: what one side merely leaves out at an edge costs nothing (a cut), what the two
//! put differently in one place costs fully.

use super::align::{Alignment, Relation, Step, align_in};
use super::grid::Grid;
use super::index::meanings;
use super::rule::Rule;
use super::token::{Token, Wording};

/// Share of a match that a word counts when only its lemma agrees, in percent.
const LEMMA_PERCENT: u32 = 90;
/// The same where only the synonym set agrees.
const SENSE_PERCENT: u32 = 70;
/// The same for a word that stands elsewhere in the sentence.
const MOVED_PERCENT: u32 = 80;
/// Most that one omission inside can cost, in tenths of a content word: whole sentences are left
/// out between two that are kept.
const OMISSION_MAX: u32 = 30;
/// Words next to the aligned region that can disagree at an edge.
const EDGE_TOKENS: usize = 8;

/// What an alignment amounts to; weights in tenths of a content word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Likeness {
    /// Weight of the words that agree.
    pub(super) matched: u32,
    /// Weight of what the two put differently.
    pub(super) conflict: u32,
    /// Words of the longest stretch that is the same word for word, function words included.
    pub(super) run: usize,
    /// Its weight.
    pub(super) run_weight: u32,
    /// Share of the lighter wording that agrees, in percent.
    pub(super) cover: u32,
    /// Share of the heavier one.
    pub(super) cover_heavy: u32,
    /// Weight of the words that agree at another place of the sentence.
    pub(super) moved: u32,
}

impl Likeness {
    /// Agreement in the aligned region, in percent.
    pub(super) fn similarity(&self) -> u32 {
        match self.matched + self.conflict {
            0 => 0,
            all => 100 * self.matched / all,
        }
    }
}

/// Aligns and measures.
pub(super) fn compare<'a>(a: &'a Wording, b: &'a Wording) -> Likeness {
    let mut of_b = Yardstick::default();
    of_b.turn_to(b);
    of_b.compare(a)
}

/// A wording that others are compared with in turn; what is asked of it each time is made ready once.
#[derive(Default)]
pub(super) struct Yardstick<'a> {
    wording: Option<&'a Wording>,
    /// Over its words.
    grid: Grid<'a>,
}

impl<'a> Yardstick<'a> {
    /// Compares with `wording` from now on; whether it did already.
    pub(super) fn turn_to(&mut self, wording: &'a Wording) -> bool {
        let stays = self.wording.is_some_and(|old| std::ptr::eq(old, wording));
        if !stays {
            self.wording = Some(wording);
            self.grid.turn_to(&wording.tokens);
        }
        stays
    }

    /// Whether it can tell at once what may agree.
    pub(super) fn is_ready(&self) -> bool {
        self.grid.is_indexed()
    }

    /// Aligns `a`, as the first of the two, and measures.
    pub(super) fn compare(&mut self, a: &'a Wording) -> Likeness {
        let Some(b) = self.wording else {
            return Likeness::default();
        };
        // Copies and cuts are most of a pile, and need no alignment.
        if let Some(like) = cut(a, b) {
            return like;
        }
        measure(&align_in(&mut self.grid, a, b), a, b)
    }

    /// The same for who asks whether one of `rules` holds; where none may, they agree in nothing.
    pub(super) fn compare_by(&mut self, a: &'a Wording, rules: &[&Rule]) -> Likeness {
        match self.may_agree(a, rules) {
            true => self.compare(a),
            false => Likeness::default(),
        }
    }

    /// Whether one of `rules` may hold for the two, whichever is the first: where their words in any order, and the
    /// longest stretch that they share, amount to none of them, no alignment does.
    pub(super) fn may_agree(&mut self, a: &Wording, rules: &[&Rule]) -> bool {
        let lighter = a.weight.min(self.weight());
        let run = self.longest_run(&a.tokens);
        let may = rules.iter().filter(|r| r.may_hold(lighter, run));
        let least = may.map(|r| r.cover).min();
        // The words of either that the other knows.
        least.is_some_and(|cover| self.knows(a, cover) || self.is_known(a, cover))
    }

    /// Whether the words of each that the other knows amount to `percent` of its weight: where they do not, no
    /// alignment covers as much of the heavier one, as what it matches and what it passes over as known elsewhere
    /// are different words that the other knows.
    pub(super) fn may_cover_heavier(&mut self, a: &Wording, percent: u32) -> bool {
        self.knows(a, percent) && self.is_known(a, percent)
    }

    /// Whether the words of `a` that it knows amount to `percent` of their weight.
    fn knows(&mut self, a: &Wording, percent: u32) -> bool {
        let index = self.grid.index();
        let unknown = a
            .tokens
            .iter()
            .filter(|word| !meanings(word).any(|m| index.has(m)));
        let most = (100 - percent) * a.weight;
        let mut sums = unknown.scan(0, |sum, word| {
            *sum += 100 * word.weight;
            Some(*sum)
        });
        sums.all(|sum| sum <= most)
    }

    /// Whether its words that `a` knows do.
    fn is_known(&mut self, a: &Wording, percent: u32) -> bool {
        let need = percent * self.weight();
        let b = self.words();
        let index = self.grid.index();
        let mut counted = vec![false; b.len()];
        let mut known = 0;
        for word in &a.tokens {
            for j in meanings(word).flat_map(|m| index.places(m)) {
                let again = std::mem::replace(&mut counted[j], true);
                known += if again { 0 } else { 100 * b[j].weight };
            }
            if known >= need {
                return true;
            }
        }
        known >= need
    }

    /// How many successive words of the two are the same, at most.
    fn longest_run(&mut self, a: &[Token]) -> usize {
        let b = self.words();
        let index = self.grid.index();
        let mut longest = 0;
        for (i, word) in a.iter().enumerate() {
            // Words of one key are of one lemma.
            for j in index.places(word.lemma) {
                // What is longer goes on at least one word beyond.
                let beyond = a.get(i + longest).zip(b.get(j + longest));
                if beyond.is_some_and(|(x, y)| x.key == y.key) {
                    let words = a[i..].iter().zip(&b[j..]);
                    let run = words.take_while(|(x, y)| x.key == y.key).count();
                    longest = longest.max(run);
                }
            }
        }
        longest
    }

    fn words(&self) -> &'a [Token] {
        self.wording.map_or(&[][..], |b| &b.tokens)
    }

    fn weight(&self) -> u32 {
        self.wording.map_or(0, |b| b.weight)
    }
}

/// The same of two that are aligned.
pub(super) fn likeness(alignment: &Alignment, a: &Wording, b: &Wording) -> Likeness {
    cut(a, b).unwrap_or_else(|| measure(alignment, a, b))
}

/// Measures two of which one stands in the other word for word.
fn cut(a: &Wording, b: &Wording) -> Option<Likeness> {
    let (part, whole) = match a.tokens.len() <= b.tokens.len() {
        true => (a, b),
        false => (b, a),
    };
    let weight = part.weight;
    stands_in(&part.tokens, &whole.tokens).then(|| Likeness {
        matched: weight,
        conflict: 0,
        run: part.tokens.len(),
        run_weight: weight,
        cover: 100,
        cover_heavy: (100 * weight / whole.weight.max(1)).min(100),
        moved: 0,
    })
}

/// Whether `part` stands in `whole` word for word, or both are empty.
fn stands_in(part: &[Token], whole: &[Token]) -> bool {
    let same = |at: &[Token]| at.iter().zip(part).all(|(x, y)| x.key == y.key);
    match part.len() {
        0 => whole.is_empty(),
        length => whole.windows(length).any(same),
    }
}

/// Measures an alignment.
pub(super) fn measure(alignment: &Alignment, a: &Wording, b: &Wording) -> Likeness {
    let mut like = Likeness::default();
    let (mut run, mut run_weight) = (0, 0);
    for step in &alignment.steps {
        match *step {
            Step::Both(i, j, relation) => {
                let weight = a.tokens[i].weight.min(b.tokens[j].weight);
                like.matched += worth(relation, weight);
                if relation == Relation::Same {
                    run += 1;
                    run_weight += weight;
                } else {
                    (run, run_weight) = (0, 0);
                }
            }
            _ => (run, run_weight) = (0, 0),
        }
        if run_weight > like.run_weight || (run_weight == like.run_weight && run > like.run) {
            (like.run, like.run_weight) = (run, run_weight);
        }
    }
    for (i, j) in &alignment.moved {
        let weight = a.tokens[*i].weight.min(b.tokens[*j].weight);
        like.matched += weight * MOVED_PERCENT / 100;
        like.moved += weight;
    }
    let against = conflict(alignment, &a.tokens, &b.tokens);
    like.conflict = against.weight;
    let wa = a.weight.saturating_sub(against.known_a).max(1);
    let wb = b.weight.saturating_sub(against.known_b).max(1);
    like.cover = (100 * like.matched / wa.min(wb)).min(100);
    like.cover_heavy = (100 * like.matched / wa.max(wb)).min(100);
    like
}

fn says(tokens: &[Token], word: &Token) -> bool {
    tokens.iter().any(|t| t.lemma == word.lemma)
}

fn worth(relation: Relation, weight: u32) -> u32 {
    match relation {
        Relation::Same => weight,
        Relation::Lemma => weight * LEMMA_PERCENT / 100,
        Relation::Sense => weight * SENSE_PERCENT / 100,
        Relation::Other => 0,
    }
}

/// What stands against a match.
#[derive(Default)]
struct Against {
    weight: u32,
    /// Weight of words of the one that the other leaves out here and has elsewhere.
    known_a: u32,
    known_b: u32,
}

/// Weight of what stands against the match: replaced words fully, omissions half, edges only where
/// both sides go on differently within the sentence.
fn conflict(alignment: &Alignment, a: &[Token], b: &[Token]) -> Against {
    let mut against = Against::default();
    let steps = &alignment.steps;
    let agrees = |s: &Step| matches!(s, Step::Both(_, _, r) if *r != Relation::Other);
    let Some(first) = steps.iter().position(agrees) else {
        return against;
    };
    let last = steps.iter().rposition(agrees).unwrap_or(first);
    let moved_a = |i: usize| alignment.moved.iter().any(|m| m.0 == i);
    let moved_b = |j: usize| alignment.moved.iter().any(|m| m.1 == j);
    let weigh = |run: &mut dyn Iterator<Item = &Step>, at: Option<(u16, u16)>| {
        let (mut wa, mut wb, mut na, mut nb) = (0, 0, 0, 0);
        let mut one = |i: Option<usize>, j: Option<usize>| {
            let here = |s: u16, of: fn((u16, u16)) -> u16| at.is_none_or(|at| of(at) == s);
            if let Some(i) = i
                && here(a[i].sentence, |p| p.0)
                && (at.is_none() || na < EDGE_TOKENS)
            {
                na += 1;
                wa += if moved_a(i) { 0 } else { a[i].weight };
            }
            if let Some(j) = j
                && here(b[j].sentence, |p| p.1)
                && (at.is_none() || nb < EDGE_TOKENS)
            {
                nb += 1;
                wb += if moved_b(j) { 0 } else { b[j].weight };
            }
        };
        for step in run {
            match *step {
                Step::Both(i, j, _) => one(Some(i), Some(j)),
                Step::A(i) => one(Some(i), None),
                Step::B(j) => one(None, Some(j)),
            }
        }
        (wa, wb)
    };
    let sentence = |at: usize| match steps[at] {
        Step::Both(i, j, _) => Some((a[i].sentence, b[j].sentence)),
        _ => None,
    };
    let (left_a, left_b) = weigh(&mut steps[..first].iter().rev(), sentence(first));
    let (right_a, right_b) = weigh(&mut steps[last + 1..].iter(), sentence(last));
    against.weight = left_a.min(left_b) + right_a.min(right_b);
    for run in steps[first..=last].split(agrees) {
        let (mut wa, mut wb) = weigh(&mut run.iter(), None);
        // "We" says who by what the speaker said before; the other has to name them.
        let one_sided = wa.min(wb) == 0;
        for step in run.iter().filter(|_| one_sided) {
            match *step {
                Step::A(i) if a[i].is_content() && !moved_a(i) && says(b, &a[i]) => {
                    wa -= a[i].weight;
                    against.known_a += a[i].weight;
                }
                Step::B(j) if b[j].is_content() && !moved_b(j) && says(a, &b[j]) => {
                    wb -= b[j].weight;
                    against.known_b += b[j].weight;
                }
                _ => {}
            }
        }
        let both = wa.min(wb);
        against.weight += both + (wa.max(wb) - both).min(OMISSION_MAX) / 2;
    }
    against
}
