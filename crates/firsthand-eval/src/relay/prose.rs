//! Sentences of invented news: every fact of an event in several wordings, in English and in German.
//!
//! Real events share words, not sentences. So each event draws its own wordings, one in nine for each fact,
//! with names and details that no other has.

use super::matter::{Matter, SYNONYMS};
use super::world::Dice;

/// What is the same in every telling of one event.
pub(super) struct Facts {
    pub(super) town: String,
    pub(super) street: String,
    pub(super) owner: String,
    pub(super) officer: String,
    pub(super) firm: String,
    pub(super) village: String,
    pub(super) helper: String,
    pub(super) matter: &'static Matter,
    pub(super) cause: &'static [&'static str; 3],
    pub(super) hurt: u32,
    pub(super) crews: u32,
    pub(super) hours: u32,
    pub(super) year: u32,
    /// With which wording of each fact the event begins.
    pub(super) from: [usize; 8],
    pub(super) trade: &'static str,
    /// Who did what with what and where, twice.
    pub(super) colour: [[&'static str; 4]; 2],
}

/// Wordings that an event has: one for each telling by papers that were there, then one for each relay that
/// rewrites.
pub(super) const WAYS: usize = 9;
/// Tellings by papers that were there; only these have what is seen at the edge.
pub(super) const FIRSTS: usize = 3;

/// A witness and her words, which nobody rewords within their marks.
pub(super) struct Witness {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) outlet: String,
}

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

/// What happened, where, and how many came to harm.
const LEAD: [&str; 9] = [
    "{Clause} on {street} in {town}, the police said, and {hurt} people were injured.",
    "In {town}, {hurt} people were hurt after {other}, according to police.",
    "Police in {town} are looking into {what} that left {hurt} people injured on {street}.",
    "{hurt} residents of {town} needed treatment when {clause} near {street}, officers reported.",
    "Ambulances took {hurt} people away after {other} in {town}, a police statement says.",
    "{Other} on the edge of {town}, and {hurt} people came to harm, police confirmed.",
    "The number of injured in {what} at {street} stands at {hurt}, the {town} police have announced.",
    "Nobody died, but {hurt} people were wounded in {town}, where {clause}, said police.",
    "For {hurt} people the day ended in a ward after {what} in {town}, police told reporters.",
];
/// Why.
const WHY: [&str; 9] = [
    "Police spokeswoman {officer} said that {cause} was the likely cause of the accident.",
    "The force suspects {cause_too}, as its spokeswoman {officer} put it.",
    "\u{201c}We believe that {cause} is to blame,\u{201d} {officer} of the police said.",
    "Investigators point to {cause}, inspector {officer} said at the scene.",
    "It seems to have begun with {cause_too}, according to {officer}, who leads the inquiry.",
    "{officer}, the officer in charge, named {cause} as what most probably led to it.",
    "What evidence there is speaks for {cause_too}, said {officer} for the police.",
    "\u{201c}Everything we have looked at leads us back to {cause},\u{201d} inspector {officer} said.",
    "Detective {officer} has little doubt that {cause} started it all.",
];
/// How long they searched.
const SEARCH: [&str; 9] = [
    "It took {crews} rescue teams {hours} hours to search the place, which belongs to {owner}.",
    "For {hours} hours, {crews} crews looked through what is left of the property of {owner}.",
    "The search by {crews} teams went on for {hours} hours, and {owner} has lost what the family built.",
    "With {crews} units at work, the last corner was cleared after {hours} hours; {owner} holds the lease.",
    "{crews} brigades were called by {owner}, and they stayed for {hours} hours.",
    "Volunteers joined {crews} crews from the county for {hours} hours of work on the premises of {owner}.",
    "Not before {hours} hours had gone by did the {crews} teams give {owner} leave to enter.",
    "Dogs were brought in, {crews} squads took turns, and after {hours} hours {owner} was told that no one was missing.",
    "{owner} watched as {crews} engines pumped and lifted for {hours} hours.",
];
/// When somebody last looked.
const CHECK: [&str; 9] = [
    "The site on {street} had last been inspected in {year}, according to the town hall of {town}.",
    "Nobody from the town hall has had a look at {street} since {year}.",
    "Records of the town show one visit by inspectors, in {year}, and none after it.",
    "A certificate for {street} that dates from {year} is the newest in the files of the council.",
    "The council of {town} admits that its engineers were there for the last time in {year}.",
    "In {year} an examiner signed the papers, and that was the last that {street} saw of the authorities.",
    "Safety checks on {street} lapsed after {year}, as a clerk in {town} found.",
    "It has been known since {year} that {street} was due for a review, minutes of the council show.",
    "A review that {town} promised in {year} was never held.",
];
/// Whose it was.
const OWNER: [&str; 9] = [
    "{owner}, who inherited the {trade} business, was in {village} when it happened.",
    "The owner, {owner}, only came back that night; the {trade} firm is a family one.",
    "When the news reached {owner}, the heir of the {trade} firm, the rescue was almost over.",
    "{owner} was abroad to sell {trade} and took the first flight home.",
    "A lawyer for {owner} asked {town} for patience until insurers have been.",
    "Flowers and {trade} from {owner} were handed out in the hospital.",
    "{owner} has offered to pay for rooms at the inn of {village}.",
    "Neither {owner} nor the partner in {trade} wished to comment.",
    "There is no plan to rebuild, {owner} let the {trade} workers know by telephone.",
];

