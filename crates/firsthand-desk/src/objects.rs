//! How does a row become the object that the JSON report has for it?
//!
//! One SQL expression an object, with the names of the contract (`firsthand schema`), so that SQLite
//! itself writes the JSON. Each speaks of a row under the alias that its comment names. What a subquery gives is a text
//! to SQLite until `json()` says otherwise.

/// A span in two columns.
macro_rules! span {
    ($start:literal, $end:literal) => {
        concat!("json_object('start', ", $start, ", 'end', ", $end, ")")
    };
}

/// A span in two columns that may be null.
macro_rules! span_or_null {
    ($name:literal) => {
        concat!(
            "iif(",
            $name,
            "_start IS NULL, json('null'), json_object('start', ",
            $name,
            "_start, 'end', ",
            $name,
            "_end))"
        )
    };
}

/// Spans of an article that show one of its findings.
macro_rules! shown {
    ($finding:literal) => {
        concat!(
            "json((SELECT json_group_array(",
            span!("x.start", "x.end"),
            " ORDER BY x.place) FROM article_evidence x ",
            "WHERE x.article = a.id AND x.finding = '",
            $finding,
            "'))"
        )
    };
}

/// The origins of a statement or an event.
macro_rules! counted {
    ($alias:literal, $of:literal) => {
        concat!(
            "json_object('low', ",
            $alias,
            ".origins_low, 'high', ",
            $alias,
            ".origins_high, ",
            // Most have one origin, which needs no list to be gathered and leaves nothing open.
            "'ids', iif(",
            $alias,
            ".origins_high = 1, json_array((SELECT o.node FROM origins o WHERE o.",
            $of,
            " = ",
            $alias,
            ".id)), json((SELECT json_group_array(o.node ORDER BY o.id) FROM origins o WHERE o.",
            $of,
            " = ",
            $alias,
            ".id))), ",
            "'open', json(iif(",
            $alias,
            ".origins_high < 2, '[]', (SELECT json_group_array(json_object('why', o.why, 'pair', json_array(o.a_node, o.b_node)) ORDER BY o.id) ",
            "FROM open_questions o WHERE o.",
            $of,
            " = ",
            $alias,
            ".id))))"
        )
    };
}

/// Articles that carry the later wording of a change (`c`).
macro_rules! later {
    ($role:literal) => {
        concat!(
            "json((SELECT json_group_array(x.article ORDER BY x.place) FROM change_articles x ",
            "WHERE x.change = c.id AND x.role = '",
            $role,
            "'))"
        )
    };
}

/// Receipts: the rows of a table that belong to this row of another.
macro_rules! receipts {
    ($table:literal, $of:literal, $id:literal) => {
        concat!(
            "json((SELECT json_group_array(json_object('article', x.article, 'span', ",
            span!("x.start", "x.end"),
            ") ORDER BY x.place) FROM ",
            $table,
            " x WHERE x.",
            $of,
            " = ",
            $id,
            "))"
        )
    };
}

/// An object that says what people ruled, where they did.
macro_rules! ruled {
    ($object:expr, $ruled:literal, $ruling:expr) => {
        concat!(
            "json_patch(",
            $object,
            ", iif(",
            $ruled,
            ", json_object('overridden', ",
            $ruling,
            "), '{}'))"
        )
    };
}

macro_rules! truth {
    ($condition:literal) => {
        concat!("json(iif(", $condition, ", 'true', 'false'))")
    };
}

