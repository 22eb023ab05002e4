//! Invented events, who was there, and who has it from whom.

use super::matter::{DID, MATTERS, PLACE, THING, TRADE, WHO};
use super::prose::{self, CAUSE, FIRSTS, Facts, WAYS, Witness};
use firsthand::{Declared, Page};
use std::collections::BTreeSet;

/// Events and their pages, with what is true of them.
pub struct World {
    /// In the order of their locators.
    pub pages: Vec<Page>,
    /// Whose text each page retells.
    pub parent: Vec<Option<usize>>,
    /// Credits beside that: who names whom in a circle.
    pub cites: BTreeSet<(usize, usize)>,
    /// The events.
    pub events: Vec<Told>,
}

/// An event and what is true of it.
pub struct Told {
    /// Its pages.
    pub articles: Vec<usize>,
    /// How many origins they go back to: the public account, and every witness that a paper met.
    pub origins: usize,
    /// Pages of which each names the next, and the last the first; none for most events.
    pub circle: Vec<usize>,
    /// The surname of whom it befell.
    pub owner: String,
}

/// Shares of relays, in hundredths: copies, then cuts, then rewrites; the rest is translated.
const COPIES: u64 = 30;
const CUTS: u64 = 50;
const REWRITES: u64 = 88;
/// Events with a circle, in hundredths.
const CIRCLES: u64 = 6;
/// Articles of one event.
const ARTICLES: (u64, u64) = (3, 14);
/// Outlets of the world for a hundred articles, and at least.
const OUTLETS_PER_HUNDRED: usize = 12;
const OUTLETS_MIN: usize = 24;

/// Random numbers (Steele, Lea & Flood 2014, "SplitMix"), the same for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number of this range, both ends included.
    pub(super) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    pub(super) fn chance(&mut self, share: f64) -> bool {
        (self.below(1_000_000) as f64) < share * 1e6
    }

    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    fn index(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }
}

/// A name that no other number has.
fn name(mut n: usize) -> String {
    const FIRST: [&str; 24] = [
        "Bar", "Cal", "Dor", "Fel", "Gar", "Hal", "Jor", "Kel", "Lom", "Mar", "Nor", "Oster",
        "Pel", "Quin", "Ros", "Sel", "Tor", "Ulm", "Var", "Wes", "Yar", "Zel", "Brin", "Crad",
    ];
    const MIDDLE: [&str; 12] = [
        "a", "e", "i", "o", "an", "en", "ir", "ol", "un", "and", "el", "or",
    ];
    const LAST: [&str; 12] = [
        "by", "dal", "feld", "gat", "ham", "lund", "mont", "ris", "stead", "ton", "vik", "wick",
    ];
    let mut take = |list: &[&str]| {
        let at = n % list.len();
        n /= list.len();
        list[at].to_owned()
    };
    let (first, last) = (take(&FIRST), take(&LAST));
    let mut out = first + &take(&MIDDLE);
    while n > 0 {
        let at = n % MIDDLE.len();
        n /= MIDDLE.len();
        out += "n";
        out += MIDDLE[at];
    }
    out + &last
}

const GIVEN: [&str; 16] = [
    "Ada", "Bo", "Cleo", "Dana", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Lars",
    "Mina", "Nils", "Olga", "Piet",
];

struct Outlet {
    name: String,
    host: String,
}

fn outlets(n: usize, dice: &mut Dice) -> Vec<Outlet> {
    const PAPERS: [&str; 8] = [
        "Courier", "Gazette", "Herald", "Post", "Tribune", "Observer", "Mail", "Examiner",
    ];
    let outlet = |i: usize| {
        let name = format!("{} {}", name(7919 + i * 13), dice.pick(&PAPERS));
        let host = format!("{}.example", name.to_lowercase().replace(' ', ""));
        Outlet { name, host }
    };
    (0..n).map(outlet).collect()
}

/// One page as it is told, before it is laid out.
#[derive(Clone)]
struct Telling {
    outlet: usize,
    day: u64,
    german: bool,
    headline: String,
    sentences: Vec<String>,
    credit: Option<String>,
    witnesses: BTreeSet<usize>,
}

