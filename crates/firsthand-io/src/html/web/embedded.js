// The source of the report: the index at once, the parts when somebody looks there. A part is the report's own JSON for
// some of its articles.

const opened = new Map();

let index;

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
  for (const event of index.events) event.size = event.members.length;
  for (const story of index.stories) {
    story.members = story.events.map((e) => index.events[e]);
    story.size = story.members.length;
    story.articles = story.members.reduce((n, e) => n + e.size, 0);
    heads.set(story.id, story);
    for (const event of story.members) {
      event.story = story;
      for (const article of event.members) article.event = event;
    }
  }
  for (const article of index.articles) if (!heads.has(article.text)) heads.set(article.text, article);
  for (const event of index.events) {
    nameArticles(event.members);
    event.outlets = [...new Set(event.members.map((a) => a.outlet ?? a.name))];
  }
}

const partCount = () => document.querySelectorAll('[id^="part-"]').length;

function openPart(n) {
  if (!opened.has(n)) opened.set(n, unpack(`part-${n}`).then(shelve));
  return opened.get(n);
}

// Opens the part that this id is in. The index knows where articles, texts, events and stories are; for the rest, parts are
// opened one after the other until one has it.
async function open(id) {
  const head = heads.get(id);
  if (head) {
    const article = head.members ? (head.members[0].members?.[0] ?? head.members[0]) : head;
    await openPart(article.part);
  } else {
    for (let n = 0; n < partCount() && !found.has(id); n++) await openPart(n);
  }
}

// Opens an edge, whose id names both of its ends.
async function openEdge(id) {
  for (const end of id.split('.').slice(0, 2)) if (!edges.has(id)) await get(end);
}

// The parts of these articles, opened.
async function openAll(heads) {
  await Promise.all([...new Set(heads.map((a) => a.part))].map(openPart));
}

// Who is called so: here a name only.
const speakerLink = (name) => said(name);

// What can be done with a finding beyond reading it: here nothing.
const tools = () => null;

// What people ruled is changed in the file of overrides, not here.
const takeBack = () => null;
const cutEdge = () => null;
