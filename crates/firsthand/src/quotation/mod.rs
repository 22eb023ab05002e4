//! Who said what in this article, in which words, on which occasion, and by what road the words
//! came here.

mod attribution;
mod cited;
mod clause;
mod content;
mod cues;
mod described;
mod german;
mod incise;
mod interview;
mod known;
mod lexicon;
mod marks;
mod model;
mod nested;
mod occasion;
mod people;
mod road;
mod source;
mod speech;
#[cfg(test)]
mod tests;
mod text;

use crate::{Article, ArticleIx, Id, Span};
use attribution::Attribution;
pub use known::Known;
use lexicon::Lexicon;
pub use model::{Model, learn};
use text::Paragraph;
pub(crate) use text::unwrapped;

/// Index of a quotation in the pile.
pub type QuotationIx = usize;

/// One attributed span in one article.
#[derive(Clone, PartialEq, Debug)]
pub struct Quotation {
    /// Hash of the article's id and the content spans.
    pub id: Id,
    /// The article it stands in.
    pub article: ArticleIx,
    /// Whether the words are the speaker's.
    pub kind: QuotationKind,
    /// The words: between the marks of a direct quotation, the clause of an indirect one; several
    /// spans where the attribution interrupts, one a paragraph where it runs over several.
    pub content: Vec<Span>,
    /// The verb group or phrase that attributes.
    pub cue: Option<Span>,
    /// Who says it.
    pub speaker: Option<Speaker>,
    /// Where, to whom and when it was said.
    pub occasion: Option<Occasion>,
    /// From the first carrier after the speaker to the last before this article.
    pub road: Vec<Relay>,
}

/// Whether a quotation gives the words themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum QuotationKind {
    /// Every word but a leading "that" is inside quotation marks.
    Direct,
    /// None is.
    Indirect,
    /// Some are.
    Mixed,
}

/// Who says something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The resolved name, one for a person across the pile.
    pub name: String,
    /// The nearest mention as written, pronouns included.
    pub mention: Option<Span>,
    /// What kind of speaker it is.
    pub class: SpeakerClass,
}

/// What speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SpeakerClass {
    /// Someone with a name or a role that tells who.
    Person,
    /// An organisation, office or state.
    Body,
    /// A report, filing, statement.
    Document,
    /// "a senior official", "sources", "witnesses".
    Unnamed,
}

/// Venue, addressee and time of an utterance, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occasion {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A link of the road: who carried the words on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relay {
    /// As written.
    pub name: String,
    /// What it is.
    pub kind: RelayKind,
    /// Where the article names it.
    pub span: Span,
}

/// What carries words on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RelayKind {
    /// A wire.
    Agency,
    /// A publisher.
    Outlet,
    /// A document that quotes.
    Document,
    /// A person who passes it on.
    Person,
    /// A body that passes it on.
    Body,
    /// Somebody without a name: "officials", "a senior diplomat".
    Unnamed,
}

/// Every quotation of one article, in order of their first span; by the rules alone without a model.
pub fn extract(index: ArticleIx, article: &Article, model: Option<&Model>) -> Vec<Quotation> {
    let lexicon = Lexicon::of(article.language.as_deref());
    let content = article.content();
    let paragraphs = text::paragraphs(article, lexicon);
    let mut found = attribution::find(lexicon, &paragraphs);
    // The model was trained on English.
    if let Some(model) = model.filter(|_| article.language.as_deref().unwrap_or("en") == "en") {
        found = model.attributions(content, &paragraphs, &found);
        attribution::complete(&paragraphs, &mut found);
    }
    let turns = interview::find(content, &paragraphs);
    interview::settle(&turns, &paragraphs, &mut found);
    if found.is_empty() && turns.is_empty() {
        return Vec::new();
    }
    let people = people::People::read(content, lexicon, &paragraphs);
    let speakers = people.speakers(content, &paragraphs, &found);
    let mut at = Vec::new();
    let mut out = Vec::new();
    let mut made = vec![None; found.len()];
    for ((a, speaker), made) in found.iter().zip(speakers).zip(&mut made) {
        let Some((kind, words)) = words_of(content, &paragraphs, a) else {
            continue;
        };
        *made = Some(out.len());
        at.push(a.paragraph);
        out.push(Quotation {
            id: id(article, &words),
            article: index,
            kind,
            content: words,
            cue: a.cue_span.or_else(|| {
                let tokens = &paragraphs[a.paragraph].tokens;
                a.cue.map(|c| tokens_span(tokens, c))
            }),
            occasion: occasion::beside(content, &paragraphs, a),
            road: carriers(content, &people, &paragraphs, a, speaker.as_ref()),
            speaker: speaker.map(|s| Speaker {
                mention: a.source_span.or(s.mention),
                ..s
            }),
        });
    }
    if let Some(lexicon) = Lexicon::within(article.language.as_deref()) {
        for nested in nested::find(lexicon, content, &paragraphs, &found) {
            let outer = made[nested.outer].map(|i: usize| &out[i]);
            let around = &found[nested.outer];
            let told = outer.and_then(|outer| {
                within(
                    content,
                    &people,
                    &paragraphs,
                    &nested.attribution,
                    outer,
                    around,
                )
            });
            if let Some((kind, words, speaker, road)) = told {
                let a = &nested.attribution;
                at.push(a.paragraph);
                out.push(Quotation {
                    id: id(article, &words),
                    article: index,
                    kind,
                    content: words,
                    cue: a
                        .cue
                        .map(|c| tokens_span(&paragraphs[a.paragraph].tokens, c)),
                    speaker: Some(speaker),
                    occasion: None,
                    road,
                });
            }
        }
    }
    for turn in &turns {
        let words = turn.words(content, &paragraphs);
        at.push(turn.paragraph);
        out.push(Quotation {
            id: id(article, &words),
            article: index,
            kind: QuotationKind::Direct,
            content: words,
            cue: Some(paragraphs[turn.paragraph].tokens[turn.cue].span),
            speaker: people.labelled(content, &paragraphs, turn),
            occasion: None,
            road: turn.asks.map_or_else(Vec::new, |(p, label)| {
                let tokens = &paragraphs[p].tokens;
                road::outlet(content, tokens, label.0, label.1)
                    .into_iter()
                    .collect()
            }),
        });
    }
    circumstances(article, lexicon, &people, &paragraphs, &at, &mut out);
    out.sort_by(|a, b| (&a.content, a.cue, a.id).cmp(&(&b.content, b.cue, b.id)));
    out.dedup_by(|a, b| a.content == b.content);
    out
}

