// Rulings at the desk in a real browser: node tests/rulings.mjs BINARY MODULES (see chromium.mjs). What people put right holds, is
// taken back, and is told where findings cannot be made. The last line counts what was checked.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {binary, finish, open as openPage, scratch, sound, test, text, to} from './chromium.mjs';
import {edgeId, findings} from './findings.mjs';
import {add, allServe, fits, make, serve, servers} from './served.mjs';

const {json} = make('example', 'examples/pile');
const {articles, big, pairEdge, speaker} = findings(json);
const [a, b] = json.events.filter((e) => e !== big);
const [one, other] = [a, b].map((e) => e.articles[0]);

const until = async (does, what) => {
  for (const end = performance.now() + 60000; !(await does()); await new Promise((done) => setTimeout(done, 100))) assert.ok(performance.now() < end, what);
};

// A store of the example, a desk on it, and a page of that.
async function desk(name) {
  const db = path.join(scratch, `${name}.db`);
  add(db, 'examples/pile');
  const home = await serve(db);
  const there = async (where) => (await fetch(new URL(`api${where}`, home))).json();
  const send = (method, where, body) => fetch(new URL(`api${where}`, home), {method, headers: {origin: home.slice(0, -1)}, body: body && JSON.stringify(body)});
  const together = async () => (await there(`/articles/${one}`)).heads.articles.find((x) => x.id === one).event === (await there(`/articles/${other}`)).heads.articles.find((x) => x.id === other).event;
  return {db, home, there, send, together, reader: await openPage(home, {}, home.slice(0, -1))};
}

