// The HTML report in a real browser: node tests/browser.mjs BINARY MODULES [SCREENS] (see chromium.mjs). The last line counts
// what was checked.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {bare, binary, finish, looks, open as openPage, root, scratch, screens, slice, test, text, to} from './chromium.mjs';
import {edgeId, findings} from './findings.mjs';
import {harmless, strange} from './stranger.mjs';

// A report of `paths` as a page and as JSON.
function report(name, ...paths) {
  const run = (format) => {
    const file = path.join(scratch, `${name}.${format}`);
    execFileSync(binary, ['report', ...paths, '--format', format, '-o', file], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
    return file;
  };
  return {url: pathToFileURL(run('html')).href, json: JSON.parse(fs.readFileSync(run('json'), 'utf8'))};
}

const open = (url, options = {}) => openPage(url, {offline: true, ...options});

const example = report('example', 'examples/pile');
const {json} = example;
const {articles, big, changed, range} = findings(json);
const quotations = new Map(json.quotations.map((q) => [q.id, q]));
const page = await open(example.url);
const agency = new Set(json.provenance.nodes.filter((n) => n.kind === 'agency').map((n) => n.id));
const edge = json.provenance.edges.find((e) => e.evidence.length && agency.has(e.to) && articles.has(e.from));

const VIEWS = {
  overview: '', articles: 'articles', story: json.stories.find((s) => s.events.length > 1).id, event: range.id, graph: `${big.id}.graph`,
  statement: changed.id, article: quotations.get(changed.quotations[0]).article, receipt: edgeId(edge), node: big.origins.ids[0],
};

await test('the overview has the counts and every event of the report', async () => {
  const {summary} = json;
  const tiles = await page.locator('.tiles strong').allInnerTexts();
  assert.deepEqual(tiles.map(Number), [summary.articles, summary.texts, summary.events, summary.stories]);
  const links = await page.locator('main a').evaluateAll((all) => all.map((a) => a.hash.slice(1)));
  for (const event of json.events) assert.ok(links.includes(event.id), event.title);
});

await test('a click on a count leads to its origins, and from there to the characters', async () => {
  await to(page, '');
  await page.locator(`.answer a[href="#${range.id}.origins"]`).click();
  await page.waitForSelector('section .origins');
  assert.match(await text(page, '.answer'), new RegExp(`${range.origins.low} to ${range.origins.high} origins`));
  const why = await page.locator('ul.open > li').allInnerTexts();
  assert.equal(why.length, range.origins.open.length);
  const receipt = page.locator('.reasons a.receipt').first();
  const [, id, start, end] = /#(\w+):(\d+)-(\d+)/.exec(await receipt.getAttribute('href'));
  await receipt.click();
  await page.waitForSelector('mark.target');
  const marked = (await page.locator('mark.target').allTextContents()).join('');
  assert.equal(bare(marked), bare(slice(articles.get(id).content, {start: Number(start), end: Number(end)})));
});

await test('every finding has a link that opens it', async () => {
  const lists = [json.articles, json.texts, json.quotations, json.statements, json.events, json.stories, json.provenance.nodes];
  for (const {id} of lists.flat()) {
    await to(page, id);
    assert.notEqual(await text(page, 'h1'), 'This cannot be shown', id);
  }
  const parts = [
    ...json.statements.map((s) => `${s.id}.c1`).filter((_, i) => json.statements[i].changes.length),
    ...json.events.flatMap((e) => [`${e.id}.graph`, `${e.id}.timeline`, ...(e.brief.length ? [`${e.id}.b1`] : []), ...(e.origins.open.length ? [`${e.id}.o1`] : [])]),
  ];
  for (const address of parts) {
    await to(page, address);
    assert.equal(await page.locator('.pointed').getAttribute('id'), address);
  }
  await to(page, 'a0000000000000000');
  assert.equal(await text(page, 'h1'), 'This cannot be shown');
});

await test('every edge opens its receipt, and closing it leaves the view', async () => {
  await to(page, `${big.id}`);
  const drawn = await page.locator('svg a.edge').evaluateAll((all) => all.map((a) => a.getAttribute('href').slice(1)));
  assert.ok(drawn.length > 3);
  for (const id of drawn) {
    const found = json.provenance.edges.find((e) => edgeId(e) === id);
    await page.locator(`svg a.edge[href="#${id}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    const shown = await page.locator('dialog mark').allTextContents();
    assert.deepEqual(shown.map(bare), found.evidence.map((r) => bare(slice(articles.get(r.article).content, r.span))));
    await page.keyboard.press('Escape');
    await page.waitForFunction((id) => !document.querySelector('dialog[open]') && location.hash === `#${id}`, big.id);
  }
});

await test('a circular report has a receipt for each of its edges', async () => {
  await to(page, '');
  const links = await page.locator('section:has(#cycles) a[href*="."]').evaluateAll((all) => all.map((a) => a.hash.slice(1)));
  assert.deepEqual(links, json.cycles.flatMap((c) => c.edges).map((i) => edgeId(json.provenance.edges[i])));
  assert.ok(links.length > 1);
  for (const id of links) {
    await to(page, id);
    assert.ok(await page.locator('dialog mark').count());
  }
});

await test('nodes that are not in the pile are dashed', async () => {
  await to(page, big.id);
  const nodes = await page.locator('svg a.node').evaluateAll((all) => all.map((a) => [a.getAttribute('href').slice(1), getComputedStyle(a.querySelector('rect')).strokeDasharray]));
  for (const [id, dash] of nodes) assert.equal(dash !== 'none', !json.provenance.nodes.find((n) => n.id === id).seen, id);
  assert.ok(nodes.some(([, dash]) => dash !== 'none'));
});

await test('changes come with their words, material ones first, each side a link to its characters', async () => {
  for (const statement of json.statements.filter((s) => s.changes.length)) {
    await to(page, statement.id);
    while (await page.locator('section:has(ol.changes) > button:visible').count()) await page.locator('section:has(ol.changes) > button').click();
    const rows = await page.locator('ol.changes > li').evaluateAll((all) => all.map((li) => ({material: !!li.querySelector('.material'), links: [...li.querySelectorAll('a.receipt')].map((a) => [a.hash, a.textContent])})));
    assert.equal(rows.length, statement.changes.length);
    rows.forEach(({material, links}, i) => {
      const change = statement.changes[i];
      assert.equal(material, change.material);
      [[change.from, change.before, change.before_spans], [change.to, change.after, change.after_spans]].forEach(([q, words, spans], side) => {
        assert.equal(links[side][1], words || 'nothing');
        const content = articles.get(quotations.get(q).article).content;
        if (words && !words.includes(' … ') && change.kind !== 'name') assert.equal(bare(spans.map((s) => slice(content, s)).join('')), bare(words));
      });
    });
  }
});

await test('wordings stand aligned, with nothing of them lost', async () => {
  await to(page, changed.id);
  const cells = await page.locator('.cells').first().evaluate((cells) => ['.a', '.b'].map((side) => [...cells.querySelectorAll(`.cell > ${side}:not(.none)`)].map((c) => c.textContent).join(' ')));
  const wordings = changed.versions.map((v) => bare(v.wording));
  for (const side of cells) assert.ok(wordings.includes(bare(side)), side);
  assert.ok(await page.locator('.cells mark.material').count());
});

await test('an article shows all of its text, quotations marked to the character, furniture apart', async () => {
  for (const article of json.articles) {
    await to(page, article.id);
    const shown = await page.locator('.prose').evaluate((prose) => prose.textContent);
    assert.equal(bare(shown), bare(article.content), article.locator);
    const marked = await page.locator('.prose').evaluate((prose) => [...prose.querySelectorAll('a.quotation')].map((a) => a.textContent).join(''));
    const quoted = json.quotations.filter((q) => q.article === article.id).flatMap((q) => q.content);
    const covered = [...article.content].filter((_, i) => quoted.some((s) => s.start <= i && i < s.end)).join('');
    assert.equal(bare(marked), bare(covered), article.locator);
    const furniture = await page.locator('.prose').evaluate((prose) => [...prose.querySelectorAll('.furniture')].map((a) => a.textContent).join(''));
    const kinds = ['teaser', 'related', 'comment', 'prompt', 'navigation', 'legal', 'caption', 'credit'];
    const grey = article.segments.filter((s) => kinds.includes(s.kind)).map((s) => slice(article.content, s)).join('');
    assert.equal(bare(furniture), bare(grey), article.locator);
  }
});

await test('the finder narrows the stories, and / goes to it', async () => {
  await to(page, '');
  await page.keyboard.press('/');
  await page.keyboard.type('ammonia');
  assert.equal(await page.locator('.stories > li').count(), 1);
  await page.locator('#find').fill('');
  assert.equal(await page.locator('.stories > li').count(), json.stories.length);
});

await test('the first Tab reaches a link past the head', async () => {
  const fresh = await open(example.url);
  await fresh.locator('body').press('Tab');
  assert.equal(await fresh.evaluate(() => document.activeElement.hash), '#main');
  await fresh.context().close();
});

await looks(VIEWS, (options) => open(example.url, options));

await test('on paper there is the finding and no control', async () => {
  await to(page, changed.id);
  await page.emulateMedia({media: 'print'});
  assert.ok(!(await page.locator('nav').isVisible()));
  assert.ok(await page.locator('.cells').first().isVisible());
  assert.ok((await page.pdf()).length > 10000);
  await page.emulateMedia({media: 'screen'});
});

await test('text from a stranger is shown and does nothing', async () => {
  const hostile = report('hostile', strange());
  const all = [hostile.json.articles, hostile.json.quotations, hostile.json.statements, hostile.json.events, hostile.json.stories, hostile.json.provenance.nodes].flat();
  assert.ok(all.length > 8);
  await harmless(await open(hostile.url), ['', 'articles', ...all.map((x) => x.id), ...hostile.json.provenance.edges.map(edgeId)]);
});

await test('a pile of many parts is opened part by part', async () => {
  const towns = ['Arlo', 'Bryn', 'Cade', 'Dorn', 'Elva', 'Fenn', 'Gorm', 'Hale', 'Ister', 'Jarn', 'Kell', 'Lorn'];
  const things = ['harbour', 'library', 'tramway', 'reservoir', 'market hall', 'observatory', 'cannery', 'quarry', 'lighthouse', 'orchard', 'brewery', 'ferry'];
  const lines = towns.flatMap((town, i) => things.map((thing, j) => JSON.stringify({
    id: `${town}-${j}`, title: `${town} opens its ${thing}`, date: `2025-0${1 + (i % 9)}-${10 + j}`, source: `${town} Gazette`,
    text: `The ${thing} of ${town} opens after ${3 + i + j} years of work, the council of ${town} said.\n\n"The ${thing} cost us ${100 + 13 * i + j} crowns and a winter," said Mayor Ines ${town}son.\n`,
  })));
  const file = path.join(scratch, 'many.jsonl');
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  const many = report('many', file);
  const visitor = await open(many.url);
  assert.ok((await visitor.locator('[id^="part-"]').count()) > 1, `${many.json.stories.length} stories`);
  assert.equal(await visitor.locator('.stories > li').count(), Math.min(20, many.json.stories.length));
  const more = visitor.locator('.stories + button');
  if (many.json.stories.length > 20) await more.click();
  assert.equal(await visitor.locator('.stories > li').count(), Math.min(100, many.json.stories.length));
  for (const {id} of [...many.json.events, ...many.json.stories]) {
    await to(visitor, id);
    assert.notEqual(await text(visitor, 'h1'), 'This cannot be shown', id);
  }
  for (const id of [many.json.statements.at(-1).id, many.json.provenance.nodes.at(-1).id, many.json.articles.at(-1).id]) {
    const fresh = await open(`${many.url}#${id}`);
    assert.notEqual(await text(fresh, 'h1'), 'This cannot be shown');
    assert.deepEqual(fresh.wrong, []);
    await fresh.context().close();
  }
  await visitor.context().close();
});

await test('nothing went wrong in the console, and nothing was fetched', () => assert.deepEqual(page.wrong, []));

if (screens) {
  fs.mkdirSync(screens, {recursive: true});
  const shoot = async (name, address, options, extra = {}) => {
    const view = await open(example.url, {viewport: {width: 1100, height: 760}, ...options});
    if (name === 'receipt') await to(view, json.events.find((e) => e.articles.includes(edge.from)).id);
    await to(view, address);
    await view.evaluate(() => document.activeElement.blur());
    await view.screenshot({path: path.join(screens, `${name}.png`), ...extra});
    await view.context().close();
  };
  for (const [name, address] of Object.entries(VIEWS)) await shoot(name, address);
  await shoot('dark', VIEWS.event, {colorScheme: 'dark'});
  await shoot('phone', VIEWS.event, {viewport: {width: 390, height: 844}, isMobile: true});
}

await finish('browser');