/// Whether a lower-case phrase is a pronoun that may stand for a speaker.
pub(crate) fn is_pronoun(low: &str, language: Option<&str>) -> bool {
    use lexicon::{HE, IT, ONE, RELATIVE, SHE, THEY};
    let class = Lexicon::of(language).class(low);
    class & (HE | SHE | THEY | IT | ONE | RELATIVE) != 0 || people::is_first_person(low)
}

/// The links of the road that the sentence of an attribution names.
fn carriers(
    content: &str,
    people: &people::People,
    paragraphs: &[Paragraph],
    a: &Attribution,
    speaker: Option<&Speaker>,
) -> Vec<Relay> {
    let mut road = road::beside(content, paragraphs, a);
    let tokens = &paragraphs[a.paragraph].tokens;
    if let Some(outer) = a.within {
        let who = people.resolve(content, paragraphs, (a.paragraph, a.sentence), outer, None);
        // "the Norda news agency" is Norda.
        let sentence = paragraphs[a.paragraph].sentences[a.sentence];
        let named = road::outlet(content, tokens, outer.0, outer.1)
            .or_else(|| road::described_before(content, tokens, sentence.0, outer));
        let relay = named.or_else(|| road::enclosing(tokens, outer, who.class, &who.name));
        if let Some(r) = relay {
            road::push(&mut road, r);
        }
    }
    // Nobody carries her own words.
    road.retain(|r| speaker.is_none_or(|s| s.name != r.name));
    road
}

/// What an attribution in somebody else's words makes: kind, words, speaker, and the road through
/// that other one; none where both are one, or where nothing tells who the other is.
fn within(
    content: &str,
    people: &people::People,
    paragraphs: &[Paragraph],
    a: &Attribution,
    outer: &Quotation,
    around: &Attribution,
) -> Option<(QuotationKind, Vec<Span>, Speaker, Vec<Relay>)> {
    let teller = outer.speaker.as_ref()?;
    let tokens = &paragraphs[a.paragraph].tokens;
    // Her own "I" is no third party.
    if people::first_person(tokens, a.source?) {
        return None;
    }
    // Words in marks are the teller's.
    let marked = a.cue.is_some_and(|c| tokens[c.0].quote.is_some());
    let (kind, words) = match marked {
        true => {
            let span = tokens_span(tokens, a.pieces.first()?.range).trim(content);
            (QuotationKind::Indirect, vec![span])
        }
        false => words_of(content, paragraphs, a)?,
    };
    let at = (a.paragraph, a.sentence);
    let mut who = people.resolve(content, paragraphs, at, a.source?, None);
    if let Some(span) = a.source_span {
        who.mention = Some(span);
        let name = who
            .name
            .strip_suffix("'s")
            .or_else(|| who.name.strip_suffix("’s"));
        who.name = name.unwrap_or(&who.name).to_owned();
    }
    if who.name.ends_with(&teller.name) || teller.name.ends_with(&who.name) {
        return None;
    }
    let told = &paragraphs[around.paragraph];
    let from = told.sentences[around.sentence].0;
    let described = road::described_before(content, &told.tokens, from, around.source?);
    let by = described.or_else(|| road::told_by(&told.tokens, around.source?, teller))?;
    let mut road = vec![by];
    for relay in &outer.road {
        road::push(&mut road, relay.clone());
    }
    road.retain(|r| r.name != who.name);
    Some((kind, words, who, road))
}

