//! Sentences of invented news: every fact of an event in several wordings, in English and in German.

use super::world::Dice;

/// What is the same in every telling of one event.
pub(super) struct Facts {
    pub(super) town: String,
    pub(super) street: String,
    pub(super) owner: String,
    pub(super) officer: String,
    pub(super) what: &'static [&'static str; 4],
    pub(super) cause: &'static [&'static str; 3],
    pub(super) hurt: u32,
    pub(super) crews: u32,
    pub(super) hours: u32,
    pub(super) year: u32,
}

/// A witness and her words, which nobody rewords within their marks.
pub(super) struct Witness {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) outlet: String,
}

/// The matter in four forms: a noun phrase, a clause, another clause, German.
pub(super) const WHAT: [[&str; 4]; 12] = [
    [
        "a fire in a furniture warehouse",
        "a furniture warehouse burned down",
        "flames tore through a furniture warehouse",
        "ein Möbellager brannte ab",
    ],
    [
        "a bus crash",
        "a bus left the road and overturned",
        "a coach full of commuters went over",
        "ein Bus kam von der Straße ab",
    ],
    [
        "a gas explosion in a bakery",
        "an explosion destroyed a bakery",
        "a bakery was torn apart by gas",
        "eine Explosion zerstörte eine Bäckerei",
    ],
    [
        "the collapse of a school roof",
        "the roof of a school gave way",
        "a school lost its roof",
        "das Dach einer Schule stürzte ein",
    ],
    [
        "a landslide above the railway",
        "a landslide buried the railway",
        "rocks and mud came down on the tracks",
        "ein Erdrutsch verschüttete die Bahnstrecke",
    ],
    [
        "a ferry accident",
        "a ferry struck the pier",
        "the ferry ran into the harbour wall",
        "eine Fähre rammte die Mole",
    ],
    [
        "a flood in the old quarter",
        "the river flooded the old quarter",
        "water filled the lanes of the old quarter",
        "der Fluss überschwemmte die Altstadt",
    ],
    [
        "a chemical leak at a dye works",
        "a dye works leaked acid",
        "acid escaped from a dye works",
        "in einer Färberei trat Säure aus",
    ],
    [
        "a crane accident",
        "a crane fell onto a building site",
        "a tower crane toppled over",
        "ein Kran stürzte auf eine Baustelle",
    ],
    [
        "a derailment",
        "a freight train derailed",
        "wagons of a freight train jumped the rails",
        "ein Güterzug entgleiste",
    ],
    [
        "a blaze in a cinema",
        "a cinema caught fire",
        "fire gutted a cinema",
        "ein Kino geriet in Brand",
    ],
    [
        "a bridge failure",
        "a footbridge broke in two",
        "a bridge for walkers came down",
        "eine Fußgängerbrücke zerbrach",
    ],
];

/// Causes, with another wording and in German.
pub(super) const CAUSE: [[&str; 3]; 8] = [
    [
        "a faulty heater",
        "a heater that had a defect",
        "ein defekter Ofen",
    ],
    [
        "a broken axle",
        "an axle that had snapped",
        "eine gebrochene Achse",
    ],
    [
        "a worn cable",
        "a cable that was worn through",
        "ein verschlissenes Kabel",
    ],
    [
        "weeks of rain",
        "rain that had fallen for weeks",
        "wochenlanger Regen",
    ],
    [
        "a careless welder",
        "a welder who took no care",
        "ein unachtsamer Schweißer",
    ],
    [
        "a corroded pipe",
        "a pipe eaten by rust",
        "ein verrostetes Rohr",
    ],
    [
        "a signal that failed",
        "a failed signal",
        "ein ausgefallenes Signal",
    ],
    [
        "a loose beam",
        "a beam that had come loose",
        "ein loser Balken",
    ],
];

const SEEN: [&str; 10] = [
    "I was closing the shutters when the whole house began to shake and I ran",
    "I saw the wall lean over, and then there was nothing but dust where it stood",
    "I heard a bang like a slammed gate and people came running past my stall",
    "we carried two of them out on a door because nothing else was at hand",
    "I saw the driver climb out of the window with blood all over his sleeve",
    "it went dark in the middle of the day and I could not see my own hands",
    "my boy pulled me under the counter and we stayed there until it was quiet",
    "I saw it lift and come down again as if somebody had dropped a plate",
    "we shouted for them to stay back, but they could not hear a word of it",
    "I watched it for a minute before I understood what I was looking at",
];

/// What a witness says: words that no other event has.
pub(super) fn seen(dice: &mut Dice, street: &str, owner: &str) -> String {
    let first = dice.pick(&SEEN);
    let tail = dice.pick(&[
        "by the corner of",
        "right across from",
        "a few steps down",
        "at the far end of",
    ]);
    format!("{first}, {tail} {street}, where {owner} keeps the keys")
}

