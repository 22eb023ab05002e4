// The desk in a real browser, and its API: node tests/desk.mjs BINARY MODULES [SCREENS] (see chromium.mjs). The last line
// counts what was checked.

import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import {LOOKS, bare, binary, finish, open as openPage, root, scratch, screens, slice, sound, test, text, to} from './chromium.mjs';
import {ended, fits, make, serve, servers} from './served.mjs';

const example = make('example', 'examples/pile');
const {json} = example;
const url = await serve(example.db);
const {port} = new URL(url);
const open = (options = {}, at = '', home = url) => openPage(`${home}${at}`, options, home.slice(0, -1));
const ask = async (where) => (await fetch(new URL(`api${where}`, url))).json();

// One request as it stands, with any headers: its status, headers and body.
function raw(options, body) {
  return new Promise((done, fail) => {
    const request = http.request({host: '127.0.0.1', port, setHost: false, ...options}, (response) => {
      let text = '';
      response.on('data', (d) => (text += d));
      response.on('end', () => done({status: response.statusCode, headers: response.headers, text}));
    });
    request.on('error', fail);
    request.end(body);
  });
}

const articles = new Map(json.articles.map((a) => [a.id, a]));
const byId = new Map([json.articles, json.texts, json.quotations, json.statements, json.events, json.stories, json.provenance.nodes.filter((n) => n.kind !== 'article')].flat().map((x) => [x.id, x]));
const changed = json.statements.toSorted((a, b) => b.versions.length - a.versions.length || b.changes.length - a.changes.length)[0];
const big = json.events.toSorted((a, b) => b.articles.length - a.articles.length)[0];
const openEvent = json.events.find((e) => e.origins.low !== e.origins.high);
const edgeId = (e) => `${e.from}.${e.to}.${e.kind}`;
const pairEdge = json.provenance.edges.find((e) => e.kind !== 'credits' && articles.has(e.from) && articles.has(e.to) && json.reuse.some((r) => [r.a, r.b].includes(e.from) && [r.a, r.b].includes(e.to)));
const speaker = json.statements.filter((s) => s.speaker).toSorted((a, b) => b.quotations.length - a.quotations.length)[0].speaker;
const LISTS = {y: 'stories', e: 'events', s: 'statements', a: 'articles', n: 'nodes', q: 'quotations', t: 'texts'};

await test('every finding of the report is in the API, in the same words', async () => {
  for (const [id, wanted] of byId) {
    const part = await ask(`/${LISTS[id[0]]}/${id}`);
    assert.deepEqual(part[LISTS[id[0]]].find((x) => x.id === id), wanted, id);
  }
  for (const edge of json.provenance.edges) {
    const part = await ask(`/edges/${edgeId(edge)}`);
    assert.deepEqual(part.edges.find((e) => edgeId(e) === edgeId(edge)), edge);
  }
  for (const pair of json.reuse.filter((r) => r.relation !== 'template')) {
    const part = await ask(`/articles/${pair.a}`);
    assert.deepEqual(part.reuse.find((r) => r.a === pair.a && r.b === pair.b), pair);
  }
});

await test('what people ruled stands in the API as in the report', async () => {
  const file = path.join(scratch, 'rulings');
  const [one, other] = json.events.filter((e) => e !== big);
  fs.writeFileSync(file, `cut ${pairEdge.from} ${pairEdge.kind} ${pairEdge.to}\nmerge ${one.articles[0]} ${other.articles[0]}\n`);
  const ruled = make('ruled', 'examples/pile', '--overrides', file);
  const home = await serve(ruled.db);
  const askThere = async (where) => (await fetch(new URL(`api${where}`, home))).json();
  const [edge, event] = [ruled.json.provenance.edges, ruled.json.events].map((all) => all.find((x) => x.overridden));
  assert.deepEqual((await askThere(`/edges/${edgeId(edge)}`)).edges.find((e) => edgeId(e) === edgeId(edge)), edge);
  assert.deepEqual((await askThere(`/events/${event.id}`)).events[0], event);
});

await test('a part names nothing that it does not have at least the head of', async () => {
  for (const event of json.events) {
    const part = await ask(`/events/${event.id}`);
    const heads = new Set(part.heads.articles.map((a) => a.id));
    const nodes = new Set([...part.nodes.map((n) => n.id), ...heads]);
    for (const id of event.articles) assert.ok(heads.has(id));
    for (const q of part.quotations) assert.ok(heads.has(q.article));
    for (const r of part.reuse) assert.ok(heads.has(r.a) && heads.has(r.b));
    for (const s of part.statements) for (const id of s.quotations) assert.ok(part.quotations.some((q) => q.id === id));
    for (const e of part.edges) for (const id of [e.from, e.to]) assert.ok(nodes.has(id), id);
  }
});

