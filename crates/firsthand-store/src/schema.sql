-- The database that `firsthand report --db` writes and that `firsthand add` keeps.
--
-- This file is the one source of what is said about it: the sentence over a table or view, and the
-- words after `--` beside a column, go into the table `descriptions`, into docs/database.md and into
-- docs/metadata.yaml. A test fails where one is missing.
--
-- Ids are the report's (`a…` an article, `t…` a text, `q…` a quotation, `s…` a statement, `e…` an
-- event, `y…` a story, `n…` a node that is no article): hashes, so that a row keeps its address when the
-- file is made anew, and the JSON report of the same pile can be joined to it. They are the primary keys,
-- which is what Datasette makes its links of. What only belongs to another row has that row's id and a
-- `place`, counted from 0.
--
-- `start` and `end` are places in `pages.content`, in Unicode code points from 0, the end excluded:
-- substr(content, start + 1, end - start) are the words themselves.
--
-- Three parts: the findings, their indexes, and what a store keeps when its findings are made anew. An export
-- has the tables of all three, the last ones empty.
--
-- Rows are numbered without gaps in the order of the report, so that VACUUM keeps the numbers which the
-- full-text indexes go by.

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

-- Everyone and everything that words came from or through: the nodes of the provenance graph.
CREATE TABLE nodes (
  id TEXT PRIMARY KEY NOT NULL, -- A hash of what it is; of an article the article's id.
  name TEXT NOT NULL,        -- As written, or a description in a few words where it is inferred.
  kind TEXT NOT NULL,        -- origin, occasion, document, agency, outlet, text, article, speaker.
  seen INTEGER NOT NULL,     -- 1 where it is in the pile itself, 0 where only others name or imply it.
  article TEXT REFERENCES articles(id) -- The article, where the node is one.
);

-- Who has what from whom. An edge points from the one who carries to the one it came from.
CREATE TABLE edges (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report.
  from_node TEXT NOT NULL REFERENCES nodes(id), -- Who carries.
  to_node TEXT NOT NULL REFERENCES nodes(id),   -- Whom it came from.
  kind TEXT NOT NULL,        -- credits (names it), derives (has its text), same_words, same_owner.
  strength TEXT NOT NULL,    -- shown (the characters say so), likely (nothing speaks against it), possible.
  override_line INTEGER REFERENCES rulings(line), -- The line of the overrides that rules on it, or null.
  holds INTEGER NOT NULL     -- 0 where people cut it, so that it joins nothing, else 1.
);

-- What an edge is read off from.
CREATE TABLE edge_evidence (
  edge INTEGER NOT NULL REFERENCES edges(id), -- The edge.
  place INTEGER NOT NULL,    -- Counted from 0.
  article TEXT NOT NULL REFERENCES articles(id), -- The article.
  start INTEGER NOT NULL,    -- First code point of the words.
  end INTEGER NOT NULL,      -- One past the last.
  PRIMARY KEY (edge, place)
) WITHOUT ROWID;

-- The origins of a statement or of an event: the nodes that origins_high counts.
CREATE TABLE origins (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report, statements first.
  node TEXT NOT NULL REFERENCES nodes(id), -- The origin.
  statement TEXT REFERENCES statements(id), -- The statement it stands behind, or null.
  event TEXT REFERENCES events(id), -- The event it stands behind, or null.
  CHECK ((statement IS NULL) <> (event IS NULL))
);

-- What nobody can tell from the texts: two origins that may be one, and what would settle it.
CREATE TABLE open_questions (
  id INTEGER PRIMARY KEY,    -- Counted from 0, in the order of the report, statements first.
  why TEXT NOT NULL,         -- The question and what would settle it, in a sentence.
  statement TEXT REFERENCES statements(id), -- The statement it is about, or null.
  event TEXT REFERENCES events(id), -- The event it is about, or null.
  a_node TEXT NOT NULL REFERENCES nodes(id), -- The one origin.
  b_node TEXT NOT NULL REFERENCES nodes(id), -- The other.
  CHECK ((statement IS NULL) <> (event IS NULL))
);

