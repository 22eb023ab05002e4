// What was found: objects of the report's own JSON (`firsthand schema`), by their id, as far as somebody has looked there;
// reuse and edges stand beside, by the articles and nodes that they join.
//
// Where they come from is the business of a source, a file that gives `open`, `openAll` and `openIndex`: `embedded.js` for
// the report, whose parts stand in its own file. Of every article, event and story that is spoken of, a source keeps the
// head: what a list shows of it.

const found = new Map();
const reuseOf = new Map();
const edges = new Map();
const edgesOf = new Map();
const statementsOf = new Map();
const quotationsOf = new Map();

// Articles, events and stories as lists show them, by id.
const heads = new Map();

// Characters of a file's or record's name that tell two articles apart.
const PLACE_MAX = 24;

// What to call the articles of an event: by their outlet, else by their file; told apart where two have one name.
function nameArticles(articles) {
  const names = new Map();
  for (const a of articles) {
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

// Keeps the objects of a part.
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

// The object of this id, wherever it is.
async function get(id) {
  if (!found.has(id)) await open(id);
  return found.get(id);
}

const getAll = (ids) => Promise.all(ids.map(get));

// The characters of a span in an article that is open.
function characters(article, span) {
  article.units ??= units(article.content);
  return article.content.slice(article.units(span.start), article.units(span.end));
}

const words = (article, spans) => spans.map((span) => characters(article, span)).join(' … ');
const wordsOf = (quotation) => words(found.get(quotation.article), quotation.content);
