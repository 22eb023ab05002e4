//! Invented pairs: what kind of difference, and is it material?

use super::super::ChangeKind::{self, *};
use super::super::align::align;
use super::super::token::Wording;
use super::{Setting, Typed};

fn changes(a: &Wording, b: &Wording, setting: Setting) -> Vec<Typed> {
    super::changes(a, b, &align(a, b), setting)
}

const PLAIN: Setting = Setting {
    translated: false,
    reported: false,
    denied: false,
};
const REPORTED: Setting = Setting {
    translated: false,
    reported: true,
    denied: false,
};
const TRANSLATED: Setting = Setting {
    translated: true,
    reported: false,
    denied: false,
};

struct Case {
    a: &'static str,
    b: &'static str,
    setting: Setting,
    kinds: &'static [ChangeKind],
    material: bool,
}

const fn case(
    setting: Setting,
    a: &'static str,
    b: &'static str,
    kinds: &'static [ChangeKind],
    material: bool,
) -> Case {
    Case {
        a,
        b,
        setting,
        kinds,
        material,
    }
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    // One version.
    case(PLAIN, "We won't sell the ferry", "We will not sell the ferry.", &[], false),
    case(PLAIN, "It took 4,500 sandbags", "it took 4500 sandbags", &[], false),
    case(PLAIN, "Twelve of the kilns are cold", "12 of the kilns are cold", &[], false),
    case(PLAIN, "[T]he valve was shut", "The valve was shut", &[], false),
    // Negation.
    case(PLAIN, "The archive was not searched", "The archive was searched", &[Negation], true),
    case(PLAIN, "We never agreed to lower the dam", "We agreed to lower the dam", &[Negation], true),
    case(PLAIN, "Nobody paid for the tunnel", "Somebody paid for the tunnel", &[Negation], true),
    case(PLAIN, "The new crane is safe", "The new crane is unsafe", &[Negation], true),
    // Number, unit and date.
    case(PLAIN, "The slide buried 17 cabins", "The slide buried 71 cabins", &[Number], true),
    case(PLAIN, "The cable is 40 metres short", "The cable is 40 feet short", &[Number], true),
    case(PLAIN, "The vote is on June 4", "The vote is on June 14", &[Number], true),
    case(PLAIN, "The trains stop on Monday", "The trains stop on Thursday", &[Number], true),
    case(PLAIN, "It cost 3 million euros", "It cost 3 billion euros", &[Number], true),
    case(PLAIN, "The plume reached 10 miles inland", "The plume reached 16 kilometres inland", &[Paraphrase], false),
    // Name.
    case(PLAIN, "The letter came from Anneke Brouwer", "The letter came from Willem Brouwer", &[Name], true),
    case(PLAIN, "We trusted Harrow Minerals with the site", "We trusted Harrow with the site", &[Name], false),
    case(PLAIN, "We asked Oleksandr Hrytsenko twice", "We asked Oleksander Hrytsenko twice", &[Name], false),
    // Modality.
    case(PLAIN, "The mill may close in autumn", "The mill will close in autumn", &[Modality], true),
    case(PLAIN, "We hope to reopen the pass", "We reopened the pass", &[Modality], true),
    case(PLAIN, "The reef must recover", "The reef can recover", &[Modality], true),
    case(PLAIN, "I think the goalkeeper was brave", "the goalkeeper was brave", &[Modality], false),
    case(PLAIN, "They allegedly forged the permit", "They forged the permit", &[Modality], true),
    // Qualifier.
    case(PLAIN, "Only the northern wells are dry", "The northern wells are dry", &[Qualifier], true),
    case(PLAIN, "At least 30 barges sank", "30 barges sank", &[Qualifier], true),
    case(PLAIN, "Most nurses have left", "The nurses have left", &[Qualifier], true),
    case(PLAIN, "The talks were very useful", "The talks were useful", &[Qualifier], false),
    case(PLAIN, "There will be no armed patrols here", "There will be no patrols here", &[Qualifier], true),
    case(PLAIN, "about 200 goats drowned", "more than 200 goats drowned", &[Qualifier], true),
    // Substitution.
    case(PLAIN, "He drove the blue lorry home", "He drove the blue tractor home", &[Substitution], false),
    case(PLAIN, "They ruined my violin", "They ruined my violins", &[Substitution], false),
    case(PLAIN, "The council will raise the fare", "The council will cut the fare", &[Substitution], true),
    // Cuts.
    case(PLAIN, "The orchard burned, and the barn went with it", "The orchard burned", &[Truncation], false),
    case(PLAIN, "Well, the orchard burned", "the orchard burned", &[Truncation], false),
    case(PLAIN, "We will lower the fee if the audit allows it", "We will lower the fee", &[Truncation], true),
    case(PLAIN, "Unless it rains, we will burn the stubble", "we will burn the stubble", &[Truncation], true),
    case(PLAIN, "The lamp, which my grandfather carried down from the old mine, is broken", "The lamp is broken", &[Ellipsis], false),
    case(PLAIN, "The pier is gone. Nobody was there. The boats are gone too.", "The pier is gone. The boats are gone too.", &[Ellipsis], false),
    // Reported speech.
    case(REPORTED, "We paint the hulls by hand", "they painted the hulls by hand", &[TensePerson], false),
    case(REPORTED, "I will rebuild the chapel", "he would rebuild the chapel", &[TensePerson], false),
    case(REPORTED, "We begin the harvest tomorrow", "they would start the harvest tomorrow", &[Modality, Paraphrase], true),
    case(REPORTED, "The bridge needs repair", "the bridge must be mended", &[Modality, Paraphrase], true),
    // Translation.
    case(TRANSLATED, "The judge was careless yesterday", "The judge was a scandal yesterday", &[Translation], true),
    case(TRANSLATED, "We begin the trial at once", "We start the trial immediately", &[Translation], false),
];

#[test]
fn invented_pairs_are_typed() {
    let mut wrong = Vec::new();
    for case in CASES {
        let (a, b) = (
            Wording::new(case.a.into(), !case.setting.reported),
            Wording::new(case.b.into(), !case.setting.reported),
        );
        let found = if a.keys() == b.keys() {
            Vec::new()
        } else {
            changes(&a, &b, case.setting)
        };
        let mut kinds: Vec<ChangeKind> = found.iter().map(|c| c.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let material = found.iter().any(|c| c.material);
        if kinds != case.kinds || material != case.material {
            wrong.push(format!("{} / {}: {found:?}", case.a, case.b));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_other_way_round_finds_the_same_kinds() {
    for case in CASES {
        let (a, b) = (
            Wording::new(case.a.into(), true),
            Wording::new(case.b.into(), true),
        );
        let kinds = |x: &Wording, y: &Wording| {
            let mut kinds: Vec<_> = changes(x, y, case.setting)
                .iter()
                .map(|c| (c.kind, c.material))
                .collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        };
        assert_eq!(kinds(&a, &b), kinds(&b, &a), "{} / {}", case.a, case.b);
    }
}
