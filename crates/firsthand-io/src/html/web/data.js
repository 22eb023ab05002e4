// What was found: the index at once, the parts when somebody looks there.
//
// A part is the report's own JSON (`firsthand schema`) for some of its articles. `found` holds every object of the parts
// that were opened, by its id; reuse and edges stand beside, by the articles and nodes that they join.

const found = new Map();
const reuseOf = new Map();
const edges = new Map();
const edgesOf = new Map();
const statementsOf = new Map();
const quotationsOf = new Map();
const opened = new Map();

let index;
// Every article's and event's entry in the index, and every story's, by id.
const heads = new Map();

async function unpack(id) {
  const packed = byId(id).textContent;
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).json();
}

async function openIndex() {
  index = await unpack('index');
  index.articles.forEach((a, i) => heads.set(a.id, Object.assign(a, {at: i})));
  index.events.forEach((e, i) => heads.set(e.id, Object.assign(e, {at: i, members: e.articles.map((a) => index.articles[a])})));
  for (const story of index.stories) {
    story.members = story.events.map((e) => index.events[e]);
    story.articles = story.members.reduce((n, e) => n + e.members.length, 0);
    heads.set(story.id, story);
    for (const event of story.members) {
      event.story = story;
      for (const article of event.members) article.event = event;
    }
  }
  for (const article of index.articles) if (!heads.has(article.text)) heads.set(article.text, article);
  nameArticles();
}

// Characters of a file's or record's name that tell two articles apart.
const PLACE_MAX = 24;

// What to call an article: by its outlet, else by its file; told apart within its event.
function nameArticles() {
  for (const event of index.events) {
    const names = new Map();
    for (const a of event.members) {
      const place = a.record ?? a.locator.split('/').pop();
      const file = place.length > PLACE_MAX ? `${place.slice(0, PLACE_MAX - 1)}…` : place;
      const name = a.outlet ?? file;
      const same = names.get(name);
      if (same) {
        for (const twin of same) twin.name = `${name} (${twin.file})`;
        same.push(Object.assign(a, {file, name: `${name} (${file})`}));
      } else names.set(name, [Object.assign(a, {file, name})]);
    }
  }
}

const partCount = () => document.querySelectorAll('[id^="part-"]').length;

function openPart(n) {
  if (!opened.has(n)) opened.set(n, unpack(`part-${n}`).then(shelve));
  return opened.get(n);
}

function shelve(part) {
  for (const list of ['articles', 'texts', 'quotations', 'statements', 'events', 'stories', 'nodes']) {
    // An article's node has the id of the article, which tells more.
    for (const item of part[list]) if (!found.has(item.id) && item.kind !== 'article') found.set(item.id, item);
  }
  for (const pair of part.reuse) for (const id of [pair.a, pair.b]) gather(reuseOf, id, pair, (p) => p.a === pair.a && p.b === pair.b);
  for (const edge of part.edges) {
    edge.id = `${edge.from}.${edge.to}.${edge.kind}`;
    if (edges.has(edge.id)) continue;
    edges.set(edge.id, edge);
    for (const id of [edge.from, edge.to]) gather(edgesOf, id, edge);
  }
  for (const q of part.quotations) gather(quotationsOf, q.article, found.get(q.id), (p) => p.id === q.id);
  for (const statement of part.statements) for (const q of statement.quotations) statementsOf.set(q, found.get(statement.id));
}

function gather(map, key, item, same) {
  const list = map.get(key) ?? [];
  if (!same || !list.some(same)) list.push(item);
  map.set(key, list);
}

// The object of this id, from whatever part it is in. The index knows where articles, texts, events and stories are; for
// the rest, parts are opened one after the other until one has it.
async function get(id) {
  if (found.has(id)) return found.get(id);
  const head = heads.get(id);
  if (head) {
    const article = head.members ? (head.members[0].members?.[0] ?? head.members[0]) : head;
    await openPart(article.part);
  } else {
    for (let n = 0; n < partCount() && !found.has(id); n++) await openPart(n);
  }
  return found.get(id);
}

const getAll = (ids) => Promise.all(ids.map(get));

// The parts of these articles, opened.
async function openAll(heads) {
  await Promise.all([...new Set(heads.map((a) => a.part))].map(openPart));
}

// The characters of a span in an article that is open.
function characters(article, span) {
  article.units ??= units(article.content);
  return article.content.slice(article.units(span.start), article.units(span.end));
}

const words = (article, spans) => spans.map((span) => characters(article, span)).join(' … ');
const wordsOf = (quotation) => words(found.get(quotation.article), quotation.content);
