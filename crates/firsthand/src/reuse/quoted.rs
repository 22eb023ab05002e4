//! Which words of a paragraph stand between quotation marks.

use super::profile::{QUOTED, Word};

/// Reads the marks of one paragraph from left to right.
///
/// A quotation that is not closed runs to the end of its paragraph, as quotations over several
/// paragraphs do; one in straight single marks must be closed, for an apostrophe looks the same.
pub(super) struct Quoted {
    /// The mark that is open, with the first word after it.
    open: Option<(char, usize)>,
}

impl Quoted {
    /// Nothing is open at the start of a paragraph.
    pub(super) fn new() -> Self {
        Quoted { open: None }
    }

    /// Takes the characters `from..to` between two words.
    pub(super) fn gap(&mut self, content: &str, from: usize, to: usize, words: &mut [Word]) {
        for (at, c) in content[from..to].char_indices() {
            if !is_mark(c) {
                continue;
            }
            let at = from + at;
            let before = content[..at].chars().next_back();
            let after = content[at + c.len_utf8()..].chars().next();
            match self.open {
                Some((open, first)) if closes(open, c, before, after) => {
                    flag(&mut words[first..]);
                    self.open = None;
                }
                None if opens(c, before, after) => self.open = Some((c, words.len())),
                // A double mark inside single ones shows that those were an apostrophe.
                Some((open, _)) if is_single(open) && !is_single(c) => {
                    self.open = opens(c, before, after).then_some((c, words.len()));
                }
                _ => {}
            }
        }
    }

    /// Ends the paragraph.
    pub(super) fn close(self, words: &mut [Word]) {
        if let Some((open, first)) = self.open
            && open != '\''
        {
            flag(&mut words[first..]);
        }
    }
}

/// Whether the paragraph is a post of a social network as pages embed it: words, a dash, a name
/// and a handle in brackets. It is a voice without marks.
pub(super) fn is_post(paragraph: &str) -> bool {
    let signed = paragraph.rfind("(@");
    signed.is_some_and(|at| paragraph[..at].contains(['—', '–']))
}

pub(super) fn flag(words: &mut [Word]) {
    for word in words {
        word.flags |= QUOTED;
    }
}

fn is_mark(c: char) -> bool {
    is_single(c)
        || matches!(
            c,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞'
        )
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

/// Whether the mark can open: typographic marks that only open do; the others when a word
/// follows and none precedes.
fn opens(c: char, before: Option<char>, after: Option<char>) -> bool {
    let stands_off = before.is_none_or(|c| !c.is_alphanumeric() && !".,!?".contains(c));
    let leads = after.is_some_and(|c| !c.is_whitespace());
    match c {
        '„' | '‟' | '「' | '『' | '〝' | '‹' | '‚' => true,
        '“' | '«' | '‘' => leads,
        '"' | '\'' | '”' | '»' => stands_off && leads,
        _ => false,
    }
}

/// Whether `c` closes what `open` opened.
fn closes(open: char, c: char, before: Option<char>, after: Option<char>) -> bool {
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    match open {
        '"' => c == '"',
        '“' | '‟' => matches!(c, '”' | '"'),
        '„' => matches!(c, '“' | '”' | '"'),
        '”' => c == '”',
        '«' => c == '»',
        '»' => c == '«',
        '「' => c == '」',
        '『' => c == '』',
        '〝' => matches!(c, '〞' | '〟'),
        '‹' => c == '›',
        // After a letter it may be a plural's apostrophe; after a point or comma it is a mark.
        _ => matches!(c, '\'' | '’' | '‘') && ends && before.is_some_and(|c| ".,!?…".contains(c)),
    }
}
