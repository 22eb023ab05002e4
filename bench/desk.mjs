// How fast the desk answers and its page appears: node bench/desk.mjs BINARY MODULES DATABASE [CLIENTS] [SECONDS]
//
// First one client asks every kind of question in turn, then so many (50) ask at once for so long (30 s), each as soon as it has its
// answer, every question another: lists at random offsets with random filters, findings at random, searches for words of the
// store. What stands in the table is how long an answer took, each kind apart; "work" is the time of processors that one took, which
// says more where the machine has other things to do. Then Chromium opens the page five times. The
// clients run on the same machine, so their work is part of what is measured. Bounds: 100 ms at the 95th percentile, first paint in 1 s,
// 1 GiB; the last line says whether they hold.

import {spawn} from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import {createRequire} from 'node:module';
import path from 'node:path';

const [MS_MAX, PAINT_MS_MAX, MIB_MAX] = [100, 1000, 1024];
// Questions of each kind that one client asks.
const ALONE = 25;

const [binary, modules, db] = process.argv.slice(2, 5).map((p) => path.resolve(p));
const [clients, seconds] = [Number(process.argv[5] ?? 50), Number(process.argv[6] ?? 30)];
const {chromium} = createRequire(path.join(modules, 'node_modules', 'x.js'))('playwright-core');