/// Who sent machines.
const FIRM: [&str; 9] = [
    "Lamps and heavy gear were lent by {firm} of {village}.",
    "{firm}, a contractor from {village}, sent diggers.",
    "Without the machines of {firm} in {village} it would have taken longer, crews say.",
    "Drivers of {firm}, based in {village}, worked through their break.",
    "An excavator that belongs to {firm} was brought over from {village}.",
    "From {village} came trucks of {firm} to take the rubble away.",
    "{firm} left its yard in {village} open for the engines.",
    "The county will owe {firm} of {village} for pumps and fuel.",
    "Men of {firm} had been at work in {village} and dropped their tools.",
];
/// Who helped.
const HELP: [&str; 9] = [
    "{helper}, a doctor who happened to be near, dressed the first wounds.",
    "A physician on her way to {village}, {helper}, set up a ward in a garage.",
    "The first to treat anyone was {helper}, who has a practice two doors down.",
    "Those with cuts were seen by {helper}, a local doctor, on the pavement.",
    "{helper} had her medical bag with her and sent some to {village}.",
    "It was {helper}, a retired doctor, who decided whom to send first.",
    "Two students carried stretchers for {helper}, the doctor of the district.",
    "{helper} closed her surgery and came on a bicycle.",
    "Bandages ran out before {helper}, a doctor, had finished.",
];
/// What happened, in German.
const G_LEAD: [&str; 4] = [
    "{town}: {Deutsch}, {hurt} Menschen wurden nach Angaben der Polizei in {street} verletzt.",
    "{hurt} Verletzte hat es in {town} gegeben, wie die Polizei mitteilt: {Deutsch}.",
    "Bei {street} in {town} kamen {hurt} Personen zu Schaden. {Deutsch}, so die Beamten.",
    "{Deutsch}: Aus {town} meldet die Polizei {hurt} Verletzte an der Straße {street}.",
];
/// Why, in German.
const G_WHY: [&str; 4] = [
    "Ursache sei vermutlich {Grund} gewesen, sagte Polizeisprecherin {officer}.",
    "Vieles deute auf {Grund} hin, hieß es von {officer}, die die Ermittlungen leitet.",
    "„Schuld war wohl {Grund}“, sagte {officer} von der Polizei.",
    "Als Grund nannte {officer} gegenüber Journalisten {Grund}.",
];
/// How long they searched, in German.
const G_SEARCH: [&str; 4] = [
    "{crews} Trupps suchten {hours} Stunden lang das Gelände ab, das {owner} gehört.",
    "Erst nach {hours} Stunden konnten die {crews} Mannschaften bei {owner} abrücken.",
    "Auf dem Grundstück von {owner} waren {crews} Züge {hours} Stunden im Einsatz.",
    "{owner} sah zu, wie {crews} Wehren {hours} Stunden arbeiteten.",
];
/// When somebody last looked, in German.
const G_CHECK: [&str; 4] = [
    "Zuletzt sei in {street} im Jahr {year} geprüft worden, teilte das Rathaus mit.",
    "Seit {year} war niemand vom Amt mehr dort.",
    "Die jüngste Bescheinigung stammt aus dem Jahr {year}.",
    "Eine für {year} zugesagte Kontrolle fand nie statt.",
];
/// Who helped, in German.
const G_HELP: [&str; 4] = [
    "{firm} aus {village} schickte Bagger, die Ärztin {helper} versorgte die ersten Wunden.",
    "Gerät kam von {firm} aus {village}, Verbände legte {helper} an, die als Ärztin in der Nähe wohnt.",
    "Die Ärztin {helper} half auf dem Gehweg; aus {village} rückte die Firma {firm} an.",
    "Mit Lampen half {firm} in {village}, mit Pflastern die Medizinerin {helper}.",
];

