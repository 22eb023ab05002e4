-- What is made once the rows are in.

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
