-- What happened, and what is told of it.

-- Events: something that happened, and how many independent origins stand behind what is reported of it.
CREATE TABLE events (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of its articles' ids.
  title TEXT NOT NULL,       -- A headline of one of its articles.
  articles INTEGER NOT NULL, -- Articles whose main event it is; articles.event says which.
  texts INTEGER NOT NULL,    -- Different texts among them.
  origins_low INTEGER NOT NULL,  -- Origins at least: joining what positive evidence joins and nothing contradicts.
  origins_high INTEGER NOT NULL, -- Origins at most: joining only what is shown.
  time_earliest TEXT,        -- The first day on which it may have been, as far as its articles tell.
  time_latest TEXT,          -- The last day on which it may have been.
  story TEXT NOT NULL REFERENCES stories(id), -- The story that it belongs to.
  story_place INTEGER NOT NULL, -- Its place in that story, in order of time, counted from 0.
  material_changes INTEGER NOT NULL DEFAULT 0, -- How many material changes there are in what is said in its articles.
  change INTEGER REFERENCES changes(id), -- The first of these, or null.
  open_questions INTEGER NOT NULL DEFAULT 0 -- How many questions about its origins are open.
);

-- Events that people joined or parted.
CREATE TABLE event_overrides (
  event TEXT NOT NULL REFERENCES events(id), -- The event.
  line INTEGER NOT NULL REFERENCES rulings(line), -- The line of the overrides.
  PRIMARY KEY (event, line)
) WITHOUT ROWID;

-- By which outlets, languages and speakers an event is found, in order of its day.
CREATE TABLE event_facets (
  facet TEXT NOT NULL,       -- outlet, language or speaker.
  value TEXT NOT NULL,       -- Which one, as in articles or quotations.
  day TEXT NOT NULL,         -- The last day on which the event may have been, or else the first; empty where neither can be told.
  event_rowid INTEGER NOT NULL, -- The event: events.rowid.
  PRIMARY KEY (facet, value, day, event_rowid)
) WITHOUT ROWID;

-- Articles that report or mention an event beside their own, and where.
CREATE TABLE event_also (
  event TEXT NOT NULL REFERENCES events(id), -- The event.
  article TEXT NOT NULL REFERENCES articles(id), -- The article that mentions it.
  kind TEXT NOT NULL,        -- item: a part of the article, as of a round-up or live page, reports the event; background: it reminds of it.
  place INTEGER NOT NULL,    -- Counted from 0.
  start INTEGER NOT NULL,    -- First code point of the passage.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (event, article, kind, place)
) WITHOUT ROWID;

-- The lead statements of an event, the most carried first.
CREATE TABLE event_leads (
  event TEXT NOT NULL REFERENCES events(id), -- The event.
  place INTEGER NOT NULL,    -- Counted from 0.
  statement TEXT NOT NULL REFERENCES statements(id), -- The statement.
  PRIMARY KEY (event, place)
) WITHOUT ROWID;

-- What can be told of an event, line by line, in words of its articles.
CREATE TABLE brief_lines (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report.
  event TEXT NOT NULL REFERENCES events(id), -- The event.
  kind TEXT NOT NULL,        -- agreed (all origins tell it), only (some do), differs, claimed.
  text TEXT NOT NULL         -- The line.
);

-- Where a line of a brief stands.
CREATE TABLE brief_receipts (
  brief_line INTEGER NOT NULL REFERENCES brief_lines(id), -- The line.
  place INTEGER NOT NULL,    -- Counted from 0.
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  start INTEGER NOT NULL,    -- First code point of the words.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (brief_line, place)
) WITHOUT ROWID;

-- Notices in an event's articles that correct or withdraw something.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report.
  event TEXT NOT NULL REFERENCES events(id), -- The event.
  article TEXT NOT NULL REFERENCES articles(id), -- The article that has the notice.
  withdrawn INTEGER NOT NULL, -- 1 where all is taken back, 0 where something is put right.
  notice_start INTEGER NOT NULL, -- First code point of the notice.
  notice_end INTEGER NOT NULL, -- One past the last.
  old_start INTEGER,         -- First code point of the words that were wrong, where the notice repeats them.
  old_end INTEGER,           -- One past the last.
  new_start INTEGER,         -- First code point of the words that stand for them.
  new_end INTEGER            -- One past the last.
);

-- Where other articles of the event still have the old figure or name of a correction.
CREATE TABLE correction_carried (
  correction INTEGER NOT NULL REFERENCES corrections(id), -- The correction.
  place INTEGER NOT NULL,    -- Counted from 0.
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  start INTEGER NOT NULL,    -- First code point of the sentence.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (correction, place)
) WITHOUT ROWID;

-- What several texts of an event give a number or a name for.
CREATE TABLE figures (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report.
  event TEXT NOT NULL REFERENCES events(id), -- The event.
  what TEXT NOT NULL,        -- What is counted: killed, injured, arrested …; age of a person; name.
  agreement TEXT NOT NULL    -- same, compatible (different bounds that one count fits), differs.
);

-- The numbers or names that are given, by the first day on which each stood.
CREATE TABLE figure_values (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report.
  figure INTEGER NOT NULL REFERENCES figures(id), -- The figure.
  text TEXT NOT NULL,        -- The words of the first article that gives it.
  number INTEGER,            -- The number; null for a name.
  bound TEXT NOT NULL,       -- What it says of the count: exact, at_least, at_most, about.
  earliest TEXT,             -- The first day on which an article that gives it may have been published.
  latest TEXT                -- The last such day.
);

-- The origins that a number or name is from.
CREATE TABLE figure_origins (
  value INTEGER NOT NULL REFERENCES figure_values(id), -- The number or name.
  place INTEGER NOT NULL,    -- Counted from 0.
  node TEXT NOT NULL REFERENCES nodes(id), -- The origin.
  PRIMARY KEY (value, place)
) WITHOUT ROWID;

-- Where each article gives a number or name.
CREATE TABLE figure_receipts (
  value INTEGER NOT NULL REFERENCES figure_values(id), -- The number or name.
  place INTEGER NOT NULL,    -- Counted from 0.
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  start INTEGER NOT NULL,    -- First code point of the words.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (value, place)
) WITHOUT ROWID;

-- Stories: events that belong together and run on.
CREATE TABLE stories (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of its events' ids.
  title TEXT NOT NULL,       -- The title of its fullest event.
  events INTEGER NOT NULL,   -- How many events it has.
  articles INTEGER NOT NULL, -- How many articles report them.
  time_earliest TEXT,        -- The first day on which one of them may have been.
  time_latest TEXT           -- The last day on which one of them may have been.
);

-- Who said what about the question of a story.
CREATE TABLE positions (
  story TEXT NOT NULL REFERENCES stories(id), -- The story.
  place INTEGER NOT NULL,    -- Counted from 0.
  speaker TEXT,              -- Who said it; null where nobody is named.
  date TEXT,                 -- The day, where one can be told.
  negated INTEGER NOT NULL,  -- 1 where it denies, else 0.
  modality TEXT NOT NULL,    -- What it claims of its matter: plan, intention, possibility, obligation, prediction, fact.
  statement TEXT NOT NULL REFERENCES statements(id), -- The words.
  PRIMARY KEY (story, place)
) WITHOUT ROWID;
