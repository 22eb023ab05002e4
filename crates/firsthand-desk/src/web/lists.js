// Lists: events by day, stories, articles, speakers. What is asked for stands in the address, so that a list has a link too.

// Items that are asked for at once.
const PAGE = 50;
// Squares of an event's figure.
const SQUARES = 12;

const ORDERS = {latest: 'Latest first', earliest: 'Earliest first', size: 'Most articles first'};

// How many items a list showed when it was left, by its address.
const shownOf = new Map();

// A list that grows on demand: `each` makes the elements of an item, given the one before.
async function growing(path, params, address, holder, each, nothing) {
  let [offset, before] = [0, null];
  const more = h('button.more', {type: 'button', 'data-rest': 'More follow, not shown', click: () => load(true)}, 'Show more');
  async function load(asked) {
    const query = new URLSearchParams([...params, ['limit', PAGE], ['offset', offset]]);
    const {items, next} = await ask(`${path}?${query}`);
    const first = holder.children.length;
    for (const item of items) {
      put(holder, [each(item, before)]);
      before = item;
    }
    offset = next;
    more.hidden = next === null;
    shownOf.set(address, holder.childElementCount);
    if (asked) holder.children[first]?.querySelector('a')?.focus();
    if (!holder.childElementCount) holder.append(h('li.dim', null, nothing));
  }
  const wanted = shownOf.get(address) ?? 0;
  do await load(false); while (offset !== null && holder.childElementCount < wanted);
  return [holder, more];
}

const addressOf = (page, params) => (String(params) ? `${page}?${params}` : page);

// The parameters of a list that are given, as `fields` names them.
function given(params, names) {
  const kept = new URLSearchParams();
  for (const name of names) if (params.get(name)) kept.set(name, params.get(name));
  return kept;
}

// Fields that lead to the same page with other questions.
function filters(page, params, fields) {
  const change = () => {
    const asked = new URLSearchParams();
    for (const field of form.querySelectorAll('[name]')) {
      const value = field.type === 'checkbox' ? (field.checked ? field.value : '') : field.value.trim();
      if (value && !(field.type !== 'checkbox' && value === field.dataset.usual)) asked.set(field.name, value);
    }
    location.hash = addressOf(page, asked);
  };
  const form = h('form.filters', {role: 'search', 'aria-label': 'Narrow down', submit: (e) => { e.preventDefault(); change(); }, change}, fields,
    [...params].length > 0 && h('a', {href: `#${page}`}, 'Show all'));
  return form;
}

const field = (label, name, params, attributes = {}) => h('label', null, label, ' ', h('input', {name, value: params.get(name) ?? '', ...attributes}));

function choice(label, name, params, options, usual = '') {
  const value = params.get(name) ?? usual;
  const known = options.some(([v]) => v === value) ? options : [[value, value], ...options];
  return h('label', null, label, ' ', h('select', {name, 'data-usual': usual}, known.map(([v, text]) => h('option', {value: v, selected: v === value}, text))));
}

const tick = (label, name, params, value = '1') => h('label', null, h('input', {type: 'checkbox', name, value, checked: params.get(name) === value}), ' ', label);

const outletChoice = (params) => choice('Outlet', 'outlet', params, [['', 'all'], ...index.outlets.map((o) => [o.name, `${shorten(o.name, 40)} (${grouped(o.articles)})`])]);
const languageChoice = (params) => choice('Language', 'language', params, [['', 'all'], ...index.languages.map((l) => [l.name, `${l.name} (${grouped(l.articles)})`])]);
const daysAsked = (params) => [field('From', 'from', params, {type: 'date'}), field('To', 'to', params, {type: 'date'})];

// The figure of an event: a square an article, filled as far as there are origins; half filled where it cannot be told.
function figure(event) {
  const squares = Math.min(event.size, SQUARES);
  const part = (n) => (n ? Math.max(1, Math.round((n * squares) / event.size)) : 0);
  const [low, high] = [part(event.low), part(event.high)];
  return h('span.figure', {'aria-hidden': true, title: `${count(event.size, 'article')}, ${origins(event)}`},
    Array.from({length: squares}, (_, i) => h(`i${i < low ? '.low' : i < high ? '.high' : ''}`)));
}

// What looks like many reports and is one.
const CHURN_ARTICLES = 3;

