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
