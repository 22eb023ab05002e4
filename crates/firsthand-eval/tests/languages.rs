//! How well are articles in different languages put into events, on invented ones?
//!
//! Every pair of articles in different languages of the whole pile counts: it is right to join those
//! of one case and letter of `tests/languages/events.txt`, and wrong to join any other. The odd cases
//! were read while the rules were written; of the even ones some misses were seen too.

use firsthand::page::Declared;
use firsthand::{Page, pipeline};
use std::path::Path;

/// An article of the file: its case, event, language, and the page.
struct Told {
    case: usize,
    event: String,
    language: String,
    page: Page,
}

fn read() -> Vec<Told> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/languages/events.txt");
    let file = std::fs::read_to_string(path).unwrap();
    let mut out: Vec<Told> = Vec::new();
    let mut case = 0;
    for line in file.lines().filter(|l| !l.is_empty()) {
        if let Some(rest) = line.strip_prefix("# ") {
            case = rest.parse().unwrap_or(case);
        } else if let Some(head) = line.strip_prefix("= ") {
            let [event, language, day] = head.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            out.push(Told {
                case,
                event: format!("{case}{event}"),
                language: language.to_owned(),
                page: Page {
                    locator: format!("{:03}", out.len()),
                    declared: Declared {
                        published: (day != "-").then(|| day.to_owned()),
                        ..Declared::default()
                    },
                    ..Page::default()
                },
            });
        } else {
            let page = &mut out.last_mut().unwrap().page;
            if page.declared.title.is_none() {
                page.declared.title = Some(line.to_owned());
            } else {
                page.content.push_str(line);
                page.content.push('\n');
            }
        }
    }
    out
}

/// Precision and recall over pairs in different languages, the cases of which pass.
fn score(told: &[Told], home: &[usize], of: impl Fn(usize) -> bool) -> (f64, f64, usize) {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for (i, a) in told.iter().enumerate() {
        for (j, b) in told.iter().enumerate().skip(i + 1) {
            if a.language == b.language || !of(a.case) && !of(b.case) {
                continue;
            }
            let (same, joined) = (a.event == b.event, home[i] == home[j]);
            right += usize::from(same && joined);
            found += usize::from(joined);
            wanted += usize::from(same);
            if same != joined {
                println!(
                    "{} {} and {} {}: joined {joined}",
                    a.event, a.language, b.event, b.language
                );
            }
        }
    }
    let share = |n: usize| right as f64 / n as f64;
    (share(found), share(wanted), wanted)
}

#[test]
fn events_are_found_across_languages() {
    let told = read();
    let pages = told.iter().map(|t| t.page.clone()).collect();
    let report = pipeline::run(pages, vec![]);
    let mut home = vec![usize::MAX; told.len()];
    for (e, event) in report.events.iter().enumerate() {
        for &article in &event.articles {
            let number: usize = report.articles[article].page.locator.parse().unwrap();
            home[number] = e;
        }
    }
    for (which, odd, floor) in [("odd", 1, (0.97, 0.9)), ("even", 0, (0.97, 0.8))] {
        let (precision, recall, pairs) = score(&told, &home, |case| case % 2 == odd);
        println!("{which} cases: precision {precision:.3}, recall {recall:.3} of {pairs} pairs");
        assert!(precision >= floor.0 && recall >= floor.1);
    }
}
