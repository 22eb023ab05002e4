// Overruling: what was read wrongly is put right by lines in the language of the file of overrides. The store keeps them and
// replays them whenever findings are made; each can be taken back.

// Names in a line stand in quotation marks.
const quoted = (name) => (name.includes('"') ? `“${name}”` : `"${name}"`);

// Keeps a line, with the reason that somebody gave. Nobody writes any more, so that the new findings may be shown.
function rule(line, why = '') {
  const remark = why.replace(/\s+/g, ' ').trim();
  document.activeElement.blur();
  if (byId('receipt').open) byId('receipt').close();
  return act(() => send('POST', '/rulings', {ruling: remark ? `${line}  # ${remark}` : line}), 'Ruled; the findings are made anew');
}

const undo = (line) => {
  if (byId('receipt').open) byId('receipt').close();
  return act(() => send('DELETE', `/rulings/${line}`), 'Taken back; the findings are made anew');
};

const takeBack = (line) => index.store && h('button', {type: 'button', click: () => undo(line)}, 'Take back');

const whyField = () => h('input', {type: 'text', 'aria-label': 'Why', placeholder: 'Why (kept with it)', maxlength: 1000});

const overruling = (...forms) => h('details.overrule', null, h('summary', null, 'Overrule'), forms);

// What can be ruled about an event: that it and another are one, and that an article is no part of it.
function overruleEvent(event) {
  const members = heads.get(event.id).members;
  const words = h('input', {type: 'search', 'aria-label': 'Words, a link or an id of the other event', placeholder: 'Words, a link or an id'});
  const why = whyField();
  const hits = h('ul.plain', {'aria-live': 'polite'});
  const merge = (article) => rule(`merge ${event.articles[0]} ${article}`, why.value);
  const offer = (hit) => hit.event !== event.id && h('li', null, h('button', {type: 'button', click: () => merge(hit.id)}, 'Merge'), ' ', h('a', {href: `#${hit.event}`}, said(hit.name ?? '(no title)')), h('span.dim', null, ' ', said(hit.outlet ?? 'outlet not known'), `, ${days(hit) ?? 'no date found'}`));
  const look = async (e) => {
    e.preventDefault();
    const id = /\b([ae][0-9a-f]{16})\b/.exec(words.value)?.[1];
    if (id) {
      const part = await ask(`/${LISTS[id[0]]}/${id}`).catch(() => null);
      if (part) return merge(id[0] === 'a' ? id : part.events[0].articles[0]);
    }
    const {articles} = await ask(`/search?${new URLSearchParams({q: words.value, of: 'articles', limit: 8})}`);
    const offers = articles.items.map((a) => offer({...a, name: a.title?.text})).filter(Boolean);
    hits.replaceChildren(...(offers.length ? offers : [h('li.dim', null, 'Nothing else has these words.')]));
  };
  const which = h('select', {'aria-label': 'The article that is an event of its own'}, members.map((a) => h('option', {value: a.id}, `${a.name}: ${shorten(a.title ?? '(no title)', 70)}`)));
  return overruling(
    h('p', null, 'What was read wrongly can be put right: it is kept, replayed whenever findings are made, and can be taken back.'),
    h('p', null, why),
    h('form', {submit: look}, h('label', null, 'One event with '), words, ' ', h('button', null, 'Find'), hits),
    members.length > 1 && h('form', {submit: (e) => { e.preventDefault(); rule(`split ${which.value}`, why.value); }}, h('label', null, 'Not about this: '), which, ' ', h('button', null, 'Split off')));
}

const overruleArticle = (article) => heads.get(article.id).event.size > 1 && overruling(
  h('p', null, h('button', {type: 'button', click: () => rule(`split ${article.id}`)}, 'Split it off'), ' as an event of its own.'));

function overruleSpeaker(name) {
  const other = h('input', {type: 'text', 'aria-label': 'The name that holds', placeholder: 'The name that holds', maxlength: 200});
  return index.store && overruling(h('form', {submit: (e) => { e.preventDefault(); if (other.value.trim()) rule(`speaker ${quoted(name)} ${quoted(other.value.trim())}`); }}, h('label', null, 'This is '), other, ' ', h('button', null, 'Name')));
}

const overrule = (thing) => index.store && ({e: overruleEvent, a: overruleArticle}[thing.id[0]]?.(thing) || null);

// An edge of the graph joins nothing any more.
const cutEdge = (edge) => {
  if (!index.store || edge.overridden) return null;
  const why = whyField();
  return h('form', {submit: (e) => { e.preventDefault(); rule(`cut ${edge.from} ${edge.kind} ${edge.to}`, why.value); }}, h('button', null, 'Cut this edge'), ' ', why);
};

// Where the findings do not know all that they are made from: why not, and a way to make them.
function behind() {
  if (index.current || work.stage) return null;
  const why = work.problem ? ['They could not be made: ', said(work.problem), '. Nothing is lost. '] : 'If no other program is making them: ';
  return h('p.behind', null, h('span.chip.open', null, 'behind'), ' The findings do not know every page and ruling yet. ', why,
    h('button', {type: 'button', click: () => act(() => send('POST', '/findings'), 'The findings are made anew')}, 'Make them now'));
}

// Every ruling that holds, and a field for any other.
async function rulingsPage() {
  const items = index.store ? (await ask('/rulings')).items : index.overrides.map((o) => ({id: o.line, ruling: o.text, warning: o.warning, made: true}));
  const item = (r) => h('li.row', {'data-id': `ruling-${r.id}`}, h('div', null, h('p.title', null, h('code', null, said(r.ruling))),
    h('p.counts', null, h('span.dim', null, `line ${r.id}`, r.at && `, ${moment(r.at)}`), ' ',
      !r.made && h('span.chip.open', null, 'not yet followed'), r.warning && [h('span.chip.open', null, 'not followed'), ' ', said(r.warning)], ' ', takeBack(r.id))));
  const line = h('input', {type: 'text', 'aria-label': 'A ruling', placeholder: 'merge ARTICLE ARTICLE', maxlength: 4000, size: 60});
  return h('div', null, h('h1', null, 'Rulings'),
    h('p', null, 'What people put right where texts were read wrongly, a line each, replayed whenever findings are made.'),
    behind(),
    index.store ? h('form', {submit: (e) => { e.preventDefault(); if (line.value.trim()) rule(line.value.trim()); }}, line, ' ', h('button', null, 'Rule'),
      h('p.dim', null, h('code', null, 'cut FROM KIND TO'), ', ', h('code', null, 'add ARTICLE derives ARTICLE'), ', ', h('code', null, 'owner "OUTLET" "OWNER"'), ', ', h('code', null, 'speaker "NAME" "NAME"'), ', ', h('code', null, 'merge ARTICLE ARTICLE'), ', ', h('code', null, 'split ARTICLE'), ', ', h('code', null, 'note ID words')))
      : h('p.dim', null, 'This database is made anew by each report, from a file of overrides.'),
    items.length ? h('ol.plain.rows', null, items.map(item)) : h('p.dim', null, 'Nothing is ruled.'));
}
