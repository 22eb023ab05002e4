//! Words and sentences: the units that every stage compares by.

mod mend;

use crate::Span;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

/// The words of `span`, in order: runs of letters and digits with the apostrophes, hyphens, points
/// and commas that stand between two of them ("didn't", "Secretary-General", "3,000"). In scripts
/// that are written without spaces every character is a word.
///
/// ```
/// use firsthand::{Span, words};
/// let text = "He didn't pay €3,000.";
/// let w: Vec<_> = words::words(text, Span::new(0, text.len())).map(|s| s.of(text)).collect();
/// assert_eq!(w, ["He", "didn't", "pay", "3,000"]);
/// ```
pub fn words(content: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let text = span.of(content);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let first = text[start..].chars().next()?;
        let mut end = start + first.len_utf8();
        let mut last = first;
        while !unspaced(first) {
            // Most words are ASCII to their end.
            let run = text.as_bytes()[end..].iter();
            let run = run.take_while(|b| b.is_ascii_alphanumeric()).count();
            if run > 0 {
                end += run;
                last = char::from(text.as_bytes()[end - 1]);
            }
            let mut rest = text[end..].chars();
            let Some(c) = rest.next() else { break };
            let goes_on = if c.is_alphanumeric() {
                !unspaced(c)
            } else {
                combining(c) || rest.next().is_some_and(|next| joins(last, c, next))
            };
            if !goes_on {
                break;
            }
            end += c.len_utf8();
            last = c;
        }
        at = end;
        Some(Span::new(span.start() + start, span.start() + end))
    })
}

