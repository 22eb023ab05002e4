// The provenance graph: who has what from whom, from the articles on the right to the origins on the left. Every edge opens
// its receipt; a node that no page of the pile is has a dashed outline.

// Articles drawn before the rest is left to the list.
const DRAWN_MAX = 40;
const LINE_MAX = 24;
// Characters of a receipt that stand beside the pointer.
const RECEIPT_MAX = 240;
// Kinds of edges that have a colour.
const KEYS = ['credits', 'derives', 'same_words'];

// The graph of some articles (entries of the index) and origins, as a picture and as a list of the same edges.
function graph(articles, origins, id, most = DRAWN_MAX) {
  const drawn = inOrder(articles).slice(0, most);
  const {nodes, edges: joined} = choose(drawn, new Set(origins));
  if (!joined.length) return h('p.dim', null, 'No article names another, shares text with one or is shown to rest on an origin.');
  const size = layout(nodes, joined);
  const rest = articles.length - drawn.length;
  const holder = h('div.graph', {role: 'group', 'aria-label': 'Graph of who has it from whom; the same edges follow as a list', tabindex: 0}, picture(nodes, joined, size, id));
  const again = () => holder.parentElement.replaceWith(h('div', null, graph(articles, origins, id, articles.length)));
  return h('div', null,
    h('p.legend', null,
      KEYS.filter((kind) => joined.some((e) => e.edge.kind === kind)).map((kind) => h(`span.key.${kind}`, null, EDGE[kind])),
      h('span.key.shown', null, 'shown'), h('span.key.likely', null, 'likely'), h('span.key.possible', null, 'possible'),
      h('span.key.unseen-node', null, 'not in this pile'), ' Arrows point to what something rests on; each opens its receipt.'),
    holder,
    rest > 0 && h('p', null, `${count(rest, 'more article')} not drawn. `, h('button', {type: 'button', click: again}, 'Draw all')),
    h('details', null, h('summary', null, `The same as a list: ${count(joined.length, 'edge')}`), h('ul', null, joined.map(({edge}) => h('li', null, h('a', {href: `#${edge.id}`}, sayEdge(edge)), ` (${edge.strength})`)))));
}

// The articles, their carriers, the origins that are counted, and the edges between them.
function choose(articles, origins) {
  const here = new Set(articles.map((a) => a.id));
  const kept = new Map(articles.map((a) => [a.id, {id: a.id, kind: 'article', name: a.name, seen: true}]));
  const drawn = new Map();
  const queue = [...here];
  for (let at = 0; at < queue.length; at++) {
    for (const edge of edgesOf.get(queue[at]) ?? []) {
      if (edge.from !== queue[at] || drawn.has(edge.id)) continue;
      if (edge.evidence.length ? !edge.evidence.some((r) => here.has(r.article)) : edge.kind !== 'same_owner' && !edge.overridden) continue;
      const to = found.get(edge.to);
      const kind = edge.to[0] === 'a' ? 'article' : to?.kind;
      if (kind === 'article' ? !here.has(edge.to) : kind === 'speaker' || !kind || (kind === 'origin' && !origins.has(edge.to))) continue;
      drawn.set(edge.id, edge);
      if (!kept.has(edge.to)) {
        kept.set(edge.to, {id: edge.to, kind, name: kind === 'text' ? `Text of ${to.name}` : to.name, seen: to.seen});
        queue.push(edge.to);
      }
    }
  }
  trim(kept, drawn);
  const join = (edge) => ({edge, a: kept.get(edge.from), b: kept.get(edge.to)});
  return {nodes: [...kept.values()], edges: [...drawn.values()].map(join)};
}

// An outlet that only says where one article appeared tells nothing that the article's name does not.
function trim(kept, drawn) {
  for (let again = true; again; ) {
    again = false;
    for (const node of kept.values()) {
      const ends = [...drawn.values()].filter((e) => e.from === node.id || e.to === node.id);
      if (node.kind === 'outlet' && ends.length === 1 && ends[0].kind === 'same_owner') {
        kept.delete(node.id);
        drawn.delete(ends[0].id);
        again = true;
      }
    }
  }
}

