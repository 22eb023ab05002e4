//! Whom does a source phrase name, within one article?
//!
//! Mentions are resolved by string and role first and pronouns by recency with a preference for
//! subjects and earlier speakers, in the order of sieves of Lee et al. (*Deterministic Coreference
//! Resolution Based on Entity-Centric, Precision-Ranked Rules*, 2013), of which we keep those that
//! need no parser.

mod introduced;
mod pronoun;

use super::attribution::Attribution;
use super::described::{bare, possessive, without_article};
use super::interview::Turn;
use super::lexicon::{
    CONJ, DET, DOCUMENT, HE, IT, ONE, PREP, RELATIVE, ROLE, SHE, THEY, UNNAMED, VERB,
};
use super::source::Range;
use super::text::{Paragraph, Token};
use super::{Speaker, SpeakerClass, tokens_span};
use crate::Span;
use crate::names::{self, Name, NameKind};

/// How many paragraphs back a pronoun may point.
const PRONOUN_PARAGRAPHS_MAX: usize = 3;

/// How many mentions on either side an office is looked for in.
const MENTIONS_MAX: usize = 500;
/// How many attributions before and behind one are read for the words that it stands in; bounds the
/// search.
const AROUND_MAX: usize = 8;

/// Someone whom the article names.
struct Person {
    /// The fullest name.
    name: String,
    gender: Option<char>,
    /// Words of her offices and of the bodies before them, lower case.
    roles: Vec<String>,
}

/// A mention of a person.
#[derive(Clone, Copy)]
struct Mention {
    paragraph: usize,
    span: Span,
    person: usize,
}

/// Everybody in one article.
pub(super) struct People {
    persons: Vec<Person>,
    /// In order of position.
    mentions: Vec<Mention>,
    /// All names, by paragraph, in order.
    names: Vec<Vec<Name>>,
    /// Whether the text speaks of somebody as he or she: where it never does, an unknown single
    /// name that speaks is rather a body's.
    pronouns: bool,
    /// Whether the language lets a verb stand without a subject.
    subjectless: bool,
    /// The endings that a name may take on in the language.
    cases: &'static [&'static str],
}

/// The speaker before.
pub(super) struct Last {
    person: Option<usize>,
    speaker: Speaker,
    paragraph: usize,
    mention: Span,
}

impl Last {
    fn near(&self, paragraph: usize) -> bool {
        paragraph <= self.paragraph + PRONOUN_PARAGRAPHS_MAX
    }
}

impl People {
    /// The speaker of every attribution, in order.
    pub(super) fn speakers(
        &self,
        content: &str,
        paragraphs: &[Paragraph],
        found: &[Attribution],
    ) -> Vec<Option<Speaker>> {
        let mut out: Vec<Option<Speaker>> = Vec::with_capacity(found.len());
        let mut last = None::<Last>;
        for a in found {
            let at = (a.paragraph, a.sentence);
            let nobody = |s: Range| {
                let tokens = &paragraphs[a.paragraph].tokens;
                s.1 - s.0 == 1 && matches!(&*tokens[s.0].low, "the" | "a" | "an")
            };
            let speaker = match a.source.filter(|s| !nobody(*s)) {
                Some(source) => Some(self.resolve(content, paragraphs, at, source, last.as_ref())),
                // Words in marks without a source are the last speaker's.
                None if a.cue.is_none() && a.source.is_none() => {
                    let near = last.as_ref().filter(|l| l.near(a.paragraph));
                    near.map(|l| Speaker {
                        mention: Some(l.mention),
                        ..l.speaker.clone()
                    })
                }
                // "Añadió que …".
                None if self.subjectless && opens_with_cue(paragraphs, a) => {
                    let near = last.as_ref().filter(|l| l.near(a.paragraph));
                    near.map(|l| Speaker {
                        mention: None,
                        ..l.speaker.clone()
                    })
                }
                None => None,
            };
            if let (Some(s), Some(source)) = (&speaker, a.source)
                && !first_person(&paragraphs[a.paragraph].tokens, source)
                && let Some(mention) = s.mention
            {
                last = Some(Last {
                    person: self.persons.iter().position(|p| p.name == s.name),
                    speaker: s.clone(),
                    paragraph: a.paragraph,
                    mention,
                });
            }
            out.push(speaker);
        }
        for (i, a) in found.iter().enumerate() {
            let told = a.source.filter(|s| {
                let tokens = &paragraphs[a.paragraph].tokens;
                first_person(tokens, *s)
            });
            if let Some(source) = told
                && let Some(who) = enclosing(found, &out, i, source)
                && let Some(speaker) = out[i].as_mut()
            {
                speaker.name = who.name;
                speaker.class = who.class;
            }
        }
        out
    }

