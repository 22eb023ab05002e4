//! Writes the facts of every line of a folder of annotated pages (L3S-GN1), for the fit of the scorecard:
//! `FIRSTHAND_GOLD=annotated FIRSTHAND_FACTS=facts.tsv cargo test -p firsthand-io facts -- --ignored`.

use super::{features, outline, title};
use std::fmt::Write as _;

#[test]
#[ignore = "needs the annotated pages"]
fn facts() {
    let folder = std::env::var("FIRSTHAND_GOLD").expect("FIRSTHAND_GOLD names a folder");
    let mut out = String::new();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let markup = String::from_utf8_lossy(&bytes);
        let outline = outline::read(&markup, false);
        let title = title::find(&outline);
        let page = features::Page::new(&outline, title.line);
        for (i, line) in outline.lines.iter().enumerate() {
            let name = file.file_name().unwrap().to_string_lossy();
            let text = line.span.of(&outline.content);
            let _ = write!(out, "{name}\t{:?}\t{}\t", line.gold, page.words[i]);
            page.facts(i, &mut |a, b| {
                let _ = write!(out, "{a}:{b} ");
            });
            let _ = writeln!(out, "\t{}", text.replace('\t', " "));
        }
    }
    std::fs::write(std::env::var("FIRSTHAND_FACTS").unwrap(), out).unwrap();
}
