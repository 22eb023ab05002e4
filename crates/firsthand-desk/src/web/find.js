// Search: articles, quotations and speakers with these words, the words marked.

const KINDS = {articles: 'Articles', quotations: 'Quotations', speakers: 'Speakers'};

// A text with the places of hits in it, in code points.
function hit({text, marks} = {text: '', marks: []}) {
  const at = units(text);
  const parts = [];
  let end = 0;
  for (const mark of marks) {
    parts.push(text.slice(end, at(mark.start)), h('mark', null, text.slice(at(mark.start), at(mark.end))));
    end = at(mark.end);
  }
  return h('bdi', null, parts, text.slice(end));
}

const HITS = {
  articles: (a) => [h('p.title', null, h('a', {href: `#${a.id}`}, a.title ? hit(a.title) : '(no title)')), h('p', {dir: 'auto'}, a.excerpt && hit(a.excerpt)), h('p.counts.dim', null, said(a.outlet ?? 'outlet not known'), `, ${days(a) ?? 'no date found'}`)],
  quotations: (q) => [h('p.title', null, h('a', {href: `#${q.statement}`}, q.speaker ? hit(q.speaker) : 'A speaker who is not named')), h('blockquote', {dir: 'auto'}, h('a', {href: `#${q.id}`}, q.words && hit(q.words))), h('p.counts.dim', null, said(q.outlet ?? 'outlet not known'), `, ${days(q) ?? 'no date found'}`)],
  speakers: (s) => [h('p.title', null, h('a', {href: speakerHref(s.name)}, hit(s.marked))), h('p.counts.dim', null, `${count(s.statements, 'statement')}, ${count(s.quotations, 'quotation')}`)],
};

async function searchPage(params) {
  const q = params.get('q') ?? '';
  byId('find').value = q;
  if (!q.trim()) return h('div', null, h('h1', null, 'Search'), h('p', null, 'All words have to be there. “In quotation marks” as they stand, -without a word, begin* with one.'));
  const answer = await ask(`/search?${new URLSearchParams({q})}`);
  const total = Object.keys(KINDS).reduce((n, k) => n + answer[k].items.length, 0);
  return h('div', null, h('h1', null, 'Search: ', said(q)),
    toolbar(`#search?${new URLSearchParams({q})}`, null, `/search?${new URLSearchParams({q})}`, 'search'),
    total === 0 && h('p', null, 'Nothing in this pile has all of these words.'),
    Object.entries(KINDS).map(([kind, name]) => hitList(kind, name, q, answer[kind])));
}

function hitList(kind, name, q, {items, next, more}) {
  if (!items.length) return null;
  const item = (i) => h('li.row', null, h('div', null, HITS[kind](i)));
  const list = h('ol.plain.rows', null, items.map(item));
  const button = h('button.more', {type: 'button', 'data-rest': 'More follow, not shown', hidden: next === null, click: async () => {
    const page = (await ask(`/search?${new URLSearchParams({q, of: kind, offset: next})}`))[kind];
    const first = list.childElementCount;
    put(list, page.items.map(item));
    list.children[first]?.querySelector('a')?.focus();
    next = page.next;
    button.hidden = next === null;
  }}, 'Show more');
  return h('section', null, heading(2, `search.${kind}`, name), more && h('p.dim', null, 'There are too many to put them in order: some of the last ones are shown. More words narrow it down.'), list, button);
}
