//! The example that ships with the tool, held to what its own page of findings says.

use firsthand_eval::{check, sentences};
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_example_holds_its_findings() {
    let root = repository();
    let page = std::fs::read_to_string(root.join("examples/FINDINGS.md")).unwrap();
    assert!(
        sentences(&page).count() > 50,
        "the page of findings is nearly empty"
    );
    let pile = firsthand_io::read(&[root.join("examples/pile")]);
    let failed = check(&page, &firsthand::pipeline::run(pile.pages, pile.skipped));
    assert!(
        failed.is_empty(),
        "{} findings do not hold:\n- {}",
        failed.len(),
        failed.join("\n- ")
    );
}

#[test]
fn a_sentence_that_is_wrong_or_not_understood_fails() {
    let root = repository();
    let pile = firsthand_io::read(&[root.join("examples/pile")]);
    let report = firsthand::pipeline::run(pile.pages, pile.skipped);
    let page = "- 3 articles, 2 texts, 9 events, 1 story.\n- Nothing is what it seems.\n";
    assert_eq!(check(page, &report).len(), 2);
}

#[test]
fn the_order_of_the_pages_changes_nothing() {
    let pile = firsthand_io::read(&[repository().join("examples/pile")]);
    let written = |pages| format!("{:?}", firsthand::pipeline::run(pages, vec![]));
    let in_order = written(pile.pages.clone());
    for shift in [1, 7, 12] {
        let mut pages = pile.pages.clone();
        pages.rotate_left(shift);
        pages[shift..].reverse();
        assert!(
            written(pages) == in_order,
            "a shift by {shift} changes the report"
        );
    }
}
