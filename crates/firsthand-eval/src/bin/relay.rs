//! The tool's own error table: counts of origins and edges against invented truth, by how much credit is
//! lost, then by the number of articles. `relay [ARTICLES...]`, by default 1000; `relay --print ARTICLES LOST`
//! prints the pages of one world, a JSON object a line, for `firsthand report`.

use firsthand_eval::relay::{World, make, score};
use std::process::ExitCode;

const SEED: u64 = 20_260_101;
const LOST: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [option, articles, lost] = words.as_slice()
        && option == "--print"
        && let (Ok(articles), Ok(lost)) = (articles.parse(), lost.parse())
    {
        print(&make(articles, lost, SEED));
        return ExitCode::SUCCESS;
    }
    let mut sizes = Vec::new();
    for word in words {
        match word.parse::<usize>() {
            Ok(n) if n > 0 => sizes.push(n),
            _ => {
                eprintln!("usage: relay [ARTICLES...], relay --print ARTICLES LOST");
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

/// The pages as records, with what is true of each: whom it has the news from, the number of its event,
/// and how many origins that has.
fn print(world: &World) {
    let mut event = vec![0; world.pages.len()];
    for (n, told) in world.events.iter().enumerate() {
        told.articles.iter().for_each(|&at| event[at] = n);
    }
    for (at, page) in world.pages.iter().enumerate() {
        let declared = &page.declared;
        let record = serde_json::json!({
            "id": page.locator, "url": declared.url, "title": declared.title, "outlet": declared.outlet,
            "language": declared.language, "date": declared.published, "text": page.content,
            "true_parent": world.parent[at].map(|parent| &world.pages[parent].locator),
            "true_event": event[at], "true_origins": world.events[event[at]].origins,
        });
        println!("{record}");
    }
}