/// An article (`a`), whole.
pub(crate) const ARTICLE: &str = concat!(
    "json_object('id', a.id, 'locator', a.locator, 'record', a.record, 'url', a.url, 'title', a.title, ",
    "'authors', json((SELECT json_group_array(x.name ORDER BY x.place) FROM authors x WHERE x.article = a.id)), ",
    "'syndicated_from', json((SELECT json_group_array(x.name ORDER BY x.place) FROM syndicated_from x WHERE x.article = a.id)), ",
    "'language', a.language, ",
    "'outlet', iif(a.outlet IS NULL, json('null'), json_object('name', a.outlet, 'evidence', ",
    shown!("outlet"),
    ")), ",
    "'published', iif(a.published_how IS NULL, json('null'), json_object('earliest', a.published_earliest, ",
    "'latest', a.published_latest, 'evidence', ",
    shown!("published"),
    ", 'how', a.published_how)), ",
    "'captured', json_object('earliest', a.captured_earliest, 'latest', a.captured_latest), ",
    "'sha256', a.sha256, 'content', (SELECT p.content FROM pages p WHERE p.article = a.id), ",
    "'segments', json((SELECT json_group_array(json_object('kind', x.kind, 'start', x.start, 'end', x.end) ORDER BY x.place) ",
    "FROM segments x WHERE x.article = a.id)), ",
    "'text', a.text, 'revision_of', a.revision_of, ",
    "'own_reporting', json_object('verdict', a.own_reporting, 'evidence', ",
    shown!("own_reporting"),
    "), ",
    "'borrowed_share', a.borrowed_share, ",
    "'credits', json((SELECT json_group_array(json_object('name', x.name, 'kind', x.kind, 'span', ",
    span!("x.start", "x.end"),
    ") ORDER BY x.place) FROM credits x WHERE x.article = a.id)), ",
    "'headline_check', json((SELECT json_group_array(json_object('kind', k.kind, 'words', k.words, 'span', ",
    "iif(k.start IS NULL, json('null'), ",
    span!("k.start", "k.end"),
    "), 'verdict', k.verdict, 'body', json((SELECT json_group_array(",
    span!("x.start", "x.end"),
    " ORDER BY x.place) FROM headline_bodies x WHERE x.headline_check = k.id))) ORDER BY k.id) ",
    "FROM headline_checks k WHERE k.article = a.id)))"
);

/// A text (`t`).
pub(crate) const TEXT: &str = "json_object('id', t.id, 'articles', json((SELECT json_group_array(x.id ORDER BY x.rowid) \
    FROM articles x WHERE x.text = t.id)), 'best', t.best)";

/// A pair of articles that share words (`r`).
pub(crate) const REUSE: &str = concat!(
    "json_object('a', r.a, 'b', r.b, 'relation', r.relation, 'direction', r.direction, ",
    "'containment_a', r.containment_a, 'containment_b', r.containment_b, ",
    "'passages', json((SELECT json_group_array(json_object('a', ",
    span!("x.a_start", "x.a_end"),
    ", 'b', ",
    span!("x.b_start", "x.b_end"),
    ") ORDER BY x.place) FROM passages x WHERE x.reuse = r.id)))"
);

/// A quotation (`q`).
pub(crate) const QUOTATION: &str = concat!(
    "json_object('id', q.id, 'article', q.article, 'kind', q.kind, ",
    "'content', json((SELECT json_group_array(",
    span!("x.start", "x.end"),
    " ORDER BY x.place) FROM quotation_spans x WHERE x.quotation = q.id)), ",
    "'cue', ",
    span_or_null!("q.cue"),
    ", ",
    "'speaker', iif(q.speaker IS NULL, json('null'), json_object('name', q.speaker, 'mention', ",
    span_or_null!("q.mention"),
    ", 'class', q.speaker_class)), ",
    "'occasion', iif(q.occasion IS NULL, json('null'), json_object('text', q.occasion, 'span', ",
    span_or_null!("q.occasion"),
    ")), ",
    "'road', json((SELECT json_group_array(json_object('name', x.name, 'kind', x.kind, 'span', ",
    span!("x.start", "x.end"),
    ") ORDER BY x.place) FROM roads x WHERE x.quotation = q.id)))"
);

