//! What the shipped weights must find; how well they do on texts that people annotated is scored, not
//! tested.
#![cfg(feature = "model")]

use firsthand::{Page, QuotationKind, article, quotation};

#[test]
fn the_shipped_weights_find_a_plain_attribution() {
    let text = "Ines Calder, who runs the ferry office, said on Tuesday that the old pier would be closed until spring. \
                The repairs cost more than the town had planned.";
    let page = Page {
        content: text.to_owned(),
        ..Page::default()
    };
    let mut article = article::read(vec![page]).remove(0);
    article.language = Some("en".into());
    let model = firsthand_io::model().expect("the weights in the repository are a model");
    let found = quotation::extract(0, &article, Some(model));
    let [q] = &found[..] else {
        panic!("one attribution, not {found:#?}");
    };
    assert_eq!(q.kind, QuotationKind::Indirect);
    assert_eq!(q.cue.map(|c| c.of(text)), Some("said"));
    assert_eq!(
        q.content[0].of(text),
        "that the old pier would be closed until spring"
    );
    assert_eq!(
        q.speaker.as_ref().map(|s| s.name.as_str()),
        Some("Ines Calder")
    );
}
