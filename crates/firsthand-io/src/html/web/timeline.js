// Who published when: one row an article, a dot for a day, a bar for a range, a bar that fades out where one end is open.

// Rows shown before the rest is folded.
const ROWS_MAX = 30;

const number = (date) => Date.parse(date) / 864e5;

// `articles` are entries of the index; `texts` gives each text's letter.
function timeline(articles, texts) {
  const dates = articles.flatMap((a) => [a.earliest, a.latest]).filter(Boolean).map(number);
  const [from, to] = [Math.min(...dates), Math.max(...dates)];
  const at = (date) => `${(100 * (number(date) - from)) / Math.max(to - from, 1)}%`;
  const rows = inOrder(articles);
  const row = (a) =>
    h('li', null,
      h('a', {href: `#${a.id}`}, said(a.name)), ' ', texts && h('span.letter', {title: `Text ${texts.get(a.text)}`}, texts.get(a.text)), ' ',
      h('span.day', null, days(a) ?? 'no date found'),
      h('span.track', {'aria-hidden': true}, mark(a, at)));
  return folded(rows, ROWS_MAX, row, h('ol.timeline'), 'articles');
}

// By the first day that is possible, undated articles last.
const inOrder = (articles) =>
  [...articles].sort((a, b) => (a.earliest ?? a.latest ?? '9').localeCompare(b.earliest ?? b.latest ?? '9') || (a.latest ?? '9').localeCompare(b.latest ?? '9') || a.at - b.at);

function mark(a, at) {
  if (!a.earliest && !a.latest) return null;
  if (a.earliest === a.latest) return h('span.dot', {style: {left: at(a.earliest)}});
  const left = a.earliest ? at(a.earliest) : '0%';
  const open = a.earliest ? (a.latest ? '' : '.after') : '.before';
  return h(`span.bar${open}`, {style: {left, right: a.latest ? `calc(100% - ${at(a.latest)})` : '0%'}});
}

// A letter for each text of these articles, in order of publication: A, B, … Z, AA.
function letters(articles) {
  const names = new Map();
  for (const a of inOrder(articles)) {
    if (names.has(a.text)) continue;
    let [n, name] = [names.size, ''];
    do name = String.fromCharCode(65 + (n % 26)) + name; while ((n = Math.floor(n / 26) - 1) >= 0);
    names.set(a.text, name);
  }
  return names;
}
