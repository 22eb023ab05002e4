//! Every page in `tests/cases`: articles in, findings out.
//!
//! A case is a Markdown page. Each fenced block whose info string is a file name is an article; the
//! sentences after them are what must be found.

use std::path::Path;

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut pages: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    let mut failed = Vec::new();
    for path in pages {
        let page = std::fs::read_to_string(&path).unwrap();
        let (articles, findings) = firsthand_eval::split(&page);
        assert!(!articles.is_empty(), "{} has no article", path.display());
        assert!(
            firsthand_eval::sentences(&findings).count() > 0,
            "{}",
            path.display()
        );
        let report = firsthand::pipeline::run(articles, vec![]);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = firsthand_eval::check(&findings, &report);
        failed.extend(found.into_iter().map(|f| format!("{name}: {f}")));
    }
    assert!(
        failed.is_empty(),
        "{} findings do not hold:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
