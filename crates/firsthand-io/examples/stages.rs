//! How long does each stage of reading a page of HTML take? Reads every file that is named, on one
//! thread, and prints a line a stage: its seconds over all pages, its share, microseconds a page.
//! The stage `article` is the library's, each page alone; copies of one another are looked for over a
//! whole pile, which is no part of reading a page, and so stand apart in the last line.

use std::time::{Duration, Instant};

const STAGES: [&str; 6] = [
    "hash", "decode", "outline", "declared", "classify", "article",
];

fn main() {
    // One thread: rayon would spread the articles.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("one thread").install(measure);
}

fn measure() {
    let pages: Vec<_> = std::env::args_os().skip(1).collect();
    let mut took = [Duration::ZERO; STAGES.len()];
    let (mut bytes, mut skipped, mut articles) = (0, 0, Vec::new());
    for path in &pages {
        let Ok(page) = std::fs::read(path) else {
            skipped += 1;
            continue;
        };
        bytes += page.len();
        let mut from = Instant::now();
        let mut done = |stage: &str| {
            if let Some(at) = STAGES.iter().position(|s| *s == stage) {
                took[at] += from.elapsed();
            }
            from = Instant::now();
        };
        let locator = path.to_string_lossy().into_owned();
        match firsthand_io::page_in_stages(locator, &page, &mut done) {
            Ok(page) => {
                articles.extend(firsthand::article::read(vec![page]));
                done("article");
            }
            Err(_) => skipped += 1,
        }
    }
    let all: Duration = took.iter().sum();
    let (n, seconds) = (pages.len().max(1) as f64, all.as_secs_f64());
    println!("| stage | seconds | share | µs a page |\n|---|---|---|---|");
    for (stage, took) in STAGES.iter().zip(took) {
        let (s, share) = (took.as_secs_f64(), took.as_secs_f64() / seconds);
        println!(
            "| {stage} | {s:.2} | {:.0} % | {:.0} |",
            share * 100.0,
            s / n * 1e6
        );
    }
    println!(
        "\n{} pages, {skipped} skipped, {:.0} MB: {:.0} pages/s, {:.1} MB/s",
        pages.len(),
        bytes as f64 / 1e6,
        n / seconds,
        bytes as f64 / 1e6 / seconds
    );
    let from = Instant::now();
    let reuse = firsthand::reuse::find(&articles);
    firsthand::article::relabel(&mut articles, &reuse);
    println!(
        "copies over the pile, and what they relabel: {:.2} s",
        from.elapsed().as_secs_f64()
    );
}