/// What stands apart from the quotations but holds for them: occasions in sentences of their own,
/// and the credit lines.
fn circumstances(
    article: &Article,
    lexicon: &Lexicon,
    people: &people::People,
    paragraphs: &[Paragraph],
    at: &[usize],
    quotations: &mut [Quotation],
) {
    let content = article.content();
    for s in occasion::standing(content, paragraphs) {
        let who = people.resolve(
            content,
            paragraphs,
            (s.paragraph, s.sentence),
            s.source,
            None,
        );
        let tokens = &paragraphs[s.paragraph].tokens;
        let relays = road::heard(
            content,
            tokens,
            paragraphs[s.paragraph].sentences[s.sentence],
        );
        for (q, p) in quotations.iter_mut().zip(at) {
            let same = q.speaker.as_ref().is_some_and(|x| x.name == who.name);
            if same && occasion::reaches(&s, *p) {
                q.occasion.get_or_insert_with(|| s.occasion.clone());
                for r in &relays {
                    road::push(&mut q.road, r.clone());
                }
            }
        }
    }
    for line in road::lines(article, lexicon) {
        for q in quotations.iter_mut() {
            let speaker = q.speaker.as_ref();
            let holds = line.speaker.as_ref().is_none_or(|name| {
                speaker.is_some_and(|s| s.name.ends_with(name.as_str()) || name.ends_with(&s.name))
            });
            if !holds {
                continue;
            }
            if q.occasion.is_none() {
                q.occasion.clone_from(&line.occasion);
            }
            for r in &line.relays {
                if speaker.is_none_or(|s| s.name != r.name) {
                    road::push(&mut q.road, r.clone());
                }
            }
        }
    }
}

fn id(article: &Article, content: &[Span]) -> Id {
    let spans = content.iter().map(|s| format!("{}-{}", s.start(), s.end()));
    Id::of('q', std::iter::once(article.id.to_string()).chain(spans))
}

/// The span of a range of tokens.
fn tokens_span(tokens: &[text::Token], range: source::Range) -> Span {
    tokens[range.0].span.join(tokens[range.1 - 1].span)
}

/// What of `span` lies within `bounds`.
fn clipped(span: Span, bounds: Span) -> Span {
    let start = span.start().max(bounds.start());
    Span::new(start, span.end().min(bounds.end()).max(start))
}

/// The spans of what is said, and whether they are the speaker's own words.
fn words_of(
    content: &str,
    paragraphs: &[Paragraph],
    a: &Attribution,
) -> Option<(QuotationKind, Vec<Span>)> {
    let mut inside = 0;
    let mut outside = 0;
    let mut pointing = 0;
    for (i, piece) in a.pieces.iter().enumerate() {
        for (k, t) in paragraphs[piece.paragraph].tokens[piece.range.0..piece.range.1]
            .iter()
            .enumerate()
        {
            let leading_that = i == 0 && k == 0 && t.is(lexicon::THAT);
            match t.quote {
                _ if !t.word => {}
                Some(_) => inside += 1,
                None if leading_that => {}
                None => {
                    outside += 1;
                    pointing += usize::from(t.is(lexicon::IT | lexicon::ONE | lexicon::DET));
                }
            }
        }
    }
    let kind = match (inside, outside) {
        (0, 0) => return None,
        // "He said this on Friday" points at words elsewhere.
        (0, 1) if pointing == 1 => return None,
        (_, 0) => QuotationKind::Direct,
        (0, _) => QuotationKind::Indirect,
        _ => QuotationKind::Mixed,
    };
    let mut spans: Vec<Span> = Vec::new();
    for piece in &a.pieces {
        let paragraph = &paragraphs[piece.paragraph];
        let tokens = &paragraph.tokens[piece.range.0..piece.range.1];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            continue;
        };
        if kind != QuotationKind::Direct {
            spans.push(first.span.join(last.span).trim(content));
            continue;
        }
        if first.quote.is_none() && first.is(lexicon::THAT) {
            spans.push(first.span);
        }
        // An attribution within the marks parts the words that they hold.
        let cue = a.cue.filter(|_| piece.paragraph == a.paragraph);
        let parted = cue.and_then(|c| paragraph.tokens[c.0].quote);
        let mut seen = None;
        for t in tokens {
            if let Some(q) = t.quote.filter(|q| seen != Some(*q)) {
                seen = t.quote;
                let inner = paragraph.quotes[q].inner;
                spans.push(match parted == Some(q) {
                    true => clipped(inner, first.span.join(last.span)).trim(content),
                    false => inner,
                });
            }
        }
    }
    spans.retain(|s| !s.is_empty());
    (!spans.is_empty()).then_some((kind, spans))
}