/// The sentences that tell the public account; `way` chooses the wording.
pub(super) fn account(f: &Facts, way: usize) -> Vec<String> {
    let Facts {
        town,
        street,
        owner,
        officer,
        hurt,
        crews,
        hours,
        year,
        ..
    } = f;
    let (what, clause, other) = (f.what[0], f.what[1], f.what[2]);
    let (cause, cause_too) = (f.cause[0], f.cause[1]);
    match way % 3 {
        0 => vec![
            format!(
                "{} on {street} in {town}, the police said, and {hurt} people were injured.",
                capital(clause)
            ),
            format!(
                "Police spokeswoman {officer} said that {cause} was the likely cause of the accident."
            ),
            format!(
                "It took {crews} rescue teams {hours} hours to search the place, which belongs to {owner}."
            ),
            format!(
                "The site on {street} had last been inspected in {year}, according to the town hall of {town}."
            ),
            format!(
                "{owner}, who inherited the business, was away when it happened and returned in the evening."
            ),
        ],
        1 => vec![
            format!("In {town}, {hurt} people were hurt after {other}, according to police."),
            format!("The force suspects {cause_too}, as its spokeswoman {officer} put it."),
            format!(
                "For {hours} hours, {crews} crews looked through what is left of the property of {owner}."
            ),
            format!("Nobody from the town hall has had a look at {street} since {year}."),
            format!(
                "The owner, {owner}, only came back that night and has run the family firm for a while."
            ),
        ],
        _ => vec![
            format!(
                "Police in {town} are looking into {what} that left {hurt} people injured on {street}."
            ),
            format!(
                "\u{201c}We believe that {cause} is to blame,\u{201d} {officer} of the police said."
            ),
            format!(
                "The search by {crews} teams went on for {hours} hours, and {owner} has lost what the family built."
            ),
            format!(
                "Records of the town show one visit by inspectors, in {year}, and none after it."
            ),
            format!(
                "When the news reached {owner}, the heir of the firm, the rescue was almost over."
            ),
        ],
    }
}

/// The same, as a German paper tells it.
pub(super) fn german(f: &Facts) -> Vec<String> {
    let Facts {
        town,
        street,
        owner,
        officer,
        hurt,
        crews,
        hours,
        year,
        ..
    } = f;
    vec![
        format!(
            "{town}: {} an der Straße {street}, {hurt} Menschen wurden nach Angaben der Polizei verletzt.",
            capital(f.what[3])
        ),
        format!(
            "Ursache sei vermutlich {} gewesen, sagte Polizeisprecherin {officer}.",
            f.cause[2]
        ),
        format!("{crews} Trupps suchten {hours} Stunden lang das Gelände ab, das {owner} gehört."),
        format!("Zuletzt sei dort im Jahr {year} geprüft worden, teilte das Rathaus mit."),
    ]
}

/// What a witness told, in the paper that met her and in others that have it from there.
pub(super) fn told(w: &Witness, own: bool, credit: bool, way: usize) -> String {
    let Witness {
        name,
        words,
        outlet,
    } = w;
    match (own, credit, way % 2) {
        (true, ..) => format!(
            "\u{201c}{},\u{201d} {name}, a neighbor, told the {outlet}.",
            capital(words)
        ),
        (_, true, 0) => format!(
            "\u{201c}{},\u{201d} {name}, a neighbor, told the {outlet}.",
            capital(words)
        ),
        (_, true, _) => format!(
            "A neighbor, {name}, told the {outlet}: \u{201c}{}.\u{201d}",
            capital(words)
        ),
        (_, false, 0) => format!(
            "\u{201c}{},\u{201d} said {name}, a neighbor.",
            capital(words)
        ),
        (_, false, _) => format!(
            "{name} lives next door. \u{201c}{},\u{201d} the neighbor said.",
            capital(words)
        ),
    }
}

/// How a paper names the one that it has the news from.
pub(super) fn credit(outlet: &str, german: bool, way: usize) -> String {
    match (german, way % 3) {
        (true, _) => format!("Darüber berichtete zuerst {outlet}."),
        (_, 0) => format!("The {outlet} reported the accident first."),
        (_, 1) => {
            format!("The details were first published by the {outlet}, the {outlet} reported.")
        }
        (_, _) => format!("The news was first reported by the {outlet}."),
    }
}

/// A headline.
pub(super) fn headline(f: &Facts, way: usize) -> String {
    match way % 3 {
        0 => format!("{} injured in {}: {}", f.hurt, f.town, f.what[1]),
        1 => format!("{} after {}", f.town, f.what[0]),
        _ => format!("{} in {}", capital(f.what[2]), f.town),
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}