await test('the OpenAPI document is what the server does', async () => {
  const api = await ask('/openapi.json');
  const {schemas} = api.components;
  const some = {events: big.id, graph: big.id, stories: json.stories[0].id, articles: big.articles[0], texts: json.texts[0].id, quotations: json.quotations[0].id, statements: changed.id, nodes: big.origins.ids[0], edges: edgeId(pairEdge), speakers: encodeURIComponent(speaker)};
  const values = {about: big.id, from: '2000-01-01', to: '2100-01-01', q: 'the', id: big.articles.join(','), limit: '3', offset: '1', outlet: 'x', speaker, language: 'en', origins: '1', articles: '2', events: '1', material: '1'};
  for (const [route, {get}] of Object.entries(api.paths).filter(([, methods]) => methods.get)) {
    const at = route.replace(/\{.*/, '') + (route.includes('{') ? some[route.split('/')[2]] : '');
    for (const given of [[], ...get.parameters.filter((p) => p.in === 'query').map((p) => [p.name, p.schema.enum?.at(-1) ?? values[p.name]])]) {
      const answer = await fetch(new URL(at + (given.length ? `?${new URLSearchParams([given])}` : ''), url));
      assert.equal(answer.status, 200, `${at} ${given}`);
      const media = answer.headers.get('content-type').split(';')[0];
      assert.ok(media in get.responses[200].content, `${at}: ${media}`);
      if (media === 'application/json') fits(await answer.json(), get.responses[200].content[media].schema, schemas, at);
    }
    const bad = await fetch(new URL(`${at}?nonsense=1`, url));
    assert.equal(bad.status, 400, at);
    fits(await bad.json(), schemas.Problem, schemas, at);
  }
  for (const nowhere of ['/api/nothing', '/api/events/e0000000000000000', '/api/speakers/Nobody', '/nothing', '/api/edges/x']) {
    const answer = await fetch(new URL(nowhere, url));
    assert.equal(answer.status, 404, nowhere);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    fits(await answer.json(), schemas.Problem, schemas, nowhere);
  }
});

await test('lists are narrowed, put in order and paged', async () => {
  const {items} = await ask('/events?limit=100');
  assert.deepEqual(new Set(items.map((e) => e.id)), new Set(json.events.map((e) => e.id)));
  const when = items.map((e) => e.latest ?? e.earliest ?? '');
  assert.deepEqual(when, when.toSorted().reverse());
  const pages = [];
  for (let offset = 0; offset !== null; ) {
    const page = await ask(`/events?limit=2&offset=${offset}`);
    pages.push(...page.items);
    offset = page.next;
  }
  assert.deepEqual(pages, items);
  const churn = await ask('/events?origins=1&articles=2&order=size');
  const wanted = json.events.filter((e) => e.origins.high === 1 && e.articles.length > 1);
  assert.ok(wanted.length);
  assert.deepEqual(new Set(churn.items.map((e) => e.id)), new Set(wanted.map((e) => e.id)));
  const outlet = json.articles.find((a) => a.outlet).outlet.name;
  const of = await ask(`/events?${new URLSearchParams({outlet})}`);
  assert.deepEqual(new Set(of.items.map((e) => e.id)), new Set(json.events.filter((e) => e.articles.some((a) => articles.get(a).outlet?.name === outlet)).map((e) => e.id)));
  const said = await ask(`/speakers/${encodeURIComponent(speaker)}`);
  assert.deepEqual(new Set(said.items.map((s) => s.statement)), new Set(json.statements.filter((s) => s.speaker === speaker).map((s) => s.id)));
  const {items: speakers} = await ask('/speakers?limit=100');
  for (const {name, statements} of speakers) assert.equal((await ask(`/speakers/${encodeURIComponent(name)}?limit=100`)).items?.length, statements, name);
  const csv = await (await fetch(new URL('api/events?format=csv', url))).text();
  assert.equal(csv.trim().split('\r\n').length, json.events.length + 1);
});

await test('a search finds what was said, and no question is a fault', async () => {
  const [word] = changed.versions[0].wording.split(/\s+/).map((w) => w.replace(/[^\p{L}]/gu, '')).toSorted((a, b) => b.length - a.length);
  const found = await ask(`/search?${new URLSearchParams({q: word})}`);
  const q = found.quotations.items.find((q) => q.statement === changed.id);
  assert.ok(q, word);
  for (const {start, end} of q.words.marks) assert.equal(slice(q.words.text, {start, end}).toLowerCase(), word.toLowerCase());
  assert.ok(q.words.marks.length);
  const name = speaker.split(' ').at(-1);
  const {items: [who]} = (await ask(`/search?${new URLSearchParams({q: name.toLowerCase()})}`)).speakers;
  assert.deepEqual([who.name, who.marked.text, who.marked.marks.map((m) => slice(who.marked.text, m))], [speaker, speaker, [name]]);
  for (const odd of ['"', '(', 'a AND', 'NOT', '*', 'NEAR(a b', 'x:y', '-', '\u0000', 'title : a', "'; DROP TABLE x; --", '“', 'a'.repeat(900)]) {
    const answer = await fetch(new URL(`api/search?${new URLSearchParams({q: odd})}`, url));
    assert.equal(answer.status, 200, odd);
  }
});

await test('only this machine, this host and this page may ask, and nothing changes on GET', async () => {
  const here = `127.0.0.1:${port}`;
  const status = async (headers, method = 'GET', where = '/api') => (await raw({path: where, method, headers})).status;
  assert.equal(await status({host: here}), 200);
  assert.equal(await status({host: `localhost:${port}`}), 200);
  assert.equal(await status({host: 'evil.example'}), 403);
  assert.equal(await status({host: `evil.example:${port}`}, 'GET', '/'), 403);
  assert.equal(await status({host: here, origin: 'http://evil.example'}), 403);
  assert.equal(await status({host: here, origin: 'null'}), 403);
  assert.equal(await status({host: here, origin: `http://${here}`}), 200);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    assert.equal(await status({host: here}, method), 403, method);
    assert.equal(await status({host: here, origin: `http://${here}`}, method), 405, method);
  }
  const {headers} = await raw({path: '/', headers: {host: here}});
  assert.match(headers['content-security-policy'], /default-src 'none'.*script-src 'self'/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['set-cookie'], undefined);
  assert.equal((await raw({path: `/events/${big.id}`, headers: {host: here}})).headers.location, `/#${big.id}`);
});

