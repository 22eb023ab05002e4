//! What is read from a text: one `check` a feature.

mod languages;
mod transcripts;

use super::*;
use crate::{Page, article};
use proptest::prelude::*;

/// Reads one page as English article text throughout.
fn read(text: &str) -> (Article, Vec<Quotation>) {
    read_in("en", text)
}

fn read_in(language: &str, text: &str) -> (Article, Vec<Quotation>) {
    let page = Page {
        content: text.to_owned(),
        ..Page::default()
    };
    let mut article = article::read(vec![page]).remove(0);
    article.language = Some(language.into());
    if !text.is_empty() {
        article.segments = vec![crate::Segment {
            kind: crate::SegmentKind::Body,
            span: Span::new(0, text.len()),
        }];
    }
    let found = extract(0, &article, None);
    (article, found)
}

/// One line a quotation: kind, speaker, cue, words; then occasion and road where there are any.
fn show((article, found): (Article, Vec<Quotation>)) -> String {
    let content = article.content();
    let mut out = String::new();
    for q in &found {
        let words: Vec<_> = q.content.iter().map(|s| s.of(content)).collect();
        out += &format!(
            "{:?} [{}] ({}) {}",
            q.kind,
            q.speaker.as_ref().map_or("", |s| s.name.as_str()),
            q.cue.map_or("", |c| c.of(content)),
            words.join(" | "),
        );
        if let Some(o) = &q.occasion {
            out += &format!(" @ {}", o.text);
        }
        for r in &q.road {
            out += &format!(" > {}", r.name);
        }
        out.push('\n');
    }
    out
}

#[track_caller]
fn check(text: &str, expect: &str) {
    check_in("en", text, expect);
}

#[track_caller]
fn check_in(language: &str, text: &str, expect: &str) {
    let read = show(read_in(language, text));
    let lines: Vec<_> = expect
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(read.lines().collect::<Vec<_>>(), lines, "{text}");
}

#[test]
fn direct_speech_around_its_attribution() {
    check(
        "“The bridge is safe,” Mayor Ines Calder said. “We checked every bolt.”",
        "Direct [Ines Calder] (said) The bridge is safe, | We checked every bolt.",
    );
    check(
        "“Nobody will drown here,” said Ines Calder, the mayor of Hallvik.",
        "Direct [Ines Calder] (said) Nobody will drown here,",
    );
}

#[test]
fn a_speech_over_paragraphs_is_one() {
    check(
        "“The river rose in one night and took the road with it.\n\n“We will build it again,” Tom Orsay said.",
        "Direct [Tom Orsay] (said) The river rose in one night and took the road with it. | We will build it again,",
    );
}

#[test]
fn clauses_and_their_edges() {
    check(
        "Ines Calder said that the bridge was safe, adding that it had “no cracks at all.”",
        "Indirect [Ines Calder] (said) that the bridge was safe
         Mixed [Ines Calder] (adding) that it had “no cracks at all.”",
    );
    check(
        "The bridge is safe, according to Ines Calder.",
        "Indirect [Ines Calder] (according to) The bridge is safe",
    );
}

#[test]
fn pronouns_surnames_and_offices_are_one_person() {
    check(
        "Foreign Minister Tom Orsay said that the talks had failed. He said that he was sorry. \
         Orsay said that he would return. The foreign minister added that he was tired.",
        "Indirect [Tom Orsay] (said) that the talks had failed
         Indirect [Tom Orsay] (said) that he was sorry
         Indirect [Tom Orsay] (said) that he would return
         Indirect [Tom Orsay] (added) that he was tired",
    );
}

#[test]
fn occasion_and_road() {
    check(
        "“We are late,” Tom Orsay said in an interview with the news agency Norpress on Monday.",
        "Direct [Tom Orsay] (said) We are late, @ in an interview with the news agency Norpress on Monday > Norpress",
    );
    check(
        "Tom Orsay said that the talks had failed. He said this in a comment to Reuters.",
        "Indirect [Tom Orsay] (said) that the talks had failed @ in a comment to Reuters > Reuters",
    );
}

