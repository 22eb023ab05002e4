//! Words and samples of any text, by vectors and by the plain twin.
#![no_main]

use firsthand::dedup::{Config, Facts, Sketcher, Sketches, decide};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (mut sketcher, mut sketches) = (Sketcher::default(), Sketches::default());
    for part in text.split('\0').take(16) {
        sketcher.add(part, Facts::default(), &mut sketches);
    }
    let verdicts = decide(&sketches, &Config::default());
    for i in 0..sketches.len() {
        // What is dropped is dropped for one that is kept.
        if let Some(kept) = verdicts.kept_for(i) {
            assert!(verdicts.kept_for(kept).is_none_or(|k| k == kept));
        }
    }
});