-- What people rule where the pile was read wrongly, and what became of it: the lines of the file of overrides.
CREATE TABLE rulings (
  line INTEGER PRIMARY KEY,  -- Its number in the file, counted from 1.
  text TEXT NOT NULL,        -- The line as it stands.
  warning TEXT               -- Why it rules on nothing here, or on less than it says; null where it holds in full.
);

-- Closed chains in which each rests on the next and the last on the first: a finding of its own, never an origin.
CREATE TABLE cycles (
  id INTEGER PRIMARY KEY,    -- Counted from 0.
  title TEXT NOT NULL        -- The names in order.
);

-- The nodes of a cycle.
CREATE TABLE cycle_nodes (
  cycle INTEGER NOT NULL REFERENCES cycles(id), -- The cycle.
  place INTEGER NOT NULL,    -- Counted from 0, starting at the least.
  node TEXT NOT NULL REFERENCES nodes(id), -- The node.
  PRIMARY KEY (cycle, place)
) WITHOUT ROWID;

-- The edges between the nodes of a cycle.
CREATE TABLE cycle_edges (
  cycle INTEGER NOT NULL REFERENCES cycles(id), -- The cycle.
  place INTEGER NOT NULL,    -- Counted from 0.
  edge INTEGER NOT NULL REFERENCES edges(id), -- The edge.
  PRIMARY KEY (cycle, place)
) WITHOUT ROWID;

-- Every quotation with what a reader wants beside it: who published it and when, its road, and how many origins its statement has.
CREATE VIEW quotations_readable (
  speaker,                   -- Who says it.
  words,                     -- The words.
  kind,                      -- direct, mixed, indirect.
  outlet,                    -- Who published the article.
  published,                 -- The first day on which the article may have been published.
  title,                     -- The article's headline.
  road,                      -- Who carried the words to the article, the first carrier first.
  occasion,                  -- Where, to whom or when it was said, as written.
  versions,                  -- In how many wordings the pile has the statement.
  origins_low,               -- Origins of the statement at least.
  origins_high,              -- Origins of the statement at most.
  quotation,                 -- The quotation's id.
  statement,                 -- The statement's id.
  article                    -- The article's id.
) AS
SELECT q.speaker, q.words, q.kind, a.outlet, a.published_earliest, a.title,
  (SELECT group_concat(name, ' → ') FROM (SELECT name FROM roads WHERE quotation = q.id ORDER BY place)),
  q.occasion, s.versions, s.origins_low, s.origins_high, q.id, s.id, a.id
FROM quotations q JOIN articles a ON a.id = q.article JOIN statements s ON s.id = q.statement;

-- Events that several articles report and that go back to one origin at most: what looks like many reports and is one. The most carried first.
CREATE VIEW single_origin_events (
  title,                     -- A headline of one of its articles.
  articles,                  -- How many articles report it.
  texts,                     -- In how many texts.
  outlets,                   -- Published by how many outlets that are named.
  origin,                    -- The origin that they share.
  time_earliest,             -- The first day on which it may have been.
  event                      -- The event's id.
) AS
SELECT e.title, e.articles, e.texts,
  (SELECT count(DISTINCT outlet) FROM articles WHERE event = e.id),
  (SELECT n.name FROM origins o JOIN nodes n ON n.id = o.node WHERE o.event = e.id),
  e.time_earliest, e.id
FROM events e WHERE e.origins_high = 1 AND e.articles > 1 ORDER BY e.articles DESC, e.rowid;

-- Differences between two renderings of one utterance that a careful fact-checker would want to be told of.
CREATE VIEW material_changes (
  speaker,                   -- Who said it.
  kind,                      -- What differs.
  before,                    -- The words of the one version.
  after,                     -- The words of the other. Before and after are an order of display, not of time.
  before_outlet,             -- Who published the one.
  after_outlet,              -- Who published the other.
  direction,                 -- Which wording came first: a>b (the one), b>a, common, unknown.
  statement                  -- The statement's id.
) AS
SELECT s.speaker, c.kind, c.before, c.after, a.outlet, b.outlet, c.direction, s.id
FROM changes c JOIN statements s ON s.id = c.statement
JOIN quotations f ON f.id = c.from_quotation JOIN articles a ON a.id = f.article
JOIN quotations t ON t.id = c.to_quotation JOIN articles b ON b.id = t.article
WHERE c.material;

