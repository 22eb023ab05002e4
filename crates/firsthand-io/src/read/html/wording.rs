//! What does a line say of itself by its wording and signs?

use super::credit::{self, Credit};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Facts of one line that need its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wording {
    /// How it ends: "sentence", "quote", "colon", "ellipsis", "word".
    pub(super) end: &'static str,
    /// How it begins: "capital", "small", "quote", "digit", "sign".
    pub(super) start: &'static str,
    pub(super) sentences: u32,
    pub(super) commas: u32,
    /// All letters are capitals.
    pub(super) capitals: bool,
    /// It names a day or a time of day.
    pub(super) date: bool,
    /// The kind of furniture whose usual words it has, or "".
    pub(super) cue: &'static str,
    /// It says where the text comes from, is filed or goes on.
    pub(super) credit: Credit,
    /// It opens the readers' words.
    pub(super) opens_comments: bool,
}

/// A longer line is not searched for the words of furniture: those lines are short.
const CUE_BYTES_MAX: usize = 240;

/// A line that opens the readers' words has at most so many.
const OPENING_WORDS_MAX: u32 = 8;

/// One that counts them and names the article has at most so many.
const COUNTED_WORDS_MAX: u32 = 30;

/// Words of `text`: runs of letters and digits; in scripts without spaces, every other character.
pub(super) fn words(text: &str) -> u32 {
    let (mut words, mut unspaced, mut inside) = (0, 0, false);
    for c in text.chars() {
        if firsthand::words::unspaced(c) {
            unspaced += 1;
            inside = false;
        } else {
            let letter = c.is_alphanumeric() || (inside && matches!(c, '\'' | '’' | '-'));
            words += u32::from(letter && !inside);
            inside = letter;
        }
    }
    words + unspaced / 2
}

impl Wording {
    pub(super) fn of(text: &str) -> Self {
        let mut out = Wording {
            end: end(text),
            start: start(text),
            ..Wording::default()
        };
        let (mut upper, mut lower) = (0u32, 0u32);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            upper += u32::from(c.is_uppercase());
            lower += u32::from(c.is_lowercase());
            out.commas += u32::from(matches!(c, ',' | '，' | '、'));
            let breaks = chars
                .peek()
                .is_none_or(|n| n.is_whitespace() || matches!(n, '"' | '”' | '’'));
            let ends =
                matches!(c, '.' | '!' | '?' | '…') && breaks || matches!(c, '。' | '！' | '？');
            out.sentences += u32::from(ends);
        }
        out.capitals = upper > 3 && lower == 0;
        if text.len() <= CUE_BYTES_MAX {
            let small = text.to_lowercase();
            out.date = date(&small) || credit::ago(&small);
            out.credit = Credit::of(&small, words(&small));
            out.cue = cue(&small);
            out.opens_comments = opens_comments(&small);
        }
        out
    }
}

fn end(text: &str) -> &'static str {
    let mut back = text.chars().rev();
    match back.next() {
        Some('.' | '!' | '?' | '。' | '！' | '？') if text.ends_with("...") => "ellipsis",
        Some('.' | '!' | '?' | '。' | '！' | '？') => "sentence",
        Some('…') => "ellipsis",
        Some('"' | '”' | '’' | '»' | '\'' | '“' | ')' | ']') => match back.next() {
            Some('.' | '!' | '?' | ',' | '。' | '…') => "quote",
            _ => "word",
        },
        Some(':' | '：') => "colon",
        _ => "word",
    }
}

fn start(text: &str) -> &'static str {
    match text.chars().next() {
        Some(c) if c.is_uppercase() => "capital",
        Some(c) if c.is_lowercase() => "small",
        Some(c) if c.is_ascii_digit() => "digit",
        Some(c) if c.is_alphabetic() => "letter",
        Some('"' | '“' | '„' | '«' | '‘' | '\'') => "quote",
        _ => "sign",
    }
}

const MONTHS: [&str; 24] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "januar",
    "märz", "mai", "juni", "juli", "okt", "dez", "janv", "févr", "août", "ene", "dic",
];

/// Whether a small-letter text names a day or a time of day.
fn date(text: &str) -> bool {
    let mut digits = false;
    let mut month = false;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let number = word.bytes().all(|b| b.is_ascii_digit());
        digits |= number && word.len() <= 4;
        month |= MONTHS.iter().any(|m| word.starts_with(m)) && word.chars().count() <= 9;
    }
    let bytes = text.as_bytes();
    let clock = bytes.windows(4).any(|w| {
        w[0].is_ascii_digit()
            && matches!(w[1], b':' | b'/' | b'.' | b'-')
            && w[2].is_ascii_digit()
            && w[3].is_ascii_digit()
    });
    digits && (month || clock)
}

