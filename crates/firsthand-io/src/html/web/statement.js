// A statement: what one person said on one occasion, in all its wordings, with the words that differ marked by kind.

// Versions compared on the screen before the rest is folded.
const VERSIONS_MAX = 8;
const CHANGES_MAX = 12;

async function statementView(id) {
  const statement = await get(id);
  const quotations = await getAll(statement.quotations);
  const articles = quotations.map((q) => heads.get(q.article));
  await openAll(articles);
  const events = [...new Set(articles.map((a) => a.event))];
  const unique = [...new Set(articles)];
  return h('article', null,
    h('p.path', null, 'Statement in ', events.map((e, i) => [i > 0 && ', ', h('a', {href: `#${e.id}`}, said(e.title || '(no title)'))])),
    h('h1', null, statement.speaker ? speakerLink(statement.speaker) : 'A speaker who is not named', ': ', h('q', null, said(shorten(statement.versions[0]?.wording ?? '', 140)))),
    h('p.answer', null, `${count(unique.length, 'article')}, ${count(statement.versions.length, 'wording')}, `, h('a', {href: `#${id}.origins`}, h('strong', null, origins(statement.origins))), `, heard first-hand by `, firsthand(statement)),
    tools(statement),
    h('section', null, heading(2, `${id}.versions`, 'Wordings'), comparison(statement)),
    changesSection(statement),
    h('section', null, heading(2, `${id}.quotations`, 'Who has it, by what road'), folded(quotations, 30, (q) => h('li', null, quotationItem(q)), h('ul.plain'), 'quotations')),
    h('section', null, heading(2, `${id}.origins`, 'Origins'), originList(statement.origins, unique, id), graph(unique, statement.origins.ids, id)));
}

function firsthand(statement) {
  const {low, high, articles} = statement.firsthand;
  if (!high) return 'none that is found';
  return [range(low, high, 'carrier'), ' (', articles.map((a, i) => [i > 0 && ', ', h('a', {href: `#${a}`}, said(heads.get(a).name))]), ')'];
}

// Every other version beside a base, word by word.
function comparison(statement, base = 0) {
  const {versions} = statement;
  if (versions.length < 2) return h('blockquote.wording', {dir: 'auto'}, versions[0]?.wording);
  const holder = h('div.comparison');
  const choice = h('select', {change: () => holder.replaceWith(comparison(statement, Number(choice.value)))}, versions.map((v, i) => h('option', {value: i, selected: i === base}, `${versionName(v)}: ${shorten(v.wording, 50)}`)));
  const others = versions.map((v, i) => [v, i]).filter(([, i]) => i !== base);
  put(holder, [
    versions.length > 2 && h('label', null, 'Compared with ', choice),
    folded(others, VERSIONS_MAX, ([version]) => h('li', null, pair(statement, versions[base], version)), h('ol.plain'), 'wordings'),
  ]);
  return holder;
}

const articlesOf = (version) => [...new Set(version.quotations.map((q) => found.get(q)?.article).filter(Boolean))];

function versionName(version) {
  const names = articlesOf(version).map((a) => heads.get(a).name);
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
}

// Two wordings under each other, in cells of words that stand for each other.
function pair(statement, a, b) {
  const changes = between(statement, a, b);
  const [qa, qb] = [found.get(changes[0]?.a ?? a.quotations[0]), found.get(changes[0]?.b ?? b.quotations[0])];
  const runs = align(qa, qb);
  const names = h('p.sides', null, h('span.side.a', null, said(versionName(a))), h('span.side.b', null, said(versionName(b))));
  if (!runs) return h('div.pair', null, names, h('blockquote', {dir: 'auto'}, a.wording), h('blockquote', {dir: 'auto'}, b.wording));
  const cell = (run) => {
    if (run.same) return h('span.cell', null, h('span.a', null, textOf(run.a)), h('span.b', null, textOf(run.b)));
    const marked = [coloured(run.a, 'before', changes), coloured(run.b, 'after', changes)];
    const kinds = [...new Set(marked.flat().map((m) => m.change).filter(Boolean).sort((x, y) => y.material - x.material))];
    const side = (name, parts, own) => (parts.length
      ? h(`span.${name}`, null, parts.map((m, i) => [i > 0 && ' ', h(m.change?.material ? 'mark.material' : 'mark', null, textOf(m.words))]))
      : h(`span.${name}.none`, {title: `Not in ${own}`}, '–'));
    return h('span.cell.differs', {title: kinds.map((c) => CHANGE[c.kind]).join('; ')}, side('a', marked[0], versionName(a)), side('b', marked[1], versionName(b)),
      h(`span.kind${kinds[0]?.material ? '.material' : ''}`, null, [...new Set(kinds.map((c) => c.kind.replace('_', ' ')))].join(', ')));
  };
  return h('div.pair', null, names, h('div.cells', {dir: 'auto', 'aria-hidden': true}, runs.map(cell)),
    h('div.unseen', null, h('p', null, `${versionName(a)}: ${a.wording}`), h('p', null, `${versionName(b)}: ${b.wording}`)));
}

