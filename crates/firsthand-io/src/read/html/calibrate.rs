//! Two tools for the fit and the scores of the scorecard, run by name over a folder of pages:
//!
//!     FIRSTHAND_PAGES=annotated FIRSTHAND_OUT=facts.tsv cargo test -p firsthand-io facts -- --ignored
//!
//! `facts` writes the facts of every line beside the annotation of L3S-GN1 (`x-nc-selN` classes);
//! `marks` writes title, marks and metadata of every page as JSON lines.

use super::outline;
use std::fmt::Write as _;
use std::path::PathBuf;

fn environment(name: &str) -> PathBuf {
    std::env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set"))
        .into()
}

#[test]
#[ignore = "needs a folder of annotated pages"]
fn facts() {
    let mut out = String::new();
    let folder = std::fs::read_dir(environment("FIRSTHAND_PAGES")).unwrap();
    let mut files: Vec<_> = folder.map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let markup = String::from_utf8_lossy(&bytes);
        let outline = outline::read(&markup, false);
        let records = super::declared::Records::read(&outline.head);
        let said = records.said(&outline.head);
        let (page, ..) = super::titled(&outline, &said);
        let name = file.file_name().unwrap().to_string_lossy();
        for (i, line) in outline.lines.iter().enumerate() {
            let _ = write!(out, "{name}\t{:?}\t{}\t", line.gold, page.words[i]);
            page.facts(i, &mut |a, b| {
                let _ = write!(out, "{a}:{b} ");
            });
            let _ = writeln!(out, "\t{}", line.span.of(&outline.content));
        }
    }
    std::fs::write(environment("FIRSTHAND_OUT"), out).unwrap();
}

#[test]
#[ignore = "needs a folder of pages"]
fn marks() {
    let pile = crate::read(&[environment("FIRSTHAND_PAGES")]);
    let mut out = String::new();
    for page in &pile.pages {
        let marks = page.marks.iter();
        let marks = marks.map(|m| [crate::json::segment_kind(m.kind), m.span.of(&page.content)]);
        let d = &page.declared;
        let value = serde_json::json!({
            "locator": page.locator, "title": d.title, "outlet": d.outlet, "authors": d.authors,
            "published": d.published, "url": d.url, "language": d.language,
            "syndicated_from": d.syndicated_from, "marks": marks.collect::<Vec<_>>(),
        });
        let _ = writeln!(out, "{value}");
    }
    std::fs::write(environment("FIRSTHAND_OUT"), out).unwrap();
}