await test('a merge, a cut and a name hold, are replayed after an addition, and are taken back', async () => {
  const {db, home, there, send, together, reader} = await desk('ruled');
  assert.equal(await together(), false);
  // A merge, found by words.
  await to(reader, a.id);
  await reader.locator('.overrule summary').click();
  await reader.getByLabel('Why').fill('the same <b>day</b> # twice');
  await reader.getByLabel('Words, a link or an id').fill(articles.get(other).title.replace(/[^\p{L}\p{N}]+/gu, ' '));
  await reader.getByRole('button', {name: 'Find'}).click();
  const offer = reader.locator('.overrule li', {has: reader.locator(`a[href="#${b.id}"]`)});
  await offer.getByRole('button', {name: 'Merge'}).click();
  await reader.locator('p:has(> .chip)', {hasText: 'Grouped by people'}).waitFor({timeout: 60000});
  assert.ok(await together());
  // It is replayed when something is added.
  const more = path.join(scratch, 'more.txt');
  fs.writeFileSync(more, 'Ferry returns to Orla\n\nA ferry came back to Orla on Friday after nine days in dock.\n');
  add(db, more);
  await until(async () => (await there('')).summary.articles === json.articles.length + 1, 'the addition');
  assert.ok(await together());
  // An edge that is cut is drawn so, and joins nothing.
  await to(reader, edgeId(pairEdge));
  await reader.getByRole('button', {name: 'Cut this edge'}).click();
  await until(async () => (await there(`/edges/${edgeId(pairEdge)}`)).edges.find((e) => edgeId(e) === edgeId(pairEdge))?.overridden?.holds === false, 'the edge is cut');
  await to(reader, json.events.find((e) => e.articles.includes(pairEdge.from)).id);
  await reader.locator(`svg a.edge.cut[href="#${edgeId(pairEdge)}"]`).waitFor({state: 'attached', timeout: 60000});
  // A speaker under another name.
  await to(reader, `speaker?${new URLSearchParams({name: speaker})}`);
  await reader.locator('.overrule summary').click();
  await reader.getByLabel('The name that holds').fill('Somebody Else');
  await reader.getByRole('button', {name: 'Name', exact: true}).click();
  await until(async () => (await fetch(new URL(`api/speakers/Somebody%20Else`, home))).status === 200, 'the name holds');
  // All are listed, and taken back where they stand.
  await to(reader, 'overrides');
  await reader.waitForFunction(() => document.querySelectorAll('.row').length === 3 && !document.querySelector('.row .chip'));
  assert.match(await text(reader, '.row code'), /^merge .*# the same <b>day<\/b> # twice$/);
  await sound(reader, 'rulings');
  for (let left = 3; left > 0; left--) {
    await reader.getByRole('button', {name: 'Take back'}).first().click();
    await reader.waitForFunction((left) => document.querySelectorAll('.row').length === left, left - 1);
  }
  await until(async () => !(await together()), 'the merge is taken back');
  await until(async () => (await there('')).overrides.length === 0, 'nothing is ruled');
  const {edges} = await there(`/edges/${edgeId(pairEdge)}`);
  assert.deepEqual(edges.find((e) => edgeId(e) === edgeId(pairEdge)), pairEdge);
  for (const bad of ['merge', 'cut a b', '# a remark', `split ${one}\nsplit ${other}`]) assert.equal((await send('POST', '/rulings', {ruling: bad})).status, 400, bad);
  // The page of the name that held before may have been asked for once more, when the other one held already.
  assert.deepEqual(reader.wrong.filter((w) => !/404/.test(w)), []);
  await reader.context().close();
});

await test('why findings are behind is told on the page, which makes them when it can be done', async () => {
  const {db, there, send, together, reader} = await desk('behind');
  await to(reader, 'overrides');
  assert.equal(await reader.locator('.behind').count(), 0);
  // The making of findings stops at a page that cannot be unpacked.
  const change = (sql) => execFileSync('python3', ['-c', 'import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as c: c.execute(sys.argv[2])', db, sql]);
  // What somebody begins to write while news of it are fetched stays.
  const field = reader.getByLabel('A ruling');
  const asked = reader.waitForRequest('**/api/rulings');
  await reader.route('**/api/rulings', async (route) => { await new Promise((done) => setTimeout(done, 500)); await route.continue(); }, {times: 1});
  change("CREATE TABLE spare AS SELECT id, page FROM readings WHERE id = 3");
  await asked;
  await field.fill('merge');
  await reader.waitForFunction(() => document.getElementById('live').dataset.state === 'news');
  assert.equal(await field.inputValue(), 'merge');
  change("UPDATE readings SET page = x'00' WHERE id = 3");
  await field.fill(`merge ${one} ${other}`);
  await reader.getByRole('button', {name: 'Rule', exact: true}).click();
  await reader.locator('.behind', {hasText: 'page 3'}).waitFor();
  assert.match(await text(reader, '.behind'), /could not be made: .*damaged: page 3 .*Nothing is lost/);
  assert.equal(await text(reader, '#live'), 'findings not made');
  assert.match(await text(reader, '.row .counts'), /not yet followed/);
  await sound(reader, 'rulings, behind');
  // What failed is told wherever one is, and leads there.
  await to(reader, '');
  await reader.locator('#live').click();
  await reader.waitForFunction(() => document.body.dataset.shown === 'overrides');
  assert.deepEqual([(await there('')).current, await together()], [false, false]);
  change('UPDATE readings SET page = (SELECT page FROM spare) WHERE id = 3');
  change('DROP TABLE spare');
  await reader.getByRole('button', {name: 'Make them now'}).click();
  await until(together, 'the ruling holds');
  await reader.waitForFunction(() => !document.querySelector('.behind') && !document.querySelector('.row .chip') && document.getElementById('live').dataset.state === 'on');
  assert.equal((await there('')).current, true);
  // Nothing is made where nothing is behind.
  assert.equal((await send('POST', '/findings')).status, 200);
  assert.deepEqual(reader.wrong, []);
  await reader.context().close();
});

await test('each change is what the OpenAPI document says of it', async () => {
  const {there, send, reader} = await desk('changed');
  const {paths, components: {schemas}} = await there('/openapi.json');
  const bodies = {'/api/notes': {about: big.id, words: 'x'}, '/api/rulings': {ruling: `split ${one}`}};
  const numbers = {};
  const changes = Object.entries(paths).flatMap(([at, methods]) => Object.entries(methods).filter(([method]) => method !== 'get').map(([method, operation]) => [at, method, operation]));
  assert.equal(changes.length, 5);
  // What makes something goes before what takes it back.
  for (const [at, method, operation] of changes.toSorted((a, b) => b[1].localeCompare(a[1]))) {
    const where = at.replace('/api', '').replace(/\{.*/, numbers[at.replace(/\/\{.*/, '')]);
    const answer = await send(method.toUpperCase(), where, bodies[at]);
    assert.equal(answer.status, 200, `${method} ${at}`);
    const done = await answer.json();
    fits(done, operation.responses[200].content['application/json'].schema, schemas, at);
    numbers[at] = done.id;
    if (at.includes('{') || bodies[at]) {
      const bad = await send(method.toUpperCase(), where, bodies[at] && {});
      assert.equal(bad.status, at.includes('{') ? 404 : 400, `${method} ${at}`);
      assert.equal(bad.headers.get('content-type'), 'application/problem+json');
      fits(await bad.json(), schemas.Problem, schemas, at);
    }
  }
  await reader.context().close();
});

await test('no server ended', allServe);

servers.forEach((s) => s.kill());
await finish('rulings');
