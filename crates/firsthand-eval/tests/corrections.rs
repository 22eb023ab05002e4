//! How well are notices of correction and withdrawal read, and who still carries the old words, on invented ones?
//!
//! Each case of `tests/corrections/notices.txt` is a pile of its own, read by the whole pipeline. Misses of both
//! halves were seen while the rules were written.

use firsthand::page::Declared;
use firsthand::{Page, pipeline};
use std::path::Path;

/// Precision and recall of notices, share of old words read, precision and recall of carriers.
const FLOORS: [f64; 5] = [0.95, 0.95, 0.9, 0.95, 0.9];

/// What is true of an article.
#[derive(Clone, PartialEq, Debug)]
enum Role {
    /// It takes these words back, where its notice repeats any.
    Corrects(Option<String>),
    /// It takes everything back.
    Withdraws,
    /// It carries what another took back.
    Old,
    /// It has no notice and carries nothing that another took back.
    Clean,
}

#[derive(Default)]
struct Case {
    number: usize,
    articles: Vec<(Role, Page)>,
}

fn role(words: &str) -> Role {
    match words.split_once(' ').unwrap_or((words, "")) {
        ("corrects", "-") => Role::Corrects(None),
        ("corrects", old) if !old.is_empty() => Role::Corrects(Some(old.to_owned())),
        ("withdraws", "") => Role::Withdraws,
        ("old", _) => Role::Old,
        ("new" | "none", _) => Role::Clean,
        _ => panic!("no role: {words}"),
    }
}

fn read() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corrections/notices.txt");
    let file = std::fs::read_to_string(path).unwrap();
    let (mut out, mut title, mut shared) = (Vec::<Case>::new(), "", "");
    let told = file
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with("# "));
    for line in told {
        if let Some(head) = line.strip_prefix("## ") {
            let (number, of) = head.split_once(' ').unwrap();
            (title, shared) = (of, "");
            out.push(Case {
                number: number.parse().unwrap(),
                articles: Vec::new(),
            });
            continue;
        }
        let articles = &mut out.last_mut().unwrap().articles;
        if let Some(words) = line.strip_prefix("~ ") {
            shared = words;
        } else if let Some(words) = line.strip_prefix("= ") {
            let mut page = Page {
                locator: format!("{}", articles.len()),
                declared: Declared {
                    title: Some(title.to_owned()),
                    outlet: Some(format!(
                        "{} Post",
                        ["Arlen", "Brodd", "Calder", "Dunmore"][articles.len()]
                    )),
                    published: Some("2031-05-04".to_owned()),
                    ..Declared::default()
                },
                ..Page::default()
            };
            if !words.ends_with(" alone") {
                page.content = format!("{shared}\n\n");
            }
            articles.push((role(words), page));
        } else {
            let page = &mut articles.last_mut().unwrap().1;
            page.content += line.strip_prefix("! ").unwrap_or(line);
            page.content += "\n\n";
        }
    }
    out
}

/// Right ones, those found, those that there are.
#[derive(Default, Debug)]
struct Tally([usize; 3]);

impl Tally {
    fn count(&mut self, found: bool, true_: bool) {
        let one = [found && true_, found, true_];
        self.0
            .iter_mut()
            .zip(one)
            .for_each(|(n, one)| *n += usize::from(one));
    }

    fn precision(&self) -> f64 {
        self.0[0] as f64 / self.0[1] as f64
    }

    fn recall(&self) -> f64 {
        self.0[0] as f64 / self.0[2] as f64
    }
}

#[test]
fn notices_and_who_carries_the_old_words_are_found() {
    for (half, odd) in [("odd", 1), ("even", 0)] {
        let (mut notices, mut carriers) = (Tally::default(), Tally::default());
        let (mut words, mut all) = (0, 0);
        for case in read().iter().filter(|c| c.number % 2 == odd) {
            let pages = case.articles.iter().map(|(_, page)| page.clone()).collect();
            let report = pipeline::run(pages, Vec::new());
            let found: Vec<_> = report.corrections.iter().flatten().collect();
            for (at, (role, _)) in case.articles.iter().enumerate() {
                let own = found.iter().find(|c| c.article == at);
                let takes_back = matches!(role, Role::Corrects(_) | Role::Withdraws);
                let right = own.is_some_and(|c| c.withdrawn == (*role == Role::Withdraws));
                notices.count(own.is_some() && (right || !takes_back), takes_back);
                if own.is_some() != takes_back || takes_back && !right {
                    println!("{} article {at}, {role:?}: {own:?}", case.number);
                }
                if let Role::Corrects(Some(old)) = role {
                    let content = report.articles[at].content();
                    let read = own.and_then(|c| c.old).map_or("", |s| s.of(content));
                    all += 1;
                    words += usize::from(read.contains(old.as_str()));
                    if !read.contains(old.as_str()) {
                        println!("{} article {at}, {old:?}: {read:?}", case.number);
                    }
                }
                let carries = found
                    .iter()
                    .any(|c| c.carried.iter().any(|(other, _)| *other == at));
                carriers.count(carries, *role == Role::Old);
                if carries != (*role == Role::Old) {
                    println!("{} article {at}, {role:?}: carries {carries}", case.number);
                }
            }
        }
        let figures = [
            notices.precision(),
            notices.recall(),
            words as f64 / all as f64,
            carriers.precision(),
            carriers.recall(),
        ];
        println!(
            "{half} cases: notices {notices:?}, old words {words} of {all}, carriers {carriers:?}: {figures:.3?}"
        );
        assert!(
            figures
                .iter()
                .zip(FLOORS)
                .all(|(figure, floor)| *figure >= floor)
        );
    }
}
