//! Checks a page of expected findings: `firsthand-eval FINDINGS.md [PATH...]`. Without paths the
//! page holds its articles itself, as those in `tests/cases` do.

use firsthand::pipeline;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let Some((findings, piles)) = paths.split_first() else {
        eprintln!("usage: firsthand-eval FINDINGS.md [PATH...]");
        return ExitCode::from(2);
    };
    let page = match std::fs::read_to_string(findings) {
        Ok(page) => page,
        Err(e) => {
            eprintln!("{}: {e}", findings.display());
            return ExitCode::from(2);
        }
    };
    let (articles, rest) = firsthand_eval::split(&page);
    let report = if piles.is_empty() {
        pipeline::run(articles, vec![])
    } else {
        let pile = firsthand_io::read(piles);
        pipeline::run(pile.pages, pile.skipped)
    };
    let failed = firsthand_eval::check(&rest, &report);
    for sentence in &failed {
        println!("- {sentence}");
    }
    println!(
        "{} of {} hold",
        firsthand_eval::sentences(&rest).count() - failed.len(),
        firsthand_eval::sentences(&rest).count()
    );
    ExitCode::from(u8::from(!failed.is_empty()))
}
