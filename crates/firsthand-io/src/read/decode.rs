//! Bytes to text. Which encoding was this written in?
//!
//! A byte-order mark is believed first. Then UTF-8: text of another encoding that happens to be
//! valid UTF-8 beyond ASCII is next to impossible, so that validity outweighs any label. Then the
//! label of the page, then detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// Valid sequences beyond ASCII for each broken one from which bytes count as damaged UTF-8 rather
/// than as another encoding. In text of a single-byte encoding nearly every such byte is broken.
const VALID_PER_BROKEN: usize = 4;

/// The byte-order mark of UTF-8.
pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of `bytes`, without a byte-order mark; what cannot be decoded becomes U+FFFD. `label`
/// is the name of an encoding that the page declares.
pub(super) fn decode<'a>(bytes: &'a [u8], label: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    // ISO-2022-JP is ASCII to the eye of a UTF-8 decoder; its escapes give it away.
    let escapes = label == Some(encoding_rs::ISO_2022_JP) && memchr::memchr(0x1B, bytes).is_some();
    if !escapes {
        // Nearly every page of today is whole, which is told much faster than how damaged one is.
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        if mostly_utf8(bytes) {
            return String::from_utf8_lossy(bytes);
        }
    }
    let encoding = label.filter(|l| *l != UTF_8);
    let encoding = encoding.unwrap_or_else(|| detect(bytes));
    encoding.decode_without_bom_handling(bytes).0
}

/// The encoding of `bytes` that have no mark and no label; none where they are UTF-8.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    (std::str::from_utf8(bytes).is_err() && !mostly_utf8(bytes)).then(|| detect(bytes))
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether `bytes` are UTF-8, perhaps with some damage.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || valid >= broken * VALID_PER_BROKEN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], label: Option<&str>, expect: &str) {
        let label = label.and_then(|l| Encoding::for_label(l.as_bytes()));
        assert_eq!(decode(bytes, label), expect);
    }

    #[test]
    fn a_mark_then_utf8_then_the_label_then_detection() {
        check(b"\xEF\xBB\xBFcaf\xC3\xA9", None, "café");
        check(b"\xFF\xFEh\0\xE9\0", Some("utf-8"), "hé");
        check(b"\xFE\xFF\0h\0\xE9", None, "hé");
        check("naïve – ok".as_bytes(), Some("iso-8859-1"), "naïve – ok");
        check(b"na\xEFve", Some("iso-8859-1"), "naïve");
        check(
            b"na\xEFve caf\xE9 d\xE9j\xE0 vu",
            None,
            "naïve café déjà vu",
        );
        check(
            b"\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0",
            None,
            "Привет, мир",
        );
        check(b"\x1B$B$3\x1B(B", Some("iso-2022-jp"), "こ");
    }

    #[test]
    fn damage_becomes_a_replacement_and_loses_nothing_else() {
        check(
            "é è à ç ü and a cut one: \u{e9}"
                .as_bytes()
                .split_last()
                .unwrap()
                .1,
            None,
            "é è à ç ü and a cut one: \u{fffd}",
        );
    }
}