    /// Whom the label of a turn names: somebody of the article by name or surname, in whatever
    /// letters; for a bare "A:" the first one named before it.
    pub(super) fn labelled(
        &self,
        content: &str,
        paragraphs: &[Paragraph],
        turn: &Turn,
    ) -> Option<Speaker> {
        let tokens = &paragraphs[turn.paragraph].tokens;
        let mention = tokens_span(tokens, turn.label);
        let text = mention.of(content).to_lowercase();
        let known = match turn.answers {
            true => {
                let mut before = self
                    .mentions
                    .iter()
                    .take_while(|m| m.paragraph < turn.paragraph);
                Some(before.next()?.person)
            }
            false => self.persons.iter().position(|p| {
                let name = p.name.to_lowercase();
                name == text || name.strip_suffix(&text).is_some_and(|r| r.ends_with(' '))
            }),
        };
        let (name, class) = match known {
            Some(i) => (self.persons[i].name.clone(), SpeakerClass::Person),
            None => (
                mention.of(content).to_owned(),
                self.wording(&tokens[turn.label.0..turn.label.1]),
            ),
        };
        Some(Speaker {
            name,
            mention: Some(mention),
            class,
        })
    }

    /// Whom the source phrase `source` of a sentence (its paragraph and its place in it) names.
    pub(super) fn resolve(
        &self,
        content: &str,
        paragraphs: &[Paragraph],
        at: (usize, usize),
        source: Range,
        last: Option<&Last>,
    ) -> Speaker {
        let tokens = &paragraphs[at.0].tokens;
        let mention = tokens_span(tokens, source);
        let built = |name: &str, class: SpeakerClass| Speaker {
            name: name.to_owned(),
            mention: Some(mention),
            class,
        };
        let phrase = &tokens[source.0..source.1];
        let first = &phrase[0];
        // "Calder's" is Calder.
        let whole = mention.of(content);
        let short = match tokens[source.1 - 1].possessive {
            true => whole.trim_end_matches('s').trim_end_matches(['\'', '’']),
            false => whole,
        };
        let named = Span::new(mention.start(), mention.start() + short.len());
        let person = |i: usize| built(&self.persons[i].name, SpeakerClass::Person);
        if phrase.len() == 1 && first.is(RELATIVE) && !first.capital {
            return self
                .antecedent(content, paragraphs, at, source.0)
                .map_or_else(
                    || built(mention.of(content), SpeakerClass::Unnamed),
                    |s| Speaker {
                        mention: Some(mention),
                        ..s
                    },
                );
        }
        // Who "I" is only the words around it can tell.
        if first_person(tokens, source) {
            return built(mention.of(content), SpeakerClass::Unnamed);
        }
        if phrase.len() == 1 && first.is(HE | SHE | THEY | IT | ONE) {
            return self
                .pronoun(paragraphs, at, source, first, mention, last)
                .unwrap_or_else(|| built(mention.of(content), SpeakerClass::Unnamed));
        }
        if first.is(HE | SHE) && phrase.len() > 1 {
            // "his office": somebody of hers.
            return built(mention.of(content), self.wording(phrase));
        }
        self.named(content, at.0, phrase, named)
            .map(|(name, class)| built(&name, class))
            .or_else(|| self.role(at.0, phrase, named).map(person))
            .unwrap_or_else(|| {
                let name = without_article(tokens, source, content);
                let name = name.strip_suffix(&whole[short.len()..]).unwrap_or(name);
                built(name, self.wording(phrase))
            })
    }