/// Whether `c` between two characters keeps them one word.
fn joins(before: char, c: char, after: char) -> bool {
    match c {
        '\'' | '’' | 'ʼ' | '-' | '‐' | '‑' => {
            before.is_alphanumeric() && after.is_alphanumeric()
        }
        '.' | ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Marks that belong to the letter before them.
fn combining(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// The first of the letters below: most text has none, and every character of it is asked.
const FIRST_UNSPACED: char = '\u{E00}';

/// Scripts written without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese.
#[inline]
pub fn unspaced(c: char) -> bool {
    c >= FIRST_UNSPACED
        && matches!(c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// The form under which two spellings of one word are equal: NFKC, lower case, plain apostrophes
/// and hyphens, no group separators within numbers.
///
/// ```
/// assert_eq!(firsthand::words::norm("Didn’t"), "didn't");
/// assert_eq!(firsthand::words::norm("3,000"), "3000");
/// ```
pub fn norm(word: &str) -> String {
    if word.is_ascii() {
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        let mut lower = word.to_ascii_lowercase();
        if number && lower.contains(',') {
            lower.retain(|c| c != ',');
        }
        return lower;
    }
    word.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | 'ʼ' | '‘' => '\'',
            '‐' | '‑' => '-',
            c => c,
        })
        .collect()
}

/// Hash of the normal form of a word, without building it where the word is short ASCII.
pub(crate) fn hash(word: &str) -> u64 {
    let mut buffer = [0u8; 32];
    let bytes = word.as_bytes();
    let number = bytes.first().is_some_and(u8::is_ascii_digit);
    let plain = bytes.len() <= buffer.len() && word.is_ascii();
    if plain && !(number && bytes.contains(&b',')) {
        let lower = &mut buffer[..bytes.len()];
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        xxh3_64(lower)
    } else {
        xxh3_64(norm(word).as_bytes())
    }
}

/// The word in lower case; most are so, and are not copied.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    let small = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    match word.bytes().all(small) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

/// The sentences of `span`, edge white space excluded, never across a line break.
pub fn sentences(content: &str, span: Span, language: Option<&str>) -> Vec<Span> {
    let mut out = Vec::new();
    let language = language.unwrap_or("en");
    for line in lines(content, span).flat_map(|line| pieces(content, line, language)) {
        let text = line.of(content);
        let rules = STAND_IN.iter().find(|(slow, _)| *slow == language);
        let rules = rules.map_or(language, |(_, quick)| quick);
        let parts = sentencex::get_sentence_boundaries(rules, text);
        let at = |byte: usize| line.start() + byte.min(text.len());
        let parts = parts
            .iter()
            .map(|s| Span::new(at(s.start_byte), at(s.end_byte)).trim(content));
        let parts = parts.filter(|s| !s.is_empty()).collect();
        mend::mend(content, parts, language, &mut out);
    }
    out
}

/// Languages whose rules the splitter compiles anew at every point, which takes it 15 s a megabyte, and whose rules do
/// in their stead: Catalan has the abbreviations of Spanish there, and those of Danish that matter `mend` knows.
const STAND_IN: [(&str, &str); 3] = [("ca", "es"), ("oc", "es"), ("da", "no")];

/// The splitter looks for the end of every quotation mark as far as the end of the line: this is how
/// many bytes it may look at for one line, an opening mark in one language being a closing one in another. An article of
/// 30 kB on one line stays below.
const LOOKED_AT_MAX: usize = 20_000_000;

/// At every end of a sentence it looks back to the last white space: this is how many bytes it may look at so for one
/// line. 100 kB of Chinese in one line stay below.
const LOOKED_BACK_MAX: usize = 300_000_000;

/// Languages of which it reads all that stands before such an end, and how many times as long a byte takes it so.
const LOOKS_THROUGH: [&str; 2] = ["it", "kk"];
const LOOK_THROUGH_COST: usize = 8;

/// Whether a character may end a sentence: of any script, as the splitter knows 155.
fn may_end(c: char) -> bool {
    match c.is_ascii() {
        true => matches!(c, '.' | '!' | '?'),
        false => !c.is_alphanumeric(),
    }
}

/// Bytes of a piece of a line that would cost more.
const PIECE_BYTES: usize = 2_048;

/// `line`, or, where it would take the splitter too long, pieces of it that end with a sentence, a
/// word or, at the least, a character.
fn pieces(content: &str, line: Span, language: &str) -> Vec<Span> {
    let is_mark = |c: &char| {
        matches!(
            c,
            '"' | '\''
                | '`'
                | '‘'
                | '‛'
                | '“'
                | '‟'
                | '„'
                | '‚'
                | '‹'
                | '«'
                | '»'
                | '「'
                | '『'
                | '《'
                | '〈'
        )
    };
    let marks = line.of(content).chars().filter(is_mark).count();
    // A line that is shorter has no such word.
    let long = Some(line.of(content)).filter(|l| l.len() > PIECE_BYTES);
    let words = long.into_iter().flat_map(str::split_whitespace);
    let looked_at = |text: &str| {
        let ends = text.chars().filter(|c| may_end(*c)).count();
        ends.saturating_mul(text.len())
    };
    let through = long.filter(|_| LOOKS_THROUGH.contains(&language));
    let through = through.map(|l| LOOK_THROUGH_COST.saturating_mul(looked_at(l)));
    let words = words.filter(|w| w.len() > PIECE_BYTES).map(looked_at);
    let back = words.chain(through);
    if marks.saturating_mul(line.len()) <= LOOKED_AT_MAX && back.sum::<usize>() <= LOOKED_BACK_MAX {
        return vec![line];
    }
    let mut out = Vec::new();
    let mut at = line.start();
    while at < line.end() {
        let most = content.floor_char_boundary(line.end().min(at + PIECE_BYTES));
        let piece = &content[at..most];
        let end = match most == line.end() {
            true => piece.len(),
            false => [". ", "! ", "? ", "。", "！", "？"]
                .iter()
                .filter_map(|end| piece.rfind(end).map(|i| i + end.len()))
                .max()
                .or_else(|| piece.rfind(' ').map(|i| i + 1))
                .unwrap_or(piece.len()),
        };
        out.push(Span::new(at, at + end));
        at += end;
    }
    out
}

/// The non-blank lines of `span`, edge white space excluded.
pub fn lines(content: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start();
    span.of(content)
        .split_inclusive('\n')
        .filter_map(move |line| {
            let s = Span::new(at, at + line.len());
            at = s.end();
            Some(s.trim(content)).filter(|s| !s.is_empty())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_opening_marks_takes_no_time() {
        let text = "“".repeat(200_000) + &"Nobody “knows it yet. ".repeat(4_000);
        let whole = Span::new(0, text.len());
        let found = pieces(&text, whole, "en");
        assert!(found.windows(2).all(|p| p[0].end() == p[1].start()));
        assert!(
            found
                .iter()
                .all(|p| p.len() <= PIECE_BYTES && !p.is_empty())
        );
        assert_eq!(
            (found[0].start(), found[found.len() - 1].end()),
            (0, text.len())
        );
        assert!(sentences(&text, whole, Some("en")).len() > 1_000);
    }

    #[test]
    fn a_line_that_the_splitter_would_read_again_and_again_is_cut() {
        let italian = "non partirà oggi. ".repeat(10_000);
        let closing = "hoje.» ! ".repeat(10_000);
        for (text, language, cut) in [
            (&*italian, "it", true),
            (&*italian, "es", false),
            (&italian[..italian.floor_char_boundary(18_000)], "it", false),
            (&*closing, "pt", true),
        ] {
            let found = pieces(text, Span::new(0, text.len()), language);
            assert_eq!(found.len() > 1, cut, "{language}, {} bytes", text.len());
        }
    }

    #[test]
    fn sentences_are_split_by_language() {
        let cases: &[(&str, &[&str])] = &[
            (
                "en",
                &[
                    "Dr. J. B. Hale of St. Mary's spoke at 5 p.m. on Monday.",
                    "“It holds.”",
                    "Nobody doubted Mr. Ode, who paid $3.5 million.",
                ],
            ),
            (
                "en",
                &[
                    "The U.S. Senate met on Jan. 6 with Sen. Ito.",
                    "It voted 5.1 to 4.",
                    "“Why?” she asked.",
                ],
            ),
            (
                "de",
                &[
                    "Am 3. Mai sprach Dr. A. Weber z. B. über Nr. 5 im 19. Jahrhundert.",
                    "„Das genügt.“",
                    "Bzw. nicht.",
                ],
            ),
            (
                "fr",
                &[
                    "M. Arnaud et Mme. Roy, p. ex., vivent av. J.-C. Martin.",
                    "« Il pleut. »",
                    "Personne ne sort !",
                ],
            ),
            (
                "es",
                &[
                    "El Sr. Ruiz vive en la Av. Sol núm. 5.",
                    "¿Quién lo sabe?",
                    "«Nadie», dijo la Dra. Paz.",
                ],
            ),
            (
                "it",
                &[
                    "Il sig. Riva e il dott. Neri sono qui.",
                    "«Piove.»",
                    "Nessuno esce!",
                ],
            ),
            (
                "pt",
                &[
                    "O Sr. Lima e a Dra. Reis moram na Av. Sol.",
                    "“Chove.”",
                    "Ninguém sai!",
                ],
            ),
            (
                "nl",
                &[
                    "Dhr. Bakker en mevr. De Wit spraken o.a. met prof. Smit.",
                    "‘Het regent.’",
                    "Niemand gaat weg!",
                ],
            ),
            (
                "pl",
                &[
                    "Dr Nowak, prof. Lis i inż. Bąk mieszkają przy ul. Polnej 5 od 1990 r. w mieście.",
                    "„Pada.”",
                    "Nikt nie wychodzi!",
                ],
            ),
            (
                "ru",
                &[
                    "Г. А. Орлов и др. живут на ул. Лесной, д. 5, с 1990 г. по соседству.",
                    "«Идёт дождь».",
                    "Никто не выходит!",
                ],
            ),
            (
                "uk",
                &[
                    "Проф. Г. А. Лис живе на вул. Лісовій, буд. 5.",
                    "«Іде дощ».",
                    "Ніхто не виходить!",
                ],
            ),
            ("zh", &["今天下雨。", "“谁知道？”", "没有人出去！"]),
            (
                "ja",
                &[
                    "今日は雨です。",
                    "「誰も知らない。」",
                    "外に出る人はいない！",
                ],
            ),
            ("hi", &["आज बारिश है।", "कोई बाहर नहीं जाता।", "क्यों?"]),
            ("ar", &["المطر ينزل اليوم.", "من يعرف؟", "لا أحد يخرج!"]),
            (
                "fa",
                &[
                    "امروز باران می‌بارد.",
                    "چه کسی می‌داند؟",
                    "هیچ کس بیرون نمی‌رود.",
                ],
            ),
            (
                "el",
                &[
                    "Ο κ. Νίκου μένει εδώ.",
                    "Ποιος το ξέρει;",
                    "Κανείς δεν βγαίνει.",
                ],
            ),
            (
                "tr",
                &[
                    "Dr. Kaya ve Prof. Ak burada.",
                    "“Yağmur yağıyor.”",
                    "Kimse çıkmıyor!",
                ],
            ),
            (
                "sv",
                &[
                    "Dr. Berg bor t.ex. här, bl.a. med fru Ek.",
                    "”Det regnar.”",
                    "Ingen går ut!",
                ],
            ),
            ("hy", &["Այսօր անձրև է։", "Ոչ ոք դուրս չի գալիս։"]),
            ("my", &["ဒီနေ့ မိုးရွာတယ်။", "ဘယ်သူမှ မထွက်ဘူး။"]),
            ("am", &["ዛሬ ዝናብ ነው።", "ማንም አይወጣም።"]),
        ];
        let mut wrong = Vec::new();
        for (language, wanted) in cases {
            let unspaced = matches!(*language, "zh" | "ja");
            let text = wanted.join(if unspaced { "" } else { " " });
            let found = sentences(&text, Span::new(0, text.len()), Some(language));
            let found: Vec<_> = found.iter().map(|s| s.of(&text).to_owned()).collect();
            if found != *wanted {
                wrong.push((language, found));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
