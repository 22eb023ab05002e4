// What can be done with a finding beyond reading it: send its link, keep it as text, as a citation, as data, as a page.

function tools(thing) {
  const at = `#${thing.id}`;
  return [toolbar(at, () => citation(thing), `/${LISTS[thing.id[0]]}/${thing.id}`, thing.id), notes(thing.id), overrule(thing)];
}

// `path` is that of the same in the API; `csv` that of a table, where it is a list.
function toolbar(at, cite, path, name, csv) {
  const button = (label, does, title) => h('button', {type: 'button', click: (e) => does(e.currentTarget), title}, label);
  return h('div.tools', {role: 'group', 'aria-label': 'Keep or send this'},
    button('Copy link', (b) => copy(linkTo(at), b), 'The address of this finding, while this desk runs'),
    button('Copy text', (b) => copy(plain(), b), 'What is on the screen, as text'),
    cite && button('Copy citation', (b) => copy(cite(), b), 'Where it stands, with what identifies it'),
    button('Copy JSON', async (b) => copy(await dataOf(path, name), b), 'Its data, in the words of the JSON report'),
    button('Save JSON', () => save(path, `${name}.json`), 'The same with what belongs to it, as a file'),
    csv && button('Save CSV', () => save(csv, `${name}.csv`), 'Up to 1000 rows as a table'),
    button('Save HTML', () => savePage(name), 'This view as a file that opens without the desk'));
}

// The object of a finding alone; of a list its items.
async function dataOf(path, name) {
  const answer = await ask(path);
  return JSON.stringify(answer[LISTS[name[0]]]?.find((x) => x.id === name) ?? answer, null, 2);
}

const linkTo = (at) => `${location.origin}/${at}`;

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without encryption, browsers have only the old way.
    const field = h('textarea', {class: 'unseen'});
    field.value = text;
    button.after(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  tell('Copied');
  button.classList.add('done');
  setTimeout(() => button.classList.remove('done'), 1500);
}

// Says something to who cannot see it happen.
function tell(text) {
  byId('status').textContent = text;
}

// The view without its controls; where something is left out, it says so.
function bareView(...others) {
  const view = byId('main').cloneNode(true);
  view.querySelectorAll('button.more:not([hidden])').forEach((b) => b.replaceWith(h('p.dim', null, b.dataset.rest)));
  view.querySelectorAll(['button', 'form', 'fieldset', 'select', '.tools', '.anchor', '.comparison > label', '.quick', '.overrule', '.behind', '[hidden]', ...others].join()).forEach((e) => e.remove());
  return view;
}

function plain() {
  const lines = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return void (lines[lines.length - 1] += node.data);
    const block = /^(ADDRESS|ARTICLE|BLOCKQUOTE|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|H[1-6]|LI|OL|P|SECTION|SUMMARY|TABLE|TR|UL)$/.test(node.tagName);
    if (block) lines.push('');
    node.childNodes.forEach(walk);
    if (block) lines.push('');
  };
  lines.push('');
  walk(bareView('svg', '.unseen'));
  return `${lines.map((l) => l.replace(/\s+/g, ' ').trim()).filter(Boolean).join('\n')}\n${linkTo(location.hash)}\n`;
}

// "District Post, “Harbour closed”, 8 May 2024, https://… (page file.html, SHA-256 …)"
function citeArticle(id) {
  const [article, head] = [found.get(id), heads.get(id)];
  const parts = [article?.outlet?.name ?? head.outlet ?? 'outlet not known', `“${head.title ?? '(no title)'}”`, days(head) ?? 'no date found', article?.url];
  const page = article && ` (page ${article.locator}${article.record ? `, record ${article.record}` : ''}, SHA-256 ${article.sha256})`;
  return parts.filter(Boolean).join(', ') + (page ?? '');
}

function citation(thing) {
  const link = linkTo(`#${thing.id}`);
  switch (thing.id[0]) {
    case 'a': return `${citeArticle(thing.id)}. ${link}`;
    case 's': {
      const q = found.get(thing.quotations[0]);
      const [first, last] = [q.content[0].start, q.content.at(-1).end];
      return `${thing.speaker || 'A speaker who is not named'}: “${thing.versions[0]?.wording ?? ''}”, in ${citeArticle(q.article)}, characters ${first} to ${last}; ${count(thing.versions.length, 'wording')}, ${origins(thing.origins)} in this pile. ${link}`;
    }
    case 'e': {
      const head = heads.get(thing.id);
      return `“${thing.title}”, ${days(head) ?? 'no date found'}: ${count(head.size, 'article')}, ${count(head.texts, 'text')}, ${origins(head)} in this pile, as firsthand counts them. ${link}`;
    }
    default: return `“${thing.title ?? thing.name}”, in this pile. ${link}`;
  }
}

// A file of what the API answers.
async function save(path, name) {
  keepFile(await (await request(path)).blob(), name);
}

function keepFile(blob, name) {
  const link = h('a', {href: URL.createObjectURL(blob), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// The view as a page of its own: no script, its links led back to the desk, its receipts where they were opened.
async function savePage(name) {
  const style = await (await fetch('/desk.css')).text();
  const view = bareView();
  view.querySelectorAll('details').forEach((d) => (d.open = true));
  view.querySelectorAll('a[href^="#"]').forEach((a) => a.setAttribute('href', linkTo(a.getAttribute('href'))));
  // Written out, since the policy of this page lets no style sheet be made in it.
  const policy = h('meta', {'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; style-src 'unsafe-inline'"});
  const head = ['<meta charset="utf-8">', policy.outerHTML, h('title', null, document.title).outerHTML, `<style>${style}</style>`];
  keepFile(new Blob([`<!doctype html>\n<html lang="en"><head>${head.join('')}</head><body>${view.outerHTML}</body></html>\n`], {type: 'text/html'}), `${name}.html`);
}
