// Elements, and text cut by code points. All text from the pile goes through `append`, which makes text nodes: nothing of
// it can become markup.

const SVG = 'http://www.w3.org/2000/svg';

// An element: h('p.note', {id: 'x'}, 'text', another). Children may be lists, and null or false for nothing.
const h = (tag, attributes, ...children) => fill(document.createElement(tag.split('.')[0]), tag, attributes, children);

// The same in SVG.
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag.split('.')[0]), tag, attributes, children);

function fill(element, tag, attributes, children) {
  const classes = tag.split('.').slice(1);
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name === 'style') Object.entries(value).forEach(([k, v]) => element.style.setProperty(k, v));
    else element.setAttribute(name, value === true ? '' : value);
  }
  put(element, children);
  return element;
}

function put(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

const byId = (id) => document.getElementById(id);

// Text from the pile: isolated, so that marks of direction in it turn nothing outside it.
const said = (text, attributes) => h('bdi', attributes, text);

// A heading that links to itself: the permalink of what stands under it.
const heading = (level, id, ...children) =>
  h(`h${level}`, {id}, children, ' ', h('a.anchor', {href: `#${id}`, 'aria-label': 'Link to this', title: 'Link to this'}, '#'));

// Spans count code points and strings count UTF-16 units: a function from the one to the other.
function units(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (at) => at;
  const starts = [];
  for (let i = 0; i < text.length; i++) {
    starts.push(i);
    const code = text.codePointAt(i);
    if (code > 0xffff) i++;
  }
  starts.push(text.length);
  return (at) => starts[Math.min(at, starts.length - 1)];
}

// A list of which only the first are made, and more on demand; on paper stands how many are left out.
function folded(list, most, make, holder = h('ul.plain'), what = 'lines') {
  let shown = 0;
  const button = h('button.more', {type: 'button', click: () => more(most * 4)});
  const more = (n) => {
    const first = shown;
    for (; shown < Math.min(list.length, first + n); shown++) holder.append(make(list[shown], shown));
    const rest = list.length - shown;
    const left = `${grouped(rest)} more ${rest === 1 ? what.replace(/s$/, '') : what}`;
    button.textContent = rest > most * 4 ? `Show ${grouped(most * 4)} of ${left}` : `Show ${left}`;
    button.dataset.rest = `${left}, not shown`;
    button.hidden = rest === 0;
    if (first) holder.children[first]?.querySelector('a, button')?.focus();
  };
  more(most);
  return list.length > shown ? [holder, button] : holder;
}
