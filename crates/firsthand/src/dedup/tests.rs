//! Corpora of invented texts: what is kept, and that nothing else decides than it should.

use super::*;
use proptest::prelude::*;

/// A text of its own for every seed: no two share a run of five words.
fn story(seed: u64, words: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % 5000
    };
    let words: Vec<String> = (0..words).map(|_| format!("w{}", next())).collect();
    words.join(" ")
}

fn sketches<S: AsRef<str>>(texts: &[S]) -> Sketches {
    let mut sketcher = Sketcher::default();
    let mut sketches = Sketches::default();
    for text in texts {
        // The tie is what a record is beside its words; here it is nothing but these.
        let facts = Facts {
            tie: text.as_ref().len() as u64,
            ..Facts::default()
        };
        sketcher.add(text.as_ref(), facts, &mut sketches);
    }
    sketches
}

fn kept<S: AsRef<str>>(texts: &[S]) -> Vec<usize> {
    kept_of(&decide(&sketches(texts), &Config::default()))
}

fn kept_of(verdicts: &Verdicts) -> Vec<usize> {
    let kept = (0..verdicts.of.len()).map(|text| verdicts.kept_for(text));
    kept.map(|kept| kept.expect("nothing was before")).collect()
}

#[test]
fn a_copy_in_furniture_is_found_and_the_longest_is_kept() {
    let article = story(1, 500);
    let page = format!("{}\n{article}\n{}", story(2, 60), story(3, 400));
    let other = format!("{}\n{article}\n{}", story(4, 100), story(5, 250));
    assert_eq!(
        kept(&[&article, &page, &other, &story(6, 500)]),
        [1, 1, 1, 3]
    );
}

#[test]
fn an_item_does_not_take_its_round_up_with_it() {
    let items: Vec<String> = (0..6).map(|i| story(i, 120)).collect();
    let round_up = items.join("\n");
    let texts = [items[2].clone(), round_up];
    assert_eq!(kept(&texts), [1, 1]);
    let mut sketches = sketches(&[""; 0]);
    let mut sketcher = Sketcher::default();
    for (day, text) in texts.iter().enumerate() {
        let facts = Facts {
            published: Some(day as i64),
            ..Facts::default()
        };
        sketcher.add(text, facts, &mut sketches);
    }
    let config = Config {
        keep: Keep::Earliest,
        ..Config::default()
    };
    assert_eq!(kept_of(&decide(&sketches, &config)), [0, 1]);
}

#[test]
fn short_texts_are_the_same_only_as_a_whole() {
    let texts = [
        "The ferry at the quay on Tuesday morning. Photo: Ada Lind",
        "The FERRY at the quay on Tuesday morning! (Photo: Ada Lind)",
        "The ferry at the quay on Tuesday morning. Photo: Bo Holm",
        "",
        "...",
    ];
    let verdicts = decide(&sketches(&texts), &Config::default());
    let kept = kept_of(&verdicts);
    assert_eq!(kept[0], kept[1]);
    assert_eq!(kept[2..], [2, 3, 4]);
    assert_eq!(verdicts.of[3].reason, Reason::Wordless);
}

#[test]
fn scripts_without_spaces_are_compared_too() {
    let text: String = (0..600u32)
        .filter_map(|i| char::from_u32(0x4E00 + (i * i * 7 + i * 131) % 9000))
        .collect();
    let part: String = text.chars().take(400).collect();
    let other: String = text.chars().rev().collect();
    assert_eq!(kept(&[&text, &part, &other]), [0, 0, 2]);
}

#[test]
fn what_all_pages_carry_joins_nothing() {
    let footer = story(99, 60);
    let pages: Vec<String> = (0..400)
        .map(|i| format!("{}\n{footer}", story(1000 + i, 200)))
        .collect();
    let kept = kept(&pages);
    assert!(kept.iter().enumerate().all(|(i, k)| i == *k));
}

#[test]
fn a_text_that_repeats_itself_costs_no_more() {
    let chorus = "la la la la la la ".repeat(100_000);
    let sketches = sketches(&[&chorus, &"“".repeat(100_000), &"x".repeat(1_000_000)]);
    assert!(sketches.bytes() < 1000);
}

/// Every member of a cluster has been held against the record that is kept for it.
fn check(texts: &[String], keep: Keep) -> Verdicts {
    let sketches = sketches(texts);
    let config = Config {
        keep,
        ..Config::default()
    };
    let verdicts = decide(&sketches, &config);
    for (i, kept) in kept_of(&verdicts).into_iter().enumerate() {
        assert!(
            verdicts.of[kept].reason.keeps(),
            "{i} is dropped for one that is dropped"
        );
        if kept != i {
            let text = sketches.get(i);
            // As if they shared many anchors: which candidates are looked at is another question.
            let mut probe = sketch::Probe::of(text);
            let compared = probe.compare(&sketches.get(kept), usize::MAX, config.threshold);
            assert_eq!(compared.map(|c| c.1), Some(verdicts.of[i].containment));
        }
    }
    verdicts
}

/// A corpus in which texts share parts of every size.
fn corpus() -> impl Strategy<Value = Vec<String>> {
    let part = (0u64..6, 10usize..120).prop_map(|(seed, words)| story(seed, words));
    let text = prop::collection::vec(part, 0..4).prop_map(|parts| parts.join("\n"));
    prop::collection::vec(text, 1..24)
}

proptest! {
    #[test]
    fn order_changes_nothing(texts in corpus(), turn in 0usize..24, keep in 0..3) {
        let keep = [Keep::Longest, Keep::Earliest, Keep::Best][keep as usize];
        let mut turned = texts.clone();
        turned.rotate_left(turn % texts.len());
        turned.reverse();
        let kept = |texts: &[String]| {
            let kept = kept_of(&check(texts, keep)).into_iter().enumerate();
            let mut kept: Vec<_> = kept
                .map(|(i, kept)| (texts[i].clone(), texts[kept].clone()))
                .collect();
            kept.sort();
            kept
        };
        prop_assert_eq!(kept(&texts), kept(&turned));
    }

    #[test]
    fn threads_change_nothing(texts in corpus()) {
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let one = alone.install(|| check(&texts, Keep::Longest));
        prop_assert_eq!(one, check(&texts, Keep::Longest));
    }

    #[test]
    fn a_copy_more_keeps_no_more(texts in corpus(), copied in 0usize..24) {
        let count = |texts: &[String]| {
            let verdicts = check(texts, Keep::Longest);
            verdicts.of.iter().filter(|v| v.reason.keeps()).count()
        };
        let copy = texts[copied % texts.len()].clone();
        // A page without words is no copy of anything.
        prop_assume!(!copy.is_empty());
        let before = count(&texts);
        let mut more = texts;
        more.push(copy);
        prop_assert_eq!(count(&more), before);
    }

    #[test]
    fn parts_put_together_are_the_whole(texts in corpus(), cut in 0usize..24) {
        let (a, b) = texts.split_at(cut % texts.len());
        let mut parts = sketches(a);
        parts.append(&sketches(b));
        let config = Config::default();
        prop_assert_eq!(decide(&parts, &config), decide(&sketches(&texts), &config));
    }
}
