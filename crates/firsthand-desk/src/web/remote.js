// The source of the desk: every finding is asked for from the server that this page came from.

const LISTS = {y: 'stories', e: 'events', s: 'statements', a: 'articles', n: 'nodes', q: 'quotations', t: 'texts'};
// Articles that are asked for at once: few, so that no answer is long in the making.
const BATCH = 8;

let index;

// Where others than this machine may ask, they have a token, given once behind `#token=` and kept for this tab.
function takeToken() {
  const given = /^#token=([\x21-\x7e]+)$/.exec(location.hash)?.[1];
  if (!given) return;
  sessionStorage.setItem('token', given);
  history.replaceState(null, '', '#');
}

const authorised = () => (sessionStorage.getItem('token') ? {Authorization: `Bearer ${sessionStorage.getItem('token')}`} : {});

async function request(path, options = {}) {
  const response = await fetch(`/api${path}`, {...options, headers: {...authorised(), ...options.headers}});
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw Object.assign(new Error(problem.detail ?? `The server answered ${response.status}.`), {status: response.status});
}

const ask = async (path) => (await request(path)).json();

async function openIndex() {
  takeToken();
  index = await ask('');
  furnish();
  listen();
}

// Opens what belongs to the thing with this id. Of one that went up in another, the server answers with that, and the
// address follows.
async function open(id) {
  const response = await request(`/${LISTS[id[0]]}/${id}`);
  take(await response.json());
  const now = response.url.split('/').at(-1);
  if (response.redirected && location.hash.startsWith(`#${id}`)) location.replace(location.hash.replace(id, now));
}

async function openEdge(id) {
  if (edges.has(id)) return;
  await ask(`/edges/${id}`).then(take, (e) => { if (e.status !== 404) throw e; });
}

// These articles (heads), opened.
async function openAll(heads) {
  const missing = [...new Set(heads.map((a) => a.id))].filter((id) => !found.has(id));
  const batches = Array.from({length: Math.ceil(missing.length / BATCH)}, (_, i) => missing.slice(i * BATCH, (i + 1) * BATCH));
  await Promise.all(batches.map(async (batch) => take(await ask(`/part?id=${batch.join(',')}`))));
}

function take(part) {
  part.heads.stories.forEach(keepStory);
  part.heads.events.forEach(keepEvent);
  part.heads.articles.forEach(keepArticle);
  for (const event of new Set(part.heads.articles.map((a) => heads.get(a.id).event))) nameArticles(event.members);
  shelve(part);
}

const keep = (id) => {
  if (!heads.has(id)) heads.set(id, {members: []});
  return heads.get(id);
};

const keepStory = (s) => Object.assign(keep(s.id), s, {size: s.events});

function keepEvent(e) {
  const [head, story] = [keep(e.id), keep(e.story)];
  if (!story.members.includes(head)) story.members.push(head);
  Object.assign(head, e, {size: e.articles, story});
  story.members.sort((a, b) => (a.earliest ?? a.latest ?? '9').localeCompare(b.earliest ?? b.latest ?? '9') || a.at - b.at);
  return head;
}

function keepArticle(a) {
  const [head, event] = [keep(a.id), keep(a.event)];
  if (!event.members.includes(head)) event.members.push(head);
  return Object.assign(head, a, {event});
}

// Forgets everything, so that it is asked for anew.
function forget() {
  for (const map of [found, reuseOf, edges, edgesOf, statementsOf, quotationsOf, heads]) map.clear();
}

const speakerHref = (name) => `#speaker?${new URLSearchParams({name})}`;
const speakerLink = (name) => h('a', {href: speakerHref(name)}, said(name));
