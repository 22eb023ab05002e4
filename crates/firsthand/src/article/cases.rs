//! Pages with furniture of many styles, in `cases.txt`, readable line by line.

use super::read;
use crate::{Page, Span, words};

#[test]
fn every_line_of_the_cases_is_told_apart() {
    let data = include_str!("cases.txt");
    let (_, data) = data.split_once('\n').expect("a head line");
    let mut wrong = Vec::new();
    for case in data.split("==\n").filter(|c| !c.trim().is_empty()) {
        let rows: Vec<_> = case.lines().map(|l| l.split_at(1)).collect();
        let text: Vec<_> = rows.iter().map(|(_, t)| t.trim()).collect();
        let content = text.join("\n");
        let page = Page {
            content: content.clone(),
            ..Page::default()
        };
        let article = &read(vec![page])[0];
        let body: Vec<Span> = article.body().collect();
        let lines: Vec<_> = words::lines(&content, Span::new(0, content.len())).collect();
        let shown = rows.iter().filter(|(_, t)| !t.trim().is_empty());
        for (line, (mark, text)) in lines.iter().zip(shown) {
            if (*mark == "+") != body.iter().any(|b| b.overlaps(*line)) {
                wrong.push(format!(
                    "{mark}{text}: {:?}",
                    article.segment_at(line.start()).map(|s| s.kind)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
