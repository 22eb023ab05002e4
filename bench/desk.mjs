// How fast the desk answers and its page appears: node bench/desk.mjs BINARY MODULES DATABASE [CLIENTS] [SECONDS]
//
// So many clients (50) ask the API for so long (20 s), each as soon as it has its answer, every question another: lists at
// random offsets with random filters, findings at random, searches for words of the store. Then Chromium opens the page five times. The
// clients run on the same machine, so their work is part of what is measured. Bounds: 100 ms at the 95th percentile, first paint in 1 s,
// 1 GiB.

import {spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import {createRequire} from 'node:module';
import path from 'node:path';

const [binary, modules, db] = process.argv.slice(2, 5).map((p) => path.resolve(p));
const [clients, seconds] = [Number(process.argv[5] ?? 50), Number(process.argv[6] ?? 20)];
const {chromium} = createRequire(path.join(modules, 'node_modules', 'x.js'))('playwright-core');

const desk = spawn(binary, ['serve', '--db', db, '--port', '0'], {stdio: ['ignore', 'ignore', 'pipe']});
let said = '';
const url = await new Promise((done, fail) => {
  desk.stderr.on('data', (d) => /http:\S+/.test((said += d)) && done(/http:\S+/.exec(said)[0]));
  desk.on('exit', () => fail(new Error(said)));
});
const agent = new http.Agent({keepAlive: true, maxSockets: Infinity});
const get = (where) => new Promise((done, fail) => {
  const request = http.get(new URL(where, url), {agent}, (response) => {
    const chunks = [];
    response.on('data', (c) => chunks.push(c));
    response.on('end', () => (response.statusCode === 200 ? done(Buffer.concat(chunks)) : fail(new Error(`${where}: ${response.statusCode} ${Buffer.concat(chunks)}`))));
  });
  request.on('error', fail);
});
const json = async (where) => JSON.parse(await get(where));

// What there is to ask for.
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const {summary, outlets, languages, days} = await json('/api');
const events = [];
for (let i = 0; i < 20; i++) events.push(...(await json(`/api/events?limit=100&offset=${Math.floor((Math.min(summary.events, 20000) * i) / 20)}`)).items);
const {items: large} = await json('/api/events?order=size&limit=100');
const {items: speakers} = await json('/api/speakers?limit=100');
const parts = [];
for (const e of [...events.filter((_, i) => i % 40 === 0), ...large.slice(0, 20)]) parts.push(await json(`/api/events/${e.id}`));
const of = (list) => parts.flatMap((p) => p[list]);
const [articles, statements, nodes] = [of('articles'), of('statements'), of('nodes')];
const words = [...new Set(articles.flatMap((a) => a.content.match(/\p{L}{4,}/gu) ?? []))];
const date = () => new Date(Date.parse(days.earliest) + Math.random() * (Date.parse(days.latest) - Date.parse(days.earliest))).toISOString().slice(0, 10);
const offset = () => Math.floor(Math.random() * 1000);
const QUESTIONS = {
  'events by time': () => `/api/events?offset=${offset()}`,
  'events of an outlet': () => `/api/events?${new URLSearchParams({outlet: pick(outlets).name, offset: offset() % 50})}`,
  'events of a speaker': () => `/api/events?${new URLSearchParams({speaker: pick(speakers).name, from: date()})}`,
  'events in a language': () => `/api/events?${new URLSearchParams({language: pick(languages).name, to: date()})}`,
  'churn': () => `/api/events?origins=1&articles=${2 + Math.floor(Math.random() * 4)}&order=size&offset=${offset()}`,
  'churn by time': () => `/api/events?origins=1&articles=3&to=${date()}`,
  'with a material change': () => `/api/events?material=1&to=${date()}`,
  'stories': () => `/api/stories?events=2&offset=${offset() % 200}`,
  'articles': () => `/api/articles?to=${date()}`,
  'speakers': () => `/api/speakers?${new URLSearchParams({q: pick(words).slice(0, 4)})}`,
  'a speaker': () => `/api/speakers/${encodeURIComponent(pick(speakers).name)}?offset=${offset() % 20}`,
  'an event': () => `/api/events/${pick(events).id}`,
  'a large event': () => `/api/events/${pick(large).id}`,
  'a graph': () => `/api/graph/${pick(events).id}`,
  'an article': () => `/api/articles/${pick(articles).id}`,
  'a statement': () => `/api/statements/${pick(statements).id}`,
  'a node': () => `/api/nodes/${pick(nodes).id}`,
  'a word': () => `/api/search?${new URLSearchParams({q: pick(words)})}`,
  'two words': () => `/api/search?${new URLSearchParams({q: `${pick(words)} ${pick(words)}`})}`,
  'a common word': () => `/api/search?${new URLSearchParams({q: `said ${pick(words).slice(0, 3)}*`})}`,
};

const took = new Map(Object.keys(QUESTIONS).map((name) => [name, []]));
const until = performance.now() + seconds * 1000;
await Promise.all(Array.from({length: clients}, async () => {
  while (performance.now() < until) {
    const name = pick(Object.keys(QUESTIONS));
    const from = performance.now();
    await get(QUESTIONS[name]());
    took.get(name).push(performance.now() - from);
  }
}));
const at = (list, share) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN;
const row = (name, list) => console.log(`${name.padEnd(24)} ${String(list.length).padStart(7)} ${[0.5, 0.95, 0.99].map((s) => at(list, s).toFixed(1).padStart(8)).join(' ')}`);
console.log(`${summary.articles} articles, ${(fs.statSync(db).size / 1e6).toFixed(0)} MB, ${clients} clients, ${seconds} s`);
console.log('question                     asked      p50      p95      p99  (ms)');
for (const [name, list] of took) row(name, list);
row('all', [...took.values()].flat());
console.log(`memory at most: ${(Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${desk.pid}/status`, 'utf8'))[1]) / 1024).toFixed(0)} MiB`);
const [user, system] = fs.readFileSync(`/proc/${desk.pid}/stat`, 'utf8').split(' ').slice(13, 15).map((t) => Number(t) / 100);
console.log(`processor time of the desk: ${(user + system).toFixed(1)} s, ${((1000 * (user + system)) / [...took.values()].flat().length).toFixed(2)} ms a question`);
agent.destroy();

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
const paints = [];
for (let i = 0; i < 5; i++) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.waitForSelector('.row');
  paints.push(await page.evaluate(() => [performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]));
  await page.context().close();
}
console.log(`first paint ${at(paints.map((p) => p[0]), 0.5).toFixed(0)} ms, list shown ${at(paints.map((p) => p[1]), 0.5).toFixed(0)} ms (median of five)`);
await browser.close();
desk.kill();
