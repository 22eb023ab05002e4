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
    if plainly_english(sample) {
        return Some("en".to_owned());
    }
    let enough = sample.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_MIN
        || sample
            .chars()
            .filter(|c| crate::words::unspaced(*c))
            .count()
            >= LETTERS_MIN / 4;
    let seen = enough.then(|| whatlang::detect(sample)).flatten();
    let declared = declared.and_then(tag);
    if seen
        .as_ref()
        .is_some_and(|s| matches!(s.lang(), Lang::Nob | Lang::Dan))
        && let Some(lang) = scandinavian(sample, declared.as_deref())
    {
        return Some(lang.to_owned());
    }
    match seen {
        Some(seen) if seen.is_reliable() => Some(short(seen.lang()).to_owned()),
        Some(seen) if declared.is_none() => {
            let lang = frequent(sample).unwrap_or_else(|| short(seen.lang()));
            Some(lang.to_owned())
        }
        _ => declared,
    }
}

/// Whether a word is frequent in English, and not so in other languages.
fn is_english(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "to"
            | "that"
            | "said"
            | "with"
            | "for"
            | "from"
            | "this"
            | "have"
            | "has"
            | "are"
            | "were"
            | "been"
            | "which"
            | "their"
            | "they"
            | "would"
            | "who"
            | "his"
            | "her"
            | "he"
            | "she"
            | "had"
            | "but"
            | "about"
            | "after"
            | "when"
            | "there"
            | "than"
            | "what"
            | "its"
            | "our"
            | "you"
            | "not"
            | "by"
            | "it"
    )
}

/// Fewest such words, and their least share as one in so many, that make a text plainly English: 92 % of
/// the articles of `pile` have one in five, and a text half in another language one in eight or so.
const ENGLISH_WORDS_MIN: usize = 12;
/// See [`ENGLISH_WORDS_MIN`].
const ENGLISH_ONE_IN: usize = 5;

/// Whether a text is English at the first glance, as most of what is read: telling languages apart by
/// their trigrams took a twentieth of the time of reading quotations.
fn plainly_english(sample: &str) -> bool {
    let (mut all, mut english) = (0, 0);
    let words = sample.split(|c: char| !c.is_alphabetic());
    for word in words.filter(|w| !w.is_empty()) {
        all += 1;
        english += usize::from(is_english(word));
    }
    english >= ENGLISH_WORDS_MIN && english * ENGLISH_ONE_IN >= all
}

/// Common words that Danish and Norwegian (Bokmål) write differently: the two have the same letters and nearly the
/// same trigrams, so that detection takes one for the other.
const DANISH: [&str; 14] = [
    "af", "blev", "efter", "nogle", "noget", "mig", "sig", "været", "havde", "siger", "nu", "uden",
    "hvad", "mellem",
];
const NORWEGIAN: [&str; 14] = [
    "av", "ble", "etter", "noen", "noe", "meg", "seg", "vært", "hadde", "sier", "nå", "uten",
    "hva", "mellom",
];

