//! How long do a million articles of a month take to be put into events, and how much memory?
//!
//!     cargo run --release -p firsthand-eval --example stream -- PILE.jsonl ARTICLES [SEED]
//!
//! Makes ARTICLES articles of one month from the sentences of PILE and hands them, in order of time,
//! to [`firsthand::event::Stream`]. An event is made of the halves of two articles of the pile, with
//! names and numbers of its own; each of its articles has about two thirds of these sentences and
//! three of another event. Prints one line of JSON: how many of the texts differ, the seconds on the
//! wall and of processors that the event stage took, reading left out, the most texts held at a
//! time, the most memory, and how well the events that were made are found.

use firsthand::event::{Config, Stream, Text};
use firsthand::{Article, Dating, How, Id, Interval, Page, Segment, SegmentKind, Span, words};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

/// Days of the stream.
const DAYS: u64 = 30;

/// Articles that are made and handed on at a time.
const BLOCK: usize = 20_000;

/// Articles of the pile that events are made of.
const PATTERNS: usize = 10_000;

/// One article to be made.
#[derive(Clone, Copy)]
struct Plan {
    day: u64,
    event: u64,
    /// Articles of one event with one variant are one text.
    variant: u64,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [pile, count, rest @ ..] = &args[..] else {
        eprintln!("usage: stream PILE.jsonl ARTICLES [SEED]");
        std::process::exit(2);
    };
    let count: usize = count.parse().expect("a number of articles");
    let seed = rest.first().map_or(0, |s| s.parse().expect("a number"));
    let patterns = patterns(&firsthand_io::read(&[pile.into()]).pages);
    let plans = plan(count, seed);
    let config = Config::default();
    let mut stream = Stream::new(config.clone());
    let (mut wall, mut cpu, mut held, mut pushed) = (0.0, 0.0, 0, 0);
    let mut events: Vec<Vec<usize>> = Vec::new();
    for block in plans.chunks(BLOCK) {
        let articles: Vec<Article> = block.par_iter().map(|p| article(&patterns, *p)).collect();
        let (start, used) = (Instant::now(), processors());
        let texts: Vec<Text> = articles.par_iter().map(|a| Text::of(&config, a)).collect();
        for text in texts {
            events.extend(stream.push(pushed, text));
            pushed += 1;
        }
        wall += start.elapsed().as_secs_f64();
        cpu += processors() - used;
        held = held.max(stream.held());
    }
    let (start, used) = (Instant::now(), processors());
    events.extend(stream.finish());
    wall += start.elapsed().as_secs_f64();
    cpu += processors() - used;
    let texts = distinct(&plans);
    let f1 = pairwise(&plans, &events);
    println!(
        "{{\"articles\":{count},\"distinct\":{:.3},\"events\":{},\"wall_s\":{wall:.1},\"cpu_s\":{cpu:.1},\"held\":{held},\"memory_mb\":{},\"pairwise_f1\":{f1:.4}}}",
        texts as f64 / count.max(1) as f64,
        events.len(),
        peak_mb(),
    );
}

/// The sentences of articles that are long enough to make events of.
fn patterns(pages: &[Page]) -> Vec<Vec<String>> {
    let long = pages.iter().filter(|p| p.content.len() > 1_200);
    let long: Vec<_> = long.take(PATTERNS).collect();
    long.par_iter()
        .map(|p| {
            let whole = Span::new(0, p.content.len());
            let all = words::sentences(&p.content, whole, Some("en"));
            let some = all.iter().take(48).map(|s| s.of(&p.content).to_owned());
            some.collect()
        })
        .collect()
}

/// Which article reports which event on which day: four of five events have one article, the others
/// 2 to 40.
fn plan(count: usize, seed: u64) -> Vec<Plan> {
    let mut plans = Vec::with_capacity(count);
    let mut event = 0;
    while plans.len() < count {
        let draw = number(&[seed, event]);
        let size = match draw % 100 {
            0..82 => 1,
            82..97 => 2 + draw / 100 % 6,
            _ => 8 + draw / 100 % 33,
        };
        let first = draw / 10_000 % DAYS;
        for nth in 0..size {
            let own = number(&[seed, event, nth]);
            // Half of what follows are prints of an earlier one, and the news fades over days.
            let variant = if nth > 0 && own.is_multiple_of(2) {
                own / 8 % nth
            } else {
                nth
            };
            let later = u64::from((own / 64 % 16).trailing_zeros().min(3));
            plans.push(Plan {
                day: (first + later).min(DAYS - 1),
                event,
                variant,
            });
        }
        event += 1;
    }
    plans.truncate(count);
    plans.sort_by_key(|p| (p.day, number(&[p.event, p.variant])));
    plans
}