/// A world of about `articles` pages, in which a relay names nobody with the chance `lost`.
pub fn make(articles: usize, lost: f64, seed: u64) -> World {
    let mut dice = Dice(seed);
    let all = outlets(
        OUTLETS_MIN.max(articles * OUTLETS_PER_HUNDRED / 100),
        &mut dice,
    );
    let mut world = World {
        pages: Vec::new(),
        parent: Vec::new(),
        cites: BTreeSet::new(),
        events: Vec::new(),
    };
    while world.pages.len() < articles {
        event(&mut world, &all, lost, &mut dice);
    }
    world
}

fn facts(n: usize, dice: &mut Dice) -> Facts {
    let person = |dice: &mut Dice, k: usize| format!("{} {}", dice.pick(&GIVEN), name(n * 17 + k));
    Facts {
        town: name(n * 17 + 3),
        street: format!(
            "{} {}",
            name(n * 17 + 5),
            dice.pick(&["Lane", "Road", "Street", "Quay"])
        ),
        owner: person(dice, 7),
        officer: person(dice, 11),
        firm: format!(
            "{} {}",
            name(n * 17 + 6),
            dice.pick(&["Works", "and Sons", "Haulage", "Engineering"])
        ),
        village: name(n * 17 + 9),
        helper: person(dice, 15),
        // Two events of one kind lie six days apart.
        matter: &MATTERS[(n * 5) % MATTERS.len()],
        cause: &CAUSE[dice.index(CAUSE.len())],
        hurt: 2 + dice.below(60) as u32,
        crews: 3 + dice.below(30) as u32,
        hours: 2 + dice.below(20) as u32,
        year: 1985 + dice.below(15) as u32,
        from: std::array::from_fn(|_| dice.index(9)),
        trade: dice.pick(&TRADE),
        colour: std::array::from_fn(|_| {
            [
                dice.pick(&WHO),
                dice.pick(&DID),
                dice.pick(&THING),
                dice.pick(&PLACE),
            ]
        }),
    }
}

/// Tells one event: papers that were there first, then relays of those, each of an earlier one.
fn event(world: &mut World, outlets: &[Outlet], lost: f64, dice: &mut Dice) {
    let n = world.events.len();
    let f = facts(n, dice);
    let size = (ARTICLES.0 + dice.below(ARTICLES.1 - ARTICLES.0)) as usize;
    let firsts = 1 + dice.index(size.min(FIRSTS));
    let met = dice.index(firsts + 1).min(2);
    let mut papers: Vec<usize> = Vec::new();
    while papers.len() < size {
        let paper = dice.index(outlets.len());
        if !papers.contains(&paper) {
            papers.push(paper);
        }
    }
    let witness = |k: usize, dice: &mut Dice| Witness {
        name: format!("{} {}", dice.pick(&GIVEN), name(n * 17 + 13 + k)),
        words: prose::seen(dice, &f, k),
        outlet: outlets[papers[k]].name.clone(),
    };
    let witnesses: Vec<Witness> = (0..met).map(|k| witness(k, dice)).collect();
    let base = world.pages.len();
    let mut tellings: Vec<Telling> = Vec::new();
    for (k, &outlet) in papers.iter().enumerate().take(firsts) {
        let mut sentences = prose::account(&f, k);
        if let Some(w) = witnesses.get(k) {
            sentences.insert(2, prose::told(w, true, true, 0));
        }
        tellings.push(Telling {
            outlet,
            day: 0,
            german: false,
            headline: prose::headline(&f, k),
            sentences,
            credit: None,
            witnesses: witnesses.get(k).map(|_| k).into_iter().collect(),
        });
        world.parent.push(None);
    }
    // Nobody rewrites in words that another paper of the event has.
    let mut ways = FIRSTS..WAYS;
    for &outlet in &papers[firsts..] {
        let from = dice.index(tellings.len());
        let credited = !dice.chance(lost);
        let source = &outlets[tellings[from].outlet].name;
        let told = relay(
            &f,
            &witnesses,
            &tellings[from],
            outlet,
            credited.then_some(source),
            &mut ways,
            dice,
        );
        tellings.push(told);
        world.parent.push(Some(base + from));
    }
    let mut circle = Vec::new();
    if dice.below(100) < CIRCLES {
        let parents = &world.parent[base..];
        let of = |n: usize| ring(parents, &tellings, base, n);
        circle = of(2 + dice.index(2)).or_else(|| of(2)).unwrap_or_default();
        // Each names the one before it, and the first of them the last.
        for (n, &at) in circle.iter().enumerate() {
            let named = circle[(n + 1) % circle.len()];
            let outlet = &outlets[tellings[named].outlet].name;
            tellings[at].credit = Some(prose::credit(outlet, false, 0));
            world.cites.insert((base + at, base + named));
        }
    }
    let heard: BTreeSet<usize> = tellings
        .iter()
        .flat_map(|t| &t.witnesses)
        .copied()
        .collect();
    for telling in tellings {
        let page = page(world.pages.len(), n, telling, outlets);
        world.pages.push(page);
    }
    world.events.push(Told {
        articles: (base..world.pages.len()).collect(),
        origins: 1 + heard.len(),
        circle: circle.into_iter().map(|k| base + k).collect(),
        owner: f.owner.rsplit(' ').next().unwrap_or_default().to_owned(),
    });
}

