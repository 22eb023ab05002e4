//! Do the thresholds of the events stage hold on articles that they were not fixed on?
//!
//!     cargo run --release -p firsthand-eval --example thresholds -- ARTICLES.jsonl [FOLDS]
//!
//! The records carry `event`, the happening that they report, and a date. They are parted by time into
//! FOLDS of equal size (3), each of which is put into events by itself. For each fold in turn, the
//! setting of the grid below that does best on the others (the mean of pairwise and B-cubed F1) is
//! scored on it, beside the shipped one. Prints one line a fold, and the means.

use firsthand::event::{Config, cluster_with};
use firsthand::{Overrides, Page, Report, pipeline};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Shorter texts are no articles, as the scorer beside the data has it.
const WORDS_MIN: usize = 50;

/// What is tried: the threshold, the cost of days, the factor on names, the weight of the lead.
fn grid() -> Vec<Config> {
    let mut out = Vec::new();
    for threshold in [0.08, 0.09, 0.10, 0.11, 0.12, 0.13, 0.14, 0.16] {
        for late in [0.011, 0.022, 0.033] {
            for name in [1.0, 1.5, 2.0] {
                for lead in [2.0, 3.0] {
                    out.push(Config {
                        threshold,
                        late,
                        name,
                        lead,
                        ..Config::default()
                    });
                }
            }
        }
    }
    out
}

/// One part of the articles, read, with what each of its articles reports.
struct Fold {
    report: Report,
    gold: Vec<String>,
}

/// Pairwise and B-cubed F1.
#[derive(Clone, Copy)]
struct Score {
    pairwise: f64,
    b3: f64,
}

impl Score {
    fn mean(of: impl Iterator<Item = Score> + Clone) -> Score {
        let n = of.clone().count() as f64;
        Score {
            pairwise: of.clone().map(|s| s.pairwise).sum::<f64>() / n,
            b3: of.map(|s| s.b3).sum::<f64>() / n,
        }
    }

    fn both(self) -> f64 {
        f64::midpoint(self.pairwise, self.b3)
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (path, folds) = match &args[..] {
        [path] => (path, 3),
        [path, folds] => (path, folds.parse().expect("a number of folds")),
        _ => {
            eprintln!("usage: thresholds ARTICLES.jsonl [FOLDS]");
            std::process::exit(2);
        }
    };
    let folds = read(path, folds);
    let settings = grid();
    let scores: Vec<Vec<Score>> = settings
        .par_iter()
        .map(|config| folds.iter().map(|f| score(config, f)).collect())
        .collect();
    let shipped: Vec<Score> = folds.iter().map(|f| score(&Config::default(), f)).collect();
    println!(
        "| held out | articles | threshold, late, name, lead chosen on the others | pairwise F1 | B3 F1 | shipped setting |\n|---|---|---|---|---|---|"
    );
    let mut held = Vec::new();
    for (n, fold) in folds.iter().enumerate() {
        let on_others = |s: &Vec<Score>| {
            let others = s.iter().enumerate().filter(|(m, _)| *m != n);
            Score::mean(others.map(|(_, s)| *s)).both()
        };
        let best = (0..settings.len())
            .max_by(|x, y| {
                on_others(&scores[*x])
                    .total_cmp(&on_others(&scores[*y]))
                    .then(y.cmp(x))
            })
            .expect("the grid is not empty");
        let (config, own) = (&settings[best], scores[best][n]);
        println!(
            "| {} | {} | {}, {}, {}, {} | {:.3} | {:.3} | {:.3}, {:.3} |",
            n + 1,
            fold.gold.len(),
            config.threshold,
            config.late,
            config.name,
            config.lead,
            own.pairwise,
            own.b3,
            shipped[n].pairwise,
            shipped[n].b3
        );
        held.push(own);
    }
    let (held, shipped) = (
        Score::mean(held.into_iter()),
        Score::mean(shipped.into_iter()),
    );
    println!(
        "| mean | | | {:.3} | {:.3} | {:.3}, {:.3} |",
        held.pairwise, held.b3, shipped.pairwise, shipped.b3
    );
}

/// The articles by time, in parts of equal size. Of records with one id or one text in two events
/// nobody can say which is right: they are left out, as the scorer beside the data does.
fn read(path: &str, folds: usize) -> Vec<Fold> {
    let file = std::fs::read_to_string(path).expect("a file of records");
    let records: Vec<serde_json::Value> = file
        .lines()
        .map(|l| serde_json::from_str(l).expect("a record a line"))
        .collect();
    let text = |r: &serde_json::Value, key: &str| r[key].as_str().unwrap_or_default().to_owned();
    let event = |r: &serde_json::Value| r["event"].to_string();
    let mut events_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for r in &records {
        for key in ["id", "text"] {
            events_of
                .entry(format!("{key} {}", text(r, key)))
                .or_default()
                .insert(event(r));
        }
    }
    let plain = |r: &&serde_json::Value| {
        let mut keys = ["id", "text"].into_iter();
        keys.all(|key| events_of[&format!("{key} {}", text(r, key))].len() == 1)
    };
    let gold: BTreeMap<String, String> = records
        .iter()
        .filter(plain)
        .map(|r| (text(r, "id"), event(r)))
        .collect();
    let mut pages: Vec<Page> = firsthand_io::read(&[path.into()]).pages;
    let mut seen = BTreeSet::new();
    pages.retain(|p| {
        let long = p.content.split_whitespace().nth(WORDS_MIN - 1).is_some();
        let known = p.record.as_ref().is_some_and(|id| gold.contains_key(id));
        long && known && seen.insert(p.record.clone())
    });
    pages.sort_by_cached_key(|p| (p.declared.published.clone(), p.record.clone()));
    let size = pages.len().div_ceil(folds);
    pages
        .chunks(size)
        .map(|part| {
            let report = pipeline::run(part.to_vec(), vec![]);
            let of =
                |a: &firsthand::Article| gold[a.page.record.as_ref().expect("a record")].clone();
            Fold {
                gold: report.articles.iter().map(of).collect(),
                report,
            }
        })
        .collect()
}

/// How well a setting finds the events of a fold.
fn score(config: &Config, fold: &Fold) -> Score {
    let r = &fold.report;
    let none = Overrides::default();
    let found = cluster_with(
        config,
        &r.articles,
        &r.reuse,
        &r.quotations,
        &r.statements,
        &none,
    );
    let mut sizes = BTreeMap::<&str, usize>::new();
    fold.gold
        .iter()
        .for_each(|g| *sizes.entry(g).or_default() += 1);
    let pairs = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
    let (mut right, mut joined, mut precision, mut recall) = (0.0, 0.0, 0.0, 0.0);
    for event in &found {
        let mut of = BTreeMap::<&str, usize>::new();
        event
            .articles
            .iter()
            .for_each(|&a| *of.entry(&fold.gold[a]).or_default() += 1);
        joined += pairs(event.articles.len());
        for (gold, n) in of {
            right += pairs(n);
            precision += (n * n) as f64 / event.articles.len() as f64;
            recall += (n * n) as f64 / sizes[gold] as f64;
        }
    }
    let wanted: f64 = sizes.values().map(|n| pairs(*n)).sum();
    let all = fold.gold.len() as f64;
    Score {
        pairwise: 2.0 * right / (joined + wanted),
        b3: 2.0 * precision * recall / (precision + recall) / all,
    }
}