#[test]
fn a_credit_line_holds_for_the_speaker_it_names() {
    check(
        "Source: Orsay in an interview for the news agency Norpress during a visit to Hallvik, as reported by the Hallvik Courier\n\n\
         “We are late with this bridge,” Tom Orsay said.\n\nInes Calder said that she disagreed.",
        "Direct [Tom Orsay] (said) We are late with this bridge, @ in an interview for the news agency Norpress during a visit to Hallvik > Norpress > Hallvik Courier
         Indirect [Ines Calder] (said) that she disagreed",
    );
}

#[test]
fn scare_quotes_and_apostrophes_are_no_speech() {
    check(
        "The so-called “bridge” is 40′ long and it's the workers' pride.",
        "",
    );
    check("She played in “The Long Way Home” for a year.", "");
}

#[test]
fn a_mark_that_nothing_closes_hides_no_quotation() {
    check(
        "The council had a “long delay. “We open in May,” Ines Calder said. “Nobody will drown here,” Tom Orsay said.",
        "Direct [Ines Calder] (said) We open in May,
         Direct [Tom Orsay] (said) Nobody will drown here,",
    );
    check(
        "\"\"We have checked every bolt of it,\" Ines Calder said.",
        "Direct [Ines Calder] (said) We have checked every bolt of it,",
    );
}

#[test]
fn a_word_that_points_is_no_quotation() {
    check("Ines Calder said this on Friday.", "");
    check("Ines Calder said so.", "");
}

#[test]
fn marks_of_every_kind() {
    for (open, close) in [
        ("“", "”"),
        ("«", "»"),
        ("„", "“"),
        ("\"", "\""),
        ("''", "''"),
        ("``", "''"),
        ("‘", "’"),
        ("「", "」"),
    ] {
        let text = format!("{open}We checked every bolt of it,{close} Ines Calder said.");
        let (article, found) = read(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].kind, QuotationKind::Direct, "{text}");
        assert_eq!(
            found[0].content[0].of(article.content()),
            "We checked every bolt of it,"
        );
    }
}

#[test]
fn german_verbs_stand_second_or_last() {
    check_in(
        "de",
        "Die Bürgermeisterin Ines Kalder sagte der „Hallviker Zeitung“, dass die Brücke sicher sei. \
         Sie werde im Mai eröffnet. „Wir haben jede Schraube geprüft“, sagte Kalder.",
        "Indirect [Ines Kalder] (sagte) dass die Brücke sicher sei
         Indirect [Ines Kalder] () Sie werde im Mai eröffnet
         Direct [Ines Kalder] (sagte) Wir haben jede Schraube geprüft",
    );
    check_in(
        "de",
        "Am Montag teilte Ines Kalder mit, die Brücke bleibe zu. Wie Ines Kalder mitteilte, ist die Brücke alt.",
        "Indirect [Ines Kalder] (teilte) die Brücke bleibe zu @ Am Montag
         Indirect [Ines Kalder] (mitteilte) ist die Brücke alt",
    );
    check_in(
        "de",
        "Obwohl die Brücke alt ist, nannte Ines Kalder den Plan „einen schweren Fehler“.",
        "Direct [Ines Kalder] (nannte) einen schweren Fehler",
    );
}

#[test]
fn german_phrases_attribute_a_sentence() {
    check_in(
        "de",
        "Laut Ines Kalder war die Brücke sicher. Die Brücke war nach Angaben von Ines Kalder sicher. \
         Ines Kalder zufolge bricht sie nie. Sie halte noch lange, so Ines Kalder. \
         Zwei Tage nach dem Bericht von Ines Kalder brach die Brücke.",
        "Indirect [Ines Kalder] (Laut) war die Brücke sicher
         Indirect [Ines Kalder] (nach Angaben) Die Brücke war | sicher
         Indirect [Ines Kalder] (zufolge) bricht sie nie
         Indirect [Ines Kalder] (so) Sie halte noch lange",
    );
}

#[test]
fn who_is_the_phrase_before_it() {
    check(
        "Tova Lind kept the plan. The quay belongs to the harbour master, who said it would close in May.",
        "Indirect [harbour master] (said) it would close in May",
    );
}

