-- What is asked for most, as views.

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