const textOf = (words) => words.map((w) => w.text).join(' ');

// The words of one side of a run, cut where another change begins.
function coloured(words, side, changes) {
  const parts = [];
  for (const word of words) {
    const change = changeOf(word, side, changes);
    if (parts.length && parts.at(-1).change === change) parts.at(-1).words.push(word);
    else parts.push({change, words: [word]});
  }
  return parts;
}

// The changes between two versions, seen from `a`.
function between(statement, a, b) {
  const has = (version, q) => version.quotations.includes(q);
  return statement.changes.flatMap(({from, to, kind, material, before_spans: before, after_spans: after}) => {
    if (has(a, from) && has(b, to)) return [{kind, material, a: from, b: to, before, after}];
    return has(b, from) && has(a, to) ? [{kind, material, a: to, b: from, before: after, after: before}] : [];
  });
}

function changesSection(statement) {
  if (!statement.changes.length) return null;
  const item = (c, i) => h('li', {id: `${statement.id}.c${i + 1}`}, sayChange(statement, c, i));
  return h('section', null, heading(2, `${statement.id}.changes`, `Changes, material ones first`), folded(statement.changes, CHANGES_MAX, item, h('ol.changes'), 'changes'));
}

// "41 / 14: another number; District Post had it first", each side a link to its characters.
function sayChange(statement, c, i) {
  const [from, to] = [found.get(c.from), found.get(c.to)];
  const side = (q, text, spans) => {
    const article = heads.get(q.article);
    const shown = text ? h('mark', null, said(text)) : h('span.none', null, 'nothing');
    return [receiptLink(q.article, spans[0] ?? q.content[0], shown), ' ', h('span.dim', null, said(article.name))];
  };
  const names = [heads.get(from.article).name, heads.get(to.article).name];
  const brought = (list, what) => list.length > 0 && [`; ${what} `, list.slice(0, 6).map((a, j) => [j > 0 && ', ', h('a', {href: `#${a}`}, said(heads.get(a).name))])];
  return [
    h(`a.chip${c.material ? '.material' : ''}`, {href: `#${statement.id}.c${i + 1}`, title: CHANGE[c.kind]}, c.material ? 'material: ' : '', c.kind.replace('_', ' ')), ' ',
    side(from, c.before, c.before_spans), ' / ', side(to, c.after, c.after_spans),
    h('span.dim', null, `: ${CHANGE[c.kind]}; `, first(c.direction, ...names), brought(c.introduced_by, 'brought in by'), brought(c.carried_by, 'carried on by')),
  ];
}

// A quotation with its place and its road: speaker, occasion, relays, article.
function quotationItem(q) {
  const article = heads.get(q.article);
  const open = found.get(q.article);
  return h('div.quotation', {lang: open.language},
    h('blockquote', {dir: 'auto'}, receiptLink(q.article, q.content[0], wordsOf(q))),
    h('p.road', null, h('span.chip', null, q.kind), ' ', road(q, open), h('a', {href: `#${q.id}`}, said(article.name)), days(article) ? `, ${days(article)}` : ', no date found'));
}

function road(q, article) {
  const link = (name, span) => [span ? receiptLink(q.article, span, said(name)) : said(name), h('span.arrow', null, ' → ')];
  const {speaker, occasion} = q;
  const told = occasion && !q.road.some((r) => r.span.start >= occasion.span.start && r.span.end <= occasion.span.end);
  return [
    speaker ? link(speaker.name, speaker.mention) : h('span.dim', null, 'no speaker found → '),
    occasion && link(told ? occasion.text : characters(article, occasion.span), occasion.span),
    q.road.filter((r) => !occasion || r.span.start < occasion.span.start || r.span.end > occasion.span.end).map((r) => link(r.name, r.span)),
  ];
}
