//! The tool's own error table: counts of origins and edges against invented truth, by how much credit is
//! lost, then by the number of articles. `relay [ARTICLES[@LOST]...]`, by default 1000; `relay --print ARTICLES LOST`
//! prints the pages of one world, a JSON object a line, for `firsthand report`; `relay --unseen ARTICLES` plants
//! releases that are no page and tells how many are found.

use firsthand_eval::relay::unseen::{DETAILS, Unseen};
use firsthand_eval::relay::{World, make, score, score_unseen};
use std::process::ExitCode;

const USAGE: &str =
    "usage: relay [ARTICLES[@LOST]...], relay --print ARTICLES LOST, relay --unseen ARTICLES";
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
    if let [option, articles] = words.as_slice()
        && option == "--unseen"
        && let Ok(articles) = articles.parse()
    {
        tell(&score_unseen(make(articles, 1.0, SEED), SEED));
        return ExitCode::SUCCESS;
    }
    let mut runs = Vec::new();
    for word in words {
        let (size, lost) = word.split_once('@').unwrap_or((&word, ""));
        match (size.parse::<usize>(), lost.parse::<f64>()) {
            (Ok(n), Ok(lost)) if n > 0 => runs.push((n, lost)),
            (Ok(n), Err(_)) if n > 0 && lost.is_empty() => runs.extend(LOST.map(|lost| (n, lost))),
            _ => {
                eprintln!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    if runs.is_empty() {
        runs.extend(LOST.map(|lost| (1000, lost)));
    }
    println!(
        "| articles | credit lost | events whole | low exact | low off by | in range | edges right | relays found | circles found, false |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (articles, lost) in runs {
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
    ExitCode::SUCCESS
}

/// How many unseen releases were found, and what else was taken for one.
fn tell(found: &Unseen) {
    for (what, [right, found, there]) in [("sources", found.nodes), ("edges", found.edges)] {
        println!("{what}: {right} right of {found} drawn, of {there} planted");
    }
    for detail in DETAILS {
        let [planted, drawn] = found.drawn.get(&detail).copied().unwrap_or_default();
        println!("{detail:?}: drawn {drawn} of {planted}");
    }
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