#[test]
fn an_article_alone_is_no_speaker() {
    let text = "The mayor said the quay would close in May.";
    let (article, _) = read(text);
    let lexicon = Lexicon::of(Some("en"));
    let paragraphs = text::paragraphs(&article, lexicon);
    let mut found = attribution::find(lexicon, &paragraphs);
    let people = people::People::read(text, lexicon, &paragraphs);
    let mut name = |source| {
        found[0].source = Some(source);
        let speaker = people.speakers(text, &paragraphs, &found).remove(0);
        speaker.map(|s| s.name)
    };
    assert_eq!(name((0, 2)).as_deref(), Some("mayor"));
    assert_eq!(name((0, 1)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Spans are never empty, lie in order within the article, and ids are those of the spans.
    #[test]
    fn spans_slice_the_text(language in prop::sample::select(vec!["en", "de"]), words in prop::collection::vec(prop::sample::select(vec![
        "“", "”", "\"", "'", "‘", "’", "«", "»", "said", "Calder", "he", "that", ",", ".", "told", ":", "–",
        "according to", "the", "mayor", "adding", "\n", "was", "é", "日本", "who", "(", ")", "in an interview with",
        "sagte", "laut", "nach Angaben", "der", "Kalder", "zufolge", "so", "wie", "teilte", "mit", "dass", "sei", "hat", "zitiert", "wird",
    ]), 0..80)) {
        let text = words.join(" ");
        let (article, found) = read_in(language, &text);
        for q in &found {
            prop_assert!(!q.content.is_empty());
            for s in q.content.iter().chain(&q.cue) {
                prop_assert!(!s.is_empty() && !s.of(article.content()).is_empty());
            }
        }
        prop_assert!(found.windows(2).all(|w| w[0].content <= w[1].content));
    }
}

#[test]
fn hearers_introductions_and_speech_passed_on() {
    check(
        "“The bridge stays shut until May,” Ines Calder, head of Port Works, told reporters.",
        "Direct [Ines Calder] (told) The bridge stays shut until May, @ told reporters",
    );
    check(
        "“The bridge stays shut until May,” Ines Calder told the Tarnby news agency.",
        "Direct [Ines Calder] (told) The bridge stays shut until May, @ told the Tarnby news agency > Tarnby",
    );
    check(
        "Ines Calder said Bram Olt told him that the bridge was shut.",
        "Indirect [Ines Calder] (said) Bram Olt told him that the bridge was shut
         Indirect [Bram Olt] (told) that the bridge was shut @ told him > Ines Calder",
    );
    check(
        "Economist Ines Calder said the bridge would stay shut.",
        "Indirect [Ines Calder] (said) the bridge would stay shut",
    );
}

#[test]
fn who_wants_or_says_something_in_reported_words() {
    check(
        "Ines Calder said that the dockers' union fears a closure of the port. Tom Orsay said Norway was \
         opposed to the sale. Officials said that the ministry had rejected the plan.",
        "Indirect [Ines Calder] (said) that the dockers' union fears a closure of the port
         Indirect [dockers' union] (fears) a closure of the port > Ines Calder
         Indirect [Tom Orsay] (said) Norway was opposed to the sale
         Indirect [Norway] (was opposed) to the sale > Tom Orsay
         Indirect [Officials] (said) that the ministry had rejected the plan
         Indirect [ministry] (had rejected) the plan > Officials",
    );
    check(
        "Ines Calder said that the city's refusal to sell had cost millions. Tom Orsay said the offer was \
         rejected by the Tarnby council as too low.",
        "Indirect [Ines Calder] (said) that the city's refusal to sell had cost millions
         Indirect [city] (refusal) to sell had cost millions > Ines Calder
         Indirect [Tom Orsay] (said) the offer was rejected by the Tarnby council as too low
         Indirect [Tarnby council] (was rejected) as too low > Tom Orsay",
    );
}

#[test]
fn nobody_tells_of_herself_and_in_direct_speech_nobody_without_a_name() {
    check(
        "Ines Calder said that she hoped for rain. “The union fears a closure of the port,” Tom Orsay said. \
         Bram Olt said the claims of the council were false.",
        "Indirect [Ines Calder] (said) that she hoped for rain
         Direct [Tom Orsay] (said) The union fears a closure of the port,
         Indirect [Bram Olt] (said) the claims of the council were false",
    );
}

#[test]
fn somebody_with_a_name_is_told_of_in_direct_speech() {
    check(
        "“We know that the Norda council fears a closure. Norway says the offer is too low. I’ve said it before. \
         Voters want more,” Tom Orsay said.",
        "Direct [Tom Orsay] (said) We know that the Norda council fears a closure. Norway says the offer is too low. \
         I’ve said it before. Voters want more,
         Indirect [Norda council] (fears) a closure > Tom Orsay",
    );
}

#[test]
fn a_name_in_marks_is_where_it_was_said() {
    check(
        "“We need to step away from it,” Ines Calder said on KTV’s “State of the Harbour.”",
        "Direct [Ines Calder] (said) We need to step away from it,",
    );
}

#[test]
fn a_day_carries_nothing() {
    check(
        "Tom Orsay wrote on Monday: “We will not pay.”",
        "Direct [Tom Orsay] (wrote) We will not pay. @ on Monday",
    );
}

#[test]
fn words_in_marks_are_signed_behind_a_dash() {
    check(
        "“The harbour is ours.” ― Ines B. Calder.\n“Nobody asked us.” – Tom Orsay\n“No.” – so she said.",
        "Direct [Ines B. Calder] (―) The harbour is ours.
         Direct [Tom Orsay] (–) Nobody asked us.",
    );
}

#[test]
fn headlines_with_words_in_single_marks() {
    let headline = |text: &str| {
        let (mut article, _) = read(text);
        article.segments[0].kind = crate::SegmentKind::Headline;
        let found = extract(0, &article, None);
        show((article, found))
    };
    assert_eq!(
        headline("Bridge is 'not safe', says mayor"),
        "Mixed [mayor] (says) Bridge is 'not safe'\n"
    );
    assert_eq!(
        headline("'We are ready': minister on the strike"),
        "Direct [minister] (:) We are ready\n"
    );
    assert_eq!(
        headline("‘The river won’t wait’ – Ines Calder on the dam"),
        "Direct [Ines Calder] (–) The river won’t wait\n"
    );
    // A title, a name.
    assert_eq!(headline("'The Long Way Home': a triumph in Hallvik"), "");
    assert_eq!(headline("Storm 'Ada': Hallvik shuts the bridge"), "");
}

#[test]
fn i_is_who_speaks_around_it_or_nobody_known() {
    let who = |text: &str| {
        let (_, found) = read(text);
        let speaker = |q: &Quotation| q.speaker.clone().map(|s| (s.name, s.class));
        found.iter().filter_map(speaker).collect::<Vec<_>>()
    };
    let names = who("“I said that the bridge was closed,” Ines Calder told the court.");
    assert!(
        !names.is_empty() && names.iter().all(|n| n.0 == "Ines Calder"),
        "{names:?}"
    );
    let names = who("I said that the bridge was closed.");
    assert_eq!(names, [("I".to_owned(), SpeakerClass::Unnamed)]);
    let names = who("Ines Calder said that we believe that the bridge is closed.");
    assert!(names.iter().all(|n| n.0 == "Ines Calder"), "{names:?}");
}

#[test]
fn whoever_quotes_carries() {
    check(
        "The Courier, quoting the ministry, said the bridge would close.",
        "Indirect [ministry] (said) the bridge would close > Courier",
    );
    check(
        "Ines Calder said, citing two diplomats, that the talks had failed.",
        "Indirect [two diplomats] (said) that the talks had failed > Ines Calder",
    );
    check(
        "Ines Calder said, citing safety concerns, that the bridge was shut.",
        "Indirect [Ines Calder] (said) that the bridge was shut",
    );
    check(
        "Tom Orsay told Norpress that the bridge was shut, the agency reported.",
        "Indirect [agency] (reported) Tom Orsay told Norpress that the bridge was shut
         Indirect [Tom Orsay] (told) that the bridge was shut @ told Norpress > Norpress",
    );
}

#[test]
fn whose_it_is_names_the_speaker() {
    check(
        "Ines Calder runs the harbour. Tom Orsay said on Monday that nobody understood Calder’s refusal to sail.",
        "Indirect [Tom Orsay] (said) that nobody understood Calder’s refusal to sail @ on Monday
         Indirect [Ines Calder] (refusal) to sail > Tom Orsay",
    );
}
