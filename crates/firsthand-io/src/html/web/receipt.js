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
  return [name(edge.from), ` ${EDGE[edge.kind]} `, name(edge.to)];
}

const nodeName = (id) => heads.get(id)?.name ?? found.get(id)?.name ?? id;

// Opens the receipt of an edge over the view that is shown.
async function showEdge(edge) {
  const shown = await excerpts(edge.evidence);
  const close = () => byId('receipt').close();
  byId('receipt').dataset.edge = edge.id;
  openDialog(
    h('h2', {id: 'receipt-title'}, sayEdge(edge)),
    h('p', null, `${{shown: 'Shown: the characters say so.', likely: 'Likely: nothing speaks against it.', possible: 'Possible: it would explain what is seen.'}[edge.strength]}`,
      edge.evidence.length ? '' : ' It rests on the address or file name of the page, or on the table of owners.'),
    shown,
    h('p.links', null, h('a', {href: `#${edge.from}`, click: close}, 'Where it comes in'), ' ', h('a', {href: `#${edge.to}`, click: close}, 'What it rests on')));
}

function openDialog(...children) {
  const dialog = byId('receipt');
  dialog.replaceChildren(h('button.close', {type: 'button', click: () => dialog.close(), 'aria-label': 'Close'}, '×'), ...children.flat());
  dialog.querySelectorAll('a.receipt').forEach((a) => a.addEventListener('click', () => dialog.close()));
  if (!dialog.open) dialog.showModal();
}