function eventRow(event) {
  const churn = event.high === 1 && event.size >= CHURN_ARTICLES;
  const names = event.outlets;
  return h('li.row', {'data-id': event.id},
    figure(event),
    h('div', null,
      h('p.title', null, h('a', {href: `#${event.id}`}, said(event.title || '(no title)'))),
      h('p.counts', null, `${count(event.size, 'article')}, ${count(event.texts, 'text')}, `, h('strong', null, origins(event)),
        h('span.dim', null, names.length > 0 && ' · ', names.slice(0, 5).map((n, i) => [i > 0 && ', ', said(n)]), names.length > 5 && ' and others'),
        event.story.size > 1 && h('span.dim', null, ' · story of ', h('a', {href: `#${event.story.id}`}, count(event.story.size, 'event')))),
      (churn || event.open || event.change) && h('p.marks', null,
        churn && h('span.chip.churn', null, 'many reports, one origin'), ' ',
        event.change && [h('a.chip.material', {href: `#${event.change[0]}`}, `material: ${event.change[1].replace('_', ' ')}`), ' ', sides(event.change), ' '],
        event.open && h('span.open-question', null, h('span.chip.open', null, 'Open'), ' ', said(shorten(event.open, 140))))));
}

async function eventsPage(params) {
  const names = ['from', 'to', 'outlet', 'speaker', 'language', 'origins', 'articles', 'material', 'order'];
  const asked = given(params, names);
  const address = addressOf('events', asked);
  const list = h('ol.plain.rows');
  const byDay = !['size'].includes(asked.get('order'));
  let day_;
  const shown = await growing('/events', asked, address, list, (e) => {
    // A story has its events told only where they are opened; a list knows their number.
    const event = {...e, size: e.articles, story: {id: e.story, size: e.siblings}};
    const when = e.latest ?? e.earliest;
    const head = byDay && when !== day_ ? h('li.day-head', null, h('h2', null, when ? day(when) : 'No date found')) : null;
    day_ = when;
    return [head, eventRow(event)];
  }, 'No event is like that.');
  return h('div', null,
    h('h1', null, asked.get('origins') === '1' && asked.get('articles') ? 'Many reports, one origin' : 'Events'),
    filters('events', asked, [
      daysAsked(asked), outletChoice(asked), field('Speaker', 'speaker', asked, {type: 'text'}), languageChoice(asked),
      choice('Origins', 'origins', asked, [['', 'any'], ['1', 'one'], ['2', 'two at most']]),
      field('Articles, at least', 'articles', asked, {type: 'number', min: 1, max: 1000000}),
      tick('with a material change', 'material', asked),
      choice('Order', 'order', asked, Object.entries(ORDERS), 'latest'),
    ]),
    h('p.quick', null, h('a', {href: `#events?origins=1&articles=${CHURN_ARTICLES}&order=size`}, 'Many reports, one origin'), ' · ', h('a', {href: '#events?material=1'}, 'Words that changed'), ' · ', h('a', {href: '#stories'}, 'Stories of several events')),
    toolbar(`#${address}`, null, `/events?${asked}`, 'events', `/events?${addParam(asked, 'format', 'csv')}`),
    shown,
    !String(asked) && [cycles(), untold(), skipped()]);
}

const addParam = (params, name, value) => new URLSearchParams([...params, [name, value]]);

async function storiesPage(params) {
  const asked = given(params, ['events', 'order']);
  const several = params.get('events') ?? '2';
  const query = new URLSearchParams([['events', several], ...(asked.get('order') ? [['order', asked.get('order')]] : [])]);
  const row = (s) => h('li.row', {'data-id': s.id}, h('div', null,
    h('p.title', null, h('a', {href: `#${s.id}`}, said(s.title || '(no title)'))),
    h('p.counts', null, `${count(s.events, 'event')}, ${count(s.articles, 'article')}`, h('span.dim', null, `, ${days(s) ?? 'no date found'}`))));
  return h('div', null, h('h1', null, 'Stories'),
    filters('stories', asked, [
      choice('Events', 'events', asked, [['2', 'several'], ['1', 'any number'], ['5', 'five or more']], '2'),
      choice('Order', 'order', asked, [['latest', ORDERS.latest], ['size', ORDERS.size]], 'latest'),
    ]),
    toolbar(`#${addressOf('stories', asked)}`, null, `/stories?${query}`, 'stories', `/stories?${addParam(query, 'format', 'csv')}`),
    await growing('/stories', query, addressOf('stories', asked), h('ol.plain.rows'), row, 'No story has that many events.'));
}

async function articlesPage(params) {
  const asked = given(params, ['from', 'to', 'outlet', 'language']);
  const row = (a) => h('li.row', {'data-id': a.id}, h('div', null,
    h('p.title', null, h('a', {href: `#${a.id}`}, said(a.title || '(no title)'))),
    h('p.counts.dim', null, said(a.outlet ?? a.locator), `, ${days(a) ?? 'no date found'}`)));
  return h('div', null, h('h1', null, 'Articles'),
    filters('articles', asked, [daysAsked(asked), outletChoice(asked), languageChoice(asked)]),
    toolbar(`#${addressOf('articles', asked)}`, null, `/articles?${asked}`, 'articles', `/articles?${addParam(asked, 'format', 'csv')}`),
    await growing('/articles', asked, addressOf('articles', asked), h('ol.plain.rows'), row, 'No article is like that.'));
}
