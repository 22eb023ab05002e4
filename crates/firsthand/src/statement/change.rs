//! What kind of difference is it, and would a careful fact-checker want to be told?
//!
//! The kinds follow the distortions that studies of quoting and of science reporting code by hand
//! (strength, certainty, scope, agent: Sumner et al., "The association between exaggeration in health
//! related science news and academic press releases", 2014; Wright & Augenstein, "Semi-supervised
//! exaggeration detection of health science press releases", 2021), read off an alignment by word
//! lists instead of a trained model, so that every change shows the words it rests on.

use super::ChangeKind;
use super::align::{Relation, align, relate};
use super::edit::{Edit, Place, edits};
use super::figure;
use super::lexicon::{LEXICON, Mark, Modal};
use super::token::{Token, Wording};
use std::ops::Range;

/// Words next to the aligned region in which a cut negator, modal or qualifier still belongs to what
/// is kept.
const NEAR_TOKENS: usize = 4;
/// Most content words of an omission that still reads as a qualifier of the word behind it.
const ATTRIBUTE_MAX: usize = 2;
/// Content words of an omission that is a clause of its own.
const CLAUSE_MIN: usize = 4;
/// Content words on both sides from which on another wording is another thing said.
const ANOTHER_THING: usize = 2;
/// Longest text of one side of a change, in words.
const SHOWN_MAX: usize = 60;
/// Content words beside the names of an edit up to which the names are what differs.
const NAME_COMPANY_MAX: usize = 1;
/// Letters by which two spellings of one name may differ, and the shortest name that may.
const SPELLING: (usize, usize) = (2, 6);

/// A typed difference, before it is tied to quotations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Typed {
    pub(super) kind: ChangeKind,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) material: bool,
}

/// What is known of the two quotations beside their words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Both are renderings of words said in another language.
    pub(super) translated: bool,
    /// One side at least reports in its own words.
    pub(super) reported: bool,
}

/// The differences between two wordings, in the order of the words.
pub(super) fn changes(a: &Wording, b: &Wording, setting: Setting) -> Vec<Typed> {
    let alignment = align(a, b);
    let mut out = Vec::new();
    let moved = |edit: &Edit| {
        let a: Vec<usize> = alignment.moved.iter().map(|m| m.0).collect();
        let b: Vec<usize> = alignment.moved.iter().map(|m| m.1).collect();
        (
            edit.a.clone().filter(|i| !a.contains(i)).collect(),
            edit.b.clone().filter(|j| !b.contains(j)).collect(),
        )
    };
    for edit in edits(&alignment, a, b) {
        let (left, right) = moved(&edit);
        let mut typing = Typing {
            a,
            b,
            setting,
            left,
            right,
            edit,
            out: Vec::new(),
        };
        typing.run();
        out.append(&mut typing.out);
    }
    if out.is_empty() && a.keys() != b.keys() {
        out.push(whole(a, b, ChangeKind::Paraphrase, false));
    }
    // "Intend to appeal" against "appealed": the form follows from the modality.
    let follows = |pair: &[Typed]| {
        pair[0].kind == ChangeKind::Modality && pair[1].kind == ChangeKind::TensePerson
    };
    let at: Vec<usize> = (1..out.len())
        .filter(|i| follows(&out[i - 1..=*i]))
        .collect();
    for i in at.into_iter().rev() {
        out.remove(i);
    }
    if out.len() > 1 {
        let article = |t: &Typed| t.kind == ChangeKind::Truncation && is_slight(t);
        out.retain(|t| !article(t));
    }
    out.dedup();
    out
}

/// A cut of nothing but an article or conjunction.
fn is_slight(cut: &Typed) -> bool {
    let words = [cut.before.as_str(), cut.after.as_str()]
        .concat()
        .to_lowercase();
    ["a", "an", "the", "and", "but", "that", "so", "or"].contains(&words.as_str())
}

/// A change that is about the wordings as wholes.
pub(super) fn whole(a: &Wording, b: &Wording, kind: ChangeKind, material: bool) -> Typed {
    Typed {
        kind,
        before: shown(a, 0..a.tokens.len()),
        after: shown(b, 0..b.tokens.len()),
        material,
    }
}

