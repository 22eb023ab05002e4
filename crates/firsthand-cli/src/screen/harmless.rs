//! Text of strangers, made safe to print: nothing in it is obeyed by a terminal.

/// `text` on one line: escape sequences, control characters and invisible marks taken out, white
/// space run together.
///
/// ```text
/// "a\u{1b}[31mred\u{202e}txt.exe"  ->  "aredtxt.exe"
/// ```
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text) {
        match c.is_whitespace() && c != NO_BREAK {
            true if out.is_empty() || out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

/// As [`line()`], for words that were said: without the "that" before them and the comma after them,
/// which belong to the sentence around.
pub(crate) fn said(text: &str) -> String {
    let text = line(text);
    let text = text.strip_prefix("that ").unwrap_or(&text);
    text.trim_end_matches([',', ' ']).to_owned()
}

/// As [`line()`], but line breaks and spaces stay as they are.
pub(crate) fn block(text: &str) -> String {
    visible(text)
        .map(|c| match c {
            '\n' => '\n',
            '\u{2028}' | '\u{2029}' => '\n',
            c if c.is_whitespace() && c != NO_BREAK => ' ',
            c => c,
        })
        .collect()
}

const NO_BREAK: char = '\u{a0}';

/// The longest escape sequence that is taken out whole; of a longer one only the escape character.
const ESCAPE_MAX: usize = 64;

/// The characters of `text` that print, and white space.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            rest = &rest[c.len_utf8()..];
            match c {
                '\u{1b}' => rest = &rest[escape_len(rest)..],
                '\u{9b}' => rest = &rest[control_len(rest)..],
                c if c.is_whitespace() => return Some(c),
                c if is_obeyed(c) => {}
                c => return Some(c),
            }
        }
    })
}

/// Control characters; marks that set the direction of the line; characters that cannot be seen.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{ad}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Bytes of the escape sequence after its escape character.
fn escape_len(rest: &str) -> usize {
    match rest.as_bytes().first() {
        Some(b'[') => 1 + control_len(&rest[1..]),
        // A command to the terminal itself, up to its bell or string terminator.
        Some(b']' | b'P' | b'X' | b'^' | b'_') => {
            let end = rest.bytes().take(ESCAPE_MAX).position(|b| b == 0x07);
            end.map_or(1, |i| i + 1)
        }
        Some(b' '..=b'~') => 1,
        _ => 0,
    }
}

/// Bytes of a control sequence after its introducer: parameters, then one final byte.
fn control_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let parameters = bytes
        .iter()
        .take(ESCAPE_MAX)
        .take_while(|b| (0x20..=0x3f).contains(*b))
        .count();
    match bytes.get(parameters) {
        Some(0x40..=0x7e) => parameters + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_obey() {
        assert_eq!(line("a\u{1b}[31;1mred\u{1b}[0m b"), "ared b");
        assert_eq!(line("\u{1b}]0;title\u{7}after"), "after");
        assert_eq!(line("left\u{202e}right\u{2069}"), "leftright");
        assert_eq!(
            line("bell\u{7} back\u{8}\u{9b}2Jnull\u{0}"),
            "bell backnull"
        );
        assert_eq!(line("  one\r\n\ttwo  "), "one two ");
        assert_eq!(block("one\r\n  two\u{1b}c"), "one \n  two");
    }

    #[test]
    fn words_that_were_said_stand_alone() {
        assert_eq!(said("that the pier\n is open,"), "the pier is open");
        assert_eq!(said("thatch burns."), "thatch burns.");
    }

    #[test]
    fn a_long_or_broken_sequence_costs_no_text() {
        let text = format!("\u{1b}]{}", "x".repeat(500));
        assert_eq!(line(&text).len(), 500);
        assert_eq!(line("\u{1b}[1;2ä"), "1;2ä");
        assert_eq!(line("\u{1b}ä"), "ä");
    }
}
