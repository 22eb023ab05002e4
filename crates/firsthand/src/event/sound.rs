//! How does a name sound, whatever alphabet and language it is written in?
//!
//! "Ткачук", "Tkatchouk", "Tkaczuk" and "Tkachuk" are one name. A key keeps the consonants of a word
//! in classes that the spellings of Europe have in common, drops the vowels, and keeps a mark for a
//! vowel at the start (after the Daitch-Mokotoff soundex, 1985, which did this for the surnames of
//! one region; we depart in reading `ch`, `j`, `h` and `c` as the language of the text does, and in
//! keeping all of the word). Keys are compared between languages only: within one, words are spelled
//! alike and need none.

use unicode_normalization::UnicodeNormalization;

/// Classes that a key must have to tell one name from another.
const CLASSES_MIN: usize = 3;

/// Letters that must be left when an ending is taken off.
const STEM_MIN: usize = 3;

/// Endings of the cases of names that have a consonant, by language.
const ENDINGS: [(&[&str], &[&str]); 3] = [
    (
        &["ru", "uk", "be", "bg"],
        &[
            "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ові", "еві", "єві", "ым",
            "им", "ом", "ем", "єм", "ах", "ях", "ам", "ям",
        ],
    ),
    (
        &["pl", "cs", "sk", "hr", "sl"],
        &[
            "owi", "ovi", "ami", "ego", "emu", "ach", "em", "om", "im", "ym",
        ],
    ),
    (&["de", "en", "sv", "nl", "da", "no"], &["s"]),
];

/// The keys of a word of a text in `language`: of the word as it stands, and without what may be the
/// ending of a case.
pub(super) fn keys(word: &str, language: &str) -> Vec<String> {
    let lower: String = word.to_lowercase();
    let stem = ENDINGS
        .iter()
        .filter(|(languages, _)| languages.contains(&language))
        .flat_map(|(_, endings)| endings.iter())
        .find_map(|ending| lower.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= STEM_MIN);
    let mut out: Vec<String> = [Some(lower.as_str()), stem]
        .into_iter()
        .flatten()
        .map(|w| key(w, language))
        .filter(|k| k.len() >= CLASSES_MIN)
        .collect();
    out.dedup();
    out
}

/// What a letter sounds like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    /// A consonant, by the letter of its class.
    Class(char),
    Vowel,
    /// What is not heard or heard by some only.
    Mute,
}

fn key(lower: &str, language: &str) -> String {
    let letters: Vec<char> = plain(lower);
    let mut out = String::new();
    let mut last = Sound::Mute;
    let mut at = 0;
    while at < letters.len() {
        let (sounds, taken) = read(&letters[at..], at == 0, language);
        for &sound in sounds {
            match sound {
                Sound::Vowel if at == 0 => out.push('a'),
                // A double letter is one.
                Sound::Class(c) if last != sound => out.push(c),
                _ => {}
            }
            last = sound;
        }
        at += taken;
    }
    out
}

/// The letters without their marks, but for those that sound otherwise with one.
fn plain(lower: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'a'..='z' => out.push(c),
            'ç' | 'š' | 'č' | 'ś' | 'ć' | 'ž' | 'ź' | 'ż' | 'ş' => out.push('š'),
            'ł' => out.push('l'),
            'ø' | 'œ' | 'æ' => out.push('o'),
            'ß' => out.push('s'),
            'й' | 'ї' | 'ё' => out.push('и'),
            _ => out.extend(c.nfd().filter(|c| c.is_alphabetic())),
        }
    }
    out
}