const desk = spawn(binary, ['serve', '--db', db, '--port', '0'], {stdio: ['ignore', 'ignore', 'pipe']});
let said = '';
const url = await new Promise((done, fail) => {
  desk.stderr.on('data', (d) => /http:\S+/.test((said += d)) && done(/http:\S+/.exec(said)[0]));
  desk.on('exit', () => fail(new Error(said)));
});
process.on('exit', () => desk.kill());
// A client: one connection that asks one question after the other. It does no more than to find the end of each answer, since what it
// does is taken from the same processors.
function connect() {
  const {hostname, port} = new URL(url);
  const socket = net.connect({host: hostname, port, noDelay: true});
  let [chunks, length, left, done, fail, where] = [[], 0, -1];
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (left < 0) {
      if (chunks.length > 1) chunks = [Buffer.concat(chunks)];
      const end = chunks[0].indexOf('\r\n\r\n');
      if (end < 0) return;
      left = end + 4 + Number(/^content-length: (\d+)/im.exec(chunks[0].toString('latin1', 0, end))[1]);
    }
    if (length < left) return;
    const answer = chunks;
    [chunks, length, left] = [[], 0, -1];
    if (answer[0].toString('latin1', 9, 12) === '200') done(answer);
    else fail(new Error(`${where}: ${answer[0].toString('utf8', 0, 2000)}`));
  });
  socket.on('error', (e) => fail(e)).on('close', () => fail(new Error(`${where}: the connection was closed`)));
  const get = (asked) => new Promise((...ends) => {
    [[done, fail], where] = [ends, asked];
    socket.write(`GET ${asked} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  });
  return {get, end: () => socket.destroy()};
}
const one = connect();
const json = async (where) => {
  const answer = Buffer.concat(await one.get(where));
  return JSON.parse(answer.subarray(answer.indexOf('\r\n\r\n') + 4));
};

// What there is to ask for.
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const from = performance.now();
const {summary, outlets, languages, days} = await json('/api');
console.log(`the first answer, on the whole database, took ${(performance.now() - from).toFixed(0)} ms`);
const events = [];
for (let i = 0; i < 20; i++) events.push(...(await json(`/api/events?limit=100&offset=${Math.floor((Math.min(summary.events, 20000) * i) / 20)}`)).items);
const {items: large} = await json('/api/events?order=size&limit=100');
const {items: stories} = await json('/api/stories?limit=100');
const {items: speakers} = await json('/api/speakers?limit=100');
const parts = [];
for (const e of [...events.filter((_, i) => i % 40 === 0), ...large.slice(0, 20)]) parts.push(await json(`/api/events/${e.id}`));
const of = (list) => parts.flatMap((p) => p[list]);
const [articles, texts, quotations, statements, nodes, edges] = ['articles', 'texts', 'quotations', 'statements', 'nodes', 'edges'].map(of);
const words = [...new Set(articles.flatMap((a) => a.content.match(/\p{L}{4,}/gu) ?? []))];
const date = () => new Date(Date.parse(days.earliest) + Math.random() * (Date.parse(days.latest) - Date.parse(days.earliest))).toISOString().slice(0, 10);
const number = (below) => Math.floor(Math.random() * below);
const asking = (path, values) => `${path}?${new URLSearchParams(values)}`;
const QUESTIONS = {
  'the page': () => pick(['/', '/desk.js', '/desk.css']),
  'the whole': () => '/api',
  'events by time': () => asking('/api/events', {offset: number(1000)}),
  'events, far down': () => asking('/api/events', {offset: 10000 + number(10000)}),
  'events of days': () => asking('/api/events', {from: date(), to: date()}),
  'events of an outlet': () => asking('/api/events', {outlet: pick(outlets).name, offset: number(50)}),
  'events of a speaker': () => asking('/api/events', {speaker: pick(speakers).name, from: date()}),
  'events in a language': () => asking('/api/events', {language: pick(languages).name, to: date()}),
  'churn': () => asking('/api/events', {origins: 1, articles: 2 + number(4), order: 'size', offset: number(1000)}),
  'churn by time': () => asking('/api/events', {origins: 1, articles: 3, to: date()}),
  'with a material change': () => asking('/api/events', {material: 1, to: date()}),
  'a table of events': () => asking('/api/events', {format: 'csv', to: date()}),
  'stories': () => asking('/api/stories', {events: 2, offset: number(200)}),
  'stories by size': () => asking('/api/stories', {events: 1 + number(5), order: 'size', offset: number(200)}),
  'articles': () => asking('/api/articles', {to: date()}),
  'articles of an outlet': () => asking('/api/articles', {outlet: pick(outlets).name, from: date()}),
  'speakers': () => asking('/api/speakers', {offset: number(2000)}),
  'speakers by name': () => asking('/api/speakers', {q: pick(words).slice(0, 4)}),
  'a speaker': () => asking(`/api/speakers/${encodeURIComponent(pick(speakers).name)}`, {offset: number(20)}),
  'an event': () => `/api/events/${pick(events).id}`,
  'a large event': () => `/api/events/${pick(large).id}`,
  'a graph': () => `/api/graph/${pick(events).id}`,
  'a story': () => `/api/stories/${pick(stories).id}`,
  'an article': () => `/api/articles/${pick(articles).id}`,
  'two articles': () => asking('/api/part', {id: `${pick(articles).id},${pick(articles).id}`}),
  'a text': () => `/api/texts/${pick(texts).id}`,
  'a quotation': () => `/api/quotations/${pick(quotations).id}`,
  'a statement': () => `/api/statements/${pick(statements).id}`,
  'a node': () => `/api/nodes/${pick(nodes).id}`,
  'an edge': () => ((e) => `/api/edges/${e.from}.${e.to}.${e.kind}`)(pick(edges)),
  'a word': () => asking('/api/search', {q: pick(words)}),
  'two words': () => asking('/api/search', {q: `${pick(words)} ${pick(words)}`}),
  'a common word': () => asking('/api/search', {q: `said ${pick(words).slice(0, 3)}*`}),
  'notes and rulings': () => pick([asking('/api/notes', {about: pick(events).id}), '/api/rulings']),
  'feeds and alerts': () => pick(['/api/feeds', asking('/api/alerts', {offset: number(50)})]),
};
const KINDS = Object.keys(QUESTIONS);

// Asks one of a kind: how long its answer took.
async function asked(client, kind) {
  const where = QUESTIONS[kind]();
  const from = performance.now();
  await client.get(where);
  return performance.now() - from;
}
const empty = () => new Map(KINDS.map((kind) => [kind, []]));
const work = () => fs.readFileSync(`/proc/${desk.pid}/stat`, 'utf8').split(' ').slice(13, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
const [alone, cost] = [empty(), new Map()];
for (const kind of KINDS) {
  const before = work();
  for (let i = 0; i < ALONE; i++) alone.get(kind).push(await asked(one, kind));
  cost.set(kind, (1000 * (work() - before)) / ALONE);
}
const before = work();
const together = empty();
const until = performance.now() + seconds * 1000;
await Promise.all(Array.from({length: clients}, async () => {
  const client = connect();
  while (performance.now() < until) {
    const kind = pick(KINDS);
    together.get(kind).push(await asked(client, kind));
  }
  client.end();
}));
const processor = work() - before;
const at = (list, share) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN;
const cells = (list) => [0.5, 0.95].map((s) => at(list, s).toFixed(1).padStart(8)).join('');
const row = (name, one, all, ms = '') => console.log(`${name.padEnd(24)}${ms.padStart(6)}${cells(one)}  ${String(all.length).padStart(7)}${cells(all)}`);
console.log(`${summary.articles} articles, ${(fs.statSync(db).size / 1e6).toFixed(0)} MB; then ${clients} clients for ${seconds} s`);
console.log(`ms                         work  one: p50    p95    asked  ${clients}: p50    p95`);
for (const kind of KINDS) row(kind, alone.get(kind), together.get(kind), cost.get(kind).toFixed(1));
const every = [...together.values()].flat();
row('all', [...alone.values()].flat(), every);
const mib = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${desk.pid}/status`, 'utf8'))[1]) / 1024;
console.log(`memory at most: ${mib.toFixed(0)} MiB; ${(every.length / seconds).toFixed(0)} answers a second, ${((1000 * processor) / every.length).toFixed(2)} ms of processor time each`);
one.end();

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
const paints = [];
for (let i = 0; i < 5; i++) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.waitForSelector('.row');
  paints.push(await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]));
  await page.context().close();
}
const paint = at(paints.map((p) => p[0]), 0.5);
console.log(`first paint ${paint.toFixed(0)} ms, list shown ${at(paints.map((p) => p[1]), 0.5).toFixed(0)} ms (median of five)`);
await browser.close();
desk.kill();
const slow = KINDS.filter((kind) => at(together.get(kind), 0.95) > MS_MAX);
const broken = [slow.length && `over ${MS_MAX} ms: ${slow.join(', ')}`, paint > PAINT_MS_MAX && `first paint over ${PAINT_MS_MAX} ms`, mib > MIB_MAX && `over ${MIB_MAX} MiB`].filter(Boolean);
console.log(broken.length ? `bounds broken: ${broken.join('; ')}` : 'all bounds hold');
process.exitCode = broken.length ? 1 : 0;
