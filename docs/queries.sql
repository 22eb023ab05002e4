-- The questions that docs/metadata.yaml offers in Datasette: a name, a title, and the query. A test runs them all.

-- most_copied_texts: Texts that most articles carry
SELECT title, articles, outlets, first_published, text FROM copied_texts LIMIT 100;

-- single_origin: Events that many report and that go back to one origin
SELECT title, articles, texts, outlets, origin, time_earliest, event FROM single_origin_events LIMIT 100;

-- material_changes_by_kind: Changed words that a fact-checker would want to be told of, by kind
SELECT kind, speaker, before, after, before_outlet, after_outlet, direction, statement FROM material_changes ORDER BY kind, speaker LIMIT 200;

-- many_wordings: Statements in the most wordings
SELECT speaker, title, versions, quotations, material_changes, origins_low, origins_high, id AS statement FROM statements WHERE versions > 1 ORDER BY versions DESC, rowid LIMIT 100;

-- most_quoted: Who is quoted most, in how many outlets, on how many statements
SELECT q.speaker, count(*) AS quotations, count(DISTINCT q.statement) AS statements, count(DISTINCT a.outlet) AS outlets FROM quotations q JOIN articles a ON a.id = q.article WHERE q.speaker IS NOT NULL GROUP BY q.speaker ORDER BY quotations DESC, q.speaker LIMIT 100;

-- own_reporting_by_outlet: How much each outlet reported itself, and how much of its words stands elsewhere
SELECT outlet, count(*) AS articles, sum(own_reporting = 'yes') AS own, sum(own_reporting = 'no') AS none, round(avg(borrowed_share), 2) AS borrowed_share FROM articles GROUP BY outlet ORDER BY articles DESC, outlet LIMIT 100;

-- most_relied_on: Whom the pile rests on most, and whether it is in the pile
SELECT n.name, n.kind, n.seen, count(DISTINCT e.from_node) AS carried_by, n.id AS node FROM edges e JOIN nodes n ON n.id = e.to_node GROUP BY n.id ORDER BY carried_by DESC, n.rowid LIMIT 100;

-- open_questions_by_event: What nobody can tell from the texts, and what would settle it
SELECT e.title, o.why, a.name AS one, b.name AS other, e.id AS event FROM open_questions o JOIN events e ON e.id = o.event JOIN nodes a ON a.id = o.a_node JOIN nodes b ON b.id = o.b_node ORDER BY e.articles DESC, o.id LIMIT 100;

-- articles_about: Articles about a word
SELECT a.title, a.outlet, a.published_earliest, a.own_reporting, snippet(articles_fts, 1, '[', ']', '…', 12) AS words, a.id AS article FROM articles_fts f JOIN articles a ON a.rowid = f.rowid WHERE articles_fts MATCH :word ORDER BY f.rank LIMIT 100;

-- said_by: What somebody is reported to have said, over time
SELECT published, outlet, words, road, origins_low, origins_high, statement FROM quotations_readable WHERE speaker LIKE :speaker ORDER BY published, quotation LIMIT 200;

-- changed_pages: Pages that were changed after they were first read
SELECT title, taken, place, address, article, earlier FROM revisions LIMIT 200;