    /// The name in a source phrase that is its head.
    fn named(
        &self,
        content: &str,
        p: usize,
        phrase: &[Token],
        mention: Span,
    ) -> Option<(String, SpeakerClass)> {
        let comma = phrase.iter().find(|t| t.mark(',')).map(|t| t.span.start());
        let inside: Vec<&Name> = self.names[p]
            .iter()
            .filter(|n| mention.contains(n.span) || mention.overlaps(n.span))
            .collect();
        // "nach Angaben von Calder", "nannte Calder den Plan": what a name has beyond the phrase is no
        // part of it.
        let inner = |n: &Name| {
            let start = n.span.start().max(mention.start());
            Span::new(start, n.span.end().min(mention.end()).max(start))
        };
        let head_end = phrase
            .iter()
            .skip(1)
            .find(|t| t.is(PREP | RELATIVE) || t.mark(','))
            .map_or(mention.end(), |t| t.span.start());
        let roled = phrase
            .iter()
            .any(|t| t.is(ROLE | UNNAMED | DOCUMENT) && !t.capital && t.span.start() < head_end);
        // "the mayor of Hallvik, Ines Calder" and "Ines Calder, mayor of Hallvik".
        let persons = inside.iter().filter(|n| {
            (n.span.end() >= mention.end() || !possessive(content, n.span))
                && (n.kind == NameKind::Person || self.person(bare(inner(n).of(content))).is_some())
        });
        let governed = |n: &Name| {
            // "a spokesman for Calder" is not Calder.
            phrase
                .iter()
                .rfind(|t| t.span.end() <= n.span.start())
                .is_some_and(|t| t.is(PREP))
                || comma.is_none_or(|c| n.span.start() < c) && n.span.start() >= head_end
        };
        let mut best = None;
        for n in persons {
            if governed(n) {
                continue;
            }
            let last_before_head = comma.is_none_or(|c| n.span.start() < c);
            // "Calder spokesman Brian Olt": the name behind the role.
            let followed_by_role = phrase.iter().any(|t| {
                t.span.start() >= n.span.end()
                    && t.span.start() < head_end
                    && t.is(ROLE | UNNAMED)
                    && !t.capital
            });
            if followed_by_role {
                continue;
            }
            if best.is_none() || last_before_head {
                best = Some(n);
            }
        }
        if let Some(n) = best {
            let text = bare(inner(n).of(content));
            let name = self.person(text).map_or(text, |i| &self.persons[i].name);
            return Some((name.to_owned(), SpeakerClass::Person));
        }
        if roled {
            return None;
        }
        let n = inside
            .iter()
            .find(|n| !governed(n) && n.span.end() <= head_end + 1)?;
        let after = phrase
            .iter()
            .find(|t| t.word && t.span.start() >= n.span.end() && t.span.start() < head_end);
        // "Ukrainian officials", "the Hallvik police": the whole phrase names the body.
        let text = bare(inner(n).of(content));
        let of_another = n.span.end() < mention.end() && possessive(content, n.span);
        if of_another || after.is_some_and(|t| t.word) {
            return None;
        }
        let class = match n.kind {
            NameKind::Other
                if !text.contains(' ')
                    && !text.chars().all(char::is_uppercase)
                    && phrase.len() <= 2
                    && self.pronouns =>
            {
                SpeakerClass::Person
            }
            _ => SpeakerClass::Body,
        };
        Some((text.to_owned(), class))
    }

