//! What does a line show by itself, whatever stands around it?

use crate::article::SegmentKind::{self, *};
use crate::article::credits;
use crate::article::lexicon::View;

/// Fewest words of a paragraph: shorter lines with a final stop may be anything.
const PARAGRAPH_WORDS_MIN: usize = 12;

/// Longest line of each kind, in words, where only its beginning spoke for it.
const BYLINE_WORDS_MAX: usize = 15;
const CREDIT_WORDS_MAX: usize = 15;
const TEASER_WORDS_MAX: usize = 18;

/// Longest "Source: …" line that is a credit; a longer one tells the road of the words, and is
/// body.
const SOURCE_WORDS_MAX: usize = 8;

/// Longest headline, in words.
const HEADLINE_WORDS_MAX: usize = 22;

/// Whether a line is running text.
pub(in crate::article) fn is_paragraph(view: &View) -> bool {
    view.more || (view.words.len() >= PARAGRAPH_WORDS_MIN && ends_sentence(view.text))
}

/// Whether the last mark of a text, quotation marks and brackets aside, is a full stop or its like.
pub(in crate::article) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| "”\"’'»“)]*".contains(c) || c.is_whitespace());
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', ':', ';', ','])
}

/// Whether a line begins by saying that it names the day of publication.
pub(super) fn says_published(text: &str) -> bool {
    let small = text.to_lowercase();
    [
        "published",
        "first published",
        "posted on",
        "date",
        "author:",
        "submitted",
        "mise en ligne",
        "mis en ligne",
        "autor:",
        "publiziert",
        "gespeichert von",
        "gepostet",
        "eingestellt",
        "geschrieben",
        "veröffentlicht",
        "erschienen",
        "erstellt",
        "datum:",
        "publié",
        "publicado",
        "pubblicato",
        "gepubliceerd",
        "publisert",
        "publicerad",
        "opublikowano",
        "опубликовано",
    ]
    .iter()
    .any(|w| small.starts_with(w))
}

/// Whether a line that `kind`'s wording matched can be of that kind as a whole.
pub(super) fn believable(kind: SegmentKind, view: &View) -> bool {
    let n = view.words.len();
    let quoted = view.text.starts_with(['"', '“', '«', '„', '\'', '‘']);
    let stop = view.text.ends_with(['.', '!', '?']);
    match kind {
        Byline => n <= BYLINE_WORDS_MAX && !stop,
        Related | Navigation => !stop,
        Teaser => !quoted && (n <= TEASER_WORDS_MAX || !stop),
        Credit if view.text.contains(':') && !stop => n <= SOURCE_WORDS_MAX,
        Credit => n <= CREDIT_WORDS_MAX,
        Prompt | Comment => !quoted,
        _ => true,
    }
}

/// A kind that the form of a line shows without any word of it.
pub(super) fn by_form(view: &View) -> Option<SegmentKind> {
    let text = view.text;
    let short = !view.more && view.words.len() <= BYLINE_WORDS_MAX;
    if text.starts_with('©') || (short && text.contains('©')) {
        return Some(Legal);
    }
    // "(AP)", "(With agencies)": a credit in brackets, alone on its line.
    let inner = text
        .strip_prefix('(')
        .and_then(|t| t.trim_end_matches('.').strip_suffix(')'));
    if inner.is_some_and(credits::is_agency) || credits::is_agency(text) {
        return Some(Credit);
    }
    let link =
        |l: &str| l.starts_with("http://") || l.starts_with("https://") || l.starts_with("www.");
    (link(text) && !text.contains(' ')).then_some(Navigation)
}

/// Whether a line answers another reader: "@Name, …".
pub(super) fn is_reply(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('@') else {
        return false;
    };
    let name = rest.find([',', ':']).map(|at| &rest[..at]);
    name.is_some_and(|n| n.len() <= 40 && n.split_whitespace().count() <= 3 && !n.is_empty())
}

/// Whether a line heads another reader's words: "river77 says:". A name that nobody bears in print
/// tells it from a line that introduces a quotation.
pub(super) fn is_readers_name(text: &str) -> bool {
    let Some((name, cue)) = text
        .strip_suffix(':')
        .and_then(|t| t.rsplit_once(char::is_whitespace))
    else {
        return false;
    };
    let handle = |c: char| c.is_ascii_digit() || c == '_';
    ["says", "said", "replied", "wrote", "commented"].contains(&cue)
        && name.split_whitespace().count() <= 3
        && name.len() <= 40
        && name.contains(handle)
}

/// Whether a line could be the headline of an article: a few words that end without a stop.
pub(in crate::article) fn is_headline(view: &View) -> bool {
    let n = view.words.len();
    let text = view.text;
    let first = text.chars().find(|c| c.is_alphanumeric());
    let bullet = text.starts_with(['•', '-', '–', '—', '*', '·', '▪', '■', '@', '#', '|']);
    let starts = first.is_some_and(|c| !c.is_lowercase());
    let stop = ends_sentence(text) && !text.ends_with('?') && !text.ends_with('!');
    (3..=HEADLINE_WORDS_MAX).contains(&n) && !view.more && starts && !bullet && !stop
}
