//! Did this article report anything itself, or does it only repeat?
//!
//! The question is that of the newsroom study by Jonathan Stray (2010, "The Google/China hacking
//! case: how many news outlets do the original reporting on a big story?"), answered from the text:
//! *yes* where a sentence shows that someone spoke to this outlet or that it was there, *no* where
//! the text is a wire's, a copy, or rests only on what was handed out to all.

use super::{OwnReporting, Verdict};
use crate::provenance::{Hearing, HearingKind as K};
use crate::reuse::{Direction, Relation};
use crate::{Article, Reuse, Span};

/// Share of an article's words that stand in an earlier one from which its private voices are
/// taken to be that one's. Set by judgement: well below a copy, well above an article that takes
/// a few paragraphs and adds voices of its own.
const TAKEN_MIN: f64 = 0.7;

/// Bytes around the name of another outlet within which a voice is taken to be that outlet's: the
/// neighbouring sentence.
const NEAR: usize = 200;

/// The verdict on every article.
pub(super) fn judge(
    articles: &[Article],
    reuse: &Reuse,
    hearings: &[Vec<Hearing>],
) -> Vec<OwnReporting> {
    let taken = taken(articles, reuse, hearings);
    hearings
        .iter()
        .zip(taken)
        .map(|(h, taken)| verdict(h, taken))
        .collect()
}

fn verdict(hearings: &[Hearing], taken: bool) -> OwnReporting {
    let of = |kinds: &[K]| -> Vec<Span> {
        let found = hearings.iter().filter(|h| kinds.contains(&h.kind));
        found.map(|h| h.span).filter(|s| !s.is_empty()).collect()
    };
    let has = |kind: K| hearings.iter().any(|h| h.kind == kind);
    let say = |verdict, evidence| OwnReporting { verdict, evidence };
    if taken {
        return say(Verdict::No, of(&[K::Wire, K::Theirs]));
    }
    if has(K::Ours) || has(K::Issuer) {
        return say(Verdict::Yes, of(&[K::Ours]));
    }
    if has(K::Wire) {
        return say(Verdict::No, of(&[K::Wire]));
    }
    let own = met(hearings);
    if !own.is_empty() {
        return say(Verdict::Yes, own);
    }
    if has(K::Theirs) || has(K::Official) {
        return say(Verdict::No, of(&[K::Theirs, K::Official]));
    }
    say(Verdict::Unclear, Vec::new())
}

/// Where someone speaks to this outlet, or it was there. A voice next to the words "told the Post"
/// of another outlet is that one's.
fn met(hearings: &[Hearing]) -> Vec<Span> {
    let theirs: Vec<Span> = hearings
        .iter()
        .filter(|h| h.kind == K::Theirs)
        .map(|h| h.span)
        .collect();
    let borrowed = |s: Span| {
        theirs
            .iter()
            .any(|t| t.start() <= s.end() + NEAR && s.start() <= t.end() + NEAR)
    };
    let met = hearings.iter().filter(|h| match h.kind {
        K::Private | K::Witness => !borrowed(h.span),
        K::Spoken | K::Scene => true,
        _ => false,
    });
    met.map(|h| h.span).collect()
}

/// Whether an article's text is another's: a copy that is not its text's own, or (nearly) wholly
/// in one that had it first.
fn taken(articles: &[Article], reuse: &Reuse, hearings: &[Vec<Hearing>]) -> Vec<bool> {
    let mut taken = vec![false; articles.len()];
    for text in reuse.texts.iter().filter(|t| t.articles.len() > 1) {
        let rank = |i: &usize| {
            let has = |kind: K| hearings[*i].iter().any(|h| h.kind == kind);
            let day = articles[*i].published.as_ref().and_then(|d| d.when.latest);
            (
                has(K::Wire),
                !(has(K::Ours) || has(K::Issuer)),
                day.is_none(),
                day,
                *i,
            )
        };
        let own = text.articles.iter().min_by_key(|i| rank(i)).copied();
        for &i in text.articles.iter().filter(|i| Some(**i) != own) {
            taken[i] = true;
        }
    }
    for pair in &reuse.pairs {
        if !matches!(pair.relation, Relation::Excerpt | Relation::Partial) {
            continue;
        }
        match pair.direction {
            Direction::AToB if pair.containment_b >= TAKEN_MIN => taken[pair.b] = true,
            Direction::BToA if pair.containment_a >= TAKEN_MIN => taken[pair.a] = true,
            _ => {}
        }
    }
    taken
}