/// The usual words of furniture, a kind each; matched at word edges in small letters. The first
/// list that fits speaks.
const CUES: &[(&str, &[&str])] = &[
    (
        "legal",
        &[
            "copyright",
            "©",
            "(c)",
            "all rights reserved",
            "terms of use",
            "terms of service",
            "terms and conditions",
            "privacy policy",
            "may not be published",
            "not be reproduced",
            "alle rechte vorbehalten",
            "tous droits réservés",
            "impressum",
            "datenschutz",
        ],
    ),
    (
        "comment",
        &[
            "comments",
            "comment",
            "posted by",
            "reply",
            "report abuse",
            "reader comments",
            "have your say",
            "what do you think",
            "your name",
            "log in to",
            "sign in to",
            "register to",
            "kommentare",
            "kommentar",
            "commentaires",
            "comentarios",
            "moderated",
            "offensive",
        ],
    ),
    (
        "related",
        &[
            "related",
            "read more",
            "more on this",
            "more from",
            "see also",
            "also read",
            "also see",
            "most popular",
            "most read",
            "most viewed",
            "recommended",
            "top stories",
            "more stories",
            "more news",
            "latest news",
            "full story",
            "read also",
            "lesen sie auch",
            "mehr zum thema",
            "lire aussi",
            "à lire aussi",
            "leer también",
            "next story",
            "previous story",
            "next article",
            "previous article",
            "further reading",
            "external links",
            "on the web",
            "on the net",
        ],
    ),
    (
        "prompt",
        &[
            "click here",
            "subscribe",
            "newsletter",
            "sign up",
            "e-mail this",
            "email this",
            "print this",
            "printer friendly",
            "printable",
            "send to a friend",
            "email to a friend",
            "share this",
            "bookmark",
            "digg",
            "del.icio.us",
            "facebook",
            "twitter",
            "stumbleupon",
            "reddit",
            "text size",
            "font size",
            "rss",
            "follow us",
            "download",
            "whatsapp",
            "permalink",
            "enlarge",
            "discuss this",
            "contact us",
            "feedback",
            "advertisement",
            "advertising",
            "sponsored",
            "rate this",
            "teilen",
            "drucken",
            "partager",
            "imprimer",
            "have a story",
            "save this",
            "article tools",
            "send us",
            "e-mail us",
            "email us",
            "call us",
            "visit us",
            "javascript",
            "your browser",
            "flash player",
            "log in",
            "sign in",
            "register",
            "search",
        ],
    ),
    (
        "photo",
        &[
            "photo",
            "photos",
            "photograph",
            "photographer",
            "picture",
            "pictured",
            "image",
            "images",
            "file photo",
            "getty images",
            "foto",
            "video",
            "courtesy",
            "illustration",
            "caption",
            "slideshow",
            "gallery",
        ],
    ),
    (
        "byline",
        &[
            "by",
            "published",
            "updated",
            "posted",
            "last updated",
            "last modified",
            "staff writer",
            "correspondent",
            "reporter",
            "editor",
            "von",
            "par",
            "por",
            "staff",
            "gmt",
            "est",
            "edt",
            "pst",
            "pdt",
            "written by",
            "contributed to this",
            "contributed",
        ],
    ),
];

/// All phrases of [`CUES`], and the list and the length of each.
static PHRASES: LazyLock<(AhoCorasick, Vec<(usize, usize)>)> = LazyLock::new(|| {
    let all = CUES.iter().enumerate();
    let all: Vec<_> = all
        .flat_map(|(list, (_, phrases))| phrases.iter().map(move |p| (list, *p)))
        .collect();
    let words =
        AhoCorasick::new(all.iter().map(|(_, p)| p)).expect("the lists are short and known");
    (
        words,
        all.iter().map(|(list, p)| (*list, p.len())).collect(),
    )
});

/// The kind of furniture whose usual words a small-letter text has.
fn cue(text: &str) -> &'static str {
    let (words, phrases) = &*PHRASES;
    let mut best = CUES.len();
    for found in words.find_overlapping_iter(text) {
        let (list, length) = phrases[found.pattern().as_usize()];
        let only_start = CUES[list].0 == "byline";
        let fits = (!only_start || found.start() == 0 || length > 3)
            && !text[..found.start()].ends_with(char::is_alphanumeric)
            && !text[found.end()..].starts_with(char::is_alphanumeric);
        if fits {
            best = best.min(list);
        }
    }
    CUES.get(best).map_or("", |c| c.0)
}

/// What stands where readers may write no more.
const CLOSED: [&str; 3] = [
    "comments are now closed",
    "comments are closed",
    "feedback is now closed",
];

/// Whether a small-letter line opens the readers' words: "Comments (3)", "12 comments", "Post a
/// comment", "Have your say".
fn opens_comments(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "comments",
        "comment",
        "reader comments",
        "post a comment",
        "add a comment",
        "leave a comment",
        "add your comment",
        "add comment",
        "have your say",
        "do you have comments on this story",
        "your comments",
        "user comments",
        "readers comments",
        "view comments",
        "post your comment",
        "leave a reply",
        "discussion",
        "talkback",
        "kommentare",
        "commentaires",
        "comentarios",
        "responses",
        "feedback",
        "write a comment",
        "comments on this story",
        "your views",
        "comments on this article",
        "viewer comments",
        "readers opinions",
        "add your comments",
        "responses to",
        "comments posted",
        "join the discussion",
        "all comments",
        "what do you think",
        "share your thoughts",
        "discuss this story",
        "what you think",
        "your say",
    ];
    let words = words(text);
    let signed = text.starts_with("posted by") && text.contains(|c: char| c.is_ascii_digit());
    if words <= 2 * OPENING_WORDS_MAX && (signed || text.ends_with(" wrote:")) {
        return true;
    }
    // "One Response to …", "12 comments on …" and the article's title.
    let counted = [
        "responses to ",
        "response to ",
        "comments on ",
        "thoughts on ",
        "kommentare zu ",
        "antworten auf ",
    ];
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let number = first == "one" || first.bytes().all(|b| b.is_ascii_digit());
    if number && words <= COUNTED_WORDS_MAX && counted.iter().any(|c| rest.starts_with(c)) {
        return true;
    }
    if words > OPENING_WORDS_MAX {
        return false;
    }
    if CLOSED.iter().any(|c| text.contains(c)) {
        return true;
    }
    let core = text.trim_matches(|c: char| !c.is_alphabetic());
    let core = core.replace(['\'', '’'], "");
    OPENINGS.contains(&core.as_str())
        || (text.starts_with(|c: char| c.is_ascii_digit())
            && (core.starts_with("comment") || core.starts_with("response")))
}
