//! Briefs that a reader can use: every line says who speaks, and no two say the same.

use crate::origin::BriefKind;
use crate::page::papers;
use crate::pipeline;
use crate::provenance::Receipt;

fn briefs(texts: &[&str]) -> Vec<(BriefKind, String)> {
    let report = pipeline::run(papers(texts), Vec::new());
    for line in report.origins.briefs.iter().flatten() {
        let content = |r: &Receipt| report.articles[r.article].content();
        let first = line.receipts[0];
        let shown = first.span.of(content(&first));
        assert!(
            line.text.starts_with(shown),
            "{:?} rests on {shown:?}",
            line.text
        );
    }
    let lines = report.origins.briefs.into_iter().flatten();
    lines.map(|l| (l.kind, l.text)).collect()
}

const LEAD: &str = "Ferry to Sarn stops\n\n3 June 2025\n\nThe ferry to Sarn will stop in May, as the harbour of Sarn is silted up.";

#[test]
fn a_line_is_a_sentence_that_names_the_speaker() {
    let one = format!(
        "{LEAD} \u{201c}The ferry will never return to Sarn,\u{201d} Mayor Ilka Strand told reporters in Sarn."
    );
    let two = format!(
        "{LEAD} She had no comfort. \u{201c}The ferry will never return to Sarn,\u{201d} she told reporters in Sarn. Mayor Ilka Strand then left."
    );
    let lines = briefs(&[&one, &two]);
    let told: Vec<_> = lines
        .iter()
        .filter(|l| l.1.contains("never return"))
        .collect();
    assert_eq!(told.len(), 1, "{lines:?}");
    assert!(told[0].1.contains("Ilka Strand"), "{lines:?}");
}

#[test]
fn what_a_pronoun_alone_says_is_no_line() {
    let one = format!("{LEAD} \u{201c}It is a shame for all of us here,\u{201d} she said in Sarn.");
    let two = format!(
        "{LEAD} They waited. \u{201c}It is a shame for all of us here,\u{201d} she said in Sarn."
    );
    let lines = briefs(&[&one, &two]);
    assert!(lines.iter().all(|l| !l.1.contains("shame")), "{lines:?}");
}

#[test]
fn where_two_wordings_differ_both_are_shown_with_what_is_around_them() {
    let one = "Ferry to Sarn stops\n\n3 June 2025\n\n\u{201c}The ferry will never return to Sarn before the winter storms begin,\u{201d} \
        Mayor Ilka Strand told reporters in Sarn. The ferry makes its last trip in May, as mud fills the harbour of Sarn. The town council met \
        in the evening, and fishermen stood on the pier. Buses will drive to the pass.";
    let two = "Sarn loses its ferry\n\n3 June 2025\n\n\u{201c}The ferry may return to Sarn before the winter storms begin,\u{201d} \
        Mayor Ilka Strand told reporters in Sarn. Nobody has dredged the harbour of Sarn for years, so that the ferry sails for the last \
        time in May. Shops on the quay fear for their trade, and a school trip to the islands is off.";
    let lines = briefs(&[one, two]);
    let differs: Vec<_> = lines.iter().filter(|l| l.0 == BriefKind::Differs).collect();
    assert!(
        differs
            .iter()
            .any(|l| l.1.contains("never return to Sarn") && l.1.contains("may return to Sarn")),
        "{lines:?}"
    );
}