/// The parts of what a witness says, with a name between any two: no two events share a long run.
const DID: [&str; 12] = [
    "I was closing the shutters",
    "we were about to sit down",
    "I had just let the dog out",
    "my boy was doing his homework",
    "I was counting the till",
    "we stood at the stop",
    "I came out with the bins",
    "my sister was on the phone",
    "I was up on the ladder",
    "we had the radio on",
    "I was parking the van",
    "my wife had lit the stove",
];
/// See [`DID`].
const THEN: [&str; 12] = [
    "got two of them out on a door",
    "held a torch for the medics",
    "could only cry",
    "tied a scarf round a stranger's arm",
    "broke the window with a chair",
    "lost both shoes in it",
    "ran for the keys",
    "kept counting heads",
    "stayed under the counter",
    "waved the cars back",
    "found the cat alive",
    "never let go of the child",
];

/// What the witness of number `k` says: words that no other has.
pub(super) fn seen(dice: &mut Dice, f: &Facts, k: usize) -> String {
    let (did, then) = (dice.pick(&DID), dice.pick(&THEN));
    let saw = f.matter.seen[k % 2];
    let Facts {
        town,
        street,
        owner,
        firm,
        village,
        ..
    } = f;
    match k % 2 {
        0 => format!(
            "{did} by {street} when I saw {saw}, and old {owner} {then} while half of {town} looked on"
        ),
        _ => format!(
            "I saw {saw} as {did}, a man of {firm} {then}, and all that {village} could do was stare"
        ),
    }
}

/// The sentences that tell the public account; `way` chooses the wording.
pub(super) fn account(f: &Facts, way: usize) -> Vec<String> {
    let way = way % WAYS;
    let fact =
        |n: usize, wordings: &[&str; 9]| fill(f, way, wordings[(f.from[n] + way) % wordings.len()]);
    let detail = |n: usize| {
        let [who, did, thing, place] = f.colour[n];
        match way {
            0 => format!("{} {did} {thing} {place}.", capital(who)),
            1 => format!("{}, {thing} had been {did} by {who}.", capital(place)),
            _ => format!("There was talk of {thing} {did} {place}."),
        }
    };
    let mut told = vec![
        fact(0, &LEAD),
        fact(1, &WHY),
        fact(2, &SEARCH),
        fact(3, &CHECK),
        fact(6, &FIRM),
        fact(7, &HELP),
        fact(4, &OWNER),
    ];
    if way < FIRSTS {
        told.insert(1, detail(0));
        told.insert(4, detail(1));
    }
    told
}

/// Puts what is the case into a wording.
fn fill(f: &Facts, way: usize, wording: &str) -> String {
    let wording = reworded(f, way, wording);
    let [what, clause, other, deutsch] = f.matter.what;
    let words = [
        ("{what}", what.to_owned()),
        ("{clause}", clause.to_owned()),
        ("{Clause}", capital(clause)),
        ("{other}", other.to_owned()),
        ("{Other}", capital(other)),
        ("{cause}", f.cause[0].to_owned()),
        ("{cause_too}", f.cause[1].to_owned()),
        ("{town}", f.town.clone()),
        ("{street}", f.street.clone()),
        ("{owner}", f.owner.clone()),
        ("{firm}", f.firm.clone()),
        ("{trade}", f.trade.to_owned()),
        ("{village}", f.village.clone()),
        ("{helper}", f.helper.clone()),
        ("{Deutsch}", capital(deutsch)),
        ("{Grund}", f.cause[2].to_owned()),
        ("{officer}", f.officer.clone()),
        ("{hurt}", f.hurt.to_string()),
        ("{crews}", f.crews.to_string()),
        ("{hours}", f.hours.to_string()),
        ("{year}", f.year.to_string()),
    ];
    words
        .iter()
        .fold(wording, |text, (slot, word)| text.replace(slot, word))
}

/// A wording with the words that this event's paper of this number likes.
fn reworded(f: &Facts, way: usize, wording: &str) -> String {
    let liked = |word: &str| {
        let row = SYNONYMS.iter().position(|row| row[0] == word)?;
        let taste = f.from.iter().fold(way, |sum, n| sum * 9 + n);
        Some(SYNONYMS[row][(taste / (row + 1) + taste) % 4])
    };
    let words = wording.split(' ').map(|word| {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let end = &word[bare.len()..];
        liked(bare).map_or_else(|| word.to_owned(), |other| format!("{other}{end}"))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The same, as a German paper tells it.
pub(super) fn german(f: &Facts, way: usize) -> Vec<String> {
    let fact =
        |n: usize, wordings: &[&str; 4]| fill(f, way, wordings[(f.from[n] + way) % wordings.len()]);
    vec![
        fact(0, &G_LEAD),
        fill(f, way, f.matter.german[way % 2]),
        fact(1, &G_WHY),
        fact(2, &G_SEARCH),
        fact(7, &G_HELP),
        fact(3, &G_CHECK),
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
        0 => format!("{} injured in {}: {}", f.hurt, f.town, f.matter.what[1]),
        1 => format!("{} after {}", f.town, f.matter.what[0]),
        _ => format!("{} in {}", capital(f.matter.what[2]), f.town),
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}