await test('what is too long or too slow stops nobody', async () => {
  const here = `127.0.0.1:${port}`;
  assert.ok([400, 413, 414, 431].includes((await raw({path: `/api?${'x'.repeat(10000)}`, headers: {host: here}})).status));
  const big = await raw({path: '/api', headers: {host: here, x: 'y'.repeat(40000)}}).catch((e) => ({status: e.code}));
  assert.ok([431, 400, 'ECONNRESET', 'EPIPE'].includes(big.status), String(big.status));
  const slow = Array.from({length: 200}, () => net.connect({host: '127.0.0.1', port}));
  slow.forEach((s) => (s.on('error', () => {}), s.write('GET /api HTTP/1.1\r\nHost: ')));
  const from = performance.now();
  assert.equal((await raw({path: '/api/events', headers: {host: here}})).status, 200);
  assert.ok(performance.now() - from < 2000);
  await new Promise((done) => setTimeout(done, 7000));
  assert.ok(slow.every((s) => s.destroyed || s.readyState !== 'open'), 'slow ones are let go');
});

await test('many who come at once are all answered, and are told how long a connection is kept', async () => {
  const headers = {host: `127.0.0.1:${port}`};
  for (let round = 0; round < 3; round++) {
    const all = await Promise.all(Array.from({length: 300}, (_, i) => raw({path: `/api/events?offset=${300 * round + i}`, headers, agent: false})));
    assert.deepEqual(new Set(all.map((a) => a.status)), new Set([200]));
    assert.equal(all[0].headers['keep-alive'], 'timeout=5');
  }
});

