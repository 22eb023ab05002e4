-- What a store keeps when the findings are made anew.

-- How current the findings of a store are, in one row. Empty in an export.
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1), -- Always 1: there is one row.
  changes INTEGER NOT NULL,  -- Counts the changes to what findings are made from: pages and rulings.
  findings INTEGER NOT NULL, -- The count at which the findings were made; they are current where it equals changes.
  built INTEGER NOT NULL     -- How often the findings were made.
);

-- What was added to a store, and when. Empty in an export.
CREATE TABLE additions (
  id INTEGER PRIMARY KEY,    -- Counted from 1.
  at TEXT NOT NULL,          -- When, in UTC.
  by TEXT NOT NULL,          -- The command that added it.
  pages INTEGER NOT NULL,    -- Pages that were read: new, versions, repeated and skipped ones.
  new INTEGER NOT NULL,      -- Pages that the store had not.
  versions INTEGER NOT NULL, -- Those of the new ones that are another version of a page that it had.
  repeated INTEGER NOT NULL, -- Pages that it had already.
  skipped INTEGER NOT NULL   -- Pages that could not be read.
);

-- Pages as they were read, each once: what findings are made from again when something is added. Empty in an export.
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,    -- Counted from 1, in the order in which they came.
  addition INTEGER NOT NULL REFERENCES additions(id), -- With which addition it came.
  address TEXT NOT NULL,     -- What all versions of the page have in common: its web address without scheme and anchor, or else the place where it was read.
  on_web INTEGER NOT NULL,   -- 1 where address is a web address.
  wording TEXT NOT NULL,     -- A hash of headline and article text: the same address with the same wording is the same page.
  sha256 TEXT NOT NULL,      -- SHA-256 of the bytes that were read.
  locator TEXT NOT NULL,     -- Where it was read, as the user named it, or the address that it was fetched from.
  record TEXT,               -- The record's own id, where the input has records that have one.
  captured_earliest TEXT,    -- The first day on which the page may have been taken, as far as its collector tells.
  captured_latest TEXT,      -- The last day on which it may have been.
  taken TEXT,                -- When firsthand itself took it from the web, in UTC.
  page BLOB NOT NULL,        -- Its decoded text, what it declares and what its markup said: JSON, packed with zstd.
  UNIQUE (address, wording)
);

-- Quotations as they were read, so that articles that stay as they are need not be read again; nothing is lost with them but time. Empty in an export.
CREATE TABLE known_quotations (
  article_key TEXT PRIMARY KEY NOT NULL, -- A hash of all that is known of the article they stand in.
  version TEXT NOT NULL,     -- The version of firsthand that read them.
  quotations BLOB NOT NULL   -- The quotations: JSON, packed with zstd.
) WITHOUT ROWID;

-- Pages that could not be read and have not been read since. Empty in an export.
CREATE TABLE unread (
  locator TEXT PRIMARY KEY NOT NULL, -- Where it is, as the user named it.
  reason TEXT NOT NULL,      -- Why it could not be read.
  addition INTEGER NOT NULL REFERENCES additions(id) -- The last addition that tried.
) WITHOUT ROWID;

-- What people rule where the texts were read wrongly, replayed whenever findings are made. Empty in an export.
CREATE TABLE overrides (
  id INTEGER PRIMARY KEY,    -- Counted from 1; rulings hold in this order.
  at TEXT NOT NULL,          -- When it was made, in UTC.
  ruling TEXT NOT NULL,      -- The ruling, as a line of a file of overrides.
  undone TEXT                -- When it was taken back, in UTC; null while it holds.
);

-- What people noted about findings. Empty in an export.
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,    -- Counted from 1.
  at TEXT NOT NULL,          -- When, in UTC.
  about TEXT NOT NULL,       -- The id of what it is about: an article, quotation, statement, event, story or node.
  words TEXT NOT NULL,       -- The note.
  undone TEXT                -- When it was taken back, in UTC; null while it stands.
);

-- Ids of events, stories and statements that are no group's any more, and where they lead. Empty in an export.
CREATE TABLE forwarding (
  id TEXT PRIMARY KEY NOT NULL, -- The id that was given once, and is never given again.
  leads_to TEXT,             -- The id of the group that holds most of what it held; null where nothing of it is left.
  built INTEGER NOT NULL     -- With which making of the findings: state.built.
) WITHOUT ROWID;

-- Feeds that `firsthand watch` asks, and what it has to know to ask politely. Empty in an export.
CREATE TABLE feeds (
  url TEXT PRIMARY KEY NOT NULL, -- Its address.
  title TEXT,                -- What it calls itself.
  etag TEXT,                 -- The tag of its last answer, by which the server tells that nothing has changed.
  last_modified TEXT,        -- When it was changed last, as the server told.
  asked TEXT,                -- When it was asked last, in UTC.
  due TEXT NOT NULL,         -- When it is to be asked again, in UTC; later after each failure.
  failures INTEGER NOT NULL, -- How often it failed since it last answered.
  problem TEXT               -- What was wrong with its last answer, or why there was none.
) WITHOUT ROWID;

-- Pages that the entries of feeds lead to. Empty in an export.
CREATE TABLE watched (
  url TEXT PRIMARY KEY NOT NULL, -- The address in the feed.
  feed TEXT NOT NULL REFERENCES feeds(url), -- The feed that led to it first.
  stamp TEXT NOT NULL,       -- What the entry says of date and title: another one means that the page was changed.
  etag TEXT,                 -- The tag of its last answer.
  last_modified TEXT,        -- When it was changed last, as the server told.
  asked TEXT,                -- When it was asked last, in UTC.
  due TEXT,                  -- When it is to be asked next, in UTC; null where it is left alone until its entry changes.
  checks INTEGER NOT NULL,   -- How often it was read since its entry changed.
  failures INTEGER NOT NULL, -- How often it failed since it was last read.
  problem TEXT               -- Why it was not read, where it was not.
) WITHOUT ROWID;

-- What people asked to be told of, each once. Empty in an export.
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,    -- Counted from 1.
  at TEXT NOT NULL,          -- When it was seen, in UTC.
  kind TEXT NOT NULL,        -- growth (many report an event in a short time, all from one origin), material (a changed word that matters), revision (another version of a page), correction (an article says that it was corrected).
  about TEXT NOT NULL,       -- The id of the event, statement or article.
  key TEXT NOT NULL UNIQUE,  -- What makes it the same alert.
  text TEXT NOT NULL,        -- What there is to tell, in a sentence.
  told TEXT,                 -- When it was handed over, in UTC; null while that failed.
  handed TEXT                -- Who has it already where another could not be told: command or address.
);

CREATE INDEX watched_feed ON watched(feed);
CREATE INDEX watched_due ON watched(due) WHERE due IS NOT NULL;
CREATE INDEX readings_addition ON readings(addition);
CREATE INDEX readings_place ON readings(locator, sha256);
CREATE INDEX unread_addition ON unread(addition);
CREATE INDEX notes_about ON notes(about);
