-- Who said what, and in which words.

-- Quotations: who said what in one article, in which words.
CREATE TABLE quotations (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of the article's id and the spans of the words.
  speaker TEXT,              -- Who says it, under one name for all of the pile; null where the article names nobody.
  words TEXT NOT NULL,       -- The words, spans joined by a space. Full-text search goes over them.
  kind TEXT NOT NULL,        -- direct (every word is inside quotation marks), mixed (some are), indirect (none is).
  article TEXT NOT NULL REFERENCES articles(id), -- The article it stands in.
  statement TEXT NOT NULL REFERENCES statements(id), -- The utterance that it renders.
  version INTEGER,           -- Which wording of that statement: versions.place.
  speaker_class TEXT,        -- person, body, document, unnamed.
  occasion TEXT,             -- Where, to whom or when it was said, as written.
  mention_start INTEGER,     -- First code point of the nearest mention of the speaker, a pronoun included.
  mention_end INTEGER,       -- One past the last of the mention.
  cue_start INTEGER,         -- First code point of the words that attribute ("said", "according to").
  cue_end INTEGER,           -- One past the last of them.
  occasion_start INTEGER,    -- First code point of the occasion.
  occasion_end INTEGER,      -- One past the last of the occasion.
  title TEXT GENERATED ALWAYS AS (
    coalesce(speaker || ': ', '') || '“' || substr(words, 1, 70) || iif(length(words) > 70, '…”', '”')
  ) VIRTUAL,                 -- Speaker and first words, for links to it.
  FOREIGN KEY (statement, version) REFERENCES versions(statement, place)
);

-- Where the words of a quotation stand: several spans where its attribution interrupts it or it runs over paragraphs.
CREATE TABLE quotation_spans (
  quotation TEXT NOT NULL REFERENCES quotations(id), -- The quotation.
  place INTEGER NOT NULL,    -- Counted from 0.
  start INTEGER NOT NULL,    -- First code point of the words.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (quotation, place)
) WITHOUT ROWID;

-- The road of a quotation: who carried the words, from the first carrier after the speaker to the last before the article.
CREATE TABLE roads (
  quotation TEXT NOT NULL REFERENCES quotations(id), -- The quotation.
  place INTEGER NOT NULL,    -- Counted from 0, the first carrier first.
  name TEXT NOT NULL,        -- The carrier, as written.
  kind TEXT NOT NULL,        -- agency, outlet, document, person, body, unnamed.
  start INTEGER NOT NULL,    -- First code point where the article names it.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (quotation, place)
) WITHOUT ROWID;

-- Speakers: everybody who says something and is more than a wording such as "officials".
CREATE TABLE speakers (
  id INTEGER PRIMARY KEY,    -- Counted from 0, the most quoted first, then in the order of the names.
  name TEXT NOT NULL,        -- As in quotations.speaker.
  class TEXT NOT NULL,       -- person, body, document.
  quotations INTEGER NOT NULL, -- How many quotations are theirs.
  statements INTEGER NOT NULL DEFAULT 0, -- How many statements these render.
  material_changes INTEGER NOT NULL DEFAULT 0 -- How many material changes there are between the versions of those.
);

-- The other wordings under which articles name a speaker as who speaks; no pronouns.
CREATE TABLE speaker_variants (
  speaker INTEGER NOT NULL REFERENCES speakers(id), -- The speaker.
  place INTEGER NOT NULL,    -- Counted from 0, in the order of the wordings.
  wording TEXT NOT NULL,     -- As written, in one line.
  PRIMARY KEY (speaker, place)
) WITHOUT ROWID;

-- Statements: one utterance each, the quotations across articles that render the same words on the same occasion.
CREATE TABLE statements (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of its quotations' ids.
  title TEXT NOT NULL,       -- Speaker and first words of its fullest version, for links to it.
  speaker TEXT,              -- Who said it; null where nobody is named.
  quotations INTEGER NOT NULL, -- How many quotations render it.
  versions INTEGER NOT NULL, -- In how many wordings.
  material_changes INTEGER NOT NULL, -- How many differences between its versions a careful fact-checker would want to be told of.
  origins_low INTEGER NOT NULL,  -- Origins at least: joining what positive evidence joins and nothing contradicts.
  origins_high INTEGER NOT NULL, -- Origins at most: joining only what is shown.
  firsthand_low INTEGER NOT NULL, -- Carriers whose text says that they heard it themselves.
  firsthand_high INTEGER NOT NULL, -- Those and the ones whose text leaves it open.
  day TEXT                   -- The first day on which an article that renders it may have been published.
);

-- The wordings of a statement, the fullest first.
CREATE TABLE versions (
  statement TEXT NOT NULL REFERENCES statements(id), -- The statement.
  place INTEGER NOT NULL,    -- Counted from 0.
  wording TEXT NOT NULL,     -- The words as the first of its quotations has them.
  PRIMARY KEY (statement, place)
) WITHOUT ROWID;

-- Typed differences between two versions of a statement. Above 12 versions, each against the fullest.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report: a statement's material ones first.
  statement TEXT NOT NULL REFERENCES statements(id), -- The statement.
  kind TEXT NOT NULL,        -- negation, number, name, modality, qualifier, substitution, truncation, ellipsis, splice, translation, tense_person, paraphrase.
  material INTEGER NOT NULL, -- 1 where a careful fact-checker would want to be told, else 0.
  before TEXT NOT NULL,      -- The words of from_quotation. Before and after are an order of display, not of time.
  after TEXT NOT NULL,       -- The words of to_quotation.
  direction TEXT NOT NULL,   -- Which wording came first: a>b (from_quotation's), b>a, common, unknown.
  from_quotation TEXT NOT NULL REFERENCES quotations(id), -- A quotation of the one version.
  to_quotation TEXT NOT NULL REFERENCES quotations(id)    -- A quotation of the other.
);

-- Where the words of a change stand; none where one side has none.
CREATE TABLE change_spans (
  change INTEGER NOT NULL REFERENCES changes(id), -- The change.
  side TEXT NOT NULL,        -- before: in the article of its from_quotation; after: in that of its to_quotation.
  place INTEGER NOT NULL,    -- Counted from 0.
  start INTEGER NOT NULL,    -- First code point of the words.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (change, side, place)
) WITHOUT ROWID;

-- Articles that carry the later wording of a change, where it is known which is the later.
CREATE TABLE change_articles (
  change INTEGER NOT NULL REFERENCES changes(id), -- The change.
  role TEXT NOT NULL,        -- introduced: may be the first with it; carried: has it after another or took its text from one.
  place INTEGER NOT NULL,    -- Counted from 0.
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  PRIMARY KEY (change, role, place)
) WITHOUT ROWID;

-- Articles that heard or saw a statement themselves: those that statements.firsthand_low counts.
CREATE TABLE firsthand (
  statement TEXT NOT NULL REFERENCES statements(id), -- The statement.
  article TEXT NOT NULL REFERENCES articles(id), -- The article that was there.
  PRIMARY KEY (statement, article)
) WITHOUT ROWID;