await test('elsewhere than on this machine only with the token', async () => {
  const out = (args, env) => { try { execFileSync(binary, ['serve', '--db', example.db, '--port', '0', ...args], {env: {...process.env, ...env}, stdio: 'pipe', timeout: 5000}); } catch (e) { return String(e.stderr); } };
  assert.match(out(['--bind', '0.0.0.0'], {FIRSTHAND_TOKEN: ''}), /FIRSTHAND_TOKEN/);
  assert.match(out(['--bind', '0.0.0.0'], {FIRSTHAND_TOKEN: 'short'}), /fewer/);
  const token = 'a-token-of-some-length';
  const desk = new URL(await serve(example.db, ['--bind', '127.0.0.1'], {FIRSTHAND_TOKEN: token}));
  assert.equal((await fetch(new URL('api', desk))).status, 401);
  assert.equal((await fetch(new URL('api/live', desk))).status, 401);
  assert.equal((await fetch(new URL('api', desk), {headers: {authorization: `Bearer ${token}`}})).status, 200);
  const page = await open({}, `#token=${token}`, desk.href);
  assert.equal(await text(page, 'h1'), 'Events');
  assert.ok(!page.url().includes(token));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

const page = await open();
const VIEWS = {
  'desk-events': '', 'desk-churn': 'events?origins=1&articles=3&order=size', 'desk-stories': 'stories', 'desk-articles': 'articles',
  'desk-speakers': 'speakers', 'desk-speaker': `speaker?${new URLSearchParams({name: speaker})}`, 'desk-search': `search?q=${encodeURIComponent(big.title.split(/\s+/).filter((w) => w.length > 4)[0])}`,
  'desk-event': big.id, 'desk-story': json.stories.find((s) => s.events.length > 1).id, 'desk-statement': changed.id,
  'desk-rulings': 'overrides', 'desk-article': big.articles[0], 'desk-beside': edgeId(pairEdge), 'desk-node': big.origins.ids[0],
};

await test('the first screen has every event, with its articles, texts and origins counted', async () => {
  await to(page, '');
  const rows = await page.locator('.row').evaluateAll((all) => all.map((r) => [r.dataset.id, r.querySelector('.counts').innerText]));
  assert.deepEqual(new Set(rows.map(([id]) => id)), new Set(json.events.map((e) => e.id)));
  for (const [id, counts] of rows) {
    const event = byId.get(id);
    const {low, high} = event.origins;
    assert.match(counts, new RegExp(`^${event.articles.length} articles?, \\d+ texts?, ${high ? (low === high ? low : `${low} to ${high}`) : 'no'} origin`), counts);
  }
});

// What a view says where it has nothing to say.
const NOTHING = /\b(undefined|null|NaN)\b|\[object /;

await test('every finding has a link that opens it', async () => {
  for (const id of byId.keys()) {
    await to(page, id);
    assert.notEqual(await text(page, 'h1'), 'This cannot be shown', id);
    assert.doesNotMatch(await text(page, 'main'), NOTHING, id);
  }
  for (const edge of json.provenance.edges) {
    await to(page, edgeId(edge));
    assert.doesNotMatch(await text(page, 'dialog'), NOTHING, edgeId(edge));
  }
  await to(page, 'a0000000000000000');
  assert.equal(await text(page, 'h1'), 'This cannot be shown');
  page.wrong = page.wrong.filter((w) => !/404/.test(w));
});

await test('a filter narrows the list, and has a link', async () => {
  await to(page, '');
  await page.getByLabel('Articles, at least').fill('3');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.shown === 'events?articles=3');
  assert.equal(await page.locator('.row').count(), json.events.filter((e) => e.articles.length >= 3).length);
  const fresh = await open({}, '#events?articles=3');
  assert.equal(await fresh.locator('.row').count(), await page.locator('.row').count());
  await fresh.context().close();
});

await test('/ and a word find it, with the word marked, and keys lead there', async () => {
  await to(page, '');
  await page.keyboard.press('/');
  await page.keyboard.type('ammonia');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.shown === 'search?q=ammonia');
  const marks = await page.locator('main mark').allInnerTexts();
  assert.ok(marks.length && marks.every((m) => m.toLowerCase() === 'ammonia'));
  await page.locator('main').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.prose');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.waitForFunction(() => document.body.dataset.shown === 'speakers');
});

await test('the graph has every edge, dashed what is not in the pile, and an edge opens the two texts beside each other', async () => {
  const event = json.events.find((e) => e.articles.includes(pairEdge.from));
  await to(page, event.id);
  const nodes = await page.locator('svg a.node').evaluateAll((all) => all.map((a) => [a.getAttribute('href').slice(1), getComputedStyle(a.querySelector('rect')).strokeDasharray]));
  const seen = new Map(json.provenance.nodes.map((n) => [n.id, n.seen]));
  for (const [id, dash] of nodes) assert.equal(dash !== 'none', !seen.get(id), id);
  const edge = page.locator(`svg a.edge[href="#${edgeId(pairEdge)}"]`);
  assert.match(await edge.locator('title').textContent(), /open the receipt/);
  await edge.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open] .beside');
  const pair = json.reuse.find((r) => [r.a, r.b].includes(pairEdge.from) && [r.a, r.b].includes(pairEdge.to));
  const sides = await page.locator('.beside .prose').evaluateAll((all) => all.map((side) => [side.textContent, [...side.querySelectorAll('.shared')].map((e) => e.textContent).join('')]));
  for (const [i, side] of ['a', 'b'].entries()) {
    const {content} = articles.get(pair[side]);
    assert.equal(bare(sides[i][0]), bare(content));
    const covered = [...content].filter((_, at) => pair.passages.some((p) => p[side].start <= at && at < p[side].end)).join('');
    assert.equal(bare(sides[i][1]), bare(covered));
  }
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
});

await test('what a speaker is reported to have said stands with its origins', async () => {
  await to(page, `speaker?${new URLSearchParams({name: speaker})}`);
  const said = json.statements.filter((s) => s.speaker === speaker);
  assert.equal(await page.locator('.row').count(), said.length);
  const links = await page.locator('.row blockquote a').evaluateAll((all) => all.map((a) => a.hash.slice(1)));
  assert.deepEqual(new Set(links), new Set(said.map((s) => s.id)));
});

await test('a finding is copied and kept', async () => {
  const context = page.context();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin: new URL(url).origin});
  const copied = async (name) => {
    await page.getByRole('button', {name, exact: true}).click();
    await page.waitForFunction(() => document.getElementById('status').textContent === 'Copied');
    await page.evaluate(() => (document.getElementById('status').textContent = ''));
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await to(page, changed.id);
  assert.equal(await copied('Copy link'), `${url}#${changed.id}`);
  assert.deepEqual(JSON.parse(await copied('Copy JSON')), changed);
  assert.ok((await copied('Copy text')).includes(changed.versions[0].wording.slice(0, 40)));
  const cited = await copied('Copy citation');
  const {article} = byId.get(changed.quotations[0]);
  assert.ok(cited.includes(articles.get(article).sha256) && cited.includes(changed.id));
  const kept = async (name) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name, exact: true}).click()]);
    return fs.readFileSync(await download.path(), 'utf8');
  };
  assert.deepEqual(JSON.parse(await kept('Save JSON')).statements.find((s) => s.id === changed.id), changed);
  const html = await kept('Save HTML');
  assert.ok(!/<script|onclick|javascript:/i.test(html) && html.includes('default-src'));
  const file = path.join(scratch, 'kept.html');
  fs.writeFileSync(file, html);
  const alone = await openPage(`file://${file}`, {offline: true});
  assert.equal(await text(alone, 'h1'), await text(page, 'h1'));
  assert.deepEqual(alone.wrong, []);
  await alone.context().close();
  await to(page, 'events?articles=2');
  assert.ok((await kept('Save CSV')).startsWith('id,title,'));
});

