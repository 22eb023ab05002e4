//! The tool's own error table: counts of origins and edges against invented truth, by how much credit is
//! lost, then by the number of articles. `relay [ARTICLES...]`, by default 1000.

use firsthand_eval::relay::{make, score};
use std::process::ExitCode;

const SEED: u64 = 20_260_101;
const LOST: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

fn main() -> ExitCode {
    let mut sizes = Vec::new();
    for word in std::env::args().skip(1) {
        match word.parse::<usize>() {
            Ok(n) if n > 0 => sizes.push(n),
            _ => {
                eprintln!("usage: relay [ARTICLES...]");
                return ExitCode::from(2);
            }
        }
    }
    if sizes.is_empty() {
        sizes.push(1000);
    }
    println!(
        "| articles | credit lost | events whole | low exact | low off by | in range | edges right | relays found | circles found, false |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for &articles in &sizes {
        for lost in LOST {
            let s = score(&make(articles, lost, SEED));
            let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
            println!(
                "| {articles} | {:.0} % | {:.3} of {} | {:.3} | {:.2} | {:.3} | {:.3} of {} | {:.3} of {} | {} of {}, {} |",
                lost * 100.0,
                share(s.whole, s.events),
                s.events,
                share(s.exact, s.whole),
                share(s.off, s.whole),
                share(s.inside, s.whole),
                share(s.right, s.named),
                s.named,
                share(s.found, s.relays),
                s.relays,
                s.circles[1],
                s.circles[0],
                s.circles[2],
            );
        }
    }
    ExitCode::SUCCESS
}
