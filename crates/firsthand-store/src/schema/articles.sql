-- What was read, and what is copied from what.

-- One row on the file as a whole: what it is, and what the pile came to. Every count reads "in this pile".
CREATE TABLE summary (
  about TEXT NOT NULL,             -- What this file is, and how long it lives.
  schema_version INTEGER NOT NULL, -- The version of these tables; also PRAGMA user_version.
  firsthand_version TEXT NOT NULL, -- The version of firsthand that wrote the file.
  report TEXT NOT NULL,            -- The contract of the JSON report that holds the same findings.
  pages INTEGER NOT NULL,          -- Pages that were read: articles, repeated and skipped ones.
  articles INTEGER NOT NULL,       -- Articles.
  repeated INTEGER NOT NULL,       -- Pages read twice: the same bytes from the same place.
  skipped INTEGER NOT NULL,        -- Pages that could not be read; the table of that name says why.
  texts INTEGER NOT NULL,          -- Texts: groups of articles whose article text is the same.
  quotations INTEGER NOT NULL,     -- Quotations.
  statements INTEGER NOT NULL,     -- Statements.
  events INTEGER NOT NULL,         -- Events.
  stories INTEGER NOT NULL,        -- Stories.
  owners_unknown INTEGER NOT NULL  -- Articles whose outlet, or whose outlet's owner, is unknown.
);

-- What every table, view and column holds, in a sentence.
CREATE TABLE descriptions (
  table_name TEXT NOT NULL,  -- The table or view.
  column_name TEXT NOT NULL, -- The column; empty where the table as a whole is described.
  description TEXT NOT NULL, -- The sentence.
  PRIMARY KEY (table_name, column_name)
) WITHOUT ROWID;

-- Pages that could not be read: nothing is lost silently.
CREATE TABLE skipped (
  place INTEGER PRIMARY KEY, -- Counted from 0, in order of the locator.
  locator TEXT NOT NULL,     -- Where it was read, as the user named it.
  reason TEXT NOT NULL       -- Why it could not be.
);

-- Articles: what a newsroom wrote on a page, and what is known of it.
CREATE TABLE articles (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of the page's content, with an occurrence number where pages are identical.
  title TEXT,                -- The headline, from the text or from the page's metadata.
  outlet TEXT,               -- Who published it, as far as the page tells.
  published_earliest TEXT,   -- The first day on which it may have been published.
  published_latest TEXT,     -- The last day on which it may have been.
  published_how TEXT,        -- What dates it: declared, byline, collector, url, text, copy (the date of a copy), bound (only bounds, from what it refers to).
  language TEXT,             -- ISO 639-1 code.
  event TEXT NOT NULL REFERENCES events(id), -- The event that it reports; those it also mentions stand in event_also.
  text TEXT NOT NULL REFERENCES texts(id),   -- The group of copies that it is one of.
  own_reporting TEXT NOT NULL, -- Whether it reported anything itself: yes, no, unclear.
  borrowed_share REAL NOT NULL, -- Share of its text that also stands in another article of the pile, 0 to 1.
  revision_of TEXT REFERENCES articles(id), -- The article that it revises: the nearest earlier version of the page at its address whose words differ. Null where the pile has none, or where nothing tells their order.
  url TEXT,                  -- Its address, where it declares one.
  locator TEXT NOT NULL,     -- Where the page was read: a file, or a file and a line.
  record TEXT,               -- The record's own id, where the input has records that have one.
  captured_earliest TEXT,    -- The first day on which the page may have been taken.
  captured_latest TEXT,      -- The last day on which it may have been.
  sha256 TEXT NOT NULL,      -- SHA-256 of the bytes that were read.
  body TEXT NOT NULL         -- The article text alone, one paragraph a line: no menus, teasers, comments or captions. Full-text search goes over it.
);

-- The whole text of each article's page, furniture included: what all spans point into.
CREATE TABLE pages (
  article TEXT PRIMARY KEY NOT NULL REFERENCES articles(id), -- The article that stands on it.
  content TEXT NOT NULL      -- The page's text as decoded. U+0000, at which SQLite's text functions stop, stands as U+FFFD in all texts of this file: one code point for one, so that spans hold.
);

-- What each stretch of a page is; they cover every character once.
CREATE TABLE segments (
  article TEXT NOT NULL REFERENCES articles(id), -- The article of the page.
  place INTEGER NOT NULL,    -- Counted from 0.
  kind TEXT NOT NULL,        -- headline, subhead, byline, dateline, body, caption, credit, teaser, related, comment, prompt, navigation, legal, correction.
  start INTEGER NOT NULL,    -- Its first code point.
  end INTEGER NOT NULL,      -- One past its last.
  PRIMARY KEY (article, place)
) WITHOUT ROWID;