await test('on paper there are findings, all of a receipt, and no control; what is left out is said there, in a kept page and in copied text', async () => {
  await page.emulateMedia({media: 'print'});
  for (const [view, address] of Object.entries(VIEWS)) {
    await to(page, address);
    const scope = view === 'desk-beside' ? 'dialog' : 'main';
    const controls = await page.locator(`:is(header nav, .live, .search, ${scope} :is(button, input, select, textarea))`).evaluateAll((all) => all.filter((e) => e.checkVisibility() && !e.matches('.more')).map((e) => e.outerHTML.slice(0, 120)));
    assert.deepEqual(controls, [], view);
  }
  // A receipt is not one screen of it, on each sheet, over the view.
  await to(page, edgeId(pairEdge));
  const receipt = await page.locator('dialog').evaluate((d) => ({fixed: getComputedStyle(d).position === 'fixed', cut: d.scrollHeight - d.clientHeight, under: document.querySelector('main').checkVisibility()}));
  assert.deepEqual(receipt, {fixed: false, cut: 0, under: false});
  await page.keyboard.press('Escape');
  // Squares that are filled are what they are for.
  await to(page, '');
  assert.equal(await page.locator('.figure i.low').first().evaluate((e) => getComputedStyle(e).printColorAdjust), 'exact');
  await page.emulateMedia({media: 'screen'});
  // What is folded away.
  const many = json.events.find((e) => new Set(e.articles.flatMap((a) => json.quotations.filter((q) => q.article === a).map((q) => json.statements.find((s) => s.quotations.includes(q.id))))).size > 7);
  await to(page, many.id);
  const button = page.locator('button.more:not([hidden])', {hasText: 'statements'});
  const [, rest] = /^Show (\d+) more statements$/.exec(await button.innerText());
  await page.emulateMedia({media: 'print'});
  assert.equal(await button.evaluate((e) => getComputedStyle(e, '::after').content), `"${rest} more statements, not shown"`);
  await page.emulateMedia({media: 'screen'});
  await page.getByRole('button', {name: 'Copy text'}).click();
  await page.waitForFunction(() => document.getElementById('status').textContent === 'Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.includes(`${rest} more statements, not shown`) && !/^Overrule|^Show \d/m.test(copied));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', {name: 'Save HTML'}).click()]);
  assert.ok(fs.readFileSync(await download.path(), 'utf8').includes(`${rest} more statements, not shown`));
});

await test('where one is, what colours mean, and where an origin counts are told', async () => {
  await to(page, 'stories');
  assert.deepEqual(await page.locator('#nav [aria-current=page]').allInnerTexts(), ['Stories']);
  const event = json.events.find((e) => e.articles.includes(pairEdge.from));
  await to(page, event.id);
  const kinds = await page.locator('svg a.edge').evaluateAll((all) => [...new Set(all.map((e) => e.getAttribute('class').split(' ')[2]))]);
  for (const kind of kinds.filter((k) => ['credits', 'derives', 'same_words'].includes(k))) {
    const [line, key] = await page.evaluate((kind) => [getComputedStyle(document.querySelector(`.edge.${kind}:not(.cut) .line`)).stroke, getComputedStyle(document.querySelector(`.key.${kind}`)).borderBottomColor], kind);
    assert.equal(line, key, kind);
  }
  // Beside the pointer stands what an edge rests on.
  const edge = json.provenance.edges.find((e) => e.evidence.length && event.articles.includes(e.from) && e.kind === 'credits');
  const {article, span} = edge.evidence[0];
  const title = await page.locator(`svg a.edge[href="#${edgeId(edge)}"] title`).textContent();
  assert.ok(title.includes(slice(articles.get(article).content, span).trim().replace(/\s+/g, ' ').slice(0, 100)), title);
  // An excerpt that has marks of its own is put into no others.
  for (const words of await page.locator('a.receipt').allInnerTexts()) assert.doesNotMatch(words, /^[“"]["“]/);
  await to(page, big.origins.ids[0]);
  assert.ok((await page.locator('.path a').evaluateAll((all) => all.map((a) => a.hash.slice(1)))).includes(big.id));
});

for (const [name, options] of Object.entries(LOOKS)) {
  await test(`axe-core finds no serious fault, and nothing sticks out (${name})`, async () => {
    const other = await open(options);
    for (const [view, address] of Object.entries(VIEWS)) {
      await to(other, address);
      await sound(other, view);
    }
    assert.deepEqual(other.wrong, []);
    await other.context().close();
  });
}

