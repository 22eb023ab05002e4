//! Transcripts, posts, marks of every kind, and words that reach the article through others.

use super::{check, read};
use crate::QuotationKind;

#[test]
fn questions_and_answers() {
    check(
        "The Courier spoke with Ines Calder, the minister for ports, about the bridge.\n\n\
         Q: When will the bridge open again?\n\nA: I think that it will open in May. We checked every bolt.\n\n\
         Q: Who pays for it?\n\nA: The state pays half of the sum.",
        "Direct [Ines Calder] (:) I think that it will open in May. We checked every bolt.
         Direct [Ines Calder] (:) The state pays half of the sum.",
    );
}

#[test]
fn turns_of_a_broadcast() {
    check(
        "ANCHOR: Good evening. With me is Tom Orsay, the mayor of Hallvik. Is the bridge safe?\n\n\
         ORSAY: It is safe for people on foot. It is not safe for lorries.\n\nANCHOR: And the ferry?\n\n\
         ORSAY: The ferry runs every hour.",
        "Direct [Tom Orsay] (:) It is safe for people on foot. It is not safe for lorries.
         Direct [Tom Orsay] (:) The ferry runs every hour.",
    );
}

#[test]
fn an_interview_with_a_paper() {
    check(
        "The Tarnby Post met Brian Smith, the port director, on Monday.\n\n\
         Tarnby Post: Is the harbour deep enough?\n\nSmith: It is deep enough, but the quay is short.\n\n\
         Tarnby Post: When will it be longer?\n\nSmith: Next year, if parliament agrees.",
        "Direct [Brian Smith] (:) It is deep enough, but the quay is short. > Tarnby Post
         Direct [Brian Smith] (:) Next year, if parliament agrees. > Tarnby Post",
    );
}

#[test]
fn headings_with_a_colon_are_no_transcript() {
    check(
        "Monday: the bridge is shut.\n\nTuesday: the ferry runs.\n\nFares: two crowns for all.",
        "",
    );
}

#[test]
fn a_post_set_into_the_text() {
    check(
        "The ferry stopped on Tuesday.\n\nWe are working through the night to bring it back.\n\n\
         — Ines Calder (@calder) May 3, 2031",
        "Direct [Ines Calder] (—) We are working through the night to bring it back.",
    );
}

#[test]
fn marks_that_few_use() {
    for (open, close) in [
        ("《", "》"),
        ("〈", "〉"),
        ("‚", "‘"),
        ("“", "“"),
        ("‹", "›"),
        ("”", "”"),
    ] {
        let text = format!("{open}We checked every bolt of it,{close} Ines Calder said.");
        let (article, found) = read(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].kind, QuotationKind::Direct, "{text}");
        assert_eq!(
            found[0].content[0].of(article.content()),
            "We checked every bolt of it,",
            "{text}"
        );
    }
}

#[test]
fn marks_within_marks() {
    check(
        "“He told me, ‘Never come back to this harbour,’ and I never did,” said Bram Olt.",
        "Direct [Bram Olt] (said) He told me, ‘Never come back to this harbour,’ and I never did,",
    );
}

#[test]
fn a_thing_that_says() {
    check(
        "The Port Authority said that the bridge was shut. It said that the ferry would run.",
        "Indirect [Port Authority] (said) that the bridge was shut
         Indirect [Port Authority] (said) that the ferry would run",
    );
}

#[test]
fn the_us_is_no_us() {
    check(
        "The envoy said that the US wants talks and that Norway always values its neighbours.",
        "Indirect [envoy] (said) that the US wants talks and that Norway always values its neighbours
         Indirect [US] (wants) talks and that Norway always values its neighbours > envoy
         Indirect [Norway] (always values) its neighbours > envoy",
    );
}

#[test]
fn german_words_of_the_sentence_before() {
    super::check_in(
        "de",
        "Die Brücke bleibt bis Mai geschlossen. Dies bestätigte Ines Kalder am Montag. Der Fahrer soll geflohen sein.",
        "Indirect [Ines Kalder] (bestätigte) Die Brücke bleibt bis Mai geschlossen @ am Montag
         Indirect [Ines Kalder] () Der Fahrer soll geflohen sein",
    );
}
