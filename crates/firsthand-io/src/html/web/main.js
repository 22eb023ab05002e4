// The address behind `#` says what is shown, so that every finding has a link:
//
//   #                      the overview        #articles            every article
//   #y… #e… #s… #a… #n…    story, event, statement, article, node; #q… a quotation, #t… a text in its article
//   #e….graph #s….c2       a part of a view    #a…:12-40            these characters of an article
//   #FROM.TO.KIND          an edge of the graph with its receipt
//
// dom, say: elements and wording; data: what was found; align, receipt, timeline, layout, graph: pieces of views;
// statement, article, event, overview: the views.

const ID = /^[aeqstyn][0-9a-f]{16}/;
let shown = null;

async function go() {
  await goTo().catch(fail);
  document.body.dataset.shown = decodeURIComponent(location.hash.slice(1));
}

function fail(error) {
  shown = null;
  byId('status').textContent = 'This cannot be shown';
  byId('main').replaceChildren(h('h1', null, 'This cannot be shown'), h('p', null, String(error?.message ?? error)), h('p', null, h('a', {href: '#'}, 'To the overview')));
}

async function goTo() {
  const address = decodeURIComponent(location.hash.slice(1));
  if (address === 'main') return;
  const edge = address.split('.').length === 3 && address;
  if (edge && (await find(edge))) return goEdge(edges.get(edge));
  if (byId('receipt').open) byId('receipt').close();
  const id = ID.exec(address)?.[0];
  const rest = id ? address.slice(id.length) : address;
  if (!id) return show(address === 'articles' ? 'articles' : '', address);
  const [view, target] = await viewOf(id, rest);
  return show(view, target ?? address);
}

// Which view holds the thing with this id, and which element of it.
async function viewOf(id, rest) {
  const characters = /^:(\d+)-(\d+)$/.exec(rest);
  switch (id[0]) {
    case 'q': return [(await get(id))?.article, id];
    case 't': return [heads.get(id)?.id];
    case 'a': return characters ? [`${id}${rest}`] : [id];
    default: return [id];
  }
}

async function find(edge) {
  for (const id of edge.split('.').slice(0, 2)) if (!edges.has(edge)) await get(id);
  return edges.has(edge);
}

// An edge's receipt stands over the view that it was opened from, else over the event of its evidence.
async function goEdge(edge) {
  if (shown === null) {
    const article = edge.evidence[0]?.article ?? [edge.from, edge.to].find((id) => heads.has(id));
    await show(article ? heads.get(article).event.id : edge.from);
  }
  await showEdge(edge);
}

async function show(view, target) {
  if (view !== shown) {
    byId('status').textContent = 'Opening';
    const made = await make(view);
    const first = shown === null;
    byId('main').replaceChildren(made);
    shown = view;
    const title = made.querySelector('h1');
    document.title = view ? `${title.textContent} – firsthand` : 'firsthand report';
    byId('status').textContent = title.textContent;
    for (const link of document.querySelectorAll('#nav a')) link.toggleAttribute('aria-current', link.hash === `#${view}` || (!view && link.hash === ''));
    scrollTo(0, 0);
    // A browser that opens the file starts where it likes; after that, the view is where one reads on.
    if (!first) byId('main').focus({preventScroll: true});
  }
  document.querySelectorAll('.pointed').forEach((e) => e.classList.remove('pointed'));
  const element = (target && byId(target)) || document.querySelector('mark.target');
  if (element && element !== byId('main')) {
    element.classList.add('pointed');
    element.scrollIntoView({block: 'center'});
  }
}

async function make(view) {
  if (view === '') return overview();
  if (view === 'articles') return articlesView();
  const [, id, start, end] = /^(\w{17})(?::(\d+)-(\d+))?$/.exec(view) ?? [];
  if (!id || !(await get(id))) throw new Error(`Nothing in this report has the id ${view}.`);
  if (id[0] === 'a') return articleView(id, start ? {start: Number(start), end: Number(end)} : null);
  return {y: storyView, e: eventView, s: statementView, n: nodeView}[id[0]](id);
}

function head() {
  const {summary: n} = index;
  byId('counts').textContent = `${count(n.articles, 'article')}, ${count(n.texts, 'text')}, ${count(n.events, 'event')}, ${count(n.stories, 'story')}`;
  put(byId('nav'), [h('a', {href: '#'}, 'Stories'), h('a', {href: '#articles'}, 'Articles')]);
}

// A receipt that is closed leaves the address of the view under it.
byId('receipt').addEventListener('close', () => {
  // By now another receipt may stand there.
  if (byId('receipt').open || location.hash !== `#${byId('receipt').dataset.edge}`) return;
  history.replaceState(null, '', `#${shown ?? ''}`);
  document.body.dataset.shown = shown ?? '';
});
byId('receipt').addEventListener('click', (e) => e.target === e.currentTarget && e.currentTarget.close());
addEventListener('hashchange', go);
addEventListener('keydown', (e) => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || /INPUT|SELECT|TEXTAREA/.test(e.target.tagName) || !byId('find')) return;
  e.preventDefault();
  byId('find').focus();
});
addEventListener('beforeprint', () => document.querySelectorAll('main details').forEach((d) => (d.open = true)));

openIndex().then(() => { head(); return go(); });