-- Texts that several articles carry, the most copied first.
CREATE VIEW copied_texts (
  title,                     -- The headline of its best article.
  articles,                  -- How many articles carry it.
  outlets,                   -- How many outlets that are named.
  first_published,           -- The first day on which one of them may have been published.
  text                       -- The text's id.
) AS
SELECT t.title, t.articles, (SELECT count(DISTINCT outlet) FROM articles WHERE text = t.id),
  (SELECT min(published_earliest) FROM articles WHERE text = t.id), t.id
FROM texts t WHERE t.articles > 1 ORDER BY t.articles DESC, t.rowid;

-- Pages of a store that were read in more than one version, the versions in the order in which they were taken. Empty in an export.
CREATE VIEW revisions (
  address,                   -- What the versions have in common: the page's address.
  place,                     -- Counted from 0, the earliest first.
  title,                     -- The headline of this version.
  taken,                     -- When it was taken from the web, or the day, as far as known.
  article,                   -- The article of this version.
  earlier                    -- The article of the version before it.
) AS
SELECT v.address, v.place, a.title, v.moment, a.id, e.article
FROM (
  SELECT id, address, coalesce(taken, captured_latest) AS moment,
    row_number() OVER versions - 1 AS place, lag(id) OVER versions AS before,
    count(*) OVER (PARTITION BY address) AS n
  FROM readings WHERE on_web WINDOW versions AS (PARTITION BY address ORDER BY coalesce(taken, captured_latest), id)
) v
JOIN article_readings x ON x.reading = v.id JOIN articles a ON a.id = x.article
LEFT JOIN article_readings e ON e.reading = v.before
WHERE v.n > 1 ORDER BY v.address, v.place;

-- Every receipt: the exact characters that a finding rests on. Ask it with a condition; it is long.
CREATE VIEW receipts (
  finding,                   -- What it is a receipt for: the name of a table, or of a column of quotations or articles.
  of,                        -- The id of that row: of an article, quotation, change, event, reuse, brief_line, figure_value or edge.
  article,                   -- The article whose page has the words.
  start,                     -- First code point.
  end,                       -- One past the last.
  words                      -- The words themselves.
) AS
SELECT r.finding, r.of, r.article, r.start, r.end, substr(p.content, r.start + 1, r.end - r.start)
FROM (
  SELECT 'segments' AS finding, article AS of, article, start, end FROM segments
  UNION ALL SELECT finding, article, article, start, end FROM article_evidence
  UNION ALL SELECT 'credits', article, article, start, end FROM credits
  UNION ALL SELECT 'passages', r.id, r.a, x.a_start, x.a_end FROM passages x JOIN reuse r ON r.id = x.reuse
  UNION ALL SELECT 'passages', r.id, r.b, x.b_start, x.b_end FROM passages x JOIN reuse r ON r.id = x.reuse
  UNION ALL SELECT 'quotation_spans', q.id, q.article, x.start, x.end
    FROM quotation_spans x JOIN quotations q ON q.id = x.quotation
  UNION ALL SELECT 'mention', id, article, mention_start, mention_end FROM quotations WHERE mention_start IS NOT NULL
  UNION ALL SELECT 'cue', id, article, cue_start, cue_end FROM quotations WHERE cue_start IS NOT NULL
  UNION ALL SELECT 'occasion', id, article, occasion_start, occasion_end FROM quotations WHERE occasion_start IS NOT NULL
  UNION ALL SELECT 'roads', q.id, q.article, x.start, x.end FROM roads x JOIN quotations q ON q.id = x.quotation
  UNION ALL SELECT 'change_spans', c.id, q.article, x.start, x.end FROM change_spans x JOIN changes c ON c.id = x.change
    JOIN quotations q ON q.id = CASE x.side WHEN 'before' THEN c.from_quotation ELSE c.to_quotation END
  UNION ALL SELECT 'event_also', event, article, start, end FROM event_also
  UNION ALL SELECT 'brief_receipts', brief_line, article, start, end FROM brief_receipts
  UNION ALL SELECT 'headline_checks', id, article, start, end FROM headline_checks WHERE start IS NOT NULL
  UNION ALL SELECT 'headline_bodies', c.id, c.article, x.start, x.end
    FROM headline_bodies x JOIN headline_checks c ON c.id = x.headline_check
  UNION ALL SELECT 'corrections', id, article, notice_start, notice_end FROM corrections
  UNION ALL SELECT 'correction_carried', correction, article, start, end FROM correction_carried
  UNION ALL SELECT 'figure_receipts', value, article, start, end FROM figure_receipts
  UNION ALL SELECT 'edge_evidence', edge, article, start, end FROM edge_evidence
) r JOIN pages p ON p.article = r.article;

