//! What must hold of any weights. The shipped ones are scored, not tested here.

use super::super::{Quotation, extract};
use super::learn::{AROUND, LANES, ROLES, Rows, Weights};
use super::*;
use crate::{Article, Page, article};
use proptest::prelude::*;

/// A model of noise.
fn noise(seed: u64) -> Model {
    let mut state = seed | 1;
    let mut byte = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let mut some = |n: usize| -> Vec<i8> { (0..n).map(|_| byte() as i8).collect() };
    let mut rows = |bits: u32| Rows {
        bits,
        weights: some(LANES << bits),
    };
    let (tags, functions) = (rows(4), rows(4));
    let mut chain = |labels: usize| {
        let rows = BUCKET << 4;
        Weights {
            bits: 4,
            checks: some(rows).iter().map(|c| *c as u8).collect(),
            weights: some(rows * labels),
            steps: some(labels * labels)
                .iter()
                .map(|s| i32::from(*s))
                .collect(),
        }
    };
    let (first, second) = (chain(ROLES), chain(AROUND));
    Model::of(tags, functions).with_chains(first, second)
}

/// A model that finds nothing.
fn blank() -> Model {
    let rows = || Rows {
        bits: 1,
        weights: vec![0; 2 * LANES],
    };
    Model::of(rows(), rows())
}

fn read(text: &str, model: &Model) -> (Article, Vec<Quotation>) {
    let page = Page {
        content: text.to_owned(),
        ..Page::default()
    };
    let mut article = article::read(vec![page]).remove(0);
    article.language = Some("en".into());
    let found = extract(0, &article, Some(model));
    (article, found)
}

#[test]
fn a_file_is_read_as_it_was_written_and_not_when_it_is_damaged() {
    let model = noise(7).leaning(5);
    let bytes = model.to_bytes();
    assert_eq!(Model::from_bytes(&bytes), Some(model));
    for end in [0, 7, 8, 9, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Model::from_bytes(&bytes[..end]), None, "{end} bytes");
    }
    assert_eq!(Model::from_bytes(&[&bytes[..], &[0]].concat()), None);
}

#[test]
fn words_in_marks_that_the_model_gives_to_nobody_stay_with_the_rules() {
    let text = "“The bridge is safe and will stay open,” Ines Calder said.\n\nThe tolls will rise, she said.";
    let (article, found) = read(text, &blank());
    let shown: Vec<_> = found
        .iter()
        .map(|q| {
            (
                q.speaker.as_ref().map(|s| s.name.as_str()),
                q.content[0].of(article.content()),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [(
            Some("Ines Calder"),
            "The bridge is safe and will stay open,"
        )]
    );
}

proptest! {
    #[test]
    fn labels_follow_one_another_as_they_may(scores in prop::collection::vec(prop::array::uniform16(-500i32..500), 0..40), seed in any::<u64>()) {
        let chain = noise(seed).around;
        let labels = chain.best::<PLACE_SUMS>(&around::SHAPE, &scores);
        prop_assert_eq!(labels.len(), scores.len());
        for pair in labels.windows(2) {
            prop_assert!(around::allowed(pair[0].into(), pair[1].into()), "{:?}", labels);
        }
        prop_assert!(labels.first().is_none_or(|l| around::begins((*l).into())));
        prop_assert!(labels.last().is_none_or(|l| around::ends((*l).into())));
    }

    #[test]
    fn any_weights_on_any_text_give_spans_of_it(
        words in prop::collection::vec(prop::sample::select(vec![
            "“", "”", "\"", "'", "said", "Calder", "Calder’s", "they’ve", "who", ",", ".", ":", "\n\n", "the",
            "according to", "believes", "mayor", "\u{202e}", "🦀", "No", "that", "told", "reporters",
        ]), 0..120),
        seed in any::<u64>(),
    ) {
        let text = words.join(" ");
        let (article, found) = read(&text, &noise(seed));
        for q in &found {
            let spans = q.content.iter().chain(&q.cue).chain(q.speaker.iter().flat_map(|s| &s.mention));
            for s in spans {
                prop_assert!(!s.is_empty() && article.content().get(s.start()..s.end()).is_some());
            }
        }
    }
}
