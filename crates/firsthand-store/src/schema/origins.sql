-- What came from whom.

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
