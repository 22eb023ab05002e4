// Receipts: the exact characters that a finding rests on, shown with what stands around them and where.

// Characters shown on either side.
const AROUND = 140;

const placeOf = (article, span) => `#${article}:${span.start}-${span.end}`;

// The link from a finding to its characters in the article.
const receiptLink = (article, span, ...children) => h('a.receipt', {href: placeOf(article, span)}, children);

// An excerpt with the characters marked; null where the article is not open.
function excerpt(receipt) {
  const article = found.get(receipt.article);
  if (!article) return null;
  const text = (start, end) => characters(article, {start: Math.max(0, start), end});
  const {start, end} = receipt.span;
  const before = text(start - AROUND, start).split('\n').at(-1);
  const after = text(end, end + AROUND).split('\n')[0];
  return h('figure.excerpt', {lang: article.language},
    h('blockquote', {dir: 'auto'}, before.length === AROUND && '…', before, h('mark', null, characters(article, receipt.span)), after, after.length === AROUND && '…'),
    h('figcaption', null, receiptLink(receipt.article, receipt.span, said(heads.get(receipt.article).name), `, characters ${grouped(start)} to ${grouped(end)}`)));
}

// Excerpts of some receipts, the articles opened first.
async function excerpts(receipts) {
  await openAll(receipts.map((r) => heads.get(r.article)));
  return receipts.map(excerpt);
}

// Says one edge of the graph: "Coast 24 names District Post (shown)".
function sayEdge(edge) {
  const name = (id) => said(nodeName(id));
  return [edge.overridden && !edge.overridden.holds && h('span.chip.open', null, 'cut'), name(edge.from), ` ${EDGE[edge.kind]} `, name(edge.to)];
}

// A line of the overrides.
const ruling = (line) => [h('a', {href: '#overrides'}, `line ${line} of the overrides`, ': ', h('code', null, said((index.overrides ?? []).find((o) => o.line === line)?.text ?? ''))), ' ', takeBack(line)];

const nodeName = (id) => heads.get(id)?.name ?? found.get(id)?.name ?? id;

// Opens the receipt of an edge over the view that is shown.
async function showEdge(edge) {
  const shown = await excerpts(edge.evidence);
  const close = () => byId('receipt').close();
  const pair = pairOf(edge);
  byId('receipt').dataset.edge = edge.id;
  openDialog(
    h('h2', {id: 'receipt-title'}, sayEdge(edge)),
    h('p', null, `${{shown: 'Shown: the characters say so.', likely: 'Likely: nothing speaks against it.', possible: 'Possible: it would explain what is seen.'}[edge.strength]}`,
      edge.evidence.length || edge.overridden ? '' : ' It rests on the address or file name of the page, or on the table of owners.'),
    edge.overridden && h('p', null, edge.overridden.holds ? 'Added by people: ' : 'Cut by people, so that it joins nothing: ', ruling(edge.overridden.line)),
    pair && sideBySide(pair),
    shown,
    cutEdge(edge),
    h('p.links', null, h('a', {href: `#${edge.from}`, click: close}, 'Where it comes in'), ' ', h('a', {href: `#${edge.to}`, click: close}, 'What it rests on')));
}

// The two articles that an edge joins by their words, with the passages that say so on either side.
function pairOf(edge) {
  const ends = [...new Set([edge.from, ...edge.evidence.map((r) => r.article), edge.to])].filter((id) => id[0] === 'a' && found.has(id));
  if (edge.kind === 'credits' || ends.length < 2) return null;
  const pair = ends.flatMap((id) => reuseOf.get(id) ?? []).find((p) => ends.includes(p.a) && ends.includes(p.b));
  if (pair) return {ids: [pair.a, pair.b], spans: [pair.passages.map((p) => p.a), pair.passages.map((p) => p.b)], pair};
  const ids = ends.slice(0, 2);
  return {ids, spans: ids.map((id) => edge.evidence.filter((r) => r.article === id).map((r) => r.span))};
}

// Two texts beside each other, with the passages that they share marked.
function sideBySide({ids, spans, pair}) {
  const side = (id, i) => {
    const [article, name] = [found.get(id), heads.get(id).name];
    const marks = article.segments.map((s) => ({...s, layer: 'segment', title: TEXT_KINDS.has(s.kind) ? null : SEGMENT[s.kind]}));
    spans[i].forEach((span) => marks.push({...span, layer: 'shared', title: 'stands in the other text too'}));
    const text = h('div.prose', {lang: article.language, dir: 'auto', tabindex: 0, role: 'group', 'aria-label': name});
    showText(text, article, marks, spans[i][0]?.start ?? 0);
    return h('section', null, h('h3', null, h('a', {href: `#${id}`}, said(name)), h('span.dim', null, ` ${days(heads.get(id)) ?? 'no date found'}`)), text);
  };
  const [a, b] = ids.map((id) => heads.get(id).name);
  return h('section', null,
    pair && h('p', null, `${count(pair.passages.length, 'shared passage')}: ${Math.round(pair.containment_a * 100)}% of the one text, ${Math.round(pair.containment_b * 100)}% of the other; `, first(pair.direction, a, b)),
    h('div.beside', null, ids.map(side)));
}

function openDialog(...children) {
  const dialog = byId('receipt');
  dialog.replaceChildren(h('button.close', {type: 'button', click: () => dialog.close(), 'aria-label': 'Close'}, '×'));
  put(dialog, children);
  dialog.querySelectorAll('a.receipt').forEach((a) => a.addEventListener('click', () => dialog.close()));
  dialog.classList.toggle('wide-dialog', dialog.querySelector('.beside') !== null);
  if (!dialog.open) dialog.showModal();
  for (const text of dialog.querySelectorAll('.beside .prose')) {
    const passage = text.querySelector('.shared');
    if (passage) text.scrollTop = passage.offsetTop - text.offsetTop - 40;
  }
}
