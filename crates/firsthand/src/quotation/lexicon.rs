//! What a language's words do in an attribution, read from `data/cues-xx.txt`.

use crate::names::entries;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may do; a set, as most words do several things.
pub(super) type Class = u64;

macro_rules! classes {
    ($($name:ident = $word:literal at $bit:literal;)*) => {
        $(#[doc = concat!("The class `", $word, "` of the lexicons.")]
        pub(super) const $name: Class = 1 << $bit;)*
        /// The class that a line of a lexicon names.
        fn class(word: &str) -> Option<Class> {
            match word { $($word => Some($name),)* _ => None }
        }
    };
}

classes! {
    SAY = "say" at 0;
    BELIEVE = "believe" at 1;
    SHOW = "show" at 2;
    NP = "np" at 3;
    INF = "inf" at 4;
    SEEM = "seem" at 5;
    PHRASE = "phrase" at 6;
    THAT = "that" at 7;
    WH = "wh" at 8;
    HE = "he" at 9;
    SHE = "she" at 10;
    THEY = "they" at 11;
    IT = "it" at 12;
    ONE = "one" at 13;
    RELATIVE = "relative" at 14;
    AUX = "aux" at 15;
    BE = "be" at 16;
    NOT = "not" at 17;
    ADVERB = "adverb" at 18;
    PREP = "preposition" at 19;
    CONJ = "conjunction" at 20;
    DET = "determiner" at 21;
    TIME = "time" at 22;
    ADDRESSEE = "addressee" at 23;
    NOUN = "noun" at 24;
    UNNAMED = "unnamed" at 25;
    DOCUMENT = "document" at 26;
    ROLE = "role" at 27;
    TELL = "tell" at 28;
    VENUE = "venue" at 29;
    CARRY = "carry" at 30;
    OUTLET = "outlet" at 31;
    FORM_BASE = "form-base" at 32;
    FORM_ING = "form-ing" at 33;
    FORM_PAST = "form-past" at 34;
    FORM_THIRD = "form-third" at 35;
    COMMA = "comma" at 36;
    SEPARABLE = "separable" at 37;
    PARTICLE = "particle" at 38;
    SUBJUNCTIVE = "subjunctive" at 39;
    ATTITUDE = "attitude" at 40;
    MOOD = "mood" at 41;
    STANCE = "stance" at 42;
    AGENT = "agent" at 43;
    SUBJECTLESS = "subjectless" at 44;
    CASE = "case" at 45;
    INCISE = "incise" at 46;
}

/// Every class of verb that attributes.
pub(super) const VERB: Class = SAY | BELIEVE | SHOW | NP | INF | SEEM;

/// The words of one language.
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Class>,
    /// Phrases by their first word, longest first.
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, Class)>>,
    /// Whether there are words of the mood in which German reports speech.
    subjunctive: bool,
    /// Whether a verb may stand without a subject: "Añadió que …".
    subjectless: bool,
    /// The endings that a name may take on.
    cases: Vec<&'static str>,
    /// Whether an attribution may stand within the marks.
    parts_marks: bool,
}

impl Lexicon {
    /// The lexicon of `language`, or none where there is none.
    pub(super) fn of(language: Option<&str>) -> &'static Lexicon {
        match language.unwrap_or("en") {
            "en" => &EN,
            "de" => &DE,
            "fr" => &FR,
            "es" => &ES,
            "it" => &IT_,
            "pt" => &PT,
            "uk" => &UK,
            "ru" => &RU,
            "pl" => &PL,
            "nl" => &NL,
            _ => &NONE,
        }
    }

    /// The words that attribute within other words in `language`: a list apart, for these words do
    /// other things too, which the first lexicon tells.
    pub(super) fn within(language: Option<&str>) -> Option<&'static Lexicon> {
        (language.unwrap_or("en") == "en").then_some(&*EN_WITHIN)
    }

    /// Whether it is that of German, whose sentences have rules of their own.
    pub(super) fn is_german(&self) -> bool {
        self.subjunctive
    }

    /// Whether a verb may stand without a subject, which is then the last speaker.
    pub(super) fn is_subjectless(&self) -> bool {
        self.subjectless
    }

    /// Whether an attribution may stand within the marks.
    pub(super) fn parts_marks(&self) -> bool {
        self.parts_marks
    }

    /// The endings that a name may take on.
    pub(super) fn cases(&self) -> &[&'static str] {
        &self.cases
    }

    /// What `word`, in lower case, may do.
    pub(super) fn class(&self, word: &str) -> Class {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// The phrases that begin with `word`, longest first.
    pub(super) fn phrases(&self, word: &str) -> &[(Vec<&'static str>, Class)] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    fn read(file: &'static str) -> Self {
        let (mut subjunctive, mut subjectless, mut parts_marks) = (false, false, false);
        let mut cases = Vec::new();
        let mut words = FxHashMap::<&'static str, Class>::default();
        let mut phrases = FxHashMap::<&'static str, Vec<(Vec<&'static str>, Class)>>::default();
        for line in entries(file) {
            let Some((class, forms)) = line
                .split_once('\t')
                .and_then(|(c, f)| Some((class(c)?, f)))
            else {
                continue;
            };
            let verb = class & (VERB | ATTITUDE) != 0;
            subjunctive |= class & SUBJUNCTIVE != 0;
            subjectless |= class & SUBJECTLESS != 0;
            parts_marks |= class & INCISE != 0;
            if class & (SUBJECTLESS | INCISE) != 0 {
                continue;
            }
            if class & CASE != 0 {
                cases.extend(forms.split(' '));
                continue;
            }
            for (i, form) in forms.split(' ').enumerate() {
                let kind = match i {
                    _ if !verb => 0,
                    0 => FORM_BASE,
                    1 => FORM_THIRD,
                    _ if form.split('_').next().is_some_and(|w| w.ends_with("ing")) => FORM_ING,
                    _ => FORM_PAST,
                };
                let parts: Vec<_> = form.split('_').collect();
                if let [word] = parts[..] {
                    *words.entry(word).or_default() |= class | kind;
                } else {
                    let list = phrases.entry(parts[0]).or_default();
                    match list.iter_mut().find(|(p, _)| *p == parts) {
                        Some((_, known)) => *known |= class | kind,
                        None => list.push((parts, class | kind)),
                    }
                }
            }
        }
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted alone")]
        for list in phrases.values_mut() {
            list.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
        }
        Lexicon {
            words,
            phrases,
            subjunctive,
            subjectless,
            cases,
            parts_marks,
        }
    }
}

macro_rules! lexicons {
    ($($name:ident = $file:literal;)*) => {
        $(static $name: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::read(include_str!(concat!("../../data/cues-", $file, ".txt")))
        });)*
    };
}

lexicons! {
    EN = "en"; DE = "de"; FR = "fr"; ES = "es"; IT_ = "it"; PT = "pt"; UK = "uk"; RU = "ru";
    PL = "pl"; NL = "nl"; EN_WITHIN = "en-within";
}

static NONE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(""));
