//! What a verb of saying makes of its sentence, by where it stands.

use super::super::lexicon::{
    ADVERB, AUX, CONJ, DET, INF, NP, OUTLET, PARTICLE, PREP, RELATIVE, SEPARABLE, SUBJUNCTIVE,
    THAT, TIME, WH,
};
use super::super::source::Range;
use super::super::text::Token;
use super::nouns::NOUN_PHRASE_TOKENS_MAX;
use super::{Found, Sentence, pronoun};

impl Sentence<'_> {
    /// "teilte … mit": whether the rest of the verb stands at the end of the clause.
    pub(super) fn complete(&self, verb: usize) -> bool {
        (verb + 1..self.to).any(|i| {
            self.plain(i)
                && self.tokens[i].is(PARTICLE)
                && (i + 1 == self.to || !self.tokens[i + 1].word)
        })
    }

    /// "Wie der Sprecher mitteilte, …", "…, wie der Sprecher sagte, …".
    pub(super) fn verb_last(&self, verb: usize) -> Option<Found> {
        let ends = verb + 1 == self.to || !self.tokens[verb + 1].word;
        if !ends {
            return None;
        }
        let wie = (self.from..verb)
            .rev()
            .take(NOUN_PHRASE_TOKENS_MAX)
            .find(|&i| {
                self.plain(i) && self.low(i) == "wie" && (i == self.from || self.parts(i - 1))
            })?;
        let source = self.noun_phrase(wie + 1, verb)?;
        let after = (verb + 1).min(self.to);
        let mut words = Vec::new();
        if wie > self.from {
            words.push(self.trimmed(self.from, wie));
        }
        words.push(self.trimmed(after, self.to));
        Some(Found {
            cue: Some((verb, verb + 1)),
            source: Some(source),
            words,
        })
    }

    /// "„…“, sagte der Sprecher." and "…, erklärte der Sprecher."
    pub(super) fn inverted(&self, verb: usize) -> Option<Found> {
        if verb > self.from && !self.parts(verb - 1) {
            return None;
        }
        if verb > self.from && self.plain(verb - 1) && self.apposition(verb).is_some() {
            return None;
        }
        let words = self.trimmed(self.from, verb);
        let first = &self.tokens[words.0];
        // "Obwohl …, bestritt er …": a subordinate clause or a phrase is no speech by itself.
        let has = |class| self.tokens[words.0..words.1].iter().any(|t| t.is(class));
        let opens = verb > self.from
            && self.plain(verb - 1)
            && self.plain(words.0)
            && !has(SUBJUNCTIVE)
            && (subordinates(first) || first.is(PREP) && !first.is(DET) && !has(AUX));
        if words.1 <= words.0 || opens {
            return None;
        }
        let source = match self.it_says(verb) {
            Some(named) => named,
            None => Some(self.noun_phrase(verb + 1, self.to)?),
        };
        let mut all = vec![words];
        // „…“, sagte sie, „…“.
        let behind = source.map_or(verb + 1, |s| s.1);
        if let Some(next) = (behind..self.to).find(|i| self.parts(*i))
            && let Some(q) = (next..self.to.min(next + 2)).find(|i| !self.plain(*i))
        {
            all.push(self.trimmed(q, self.to));
        }
        Some(Found {
            cue: Some((verb, verb + 1)),
            source,
            words: all,
        })
    }

    /// "heißt es in der Mitteilung": that "es" is nobody, and the document where one is named.
    fn it_says(&self, verb: usize) -> Option<Option<Range>> {
        let es = verb + 1 < self.to && self.low(verb + 1) == "es";
        es.then(|| {
            let place = (verb + 2..self.to.min(verb + 5))
                .find(|&i| self.plain(i) && self.tokens[i].is(PREP));
            place.and_then(|i| self.noun_phrase(i + 1, self.to))
        })
    }

    /// "Der Sprecher sagte, …", "Am Montag sagte der Sprecher: …", "Sie hat gesagt, …".
    pub(super) fn verb_second(&self, verb: usize) -> Option<Found> {
        // In the perfect the auxiliary is the finite verb.
        let start = (self.from..verb)
            .rev()
            .find(|i| self.parts(*i))
            .map_or(self.from, |i| i + 1);
        let finite = (start..verb)
            .rev()
            .find(|&i| self.plain(i) && self.tokens[i].is(AUX) && !self.tokens[i].capital);
        if finite.is_some_and(|f| !matches!(self.low(f), "hat" | "haben" | "hatte" | "hatten")) {
            return None;
        }
        let base = &self.tokens[verb].low;
        if finite.is_none()
            && base.ends_with("en")
            && verb > self.from
            && matches!(self.low(verb - 1), "zu" | "nicht")
        {
            return None;
        }
        let at = finite.unwrap_or(verb);
        let source = match self.it_says(at) {
            Some(named) => named,
            None => Some(self.subject(at)?),
        };
        let words = self.behind(verb, source)?;
        Some(Found {
            cue: Some((verb, verb + 1)),
            source,
            words: vec![words],
        })
    }

    /// The subject of the finite verb at `verb`: the constituent before it, or behind it where
    /// something else stands there.
    pub(super) fn subject(&self, verb: usize) -> Option<Range> {
        if let Some(named) = self.apposition(verb) {
            return Some(named);
        }
        let mut from = verb;
        while from > self.from && !self.parts(from - 1) && verb - from < NOUN_PHRASE_TOKENS_MAX {
            from -= 1;
        }
        // A name in marks belongs to the phrase: Der „Bote“ meldete.
        if from > self.from && !self.plain(from - 1) && from == verb {
            let whole = self.noun_phrase(self.from, verb);
            return whole.filter(|w| w.1 == verb);
        }
        while from < verb && self.tokens[from].is(CONJ) && !self.tokens[from].is(THAT) {
            from += 1;
        }
        let first = self.tokens.get(from).filter(|_| from < verb);
        let relative = from > self.from && first.is_some_and(|t| t.is(RELATIVE));
        let leads = first.is_some_and(|t| {
            !relative
                && (t.capital || t.is(DET) || pronoun(t))
                && !t.is(ADVERB | TIME)
                && (!t.is(PREP) || t.is(DET))
                && t.word
        });
        if leads {
            let phrase = self.noun_phrase(from, verb)?;
            // What the phrase leaves over may be an adverb: "Calder aber sagte".
            let rest = (phrase.1..verb).all(|i| {
                self.tokens[i].is(ADVERB | TIME | PREP | DET)
                    || !self.tokens[i].word
                    || self.tokens[i].capital
            });
            return rest.then_some(phrase);
        }
        self.noun_phrase(verb + 1, self.to)
    }

    /// "Calder, der Bürgermeister, sagte": the phrase before the first of the two commas.
    pub(super) fn apposition(&self, verb: usize) -> Option<Range> {
        if verb < self.from + 4 || !self.tokens[verb - 1].mark(',') || !self.plain(verb - 1) {
            return None;
        }
        let open =
            (self.from + 1..verb - 1).find(|&i| self.tokens[i].mark(',') && self.plain(i))?;
        let named = self.noun_phrase(self.from, open)?;
        let next = &self.tokens[open + 1];
        let fits = next.is(DET | RELATIVE) || next.capital;
        (named.1 == open && fits && !self.tokens[self.from].is(PREP | ADVERB))
            .then_some((self.from, verb - 1))
    }

    /// The words behind a verb and its subject.
    fn behind(&self, verb: usize, source: Option<Range>) -> Option<Range> {
        let t = &self.tokens[verb];
        let range = |i: usize| Some(self.trimmed(i, self.to)).filter(|w| w.1 > w.0);
        let marks = (verb + 1..self.to).filter(|i| self.plain(*i) && !self.tokens[*i].word);
        for i in marks.clone() {
            let Some(next) = self.tokens.get(i + 1).filter(|_| i + 1 < self.to) else {
                continue;
            };
            if self.tokens[i].mark(':') {
                return range(i + 1);
            }
            if self.tokens[i].mark(',')
                && next.quote.is_none()
                && next.is(THAT | WH)
                && !next.is(RELATIVE)
            {
                return range(i + 1);
            }
        }
        let behind = source.map_or(verb + 1, |s| s.1).max(verb + 1);
        for i in marks {
            if !self.tokens[i].mark(',') || i + 1 >= self.to {
                continue;
            }
            let end = (i + 1..self.to)
                .find(|k| self.plain(*k) && self.tokens[*k].mark(','))
                .unwrap_or(self.to);
            let reported = (i + 1..end).any(|k| self.tokens[k].is(SUBJUNCTIVE) || !self.plain(k));
            let infinitive =
                t.is(INF) && (i + 1..self.to).any(|k| self.plain(k) && to_infinitive(self.low(k)));
            // "sagte, sie plane …": right behind the verb it can be nothing else.
            let right = i == verb + 1 || t.is(SEPARABLE) && self.tokens[i - 1].is(PARTICLE);
            let reported = reported || right && !t.is(NP);
            if reported || infinitive {
                return range(i + 1);
            }
        }
        // „…“ with a verb that takes a thing: "nannte den Plan „…“".
        let q = (behind..self.to)
            .find(|&i| !self.plain(i) && self.quoted(i) && !self.tokens[i - 1].is(OUTLET));
        if let Some(q) = q {
            let quote = self.tokens[q].quote;
            let end = (q..self.to)
                .find(|i| self.tokens[*i].quote != quote)
                .unwrap_or(self.to);
            let alone = self.tokens[q - 1].mark(',') || end + 1 >= self.to;
            if alone || t.is(NP) {
                return Some((q, end));
            }
        }
        (t.is(NP) && behind < self.to)
            .then(|| range(behind))
            .flatten()
    }
}

/// Whether a conjunction puts the verb last.
fn subordinates(t: &Token) -> bool {
    t.is(CONJ)
        && !matches!(
            &*t.low,
            "und" | "oder" | "aber" | "denn" | "sondern" | "doch"
        )
}

/// "zu", "anzusprechen".
fn to_infinitive(low: &str) -> bool {
    low == "zu" || low.ends_with('n') && low.get(1..).is_some_and(|l| l.contains("zu"))
}