await test('text from a stranger is shown and does nothing', async () => {
  const folder = path.join(scratch, 'hostile');
  fs.mkdirSync(folder);
  const attack = '<script>window.owned = 1</script><img src=x onerror="window.owned = 2">"\'><svg onload=alert(1)></script><!-- \u0001\u0002';
  const body = (n) => `${attack} Mayor Ines Calder \u202Esaid on Monday\u202C that the ${attack} bridge is closed.\n\n"We ${attack} closed it," Calder told ${attack} reporters. ${n}`;
  const lines = [1, 2].map((n) => JSON.stringify({id: `${attack}${n}`, url: 'javascript:window.owned=3', title: `${attack} Bridge ${n}`, text: body(n), source: attack, date: '2025-02-03'}));
  fs.writeFileSync(path.join(folder, 'a.jsonl'), `${lines.join('\n')}\n`);
  const hostile = make('hostile', folder);
  const home = await serve(hostile.db);
  const victim = await open({}, '', home);
  const all = [hostile.json.articles, hostile.json.quotations, hostile.json.statements, hostile.json.events, hostile.json.stories].flat();
  const said = hostile.json.statements.map((s) => s.speaker).filter(Boolean);
  const addresses = ['', 'stories?events=1', 'articles', 'speakers', 'search?q=bridge', `search?${new URLSearchParams({q: attack})}`, `events?${new URLSearchParams({outlet: attack})}`,
    ...said.map((name) => `speaker?${new URLSearchParams({name})}`), ...all.map((x) => x.id), ...hostile.json.provenance.edges.map(edgeId)];
  for (const address of addresses) {
    await to(victim, address);
    const strange = await victim.locator('main :is(script, img, iframe, object, embed, style, link), main [onload], main [onerror], main a[href^="javascript"], dialog :is(script, img)').count();
    assert.equal(strange, 0, address);
  }
  assert.equal(await victim.evaluate(() => window.owned), undefined);
  assert.deepEqual(victim.wrong, []);
  // Even markup that got in would be stopped by the policy.
  const stopped = await victim.evaluate(async () => {
    const seen = new Promise((done) => addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective)));
    document.querySelector('main').innerHTML = '<img src="http://127.0.0.1:9/x.png" onerror="window.owned = 4">';
    return Promise.race([seen, new Promise((done) => setTimeout(done, 3000, 'nothing'))]);
  });
  assert.notEqual(stopped, 'nothing');
  assert.equal(await victim.evaluate(() => window.owned), undefined);
  await victim.context().close();
});

const add = (db, file) => execFileSync(binary, ['add', file, '--db', db], {cwd: root, stdio: 'ignore'});