/// The typing of one edit.
struct Typing<'a> {
    a: &'a Wording,
    b: &'a Wording,
    setting: Setting,
    edit: Edit,
    /// Words of the edit that did not merely move.
    left: Vec<usize>,
    right: Vec<usize>,
    out: Vec<Typed>,
}

impl Typing<'_> {
    fn run(&mut self) {
        let one_sided = self.edit.a.is_empty() || self.edit.b.is_empty();
        if self.edit.place != Place::Inner && one_sided {
            return self.cut();
        }
        if (self.is_silent(true) || self.is_silent(false)) && self.is_clause() {
            let condition = self.has_condition();
            return self.add(ChangeKind::Ellipsis, condition);
        }
        let particular = self.particular();
        self.rest(particular);
    }

    /// Whether the words of one side are none, or grammar only.
    fn is_silent(&self, first: bool) -> bool {
        let says =
            |t: &Token| t.is_content() || t.is.negator || t.mark.is_some() || t.number.is_some();
        !self.tokens(first).iter().any(says)
    }

    /// Whether the words of one side are a clause of their own, whose negators and modals say
    /// nothing about the rest.
    fn is_clause(&self) -> bool {
        let (w, at) = self.side(self.is_silent(false));
        let content = at.iter().filter(|t| w.tokens[**t].is_content()).count();
        let sentences = at.first().zip(at.last()).is_some_and(|(first, last)| {
            let before = first.checked_sub(1).map(|t| w.tokens[t].sentence);
            w.tokens[*first].sentence != w.tokens[*last].sentence
                || (before != Some(w.tokens[*first].sentence)
                    && w.tokens.get(last + 1).map(|t| t.sentence) != Some(w.tokens[*last].sentence))
        });
        content >= CLAUSE_MIN || (sentences && content > 0)
    }

    fn has_condition(&self) -> bool {
        let (w, at) = self.side(self.is_silent(false));
        at.iter()
            .any(|t| matches!(w.tokens[*t].mark, Some(Mark::Condition)))
    }

    /// A cut at an edge: what touches the kept words may change them.
    fn cut(&mut self) {
        if self.is_phrase_end() {
            return;
        }
        let near: Range<usize> = {
            let edit = if self.edit.a.is_empty() {
                &self.edit.b
            } else {
                &self.edit.a
            };
            match self.edit.place {
                Place::Left => edit.end.saturating_sub(NEAR_TOKENS).max(edit.start)..edit.end,
                _ => edit.start..edit.start,
            }
        };
        let tokens = if self.edit.a.is_empty() {
            self.b
        } else {
            self.a
        };
        let sentence = |t: &usize| tokens.tokens[*t].sentence;
        let anchor = near.end.min(tokens.tokens.len().saturating_sub(1));
        let kept: Vec<usize> = near
            .filter(|t| sentence(t) == sentence(&anchor))
            .filter(|t| !clause_ends(tokens, *t, anchor))
            .collect();
        let keep = |mine: bool| if mine { kept.clone() } else { Vec::new() };
        let (left, right) = (self.left.clone(), self.right.clone());
        (self.left, self.right) = (keep(self.edit.b.is_empty()), keep(self.edit.a.is_empty()));
        let small = left.len().max(right.len()) <= self.left.len().max(self.right.len());
        // Where the other side begins differently too, nothing says that it lacks the word.
        let typed = !self.goes_on()
            && (self.negation() | self.modality() | self.qualifier() | self.name_cut());
        (self.left, self.right) = (left, right);
        if !(typed && small) {
            let condition = self.condition_cut();
            self.add(ChangeKind::Truncation, condition);
        }
    }

    /// The kinds that single words decide; whether any was found.
    fn particular(&mut self) -> bool {
        let negation = self.negation();
        let figure = self.figure();
        let name = !figure && self.name();
        let modality = self.modality();
        let qualifier = self.qualifier();
        negation | figure | name | modality | qualifier
    }

    fn negation(&mut self) -> bool {
        let (left, right) = (self.tokens(true), self.tokens(false));
        let odd = |t: &[Token]| t.iter().filter(|t| t.is.negator).count() % 2;
        let prefixed = left
            .iter()
            .any(|l| right.iter().any(|r| self.negative_of(l, r)));
        let turned = (odd(&left) != odd(&right)) != prefixed;
        if turned {
            self.add(ChangeKind::Negation, true);
        }
        turned
    }

    /// Whether one word is the other with a negative prefix.
    fn negative_of(&self, l: &Token, r: &Token) -> bool {
        let text = |w: &Wording, t: &Token| w.text[t.start as usize..t.end as usize].to_lowercase();
        let (l, r) = (text(self.a, l), text(self.b, r));
        let (short, long) = if l.len() < r.len() { (l, r) } else { (r, l) };
        short.len() >= 4
            && ["un", "in", "im", "il", "ir", "dis", "non"]
                .iter()
                .any(|p| long.strip_prefix(p).is_some_and(|rest| rest == short))
    }

    fn figure(&mut self) -> bool {
        let (left, right) = (self.figures(true), self.figures(false));
        match figure::compare(&left, &right) {
            figure::Verdict::None => false,
            figure::Verdict::Equivalent => {
                self.add(ChangeKind::Paraphrase, false);
                true
            }
            figure::Verdict::Different => {
                self.add(ChangeKind::Number, true);
                true
            }
        }
    }

    /// The edit's words with their neighbours, so that a number meets its unit.
    fn figures(&self, first: bool) -> Vec<Token> {
        let (wording, range, own) = match first {
            true => (self.a, &self.edit.a, &self.left),
            false => (self.b, &self.edit.b, &self.right),
        };
        let from = range.start.saturating_sub(1);
        let to = (range.end + 1).min(wording.tokens.len());
        let near = |t: &usize| own.contains(t) || !range.contains(t);
        (from..to).filter(near).map(|t| wording.tokens[t]).collect()
    }

    fn name(&mut self) -> bool {
        let names = |w: &Wording, at: &[usize]| -> Vec<String> {
            at.iter()
                .map(|t| &w.tokens[*t])
                .filter(|t| t.is_name() || (t.is.capital && t.is_content() && at.len() == 1))
                .filter(|t| !t.is.negator)
                .map(|t| w.text[t.start as usize..t.end as usize].to_owned())
                .collect()
        };
        let (left, right) = (names(self.a, &self.left), names(self.b, &self.right));
        if left.is_empty() || right.is_empty() {
            return self.name_cut();
        }
        let other = |w: &Wording, at: &[usize]| {
            let plain = |t: &&usize| w.tokens[**t].is_content() && !w.tokens[**t].is.capital;
            at.iter().filter(plain).count()
        };
        if other(self.a, &self.left) + other(self.b, &self.right) > NAME_COMPANY_MAX {
            return false;
        }
        let variant = variants(&left, &right);
        self.add(ChangeKind::Name, !variant);
        true
    }

    /// A part of a name that one side lacks, next to the part that both have.
    fn name_cut(&mut self) -> bool {
        let (w, at, other) = match (self.left.is_empty(), self.right.is_empty()) {
            (false, true) => (self.a, &self.left, &self.edit.a),
            (true, false) => (self.b, &self.right, &self.edit.b),
            _ => return false,
        };
        let capital = |t: usize| {
            w.tokens
                .get(t)
                .is_some_and(|t| t.is.capital && t.is_content() && !t.is.unit && t.number.is_none())
        };
        let name = at.iter().all(|t| capital(*t));
        let beside = |t: usize| capital(t) && !other.contains(&t);
        let joined = beside(other.end) || (other.start > 0 && beside(other.start - 1));
        if name && joined {
            self.add(ChangeKind::Name, false);
        }
        name && joined
    }

    fn modality(&mut self) -> bool {
        let classes = |tokens: Vec<Token>| {
            let mut found: Vec<Modal> = tokens.iter().filter_map(Token::modal).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let (left, right) = (classes(self.tokens(true)), classes(self.tokens(false)));
        if left == right || self.only_shifted() {
            return false;
        }
        let weighty = |classes: &[Modal]| -> Vec<Modal> {
            classes
                .iter()
                .copied()
                .filter(|m| *m != Modal::Opinion)
                .collect()
        };
        let material = weighty(&left) != weighty(&right);
        self.add(ChangeKind::Modality, material);
        true
    }

    /// Whether the modals of the two sides differ only as reported speech makes them.
    fn only_shifted(&self) -> bool {
        let modals = |tokens: Vec<Token>| -> Vec<Token> {
            tokens.into_iter().filter(|t| t.modal().is_some()).collect()
        };
        let (left, right) = (modals(self.tokens(true)), modals(self.tokens(false)));
        self.setting.reported
            && left.len() == right.len()
            && !left.is_empty()
            && left
                .iter()
                .zip(&right)
                .all(|(l, r)| LEXICON.shifted(l.key, r.key))
    }

    fn qualifier(&mut self) -> bool {
        let marks = |tokens: Vec<Token>| {
            let mut found: Vec<(Mark, u64)> = tokens
                .iter()
                .filter_map(|t| t.mark.map(|m| (m, t.lemma)))
                .filter(|(m, _)| matches!(m, Mark::Scope | Mark::Bound | Mark::Degree))
                .collect();
            found.sort_unstable();
            found
        };
        let (left, right) = (marks(self.tokens(true)), marks(self.tokens(false)));
        if left == right {
            return false;
        }
        let weighty = |marks: &[(Mark, u64)]| -> Vec<(Mark, u64)> {
            marks
                .iter()
                .copied()
                .filter(|m| m.0 != Mark::Degree)
                .collect()
        };
        let material = weighty(&left) != weighty(&right);
        self.add(ChangeKind::Qualifier, material);
        true
    }

    /// What remains once the particular kinds are taken out.
    fn rest(&mut self, particular: bool) {
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

    fn names_differ(&self) -> bool {
        self.out.iter().any(|t| t.kind == ChangeKind::Name)
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
            let material = self.restricts(w, range, first);
            return self.add(ChangeKind::Qualifier, material);
        }
        let condition = self.has_condition();
        self.add(ChangeKind::Ellipsis, condition);
    }

    /// Whether an attribute bounds a denial or a figure: without it more is denied or counted.
    fn restricts(&self, w: &Wording, range: &Range<usize>, _first: bool) -> bool {
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

    fn condition_cut(&self) -> bool {
        let (w, range) = match self.edit.a.is_empty() {
            true => (self.b, &self.edit.b),
            false => (self.a, &self.edit.a),
        };
        let condition =
            |t: usize| matches!(w.tokens.get(t).and_then(|t| t.mark), Some(Mark::Condition));
        match self.edit.place {
            // ", if the court agrees" right behind what is kept, in its sentence.
            Place::Right => {
                let near = range.start..range.end.min(range.start + 3);
                let anchor = w.tokens[range.start.saturating_sub(1)].sentence;
                near.clone()
                    .any(|t| condition(t) && w.tokens[t].sentence == anchor)
            }
            // "If the court agrees, …": one clause, opened by the condition.
            _ => {
                let sentence = w.tokens.get(range.end).map(|t| t.sentence);
                let clause = range
                    .clone()
                    .filter(|t| Some(w.tokens[*t].sentence) == sentence)
                    .collect::<Vec<_>>();
                let pauses = clause.iter().filter(|t| pause(w, **t + 1)).count();
                clause.iter().take(2).any(|t| condition(*t)) && pauses <= 1
            }
        }
    }

    /// Whether the side that lacks the cut words has others there, in the same sentence.
    fn goes_on(&self) -> bool {
        let (w, range) = match self.edit.a.is_empty() {
            true => (self.a, &self.edit.a),
            false => (self.b, &self.edit.b),
        };
        let sentence = |t: usize| w.tokens.get(t).map(|t| t.sentence);
        match self.edit.place {
            Place::Left => {
                let before = range.start.checked_sub(1).and_then(sentence);
                before.is_some() && before == sentence(range.start)
            }
            _ => sentence(range.start + 1).is_some_and(|s| Some(s) == sentence(range.start)),
        }
    }

    /// Whether the cut words only complete a phrase whose other word is aligned: "at once" stands
    /// for "immediately" with both.
    fn is_phrase_end(&self) -> bool {
        let first = self.edit.b.is_empty();
        let (w, at) = self.side(first);
        let range = if first { &self.edit.a } else { &self.edit.b };
        let beside = match self.edit.place {
            Place::Left => Some(range.end),
            _ => range.start.checked_sub(1),
        };
        let beside = beside.and_then(|t| w.tokens.get(t));
        beside.is_some_and(|kept| at.iter().all(|t| w.tokens[*t].means(kept)))
    }

    fn has_pronoun(&self, first: bool) -> bool {
        self.tokens(first).iter().any(|t| t.is.pronoun)
    }

    fn side(&self, first: bool) -> (&Wording, &[usize]) {
        match first {
            true => (self.a, &self.left),
            false => (self.b, &self.right),
        }
    }

    fn tokens(&self, first: bool) -> Vec<Token> {
        let (w, at) = self.side(first);
        at.iter().map(|t| w.tokens[*t]).collect()
    }

    fn add(&mut self, kind: ChangeKind, material: bool) {
        let (a, b) = self.with_context();
        self.out.push(Typed {
            kind,
            before: shown(self.a, a),
            after: shown(self.b, b),
            material,
        });
    }

    /// The edit with a neighbouring word where one side alone would not be readable.
    fn with_context(&self) -> (Range<usize>, Range<usize>) {
        let (mut a, mut b) = (self.edit.a.clone(), self.edit.b.clone());
        if self.edit.place == Place::Inner && (a.is_empty() || b.is_empty()) {
            a.end = (a.end + 1).min(self.a.tokens.len());
            b.end = (b.end + 1).min(self.b.tokens.len());
            if self.a.tokens.get(a.end - 1).is_some_and(|t| t.is.function) {
                a.start = a.start.saturating_sub(1);
                b.start = b.start.saturating_sub(1);
            }
        }
        (a, b)
    }
}

/// The words of a range, the middle left out where it is long.
fn shown(w: &Wording, range: Range<usize>) -> String {
    if range.len() <= SHOWN_MAX {
        return w.slice(range.start, range.end).to_owned();
    }
    let half = SHOWN_MAX / 2;
    let head = w.slice(range.start, range.start + half);
    let tail = w.slice(range.end - half, range.end);
    format!("{head} … {tail}")
}

/// Whether punctuation stands between a token and the one before it.
fn pause(w: &Wording, at: usize) -> bool {
    let (Some(before), Some(token)) = (
        at.checked_sub(1).and_then(|b| w.tokens.get(b)),
        w.tokens.get(at),
    ) else {
        return true;
    };
    w.text
        .get(before.end as usize..token.start as usize)
        .is_some_and(|gap| gap.contains([',', ';', ':', '.', '?', '!', '–', '—']))
}

/// Whether a clause ends between two tokens.
fn clause_ends(w: &Wording, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|t| pause(w, t))
}

/// Whether the names of the one side are a spelling, a part or the initials of those of the other.
fn variants(left: &[String], right: &[String]) -> bool {
    let within = |a: &[String], b: &[String]| {
        a.iter()
            .all(|x| b.iter().any(|y| x == y || spelled_alike(x, y)))
    };
    within(left, right) || within(right, left) || initials(left, right) || initials(right, left)
}

fn initials(short: &[String], long: &[String]) -> bool {
    let [short] = short else { return false };
    let letters: String = long.iter().filter_map(|w| w.chars().next()).collect();
    long.len() >= 2 && short.replace('.', "") == letters
}

/// Levenshtein distance within [`SPELLING`].
fn spelled_alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (
        a.to_lowercase().chars().take(40).collect(),
        b.to_lowercase().chars().take(40).collect(),
    );
    if a.len().min(b.len()) < SPELLING.1 {
        return a == b;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()] <= SPELLING.0
}
