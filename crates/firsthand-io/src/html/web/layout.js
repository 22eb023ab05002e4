// Where the nodes of a graph stand: in layers, as little crossed as a few sweeps of barycentres bring about, long edges led
// between the nodes of the layers that they pass (Sugiyama, Tagawa and Toda 1981, "Methods for visual understanding of
// hierarchical system structures").

const LAYER = {origin: 0, speaker: 0, occasion: 1, document: 1, agency: 2, outlet: 3, text: 4, article: 5};
const BOX = {width: 170, height: 40, across: 56, down: 14};
// The room of an edge that passes a layer, in nodes.
const PASS = 0.3;
const SWEEPS = 8;

// Gives every node its `x` and `y`, and every edge the points `via` that it passes; returns the size of the whole. The last
// layer keeps the order in which its nodes come.
function layout(nodes, edges) {
  const used = [...new Set(nodes.map((n) => LAYER[n.kind]))].sort((a, b) => a - b);
  const layers = used.map((l) => nodes.filter((n) => LAYER[n.kind] === l));
  layers.forEach((layer, l) => layer.forEach((n) => Object.assign(n, {layer: l, room: 1})));
  const links = edges.flatMap((e) => {
    const [left, right] = e.a.layer < e.b.layer ? [e.a, e.b] : [e.b, e.a];
    const between = Array.from({length: Math.max(0, right.layer - left.layer - 1)}, (_, i) => ({layer: left.layer + 1 + i, room: PASS}));
    between.forEach((n) => layers[n.layer].push(n));
    e.via = left === e.b ? [...between].reverse() : between;
    const chain = [left, ...between, right];
    return left.layer === right.layer ? [] : chain.slice(1).map((n, i) => [chain[i], n]);
  });
  const near = new Map(layers.flat().map((n) => [n, []]));
  for (const [m, n] of links) near.get(m).push(n) && near.get(n).push(m);
  layers.forEach(spread);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 ? layers : [...layers].reverse();
    for (const layer of order) settle(layer, near, layer !== layers.at(-1));
  }
  const all = layers.flat();
  const top = Math.min(...all.map((n) => n.row));
  for (const n of all) {
    n.x = n.layer * (BOX.width + BOX.across);
    n.y = (n.row - top) * (BOX.height + BOX.down);
  }
  return {width: layers.length * (BOX.width + BOX.across), height: Math.max(...all.map((n) => n.y)) + BOX.height + BOX.down};
}

// One under the other, around the middle.
function spread(layer) {
  let row = -layer.reduce((sum, n) => sum + n.room, 0) / 2;
  for (const n of layer) {
    n.row = row;
    row += n.room;
  }
}

// Moves the nodes of a layer to the middle of those that they are joined with; in a new order, or as far as the old one allows.
function settle(layer, near, free) {
  const wish = new Map(layer.map((n) => {
    const rows = near.get(n).map((m) => m.row + (m.room - n.room) / 2);
    return [n, rows.length ? rows.reduce((x, y) => x + y) / rows.length : n.row];
  }));
  if (free) layer.sort((m, n) => wish.get(m) - wish.get(n) || m.row - n.row);
  let bottom = -Infinity;
  for (const n of layer) {
    n.row = Math.max(wish.get(n), bottom);
    bottom = n.row + n.room;
  }
  const off = layer.reduce((sum, n) => sum + n.row - wish.get(n), 0) / Math.max(layer.length, 1);
  for (const n of layer) n.row -= off;
}