/// A statement (`s`).
pub(crate) const STATEMENT: &str = concat!(
    "json_object('id', s.id, 'speaker', coalesce(s.speaker, ''), ",
    // Most statements have one quotation, which needs no lists to be gathered.
    "'quotations', iif(s.quotations = 1, json_array((SELECT x.id FROM quotations x WHERE x.statement = s.id)), ",
    "json((SELECT json_group_array(x.id ORDER BY x.rowid) FROM quotations x WHERE x.statement = s.id))), ",
    "'versions', iif(s.quotations = 1 AND s.versions = 1, json_array(json_object('wording', (SELECT v.wording FROM versions v WHERE v.statement = s.id), ",
    "'quotations', json_array((SELECT x.id FROM quotations x WHERE x.statement = s.id)))), ",
    "json((SELECT json_group_array(json_object('wording', v.wording, 'quotations', ",
    "json((SELECT json_group_array(x.id ORDER BY x.rowid) FROM quotations x WHERE x.statement = s.id AND x.version = v.place))) ",
    "ORDER BY v.place) FROM versions v WHERE v.statement = s.id))), ",
    // One wording has no changes.
    "'changes', json(iif(s.versions < 2, '[]', (SELECT json_group_array(json_object('from', c.from_quotation, 'to', c.to_quotation, 'kind', c.kind, ",
    "'before', c.before, 'after', c.after, ",
    "'before_spans', json((SELECT json_group_array(",
    span!("x.start", "x.end"),
    " ORDER BY x.place) FROM change_spans x WHERE x.change = c.id AND x.side = 'before')), ",
    "'after_spans', json((SELECT json_group_array(",
    span!("x.start", "x.end"),
    " ORDER BY x.place) FROM change_spans x WHERE x.change = c.id AND x.side = 'after')), ",
    "'direction', c.direction, 'material', ",
    truth!("c.material"),
    ", 'introduced_by', ",
    later!("introduced"),
    ", 'carried_by', ",
    later!("carried"),
    ") ORDER BY c.id) FROM changes c WHERE c.statement = s.id))), ",
    "'origins', ",
    counted!("s", "statement"),
    ", ",
    "'firsthand', json_object('low', s.firsthand_low, 'high', s.firsthand_high, 'articles', ",
    "json(iif(s.firsthand_low = 0, '[]', (SELECT json_group_array(f.article ORDER BY x.rowid) FROM firsthand f JOIN articles x ON x.id = f.article ",
    "WHERE f.statement = s.id)))))"
);

/// An event (`e`).
pub(crate) const EVENT: &str = ruled!(
    concat!(
        "json_object('id', e.id, 'title', e.title, 'time', json_object('earliest', e.time_earliest, 'latest', e.time_latest), ",
        "'articles', json((SELECT json_group_array(x.id ORDER BY x.rowid) FROM articles x WHERE x.event = e.id)), ",
        "'also', json((SELECT json_group_array(json_object('article', m.article, 'kind', m.kind, 'spans', json((SELECT json_group_array(",
        span!("x.start", "x.end"),
        " ORDER BY x.place) FROM event_also x WHERE x.event = e.id AND x.article = m.article AND x.kind = m.kind))) ORDER BY x.rowid, m.kind = 'background') ",
        "FROM (SELECT DISTINCT article, kind FROM event_also WHERE event = e.id) m JOIN articles x ON x.id = m.article)), ",
        "'lead', json((SELECT json_group_array(l.statement ORDER BY l.place) FROM event_leads l WHERE l.event = e.id)), ",
        "'origins', ",
        counted!("e", "event"),
        ", ",
        "'brief', json((SELECT json_group_array(json_object('kind', b.kind, 'text', b.text, 'receipts', ",
        receipts!("brief_receipts", "brief_line", "b.id"),
        ") ORDER BY b.id) FROM brief_lines b WHERE b.event = e.id)), ",
        "'corrections', json((SELECT json_group_array(json_object('article', c.article, 'withdrawn', ",
        truth!("c.withdrawn"),
        ", 'notice', ",
        span!("c.notice_start", "c.notice_end"),
        ", 'old', ",
        span_or_null!("c.old"),
        ", 'new', ",
        span_or_null!("c.new"),
        ", 'carried', ",
        receipts!("correction_carried", "correction", "c.id"),
        ") ORDER BY c.id) FROM corrections c WHERE c.event = e.id)), ",
        "'figures', json((SELECT json_group_array(json_object('what', f.what, 'agreement', f.agreement, 'values', ",
        "json((SELECT json_group_array(json_object('text', v.text, 'number', v.number, 'bound', v.bound, ",
        "'days', json_object('earliest', v.earliest, 'latest', v.latest), ",
        "'origins', json((SELECT json_group_array(x.node ORDER BY x.place) FROM figure_origins x WHERE x.value = v.id)), ",
        "'receipts', ",
        receipts!("figure_receipts", "value", "v.id"),
        ") ORDER BY v.id) FROM figure_values v WHERE v.figure = f.id))) ORDER BY f.id) FROM figures f WHERE f.event = e.id)))"
    ),
    "EXISTS (SELECT 1 FROM event_overrides o WHERE o.event = e.id)",
    "json((SELECT json_group_array(o.line ORDER BY o.line) FROM event_overrides o WHERE o.event = e.id))"
);

