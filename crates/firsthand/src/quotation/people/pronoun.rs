//! Whom does a pronoun mean?

use super::super::lexicon::{CONJ, DET, HE, IT, ONE, RELATIVE, SHE, THEY};
use super::super::source::{self, Range};
use super::super::text::{Paragraph, Token};
use super::super::{Speaker, SpeakerClass, attribution, tokens_span};
use super::{Last, MENTIONS_MAX, Mention, PRONOUN_PARAGRAPHS_MAX, People};
use crate::Span;

impl People {
    /// Whom a relative pronoun at a token means: the phrase before it ("the mayor, who said"), else the
    /// last person named.
    pub(super) fn antecedent(
        &self,
        content: &str,
        paragraphs: &[Paragraph],
        at: (usize, usize),
        pronoun: usize,
    ) -> Option<Speaker> {
        let tokens = &paragraphs[at.0].tokens;
        let from = paragraphs[at.0].sentences[at.1].0;
        let comma = pronoun > from && tokens[pronoun - 1].mark(',');
        let phrase = source::phrase_before(tokens, from, pronoun - usize::from(comma));
        let whole = phrase.filter(|r| {
            !tokens[r.0..r.1]
                .iter()
                .any(|t| t.is(RELATIVE | HE | SHE | THEY | IT | ONE))
        });
        if let Some(range) = whole {
            return Some(self.resolve(content, paragraphs, at, range, None));
        }
        self.before(at.0, tokens[pronoun].span.start())
            .map(|i| Speaker {
                name: self.persons[i].name.clone(),
                mention: None,
                class: SpeakerClass::Person,
            })
    }

    /// Whom a pronoun means.
    pub(super) fn pronoun(
        &self,
        paragraphs: &[Paragraph],
        (at, s): (usize, usize),
        source: Range,
        word: &Token,
        mention: Span,
        last: Option<&Last>,
    ) -> Option<Speaker> {
        if word.is(ONE) {
            return None;
        }
        if word.is(THEY | IT) && !word.is(HE | SHE) {
            let thing =
                |l: &&Last| matches!(l.speaker.class, SpeakerClass::Body | SpeakerClass::Document);
            let last = last.filter(|l| l.near(at) && l.person.is_none())?;
            let last = Some(last).filter(|l| word.is(THEY) || thing(l))?;
            return Some(Speaker {
                mention: Some(mention),
                ..last.speaker.clone()
            });
        }
        let fits = |i: usize| match self.persons[i].gender {
            Some('m') => word.is(HE),
            Some('f') => word.is(SHE),
            _ => true,
        };
        let sentence = paragraphs[at].sentences[s];
        let start = tokens_span(&paragraphs[at].tokens, sentence).start();
        let outside = |m: &&Mention| {
            let tokens = &paragraphs[m.paragraph].tokens;
            let at = tokens.partition_point(|t| t.span.end() <= m.span.start());
            tokens.get(at).is_some_and(|t| t.quote.is_none())
        };
        let from = at.saturating_sub(PRONOUN_PARAGRAPHS_MAX);
        let first = self.mentions.partition_point(|m| m.paragraph < from);
        let end = self.mentions.partition_point(|m| m.paragraph <= at);
        let first = first.max(end.saturating_sub(MENTIONS_MAX));
        let near = || self.mentions[first..end].iter().filter(outside);
        // The subject of the same sentence, when the pronoun stands in a later clause of it.
        let here = near()
            .find(|m| {
                m.paragraph == at
                    && m.span.start() >= start
                    && m.span.end() <= mention.start()
                    && fits(m.person)
            })
            .filter(|_| source.0 > sentence.0 + 2);
        let spoke = last
            .filter(|l| l.near(at))
            .and_then(|l| l.person)
            .filter(|i| fits(*i));
        // The first name of the nearest sentence before that has one.
        let subject = near()
            .filter(|m| (m.paragraph, m.span.start()) < (at, start) && fits(m.person))
            .map(|m| {
                (
                    m.paragraph,
                    sentence_at(&paragraphs[m.paragraph], m.span),
                    m,
                )
            })
            .max_by_key(|(p, s, m)| (*p, *s, std::cmp::Reverse(m.span.start())))
            .map(|(_, _, m)| m);
        let newer = |m: &&Mention| {
            last.is_none_or(|l| (m.paragraph, m.span.start()) > (l.paragraph, l.mention.end()))
                && opens(paragraphs, m)
        };
        let i = here
            .map(|m| m.person)
            .or_else(|| subject.filter(newer).map(|m| m.person))
            .or(spoke)
            .or_else(|| subject.map(|m| m.person))?;
        Some(Speaker {
            name: self.persons[i].name.clone(),
            mention: Some(mention),
            class: SpeakerClass::Person,
        })
    }

    /// The last person named before a position of a paragraph.
    fn before(&self, paragraph: usize, at: usize) -> Option<usize> {
        let end = self
            .mentions
            .partition_point(|m| (m.paragraph, m.span.end()) <= (paragraph, at));
        let last = end.checked_sub(1).map(|i| self.mentions[i])?;
        (last.paragraph == paragraph).then_some(last.person)
    }
}

/// Whether a name opens its sentence, but for words that may stand before a subject.
fn opens(paragraphs: &[Paragraph], m: &Mention) -> bool {
    let paragraph = &paragraphs[m.paragraph];
    let s = paragraph.sentences[sentence_at(paragraph, m.span)];
    let before = paragraph.tokens[s.0..s.1]
        .iter()
        .take_while(|t| t.span.end() <= m.span.start());
    before
        .filter(|t| t.word && !t.capital && !t.is(DET | CONJ))
        .count()
        <= 2
}

fn sentence_at(paragraph: &Paragraph, span: Span) -> usize {
    let at = paragraph
        .tokens
        .partition_point(|t| t.span.end() <= span.start());
    attribution::sentence_of(paragraph, at)
}
