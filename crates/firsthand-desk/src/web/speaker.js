// Speakers: who is quoted most, and what one of them is reported to have said over time, on how many origins each rests.

async function speakersPage(params) {
  const asked = given(params, ['q']);
  const row = (s) => h('li.row', null, h('div', null,
    h('p.title', null, speakerLink(s.name)),
    h('p.counts', null, `${count(s.statements, 'statement')}, ${count(s.quotations, 'quotation')}`, s.materials > 0 && [' · ', h('span.chip.material', null, count(s.materials, 'material change'))])));
  return h('div', null, h('h1', null, 'Speakers'),
    filters('speakers', asked, [field('Name', 'q', asked, {type: 'search'})]),
    toolbar(`#${addressOf('speakers', asked)}`, null, `/speakers?${asked}`, 'speakers', `/speakers?${addParam(asked, 'format', 'csv')}`),
    await growing('/speakers', asked, addressOf('speakers', asked), h('ol.plain.rows'), row, 'Nobody is called like that.'));
}

async function speakerPage(params) {
  const name = params.get('name') ?? '';
  const path = `/speakers/${encodeURIComponent(name)}`;
  let day_;
  const row = (s) => {
    const head = s.day !== day_ ? h('li.day-head', null, h('h2', null, s.day ? day(s.day) : 'No date found')) : null;
    day_ = s.day;
    return [head, h('li.row', null, h('div', null,
      h('blockquote', {dir: 'auto'}, h('a', {href: `#${s.statement}`}, s.wording ?? '')),
      h('p.counts', null, `${count(s.articles, 'article')}, ${count(s.versions, 'wording')}, `, h('strong', null, origins(s)), h('span.dim', null, s.outlets.length > 0 && ' · ', s.outlets.map((o, i) => [i > 0 && ', ', said(o)])),
        s.materials > 0 && [' ', h('span.chip.material', null, count(s.materials, 'material change'))]),
      s.event && h('p.dim', null, 'in ', h('a', {href: `#${s.event.id}`}, said(s.event.title || '(no title)')))))];
  };
  const shown = await growing(path, new URLSearchParams(), `speaker?${params}`, h('ol.plain.rows'), row, 'Nothing is found.');
  return h('div', null,
    h('p.path', null, h('a', {href: '#speakers'}, 'Speaker')),
    h('h1', null, said(name)),
    h('p', null, 'What is reported, in this pile, to have been said under this name, the latest first. Nothing here says that it was said.'),
    h('p.quick', null, h('a', {href: `#events?${new URLSearchParams({speaker: name})}`}, 'Events with this speaker')),
    toolbar(speakerHref(name), null, path, 'speaker', `${path}?format=csv`),
    overruleSpeaker(name),
    shown);
}
