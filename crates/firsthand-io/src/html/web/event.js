// An event and a story: how many origins, why, what stays open, who published when, who has it from whom, what was said.

const STATEMENTS_MAX = 6;
// Events of a node that are named.
const EVENTS_MAX = 5;

async function eventView(id) {
  const event = await get(id);
  const head = heads.get(id);
  await openAll(head.members);
  const statements = statementsIn(event);
  const cited = statements.flatMap((s) => s.quotations);
  await openAll([...new Set((await getAll(cited)).map((q) => heads.get(q.article)))]);
  const texts = letters(head.members);
  const {story} = head;
  return h('article', null,
    h('p.path', null, 'Event', story.size > 1 && [' of the story ', h('a', {href: `#${story.id}`}, said(story.title || '(no title)'))]),
    h('h1', null, said(event.title || '(no title)')),
    answer(head, `#${id}.origins`),
    tools(event),
    brief(event),
    figures(event),
    event.overridden && h('p', null, h('span.chip.open', null, 'Grouped by people'), ' ', event.overridden.map((line, i) => [i > 0 && ', ', ruling(line)])),
    h('section', null, heading(2, `${id}.origins`, 'Origins'), originList(event.origins, head.members, id)),
    h('section', null, heading(2, `${id}.graph`, 'Who has it from whom'), graph(head.members, event.origins.ids, id)),
    h('section', null, heading(2, `${id}.timeline`, 'Who published when'), timeline(head.members, texts)),
    statements.length > 0 && h('section', null, heading(2, `${id}.statements`, 'What was said'), folded(statements, STATEMENTS_MAX, statementCard, h('ol.plain'), 'statements')),
    checked(event, head.members),
    also(event),
    h('section', null, heading(2, `${id}.articles`, 'Articles'), folded(inOrder(head.members), 50, (a) => articleItem(a, texts), h('ul.plain'), 'articles')));
}

// "3 articles, 2 texts, 1 to 2 origins", the last a link to what it rests on.
const answer = (head, href) =>
  h('p.answer', null, `${count(head.size, 'article')}, ${count(head.texts, 'text')}, `, h('a', {href}, h('strong', null, origins(head))), h('span.dim', null, `, ${days(head) ?? 'no date found'}`));

// The statements with a quotation in the event, material changes first, then lead statements, then what most carry.
function statementsIn(event) {
  const here = new Set(event.articles.flatMap((a) => quotationsOf.get(a) ?? []).map((q) => statementsOf.get(q.id)));
  here.delete(undefined);
  const material = (s) => s.changes.filter((c) => c.material).length;
  const lead = (s) => (event.lead.includes(s.id) ? event.lead.indexOf(s.id) : event.lead.length);
  return [...here].sort((a, b) => (material(a) === 0) - (material(b) === 0) || lead(a) - lead(b) || b.quotations.length - a.quotations.length || a.id.localeCompare(b.id));
}

// The origins that were counted, each with what it is read off from; then what stays open.
function originList(counted, articles, id) {
  const here = new Set(articles.map((a) => a.id));
  const reason = (edge) => {
    const receipts = edge.evidence.filter((r) => here.has(r.article));
    if (!receipts.length) return null;
    const [receipt] = [...receipts].sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
    const article = found.get(receipt.article);
    const how = {shown: '', likely: 'likely ', possible: 'possibly '}[edge.strength];
    const what = {credits: 'named by ', derives: 'its text is in ', same_words: 'same words in ', same_owner: 'same owner: ', same_origin: 'one origin with '}[edge.kind];
    return h('li', null, how, what, h('a', {href: `#${edge.id}`}, said(nodeName(edge.from))), ': ', receiptLink(receipt.article, receipt.span, inMarks(shorten(characters(article, receipt.span).trim(), 110))));
  };
  const item = (n) => {
    const node = found.get(n);
    const reasons = (edgesOf.get(n) ?? []).filter((e) => e.to === n && e.overridden?.holds !== false).map(reason).filter(Boolean);
    return h('li', null, h(`a.origin${node.seen ? '' : '.unseen-node'}`, {href: `#${n}`}, said(node.name)), !node.seen && h('span.dim', null, ' not in this pile'), reasons.length > 0 && folded(reasons, 5, (r) => r, h('ul.reasons'), 'reasons'));
  };
  const open = (o, i) => h('li', {id: `${id}.o${i + 1}`}, said(o.why), ' ', h('span.dim', null, '(', o.pair.map((n, j) => [j > 0 && ' and ', h('a', {href: `#${n}`}, said(nodeName(n)))]), ')'));
  return [
    counted.ids.length ? folded(counted.ids, 8, item, h('ul.plain.origins'), 'origins') : h('p.dim', null, 'No origin is found: the articles name none and share no words with one that does.'),
    counted.open.length > 0 && [heading(3, `${id}.open`, 'Open'), folded(counted.open, 5, open, h('ul.open'), 'questions')],
  ];
}