/// A page and the `n - 1` that it goes back to, one by one, all of one language.
fn ring(
    parents: &[Option<usize>],
    tellings: &[Telling],
    base: usize,
    n: usize,
) -> Option<Vec<usize>> {
    (0..tellings.len()).find_map(|last| {
        let up = |at: &usize| parents[*at].map(|parent| parent - base);
        let ring: Vec<usize> = std::iter::successors(Some(last), up).take(n).collect();
        let fits = ring.len() == n && ring.iter().all(|at| !tellings[*at].german);
        fits.then_some(ring)
    })
}

/// How a paper retells what another has.
fn relay(
    f: &Facts,
    witnesses: &[Witness],
    from: &Telling,
    outlet: usize,
    source: Option<&String>,
    ways: &mut std::ops::Range<usize>,
    dice: &mut Dice,
) -> Telling {
    let way = dice.index(FIRSTS);
    let mut out = from.clone();
    out.outlet = outlet;
    out.day = from.day + dice.below(2);
    out.credit = source.map(|name| prose::credit(name, from.german, way));
    match dice.below(100) {
        // A German text is only copied and cut from there on.
        c if c < COPIES || from.german => {}
        c if c < CUTS => {
            out.sentences.truncate(4);
            out.headline = prose::headline(f, way);
        }
        c if c < REWRITES => {
            let way = ways.next().unwrap_or(way);
            out.headline = prose::headline(f, way);
            out.sentences = prose::account(f, way);
            let more = from
                .witnesses
                .iter()
                .map(|&w| prose::told(&witnesses[w], false, source.is_some(), way));
            let at = out.sentences.len() - 2;
            out.sentences.splice(at..at, more.collect::<Vec<_>>());
        }
        _ => {
            out.german = true;
            out.headline = format!("{}: {}", f.town, f.matter.what[3]);
            let way = ways.next().unwrap_or(way);
            out.sentences = prose::german(f, way);
            out.credit = source.map(|name| prose::credit(name, true, way));
            out.witnesses = BTreeSet::new();
        }
    }
    let kept = |w: &usize| {
        out.sentences
            .iter()
            .any(|s| s.contains(&witnesses[*w].name))
    };
    let kept: BTreeSet<usize> = out.witnesses.iter().filter(|w| kept(w)).copied().collect();
    out.witnesses = kept;
    out
}

/// Lays a telling out as a page: paragraphs of two sentences, the credit in the second.
fn page(at: usize, event: usize, telling: Telling, outlets: &[Outlet]) -> Page {
    let mut paragraphs: Vec<String> = telling.sentences.chunks(2).map(|c| c.join(" ")).collect();
    if let Some(credit) = telling.credit {
        paragraphs.insert(1.min(paragraphs.len()), credit);
    }
    // Years of days, so that events of one kind lie apart; two events begin on one day.
    let day = event as u64 / 2 + telling.day;
    let (year, day) = (2001 + day / 336, day % 336);
    let outlet = &outlets[telling.outlet];
    Page {
        locator: format!("{at:06}.txt"),
        sha256: format!("{at:064x}"),
        content: paragraphs.join("\n\n"),
        declared: Declared {
            url: Some(format!("https://{}/{at}", outlet.host)),
            title: Some(telling.headline),
            outlet: Some(outlet.name.clone()),
            language: Some(if telling.german { "de" } else { "en" }.to_owned()),
            published: Some(format!("{year:04}-{:02}-{:02}", day / 28 + 1, day % 28 + 1)),
            ..Declared::default()
        },
        ..Page::default()
    }
}
