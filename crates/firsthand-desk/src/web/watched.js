// What `firsthand watch` does in this store: of what it alerted somebody, and which feeds it asks.

const ALERTS = {growth: 'many reports, one origin', material: 'words that matter changed', revision: 'page changed', correction: 'correction'};

const notWatched = (what) => h('p.dim', null, index.store
  ? `${what} in this store yet: `
  : 'This database is made anew by each report; a store (firsthand add) can be fed by ', h('code', null, 'firsthand watch --feed URL --db FILE'), '.');

async function alertsPage(params) {
  const asked = given(params, ['kind']);
  let day_;
  const row = (a) => {
    const head = a.at.slice(0, 10) !== day_ ? h('li.day-head', null, h('h2', null, day(a.at.slice(0, 10)))) : null;
    day_ = a.at.slice(0, 10);
    return [head, h('li.row', {'data-id': `alert-${a.id}`}, h('div', null,
      h('p.title', null, h('a', {href: `#${a.about}`}, said(a.text))),
      h('p.counts', null, h(`span.chip${a.kind === 'growth' ? '.churn' : '.material'}`, null, ALERTS[a.kind] ?? a.kind), ' ',
        h('span.dim', null, `seen ${moment(a.at)}`, a.told ? `, handed over ${moment(a.told)}` : ', not handed over'))))];
  };
  const list = await growing('/alerts', asked, addressOf('alerts', asked), h('ol.plain.rows'), row, 'Nothing of that kind was seen.');
  const none = !list[0].querySelector('.row') && !String(asked);
  return h('div', null, h('h1', null, 'Alerts'),
    h('p', null, 'What was seen after an addition of ', h('code', null, 'firsthand watch'), ', each once: an event that many report on one origin, changed words that matter, pages that changed, corrections.'),
    filters('alerts', asked, [choice('Kind', 'kind', asked, [['', 'all'], ...Object.entries(ALERTS)])]),
    toolbar(`#${addressOf('alerts', asked)}`, null, `/alerts?${asked}`, 'alerts', `/alerts?${addParam(asked, 'format', 'csv')}`),
    none ? notWatched('No alert') : list);
}

async function feedsPage(params) {
  const asked = given(params, ['problem']);
  const now = new Date().toISOString();
  const row = (f) => h('li.row', {'data-id': f.url}, h('div', null,
    h('p.title', null, said(f.title ?? f.url)),
    f.title && h('p.counts.dim', null, said(f.url)),
    h('p.counts', null, `${count(f.pages, 'page')}`, f.waiting > 0 && `, ${f.waiting} to be asked again`, f.failing > 0 && `, ${f.failing} with a problem`,
      h('span.dim', null, ' · ', f.asked ? `asked ${moment(f.asked)}` : 'not asked yet', ', ', f.due > now ? `next ${moment(f.due)}` : 'due now')),
    f.problem && h('p.marks', null, h('span.chip.open', null, f.failures > 0 ? `failed ${count(f.failures, 'time')}` : 'read in part'), ' ', said(f.problem))));
  const list = await growing('/feeds', asked, addressOf('feeds', asked), h('ol.plain.rows'), row, 'No feed has a problem.');
  const none = !list[0].querySelector('.row') && !String(asked);
  return h('div', null, h('h1', null, 'Feeds'),
    h('p', null, 'Feeds that ', h('code', null, 'firsthand watch'), ' asks, those with a problem first. After each failure the pause until the next try doubles.'),
    filters('feeds', asked, [tick('with a problem', 'problem', asked)]),
    toolbar(`#${addressOf('feeds', asked)}`, null, `/feeds?${asked}`, 'feeds', `/feeds?${addParam(asked, 'format', 'csv')}`),
    none ? notWatched('No feed is watched') : list);
}
