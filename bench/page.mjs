// How fast the HTML report opens: node bench/page.mjs BINARY MODULES PILE.jsonl [ARTICLES...]
//
// Makes a report of the first ARTICLES records of the pile (500 and all where none is named) and opens each in Chromium,
// five times, from disk. Prints the size of the file, the median time until the first screen stands, until the largest
// event and the fullest statement of it stand, and the memory of the page's script.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const RUNS = 5;
const [binary, modules, pile] = process.argv.slice(2, 5).map((p) => path.resolve(p));
const lines = fs.readFileSync(pile, 'utf8').split('\n').filter(Boolean);
const sizes = process.argv.length > 5 ? process.argv.slice(5).map(Number) : [500, lines.length];
const {chromium} = createRequire(path.join(modules, 'node_modules', 'x.js'))('playwright-core');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'firsthand-'));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-precise-memory-info'];
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS});

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function timed(page, go, ready) {
  const from = performance.now();
  await go();
  await page.waitForFunction(ready);
  return performance.now() - from;
}

console.log('| articles | file, MB | first screen, ms | largest event, ms | a statement, ms | script memory, MB |');
console.log('|---|---|---|---|---|---|');
for (const size of sizes) {
  const input = path.join(scratch, `${size}.jsonl`);
  const output = path.join(scratch, `${size}.html`);
  fs.writeFileSync(input, `${lines.slice(0, size).join('\n')}\n`);
  execFileSync(binary, ['report', input, '--format', 'html', '-o', output], {stdio: ['ignore', 'ignore', 'ignore']});
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await browser.newPage();
    const first = await timed(page, () => page.goto(pathToFileURL(output).href), () => document.querySelector('.stories > li'));
    const event = await timed(page, () => page.locator('.card h3 a, .card h4 a').first().click(), () => document.querySelector('.graph, main article .dim'));
    const statement = await timed(page, () => page.locator('.card h3 a').first().click(), () => document.body.dataset.shown?.[0] === 's');
    const memory = await page.evaluate(() => performance.memory.usedJSHeapSize / 1e6);
    runs.push([first, event, statement, memory]);
    await page.close();
  }
  const cells = [0, 1, 2, 3].map((i) => Math.round(median(runs.map((r) => r[i]))));
  console.log(`| ${size} | ${(fs.statSync(output).size / 1e6).toFixed(1)} | ${cells.join(' | ')} |`);
}
await browser.close();
fs.rmSync(scratch, {recursive: true});