function picture(nodes, joined, size, id) {
  const [width, height] = [size.width, size.height + 8];
  const arrow = `arrow-${id}`;
  return s('svg', {viewBox: `-4 -4 ${width} ${height}`, width, height, 'aria-label': 'Provenance graph'},
    s('defs', null, s('marker', {id: arrow, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto'}, s('path', {d: 'M0 0 8 4 0 8z'}))),
    joined.map((e) => drawEdge(e, arrow)),
    nodes.map(drawNode));
}

function drawEdge({edge, a, b, via}, arrow) {
  const same = a.x === b.x;
  const d = same ? aside(a, b) : through(a, via, b);
  const label = `${a.name} ${EDGE[edge.kind]} ${b.name} (${edge.strength}): open the receipt`;
  return s(`a.edge.${edge.strength}.${edge.kind}${edge.overridden?.holds === false ? '.cut' : ''}`, {href: `#${edge.id}`, 'aria-label': label}, s('title', null, [label, ...restsOn(edge)].join('\n')),
    s('path.hit', {d}), s('path.line', {d, 'marker-end': `url(#${arrow})`}));
}

// The first characters that an edge rests on, and where they stand.
function restsOn(edge) {
  const receipt = edge.evidence.find((r) => found.has(r.article));
  return receipt ? [`${heads.get(receipt.article).name}: ${shorten(characters(found.get(receipt.article), receipt.span).trim().replace(/\s+/g, ' '), RECEIPT_MAX)}`] : [];
}

const middleOf = (n) => n.y + (BOX.height * n.room) / 2;

// A path between two nodes of one layer, around them on the right.
function aside(a, b) {
  const [x, out] = [a.x + BOX.width, a.x + BOX.width + BOX.across - 8];
  return `M${x} ${middleOf(a)}C${out} ${middleOf(a)} ${out} ${middleOf(b)} ${x} ${middleOf(b)}`;
}

// A path from the side of one node to the side of another, straight past the layers between.
function through(a, via, b) {
  const left = a.x > b.x;
  let [x, y] = [left ? a.x : a.x + BOX.width, middleOf(a)];
  let d = `M${x} ${y}`;
  const bend = (x2, y2) => {
    const half = (x + x2) / 2;
    d += `C${half} ${y} ${half} ${y2} ${x2} ${y2}`;
    [x, y] = [x2, y2];
  };
  for (const n of via) {
    bend(left ? n.x + BOX.width : n.x, middleOf(n));
    x = left ? n.x : n.x + BOX.width;
    d += `H${x}`;
  }
  bend(left ? b.x + BOX.width : b.x, middleOf(b));
  return d;
}

function drawNode(node) {
  const lines = wrap(node.name);
  const middle = BOX.height / 2 + 4 - (lines.length - 1) * 7;
  // The name begins as what can be read in the box.
  const label = `${lines.join(' ')}: ${NODE[node.kind].toLowerCase()}${lines.length > 1 ? ` ${node.name}` : ''}${node.seen ? '' : ', not in this pile'}`;
  return s(`a.node.${node.kind}${node.seen ? '' : '.unseen-node'}`, {href: `#${node.id}`, transform: `translate(${node.x} ${node.y})`, 'aria-label': label}, s('title', null, label),
    s('rect', {width: BOX.width, height: BOX.height, rx: node.kind === 'origin' ? 20 : 4}),
    lines.map((line, i) => s('text', {x: BOX.width / 2, y: middle + i * 14, 'text-anchor': 'middle'}, `${line} `)));
}

// Two lines of a name.
function wrap(name) {
  if (name.length <= LINE_MAX) return [name];
  const at = name.lastIndexOf(' ', LINE_MAX);
  if (at < 4) return [`${name.slice(0, LINE_MAX - 1)}…`];
  return [name.slice(0, at), shorten(name.slice(at).trim(), LINE_MAX)];
}