/// Danish or Norwegian, by those words, else as declared.
fn scandinavian(sample: &str, declared: Option<&str>) -> Option<&'static str> {
    let (mut danish, mut norwegian) = (0, 0);
    for word in crate::words::words(sample, crate::Span::new(0, sample.len())) {
        let word = word.of(sample).to_lowercase();
        danish += usize::from(DANISH.contains(&&*word));
        norwegian += usize::from(NORWEGIAN.contains(&&*word));
    }
    match (danish.cmp(&norwegian), declared) {
        (std::cmp::Ordering::Less, Some("nn")) => Some("nn"),
        (std::cmp::Ordering::Less, _) => Some("nb"),
        (std::cmp::Ordering::Greater, _) => Some("da"),
        (_, Some("no" | "nb")) => Some("nb"),
        (_, Some("nn")) => Some("nn"),
        (_, Some("da")) => Some("da"),
        _ => None,
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
    use super::{of, plainly_english};

    #[test]
    fn words_beat_a_wrong_tag_and_short_text_falls_back_on_it() {
        let german = "Der Bürgermeister hat am Montag erklärt, dass die Brücke im Herbst wieder \
                      geöffnet wird und die Stadt die Kosten allein trägt.";
        assert_eq!(of(german, Some("en-US")).as_deref(), Some("de"));
        assert_eq!(of("Ja.", Some("de_AT")).as_deref(), Some("de"));
        assert_eq!(of("Ja.", None), None);
        assert_eq!(of("", Some("not a tag")), None);
    }

    #[test]
    fn a_sentence_or_two_tell_the_language() {
        let told = [
            (
                "en",
                "The council closed the old bridge on Monday, and the mayor said that it will not open again this year.",
            ),
            (
                "de",
                "Der Stadtrat hat die alte Brücke am Montag gesperrt, und sie wird in diesem Jahr nicht mehr geöffnet.",
            ),
            (
                "fr",
                "Le conseil municipal a fermé le vieux pont lundi, et il ne sera pas rouvert avant la fin de l’année.",
            ),
            (
                "es",
                "El ayuntamiento cerró el lunes el viejo puente, que no volverá a abrirse hasta el próximo año, según la alcaldesa.",
            ),
            (
                "it",
                "Il consiglio comunale ha chiuso lunedì il vecchio ponte, che non sarà riaperto prima della fine dell’anno.",
            ),
            (
                "pt",
                "A câmara municipal fechou na segunda-feira a velha ponte, que não será reaberta antes do fim do ano.",
            ),
            (
                "nl",
                "De gemeenteraad heeft de oude brug maandag gesloten, en hij gaat dit jaar niet meer open, zei de burgemeester.",
            ),
            (
                "pl",
                "Rada miasta zamknęła w poniedziałek stary most, który nie zostanie otwarty przed końcem roku.",
            ),
            (
                "ru",
                "Городской совет закрыл в понедельник старый мост, и до конца года его не откроют, сказала мэр.",
            ),
            (
                "uk",
                "Міська рада закрила в понеділок старий міст, і до кінця року його не відкриють, сказала мерка.",
            ),
            (
                "cs",
                "Městská rada v pondělí uzavřela starý most, který se letos už znovu neotevře, řekla starostka.",
            ),
            (
                "hu",
                "A városi tanács hétfőn lezárta a régi hidat, amelyet az idén már nem nyitnak meg újra.",
            ),
            (
                "fi",
                "Kaupunginvaltuusto sulki vanhan sillan maanantaina, eikä sitä avata enää tänä vuonna.",
            ),
            (
                "sv",
                "Kommunfullmäktige stängde den gamla bron i måndags, och den öppnas inte igen i år, sade borgmästaren.",
            ),
            (
                "da",
                "Byrådet lukkede den gamle bro mandag, og den bliver ikke åbnet igen i år, siger borgmesteren efter mødet.",
            ),
            (
                "nb",
                "Kommunestyret stengte den gamle broen mandag, og den blir ikke åpnet igjen i år, sier ordføreren etter møtet.",
            ),
            (
                "tr",
                "Belediye meclisi pazartesi günü eski köprüyü kapattı ve köprü bu yıl yeniden açılmayacak.",
            ),
            (
                "el",
                "Το δημοτικό συμβούλιο έκλεισε τη Δευτέρα την παλιά γέφυρα, που δεν θα ανοίξει ξανά φέτος.",
            ),
            (
                "ar",
                "أغلق مجلس المدينة الجسر القديم يوم الاثنين ولن يفتح مرة أخرى هذا العام كما قالت رئيسة البلدية",
            ),
            (
                "he",
                "מועצת העיר סגרה ביום שני את הגשר הישן, והוא לא ייפתח שוב השנה, אמרה ראש העיר.",
            ),
            ("zh", "市议会星期一关闭了这座旧桥，市长说今年不会再开放。"),
            (
                "ja",
                "市議会は月曜日に古い橋を閉鎖し、今年は再び開通しないと市長が述べた。",
            ),
            (
                "ko",
                "시의회는 월요일에 오래된 다리를 폐쇄했으며 올해 안에는 다시 열지 않을 것이라고 시장이 말했다.",
            ),
            (
                "hi",
                "नगर परिषद ने सोमवार को पुराना पुल बंद कर दिया और महापौर ने कहा कि यह इस साल फिर नहीं खुलेगा।",
            ),
        ];
        let wrong: Vec<_> = told
            .iter()
            .filter(|(l, t)| of(t, None).as_deref() != Some(l))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        // So long that frequent words may tell it at the first glance.
        let english = told.iter().filter(|(_, t)| plainly_english(&t.repeat(20)));
        assert_eq!(english.map(|(l, _)| *l).collect::<Vec<_>>(), ["en"]);
    }

    #[test]
    fn danish_and_norwegian_are_told_apart_by_their_words_then_by_the_tag() {
        let norwegian = "Broen ble stengt av kommunen etter at noen hadde funnet sprekker, og ingen vet hva det koster.";
        assert_eq!(of(norwegian, Some("da")).as_deref(), Some("nb"));
        assert_eq!(of(norwegian, Some("nn")).as_deref(), Some("nn"));
    }
}
