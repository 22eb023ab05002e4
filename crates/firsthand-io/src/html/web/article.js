// An article: its text with quotations, credits and shared passages marked, and what is not article text greyed out.

// Characters of a text shown at once.
const TEXT_MAX = 60000;
// Layers of marks, in the order of their switches.
const LAYERS = {quotation: 'quotations', credit: 'credits and roads', shared: 'shared passages', furniture: 'what is not article text'};

// `target` is a span to show, or null.
async function articleView(id, target) {
  const article = await get(id);
  const head = heads.get(id);
  const pairs = (reuseOf.get(id) ?? []).map((p) => sideOf(p, id));
  await openAll([head, ...pairs.map((p) => heads.get(p.other))]);
  const text = h('div.prose', {lang: article.language, dir: 'auto'});
  const marks = marksOf(article, pairs, target);
  showText(text, article, marks, target ? target.start : 0);
  const quotations = (quotationsOf.get(id) ?? []).sort((p, q) => p.content[0].start - q.content[0].start);
  const switches = Object.entries(LAYERS).map(([layer, name]) => h('label', null, h('input', {type: 'checkbox', checked: true, change: (e) => text.classList.toggle(`no-${layer}`, !e.target.checked)}), ' ', h(`span.sample.${layer}`, null, name)));
  return h('article', null,
    h('p.path', null, 'Article in ', h('a', {href: `#${head.event.id}`}, said(head.event.title || '(no title)'))),
    h('h1', null, said(article.title || '(no title)')),
    tools(article),
    facts(article, head, pairs),
    h('fieldset.switches', null, h('legend', null, 'Marked in the text'), switches),
    h('section', {'aria-label': 'Text'}, text),
    pairs.length > 0 && h('section', null, heading(2, `${id}.shared`, 'Shared with other articles'), folded(pairs, 10, (p) => sharedItem(article, p), h('ul.plain'), 'articles')),
    h('section', null, heading(2, `${id}.quotations`, `Quotations: ${quotations.length}`), folded(quotations, 20, (q) => h('li', null, quotationItem(q), statementLink(q)), h('ul.plain'), 'quotations')));
}

function statementLink(q) {
  const statement = statementsOf.get(q.id);
  return statement && h('p.dim', null, h('a', {href: `#${statement.id}`}, `The statement: ${count(statement.quotations.length, 'quotation')}, ${count(statement.versions.length, 'wording')}, ${origins(statement.origins)}`));
}

// A reuse pair as one of its two articles sees it.
function sideOf(pair, id) {
  const isA = pair.a === id;
  const swap = {'a>b': 'b>a', 'b>a': 'a>b'};
  return {
    other: isA ? pair.b : pair.a, relation: pair.relation, direction: isA ? pair.direction : (swap[pair.direction] ?? pair.direction),
    here: isA ? pair.containment_a : pair.containment_b, there: isA ? pair.containment_b : pair.containment_a,
    passages: pair.passages.map((p) => (isA ? {here: p.a, there: p.b} : {here: p.b, there: p.a})),
  };
}

