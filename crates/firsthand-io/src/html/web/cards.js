// An event in a list; what concerns the pile as a whole: circular reports, what cannot be told, pages not read.

function eventCard(event, most, level = 'h3') {
  const names = event.outlets;
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
