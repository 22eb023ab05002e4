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
    overrides(),
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
  if (story.size === 1) return h('li', null, eventCard(story.members[0], 2));
  return h('li.story', {id: story.id},
    h('h3', null, h('a', {href: `#${story.id}`}, said(story.title || '(no title)'))),
    h('p.dim', null, `Story of ${count(story.size, 'event')}, ${count(story.articles, 'article')}`),
    folded([...story.members].sort((a, b) => b.members.length - a.members.length || a.at - b.at), 3, (e) => h('li', null, eventCard(e, 2, 'h4')), h('ol.plain'), 'events'));
}

// What people rule, line by line, and what rules on nothing here.
function overrides() {
  if (!index.overrides?.length) return null;
  return h('section', null, heading(2, 'overrides', 'Overruled by people'), folded(index.overrides, 20, ({line, text, warning}) => h('li', null, h('span.dim', null, `line ${line} `), h('code', null, said(text)), warning && [' ', h('span.chip.open', null, 'not followed'), ' ', said(warning)]), h('ul.plain'), 'lines'));
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

const TITLE = 'firsthand report';
const PAGES = {'': overview, articles: articlesView};
const NAV = [['', 'Stories'], ['articles', 'Articles']];
