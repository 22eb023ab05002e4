// The address behind `#` says what is shown, so that every finding has a link:
//
//   #                      the first screen    #PAGE, #PAGE?x=y     another of the `PAGES` of whoever includes this
//   #y… #e… #s… #a… #n…    story, event, statement, article, node; #q… a quotation, #t… a text in its article
//   #e….graph #s….c2       a part of a view    #a…:12-40            these characters of an article
//   #FROM.TO.KIND          an edge of the graph with its receipt
//
// dom, say: elements and wording; data: what was found; align, receipt, timeline, layout, graph: pieces of views; cards: what
// lists show; statement, article, event: the views. The report adds embedded: its source; overview: its pages.

const ID = /^[aeqstyn][0-9a-f]{16}/;
const EDGE_ID = /^\w{17}\.\w{17}\.\w+$/;
let shown = null;

// What stands behind `#`; a page's own questions stay encoded.
function addressed() {
  const hash = location.hash.slice(1);
  return hash.includes('?') ? hash : decodeURIComponent(hash);
}

async function go() {
  await goTo().catch(fail);
  document.body.dataset.shown = addressed();
}

function fail(error) {
  shown = null;
  byId('status').textContent = 'This cannot be shown';
  byId('main').replaceChildren(h('h1', null, 'This cannot be shown'), h('p', null, String(error?.message ?? error)), h('p', null, h('a', {href: '#'}, 'To the overview')));
}

async function goTo() {
  const address = addressed();
  if (address === 'main') return;
  if (EDGE_ID.test(address)) await openEdge(address);
  if (edges.has(address)) return goEdge(edges.get(address));
  if (byId('receipt').open) byId('receipt').close();
  const id = ID.exec(address)?.[0];
  const rest = id ? address.slice(id.length) : address;
  if (!id) return show(address.split('?')[0] in PAGES ? address : '', address);
  const [view, target] = await viewOf(id, rest);
  return show(view, target ?? address);
}

// Which view holds the thing with this id, and which element of it.
async function viewOf(id, rest) {
  const characters = /^:(\d+)-(\d+)$/.exec(rest);
  switch (id[0]) {
    case 'q': return [(await get(id))?.article, id];
    case 't': return [(await get(id))?.best];
    case 'a': return characters ? [`${id}${rest}`] : [id];
    default: return [id];
  }
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
    document.title = view ? `${title.textContent} – firsthand` : TITLE;
    byId('status').textContent = title.textContent;
    markNav(view);
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

function markNav(view) {
  const page = view.split('?')[0];
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.hash.slice(1) === page) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

async function make(view) {
  const [page, questions] = view.split('?');
  if (page in PAGES) return PAGES[page](new URLSearchParams(questions));
  const [, id, start, end] = /^(\w{17})(?::(\d+)-(\d+))?$/.exec(view) ?? [];
  if (!id || !(await get(id))) throw new Error(`Nothing here has the id ${view}.`);
  if (id[0] === 'a') return articleView(id, start ? {start: Number(start), end: Number(end)} : null);
  return {y: storyView, e: eventView, s: statementView, n: nodeView}[id[0]](id);
}

function head() {
  const {summary: n} = index;
  byId('counts').textContent = `${count(n.articles, 'article')}, ${count(n.texts, 'text')}, ${count(n.events, 'event')}, ${count(n.stories, 'story')}`;
  byId('nav').replaceChildren(...NAV.map(([page, name]) => h('a', {href: `#${page}`}, name)));
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
// On paper nothing can be unfolded.
let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('main details:not([open])')];
  unfolded.forEach((d) => (d.open = true));
});
addEventListener('afterprint', () => unfolded.splice(0).forEach((d) => (d.open = false)));

// Begins, once the source and the pages are there.
const start = () => openIndex().then(() => { head(); return go(); }).catch(fail);