function statementCard(statement) {
  const articles = new Set(statement.quotations.map((q) => found.get(q).article));
  const materials = statement.changes.map((c, i) => [c, i]).filter(([c]) => c.material);
  const [first, second] = statement.versions;
  return h('li.card', null,
    h('h3', null, h('a', {href: `#${statement.id}`}, said(statement.speaker || 'A speaker who is not named'))),
    h('p.dim', null, `${count(articles.size, 'article')}, ${count(statement.versions.length, 'wording')}, ${origins(statement.origins)}`),
    second ? pair(statement, first, second) : h('blockquote.wording', {dir: 'auto'}, first?.wording),
    materials.length > 0 && h('ul.changes', null, materials.slice(0, 3).map(([c, i]) => h('li', null, sayChange(statement, c, i)))),
    (statement.versions.length > 2 || materials.length > 3) && h('p', null, h('a', {href: `#${statement.id}`}, `All ${statement.versions.length} wordings and ${count(statement.changes.length, 'change')}`)));
}

function brief(event) {
  if (!event.brief.length) return null;
  const line = (l, i) => h('li', {id: `${event.id}.b${i + 1}`},
    h(`a.chip.${l.kind}`, {href: `#${event.id}.b${i + 1}`}, BRIEF[l.kind]), ' ', said(l.text.trim()), ' ',
    h('span.dim', null, l.receipts.map((r, j) => [j > 0 && ', ', receiptLink(r.article, r.span, said(heads.get(r.article).name))])));
  return h('section', null, heading(2, `${event.id}.brief`, 'In the articles’ own words'), folded(event.brief, 12, line, h('ul.plain.brief'), 'lines'));
}

// Headlines that their bodies do not bear out, and corrections with who still carries the old words.
function checked(event, members) {
  const headlines = members.flatMap((m) => found.get(m.id).headline_check.map((c) => [m, c]));
  const body = (m, c) => c.body.length
    ? ['its body has ', c.body.slice(0, 3).map((span, i) => [i > 0 && ', ', receiptLink(m.id, span, inMarks(characters(found.get(m.id), span)))])]
    : 'its body has nothing of it';
  const headline = ([m, c]) => h('li', null, h('span.chip', null, 'headline'), ' ',
    c.span ? receiptLink(m.id, c.span, inMarks(c.words)) : inMarks(c.words), ': ', body(m, c), h('span.dim', null, ' ', h('a', {href: `#${m.id}`}, said(m.name))));
  const correction = (c) => h('li', null, h('span.chip', null, c.withdrawn ? 'withdrawn' : 'corrected'), ' ',
    receiptLink(c.article, c.notice, said(shorten(characters(found.get(c.article), c.notice).trim(), 240))), h('span.dim', null, ' ', said(heads.get(c.article).name)),
    c.carried.length > 0 && ['; the old words stand in ', c.carried.slice(0, 8).map((r, i) => [i > 0 && ', ', receiptLink(r.article, r.span, said(heads.get(r.article).name))])]);
  if (!headlines.length && !event.corrections.length) return null;
  return h('section', null, heading(2, `${event.id}.checked`, 'Headlines and corrections'),
    folded([...headlines.map(headline), ...event.corrections.map(correction)], 12, (item) => item, h('ul.plain'), 'lines'));
}

// Numbers and names: what the articles give for one thing, by the first day of each, and whose it is.
function figures(event) {
  if (!event.figures.length) return null;
  const agree = {same: 'all the same', compatible: 'one count fits all', differs: 'they differ'};
  const value = (v) => h('li', null, said(v.text), ' ',
    h('span.dim', null, days({earliest: v.days.earliest, latest: v.days.latest}) ?? 'no date found', ': ', v.receipts.map((r, j) => [j > 0 && ', ', receiptLink(r.article, r.span, said(heads.get(r.article).name))]),
      v.origins.length > 0 && ['; from ', v.origins.map((n, j) => [j > 0 && ' and ', h('a', {href: `#${n}`}, said(nodeName(n)))])]));
  const item = (f, i) => h('li', {id: `${event.id}.f${i + 1}`}, h('strong', null, said(f.what)), ' ', h(`span.chip.${f.agreement}`, null, agree[f.agreement]), folded(f.values, 6, value, h('ul'), 'values'));
  return h('section', null, heading(2, `${event.id}.figures`, 'Numbers and names'), folded(event.figures, 8, item, h('ul.plain'), 'figures'));
}