/// A number that depends on `of` alone (splitmix64: Steele, Lea & Flood, 2014).
fn number(of: &[u64]) -> u64 {
    of.iter().fold(0, |state, n| {
        let mut z = (state ^ n).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

fn article(patterns: &[Vec<String>], plan: Plan) -> Article {
    let draw = number(&[plan.event, plan.variant, 1]);
    let pick = |event: u64| &patterns[(number(&[event, 2]) % patterns.len() as u64) as usize];
    let mut content = String::new();
    let mut sentences = Vec::new();
    let mut add = |sentence: &str, event: u64| {
        let start = content.len();
        rename(sentence, event, &mut content);
        sentences.push(Span::new(start, content.len()));
        content.push(' ');
    };
    let (one, other) = (pick(plan.event), pick(number(&[plan.event, 3])));
    let halves = one
        .iter()
        .take(one.len() / 2)
        .chain(other.iter().take(other.len() / 2));
    for (i, sentence) in halves.enumerate() {
        if !number(&[draw, i as u64]).is_multiple_of(3) {
            add(sentence, plan.event);
        }
    }
    for sentence in pick(draw).iter().skip(5).take(3) {
        add(sentence, draw);
    }
    let span = Span::new(0, content.len());
    let day = jiff::civil::date(2031, 5, 1)
        + jiff::Span::new().days(i64::try_from(plan.day).unwrap_or_default());
    Article {
        id: Id::of('a', [draw.to_le_bytes()]),
        page: Page {
            content,
            ..Page::default()
        },
        title: None,
        authors: Vec::new(),
        language: Some("en".into()),
        outlet: None,
        published: Some(Dating {
            when: Interval::day(day),
            evidence: Vec::new(),
            how: How::Declared,
        }),
        captured: Interval::default(),
        segments: vec![Segment {
            span,
            kind: SegmentKind::Body,
        }],
        credits: Vec::new(),
        sentences,
    }
}

/// Writes a sentence with the names and numbers of an event: a capitalised word within it becomes
/// one of this event's alone.
fn rename(sentence: &str, event: u64, out: &mut String) {
    const PARTS: [&str; 16] = [
        "ba", "dor", "en", "fi", "gul", "har", "is", "ker", "lo", "mun", "nar", "ost", "pel", "ru",
        "sta", "vi",
    ];
    for (i, word) in sentence.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let first = word.chars().next();
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        let own = || letters.fold(event, |state, b| number(&[state, u64::from(b)]));
        if i > 0 && first.is_some_and(char::is_uppercase) && word.len() > 3 {
            let n = own();
            let name: String = (0..4)
                .map(|k| PARTS[(n >> (4 * k) & 15) as usize])
                .collect();
            out.push_str(&name[..1].to_uppercase());
            out.push_str(&name[1..]);
        } else if first.is_some_and(|c| c.is_ascii_digit()) {
            out.push_str(&(own() % 1000).to_string());
        } else {
            out.push_str(word);
        }
    }
}

/// How many different texts there are.
fn distinct(plans: &[Plan]) -> usize {
    let mut texts: Vec<_> = plans.iter().map(|p| (p.event, p.variant)).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.len()
}

/// Pairwise F1 of the events that were found against those that were made.
fn pairwise(plans: &[Plan], events: &[Vec<usize>]) -> f64 {
    let pairs = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
    let mut made = BTreeMap::<u64, usize>::new();
    plans
        .iter()
        .for_each(|p| *made.entry(p.event).or_default() += 1);
    let (mut right, mut found) = (0.0, 0.0);
    for event in events {
        found += pairs(event.len());
        let mut of = BTreeMap::<u64, usize>::new();
        event
            .iter()
            .for_each(|&n| *of.entry(plans[n].event).or_default() += 1);
        right += of.values().map(|n| pairs(*n)).sum::<f64>();
    }
    2.0 * right / (found + made.values().map(|n| pairs(*n)).sum::<f64>())
}

/// Seconds of processors that this process has used (Linux; ticks of 10 ms).
fn processors() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|f| f.parse::<u64>().ok())
        .sum();
    ticks as f64 / 100.0
}

/// The most memory that this process has had.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kb = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kb.unwrap_or(0) / 1024
}