await test('a page that is open follows what another process adds, and what one reads stays where it is', async () => {
  const news = [
    ['Arlo', 'Crane falls across two barges', 'A loading crane fell across two barges at dawn and blocked the northern basin.', 'The jib snapped without any warning', 'harbour master'],
    ['Bryn', 'Library finds lost atlas behind a wall', 'Masons who mended a chimney found a hand-coloured atlas of 1612 wrapped in sailcloth.', 'We thought it had burned with the abbey', 'librarian'],
    ['Cade', 'Swarm of bees halts tram line', 'Trams stood still for three hours because bees had settled on the overhead wire.', 'They were calm and we let them be', 'beekeeper'],
    ['Dorn', 'Reservoir shows drowned village', 'After months without rain the church tower of a village flooded in 1931 rose out of the lake.', 'My grandmother was married under that bell', 'ferryman'],
    ['Elva', 'Bakers end strike over night work', 'Bakers lit the ovens again after agreeing to a shift that begins at four.', 'Bread needs sleep as well', 'union secretary'],
    ['Fenn', 'Chess girl of nine beats champion', 'A pupil of nine beat the national champion with a rook sacrifice on move thirty.', 'I only saw it because he sneezed', 'pupil'],
    ['Gorm', 'Glassworks to make lenses for telescope', 'The glassworks won an order for ninety mirrors of an observatory in the southern desert.', 'Each one takes a winter to cool', 'engineer'],
    ['Hale', 'Wolves seen near sheep pasture', 'Shepherds counted four wolves on the ridge and moved the flock into the valley.', 'The dogs would not leave the hut', 'shepherd'],
    ['Ister', 'Opera closes for mould', 'Inspectors closed the opera house after spores were measured in the orchestra pit.', 'The cellos smelled of cellar', 'conductor'],
    ['Jarn', 'Ice road opened to lorries', 'Lorries of up to nine tonnes may cross the frozen sound since the weekend.', 'It sings when you drive on it', 'driver'],
    ['Kell', 'Tax office returns money sent twice', 'The tax office repays fees that a faulty form had charged twice to allotment holders.', 'I framed the apology', 'gardener'],
    ['Lorn', 'Volcano museum robbed of meteorite', 'Thieves took a meteorite the size of a fist and left the diamonds beside it.', 'They knew what they wanted', 'curator'],
    ['Morn', 'Divers raise bronze cannon', 'Divers lifted a bronze cannon from the wreck of a grain ship under the cliffs.', 'It came up like a sleeping seal', 'diver'],
    ['Nern', 'Clockmaker stops parliament clock', 'Parliament voted by hand because a clockmaker had taken out the pendulum for cleaning.', 'Nobody asked me what day it was', 'clockmaker'],
  ];
  const article = ([town, title, what, said, who], i) => JSON.stringify({
    id: town, title: `${title} in ${town}`, date: `20${10 + i}-0${1 + (i % 9)}-1${i % 10}`, source: `${town} Gazette`, text: `${what}\n\n"${said}," the ${who} of ${town} told the ${town} Gazette.\n`,
  });
  const lines = news.map(article);
  const file = (name, lines) => {
    const at = path.join(scratch, `${name}.jsonl`);
    fs.writeFileSync(at, `${lines.join('\n')}\n`);
    return at;
  };
  const db = path.join(scratch, 'store.db');
  add(db, file('first', lines.slice(0, 12)));
  const home = await serve(db);
  const reader = await open({viewport: {width: 1000, height: 260}}, '', home);
  await reader.waitForSelector('.live[data-state=on]');
  const rows = await reader.locator('.row').count();
  assert.ok(rows > 8);
  const line = reader.locator('.row').nth(Math.floor(rows / 2));
  const id = await line.getAttribute('data-id');
  await line.evaluate((e) => e.scrollIntoView({block: 'start'}));
  await reader.evaluate(() => scrollBy(0, -100));
  const at = () => reader.locator(`[data-id="${id}"]`).evaluate((e) => e.getBoundingClientRect().top);
  const before = await at();
  add(db, file('second', [lines[12]]));
  await reader.waitForFunction((rows) => document.querySelectorAll('.row').length > rows, rows);
  await reader.waitForFunction(() => /^Updated/.test(document.getElementById('status').textContent));
  assert.ok(Math.abs((await at()) - before) < 3, `${before} became ${await at()}`);
  assert.equal((await (await fetch(new URL('api', home))).json()).summary.articles, 13);
  // Not while somebody writes.
  await reader.evaluate(() => scrollTo(0, 0));
  await reader.getByLabel('Speaker', {exact: true}).fill('Ines');
  add(db, file('third', [lines[13]]));
  await reader.waitForSelector('.live[data-state=news]');
  assert.equal(await reader.getByLabel('Speaker', {exact: true}).inputValue(), 'Ines');
  const now = await reader.locator('.row').count();
  await reader.getByLabel('Speaker', {exact: true}).fill('');
  await reader.locator('#live').click();
  await reader.waitForFunction((now) => document.querySelectorAll('.row').length > now, now);
  // A note stays with its finding, and is taken back.
  await to(reader, id);
  await reader.getByLabel('Note about this').fill('Called the mayor’s office <b>twice</b>');
  await reader.getByRole('button', {name: 'Note', exact: true}).click();
  const note = reader.locator('.notes li');
  await note.first().waitFor();
  assert.match(await note.innerText(), /^Called the mayor’s office <b>twice<\/b>/);
  const fresh = await open({}, `#${id}`, home);
  await fresh.locator('.notes li').first().waitFor();
  await fresh.getByRole('button', {name: 'Take back'}).click();
  await fresh.waitForFunction(() => !document.querySelector('.notes li'));
  await fresh.context().close();
  await reader.waitForFunction(() => document.querySelector('.notes') && !document.querySelector('.notes li'));
  assert.deepEqual(reader.wrong, []);
  await reader.context().close();
});

