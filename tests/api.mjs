// The API of the desk: node tests/api.mjs BINARY MODULES (see chromium.mjs). Whether it has every finding of the report, is what its
// document says, and stands what strangers send. The last line counts what was checked.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import {binary, finish, open, scratch, slice, test, text} from './chromium.mjs';
import {edgeId, findings} from './findings.mjs';
import {allServe, fits, make, serve, servers} from './served.mjs';

const example = make('example', 'examples/pile');
const {json} = example;
const {articles, big, byId, changed, pairEdge, speaker} = findings(json);
const url = await serve(example.db);
const {port} = new URL(url);
const ask = async (where) => (await fetch(new URL(`api${where}`, url))).json();
const LISTS = {y: 'stories', e: 'events', s: 'statements', a: 'articles', n: 'nodes', q: 'quotations', t: 'texts'};

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
  const page = await open(`${desk.href}#token=${token}`, {}, desk.origin);
  assert.equal(await text(page, 'h1'), 'Events');
  assert.ok(!page.url().includes(token));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

await test('an export keeps no notes, and what is no note is refused', async () => {
  const post = (body, headers = {}) => raw({path: '/api/notes', method: 'POST', headers: {host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, ...headers}}, body);
  assert.equal((await post(JSON.stringify({about: big.id, words: 'x'}))).status, 409);
  for (const body of ['', '{', '[]', '{"about": 1, "words": "x"}', JSON.stringify({about: big.id, words: ' '})]) assert.equal((await post(body)).status, 400, body);
  assert.equal((await post('x'.repeat(20000))).status, 413);
  assert.equal((await post('{}', {origin: 'http://evil.example'})).status, 403);
});

await test('no server ended', allServe);

servers.forEach((s) => s.kill());
await finish('api');