-- Where an article shows its outlet, its date, or whether it reported anything itself.
CREATE TABLE article_evidence (
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  finding TEXT NOT NULL,     -- Which column of articles it is evidence for: outlet, published, own_reporting.
  place INTEGER NOT NULL,    -- Counted from 0.
  start INTEGER NOT NULL,    -- First code point of the words.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (article, finding, place)
) WITHOUT ROWID;

-- What an article's headline says and its body does not bear out.
CREATE TABLE headline_checks (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report.
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  kind TEXT NOT NULL,        -- number, quote.
  words TEXT NOT NULL,       -- The headline's words.
  verdict TEXT NOT NULL,     -- differs (the body has another figure or other words), absent (it has nothing of the kind).
  start INTEGER,             -- First code point of the words, where the headline is a part of the page's text.
  end INTEGER                -- One past the last.
);

-- What the body has instead of a headline's words.
CREATE TABLE headline_bodies (
  headline_check INTEGER NOT NULL REFERENCES headline_checks(id), -- The check.
  place INTEGER NOT NULL,    -- Counted from 0.
  start INTEGER NOT NULL,    -- First code point in the article.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (headline_check, place)
) WITHOUT ROWID;

-- Who wrote an article, as its page declares it or its byline names them.
CREATE TABLE authors (
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  place INTEGER NOT NULL,    -- Counted from 0.
  name TEXT NOT NULL,        -- The author's name.
  PRIMARY KEY (article, place)
) WITHOUT ROWID;

-- Where a page declares that its text was first published.
CREATE TABLE syndicated_from (
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  place INTEGER NOT NULL,    -- Counted from 0.
  name TEXT NOT NULL,        -- A name or an address, as declared.
  PRIMARY KEY (article, place)
) WITHOUT ROWID;

-- Whom an article as a whole credits.
CREATE TABLE credits (
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  place INTEGER NOT NULL,    -- Counted from 0.
  name TEXT NOT NULL,        -- As written; of an agency its one name.
  kind TEXT NOT NULL,        -- agency, outlet, document, person, or unnamed ("Newsroom", "Agencies": no one that can be told apart).
  start INTEGER NOT NULL,    -- First code point of the credit.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (article, place)
) WITHOUT ROWID;

-- Which reading each article of a store was made from. Empty in an export.
CREATE TABLE article_readings (
  article TEXT PRIMARY KEY NOT NULL REFERENCES articles(id), -- The article.
  reading INTEGER NOT NULL REFERENCES readings(id) -- The page as it was read.
) WITHOUT ROWID;

-- Texts: groups of articles whose article text is the same.
CREATE TABLE texts (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of the best article's text.
  title TEXT,                -- The headline of its best article.
  best TEXT NOT NULL REFERENCES articles(id), -- The article to read: the fullest, then the first.
  articles INTEGER NOT NULL  -- How many articles carry it.
);

-- Pairs of articles that share words. Within a text of more than 50 articles only those with its best article.
CREATE TABLE reuse (
  id INTEGER PRIMARY KEY,    -- Its place in the report, counted from 0.
  a TEXT NOT NULL REFERENCES articles(id), -- The one article.
  b TEXT NOT NULL REFERENCES articles(id), -- The other.
  relation TEXT NOT NULL,    -- copy, excerpt (one is nearly wholly in the other), partial (they share narration), quotes_only, template (only an outlet's formula).
  direction TEXT NOT NULL,   -- Which had the words first: a>b, b>a, common (both from a third), unknown.
  containment_a REAL NOT NULL, -- Share of the words of a that stand in b, 0 to 1.
  containment_b REAL NOT NULL  -- Share of the words of b that stand in a, 0 to 1.
);

-- The passages that two articles share, aligned.
CREATE TABLE passages (
  reuse INTEGER NOT NULL REFERENCES reuse(id), -- The pair.
  place INTEGER NOT NULL,    -- Counted from 0, in order of a.
  a_start INTEGER NOT NULL,  -- First code point in article a.
  a_end INTEGER NOT NULL,    -- One past the last in article a.
  b_start INTEGER NOT NULL,  -- First code point in article b.
  b_end INTEGER NOT NULL,    -- One past the last in article b.
  PRIMARY KEY (reuse, place)
) WITHOUT ROWID;
