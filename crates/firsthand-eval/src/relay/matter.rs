//! What invented events are about: kinds of accident, and parts of details that are put together anew for
//! every event.

/// A kind of accident.
pub(super) struct Matter {
    /// A noun phrase, a clause, another clause, German.
    pub(super) what: [&'static str; 4],
    /// Two details in German.
    pub(super) german: [&'static str; 2],
    /// What a witness saw.
    pub(super) seen: [&'static str; 2],
}

/// The kinds.
pub(super) const MATTERS: [Matter; 12] = [
    Matter {
        what: [
            "a fire in a furniture warehouse",
            "a furniture warehouse burned down",
            "flames tore through a furniture warehouse",
            "ein Möbellager brannte ab",
        ],
        german: [
            "Dichter Rauch von brennenden Polstern zog über {street}.",
            "Die Sprinkler hatten keinen Druck.",
        ],
        seen: ["the flames come through the roof", "the loading doors burn"],
    },
    Matter {
        what: [
            "a bus crash",
            "a bus left the road and overturned",
            "a coach full of commuters went over",
            "ein Bus kam von der Straße ab",
        ],
        german: [
            "Fahrgäste stiegen durch das Heckfenster ins Freie.",
            "Der Fahrer saß seit dem Morgengrauen am Steuer.",
        ],
        seen: ["the coach swerve and crash", "the bus overturn"],
    },
    Matter {
        what: [
            "a gas explosion in a bakery",
            "an explosion destroyed a bakery",
            "a bakery was torn apart by gas",
            "eine Explosion zerstörte eine Bäckerei",
        ],
        german: [
            "Anwohner hatten seit Tagen Gasgeruch gemeldet.",
            "In vier Häuserblocks wurde das Gas abgestellt.",
        ],
        seen: [
            "the front of the shop explode",
            "the bakery go up in a blast",
        ],
    },
    Matter {
        what: [
            "the collapse of a school roof",
            "the roof of a school gave way",
            "a school lost its roof",
            "das Dach einer Schule stürzte ein",
        ],
        german: [
            "Der Unterricht findet bis zum Herbst im Pfarrsaal statt.",
            "Ein Architekt hatte vor dem nassen Kies auf dem Dach gewarnt.",
        ],
        seen: [
            "the gym roof collapse",
            "the beams crash into the classrooms",
        ],
    },
    Matter {
        what: [
            "a landslide above the railway",
            "a landslide buried the railway",
            "rocks and mud came down on the tracks",
            "ein Erdrutsch verschüttete die Bahnstrecke",
        ],
        german: [
            "Reisende müssen auf Ersatzbusse umsteigen.",
            "Geologen stellten Messgeräte auf, da sich der Hang noch bewegt.",
        ],
        seen: [
            "the whole slope fall onto the line",
            "the landslide take the signal",
        ],
    },
    Matter {
        what: [
            "a ferry accident",
            "a ferry struck the pier",
            "the ferry ran into the harbour wall",
            "eine Fähre rammte die Mole",
        ],
        german: [
            "Autos auf dem unteren Deck wurden ineinandergeschoben.",
            "Taucher sahen sich den Rumpf an.",
        ],
        seen: ["the ferry crash into the wall", "the ship hit the stones"],
    },
    Matter {
        what: [
            "a flood in the old quarter",
            "the river flooded the old quarter",
            "water filled the lanes of the old quarter",
            "der Fluss überschwemmte die Altstadt",
        ],
        german: [
            "Ruderer holten ältere Bewohner von den Balkonen.",
            "Der Pegel an der Mühle stand höher als je zuvor.",
        ],
        seen: [
            "the flood break over the bags",
            "the wave hit the first doors",
        ],
    },
    Matter {
        what: [
            "a chemical leak at a dye works",
            "a dye works leaked acid",
            "acid escaped from a dye works",
            "in einer Färberei trat Säure aus",
        ],
        german: [
            "Im Bach hinter der Fabrik trieben tote Forellen.",
            "Arbeiter mit Masken streuten Kalk auf den Hof.",
        ],
        seen: [
            "the tank burst and the acid fall into the yard",
            "the pipe burst above the gate",
        ],
    },
    Matter {
        what: [
            "a crane accident",
            "a crane fell onto a building site",
            "a tower crane toppled over",
            "ein Kran stürzte auf eine Baustelle",
        ],
        german: [
            "Der Ausleger liegt auf einem Gerüst und mehreren Lieferwagen.",
            "Der Wind war stärker, als das Handbuch erlaubt.",
        ],
        seen: ["the crane fall", "the boom crash onto the vans"],
    },
    Matter {
        what: [
            "a derailment",
            "a freight train derailed",
            "wagons of a freight train jumped the rails",
            "ein Güterzug entgleiste",
        ],
        german: [
            "Aus den Waggons lief Weizen auf die Gleise.",
            "Ein Wärter bemerkte Funken unter einer Achse.",
        ],
        seen: ["the wagons derail", "the train crash through the buffers"],
    },
    Matter {
        what: [
            "a blaze in a cinema",
            "a cinema caught fire",
            "fire gutted a cinema",
            "ein Kino geriet in Brand",
        ],
        german: [
            "Der denkmalgeschützte Vorhang ist verloren.",
            "Zwei Säle waren für eine Premiere ausverkauft.",
        ],
        seen: ["the stage curtain burning", "the flames run up the screen"],
    },
    Matter {
        what: [
            "a bridge failure",
            "a footbridge broke in two",
            "a bridge for walkers came down",
            "eine Fußgängerbrücke zerbrach",
        ],
        german: [
            "Radfahrer hielten sich am Geländer fest.",
            "Salz hatte den Stahl im Beton zerfressen.",
        ],
        seen: ["the bridge collapse", "the deck break and fall"],
    },
];

/// Who is seen at the edge of an event.
pub(super) const WHO: [&str; 24] = [
    "a retired plumber",
    "two nuns",
    "the night porter",
    "a boy with a kite",
    "a piano tuner",
    "three rowers",
    "the verger",
    "a beekeeper",
    "an off-duty pilot",
    "the twins from the kiosk",
    "a chess coach",
    "the oldest postman",
    "a bride",
    "some scouts",
    "a locksmith",
    "the choir master",
    "a vet",
    "four carpenters",
    "the tram conductor",
    "a tailor",
    "the lamp seller",
    "a pastry cook",
    "a surveyor",
    "an usher",
];

/// What they did, as it was, in the past tense and as a participle that is spelled alike.
pub(super) const DID: [&str; 16] = [
    "carried", "dragged", "guarded", "dropped", "rescued", "parked", "covered", "pushed", "lifted",
    "tied", "counted", "traded", "mended", "rolled", "pulled", "washed",
];

/// With what.
pub(super) const THING: [&str; 24] = [
    "a crate of parrots",
    "three cellos",
    "the parish ledgers",
    "a box of oranges",
    "two sewing machines",
    "a stuffed bear",
    "the regatta cup",
    "forty lanterns",
    "a coil of rope",
    "some beehives",
    "a marble bust",
    "the ticket machine",
    "a barrel of herring",
    "two prams",
    "the bell from the tower",
    "a sack of chestnuts",
    "nine umbrellas",
    "a dentist's chair",
    "the town banner",
    "a globe",
    "an accordion",
    "the weighing scales",
    "a rocking horse",
    "six typewriters",
];

/// Where.
pub(super) const PLACE: [&str; 24] = [
    "past the post office",
    "down the chapel steps",
    "under the arcade",
    "behind the dairy",
    "beside the fountain",
    "along the tow path",
    "at the tannery gate",
    "near the observatory",
    "across the cattle market",
    "outside the bowling club",
    "below the viaduct",
    "in the yard of the inn",
    "by the ropewalk",
    "over the cobbles",
    "inside the drill hall",
    "at the ferry stairs",
    "up the poplar avenue",
    "around the gasworks",
    "in front of the theatre",
    "beyond the orchard",
    "on the weir",
    "through the turnstile",
    "opposite the mint",
    "among the allotments",
];

/// What the owner deals in.
pub(super) const TRADE: [&str; 16] = [
    "rope", "cider", "felt", "glass", "timber", "cheese", "brick", "linen", "paint", "clock",
    "toy", "boot", "candle", "salt", "wool", "copper",
];

/// Words that a paper may use for the first of each row.
pub(super) const SYNONYMS: [[&str; 4]; 68] = [
    ["people", "persons", "residents", "locals"],
    ["said", "stated", "explained", "remarked"],
    ["police", "constabulary", "force", "patrol"],
    ["hurt", "wounded", "injured", "harmed"],
    ["hours", "hrs", "rounds", "turns"],
    ["teams", "squads", "parties", "details"],
    ["crews", "gangs", "units", "brigades"],
    ["search", "hunt", "sweep", "combing"],
    ["night", "evening", "dusk", "dark"],
    ["hospital", "clinic", "infirmary", "ward"],
    ["doctor", "medic", "physician", "surgeon"],
    ["business", "trade", "firm", "concern"],
    ["workers", "hands", "staff", "employees"],
    ["machines", "gear", "engines", "plant"],
    ["contractor", "builder", "company", "outfit"],
    ["trucks", "lorries", "wagons", "vans"],
    ["yard", "depot", "lot", "ground"],
    ["files", "papers", "records", "archives"],
    ["inspected", "examined", "checked", "tested"],
    ["council", "board", "assembly", "administration"],
    ["last", "latest", "final", "newest"],
    ["away", "off", "elsewhere", "out"],
    ["owner", "holder", "proprietor", "keeper"],
    ["likely", "probable", "presumed", "supposed"],
    ["cause", "reason", "trigger", "origin"],
    ["little", "scant", "small", "slight"],
    ["doubt", "question", "dispute", "argument"],
    ["first", "earliest", "initial", "foremost"],
    ["wounds", "cuts", "injuries", "gashes"],
    ["bag", "case", "kit", "satchel"],
    ["property", "estate", "premises", "land"],
    ["watched", "observed", "followed", "saw"],
    ["visit", "call", "tour", "trip"],
    ["engineers", "surveyors", "technicians", "experts"],
    ["rescue", "relief", "salvage", "recovery"],
    ["lamps", "lights", "floodlights", "torches"],
    ["diggers", "excavators", "shovels", "dredgers"],
    ["place", "site", "spot", "location"],
    ["inn", "hotel", "lodge", "tavern"],
    ["partner", "associate", "relative", "cousin"],
    ["telephone", "letter", "message", "note"],
    ["insurers", "assessors", "adjusters", "underwriters"],
    ["patience", "time", "calm", "quiet"],
    ["garage", "shed", "barn", "hall"],
    ["pavement", "kerb", "roadside", "street"],
    ["officer", "inspector", "sergeant", "captain"],
    ["scene", "spot", "place", "ground"],
    ["evidence", "proof", "material", "testimony"],
    ["near", "beside", "by", "close"],
    ["belongs", "pertains", "falls", "goes"],
    ["Trupps", "Gruppen", "Teams", "Einheiten"],
    ["Gelände", "Areal", "Grundstück", "Anwesen"],
    ["Ursache", "Auslöser", "Grund", "Anlass"],
    ["vermutlich", "wahrscheinlich", "wohl", "offenbar"],
    ["geprüft", "besichtigt", "kontrolliert", "untersucht"],
    ["Beamten", "Polizisten", "Ermittler", "Kräfte"],
    ["Wunden", "Verletzungen", "Schnitte", "Prellungen"],
    ["Bagger", "Kräne", "Lampen", "Pumpen"],
    ["Ärztin", "Medizinerin", "Chirurgin", "Internistin"],
    ["arbeiteten", "halfen", "schufteten", "gruben"],
    ["jüngste", "letzte", "neueste", "späteste"],
    ["Bescheinigung", "Urkunde", "Prüfung", "Abnahme"],
    ["Kontrolle", "Begehung", "Prüfung", "Schau"],
    ["Geräte", "Maschinen", "Technik", "Gerät"],
    ["Verbände", "Pflaster", "Binden", "Kompressen"],
    ["niemand", "keiner", "kein", "niemand"],
    ["Firma", "Gesellschaft", "Werkstatt", "Truppe"],
    ["Verletzte", "Verwundete", "Betroffene", "Opfer"],
];