    /// "the Secretary General", "NATO chief": the person who is introduced with that office.
    fn role(&self, p: usize, phrase: &[Token], mention: Span) -> Option<usize> {
        let end = phrase
            .iter()
            .position(|t| t.is(PREP) || t.mark(','))
            .unwrap_or(phrase.len());
        let head = phrase[..end].iter().rfind(|t| t.word)?;
        if !head.is(ROLE) {
            return None;
        }
        if phrase[0].is(DET)
            && matches!(
                &*phrase[0].low,
                "a" | "an"
                    | "one"
                    | "another"
                    | "some"
                    | "ein"
                    | "eine"
                    | "un"
                    | "une"
                    | "uno"
                    | "um"
            )
        {
            return None;
        }
        let generic = matches!(&*head.low, "chief" | "head" | "leader" | "boss");
        let other: Vec<&str> = phrase
            .iter()
            .filter(|t| t.word && t.span != head.span && !t.is(DET | PREP))
            .map(|t| &*t.low)
            .collect();
        let fits = |person: &Person| {
            let has = |w: &str| person.roles.iter().any(|r| r == w);
            let office =
                has(&head.low) || (generic && !person.roles.is_empty() && !other.is_empty());
            office && other.iter().all(|w| has(w) || names::is_function_word(w))
        };
        let middle = self
            .mentions
            .partition_point(|m| (m.paragraph, m.span.start()) < (p, mention.start()));
        let near = self.mentions[..middle]
            .iter()
            .rev()
            .take(MENTIONS_MAX)
            .chain(self.mentions[middle..].iter().take(MENTIONS_MAX))
            .find(|m| fits(&self.persons[m.person]));
        near.map(|m| m.person)
    }

    /// What kind of speaker a phrase without a name is.
    fn wording(&self, phrase: &[Token]) -> SpeakerClass {
        let end = phrase
            .iter()
            .position(|t| t.is(PREP) || t.mark(','))
            .unwrap_or(phrase.len());
        let head = phrase[..end].iter().rfind(|t| t.word).unwrap_or(&phrase[0]);
        let named = phrase.iter().any(|t| t.capital);
        match () {
            () if head.is(DOCUMENT) => SpeakerClass::Document,
            () if head.is(UNNAMED) => SpeakerClass::Unnamed,
            () if head.is(ROLE)
                && phrase[0].is(DET)
                && matches!(&*phrase[0].low, "a" | "an" | "one" | "another") =>
            {
                SpeakerClass::Unnamed
            }
            () if head.is(ROLE) => SpeakerClass::Person,
            () if names::is_body_word(&head.low) => SpeakerClass::Body,
            () if named || head.low.ends_with('s') || head.is(VERB) => SpeakerClass::Body,
            () => SpeakerClass::Unnamed,
        }
    }
}

/// Whether a source is "I" or "we".
pub(super) fn first_person(tokens: &[Token], source: Range) -> bool {
    source.1 - source.0 == 1 && is_first_person(&tokens[source.0].low)
}

/// Whether a lower-case word is "I" or "we".
pub(super) fn is_first_person(low: &str) -> bool {
    matches!(low, "i" | "we" | "ich" | "wir")
}

/// The speaker in whose words the source of attribution `i` stands; found among its neighbours, as
/// attributions are in the order of their cues.
fn enclosing(
    found: &[Attribution],
    speakers: &[Option<Speaker>],
    i: usize,
    source: Range,
) -> Option<Speaker> {
    let p = found[i].paragraph;
    let around = |k: &usize| {
        // "I" within what "I" said is as open.
        *k != i
            && (speakers[*k].as_ref()).is_some_and(|s| s.class != SpeakerClass::Unnamed)
            && found[*k]
                .cue
                .is_none_or(|c| source.0 < c.0 || c.1 <= source.0)
            && found[*k].pieces.iter().any(|piece| {
                piece.paragraph == p && piece.range.0 <= source.0 && source.1 <= piece.range.1
            })
    };
    let last = found.len().min(i + 1 + AROUND_MAX);
    let k = (i.saturating_sub(AROUND_MAX)..last).find(around)?;
    speakers[k].clone()
}

/// Whether nothing but a conjunction stands before the cue of an attribution.
fn opens_with_cue(paragraphs: &[Paragraph], a: &Attribution) -> bool {
    let paragraph = &paragraphs[a.paragraph];
    let from = paragraph.sentences[a.sentence].0;
    a.cue.is_some_and(|c| {
        let before = &paragraph.tokens[from..c.0];
        before.iter().all(|t| !t.word || t.is(CONJ))
    })
}
