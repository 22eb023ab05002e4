// The first screen: the counts, the stories with their events, what could not be told; and the list of all articles.

const STORIES_MAX = 20;

const ORDERS = {
  size: ['Most articles first', (a, b) => b.articles - a.articles],
  churn: ['Most articles on one origin first', (a, b) => churn(b) - churn(a) || b.articles - a.articles],
  material: ['Most material changes first', (a, b) => sum(b, 'materials') - sum(a, 'materials')],
  latest: ['Latest first', (a, b) => last(b).localeCompare(last(a))],
};
const sum = (story, what) => story.members.reduce((n, e) => n + e[what], 0);
const last = (story) => story.members.map((e) => e.latest ?? e.earliest ?? '').sort().at(-1) ?? '';
// Articles of the largest event that rests on one origin.
const churn = (story) => Math.max(0, ...story.members.filter((e) => e.high === 1).map((e) => e.members.length));

// What was asked for last, kept when somebody comes back.
const asked = {order: 'size', words: ''};

function overview() {
  const {summary: n} = index;
  const list = h('div');
  const show = () => {
    const {words, order} = asked;
    const stories = index.stories.filter((s) => matches(storyWords(s), words)).sort((a, b) => ORDERS[order][1](a, b) || a.members[0].at - b.members[0].at);
    list.replaceChildren();
    put(list, [stories.length < index.stories.length && h('p.dim', null, `${count(stories.length, 'story')} of ${grouped(index.stories.length)}`), folded(stories, STORIES_MAX, storyCard, h('ol.plain.stories'), 'stories')]);
  };
  show();
  return h('div', null,
    h('h1', null, 'Who stands behind the news of this pile'),
    h('ul.tiles', null, [[n.articles, 'article'], [n.texts, 'text'], [n.events, 'event'], [n.stories, 'story']].map(([value, thing]) => h('li', null, h('strong', null, grouped(value)), ' ', value === 1 ? thing : plural(thing)))),
    cycles(),
    h('section', null, heading(2, 'stories', 'Stories'), finder('Find a story', show), list),
    untold(),
    skipped());
}

const storyWords = (story) => (story.words ??= [story.title, ...story.members.flatMap((e) => [e.title, ...e.members.flatMap((a) => [a.title, a.outlet, a.locator])])].filter(Boolean).join('\n').toLowerCase());
const matches = (text, words) => words.toLowerCase().split(/\s+/).every((w) => text.includes(w));

function finder(label, show) {
  const field = h('input', {type: 'search', id: 'find', value: asked.words, placeholder: 'words of a title, an outlet, a file', input: () => ((asked.words = field.value), show())});
  const order = h('select', {change: () => ((asked.order = order.value), show())}, Object.entries(ORDERS).map(([key, [name]]) => h('option', {value: key, selected: key === asked.order}, name)));
  return h('form.finder', {role: 'search', submit: (e) => e.preventDefault()}, h('label', null, label, ' ', field), label.includes('story') && h('label', null, 'Order ', order));
}

function storyCard(story) {
  if (story.members.length === 1) return h('li', null, eventCard(story.members[0], 2));
  return h('li.story', {id: story.id},
    h('h3', null, h('a', {href: `#${story.id}`}, said(story.title || '(no title)'))),
    h('p.dim', null, `Story of ${count(story.members.length, 'event')}, ${count(story.articles, 'article')}`),
    folded([...story.members].sort((a, b) => b.members.length - a.members.length || a.at - b.at), 3, (e) => h('li', null, eventCard(e, 2, 'h4')), h('ol.plain'), 'events'));
}

function eventCard(event, most, level = 'h3') {
  const names = [...new Set(event.members.map((a) => a.outlet ?? a.name))];
  return h('section.card', null,
    h(level, null, h('a', {href: `#${event.id}`}, said(event.title || '(no title)'))),
    answer(event, `#${event.id}.origins`),
    h('p.dim', null, names.slice(0, most + 3).map((n, i) => [i > 0 && ', ', said(n)]), names.length > most + 3 && ` and ${names.length - most - 3} more`),
    event.open && h('p', null, h('span.chip.open', null, 'Open'), ' ', said(shorten(event.open, 220)), event.opens > 1 && h('span.dim', null, ` and ${count(event.opens - 1, 'more question')}`)),
    event.change && h('p', null, h('a.chip.material', {href: `#${event.change[0]}`}, `material: ${event.change[1].replace('_', ' ')}`), ' ', sides(event.change), event.materials > 1 && h('span.dim', null, ` and ${event.materials - 1} more`)));
}

const sides = ([, , before, after]) => [before, after].map((text, i) => [i > 0 && ' / ', text ? h('mark', null, said(shorten(text, 80))) : h('span.none', null, 'nothing')]);

function cycles() {
  if (!index.cycles.length) return null;
  const item = ({nodes, edges}) => h('li', null, [...nodes, nodes[0]].map(([id, name], i) => [i > 0 && h('span.arrow', null, ' → '), h('a', {href: `#${id}`}, said(name))]),
    ': each rests on the next, and none of them is an origin ', h('span.dim', null, '(', edges.map((id, i) => [i > 0 && ', ', h('a', {href: `#${id}`}, `receipt ${i + 1}`)]), ')'));
  return h('section', null, heading(2, 'cycles', 'Circular reports'), folded(index.cycles, 10, item, h('ul'), 'circular reports'));
}

function untold() {
  const {untold: u, summary} = index;
  const all = [[u.days, 'the day of publication of', 'article'], [u.outlets, 'the outlet of', 'article'], [summary.owners_unknown, 'the owner behind', 'article'], [u.speakers, 'the speaker of', 'quotation']].filter(([n]) => n);
  return all.length > 0 && h('section', null, heading(2, 'untold', 'Cannot be told'), h('ul', null, all.map(([n, what, thing]) => h('li', null, `${what} ${count(n, thing)}`))));
}

function skipped() {
  const {repeated} = index.summary;
  if (!index.skipped.length && !repeated) return null;
  return h('section', null, heading(2, 'skipped', `Pages not read: ${grouped(index.skipped.length)}`),
    repeated > 0 && h('p', null, `${count(repeated, 'page')} read twice and counted once.`),
    folded(index.skipped, 20, ([locator, reason]) => h('li', null, h('code', null, said(locator)), ': ', said(reason)), h('ul'), 'pages'));
}

function articlesView() {
  const list = h('div');
  const show = () => {
    const shown = inOrder(index.articles.filter((a) => matches([a.title, a.outlet, a.locator].filter(Boolean).join('\n').toLowerCase(), asked.words)));
    list.replaceChildren();
    put(list, [h('p.dim', null, `${count(shown.length, 'article')}, by day of publication`), folded(shown, 100, (a) => articleItem(a), h('ul.plain'), 'articles')]);
  };
  show();
  return h('div', null, h('h1', null, 'Articles'), finder('Find an article', show), list);
}
