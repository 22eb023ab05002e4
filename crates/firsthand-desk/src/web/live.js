// The page through the day: the search in its head, keys, and news from the server, which change what is shown without
// moving it.

const TITLE = 'firsthand desk';
const PAGES = {'': eventsPage, events: eventsPage, stories: storiesPage, articles: articlesPage, speakers: speakersPage, speaker: speakerPage, search: searchPage, overrides: rulingsPage, alerts: alertsPage, feeds: feedsPage};
const NAV = [['', 'Events'], ['stories', 'Stories'], ['articles', 'Articles'], ['speakers', 'Speakers'], ['overrides', 'Rulings'], ['alerts', 'Alerts'], ['feeds', 'Feeds']];

// Between two tries to reach the server again.
const RETRY_MS = 2000;
let version = null;

function furnish() {
  if (byId('find')) return;
  const search = h('input', {type: 'search', id: 'find', name: 'q', placeholder: 'Search  /', 'aria-label': 'Search articles, quotations and speakers'});
  byId('nav').before(h('form.search', {role: 'search', submit: (e) => { e.preventDefault(); location.hash = `search?${new URLSearchParams({q: search.value})}`; }}, search));
  byId('nav').after(h('button.live', {type: 'button', id: 'live', click: () => (byId('live').dataset.state === 'failed' ? (location.hash = 'overrides') : refresh())}, 'connecting'));
  document.body.classList.add('desk');
}

function sayLive(state, text) {
  const button = byId('live');
  button.dataset.state = state;
  button.textContent = text;
}

const clock = () => new Date().toLocaleTimeString('en', {hour: '2-digit', minute: '2-digit', hour12: false});

// Listens as long as the page is open. Not an EventSource, which cannot show a token.
async function listen() {
  for (;;) {
    try {
      const reader = (await request('/live')).body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ''; ; ) {
        const {value, done} = await reader.read();
        if (done) break;
        text += value;
        const messages = text.split('\n\n');
        text = messages.pop();
        for (const message of messages) hear(message);
      }
    } catch { /* The server is gone, or has not come yet. */ }
    sayLive('off', 'not connected');
    await new Promise((done) => setTimeout(done, RETRY_MS));
  }
}

// How far the findings are that are made anew, or why they were not made.
let work = {stage: null, problem: null};

function hearWork(now) {
  const other = !now.stage !== !work.stage || now.problem !== work.problem;
  work = now;
  const {state} = byId('live').dataset;
  if (state !== 'news' && !sayWork() && ['work', 'failed'].includes(state)) sayLive('on', 'live');
  // The page of rulings has it in full.
  if (other && shown === 'overrides' && !inUse()) refresh(true);
}

// Whether there is anything to say of it.
function sayWork() {
  if (work.stage) sayLive('work', `making findings: ${work.stage}`);
  else if (work.problem) sayLive('failed', 'findings not made');
  return Boolean(work.stage || work.problem);
}

function hear(message) {
  const work = /^event: work\ndata: (.+)$/m.exec(message)?.[1];
  if (work) return hearWork(JSON.parse(work));
  const now = /^data: (\d+)$/m.exec(message)?.[1];
  if (!now) return;
  if (version === null || version === now) {
    if (byId('live').dataset.state !== 'news' && !sayWork()) sayLive('on', 'live');
    version = now;
    return;
  }
  version = now;
  if (inUse()) sayLive('news', 'show what is new');
  else refresh(true);
}

// Somebody writes, marks a text or reads a receipt: nothing may move under them.
function inUse() {
  const at = document.activeElement;
  const writes = byId('main').contains(at) && /^(INPUT|TEXTAREA)$/.test(at.tagName) && !/checkbox|radio/.test(at.type);
  return writes || byId('receipt').open || String(getSelection()).length > 0;
}

// Shows the same view with what the database holds now, and what stood at the top of the window there again. Where nobody
// asked for it, not under somebody who began to write meanwhile.
let refreshing = Promise.resolve();
const refresh = (unasked = false) => (refreshing = refreshing.catch(() => null).then(() => renew(unasked)));

async function renew(unasked) {
  if (shown === null) return;
  const view = shown;
  const before = index.summary.articles;
  forget();
  index = await ask('');
  const made = await make(view).catch(() => null);
  // Meanwhile somebody went on.
  if (view !== shown) return;
  if (!made) return sayLive('news', 'what you read has changed');
  if (unasked && inUse()) return sayLive('news', 'show what is new');
  const place = placeNow();
  byId('main').replaceChildren(made);
  restore(place);
  head();
  markNav(view);
  const more = index.summary.articles - before;
  if (!sayWork()) sayLive('on', `live, ${clock()}`);
  tell(more > 0 ? `Updated: ${count(more, 'more article')}` : 'Updated');
}

// What keeps its name when a view is made anew: lines of lists and parts of views; and links, of which one has the focus.
const named = () => [...byId('main').querySelectorAll('[data-id], [id]')];
const nameOf = (e) => e.dataset.id ?? e.id;
const links = () => [...byId('main').querySelectorAll('a[href]')];

const topOf = (e) => e.getBoundingClientRect().top;

// What stands nearest to the top of the window, what has the focus, and what is unfolded.
function placeNow() {
  const near = scrollY > 0 ? named().sort((a, b) => Math.abs(topOf(a)) - Math.abs(topOf(b)))[0] : null;
  return {
    near: near && {name: nameOf(near), top: topOf(near)},
    focus: links().includes(document.activeElement) ? document.activeElement.getAttribute('href') : null,
    open: [...byId('main').querySelectorAll('details')].map((d) => d.open),
  };
}

function restore({near, focus, open}) {
  const details = byId('main').querySelectorAll('details');
  if (details.length === open.length) details.forEach((d, i) => (d.open = open[i]));
  const same = near && named().find((e) => nameOf(e) === near.name);
  if (same) scrollBy(0, topOf(same) - near.top);
  if (focus) links().find((e) => e.getAttribute('href') === focus)?.focus({preventScroll: true});
}

const HELP = [['/', 'search'], ['j, k', 'next, previous line of a list'], ['Enter', 'open it'], ['g then e, s, a, p, o, l, f', 'events, stories, articles, speakers, rulings, alerts, feeds'], ['r', 'show what is new'], ['?', 'these keys'], ['Esc', 'close']];

let going = false;
addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || /INPUT|SELECT|TEXTAREA/.test(e.target.tagName) || byId('receipt').open) return;
  const page = going && {e: '', s: 'stories', a: 'articles', p: 'speakers', o: 'overrides', l: 'alerts', f: 'feeds'}[e.key];
  going = e.key === 'g';
  if (typeof page === 'string') location.hash = page;
  else if (e.key === 'j' || e.key === 'k') step(e.key === 'j' ? 1 : -1);
  else if (e.key === 'r') refresh();
  else if (e.key === '?') openDialog(h('h2', {id: 'receipt-title'}, 'Keys'), h('dl.facts', null, HELP.map(([key, does]) => [h('dt', null, h('kbd', null, key)), h('dd', null, does)])));
});

function step(by) {
  const lines = [...byId('main').querySelectorAll('.row .title a, .row blockquote a, .timeline a')];
  const at = lines.indexOf(document.activeElement);
  const next = lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({block: 'nearest'});
}
