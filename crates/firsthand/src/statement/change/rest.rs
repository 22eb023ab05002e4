//! What remains once the particular kinds are taken out: other words, words left out, grammar.

use super::super::ChangeKind;
use super::super::align::{Relation, relate};
use super::super::edit::Place;
use super::super::lexicon::LEXICON;
use super::super::token::{Token, Wording};
use super::{Typing, pause};
use std::ops::Range;

/// Most content words of an omission that still reads as a qualifier of the word behind it.
const ATTRIBUTE_MAX: usize = 2;
/// Content words on both sides from which on another wording is another thing said.
const ANOTHER_THING: usize = 2;

impl Typing<'_> {
    /// What remains once the particular kinds are taken out.
    pub(super) fn rest(&mut self, particular: bool) {
        let (left, right) = (self.plain(true), self.plain(false));
        let pairs = self.partners(&left, &right);
        let alone = |side: &[usize], of: fn(&(usize, usize, Relation)) -> usize| -> Vec<usize> {
            let taken: Vec<usize> = pairs.iter().map(of).collect();
            side.iter()
                .copied()
                .filter(|t| !taken.contains(t))
                .collect()
        };
        let (left, right) = (alone(&left, |p| p.0), alone(&right, |p| p.1));
        let synonyms = pairs.iter().any(|p| p.2 == Relation::Sense);
        let forms = pairs.iter().any(|p| p.2 == Relation::Lemma);
        match (left.is_empty(), right.is_empty()) {
            (false, false) => self.replaced(&left, &right, particular),
            (true, true) if synonyms => {
                let kind = self.other_words();
                self.add(kind, false);
            }
            (true, true) if forms && !particular => {
                let kind = if self.is_plural(&pairs) {
                    ChangeKind::Substitution
                } else {
                    ChangeKind::TensePerson
                };
                self.add(kind, false);
            }
            (true, true) if !particular => self.grammar(),
            (true, true) => {}
            _ if particular && synonyms => {
                let kind = self.other_words();
                self.add(kind, false);
            }
            _ if particular => {}
            (one, _) => self.omitted(if one { &right } else { &left }, !one, synonyms),
        }
    }

    /// Words of the edit that no particular kind speaks of: content words, and those of a phrase
    /// that the other side has a synonym of.
    fn plain(&self, first: bool) -> Vec<usize> {
        let (w, at) = self.side(first);
        let others = self.tokens(!first);
        let says =
            |t: &Token| t.is_content() || others.iter().any(|o| o.key != t.key && o.means(t));
        let typed = |t: &Token| t.mark.is_some() || t.number.is_some() || t.is.unit || t.is.negator;
        at.iter()
            .copied()
            .filter(|t| says(&w.tokens[*t]) && !typed(&w.tokens[*t]))
            .collect()
    }

    /// Pairs of words of the two sides that are one word or synonyms.
    fn partners(&self, left: &[usize], right: &[usize]) -> Vec<(usize, usize, Relation)> {
        let mut pairs: Vec<(usize, usize, Relation)> = Vec::new();
        for l in left {
            let free = |r: &&usize| pairs.iter().all(|p| p.1 != **r);
            let found = right.iter().filter(free).find_map(|r| {
                let relation = relate(&self.a.tokens[*l], &self.b.tokens[*r]);
                (relation != Relation::Other).then_some((*l, *r, relation))
            });
            pairs.extend(found);
        }
        pairs
    }

    /// Other words in the same place.
    fn replaced(&mut self, left: &[usize], right: &[usize], particular: bool) {
        let (l, r) = (left.len(), right.len());
        let opposite = left.iter().any(|l| {
            let l = self.a.tokens[*l].lemma;
            right
                .iter()
                .any(|r| LEXICON.opposite(l, self.b.tokens[*r].lemma))
        });
        let another = l.min(r) >= ANOTHER_THING;
        if self.setting.translated {
            return self.add(ChangeKind::Translation, true);
        }
        let prefixed = left.iter().all(|l| {
            let l = &self.a.tokens[*l];
            right
                .iter()
                .any(|r| self.negative_of(l, &self.b.tokens[*r]))
        });
        if particular && (prefixed || self.names_differ()) {
            return;
        }
        let reported = self.setting.reported;
        match self.edit.place {
            Place::Left if reported => self.add(ChangeKind::Paraphrase, opposite),
            Place::Left if l + r > 4 => self.add(ChangeKind::Paraphrase, opposite),
            _ => self.add(ChangeKind::Substitution, opposite || another),
        }
    }

    /// Words of one side only, inside.
    fn omitted(&mut self, words: &[usize], first: bool, synonyms: bool) {
        let (w, _) = self.side(first);
        let range = if first { &self.edit.a } else { &self.edit.b };
        if self.setting.translated && synonyms {
            return self.add(ChangeKind::Translation, false);
        }
        if synonyms {
            let kind = self.other_words();
            return self.add(kind, false);
        }
        if self.edit.place == Place::Left && self.setting.reported {
            // "We …" against "her team …": who speaks is named instead of "we".
            let kind = if self.has_pronoun(!first) {
                ChangeKind::TensePerson
            } else {
                ChangeKind::Paraphrase
            };
            return self.add(kind, false);
        }
        if self.left.len() == 1 && self.right.len() == 1 {
            return self.add(ChangeKind::Substitution, false);
        }
        let next = w.tokens.get(range.end);
        let runs_on = next.is_some_and(|n| n.is_content()) && !pause(w, range.end);
        if words.len() <= ATTRIBUTE_MAX && runs_on && words.last() == Some(&(range.end - 1)) {
            let other = if first { &self.right } else { &self.left };
            if other.len() > 1 {
                return self.add(ChangeKind::Substitution, false);
            }
            let material = self.restricts(w, range);
            let words = words[0]..range.end;
            let (a, b) = match first {
                true => (words, self.edit.b.end..self.edit.b.end),
                false => (self.edit.a.end..self.edit.a.end, words),
            };
            return self.add_words(ChangeKind::Qualifier, material, a, b);
        }
        let condition = self.has_condition();
        self.add(ChangeKind::Ellipsis, condition);
    }

    /// Whether an attribute bounds a denial or a figure: without it more is denied or counted.
    fn restricts(&self, w: &Wording, range: &Range<usize>) -> bool {
        let sentence = w.tokens[range.start].sentence;
        w.tokens[..range.start]
            .iter()
            .rev()
            .take_while(|t| t.sentence == sentence)
            .any(|t| t.is.negator || (t.number.is_some() && !t.is.one))
    }

    /// Only function words differ.
    fn grammar(&mut self) {
        let (left, right) = (self.tokens(true), self.tokens(false));
        if left.is_empty() && right.is_empty() {
            return;
        }
        let person = self.has_pronoun(true) && self.has_pronoun(false);
        let lemmas = |t: &[Token]| -> Vec<u64> {
            let mut all: Vec<u64> = t
                .iter()
                .filter(|t| !t.is.pronoun)
                .map(|t| t.lemma)
                .collect();
            all.sort_unstable();
            all
        };
        let tense = !left.is_empty() && !right.is_empty() && lemmas(&left) == lemmas(&right);
        if person || tense || self.only_shifted() {
            self.add(ChangeKind::TensePerson, false);
        } else if self.edit.place == Place::Left && self.setting.reported {
            self.add(ChangeKind::Paraphrase, false);
        } else {
            self.add(ChangeKind::Substitution, false);
        }
    }

    /// The kind of synonyms.
    fn other_words(&self) -> ChangeKind {
        match (self.setting.translated, self.setting.reported) {
            (true, _) => ChangeKind::Translation,
            (_, true) => ChangeKind::Paraphrase,
            _ => ChangeKind::Substitution,
        }
    }

    /// Whether the forms differ as singular and plural do, and no subject with them.
    fn is_plural(&self, pairs: &[(usize, usize, Relation)]) -> bool {
        let text = |w: &Wording, t: usize| {
            let t = &w.tokens[t];
            w.text[t.start as usize..t.end as usize].to_lowercase()
        };
        let plural = |(l, r, _): &(usize, usize, Relation)| {
            let (l, r) = (text(self.a, *l), text(self.b, *r));
            let (short, long) = if l.len() < r.len() { (l, r) } else { (r, l) };
            long.strip_prefix(short.as_str())
                .is_some_and(|end| end == "s" || end == "es")
        };
        let forms = pairs.iter().filter(|p| p.2 == Relation::Lemma);
        forms.clone().all(plural) && !self.has_pronoun(true) && !self.has_pronoun(false)
    }
}