-- What follows is made once the rows are in.

-- Full-text search over articles: WHERE articles_fts MATCH '…', joined by rowid to articles. Case and accents do not matter.
--   title: The headline.
--   body: The article text.
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, body, content="articles", prefix="3", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');

-- Full-text search over quotations: WHERE quotations_fts MATCH '…', joined by rowid to quotations. Case and accents do not matter.
--   speaker: Who says it.
--   words: The words.
CREATE VIRTUAL TABLE quotations_fts USING fts5(
  speaker, words, content="quotations", prefix="3", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO quotations_fts(quotations_fts) VALUES ('rebuild');

-- Full-text search over names of speakers: WHERE speakers_fts MATCH '…', joined by rowid to speakers. Case and accents do not matter.
--   name: The name.
CREATE VIRTUAL TABLE speakers_fts USING fts5(
  name, content="speakers", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO speakers_fts(speakers_fts) VALUES ('rebuild');

CREATE INDEX articles_event ON articles(event, outlet);
CREATE INDEX articles_revision ON articles(revision_of) WHERE revision_of IS NOT NULL;
CREATE INDEX articles_text ON articles(text);
CREATE INDEX articles_outlet ON articles(outlet, published_earliest);
CREATE INDEX articles_language ON articles(language, published_earliest);
CREATE INDEX articles_published ON articles(published_earliest, published_latest);
CREATE INDEX article_readings_reading ON article_readings(reading);
CREATE INDEX texts_best ON texts(best);
CREATE INDEX reuse_a ON reuse(a);
CREATE INDEX reuse_b ON reuse(b);
CREATE INDEX quotations_article ON quotations(article, statement);
CREATE INDEX quotations_statement ON quotations(statement, version, id);
CREATE INDEX quotations_speaker ON quotations(speaker);
CREATE INDEX statements_material ON statements(id) WHERE material_changes > 0;
CREATE INDEX changes_statement ON changes(statement);
CREATE INDEX changes_from ON changes(from_quotation);
CREATE INDEX changes_to ON changes(to_quotation);
CREATE INDEX firsthand_article ON firsthand(article);
CREATE INDEX events_story ON events(story, story_place);
CREATE INDEX event_also_article ON event_also(article);
CREATE INDEX event_leads_statement ON event_leads(statement);
CREATE INDEX brief_lines_event ON brief_lines(event);
CREATE INDEX brief_receipts_article ON brief_receipts(article);
CREATE INDEX headline_checks_article ON headline_checks(article);
CREATE INDEX corrections_event ON corrections(event);
CREATE INDEX corrections_article ON corrections(article);
CREATE INDEX correction_carried_article ON correction_carried(article);
CREATE INDEX change_articles_article ON change_articles(article);
CREATE INDEX figures_event ON figures(event);
CREATE INDEX figure_values_figure ON figure_values(figure);
CREATE INDEX figure_origins_node ON figure_origins(node);
CREATE INDEX figure_receipts_article ON figure_receipts(article);
CREATE INDEX edges_override ON edges(override_line) WHERE override_line IS NOT NULL;
CREATE INDEX event_overrides_line ON event_overrides(line);
CREATE INDEX positions_statement ON positions(statement);
CREATE INDEX nodes_article ON nodes(article) WHERE article IS NOT NULL;
CREATE INDEX edges_from ON edges(from_node);
CREATE INDEX edges_to ON edges(to_node);
CREATE INDEX edge_evidence_article ON edge_evidence(article);
CREATE INDEX origins_node ON origins(node);
CREATE INDEX origins_statement ON origins(statement, node) WHERE statement IS NOT NULL;
CREATE INDEX origins_event ON origins(event) WHERE event IS NOT NULL;
CREATE INDEX open_questions_statement ON open_questions(statement) WHERE statement IS NOT NULL;
CREATE INDEX open_questions_event ON open_questions(event) WHERE event IS NOT NULL;
CREATE INDEX open_questions_a ON open_questions(a_node);
CREATE INDEX open_questions_b ON open_questions(b_node);
CREATE INDEX cycle_nodes_node ON cycle_nodes(node);
CREATE INDEX cycle_edges_edge ON cycle_edges(edge);

-- What is read off from other rows, so that a list need not look for it, and the indexes that lists go by.
UPDATE statements SET day = (SELECT min(coalesce(a.published_earliest, a.published_latest))
  FROM quotations q CROSS JOIN articles a ON a.id = q.article WHERE q.statement = statements.id);
CREATE INDEX statements_speaker ON statements(speaker, day, material_changes);
UPDATE speakers SET (statements, material_changes) = (SELECT count(*), coalesce(sum(s.material_changes), 0)
  FROM statements s WHERE s.speaker = speakers.name);
UPDATE events SET (material_changes, change) = (c.n, c.first) FROM (
  -- Of each statement once, however many quotations and changes it has.
  SELECT t.event, sum(m.n) AS n, min(m.first) AS first
  FROM (SELECT DISTINCT a.event, q.statement FROM quotations q CROSS JOIN articles a ON a.id = q.article) t
  JOIN (SELECT statement, count(*) AS n, min(id) AS first FROM changes WHERE material GROUP BY statement) m
    ON m.statement = t.statement GROUP BY t.event) c WHERE c.event = events.id;
DELETE FROM event_facets;
INSERT INTO event_facets
  SELECT 'outlet', a.outlet, coalesce(e.time_latest, e.time_earliest, ''), e.rowid
    FROM articles a CROSS JOIN events e ON e.id = a.event WHERE a.outlet IS NOT NULL
  UNION SELECT 'language', a.language, coalesce(e.time_latest, e.time_earliest, ''), e.rowid
    FROM articles a CROSS JOIN events e ON e.id = a.event WHERE a.language IS NOT NULL
  UNION SELECT 'speaker', q.speaker, coalesce(e.time_latest, e.time_earliest, ''), e.rowid
    FROM quotations q CROSS JOIN articles a ON a.id = q.article CROSS JOIN events e ON e.id = a.event WHERE q.speaker IS NOT NULL;
UPDATE events SET open_questions = (SELECT count(*) FROM open_questions o WHERE o.event = events.id);
UPDATE stories SET (time_earliest, time_latest) = (SELECT min(coalesce(e.time_earliest, e.time_latest)), max(coalesce(e.time_latest, e.time_earliest))
  FROM events e WHERE e.story = stories.id);
CREATE INDEX events_change ON events(change) WHERE change IS NOT NULL;
CREATE INDEX events_day ON events(coalesce(time_latest, time_earliest), articles, origins_high, material_changes);
CREATE INDEX events_articles ON events(articles, origins_high, coalesce(time_latest, time_earliest), material_changes);
CREATE INDEX stories_day ON stories(time_latest, events);
CREATE INDEX stories_articles ON stories(articles, events);

-- What follows is kept when the findings are made anew.

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