function also(event) {
  if (!event.also.length) return null;
  const how = {item: 'in a part of ', background: 'as background in '};
  const item = (a) => h('li', null, how[a.kind], a.spans.map((span, i) => [i > 0 && ', ', receiptLink(a.article, span, i ? 'and here' : said(heads.get(a.article).name))]));
  return h('section', null, heading(2, `${event.id}.also`, 'Also reported in'), h('ul', null, event.also.map(item)));
}

const articleItem = (a, texts) => h('li', null, texts && [h('span.letter', {title: `Text ${texts.get(a.text)}`}, texts.get(a.text)), ' '], h('a', {href: `#${a.id}`}, said(a.title || '(no title)')), h('span.dim', null, ' ', said(a.name), `, ${days(a) ?? 'no date found'}`));

async function storyView(id) {
  const story = await get(id);
  const head = heads.get(id);
  const articles = head.members.flatMap((e) => e.members);
  return h('article', null,
    h('p.path', null, 'Story'),
    h('h1', null, said(story.title || '(no title)')),
    h('p.answer', null, `${count(head.size, 'event')}, ${count(head.articles, 'article')}`),
    tools(story),
    h('section', null, heading(2, `${id}.events`, 'Events'), folded(head.members, 20, (e) => h('li', null, eventCard(e, 3)), h('ol.plain'), 'events')),
    h('section', null, heading(2, `${id}.timeline`, 'Who published when'), timeline(articles, letters(articles))),
    positions(story));
}

async function positionRow(p) {
  const statement = await get(p.statement);
  const quotations = await Promise.all(statement.quotations.slice(0, 40).map(get));
  const through = [...new Set(quotations.flatMap((q) => q.road.map((r) => r.name)))];
  return h('tr', null, h('td', null, p.date ? day(p.date) : 'no day found'), h('th', {scope: 'row'}, p.speaker ? speakerLink(p.speaker) : 'not named'), h('td', null, h('a', {href: `#${p.statement}`}, said(shorten(statement.versions[0]?.wording ?? '', 160)))), h('td', {'data-label': 'As'}, p.negated ? `${p.modality}, denied` : p.modality), h('td', {'data-label': 'Through'}, said(through.join(', ') || 'nobody named')));
}

function positions(story) {
  if (!story.positions.length) return null;
  const body = h('tbody');
  const rows = story.positions.slice(0, 200).map(positionRow);
  Promise.all(rows).then((all) => body.append(...all));
  return h('section', null, heading(2, `${story.id}.positions`, 'Positions'),
    h('div.wide', {tabindex: 0, role: 'group', 'aria-label': 'Positions'}, h('table.stack', null, h('thead', null, h('tr', null, ['When', 'Who', 'What', 'As', 'Through'].map((t) => h('th', {scope: 'col'}, t)))), body)));
}

// A node of the graph: what it is, and every edge with its receipt.
async function nodeView(id) {
  const node = await get(id);
  const all = edgesOf.get(id) ?? [];
  await openAll(all.flatMap((e) => e.evidence.map((r) => heads.get(r.article))));
  const events = [...new Set(all.flatMap((e) => e.evidence.map((r) => heads.get(r.article).event)))];
  const list = (title, edges) => edges.length > 0 && h('section', null, h('h2', null, title), folded(edges, 10, (e) => h('li', null, h('h3', null, h('a', {href: `#${e.id}`}, sayEdge(e))), h('p.dim', null, e.strength), e.evidence.slice(0, 3).map(excerpt)), h('ul.plain'), 'edges'));
  return h('article', null,
    h('p.path', null, NODE[node.kind], events.length > 0 && [' in ', events.slice(0, EVENTS_MAX).map((e, i) => [i > 0 && ', ', h('a', {href: `#${e.id}`}, said(e.title || '(no title)'))]),
      events.length > EVENTS_MAX && ` and ${count(events.length - EVENTS_MAX, 'more event')}`]),
    h('h1', null, said(node.name)),
    tools(node),
    h('p', null, node.seen ? 'It is in this pile.' : 'No page of this pile is it: it is named, or inferred from shared text.'),
    list('What rests on it', all.filter((e) => e.to === id)),
    list('What it rests on', all.filter((e) => e.from === id)));
}