/// A story (`y`).
pub(crate) const STORY: &str = concat!(
    "json_object('id', y.id, 'title', y.title, ",
    "'events', json((SELECT json_group_array(x.id ORDER BY x.story_place) FROM events x WHERE x.story = y.id)), ",
    "'positions', json((SELECT json_group_array(json_object('speaker', coalesce(p.speaker, ''), 'statement', p.statement, 'date', p.date, ",
    "'negated', ",
    truth!("p.negated"),
    ", 'modality', p.modality) ORDER BY p.place) FROM positions p WHERE p.story = y.id)))"
);

/// A node of the provenance graph (`n`).
pub(crate) const NODE: &str = concat!(
    "json_object('id', n.id, 'kind', n.kind, 'name', n.name, 'seen', ",
    truth!("n.seen"),
    ")"
);

/// An edge of it (`d`).
pub(crate) const EDGE: &str = ruled!(
    concat!(
        "json_object('from', d.from_node, 'to', d.to_node, 'kind', d.kind, 'strength', d.strength, 'evidence', ",
        receipts!("edge_evidence", "edge", "d.id"),
        ")"
    ),
    "d.override_line IS NOT NULL",
    concat!(
        "json_object('line', d.override_line, 'holds', ",
        truth!("d.holds"),
        ")"
    )
);

/// What a list shows of an article (`a`).
pub(crate) const ARTICLE_HEAD: &str = "json_object('id', a.id, 'text', a.text, 'title', a.title, 'locator', a.locator, \
    'record', a.record, 'outlet', a.outlet, 'language', a.language, 'earliest', a.published_earliest, \
    'latest', a.published_latest, 'event', a.event, 'at', a.rowid)";

/// What a list shows of an event (`e`): its counts, some of its outlets, its first open question, a material change.
pub(crate) const EVENT_HEAD: &str = concat!(
    "json_object('id', e.id, 'title', e.title, 'earliest', e.time_earliest, 'latest', e.time_latest, ",
    "'articles', e.articles, 'texts', e.texts, 'low', e.origins_low, 'high', e.origins_high, 'story', e.story, 'at', e.rowid, ",
    "'siblings', (SELECT y.events FROM stories y WHERE y.id = e.story), ",
    "'outlets', json((SELECT json_group_array(outlet) FROM (SELECT DISTINCT outlet FROM articles WHERE event = e.id AND outlet IS NOT NULL LIMIT 8))), ",
    "'open', (SELECT o.why FROM open_questions o WHERE o.event = e.id ORDER BY o.id LIMIT 1), ",
    "'opens', e.open_questions, 'materials', e.material_changes, ",
    "'change', json((SELECT json_array(c.statement, c.kind, c.before, c.after) FROM changes c WHERE c.id = e.change)))"
);

/// What a list shows of a story (`y`).
pub(crate) const STORY_HEAD: &str = "json_object('id', y.id, 'title', y.title, 'events', y.events, 'articles', y.articles, \
    'earliest', y.time_earliest, 'latest', y.time_latest)";

/// What a list shows of a speaker (`p`).
pub(crate) const SPEAKER_HEAD: &str = "json_object('name', p.name, 'class', p.class, 'statements', p.statements, \
    'quotations', p.quotations, 'materials', p.material_changes)";