/// The sounds at the start of `letters`, and how many letters they take.
fn read(letters: &[char], first: bool, language: &str) -> (&'static [Sound], usize) {
    use Sound::{Class, Mute, Vowel};
    const S: &[Sound] = &[Class('s')];
    const K: &[Sound] = &[Class('k')];
    const G: &[Sound] = &[Class('g')];
    const MUTE: &[Sound] = &[Mute];
    let starts = |with: &str| {
        let mut wanted = with.chars();
        let mut have = letters.iter();
        wanted.all(|w| have.next() == Some(&w))
    };
    let hissing: &[&str] = match letters[0] {
        's' => &["schtsch", "shch", "sch", "sz", "sh"],
        't' => &["tsch", "tch", "tz", "ts"],
        'c' => &["cz"],
        'z' => &["zh"],
        'd' => &["dz"],
        'т' => &["тс"],
        'д' => &["дз"],
        _ => &[],
    };
    if let Some(found) = hissing.iter().find(|h| starts(h)) {
        return (S, found.chars().count());
    }
    if starts("дж") {
        return (G, 2);
    }
    if starts("rz") && language == "pl" {
        return (S, 2);
    }
    if starts("ch") {
        let sounds = match language {
            "it" | "ro" => K,
            "de" | "pl" | "cs" | "sk" | "nl" => MUTE,
            _ => S,
        };
        return (sounds, 2);
    }
    let pair: &[Sound] = match letters {
        ['k', 'h', ..] => MUTE,
        ['p', 'h', ..] => &[Class('f')],
        ['t', 'h', ..] => &[Class('t')],
        ['g', 'h', ..] => G,
        ['c', 'k', ..] | ['q', 'u', ..] => K,
        _ => &[],
    };
    if !pair.is_empty() {
        return (pair, 2);
    }
    let soft = letters.get(1).is_some_and(|c| matches!(c, 'e' | 'i' | 'y'));
    let sounds: &[Sound] = match letters[0] {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'а' | 'е' | 'є' | 'и' | 'і' | 'о' | 'у' | 'ы' | 'э'
        | 'ю' | 'я' => &[Vowel],
        'b' | 'б' => &[Class('b')],
        'c' if soft || letters.len() == 1 => S,
        'c' | 'k' | 'q' | 'к' => K,
        'd' | 'д' => &[Class('d')],
        'f' | 'ф' => &[Class('f')],
        // At the start it mostly stands for the h of another language, within for its g.
        'г' if first && language == "uk" => MUTE,
        'g' | 'г' | 'ґ' => G,
        'j' => match language {
            "en" | "fr" => G,
            "es" => MUTE,
            _ => &[Vowel],
        },
        'l' | 'л' => &[Class('l')],
        'm' | 'м' => &[Class('m')],
        'n' | 'н' => &[Class('n')],
        'p' | 'п' => &[Class('p')],
        'r' | 'р' => &[Class('r')],
        's' | 'z' | 'š' | 'с' | 'з' | 'ж' | 'ц' | 'ч' | 'ш' | 'щ' => S,
        't' | 'т' => &[Class('t')],
        'v' | 'w' | 'в' => &[Class('v')],
        'x' => &[Class('k'), Class('s')],
        _ => MUTE,
    };
    (sounds, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two spellings have a key in common.
    fn same(a: (&str, &str), b: (&str, &str)) -> bool {
        let theirs = keys(b.0, b.1);
        keys(a.0, a.1).iter().any(|k| theirs.contains(k))
    }

    #[test]
    fn one_name_in_many_spellings_has_one_key() {
        for spellings in [
            &[
                ("Ткачук", "uk"),
                ("Tkatchouk", "fr"),
                ("Tkaczuk", "pl"),
                ("Tkatschuk", "de"),
                ("Tkachuk", "en"),
            ][..],
            &[
                ("Столтенберга", "ru"),
                ("Stoltenberg", "it"),
                ("Столтенберг", "uk"),
                ("Stoltenbergs", "de"),
            ],
            &[
                ("Зеленского", "ru"),
                ("Зеленський", "uk"),
                ("Zelensky", "en"),
                ("Zełenskiego", "pl"),
            ],
            &[("Макрона", "ru"), ("Macron", "fr"), ("Macronem", "pl")],
            &[("Scholz", "de"), ("Шольц", "ru"), ("Scholzem", "pl")],
            &[("Генрік", "uk"), ("Хенрик", "ru"), ("Henrik", "en")],
        ] {
            for other in &spellings[1..] {
                assert!(same(spellings[0], *other), "{:?} {other:?}", spellings[0]);
            }
        }
    }

    #[test]
    fn different_names_have_different_keys() {
        for (a, b) in [
            ("Макрон", "Merkel"),
            ("Сольберг", "Solvay"),
            ("Иванов", "Novak"),
        ] {
            assert!(!same((a, "ru"), (b, "en")), "{a} {b}");
        }
        assert!(keys("Ia", "it").is_empty(), "two vowels tell nothing");
    }
}