// A store that `firsthand watch` fills from a site of this test, and the page that shows what it does there.
const watched = path.join(scratch, 'watched.db');
let watchedHome;
await test('alerts and feeds are shown as they come', async () => {
  const wire = (paper) => `<html><head><title>Fish market stays open</title><meta property="og:site_name" content="${paper} Courier"></head><body><article><h1>Fish market stays open</h1>
    <p>SELLMOOR (Norda) - Sellmoor has no plans to close the fish market before the winter, harbour director Ada Venn told the Norda news agency on Monday.</p>
    <p>"We have no plans to close the fish market before the winter," Venn told Norda. "What comes after that depends on the price of ice and on the new lease."</p>
    <p>The market sold 4,100 tonnes of herring last year, 300 fewer than the year before, the agency said.</p></article></body></html>`;
  const papers = ['Arlo', 'Bryn', 'Cade', 'Dorn', 'Elva'];
  const feed = (title, items) => `<rss><channel><title>${title}</title>${items.map((i) => `<item><title>x</title><link>${i}</link></item>`).join('')}</channel></rss>`;
  const pages = {
    '/feed': feed('The &lt;b&gt;wire&lt;/b&gt;', papers.map((p) => `/${p}`)),
    ...Object.fromEntries(papers.map((p) => [`/${p}`, wire(p)])),
    '/later': feed('Later', ['/fixed']),
    '/fixed': `<html><head><title>Leak &lt;img src=x onerror=alert(1)&gt; hurts 14</title></head><body><article><h1>Leak &lt;img src=x onerror=alert(1)&gt; hurts 14</h1>
      <p>Fourteen people were treated after an ammonia leak in the ice works of Gorm, the hospital said on Tuesday.</p>
      <p>Correction: An earlier version of this article said that 41 people were treated. The hospital says that it was 14.</p></article></body></html>`,
  };
  const site = http.createServer((request, response) => {
    const body = pages[request.url];
    response.writeHead(body ? 200 : request.url === '/down' ? 503 : 404, {'Content-Type': /feed|later/.test(request.url) ? 'application/rss+xml' : 'text/html'});
    response.end(body ?? '');
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${site.address().port}`;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy/i.test(name)));
  const watch = (...feeds) => new Promise((done) => spawn(binary, ['watch', '--once', '--allow-private', '--db', watched, ...feeds.flatMap((f) => ['--feed', `${at}${f}`])], {env, stdio: 'ignore'}).on('exit', done));
  await watch('/feed', '/down');
  watchedHome = await serve(watched);
  const there = async (where) => (await fetch(new URL(`api${where}`, watchedHome))).json();
  const {items: [growth]} = await there('/alerts?kind=growth');
  assert.match(growth.text, /^5 articles and one origin: Fish market/);
  const reader = await open({}, '#alerts', watchedHome);
  assert.match(await text(reader, '.row'), /^5 articles and one origin/);
  await reader.waitForSelector('.live[data-state=on]');
  // What comes is shown where it is looked at.
  await watch('/later');
  await reader.locator('.row', {hasText: 'Leak <img src=x onerror=alert(1)> hurts 14'}).waitFor();
  assert.equal(await reader.locator('main img').count(), 0);
  await reader.locator('select[name=kind]').selectOption('growth');
  await reader.waitForFunction(() => document.body.dataset.shown === 'alerts?kind=growth');
  assert.equal(await reader.locator('.row').count(), 1);
  await reader.locator('.row .title a').click();
  await reader.waitForFunction((id) => document.body.dataset.shown === id, growth.about);
  assert.match(await text(reader, 'h1'), /Fish market/);
  // Feeds, the one that fails first, with why and when it is asked again.
  await to(reader, 'feeds');
  const feeds = await reader.locator('.row').allInnerTexts();
  assert.equal(feeds.length, 3);
  assert.match(feeds[0], /\/down[^]*next 20[^]*failed 1 time[^]*503/);
  assert.match(feeds.find((f) => f.includes('/feed')), /^The <b>wire<\/b>[^]*5 pages/);
  await reader.getByLabel('with a problem').check();
  await reader.waitForFunction(() => document.querySelectorAll('.row').length === 1);
  assert.equal((await there('/feeds?problem=1')).items.length, 1);
  assert.deepEqual(reader.wrong, []);
  await reader.context().close();
  for (const [name, options] of Object.entries(LOOKS)) {
    const other = await open(options, '', watchedHome);
    for (const view of ['alerts', 'feeds']) {
      await to(other, view);
      await sound(other, `${view}, ${name}`);
    }
    await other.context().close();
  }
  site.close();
  // An export has neither, and says how to come by them.
  await to(page, 'alerts');
  assert.match(await text(page, 'main'), /firsthand watch/);
  await to(page, 'feeds');
  assert.match(await text(page, 'main'), /firsthand watch/);
});

await test('an export keeps no notes, and what is no note is refused', async () => {
  const post = (body, headers = {}) => raw({path: '/api/notes', method: 'POST', headers: {host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, ...headers}}, body);
  assert.equal((await post(JSON.stringify({about: big.id, words: 'x'}))).status, 409);
  for (const body of ['', '{', '[]', '{"about": 1, "words": "x"}', JSON.stringify({about: big.id, words: ' '})]) assert.equal((await post(body)).status, 400, body);
  assert.equal((await post('x'.repeat(20000))).status, 413);
  assert.equal((await post('{}', {origin: 'http://evil.example'})).status, 403);
  assert.equal(await page.locator('.notes').count(), 0);
});

await test('no server ended', () => assert.deepEqual([ended, servers.map((s) => s.exitCode ?? s.signalCode).filter((e) => e !== null)], [[], []]));

await test('nothing went wrong in the console, and nothing was asked of anybody else', () => assert.deepEqual(page.wrong, []));

if (screens) {
  fs.mkdirSync(screens, {recursive: true});
  const shoot = async (name, address, options, home = url) => {
    const view = await open({viewport: {width: 1200, height: 800}, ...options}, '', home);
    await to(view, address);
    await view.waitForSelector('.live[data-state=on]');
    await view.evaluate(() => document.activeElement.blur());
    await view.screenshot({path: path.join(screens, `${name}.png`)});
    await view.context().close();
  };
  for (const [name, address] of Object.entries(VIEWS)) await shoot(name, address);
  for (const name of ['alerts', 'feeds']) await shoot(`desk-${name}`, name, {viewport: {width: 1200, height: 600}}, watchedHome);
  await shoot('desk-dark', '', {colorScheme: 'dark'});
  await shoot('desk-phone', '', {viewport: {width: 390, height: 844}, isMobile: true});
}

servers.forEach((s) => s.kill());
await finish('desk');