function facts(article, head, pairs) {
  const evidence = (spans) => spans.map((span) => [' ', receiptLink(article.id, span, inMarks(shorten(characters(article, span).trim(), 60)))]);
  const fact = (name, ...value) => [h('dt', null, name), h('dd', null, value)];
  const copies = (found.get(head.text)?.articles ?? []).map((a) => heads.get(a)).filter((a) => a !== head);
  const {published, captured, url} = article;
  const revised = heads.get(article.revision_of);
  const own = article.own_reporting;
  return h('dl.facts', null,
    fact('Outlet', article.outlet ? [said(article.outlet.name), evidence(article.outlet.evidence)] : 'cannot be told'),
    fact('Published', published ? [days(published) ?? 'cannot be told', `, ${HOW[published.how]}`, evidence(published.evidence)] : 'cannot be told'),
    days(captured) && fact('Captured', days(captured)),
    fact('Text', copies.length ? ['the same as in ', copies.slice(0, 8).map((a, i) => [i > 0 && ', ', h('a', {href: `#${a.id}`}, said(a.name))]), copies.length > 8 && ` and ${copies.length - 8} more`] : 'its own',
      `; ${Math.round(article.borrowed_share * 100)}% borrowed`, pairs.length > 0 && [' ', h('a', {href: `#${article.id}.shared`}, 'from whom')]),
    revised && fact('Version', 'a later version of ', h('a', {href: `#${revised.id}`}, said(revised.name))),
    fact('Own reporting', OWN[own.verdict], evidence(own.evidence.slice(0, 6))),
    fact('Credits', article.credits.length ? article.credits.map((c, i) => [i > 0 && ', ', receiptLink(article.id, c.span, said(c.name)), ` (${c.kind})`]) : 'none found'),
    url && fact('Address', /^https?:\/\//i.test(url) ? h('a', {href: url, rel: 'noreferrer noopener external', target: '_blank'}, said(url)) : said(url)),
    fact('Page', said(article.locator), article.record && [', record ', said(article.record)], h('br'), h('code.hash', null, `SHA-256 ${article.sha256}`)));
}

// Every mark as {start, end, layer, …}, in code points.
function marksOf(article, pairs, target) {
  const marks = [];
  const add = (span, layer, more) => marks.push({start: span.start, end: span.end, layer, ...more});
  for (const segment of article.segments) {
    add(segment, 'segment', {kind: segment.kind, title: TEXT_KINDS.has(segment.kind) ? null : SEGMENT[segment.kind]});
  }
  for (const q of quotationsOf.get(article.id) ?? []) {
    for (const span of q.content) add(span, 'quotation', {q, title: `${q.speaker?.name ?? 'no speaker found'}, ${q.kind}`});
    if (q.cue) add(q.cue, 'cue', {title: 'the words that attribute the quotation'});
    if (q.speaker?.mention) add(q.speaker.mention, 'speaker', {title: `the speaker: ${q.speaker.name}`});
    if (q.occasion) add(q.occasion.span, 'credit', {title: 'the occasion'});
    for (const relay of q.road) add(relay.span, 'credit', {title: `a relay: ${relay.name}`});
  }
  for (const credit of article.credits) add(credit.span, 'credit', {title: `credited: ${credit.name} (${credit.kind})`});
  for (const p of pairs.filter((p) => p.relation !== 'copy')) {
    for (const passage of p.passages) add(passage.here, 'shared', {title: ['also in ', heads.get(p.other).name, '; ', ...first(p.direction, 'this article', heads.get(p.other).name)].join('')});
  }
  if (target) add(target, 'target', {title: null});
  return marks;
}

// Shows the part of the text around code point `at`, with buttons to what stands before and behind.
function showText(holder, article, marks, at) {
  const length = article.segments.at(-1)?.end ?? 0;
  const from = Math.floor(at / TEXT_MAX) * TEXT_MAX;
  const to = Math.min(length, from + TEXT_MAX);
  const turn = (to, label) => h('button', {type: 'button', click: () => showText(holder, article, marks, to)}, label);
  holder.replaceChildren();
  put(holder, [
    from > 0 && turn(from - 1, 'Show what stands before'),
    paragraphs(article, marks, from, to),
    to < length && turn(to, `Show what follows: ${grouped(length - to)} more characters`),
  ]);
}

function paragraphs(article, marks, from, to) {
  const here = marks.filter((m) => m.start < to && m.end > from);
  const bounds = new Set([from, to]);
  for (const m of here) for (const at of [m.start, m.end]) if (at > from && at < to) bounds.add(at);
  const cuts = [...bounds].sort((a, b) => a - b);
  const starting = [...here].sort((a, b) => a.start - b.start);
  const out = [];
  let [next, live, line, quote] = [0, [], null, null];
  for (let i = 0; i + 1 < cuts.length; i++) {
    while (next < starting.length && starting[next].start <= cuts[i]) live.push(starting[next++]);
    live = live.filter((m) => m.end > cuts[i]);
    const segment = live.find((m) => m.layer === 'segment');
    const quotation = live.find((m) => m.layer === 'quotation')?.q;
    characters(article, {start: cuts[i], end: cuts[i + 1]}).split(/\r\n|[\n\r\u2028\u2029]/).forEach((piece, n) => {
      if (n > 0) line = quote = null;
      if (!piece.trim() && !line) return;
      if (!line) out.push((line = h(`p.${segment?.kind ?? 'body'}${segment?.title ? '.aside' : ''}`)));
      if (quote?.q !== quotation) quote = quotation ? {q: quotation, element: quoteLink(quotation, out, line)} : null;
      (quote?.element ?? line).append(run(piece, live, quote));
    });
  }
  return fold(out);
}

// What is not article text, folded where it stands: the label is no part of the text.
function fold(lines) {
  const out = [];
  for (const line of lines) {
    if (!line.classList.contains('aside')) out.push(line);
    else if (out.at(-1)?.tagName === 'DETAILS') out.at(-1).append(line);
    else out.push(h('details.fold', null, h('summary'), line));
  }
  for (const details of out.filter((e) => e.tagName === 'DETAILS')) {
    const label = `${count(details.children.length - 1, 'line')} that is not article text`.replace(/s that is/, 's that are');
    details.open = details.querySelector('mark.target') !== null;
    details.firstChild.setAttribute('aria-label', label);
    details.firstChild.dataset.label = label;
  }
  return out;
}

// The link around a quotation's words; the first one has the quotation's id.
function quoteLink(q, out, line) {
  const statement = statementsOf.get(q.id);
  const id = out.some((p) => p.querySelector(`[id="${q.id}"]`)) ? null : q.id;
  const link = h('a.quotation', {href: `#${statement?.id ?? q.id}`, id, title: `${q.speaker?.name ?? 'no speaker found'}, ${q.kind}`});
  line.append(link);
  return link;
}

// A stretch of text under the same marks.
function run(text, live, quote) {
  const layers = new Set(live.map((m) => m.layer));
  const segment = live.find((m) => m.layer === 'segment');
  const classes = ['shared', 'credit', 'cue', 'speaker'].filter((l) => layers.has(l));
  if (segment?.title) classes.push('furniture');
  const titles = live.filter((m) => m.title && !(m.layer === 'quotation' && quote)).map((m) => m.title);
  if (!classes.length && !layers.has('target')) return document.createTextNode(text);
  const tag = layers.has('target') ? 'mark.target' : 'span';
  return h([tag, ...classes].join('.'), {title: [...new Set(titles)].join('\n') || null}, text);
}

function sharedItem(article, p) {
  const other = heads.get(p.other);
  const passage = ({here, there}) => h('li', null, h('blockquote', {dir: 'auto'}, shorten(characters(article, here), 300)), h('p', null, receiptLink(article.id, here, 'here'), ' and ', receiptLink(p.other, there, 'in ', said(other.name))));
  return h('li', null,
    h('p', null, h('a', {href: `#${p.other}`}, said(other.name)), `: ${RELATION[p.relation]}; ${Math.round(p.here * 100)}% of this text, ${Math.round(p.there * 100)}% of the other; `, first(p.direction, 'this article', other.name)),
    h('details', null, h('summary', null, count(p.passages.length, 'passage')), h('ul', null, p.passages.map(passage))));
}
