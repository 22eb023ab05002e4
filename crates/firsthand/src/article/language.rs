//! Which language is this article in?

use whatlang::Lang;

/// Bytes of article text that are looked at: trigram counts change little beyond (seen on the
/// German and English evaluation articles), and a huge page must not cost more than a small one.
pub(super) const SAMPLE_BYTES: usize = 2_000;

/// Fewest letters that detection is trusted with; a headline alone is often misread.
const LETTERS_MIN: usize = 40;

/// The language of `sample`, as ISO 639-1 where there is a code, else 639-3: what the words show
/// where that is clear, else what the page declares.
pub(super) fn of(sample: &str, declared: Option<&str>) -> Option<String> {
    let mut end = sample.len().min(SAMPLE_BYTES);
    while !sample.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &sample[..end];
    let enough = sample.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_MIN
        || sample
            .chars()
            .filter(|c| crate::words::unspaced(*c))
            .count()
            >= LETTERS_MIN / 4;
    let seen = enough.then(|| whatlang::detect(sample)).flatten();
    let declared = declared.and_then(tag);
    match seen {
        Some(seen) if seen.is_reliable() => Some(short(seen.lang()).to_owned()),
        Some(seen) if declared.is_none() => {
            let lang = frequent(sample).unwrap_or_else(|| short(seen.lang()));
            Some(lang.to_owned())
        }
        _ => declared,
    }
}

/// The most frequent words of some languages, as far as they are unmistakable together: what letters
/// leave open in a sentence or two, these say.
const FREQUENT: [(&str, &[&str]); 8] = [
    (
        "en",
        &[
            "the", "of", "and", "to", "in", "that", "said", "is", "was", "will", "have", "not",
            "we", "with", "on", "for", "by", "he", "she", "it", "this",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "ist", "nicht", "mit", "von", "den", "dass", "sagte", "wir",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "est", "dans", "une", "que", "qui", "pas", "pour", "nous",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "que", "una", "por", "con", "del", "para", "en", "no",
        ],
    ),
    (
        "it",
        &[
            "il", "che", "di", "della", "per", "non", "una", "gli", "sono", "ha",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "que", "uma", "não", "para", "do", "da", "com", "disse",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "van", "dat", "niet", "met", "op", "zijn", "zei",
        ],
    ),
    (
        "pl",
        &["i", "w", "na", "nie", "się", "jest", "że", "powiedział"],
    ),
];

/// Fewest of these words that decide. Chosen by judgement; not calibrated.
const FREQUENT_MIN: usize = 2;

/// The language whose frequent words a short text has most of, if no other has as many.
fn frequent(sample: &str) -> Option<&'static str> {
    let words: Vec<String> = crate::words::words(sample, crate::Span::new(0, sample.len()))
        .map(|w| w.of(sample).to_lowercase())
        .collect();
    let count = |list: &[&str]| words.iter().filter(|w| list.contains(&w.as_str())).count();
    let counts = FREQUENT.map(|(lang, list)| (count(list), lang));
    let best = counts
        .iter()
        .map(|c| c.0)
        .max()
        .filter(|n| *n >= FREQUENT_MIN)?;
    let mut first = counts.iter().filter(|c| c.0 == best);
    let lang = first.next()?.1;
    first.next().is_none().then_some(lang)
}

/// The language part of a tag ("en-GB", "pt_BR"), lower case.
fn tag(declared: &str) -> Option<String> {
    let part = declared.trim().split(['-', '_']).next()?;
    let plausible = (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    plausible.then(|| part.to_ascii_lowercase())
}

/// The two-letter code of a language.
fn short(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn words_beat_a_wrong_tag_and_short_text_falls_back_on_it() {
        let german = "Der Bürgermeister hat am Montag erklärt, dass die Brücke im Herbst wieder \
                      geöffnet wird und die Stadt die Kosten allein trägt.";
        assert_eq!(of(german, Some("en-US")).as_deref(), Some("de"));
        assert_eq!(of("Ja.", Some("de_AT")).as_deref(), Some("de"));
        assert_eq!(of("Ja.", None), None);
        assert_eq!(of("", Some("not a tag")), None);
    }
}
