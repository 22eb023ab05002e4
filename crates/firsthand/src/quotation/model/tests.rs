//! What must hold of any weights. The shipped ones are scored, not tested here.

use super::super::{Quotation, extract};
use super::learn::LANES;
use super::net;
use super::*;
use crate::{Article, Page, article};
use proptest::prelude::*;

/// A file of noise: bytes, of which `worth` makes floats.
fn file(seed: u64, worth: impl Fn(u8) -> f32) -> Vec<u8> {
    let mut state = seed | 1;
    let mut byte = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let mut out = MAGIC.to_vec();
    out.push(4);
    out.extend((0..LANES << 4).map(|_| byte()));
    net::tests::file(&mut out, byte, worth);
    out
}

/// A model of noise.
fn noise(seed: u64) -> Model {
    Model::from_bytes(&file(seed, |b| (f32::from(b) - 127.5) / 1e4)).expect("a file of weights")
}

/// A model that finds nothing.
fn blank() -> Model {
    Model::from_bytes(&file(1, |_| 0.0)).expect("a file of weights")
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
fn a_file_is_read_whole_and_not_when_it_is_damaged() {
    let bytes = file(7, f32::from);
    assert!(Model::from_bytes(&bytes).is_some());
    for end in [0, 7, 8, 9, bytes.len() / 2, bytes.len() - 1] {
        assert!(Model::from_bytes(&bytes[..end]).is_none(), "{end} bytes");
    }
    assert!(Model::from_bytes(&[&bytes[..], &[0]].concat()).is_none());
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
        let steps = noise(seed).net.place_steps;
        let labels = steps.best(&around::SHAPE, &scores);
        prop_assert_eq!(labels.len(), scores.len());
        for pair in labels.windows(2) {
            prop_assert!(around::allowed(pair[0].into(), pair[1].into()), "{:?}", labels);
        }
        prop_assert!(labels.first().is_none_or(|l| around::begins((*l).into())));
        prop_assert!(labels.last().is_none_or(|l| around::ends((*l).into())));
    }

    #[test]
    fn no_labels_are_worth_more_than_the_best(
        scores in prop::collection::vec(prop::array::uniform16(-500i32..500), 1..40),
        barred in prop::collection::vec(any::<bool>(), 40),
        seed in any::<u64>(),
    ) {
        let steps = noise(seed).net.place_steps;
        let worth = |scores: &[sequence::Row]| {
            let labels = steps.best(&around::SHAPE, scores);
            steps.worth(&around::SHAPE, scores, &labels)
        };
        let mut fewer = scores.clone();
        for (row, _) in fewer.iter_mut().zip(barred).filter(|(_, barred)| *barred) {
            row[usize::from(around::CONTENT)..around::LABELS].fill(sequence::NEVER);
        }
        prop_assert!(worth(&fewer) <= worth(&scores));
    }

    #[test]
    fn any_weights_on_any_text_give_spans_of_it(
        words in prop::collection::vec(prop::sample::select(vec![
            "“", "”", "\"", "'", "said", "Calder", "Calder’s", "they’ve", "who", ",", ".", ":", "\n\n", "the",
            "according to", "believes", "mayor", "\u{202e}", "🦀", "No", "that", "told", "reporters",
        ]), 0..120),
        seed in any::<u64>(),
        worth in prop::sample::select(vec![1e-4, 1.0, 1e30, f32::NAN]),
    ) {
        let text = words.join(" ");
        let model = Model::from_bytes(&file(seed, |b| (f32::from(b) - 127.5) * worth)).expect("a file of weights");
        let (article, found) = read(&text, &model);
        for q in &found {
            let spans = q.content.iter().chain(&q.cue).chain(q.speaker.iter().flat_map(|s| &s.mention));
            for s in spans {
                prop_assert!(!s.is_empty() && article.content().get(s.start()..s.end()).is_some());
            }
        }
    }
}

proptest! {
    /// What is read off the sums of a sentence is what its best labels are worth, found anew for each cue.
    #[test]
    fn sums_tell_what_the_best_labels_are_worth(
        steps in prop::collection::vec(-900..900, roles::LABELS * roles::LABELS),
        scores in prop::collection::vec(prop::array::uniform16(-2_000..2_000), 1..12),
        (a, b) in (0..12_usize, 0..12_usize),
    ) {
        let steps = Steps::<{ net::ROLE_SUMS }>::new(&roles::SHAPE, steps);
        let best = |scores: &[sequence::Row]| i64::from(steps.worth(&roles::SHAPE, scores, &steps.best(&roles::SHAPE, scores)));
        let sums = Sums::of(&steps, &roles::SHAPE, &scores);
        prop_assert_eq!(sums.best(), best(&scores));
        let (a, b) = (a.min(b) % scores.len(), a.max(b) % scores.len());
        let stretch = a.min(b)..a.max(b) + 1;
        let labels = usize::from(roles::CUE)..usize::from(roles::CONTENT);
        let mut without = scores.clone();
        for row in &mut without[stretch.clone()] {
            row[labels.clone()].iter_mut().for_each(|s| *s += sequence::NEVER);
        }
        prop_assert_eq!(sums.without(stretch, labels), best(&without));
    }
}
